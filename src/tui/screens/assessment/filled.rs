//! What a filled form about an item asks for: steps on its answer, a waiver, owner and dates for many. It must not know which
//! item the screen shows meanwhile.

use chrono::NaiveDate;

use super::fill::{
    ACTION, ASKER, BY, CLASSIFICATION, COLLECTED, CONTROLS, DISPUTE, DUE, EVIDENCE, EXPIRES, FOUND,
    KIND, LAST, LOCATOR, MEASURE, METHOD, NA, NOTE, NOTED, OWNER, PLANNED, REASON, REPLY, RISK,
    UNIT, USUAL, VALUE, WHO,
};
use crate::{
    domain::{
        assessment::Response,
        evidence::{Classification, Method},
        ids::RecordId,
        pack::{EvidenceKind, Scale},
        person::Person,
        waiver::{Control, Scope},
    },
    ops::{
        assessments::{AnswerStep, BulkEdit, NewEvidence},
        waivers::NewWaiver,
    },
    tui::{
        screen::Filled,
        screens::{checklists::act::Wrong, packets::build::value},
    },
};

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
