//! Two states of decisions: facts as a table, the text side by side where there is room, else one below the other. And the
//! ways that lead here: from a record, from an event, from two decisions.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    domain::{event::RecordKind, ids::RecordId, tone::Tone},
    ops::{
        query::{Query, Revision, State},
        view::{EventLine, RecordView, View},
    },
    tui::{
        action::Action,
        comparison::Comparison,
        effect::{Answer, Slot},
        look::{Look, Target},
        screen::{Availability, Context, Menu, Outcome, Place, Scope, Screen},
        screens::{facts, happened, question::Question},
        widgets::{pane::Pane, text},
    },
};

/// How many events the menu of states names.
const EVENTS_NAMED: usize = 10;
/// What the words of the menu begin with.
const WORD: &str = "compare:";

/// The screen.
pub(super) struct Compare {
    from: Revision,
    to: Revision,
    comparison: Comparison,
    question: Question,
    /// Whether the last answer was a problem.
    failed: bool,
}

impl Compare {
    /// Two states.
    pub(super) fn new(from: Revision, to: Revision) -> Self {
        Self {
            from,
            to,
            comparison: Comparison::default(),
            question: Question::of(Slot::Compare),
            failed: false,
        }
    }
}

const fn now(record: RecordId) -> Revision {
    Revision {
        record,
        state: State::Now,
    }
}

/// Two decisions as they are.
pub(super) const fn of_two(a: RecordId, b: RecordId) -> Place {
    Place::Compare {
        from: now(a),
        to: now(b),
    }
}

/// What an event did to its decision; nothing for an event of another kind of record.
pub(super) fn of_event(event: &EventLine) -> Option<Place> {
    let revision = |state| Revision {
        record: event.record,
        state,
    };
    (event.kind == RecordKind::Adr).then(|| Place::Compare {
        from: revision(State::Before(event.seq)),
        to: revision(State::At(event.seq)),
    })
}

/// A decision as it was after an event, and as it is.
pub(super) const fn since_event(event: &EventLine) -> Place {
    Place::Compare {
        from: Revision {
            record: event.record,
            state: State::At(event.seq),
        },
        to: now(event.record),
    }
}

/// The states a decision can be compared with as it is.
pub(super) fn menu(view: &RecordView) -> Menu {
    let mut choices = Vec::new();
    let mut offer = |word: String, shown: String, why_not: Option<&str>| {
        choices.push((format!("{WORD}{word}"), shown, why_not.map(str::to_owned)));
    };
    let last = view.history.first().map(|event| event.seq);
    offer(
        format!("before:{}", last.unwrap_or(0)),
        "before its last change".to_owned(),
        last.is_none().then_some("nothing has happened to it yet"),
    );
    let written_here = view.adr.imported.is_none();
    offer(
        "imported".to_owned(),
        "as it was imported".to_owned(),
        written_here.then_some("it was written here"),
    );
    offer("outside".to_owned(), "the file outside".to_owned(), None);
    // The newest event left what is there now.
    for event in view.history.iter().skip(1).take(EVENTS_NAMED) {
        let shown = format!("{}  {}", happened::when(event.at), happened::told(event));
        offer(
            format!("after:{}", event.seq),
            format!("after event {}  {shown}", event.seq),
            None,
        );
    }
    Menu {
        title: format!("Compare {} with", view.reference),
        choices,
    }
}

/// Where a choice of the menu leads; nothing where the word is of another menu.
pub(super) fn chosen(record: RecordId, word: &str) -> Option<Place> {
    let state = match word.strip_prefix(WORD)?.split_once(':') {
        None if word.ends_with("imported") => State::Imported,
        None => State::Outside,
        Some(("before", seq)) => State::Before(seq.parse().ok()?),
        Some((_, seq)) => State::At(seq.parse().ok()?),
    };
    let other = Revision { record, state };
    // A file outside is what may come, so it stands on the right; every other state is what was.
    Some(match state {
        State::Outside => Place::Compare {
            from: now(record),
            to: other,
        },
        _ => Place::Compare {
            from: other,
            to: now(record),
        },
    })
}

impl Screen for Compare {
    fn place(&self) -> Place {
        Place::Compare {
            from: self.from,
            to: self.to,
        }
    }

    fn breadcrumb(&self) -> Vec<String> {
        let mut crumbs = vec!["Decisions".to_owned()];
        if let Some(view) = self.comparison.view() {
            let said = [&view.from, &view.to].map(|side| facts::short_reference(&side.reference));
            let [from, to] = said;
            crumbs.push(if from == to {
                to
            } else {
                format!("{from} and {to}")
            });
        }
        crumbs.push("Compare".to_owned());
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        let disabled = |why: &str| Availability::Disabled(why.to_owned());
        match action {
            Action::NextMatch | Action::PreviousMatch => match self.comparison.view() {
                None => disabled("the comparison is not there yet"),
                Some(_) if self.comparison.count() == 0 => disabled("both states are the same"),
                Some(_) => Availability::Ready,
            },
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => match self.comparison.view() {
                None => disabled("the comparison is not there yet"),
                Some(_) => Availability::Ready,
            },
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        vec![
            Action::NextMatch,
            Action::PreviousMatch,
            Action::HalfPageDown,
            Action::Back,
        ]
    }

    fn status(&self) -> String {
        self.comparison.status()
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let query = Query::Compare {
            from: self.from,
            to: self.to,
        };
        vec![self.question.ask(query, context)]
    }

    fn update(&mut self, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.comparison.moved(action);
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        self.failed = answer.view.is_err();
        match answer.view {
            Ok(View::Compare(view)) => self.comparison.show(*view),
            Ok(_) => {}
            Err(problem) => return vec![Outcome::Warn(problem)],
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(0));
        let note = self.comparison.progress();
        let pane = Pane {
            title: "COMPARE",
            note: &note,
            focused: true,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        if self.comparison.view().is_none() {
            let said = if self.failed {
                "there is nothing to compare"
            } else {
                "loading…"
            };
            return text::put(frame, inner, &Line::styled(said, look.style(Tone::Muted)));
        }
        self.comparison.draw((frame, look), inner, true);
    }
}

#[cfg(test)]
mod tests;
