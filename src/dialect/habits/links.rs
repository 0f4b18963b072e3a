//! How links are stated: learned from the links of a file, counted over the files of a log. Knows nothing of single targets.

use crate::{
    dialect::{
        edit::{
            field::{Dress, usual_dress},
            settings::{ListForm, list_form},
            target::Shown,
        },
        links::{Place, Placed},
        page::Page,
        reader::Reader,
        relation,
        role::{Role, role_of},
    },
    domain::link::LinkKind,
};

use super::Votes;

/// Where a log states its links.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::dialect) enum LinkPlace {
    /// In the section of the status.
    Status,
    /// In a section of its own.
    Section {
        /// The words of its heading.
        heading: String,
        /// What stands before a link.
        mark: String,
    },
    /// Among the settings at the top.
    Settings,
    /// In a field whose name is the phrase.
    Field(Dress),
}

/// A key of the settings that states links.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::dialect) struct LinkKey {
    /// What it says.
    pub kind: LinkKind,
    /// The key as written.
    pub key: String,
    /// How several targets are written.
    pub list: ListForm,
}

/// How links are stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::dialect) struct LinkHabits {
    /// Where.
    pub place: Option<LinkPlace>,
    /// What a link shows for its target.
    pub shown: Option<Shown>,
    /// What stands for a target among the settings.
    pub item: Option<Item>,
    /// Whether fields hold identifiers and not links.
    pub is_bare: Option<bool>,
    /// The keys among the settings.
    pub keys: Vec<LinkKey>,
    /// Whether the successor is named in the status itself.
    pub successor_in_status: Option<bool>,
}

/// What stands for a record where no link can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::dialect) enum Item {
    /// `ADR-0003`
    Identifier,
    /// `0003`
    Native,
    /// `3`
    Number,
    /// `0003-title`
    Name,
    /// `0003-title.md`
    File,
}

/// What the links of many files say.
#[derive(Default)]
pub(super) struct LinkBallot {
    places: Votes<LinkPlace>,
    shown: Votes<Shown>,
    items: Votes<Item>,
    bare: Votes<bool>,
    keys: Votes<LinkKey>,
    successors: Votes<bool>,
}

/// How the links of one file are stated.
pub(in crate::dialect) fn of(reader: &Reader<'_>) -> LinkHabits {
    let mut ballot = LinkBallot::default();
    ballot.add(reader);
    ballot.counted()
}

impl LinkBallot {
    /// Counts the links of a file.
    pub fn add(&mut self, reader: &Reader<'_>) {
        for placed in reader.placed_links() {
            if let Some(place) = place_of(reader, &placed) {
                self.places.add(place);
            }
            self.add_form(reader, &placed);
        }
    }

    fn add_form(&mut self, reader: &Reader<'_>, placed: &Placed) {
        let link = &placed.link;
        match &placed.place {
            Place::Mention => return,
            Place::Settings { entry, value } => {
                self.items.add(item_of(value));
                if let Some(entry) = reader.front.entries.get(*entry) {
                    self.keys.add(LinkKey {
                        kind: link.kind,
                        key: entry.key.clone(),
                        list: list_form(reader.page.slice(entry.source.clone())),
                    });
                }
            }
            Place::Field { .. } => self.bare.add(link.text.is_none()),
            Place::Text { .. } => {
                if let Some(text) = &link.text {
                    self.shown.add(shown_by(text, &link.target));
                }
            }
        }
        if link.kind == LinkKind::SupersededBy && !link.partial {
            self.successors.add(is_in_status(reader, &placed.place));
        }
    }

    /// What most of them say.
    pub fn counted(self) -> LinkHabits {
        LinkHabits {
            place: self.places.most().cloned(),
            shown: self.shown.most().copied(),
            item: self.items.most().copied(),
            is_bare: self.bare.most().copied(),
            keys: self.keys.all(),
            successor_in_status: self.successors.most().copied(),
        }
    }
}

/// Whether a statement begins with the word of the status.
fn is_in_status(reader: &Reader<'_>, place: &Place) -> bool {
    let keyword = reader
        .stated
        .as_ref()
        .and_then(|stated| stated.reading.keyword.as_ref());
    match (place, keyword) {
        (Place::Text { statement, .. }, Some(keyword)) => statement.contains(&keyword.start),
        _ => false,
    }
}

fn place_of(reader: &Reader<'_>, placed: &Placed) -> Option<LinkPlace> {
    let page = &reader.page;
    match &placed.place {
        Place::Mention => None,
        Place::Settings { .. } => Some(LinkPlace::Settings),
        Place::Field { name, .. } => {
            let mut fields = reader.fields.iter();
            let field = fields.find(|field| field.name == *name)?;
            usual_dress(page, field).map(LinkPlace::Field)
        }
        Place::Text { statement, .. } => {
            if is_in_status(reader, &placed.place) {
                return None;
            }
            let section = reader
                .stated
                .as_ref()
                .and_then(|stated| stated.section.as_ref());
            if section.is_some_and(|section| section.contains(&statement.start)) {
                return Some(LinkPlace::Status);
            }
            section_of_links(page, statement.start)
        }
    }
}

fn section_of_links(page: &Page<'_>, at: usize) -> Option<LinkPlace> {
    let (index, heading) = page
        .headings
        .iter()
        .enumerate()
        .rfind(|(_, heading)| heading.whole.start <= at)?;
    let words = page.slice(heading.text.clone());
    if role_of(words) != Role::Links || !page.under(index).contains(&at) {
        return None;
    }
    let line = page.slice(0..at).rsplit('\n').next().unwrap_or_default();
    let is_mark = line.chars().all(|c| matches!(c, ' ' | '-' | '*' | '+'));
    Some(LinkPlace::Section {
        heading: words.to_owned(),
        mark: if is_mark {
            line.to_owned()
        } else {
            String::new()
        },
    })
}

fn shown_by(text: &str, target: &str) -> Shown {
    let file = target.rsplit('/').next().unwrap_or(target);
    let name = file.split('.').next().unwrap_or(file);
    let (number, title) = crate::dialect::title::without_number(text);
    let is_identifier =
        crate::dialect::target::identifier(text, 0).is_some_and(|(_, length)| length == text.len());
    if text == name || text.rsplit('/').next() == Some(name) {
        Shown::Name
    } else if is_identifier {
        Shown::Identifier
    } else if number.is_none() || title == text {
        Shown::Title
    } else if text.starts_with(|c: char| c.is_ascii_digit()) {
        Shown::NumberAndTitle
    } else {
        Shown::IdentifierAndTitle
    }
}

fn item_of(value: &str) -> Item {
    let is_figures = value.chars().all(|c| c.is_ascii_digit());
    let ends_as_file = [".md", ".adoc", ".rst"]
        .iter()
        .any(|ending| value.ends_with(ending));
    let is_identifier = crate::dialect::target::identifier(value, 0)
        .is_some_and(|(_, length)| length == value.len());
    if ends_as_file {
        Item::File
    } else if is_figures && value.len() >= 3 {
        Item::Native
    } else if is_figures {
        Item::Number
    } else if is_identifier {
        Item::Identifier
    } else {
        Item::Name
    }
}

impl LinkHabits {
    /// The key for a kind of link in the way the other keys are written.
    pub fn key(&self, kind: LinkKind) -> (String, ListForm) {
        let known = self.keys.iter().find(|known| known.kind == kind);
        if let Some(known) = known {
            return (known.key.clone(), known.list);
        }
        let other = self.keys.first();
        let list = other.map_or(ListForm::Scalar, |other| other.list);
        let joint = other
            .map(|other| other.key.as_str())
            .map_or("_", |key| match () {
                () if key.contains('-') => "-",
                () if key.contains(|c: char| c.is_ascii_uppercase()) => "",
                () => "_",
            });
        let words = kind.phrase().split(' ').enumerate().map(|(at, word)| {
            if joint.is_empty() && at > 0 {
                crate::dialect::edit::status::capital(word)
            } else {
                word.to_owned()
            }
        });
        (words.collect::<Vec<_>>().join(joint), list)
    }
}

/// The field of a file that states links of a kind.
pub(in crate::dialect) fn field_of<'r>(
    reader: &'r Reader<'_>,
    kind: LinkKind,
) -> Option<&'r crate::dialect::field::Field> {
    reader.fields.iter().find(|field| {
        field.key == crate::dialect::field::Key::Relation
            && relation::phrase_named(reader.page.slice(field.name.clone()))
                .is_some_and(|phrase| phrase.kind == kind && !phrase.partial)
    })
}
