//! How a log writes its records, learned from its files: where the status stands, how a link line looks, which fields there are.
//! The majority counts; knows nothing of one file that is to be changed.

use crate::domain::{log::FileKind, status::Status, text};

use super::{
    edit::{
        field::{Dress, usual_dress},
        settings::{ListForm, list_form},
    },
    field::Key,
    markup::Markup,
    markup_of,
    reader::{Reader, keys},
    with_line_feeds,
};

mod links;
mod votes;

use links::LinkBallot;
pub(super) use links::{Item, LinkHabits, LinkPlace, field_of, of as link_habits_of};
use votes::Votes;

/// The habits of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Habits {
    markdown: OfMarkup,
    asciidoc: OfMarkup,
    rst: OfMarkup,
}

/// The habits of the files of one markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfMarkup {
    /// How lines end.
    pub line_break: &'static str,
    /// How the status of a record that was replaced is spelled.
    pub superseded: &'static str,
    /// Whether a status is written with a capital; `None` where no file states one.
    pub status_is_capital: Option<bool>,
    /// How links are stated.
    pub links: LinkHabits,
    /// How each fact is stated.
    forms: Vec<(Key, Form)>,
}

/// The form in which a fact is stated.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// A key of the settings at the top.
    Settings {
        /// The key as written.
        key: String,
        /// How several values are written.
        list: ListForm,
    },
    /// A line of its own.
    Field(Dress),
    /// A section.
    Section {
        /// The words of its heading.
        heading: String,
    },
}

impl Default for OfMarkup {
    fn default() -> Self {
        Self {
            line_break: "\n",
            superseded: "superseded",
            status_is_capital: None,
            links: LinkHabits::default(),
            forms: Vec::new(),
        }
    }
}

impl OfMarkup {
    /// How the log states a fact.
    pub fn form(&self, key: Key) -> Option<&Form> {
        let mut forms = self.forms.iter();
        forms.find(|(known, _)| *known == key).map(|(_, form)| form)
    }
}

impl Habits {
    /// Learns from files of one log: path below the log's folder and bytes. A few dozen are enough.
    pub fn learn<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let (mut markdown, mut asciidoc, mut rst) =
            (Ballot::default(), Ballot::default(), Ballot::default());
        for (path, bytes) in files {
            let Some(markup) = markup_of(path) else {
                continue;
            };
            let ballot = match markup {
                Markup::Markdown => &mut markdown,
                Markup::Asciidoc => &mut asciidoc,
                Markup::Rst => &mut rst,
            };
            ballot.add(path, bytes, markup);
        }
        Self {
            markdown: markdown.counted(),
            asciidoc: asciidoc.counted(),
            rst: rst.counted(),
        }
    }

    /// The habits of the files of a markup.
    pub(super) fn of(&self, markup: Markup) -> &OfMarkup {
        match markup {
            Markup::Markdown => &self.markdown,
            Markup::Asciidoc => &self.asciidoc,
            Markup::Rst => &self.rst,
        }
    }
}

/// What the files of one markup say.
#[derive(Default)]
struct Ballot {
    line_breaks: Votes<&'static str>,
    spellings: Votes<&'static str>,
    capitals: Votes<bool>,
    forms: Votes<(Key, Form)>,
    links: LinkBallot,
}

/// The facts whose form is learned.
const LEARNED: [Key; 7] = [
    Key::Status,
    Key::Date,
    Key::ReviewBy,
    Key::Deciders,
    Key::Consulted,
    Key::Informed,
    Key::Tags,
];

impl Ballot {
    fn add(&mut self, path: &str, bytes: &[u8], markup: Markup) {
        let text = text::decode(bytes).text;
        if let Some(line_break) = super::edit::line_break_of(&text) {
            self.line_breaks.add(line_break);
        }
        let unified = with_line_feeds(text);
        let reader = Reader::of(path, &unified, markup, Vec::new());
        if reader.kind() != FileKind::Record {
            return;
        }
        for spelling in ["superseded", "superceded", "superseeded"] {
            let inner = spelling.get(1..).unwrap_or_default();
            if unified.contains(inner) {
                self.spellings.add(spelling);
            }
        }
        if let Some(status) = reader
            .stated
            .as_ref()
            .filter(|stated| stated.reading.status != Some(Status::Unknown))
            && let Some(keyword) = &status.reading.keyword
        {
            let word = reader.page.slice(keyword.clone());
            self.capitals.add(word.starts_with(char::is_uppercase));
        }
        self.links.add(&reader);
        for key in LEARNED {
            if let Some(form) = form_of(&reader, key) {
                self.forms.add((key, form));
            }
        }
    }

    fn counted(self) -> OfMarkup {
        let forms = LEARNED.into_iter().filter_map(|key| {
            let most = self.forms.most_of(|(of, _)| *of == key)?;
            Some(most.clone())
        });
        OfMarkup {
            forms: forms.collect(),
            line_break: self.line_breaks.most().copied().unwrap_or("\n"),
            superseded: self.spellings.most().copied().unwrap_or("superseded"),
            status_is_capital: self.capitals.most().copied(),
            links: self.links.counted(),
        }
    }
}

/// The form in which a file states a fact.
fn form_of(reader: &Reader<'_>, key: Key) -> Option<Form> {
    if let Some(entry) = reader.front.find(keys::of(key)) {
        return Some(Form::Settings {
            key: entry.key.clone(),
            list: list_form(reader.page.slice(entry.source.clone())),
        });
    }
    let in_section = || {
        // Neither is read from a section of its own.
        if matches!(key, Key::Tags | Key::ReviewBy) {
            return None;
        }
        let index = if key == Key::Status {
            reader.stated.as_ref()?.section.as_ref()?;
            super::stated::status_heading(&reader.page, reader.heading)?
        } else {
            reader
                .section_named(key)
                .filter(|range| !range.is_empty())?;
            reader.heading_named(key)?
        };
        let heading = reader.page.headings.get(index)?;
        Some(Form::Section {
            heading: reader.page.slice(heading.text.clone()).to_owned(),
        })
    };
    let in_field = || {
        let field = reader
            .fields
            .iter()
            .find(|field| field.key == key && !field.value.is_empty())?;
        usual_dress(&reader.page, field).map(Form::Field)
    };
    let is_section_first = key == Key::Status && reader.page.markup == Markup::Markdown;
    if is_section_first {
        in_section().or_else(in_field)
    } else {
        in_field().or_else(in_section)
    }
}
