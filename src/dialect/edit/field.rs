//! A fact on a line of its own: how such lines are dressed in a file, where a new one goes, and how one is taken away.
//! Knows nothing of what a value means.

use std::ops::Range;

use crate::dialect::{
    attribute,
    field::{Field, Key},
    markup::Markup,
    page::Page,
};

use super::{CannotWrite, splice::Splice, writing::Writing};

mod dress;

pub(in crate::dialect) use dress::Dress;

/// A field of the file with its dress.
pub(super) struct Sibling {
    pub field: Field,
    pub dress: Dress,
    /// From its first line to its last.
    pub lines: Range<usize>,
}

/// The order in which fields stand.
const fn rank(key: Key) -> u8 {
    match key {
        Key::Title => 0,
        Key::Status => 1,
        Key::Deciders => 2,
        Key::Consulted => 3,
        Key::Informed => 4,
        Key::Authors => 5,
        Key::Date => 6,
        Key::Created => 7,
        Key::Updated => 8,
        Key::ReviewBy => 9,
        Key::Tags => 10,
        Key::Relation => 11,
    }
}

/// The fields of the file that stand on lines of their own.
pub(super) fn siblings(writing: &Writing<'_, '_>) -> Vec<Sibling> {
    let page = &writing.reader.page;
    let mut siblings: Vec<Sibling> = writing
        .reader
        .fields
        .iter()
        .filter_map(|field| {
            let dress = dress::of(page, field)?;
            let lines = writing.line(field.name.start).start..writing.line(field.value.end).end;
            Some(Sibling {
                field: field.clone(),
                dress,
                lines,
            })
        })
        .collect();
    siblings.sort_by_key(|sibling| sibling.lines.start);
    let first = siblings.first().map(|sibling| sibling.dress.kind());
    siblings.retain(|sibling| Some(sibling.dress.kind()) == first);
    siblings
}

/// A field that is named and says nothing yet.
pub(super) fn empty(writing: &Writing<'_, '_>, key: Key) -> Option<Field> {
    let page = &writing.reader.page;
    let mut fields = writing.reader.fields.iter();
    let named = fields.find(|field| field.key == key && field.value.is_empty());
    if page.markup == Markup::Markdown {
        return named.cloned();
    }
    let start = writing.reader.header.start.min(page.body);
    let lines = page.lines(start..writing.reader.header.end);
    named.cloned().or_else(|| {
        lines
            .filter_map(|line| attribute::named(page, line))
            .find(|field| field.key == key && attribute::is_empty(page, field))
    })
}

/// Puts a value in the place of that of a field.
///
/// # Errors
/// When the cell that holds it is too narrow.
pub(super) fn with_value(
    writing: &Writing<'_, '_>,
    place: Range<usize>,
    value: &str,
) -> Result<Splice, CannotWrite> {
    let text = writing.text();
    let before = text
        .get(..place.start)
        .and_then(|before| before.chars().last());
    let after = text.get(place.end..).and_then(|after| after.chars().next());
    if !place.is_empty() {
        return in_cell(writing, place, value);
    }
    let lead = if before.is_some_and(|c| !c.is_whitespace()) {
        " "
    } else {
        ""
    };
    let trail = if matches!(after, Some('|')) { " " } else { "" };
    Ok(Splice::at(place.start, format!("{lead}{value}{trail}")))
}

/// In a grid of reStructuredText the bars stay below one another.
pub(super) fn in_cell(
    writing: &Writing<'_, '_>,
    place: Range<usize>,
    value: &str,
) -> Result<Splice, CannotWrite> {
    let line = writing.line(place.start);
    let content = writing.slice(line.clone());
    let is_grid = writing.markup() == Markup::Rst && content.trim_start().starts_with('|');
    let rest = writing.slice(place.end..line.end);
    let Some((behind, _)) = rest.split_once('|').filter(|_| is_grid) else {
        return Ok(Splice::over(place, value));
    };
    let words = behind.trim_end_matches(' ');
    let spaces = behind.len() - words.len();
    let old = writing.slice(place.clone()).chars().count();
    let new = value.chars().count();
    let Some(left) = (old + spaces)
        .checked_sub(new)
        .filter(|left| *left > 0 || spaces == 0)
    else {
        return Err(writing
            .refusal(
                place.start,
                format!("`{value}` does not fit into the column of the table"),
            )
            .hint("Make the column wider with `archdeck adr edit`, then change the fact."));
    };
    let padded = format!("{value}{words}{}", " ".repeat(left));
    Ok(Splice::over(place.start..place.end + behind.len(), padded))
}

/// Takes the line of a field away, or the field alone where its line holds several.
///
/// # Errors
/// When the field is a cell of a table whose other cells would lose their key.
pub(super) fn without(writing: &Writing<'_, '_>, field: &Field) -> Result<Splice, CannotWrite> {
    let page = &writing.reader.page;
    let start = writing.line(field.name.start).start;
    let end = writing.line(field.value.end.max(field.name.end)).end;
    if let Some(dress) = dress::of(page, field) {
        let rule = dress.rule.as_ref().map_or(0, |_| 1);
        let end = if rule == 1 {
            writing.line(writing.next_line(end)).end
        } else {
            end
        };
        return Ok(if dress.is_cell() {
            Splice::over(start..writing.next_line(end), "")
        } else {
            writing.without_lines(start..end)
        });
    }
    if let Some(piece) = dress::piece(writing, field) {
        return Ok(Splice::over(piece, ""));
    }
    Err(writing.refusal(
        field.name.start,
        "the fact shares its line with others and cannot be taken away alone",
    ))
}

/// A new field in the file's own dress, or in that of the log; `None` where neither has one that fits.
pub(super) fn inserted(
    writing: &Writing<'_, '_>,
    key: Key,
    (name, value): (&str, &str),
    usual: Option<&Dress>,
) -> Result<Option<Splice>, CannotWrite> {
    let siblings = siblings(writing);
    if let Some(first) = siblings.first() {
        let before = siblings
            .iter()
            .filter(|sibling| rank(sibling.field.key) <= rank(key))
            .max_by_key(|sibling| (rank(sibling.field.key), sibling.lines.start));
        let model = before.unwrap_or(first);
        let line = model
            .dress
            .line(name, value, writing.line_break)
            .ok_or_else(|| {
                writing.refusal(
                    model.lines.start,
                    format!("`{value}` does not fit into the column of the table"),
                )
            })?;
        let is_parted = is_parted(writing, &siblings);
        let end = writing.line_break;
        let gap = if is_parted {
            format!("{end}{end}")
        } else {
            end.to_owned()
        };
        return Ok(Some(match before {
            Some(before) => {
                let at = match before.dress.rule {
                    Some(_) => writing.line(writing.next_line(before.lines.end)).end,
                    None => before.lines.end,
                };
                Splice::at(at, format!("{gap}{line}"))
            }
            None => Splice::at(first.lines.start, format!("{line}{gap}")),
        }));
    }
    if let Some(splice) = dress::beside(writing, (name, value)) {
        return Ok(Some(splice));
    }
    let Some(usual) = usual else { return Ok(None) };
    let Some(line) = usual.line(name, value, writing.line_break) else {
        return Ok(None);
    };
    Ok(Some(below_title(writing, &line)))
}

/// Whether blank lines part the fields from one another.
fn is_parted(writing: &Writing<'_, '_>, siblings: &[Sibling]) -> bool {
    let gaps: Vec<bool> = siblings
        .windows(2)
        .filter_map(|pair| match pair {
            [above, below] => {
                let between = writing.slice(above.lines.end..below.lines.start);
                between
                    .trim()
                    .is_empty()
                    .then(|| between.matches('\n').count() > 1)
            }
            _ => None,
        })
        .collect();
    match gaps.as_slice() {
        [] => siblings
            .first()
            .is_some_and(|sibling| sibling.dress.flows()),
        gaps => gaps.iter().all(|gap| *gap),
    }
}

/// A line below the title, apart from what follows.
pub(super) fn below_title(writing: &Writing<'_, '_>, line: &str) -> Splice {
    let end = writing.line_break;
    let page = &writing.reader.page;
    let Some(title) = writing
        .reader
        .heading
        .and_then(|index| page.headings.get(index))
    else {
        return Splice::at(page.body, format!("{line}{end}{end}"));
    };
    let at = writing.line(title.whole.end).end;
    if writing.markup() == Markup::Asciidoc && line.starts_with(':') {
        return Splice::at(at, format!("{end}{line}"));
    }
    let next = writing.next_line(at);
    let is_followed = next < writing.text().len() && !writing.is_blank(next);
    let gap = if is_followed { end } else { "" };
    Splice::at(at, format!("{end}{end}{line}{gap}"))
}

/// The dress of a field where it has one, as the log may learn it.
pub(in crate::dialect) fn usual_dress(page: &Page<'_>, field: &Field) -> Option<Dress> {
    dress::of(page, field).map(Dress::usual)
}
