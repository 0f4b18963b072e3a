//! The rows of tables that state facts: `| Key | value |`, or values below their keys.

use std::ops::Range;

use super::{Field, Key, key_named};
use crate::dialect::{
    markup::Markup,
    page::{Page, trimmed},
    plain::Plain,
};

/// The rule between the rows of a grid: `+---+---+`.
pub(super) fn is_grid_rule(text: &str) -> bool {
    let ink = text.trim();
    ink.starts_with('+') && ink.chars().all(|c| matches!(c, '+' | '-' | '='))
}

/// The cells of a table row.
pub(super) fn cells(page: &Page<'_>, line: Range<usize>) -> Vec<Range<usize>> {
    let text = page.slice(line.clone());
    let mut cells = Vec::new();
    let mut start = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == '|' && !escaped {
            if let Some(start) = start {
                cells.push(trimmed(page.text, line.start + start..line.start + at));
            }
            start = Some(at + 1);
        }
        escaped = c == '\\';
    }
    match start {
        Some(start)
            if text
                .get(start..)
                .is_some_and(|rest| !rest.trim().is_empty()) =>
        {
            cells.push(trimmed(page.text, line.start + start..line.end));
        }
        _ => {}
    }
    cells
}

/// A row of a table on one line; in a grid, a row without a key goes on with the list above it.
pub(super) fn grid_row(
    page: &Page<'_>,
    cells: Vec<Range<usize>>,
    columns: &mut Option<Vec<Range<usize>>>,
    fields: &mut Vec<Field>,
) {
    if let (Markup::Rst, [name, value]) = (page.markup, cells.as_slice())
        && name.is_empty()
        && columns.is_none()
    {
        let goes_on = |field: &&Field| {
            let is_list = !matches!(field.key, Key::Status | Key::Date | Key::Title);
            let between = page.slice(field.value.end..name.start);
            is_list && !value.is_empty() && between.chars().all(|c| c.is_whitespace() || c == '|')
        };
        let further = fields.last().filter(goes_on).map(|above| Field {
            value: value.clone(),
            ..above.clone()
        });
        fields.extend(further);
        return;
    }
    table_row(page, cells, columns, fields);
}

/// A row is `| Key | value |`, or a row of values below a row of keys.
pub(in crate::dialect) fn table_row(
    page: &Page<'_>,
    cells: Vec<Range<usize>>,
    columns: &mut Option<Vec<Range<usize>>>,
    fields: &mut Vec<Field>,
) {
    let key =
        |cell: &Range<usize>| key_named(&Plain::of(page.slice(cell.clone()), cell.start).text);
    let is_rule = cells.iter().all(|cell| {
        page.slice(cell.clone())
            .chars()
            .all(|c| matches!(c, '-' | ':' | ' '))
    });
    if is_rule {
        return;
    }
    if let Some(names) = columns.take() {
        fields.extend(names.into_iter().zip(cells).filter_map(|(name, value)| {
            Some(Field {
                key: key(&name)?,
                name,
                value,
            })
        }));
        return;
    }
    let known = cells.iter().filter(|cell| key(cell).is_some()).count();
    match cells.as_slice() {
        [_, _, ..] if known >= 2 && known == cells.len() => *columns = Some(cells),
        [name, value, ..] => fields.extend(key(name).map(|key| Field {
            key,
            name: name.clone(),
            value: value.clone(),
        })),
        _ => {}
    }
}
