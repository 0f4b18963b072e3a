//! The menus about one item: its evidence, what a reviewer or the team can say, what can be confirmed or taken. It must not know
//! which item the screen shows meanwhile.

use crate::{
    domain::{
        assessment::{Carry, Response, Review},
        ids::RecordId,
        person::Person,
    },
    ops::assessments::{AnswerStep, WalkItem},
    tui::screen::Menu,
};

/// The words of the menus of a walk; what follows the colon is a place or a record.
pub(super) const VERIFY: &str = "review.verify";
pub(super) const DISPUTE: &str = "review.dispute";
pub(super) const REPLY: &str = "review.reply";
pub(super) const WITHDRAW: &str = "review.withdraw";
pub(super) const CONCUR: &str = "review.concur";
pub(super) const AGREES: &str = "agrees:";
pub(super) const CONFIRM: &str = "answer.confirm";
pub(super) const TAKE: &str = "take:";
pub(super) const KEEP: &str = "keep:";
pub(super) const DETACH: &str = "detach:";
pub(super) const RECHECK: &str = "evidence.recheck";

/// A choice of a menu: its word, what it says, why it cannot be chosen.
type Choice = (String, String, Option<String>);

/// The step of a choice that names a place or a person.
pub(super) fn with_place(word: &str, item: &WalkItem, people: &[Person]) -> Option<AnswerStep> {
    let nth = |prefix: &str| word.strip_prefix(prefix)?.parse::<usize>().ok();
    if let Some(nth) = nth(KEEP) {
        return Some(AnswerStep::Keep(nth));
    }
    if let Some(nth) = nth(DETACH) {
        return Some(AnswerStep::Detach(nth));
    }
    if let Some(nth) = nth(TAKE) {
        let (record, _, _) = item.proposed.get(nth)?;
        return Some(AnswerStep::Take(*record));
    }
    let agrees = word.strip_prefix(AGREES)?;
    let person: Option<RecordId> = people
        .iter()
        .map(|person| person.id)
        .find(|id| id.0.to_string() == agrees);
    person.map(|person| AnswerStep::Concur { person })
}

/// What can be done with the evidence of an item.
pub(super) fn pieces(item: &WalkItem) -> Menu {
    let pieces = item
        .answer
        .as_ref()
        .map(|answer| answer.evidence.as_slice());
    let pieces = pieces.unwrap_or_default();
    let mut choices: Vec<Choice> = vec![(
        RECHECK.to_owned(),
        "Look at the files again".to_owned(),
        pieces
            .iter()
            .all(|piece| piece.digest.is_none())
            .then(|| "none of them is a file".to_owned()),
    )];
    for (nth, piece) in pieces.iter().enumerate() {
        let why = match (&piece.digest, piece.is_kept) {
            (_, true) => Some("its bytes are kept already".to_owned()),
            (None, false) => Some("it is no file".to_owned()),
            (Some(_), false) => None,
        };
        let said = format!("Keep a copy of {}", piece.locator);
        choices.push((format!("{KEEP}{nth}"), said, why));
    }
    choices.extend(pieces.iter().enumerate().map(|(nth, piece)| {
        let said = format!("Take away {} {}", piece.kind.word(), piece.locator);
        (format!("{DETACH}{nth}"), said, None)
    }));
    Menu {
        title: format!("Evidence of {}", item.item.id),
        choices,
    }
}

/// What a reviewer or the team can say.
pub(super) fn reviews(item: &WalkItem) -> Menu {
    let answer = item.answer.as_ref();
    let review = answer.map_or(&Review::None, |answer| &answer.review);
    let response = answer.map_or(Response::Unanswered, |answer| answer.response);
    let is_disputed = matches!(review, Review::Disputed { .. });
    let choice = |word: &str, said: &str, ready: bool, why: &str| -> Choice {
        let why = (!ready).then(|| why.to_owned());
        (word.to_owned(), said.to_owned(), why)
    };
    let is_answered = response != Response::Unanswered;
    let is_verified = matches!(review, Review::Verified { .. });
    let no_concurrence = match (item.item.na.as_ref(), answer) {
        _ if response != Response::Na => "it is not answered with n/a",
        (Some(rule), _) if rule.concur.is_none() => "nobody must agree to it",
        (_, Some(answer)) if answer.concurrence.is_some() => "somebody agreed already",
        _ => "",
    };
    Menu {
        title: format!("Review of {}", item.item.id),
        choices: vec![
            choice(
                VERIFY,
                "Verify: I looked and found it so",
                is_answered && !is_verified,
                if is_verified {
                    "it is verified"
                } else {
                    "it has no answer"
                },
            ),
            choice(
                DISPUTE,
                "Dispute: I looked and found otherwise…",
                is_answered,
                "it has no answer",
            ),
            choice(
                REPLY,
                "Reply to the dispute…",
                is_disputed,
                "nobody disputes it",
            ),
            choice(
                WITHDRAW,
                "Withdraw what the reviewer said",
                *review != Review::None,
                "no reviewer said anything",
            ),
            choice(
                CONCUR,
                "Agree to the n/a…",
                no_concurrence.is_empty(),
                no_concurrence,
            ),
        ],
    }
}

/// What can be confirmed or taken; nothing where it can only be confirmed.
pub(super) fn confirming(item: &WalkItem) -> Option<Menu> {
    if item.proposed.is_empty() {
        return None;
    }
    let carry = item.answer.as_ref().map(|answer| answer.carry);
    let mut choices: Vec<Choice> = Vec::new();
    if carry == Some(Carry::Reconfirm) {
        let said = "The answer that came over still holds".to_owned();
        choices.push((CONFIRM.to_owned(), said, None));
    }
    let proposed = item.proposed.iter().enumerate();
    choices.extend(proposed.map(|(nth, (_, system, response))| {
        let said = format!("Take {} from {system}", response.word());
        (format!("{TAKE}{nth}"), said, None)
    }));
    Some(Menu {
        title: format!("{}: confirm or take", item.item.id),
        choices,
    })
}
