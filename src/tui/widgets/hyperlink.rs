//! Web addresses as links of the terminal itself (OSC 8), so that a click of the terminal opens them. Only an address that is
//! safe to send gets that far; it must not know what the text is about.

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::Rect,
};

use crate::markdown::{safe, width};

/// Makes text that was drawn in one row of cells a link to `target`, where that is an address fit for it and nothing was
/// drawn over the text since. Call it last: the first cell carries the whole text and stands for all of its cells.
pub fn put(buffer: &mut Buffer, area: Rect, (target, text): (&str, &str)) {
    let area = area.intersection(buffer.area);
    let (Some(url), Some(cells)) = (safe::http_url(target), NonZeroU16::new(area.width)) else {
        return;
    };
    if shown(buffer, area) != text {
        return;
    }
    if let Some(first) = buffer.cell_mut(area.as_position()) {
        first.set_symbol(&format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"));
        first.set_diff_option(CellDiffOption::ForcedWidth(cells));
    }
}

/// The text of some cells; a wide character fills the cell behind it too.
fn shown(buffer: &Buffer, area: Rect) -> String {
    let mut covered = 0;
    let mut text = String::new();
    for at in area.positions() {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let symbol = buffer.cell(at).map_or("", |cell| cell.symbol());
        covered = width::cells(symbol).saturating_sub(1);
        text.push_str(symbol);
    }
    text
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn row(target: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "see the site", Style::new());
        put(&mut buffer, Rect::new(8, 0, 4, 1), (target, "site"));
        buffer
    }

    #[test]
    fn the_first_cell_carries_the_link_and_stands_for_all() {
        let buffer = row("https://example.org/a");
        let first = buffer.cell((8, 0)).map(|cell| cell.symbol().to_owned());
        assert_eq!(
            first.as_deref(),
            Some("\u{1b}]8;;https://example.org/a\u{1b}\\site\u{1b}]8;;\u{1b}\\")
        );
        let sent = Buffer::empty(buffer.area).diff(&buffer).len();
        assert_eq!(sent, "see the ".trim_end().replace(' ', "").len() + 1);
    }

    #[test]
    fn an_address_that_is_not_safe_is_text() {
        for target in ["javascript:alert(1)", "https://a\u{1b}]8;;b", "0012-x.md"] {
            let buffer = row(target);
            assert_eq!(
                buffer
                    .cell((8, 0))
                    .map(|cell| cell.symbol().to_owned())
                    .as_deref(),
                Some("s"),
                "{target}"
            );
        }
    }

    #[test]
    fn what_something_was_drawn_over_is_no_link() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        buffer.set_string(0, 0, "si|x", Style::new());
        put(
            &mut buffer,
            Rect::new(0, 0, 4, 1),
            ("https://example.org", "site"),
        );
        assert_eq!(shown(&buffer, buffer.area), "si|x");
    }

    #[test]
    fn wide_letters_are_one_text() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        buffer.set_string(0, 0, "横浜", Style::new());
        assert_eq!(shown(&buffer, buffer.area), "横浜");
    }
}
