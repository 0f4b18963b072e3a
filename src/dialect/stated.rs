//! Where in a file the status stands, best place first: settings at the top, a status section, the fields below the title,
//! a heading that carries it, a tag. Never guesses: prose that merely mentions a status states none.

use std::ops::Range;

use crate::domain::{link::LinkKind, status::Status};

use super::{
    field::{Field, Key, key_named},
    front_matter::FrontMatter,
    markup::Markup,
    page::{Heading, Page, trimmed},
    plain::Plain,
    reader::keys,
    relation::{self, Standing},
    role::{Role, role_of},
    status_value::{self, Reading},
};

/// A status and its place.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    /// The whole stated value.
    pub value: Range<usize>,
    /// What it says.
    pub reading: Reading,
    /// The section that holds it, for its notes and links.
    pub section: Option<Range<usize>>,
    /// Where the text states another status than the settings at the top.
    pub contradicted_at: Option<usize>,
}

impl Stated {
    fn at(page: &Page<'_>, value: Range<usize>, section: Option<Range<usize>>) -> Self {
        let reading = status_value::read(page.slice(value.clone()), value.start);
        Self {
            value,
            reading,
            section,
            contradicted_at: None,
        }
    }
}

/// The status as the best place states it.
pub(super) fn find(
    page: &Page<'_>,
    front: &FrontMatter,
    fields: &[Field],
    title: Option<usize>,
) -> Option<Stated> {
    let body = in_body(page, fields, title);
    let Some(top) = in_front_matter(page, front) else {
        return body.or_else(|| in_tags(front));
    };
    match (top.reading.status, body) {
        (None, Some(body)) if body.reading.status.is_some() && !top.reading.is_unfilled => {
            Some(body)
        }
        (Some(stated), Some(body)) if body.reading.status.is_some_and(|other| other != stated) => {
            Some(Stated {
                contradicted_at: Some(body.value.start),
                ..top
            })
        }
        _ => Some(top),
    }
}

/// Every place that states a status; where the tag of a site is the only one, that tag.
pub(super) fn all(
    page: &Page<'_>,
    front: &FrontMatter,
    fields: &[Field],
    title: Option<usize>,
) -> Vec<Stated> {
    let mut places: Vec<Stated> = [
        in_front_matter(page, front),
        in_section(page, title),
        in_field(page, fields),
        in_heading(page, title),
    ]
    .into_iter()
    .flatten()
    .collect();
    if places.is_empty() {
        places.extend(in_tags(front));
    }
    places
}

/// The status the text itself states.
fn in_body(page: &Page<'_>, fields: &[Field], title: Option<usize>) -> Option<Stated> {
    let (section, field) = (in_section(page, title), in_field(page, fields));
    // Attributes and tables are to the other markups what the settings at the top are to Markdown.
    let (first, second) = match page.markup {
        Markup::Markdown => (section, field),
        Markup::Asciidoc | Markup::Rst => (field, section),
    };
    let places: Vec<Stated> = [first, second, in_heading(page, title)]
        .into_iter()
        .flatten()
        .collect();
    let understood = places.iter().find(|stated| stated.reading.status.is_some());
    understood.or(places.first()).cloned()
}

fn in_front_matter(page: &Page<'_>, front: &FrontMatter) -> Option<Stated> {
    let entry = front.find(keys::of(Key::Status))?;
    let source = page.slice(entry.place.clone());
    let mut reading = status_value::read(source, entry.place.start);
    if reading.status.is_none() && !reading.is_unfilled {
        reading = status_value::read(&entry.text(), 0);
        reading.keyword = None;
    }
    Some(Stated {
        value: entry.place.clone(),
        reading,
        section: None,
        contradicted_at: None,
    })
}

/// A section whose heading is `Status`, on the level of the first section or above.
fn in_section(page: &Page<'_>, title: Option<usize>) -> Option<Stated> {
    let under = page.under(status_heading(page, title)?);
    let mut candidates = paragraphs(page, under.clone(), Quotes::PassedOver);
    if candidates.is_empty() {
        candidates = paragraphs(page, under.clone(), Quotes::Read);
    }
    let section = Some(trimmed(page.text, under));
    let readings: Vec<Stated> = candidates
        .into_iter()
        .take(6)
        .map(|value| Stated::at(page, value, section.clone()))
        .collect();
    let decisive = readings
        .iter()
        .find(|stated| stated.reading.status.is_some() || stated.reading.is_unfilled);
    let stated = decisive.or(readings.first())?;
    let mut chosen = later_in_history(&readings).unwrap_or(stated).clone();
    mark_superseded(page, &readings, &mut chosen);
    Some(chosen)
}

/// The status heading on the level of the first section or above, or anywhere inside the first section: a form explained
/// further down has headings of the same name.
pub(super) fn status_heading(page: &Page<'_>, title: Option<usize>) -> Option<usize> {
    let first = title.map_or(0, |index| index + 1);
    let level = page.headings.get(first)?.level;
    let end_of_first = page.section_end(first);
    let is_status = |heading: &Heading| {
        role_of(page.slice(heading.text.clone())) == Role::Status
            && value_in_heading(page, heading.text.clone()).is_none()
    };
    let mut headings = page.headings.iter().enumerate().skip(first);
    headings
        .find(|(_, heading)| {
            (heading.level <= level || heading.whole.start < end_of_first) && is_status(heading)
        })
        .map(|(index, _)| index)
}

/// Of dated lines (`2024-01-02 accepted`) the last one holds.
fn later_in_history(readings: &[Stated]) -> Option<&Stated> {
    let dated: Vec<&Stated> = readings
        .iter()
        .filter(|stated| begins_with_date(stated))
        .collect();
    (dated.len() >= 2).then(|| dated.last().copied()).flatten()
}

fn begins_with_date(stated: &Stated) -> bool {
    let date_stands_first = stated
        .reading
        .keyword
        .as_ref()
        .is_some_and(|keyword| keyword.start >= stated.value.start + 10);
    date_stands_first && stated.reading.date.is_some()
}

/// A later line `Superseded by …` of the section ends what an earlier line said; tools write it so.
fn mark_superseded(page: &Page<'_>, readings: &[Stated], chosen: &mut Stated) {
    let holds = !matches!(chosen.reading.status, Some(Status::Superseded) | None);
    let names_its_successor = |stated: &&Stated| {
        let statements =
            relation::statements(page.slice(stated.value.clone()), Standing::Line, &|_| None);
        stated.value.start > chosen.value.start
            && stated.reading.status == Some(Status::Superseded)
            && statements
                .iter()
                .any(|found| found.phrase.kind == LinkKind::SupersededBy)
    };
    if let Some(later) = readings.iter().find(names_its_successor).filter(|_| holds) {
        *chosen = later.clone();
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Quotes {
    Read,
    PassedOver,
}

/// The pieces of a section that may state a status: each line of its own, a list as a whole where it has boxes.
fn paragraphs(page: &Page<'_>, range: Range<usize>, quotes: Quotes) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut boxes: Option<Range<usize>> = None;
    for line in page.lines(range).take(60) {
        let line = trimmed(page.text, line);
        let text = page.slice(line.clone());
        let visible = Plain::of(text, line.start).text;
        let is_picture = text.contains("![");
        if text.is_empty()
            || page.markup.is_mark_alone(text)
            || (visible.trim().is_empty() && !is_picture)
            || (quotes == Quotes::PassedOver && text.starts_with('>'))
        {
            continue;
        }
        let inner = text.trim_start_matches(['-', '*', '+', ' ']);
        if inner.starts_with("[ ]") || inner.starts_with("[x]") || inner.starts_with("[X]") {
            boxes = Some(boxes.map_or(line.clone(), |first| first.start..line.end));
            continue;
        }
        pieces.push(line);
    }
    match boxes {
        Some(boxes) => vec![boxes],
        None => pieces,
    }
}

fn in_field(page: &Page<'_>, fields: &[Field]) -> Option<Stated> {
    let readings: Vec<Stated> = fields
        .iter()
        .filter(|field| field.key == Key::Status && !field.value.is_empty())
        .map(|field| Stated::at(page, field.value.clone(), None))
        .collect();
    let understood = readings
        .iter()
        .find(|stated| stated.reading.status.is_some());
    understood.or(readings.first()).cloned()
}

/// `## Status: Proposed`, `## Status - ACTIVE`.
fn in_heading(page: &Page<'_>, title: Option<usize>) -> Option<Stated> {
    let first = title.map_or(0, |index| index + 1);
    page.headings
        .iter()
        .enumerate()
        .skip(first)
        .take(12)
        .find_map(|(index, heading)| {
            let value = value_in_heading(page, heading.text.clone())?;
            let section = Some(trimmed(page.text, page.under(index)));
            Some(Stated::at(page, value, section))
        })
}

fn value_in_heading(page: &Page<'_>, heading: Range<usize>) -> Option<Range<usize>> {
    let text = page.slice(heading.clone());
    let (at, mark) = text
        .char_indices()
        .find(|(_, c)| matches!(c, ':' | '-' | '–' | '—' | '：'))?;
    let is_status = key_named(&Plain::of(text.get(..at)?, 0).text) == Some(Key::Status);
    let value = trimmed(page.text, heading.start + at + mark.len_utf8()..heading.end);
    let reading = status_value::read(page.slice(value.clone()), value.start);
    (is_status && reading.status.is_some()).then_some(value)
}

/// Some sites keep the status as the one tag that is a status.
fn in_tags(front: &FrontMatter) -> Option<Stated> {
    let entry = front.find(&["tags"])?;
    let mut states = entry.values.iter().filter_map(|tag| {
        let reading = status_value::read(tag, 0);
        let is_whole = reading
            .keyword
            .as_ref()
            .is_some_and(|keyword| keyword.len() == tag.len());
        is_whole.then_some(reading)
    });
    let mut reading = states.next()?;
    reading.keyword = None;
    states.next().is_none().then(|| Stated {
        value: entry.place.clone(),
        reading,
        section: None,
        contradicted_at: None,
    })
}
