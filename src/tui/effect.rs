//! What `update` asks the runtime to do, and the tickets by which an answer finds its question.

use std::path::PathBuf;

use crate::{
    domain::{digest::Digest, ids::RecordId},
    ops::{
        change::{Change, Done},
        error::OpsError,
        query::Query,
        view::View,
    },
};

/// The number of a question. An answer to any but the latest ticket of its slot is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// The place an answer is for. The worker skips a question when a newer one for the same slot waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// What the header says is overdue.
    Header,
    /// The home screen.
    Home,
    /// The list of decisions.
    Decisions,
    /// The preview beside the list.
    Preview,
    /// The opened record.
    Record,
    /// The text of a record for the editor.
    Source,
    /// The jump overlay.
    Jump,
    /// The search screen.
    Search,
    /// The preview beside the search.
    SearchPreview,
    /// The events screen.
    Events,
    /// The form of a new decision.
    NewForm,
    /// The facts a form is filled from.
    Facts,
    /// The comparison of two states.
    Compare,
    /// Both versions of a stale edit.
    Conflict,
    /// The list of packets.
    Packets,
    /// The packet that is shown.
    Packet,
    /// What is true of a packet.
    Verify,
    /// What an export would write.
    Export,
    /// The systems, or the readiness of all of them.
    Systems,
    /// The system that is shown.
    System,
    /// What an inventory would do.
    Inventory,
    /// The assessments, and what is offered.
    Checklists,
    /// The assessment that is walked through.
    Assessment,
    /// The rubric with the live tier.
    Risk,
    /// What would be if.
    WhatIf,
    /// The risk register.
    Register,
    /// The gate board.
    Readiness,
    /// The waivers.
    Waivers,
    /// Packs, rubrics, patterns and templates.
    Library,
    /// The pack that is shown.
    Pack,
    /// The decision matrices.
    Matrices,
    /// The matrix that is shown.
    Matrix,
    /// The persons a form may name.
    People,
    /// What is looked at before it is done, or only to be read: an upgrade, a difference, forms that came back.
    Report,
}

/// Something the runtime does after an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the worker.
    Ask {
        /// By which the answer is recognised.
        ticket: Ticket,
        /// For which place.
        slot: Slot,
        /// The question.
        query: Query,
    },
    /// Let the worker change the store.
    Do {
        /// By which the outcome is recognised.
        ticket: Ticket,
        /// The change.
        change: Change,
    },
    /// Put text on the clipboard (OSC 52).
    Copy(String),
    /// Open a text in the user's editor; the terminal is lent meanwhile.
    Edit(EditRequest),
    /// Remove a draft whose text was saved.
    DropDraft(PathBuf),
    /// Go to the shell until `fg`.
    Suspend,
    /// Take the mouse (true) or let the terminal have it (false).
    CaptureMouse(bool),
    /// Forget the last frame and draw everything.
    Redraw,
    /// Leave.
    Quit,
}

/// A text for the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditRequest {
    /// The record.
    pub record: RecordId,
    /// How it is printed.
    pub reference: String,
    /// The name of the file the editor sees.
    pub file_name: String,
    /// The digest of the value the text was taken from.
    pub base: Digest,
    /// The text.
    pub bytes: Vec<u8>,
}

/// Something that did not work, in words for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// What happened.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Whether what was asked for is not in the store any more.
    pub is_gone: bool,
}

impl Problem {
    /// A problem and what to do next.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: Some(hint.into()),
            is_gone: false,
        }
    }
}

impl From<OpsError> for Problem {
    fn from(error: OpsError) -> Self {
        Self {
            message: error.to_string(),
            hint: error.hint(),
            is_gone: matches!(error, OpsError::NotFound { .. }),
        }
    }
}

/// The answer to a question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Which question.
    pub ticket: Ticket,
    /// Which place.
    pub slot: Slot,
    /// What was found.
    pub view: Result<View, Problem>,
}

/// What the worker sends back.
#[derive(Debug, Clone)]
pub enum Reply {
    /// The answer to a question.
    View(Answer),
    /// The outcome of a change.
    Done {
        /// Which change.
        ticket: Ticket,
        /// What it did.
        outcome: Result<Done, Problem>,
    },
    /// Another process changed the store: what is shown should be asked again.
    StoreChanged,
}
