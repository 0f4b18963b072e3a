//! A status in the place of another: only its word changes, in the dress, case and spelling of the old one.
//! Where a form still offers its choices the word takes their place. Knows nothing of links.

use std::ops::Range;

use crate::{
    dialect::{
        field::Key,
        plain::Plain,
        relation::{self, Standing},
        stated::Stated,
        status_value, status_words,
    },
    domain::{link::LinkKind, status::Status},
};

use super::{CannotWrite, field, missing, splice::Splice, writing::Writing};

mod choice;
mod picture;

/// A status in words that nobody understands is replaced where it is not longer than this.
const SHORT: usize = 60;

/// Writes a status in every place that states one.
///
/// # Errors
/// When a place says more than a status word can take the place of.
pub(super) fn write(writing: &Writing<'_, '_>, to: Status) -> Result<Vec<Splice>, CannotWrite> {
    if to == Status::Unknown {
        return Err(
            CannotWrite::new("no text states that its status is unknown")
                .hint("Choose one of the other statuses."),
        );
    }
    let Some(read) = &writing.reader.stated else {
        return missing::insert(writing, Key::Status, &[first_word(writing, to)]);
    };
    let mut splices = Vec::new();
    for stated in writing.reader.statuses() {
        let is_read = stated.value == read.value;
        if !is_read && stated.reading.status.is_none() || stated.reading.status == Some(to) {
            continue;
        }
        splices.extend(replaced(writing, &stated, to)?);
    }
    Ok(splices)
}

fn replaced(
    writing: &Writing<'_, '_>,
    stated: &Stated,
    to: Status,
) -> Result<Vec<Splice>, CannotWrite> {
    refuse_successor(writing, stated, to)?;
    let source = writing.slice(stated.value.clone());
    if let Some(splices) = choice::boxes(source, stated.value.start, to) {
        return Ok(splices);
    }
    if stated.reading.is_partly_superseded {
        return Ok(vec![before_part(writing, stated, to)]);
    }
    if picture::shows(source) {
        return picture::write(writing, stated, to);
    }
    if let Some(splices) = choice::bold(source, stated, to) {
        return Ok(splices);
    }
    let place = match &stated.reading.keyword {
        Some(keyword) if !keyword.is_empty() => keyword.clone(),
        _ => without_keyword(writing, stated)?,
    };
    let place = match to {
        Status::Superseded => with_part(writing, stated, place),
        _ => place,
    };
    let old = writing.slice(place.clone());
    let is_prose = stated.section.is_some();
    let is_capital = match stated.reading.status {
        None if stated.reading.is_unfilled => is_prose,
        None => is_prose && old.chars().all(|c| !c.is_lowercase()),
        Some(_) => false,
    };
    let model = if is_capital { "A" } else { old };
    let word = in_case_of(model, &spelled(writing, to));
    Ok(vec![field::in_cell(writing, place, &word)?])
}

/// `Partially implemented` must not become partially superseded.
fn with_part(writing: &Writing<'_, '_>, stated: &Stated, place: Range<usize>) -> Range<usize> {
    let before = writing.slice(stated.value.start..place.start);
    let bare = before.trim_end_matches([' ', '-', '_']);
    let word = bare
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + 1);
    let plain = bare.get(word..).unwrap_or_default().to_lowercase();
    if status_value::says_partly(&format!("{plain} x"), plain.len() + 1..plain.len() + 2) {
        stated.value.start + word..place.end
    } else {
        place
    }
}

/// What is replaced where no status word is: the choices of a form, a tag, or words that nobody understands.
fn without_keyword(
    writing: &Writing<'_, '_>,
    stated: &Stated,
) -> Result<Range<usize>, CannotWrite> {
    let value = stated.value.clone();
    let source = writing.slice(value.clone());
    if stated.reading.is_unfilled {
        return Ok(without_comment(writing, value));
    }
    if stated.reading.status.is_some() {
        return tag(writing, stated);
    }
    if !statements(writing, stated).is_empty() {
        return Err(writing.refusal(
            value.start,
            "the status speaks of other decisions in words that are no status",
        ));
    }
    let first = source.lines().next().unwrap_or_default();
    let line = writing.trimmed(value.start..value.start + first.len());
    let plain = Plain::of(writing.slice(line.clone()), line.start);
    let visible = plain.text.trim();
    if visible.chars().count() > SHORT {
        return Err(writing.refusal(
            value.start,
            "the text states its status in a sentence that no word can take the place of",
        ));
    }
    let at = plain.text.find(visible).filter(|_| !visible.is_empty());
    Ok(at.map_or(line, |at| plain.source(at..at + visible.len())))
}

/// The value without the comment behind it.
fn without_comment(writing: &Writing<'_, '_>, value: Range<usize>) -> Range<usize> {
    let source = writing.slice(value.clone()).trim_end();
    let is_commented = source.ends_with("-->");
    let comment = source.rfind("<!--").filter(|at| is_commented && *at > 0);
    writing.trimmed(value.start..value.start + comment.unwrap_or(source.len()))
}

/// The one tag that is the status.
fn tag(writing: &Writing<'_, '_>, stated: &Stated) -> Result<Range<usize>, CannotWrite> {
    let source = writing.slice(stated.value.clone());
    let lower = source.to_lowercase();
    let words = status_words::words_in(&lower);
    let found = words
        .iter()
        .find(|word| Some(word.status) == stated.reading.status);
    found
        .filter(|_| lower.len() == source.len())
        .map(|word| stated.value.start + word.range.start..stated.value.start + word.range.end)
        .ok_or_else(|| {
            writing.refusal(
                stated.value.start,
                "the status word does not stand as such in the text",
            )
        })
}

/// `Superseded by X`: without its first word it would say something else.
fn refuse_successor(
    writing: &Writing<'_, '_>,
    stated: &Stated,
    to: Status,
) -> Result<(), CannotWrite> {
    let Some(keyword) = &stated.reading.keyword else {
        return Ok(());
    };
    let base = stated.value.start;
    let names_successor = statements(writing, stated).into_iter().any(|found| {
        found.phrase.kind == LinkKind::SupersededBy
            && !found.phrase.partial
            && base + found.phrase.start <= keyword.start
            && keyword.end <= base + found.phrase.end
    });
    if !names_successor || to == Status::Superseded {
        return Ok(());
    }
    Err(writing
        .refusal(
            keyword.start,
            "the status names the decision that supersedes this one",
        )
        .hint("Take that link away first; the status can change then."))
}

/// What the status says of other records.
pub(super) fn statements(writing: &Writing<'_, '_>, stated: &Stated) -> Vec<relation::Statement> {
    let page = &writing.reader.page;
    let base = stated.value.start;
    let address = |at: usize| page.link_at(base + at).map(|link| link.address.clone());
    relation::statements(
        writing.slice(stated.value.clone()),
        Standing::Clause,
        &address,
    )
}

/// `partially superseded by X` stays as it is, behind the new word; without a target it gives way to the word.
fn before_part(writing: &Writing<'_, '_>, stated: &Stated, to: Status) -> Splice {
    let value = stated.value.clone();
    let source = writing.slice(value.clone());
    let plain = Plain::of(source, value.start);
    let is_letter = |c: &(usize, char)| c.1.is_alphabetic();
    let first = plain
        .text
        .char_indices()
        .find(is_letter)
        .map_or(0, |(at, _)| at);
    let at = plain.source(first..first + 1).start;
    let word = in_case_of(writing.slice(at..value.end), &spelled(writing, to));
    let names_a_record = !statements(writing, stated).is_empty();
    match &stated.reading.keyword {
        Some(keyword) if !names_a_record => Splice::over(at..keyword.end, word),
        _ => Splice::at(at, format!("{word}, ")),
    }
}

/// The word for a status as the reader knows it, in the spelling of the log.
pub(super) fn spelled(writing: &Writing<'_, '_>, status: Status) -> String {
    let text = writing.text();
    let own = ["uperceded", "uperseeded"]
        .into_iter()
        .find(|spelling| text.contains(spelling))
        .map(|spelling| format!("s{spelling}"));
    match status {
        Status::Superseded => own.unwrap_or_else(|| writing.habits.superseded.to_owned()),
        Status::InReview => "in review".to_owned(),
        other => other.word().to_owned(),
    }
}

/// The word for a status where none stood: in the case of the log.
pub(super) fn first_word(writing: &Writing<'_, '_>, to: Status) -> String {
    let word = spelled(writing, to);
    let is_capital = writing
        .habits
        .status_is_capital
        .unwrap_or_else(|| missing::has_capitals(writing));
    if is_capital { capital(&word) } else { word }
}

/// A word in the case in which another is written.
pub(super) fn in_case_of(old: &str, word: &str) -> String {
    let cased: Vec<char> = old
        .chars()
        .filter(|c| c.is_uppercase() || c.is_lowercase())
        .collect();
    let is_upper = cased.len() >= 2 && cased.iter().all(|c| c.is_uppercase());
    let begins_upper = cased.first().is_none_or(|c| c.is_uppercase());
    let of_words = || {
        old.split_whitespace()
            .filter(|word| word.starts_with(char::is_alphabetic))
    };
    let each_upper =
        of_words().count() >= 2 && of_words().all(|word| word.starts_with(char::is_uppercase));
    if is_upper {
        word.to_uppercase()
    } else if each_upper {
        let words: Vec<String> = word.split(' ').map(capital).collect();
        words.join(" ")
    } else if begins_upper {
        capital(word)
    } else {
        word.to_owned()
    }
}

/// A word with a capital at its start.
pub(in crate::dialect) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
