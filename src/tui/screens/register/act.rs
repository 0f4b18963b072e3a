//! The forms of the register: a risk added or edited, closed with a reason, and its acceptance asked for. What was typed becomes a
//! change, or an objection beside its field.

use chrono::{Days, NaiveDate};

use super::Register;
use crate::{
    domain::{
        ids::RecordId,
        register::{Level5, Risk, Treatment},
        text::Line,
        waiver::{Control, Scope},
    },
    ops::{
        change::Change,
        risks::{RiskChange, RiskFacts},
        waivers::{NewWaiver, WaiverChange},
    },
    tui::{
        effect::Problem,
        screen::{Context, FieldKind, Filled, Form, FormField, Outcome},
        screens::packets::{act::make, build::value},
    },
};

/// The form of a new risk.
pub(super) const ADD: &str = "risk.add";
/// The form of a risk anew.
pub(super) const EDIT: &str = "risk.edit";
/// The form that closes a risk.
pub(super) const CLOSE: &str = "risk.close";
/// The form that asks for its acceptance.
pub(super) const ACCEPT: &str = "risk.accept";

const SYSTEM: &str = "system";
const TITLE: &str = "title";
const ABOUT: &str = "about";
const INHERENT: &str = "inherent";
const CURRENT: &str = "current";
const RESIDUAL: &str = "residual";
const TREATMENT: &str = "treatment";
const CONTROLS: &str = "controls";
const OWNER: &str = "owner";
const REVIEW: &str = "review";
const REASON: &str = "reason";
const DANGER: &str = "danger";
const ACTION: &str = "action";
const ASKED_BY: &str = "asked-by";
const UNTIL: &str = "until";

/// How long an acceptance is proposed for.
const USUAL_DAYS: u64 = 90;

impl Register {
    pub(super) fn ask_to_add(&mut self) -> Vec<Outcome> {
        self.about = None;
        let mut fields = Vec::new();
        if self.of.is_none() {
            let systems = self.systems.iter().flat_map(|view| &view.lines);
            let choices =
                systems.map(|line| (line.id.to_string(), format!("{} {}", line.label, line.name)));
            fields.push(choice(
                (SYSTEM, "System"),
                "The system it is a risk of.",
                choices.collect(),
            ));
        }
        fields.extend(facts_of(None));
        vec![Outcome::Form(Form {
            word: ADD,
            title: "Add a risk".to_owned(),
            note: Some("Levels are likelihood and impact from 1 to 5: `4x3`.".to_owned()),
            fields,
        })]
    }

    pub(super) fn ask_to_edit(&mut self) -> Vec<Outcome> {
        let Some(risk) = self.selected().map(|line| line.risk.clone()) else {
            return Vec::new();
        };
        self.about = Some(risk.id);
        vec![Outcome::Form(Form {
            word: EDIT,
            title: format!("Edit {}", risk.label),
            note: Some("Levels are likelihood and impact from 1 to 5: `4x3`.".to_owned()),
            fields: facts_of(Some(&risk)),
        })]
    }

    pub(super) fn ask_to_close(&mut self) -> Vec<Outcome> {
        let Some(risk) = self.selected().map(|line| line.risk.clone()) else {
            return Vec::new();
        };
        self.about = Some(risk.id);
        vec![Outcome::Form(Form {
            word: CLOSE,
            title: format!("Close {}", risk.label),
            note: Some(risk.title),
            fields: vec![needed(
                (REASON, "Reason"),
                "",
                "Why it can be closed, in one line.",
            )],
        })]
    }

    pub(super) fn ask_to_accept(&mut self, today: NaiveDate) -> Vec<Outcome> {
        let Some(risk) = self.selected().map(|line| line.risk.clone()) else {
            return Vec::new();
        };
        let people = self.people.as_ref();
        let known = people.map(|view| view.people.iter());
        let choices: Vec<_> = known
            .into_iter()
            .flatten()
            .filter(|person| !person.has_left)
            .map(|person| (person.id.to_string(), person.name.clone()))
            .collect();
        if choices.is_empty() {
            let hint = "Add yourself: `archdeck person add NAME`.";
            let problem = Problem::new(
                "an acceptance is asked for by a person, and nobody is known yet",
                hint,
            );
            return vec![Outcome::Warn(problem)];
        }
        self.about = Some(risk.id);
        let mut asked_by = choice((ASKED_BY, "Asked by"), "Somebody else decides.", choices);
        if let Some(me) = people.and_then(|view| view.me) {
            asked_by.value = me.to_string();
        }
        let until = today
            .checked_add_days(Days::new(USUAL_DAYS))
            .unwrap_or(today);
        vec![Outcome::Form(Form {
            word: ACCEPT,
            title: format!("Ask to accept {}", risk.label),
            note: Some("Another person decides; it ends by itself on its last day.".to_owned()),
            fields: vec![
                needed(
                    (REASON, "Reason"),
                    "",
                    "Why it is not treated now, in one line.",
                ),
                needed(
                    (DANGER, "What may happen"),
                    &risk.title,
                    "What may happen meanwhile.",
                ),
                plain(
                    (CONTROLS, "Controls"),
                    &risk.controls.join("; "),
                    "What is done against it meanwhile; `;` between them.",
                ),
                needed(
                    (ACTION, "Action"),
                    "",
                    "What will be done so that it is not needed any more.",
                ),
                asked_by,
                FormField {
                    kind: FieldKind::Date,
                    ..plain(
                        (UNTIL, "Until"),
                        &until.to_string(),
                        "The last day: `2026-12-31`.",
                    )
                },
            ],
        })]
    }

    pub(super) fn filled(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        let change = match (form, self.about) {
            (ADD, _) => Change::Risk(RiskChange::Add {
                system: self.system_meant(filled)?,
                facts: facts(filled)?,
            }),
            (EDIT, Some(risk)) => Change::Risk(RiskChange::Edit {
                risk,
                facts: facts(filled)?,
            }),
            (CLOSE, Some(risk)) => Change::Risk(RiskChange::Close {
                risk,
                reason: line(filled, REASON)?,
            }),
            (ACCEPT, Some(risk)) => {
                Change::Waiver(WaiverChange::Propose(self.acceptance(risk, filled)?))
            }
            _ => return Ok(Vec::new()),
        };
        Ok(vec![make(change, context)])
    }

    fn system_meant(&self, filled: &Filled) -> Result<RecordId, (&'static str, String)> {
        match self.of {
            Some(system) => Ok(system),
            None => value(filled, SYSTEM)
                .parse()
                .map_err(|_| (SYSTEM, "choose the system".to_owned())),
        }
    }

    fn acceptance(
        &self,
        risk: RecordId,
        filled: &Filled,
    ) -> Result<NewWaiver, (&'static str, String)> {
        let mut lines = self.view.iter().flat_map(|view| &view.risks);
        let of = lines.find(|line| line.risk.id == risk);
        let of = of.ok_or_else(|| (REASON, "the risk is not there any more".to_owned()))?;
        let controls = several(filled, CONTROLS)?;
        let requester = value(filled, ASKED_BY).parse();
        let until = day(filled, UNTIL)?;
        Ok(NewWaiver {
            system: of.risk.system,
            scope: Scope::Risk { risk },
            reason: line(filled, REASON)?,
            risk: line(filled, DANGER)?,
            controls: controls
                .into_iter()
                .map(|text| Control {
                    text,
                    evidence: Vec::new(),
                })
                .collect(),
            action: line(filled, ACTION)?,
            requester: requester.map_err(|_| (ASKED_BY, "choose who asks".to_owned()))?,
            effective_from: None,
            expires_on: until.ok_or_else(|| (UNTIL, "an acceptance has a last day".to_owned()))?,
            extends: None,
        })
    }
}

/// The fields of a risk, with what is said of it now.
fn facts_of(risk: Option<&Risk>) -> Vec<FormField> {
    let level =
        |level: fn(&Risk) -> Level5| risk.map_or_else(String::new, |risk| level(risk).to_string());
    let text = |text: fn(&Risk) -> Option<String>| risk.and_then(text).unwrap_or_default();
    let treatments = Treatment::ALL.map(|treatment| (treatment.to_string(), treatment.to_string()));
    let mut treatment = choice(
        (TREATMENT, "Treatment"),
        "To accept it needs an acceptance by another person: w.",
        treatments.to_vec(),
    );
    if let Some(risk) = risk {
        treatment.value = risk.treatment.to_string();
    }
    vec![
        needed(
            (TITLE, "Title"),
            &text(|risk| Some(risk.title.clone())),
            "What may happen, in one line.",
        ),
        plain(
            (ABOUT, "About"),
            &text(|risk| risk.about.clone()),
            "What it comes from and what follows.",
        ),
        needed(
            (INHERENT, "Inherent"),
            &level(|risk| risk.inherent),
            "Without any control: `4x3`.",
        ),
        needed(
            (CURRENT, "Current"),
            &level(|risk| risk.current),
            "With the controls that work today: `3x3`.",
        ),
        needed(
            (RESIDUAL, "Residual"),
            &level(|risk| risk.residual),
            "With the controls that are planned: `2x2`.",
        ),
        treatment,
        plain(
            (CONTROLS, "Controls"),
            &text(|risk| Some(risk.controls.join("; "))),
            "Items, decisions or words; `;` between them.",
        ),
        plain(
            (OWNER, "Owner"),
            &text(|risk| risk.owner.clone()),
            "Who is accountable.",
        ),
        FormField {
            kind: FieldKind::Date,
            ..plain(
                (REVIEW, "Review by"),
                &text(|risk| risk.review_by.map(|day| day.to_string())),
                "The day it is looked at again: `2026-12-31`.",
            )
        },
    ]
}

fn plain((word, label): (&'static str, &'static str), value: &str, hint: &str) -> FormField {
    FormField {
        word,
        label,
        value: value.to_owned(),
        kind: FieldKind::Line,
        hint: hint.to_owned(),
    }
}

fn needed(names: (&'static str, &'static str), value: &str, hint: &str) -> FormField {
    FormField {
        kind: FieldKind::Needed,
        ..plain(names, value, hint)
    }
}

fn choice(
    names: (&'static str, &'static str),
    hint: &str,
    choices: Vec<(String, String)>,
) -> FormField {
    let first = choices.first().map(|(word, _)| word.clone());
    FormField {
        kind: FieldKind::Choice(choices),
        ..plain(names, &first.unwrap_or_default(), hint)
    }
}

fn facts(filled: &Filled) -> Result<RiskFacts, (&'static str, String)> {
    let level = |word| {
        value(filled, word)
            .parse::<Level5>()
            .map_err(|why| (word, why))
    };
    Ok(RiskFacts {
        title: line(filled, TITLE)?,
        about: stated(filled, ABOUT)?,
        inherent: level(INHERENT)?,
        current: level(CURRENT)?,
        residual: level(RESIDUAL)?,
        controls: several(filled, CONTROLS)?,
        treatment: value(filled, TREATMENT)
            .parse()
            .map_err(|why| (TREATMENT, why))?,
        owner: stated(filled, OWNER)?,
        review_by: day(filled, REVIEW)?,
    })
}

fn line(filled: &Filled, word: &'static str) -> Result<String, (&'static str, String)> {
    let line = Line::parse(value(filled, word)).map_err(|why| (word, why.to_string()))?;
    Ok(line.to_string())
}

fn stated(filled: &Filled, word: &'static str) -> Result<Option<String>, (&'static str, String)> {
    if value(filled, word).is_empty() {
        return Ok(None);
    }
    line(filled, word).map(Some)
}

fn several(filled: &Filled, word: &'static str) -> Result<Vec<String>, (&'static str, String)> {
    let parts = value(filled, word).split(';').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| {
            let line = Line::parse(part).map_err(|why| (word, why.to_string()))?;
            Ok(line.to_string())
        })
        .collect()
}

fn day(filled: &Filled, word: &'static str) -> Result<Option<NaiveDate>, (&'static str, String)> {
    let typed = value(filled, word);
    if typed.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d");
    day.map(Some)
        .map_err(|_| (word, format!("`{typed}` is not a day; write `2026-12-31`")))
}
