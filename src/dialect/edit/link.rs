//! A link that is stated from now on: where the file states such links, else where its log does, else where its dialect
//! does. Knows nothing of the other record's text.

use std::ops::Range;

use crate::{
    dialect::{
        field::Key,
        habits::{Item, LinkHabits, LinkPlace, field_of, link_habits_of},
        markup::Markup,
        page::lines_of,
        plain::Plain,
        reader::Reader,
        relation,
        role::{Role, role_of},
        stated,
    },
    domain::{adr::Dialect, link::LinkKind},
};

use super::{
    CannotWrite, LinkTarget, field, missing, settings,
    splice::{Splice, applied},
    status::capital,
    target::{self, Shown},
    writing::Writing,
};

/// The headings of sections that hold links between records and not only sources.
const HEADINGS: [&str; 8] = [
    "links",
    "related",
    "related decisions",
    "related adrs",
    "related records",
    "more information",
    "relations",
    "related decision records",
];

/// States a link; one that is stated already is no change.
///
/// # Errors
/// When the kind of the link has no words of its own.
pub(super) fn write(
    writing: &Writing<'_, '_>,
    kind: LinkKind,
    to: &LinkTarget,
) -> Result<Vec<Splice>, CannotWrite> {
    if kind == LinkKind::Reference {
        return Err(CannotWrite::new("a mere mention is not written by itself")
            .hint("Choose what the one decision is to the other."));
    }
    if is_stated(writing, kind, to) {
        return Ok(Vec::new());
    }
    let mut refusal = None;
    for candidate in candidates(writing, kind, to) {
        match candidate {
            Ok(splice) if comes_out(writing, &splice, kind, to) => return Ok(vec![splice]),
            Ok(_) => {}
            Err(why) => refusal = Some(why),
        }
    }
    Err(refusal.unwrap_or_else(|| {
        CannotWrite::new("the text has no place in which the link would be read as one")
    }))
}

/// Ways to state a link, the most fitting first.
fn candidates(
    writing: &Writing<'_, '_>,
    kind: LinkKind,
    to: &LinkTarget,
) -> Vec<Result<Splice, CannotWrite>> {
    let own = link_habits_of(writing.reader);
    let mut candidates = Vec::new();
    candidates.extend(in_named_settings(writing, &own, kind, to));
    if let Some(found) = field_of(writing.reader, kind) {
        candidates.push(in_field(writing, &own, found.value.clone(), to));
    }
    for place in [own.place.clone(), writing.habits.links.place.clone()] {
        candidates
            .extend(place.and_then(|place| in_place(writing, &own, (kind, to), place).transpose()));
    }
    candidates.push(by_dialect(writing, kind, to));
    candidates.push(in_section(writing, (kind, to), "Links", None));
    candidates
}

/// Whether a text written so is read as stating the link.
fn comes_out(writing: &Writing<'_, '_>, splice: &Splice, kind: LinkKind, to: &LinkTarget) -> bool {
    let Ok(text) = applied(writing.text(), vec![splice.clone()]) else {
        return false;
    };
    let reader = Reader::of(writing.reader.path, &text, writing.markup(), Vec::new());
    let written = Writing::of(&reader, writing.habits, &text);
    is_stated(&written, kind, to)
}

/// In the key that the settings have for such links.
fn in_named_settings(
    writing: &Writing<'_, '_>,
    own: &LinkHabits,
    kind: LinkKind,
    to: &LinkTarget,
) -> Option<Result<Splice, CannotWrite>> {
    let entry = writing.reader.front.entries.iter().find(|entry| {
        relation::phrase_named(&entry.key)
            .is_some_and(|phrase| phrase.kind == kind && !phrase.partial)
    })?;
    let new = item(writing, own, to);
    if entry.values.is_empty() && !writing.slice(entry.source.clone()).contains('[') {
        return Some(Ok(settings::with_text(writing, entry, &new)));
    }
    let items: Vec<String> = entry.values.iter().cloned().chain([new]).collect();
    Some(settings::with_list(writing, entry, &items))
}

/// Whether the text states a link.
pub(super) fn is_stated(writing: &Writing<'_, '_>, kind: LinkKind, to: &LinkTarget) -> bool {
    let path = writing.reader.path;
    writing.reader.placed_links().iter().any(|placed| {
        placed.link.kind == kind
            && !placed.link.partial
            && target::is_meant(path, &placed.link.target, to)
    })
}

/// What stands for a record among the settings.
fn item(writing: &Writing<'_, '_>, own: &LinkHabits, to: &LinkTarget) -> String {
    let native = || {
        to.native_id
            .clone()
            .unwrap_or_else(|| target::identifier(to))
    };
    match own.item.or(writing.habits.links.item) {
        None | Some(Item::Identifier) => target::identifier(to),
        Some(Item::Native) => native(),
        Some(Item::Number) => to.number.map_or_else(native, |number| number.to_string()),
        Some(Item::Name) => target::name(to),
        Some(Item::File) => target::relative(writing.reader.path, &to.path),
    }
}

/// What a link shows for its target in this file.
pub(super) fn shown(writing: &Writing<'_, '_>, own: &LinkHabits) -> Shown {
    let usual = match writing.reader.dialect() {
        Dialect::Nygard | Dialect::Asciidoc | Dialect::Rst => Shown::NumberAndTitle,
        Dialect::Log4brains => Shown::Name,
        Dialect::Madr2 | Dialect::Madr3 | Dialect::Markdown | Dialect::Plain => {
            Shown::IdentifierAndTitle
        }
    };
    own.shown.or(writing.habits.links.shown).unwrap_or(usual)
}

/// A link in the markup of the file.
pub(super) fn link(
    writing: &Writing<'_, '_>,
    to: &LinkTarget,
    form: Shown,
) -> Result<String, CannotWrite> {
    target::link((writing.reader.path, writing.markup()), to, form)
}

/// The words between this record and the target, in the spelling of the log.
pub(super) fn phrase(writing: &Writing<'_, '_>, kind: LinkKind) -> String {
    let spelled = super::status::spelled(writing, crate::domain::status::Status::Superseded);
    match kind {
        LinkKind::SupersededBy => format!("{spelled} by"),
        LinkKind::Supersedes => {
            let stem = spelled.strip_suffix("ed").unwrap_or("supersed");
            format!("{stem}es")
        }
        other => other.phrase().to_owned(),
    }
}

/// One more target in a field that states such links.
fn in_field(
    writing: &Writing<'_, '_>,
    own: &LinkHabits,
    value: Range<usize>,
    to: &LinkTarget,
) -> Result<Splice, CannotWrite> {
    let words = writing.slice(value.clone());
    let item = field_item(writing, own, to)?;
    let plain = Plain::of(words, 0).text;
    if matches!(plain.trim(), "" | "-" | "—" | "n/a" | "none" | "tbd") {
        return field::with_value(writing, value, &item);
    }
    let whole = format!("{words}, {item}");
    field::in_cell(writing, value, &whole)
}

/// A new statement in a place; `None` where the file has no such place.
fn in_place(
    writing: &Writing<'_, '_>,
    own: &LinkHabits,
    (kind, to): (LinkKind, &LinkTarget),
    place: LinkPlace,
) -> Result<Option<Splice>, CannotWrite> {
    match place {
        LinkPlace::Settings if writing.markup() == Markup::Markdown => {
            let keys = if own.keys.is_empty() {
                &writing.habits.links
            } else {
                own
            };
            let (key, list) = keys.key(kind);
            let item = item(writing, own, to);
            Ok(Some(settings::inserted(writing, &key, &[item], list)))
        }
        LinkPlace::Settings => Ok(None),
        LinkPlace::Field(dress) if dress.is_cell() && field::siblings(writing).is_empty() => {
            Ok(None)
        }
        LinkPlace::Field(dress) => {
            let item = field_item(writing, own, to)?;
            let name = capital(&phrase(writing, kind));
            field::inserted(writing, Key::Relation, (&name, &item), Some(&dress))
        }
        LinkPlace::Section { heading, mark } => {
            in_section(writing, (kind, to), &heading, Some(&mark)).map(Some)
        }
        LinkPlace::Status => in_status_section(writing, kind, to),
    }
}

/// What stands for a record in a field.
fn field_item(
    writing: &Writing<'_, '_>,
    own: &LinkHabits,
    to: &LinkTarget,
) -> Result<String, CannotWrite> {
    let is_bare = own.is_bare.or(writing.habits.links.is_bare);
    if is_bare.unwrap_or(false) {
        return Ok(target::identifier(to));
    }
    link(writing, to, Shown::Identifier)
}

fn by_dialect(
    writing: &Writing<'_, '_>,
    kind: LinkKind,
    to: &LinkTarget,
) -> Result<Splice, CannotWrite> {
    let dialect = writing.reader.dialect();
    let uses_status = matches!(dialect, Dialect::Nygard | Dialect::Asciidoc | Dialect::Rst);
    if uses_status && let Some(splice) = in_status_section(writing, kind, to)? {
        return Ok(splice);
    }
    let heading = match dialect {
        Dialect::Madr3 => "More Information",
        _ => "Links",
    };
    in_section(writing, (kind, to), heading, None)
}

/// A line at the end of the section that states the status; `None` where there is no such section.
fn in_status_section(
    writing: &Writing<'_, '_>,
    kind: LinkKind,
    to: &LinkTarget,
) -> Result<Option<Splice>, CannotWrite> {
    let page = &writing.reader.page;
    let Some(index) = stated::status_heading(page, writing.reader.heading) else {
        return Ok(None);
    };
    let under = page.under(index);
    let Some(last) = writing.last_ink(under.clone()) else {
        return Ok(None);
    };
    let own = link_habits_of(writing.reader);
    let link = link(writing, to, shown(writing, &own))?;
    let words = capital(&phrase(writing, kind));
    let end = writing.line_break;
    let mark = mark_of(writing.slice(last.clone()));
    let has_links = own.place == Some(LinkPlace::Status);
    Ok(Some(Splice::at(
        last.end,
        match mark {
            Some(mark) if has_links => format!("{end}{mark}{words} {link}"),
            _ => format!("{end}{end}{words} {link}"),
        },
    )))
}

/// The white space and list mark at the start of a line.
fn mark_of(line: &str) -> Option<&str> {
    let ink = line.trim_start();
    let rest = ink.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')?;
    line.get(..line.len() - rest.trim_start().len())
}

/// A bullet in a section of links, which is made at the end of the file where there is none.
fn in_section(
    writing: &Writing<'_, '_>,
    (kind, to): (LinkKind, &LinkTarget),
    heading: &str,
    mark: Option<&str>,
) -> Result<Splice, CannotWrite> {
    let own = link_habits_of(writing.reader);
    let link = link(writing, to, shown(writing, &own))?;
    let words = capital(&phrase(writing, kind));
    let page = &writing.reader.page;
    let end = writing.line_break;
    let Some(index) = section_of_links(writing, heading) else {
        let model = writing.reader.heading.map_or(0, |index| index + 1);
        let heading = missing::heading_like(writing, Some(model), heading);
        let mark = mark.map_or_else(|| usual_mark(writing), str::to_owned);
        let text = format!("{heading}{end}{end}{mark}{words} {link}");
        return Ok(missing::at_end(writing, &text));
    };
    let under = page.under(index);
    let usual = || mark.map_or_else(|| usual_mark(writing), str::to_owned);
    let Some(last) = writing.last_ink(under.clone()) else {
        let gap = if under.end < writing.text().len() {
            end
        } else {
            ""
        };
        let gap = if writing.slice(under.clone()).matches('\n').count() > 1 {
            ""
        } else {
            gap
        };
        let text = format!("{end}{end}{}{words} {link}{gap}", usual());
        return Ok(Splice::at(writing.line(under.start).end, text));
    };
    let first_marks: Vec<&str> = lines_of(writing.text(), under)
        .filter_map(|line| mark_of(writing.slice(line)))
        .collect();
    let is_list = mark_of(writing.slice(last.clone())).is_some()
        || writing.slice(last.clone()).starts_with("  ");
    let own_mark = first_marks
        .first()
        .map_or_else(usual, |mark| (*mark).to_owned());
    let gap = if is_list && !first_marks.is_empty() {
        end.to_owned()
    } else {
        format!("{end}{end}")
    };
    Ok(Splice::at(
        last.end,
        format!("{gap}{own_mark}{words} {link}"),
    ))
}

/// The section with this heading, else one that usually holds links between records.
fn section_of_links(writing: &Writing<'_, '_>, heading: &str) -> Option<usize> {
    let page = &writing.reader.page;
    let first = writing.reader.heading.map_or(0, |index| index + 1);
    let plain = |index: usize| {
        let words = page
            .headings
            .get(index)
            .map(|heading| page.slice(heading.text.clone()));
        Plain::of(words.unwrap_or_default(), 0)
            .text
            .trim()
            .to_owned()
    };
    let is_of_links = |index: &usize| {
        let words = page
            .headings
            .get(*index)
            .map(|heading| page.slice(heading.text.clone()));
        role_of(words.unwrap_or_default()) == Role::Links
    };
    let all = || (first..page.headings.len()).filter(is_of_links);
    let wanted = Plain::of(heading, 0).text.trim().to_owned();
    all()
        .find(|index| plain(*index) == wanted)
        .or_else(|| all().find(|index| HEADINGS.contains(&plain(*index).as_str())))
}

/// The list mark of the file's other lists.
fn usual_mark(writing: &Writing<'_, '_>) -> String {
    let text = writing.text();
    let count = |mark: &str| text.matches(mark).count();
    let (stars, dashes) = (count("\n* "), count("\n- "));
    let is_star = match writing.reader.dialect() {
        Dialect::Madr2 | Dialect::Asciidoc => stars >= dashes,
        _ => stars > dashes,
    };
    if is_star {
        "* ".to_owned()
    } else {
        "- ".to_owned()
    }
}
