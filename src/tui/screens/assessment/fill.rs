//! The forms about one item, and the steps a filled one asks for. It must not know which item the screen shows meanwhile.

use chrono::{Days, NaiveDate};

use crate::{
    domain::{
        assessment::{Answer, Response},
        evidence::{Classification, Method},
        ids::RecordId,
        pack::{EvidenceKind, Item, Scale},
        person::Person,
        tier::Tier,
        waiver::{Control, Scope},
    },
    ops::{
        assessments::{AnswerStep, BulkEdit, NewEvidence},
        waivers::NewWaiver,
    },
    tui::{
        screen::{FieldKind, Filled, Form, FormField},
        screens::packets::build::value,
    },
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

const REASON: &str = "reason";
const VALUE: &str = "value";
const UNIT: &str = "unit";
const KIND: &str = "kind";
const LOCATOR: &str = "locator";
const NOTED: &str = "note";
const COLLECTED: &str = "collected";
const EXPIRES: &str = "expires";
const METHOD: &str = "method";
const CLASSIFICATION: &str = "classification";
const WHO: &str = "owner";
const BY: &str = "due";
const PLANNED: &str = "planned";
const FOUND: &str = "found";
const RISK: &str = "risk";
const CONTROLS: &str = "controls";
const ACTION: &str = "action";
const LAST: &str = "last";
const ASKER: &str = "asker";

const DAY_HINT: &str = "A day, `2026-12-05`; may stay empty.";
const USUAL: &str = "usual";

/// What is wrong with a field: its word, and why.
pub(super) type Wrong = (&'static str, String);

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
    let rule = item.na.as_ref();
    let least = rule.map_or(0, |rule| rule.justify_min);
    let before = answer.filter(|answer| answer.response == Response::Na);
    let reason = before.and_then(|answer| answer.note.clone());
    let hint = format!("Why it does not apply here, in at least {least} characters.");
    let role = rule.and_then(|rule| rule.concur.as_deref());
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
        "A number with digits, such as `149.9`.",
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

fn day(filled: &Filled, word: &'static str) -> Result<Option<NaiveDate>, Wrong> {
    match value(filled, word) {
        "" => Ok(None),
        typed => typed
            .parse()
            .map(Some)
            .map_err(|_| (word, "write the whole day, such as `2026-12-05`".to_owned())),
    }
}

fn stated(filled: &Filled, word: &str) -> Option<String> {
    Some(value(filled, word).to_owned()).filter(|text| !text.is_empty())
}

/// The steps a filled form about one item asks for; nothing for a form that is not about one.
pub(super) fn steps(form: &str, filled: &Filled) -> Result<Vec<AnswerStep>, Wrong> {
    let said = |word| value(filled, word).to_owned();
    Ok(match form {
        NA => vec![
            AnswerStep::Respond(Response::Na),
            AnswerStep::Note(said(REASON)),
        ],
        MEASURE => vec![AnswerStep::Measure {
            value: value(filled, VALUE).parse().map_err(|why| (VALUE, why))?,
            unit: stated(filled, UNIT),
        }],
        EVIDENCE => vec![AnswerStep::Attach(piece(filled)?)],
        OWNER => vec![AnswerStep::Owner(said(WHO))],
        DUE => vec![
            AnswerStep::Due(day(filled, BY)?),
            AnswerStep::PlannedBy(day(filled, PLANNED)?),
        ],
        NOTE => vec![AnswerStep::Note(said(NOTED))],
        DISPUTE => vec![AnswerStep::Dispute {
            response: value(filled, FOUND).parse().map_err(|why| (FOUND, why))?,
            reason: said(REASON),
        }],
        REPLY => vec![AnswerStep::Reply(said(REASON))],
        _ => Vec::new(),
    })
}

fn piece(filled: &Filled) -> Result<NewEvidence, Wrong> {
    let typed = value(filled, KIND);
    let kind = EvidenceKind::ALL
        .into_iter()
        .find(|kind| kind.word() == typed);
    let kind = kind.ok_or_else(|| (KIND, "choose what it is".to_owned()))?;
    let method = match (value(filled, METHOD), kind) {
        ("interview", _) => Method::Interview,
        ("test", _) | (USUAL, EvidenceKind::Run | EvidenceKind::Measurement) => Method::Test,
        ("attest", _) | (USUAL, EvidenceKind::Attestation) => Method::Attest,
        _ => Method::Examine,
    };
    let classification = match value(filled, CLASSIFICATION) {
        "public" => Classification::Public,
        "confidential" => Classification::Confidential,
        "restricted" => Classification::Restricted,
        _ => Classification::Internal,
    };
    let (collected_on, expires_on) = (day(filled, COLLECTED)?, day(filled, EXPIRES)?);
    if collected_on
        .zip(expires_on)
        .is_some_and(|(from, to)| to < from)
    {
        return Err((EXPIRES, "it ends before it was collected".to_owned()));
    }
    Ok(NewEvidence {
        kind,
        locator: value(filled, LOCATOR).to_owned(),
        note: stated(filled, NOTED),
        collected_on,
        expires_on,
        method,
        classification,
    })
}

/// Owner and dates for many items; something of it is filled in.
pub(super) fn bulk_edit(
    assessment: RecordId,
    items: Vec<String>,
    filled: &Filled,
) -> Result<BulkEdit, Wrong> {
    let edit = BulkEdit {
        assessment: Some(assessment),
        items,
        owner: stated(filled, WHO),
        due: day(filled, BY)?,
        planned_by: day(filled, PLANNED)?,
    };
    if edit.owner.is_none() && edit.due.is_none() && edit.planned_by.is_none() {
        return Err((WHO, "fill in an owner, a due date or both".to_owned()));
    }
    Ok(edit)
}

/// The waiver a filled form asks for.
pub(super) fn new_waiver(
    (system, item): (RecordId, (&str, u32)),
    people: &[Person],
    filled: &Filled,
) -> Result<NewWaiver, Wrong> {
    let asker = value(filled, ASKER);
    let requester = people.iter().find(|person| person.is_called(asker));
    let requester = requester.ok_or_else(|| {
        let why = format!("nobody is called `{asker}`; `archdeck person add` makes them known");
        (ASKER, why)
    })?;
    let last = day(filled, LAST)?;
    let expires_on =
        last.ok_or_else(|| (LAST, "a waiver always ends: name its last day".to_owned()))?;
    let controls = value(filled, CONTROLS).split(';').map(str::trim);
    let controls = controls
        .filter(|text| !text.is_empty())
        .map(|text| Control {
            text: text.to_owned(),
            evidence: Vec::new(),
        });
    Ok(NewWaiver {
        system,
        scope: Scope::Item {
            item: item.0.to_owned(),
            rev: item.1,
        },
        reason: value(filled, REASON).to_owned(),
        risk: value(filled, RISK).to_owned(),
        controls: controls.collect(),
        action: value(filled, ACTION).to_owned(),
        requester: requester.id,
        effective_from: None,
        expires_on,
        extends: None,
    })
}

/// The value a digit means on the scale of an item; `None` where its scale has no such step.
pub(super) fn step_of(scale: Scale, digit: usize) -> Option<&'static str> {
    let steps: &[&'static str] = match scale {
        Scale::Coverage => &["0", "25", "50", "100"],
        Scale::Automation => &["0", "50", "100"],
        Scale::OneToFive => &["1", "2", "3", "4", "5"],
        Scale::Tri | Scale::YesNo | Scale::Number => &[],
    };
    steps.get(digit.checked_sub(1)?).copied()
}
