//! The packs, rubrics, register and facts there are: the shipped ones and those of the user's folder. It reads TOML and says
//! where a file is wrong; it must not know systems, answers or the store.

pub mod compare;
mod folder;
pub mod lint;
mod overlay;
mod place;
mod read;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Serialize;

use crate::domain::{
    digest::Digest,
    fact::FactRegistry,
    pack::{Pack, Pin},
    register::Register,
    rubric::Rubric,
};

pub use overlay::Overlay;
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
    /// The packs as they were before a file of the user took their place or was laid over them.
    pub beneath: BTreeMap<String, Entry<Pack>>,
    /// What the user laid over packs, by the word of the pack, in the order in which it was laid.
    pub overlays: BTreeMap<String, Vec<Overlay>>,
    /// Files that could not be read, and why.
    pub problems: Vec<CatalogProblem>,
}

/// One pack, rubric or table with the text it was read from.
#[derive(Debug, Clone)]
pub struct Entry<T> {
    /// What it says.
    pub value: Arc<T>,
    /// Its exact text: what is pinned. Of a pack with something laid over it the text of both together.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CatalogProblem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

/// What a file adds to the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// A pack, or something laid over it; by its word.
    Pack(String),
    /// A rubric, by its word.
    Rubric(String),
    /// The table of the register.
    Register,
    /// Facts.
    Facts,
}

impl Catalog {
    /// The shipped ones and those of a folder, where there is one. A file that cannot be read is a problem, and what is shipped
    /// stays as it is.
    pub fn with(folder: Option<&Path>) -> Self {
        let mut catalog = read::shipped();
        if let Some(folder) = folder {
            catalog.add_folder(folder);
        }
        catalog
    }

    /// The same with one more file, as if it lay in the user's folder.
    ///
    /// # Errors
    /// Says why the file cannot be read.
    pub fn with_file(&self, file: &Path) -> Result<(Self, Added), CatalogProblem> {
        let mut catalog = self.clone();
        let added = catalog.add_file(file)?;
        Ok((catalog, added))
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
