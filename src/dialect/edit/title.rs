//! A title in the place of another: the number before it, the marks of the heading and the quotes around it stay.
//! Knows nothing of other facts.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use crate::dialect::{field::Key, markup::Markup, page::Heading, reader::keys, title};

use super::{CannotWrite, settings, splice::Splice, writing::Writing};

/// Writes a title in every place that states it.
///
/// # Errors
/// When the text of the old one cannot be told from what stands around it.
pub(super) fn write(writing: &Writing<'_, '_>, to: &str) -> Result<Vec<Splice>, CannotWrite> {
    if to.trim().is_empty() || to.trim() != to || to.contains(['\n', '\r']) {
        return Err(CannotWrite::new("a title is one line of words")
            .hint("Write it without line breaks and without blanks around it."));
    }
    let old = &writing.reader.title;
    if old.text == to && !old.from_name {
        return Ok(Vec::new());
    }
    let Some(place) = old.place.clone() else {
        return Ok(vec![inserted(writing, to)]);
    };
    let mut splices = in_settings(writing, to);
    let page = &writing.reader.page;
    let heading = writing
        .reader
        .heading
        .and_then(|index| page.headings.get(index));
    if let Some(heading) = heading.filter(|heading| is_same(writing, heading.text.clone())) {
        splices.extend(in_heading(writing, heading, to)?);
    }
    for field in &writing.reader.fields {
        if field.key == Key::Title && is_same(writing, field.value.clone()) {
            let words = words(writing, field.value.clone())?;
            splices.push(super::field::in_cell(writing, words, to)?);
        }
    }
    if splices.is_empty() {
        splices.push(Splice::over(words(writing, place)?, to));
    }
    Ok(splices)
}

/// Whether a place states the title that is read.
fn is_same(writing: &Writing<'_, '_>, place: Range<usize>) -> bool {
    let source = writing.slice(place).trim_matches('`');
    title::without_number(&title::one_line(source)).1 == writing.reader.title.text
}

fn in_settings(writing: &Writing<'_, '_>, to: &str) -> Vec<Splice> {
    let entry = writing.reader.front.find(keys::of(Key::Title));
    let same = entry.filter(|entry| {
        title::without_number(&title::one_line(&entry.values.join(" "))).1
            == writing.reader.title.text
    });
    let Some(entry) = same else { return Vec::new() };
    let whole = title::one_line(&entry.values.join(" "));
    let number = whole.strip_suffix(writing.reader.title.text.as_str());
    let whole = format!("{}{to}", number.unwrap_or_default());
    vec![settings::with_text(writing, entry, &whole)]
}

/// The words of a title without its number.
fn words(writing: &Writing<'_, '_>, place: Range<usize>) -> Result<Range<usize>, CannotWrite> {
    let source = writing.slice(place.clone());
    let title = writing.reader.title.text.as_str();
    if let Some(at) = source.rfind(title).filter(|_| !title.is_empty()) {
        return Ok(place.start + at..place.start + at + title.len());
    }
    let first = source.lines().next().unwrap_or_default();
    let (_, bare) = title::without_number(first);
    let at = first
        .rfind(bare.as_str())
        .filter(|_| !source.contains("<!--"));
    at.map(|at| place.start + at..place.end).ok_or_else(|| {
        writing.refusal(
            place.start,
            "the words of the title are mixed with something else",
        )
    })
}

fn in_heading(
    writing: &Writing<'_, '_>,
    heading: &Heading,
    to: &str,
) -> Result<Vec<Splice>, CannotWrite> {
    let words = words(writing, heading.text.clone())?;
    let old = writing.slice(heading.text.clone());
    let new = [
        writing.slice(heading.text.start..words.start),
        to,
        writing.slice(words.end..heading.text.end),
    ]
    .concat();
    let mut splices = vec![Splice::over(words, to)];
    if writing.markup() != Markup::Markdown {
        let last = writing.line(heading.whole.end);
        let first = writing.line(heading.whole.start);
        let rows = [first, last]
            .into_iter()
            .filter(|row| !touches(row, &heading.text));
        splices.extend(rows.filter_map(|row| row_below(writing, row, old, &new)));
    }
    Ok(splices)
}

fn touches(row: &Range<usize>, text: &Range<usize>) -> bool {
    row.start <= text.start && text.start <= row.end
}

/// The row above or below a heading is as long as the heading, if it was before, and never shorter.
fn row_below(writing: &Writing<'_, '_>, row: Range<usize>, old: &str, new: &str) -> Option<Splice> {
    let content = writing.slice(row.clone()).trim_end();
    let (was, is) = (content.chars().count(), new.width());
    let length = if was == old.width() || is > was {
        is.max(3)
    } else {
        was
    };
    let mark = content.get(..1)?;
    (length != was).then(|| Splice::over(row.start..row.start + content.len(), mark.repeat(length)))
}

/// A heading where the text has no title.
fn inserted(writing: &Writing<'_, '_>, to: &str) -> Splice {
    let end = writing.line_break;
    let heading = match writing.markup() {
        Markup::Markdown => format!("# {to}"),
        Markup::Asciidoc => format!("= {to}"),
        Markup::Rst => format!("{to}{end}{}", "=".repeat(to.width().max(3))),
    };
    Splice::at(writing.reader.page.body, format!("{heading}{end}{end}"))
}
