//! Which of the dates a record states is which. The stated day of the decision comes first; the name of the file last.
//! Knows the places; the spelling of dates is `date`'s business.

use std::ops::Range;

use crate::domain::{
    adr::{DateSource, Dates, SourcedDate},
    finding::Finding,
    text,
    time::StatedDate,
};

use super::{Key, Reader, date, keys, plain::Plain};

/// The dates of a record, where the decision's stands, and what was not understood.
pub(super) struct Found {
    pub dates: Dates,
    pub place: Option<Range<usize>>,
    pub finding: Option<Finding>,
}

/// A date read at a place.
enum At {
    Date(StatedDate, Range<usize>),
    NotUnderstood(&'static str, Range<usize>),
}

/// Reads every date of the record.
pub(super) fn read(reader: &Reader<'_>) -> Found {
    let mut not_understood = None;
    let mut place = None;
    let mut stated = |key: Key| match at(reader, key) {
        Some(At::Date(date, range)) => {
            if key == Key::Date {
                place = Some(range);
            }
            Some(SourcedDate {
                date,
                source: DateSource::Field,
            })
        }
        Some(At::NotUnderstood(why, range)) => {
            not_understood.get_or_insert((why, range));
            None
        }
        None => None,
    };
    let (decided, created, updated, review_by) = (
        stated(Key::Date),
        stated(Key::Created),
        stated(Key::Updated),
        stated(Key::ReviewBy),
    );
    let dates = Dates {
        decided: decided.or_else(|| otherwise(reader, not_understood.is_some())),
        created,
        updated,
        review_by: review_by.or_else(|| window_end(reader)),
        not_understood: not_understood
            .as_ref()
            .map(|(_, range)| reader.page.slice(range.clone()).to_owned()),
    };
    let finding = not_understood.map(|(why, range)| {
        let written = reader.page.slice(range.clone());
        Finding::new("date-not-understood", format!("the date `{written}` {why}"))
            .at_line(text::line_at(reader.page.text.as_bytes(), range.start))
    });
    Found {
        dates,
        place,
        finding,
    }
}

/// The date in the status, else the one in the file's name.
fn otherwise(reader: &Reader<'_>, stated_but_not_understood: bool) -> Option<SourcedDate> {
    let in_status = reader
        .stated
        .as_ref()
        .and_then(|stated| stated.reading.date);
    if let Some(date) = in_status {
        return Some(SourcedDate {
            date,
            source: DateSource::Status,
        });
    }
    let named = reader.name.date.filter(|_| !stated_but_not_understood)?;
    Some(SourcedDate {
        date: named,
        source: DateSource::FileName,
    })
}

/// A trial states its window: `experimental, 2026-01-03 to 2026-01-17`; its end is the day to look again.
fn window_end(reader: &Reader<'_>) -> Option<SourcedDate> {
    let stated = reader.stated.as_ref()?;
    let plain = Plain::of(reader.page.slice(stated.value.clone()), 0).text;
    if !["provisional", "trial", "experimental"]
        .iter()
        .any(|word| plain.contains(word))
    {
        return None;
    }
    let (_, first) = date::first_in(&plain)?;
    let rest = plain.get(first.end..)?;
    let end = rest
        .trim_start()
        .strip_prefix("to ")
        .or_else(|| rest.trim_start().strip_prefix(['–', '—']))?;
    let (date, _) = date::first_in(end)?;
    Some(SourcedDate {
        date,
        source: DateSource::Status,
    })
}

fn at(reader: &Reader<'_>, key: Key) -> Option<At> {
    let in_front = reader
        .front
        .all(keys::of(key))
        .map(|entry| entry.place.clone());
    let in_fields = reader
        .fields
        .iter()
        .filter(|field| field.key == key)
        .map(|field| field.value.clone());
    let in_section = reader.section_named(key).filter(|_| key == Key::Date);
    let mut wrong = None;
    for range in in_front.chain(in_fields).chain(in_section) {
        match date_in(reader, range) {
            found @ Some(At::Date(..)) => return found,
            other => wrong = wrong.or(other),
        }
    }
    wrong
}

/// The date of a value; the hint of a form (`YYYY-MM-DD`) is none.
fn date_in(reader: &Reader<'_>, range: Range<usize>) -> Option<At> {
    let plain = Plain::of(reader.page.slice(range.clone()), range.start);
    match date::read(&plain.text) {
        date::Reading::Date(date, found) => Some(At::Date(date, plain.source(found))),
        date::Reading::NotUnderstood { why, range } => {
            Some(At::NotUnderstood(why, plain.source(range)))
        }
        date::Reading::None => None,
    }
}
