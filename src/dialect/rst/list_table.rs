//! The facts in the list tables of reStructuredText: a row is a list in a list, its first item the key, its second the value.

use std::ops::Range;

use crate::dialect::{
    field::{Field, table_row},
    page::{Page, trimmed},
};

/// The facts of the list tables in a range.
pub(in crate::dialect) fn fields(page: &Page<'_>, range: Range<usize>) -> Vec<Field> {
    let mut table = Table::default();
    for line in page.lines(range) {
        table.add(page, line);
    }
    table.end_row(page);
    table.fields
}

/// The table that is read.
#[derive(Default)]
struct Table {
    fields: Vec<Field>,
    names: Option<Vec<Range<usize>>>,
    row: Vec<Range<usize>>,
    /// Whether a table is open, and how far its directive is indented.
    indent: Option<usize>,
}

impl Table {
    fn add(&mut self, page: &Page<'_>, line: Range<usize>) {
        let content = page.slice(line.clone());
        let ink = content.trim_start();
        let indent = content.len() - ink.len();
        if ink.starts_with(".. list-table::") {
            self.end_row(page);
            self.names = None;
            self.indent = Some(indent);
            return;
        }
        if ink.is_empty() {
            return;
        }
        if self.indent.is_none_or(|of_table| indent <= of_table) {
            self.end_row(page);
            self.indent = None;
            return;
        }
        let cell = |item: &str| trimmed(page.text, line.end - item.len()..line.end);
        if let Some(item) = ink.strip_prefix("* -") {
            self.end_row(page);
            self.row.push(cell(item));
        } else if let Some(item) = ink.strip_prefix("-").filter(|_| !self.row.is_empty()) {
            self.row.push(cell(item));
        } else if let Some(last) = self.row.last_mut() {
            let end = trimmed(page.text, line).end;
            *last = trimmed(page.text, last.start..end);
        }
    }

    fn end_row(&mut self, page: &Page<'_>) {
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            table_row(page, row, &mut self.names, &mut self.fields);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{field::Key, markup::Markup};

    #[test]
    fn keys_and_values_in_rows_and_in_columns() {
        for text in [
            ".. list-table::\n   :widths: 1 3\n\n   * - Status\n     - Accepted\n   * - Authors\n     - Ann,\n       Ben\n\nStatus: no\n",
            ".. list-table:: Facts\n   :header-rows: 1\n\n   * - Status\n     - Authors\n   * - Accepted\n     - Ann,\n       Ben\n",
        ] {
            let page = Page::of(text, Markup::Rst, 0);
            let found: Vec<(Key, &str)> = fields(&page, 0..text.len())
                .into_iter()
                .map(|field| (field.key, text.get(field.value).unwrap_or_default()))
                .collect();
            assert_eq!(
                found,
                [
                    (Key::Status, "Accepted"),
                    (Key::Authors, "Ann,\n       Ben")
                ],
                "{text}"
            );
        }
    }
}
