//! Every question a screen or a listing asks, as a value.

use crate::{domain::ids::RecordId, ops::filter::Filter};

/// A question to the workbench; the answer is the [`crate::ops::view::View`] of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// What needs me: counts, waiting decisions, passed reviews, recent events.
    Home,
    /// The decisions a filter lets through, sorted.
    Decisions(Filter),
    /// One record, rendered for a width in cells.
    Record {
        /// The record.
        id: RecordId,
        /// The width in cells its text is laid out for.
        width: u16,
    },
    /// One record's text as it is kept, to be edited.
    Source {
        /// The record.
        id: RecordId,
    },
    /// The decisions whose label and title hold all the words, best first.
    Jump {
        /// The words as typed.
        text: String,
        /// At most so many.
        limit: usize,
    },
    /// Full-text search, ranked, with snippets.
    Search {
        /// The words as typed.
        text: String,
        /// At most so many.
        limit: usize,
    },
    /// Events, newest first.
    Events {
        /// Only those before this place in the chain.
        before: Option<u64>,
        /// Only those about this record.
        record: Option<RecordId>,
        /// At most so many.
        limit: usize,
    },
}

impl Query {
    /// The word for it in the log file.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Decisions(_) => "decisions",
            Self::Record { .. } => "record",
            Self::Source { .. } => "source",
            Self::Jump { .. } => "jump",
            Self::Search { .. } => "search",
            Self::Events { .. } => "events",
        }
    }
}
