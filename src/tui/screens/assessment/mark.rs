//! How an item is told at a glance: glyph, word and tone of what its answer comes to, and the flags beside it. It must not
//! know where an item stands on the screen.

use crate::{
    domain::{
        assessment::{Carry, Response, Review},
        evidence::{self, EvidenceState},
        pack::{Claim, Phase},
        readiness::ItemResult,
        score,
        tone::Tone,
    },
    ops::assessments::WalkItem,
    tui::look::Look,
};

/// A state: glyph, the same in ASCII, word, tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screens) struct Mark {
    glyph: &'static str,
    ascii: &'static str,
    /// The word.
    pub(in crate::tui::screens) word: &'static str,
    /// What it means to the reader.
    pub(in crate::tui::screens) tone: Tone,
}

impl Mark {
    const fn new(
        (glyph, ascii): (&'static str, &'static str),
        word: &'static str,
        tone: Tone,
    ) -> Self {
        Self {
            glyph,
            ascii,
            word,
            tone,
        }
    }

    /// The glyph as it can be drawn.
    pub(in crate::tui::screens) const fn glyph(self, look: &Look<'_>) -> &'static str {
        look.glyph(self.glyph, self.ascii)
    }
}

/// The mark of an answer in words.
pub(in crate::tui::screens) const fn of_response(response: Response) -> Mark {
    match response {
        Response::Unanswered => Mark::new(("·", "."), "unanswered", Tone::Muted),
        Response::Met => Mark::new(("✓", "v"), "met", Tone::Good),
        Response::Partial => Mark::new(("◐", "~"), "partial", Tone::Caution),
        Response::Unmet => Mark::new(("✗", "x"), "unmet", Tone::Danger),
        Response::Na => Mark::new(("–", "-"), "n/a", Tone::Muted),
    }
}

/// The response that counts: of a disputed answer the reviewer's.
pub(super) fn counting(item: &WalkItem) -> Response {
    item.answer.as_ref().map_or(Response::Unanswered, |answer| {
        score::effective(&item.item, answer)
    })
}

/// The mark of an item as it stands.
pub(super) fn of(item: &WalkItem) -> Mark {
    match item.state.result {
        ItemResult::Pass => of_response(Response::Met),
        ItemResult::Na => of_response(Response::Na),
        ItemResult::Waived => Mark::new(("⊘", "/"), "waived", Tone::Caution),
        ItemResult::Unevidenced => Mark::new(("◇", "?"), "claimed", Tone::Caution),
        ItemResult::Fail => match counting(item) {
            Response::Partial => of_response(Response::Partial),
            _ => of_response(Response::Unmet),
        },
        ItemResult::Skipped => Mark::new(("·", "."), "not asked", Tone::Muted),
        ItemResult::Incomplete if must_be_confirmed(item) => {
            Mark::new(("↻", "@"), "to confirm", Tone::Caution)
        }
        ItemResult::Incomplete if is_open_na(item) => {
            Mark::new(("–", "-"), "n/a open", Tone::Caution)
        }
        ItemResult::Incomplete => of_response(Response::Unanswered),
    }
}

/// Whether an answer came over that does not count before it is confirmed.
pub(super) fn must_be_confirmed(item: &WalkItem) -> bool {
    item.answer
        .as_ref()
        .is_some_and(|answer| answer.carry == Carry::Reconfirm)
}

/// Whether it is said to be N/A and that does not count yet: the reason is too short, or nobody agreed.
pub(super) fn is_open_na(item: &WalkItem) -> bool {
    item.state.result == ItemResult::Incomplete
        && item
            .answer
            .as_ref()
            .is_some_and(|answer| answer.response == Response::Na)
}

/// Whether a reviewer found otherwise.
pub(super) fn is_disputed(item: &WalkItem) -> bool {
    item.answer
        .as_ref()
        .is_some_and(|answer| matches!(answer.review, Review::Disputed { .. }))
}

/// Whether it failed, and nothing lets that stand.
pub(super) const fn is_failing(item: &WalkItem) -> bool {
    matches!(
        item.state.result,
        ItemResult::Fail | ItemResult::Unevidenced
    )
}

/// Whether it has no answer that counts.
pub(super) fn is_unanswered(item: &WalkItem) -> bool {
    item.state.result == ItemResult::Incomplete
}

/// Whether evidence is missing or does not count any more.
pub(super) fn needs_evidence(item: &WalkItem, as_of: chrono::NaiveDate) -> bool {
    if item.state.result == ItemResult::Unevidenced
        || item
            .evidence
            .iter()
            .any(|state| *state != EvidenceState::Ok)
    {
        return true;
    }
    let claim = match counting(item) {
        Response::Met => Claim::Met,
        Response::Partial => Claim::Partial,
        Response::Unanswered | Response::Unmet | Response::Na => return false,
    };
    let pieces = item
        .answer
        .as_ref()
        .map(|answer| answer.evidence.as_slice());
    item.item.evidence.as_ref().is_some_and(|rule| {
        rule.answers.contains(&claim)
            && !evidence::is_enough(rule, pieces.unwrap_or_default(), as_of)
    })
}

/// What stands beside the word where the word alone does not say it.
pub(super) fn flag(item: &WalkItem) -> Option<(String, Tone)> {
    if is_disputed(item) {
        return Some(("disputed".to_owned(), Tone::Danger));
    }
    if let Some((_, last)) = item
        .state
        .waiver
        .as_ref()
        .filter(|_| item.state.result == ItemResult::Waived)
    {
        return Some((format!("till {}", last.format("%m-%d")), Tone::Muted));
    }
    let stale = item
        .evidence
        .iter()
        .find(|state| **state != EvidenceState::Ok);
    stale.map(|state| (state.word().to_owned(), Tone::Caution))
}

/// The word for a phase.
pub(super) const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Design => "design",
        Phase::PreProd => "pre-production",
        Phase::Operate => "operate",
        Phase::Retire => "retire",
    }
}
