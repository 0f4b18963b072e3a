//! The packets, newest first, with the cover of the selected one beside them; here a packet is built of the decisions a filter
//! finds. It must not know what a packet is made of.

use std::sync::Arc;

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        change::Change,
        filter::Filter,
        query::{PacketPart, Query},
        view::{DecisionsView, PacketLine, PacketView, PacketsView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Problem, Slot},
        look::Look,
        screen::{
            Availability, Context, FieldKind, Filled, Form, FormField, Outcome, Place, Scope,
            Screen,
        },
        screens::{facts, question::Question},
        widgets::{document::Document, list::List},
    },
};

pub(in crate::tui::screens) mod act;
pub(in crate::tui::screens) mod build;
pub(in crate::tui::screens) mod draw;

use act::{Chosen, make};

/// The form that says with a filter which decisions are meant.
const FILTERED: &str = "packet.build-filtered";
/// The field of the filter.
const DECISIONS: &str = "decisions";
/// What most packets are about.
const USUALLY: &str = "status:proposed,in-review";
/// The fewest cells a cover is laid out for.
const NARROWEST: u16 = 10;

/// The screen.
pub(super) struct Packets {
    view: Option<PacketsView>,
    list: List,
    /// The packet the cursor is to be put on as soon as it is seen.
    wanted: Option<RecordId>,
    /// Why the packets could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    cover: Document,
    cover_of: Option<(RecordId, String)>,
    cover_question: Question,
    /// What was asked for the cover last.
    asked: Option<(RecordId, u16)>,
    /// What was filled in, while its decisions are looked for.
    building: Option<Filled>,
    finding: Question,
    /// Whether the packet that comes next is one that was built here.
    is_built: bool,
    /// The packet a question or a form was about when it was asked.
    about: Option<Chosen>,
    size: (u16, u16),
}

impl Packets {
    /// The list.
    pub(super) fn new() -> Self {
        Self {
            view: None,
            list: List::default(),
            wanted: None,
            failed: None,
            question: Question::of(Slot::Packets),
            cover: Document::default(),
            cover_of: None,
            cover_question: Question::of(Slot::Packet),
            asked: None,
            building: None,
            finding: Question::of(Slot::Decisions),
            is_built: false,
            about: None,
            size: (0, 0),
        }
    }

    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.lines.len())
    }

    fn selected(&self) -> Option<&PacketLine> {
        self.view.as_ref()?.lines.get(self.list.cursor())
    }

    fn chosen(&self) -> Option<Chosen> {
        self.selected().map(|line| Chosen {
            id: line.id,
            label: line.label.clone(),
            title: line.title.clone(),
            decisions: line.decisions,
        })
    }

    fn show(&mut self, view: PacketsView, context: &mut Context<'_>) -> Vec<Outcome> {
        let wanted = self.wanted.take().or_else(|| self.cursor());
        let wanted = self.built_now(&view).or(wanted);
        let is_it = |line: &PacketLine| Some(line.id) == wanted;
        self.list
            .put(view.lines.iter().position(is_it).unwrap_or(0));
        self.failed = None;
        self.view = Some(view);
        self.read_selected(context)
    }

    /// The packet that was just built here, as soon as it is seen.
    fn built_now(&mut self, view: &PacketsView) -> Option<RecordId> {
        let known = |id| {
            self.view
                .iter()
                .flat_map(|old| &old.lines)
                .any(|line| line.id == id)
        };
        let newest = view.lines.first().map(|line| line.id);
        let built = newest.filter(|id| self.is_built && !known(*id));
        self.is_built &= built.is_none();
        built
    }

    /// Asks for the cover of the selected packet where there is room for it.
    fn read_selected(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let wanted = self
            .selected()
            .map(|line| line.id)
            .zip(draw::cover_width(self.size.0).map(|pane| pane.max(NARROWEST)));
        let Some((id, width)) = wanted.filter(|wanted| self.asked != Some(*wanted)) else {
            return Vec::new();
        };
        self.asked = wanted;
        let part = PacketPart::Cover;
        vec![
            self.cover_question
                .ask(Query::Packet { id, width, part }, context),
        ]
    }

    fn show_cover(&mut self, view: &PacketView) {
        let body = view.sections.first().map(|cover| Arc::clone(&cover.body));
        let body = body.unwrap_or_default();
        let is_same = self
            .cover_of
            .as_ref()
            .is_some_and(|(id, _)| *id == view.packet.id);
        if is_same {
            self.cover.lay_out(body);
        } else {
            self.cover.open(body);
        }
        self.cover_of = Some((view.packet.id, view.packet.label.clone()));
    }

    fn move_list(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.moved(action, self.length());
        self.read_selected(context)
    }

    fn open(&self) -> Vec<Outcome> {
        let place = self.selected().map(|line| Place::Packet(line.id));
        place.map(Outcome::Go).into_iter().collect()
    }

    /// The decisions the filter found go into the packet; where it found none, the form comes back as it was filled in.
    fn build(&mut self, view: &DecisionsView, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(filled) = self.building.take() else {
            return Vec::new();
        };
        let found = view
            .shown
            .iter()
            .filter_map(|at| view.rows.get(*at as usize));
        let decisions: Vec<_> = found.map(|row| row.id).collect();
        if decisions.is_empty() {
            let line = build::value(&filled, DECISIONS);
            let problem = Problem::new(
                format!("no decision matches `{line}`"),
                "Type another filter; the list of decisions shows what there is.",
            );
            return vec![Outcome::Warn(problem), Outcome::Form(form(&filled))];
        }
        self.is_built = true;
        vec![make(build::request(&filled, decisions), context)]
    }

    /// Asks about the selected packet and remembers which one it is: the list may change before the answer.
    fn ask_about(&mut self, ask: impl Fn(&Chosen) -> Outcome) -> Vec<Outcome> {
        self.about = self.chosen();
        self.about.as_ref().map(ask).into_iter().collect()
    }

    fn frozen(&self) -> Option<bool> {
        self.selected().map(|line| line.frozen.is_some())
    }
}

/// The form, with what was filled in before.
fn form(filled: &Filled) -> Form {
    let mut fields = build::fields();
    fields.push(FormField {
        word: DECISIONS,
        label: "Decisions",
        value: USUALLY.to_owned(),
        kind: FieldKind::Needed,
        hint: "a filter as in the list of decisions: `status:proposed log:payments vector`"
            .to_owned(),
    });
    for field in &mut fields {
        if let Some((_, value)) = filled.iter().find(|(word, _)| *word == field.word) {
            field.value.clone_from(value);
        }
    }
    Form {
        word: FILTERED,
        title: "Build a packet".to_owned(),
        note: Some(build::UNTIL_FROZEN.to_owned()),
        fields,
    }
}

fn when(is_ready: bool, why: &str) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
}

impl Screen for Packets {
    fn place(&self) -> Place {
        Place::Packets
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Packets".to_owned()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Packets, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::BuildPacket => Availability::Ready,
            Action::FreezePacket | Action::Discard => match self.frozen() {
                Some(false) => Availability::Ready,
                Some(true) => when(false, "it is frozen: it stays as it was handed over"),
                None => when(false, "there are no packets yet"),
            },
            Action::VerifyPacket | Action::Compare => when(false, "open the packet first: Enter"),
            Action::Open
            | Action::Right
            | Action::ExportPacket
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => when(self.length() > 0, "there are no packets yet"),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.length() == 0 {
            return vec![Action::BuildPacket, Action::GoDecisions];
        }
        let mut hints = vec![Action::Open, Action::BuildPacket];
        if self.frozen() == Some(false) {
            hints.extend([Action::FreezePacket, Action::Discard]);
        }
        hints.push(Action::ExportPacket);
        hints
    }

    fn status(&self) -> String {
        match &self.view {
            Some(view) => {
                facts::placed(self.list.cursor(), view.lines.len(), ("packet", "packets"))
            }
            None => "loading…".to_owned(),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        self.asked = None;
        let mut outcomes = vec![self.question.ask(Query::Packets, context)];
        outcomes.extend(self.read_selected(context));
        outcomes
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::Open | Action::Right => self.open(),
            Action::BuildPacket => vec![Outcome::Form(form(&Filled::new()))],
            Action::FreezePacket => self.ask_about(Chosen::ask_to_freeze),
            Action::Discard => self.ask_about(Chosen::ask_to_discard),
            Action::ExportPacket => self.ask_about(Chosen::ask_to_export),
            _ => self.move_list(action, context),
        }
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        let is_list = self.question.is_answered_by(&answer);
        let is_cover = self.cover_question.is_answered_by(&answer);
        let is_found = self.finding.is_answered_by(&answer);
        match answer.view {
            Ok(View::Packets(view)) if is_list => return self.show(view, context),
            Ok(View::Packet(view)) if is_cover => self.show_cover(&view),
            Ok(View::Decisions(view)) if is_found => return self.build(&view, context),
            Err(problem) if is_list || is_cover || is_found => {
                self.building = None;
                if is_list {
                    self.failed = Some(problem.message.clone());
                }
                return vec![Outcome::Warn(problem)];
            }
            Ok(_) | Err(_) => {}
        }
        Vec::new()
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(packet) = self.about.take().map(|chosen| chosen.id) else {
            return Vec::new();
        };
        let change = match word {
            act::FREEZE => Change::FreezePacket { packet },
            act::DISCARD => Change::DiscardPacket { packet },
            _ => return Vec::new(),
        };
        vec![make(change, context)]
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        match (form, &self.about) {
            (FILTERED, _) => {
                if let Some(refused) = build::refused(filled) {
                    return Err(refused);
                }
                let filter = Filter::parse(build::value(filled, DECISIONS));
                let filter = filter.map_err(|why| (DECISIONS, why))?;
                self.building = Some(filled.clone());
                Ok(vec![self.finding.ask(Query::Decisions(filter), context)])
            }
            (act::EXPORT, Some(chosen)) => Ok(vec![make(chosen.export(filled)?, context)]),
            _ => Ok(Vec::new()),
        }
    }

    fn cursor(&self) -> Option<RecordId> {
        self.selected().map(|line| line.id)
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.wanted = Some(record);
    }

    fn click(&mut self, target: usize, twice: bool, context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.put(target.min(self.length().saturating_sub(1)));
        if twice {
            return self.open();
        }
        self.read_selected(context)
    }

    fn roll(&mut self, pane: usize, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        if pane == draw::COVER {
            self.cover.moved(action);
            return Vec::new();
        }
        self.move_list(action, context)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_packets(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
