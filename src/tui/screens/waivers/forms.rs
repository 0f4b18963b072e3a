//! The menu and the forms of waivers, and the changes they ask for. They must not know the rules: a refusal comes from whoever
//! makes the change.

use chrono::NaiveDate;

use crate::{
    domain::{
        gate::Gate,
        ids::RecordId,
        waiver::{Control, Scope},
    },
    ops::{
        change::Change,
        waivers::{NewWaiver, WaiverChange, WaiverLine, WaiverStep, WaiversView},
    },
    tui::screen::{FieldKind, Filled, Form, FormField, Menu},
};

/// The forms.
pub(super) const NEW: &str = "waiver.add";
pub(super) const EXTEND: &str = "waiver.extend";
const APPROVE: &str = "waiver.approve";
const REJECT: &str = "waiver.reject";
const REVOKE: &str = "waiver.revoke";
const RESOLVE: &str = "waiver.resolve";

const SYSTEM: &str = "system";
const KIND: &str = "kind";
pub(super) const WHICH: &str = "which";
pub(super) const UNTIL: &str = "until";
pub(super) const REASON: &str = "reason";
const RISK: &str = "risk";
const CONTROLS: &str = "controls";
const ACTION: &str = "action";
pub(super) const BY: &str = "by";

const ITEM: &str = "item";
const GATE: &str = "gate";
const STANDARD: &str = "standard";

/// What stands between two controls in one field.
const BETWEEN: char = ';';
/// What cannot be edited later is said while it is typed.
const NO_EDIT: &str = "No date of a waiver is edited; an extension is a waiver of its own.";

/// What can be done with a waiver, and why not.
pub(super) fn steps(line: &WaiverLine) -> Menu {
    let steps = [
        (WaiverStep::Approve, "Approve"),
        (WaiverStep::Reject, "Reject, or take back what was asked"),
        (
            WaiverStep::Revoke,
            "Revoke: it was granted and counts no longer",
        ),
        (WaiverStep::Resolve, "Resolve: what it lets stand was done"),
        (WaiverStep::Extend, "Ask for an extension"),
    ];
    let choice = |(step, text): (WaiverStep, &str)| {
        let why = line.refused(step).map(str::to_owned);
        (step.word().to_owned(), text.to_owned(), why)
    };
    Menu {
        title: format!("{} next step", line.waiver.label),
        choices: steps.map(choice).into(),
    }
}

/// The form of a step.
pub(super) fn of_step(word: &str, view: &WaiversView, line: &WaiverLine) -> Option<Form> {
    let step = WaiverStep::ALL
        .into_iter()
        .find(|step| step.word() == word)?;
    let (form, kind, hint) = match step {
        WaiverStep::Extend => return Some(extension(view, line)),
        WaiverStep::Approve => (
            APPROVE,
            FieldKind::Line,
            "What is to be said; may stay empty.",
        ),
        WaiverStep::Reject => (REJECT, FieldKind::Needed, "Why it is not granted."),
        WaiverStep::Revoke => (REVOKE, FieldKind::Needed, "Why it counts no longer."),
        WaiverStep::Resolve => (RESOLVE, FieldKind::Line, ""),
    };
    let people = match step {
        WaiverStep::Approve => &line.deciders,
        _ => &view.people,
    };
    let mut fields = vec![person("Decided by", people, view.me)];
    if step != WaiverStep::Resolve {
        fields.push(field((REASON, "Reason"), String::new(), (kind, hint)));
    }
    let mut title = step.word().to_owned();
    if let Some(first) = title.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    Some(Form {
        word: form,
        title: format!("{title} {}", line.waiver.label),
        note: Some(line.scope.clone()),
        fields,
    })
}

/// The form of a waiver that is asked for.
pub(super) fn new(view: &WaiversView, system: Option<RecordId>) -> Form {
    let choices = |all: &[(&str, &str)]| {
        let all = all.iter();
        all.map(|(word, text)| ((*word).to_owned(), (*text).to_owned()))
            .collect()
    };
    let mut fields = Vec::new();
    if system.is_none() {
        let systems = view.systems.iter();
        let systems: Vec<_> = systems
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect();
        let first = systems.first().map(|(id, _)| id.clone());
        fields.push(field(
            (SYSTEM, "System"),
            first.unwrap_or_default(),
            (FieldKind::Choice(systems), "Whose it is."),
        ));
    }
    let kinds = choices(&[
        (ITEM, "an item of a checklist"),
        (GATE, "a gate"),
        (STANDARD, "a standard"),
    ]);
    fields.extend([
        field(
            (KIND, "Let stand"),
            ITEM.to_owned(),
            (
                FieldKind::Choice(kinds),
                "The acceptance of a risk is asked for in the register: g R, then A.",
            ),
        ),
        field(
            (WHICH, "Which"),
            String::new(),
            (
                FieldKind::Needed,
                "The item's id, `ORR-28`; the gate, `G6`; the standard in words.",
            ),
        ),
    ]);
    fields.extend(said(None));
    fields.push(person("Asked by", &view.people, view.me));
    Form {
        word: NEW,
        title: "Ask for a waiver".to_owned(),
        note: Some(NO_EDIT.to_owned()),
        fields,
    }
}

/// The form of an extension, filled with what was said before.
pub(super) fn extension(view: &WaiversView, line: &WaiverLine) -> Form {
    let mut fields = said(Some(line));
    fields.push(person("Asked by", &view.people, view.me));
    Form {
        word: EXTEND,
        title: format!("Ask for an extension of {}", line.waiver.label),
        note: Some(NO_EDIT.to_owned()),
        fields,
    }
}

/// What every waiver says.
fn said(before: Option<&WaiverLine>) -> Vec<FormField> {
    let waiver = before.map(|line| &line.waiver);
    let of = |text: fn(&crate::domain::waiver::Waiver) -> &String| {
        waiver.map_or_else(String::new, |waiver| text(waiver).clone())
    };
    let controls = waiver.map_or_else(String::new, |waiver| {
        let texts: Vec<_> = waiver
            .controls
            .iter()
            .map(|control| control.text.as_str())
            .collect();
        texts.join("; ")
    });
    vec![
        field(
            (UNTIL, "Until"),
            String::new(),
            (FieldKind::Needed, "Its last day, `2026-12-31`."),
        ),
        field(
            (REASON, "Reason"),
            of(|waiver| &waiver.reason),
            (FieldKind::Needed, "Why it cannot be done now."),
        ),
        field(
            (RISK, "Risk"),
            of(|waiver| &waiver.risk),
            (FieldKind::Needed, "What may happen meanwhile."),
        ),
        field(
            (CONTROLS, "Controls"),
            controls,
            (
                FieldKind::Line,
                "What is done against it meanwhile; a semicolon between two.",
            ),
        ),
        field(
            (ACTION, "Action"),
            of(|waiver| &waiver.action),
            (
                FieldKind::Needed,
                "What will be done so that it is not needed any more.",
            ),
        ),
    ]
}

fn field(
    (word, label): (&'static str, &'static str),
    value: String,
    (kind, hint): (FieldKind, &str),
) -> FormField {
    FormField {
        word,
        label,
        value,
        kind,
        hint: hint.to_owned(),
    }
}

/// A choice among persons; the one who acts here is chosen at first.
fn person(label: &'static str, people: &[(RecordId, String)], me: Option<RecordId>) -> FormField {
    let is_me = |(id, _): &&(RecordId, String)| Some(*id) == me;
    let chosen = people.iter().find(is_me).or(people.first());
    let value = chosen.map_or_else(String::new, |(id, _)| id.to_string());
    let choices = people.iter();
    let choices = choices.map(|(id, name)| (id.to_string(), name.clone()));
    let kind = FieldKind::Choice(choices.collect());
    field(
        (BY, label),
        value,
        (kind, "Whoever acts for somebody counts as them."),
    )
}

type Wrong = (&'static str, String);

/// The change a filled form about one waiver asks for.
pub(super) fn about_one(
    form: &'static str,
    line: &WaiverLine,
    filled: &Filled,
) -> Result<Option<Change>, Wrong> {
    let (waiver, by) = (line.waiver.id, chosen(BY, filled)?);
    let reason = value(filled, REASON).to_owned();
    let change = match form {
        APPROVE => WaiverChange::Decide {
            waiver,
            granted: true,
            by,
            reason: Some(reason).filter(|reason| !reason.is_empty()),
        },
        REJECT => WaiverChange::Decide {
            waiver,
            granted: false,
            by,
            reason: Some(reason),
        },
        REVOKE => WaiverChange::Revoke { waiver, by, reason },
        RESOLVE => WaiverChange::Resolve { waiver, by },
        EXTEND => WaiverChange::Propose(extended(line, filled)?),
        _ => return Ok(None),
    };
    Ok(Some(Change::Waiver(change)))
}

fn extended(line: &WaiverLine, filled: &Filled) -> Result<NewWaiver, Wrong> {
    let before = &line.waiver;
    let scope = match &before.scope {
        Scope::Item { item, .. } => Scope::Item {
            item: item.clone(),
            rev: 0,
        },
        other => other.clone(),
    };
    let mut new = waiver(before.system, scope, filled)?;
    new.extends = Some(before.id);
    // A control that was not touched keeps its evidence.
    for control in &mut new.controls {
        let mut known = before.controls.iter();
        if let Some(same) = known.find(|known| known.text == control.text) {
            control.clone_from(same);
        }
    }
    Ok(new)
}

/// The change the filled form of a new waiver asks for.
pub(super) fn asked_for(filled: &Filled, system: Option<RecordId>) -> Result<Change, Wrong> {
    let system = match system {
        Some(system) => system,
        None => chosen(SYSTEM, filled)?,
    };
    let which = value(filled, WHICH).to_owned();
    let scope = match value(filled, KIND) {
        GATE => Scope::Gate {
            gate: which.parse::<Gate>().map_err(|why| (WHICH, why))?,
        },
        STANDARD => Scope::Standard { standard: which },
        _ => Scope::Item {
            item: which,
            rev: 0,
        },
    };
    let new = waiver(system, scope, filled)?;
    Ok(Change::Waiver(WaiverChange::Propose(new)))
}

fn waiver(system: RecordId, scope: Scope, filled: &Filled) -> Result<NewWaiver, Wrong> {
    let until = value(filled, UNTIL);
    let day = NaiveDate::parse_from_str(until, "%Y-%m-%d");
    let said = |word| value(filled, word).to_owned();
    let controls = value(filled, CONTROLS).split(BETWEEN).map(str::trim);
    let controls = controls
        .filter(|text| !text.is_empty())
        .map(|text| Control {
            text: text.to_owned(),
            evidence: Vec::new(),
        });
    Ok(NewWaiver {
        system,
        scope,
        reason: said(REASON),
        risk: said(RISK),
        controls: controls.collect(),
        action: said(ACTION),
        requester: chosen(BY, filled)?,
        effective_from: None,
        expires_on: day
            .map_err(|_| (UNTIL, format!("`{until}` is not a day; write `2026-12-31`")))?,
        extends: None,
    })
}

/// What was filled into a field.
fn value<'f>(filled: &'f Filled, word: &str) -> &'f str {
    let mut fields = filled.iter();
    let found = fields.find(|(field, _)| *field == word);
    found.map_or("", |(_, value)| value.as_str())
}

fn chosen(word: &'static str, filled: &Filled) -> Result<RecordId, Wrong> {
    let id = value(filled, word).parse();
    id.map_err(|_| (word, "choose one".to_owned()))
}
