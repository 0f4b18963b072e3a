//! A record that is superseded, together with the one that takes its place: `Superseded by [2. Use Y](0002-y.md)` where the
//! status is a bare word, else the word here and the link where the log keeps its links. Knows nothing of other links.

use crate::{
    dialect::{
        date,
        field::Key,
        habits::{Form, LinkPlace, field_of, link_habits_of},
        markup::Markup,
        plain::Plain,
        relation,
        stated::Stated,
    },
    domain::{adr::Dialect, link::LinkKind, status::Status},
};

use super::{
    CannotWrite, LinkTarget, field, link, missing, settings,
    splice::Splice,
    status,
    target::{self, Shown},
    writing::Writing,
};

/// Writes the status, and the successor with it where it stands in the status.
///
/// # Errors
/// When the status cannot be written.
pub(super) fn write(
    writing: &Writing<'_, '_>,
    to: &LinkTarget,
) -> Result<Vec<Splice>, CannotWrite> {
    let read = writing.reader.stated.as_ref();
    let is_stated = link::is_stated(writing, LinkKind::SupersededBy, to);
    if read.is_none() && !is_stated && fits_in_status(writing) {
        return inserted(writing, to);
    }
    let bare = read.filter(|stated| !is_stated && is_bare(writing, stated));
    let Some(stated) = bare.filter(|stated| stands_in_status(writing, stated)) else {
        return status::write(writing, Status::Superseded);
    };
    let Some(keyword) = stated.reading.keyword.clone() else {
        return status::write(writing, Status::Superseded);
    };
    let others = status::write(writing, Status::Superseded)?;
    let old = writing.slice(keyword.clone());
    let phrase = status::in_case_of(old, &link::phrase(writing, LinkKind::SupersededBy));
    let item = item(writing, stated, to)?;
    // Where it is too long for its column the link finds another place.
    let Ok(splice) = field::in_cell(writing, keyword.clone(), &format!("{phrase} {item}")) else {
        return Ok(others);
    };
    let mut splices: Vec<Splice> = others
        .into_iter()
        .filter(|splice| splice.place.start != keyword.start)
        .collect();
    splices.push(splice);
    Ok(splices)
}

/// Whether the status is one word and nothing beside it.
fn is_bare(writing: &Writing<'_, '_>, stated: &Stated) -> bool {
    let Some(keyword) = &stated.reading.keyword else {
        return false;
    };
    let source = writing.slice(stated.value.clone());
    let visible = Plain::of(source, 0).text;
    let is_dead = source.contains(['`', '[', '{', '!']);
    let word = writing.slice(keyword.clone()).to_lowercase();
    !is_dead && visible.trim().trim_end_matches('.') == word
}

/// Whether the successor may stand in this status.
fn stands_in_status(writing: &Writing<'_, '_>, stated: &Stated) -> bool {
    let is_attribute = writing.markup() != Markup::Markdown
        && writing
            .slice(writing.line(stated.value.start))
            .starts_with(':');
    !is_attribute && fits_in_status(writing)
}

/// Whether this log names the successor in the status.
fn fits_in_status(writing: &Writing<'_, '_>) -> bool {
    let own = link_habits_of(writing.reader);
    let has_field = field_of(writing.reader, LinkKind::SupersededBy).is_some();
    let has_key = writing.reader.front.entries.iter().any(|entry| {
        relation::phrase_named(&entry.key)
            .is_some_and(|phrase| phrase.kind == LinkKind::SupersededBy)
    });
    if has_field || has_key {
        return false;
    }
    let place = own.place.as_ref().or(writing.habits.links.place.as_ref());
    let elsewhere = matches!(place, Some(LinkPlace::Field(_) | LinkPlace::Settings));
    let usual = writing.habits.links.successor_in_status;
    usual.unwrap_or(!elsewhere)
}

/// A status that names its successor where none stood.
fn inserted(writing: &Writing<'_, '_>, to: &LinkTarget) -> Result<Vec<Splice>, CannotWrite> {
    let form = missing::form(writing, Key::Status);
    let item = match &form {
        Form::Settings { .. } => target::identifier(to),
        Form::Field(dress) if dress.is_attribute() => {
            return status::write(writing, Status::Superseded);
        }
        Form::Field(_) => linked(writing, to, Shown::Identifier)?,
        Form::Section { .. } => linked(
            writing,
            to,
            link::shown(writing, &link_habits_of(writing.reader)),
        )?,
    };
    let word = status::first_word(writing, Status::Superseded);
    missing::insert(writing, Key::Status, &[format!("{word} by {item}")])
}

/// What stands for the successor.
fn item(
    writing: &Writing<'_, '_>,
    stated: &Stated,
    to: &LinkTarget,
) -> Result<String, CannotWrite> {
    let front = &writing.reader.front;
    if front.whole.contains(&stated.value.start) {
        let name = target::identifier(to);
        let is_safe = settings::plain(&name) == name;
        return Ok(if is_safe { name } else { target::name(to) });
    }
    let line = writing.slice(writing.line(stated.value.start));
    let own = link_habits_of(writing.reader);
    let form = if line.trim_start().starts_with('|') {
        Shown::Identifier
    } else if writing.reader.dialect() == Dialect::Madr2 && stated.section.is_none() {
        let usual = own.shown.or(writing.habits.links.shown);
        usual.unwrap_or(Shown::Identifier)
    } else {
        link::shown(writing, &own)
    };
    linked(writing, to, form)
}

/// A link whose words hold no date: beside a status it would be the date of the status.
fn linked(writing: &Writing<'_, '_>, to: &LinkTarget, form: Shown) -> Result<String, CannotWrite> {
    let linked = link::link(writing, to, form)?;
    let visible = Plain::of(&linked, 0).text;
    match date::first_in(&visible) {
        Some(_) => link::link(writing, to, Shown::Title),
        None => Ok(linked),
    }
}
