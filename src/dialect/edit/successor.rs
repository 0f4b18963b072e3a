//! A record that is superseded, together with the one that takes its place: `Superseded by [2. Use Y](0002-y.md)` where the
//! status is a bare word, else the word here and the link where the log keeps its links. Knows nothing of other links.

use crate::{
    dialect::{
        habits::{LinkPlace, field_of, link_habits_of},
        markup::Markup,
        plain::Plain,
        stated::Stated,
    },
    domain::{adr::Dialect, link::LinkKind, status::Status},
};

use super::{
    CannotWrite, LinkTarget, link, settings,
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
    let mut splices: Vec<Splice> = others
        .into_iter()
        .filter(|splice| splice.place != keyword)
        .collect();
    splices.push(Splice::over(keyword, format!("{phrase} {item}")));
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

/// Whether this log names the successor in the status.
fn stands_in_status(writing: &Writing<'_, '_>, stated: &Stated) -> bool {
    let own = link_habits_of(writing.reader);
    let is_attribute = writing.markup() != Markup::Markdown
        && writing
            .slice(writing.line(stated.value.start))
            .starts_with(':');
    let has_field = field_of(writing.reader, LinkKind::SupersededBy).is_some();
    let has_key = writing.reader.front.entries.iter().any(|entry| {
        crate::dialect::relation::phrase_named(&entry.key)
            .is_some_and(|phrase| phrase.kind == LinkKind::SupersededBy)
    });
    let place = own.place.as_ref().or(writing.habits.links.place.as_ref());
    let elsewhere = matches!(place, Some(LinkPlace::Field(_) | LinkPlace::Settings));
    if is_attribute || has_field || has_key {
        return false;
    }
    let usual = writing.habits.links.successor_in_status;
    usual.unwrap_or(!elsewhere)
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
        let is_safe = settings::plain(&name) == name || is_quoted(writing, stated);
        return Ok(if is_safe { name } else { target::name(to) });
    }
    let line = writing.slice(writing.line(stated.value.start));
    let own = link_habits_of(writing.reader);
    let form = if line.trim_start().starts_with('|') {
        Shown::Identifier
    } else if writing.reader.dialect() == Dialect::Madr2 && stated.section.is_none() {
        own.shown
            .or(writing.habits.links.shown)
            .unwrap_or(Shown::Identifier)
    } else {
        link::shown(writing, &own)
    };
    link::link(writing, to, form)
}

fn is_quoted(writing: &Writing<'_, '_>, stated: &Stated) -> bool {
    let before = writing.slice(0..stated.value.start);
    before.ends_with(['"', '\''])
}
