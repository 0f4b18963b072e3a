//! The reader of records of every dialect: it asks each specialist for its part and puts the facts together.
//! Knows the order in which places count, and leaves the words themselves to the specialists.

use std::ops::Range;

use crate::domain::{
    adr::{Dialect, Facts, People, StatedStatus},
    finding::Finding,
    log::FileKind,
    status::Status,
};

use super::{
    Parsed, Section, Spans, date, empty_facts,
    field::{self, Field, Key},
    file_name::{self, Name},
    front_matter::{self, FrontMatter},
    kind::{self, Signs},
    links,
    markup::Markup,
    page::Page,
    people, plain,
    role::Role,
    stated::{self, Stated},
    title::{self, Title},
};

mod dates;
pub(super) mod keys;
mod parts;
mod reports;

/// A note or stated value of more bytes is cut.
const NOTE_LIMIT: usize = 2_000;

/// Everything known of one file while it is read, or while a fact of it is written.
pub(super) struct Reader<'t> {
    /// The path of the file below its log.
    pub path: &'t str,
    /// What its name says.
    pub name: Name,
    /// Its text.
    pub page: Page<'t>,
    /// Its settings.
    pub front: FrontMatter,
    /// Which heading is the title.
    pub heading: Option<usize>,
    /// The text between the title and the first section.
    pub header: Range<usize>,
    /// The fields of its header.
    pub fields: Vec<Field>,
    /// Its title.
    pub title: Title,
    /// Its status.
    pub stated: Option<Stated>,
    /// Its sections.
    pub sections: Vec<Section>,
    findings: Vec<Finding>,
}

/// Reads a file.
pub(super) fn read(path: &str, text: &str, markup: Markup, findings: Vec<Finding>) -> Parsed {
    Reader::of(path, text, markup, findings).parsed()
}

impl<'t> Reader<'t> {
    /// Reads the parts of a file.
    pub fn of(path: &'t str, text: &'t str, markup: Markup, findings: Vec<Finding>) -> Self {
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
            .retain(|heading| !parts::is_field_above_rule(text, heading.text.clone()));
        let heading = title::heading_of(&page);
        let header = parts::header_of(&page, heading);
        let fields = parts::fields_of(&page, header.clone());
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
        let sections = parts::sections_of(&page, heading);
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

    /// What the file is.
    pub fn kind(&self) -> FileKind {
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
            markup: self.page.markup,
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
            deciders: self.named(Key::Deciders),
            consulted: self.named(Key::Consulted),
            informed: self.named(Key::Informed),
            authors: self.named(Key::Authors),
        }
    }

    /// The people of one role, from the first place that names any.
    pub fn named(&self, key: Key) -> Vec<String> {
        if let Some(entry) = self.front.find(keys::of(key)) {
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
    pub fn section_named(&self, key: Key) -> Option<Range<usize>> {
        let index = self.heading_named(key)?;
        let range = super::page::trimmed(self.page.text, self.page.under(index));
        (range.len() < 4_000).then_some(range)
    }

    /// The first section heading that is a field's name.
    pub fn heading_named(&self, key: Key) -> Option<usize> {
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
        Some(index)
    }

    /// The tags, lower-case.
    pub fn tags(&self) -> Vec<String> {
        let entry = self.front.find(keys::of(Key::Tags));
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
        links::read(&self.link_sources(number))
    }

    /// The links of the record with the places that state them.
    pub fn placed_links(&self) -> Vec<links::Placed> {
        let number = self.name.number.or(self.title.number);
        let mut placed = links::placed(&self.link_sources(number));
        for link in &mut placed {
            link.place.reach_end_of_link(&self.page);
        }
        placed
    }

    fn link_sources(&self, number: Option<u32>) -> links::Sources<'_, 't> {
        links::Sources {
            path: self.path,
            number,
            page: &self.page,
            front: &self.front,
            fields: &self.fields,
            header: self.header.clone(),
            stated: self.stated.as_ref(),
        }
    }

    /// Every place that states a status, the one that counts first.
    pub fn statuses(&self) -> Vec<Stated> {
        stated::all(&self.page, &self.front, &self.fields, self.heading)
    }

    /// How the file is written.
    pub fn dialect(&self) -> Dialect {
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
}
