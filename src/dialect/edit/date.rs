//! A date in the place of another, in the way the other is written; a new one in the form of the log.
//! Knows the places; how dates are spelled is the business of `spelling`.

use std::ops::Range;

use crate::{
    dialect::{date, field::Key, plain::Plain},
    domain::time::StatedDate,
};

use super::{CannotWrite, field, missing, settings, splice::Splice, writing::Writing};

mod spelling;

/// The words of a form are not longer than this.
const SHORT: usize = 80;

/// A place that states a date, or names it and states none.
struct Site {
    /// Where the value stands.
    value: Range<usize>,
    /// The date in it and where.
    date: Option<(StatedDate, Range<usize>)>,
    /// What looks like a date and is none that is understood.
    unclear: Option<Range<usize>>,
}

/// Writes a date, or takes it away.
///
/// # Errors
/// When the date stands where it cannot be changed alone.
pub(super) fn write(
    writing: &Writing<'_, '_>,
    key: Key,
    date: Option<StatedDate>,
) -> Result<Vec<Splice>, CannotWrite> {
    let Some(to) = date else {
        return without(writing, key);
    };
    let sites = sites(writing, key);
    let read = sites.iter().find_map(|site| site.date.as_ref());
    if let Some((read, _)) = read {
        let same = sites.iter().filter_map(|site| site.date.as_ref());
        return same
            .filter(|(date, _)| date == read)
            .map(|(_, place)| replaced(writing, place.clone(), to))
            .collect();
    }
    if let Some(place) = sites.iter().find_map(|site| site.unclear.clone()) {
        return Ok(vec![field::in_cell(writing, place, &to.to_string())?]);
    }
    let words = sites.iter().find(|site| {
        let words = writing.slice(site.value.clone());
        !words.is_empty() && words.len() <= SHORT
    });
    if let Some(site) = words {
        return Ok(vec![in_place_of_words(writing, key, site, to)?]);
    }
    if key == Key::Date
        && let Some((_, place)) = in_status(writing)
    {
        return Ok(vec![replaced(writing, place, to)?]);
    }
    missing::insert(writing, key, &[to.to_string()])
}

/// The places of a date in the order in which they count.
fn sites(writing: &Writing<'_, '_>, key: Key) -> Vec<Site> {
    let in_settings = writing.entries_of(key).map(|entry| entry.place.clone());
    let in_fields = writing
        .reader
        .fields
        .iter()
        .filter(|field| field.key == key);
    let in_section = writing
        .reader
        .section_named(key)
        .filter(|_| key == Key::Date);
    in_settings
        .chain(in_fields.map(|field| field.value.clone()))
        .chain(in_section)
        .map(|value| site(writing, value))
        .collect()
}

fn site(writing: &Writing<'_, '_>, value: Range<usize>) -> Site {
    let plain = Plain::of(writing.slice(value.clone()), value.start);
    let (date, unclear) = match date::read(&plain.text) {
        date::Reading::Date(date, found) => (Some((date, plain.source(found))), None),
        date::Reading::NotUnderstood { range, .. } => (None, Some(plain.source(range))),
        date::Reading::None => (None, None),
    };
    Site {
        value,
        date,
        unclear,
    }
}

fn replaced(
    writing: &Writing<'_, '_>,
    place: Range<usize>,
    to: StatedDate,
) -> Result<Splice, CannotWrite> {
    let text = spelling::like(writing.slice(place.clone()), to);
    field::in_cell(writing, place, &text)
}

/// `{YYYY-MM-DD when the decision was last updated}` gives way as a whole.
fn in_place_of_words(
    writing: &Writing<'_, '_>,
    key: Key,
    site: &Site,
    to: StatedDate,
) -> Result<Splice, CannotWrite> {
    let of_settings = writing
        .entries_of(key)
        .find(|entry| entry.place == site.value);
    if let Some(entry) = of_settings {
        return Ok(settings::with_text(writing, entry, &to.to_string()));
    }
    let words = writing.slice(site.value.clone());
    let end = match words.rfind("<!--") {
        Some(at) if at > 0 && words.ends_with("-->") => at,
        _ => words.len(),
    };
    let place = writing.trimmed(site.value.start..site.value.start + end);
    field::in_cell(writing, place, &to.to_string())
}

/// The date in the status and where it stands.
fn in_status(writing: &Writing<'_, '_>) -> Option<(StatedDate, Range<usize>)> {
    let stated = writing.reader.stated.as_ref()?;
    let date = stated.reading.date?;
    let plain = Plain::of(writing.slice(stated.value.clone()), stated.value.start);
    let (found, place) = date::first_in(&plain.text)?;
    (found == date).then(|| (date, plain.source(place)))
}

fn without(writing: &Writing<'_, '_>, key: Key) -> Result<Vec<Splice>, CannotWrite> {
    let mut splices = Vec::new();
    for entry in writing.entries_of(key) {
        if site(writing, entry.place.clone()).says_something() {
            splices.push(settings::without(entry, writing));
        }
    }
    for field in &writing.reader.fields {
        if field.key == key && site(writing, field.value.clone()).says_something() {
            splices.push(field::without(writing, field)?);
        }
    }
    if key != Key::Date {
        return Ok(splices);
    }
    let in_section = writing
        .reader
        .section_named(key)
        .map(|range| site(writing, range));
    if in_section.is_some_and(|site| site.says_something())
        && let Some(index) = writing.reader.heading_named(key)
    {
        splices.push(writing.without_section(index));
    }
    if let Some((_, place)) = in_status(writing) {
        splices.push(Splice::over(with_brackets(writing, place), ""));
    }
    Ok(splices)
}

impl Site {
    fn says_something(&self) -> bool {
        self.date.is_some() || self.unclear.is_some()
    }
}

/// A date of the status with what joins it to the word: ` (2024-01-02)`, `, 2024-01-02`, `2024-01-02 `.
fn with_brackets(writing: &Writing<'_, '_>, place: Range<usize>) -> Range<usize> {
    let line = writing.line(place.start);
    let before = writing.slice(line.start..place.start);
    let after = writing.slice(place.end..line.end);
    let bare = before.trim_end_matches(['(', '[', ' ', '-', '–', '—', ',', ':']);
    if before.trim().is_empty() || bare.trim_matches(['-', '*', ' ']).is_empty() {
        let joint = after.len() - after.trim_start_matches([' ', ':', '-', '–', '—']).len();
        return place.start..place.end + joint;
    }
    let is_bracketed = before.ends_with(['(', '[']) && after.starts_with([')', ']']);
    line.start + bare.len()..place.end + usize::from(is_bracketed)
}
