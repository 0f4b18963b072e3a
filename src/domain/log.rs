//! A decision log: the folder of a repository whose records belong together, and the files in it that are no records.

use serde::{Deserialize, Serialize};

use crate::domain::{digest::Digest, ids::RecordId};

/// A decision log. Numbers are unique only inside one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionLog {
    /// Its identity.
    pub id: RecordId,
    /// The name people use, unique in the store.
    pub name: String,
    /// The absolute path of the repository or folder it was imported from, as given by the system.
    pub root: String,
    /// The folder of the records below `root`, with `/`; empty when the records lie in `root` itself.
    pub folder: String,
    /// The address of the repository's remote, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote: Option<String>,
}

/// A file of a log that is no record (an index, a template, notes). Kept so that an export writes the log back whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its identity.
    pub id: RecordId,
    /// The log it lies in.
    pub log: RecordId,
    /// The path below the log's folder, with `/`.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub source: Digest,
    /// Its bytes when it was last imported.
    pub imported: Digest,
}

/// What a file of a decision log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// A decision record.
    Record,
    /// A list of the records, a README.
    Index,
    /// A form for new records.
    Template,
    /// Anything else.
    Other,
}

impl FileKind {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Index => "index",
            Self::Template => "template",
            Self::Other => "other",
        }
    }
}
