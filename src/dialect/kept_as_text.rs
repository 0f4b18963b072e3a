//! Files in formats that are kept and not read yet: AsciiDoc, reStructuredText, plain text. Their title is found and the
//! headings tell whether they are records; statuses, dates and links are left unread and said to be so.

use crate::domain::{
    adr::{Dialect, Facts},
    finding::Finding,
    log::FileKind,
};

use super::{
    Parsed, Section, Spans, empty_facts,
    file_name::{self, Name},
    kind::{self, Signs},
    page::lines_of,
    role::{Role, role_of},
    title,
};

/// A heading of such a format: its level, its text and where it begins.
struct Heading {
    level: u8,
    text: String,
    start: usize,
}

/// Reads what can be told of the text.
pub(super) fn read(path: &str, text: &str, dialect: Dialect, findings: Vec<Finding>) -> Parsed {
    let name = file_name::read(path);
    let headings = match dialect {
        Dialect::Asciidoc => asciidoc_headings(text),
        Dialect::Rst => rst_headings(text),
        _ => Vec::new(),
    };
    let sections = sections_of(text, &headings);
    let kind = kind_of(path, &name, dialect, &sections);
    let first = headings
        .first()
        .map(|heading| heading.text.clone())
        .or_else(|| first_line(text, dialect));
    let mut facts = empty_facts(dialect, findings);
    add_names(&mut facts, &name, first);
    if kind == FileKind::Record {
        facts.findings.push(Finding::new(
            "kept-as-text",
            "kept as text; this format is not read yet, so its status and date are not known",
        ));
    }
    Parsed {
        kind,
        anchor: None,
        facts,
        sections,
        spans: Spans::default(),
    }
}

fn add_names(facts: &mut Facts, name: &Name, first: Option<String>) {
    let stated = first.map(|text| title::without_number(&text));
    facts.native_id = Some(name.id.clone());
    facts.number = name
        .number
        .or(stated.as_ref().and_then(|(number, _)| *number));
    facts.title_from_name = stated.is_none();
    facts.title = stated.map_or_else(|| name.words.clone(), |(_, text)| text);
}

fn first_line(text: &str, dialect: Dialect) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    (dialect == Dialect::Plain).then(|| super::plain::near(line, 400).to_owned())
}

/// A name with a number is not enough here: includes and figures are numbered too.
fn kind_of(path: &str, name: &Name, dialect: Dialect, sections: &[Section]) -> FileKind {
    if let Some(kind) = kind::by_name(path, name) {
        return kind;
    }
    let roles: Vec<Role> = sections.iter().map(|section| section.role).collect();
    let signs = Signs {
        roles: &roles,
        ..Signs::default()
    };
    let is_identified = name.number.is_some() || name.date.is_some();
    let some_sign = is_identified
        && roles
            .iter()
            .any(|role| matches!(role, Role::Decision | Role::Context | Role::Status));
    if dialect != Dialect::Plain && (signs.tell_of_a_decision() || some_sign) {
        FileKind::Record
    } else {
        FileKind::Other
    }
}

fn sections_of(text: &str, headings: &[Heading]) -> Vec<Section> {
    let below = headings.get(1..).unwrap_or_default();
    below
        .iter()
        .enumerate()
        .map(|(index, heading)| {
            let next = below
                .iter()
                .skip(index + 1)
                .find(|next| next.level <= heading.level);
            Section {
                heading: heading.text.clone(),
                level: heading.level,
                role: role_of(&heading.text),
                span: heading.start..next.map_or(text.len(), |next| next.start),
            }
        })
        .collect()
}

/// `= Title`, `== Section`; lines between `----` or `....` fences are code.
fn asciidoc_headings(text: &str) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut fence: Option<&str> = None;
    for line in lines_of(text, 0..text.len()) {
        let content = text.get(line.clone()).unwrap_or_default().trim_end();
        let is_fence = content.len() >= 4
            && ["-", ".", "/", "+"]
                .iter()
                .any(|mark| content.trim_matches(|c| mark.starts_with(c)).is_empty());
        match fence {
            Some(open) if open == content => fence = None,
            None if is_fence => fence = Some(content),
            Some(_) => {}
            None => {
                let inner = content.trim_start_matches('=');
                let level = content.len() - inner.len();
                if (1..=6).contains(&level) && inner.starts_with(' ') {
                    headings.push(Heading {
                        level: level as u8,
                        text: inner.trim().to_owned(),
                        start: line.start,
                    });
                }
            }
        }
    }
    headings
}

/// A line of text with a line of one and the same mark below it; the levels are in the order of their first use.
fn rst_headings(text: &str) -> Vec<Heading> {
    let lines: Vec<_> = lines_of(text, 0..text.len()).collect();
    let content = |index: usize| {
        lines
            .get(index)
            .and_then(|line| text.get(line.clone()))
            .unwrap_or_default()
            .trim_end()
    };
    let mut styles: Vec<(char, bool)> = Vec::new();
    let mut headings = Vec::new();
    for index in 1..lines.len() {
        let (title, below) = (content(index - 1), content(index));
        let Some(mark) = adornment(below) else {
            continue;
        };
        let is_title = !title.trim().is_empty()
            && adornment(title).is_none()
            && !title.starts_with([' ', '.', '|', '+']);
        if !is_title || below.chars().count() + 2 < title.chars().count() {
            continue;
        }
        let overlined = index >= 2 && adornment(content(index - 2)) == Some(mark);
        let style = (mark, overlined);
        let level = styles
            .iter()
            .position(|known| *known == style)
            .unwrap_or_else(|| {
                styles.push(style);
                styles.len() - 1
            });
        let start = lines.get(index - 1).map_or(0, |line| line.start);
        headings.push(Heading {
            level: level.min(5) as u8 + 1,
            text: title.trim().to_owned(),
            start,
        });
    }
    headings
}

/// The mark a line is made of, where it is made of one.
fn adornment(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= 3 && line.chars().all(|c| c == mark)).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::status::Status;

    #[test]
    fn the_title_and_the_sections_of_both_formats() {
        let asciidoc = read(
            "0003-x.adoc",
            "= ADR-3 - Use X\n:a: b\n\n== Status\n\ndraft\n\n----\n== no\n----\n== Context\n",
            Dialect::Asciidoc,
            vec![],
        );
        let rst = read(
            "0003-x.rst",
            ".. _l:\n\n3. Use X\n########\n\nStatus\n******\n\n**Accepted**\n\nContext\n*******\n",
            Dialect::Rst,
            vec![],
        );
        for parsed in [asciidoc, rst] {
            assert_eq!(
                (parsed.facts.title.as_str(), parsed.facts.number),
                ("Use X", Some(3))
            );
            let names: Vec<_> = parsed
                .sections
                .iter()
                .map(|section| section.heading.as_str())
                .collect();
            assert_eq!(names, ["Status", "Context"]);
            assert_eq!(
                (parsed.kind, parsed.facts.status),
                (FileKind::Record, Status::Unknown)
            );
            assert_eq!(parsed.facts.findings[0].code, "kept-as-text");
        }
    }

    #[test]
    fn a_numbered_piece_without_sections_is_no_record() {
        assert_eq!(
            read(
                "ADR_001_x.adoc",
                "= 001 A file\n\nWords.\n",
                Dialect::Asciidoc,
                vec![]
            )
            .kind,
            FileKind::Other
        );
    }
}
