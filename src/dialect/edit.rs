//! Changing one fact of a record in its text: only the bytes of that fact are touched, in the file's own dialect and spelling.
//! What was written is read again, and a change that did not come out as asked is refused.

use crate::{
    dialect::habits::Habits,
    domain::{link::LinkKind, status::Status, time::StatedDate},
};

/// One fact to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactChange {
    /// Another status.
    Status(Status),
    /// Another title, without its number.
    Title(String),
    /// The date of the decision; `None` takes it away.
    Date(Option<StatedDate>),
    /// The day by which it is to be looked at again; `None` takes it away.
    ReviewBy(Option<StatedDate>),
    /// The people of one role, all of them; none takes the field away.
    People(PeopleRole, Vec<String>),
    /// The tags, all of them; none takes the field away.
    Tags(Vec<String>),
    /// A link that is stated from now on.
    Link(LinkKind, LinkTarget),
    /// A link that is stated no longer.
    Unlink(LinkKind, LinkTarget),
}

/// The role in which people are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeopleRole {
    /// Who decides.
    Deciders,
    /// Who was asked.
    Consulted,
    /// Who was told.
    Informed,
}

/// The record a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// The path of its file below the log's folder, with `/`; for a record of another log the path as it is to be written.
    pub path: String,
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// Its own identifier.
    pub native_id: Option<String>,
    /// Its title.
    pub title: String,
}

/// Why a fact cannot be written into this text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct CannotWrite {
    /// What stands in the way.
    pub what: String,
    /// What to do instead.
    pub hint: String,
    /// The line in question, from 1.
    pub line: Option<u32>,
}

/// The bytes of a file with facts changed; all other bytes are as they were.
///
/// # Errors
/// When the text has no place for a fact or its form cannot be written without touching more than the fact.
pub fn write(
    path: &str,
    bytes: &[u8],
    changes: &[FactChange],
    habits: &Habits,
) -> Result<Vec<u8>, CannotWrite> {
    let _ = (path, bytes, changes, habits);
    Err(CannotWrite {
        what: "this text cannot be written yet".to_owned(),
        hint: "Edit it with `archdeck adr edit`.".to_owned(),
        line: None,
    })
}
