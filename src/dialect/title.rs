//! The title of a record: which heading or field states it, and how the number falls away from it.
//! Knows nothing of statuses or links.

use std::ops::Range;

use super::{
    field::{Field, Key},
    file_name::Name,
    front_matter::FrontMatter,
    page::Page,
    plain::Plain,
    role::{Role, role_of},
};

/// A title as found.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Without its number.
    pub text: String,
    /// The number before it.
    pub number: Option<u32>,
    /// Where it stands with its number.
    pub place: Option<Range<usize>>,
    /// Whether it had to be made from the file's name.
    pub from_name: bool,
}

/// Where a title may stand.
pub(super) struct Places<'a, 't> {
    pub page: &'a Page<'t>,
    pub front: &'a FrontMatter,
    pub fields: &'a [Field],
    pub name: &'a Name,
}

/// Which heading is the title: the first one of the highest level, unless it is a section.
pub(super) fn heading_of(page: &Page<'_>) -> Option<usize> {
    let first = page.headings.first()?;
    let text = page.slice(first.text.clone());
    let of_level = |level: u8| {
        page.headings
            .iter()
            .filter(|heading| heading.level == level)
            .count()
    };
    let is_section = role_of(text) != Role::Other;
    if first.level == 1 {
        let alone = of_level(1) == 1;
        return (!is_section || alone && !is_bare_section(page)).then_some(0);
    }
    let later = page
        .headings
        .iter()
        .take(4)
        .position(|heading| heading.level == 1);
    let later = later.filter(|index| {
        let title = page
            .headings
            .get(*index)
            .map_or("", |heading| page.slice(heading.text.clone()));
        of_level(1) == 1 && role_of(title) == Role::Other
    });
    if later.is_some() {
        return later;
    }
    let deeper_only = of_level(first.level) == 1
        && page.headings.len() > 1
        && page
            .headings
            .iter()
            .skip(1)
            .all(|heading| heading.level > first.level);
    ((deeper_only || has_facts_below(page)) && !is_section).then_some(0)
}

/// Facts about the record stand below its title and not below a section.
fn has_facts_below(page: &Page<'_>) -> bool {
    let is_fact = |field: &Field| {
        matches!(
            field.key,
            Key::Status | Key::Date | Key::Created | Key::Deciders
        )
    };
    super::field::fields(page, page.under(0))
        .iter()
        .take(40)
        .any(is_fact)
}

/// A file whose only heading of the first level is `# Status` or the like has no title.
fn is_bare_section(page: &Page<'_>) -> bool {
    page.headings.first().is_some_and(|heading| {
        matches!(
            role_of(page.slice(heading.text.clone())),
            Role::Status | Role::Context | Role::Decision | Role::Consequences
        )
    })
}

/// The title, from the best place that has one.
pub(super) fn read(places: &Places<'_, '_>, heading: Option<usize>) -> Title {
    let Places {
        page,
        front,
        fields,
        name,
    } = *places;
    let stated = front
        .find(&["title"])
        .map(|entry| (entry.values.join(" "), entry.place.clone()));
    let heading = heading
        .and_then(|index| page.headings.get(index))
        .map(|heading| {
            (
                page.slice(heading.text.clone()).to_owned(),
                heading.text.clone(),
            )
        });
    let field = || {
        let field = fields.iter().find(|field| field.key == Key::Title)?;
        let bare = page.slice(field.value.clone()).trim_matches('`').to_owned();
        let is_hint = bare.starts_with(['(', '{', '<', '[']);
        (!is_hint).then(|| (bare, field.value.clone()))
    };
    let found = stated
        .or(heading)
        .or_else(|| broken_heading(page))
        .or_else(field);
    match found
        .map(|(text, place)| (one_line(&text), place))
        .filter(|(text, _)| !text.is_empty())
    {
        Some((text, place)) => {
            let (number, text) = without_number(&text);
            Title {
                text,
                number,
                place: Some(place),
                from_name: false,
            }
        }
        None => Title {
            text: name.words.clone(),
            number: None,
            place: None,
            from_name: true,
        },
    }
}

/// `#46. Title`: the space behind the mark was forgotten, so that `CommonMark` sees a paragraph.
fn broken_heading(page: &Page<'_>) -> Option<(String, Range<usize>)> {
    let line = page
        .lines(page.body..page.text.len())
        .find(|line| !page.slice(line.clone()).trim().is_empty())?;
    let text = page.slice(line.clone());
    let bare = text.trim_start_matches('#');
    let is_heading = text.starts_with('#') && bare.starts_with(|c: char| c.is_ascii_digit());
    let (number, _) = without_number(bare);
    (is_heading && number.is_some())
        .then(|| (bare.trim().to_owned(), line.end - bare.len()..line.end))
}

pub(super) fn one_line(text: &str) -> String {
    let joined: Vec<&str> = text
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let text = joined.join(" ");
    match text.split_once("<!--") {
        Some((before, rest)) => {
            let after = rest.split_once("-->").map_or("", |(_, after)| after);
            format!("{}{after}", before.trim_end())
        }
        None => text,
    }
}

const KINDS: [&str; 4] = [
    "architecture decision record",
    "architectural decision record",
    "architecture decision",
    "decision record",
];

/// Parts a title from the number or the word for its kind before it.
pub(super) fn without_number(title: &str) -> (Option<u32>, String) {
    let title = title.trim();
    let lower = title.to_lowercase();
    let kind = KINDS
        .iter()
        .find(|kind| lower.starts_with(*kind) && title.is_char_boundary(kind.len()));
    if let Some(kind) = kind
        && let Some(rest) = title.get(kind.len()..)
        && let Some(rest) = rest
            .trim_start()
            .strip_prefix([':', '-', '–', '—'])
            .or_else(|| numbered(rest))
    {
        let (number, text) =
            numbered_prefix(rest.trim_start(), true).unwrap_or((None, rest.trim()));
        return (number, text.to_owned());
    }
    match numbered_prefix(title, false) {
        Some((number, text)) => (number, text.to_owned()),
        None => (None, title.to_owned()),
    }
}

fn numbered(rest: &str) -> Option<&str> {
    let bare = rest.trim_start_matches([' ', '#', '-']);
    bare.starts_with(|c: char| c.is_ascii_digit())
        .then_some(bare)
}

/// `12.`, `ADR-012:`, `[ADR 12]`, `ADR:`; a number without a word needs a mark behind it.
fn numbered_prefix(title: &str, after_kind: bool) -> Option<(Option<u32>, &str)> {
    let inner = title.trim_start_matches(['[', '`', '*']);
    let letters = inner.bytes().take_while(u8::is_ascii_alphabetic).count();
    let prefix = inner.get(..letters)?;
    let is_known = matches!(
        prefix.to_ascii_lowercase().as_str(),
        "adr" | "rfc" | "ladr" | "oep" | "jep" | "kep" | "sdd" | "ad" | "madr" | "nip"
    );
    let has_prefix = is_known
        || (2..=8).contains(&letters) && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    if letters > 0 && !has_prefix {
        return None;
    }
    let tail = inner.get(letters..)?;
    let figures = tail.trim_start_matches([' ', '-', '#', '_']);
    let joint = tail.len() - figures.len();
    let digits = figures.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        let rest = tail.trim_start().strip_prefix([':', '–', '—'])?;
        return (is_known && !rest.trim().is_empty()).then(|| (None, rest.trim()));
    }
    let is_bare_generic = letters > 0 && !is_known && joint == 0;
    if digits > 6 || joint > 3 || is_bare_generic {
        return None;
    }
    let number = figures.get(..digits)?.parse().ok();
    let rest = figures.get(digits..)?.trim_start_matches([']', '`', '*']);
    let is_padded = digits >= 3 && figures.starts_with('0');
    let text = behind_mark(rest, letters > 0 || after_kind || is_padded)?;
    (!text.is_empty()).then_some((number, text))
}

/// The words behind `.`, `:`, `-` or, where a word stood before the number, a mere space.
fn behind_mark(rest: &str, space_is_enough: bool) -> Option<&str> {
    let bare = rest.trim_start();
    let mark = bare.chars().next()?;
    if matches!(mark, '.' | ':' | '-' | '–' | '—' | ')' | '：' | '|' | '/') {
        let text = bare.get(mark.len_utf8()..)?;
        let joins_figures =
            bare.len() == rest.len() && text.starts_with(|c: char| c.is_ascii_digit());
        let is_compound = mark == '-'
            && bare.len() == rest.len()
            && text.starts_with(|c: char| c.is_alphanumeric())
            && !space_is_enough;
        return (!joins_figures && !is_compound)
            .then(|| text.trim_start_matches(['-', ':', '–', ' ']).trim());
    }
    (space_is_enough && bare.len() < rest.len()).then_some(bare.trim())
}

/// Whether a title is the hint of a form: `[short title]`, `{title}`, `ADR-NNNN: <title>`.
pub(super) fn is_placeholder(title: &str) -> bool {
    let title = title.trim();
    let lower = title.to_lowercase();
    let is_wrapped = title.starts_with(['[', '{', '<'])
        && title.ends_with([']', '}', '>'])
        && !title.contains("](");
    let is_open = lower.contains("<title>")
        || lower.contains("{title}")
        || lower.contains("[title]")
        || lower.contains("{short title")
        || lower.contains("[short title");
    is_wrapped || is_open || Plain::of(title, 0).text.trim() == "title"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_falls_away_from_the_title() {
        for (title, number, text) in [
            ("7. Use PostgreSQL", Some(7), "Use PostgreSQL"),
            ("ADR-0007: Use PostgreSQL", Some(7), "Use PostgreSQL"),
            ("ADR 0278: Env", Some(278), "Env"),
            ("[ADR-12] Use X", Some(12), "Use X"),
            ("ADR-12 – Use X", Some(12), "Use X"),
            ("ADR 3 : Utiliser X", Some(3), "Utiliser X"),
            ("Architecture Decision Record: Use X", None, "Use X"),
            ("SDD 0020 - Use X", Some(20), "Use X"),
            ("0012 Use X", Some(12), "Use X"),
            ("12-factor apps", None, "12-factor apps"),
            ("3 ways to win", None, "3 ways to win"),
            ("2024-01-02 notes", None, "2024-01-02 notes"),
            ("HTTP2 everywhere", None, "HTTP2 everywhere"),
            ("1.2 release", None, "1.2 release"),
            ("API - Customization", None, "API - Customization"),
        ] {
            assert_eq!(without_number(title), (number, text.to_owned()), "{title}");
        }
    }
}
