//! How things look now, handed to whoever draws: tones to styles, glyphs, and what the drawing reports back: the place of the
//! real cursor and what can be clicked.

use std::borrow::Cow;

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    domain::{status::Status, tone::Tone},
    tui::{action::Action, theme::Theme},
};

/// What a click means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A number the screen gave out.
    Screen(usize),
    /// A part of the screen, by the number it gave it: what the wheel moves.
    Pane(usize),
    /// An action of the status line or header.
    Action(Action),
}

/// The look of one frame.
pub struct Look<'a> {
    /// Tones to styles.
    pub theme: &'a Theme,
    /// Whether only ASCII glyphs and borders are drawn.
    pub ascii: bool,
    /// Where the real terminal cursor belongs: on the selected row or in the focused field.
    pub cursor: Option<Position>,
    /// Whether that place is a text field, where the cursor is shown.
    pub cursor_is_shown: bool,
    /// Text that leads somewhere: where it was drawn, its target, the text itself.
    pub links: Vec<(Rect, String, String)>,
    /// What can be clicked, the topmost last.
    pub targets: Vec<(Rect, Target)>,
}

impl<'a> Look<'a> {
    /// A look with nothing reported yet.
    pub fn new(theme: &'a Theme, ascii: bool) -> Self {
        Self {
            theme,
            ascii,
            cursor: None,
            cursor_is_shown: false,
            links: Vec::new(),
            targets: Vec::new(),
        }
    }

    /// The style of a tone.
    pub fn style(&self, tone: Tone) -> Style {
        self.theme.style(tone)
    }

    /// The mark of a status and its style.
    pub fn mark(&self, status: Status) -> (&'static str, Style) {
        let (glyph, tone) = status.mark();
        (
            if self.ascii {
                status.ascii_mark()
            } else {
                glyph
            },
            self.style(tone),
        )
    }

    /// One of two glyphs.
    pub const fn glyph(&self, full: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { full }
    }

    /// Text that is safe in one line of a terminal.
    pub fn safe<'t>(&self, text: &'t str) -> Cow<'t, str> {
        crate::markdown::safe::line(text)
    }

    /// Says that the selected row or field is here.
    pub fn put_cursor(&mut self, at: Position, shown: bool) {
        self.cursor = Some(at);
        self.cursor_is_shown = shown;
    }

    /// Says that an area can be clicked.
    pub fn register(&mut self, area: Rect, target: Target) {
        self.targets.push((area, target));
    }
}
