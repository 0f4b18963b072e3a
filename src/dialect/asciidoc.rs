//! The structure of an AsciiDoc text: its headings, its links, and its code and comments. Strict where the format is: a
//! fence ends only with the same fence, and what is included from other files is not there.

use std::ops::Range;

use super::{
    markup,
    page::{Heading, InlineLink, Page, lines_of, trimmed},
};

pub(super) mod byline;
pub(super) mod table;

/// More links than these are not kept.
const LINKS: usize = 2_000;

/// Reads headings, links and hidden pieces into the page.
pub(super) fn read_structure(page: &mut Page<'_>) {
    let text = page.text;
    let mut fence: Option<(&str, usize)> = None;
    // The line above, where it begins a paragraph: only such a line can be underlined.
    let mut above: Option<Range<usize>> = None;
    let mut is_in_paragraph = false;
    for line in lines_of(text, page.body..text.len()) {
        let content = page.slice(line.clone()).trim_end();
        if let Some((mark, start)) = fence {
            if content == mark {
                page.hidden.push(start..line.end);
                fence = None;
            }
            continue;
        }
        let was_in_paragraph = std::mem::replace(&mut is_in_paragraph, !content.is_empty());
        if let Some(heading) = underlined(page, above.take(), line.clone()) {
            page.headings.push(heading);
            is_in_paragraph = false;
        } else if is_fence(content) {
            fence = Some((content, line.start));
        } else if content.starts_with("//") {
            page.hidden.push(line);
            is_in_paragraph = was_in_paragraph;
        } else if let Some(heading) = marked(page, line.clone()) {
            page.headings.push(heading);
            is_in_paragraph = false;
        } else if content.starts_with([':', '[']) {
            is_in_paragraph = false;
        } else if !was_in_paragraph && !content.is_empty() {
            above = Some(line);
        }
    }
    if let Some((_, start)) = fence {
        page.hidden.push(start..text.len());
    }
    add_links(page);
}

/// Lines that fence what is not read: code, literal text, comments, raw output.
fn is_fence(content: &str) -> bool {
    let is_row = content.len() >= 4
        && ['-', '.', '/', '+']
            .iter()
            .any(|mark| content.chars().all(|c| c == *mark));
    is_row || content.starts_with("```")
}

/// `== Heading`, also `## Heading`, also closed by the same marks.
fn marked(page: &Page<'_>, line: Range<usize>) -> Option<Heading> {
    let content = page.slice(line.clone());
    let mark = content.chars().next().filter(|c| matches!(c, '=' | '#'))?;
    let inner = content.trim_start_matches(mark);
    let level = content.len() - inner.len();
    let marks = content.get(..level)?;
    let is_heading = level <= 6 && inner.starts_with(' ');
    let open = inner.trim_end();
    let closing = format!(" {marks}");
    let open = open.strip_suffix(closing.as_str()).unwrap_or(open);
    let start = line.start + level;
    let text = trimmed(page.text, start..start + open.len());
    (is_heading && !text.is_empty()).then_some(Heading {
        level: level as u8,
        text,
        whole: line,
    })
}

/// A line with a row of one mark below it that is as long, give or take one.
fn underlined(page: &Page<'_>, above: Option<Range<usize>>, line: Range<usize>) -> Option<Heading> {
    const MARKS: [char; 5] = ['=', '-', '~', '^', '+'];
    let row = page.slice(line.clone()).trim_end();
    let mark = row.chars().next()?;
    let level = MARKS.iter().position(|known| *known == mark)? as u8 + 1;
    let text = trimmed(page.text, above?);
    let title = page.slice(text.clone());
    let is_row = row.len() >= 3 && row.chars().all(|c| c == mark);
    let is_as_long = row.len().abs_diff(title.chars().count()) <= 1;
    let is_title = title.starts_with(char::is_alphanumeric);
    (is_row && is_as_long && is_title).then_some(Heading {
        level,
        whole: text.start..line.end,
        text,
    })
}

fn add_links(page: &mut Page<'_>) {
    let mut links = Vec::new();
    let mut at = page.body;
    while links.len() < LINKS
        && let Some(rest) = page.text.get(at..)
        && let Some(skipped) = rest.find(['x', 'l', '<', 'h'])
    {
        at += skipped;
        let link = rest.get(skipped..).and_then(markup::link);
        let length = link.as_ref().map_or(1, |link| link.length);
        if let Some(address) = link.and_then(|link| link.address) {
            links.push(InlineLink {
                whole: at..at + length,
                address,
            });
        }
        at += length;
    }
    page.links = links;
}

/// Whether a line takes in another file.
pub(super) fn is_include(line: &str) -> bool {
    line.starts_with("include::") && line.trim_end().ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::markup::Markup;

    #[test]
    fn headings_stand_outside_of_code_and_comments() {
        let text = "= One\n\n----\n== no\n----\n\n////\n== no\n////\n// == no\n== Two ==\n\n### Three\n\nFour\n~~~~\n\n====\n== In an example\n====\n\n....\n== no\n";
        let page = Page::of(text, Markup::Asciidoc, 0);
        let headings: Vec<(u8, &str)> = page
            .headings
            .iter()
            .map(|heading| (heading.level, page.slice(heading.text.clone())))
            .collect();
        assert_eq!(
            headings,
            [
                (1, "One"),
                (2, "Two"),
                (3, "Three"),
                (3, "Four"),
                (2, "In an example")
            ]
        );
        assert!(page.is_hidden(text.len() - 2) && !page.is_hidden(2));
    }

    #[test]
    fn links_are_found_with_their_place() {
        let text = "See xref:0003-x.adoc[X] and <<0004-y.adoc#,Y>>, not <<here>>.";
        let page = Page::of(text, Markup::Asciidoc, 0);
        let links: Vec<(&str, &str)> = page
            .links
            .iter()
            .map(|link| (page.slice(link.whole.clone()), link.address.as_str()))
            .collect();
        assert_eq!(
            links,
            [
                ("xref:0003-x.adoc[X]", "0003-x.adoc"),
                ("<<0004-y.adoc#,Y>>", "0004-y.adoc")
            ]
        );
    }
}
