//! One pack, rubric or the register's table, to be read: its items with everything about one of them beside the list. Nothing
//! is answered here.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    ops::{
        library::status_word,
        query::Query,
        view::{PackView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Outcome, Place, Scope, Screen},
        screens::{facts, library::browse::Browse, question::Question},
        widgets::text,
    },
};

mod entries;

/// The screen.
pub(super) struct Pack {
    id: String,
    view: Option<Box<PackView>>,
    /// Why it could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    browse: Browse,
}

impl Pack {
    /// The pack of a word.
    pub(super) fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            view: None,
            failed: None,
            question: Question::of(Slot::Pack),
            browse: Browse::default(),
        }
    }

    fn show(&mut self, view: Box<PackView>) {
        self.browse.show(entries::of(&view));
        self.failed = None;
        self.view = Some(view);
    }

    /// What it is, above the list.
    fn head(view: &PackView, cells: usize, look: &Look<'_>) -> Line<'static> {
        let line = &view.line;
        let about = format!("  {}  {}  ", line.version, status_word(line.status));
        let found = match line.findings {
            0 => Span::raw(""),
            count => Span::styled(
                format!("{}  ", facts::counted(count.into(), "finding", "findings")),
                look.style(Tone::Caution),
            ),
        };
        let spans = vec![
            Span::styled(look.safe(&line.id).into_owned(), look.style(Tone::Strong)),
            Span::styled(about, look.style(Tone::Muted)),
            found,
            Span::raw(look.safe(&line.title).into_owned()),
        ];
        text::cut(spans, cells)
    }
}

fn when(is_ready: bool, why: &str) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
}

impl Screen for Pack {
    fn place(&self) -> Place {
        Place::Pack(self.id.clone())
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Library".to_owned(), self.id.clone()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Library, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::AddPattern | Action::EditPattern => {
                when(false, "patterns are kept in the library: g l")
            }
            Action::Back | Action::Left if self.browse.is_reading() => Availability::Ready,
            Action::Open | Action::Right if self.browse.is_reading() => {
                when(false, "it is open already")
            }
            Action::Open
            | Action::Right
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => when(
                self.browse.row().is_some(),
                "there is nothing in it to read",
            ),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.browse.is_reading() {
            return vec![Action::Back, Action::Down];
        }
        vec![Action::Open, Action::FocusNext, Action::GoLibrary]
    }

    fn status(&self) -> String {
        match (&self.view, self.browse.place()) {
            (Some(_), (nth, all)) => facts::placed(nth, all, ("item", "items")),
            (None, _) => "loading…".to_owned(),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        vec![self.question.ask(Query::Pack(self.id.clone()), context)]
    }

    fn update(&mut self, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        match action {
            Action::Open | Action::Right => self.browse.read(),
            Action::Back | Action::Left => self.browse.leave(),
            Action::FocusNext | Action::FocusPrevious => self.browse.turn_focus(),
            _ => self.browse.moved(action),
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Pack(view)) => self.show(view),
            Ok(_) => {}
            Err(problem) => {
                if self.view.is_none() {
                    self.failed = Some(problem.message.clone());
                }
                return vec![Outcome::Warn(problem)];
            }
        }
        Vec::new()
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.browse.click(target);
        if twice {
            self.browse.read();
        }
        Vec::new()
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.browse.roll(pane, action);
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let Some(view) = &self.view else {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, text::inset(area, 2), &line);
            return;
        };
        let top = text::inset(area, 1);
        let head = Self::head(view, usize::from(top.width), look);
        text::put(frame, top, &head);
        let count = facts::counted(view.line.items.into(), "item", "items");
        let below = text::below(area, 1);
        self.browse
            .draw((frame, look), below, (entries::title(view), &count));
    }
}

#[cfg(test)]
mod tests;
