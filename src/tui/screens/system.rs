//! One system: what is known of it with every unknown shown, why its tier is what it is, and what hangs on it. A line leads to what
//! it tells of. It must not know what a verdict is made of.

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    domain::{ids::RecordId, tone::Tone},
    ops::{query::Query, systems::SystemView, view::View},
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::{Look, Target},
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen},
        screens::{
            facts,
            question::Question,
            reading,
            systems::act::{self, Working},
        },
        widgets::{
            list::{Choice, List, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

pub(in crate::tui::screens) mod entries;

use entries::{Entry, hanging, known};

/// From here on what is known stands beside what hangs on it.
const TWO_PANES: u16 = 100;
/// Where the lines of the right pane begin when they are clicked.
const RIGHT: usize = 10_000;

/// Which pane the keys act in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Known,
    Hanging,
}

/// The screen.
pub(super) struct System {
    id: RecordId,
    view: Option<Box<SystemView>>,
    failed: Option<String>,
    question: Question,
    working: Working,
    focus: Focus,
    known: List,
    hanging: List,
    /// Where the lines of both panes lead, as they were drawn last.
    leads: [Vec<Option<Place>>; 2],
    size: (u16, u16),
}

impl System {
    /// The system with this identity.
    pub(super) fn new(id: RecordId) -> Self {
        Self {
            id,
            view: None,
            failed: None,
            question: Question::of(Slot::System),
            working: Working::new(),
            focus: Focus::Hanging,
            known: List::default(),
            hanging: List::default(),
            leads: [Vec::new(), Vec::new()],
            size: (0, 0),
        }
    }

    fn is_wide(&self) -> bool {
        self.size.0 >= TWO_PANES
    }

    fn closed_on(&self) -> Option<NaiveDate> {
        self.view.as_ref().and_then(|view| view.system.closed_on)
    }

    /// The lines of both panes; in a narrow screen all stand in the second.
    fn panes(&self, widths: (u16, u16), look: &Look<'_>) -> [Vec<Entry>; 2] {
        let Some(view) = &self.view else {
            return [Vec::new(), Vec::new()];
        };
        let cells = |width: u16| usize::from(width.saturating_sub(2));
        let right = hanging(view, cells(widths.1), look);
        if self.is_wide() {
            return [known(view, cells(widths.0), look), right];
        }
        let mut all = known(view, cells(widths.1), look);
        all.push(Entry {
            line: Line::default(),
            place: None,
        });
        all.extend(right);
        [Vec::new(), all]
    }

    fn focused(&self) -> Focus {
        if self.is_wide() {
            self.focus
        } else {
            Focus::Hanging
        }
    }

    fn list(&mut self) -> (&mut List, usize) {
        match self.focused() {
            Focus::Known => (&mut self.known, self.leads[0].len()),
            Focus::Hanging => (&mut self.hanging, self.leads[1].len()),
        }
    }

    /// Where the line under the cursor leads.
    fn lead(&self) -> Option<&Place> {
        let (leads, cursor) = match self.focused() {
            Focus::Known => (&self.leads[0], self.known.cursor()),
            Focus::Hanging => (&self.leads[1], self.hanging.cursor()),
        };
        leads.get(cursor)?.as_ref()
    }

    fn open(&self) -> Vec<Outcome> {
        let place = self.lead().cloned();
        place.map(Outcome::Go).into_iter().collect()
    }

    fn draw_pane(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        (area, which): (Rect, Focus),
        (title, entries): (&str, &[Entry]),
    ) {
        look.register(area, Target::Pane(which as usize));
        let focused = self.focused() == which;
        let title = look.safe(title).into_owned();
        let pane = Pane {
            title: &title,
            note: "",
            focused,
        };
        let inner = pane.draw(frame, area, look);
        let (list, first_target) = match which {
            Focus::Known => (&mut self.known, 0),
            Focus::Hanging => (&mut self.hanging, RIGHT),
        };
        let rows = Rows {
            area: inner,
            length: entries.len(),
            lines: 1,
            choice: if focused {
                Choice::Active
            } else {
                Choice::Kept
            },
            first_target,
        };
        list.draw((frame, look), rows, |nth, _, _| {
            let entry = entries.get(nth);
            entry.map(|entry| entry.line.clone()).into_iter().collect()
        });
    }
}

impl Screen for System {
    fn place(&self) -> Place {
        Place::System(self.id)
    }

    fn breadcrumb(&self) -> Vec<String> {
        let name = self.view.as_ref().map(|view| view.system.name.clone());
        std::iter::once("Systems".to_owned()).chain(name).collect()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Systems, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        let Some(_) = &self.view else {
            let why = "the system is not loaded";
            return match action {
                action if act::is_work(action) => Availability::Disabled(why.to_owned()),
                _ => Availability::Foreign,
            };
        };
        match action {
            action if act::is_work(action) => act::availability(action, self.closed_on()),
            Action::Open | Action::Right if self.lead().is_none() => {
                Availability::Disabled("this line leads nowhere".to_owned())
            }
            Action::FocusNext | Action::FocusPrevious if !self.is_wide() => {
                Availability::Disabled("there is one pane below 100 columns".to_owned())
            }
            Action::Open
            | Action::Right
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::History
            | Action::CopyReference
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => Availability::Ready,
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.view.is_none() {
            return vec![Action::Back];
        }
        let mut hints = vec![Action::Open];
        if self.closed_on().is_none() {
            hints.extend([
                Action::EditSystem,
                Action::EnterStage,
                Action::LinkDecision,
                Action::BindPattern,
            ]);
        }
        hints.push(Action::SystemPacket);
        hints
    }

    fn status(&self) -> String {
        match &self.view {
            None => "loading…".to_owned(),
            Some(view) => {
                let unknown = view
                    .facts
                    .iter()
                    .filter(|(_, value)| value.is_none())
                    .count();
                match unknown {
                    0 => "every fact is stated".to_owned(),
                    unknown => {
                        facts::counted(unknown as u64, "fact is unknown", "facts are unknown")
                    }
                }
            }
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        vec![self.question.ask(Query::System(self.id), context)]
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::Open | Action::Right => self.open(),
            Action::FocusNext | Action::FocusPrevious => {
                self.focus = match self.focus {
                    Focus::Known => Focus::Hanging,
                    Focus::Hanging => Focus::Known,
                };
                Vec::new()
            }
            Action::History => {
                let record = Some(self.id);
                vec![Outcome::Go(Place::Events { record })]
            }
            Action::CopyReference => {
                let label = self.view.as_ref().map(|view| view.system.label.clone());
                label.map(reading::copy).unwrap_or_default()
            }
            action if act::is_work(action) => match &self.view {
                Some(view) => self.working.begin(action, view),
                None => Vec::new(),
            },
            _ => {
                let (list, length) = self.list();
                list.moved(action, length);
                Vec::new()
            }
        }
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        if let Some(outcomes) = self.working.receive(&answer) {
            return outcomes;
        }
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::System(view)) => {
                self.failed = None;
                self.view = Some(view);
                Vec::new()
            }
            Ok(_) => Vec::new(),
            Err(problem) => {
                self.failed = Some(problem.message.clone());
                if problem.is_gone {
                    self.view = None;
                }
                vec![Outcome::Warn(problem)]
            }
        }
    }

    fn system(&self) -> Option<RecordId> {
        Some(self.id)
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        self.working.choose(word, context).unwrap_or_default()
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        self.working.submit(form, filled, context)
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        if let Some(row) = target.checked_sub(RIGHT) {
            self.focus = Focus::Hanging;
            self.hanging.put(row);
        } else {
            self.focus = Focus::Known;
            self.known.put(target);
        }
        if twice { self.open() } else { Vec::new() }
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        if pane == Focus::Known as usize {
            self.known.moved(action, self.leads[0].len());
        } else {
            self.hanging.moved(action, self.leads[1].len());
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.size = (area.width, area.height);
        let Some(view) = &self.view else {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, text::inset(area, 2), &line);
            return;
        };
        let title = format!("{} {}", view.system.label, view.system.name);
        let left = if self.is_wide() {
            area.width * 2 / 5
        } else {
            0
        };
        let sides = Sides::of(area, left);
        let right = if self.is_wide() { sides.right } else { area };
        let panes = self.panes((left, right.width), look);
        self.leads = [0, 1].map(|pane| {
            let entries: &Vec<Entry> = &panes[pane];
            entries.iter().map(|entry| entry.place.clone()).collect()
        });
        if !self.is_wide() {
            self.draw_pane((frame, look), (right, Focus::Hanging), (&title, &panes[1]));
            return;
        }
        self.draw_pane(
            (frame, look),
            (sides.left, Focus::Known),
            (&title, &panes[0]),
        );
        let focused = match self.focus {
            Focus::Known => pane::Focused::Left,
            Focus::Hanging => pane::Focused::Right,
        };
        sides.draw(frame, focused, look);
        let beside = "WHAT HANGS ON IT";
        self.draw_pane(
            (frame, look),
            (sides.right, Focus::Hanging),
            (beside, &panes[1]),
        );
    }
}

#[cfg(test)]
mod tests;
