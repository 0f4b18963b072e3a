//! Finds words in a drawn document, by line and cell, whatever their case.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::markdown::{Line, Rendered, width};

/// Where a query was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The line, from 0.
    pub line: usize,
    /// The first cell, from 0.
    pub start: u16,
    /// The cell behind the last.
    pub end: u16,
}

/// Every place of a query in a drawn document, in reading order; places do not overlap, and none spans two lines.
pub fn find(rendered: &Rendered, query: &str) -> Vec<Found> {
    let wanted: Vec<char> = query.chars().flat_map(char::to_lowercase).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let lines = rendered.lines.iter().enumerate();
    lines
        .flat_map(|(index, line)| in_line(index, line, &wanted))
        .collect()
}

/// A character of a line in lower case, with the cells of the grapheme it belongs to.
struct Letter {
    character: char,
    start: usize,
    end: usize,
}

fn in_line(index: usize, line: &Line, wanted: &[char]) -> Vec<Found> {
    let letters = letters(line);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(part) = letters.get(at..at + wanted.len()) {
        let same = part
            .iter()
            .zip(wanted)
            .all(|(letter, wanted)| letter.character == *wanted);
        if let (true, Some(first), Some(last)) = (same, part.first(), part.last()) {
            found.push(Found {
                line: index,
                start: first.start as u16,
                end: last.end as u16,
            });
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}

fn letters(line: &Line) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut start = 0;
    for symbol in line.spans.iter().flat_map(|span| span.text.graphemes(true)) {
        let end = start + width::grapheme(symbol);
        let lower = symbol.chars().flat_map(char::to_lowercase);
        letters.extend(lower.map(|character| Letter {
            character,
            start,
            end,
        }));
        start = end;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{RenderOptions, parse};

    fn found(text: &str, query: &str) -> Vec<(usize, u16, u16)> {
        let rendered = parse(text).render(40, &RenderOptions::default());
        find(&rendered, query)
            .into_iter()
            .map(|found| (found.line, found.start, found.end))
            .collect()
    }

    #[test]
    fn case_and_styles_do_not_matter() {
        assert_eq!(
            found("Use **SQL**ite, not sqlite", "sqlite"),
            [(0, 4, 10), (0, 16, 22)]
        );
        assert_eq!(found("nothing", ""), []);
        assert_eq!(found("nothing", "thin air and more"), []);
    }

    #[test]
    fn places_are_cells_not_characters() {
        assert_eq!(found("- 設計 書", "書"), [(0, 7, 9)]);
    }
}
