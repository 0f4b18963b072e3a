//! The facts a file states as `Key: value` above its first section: bullets, bold lines, plain lines, quotes and tables.
//! Knows nothing of what a value means.

use std::ops::Range;

use super::{
    asciidoc, attribute,
    markup::Markup,
    page::{Page, trimmed},
    plain::Plain,
    rst,
};

mod key;
mod table;

pub(super) use key::{Key, key_named};
pub(super) use table::table_row;

/// A stated fact.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// What it is about.
    pub key: Key,
    /// The key as written.
    pub name: Range<usize>,
    /// The value as written.
    pub value: Range<usize>,
}

/// The fields that stand in a range: those of its lines in order, then those of tables that span several lines.
pub(super) fn fields(page: &Page<'_>, range: Range<usize>) -> Vec<Field> {
    let mut fields = fields_in_lines(page, range.clone());
    match page.markup {
        Markup::Markdown => {}
        Markup::Asciidoc => {
            for field in &mut fields {
                field.value = asciidoc::table::resolved(page, &field.value);
            }
            fields.retain(|field| !field.value.is_empty());
            fields.extend(asciidoc::table::fields(page, range.clone()));
            fields.extend(asciidoc::byline::fields(page, range));
        }
        Markup::Rst => fields.extend(rst::list_table::fields(page, range)),
    }
    fields
}

fn fields_in_lines(page: &Page<'_>, range: Range<usize>) -> Vec<Field> {
    let lines: Vec<Range<usize>> = page.lines(range).collect();
    let mut fields: Vec<Field> = Vec::new();
    let mut columns: Option<Vec<Range<usize>>> = None;
    for (index, line) in lines.iter().enumerate() {
        let text = page.slice(line.clone());
        if text
            .trim_start()
            .trim_start_matches(['>', ' '])
            .starts_with('|')
        {
            if page.markup != Markup::Asciidoc {
                let cells = table::cells(page, line.clone());
                table::grid_row(page, cells, &mut columns, &mut fields);
            }
            continue;
        }
        if page.markup == Markup::Rst && table::is_grid_rule(text) {
            continue;
        }
        columns = None;
        let found = pieces(text)
            .filter_map(|piece| field_in(page, line.start + piece.start..line.start + piece.end));
        let before = fields.len();
        fields.extend(found);
        if fields.len() == before
            && continues(text)
            && lines.get(index.wrapping_sub(1)).is_some_and(|above| {
                fields
                    .last()
                    .is_some_and(|field| field.value.end >= above.start)
            })
            && let Some(field) = fields.last_mut()
        {
            let end = trimmed(page.text, line.clone()).end;
            field.value = trimmed(page.text, field.value.start..end);
        }
    }
    fields
}

/// Whether an indented line goes on with the value above it.
fn continues(text: &str) -> bool {
    text.starts_with("  ") || text.starts_with('\t')
}

/// A line may hold several fields: `**Status:** x | **Date:** y`.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let splits = text.contains(" | **") || text.contains(" · ");
    let mut at = 0;
    text.split(move |c| splits && (c == '|' || c == '·'))
        .map(move |piece| {
            let range = at..at + piece.len();
            at = range.end
                + text
                    .get(range.end..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8);
            range
        })
}

/// `Key: value` at the start of a line, in whatever dress.
fn field_in(page: &Page<'_>, line: Range<usize>) -> Option<Field> {
    let text = page.slice(line.clone());
    if page.markup != Markup::Markdown && text.starts_with(':') {
        return attribute::field(page, line);
    }
    let undressed = text.trim_start_matches([' ', '\t', '>', '*', '-', '+', '_', '•', '`']);
    let start = line.start + (text.len() - undressed.len());
    let head = super::plain::near(undressed, 120);
    if let Some(field) = bold_name(page, &line, start, head) {
        return Some(field);
    }
    let (colon, width) = head
        .char_indices()
        .find(|(_, c)| matches!(c, ':' | '：'))
        .map(|(at, c)| (at, c.len_utf8()))?;
    let name = start..start + colon;
    let key = key_named(&Plain::of(page.slice(name.clone()), name.start).text)?;
    let rest = name.end + width..line.end;
    let dressed = page.slice(rest.clone());
    // The second colon is that of a list of descriptions in AsciiDoc.
    let bare = dressed.trim_start_matches(['*', '_', ':']).len();
    let closed = if dressed.starts_with(['*', '_', ':']) && dressed.len() - bare <= 2 {
        dressed.len() - bare
    } else {
        0
    };
    let value = trimmed(page.text, rest.start + closed..rest.end);
    Some(Field {
        key,
        name,
        value: without_line_break(page, value),
    })
}

/// `**Key** value`: the bold letters do what the colon does elsewhere.
fn bold_name(page: &Page<'_>, line: &Range<usize>, start: usize, head: &str) -> Option<Field> {
    let is_bold = page.slice(line.start..start).ends_with("**");
    let end = head.find("**").filter(|_| is_bold)?;
    let name = start..start + end;
    let rest = name.end + 2..line.end;
    let has_colon =
        page.slice(name.clone()).contains(':') || page.slice(rest.clone()).starts_with(':');
    let key =
        key_named(&Plain::of(page.slice(name.clone()), name.start).text).filter(|_| !has_colon)?;
    let value = without_line_break(page, trimmed(page.text, rest));
    Some(Field { key, name, value })
}

fn without_line_break(page: &Page<'_>, value: Range<usize>) -> Range<usize> {
    let text = page.slice(value.clone());
    let kept = ["<br>", "<br/>", "<br />", "\\"]
        .iter()
        .find_map(|end| text.strip_suffix(end));
    trimmed(
        page.text,
        value.start..value.start + kept.unwrap_or(text).len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Key, &str)> {
        let page = Page::of(text, Markup::Markdown, 0);
        fields(&page, 0..text.len())
            .into_iter()
            .map(|field| {
                (
                    field.key,
                    text.get(field.value).expect("a range of the text"),
                )
            })
            .collect()
    }

    #[test]
    fn every_dress_of_a_field() {
        for line in [
            "Status: Accepted",
            "* Status: Accepted",
            "- **Status:** Accepted",
            "**Status**: Accepted  ",
            "> **Status:** Accepted",
            "| **Status** | Accepted |",
            "_Status_: Accepted<br>",
            "**Status** Accepted",
            "Statut : Accepted",
        ] {
            assert_eq!(read(line), [(Key::Status, "Accepted")], "{line}");
        }
    }

    #[test]
    fn a_table_may_stand_upright_or_lie() {
        let upright = "| Field | Value |\n|---|---|\n| Status | Draft |\n| Date | 2024-01-02 |\n";
        let lying = "| Status | Date |\n|---|---|\n| Draft | 2024-01-02 |\n";
        let expected = [(Key::Status, "Draft"), (Key::Date, "2024-01-02")];
        assert_eq!(read(upright), expected);
        assert_eq!(read(lying), expected);
    }

    #[test]
    fn several_fields_in_a_line_and_a_value_over_two() {
        assert_eq!(
            read("**Status:** Draft | **Date:** 2024-01-02"),
            [(Key::Status, "Draft"), (Key::Date, "2024-01-02")]
        );
        assert_eq!(
            read("- Deciders: Ann,\n  Ben\n- x"),
            [(Key::Deciders, "Ann,\n  Ben")]
        );
    }

    #[test]
    fn prose_is_no_field() {
        assert_eq!(read("The status: it depends"), []);
        assert_eq!(
            read("```\nStatus: Accepted\n```\n<!--\nStatus: Draft\n-->\n"),
            []
        );
    }
}
