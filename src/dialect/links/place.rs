//! Where a link is stated, so that it can be taken away again. Knows nothing of what a link says.

use std::ops::Range;

use crate::{dialect::page::Page, domain::link::Link};

/// A link and the place that states it.
#[derive(Debug, Clone)]
pub(in crate::dialect) struct Placed {
    /// The link.
    pub link: Link,
    /// Where it stands.
    pub place: Place,
}

/// Where a link is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::dialect) enum Place {
    /// In the settings at the top: which entry, which of its values.
    Settings {
        /// The entry's place among the entries.
        entry: usize,
        /// The value as read.
        value: String,
    },
    /// In a field of the header: the name, the value and the target with its note.
    Field {
        /// The name of the field.
        name: Range<usize>,
        /// Its whole value.
        value: Range<usize>,
        /// The target in it.
        target: Range<usize>,
    },
    /// In a sentence: the phrase with all its targets, and the target with its note.
    Text {
        /// The whole statement.
        statement: Range<usize>,
        /// The target in it.
        target: Range<usize>,
    },
    /// A mere mention.
    Mention,
}

impl Place {
    /// A link whose words hold escaped brackets ends later than its first closing bracket.
    pub fn reach_end_of_link(&mut self, page: &Page<'_>) {
        let (statement, target) = match self {
            Self::Text { statement, target } => (Some(statement), target),
            Self::Field { target, .. } => (None, target),
            Self::Settings { .. } | Self::Mention => return,
        };
        let Some(link) = page.link_at(target.start) else {
            return;
        };
        let is_last = statement
            .as_ref()
            .is_some_and(|statement| statement.end == target.end);
        target.end = target.end.max(link.whole.end);
        if let Some(statement) = statement.filter(|_| is_last) {
            statement.end = target.end;
        }
    }
}
