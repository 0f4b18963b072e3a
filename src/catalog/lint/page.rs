//! The page the linter writes its findings on: it knows the texts a pack was read from and finds the line of whatever a
//! finding is about.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Finding, Rule};
use crate::{
    catalog::{
        Catalog, Entry,
        place::{line_of_id, line_of_key, line_of_key_of},
    },
    domain::{pack::Pack, register::Register, rubric::Rubric},
};

/// What a finding is about, and so where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum At<'a> {
    /// The file as a whole.
    Head,
    /// A key of its head.
    Key(&'a str),
    /// An item or a factor.
    Item(&'a str),
    /// A key of an item or a factor.
    ItemKey(&'a str, &'a str),
    /// The second table that says it is this item or factor.
    SecondItem(&'a str),
    /// Another table with an id: a source, a section, a floor.
    Table(&'a str),
    /// A key of such a table.
    TableKey(&'a str, &'a str),
    /// The second such table.
    SecondTable(&'a str),
}

/// The findings about one pack, rubric or table.
pub(super) struct Page<'a> {
    id: &'a str,
    /// The texts with their files; the last one laid over the others comes first.
    texts: Vec<(PathBuf, &'a str)>,
    findings: Vec<Finding>,
}

impl<'a> Page<'a> {
    pub(super) fn of_pack(catalog: &'a Catalog, entry: &'a Entry<Pack>) -> Self {
        let id = entry.value.head.id.as_str();
        let overlays = catalog.overlays.get(id).map_or(&[][..], Vec::as_slice);
        let mut texts: Vec<(PathBuf, &str)> = overlays
            .iter()
            .rev()
            .map(|overlay| (overlay.file.clone(), &*overlay.text))
            .collect();
        let own = match catalog.beneath.get(id) {
            Some(beneath) if !texts.is_empty() => beneath,
            _ => entry,
        };
        texts.push((file_of(own, id, "checklists"), &own.text));
        Self::new(id, texts)
    }

    pub(super) fn of_rubric(entry: &'a Entry<Rubric>) -> Self {
        let id = entry.value.head.id.as_str();
        Self::new(id, vec![(file_of(entry, id, RUBRICS), &entry.text)])
    }

    pub(super) fn of_register(entry: &'a Entry<Register>) -> Self {
        let id = entry.value.head.id.as_str();
        Self::new(id, vec![(file_of(entry, id, RUBRICS), &entry.text)])
    }

    fn new(id: &'a str, texts: Vec<(PathBuf, &'a str)>) -> Self {
        Self {
            id,
            texts,
            findings: Vec::new(),
        }
    }

    /// Writes a finding down.
    pub(super) fn tell(
        &mut self,
        (rule, at): (Rule, At<'_>),
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let (file, line) = self.place(at);
        self.findings.push(Finding {
            rule,
            pack: self.id.to_owned(),
            item: item_of(at).map(str::to_owned),
            file,
            line,
            what: what.into(),
            remedy: remedy.into(),
        });
    }

    /// PL13.
    pub(super) fn review(&mut self, review_by: Option<NaiveDate>, as_of: NaiveDate) {
        if let Some(day) = review_by.filter(|day| *day < as_of) {
            self.tell(
                (Rule::PL13, At::Key("review_by")),
                format!("it was to be reviewed by {day}"),
                "Look whether it is still right, then set the next `review_by`.",
            );
        }
    }

    /// Whether a rule was broken by an item or table already: a second finding about the same thing helps nobody.
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.findings.iter().any(|finding| finding.rule == rule)
    }

    pub(super) fn findings(self) -> Vec<Finding> {
        self.findings
    }

    fn place(&self, at: At<'_>) -> (PathBuf, Option<usize>) {
        let line = |text: &str| match at {
            At::Head => line_of_key(text, "id"),
            At::Key(key) => line_of_key(text, key),
            At::Item(id) | At::Table(id) => line_of_id(text, id, 0),
            At::SecondItem(id) | At::SecondTable(id) => line_of_id(text, id, 1),
            At::ItemKey(id, key) | At::TableKey(id, key) => line_of_key_of(text, id, key),
        };
        let table = |text: &str| match at {
            At::ItemKey(id, _) | At::TableKey(id, _) | At::SecondItem(id) | At::SecondTable(id) => {
                line_of_id(text, id, 0)
            }
            _ => None,
        };
        self.found(line)
            .or_else(|| self.found(table))
            .unwrap_or_else(|| {
                let file = self.texts.first().map(|(file, _)| file.clone());
                (file.unwrap_or_default(), None)
            })
    }

    fn found(&self, line: impl Fn(&str) -> Option<usize>) -> Option<(PathBuf, Option<usize>)> {
        self.texts
            .iter()
            .find_map(|(file, text)| Some((file.clone(), Some(line(text)?))))
    }
}

const RUBRICS: &str = "checklists/rubrics";

/// The file of an entry; a shipped one is called as its folder in the sources.
pub(in crate::catalog) fn file_of<T>(entry: &Entry<T>, id: &str, folder: &str) -> PathBuf {
    let shipped = || PathBuf::from(format!("{folder}/{id}.toml"));
    entry.file.clone().unwrap_or_else(shipped)
}

fn item_of(at: At<'_>) -> Option<&str> {
    match at {
        At::Item(id) | At::ItemKey(id, _) | At::SecondItem(id) => Some(id),
        At::Head | At::Key(_) | At::Table(_) | At::TableKey(..) | At::SecondTable(_) => None,
    }
}
