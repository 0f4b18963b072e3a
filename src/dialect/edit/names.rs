//! People and tags: the whole list in the place of the old one, in the form in which the file lists them.
//! Knows nothing of who the people are.

use std::ops::Range;

use crate::dialect::{field::Key, page::lines_of, people, reader::keys};

use super::{CannotWrite, field, missing, settings, splice::Splice, writing::Writing};

/// Writes all names of one kind.
///
/// # Errors
/// When a name cannot be told from its neighbours in the form of the file, or the names stand in several places.
pub(super) fn write(
    writing: &Writing<'_, '_>,
    key: Key,
    names: &[String],
) -> Result<Vec<Splice>, CannotWrite> {
    refuse_unclear(key, names)?;
    if stated(writing, key) == *names {
        return Ok(Vec::new());
    }
    if names.is_empty() {
        return without(writing, key);
    }
    if let Some(entry) = writing.reader.front.find(keys::of(key)) {
        return Ok(vec![settings::with_list(writing, entry, names)?]);
    }
    let fields: Vec<_> = writing
        .reader
        .fields
        .iter()
        .filter(|field| field.key == key && !field.value.is_empty())
        .collect();
    if let [_, second, ..] = fields.as_slice() {
        return Err(writing.refusal(
            second.name.start,
            "the names stand in several fields, and it is not clear which of them is meant",
        ));
    }
    if let Some(field) = fields.first() {
        return in_place(writing, key, field.value.clone(), names);
    }
    match writing.reader.section_named(key) {
        Some(range) if !range.is_empty() && key != Key::Tags => {
            in_place(writing, key, range, names)
        }
        _ => {
            refuse_spaces(key, names)?;
            missing::insert(writing, key, names)
        }
    }
}

fn stated(writing: &Writing<'_, '_>, key: Key) -> Vec<String> {
    match key {
        Key::Tags => writing.reader.tags(),
        _ => writing.reader.named(key),
    }
}

fn refuse_unclear(key: Key, names: &[String]) -> Result<(), CannotWrite> {
    let refusal = |name: &String, why: &str| {
        let what = if key == Key::Tags { "tag" } else { "name" };
        Err(
            CannotWrite::new(format!("the {what} `{}` {why}", name.escape_debug()))
                .hint(format!("Write the {what} without it.")),
        )
    };
    for name in names {
        if name.trim().is_empty() || name.trim() != name {
            return refusal(name, "is empty or has blanks around it");
        }
        if name.contains(['\n', '\r']) {
            return refusal(name, "holds a line break, which parts one from the next");
        }
        if key == Key::Tags && name.contains([',', ';']) {
            return refusal(
                name,
                "holds a comma or a semicolon, which part one from the next",
            );
        }
        if key != Key::Tags && people::names(name) != [name.as_str()] {
            return refusal(
                name,
                "would be read as several names, as another one or as nobody",
            );
        }
    }
    Ok(())
}

/// In a line of tags a space parts one from the next.
fn refuse_spaces(key: Key, names: &[String]) -> Result<(), CannotWrite> {
    let spaced = names.iter().find(|name| name.contains(' '));
    match spaced.filter(|_| key == Key::Tags) {
        Some(tag) => Err(CannotWrite::new(format!(
            "the tag `{tag}` holds a space, which parts one tag from the next in this file"
        ))
        .hint("Write the tag with a dash instead of the space.")),
        None => Ok(()),
    }
}

fn without(writing: &Writing<'_, '_>, key: Key) -> Result<Vec<Splice>, CannotWrite> {
    let mut splices: Vec<Splice> = writing
        .entries_of(key)
        .filter(|entry| !entry.values.is_empty())
        .map(|entry| settings::without(entry, writing))
        .collect();
    for field in &writing.reader.fields {
        if field.key == key && !field.value.is_empty() {
            splices.push(field::without(writing, field)?);
        }
    }
    if splices.is_empty()
        && key != Key::Tags
        && let Some(index) = writing.reader.heading_named(key)
    {
        splices.push(writing.without_section(index));
    }
    Ok(splices)
}

/// The names in the place of others, listed as those were.
fn in_place(
    writing: &Writing<'_, '_>,
    key: Key,
    place: Range<usize>,
    names: &[String],
) -> Result<Vec<Splice>, CannotWrite> {
    let source = writing.slice(place.clone());
    if source.starts_with(['-', '*', '+']) && source.get(1..2) == Some(" ") {
        return Ok(vec![bullets(writing, place, names)]);
    }
    refuse_spaces(key, names)?;
    let kept = match source.rfind("<!--") {
        Some(at) if at > 0 && source.ends_with("-->") => source.get(..at).unwrap_or(source),
        _ => source,
    };
    let kept = kept.trim_end();
    let is_wrapped =
        kept.starts_with('{') && kept.ends_with('}') && !stated(writing, key).is_empty();
    let joint = if kept.contains(';') {
        "; "
    } else if key == Key::Tags && !kept.contains(',') && kept.contains(' ') {
        " "
    } else {
        ", "
    };
    let joined = names.join(joint);
    let value = if is_wrapped {
        format!("{{ {joined} }}")
    } else {
        joined
    };
    let place = place.start..place.start + kept.len();
    Ok(vec![field::in_cell(writing, place, &value)?])
}

/// One name to a line; the lines of names that stay are kept as they are.
fn bullets(writing: &Writing<'_, '_>, place: Range<usize>, names: &[String]) -> Splice {
    let start = writing.line(place.start).start;
    let lead = writing.slice(start..place.start);
    let indent = if lead.trim().is_empty() { lead } else { "  " };
    let mark = writing.slice(place.start..place.start + 2);
    let lines: Vec<&str> = lines_of(writing.text(), place.clone())
        .map(|line| writing.slice(line))
        .collect();
    let written: Vec<String> = names
        .iter()
        .map(|name| {
            let is_same = |line: &&&str| people::names(line) == [name.as_str()];
            match lines.iter().find(is_same) {
                Some(line) => line.trim_start().to_owned(),
                None => format!("{mark}{name}"),
            }
        })
        .collect();
    let joint = format!("{}{indent}", writing.line_break);
    Splice::over(place, written.join(&joint))
}
