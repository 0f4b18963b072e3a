//! A question before something that is not to happen by accident. It names the object and the consequence; the default is no.

use crossterm::event::KeyCode;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{Overlay, Wish, sheet};
use crate::{
    domain::tone::Tone,
    tui::{
        action::Action,
        look::Look,
        screen::{Question, Typed},
        widgets::text,
    },
};

/// The question.
#[derive(Debug)]
pub struct Confirm {
    title: String,
    question: String,
    /// What yes and no mean here, in a word.
    answers: (&'static str, &'static str),
    yes: Wish,
}

impl Confirm {
    /// Whether to leave although something typed would be lost.
    pub fn to_quit(what: &str) -> Self {
        Self {
            title: "Quit?".to_owned(),
            question: format!("{what} is not saved and would be lost."),
            answers: ("quit", "stay"),
            yes: Wish::Quit,
        }
    }

    /// Whether to close a form although something typed in it would be lost.
    pub fn to_leave(what: &str) -> Self {
        Self {
            title: "Close the form?".to_owned(),
            question: format!("{what} is not saved; what was typed would be lost."),
            answers: ("close", "go on filling"),
            yes: Wish::Close,
        }
    }

    /// What a screen asks before it goes on.
    pub fn of(question: Question) -> Self {
        Self {
            title: question.title,
            question: question.question,
            answers: ("yes", "no"),
            yes: Wish::Choose(question.word),
        }
    }

    fn agreed(&self) -> Vec<Wish> {
        vec![Wish::Close, self.yes.clone()]
    }
}

impl Overlay for Confirm {
    /// Letters come as text, so that no binding stands between the question and its answer.
    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, _action: Action) -> Vec<Wish> {
        vec![Wish::Close]
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        let Typed::Key(key) = typed else {
            return Vec::new();
        };
        match key.code {
            KeyCode::Char('y' | 'Y') => self.agreed(),
            _ => vec![Wish::Close],
        }
    }

    fn asks_to_quit(&self) -> bool {
        self.yes == Wish::Quit
    }

    fn hints(&self) -> Vec<Action> {
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let cells = usize::from(area.width.saturating_sub(6)).min(56);
        let lines = text::wrapped(&look.safe(&self.question), cells, 6);
        let wanted = sheet::Wanted {
            width: 60,
            height: lines.len() as u16 + 4,
        };
        let title = look.safe(&self.title).into_owned();
        let inner = sheet::draw(frame, area, (&title, wanted), look);
        let (yes, no) = self.answers;
        let mut drawn: Vec<Line<'static>> = lines.into_iter().map(Line::from).collect();
        drawn.push(Line::default());
        drawn.push(Line::from(vec![
            Span::styled("y", look.style(Tone::Key)),
            Span::raw(format!(" {yes}   ")),
            Span::styled("N", look.style(Tone::Key)),
            Span::raw(format!(" {no}")),
        ]));
        text::put_all(frame, inner, &drawn);
        look.put_cursor(Position::new(inner.x, inner.y), false);
    }
}
