//! Why a command ends early, what to do next, and the exit code that says so to a script.

use std::io;

use crate::{config::ActorRefused, env::editor::EditorError, ops::error::OpsError};

/// How a command ended, for a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// As it should.
    Fine = 0,
    /// It could not be done.
    Failed = 1,
    /// It was typed wrongly.
    WrongUsage = 2,
    /// A check did not pass.
    NotPassed = 3,
}

/// Why a command ends early.
#[derive(Debug)]
pub enum Problem {
    /// Somebody was told already; only the exit code is left to say.
    Said(Exit),
    /// Something went wrong.
    Told {
        /// What, in one line.
        what: String,
        /// What to do next.
        hint: Option<String>,
        /// The exit code.
        exit: Exit,
    },
}

impl Problem {
    /// What was typed cannot be meant.
    pub fn usage(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Told {
            what: what.into(),
            hint: Some(hint.into()),
            exit: Exit::WrongUsage,
        }
    }

    /// It could not be done.
    pub fn failed(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Told {
            what: what.into(),
            hint: Some(hint.into()),
            exit: Exit::Failed,
        }
    }

    /// What happened, unless it was said already.
    pub fn what(&self) -> Option<&str> {
        match self {
            Self::Said(_) => None,
            Self::Told { what, .. } => Some(what),
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Said(_) => None,
            Self::Told { hint, .. } => hint.as_deref(),
        }
    }

    /// The exit code.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Said(exit) | Self::Told { exit, .. } => *exit,
        }
    }
}

impl From<OpsError> for Problem {
    fn from(error: OpsError) -> Self {
        Self::Told {
            what: error.to_string(),
            hint: error.hint(),
            exit: Exit::Failed,
        }
    }
}

impl From<EditorError> for Problem {
    fn from(error: EditorError) -> Self {
        Self::failed(error.to_string(), error.hint())
    }
}

impl From<ActorRefused> for Problem {
    fn from(error: ActorRefused) -> Self {
        Self::usage(error.to_string(), "Set it to one line of text.")
    }
}

impl From<io::Error> for Problem {
    /// A reader that has seen enough (`archdeck adr list | head`) is no error.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Said(Exit::Fine);
        }
        Self::Told {
            what: format!("reading or writing failed: {error}"),
            hint: None,
            exit: Exit::Failed,
        }
    }
}
