//! The structure of a reStructuredText: its headings, whose levels are in the order of their first use, its links, and
//! its code and comments.

use std::{collections::HashMap, ops::Range};

use super::{
    markup,
    page::{Heading, InlineLink, Page, lines_of, trimmed},
};

pub(super) mod list_table;

/// More links than these are not kept.
const LINKS: usize = 2_000;
/// Directives whose content is not prose.
const CODE: [&str; 13] = [
    "code",
    "code-block",
    "csv-table",
    "digraph",
    "graph",
    "graphviz",
    "highlight",
    "literalinclude",
    "math",
    "mermaid",
    "parsed-literal",
    "raw",
    "sourcecode",
];

/// Reads headings, links and hidden pieces into the page.
pub(super) fn read_structure(page: &mut Page<'_>) {
    let lines: Vec<Range<usize>> = lines_of(page.text, page.body..page.text.len()).collect();
    page.hidden = hidden(page, &lines);
    page.headings = headings(page, &lines);
    page.links = links(page, &lines);
}

/// What hides the lines indented below it.
struct Block {
    start: usize,
    end: usize,
    indent: usize,
}

fn hidden(page: &Page<'_>, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut hidden = Vec::new();
    let mut open: Option<Block> = None;
    for line in lines {
        let content = page.slice(line.clone());
        let ink = content.trim();
        let indent = content.len() - content.trim_start().len();
        if let Some(block) = &mut open {
            if ink.is_empty() {
                continue;
            }
            if indent > block.indent {
                block.end = line.end;
                continue;
            }
        }
        hidden.extend(open.take().map(|block| block.start..block.end));
        // Below a line that ends with two colons, the next line on begins what is hidden.
        let hides = hides_itself(ink);
        let start = if hides { line.start } else { line.end };
        if hides || announces_code(ink) {
            open = Some(Block {
                start,
                end: line.end,
                indent,
            });
        }
    }
    hidden.extend(open.map(|block| block.start..block.end));
    hidden.retain(|range| !range.is_empty());
    hidden
}

/// A comment, or a directive whose content is code.
fn hides_itself(ink: &str) -> bool {
    if ink == ".." {
        return true;
    }
    let Some(rest) = ink.strip_prefix(".. ").map(str::trim_start) else {
        return false;
    };
    match rest.split_once("::") {
        Some((name, _)) if !name.contains(' ') => CODE.contains(&name),
        _ => !rest.starts_with(['_', '[', '|']),
    }
}

fn announces_code(ink: &str) -> bool {
    ink.ends_with("::") && !ink.starts_with(".. ")
}

fn headings(page: &Page<'_>, lines: &[Range<usize>]) -> Vec<Heading> {
    let mut styles: Vec<(char, bool)> = Vec::new();
    let mut headings: Vec<Heading> = Vec::new();
    for index in 1..lines.len() {
        let Some((style, text, whole)) = heading_at(page, lines, index) else {
            continue;
        };
        // The row below one heading is not the row above the next.
        if headings
            .last()
            .is_some_and(|last| last.whole.end > whole.start)
        {
            continue;
        }
        let known = styles.iter().position(|known| *known == style);
        let level = known.unwrap_or_else(|| {
            styles.push(style);
            styles.len() - 1
        });
        headings.push(Heading {
            level: level.min(5) as u8 + 1,
            text,
            whole,
        });
    }
    headings
}

type Found = ((char, bool), Range<usize>, Range<usize>);

/// A line of text with a row of one mark below it, perhaps with the same row above it.
fn heading_at(page: &Page<'_>, lines: &[Range<usize>], index: usize) -> Option<Found> {
    let line = |back: usize| lines.get(index.checked_sub(back)?).cloned();
    let content = |back: usize| line(back).map_or("", |line| page.slice(line).trim_end());
    let (title, row) = (content(1), content(0));
    let mark = adornment(row)?;
    let overlined = adornment(content(2)) == Some(mark);
    let is_title = !title.trim().is_empty()
        && adornment(title).is_none()
        && (overlined || !title.starts_with([' ', '\t']))
        && ![".. ", "| ", "+-", "+="]
            .iter()
            .any(|mark| title.starts_with(mark))
        && (overlined || content(2).is_empty());
    let is_long_enough = row.len() >= 4 || row.len() >= title.chars().count();
    let text = trimmed(page.text, line(1)?);
    let start = line(if overlined { 2 } else { 1 })?.start;
    let is_seen = !page.is_hidden(text.start) && !page.is_hidden(start);
    (is_title && is_long_enough && is_seen).then(|| {
        (
            (mark, overlined),
            text,
            start..line(0).map_or(start, |row| row.end),
        )
    })
}

/// The mark a line is made of, where it is made of one.
fn adornment(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= 3 && line.chars().all(|c| c == mark)).then_some(mark)
}

fn links(page: &Page<'_>, lines: &[Range<usize>]) -> Vec<InlineLink> {
    let addresses: HashMap<String, &str> = lines
        .iter()
        .filter_map(|line| address_of_name(page.slice(line.clone())))
        .collect();
    let mut found = Vec::new();
    let mut at = page.body;
    while found.len() < LINKS
        && let Some(rest) = page.text.get(at..)
        && let Some(skipped) = rest.find([':', '`'])
    {
        at += skipped;
        let link = rest.get(skipped..).and_then(markup::link);
        let length = link.as_ref().map_or(1, |link| link.length);
        let address = link.and_then(|link| {
            let elsewhere = || {
                addresses
                    .get(&name_of(link.text))
                    .map(|to| (*to).to_owned())
            };
            link.address.or_else(elsewhere)
        });
        if let Some(address) = address {
            found.push(InlineLink {
                whole: at..at + length,
                address,
            });
        }
        at += length;
    }
    found
}

/// `.. _Name: address`.
fn address_of_name(line: &str) -> Option<(String, &str)> {
    let (name, address) = line.trim().strip_prefix(".. _")?.split_once(": ")?;
    Some((name_of(name.trim_matches('`')), address.trim()))
}

fn name_of(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Whether a line takes in another file.
pub(super) fn is_include(line: &str) -> bool {
    line.starts_with(".. include::")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::markup::Markup;

    #[test]
    fn the_level_of_a_heading_is_the_order_of_its_first_use() {
        let text = ".. _here:\n\n=====\n One\n=====\n\nTwo\n***\n\n.. no heading\n   ****\n\nText::\n\n   Code\n   ----\n\nThree\n======\n\nFour\n****\nlast of a table\n***************\n";
        let page = Page::of(text, Markup::Rst, 0);
        let headings: Vec<(u8, &str)> = page
            .headings
            .iter()
            .map(|heading| (heading.level, page.slice(heading.text.clone())))
            .collect();
        assert_eq!(
            headings,
            [(1, "One"), (2, "Two"), (3, "Three"), (2, "Four")]
        );
    }

    #[test]
    fn comments_and_code_are_hidden_and_notes_are_not() {
        let text = ".. a comment\n   with more\n\n.. note::\n\n   seen\n\n.. code-block:: rust\n\n   unseen\n\nText::\n\n   unseen\n\nseen\n";
        let page = Page::of(text, Markup::Rst, 0);
        let seen: Vec<&str> = page
            .lines(0..text.len())
            .map(|line| page.slice(line).trim())
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(seen, [".. note::", "seen", "Text::", "seen"]);
    }

    #[test]
    fn a_link_finds_its_address_wherever_it_stands() {
        let text = "By `Use X`_, :doc:`0004-y` and ``code``.\n\n.. _Use X: 0003-x.rst\n";
        let page = Page::of(text, Markup::Rst, 0);
        let links: Vec<&str> = page
            .links
            .iter()
            .map(|link| link.address.as_str())
            .collect();
        assert_eq!(links, ["0003-x.rst", "0004-y.rst"]);
    }
}
