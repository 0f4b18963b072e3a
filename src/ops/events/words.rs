//! What was done, in the words of the field, and which event of an action tells most of it. It must not know how a record is
//! called.

use crate::{
    domain::{event::RecordKind, text::counted},
    ops::view::EventLine,
};

/// What was done, in the past: `asked for`, `took evidence away from`; `None` where the verb says it itself.
pub(crate) fn did(verb: &str) -> Option<&'static str> {
    Some(match verb {
        "system.moved" => "moved",
        "system.noted" => "noted what happened to",
        "system.linked" => "linked a decision to",
        "system.unlinked" => "took a decision off",
        "system.bound" => "bound a pattern to",
        "system.unbound" => "took a pattern off",
        "answer.taken" => "took an earlier answer for",
        "answer.evidence-attached" => "attached evidence to",
        "answer.evidence-removed" => "took evidence away from",
        "answer.evidence-kept" => "kept the evidence of",
        "answer.evidence-checked" => "looked again at the evidence of",
        "answer.replied" => "replied to the dispute of",
        "answer.review-withdrawn" => "took the review back of",
        "answer.concurred" => "concurred with",
        "answer.edited" => "changed",
        "answer.carried" => "carried over",
        "milestone.taken" => "took a milestone of",
        "tiering.recorded" => "recorded the tier of",
        "tiering.cap-signed" => "signed for a cap of",
        "tiering.discarded" => "threw away the open run of",
        "waiver.proposed" => "asked for",
        "sign-off.given" => "signed",
        "issued.issued" => "issued for",
        "issued.overridden" => "issued by override for",
        "issued.withdrawn" => "took back for",
        "matrix.begun" => "began",
        "matrix.written" => "wrote into a decision",
        "assessment.discarded" | "answer.discarded" | "matrix.discarded" => "threw away",
        _ => return None,
    })
}

/// How much an event of this kind tells of the action it belongs to; the more, the greater.
const fn tells(kind: RecordKind) -> u8 {
    match kind {
        RecordKind::Log => 17,
        RecordKind::Adr => 16,
        RecordKind::System => 15,
        RecordKind::Assessment => 14,
        RecordKind::Issued => 13,
        RecordKind::Tiering => 12,
        RecordKind::Waiver => 11,
        RecordKind::Risk => 10,
        RecordKind::Matrix => 9,
        RecordKind::Packet => 8,
        RecordKind::Pattern => 7,
        RecordKind::SignOff => 6,
        RecordKind::Milestone => 5,
        RecordKind::Person => 4,
        RecordKind::Answer => 3,
        RecordKind::Document => 2,
        RecordKind::Comment => 1,
        RecordKind::Pack => 0,
    }
}

/// Whether an event of one kind tells more of an action than one of another.
pub(crate) const fn tells_more(one: RecordKind, other: RecordKind) -> bool {
    tells(one) > tells(other)
}

/// How many records of a kind, in words; answers are counted by what they answer.
pub(crate) fn how_many(count: u64, kind: RecordKind) -> String {
    let (one, many) = match kind {
        RecordKind::Log => ("log", "logs"),
        RecordKind::Adr => ("decision", "decisions"),
        RecordKind::Document => ("file", "files"),
        RecordKind::Comment => ("comment", "comments"),
        RecordKind::Packet => ("packet", "packets"),
        RecordKind::Person => ("person", "persons"),
        RecordKind::System => ("system", "systems"),
        RecordKind::Pattern => ("pattern", "patterns"),
        RecordKind::Pack => ("pack", "packs"),
        RecordKind::Assessment => ("assessment", "assessments"),
        RecordKind::Answer => ("item", "items"),
        RecordKind::Milestone => ("milestone", "milestones"),
        RecordKind::Tiering => ("tier", "tiers"),
        RecordKind::Waiver => ("waiver", "waivers"),
        RecordKind::Risk => ("risk", "risks"),
        RecordKind::SignOff => ("sign-off", "sign-offs"),
        RecordKind::Issued => ("verdict", "verdicts"),
        RecordKind::Matrix => ("matrix", "matrices"),
    };
    counted(count, one, many)
}

impl EventLine {
    /// What was done, in the past; `None` where the verb says it itself.
    pub fn did(&self) -> Option<&'static str> {
        did(&self.verb)
    }

    /// Whether it tells more of their action than another event does.
    pub fn tells_more_than(&self, other: &Self) -> bool {
        tells_more(self.kind, other.kind)
    }

    /// Several records of governance in words, where the action touched more than one like this: `12 items of SYS-0007`.
    pub fn several(&self) -> Option<String> {
        if self.alike < 2 || !self.kind.is_governance() {
            return None;
        }
        let count = how_many(self.alike, self.kind);
        Some(match (self.kind, self.reference.split_once(' ')) {
            (RecordKind::Answer, Some((system, _))) => format!("{count} of {system}"),
            _ => count,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_kinds_one_tells_more() {
        for one in RecordKind::ALL {
            for other in RecordKind::ALL {
                let either = tells_more(one, other) || tells_more(other, one);
                assert_eq!(either, one != other, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn many_are_counted_in_the_words_of_their_kind() {
        assert_eq!(how_many(12, RecordKind::Answer), "12 items");
        assert_eq!(how_many(1, RecordKind::Matrix), "1 matrix");
    }
}
