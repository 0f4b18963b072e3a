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

    /// Adds an event, unless it belongs to the action of the one before. A log says more about an action than its records.
    /// Of one record every event stands alone.
    fn fold(&mut self, line: EventLine) {
        let folds = self.record.is_none();
        let line = EventLine {
            group_size: if folds { line.group_size } else { 1 },
            ..line
        };
        match self.lines.last_mut() {
            Some(last) if folds && last.group == line.group => {
                if line.kind == RecordKind::Log {
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
        let place = self.selected().and_then(place_of);
        place.map(Outcome::Go).into_iter().collect()
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

/// The place in the chain behind the whole action of an event: the events of one action stand together.
fn behind_group(line: &EventLine) -> u64 {
    line.seq.saturating_sub(line.group_size.saturating_sub(1))
}

/// Where an event leads: to its record, or to the decisions of its log.
pub(super) fn place_of(event: &EventLine) -> Option<Place> {
    match event.kind {
        _ if event.reference.is_empty() => None,
        RecordKind::Adr if event.group_size < 2 => Some(Place::Record(event.record)),
        RecordKind::Adr => Some(Place::Decisions {
            filter: event
                .reference
                .rsplit_once('/')
                .map(|(log, _)| format!("log:{log}"))
                .unwrap_or_default(),
        }),
        RecordKind::Log => Some(Place::Decisions {
            filter: format!("log:{}", event.reference),
        }),
        RecordKind::Packet => Some(Place::Packet(event.record)),
        RecordKind::System => Some(Place::System(event.record)),
        RecordKind::Assessment => Some(Place::Assessment(event.record)),
        RecordKind::Matrix => Some(Place::Matrix(event.record)),
        _ => None,
    }
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
            let first = self.lines.first();
            crumbs.extend(first.map(|line| facts::short_reference(&line.reference)));
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
                Some(event) if place_of(event).is_some() => Availability::Ready,
                Some(_) => Availability::Disabled(
                    "a record that is gone, or a file that is none, cannot be opened".into(),
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
