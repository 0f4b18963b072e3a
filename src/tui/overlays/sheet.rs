//! The sheet of paper an overlay is drawn on: a box with a title over what lies below, as large as its content asks and the
//! screen allows.

use ratatui::{
    Frame,
    layout::Rect,
    symbols::border,
    text::{Line, Span},
    widgets::{Block, Clear, Widget as _},
};

use crate::{
    domain::tone::Tone,
    tui::{look::Look, widgets::text},
};

const ASCII: border::Set<'_> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// How large a sheet wants to be, border included.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// Draws the sheet near the top of an area, in its middle, and gives back the area inside.
pub fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    (title, wanted): (&str, Wanted),
    look: &Look<'_>,
) -> Rect {
    let area = area.intersection(frame.area());
    let width = wanted.width.min(area.width.saturating_sub(2));
    let height = wanted.height.min(area.height);
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 4,
        width,
        height,
    };
    paper(frame, place, (title, Tone::BorderFocused), look)
}

/// Draws a box with a title exactly here and gives back the area inside.
pub fn paper(
    frame: &mut Frame<'_>,
    place: Rect,
    (title, tone): (&str, Tone),
    look: &Look<'_>,
) -> Rect {
    let place = place.intersection(frame.area());
    if place.width < 3 || place.height < 3 {
        return Rect::ZERO;
    }
    let title = crate::markdown::width::truncate(title, usize::from(place.width) - 4);
    let set = if look.ascii { ASCII } else { border::ROUNDED };
    let block = Block::bordered()
        .border_set(set)
        .border_style(look.style(tone))
        .title(Line::from(vec![
            Span::raw(" "),
            Span::styled(title.into_owned(), look.style(Tone::Heading)),
            Span::raw(" "),
        ]));
    let inner = block.inner(place);
    Clear.render(place, frame.buffer_mut());
    block.render(place, frame.buffer_mut());
    text::inset(inner, 1)
}
