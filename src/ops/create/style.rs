//! What a new decision takes over from its log: names, form and dialect. Names are learned from a hundred records, the form
//! from a few texts, so that a large log is asked as fast as a small one.

use crate::{
    dialect::{form::Form, naming::Naming},
    domain::{
        adr::{Adr, Dialect},
        ids::RecordId,
    },
    ops::{error::OpsError, workbench::kept_text},
    store::Store,
    template::Shelf,
};

/// From how many records the names and the dialect of a log are learned.
const NAMES: usize = 100;
/// From how many texts its form is learned.
const TEXTS: usize = 24;

/// What a log is like.
pub(super) struct Style {
    pub(super) naming: Naming,
    /// The dialect most of its records are in; `None` where there is no record yet.
    dialect: Option<Dialect>,
    latest: Vec<Adr>,
}

/// How files are marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    Markdown,
    Asciidoc,
    Rst,
}

impl Markup {
    pub(super) fn of(ending: &str) -> Self {
        match ending.to_lowercase().as_str() {
            "adoc" | "asciidoc" => Self::Asciidoc,
            "rst" => Self::Rst,
            _ => Self::Markdown,
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Asciidoc => "AsciiDoc",
            Self::Rst => "reStructuredText",
        }
    }
}

impl Style {
    /// What a log of the store is like.
    pub(super) fn of(store: &Store, log: RecordId) -> Result<Self, OpsError> {
        let mut latest = store.adrs_latest(log, NAMES)?;
        // A file of several records is named for none of them.
        latest.retain(|adr| adr.anchor.is_none());
        Ok(Self {
            naming: Naming::learn(latest.iter().map(|adr| adr.path.as_str())),
            dialect: dialect_of_most(&latest),
            latest,
        })
    }

    /// How the log's files are marked up.
    pub(super) fn markup(&self) -> Markup {
        Markup::of(self.naming.ending())
    }

    /// The name of the template that fits the log.
    pub(super) fn template(&self, offered: &Shelf) -> String {
        let fitting = match self.dialect {
            Some(Dialect::Madr2 | Dialect::Madr3 | Dialect::Log4brains) => "madr",
            _ => "nygard",
        };
        let markup = self.markup();
        let own = || {
            offered
                .templates()
                .find(|template| Markup::of(&template.ending) == markup)
        };
        match own().filter(|_| markup != Markup::Markdown) {
            Some(template) => template.name.clone(),
            None => fitting.to_owned(),
        }
    }

    /// How the log's texts are written; where there is none yet, as the template's own dialect is.
    pub(super) fn form(&self, store: &Store, template: &str) -> Result<Form, OpsError> {
        let Some(dialect) = self.dialect else {
            let is_madr = template.starts_with("madr");
            return Ok(Form::of(if is_madr {
                Dialect::Madr3
            } else {
                Dialect::Nygard
            }));
        };
        let mut texts = Vec::new();
        for adr in self.latest.iter().take(TEXTS) {
            texts.push((adr.path.as_str(), kept_text(store, adr.source)?));
        }
        let texts = texts.iter().map(|(path, bytes)| (*path, bytes.as_slice()));
        Ok(Form::learn(dialect, texts))
    }
}

/// The dialect of most records; of several the one of the newest.
fn dialect_of_most(latest: &[Adr]) -> Option<Dialect> {
    let count = |dialect: Dialect| {
        latest
            .iter()
            .filter(|adr| adr.facts.dialect == dialect)
            .count()
    };
    let dialects = latest.iter().map(|adr| adr.facts.dialect);
    // `max_by_key` takes the last of those that are as frequent.
    dialects.rev().max_by_key(|dialect| count(*dialect))
}
