//! A link that is stated no longer: its line goes, or the link alone where it shares its line. Called once for each place
//! that states it. Knows nothing of the other record's text.

use std::ops::Range;

use crate::{
    dialect::{
        links::{Place, Placed},
        role::{Role, role_of},
    },
    domain::link::LinkKind,
};

use super::{
    CannotWrite, LinkTarget, field,
    settings::{self, ListForm},
    splice::Splice,
    target,
    writing::Writing,
};

/// Takes away the first place that states the link; none is left when nothing is returned.
///
/// # Errors
/// When the link stands in a sentence that says more.
pub(super) fn write(
    writing: &Writing<'_, '_>,
    kind: LinkKind,
    to: &LinkTarget,
) -> Result<Vec<Splice>, CannotWrite> {
    let links = writing.reader.placed_links();
    let is_meant = |placed: &&Placed| {
        placed.link.kind == kind && target::is_meant(writing.reader.path, &placed.link.target, to)
    };
    let Some(found) = links.iter().find(is_meant) else {
        return Ok(Vec::new());
    };
    let splice = match &found.place {
        Place::Mention => {
            return Err(CannotWrite::new(
                "a mention in the text is not taken away by itself",
            ));
        }
        Place::Settings { entry, .. } => in_settings(writing, *entry, to)?,
        Place::Field {
            name,
            value,
            target,
        } => {
            let others = others(&links, |place| match place {
                Place::Field {
                    name: other,
                    target,
                    ..
                } if other == name => Some(target.clone()),
                _ => None,
            });
            in_field(writing, (name, value, target), &others)?
        }
        Place::Text { statement, target } => {
            let others = others(&links, |place| match place {
                Place::Text {
                    statement: other,
                    target,
                } if other == statement => Some(target.clone()),
                _ => None,
            });
            in_text(writing, statement, target, &others)
        }
    };
    Ok(vec![splice])
}

fn others(
    links: &[Placed],
    is_beside: impl Fn(&Place) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    links
        .iter()
        .filter_map(|placed| is_beside(&placed.place))
        .collect()
}

fn in_settings(
    writing: &Writing<'_, '_>,
    index: usize,
    to: &LinkTarget,
) -> Result<Splice, CannotWrite> {
    let Some(entry) = writing.reader.front.entries.get(index) else {
        return Err(CannotWrite::new(
            "the settings at the top changed while they were written",
        ));
    };
    let source = writing.slice(entry.source.clone());
    let is_meant = |item: &&str| target::is_meant(writing.reader.path, item, to);
    let items = entry.values.iter().flat_map(|value| value.split(','));
    let kept: Vec<String> = items
        .map(str::trim)
        .filter(|item| !is_meant(item))
        .map(str::to_owned)
        .collect();
    if kept.is_empty() && settings::list_form(source) != ListForm::Flow {
        return Ok(settings::without(entry, writing));
    }
    settings::with_list(writing, entry, &kept)
}

fn in_field(
    writing: &Writing<'_, '_>,
    (name, value, target): (&Range<usize>, &Range<usize>, &Range<usize>),
    all: &[Range<usize>],
) -> Result<Splice, CannotWrite> {
    if all.len() > 1 {
        return Ok(Splice::over(with_joint(target, all), ""));
    }
    let mut fields = writing.reader.fields.iter();
    match fields.find(|field| field.name == *name && field.value == *value) {
        Some(field) => field::without(writing, field),
        None => Err(writing.refusal(
            name.start,
            "the line of the link changed while it was written",
        )),
    }
}

/// A target with what joins it to the one behind it, or to the one before it where it is the last.
fn with_joint(target: &Range<usize>, all: &[Range<usize>]) -> Range<usize> {
    let next = all.iter().find(|other| other.start > target.start);
    let before = all.iter().rev().find(|other| other.start < target.start);
    match (next, before) {
        (Some(next), _) => target.start..next.start,
        (None, Some(before)) => before.end..target.end,
        (None, None) => target.clone(),
    }
}

fn in_text(
    writing: &Writing<'_, '_>,
    statement: &Range<usize>,
    target: &Range<usize>,
    all: &[Range<usize>],
) -> Splice {
    if all.len() > 1 {
        return Splice::over(with_joint(target, all), "");
    }
    let keyword = writing
        .reader
        .stated
        .as_ref()
        .and_then(|stated| stated.reading.keyword.clone());
    if let Some(keyword) = keyword.filter(|keyword| statement.contains(&keyword.start)) {
        let gone = writing.trimmed(keyword.end..statement.end);
        let is_dressed = |c: char| matches!(c, '*' | '_' | '`');
        let dress = writing.slice(keyword.end..gone.end);
        let kept = dress.len() - dress.trim_start_matches(is_dressed).len();
        return Splice::over(keyword.end + kept..gone.end, "");
    }
    let line = writing.line(statement.start).start..writing.line(statement.end).end;
    let before = writing.slice(line.start..statement.start);
    let after = writing.slice(statement.end..line.end);
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '>' | '_');
    if before.trim_matches(is_mark).is_empty()
        && after
            .trim_matches(['.', ' ', '*', '_', ';', ')'])
            .is_empty()
    {
        return whole_line(writing, &line);
    }
    let joints = [' ', ',', ';', '—', '–', '-', '('];
    let kept = before.trim_end_matches(joints);
    let kept = kept.strip_suffix(" and").unwrap_or(kept);
    if kept.trim_matches(is_mark).is_empty() {
        let lead = after.len()
            - after
                .trim_start_matches([' ', ',', ';', '.', '—', '–'])
                .len();
        return Splice::over(statement.start..statement.end + lead, "");
    }
    let is_bracketed = before.trim_end().ends_with('(') && after.starts_with(')');
    let end = statement.end + usize::from(is_bracketed);
    Splice::over(line.start + kept.len()..end, "")
}

/// A line, with the heading of its section where nothing else stands below it.
fn whole_line(writing: &Writing<'_, '_>, line: &Range<usize>) -> Splice {
    let page = &writing.reader.page;
    let index = page
        .headings
        .iter()
        .rposition(|heading| heading.whole.end <= line.start);
    if let Some(index) = index.filter(|index| Some(*index) != writing.reader.heading) {
        let heading = page
            .headings
            .get(index)
            .map(|heading| page.slice(heading.text.clone()));
        let is_of_links = role_of(heading.unwrap_or_default()) == Role::Links;
        let is_all = writing.trimmed(page.under(index)) == writing.trimmed(line.clone());
        let has_parts = page.section_end(index) > page.under(index).end;
        if is_of_links && is_all && !has_parts {
            return writing.without_section(index);
        }
    }
    writing.without_lines(line.clone())
}
