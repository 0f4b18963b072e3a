//! How many cells a text takes in a terminal, and cutting or filling it to a number of cells.
//!
//! Counts one grapheme at a time, as the terminal library draws them, so a sum never differs from what is seen.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// More than any grapheme takes that a person wrote: a family of emoji, a letter with eight marks.
const BYTES_PER_CELL: usize = 48;

/// Which side of a field the text keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// Filled on the right.
    #[default]
    Left,
    /// Filled on both sides.
    Middle,
    /// Filled on the left.
    Right,
}

/// The cells a text takes.
pub fn cells(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(grapheme).sum()
}

/// The cells one grapheme takes.
pub(crate) fn grapheme(text: &str) -> usize {
    if text.len() == 1 { 1 } else { text.width() }
}

/// The longest beginning of whole graphemes within so many cells, and the rest.
pub fn split(text: &str, most: usize) -> (&str, &str) {
    let window = window(text, most);
    if window.is_ascii() {
        return text.split_at_checked(most).unwrap_or((text, ""));
    }
    let mut taken = 0;
    for (at, symbol) in window.grapheme_indices(true) {
        taken += grapheme(symbol);
        if taken > most {
            return text.split_at_checked(at).unwrap_or((text, ""));
        }
    }
    text.split_at_checked(window.len()).unwrap_or((text, ""))
}

/// The part of a text that so many cells can come from. A caller that cuts one long line again and again must not pay
/// for its tail, nor for a grapheme without end: joined letters may run on for a whole file.
fn window(text: &str, most: usize) -> &str {
    let mut end = most
        .saturating_add(1)
        .saturating_mul(BYTES_PER_CELL)
        .min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// The text within so many cells; what does not fit gives way to `…`.
pub fn truncate(text: &str, most: usize) -> Cow<'_, str> {
    if cells(text) <= most {
        return Cow::Borrowed(text);
    }
    if most == 0 {
        return Cow::Borrowed("");
    }
    let (kept, _) = split(text, most - 1);
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// The text in exactly so many cells, on the left.
pub fn pad(text: &str, wanted: usize) -> String {
    fit(text, wanted, Side::Left)
}

/// The text in exactly so many cells, on the side given.
pub fn fit(text: &str, wanted: usize, side: Side) -> String {
    let kept = truncate(text, wanted);
    let (left, right) = gaps(wanted.saturating_sub(cells(&kept)), side);
    format!("{:left$}{kept}{:right$}", "", "")
}

/// How free cells divide around a text.
pub(crate) fn gaps(free: usize, side: Side) -> (usize, usize) {
    match side {
        Side::Left => (0, free),
        Side::Middle => (free / 2, free - free / 2),
        Side::Right => (free, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_and_combined_text_is_counted_in_cells() {
        for (text, wanted) in [
            ("", 0),
            ("abc", 3),
            ("設計", 4),
            ("e\u{301}", 1),
            ("👩\u{200d}🚀", 2),
            ("⟦U+202E⟧", 8),
        ] {
            assert_eq!(cells(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_cut_stands_at_the_right_cell() {
        assert_eq!(truncate("Use SQLite", 10), "Use SQLite");
        assert_eq!(truncate("Use SQLite", 6), "Use S…");
        assert_eq!(truncate("Use SQLite", 5), "Use…");
        assert_eq!(truncate("設計書", 4), "設…");
        assert_eq!(truncate("設計書", 0), "");
        assert_eq!(split("設計", 3), ("設", "計"));
    }

    #[test]
    fn a_field_is_filled_on_its_side() {
        assert_eq!(pad("設", 4), "設  ");
        assert_eq!(fit("12", 5, Side::Right), "   12");
        assert_eq!(fit("ab", 5, Side::Middle), " ab  ");
        assert_eq!(pad("設計書", 5), "設計…");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]
        #[test]
        fn a_field_has_its_cells(text in "\\PC{0,30}", wanted in 0usize..40) {
            let safe = crate::markdown::safe::line(&text);
            prop_assert!(cells(&truncate(&safe, wanted)) <= wanted);
            prop_assert_eq!(cells(&pad(&safe, wanted)), wanted);
        }
    }
}
