//! What is done with the rubric besides scoring: notes, facts that are tried out, and the steps that end a run. Each menu and form
//! says what it is about, so that an answer means what was asked.

use super::Risk;
use crate::{
    domain::{
        fact::{FactDefinition, FactKind},
        pack::Level,
        person::{People, Person},
        text::Line,
        tiering::level_of,
    },
    ops::{
        change::Change,
        tiers::{FactorScore, TierChange},
    },
    tui::{
        effect::Problem,
        screen::{Context, FieldKind, Filled, Form, FormField, Menu, Outcome, Question},
        screens::packets::{act::make, build::value},
    },
};

/// The form of a note.
pub(super) const NOTE: &str = "tier.note";
/// The form that asks who signs for a less critical tier.
pub(super) const LOWER: &str = "tier.lower";
/// The form that asks who signs for a cap.
pub(super) const SIGN: &str = "tier.sign";
/// The form of a fact that takes several words.
pub(super) const FACT: &str = "tier.fact";

const TEXT: &str = "text";
const FACTOR: &str = "factor";
const PERSON: &str = "person";
const CAP: &str = "cap";
const FACT_WORD: &str = "fact";

const RECORD: &str = "record";
const DISCARD: &str = "discard";
const DISCARD_YES: &str = "discard-yes";
const CAP_CHOSEN: &str = "cap ";
const FACT_CHOSEN: &str = "fact ";
const FACT_VALUE: &str = "is ";

impl Risk {
    /// Why the selected factor is scored as it is.
    pub(super) fn ask_for_note(&self) -> Vec<Outcome> {
        let Some(line) = self.selected() else {
            return Vec::new();
        };
        let text = FormField {
            word: TEXT,
            label: "Note",
            value: line.note.clone().unwrap_or_default(),
            kind: FieldKind::Line,
            hint: "Why it is scored so, in one line; empty takes the note away.".to_owned(),
        };
        let factor = only(FACTOR, "Factor", (&line.factor.id, &line.factor.title));
        vec![Outcome::Form(Form {
            word: NOTE,
            title: format!("Note on {}", line.factor.title.to_lowercase()),
            note: None,
            fields: vec![text, factor],
        })]
    }

    /// The facts that may be tried out, with what they are now.
    pub(super) fn choose_fact(&self) -> Vec<Outcome> {
        let facts = self.view.iter().flat_map(|view| &view.facts);
        let choices = facts.map(|(fact, stated)| {
            let tried = self.tried(&fact.id);
            let value = tried
                .or(stated.as_deref())
                .filter(|value| !value.is_empty());
            let mark = if tried.is_some() { " (tried)" } else { "" };
            let text = format!("{}: {}{mark}", fact.title, value.unwrap_or("unknown"));
            (format!("{FACT_CHOSEN}{}", fact.id), text, None)
        });
        vec![Outcome::Menu(Menu {
            title: "What if a fact were another".to_owned(),
            choices: choices.collect(),
        })]
    }

    fn tried(&self, fact: &str) -> Option<&str> {
        let facts = self.trying.iter().flat_map(|trying| &trying.what_if.facts);
        let mut found = facts.filter(|(id, _)| id == fact);
        found.next().map(|(_, value)| value.as_str())
    }

    fn choose_value(&self, id: &str) -> Vec<Outcome> {
        let mut facts = self.view.iter().flat_map(|view| &view.facts);
        let Some((fact, stated)) = facts.find(|(fact, _)| fact.id == id) else {
            return Vec::new();
        };
        if fact.kind == FactKind::Set || fact.open {
            let value = self.tried(id).or(stated.as_deref()).unwrap_or_default();
            return vec![Outcome::Form(several(fact, value))];
        }
        let choice = |value: &str, text: String| (format!("{FACT_VALUE}{id}={value}"), text, None);
        let mut choices = match fact.kind {
            FactKind::Flag => vec![
                choice("yes", "yes".to_owned()),
                choice("no", "no".to_owned()),
            ],
            FactKind::One | FactKind::Ordered | FactKind::Set => fact
                .values
                .iter()
                .map(|value| choice(&value.word, format!("{}: {}", value.word, value.about)))
                .collect(),
        };
        choices.push(choice("", "unknown".to_owned()));
        vec![Outcome::Menu(Menu {
            title: fact.ask.clone(),
            choices,
        })]
    }

    fn try_fact(&mut self, fact: &str, value: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(trying) = &mut self.trying else {
            return Vec::new();
        };
        trying.what_if.facts.retain(|(id, _)| id != fact);
        trying
            .what_if
            .facts
            .push((fact.to_owned(), value.to_owned()));
        self.ask_what_if(context)
    }

    /// What ends a run: recorded, signed for, thrown away.
    pub(super) fn next_steps(&self) -> Vec<Outcome> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let record = format!("record {}", view.run.called());
        let mut choices = vec![(RECORD.to_owned(), record, view.not_recordable.clone())];
        choices.extend(view.caps_to_sign.iter().map(|(cap, title, level)| {
            let text = format!("sign for the cap: {title} ({level})");
            (format!("{CAP_CHOSEN}{cap}"), text, None)
        }));
        let not_open = (!view.is_open).then(|| "no run is open".to_owned());
        let discard = "throw the open run away".to_owned();
        choices.push((DISCARD.to_owned(), discard, not_open));
        vec![Outcome::Menu(Menu {
            title: "Next step".to_owned(),
            choices,
        })]
    }

    pub(super) fn chosen(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        let system = self.system;
        if let Some(cap) = word.strip_prefix(CAP_CHOSEN) {
            return self.ask_who_signs(cap);
        }
        if let Some(fact) = word.strip_prefix(FACT_CHOSEN) {
            return self.choose_value(fact);
        }
        if let Some((fact, value)) = word
            .strip_prefix(FACT_VALUE)
            .and_then(|is| is.split_once('='))
        {
            return self.try_fact(fact, value, context);
        }
        match word {
            RECORD => self.record(context),
            DISCARD => vec![self.ask_to_discard()],
            DISCARD_YES => vec![make(Change::Tier(TierChange::Discard { system }), context)],
            _ => Vec::new(),
        }
    }

    /// Records the run; a tier that becomes less critical asks first who signs for it.
    fn record(&self, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let becomes = view.run.tier;
        match view.recorded.tier {
            Some(was) if becomes > was => self.ask_person(
                Level::L2,
                (LOWER, format!("{was} becomes {becomes}")),
                Vec::new(),
            ),
            _ => {
                let change = TierChange::Record {
                    system: self.system,
                    signed_by: None,
                };
                vec![make(Change::Tier(change), context)]
            }
        }
    }

    fn ask_who_signs(&self, cap: &str) -> Vec<Outcome> {
        let mut caps = self.view.iter().flat_map(|view| &view.caps_to_sign);
        let Some((id, title, level)) = caps.find(|(id, ..)| id == cap) else {
            return Vec::new();
        };
        let levels = [Level::L1, Level::L2, Level::L3];
        let needed = levels.into_iter().find(|known| known.word() == level);
        self.ask_person(
            needed.unwrap_or(Level::L3),
            (SIGN, format!("Sign for a cap: {title}")),
            vec![only(CAP, "Cap", (id, title))],
        )
    }

    /// Asks for somebody who may sign at a level; where nobody may, says so.
    fn ask_person(
        &self,
        level: Level,
        (word, title): (&'static str, String),
        others: Vec<FormField>,
    ) -> Vec<Outcome> {
        let people = self.people.as_ref();
        let known = People(people.map(|view| view.people.clone()).unwrap_or_default());
        let signs = |person: &&Person| level_of(&known, person.id) >= Some(level);
        let able: Vec<_> = known.0.iter().filter(signs).collect();
        let Some(first) = able.first() else {
            let said = format!("nobody here may sign at {}", level.word());
            let hint = format!(
                "Give somebody the role: `archdeck person edit NAME --role {}`.",
                level.word()
            );
            return vec![Outcome::Warn(Problem::new(said, hint))];
        };
        let me = people.and_then(|view| view.me);
        let me = me.filter(|me| able.iter().any(|person| person.id == *me));
        let choices = able
            .iter()
            .map(|person| (person.id.to_string(), person.name.clone()));
        let mut fields = vec![FormField {
            word: PERSON,
            label: "Signed by",
            value: me.unwrap_or(first.id).to_string(),
            kind: FieldKind::Choice(choices.collect()),
            hint: format!("Somebody with {} or higher.", level.word()),
        }];
        fields.extend(others);
        vec![Outcome::Form(Form {
            word,
            title,
            note: Some("The name is kept with the run.".to_owned()),
            fields,
        })]
    }

    fn ask_to_discard(&self) -> Outcome {
        let view = self.view.as_ref();
        let stays = view.and_then(|view| view.recorded.tier).map_or_else(
            || "No tier was recorded yet".to_owned(),
            |tier| format!("The recorded {tier} stays"),
        );
        Outcome::Ask(Question {
            title: "Throw the open run away".to_owned(),
            question: format!("The scores that were not recorded go. {stays}."),
            word: DISCARD_YES.to_owned(),
        })
    }

    pub(super) fn filled(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        let system = self.system;
        let person = || {
            let chosen = value(filled, PERSON).parse();
            chosen.map_err(|_| (PERSON, "choose who signs".to_owned()))
        };
        let change = match form {
            NOTE => return self.note(filled, context),
            FACT => {
                let (fact, typed) = (value(filled, FACT_WORD), value(filled, TEXT));
                self.refuse_value(fact, typed)?;
                return Ok(self.try_fact(fact, typed, context));
            }
            LOWER => TierChange::Record {
                system,
                signed_by: Some(person()?),
            },
            SIGN => TierChange::SignCap {
                system,
                cap: value(filled, CAP).to_owned(),
                person: person()?,
            },
            _ => return Ok(Vec::new()),
        };
        Ok(vec![make(Change::Tier(change), context)])
    }

    fn note(
        &self,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        let (factor, typed) = (value(filled, FACTOR), value(filled, TEXT));
        if !typed.is_empty() {
            Line::parse(typed).map_err(|why| (TEXT, why.to_string()))?;
        }
        let mut lines = self.view.iter().flat_map(|view| &view.factors);
        let Some(line) = lines.find(|line| line.factor.id == factor) else {
            return Ok(Vec::new());
        };
        let score = FactorScore {
            factor: factor.to_owned(),
            score: line.score,
            note: Some(typed.to_owned()),
        };
        Ok(self.score_as(score, context))
    }

    fn refuse_value(&self, fact: &str, typed: &str) -> Result<(), (&'static str, String)> {
        let mut facts = self.view.iter().flat_map(|view| &view.facts);
        match facts.find(|(known, _)| known.id == fact) {
            Some((known, _)) if !typed.is_empty() => {
                known.parse(typed).map(drop).map_err(|why| (TEXT, why))
            }
            _ => Ok(()),
        }
    }
}

/// The form of a fact that may have several words.
fn several(fact: &FactDefinition, value: &str) -> Form {
    Form {
        word: FACT,
        title: fact.ask.clone(),
        note: Some("Nothing is saved: this is a what-if.".to_owned()),
        fields: vec![
            FormField {
                word: TEXT,
                label: "Value",
                value: value.to_owned(),
                kind: FieldKind::Line,
                hint: format!(
                    "With commas between them: {}; empty for unknown.",
                    fact.listed()
                ),
            },
            only(FACT_WORD, "Fact", (&fact.id, &fact.title)),
        ],
    }
}

/// A field that says what a form is about and leaves nothing to choose.
fn only(word: &'static str, label: &'static str, (id, text): (&str, &str)) -> FormField {
    FormField {
        word,
        label,
        value: id.to_owned(),
        kind: FieldKind::Choice(vec![(id.to_owned(), text.to_owned())]),
        hint: String::new(),
    }
}
