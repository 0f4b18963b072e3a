//! The form that links one decision to another, and the one line of a comment.

use super::{
    Target,
    fields::{self, field},
};
use crate::{
    domain::link::LinkKind,
    ops::change::{Change, LinkChange},
    tui::screen::{FieldKind, Filled, Form},
};

/// The word of the form of a link.
pub(super) const FORM: &str = "work.link";
/// The word of the form of a comment.
pub(super) const COMMENT: &str = "work.comment";
const KIND: &str = "kind";
const OTHER: &str = "other";
const STATED: &str = "stated";
const REASON: &str = "reason";
const TEXT: &str = "text";

/// The kinds people want most, first.
const USUAL: [LinkKind; 4] = [
    LinkKind::Supersedes,
    LinkKind::Amends,
    LinkKind::DependsOn,
    LinkKind::RelatesTo,
];
const TAKE_AWAY: &str = "take-away";

/// The form of a link of one decision.
pub(super) fn form(target: &Target) -> Form {
    let others = LinkKind::ALL
        .into_iter()
        .filter(|kind| !USUAL.contains(kind) && kind.inverse().is_some());
    let kinds = USUAL.into_iter().chain(others);
    let kinds = kinds.map(|kind| (kind.word().to_owned(), kind.phrase().to_owned()));
    let deeds = [("state", "state it"), (TAKE_AWAY, "take it away")];
    let deeds = deeds.map(|(word, shown)| (word.to_owned(), shown.to_owned()));
    Form {
        word: FORM,
        title: format!("Link {}", target.reference),
        note: Some(format!(
            "\"{}\" and the other decision state it both; one that is superseded gives way when the newer one is accepted.",
            target.title
        )),
        fields: vec![
            field(
                (KIND, "This one"),
                FieldKind::Choice(kinds.collect()),
                "What it is to the other one; left, right or a first letter choose.",
            ),
            field(
                (OTHER, "The other"),
                FieldKind::Decision(Some(target.log.clone())),
                "A number or words of the title of one in the same log; Enter takes the one that is shown.",
            ),
            field(
                (STATED, "Link"),
                FieldKind::Choice(deeds.to_vec()),
                "Whether it holds from now on, or no longer.",
            ),
            field(
                (REASON, "Why"),
                FieldKind::Line,
                "For the history; may stay empty.",
            ),
        ],
    }
}

/// The change the filled form asks for. The one that states it is the newer one, from whichever side it was said.
///
/// # Errors
/// When no other decision is chosen.
pub(super) fn change(filled: &Filled, target: &Target) -> Result<Change, (&'static str, String)> {
    let Ok(other) = fields::value(filled, OTHER).parse() else {
        let why = "type a number or words of its title, then Enter";
        return Err((OTHER, why.to_owned()));
    };
    if other == target.id {
        return Err((
            OTHER,
            "this is the decision itself; take another one".to_owned(),
        ));
    }
    let said = LinkKind::from_word(fields::value(filled, KIND)).unwrap_or(LinkKind::RelatesTo);
    let (from, kind, to) = match said.inverse().filter(|_| is_said_by_the_other(said)) {
        Some(inverse) => (other, inverse, target.id),
        None => (target.id, said, other),
    };
    Ok(Change::Link(LinkChange {
        from,
        kind,
        to,
        stated: fields::value(filled, STATED) != TAKE_AWAY,
        reason: fields::stated(filled, REASON),
    }))
}

const fn is_said_by_the_other(kind: LinkKind) -> bool {
    matches!(
        kind,
        LinkKind::SupersededBy
            | LinkKind::AmendedBy
            | LinkKind::ExtendedBy
            | LinkKind::RefinedBy
            | LinkKind::ClarifiedBy
            | LinkKind::RequiredBy
            | LinkKind::EnabledBy
    )
}

/// The form of a comment.
pub(super) fn comment_form(target: &Target) -> Form {
    Form {
        word: COMMENT,
        title: format!("Comment on {}", target.reference),
        note: Some(format!(
            "\"{}\". A comment stands beside the text and is open until it is settled.",
            target.title
        )),
        fields: vec![field(
            (TEXT, "Comment"),
            FieldKind::Needed,
            "One line; Enter saves it.",
        )],
    }
}

/// The comment as it was typed.
pub(super) fn comment(filled: &Filled, target: &Target) -> Change {
    Change::Comment {
        record: target.id,
        text: fields::value(filled, TEXT).to_owned(),
    }
}
