//! Which parts of a page the reader looks at: its header, the fields in it, and its sections.

use std::ops::Range;

use crate::dialect::{
    Section,
    field::{self, Field, Key},
    page::Page,
    plain,
    role::{Role, role_of},
};

/// The text above the first section is searched for fields in so many bytes.
const HEADER_LIMIT: usize = 64 * 1024;

/// The text between the title and the first section.
pub(super) fn header_of(page: &Page<'_>, heading: Option<usize>) -> Range<usize> {
    match heading {
        Some(index) => page.under(index),
        None => {
            page.body
                ..page
                    .headings
                    .first()
                    .map_or(page.text.len(), |first| first.whole.start)
        }
    }
}

/// The fields of the header and, where a section is kept for them, of that section.
pub(super) fn fields_of(page: &Page<'_>, header: Range<usize>) -> Vec<Field> {
    let short = |range: Range<usize>| {
        let length = plain::near(page.slice(range.clone()), HEADER_LIMIT).len();
        range.start..range.start + length
    };
    let mut fields = field::fields(page, page.body..page.body);
    if let Some(first) = page
        .headings
        .first()
        .filter(|first| first.whole.start < header.start)
    {
        fields.extend(field::fields(page, short(page.body..first.whole.start)));
    }
    fields.extend(field::fields(page, short(header)));
    for (index, heading) in page.headings.iter().enumerate().take(40) {
        if role_of(page.slice(heading.text.clone())) == Role::Metadata {
            fields.extend(field::fields(page, short(page.under(index))));
        }
    }
    fields
}

/// A field with a rule right below it looks like a heading to `CommonMark` and like a field to its author.
pub(super) fn is_field_above_rule(text: &str, heading: Range<usize>) -> bool {
    let first = text.get(heading).unwrap_or_default();
    let Some((_, line)) = first
        .split_once('\n')
        .map(|(line, rest)| (rest, line))
        .or_else(|| first.contains(':').then_some(("", first)))
    else {
        return false;
    };
    line.split_once(':').is_some_and(|(name, value)| {
        let name = plain::Plain::of(name.trim_start_matches(['-', '*', ' ']), 0).text;
        !value.trim().is_empty()
            && matches!(
                field::key_named(&name),
                Some(Key::Status | Key::Date | Key::Deciders | Key::Authors | Key::Updated)
            )
            && first.contains('\n')
    })
}

pub(super) fn sections_of(page: &Page<'_>, title: Option<usize>) -> Vec<Section> {
    let first = title.map_or(0, |index| index + 1);
    page.headings
        .iter()
        .enumerate()
        .skip(first)
        .map(|(index, heading)| {
            let text = page.slice(heading.text.clone());
            Section {
                heading: text.to_owned(),
                level: heading.level,
                role: role_of(text),
                span: heading.whole.start..page.section_end(index),
            }
        })
        .collect()
}
