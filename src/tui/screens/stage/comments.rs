//! What was said about two of the decisions.

use uuid::Uuid;

use super::store::{id, when};
use crate::domain::{comment::Comment, ids::RecordId};

/// The number of the decision, the day, who, what, and whether it is settled.
const SAID: [(u128, &str, &str, &str, bool); 5] = [
    (
        15,
        "2026-11-03",
        "Lee Brandt",
        "Who is paged at night: the owning team, or the platform for all of them?",
        false,
    ),
    (
        15,
        "2026-11-05",
        "Ana Ruiz",
        "The threshold is missing.",
        true,
    ),
    (
        15,
        "2026-11-19",
        "Mina Okafor",
        "I would start with the three services that have an owner on call, measure how often they are paged in four weeks, and only then decide about the rest.",
        false,
    ),
    (
        15,
        "2026-11-20",
        "Lee Brandt",
        "Typo in the second option.",
        true,
    ),
    (
        2_004,
        "2026-11-21",
        "Ana Ruiz",
        "Is one table enough?",
        false,
    ),
];

/// The comments on a decision, oldest first.
pub(super) fn on(record: RecordId) -> Vec<Comment> {
    let comments = SAID.iter().zip(7_000..).map(|(said, number)| {
        let (about, day, author, text, settled) = *said;
        Comment {
            id: RecordId(Uuid::from_u128(number)),
            record: id(about),
            author: author.into(),
            at: when(day),
            text: text.into(),
            settled,
        }
    });
    comments
        .filter(|comment| comment.record == record)
        .collect()
}
