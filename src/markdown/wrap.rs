//! Breaks a text into lines of at most so many cells, by words, between wide characters, and inside words only when
//! nothing else is left. Works on byte ranges, so it knows no style.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

use crate::markdown::flow::stretch;
use crate::markdown::width;

/// The lines of a text in prose: spaces at a break are dropped.
pub(crate) fn prose(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut fold = Fold::new(text, width.max(1));
    let mut at = 0;
    for part in text.split('\n') {
        fold.start_line(at);
        fold.words(at, part);
        fold.finish_line();
        at += part.len() + 1;
    }
    fold.lines
}

/// The lines of a line of code: every space counts, and later lines have less room.
pub(crate) fn code(text: &str, first: usize, later: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut at, mut room) = (0, first.max(1));
    loop {
        let rest = stretch(text, at..text.len());
        let mut taken = beginning(rest, room);
        if taken < rest.len() {
            taken = behind_last_space(stretch(rest, 0..taken)).unwrap_or(taken);
        }
        lines.push(at..at + taken);
        at += taken;
        if at >= text.len() {
            return lines;
        }
        room = later.max(1);
    }
}

/// The cells of the longest word, and of the longest line, of a text.
pub(crate) fn extent(text: &str) -> (usize, usize) {
    let longest =
        |parts: &mut dyn Iterator<Item = &str>| parts.map(width::cells).max().unwrap_or(0);
    (
        longest(&mut text.split([' ', '\n'])),
        longest(&mut text.split('\n')),
    )
}

/// The bytes of the longest beginning that fits; at least one character, so that every caller comes to an end.
fn beginning(text: &str, room: usize) -> usize {
    let (fits, _) = width::split(text, room);
    if fits.is_empty() {
        characters(text, room)
    } else {
        fits.len()
    }
}

/// The same by single characters, for a grapheme wider than the line.
fn characters(text: &str, room: usize) -> usize {
    let mut cells = 0;
    for (at, character) in text.char_indices() {
        cells += character.width().unwrap_or(0);
        if cells > room {
            return at.max(text.chars().next().map_or(0, char::len_utf8));
        }
    }
    text.len()
}

struct Fold<'a> {
    text: &'a str,
    width: usize,
    lines: Vec<Range<usize>>,
    start: usize,
    end: usize,
    cells: usize,
}

impl<'a> Fold<'a> {
    fn new(text: &'a str, width: usize) -> Self {
        let lines = Vec::with_capacity(text.len() / width + 1);
        Self {
            text,
            width,
            lines,
            start: 0,
            end: 0,
            cells: 0,
        }
    }

    fn start_line(&mut self, at: usize) {
        (self.start, self.end, self.cells) = (at, at, 0);
    }

    fn finish_line(&mut self) {
        self.lines.push(self.start..self.end);
    }

    fn words(&mut self, from: usize, part: &str) {
        let mut at = from;
        for word in part.split(' ') {
            if word.is_ascii() {
                self.place(at..at + word.len(), word.len());
            } else {
                self.segments(at, word);
            }
            at += word.len() + 1;
        }
    }

    /// A word with wide characters may break between them, though never before a closing mark or after an opening one.
    fn segments(&mut self, from: usize, word: &str) {
        let (mut start, mut cells) = (from, 0);
        let mut before: Option<(&str, usize)> = None;
        for (offset, symbol) in word.grapheme_indices(true) {
            let symbol_cells = width::grapheme(symbol);
            if before.is_some_and(|before| may_part(before, (symbol, symbol_cells))) {
                self.place(start..from + offset, cells);
                (start, cells) = (from + offset, 0);
            }
            cells += symbol_cells;
            before = Some((symbol, symbol_cells));
        }
        self.place(start..from + word.len(), cells);
    }

    /// Puts a piece that should stay whole on this line, on the next, or in parts on several.
    fn place(&mut self, piece: Range<usize>, cells: usize) {
        if piece.is_empty() {
            return;
        }
        let gap = piece.start - self.end;
        if self.cells == 0 {
            self.start_line(piece.start);
        } else if self.cells + gap + cells <= self.width {
            self.cells += gap;
        } else if cells <= self.width || self.cells + gap > self.width / 2 {
            self.finish_line();
            self.start_line(piece.start);
        } else {
            self.cells += gap;
        }
        if self.cells + cells <= self.width {
            (self.end, self.cells) = (piece.end, self.cells + cells);
        } else {
            self.part(piece);
        }
    }

    /// Fills lines with a piece longer than any of them.
    fn part(&mut self, piece: Range<usize>) {
        let mut at = piece.start;
        while at < piece.end {
            if at > piece.start {
                self.finish_line();
                self.start_line(at);
            }
            let rest = stretch(self.text, at..piece.end);
            let room = self.width.saturating_sub(self.cells).max(1);
            let mut taken = beginning(rest, room);
            if taken < rest.len() {
                taken = behind_last_sign(stretch(rest, 0..taken)).unwrap_or(taken);
            }
            self.cells += width::cells(stretch(rest, 0..taken));
            at += taken;
            self.end = at;
        }
    }
}

/// A better place to part a line of code: behind a space, when that costs less than half of the line.
fn behind_last_space(text: &str) -> Option<usize> {
    let at = text.rfind(' ')? + 1;
    (at * 2 > text.len()).then_some(at)
}

/// A better place to part a long word: behind the last sign of its second half, as in a path or an address.
fn behind_last_sign(text: &str) -> Option<usize> {
    let at = text.rfind(['/', '-', '_', '.', '&', '?', '=', ',', ':', ';'])? + 1;
    (at * 2 > text.len()).then_some(at)
}

fn may_part((before, before_cells): (&str, usize), (after, after_cells): (&str, usize)) -> bool {
    const NEVER_FIRST: &str = "、。，．！？：；）」』】〕〉》ー々…,.!?:;)]}%";
    const NEVER_LAST: &str = "（「『【〔〈《([{";
    (before_cells > 1 || after_cells > 1)
        && !NEVER_FIRST.contains(after)
        && !NEVER_LAST.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, width: usize) -> Vec<&str> {
        prose(text, width)
            .into_iter()
            .map(|line| stretch(text, line))
            .collect()
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(
            folded("the quick brown fox", 10),
            ["the quick", "brown fox"]
        );
        assert_eq!(folded("a  b   c", 4), ["a  b", "c"]);
        assert_eq!(folded("one\n two", 10), ["one", "two"]);
        assert_eq!(folded("", 10), [""]);
    }

    #[test]
    fn a_long_word_is_parted_at_its_signs() {
        assert_eq!(
            folded("see https://example.org/decisions/0012-use-sqlite.md", 20),
            [
                "see https://example.",
                "org/decisions/0012-",
                "use-sqlite.md"
            ]
        );
        assert_eq!(folded("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn wide_text_breaks_between_characters_but_not_before_a_full_stop() {
        assert_eq!(folded("設計書を書く。次", 6), ["設計書", "を書", "く。次"]);
        assert_eq!(folded("ab設計cd", 4), ["ab設", "計cd"]);
    }

    #[test]
    fn code_keeps_every_space() {
        let text = "    let x = 1;";
        let lines: Vec<_> = code(text, 8, 4)
            .into_iter()
            .map(|line| stretch(text, line))
            .collect();
        assert_eq!(lines, ["    let ", "x = ", "1;"]);
    }

    #[test]
    fn a_character_wider_than_the_line_still_comes_to_an_end() {
        assert_eq!(folded("設計", 1), ["設", "計"]);
    }
}
