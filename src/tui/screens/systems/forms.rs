//! The forms about a system: what is asked, and how the answers are held against what may be stated. It must not know which
//! screen asks.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use chrono::NaiveDate;

use crate::{
    domain::{
        fact::{FactDefinition, FactKind},
        ids::RecordId,
        system::{STAGE, System, TriggerKind},
        text::Line,
    },
    ops::systems::{NewSystem, SystemChange, SystemChoices, SystemEdit, SystemView},
    tui::{
        screen::{FieldKind, Filled, Form, FormField},
        screens::packets::build::value,
    },
};

/// The form of a new system.
pub(super) const REGISTER: &str = "system.register";
/// The form of one that is there.
pub(super) const EDIT: &str = "system.edit";
/// The form of a stage or an event.
pub(super) const STAGES: &str = "system.stages";
/// The form of a decision to be linked.
pub(super) const DECISION: &str = "system.decision";
/// The form of an inventory.
pub(super) const INVENTORY: &str = "system.inventory";

const NAME: &str = "name";
const ABOUT: &str = "about";
const OWNER: &str = "owner";
const DEPUTY: &str = "deputy";
const TEAM: &str = "team";
const WHAT: &str = "what";
const ON: &str = "on";
const NOTE: &str = "note";
const LINKED: &str = "linked";
const FILE: &str = "file";
const PEOPLE: &str = "people";
/// The word of the answer that adds persons who are not known.
const ADD: &str = "add";
/// What a trigger's word begins with among the stages.
const HAPPENED: &str = "happened:";

/// What is wrong with a field: its word and why.
pub(super) type Objection = (&'static str, String);

/// The form of a new system.
pub(super) fn register(choices: &SystemChoices) -> Form {
    Form {
        word: REGISTER,
        title: "Register a system".to_owned(),
        note: Some("What is left unknown is asked for later; it never helps.".to_owned()),
        fields: fields(None, choices),
    }
}

/// The form of one that is there.
pub(super) fn edit(view: &SystemView) -> Form {
    Form {
        word: EDIT,
        title: format!("Edit {} {}", view.system.label, view.system.name),
        note: None,
        fields: fields(Some(view), &view.choices),
    }
}

fn line(word: &'static str, label: &'static str, (value, hint): (Option<&str>, &str)) -> FormField {
    FormField {
        word,
        label,
        value: value.unwrap_or_default().to_owned(),
        kind: FieldKind::Line,
        hint: hint.to_owned(),
    }
}

fn fields(view: Option<&SystemView>, choices: &SystemChoices) -> Vec<FormField> {
    let system = view.map(|view| &view.system);
    let name = system.map(|system| system.name.as_str());
    let about = system.and_then(|system| system.about.as_deref());
    let team = system.and_then(|system| system.team.as_deref());
    let mut fields = vec![
        FormField {
            kind: FieldKind::Needed,
            ..line(NAME, "Name", (name, "A name means one system."))
        },
        line(ABOUT, "About", (about, "What it does, in one sentence.")),
        person(
            (OWNER, "Owner"),
            system.and_then(|system| system.owner),
            (view, choices),
        ),
        person(
            (DEPUTY, "Deputy"),
            system.and_then(|system| system.deputy),
            (view, choices),
        ),
        line(TEAM, "Team", (team, "The team that runs it.")),
    ];
    fields.extend(choices.facts.iter().map(|definition| {
        let stated = view.and_then(|view| stated(view, &definition.id));
        fact(definition, stated.unwrap_or_default())
    }));
    fields
}

/// A person out of those who are known; one who stands there already stays among them.
fn person(
    (word, label): (&'static str, &'static str),
    now: Option<RecordId>,
    (view, choices): (Option<&SystemView>, &SystemChoices),
) -> FormField {
    let mut people = vec![(String::new(), "nobody".to_owned())];
    people.extend(
        choices
            .people
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone())),
    );
    let value = now.map(|id| id.to_string()).unwrap_or_default();
    if !people.iter().any(|(id, _)| *id == value) {
        let name = view.and_then(|view| match word {
            OWNER => view.owner.clone(),
            _ => view.deputy.clone(),
        });
        people.push((value.clone(), name.unwrap_or_default()));
    }
    let hint = if choices.people.is_empty() {
        "Nobody is known yet: `archdeck person add NAME` adds a person."
    } else {
        "Space or the first letter of a name chooses."
    };
    FormField {
        word,
        label,
        value,
        kind: FieldKind::Choice(people),
        hint: hint.to_owned(),
    }
}

/// A fact: a choice where one of a few is stated, else a line with the possible words below it.
fn fact(definition: &FactDefinition, stated: &str) -> FormField {
    let unknown = (String::new(), "unknown".to_owned());
    let (kind, hint) = match definition.kind {
        FactKind::Flag => {
            let flags = ["yes", "no"].map(|word| (word.to_owned(), word.to_owned()));
            let choices = std::iter::once(unknown).chain(flags).collect();
            (FieldKind::Choice(choices), definition.ask.clone())
        }
        FactKind::One | FactKind::Ordered if !definition.open => {
            let values = definition.values.iter();
            let shown = values.map(|value| {
                let text = format!("{}: {}", value.word, value.about);
                (value.word.clone(), text)
            });
            let mut choices: Vec<_> = std::iter::once(unknown).chain(shown).collect();
            if !choices.iter().any(|(word, _)| word == stated) {
                choices.push((stated.to_owned(), stated.to_owned()));
            }
            (FieldKind::Choice(choices), definition.ask.clone())
        }
        FactKind::Set | FactKind::One | FactKind::Ordered => {
            let more = if definition.open {
                ", or other words"
            } else {
                ""
            };
            let hint = format!("{} {}{more}", definition.ask, definition.listed());
            (FieldKind::Line, hint)
        }
    };
    FormField {
        word: lasting(&definition.id),
        label: lasting(&definition.title),
        value: stated.to_owned(),
        kind,
        hint,
    }
}

fn stated<'v>(view: &'v SystemView, fact: &str) -> Option<&'v str> {
    let found = view
        .facts
        .iter()
        .find(|(definition, _)| definition.id == fact);
    found.and_then(|(_, value)| value.as_deref())
}

/// A word that lasts as long as the program: forms name their fields by such, and the words of facts come from a file. There are
/// few of them, and each is kept once.
fn lasting(word: &str) -> &'static str {
    static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = words.get(word) {
        return known;
    }
    let kept: &'static str = word.to_owned().leak();
    words.insert(kept);
    kept
}

/// The system a filled form registers.
pub(super) fn registered(
    filled: &Filled,
    choices: &SystemChoices,
) -> Result<SystemChange, Objection> {
    refuse_lines(filled)?;
    refuse_facts(filled, choices)?;
    let said = |word| Some(value(filled, word).to_owned()).filter(|text| !text.is_empty());
    let facts = choices.facts.iter();
    let stated = facts.map(|fact| (fact.id.clone(), value(filled, &fact.id).to_owned()));
    Ok(SystemChange::Register(NewSystem {
        name: value(filled, NAME).to_owned(),
        about: said(ABOUT),
        facts: stated.filter(|(_, value)| !value.is_empty()).collect(),
        owner: chosen(filled, OWNER)?,
        deputy: chosen(filled, DEPUTY)?,
        team: said(TEAM),
    }))
}

/// The edit a filled form asks for: only what differs from what was seen.
pub(super) fn edited(filled: &Filled, seen: &SystemView) -> Result<SystemChange, Objection> {
    refuse_lines(filled)?;
    refuse_facts(filled, &seen.choices)?;
    let system = &seen.system;
    let other = |word, before: Option<&str>| {
        let typed = value(filled, word);
        (typed != before.unwrap_or_default()).then(|| typed.to_owned())
    };
    let (owner, deputy) = (chosen(filled, OWNER)?, chosen(filled, DEPUTY)?);
    let facts = seen.choices.facts.iter().filter_map(|fact| {
        let typed = value(filled, &fact.id);
        let before = stated(seen, &fact.id).unwrap_or_default();
        (typed != before).then(|| (fact.id.clone(), typed.to_owned()))
    });
    Ok(SystemChange::Edit(SystemEdit {
        system: system.id,
        base: Some(seen.digest),
        name: other(NAME, Some(&system.name)),
        about: other(ABOUT, system.about.as_deref()),
        facts: facts.collect(),
        owner: (owner != system.owner).then_some(owner),
        deputy: (deputy != system.deputy).then_some(deputy),
        team: other(TEAM, system.team.as_deref()),
    }))
}

fn chosen(filled: &Filled, word: &'static str) -> Result<Option<RecordId>, Objection> {
    let typed = value(filled, word);
    if typed.is_empty() {
        return Ok(None);
    }
    let id = typed.parse();
    id.map(Some)
        .map_err(|_| (word, "nobody is called so".to_owned()))
}

fn refuse_lines(filled: &Filled) -> Result<(), Objection> {
    for word in [NAME, ABOUT, TEAM, NOTE] {
        let typed = value(filled, word);
        if !typed.is_empty() {
            Line::parse(typed).map_err(|why| (word, why.to_string()))?;
        }
    }
    if !value(filled, OWNER).is_empty() && value(filled, OWNER) == value(filled, DEPUTY) {
        return Err((DEPUTY, "a deputy stands in for another person".to_owned()));
    }
    Ok(())
}

fn refuse_facts(filled: &Filled, choices: &SystemChoices) -> Result<(), Objection> {
    for definition in &choices.facts {
        let typed = value(filled, &definition.id);
        if !typed.is_empty() {
            definition
                .parse(typed)
                .map_err(|why| (lasting(&definition.id), why))?;
        }
    }
    Ok(())
}

/// The form of a stage that was entered, or of something else that happened.
pub(super) fn stages(view: &SystemView) -> Form {
    let definition = view.choices.facts.iter().find(|fact| fact.id == STAGE);
    let values = definition.map(|fact| fact.values.as_slice());
    let values = values.unwrap_or_default();
    let entered = values.iter().map(|value| {
        let text = format!("entered {}: {}", value.word, value.about);
        (value.word.clone(), text)
    });
    let happened = TriggerKind::ALL.into_iter().map(|kind| {
        let word = format!("{HAPPENED}{kind}");
        (word, format!("happened: {}", kind.about()))
    });
    let now = view.system.stage();
    let at = now.and_then(|now| values.iter().position(|value| value.word == now));
    let next = at
        .map_or(0, |at| at + 1)
        .min(values.len().saturating_sub(1));
    Form {
        word: STAGES,
        title: format!(
            "{} {}: stages and events",
            view.system.label, view.system.name
        ),
        note: Some(format!(
            "It is in {} now. A stage may be entered backwards; what happened asks for a new tier.",
            now.unwrap_or("an unknown stage")
        )),
        fields: vec![
            FormField {
                word: WHAT,
                label: "What",
                value: values
                    .get(next)
                    .map(|value| value.word.clone())
                    .unwrap_or_default(),
                kind: FieldKind::Choice(entered.chain(happened).collect()),
                hint: "Space chooses the next one.".to_owned(),
            },
            FormField {
                kind: FieldKind::Date,
                ..line(
                    ON,
                    "On",
                    (None, "A day that has come, `2026-03-02`; empty is today."),
                )
            },
            line(
                NOTE,
                "Note",
                (None, "What was approved or handed over; may stay empty."),
            ),
        ],
    }
}

/// The change that form asks for.
pub(super) fn entered(filled: &Filled, system: &System) -> Result<SystemChange, Objection> {
    refuse_lines(filled)?;
    let (system, on) = (system.id, day(filled)?);
    let note = Some(value(filled, NOTE).to_owned()).filter(|note| !note.is_empty());
    let what = value(filled, WHAT);
    Ok(match what.strip_prefix(HAPPENED) {
        Some(kind) => SystemChange::Happened {
            system,
            kind: kind.parse().map_err(|why| (WHAT, why))?,
            on,
            note,
        },
        None => SystemChange::Enter {
            system,
            stage: what.to_owned(),
            on,
            note,
        },
    })
}

fn day(filled: &Filled) -> Result<Option<NaiveDate>, Objection> {
    let typed = value(filled, ON);
    if typed.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d");
    day.map(Some)
        .map_err(|_| (ON, "a whole day is needed: `2026-03-02`".to_owned()))
}

/// The form of a decision to be linked.
pub(super) fn decision(view: &SystemView) -> Form {
    Form {
        word: DECISION,
        title: format!(
            "A decision {} {} rests on",
            view.system.label, view.system.name
        ),
        note: None,
        fields: vec![FormField {
            word: LINKED,
            label: "Decision",
            value: String::new(),
            kind: FieldKind::Decision(None),
            hint: "A number or words of the title; Enter takes a match.".to_owned(),
        }],
    }
}

/// The decision that was chosen.
pub(super) fn linked(filled: &Filled, system: &System) -> Result<SystemChange, Objection> {
    let decision = value(filled, LINKED).parse();
    let decision = decision.map_err(|_| (LINKED, "no decision is chosen yet".to_owned()))?;
    Ok(SystemChange::Decision {
        system: system.id,
        decision,
        linked: true,
    })
}

/// The form of an inventory.
pub(super) fn inventory() -> Form {
    let people = [
        ("refuse", "their rows are refused"),
        (ADD, "they are added"),
    ];
    let people = people.map(|(word, text)| (word.to_owned(), text.to_owned()));
    Form {
        word: INVENTORY,
        title: "Import systems from an inventory".to_owned(),
        note: Some("What each row would do is said before anything is taken in.".to_owned()),
        fields: vec![
            FormField {
                kind: FieldKind::Needed,
                ..line(
                    FILE,
                    "File",
                    (
                        None,
                        "A CSV or TOML file; its columns are name, about, owner, deputy, team and facts.",
                    ),
                )
            },
            FormField {
                word: PEOPLE,
                label: "Unknown persons",
                value: "refuse".to_owned(),
                kind: FieldKind::Choice(people.into()),
                hint: "What becomes of persons the file names who are not known.".to_owned(),
            },
        ],
    }
}

/// The file that was named, and whether persons are added.
pub(super) fn named_file(filled: &Filled) -> Result<(String, bool), Objection> {
    let typed = value(filled, FILE);
    let file = Line::parse(typed).map_err(|why| (FILE, why.to_string()))?;
    if typed.starts_with('~') {
        let why = "write the path in full: `~` is known to a shell only";
        return Err((FILE, why.to_owned()));
    }
    Ok((file.to_string(), value(filled, PEOPLE) == ADD))
}
