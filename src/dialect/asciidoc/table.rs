//! The facts in the tables of AsciiDoc: a key in one cell and its value in the next, whether on one line or on two.
//! A value that is only the name of an attribute is what the attribute says, and nothing where the file does not set it.

use std::ops::Range;

use crate::dialect::{
    attribute,
    field::{Field, table_row},
    page::{Page, trimmed},
};

/// A table while it is read.
#[derive(Default)]
struct Table {
    /// How many columns it says it has.
    columns: Option<usize>,
    cells: Vec<Range<usize>>,
    /// How many cells stand before the first blank line, and in the first line.
    first_group: Option<usize>,
    first_line: usize,
    /// Whether the last cell may go on in the next line.
    is_open: bool,
}

/// The facts of the tables in a range.
pub(in crate::dialect) fn fields(page: &Page<'_>, range: Range<usize>) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut table: Option<Table> = None;
    let mut columns = None;
    for line in page.lines(range) {
        let content = page.slice(line.clone()).trim();
        if content == "|===" {
            match table.take() {
                Some(table) => fields.extend(table.fields(page)),
                None => {
                    table = Some(Table {
                        columns: columns.take(),
                        ..Table::default()
                    });
                }
            }
        } else if let Some(table) = &mut table {
            table.add(page, line);
        } else if content.starts_with('[') {
            columns = columns_said(content);
        }
    }
    fields
}

/// `[cols="1h,3"]` has two columns, `[cols="2*"]` and `[cols=2]` too.
fn columns_said(attributes: &str) -> Option<usize> {
    let said = attributes.split_once("cols=")?.1;
    let said = match said.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => said.split([',', ']']).next()?,
    };
    if let Ok(columns) = said.trim().parse() {
        return (1..=20).contains(&columns).then_some(columns);
    }
    let width = |column: &str| match column.trim().split_once('*') {
        Some((times, _)) => times.parse().unwrap_or(1),
        None => 1,
    };
    let columns: usize = said
        .split([',', ';'])
        .map(width)
        .fold(0, usize::saturating_add);
    (1..=20).contains(&columns).then_some(columns)
}

impl Table {
    fn add(&mut self, page: &Page<'_>, line: Range<usize>) {
        let content = page.slice(line.clone());
        if content.trim().is_empty() {
            if !self.cells.is_empty() {
                self.first_group.get_or_insert(self.cells.len());
            }
            self.is_open = false;
            return;
        }
        let bars: Vec<usize> = content.match_indices('|').map(|(at, _)| at).collect();
        let begins = bars.first().is_some_and(|first| {
            content.get(..*first).is_some_and(|before| {
                before
                    .trim_start()
                    .chars()
                    .all(|c| c.is_ascii_digit() || "+*.^<>aehlmsvd".contains(c))
            })
        });
        if begins {
            self.add_cells(page, &line, &bars);
        } else if self.is_open
            && let Some(cell) = self.cells.last_mut()
        {
            cell.end = trimmed(page.text, line).end;
        }
    }

    fn add_cells(&mut self, page: &Page<'_>, line: &Range<usize>, bars: &[usize]) {
        if self.cells.is_empty() {
            self.first_line = bars.len();
        }
        for (index, bar) in bars.iter().enumerate() {
            let start = line.start + bar + 1;
            let end = bars
                .get(index + 1)
                .map_or(line.end, |next| line.start + next);
            self.cells.push(trimmed(page.text, start..end));
        }
        self.is_open = true;
    }

    fn fields(self, page: &Page<'_>) -> Vec<Field> {
        let in_a_row = match self.columns {
            Some(columns) => columns,
            None if self.first_line > 1 => self.first_line,
            None => self.first_group.unwrap_or(2).max(2),
        };
        let mut fields = Vec::new();
        let mut names = None;
        for row in self.cells.chunks(in_a_row) {
            let row = row.iter().map(|cell| resolved(page, cell)).collect();
            table_row(page, row, &mut names, &mut fields);
        }
        fields.retain(|field| !field.value.is_empty());
        fields
    }
}

/// What a value stands for; nothing where it names an attribute that the file does not set.
pub(in crate::dialect) fn resolved(page: &Page<'_>, cell: &Range<usize>) -> Range<usize> {
    let parted = page
        .slice(cell.clone())
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    match parted {
        Some(("", (name, ""))) => attribute::value_of(page, name).unwrap_or(cell.start..cell.start),
        Some(_) => cell.start..cell.start,
        None => cell.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{field::Key, markup::Markup};

    fn read(text: &str) -> Vec<(Key, &str)> {
        let page = Page::of(text, Markup::Asciidoc, 0);
        fields(&page, 0..text.len())
            .into_iter()
            .map(|field| (field.key, text.get(field.value).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn every_layout_of_a_table_gives_the_same_facts() {
        for text in [
            "[cols=\"1h,1\"]\n|===\n| Status\n| Accepted\n\n| Date\n| 2024-01-02\n|===\n",
            "[cols=\"2*\"]\n|===\n| Status\n| Accepted\n// a note\n//| Status\n//| Draft\n| Date\n| 2024-01-02\n|===\n",
            "[cols=2]\n|===\n| Status\n\n| Accepted\n\n| Date\n\n| 2024-01-02\n|===\n",
            "|===\n| Status | Accepted\n| Date | 2024-01-02\n|===\n",
            "|===\n|Status |Date\n\n|Accepted |2024-01-02\n|===\n",
            "|===\nh| Status\na| Accepted\n\nh| Date\n| 2024-01-02\n|===\n",
        ] {
            assert_eq!(
                read(text),
                [(Key::Status, "Accepted"), (Key::Date, "2024-01-02")],
                "{text}"
            );
        }
    }

    #[test]
    fn a_value_named_elsewhere_is_read_there_or_not_at_all() {
        let table = "|===\n| Status\n| {state}\n|===\n";
        assert_eq!(read(table), []);
        let set = format!(":state: draft\n\n{table}");
        assert_eq!(read(&set), [(Key::Status, "draft")]);
    }
}
