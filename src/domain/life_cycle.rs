//! The life of a decision: which step leads from which status to which, and why another one is refused. A total table with no
//! exception; what follows from a step (a superseded predecessor, a changed text) is not decided here.

use std::fmt;

use crate::domain::status::Status;

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Where the decision stands.
    pub from: Status,
    /// Where it was to go.
    pub to: Status,
    why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// It stands there already.
    Already,
    /// Nothing leads on but undo.
    Ended,
    /// The life of a decision has no such step.
    NoSuchStep,
    /// Only another decision supersedes.
    NeedsSuccessor,
    /// What nobody knew is set only with a reason.
    NeedsReason,
}

/// The statuses a step leads to, in the order of a decision's life; a supersession is no step of its own.
pub fn steps(from: Status) -> Vec<Status> {
    Status::ALL
        .into_iter()
        .filter(|to| leads_to(from, *to))
        .collect()
}

/// Whether a step may be taken.
///
/// # Errors
/// Says why not and what is possible.
pub fn step(from: Status, to: Status, reason: Option<&str>) -> Result<(), Refused> {
    let refused = |why| Err(Refused { from, to, why });
    if from == to {
        return refused(Why::Already);
    }
    if !leads_to(from, to) {
        return refused(match (from, to) {
            (Status::Accepted, Status::Superseded) => Why::NeedsSuccessor,
            _ if steps(from).is_empty() => Why::Ended,
            _ => Why::NoSuchStep,
        });
    }
    if from == Status::Unknown && reason.is_none_or(|reason| reason.trim().is_empty()) {
        return refused(Why::NeedsReason);
    }
    Ok(())
}

/// Whether a decision may be superseded once its successor is accepted: it is in force, or nobody knows where it stands.
pub const fn may_be_superseded(status: Status) -> bool {
    matches!(
        status,
        Status::Accepted | Status::Deprecated | Status::Unknown
    )
}

fn leads_to(from: Status, to: Status) -> bool {
    use Status::{
        Accepted, Deferred, Deprecated, Draft, InReview, Proposed, Rejected, Superseded, Unknown,
        Withdrawn,
    };
    match from {
        Draft => matches!(to, Proposed | Withdrawn),
        Proposed => matches!(to, InReview | Accepted | Rejected | Deferred | Withdrawn),
        InReview => matches!(to, Proposed | Accepted | Rejected | Deferred | Withdrawn),
        Deferred => matches!(to, Proposed | Withdrawn),
        Accepted => matches!(to, Deprecated),
        Unknown => !matches!(to, Unknown | Superseded),
        Rejected | Withdrawn | Deprecated | Superseded => false,
    }
}

impl Refused {
    /// What is possible instead.
    pub fn hint(&self) -> String {
        let possible = words(&steps(self.from));
        match self.why {
            Why::NeedsSuccessor => {
                "Write the decision that takes its place, then `archdeck adr supersede OLD --by NEW`."
                    .to_owned()
            }
            Why::NeedsReason => "Say with `--reason` how it is known where the decision stands.".to_owned(),
            Why::Ended => format!(
                "A {} decision stays as it is; `undo` takes back a step taken by mistake, a new decision changes course.",
                self.from
            ),
            Why::Already | Why::NoSuchStep if possible.is_empty() => {
                "Nothing leads on from there but undo.".to_owned()
            }
            Why::Already | Why::NoSuchStep if self.from == Status::Accepted => {
                format!("Possible: {possible}, or a new decision that supersedes it.")
            }
            Why::Already | Why::NoSuchStep => format!("Possible: {possible}."),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to, why } = self;
        match why {
            Why::Already => write!(out, "it is {from} already"),
            Why::Ended => write!(out, "nothing leads on from {from}"),
            Why::NoSuchStep => write!(out, "no step leads from {from} to {to}"),
            Why::NeedsSuccessor => out.write_str("only a decision that takes its place supersedes"),
            Why::NeedsReason => out.write_str("a status nobody knew is set only with a reason"),
        }
    }
}

impl std::error::Error for Refused {}

fn words(statuses: &[Status]) -> String {
    let words: Vec<_> = statuses.iter().map(|status| status.word()).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(from: Status) -> String {
        words(&steps(from))
    }

    #[test]
    fn the_life_of_a_decision() {
        assert_eq!(told(Status::Draft), "proposed, withdrawn");
        assert_eq!(
            told(Status::Proposed),
            "in-review, accepted, rejected, deferred, withdrawn"
        );
        assert_eq!(
            told(Status::InReview),
            "proposed, accepted, rejected, deferred, withdrawn"
        );
        assert_eq!(told(Status::Deferred), "proposed, withdrawn");
        assert_eq!(told(Status::Accepted), "deprecated");
        assert_eq!(
            told(Status::Unknown),
            "draft, proposed, in-review, accepted, rejected, deferred, withdrawn, deprecated"
        );
        for ended in [
            Status::Rejected,
            Status::Withdrawn,
            Status::Deprecated,
            Status::Superseded,
        ] {
            assert_eq!(told(ended), "", "{ended}");
        }
    }

    #[test]
    fn a_step_is_allowed_exactly_where_the_table_has_it() {
        for from in Status::ALL {
            for to in Status::ALL {
                let allowed = step(from, to, Some("because")).is_ok();
                assert_eq!(allowed, steps(from).contains(&to), "{from} to {to}");
            }
        }
    }

    #[test]
    fn what_nobody_knew_is_set_with_a_reason_only() {
        let refused = step(Status::Unknown, Status::Accepted, Some("  ")).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "a status nobody knew is set only with a reason"
        );
        assert_eq!(
            refused.hint(),
            "Say with `--reason` how it is known where the decision stands."
        );
        assert_eq!(
            step(Status::Unknown, Status::Accepted, Some("minutes")),
            Ok(())
        );
        assert_eq!(step(Status::Proposed, Status::Accepted, None), Ok(()));
    }

    #[test]
    fn a_refused_step_says_why_and_what_is_possible() {
        for (from, to, why, hint) in [
            (
                Status::Draft,
                Status::Accepted,
                "no step leads from draft to accepted",
                "Possible: proposed, withdrawn.",
            ),
            (
                Status::Accepted,
                Status::Superseded,
                "only a decision that takes its place supersedes",
                "Write the decision that takes its place, then `archdeck adr supersede OLD --by NEW`.",
            ),
            (
                Status::Accepted,
                Status::Proposed,
                "no step leads from accepted to proposed",
                "Possible: deprecated, or a new decision that supersedes it.",
            ),
            (
                Status::Rejected,
                Status::Accepted,
                "nothing leads on from rejected",
                "A rejected decision stays as it is; `undo` takes back a step taken by mistake, a new decision changes course.",
            ),
            (
                Status::Proposed,
                Status::Proposed,
                "it is proposed already",
                "Possible: in-review, accepted, rejected, deferred, withdrawn.",
            ),
            (
                Status::Superseded,
                Status::Superseded,
                "it is superseded already",
                "Nothing leads on from there but undo.",
            ),
        ] {
            let refused = step(from, to, None).unwrap_err();
            assert_eq!(
                (refused.to_string().as_str(), refused.hint().as_str()),
                (why, hint)
            );
        }
    }

    #[test]
    fn what_is_decided_against_is_not_superseded() {
        let superseded: Vec<_> = Status::ALL
            .into_iter()
            .filter(|status| may_be_superseded(*status))
            .collect();
        assert_eq!(
            superseded,
            [Status::Accepted, Status::Deprecated, Status::Unknown]
        );
    }
}
