//! Answers in words, and how two states of an assessment differ item by item.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{Answer, Carry, Response, Review};
use crate::domain::text::counted;

impl Answer {
    /// What it says, in a line: `partial (25), 2 pieces of evidence, owner Ana Ruiz, due 2026-12-01, disputed by Lee Brandt: unmet`.
    pub fn in_words(&self) -> String {
        let mut words = self.response.word().to_owned();
        let mut also = |what: String| {
            let _ = write!(words, "{what}");
        };
        if let Some(value) = self.value {
            also(format!(" ({value})"));
        }
        if !self.evidence.is_empty() {
            let pieces = self.evidence.len() as u64;
            let pieces = counted(pieces, "piece of evidence", "pieces of evidence");
            also(format!(", {pieces}"));
        }
        if let Some(owner) = &self.owner {
            also(format!(", owner {owner}"));
        }
        if let Some(due) = self.due {
            also(format!(", due {due}"));
        }
        match &self.review {
            Review::None => {}
            Review::Verified { by, .. } => also(format!(", verified by {by}")),
            Review::Disputed { by, response, .. } => {
                also(format!(", disputed by {by}: {}", response.word()));
            }
        }
        if self.carry == Carry::Reconfirm {
            also(", to be confirmed".to_owned());
        }
        words
    }
}

/// What differs between two states of the answers of one assessment, by item: item, before, after. An item without an answer is
/// unanswered.
pub fn differences(before: &[Answer], after: &[Answer]) -> Vec<(String, String, String)> {
    let mut items: BTreeMap<&str, [Option<&Answer>; 2]> = BTreeMap::new();
    for (at, answers) in [before, after].into_iter().enumerate() {
        for answer in answers {
            if let Some(place) = items.entry(&answer.item).or_default().get_mut(at) {
                *place = Some(answer);
            }
        }
    }
    let words = |answer: Option<&Answer>| {
        answer.map_or_else(|| Response::Unanswered.word().to_owned(), Answer::in_words)
    };
    let differing = items.into_iter().filter_map(|(item, [then, now])| {
        let (then_words, now_words) = (words(then), words(now));
        let other = what_else(then, now);
        (then_words != now_words || other.is_some()).then(|| {
            let now_words = match other {
                Some(what) if then_words == now_words => format!("{now_words}, {what}"),
                _ => now_words,
            };
            (item.to_owned(), then_words, now_words)
        })
    });
    differing.collect()
}

/// What differs between two answers that read the same.
fn what_else(then: Option<&Answer>, now: Option<&Answer>) -> Option<&'static str> {
    let (then, now) = (then?, now?);
    if then.note != now.note {
        return Some("another note");
    }
    (then.evidence != now.evidence).then_some("other evidence")
}
