//! The two lines that AsciiDoc allows right below a title: who wrote it, and of when it is.

use std::ops::Range;

use crate::dialect::{
    date,
    field::{Field, Key},
    page::{Page, trimmed},
};

/// The facts of these lines where the range begins right behind the title.
pub(in crate::dialect) fn fields(page: &Page<'_>, range: Range<usize>) -> Vec<Field> {
    let follows_title = page
        .headings
        .first()
        .is_some_and(|title| title.level == 1 && title.whole.end == range.start);
    if !follows_title {
        return Vec::new();
    }
    page.lines(range)
        .skip(1)
        .take_while(|line| !page.slice(line.clone()).trim().is_empty())
        .filter(|line| !page.slice(line.clone()).starts_with(':'))
        .take(2)
        .filter_map(|line| authors(page, &line).or_else(|| revision(page, &line)))
        .collect()
}

/// `Ann Oak <ann@example.org>; Ben Elm <ben@example.org>`.
fn authors(page: &Page<'_>, line: &Range<usize>) -> Option<Field> {
    let text = page.slice(line.clone()).trim_end();
    let (name, rest) = text.split_once(" <")?;
    let is_name = name.starts_with(char::is_alphabetic) && !name.contains([':', '.', '<']);
    let has_address = rest.contains('@') && text.ends_with('>');
    (is_name && has_address).then(|| Field {
        key: Key::Authors,
        name: line.start..line.start,
        value: trimmed(page.text, line.clone()),
    })
}

/// `v1.0, 2024-01-02: what changed`.
fn revision(page: &Page<'_>, line: &Range<usize>) -> Option<Field> {
    let text = page.slice(line.clone());
    let (version, rest) = text.split_once(',')?;
    let figures = version.strip_prefix('v').unwrap_or(version);
    let is_version = figures.starts_with(|c: char| c.is_ascii_digit())
        && figures
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '.');
    let stated = rest.split(": ").next()?;
    let start = line.start + version.len() + 1;
    let value = trimmed(page.text, start..start + stated.len());
    let lower = page.slice(value.clone()).to_lowercase();
    let is_date =
        matches!(date::read(&lower), date::Reading::Date(_, place) if place == (0..lower.len()));
    (is_version && is_date).then(|| Field {
        key: Key::Date,
        name: line.start..line.start + version.len(),
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::markup::Markup;

    fn read(text: &str) -> Vec<(Key, &str)> {
        let page = Page::of(text, Markup::Asciidoc, 0);
        fields(&page, page.under(0))
            .into_iter()
            .map(|field| (field.key, text.get(field.value).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn the_lines_below_the_title_name_author_and_day() {
        assert_eq!(
            read("= X\nAnn Oak <ann@example.org>\nv1.0, 2024-01-02: first\n:a: b\n\nWords.\n"),
            [
                (Key::Authors, "Ann Oak <ann@example.org>"),
                (Key::Date, "2024-01-02")
            ]
        );
    }

    #[test]
    fn prose_below_a_title_is_no_such_line() {
        for text in [
            "= X\n\nAnn Oak <ann@example.org>\n",
            "= X\nIn 3, 2024-01-02 and later\n",
            "= X\n3, or 2024-01-02\n",
            "= X\nWrite to: Ann <ann@example.org>\n",
            "== X\nAnn Oak <ann@example.org>\n",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
