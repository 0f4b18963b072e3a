//! What can go wrong with a use case: what, where and what to do next, in one line each.

use thiserror::Error;

use crate::{ops::discover::DiscoverError, store::StoreError};

/// A use case that could not be done. Nothing was changed.
#[derive(Debug, Error)]
pub enum OpsError {
    /// No record, log or folder answers to what was asked for.
    #[error("{what}")]
    NotFound {
        /// What was looked for and where.
        what: String,
        /// What to do.
        hint: String,
    },
    /// More than one record answers.
    #[error("`{asked}` means more than one record: {}", candidates.join(", "))]
    Ambiguous {
        /// The reference as typed.
        asked: String,
        /// The references that tell them apart.
        candidates: Vec<String>,
    },
    /// A rule of the product says no.
    #[error("{what}")]
    Refused {
        /// Which rule, and about what.
        what: String,
        /// What is possible instead.
        hint: String,
    },
    /// The record changed since the text was taken from it.
    #[error("{reference} was changed meanwhile by {actor}; nothing was saved")]
    Stale {
        /// The record.
        reference: String,
        /// Who changed it.
        actor: String,
        /// Where the text that was not saved is kept, or how to get at both versions.
        hint: String,
    },
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No decision log could be found.
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    /// A file or folder could not be read or written.
    #[error("{what}: {path}: {cause}")]
    File {
        /// What was tried.
        what: String,
        /// The path.
        path: String,
        /// What the system said.
        cause: String,
    },
}

impl OpsError {
    /// What to do next, where there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotFound { hint, .. } | Self::Refused { hint, .. } | Self::Stale { hint, .. } => {
                Some(hint.clone())
            }
            Self::Ambiguous { .. } => Some("Use one of these references.".to_owned()),
            Self::Store(error) => error.hint(),
            Self::File { .. } => {
                Some("Check the path and the rights to it, or name another.".to_owned())
            }
            Self::Discover(_) => None,
        }
    }
}
