//! The text of one file prepared for reading: its lines, its headings, its links, and what a reader never sees.
//! Everything is a byte range of the decoded text, so that no place is ever lost. Knows nothing of what a record is.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{asciidoc, markup::Markup, rst};

/// A heading as the markup's rules find it.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text as written, without the marks of the heading.
    pub text: Range<usize>,
    /// The whole heading with its marks.
    pub whole: Range<usize>,
}

/// A link as the markup's rules find it; a reference is already resolved.
#[derive(Debug, Clone)]
pub(super) struct InlineLink {
    /// From the first bracket to the last.
    pub whole: Range<usize>,
    /// Where it leads.
    pub address: String,
}

/// A prepared text.
#[derive(Debug)]
pub(super) struct Page<'t> {
    /// The whole text of the file; a lone CR reads as LF.
    pub text: &'t str,
    /// How it is marked up.
    pub markup: Markup,
    /// Where the body begins, behind the front matter.
    pub body: usize,
    /// The headings that stand for themselves, in order.
    pub headings: Vec<Heading>,
    /// The links, in order.
    pub links: Vec<InlineLink>,
    /// Code blocks and comments, in order.
    pub hidden: Vec<Range<usize>>,
}

impl<'t> Page<'t> {
    /// Reads the structure of `text` from `body` on.
    pub fn of(text: &'t str, markup: Markup, body: usize) -> Self {
        let mut page = Self {
            text,
            markup,
            body,
            headings: Vec::new(),
            links: Vec::new(),
            hidden: Vec::new(),
        };
        match markup {
            Markup::Markdown => page.read_structure(),
            Markup::Asciidoc => asciidoc::read_structure(&mut page),
            Markup::Rst => rst::read_structure(&mut page),
        }
        page.hidden.sort_by_key(|range| range.start);
        page.links.sort_by_key(|link| link.whole.start);
        page
    }

    fn read_structure(&mut self) {
        let source = self.text.get(self.body..).unwrap_or_default();
        let mut depth = 0_usize;
        for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
            let range = range.start + self.body..range.end + self.body;
            match event {
                Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                    self.add_heading(level, range);
                }
                Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => depth += 1,
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => {
                    depth = depth.saturating_sub(1);
                }
                Event::Start(Tag::CodeBlock(_)) => self.hidden.push(range),
                Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => self.hide_comments(range),
                Event::Start(Tag::Link { dest_url, .. }) => self.links.push(InlineLink {
                    whole: range,
                    address: dest_url.into_string(),
                }),
                _ => {}
            }
        }
    }

    fn add_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let whole = trimmed(self.text, range);
        let text = heading_text(self.text, whole.clone());
        self.headings.push(Heading {
            level: level as u8,
            text,
            whole,
        });
    }

    fn hide_comments(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while let Some(start) = self.find("<!--", from..range.end) {
            let end = self
                .find("-->", start..range.end)
                .map_or(range.end, |at| at + 3);
            self.hidden.push(start..end);
            from = end;
        }
    }

    fn find(&self, what: &str, within: Range<usize>) -> Option<usize> {
        let start = within.start;
        self.slice(within).find(what).map(|at| at + start)
    }

    /// The text of a range; empty where the range is none of this text.
    pub fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// Whether a place lies in a code block or a comment.
    pub fn is_hidden(&self, at: usize) -> bool {
        let after = self.hidden.partition_point(|range| range.start <= at);
        after
            .checked_sub(1)
            .and_then(|index| self.hidden.get(index))
            .is_some_and(|range| range.contains(&at))
    }

    /// The link that begins at a place.
    pub fn link_at(&self, at: usize) -> Option<&InlineLink> {
        let index = self
            .links
            .binary_search_by_key(&at, |link| link.whole.start)
            .ok()?;
        self.links.get(index)
    }

    /// The lines of a range that a reader sees, without their line breaks; blank ones included.
    pub fn lines(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        lines_of(self.text, range)
            .filter(|line| line.is_empty() || !self.is_hidden(self.first_ink(line)))
    }

    fn first_ink(&self, line: &Range<usize>) -> usize {
        let text = self.slice(line.clone());
        line.start + (text.len() - text.trim_start().len())
    }

    /// The end of the section that begins behind heading `index`: the next heading of its level or above.
    pub fn section_end(&self, index: usize) -> usize {
        let Some(level) = self.headings.get(index).map(|heading| heading.level) else {
            return self.text.len();
        };
        self.headings
            .iter()
            .skip(index + 1)
            .find(|next| next.level <= level)
            .map_or(self.text.len(), |next| next.whole.start)
    }

    /// What stands between heading `index` and the next heading of any level.
    pub fn under(&self, index: usize) -> Range<usize> {
        let start = self
            .headings
            .get(index)
            .map_or(self.body, |heading| heading.whole.end);
        let end = self
            .headings
            .get(index + 1)
            .map_or(self.text.len(), |next| next.whole.start);
        start..end.max(start)
    }
}

/// The lines of a range, without their line breaks.
pub(super) fn lines_of(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = range.start;
    text.get(range)
        .unwrap_or_default()
        .split_inclusive('\n')
        .map(move |line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end_matches(['\n', '\r']).len()
        })
}

/// The range without white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

fn heading_text(text: &str, whole: Range<usize>) -> Range<usize> {
    let source = text.get(whole.clone()).unwrap_or_default();
    let inner = source.trim_start_matches('#');
    if inner.len() == source.len() {
        let last_line = source.rfind('\n').unwrap_or(source.len());
        return trimmed(text, whole.start..whole.start + last_line);
    }
    let start = whole.end - inner.len();
    let without_marks = inner.trim_end().trim_end_matches('#');
    let is_closed = without_marks.is_empty() || without_marks.ends_with([' ', '\t']);
    let end = if is_closed {
        start + without_marks.len()
    } else {
        whole.end
    };
    trimmed(text, start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Vec<(u8, &str)> {
        let page = Page::of(text, Markup::Markdown, 0);
        page.headings
            .iter()
            .map(|heading| (heading.level, page.slice(heading.text.clone())))
            .collect()
    }

    #[test]
    fn headings_keep_their_words_and_lose_their_marks() {
        assert_eq!(
            headings("# A *b* #\n\nTwo\nlines\n---\n\n### C#\n## Drivers <!-- optional -->\n"),
            [
                (1, "A *b*"),
                (2, "Two\nlines"),
                (3, "C#"),
                (2, "Drivers <!-- optional -->")
            ]
        );
    }

    #[test]
    fn code_and_comments_hold_no_headings() {
        assert_eq!(
            headings("# A\n```\n## Status\n```\n<!--\n## Date\n-->\n    ## Code\n"),
            [(1, "A")]
        );
    }

    #[test]
    fn hidden_places_are_known() {
        let text = "a\n\n```\nb\n```\n\nc <!-- d --> e\n";
        let page = Page::of(text, Markup::Markdown, 0);
        let hidden = |what: &str| page.is_hidden(text.find(what).expect("it stands there"));
        assert!(hidden("b") && hidden("d"));
        assert!(!hidden("a") && !hidden("c") && !hidden("e\n"));
    }
}
