//! A status that a picture shows: its words and its address are changed together or not at all.
//! Knows nothing of what an address leads to.

use std::ops::Range;

use crate::{
    dialect::{
        edit::{CannotWrite, splice::Splice, writing::Writing},
        plain::near,
        stated::Stated,
        status_words,
    },
    domain::status::Status,
};

use super::{in_case_of, spelled};

/// Whether a value holds a picture.
pub(super) fn shows(source: &str) -> bool {
    source.contains("![") || source.contains("image:")
}

/// Changes the words and the address of a picture.
pub(super) fn write(
    writing: &Writing<'_, '_>,
    stated: &Stated,
    to: Status,
) -> Result<Vec<Splice>, CannotWrite> {
    let base = stated.value.start;
    let source = writing.slice(stated.value.clone());
    let refusal = || {
        writing
            .refusal(
                base,
                "a picture shows the status, and its address cannot be changed with its words",
            )
            .hint("Put a word in the place of the picture with `archdeck adr edit`.")
    };
    let keyword = stated.reading.keyword.clone().ok_or_else(refusal)?;
    let Some(picture) = picture_around(source, keyword.start - base) else {
        return Ok(vec![word(writing, keyword, to)]);
    };
    let address = address_of(source, picture).ok_or_else(refusal)?;
    let in_address: Vec<Range<usize>> = words_of_badge(source, address.clone())
        .into_iter()
        .filter(|(status, _)| Some(*status) == stated.reading.status)
        .map(|(_, range)| base + range.start..base + range.end)
        .collect();
    if in_address.is_empty() {
        return Err(refusal());
    }
    let mut splices: Vec<Splice> = in_address
        .into_iter()
        .map(|range| {
            let new = in_case_of(writing.slice(range.clone()), &spelled(writing, to));
            Splice::over(range, new.replace(' ', "%20"))
        })
        .collect();
    if !(base + address.start..base + address.end).contains(&keyword.start) {
        splices.push(word(writing, keyword, to));
    }
    Ok(splices)
}

fn word(writing: &Writing<'_, '_>, place: Range<usize>, to: Status) -> Splice {
    let new = in_case_of(writing.slice(place.clone()), &spelled(writing, to));
    Splice::over(place, new)
}

/// Where the picture begins that holds a place of the value.
fn picture_around(source: &str, at: usize) -> Option<usize> {
    let start = source.find("![").or_else(|| source.find("image:"))?;
    let end = source
        .get(start..)?
        .find([')', '\n'])
        .map_or(source.len(), |end| start + end);
    (start..=end).contains(&at).then_some(start)
}

/// Where the address of the picture stands: `![words](address)`, `image:address[words]`.
fn address_of(source: &str, picture: usize) -> Option<Range<usize>> {
    let rest = source.get(picture..)?;
    let (open, close) = if rest.starts_with("![") {
        (rest.find("](")? + 2, ')')
    } else {
        (rest.find(':')? + 1, '[')
    };
    let length = near(rest.get(open..)?, 2_000).find(close)?;
    Some(picture + open..picture + open + length)
}

/// The status words in the address of a badge; none where it is the address of a mere file.
fn words_of_badge(source: &str, address: Range<usize>) -> Vec<(Status, Range<usize>)> {
    let text = source.get(address.clone()).unwrap_or_default();
    let lower = text.to_lowercase();
    let Some(path) = lower.find("/badge/").filter(|_| lower.len() == text.len()) else {
        return Vec::new();
    };
    let words = lower
        .get(path..)
        .map(status_words::words_in)
        .unwrap_or_default();
    let start = address.start + path;
    let place = |range: Range<usize>| start + range.start..start + range.end;
    words
        .into_iter()
        .map(|found| (found.status, place(found.range)))
        .collect()
}
