//! A question before something that cannot be taken back. It names the object and the consequence; the default is no.

use crossterm::event::KeyCode;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{Overlay, Wish, sheet};
use crate::{
    domain::tone::Tone,
    tui::{action::Action, look::Look, screen::Typed, widgets::text},
};

/// The question.
#[derive(Debug)]
pub struct Confirm {
    title: String,
    question: String,
    yes: Wish,
}

impl Confirm {
    /// Whether to leave although something typed would be lost.
    pub fn to_quit(what: &str) -> Self {
        Self {
            title: "Quit?".to_owned(),
            question: format!("{what} is not saved and would be lost."),
            yes: Wish::Quit,
        }
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
            KeyCode::Char('y' | 'Y') => vec![Wish::Close, self.yes.clone()],
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
        let lines = text::wrapped(&look.safe(&self.question), 50, 6);
        let wanted = sheet::Wanted {
            width: 56,
            height: lines.len() as u16 + 4,
        };
        let inner = sheet::draw(frame, area, (&self.title, wanted), look);
        let mut drawn: Vec<Line<'static>> = lines.into_iter().map(Line::from).collect();
        drawn.push(Line::default());
        drawn.push(Line::from(vec![
            Span::styled("y", look.style(Tone::Key)),
            Span::raw(" quit   "),
            Span::styled("N", look.style(Tone::Key)),
            Span::raw(" stay"),
        ]));
        text::put_all(frame, inner, &drawn);
        look.put_cursor(Position::new(inner.x, inner.y), false);
    }
}
