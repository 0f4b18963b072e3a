//! Everything that was said, the newest first, whole.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Overlay, Wish, closes, sheet};
use crate::{
    domain::tone::Tone,
    tui::{
        action::Action,
        app::notices::{Kind, Notice},
        look::Look,
        widgets::{
            list::{Choice, List, Rows},
            text,
        },
    },
};

/// The messages.
#[derive(Debug)]
pub struct Messages {
    notices: Vec<Notice>,
    list: List,
}

impl Messages {
    /// What was said, oldest first.
    pub fn new(history: &[Notice]) -> Self {
        Self {
            notices: history.iter().rev().cloned().collect(),
            list: List::default(),
        }
    }
}

/// The glyph of a kind and its tone.
pub const fn mark(kind: Kind) -> (&'static str, &'static str, Tone) {
    match kind {
        Kind::Success => ("✓", "+", Tone::Good),
        Kind::Note => ("·", "-", Tone::Muted),
        Kind::Problem => ("✗", "x", Tone::Danger),
    }
}

fn rows_of(notice: &Notice, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let (glyph, ascii, tone) = mark(notice.kind);
    let first = vec![
        Span::styled(look.glyph(glyph, ascii), look.style(tone)),
        Span::raw(" "),
        Span::raw(look.safe(&notice.text).into_owned()),
    ];
    let hint = notice.hint.as_deref().unwrap_or_default();
    let hint = format!("  {}", look.safe(hint));
    let second = vec![Span::styled(hint, look.style(Tone::Muted))];
    vec![text::cut(first, cells), text::cut(second, cells)]
}

impl Overlay for Messages {
    fn update(&mut self, action: Action) -> Vec<Wish> {
        if closes(action) || matches!(action, Action::Open | Action::Messages) {
            return vec![Wish::Close];
        }
        self.list.moved(action, self.notices.len());
        Vec::new()
    }

    fn click(&mut self, nth: usize, _twice: bool) -> Vec<Wish> {
        self.list.put(nth);
        Vec::new()
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Down, Action::Up, Action::Back]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let wanted = sheet::Wanted {
            width: 110,
            height: (self.notices.len() * 2 + 2).clamp(3, 24) as u16,
        };
        let inner = sheet::draw(frame, area, ("Messages, newest first", wanted), look);
        if self.notices.is_empty() {
            let none = Span::styled("nothing was said yet", look.style(Tone::Muted));
            return text::put(frame, inner, &Line::from(none));
        }
        let rows = Rows {
            area: inner,
            length: self.notices.len(),
            lines: 2,
            choice: Choice::Active,
            first_target: 0,
        };
        let notices = &self.notices;
        self.list.draw((frame, look), rows, |nth, cells, look| {
            notices
                .get(nth)
                .map(|notice| rows_of(notice, cells, look))
                .unwrap_or_default()
        });
    }
}
