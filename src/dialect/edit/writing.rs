//! A text that is being written into: what was read of it, how its log writes, and its lines. Knows nothing of any one fact.

use std::ops::Range;

use crate::{
    dialect::{
        field::Key,
        front_matter::Entry,
        habits::OfMarkup,
        markup::Markup,
        page::{lines_of, trimmed},
        reader::{Reader, keys},
    },
    domain::text,
};

use super::{CannotWrite, splice::Splice};

/// What every writer of a fact works from.
pub(super) struct Writing<'a, 't> {
    /// What was read of the text.
    pub reader: &'a Reader<'t>,
    /// How its log writes.
    pub habits: &'a OfMarkup,
    /// How its lines end.
    pub line_break: &'static str,
}

impl<'a, 't> Writing<'a, 't> {
    /// `text` is the text with its own line breaks.
    pub fn of(reader: &'a Reader<'t>, habits: &'a OfMarkup, text: &str) -> Self {
        Self {
            reader,
            habits,
            line_break: line_break_of(text).unwrap_or(habits.line_break),
        }
    }

    /// The text; a lone carriage return reads as a line feed.
    pub fn text(&self) -> &'t str {
        self.reader.page.text
    }

    /// How the text is marked up.
    pub fn markup(&self) -> Markup {
        self.reader.page.markup
    }

    /// A piece of the text.
    pub fn slice(&self, range: Range<usize>) -> &'t str {
        self.reader.page.slice(range)
    }

    /// The line that holds a place, without its line break.
    pub fn line(&self, at: usize) -> Range<usize> {
        let start = self.slice(0..at).rfind('\n').map_or(0, |found| found + 1);
        let rest = self.slice(start..self.text().len());
        let end = start + rest.find('\n').unwrap_or(rest.len());
        start..start + self.slice(start..end).trim_end_matches('\r').len()
    }

    /// Where the next line begins; the end of the text behind its last one.
    pub fn next_line(&self, at: usize) -> usize {
        let rest = self.slice(at..self.text().len());
        rest.find('\n')
            .map_or(self.text().len(), |found| at + found + 1)
    }

    /// Whether the line that holds a place is blank.
    pub fn is_blank(&self, at: usize) -> bool {
        self.slice(self.line(at)).trim().is_empty()
    }

    /// The last line with ink of a range.
    pub fn last_ink(&self, range: Range<usize>) -> Option<Range<usize>> {
        let ink = |line: &Range<usize>| !self.slice(line.clone()).trim().is_empty();
        lines_of(self.text(), range).filter(ink).last()
    }

    /// The range without white space at its ends.
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        trimmed(self.text(), range)
    }

    /// Takes whole lines away, from the line of `start` to that of `end`, and one of the two blank lines around them.
    pub fn without_lines(&self, range: Range<usize>) -> Splice {
        let start = self.line(range.start).start;
        let mut end = self.next_line(range.end);
        let reaches_end = end == self.text().len() && !self.text().ends_with('\n');
        let above = start.checked_sub(1);
        let is_parted = above.is_none_or(|above| self.is_blank(above));
        if reaches_end {
            let before = self.slice(0..start);
            let kept = if is_parted { before.trim_end() } else { before };
            let kept = kept.trim_end_matches('\n').trim_end_matches('\r');
            return Splice::over(kept.len()..end, "");
        }
        if is_parted && end < self.text().len() && self.is_blank(end) {
            end = self.next_line(end);
        } else if is_parted && end == self.text().len() && start > 0 {
            let blank = self.line(start - 1).start;
            let is_second = blank
                .checked_sub(1)
                .is_some_and(|above| self.is_blank(above));
            return Splice::over(if is_second { start } else { blank }..end, "");
        }
        Splice::over(start..end, "")
    }

    /// A refusal that names the line of a place.
    pub fn refusal(&self, at: usize, what: impl Into<String>) -> CannotWrite {
        CannotWrite {
            line: Some(text::line_at(self.text().as_bytes(), at)),
            ..CannotWrite::new(what)
        }
    }

    /// The entries of the settings that state what a field of this kind states.
    pub fn entries_of(&self, key: Key) -> impl Iterator<Item = &'a Entry> {
        self.reader.front.all(keys::of(key))
    }

    /// Takes a heading away with what stands between it and the next one.
    pub fn without_section(&self, index: usize) -> Splice {
        let page = &self.reader.page;
        let start = page
            .headings
            .get(index)
            .map_or(0, |heading| heading.whole.start);
        let under = page.under(index);
        if under.end < self.text().len() {
            return Splice::over(start..under.end, "");
        }
        self.without_lines(start..self.trimmed(start..under.end).end)
    }
}

/// How most lines of a text end; `None` where it has but one.
pub(in crate::dialect) fn line_break_of(text: &str) -> Option<&'static str> {
    let pairs = text.matches("\r\n").count();
    let feeds = text.matches('\n').count() - pairs;
    let returns = text.matches('\r').count() - pairs;
    let most = pairs.max(feeds).max(returns);
    if most == 0 {
        return None;
    }
    Some(if most == feeds {
        "\n"
    } else if most == pairs {
        "\r\n"
    } else {
        "\r"
    })
}
