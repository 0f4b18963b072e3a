//! A list of any length of which only the visible rows are ever asked for. It keeps the cursor and what is scrolled; it must
//! not know what a row shows.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    tui::{
        action::Action,
        look::{Look, Target},
        widgets::text,
    },
};

/// Rows kept between the cursor and the edge.
const SCROLL_OFF: usize = 2;

/// The cursor of a list and the first row that is seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    cursor: usize,
    offset: usize,
    /// The rows seen when it was last drawn.
    page: usize,
}

/// How the row of the cursor is told from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The keys act on it: a marker, and the whole row turned round.
    Active,
    /// What is shown beside the list belongs to it: a marker.
    Kept,
    /// Not at all.
    Hidden,
}

/// What a list is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// Where they are drawn.
    pub area: Rect,
    /// How many there are.
    pub length: usize,
    /// How many lines each takes.
    pub lines: u16,
    /// Whether the row of the cursor is told from the others.
    pub choice: Choice,
    /// The number of the first row when it is clicked.
    pub first_target: usize,
}

impl List {
    /// The position of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor on another row and keeps it at the height where it stands on the screen.
    pub fn carry_to(&mut self, row: usize) {
        let height = self.cursor.saturating_sub(self.offset);
        self.cursor = row;
        self.offset = row.saturating_sub(height);
    }

    /// Puts the cursor on a row; the list scrolls as far as it must.
    pub fn put(&mut self, row: usize) {
        self.cursor = row;
    }

    /// Moves the cursor where the action says; whether the action was a movement.
    pub fn moved(&mut self, action: Action, length: usize) -> bool {
        let last = length.saturating_sub(1);
        let page = self.page.max(1);
        let to = match action {
            Action::Down => self.cursor.saturating_add(1),
            Action::Up => self.cursor.saturating_sub(1),
            Action::HalfPageDown => self.cursor.saturating_add(page.div_ceil(2)),
            Action::HalfPageUp => self.cursor.saturating_sub(page.div_ceil(2)),
            Action::PageDown => self.cursor.saturating_add(page),
            Action::PageUp => self.cursor.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => last,
            _ => return false,
        };
        self.cursor = to.min(last);
        true
    }

    /// Scrolls until the cursor is seen and says which rows are.
    fn visible(&mut self, length: usize, page: usize) -> Range<usize> {
        self.page = page;
        self.cursor = self.cursor.min(length.saturating_sub(1));
        let off = SCROLL_OFF.min(page.saturating_sub(1) / 2);
        let lowest = (self.cursor + off + 1).saturating_sub(page);
        let highest = self.cursor.saturating_sub(off);
        // The least first, so that `clamp` cannot be handed a range turned round.
        self.offset = self.offset.clamp(lowest.min(highest), highest);
        self.offset = self.offset.min(length.saturating_sub(page));
        self.offset..length.min(self.offset.saturating_add(page))
    }

    /// Draws the visible rows; `row` is asked for those only, with the cells it may take.
    pub fn draw(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        rows: Rows,
        mut row: impl FnMut(usize, usize, &Look<'_>) -> Vec<Line<'static>>,
    ) {
        let area = rows.area.intersection(frame.area());
        let page = usize::from(area.height / rows.lines.max(1));
        if area.width < 2 || page == 0 {
            return;
        }
        let cells = usize::from(area.width - 1);
        for (nth, index) in self.visible(rows.length, page).enumerate() {
            let place = Rect {
                height: rows.lines,
                ..text::below(area, rows.lines.saturating_mul(nth as u16))
            };
            for (line, at) in row(index, cells, look).into_iter().zip(place.rows()) {
                let choice = (index == self.cursor).then_some(rows.choice);
                draw_line((frame, look), at, &line, choice);
            }
            look.register(place, Target::Screen(rows.first_target + index));
            if index == self.cursor && rows.choice == Choice::Active {
                look.put_cursor(Position::new(place.x, place.y), false);
            }
        }
    }
}

/// A line behind the column of the marker.
fn draw_line(
    (frame, look): (&mut Frame<'_>, &Look<'_>),
    at: Rect,
    line: &Line<'static>,
    choice: Option<Choice>,
) {
    let marker = match choice {
        Some(Choice::Active | Choice::Kept) => look.glyph("▌", ">"),
        Some(Choice::Hidden) | None => " ",
    };
    let marker = Line::from(Span::styled(marker, look.style(Tone::Accent)));
    text::put(frame, Rect { width: 1, ..at }, &marker);
    let rest = Rect {
        x: at.x.saturating_add(1),
        width: at.width.saturating_sub(1),
        ..at
    };
    text::put(frame, rest, line);
    if choice == Some(Choice::Active) {
        frame.buffer_mut().set_style(rest, look.style(Tone::Cursor));
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{Terminal, backend::TestBackend};

    use super::*;
    use crate::tui::theme::Theme;

    fn rows(length: usize, area: Rect) -> Rows {
        Rows {
            area,
            length,
            lines: 1,
            choice: Choice::Active,
            first_target: 0,
        }
    }

    fn drawn(list: &mut List, length: usize, height: u16) -> (Vec<usize>, Option<Position>) {
        let theme = Theme::mono();
        let mut look = Look::new(&theme, false);
        let mut asked = Vec::new();
        let mut terminal = Terminal::new(TestBackend::new(20, height)).unwrap();
        terminal
            .draw(|frame| {
                let area = frame.area();
                list.draw((frame, &mut look), rows(length, area), |index, _, _| {
                    asked.push(index);
                    vec![Line::from(format!("row {index}"))]
                });
            })
            .unwrap();
        (asked, look.cursor)
    }

    #[test]
    fn of_a_hundred_thousand_rows_only_the_visible_are_touched() {
        let mut list = List::default();
        drawn(&mut list, 100_000, 10);
        list.moved(Action::Bottom, 100_000);
        let (asked, cursor) = drawn(&mut list, 100_000, 10);
        assert_eq!(asked, (99_990..100_000).collect::<Vec<_>>());
        assert_eq!(cursor, Some(Position::new(0, 9)));
    }

    #[test]
    fn rows_are_kept_between_the_cursor_and_the_edge() {
        let mut list = List::default();
        drawn(&mut list, 50, 10);
        for _ in 0..8 {
            list.moved(Action::Down, 50);
        }
        let (asked, _) = drawn(&mut list, 50, 10);
        assert_eq!((asked.first(), asked.last()), (Some(&1), Some(&10)));
        list.moved(Action::Top, 50);
        assert_eq!(drawn(&mut list, 50, 10).0.first(), Some(&0));
    }

    #[test]
    fn pages_follow_the_height_that_was_drawn() {
        let mut list = List::default();
        drawn(&mut list, 50, 10);
        list.moved(Action::PageDown, 50);
        assert_eq!(list.cursor(), 10);
        list.moved(Action::HalfPageUp, 50);
        assert_eq!(list.cursor(), 5);
        list.moved(Action::PageUp, 50);
        assert_eq!(list.cursor(), 0);
    }

    #[test]
    fn a_list_that_shrank_keeps_its_cursor_inside() {
        let mut list = List::default();
        list.put(40);
        drawn(&mut list, 3, 10);
        assert_eq!(list.cursor(), 2);
        drawn(&mut list, 0, 10);
        assert_eq!(list.cursor(), 0);
    }

    #[test]
    fn a_row_carried_elsewhere_stays_at_its_height() {
        let mut list = List::default();
        list.put(20);
        drawn(&mut list, 50, 10);
        let before = list.cursor() - list.offset;
        list.carry_to(33);
        drawn(&mut list, 50, 10);
        assert_eq!(list.cursor() - list.offset, before);
    }
}
