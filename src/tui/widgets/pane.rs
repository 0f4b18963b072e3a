//! A titled part of the screen, and the line between two parts. What has the focus is told by a heavier rule and a marker as
//! well as by tone, so that it is seen without colour.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    markdown::width,
    tui::{look::Look, widgets::text},
};

/// The head of a pane.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pane<'a> {
    /// What it shows.
    pub title: &'a str,
    /// How much of it, in which order; stands on the right.
    pub note: &'a str,
    /// Whether the keys act here.
    pub focused: bool,
}

impl Pane<'_> {
    /// Draws the rule with the title and gives back the area below it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) -> Rect {
        if area.height < 3 {
            return area;
        }
        text::put(frame, area, &self.rule(usize::from(area.width), look));
        text::below(area, 1)
    }

    fn rule(&self, cells: usize, look: &Look<'_>) -> Line<'static> {
        let (bar, tone) = if self.focused {
            (look.glyph("━", "="), Tone::BorderFocused)
        } else {
            (look.glyph("─", "-"), Tone::Border)
        };
        let start = if self.focused {
            look.glyph("▸", ">")
        } else {
            bar
        };
        let title = match width::truncate(self.title, cells.saturating_sub(3)) {
            title if title.is_empty() => String::new(),
            title => format!(" {title} "),
        };
        let used = 1 + width::cells(&title);
        let note_fits = !self.note.is_empty() && used + 4 + width::cells(self.note) <= cells;
        let note = if note_fits {
            format!(" {} ", self.note)
        } else {
            String::new()
        };
        let tail = usize::from(note_fits);
        let gap = cells.saturating_sub(used + width::cells(&note) + tail);
        Line::from(vec![
            Span::styled(start, look.style(tone)),
            Span::styled(title, look.style(Tone::Heading)),
            Span::styled(bar.repeat(gap), look.style(tone)),
            Span::styled(note, look.style(Tone::Muted)),
            Span::styled(bar.repeat(tail), look.style(tone)),
        ])
    }
}

/// Which side of a line between two panes has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focused {
    /// The pane on the left.
    Left,
    /// The pane on the right.
    Right,
    /// Neither of them.
    Neither,
}

/// Two panes side by side and the column between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// The left pane.
    pub left: Rect,
    /// The column between.
    pub between: Rect,
    /// The right pane.
    pub right: Rect,
}

impl Sides {
    /// Divides an area so that the left pane has so many columns.
    pub fn of(area: Rect, left: u16) -> Self {
        let left = left.min(area.width);
        let between = 1.min(area.width - left);
        let column = |offset: u16, width: u16| Rect {
            x: area.x.saturating_add(offset),
            width,
            ..area
        };
        Self {
            left: column(0, left),
            between: column(left, between),
            right: column(left + between, area.width - left - between),
        }
    }

    /// Draws where a rule inside the right pane leaves the line between the two.
    pub fn draw_branch(
        &self,
        frame: &mut Frame<'_>,
        (y, focused): (u16, Focused),
        look: &Look<'_>,
    ) {
        let (branch, tone) = match focused {
            Focused::Right => ("┣", Tone::BorderFocused),
            Focused::Left | Focused::Neither => ("├", Tone::Border),
        };
        let line = Line::styled(look.glyph(branch, "+"), look.style(tone));
        let at = Rect {
            y,
            height: 1,
            ..self.between
        };
        text::put(frame, at.intersection(self.between), &line);
    }

    /// Draws the line between the two.
    pub fn draw(&self, frame: &mut Frame<'_>, focused: Focused, look: &Look<'_>) {
        let (join, bar, tone) = match focused {
            Focused::Left => ("┭", "│", Tone::Border),
            Focused::Right => ("┲", "┃", Tone::BorderFocused),
            Focused::Neither => ("┬", "│", Tone::Border),
        };
        let style = look.style(tone);
        for (nth, row) in self.between.rows().enumerate() {
            let glyph = match nth {
                0 => look.glyph(join, "+"),
                _ => look.glyph(bar, "|"),
            };
            text::put(frame, row, &Line::styled(glyph, style));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Theme;

    fn rule(pane: Pane<'_>, cells: usize, ascii: bool) -> String {
        let theme = Theme::mono();
        let look = Look::new(&theme, ascii);
        pane.rule(cells, &look).to_string()
    }

    #[test]
    fn focus_is_seen_without_colour() {
        let pane = Pane {
            title: "LINKS",
            note: "3",
            focused: false,
        };
        assert_eq!(rule(pane, 20, false), "─ LINKS ──────── 3 ─");
        let focused = Pane {
            focused: true,
            ..pane
        };
        assert_eq!(rule(focused, 20, false), "▸ LINKS ━━━━━━━━ 3 ━");
        assert_eq!(rule(focused, 20, true), "> LINKS ======== 3 =");
    }

    #[test]
    fn the_note_goes_before_the_title_does() {
        let pane = Pane {
            title: "DECISIONS",
            note: "12 of 214",
            focused: false,
        };
        assert_eq!(rule(pane, 14, false), "─ DECISIONS ──");
        assert_eq!(rule(pane, 8, false), "─ DECI… ");
    }
}
