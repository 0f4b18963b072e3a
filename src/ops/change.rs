//! Every write, the same value from a key and from a command, and what comes back of it.

use std::path::PathBuf;

use serde::Serialize;

use crate::domain::{
    digest::Digest,
    ids::{GroupId, RecordId},
};

/// One thing a user does to the store. Each is saved whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Reads decision logs from folders or files.
    Import(ImportRequest),
    /// Puts another text in the place of a record's text.
    EditText(TextEdit),
    /// Takes a log with its records out of the current state; history keeps them.
    RemoveLog {
        /// The log's name.
        name: String,
    },
    /// Takes back the last action of this person that is not taken back yet.
    Undo,
    /// Does again what was undone last.
    Redo,
}

/// What to import, and under which name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportRequest {
    /// Repositories, folders of records, or single files.
    pub paths: Vec<PathBuf>,
    /// The log's name; only where one log is found.
    pub log: Option<String>,
}

/// A new text for a record, made from a known state of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The record.
    pub record: RecordId,
    /// The digest of the value the text was made from; a stale one is refused.
    pub base: Digest,
    /// The whole new text as bytes.
    pub bytes: Vec<u8>,
    /// Why, in the words of the person.
    pub reason: Option<String>,
}

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Done {
    /// The action that was saved; absent when there was nothing to change.
    pub group: Option<GroupId>,
    /// One sentence: what happened.
    pub summary: String,
    /// The records it touched, as references, at most 100 of them.
    pub refs: Vec<String>,
    /// Whether `undo` can take it back.
    pub can_undo: bool,
}
