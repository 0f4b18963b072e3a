//! The forms about one item: what is asked, and what stands in it at first. It must not know what becomes of them.

use chrono::{Days, NaiveDate};

use super::detail;
use crate::{
    domain::{
        assessment::{Answer, Response},
        pack::{EvidenceKind, Item},
        tier::Tier,
    },
    tui::screen::{FieldKind, Form, FormField},
};

/// The form of an N/A.
pub(super) const NA: &str = "answer.na";
/// The form of a measured value.
pub(super) const MEASURE: &str = "answer.measure";
/// The form of a piece of evidence.
pub(super) const EVIDENCE: &str = "answer.evidence";
/// The form of an owner.
pub(super) const OWNER: &str = "answer.owner";
/// The form of the dates.
pub(super) const DUE: &str = "answer.due";
/// The form of a note.
pub(super) const NOTE: &str = "answer.note";
/// The form of a dispute.
pub(super) const DISPUTE: &str = "answer.dispute";
/// The form of a reply to a dispute.
pub(super) const REPLY: &str = "answer.reply";
/// The form of a waiver.
pub(super) const WAIVER: &str = "answer.waiver";
/// The form of owner and dates for many items.
pub(super) const BULK: &str = "assessment.bulk";

pub(super) const REASON: &str = "reason";
pub(super) const VALUE: &str = "value";
pub(super) const UNIT: &str = "unit";
pub(super) const KIND: &str = "kind";
pub(super) const LOCATOR: &str = "locator";
pub(super) const NOTED: &str = "note";
pub(super) const COLLECTED: &str = "collected";
pub(super) const EXPIRES: &str = "expires";
pub(super) const METHOD: &str = "method";
pub(super) const CLASSIFICATION: &str = "classification";
pub(super) const WHO: &str = "owner";
pub(super) const BY: &str = "due";
pub(super) const PLANNED: &str = "planned";
pub(super) const FOUND: &str = "found";
pub(super) const RISK: &str = "risk";
pub(super) const CONTROLS: &str = "controls";
pub(super) const ACTION: &str = "action";
pub(super) const LAST: &str = "last";
pub(super) const ASKER: &str = "asker";

const DAY_HINT: &str = "A day, `2026-12-05`; may stay empty.";
pub(super) const USUAL: &str = "usual";

fn field(word: &'static str, label: &'static str, kind: FieldKind, hint: &str) -> FormField {
    FormField {
        word,
        label,
        value: String::new(),
        kind,
        hint: hint.to_owned(),
    }
}

fn filled_with(mut field: FormField, value: impl Into<String>) -> FormField {
    field.value = value.into();
    field
}

fn form(word: &'static str, title: String, fields: Vec<FormField>) -> Form {
    Form {
        word,
        title,
        note: None,
        fields,
    }
}

fn choice(words: &[(&str, &str)]) -> FieldKind {
    let all = words.iter();
    let all = all.map(|(word, shown)| ((*word).to_owned(), (*shown).to_owned()));
    FieldKind::Choice(all.collect())
}

/// Asks for the reason of an N/A, which has a least length.
pub(super) fn na(item: &Item, answer: Option<&Answer>) -> Form {
    let asked = item.na.as_ref();
    let least = asked.map_or(0, |rule| rule.justify_min);
    let before = answer.filter(|answer| answer.response == Response::Na);
    let reason = before.and_then(|answer| answer.note.clone());
    let hint = format!("Why it does not apply here, in at least {least} characters.");
    let role = asked.and_then(|rule| rule.concur.as_deref());
    let field = field(REASON, "Reason", FieldKind::AtLeast(least), &hint);
    Form {
        note: role.map(|role| format!("It counts once somebody who speaks for {role} agrees.")),
        ..form(
            NA,
            format!("{} does not apply", item.id),
            vec![filled_with(field, reason.unwrap_or_default())],
        )
    }
}

/// Asks for a measured value; its unit is there already.
pub(super) fn measure(item: &Item, answer: Option<&Answer>) -> Form {
    let metric = item.metric.as_deref().unwrap_or("measured value");
    let unit = item.unit.clone().unwrap_or_default();
    let value = answer.and_then(|answer| answer.value);
    let value = value.map(|value| value.to_string()).unwrap_or_default();
    let number = field(
        VALUE,
        "Value",
        FieldKind::Needed,
        &format!("In digits, such as `149.9`: {}.", detail::scale(item)),
    );
    let in_unit = field(
        UNIT,
        "Unit",
        FieldKind::Line,
        "The unit it was measured in; another one is refused.",
    );
    form(
        MEASURE,
        format!("{}: {metric}", item.id),
        vec![filled_with(number, value), filled_with(in_unit, unit)],
    )
}

/// Asks for a piece of evidence; the kinds the item takes come first.
pub(super) fn evidence(item: &Item) -> Form {
    let taken = item.evidence.as_ref().map(|rule| rule.kinds.as_slice());
    let taken = taken.unwrap_or_default();
    let mut kinds: Vec<EvidenceKind> = taken.to_vec();
    kinds.extend(
        EvidenceKind::ALL
            .iter()
            .filter(|kind| !taken.contains(kind)),
    );
    let counts = |kind: &EvidenceKind| taken.is_empty() || taken.contains(kind);
    let kinds = kinds.iter().map(|kind| {
        let shown = if counts(kind) {
            kind.word().to_owned()
        } else {
            format!("{} (does not count here)", kind.word())
        };
        (kind.word().to_owned(), shown)
    });
    let methods = [
        (USUAL, "as is usual for its kind"),
        ("examine", "examined"),
        ("interview", "told in an interview"),
        ("test", "tested"),
        ("attest", "attested by a person"),
    ];
    let guarded = [
        ("internal", "internal"),
        ("public", "public"),
        ("confidential", "confidential"),
        ("restricted", "restricted"),
    ];
    form(
        EVIDENCE,
        format!("Evidence for {}", item.id),
        vec![
            field(
                KIND,
                "Kind",
                FieldKind::Choice(kinds.collect()),
                "Left and right choose; what the item takes comes first.",
            ),
            field(
                LOCATOR,
                "Where",
                FieldKind::Needed,
                "An address, a path, a reference; of an attestation the person.",
            ),
            field(
                NOTED,
                "Says",
                FieldKind::Line,
                "What it shows, in a line; may stay empty.",
            ),
            field(
                COLLECTED,
                "Collected on",
                FieldKind::Date,
                "A day; empty is today.",
            ),
            field(EXPIRES, "Holds until", FieldKind::Date, DAY_HINT),
            field(METHOD, "Come by", choice(&methods), "How it was come by."),
            field(
                CLASSIFICATION,
                "Who may see it",
                choice(&guarded),
                "Packets withhold what is classified above their readers.",
            ),
        ],
    )
}

/// Asks who acts on an item.
pub(super) fn owner(item: &Item, answer: Option<&Answer>) -> Form {
    let owner = answer.and_then(|answer| answer.owner.clone());
    let field = field(
        WHO,
        "Owner",
        FieldKind::Line,
        "A person or a team; empty takes it away.",
    );
    form(
        OWNER,
        format!("Who acts on {}", item.id),
        vec![filled_with(field, owner.unwrap_or_default())],
    )
}

/// Asks for the dates of an item.
pub(super) fn due(item: &Item, answer: Option<&Answer>) -> Form {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let due = field(
        BY,
        "Due",
        FieldKind::Date,
        "By when what is missing is done; empty takes it away.",
    );
    let planned = field(
        PLANNED,
        "Planned by",
        FieldKind::Date,
        "By when it is planned to be met, before anybody owes it.",
    );
    form(
        DUE,
        format!("Dates of {}", item.id),
        vec![
            filled_with(due, day(answer.and_then(|answer| answer.due))),
            filled_with(planned, day(answer.and_then(|answer| answer.planned_by))),
        ],
    )
}

/// Asks what is to be said about an item.
pub(super) fn note(item: &Item, answer: Option<&Answer>) -> Form {
    let noted = answer.and_then(|answer| answer.note.clone());
    let hint = "What is to be said about it; empty takes it away.";
    let field = field(NOTED, "Note", FieldKind::Line, hint);
    form(
        NOTE,
        format!("Note on {}", item.id),
        vec![filled_with(field, noted.unwrap_or_default())],
    )
}

/// Asks what a reviewer found, and why.
pub(super) fn dispute(item: &Item) -> Form {
    let found = [
        ("unmet", "unmet"),
        ("partial", "partial"),
        ("met", "met"),
        ("n/a", "n/a"),
        ("unanswered", "cannot be told"),
    ];
    Form {
        note: Some("What you found counts until the answer is given anew or you withdraw.".into()),
        ..form(
            DISPUTE,
            format!("Dispute {}", item.id),
            vec![
                field(FOUND, "Found", choice(&found), "What you found."),
                field(
                    REASON,
                    "Because",
                    FieldKind::Needed,
                    "Why; both are shown to the board.",
                ),
            ],
        )
    }
}

/// Asks what the team says to a dispute.
pub(super) fn reply(item: &Item) -> Form {
    form(
        REPLY,
        format!("Reply about {}", item.id),
        vec![field(
            REASON,
            "Reply",
            FieldKind::Needed,
            "What the team says to it; both are shown to the board.",
        )],
    )
}

/// Asks for owner and dates of so many items.
pub(super) fn bulk(what: &str) -> Form {
    Form {
        note: Some("Empty fields leave what is there.".to_owned()),
        ..form(
            BULK,
            format!("Owner and date: {what}"),
            vec![
                field(WHO, "Owner", FieldKind::Line, "A person or a team."),
                field(BY, "Due", FieldKind::Date, DAY_HINT),
                field(PLANNED, "Planned by", FieldKind::Date, DAY_HINT),
            ],
        )
    }
}

/// The most days a waiver of an item may last.
pub(super) fn longest(item: &Item, tier: Tier) -> u32 {
    let of_tier = match tier {
        Tier::T1 => 90,
        Tier::T2 => 180,
        Tier::T3 => 365,
    };
    item.waiver_max_days
        .map_or(of_tier, |days| days.min(of_tier))
}

/// Asks for what a waiver needs.
pub(super) fn waiver(item: &Item, (tier, as_of): (Tier, NaiveDate), asker: &str) -> Form {
    let days = longest(item, tier);
    let latest = as_of.checked_add_days(Days::new(days.into()));
    let latest = latest.map(|day| day.to_string()).unwrap_or_default();
    let needed = |word, label, hint: &str| field(word, label, FieldKind::Needed, hint);
    let last = format!("At most {days} days at {}: {latest}.", tier.word());
    let action = needed(
        ACTION,
        "Action",
        "What will be done so that it is not needed any more.",
    );
    Form {
        note: Some(
            "Another person than you and the owner decides; it never changes a score.".into(),
        ),
        ..form(
            WAIVER,
            format!("Ask for a waiver of {}", item.id),
            vec![
                needed(REASON, "Reason", "Why it cannot be done now."),
                needed(RISK, "Risk", "What may happen meanwhile."),
                field(
                    CONTROLS,
                    "Controls",
                    FieldKind::Line,
                    "What is done against it meanwhile; a semicolon between two.",
                ),
                filled_with(action, item.if_missing.clone()),
                field(LAST, "Last day", FieldKind::Date, &last),
                filled_with(
                    needed(ASKER, "Asked by", "The person who asks, by name."),
                    asker,
                ),
            ],
        )
    }
}
