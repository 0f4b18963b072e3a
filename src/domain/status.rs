//! The status of a decision and how it is shown: glyph, word and tone, so that colour is never the only carrier.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::domain::tone::Tone;

/// Where a decision stands. `Unknown` is a value: the file states nothing, or nothing we can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Put forward for decision.
    Proposed,
    /// Before the people who decide.
    InReview,
    /// In force.
    Accepted,
    /// Decided against.
    Rejected,
    /// Put off.
    Deferred,
    /// Taken back by its author.
    Withdrawn,
    /// In force no longer, with nothing in its place.
    Deprecated,
    /// Replaced by another decision.
    Superseded,
    /// Not stated, or not understood.
    Unknown,
}

impl Status {
    /// Every status, in the order of a decision's life.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Proposed,
        Self::InReview,
        Self::Accepted,
        Self::Rejected,
        Self::Deferred,
        Self::Withdrawn,
        Self::Deprecated,
        Self::Superseded,
        Self::Unknown,
    ];

    /// The canonical word, as it is stored, typed and printed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::InReview => "in-review",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deferred => "deferred",
            Self::Withdrawn => "withdrawn",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
            Self::Unknown => "unknown",
        }
    }

    /// One cell that stands before the word, and what it means to the reader.
    pub const fn mark(self) -> (&'static str, Tone) {
        match self {
            Self::Draft => ("✎", Tone::Muted),
            Self::Proposed => ("?", Tone::Caution),
            Self::InReview => ("◎", Tone::Caution),
            Self::Accepted => ("✓", Tone::Good),
            Self::Rejected => ("✗", Tone::Danger),
            Self::Deferred => ("‖", Tone::Muted),
            Self::Withdrawn => ("↩", Tone::Muted),
            Self::Deprecated => ("⊖", Tone::Muted),
            Self::Superseded => ("⊘", Tone::Muted),
            Self::Unknown => ("·", Tone::Caution),
        }
    }

    /// The same mark in plain ASCII, for `ascii = true`.
    pub const fn ascii_mark(self) -> &'static str {
        match self {
            Self::Draft => "d",
            Self::Proposed => "?",
            Self::InReview => "r",
            Self::Accepted => "+",
            Self::Rejected => "x",
            Self::Deferred => "=",
            Self::Withdrawn => "<",
            Self::Deprecated => "-",
            Self::Superseded => "/",
            Self::Unknown => ".",
        }
    }

    /// Whether the text may still be edited in place. A decided text is kept; it is amended or superseded.
    pub const fn text_is_open(self) -> bool {
        matches!(
            self,
            Self::Draft | Self::Proposed | Self::InReview | Self::Deferred | Self::Unknown
        )
    }
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for Status {
    type Err = String;

    /// # Errors
    /// Names the words that are possible.
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|status| status.word().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                let words: Vec<_> = Self::ALL.iter().map(|status| status.word()).collect();
                format!(
                    "`{text}` is not a status; possible are {}",
                    words.join(", ")
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_its_status() {
        for status in Status::ALL {
            assert_eq!(status.word().parse(), Ok(status));
        }
    }

    #[test]
    fn no_two_statuses_look_alike_and_each_mark_is_one_cell() {
        let marks = Status::ALL.map(|status| status.mark().0);
        let ascii = Status::ALL.map(Status::ascii_mark);
        for (at, (mark, plain)) in marks.iter().zip(ascii).enumerate() {
            assert_eq!((mark.chars().count(), plain.len()), (1, 1));
            assert!(
                plain.is_ascii() && !marks[..at].contains(mark) && !ascii[..at].contains(&plain)
            );
        }
    }

    #[test]
    fn a_decided_text_is_kept() {
        let open = Status::ALL
            .into_iter()
            .filter(|status| status.text_is_open());
        let open: Vec<_> = open.map(Status::word).collect();
        assert_eq!(
            open,
            ["draft", "proposed", "in-review", "deferred", "unknown"]
        );
    }

    #[test]
    fn an_unknown_word_lists_what_is_possible() {
        let refused = "agreed"
            .parse::<Status>()
            .expect_err("not one of our words");
        assert!(refused.contains("`agreed`") && refused.contains("accepted"));
    }
}
