//! The reader of records of every dialect: it asks each specialist for its part and puts the facts together.
//! Knows the order in which places count, and leaves the words themselves to the specialists.

use std::ops::Range;

use crate::domain::{
    adr::{Dialect, Facts, People, StatedStatus},
    finding::Finding,
    log::FileKind,
    status::Status,
    text,
};

use super::{
    Parsed, Section, Spans, asciidoc, date, empty_facts,
    field::{self, Field, Key},
    file_name::{self, Name},
    front_matter::{self, FrontMatter},
    kind::{self, Signs},
    links,
    markup::Markup,
    page::Page,
    people, plain,
    role::{Role, role_of},
    rst,
    stated::{self, Stated},
    title::{self, Title},
};

mod dates;

/// The text above the first section is searched for fields in so many bytes.
const HEADER_LIMIT: usize = 64 * 1024;
/// A note or stated value of more bytes is cut.
const NOTE_LIMIT: usize = 2_000;

/// Everything known of one file while it is read.
struct Reader<'t> {
    path: &'t str,
    name: Name,
    page: Page<'t>,
    front: FrontMatter,
    heading: Option<usize>,
    header: Range<usize>,
    fields: Vec<Field>,
    title: Title,
    stated: Option<Stated>,
    sections: Vec<Section>,
    findings: Vec<Finding>,
}

/// Reads a file.
pub(super) fn read(path: &str, text: &str, markup: Markup, findings: Vec<Finding>) -> Parsed {
    Reader::of(path, text, markup, findings).parsed()
}

impl<'t> Reader<'t> {
    fn of(path: &'t str, text: &'t str, markup: Markup, findings: Vec<Finding>) -> Self {
        // The line above a title of reStructuredText looks like the fence of settings.
        let mut front = match markup {
            Markup::Rst => FrontMatter::default(),
            Markup::Markdown | Markup::Asciidoc => front_matter::read(text),
        };
        let findings = findings
            .into_iter()
            .chain(front.findings.drain(..))
            .collect();
        let mut page = Page::of(text, markup, front.whole.end);
        page.headings
            .retain(|heading| !is_field_above_rule(text, heading.text.clone()));
        let heading = title::heading_of(&page);
        let header = header_of(&page, heading);
        let fields = fields_of(&page, header.clone());
        let name = file_name::read(path);
        let title = {
            let places = title::Places {
                page: &page,
                front: &front,
                fields: &fields,
                name: &name,
            };
            title::read(&places, heading)
        };
        let stated = stated::find(&page, &front, &fields, heading);
        let sections = sections_of(&page, heading);
        Self {
            path,
            name,
            page,
            front,
            heading,
            header,
            fields,
            title,
            stated,
            sections,
            findings,
        }
    }

    fn parsed(mut self) -> Parsed {
        let kind = self.kind();
        let mut spans = self.spans();
        let mut facts = empty_facts(self.dialect(), Vec::new());
        facts.native_id = Some(self.native_id());
        facts.number = self.name.number.or(self.title.number);
        facts.title.clone_from(&self.title.text);
        facts.title_from_name = self.title.from_name;
        self.add_status(&mut facts);
        let dates = dates::read(&self);
        facts.dates = dates.dates;
        spans.date = dates.place;
        facts.people = self.people();
        facts.tags = self.tags();
        facts.links = self.links(facts.number);
        if kind == FileKind::Record {
            self.findings.extend(dates.finding);
            self.report();
        }
        facts.findings = self.findings;
        Parsed {
            kind,
            anchor: None,
            facts,
            sections: self.sections,
            spans,
        }
    }

    fn kind(&self) -> FileKind {
        let roles: Vec<Role> = self.sections.iter().map(|section| section.role).collect();
        let signs = Signs {
            has_status: self
                .stated
                .as_ref()
                .is_some_and(|stated| stated.reading.status.is_some()),
            roles: &roles,
            is_appendix: self
                .title
                .text
                .trim_start()
                .to_lowercase()
                .starts_with("appendix"),
            has_placeholder_title: title::is_placeholder(&self.title.text),
            is_of_a_book: self.page.markup != Markup::Markdown,
        };
        kind::of(self.path, &self.name, &signs)
    }

    fn native_id(&self) -> String {
        let stated = self
            .front
            .find(&["id", "adr_id"])
            .map(super::front_matter::Entry::text);
        let is_a_name = |id: &String| id.len() <= 64 && !id.contains(char::is_whitespace);
        stated
            .filter(is_a_name)
            .unwrap_or_else(|| self.name.id.clone())
    }

    fn add_status(&self, facts: &mut Facts) {
        let Some(stated) = &self.stated else { return };
        facts.status = stated.reading.status.unwrap_or(Status::Unknown);
        facts.stated = Some(StatedStatus {
            raw: plain::near(self.page.slice(stated.value.clone()), NOTE_LIMIT).to_owned(),
            note: self.note(stated),
            date: stated.reading.date,
        });
    }

    /// What stands behind the status word in its line, and below it in its section.
    fn note(&self, stated: &Stated) -> Option<String> {
        let keyword = stated.reading.keyword.as_ref()?;
        let end = stated.section.as_ref().map_or(stated.value.end, |section| {
            section.end.max(stated.value.end)
        });
        let rest = self.page.slice(keyword.end..end);
        let bare = rest.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '*' | '_' | '`' | '.' | ',' | ';' | '"' | '}')
        });
        (!bare.is_empty()).then(|| plain::near(bare, NOTE_LIMIT).to_owned())
    }

    fn people(&self) -> People {
        People {
            deciders: self.named(
                Key::Deciders,
                &[
                    "deciders",
                    "decision_makers",
                    "decisionmakers",
                    "décideurs",
                    "decision_maker",
                    "decider",
                    "decisores",
                    "entscheider",
                    "决策者",
                ],
            ),
            consulted: self.named(
                Key::Consulted,
                &["consulted", "consultés", "consultado", "konsultiert"],
            ),
            informed: self.named(
                Key::Informed,
                &["informed", "informés", "informado", "informiert"],
            ),
            authors: self.named(
                Key::Authors,
                &[
                    "author",
                    "authors",
                    "autor",
                    "autoren",
                    "auteur",
                    "auteurs",
                    "submitter",
                    "submitters",
                ],
            ),
        }
    }

    /// The people of one role, from the first place that names any.
    fn named(&self, key: Key, keys: &[&str]) -> Vec<String> {
        if let Some(entry) = self.front.find(keys) {
            return entry
                .values
                .iter()
                .flat_map(|value| people::names(value))
                .collect();
        }
        let stated = self.fields.iter().filter(|field| field.key == key);
        let from_fields: Vec<String> = stated
            .flat_map(|field| people::names(self.page.slice(field.value.clone())))
            .collect();
        if !from_fields.is_empty() {
            return from_fields;
        }
        self.section_named(key)
            .map(|range| people::names(self.page.slice(range)))
            .unwrap_or_default()
    }

    /// The text of a section whose heading is a field's name: `## Deciders`, `## Date`.
    fn section_named(&self, key: Key) -> Option<Range<usize>> {
        let first = self.heading.map_or(0, |index| index + 1);
        let (index, _) =
            self.page
                .headings
                .iter()
                .enumerate()
                .skip(first)
                .find(|(_, heading)| {
                    let name = plain::Plain::of(self.page.slice(heading.text.clone()), 0).text;
                    let name = name
                        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
                    field::key_named(name) == Some(key)
                })?;
        let range = super::page::trimmed(self.page.text, self.page.under(index));
        (range.len() < 4_000).then_some(range)
    }

    fn tags(&self) -> Vec<String> {
        let entry = self.front.find(&["tags", "tag", "categories"]);
        let stated: Vec<String> = match entry {
            Some(entry) => entry.values.clone(),
            None => self
                .fields
                .iter()
                .filter(|field| field.key == Key::Tags)
                .map(|field| plain::Plain::of(self.page.slice(field.value.clone()), 0).text)
                .collect(),
        };
        let is_hint = |text: &str| text.contains("list of tags");
        let separators: &[char] = if entry.is_some_and(|entry| entry.values.len() > 1) {
            &[',']
        } else {
            &[',', ' ', ';']
        };
        stated
            .iter()
            .filter(|text| !is_hint(text))
            .flat_map(|text| text.split(separators))
            .map(|tag| tag.trim().to_lowercase())
            .filter(|tag| !tag.is_empty())
            .collect()
    }

    fn links(&self, number: Option<u32>) -> Vec<crate::domain::link::Link> {
        links::read(&links::Sources {
            path: self.path,
            number,
            page: &self.page,
            front: &self.front,
            fields: &self.fields,
            header: self.header.clone(),
            stated: self.stated.as_ref(),
        })
    }

    fn dialect(&self) -> Dialect {
        match self.page.markup {
            Markup::Markdown => self.dialect_of_markdown(),
            Markup::Asciidoc => Dialect::Asciidoc,
            Markup::Rst => Dialect::Rst,
        }
    }

    fn dialect_of_markdown(&self) -> Dialect {
        let has = |role: Role| self.sections.iter().any(|section| section.role == role);
        let is_madr = self.sections.iter().any(|section| {
            let heading = section.heading.to_lowercase();
            heading.starts_with("context and problem")
                || heading.starts_with("decision outcome")
                || heading.starts_with("considered options")
        });
        let has_bullets = self
            .fields
            .iter()
            .any(|field| matches!(field.key, Key::Status | Key::Deciders | Key::Date));
        let is_dated = self.name.date.is_some()
            && self
                .name
                .stem
                .bytes()
                .take(8)
                .all(|byte| byte.is_ascii_digit());
        match (is_madr, has_bullets) {
            (true, true) if is_dated => Dialect::Log4brains,
            (true, true) => Dialect::Madr2,
            (true, false) => Dialect::Madr3,
            (false, _) if has(Role::Status) && has(Role::Context) && has(Role::Decision) => {
                Dialect::Nygard
            }
            (false, _) => Dialect::Markdown,
        }
    }

    fn spans(&self) -> Spans {
        let keyword = self
            .stated
            .as_ref()
            .and_then(|stated| stated.reading.keyword.clone());
        Spans {
            status: self.stated.as_ref().map(|stated| stated.value.clone()),
            status_keyword: keyword.filter(|range| !range.is_empty()),
            status_section: self
                .stated
                .as_ref()
                .and_then(|stated| stated.section.clone()),
            date: None,
            title: self.title.place.clone(),
            front_matter: Some(self.front.whole.clone()).filter(|range| !range.is_empty()),
            deciders: self
                .fields
                .iter()
                .find(|field| field.key == Key::Deciders)
                .map(|field| field.value.clone()),
        }
    }

    /// Says what a record states and the reader does not understand.
    fn report(&mut self) {
        let mut found = Vec::new();
        if self.title.from_name {
            found.push(Finding::new(
                "title-from-name",
                "the text has no title; the name of the file stands in for it",
            ));
        }
        if let Some(stated) = self
            .stated
            .as_ref()
            .filter(|stated| stated.reading.status.is_none())
        {
            let raw = plain::near(self.page.slice(stated.value.clone()), 120);
            let first = raw.lines().next().unwrap_or_default();
            let finding = if stated.reading.is_unfilled {
                Finding::new(
                    "status-unfilled",
                    format!("the status is still the choice of a form: `{first}`"),
                )
            } else {
                Finding::new(
                    "status-unknown",
                    format!("the status `{first}` is not understood; map it once for this log"),
                )
            };
            found.push(
                finding.at_line(text::line_at(self.page.text.as_bytes(), stated.value.start)),
            );
        }
        if let Some(at) = self
            .stated
            .as_ref()
            .and_then(|stated| stated.contradicted_at)
        {
            let message = "the text states another status than the block at the top; the block is read, make the two agree";
            found.push(
                Finding::new("status-contradiction", message)
                    .at_line(text::line_at(self.page.text.as_bytes(), at)),
            );
        }
        found.extend(self.head_only());
        self.findings.extend(found);
    }

    /// A file that takes in others and states no status may state it there.
    fn head_only(&self) -> Option<Finding> {
        let takes_in = match self.page.markup {
            Markup::Markdown => return None,
            Markup::Asciidoc => asciidoc::is_include,
            Markup::Rst => rst::is_include,
        };
        let body = self.page.body..self.page.text.len();
        let line = self
            .page
            .lines(body)
            .find(|line| takes_in(self.page.slice(line.clone())))
            .filter(|_| self.stated.is_none())?;
        let message = "only this file is read; a status that an included file states is not known";
        Some(
            Finding::new("included-not-read", message)
                .at_line(text::line_at(self.page.text.as_bytes(), line.start)),
        )
    }
}

/// The text between the title and the first section.
fn header_of(page: &Page<'_>, heading: Option<usize>) -> Range<usize> {
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
fn fields_of(page: &Page<'_>, header: Range<usize>) -> Vec<Field> {
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
fn is_field_above_rule(text: &str, heading: Range<usize>) -> bool {
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

fn sections_of(page: &Page<'_>, title: Option<usize>) -> Vec<Section> {
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
