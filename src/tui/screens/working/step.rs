//! The menu of the steps decisions may take, and the form of one step.

use super::{
    OURS, Target,
    fields::{self, field},
};
use crate::{
    domain::{life_cycle, link::LinkKind, status::Status},
    ops::change::{self, Change},
    tui::screen::{Availability, FieldKind, Filled, Form, Menu},
};

/// The word of the form.
pub(super) const FORM: &str = "work.step";
const REASON: &str = "reason";
const DECIDERS: &str = "deciders";
const ON: &str = "on";

/// The words of the choices that begin a new decision, and what it is to the old one.
const SUCCESSORS: [(&str, LinkKind); 2] = [
    ("supersede", LinkKind::Supersedes),
    ("amend", LinkKind::Amends),
];

/// Whether anything leads on from where one decision stands.
pub(super) fn availability(status: Status) -> Availability {
    let leads_on = !life_cycle::steps(status).is_empty() || life_cycle::may_be_superseded(status);
    if leads_on {
        return Availability::Ready;
    }
    Availability::Disabled(format!(
        "nothing leads on from {status}; undo takes back a step taken by mistake"
    ))
}

/// What the new decision of a choice is to the old one; `None` for an ordinary step.
pub(super) fn succeeds(word: &str) -> Option<LinkKind> {
    let found = SUCCESSORS.iter().find(|(known, _)| *known == word);
    found.map(|(_, kind)| *kind)
}

/// The steps that are possible, then those that are not, each with the reason.
pub(super) fn menu(targets: &[Target]) -> Menu {
    let steps = Status::ALL
        .into_iter()
        .filter(|to| *to != Status::Unknown)
        .filter(|to| targets.iter().any(|target| target.status != *to));
    let (possible, not): (Vec<_>, Vec<_>) = steps
        .map(|to| (to, why_not(targets, to)))
        .partition(|(_, why)| why.is_none());
    let choice = |(to, why): (Status, Option<String>)| {
        (format!("{OURS}{}", to.word()), to.word().to_owned(), why)
    };
    let mut choices: Vec<_> = possible.into_iter().map(choice).collect();
    choices.extend(successors(targets));
    choices.extend(not.into_iter().map(choice));
    Menu {
        title: format!("Next step of {}", fields::called(targets)),
        choices,
    }
}

/// Decisions in force are superseded or amended by new ones, one at a time.
fn successors(targets: &[Target]) -> Vec<(String, String, Option<String>)> {
    let [only] = targets else { return Vec::new() };
    let shown = |kind| match kind {
        LinkKind::Supersedes => "supersede by a new decision…",
        _ => "amend by a new decision…",
    };
    let fits = |kind| match kind {
        LinkKind::Supersedes => life_cycle::may_be_superseded(only.status),
        _ => only.status == Status::Accepted,
    };
    SUCCESSORS
        .into_iter()
        .filter(|(_, kind)| fits(*kind))
        .map(|(word, kind)| (format!("{OURS}{word}"), shown(kind).to_owned(), None))
        .collect()
}

/// Why a step cannot be taken; with several, for how many of them.
fn why_not(targets: &[Target], to: Status) -> Option<String> {
    // A reason is asked for in the form; whether it is missing is not the question here.
    let step = |target: &Target| life_cycle::step(target.status, to, Some("asked for"));
    let refused: Vec<_> = targets.iter().filter_map(|one| step(one).err()).collect();
    let first = refused.first()?;
    if targets.len() == 1 {
        return Some(first.to_string());
    }
    Some(format!(
        "not for {} of {}: {first}",
        refused.len(),
        targets.len()
    ))
}

/// The form of a step.
pub(super) fn form(targets: &[Target], to: Status) -> Form {
    let unknown = targets.iter().any(|one| one.status == Status::Unknown);
    let reason = if unknown {
        field(
            (REASON, "Why"),
            FieldKind::Needed,
            "How it is known where the decision stands: nobody wrote it down.",
        )
    } else {
        field(
            (REASON, "Why"),
            FieldKind::Line,
            "For the history; may stay empty.",
        )
    };
    let mut fields = vec![reason];
    if matches!(to, Status::Accepted | Status::Rejected) {
        fields.extend([
            field(
                (DECIDERS, "Decided by"),
                FieldKind::Line,
                "Names with commas between them; left empty, the text keeps those it names.",
            ),
            field(
                (ON, "Decided on"),
                FieldKind::Date,
                "`2026-03-02` or `2026-03`; left empty, the text keeps the date it states.",
            ),
        ]);
    }
    Form {
        word: FORM,
        title: format!("{}: {}", verb(to), fields::called(targets)),
        note: Some(note(targets, to)),
        fields,
    }
}

fn note(targets: &[Target], to: Status) -> String {
    let from = match targets {
        [only] => format!("from {} to {to}", only.status),
        _ => format!("to {to}"),
    };
    let keeps = if to.text_is_open() {
        ""
    } else {
        "; from then on the text is kept as it is"
    };
    format!("{}: {from}{keeps}.", fields::meant(targets))
}

const fn verb(to: Status) -> &'static str {
    match to {
        Status::Draft => "Make a draft",
        Status::Proposed => "Propose",
        Status::InReview => "Put in review",
        Status::Accepted => "Accept",
        Status::Rejected => "Reject",
        Status::Deferred => "Defer",
        Status::Withdrawn => "Withdraw",
        Status::Deprecated => "Deprecate",
        Status::Superseded => "Supersede",
        Status::Unknown => "Unknown",
    }
}

/// The change the filled form asks for.
///
/// # Errors
/// When one of the decisions cannot take the step, as it stands now.
pub(super) fn change(
    filled: &Filled,
    targets: &[Target],
    to: Status,
) -> Result<Change, (&'static str, String)> {
    let reason = fields::stated(filled, REASON);
    for target in targets {
        life_cycle::step(target.status, to, reason.as_deref())
            .map_err(|refused| (REASON, format!("{}: {refused}", target.reference)))?;
    }
    Ok(Change::Step(change::Step {
        records: targets.iter().map(|one| (one.id, one.base)).collect(),
        to,
        reason,
        deciders: fields::names(fields::value(filled, DECIDERS)),
        on: fields::value(filled, ON).parse().ok(),
    }))
}
