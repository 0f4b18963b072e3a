//! What happened to the store, newest first, one line for each thing somebody did. It must not know how events are kept or
//! chained; further pages are asked for when the end comes near.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::{event::RecordKind, ids::RecordId, tone::Tone},
    ops::{
        query::Query,
        view::{EventLine, EventsView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Outcome, Place, Scope, Screen},
        screens::{compare, facts, happened, question::Question},
        widgets::{
            list::{Choice, List, Rows},
            pane::Pane,
            text,
        },
    },
};

/// How many events are asked for at once.
const PAGE: usize = 200;
/// How near the end the cursor comes before more are asked for.
const NEAR: usize = 20;

/// The screen.
pub(super) struct Events {
    record: Option<RecordId>,
    /// The events, those of one action folded into one.
    lines: Vec<EventLine>,
    /// Where the next page begins.
    next: Option<u64>,
    /// How many there are; absent until the first answer.
    total: Option<u64>,
    /// Whether the open question is for a further page.
    more: bool,
    list: List,
    question: Question,
}

impl Events {
    /// All events, or those of one record.
    pub(super) fn new(record: Option<RecordId>) -> Self {
        Self {
            record,
            lines: Vec::new(),
            next: None,
            total: None,
            more: false,
            list: List::default(),
            question: Question::of(Slot::Events),
        }
    }

    fn ask(&mut self, before: Option<u64>, context: &mut Context<'_>) -> Vec<Outcome> {
        self.more = before.is_some();
        let query = Query::Events {
            before,
            record: self.record,
            limit: PAGE,
        };
        vec![self.question.ask(query, context)]
    }

    /// Asks for the next page when the cursor comes near the end of what is known.
    fn ask_more(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let near = self.list.cursor() + NEAR >= self.lines.len();
        match self.next {
            Some(next) if near && !self.question.is_open() => {
                let behind = self.lines.last().map(behind_group);
                self.ask(Some(behind.map_or(next, |seq| seq.min(next))), context)
            }
            _ => Vec::new(),
        }
    }

    fn show(&mut self, view: EventsView, context: &mut Context<'_>) -> Vec<Outcome> {
        let selected = self.lines.get(self.list.cursor()).map(|line| line.seq);
        if !self.more {
            self.lines.clear();
        }
        self.total = Some(view.total);
        self.next = view.next;
        for line in view.lines {
            self.fold(line);
        }
        let same = |line: &EventLine| Some(line.seq) == selected;
        if let Some(place) = self.lines.iter().position(same) {
            self.list.carry_to(place);
        }
        self.ask_more(context)
    }

    /// Adds an event, unless it belongs to the action of the one before: then the one that tells more is shown. Of one record
    /// every event stands alone; what belongs to a system is told by actions.
    fn fold(&mut self, line: EventLine) {
        let folds = self.record != Some(line.record);
        let (group_size, alike) = if folds {
            (line.group_size, line.alike)
        } else {
            (1, 1)
        };
        let line = EventLine {
            group_size,
            alike,
            ..line
        };
        match self.lines.last_mut() {
            Some(last) if folds && last.group == line.group => {
                if line.tells_more_than(last) {
                    let seq = last.seq;
                    *last = EventLine { seq, ..line };
                }
            }
            _ => self.lines.push(line),
        }
    }

    fn selected(&self) -> Option<&EventLine> {
        self.lines.get(self.list.cursor())
    }

    fn open(&self) -> Vec<Outcome> {
        self.selected().and_then(leads_to).into_iter().collect()
    }

    fn draw_rows(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let head = u16::from(area.height > 3);
        if head > 0 {
            let style = look.style(Tone::Muted);
            let words = vec![
                Span::raw(" "),
                text::cell("When (UTC)", happened::WHEN_CELLS + 2, style),
                Span::styled("Who did what", style),
            ];
            text::put(frame, area, &Line::from(words));
        }
        let rows = Rows {
            area: text::below(area, head),
            length: self.lines.len(),
            lines: 1,
            choice: Choice::Active,
            first_target: 0,
        };
        let lines = &self.lines;
        self.list.draw((frame, look), rows, |nth, cells, look| {
            let event = lines.get(nth);
            event
                .map(|event| happened::line(event, cells, look))
                .into_iter()
                .collect()
        });
    }
}

/// How the record of an event is called in the breadcrumb.
fn named(line: &EventLine) -> String {
    if line.kind.is_governance() {
        return line.reference.clone();
    }
    facts::short_reference(&line.reference)
}

/// The place in the chain behind the whole action of an event: the events of one action stand together.
fn behind_group(line: &EventLine) -> u64 {
    line.seq.saturating_sub(line.group_size.saturating_sub(1))
}

/// Where an event leads: to its record, to the decisions of its log, to where something of governance is looked at.
pub(super) fn leads_to(event: &EventLine) -> Option<Outcome> {
    if event.reference.is_empty() {
        return None;
    }
    if let (RecordKind::Answer, Some(assessment), None) =
        (event.kind, event.within, event.several())
    {
        let item = event.reference.rsplit(' ').next().unwrap_or_default();
        return Some(Outcome::GoToItem {
            assessment,
            item: item.to_owned(),
        });
    }
    let place = match event.kind {
        RecordKind::Adr if event.group_size < 2 => Place::Record(event.record),
        RecordKind::Adr => Place::Decisions {
            filter: event
                .reference
                .rsplit_once('/')
                .map(|(log, _)| format!("log:{log}"))
                .unwrap_or_default(),
        },
        RecordKind::Log => Place::Decisions {
            filter: format!("log:{}", event.reference),
        },
        RecordKind::Packet => Place::Packet(event.record),
        of_governance => return governed(of_governance, event).map(Outcome::Go),
    };
    Some(Outcome::Go(place))
}

/// Where a record of governance is looked at; nowhere where it is known by name only.
fn governed(kind: RecordKind, event: &EventLine) -> Option<Place> {
    let within = event.within;
    Some(match kind {
        RecordKind::System if event.several().is_some() => Place::Systems {
            filter: String::new(),
        },
        RecordKind::System => Place::System(event.record),
        RecordKind::Assessment => Place::Assessment(event.record),
        RecordKind::Answer | RecordKind::Milestone => Place::Assessment(within?),
        RecordKind::Tiering => Place::Risk(within?),
        RecordKind::Waiver => Place::Waivers { system: within },
        RecordKind::Risk => Place::Register { system: within },
        RecordKind::SignOff | RecordKind::Issued => Place::Readiness(within?),
        RecordKind::Matrix => Place::Matrix(event.record),
        RecordKind::Pattern => Place::Library,
        RecordKind::Pack => Place::Pack(event.reference.clone()),
        RecordKind::Log
        | RecordKind::Adr
        | RecordKind::Document
        | RecordKind::Comment
        | RecordKind::Packet
        | RecordKind::Person => return None,
    })
}

impl Screen for Events {
    fn place(&self) -> Place {
        Place::Events {
            record: self.record,
        }
    }

    fn breadcrumb(&self) -> Vec<String> {
        let mut crumbs = vec!["Events".to_owned()];
        if self.record.is_some() {
            let own = |line: &&EventLine| Some(line.record) == self.record;
            let own = self.lines.iter().find(own);
            crumbs.extend(own.map(named));
        }
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Record, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        let none = || Availability::Disabled("nothing has happened yet".into());
        match action {
            Action::Open | Action::Right => match self.selected() {
                Some(event) if leads_to(event).is_some() => Availability::Ready,
                Some(_) => Availability::Disabled(
                    "a person, a file that is no record, or what is gone cannot be opened".into(),
                ),
                None => none(),
            },
            Action::Compare => match self.selected() {
                Some(event) if event.kind != RecordKind::Adr => {
                    Availability::Disabled("only what was done to a decision is compared".into())
                }
                Some(event) if event.group_size > 1 => Availability::Disabled(
                    "several decisions were changed at once; the history of each shows its change"
                        .into(),
                ),
                Some(_) => Availability::Ready,
                None => none(),
            },
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
            | Action::CopyReference => {
                if self.lines.is_empty() {
                    none()
                } else {
                    Availability::Ready
                }
            }
            Action::CopyMarkdown => {
                Availability::Disabled(super::reading::MARKDOWN_WHEN_OPEN.into())
            }
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.total == Some(0) {
            return vec![Action::Palette];
        }
        vec![
            Action::Open,
            Action::Compare,
            Action::Bottom,
            Action::CopyReference,
            Action::Undo,
            Action::Redo,
        ]
    }

    fn status(&self) -> String {
        match (self.total, self.record) {
            (None, _) => "loading…".into(),
            (Some(total), None) => facts::counted(total, "event", "events"),
            (Some(_), Some(_)) => {
                let known = facts::counted(self.lines.len() as u64, "event", "events");
                let more = if self.next.is_some() { " and more" } else { "" };
                format!("{known}{more}")
            }
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.ask(None, context)
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        match action {
            Action::Open | Action::Right => self.open(),
            Action::Compare => {
                let change = self.selected().and_then(compare::of_event);
                change.map(Outcome::Go).into_iter().collect()
            }
            Action::CopyReference => {
                let reference = self.selected().map(|line| line.reference.clone());
                reference.map(super::reading::copy).unwrap_or_default()
            }
            _ => {
                self.list.moved(action, self.lines.len());
                self.ask_more(context)
            }
        }
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Events(view)) => self.show(view, context),
            Ok(_) => Vec::new(),
            Err(problem) => vec![Outcome::Warn(problem)],
        }
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.list
            .put(target.min(self.lines.len().saturating_sub(1)));
        if twice { self.open() } else { Vec::new() }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let note = self.total.map(|_| self.status()).unwrap_or_default();
        let pane = Pane {
            title: "EVENTS",
            note: &note,
            focused: true,
        };
        let inner = pane.draw(frame, area, look);
        match self.total {
            None => {
                let line = Line::styled("loading…", look.style(Tone::Muted));
                text::put(frame, text::inset(inner, 2), &line);
            }
            Some(_) if self.lines.is_empty() => {
                let said = [
                    "Nothing has happened yet.",
                    "Every import, edit and undo is written here. Press : and type `import PATH` to begin.",
                ];
                text::nothing_yet(frame, inner, &said, look);
            }
            Some(_) => self.draw_rows(frame, inner, look),
        }
    }
}

#[cfg(test)]
mod tests;
