//! Changing one fact of a record in its text: only the bytes of that fact are touched, in the file's own dialect and spelling.
//! What was written is read again, and a change that did not come out as asked is refused.

use crate::{
    dialect::{
        field::Key,
        habits::{Habits, OfMarkup},
        markup_of,
        reader::Reader,
        with_line_feeds,
    },
    domain::{link::LinkKind, status::Status, text, time::StatedDate},
};

mod check;
mod date;
pub(super) mod field;
mod grid;
mod link;
mod missing;
mod names;
pub(super) mod settings;
mod splice;
pub(super) mod status;
mod successor;
pub(super) mod target;
mod title;
mod unlink;
mod writing;

pub use grid::Grid;
use writing::Writing;
pub(super) use writing::line_break_of;

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
    /// A table under the options of the record, in place of the one with the same caption.
    Grid(Grid),
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

impl CannotWrite {
    fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: "Edit the text with `archdeck adr edit`.".to_owned(),
            line: None,
        }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: hint.into(),
            ..self
        }
    }
}

/// One step of a writing; what belongs together is one step.
#[derive(Debug, Clone, Copy)]
enum Step<'c> {
    Unlink(LinkKind, &'c LinkTarget),
    Status(Status),
    /// The status together with the record that takes the place of this one.
    SupersededBy(&'c LinkTarget),
    Title(&'c str),
    Date(Key, Option<StatedDate>),
    Names(Key, &'c [String]),
    Link(LinkKind, &'c LinkTarget),
    Grid(&'c Grid),
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
    let Some(markup) = markup_of(path) else {
        return Err(CannotWrite::new(
            "a plain text has no marks that tell where a fact stands",
        ));
    };
    let decoded = text::decode(bytes);
    if !decoded.offsets_hold {
        let line = decoded.findings.first().and_then(|finding| finding.line);
        return Err(CannotWrite {
            line,
            ..CannotWrite::new("the file is not sound UTF-8, so that no place in it is certain")
                .hint("Save the file as UTF-8, import it again, then change it.")
        });
    }
    let before = super::read(path, bytes);
    let habits = habits.of(markup);
    let mut text = decoded.text;
    for step in steps(changes) {
        text = with_step(path, text, step, habits)?;
    }
    let mark = bytes.get(..decoded.bom_bytes).unwrap_or_default();
    let written = [mark, text.as_bytes()].concat();
    check::check(path, &before, &written, changes)?;
    Ok(written)
}

/// The steps in an order in which none stands in the way of a later one.
fn steps(changes: &[FactChange]) -> Vec<Step<'_>> {
    let successor = changes.iter().find_map(|change| match change {
        FactChange::Link(LinkKind::SupersededBy, target) => Some(target),
        _ => None,
    });
    let mut steps: Vec<Step<'_>> = changes
        .iter()
        .map(|change| match change {
            FactChange::Status(Status::Superseded) => {
                successor.map_or(Step::Status(Status::Superseded), Step::SupersededBy)
            }
            FactChange::Status(status) => Step::Status(*status),
            FactChange::Title(title) => Step::Title(title),
            FactChange::Date(date) => Step::Date(Key::Date, *date),
            FactChange::ReviewBy(date) => Step::Date(Key::ReviewBy, *date),
            FactChange::People(role, names) => Step::Names(role.key(), names),
            FactChange::Tags(tags) => Step::Names(Key::Tags, tags),
            FactChange::Link(kind, target) => Step::Link(*kind, target),
            FactChange::Unlink(kind, target) => Step::Unlink(*kind, target),
            FactChange::Grid(grid) => Step::Grid(grid),
        })
        .collect();
    // What an earlier step states, a link finds stated.
    steps.sort_by_key(|step| match step {
        Step::Unlink(..) => 0,
        Step::Status(_) | Step::SupersededBy(_) => 1,
        Step::Title(_) => 2,
        Step::Date(..) => 3,
        Step::Names(..) => 4,
        Step::Link(..) => 5,
        Step::Grid(_) => 6,
    });
    steps
}

fn with_step(
    path: &str,
    text: String,
    step: Step<'_>,
    habits: &OfMarkup,
) -> Result<String, CannotWrite> {
    let markup = markup_of(path).unwrap_or_default();
    // A link may be stated in several places; each is found only when the one before is gone.
    let rounds = if matches!(step, Step::Unlink(..)) {
        6
    } else {
        1
    };
    let mut text = text;
    for _ in 0..rounds {
        let unified = with_line_feeds(text.clone());
        let reader = Reader::of(path, &unified, markup, Vec::new());
        let writing = Writing::of(&reader, habits, &text);
        let splices = match step {
            Step::Unlink(kind, target) => unlink::write(&writing, kind, target)?,
            Step::Status(status) => status::write(&writing, status)?,
            Step::SupersededBy(target) => successor::write(&writing, target)?,
            Step::Title(title) => title::write(&writing, title)?,
            Step::Date(key, date) => date::write(&writing, key, date)?,
            Step::Names(key, names) => names::write(&writing, key, names)?,
            Step::Link(kind, target) => link::write(&writing, kind, target)?,
            Step::Grid(grid) => grid::write(&writing, grid),
        };
        if splices.is_empty() {
            break;
        }
        text = splice::applied(&text, splices)?;
    }
    Ok(text)
}

impl PeopleRole {
    const fn key(self) -> Key {
        match self {
            Self::Deciders => Key::Deciders,
            Self::Consulted => Key::Consulted,
            Self::Informed => Key::Informed,
        }
    }
}

#[cfg(test)]
mod tests;
