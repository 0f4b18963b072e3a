//! Conditions: whether what they name is there, and whether they can ever hold. There is no negation in them, so a set fact is
//! only tried with all the words that are asked for at once, and with `none`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Rule,
    page::{At, Page},
};
use crate::domain::{
    condition::{Condition, FactAtLeast, FactIs, Known, Truth, Word},
    fact::{FactDefinition, FactKind, FactRegistry, FactValue, Facts},
    pack::Pack,
    rubric::Rubric,
};

/// After so many tries a condition is taken to be one that can hold.
const TRIES: usize = 100_000;

/// What conditions may name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) registry: &'a FactRegistry,
    /// The factors and their highest score; `None` outside of rubrics.
    pub(super) rubric: Option<&'a Rubric>,
}

/// PL05 and PL07 of a pack.
pub(super) fn of_pack(page: &mut Page<'_>, registry: &FactRegistry, pack: &Pack) {
    let names = Names {
        registry,
        rubric: None,
    };
    if let Some(when) = &pack.head.applies_when {
        read(page, names, (At::Key("applies_when"), when));
    }
    for (_, item) in pack.items() {
        if let Some(when) = &item.visible_when {
            read(page, names, (At::ItemKey(&item.id, "visible_when"), when));
        }
    }
}

/// PL05 and PL07 of a rubric.
pub(super) fn of_rubric(page: &mut Page<'_>, registry: &FactRegistry, rubric: &Rubric) {
    let names = Names {
        registry,
        rubric: Some(rubric),
    };
    let floors = rubric.floors.iter().map(|floor| (&floor.id, &floor.when));
    let stops = rubric.stops.iter().map(|stop| (&stop.id, &stop.when));
    let caps = rubric.caps.iter().map(|cap| (&cap.id, &cap.when));
    for (id, when) in floors.chain(stops).chain(caps) {
        read(page, names, (At::TableKey(id, "when"), when));
    }
}

fn read(page: &mut Page<'_>, names: Names<'_>, (at, when): (At<'_>, &Condition)) {
    let mut wrong = Vec::new();
    unknown(names, when, &mut wrong);
    for (what, remedy) in &wrong {
        page.tell((Rule::PL05, at), what.clone(), remedy.clone());
    }
    if wrong.is_empty() && !can_hold(names, &[when]) {
        page.tell(
            (Rule::PL07, at),
            "the condition can never hold: what it asks for excludes itself",
            "Use `any` where one of several is enough.",
        );
    }
}

/// What a condition names that is not there, each with a remedy.
fn unknown(names: Names<'_>, when: &Condition, wrong: &mut Vec<(String, String)>) {
    match when {
        Condition::Is(asked) => wrong.extend(unknown_words(names, asked)),
        Condition::FactAtLeast(asked) => wrong.extend(unknown_rank(names, asked)),
        Condition::FactorAtLeast(asked) => {
            let factor = names.rubric.and_then(|rubric| {
                rubric
                    .factors
                    .iter()
                    .find(|factor| factor.id == asked.factor)
            });
            let max = names.rubric.map_or(0, |rubric| rubric.head.scale_max);
            if names.rubric.is_none() {
                let what = format!(
                    "it names the factor `{}`; only rubrics have factors",
                    asked.factor
                );
                wrong.push((what, "Name a fact instead.".to_owned()));
            } else if factor.is_none() {
                let what = format!("there is no factor `{}`", asked.factor);
                wrong.push((what, "Name a factor of this rubric.".to_owned()));
            } else if asked.at_least > max {
                let what = format!(
                    "`{}` has scores up to {max}, never {}",
                    asked.factor, asked.at_least
                );
                wrong.push((what, format!("Name a score from 1 to {max}.")));
            }
        }
        Condition::All(all) => all.all.iter().for_each(|one| unknown(names, one, wrong)),
        Condition::Any(any) => any.any.iter().for_each(|one| unknown(names, one, wrong)),
    }
}

fn defined<'a>(names: Names<'a>, fact: &str) -> Result<&'a FactDefinition, (String, String)> {
    names.registry.get(fact).ok_or_else(|| {
        let remedy =
            "`archdeck pack facts` shows those there are; facts.toml in your folder adds one.";
        (format!("there is no fact `{fact}`"), remedy.to_owned())
    })
}

fn unknown_words(names: Names<'_>, asked: &FactIs) -> Vec<(String, String)> {
    let fact = match defined(names, &asked.fact) {
        Ok(fact) => fact,
        Err(wrong) => return vec![wrong],
    };
    let possible = || format!("Possible are {}.", possible(fact));
    if asked.is.is_empty() {
        return vec![(format!("it asks for no word of `{}`", fact.id), possible())];
    }
    let is_known = |word: &Word| match (fact.kind, word) {
        (FactKind::Flag, Word::Flag(_)) => true,
        (FactKind::Flag, Word::Word(_)) | (_, Word::Flag(_)) => false,
        (_, Word::Word(word)) => fact.open || fact.rank(word).is_some(),
    };
    let unknown = asked.is.iter().filter(|word| !is_known(word));
    unknown
        .map(|word| {
            let what = format!("`{}` is no value of `{}`", word.as_str(), fact.id);
            (what, possible())
        })
        .collect()
}

fn unknown_rank(names: Names<'_>, asked: &FactAtLeast) -> Option<(String, String)> {
    let fact = match defined(names, &asked.fact) {
        Ok(fact) => fact,
        Err(wrong) => return Some(wrong),
    };
    if fact.kind != FactKind::Ordered {
        let what = format!("the values of `{}` stand in no order", fact.id);
        return Some((
            what,
            "Ask with `is = [..]` instead of `at_least`.".to_owned(),
        ));
    }
    let is_known = fact.rank(&asked.at_least).is_some();
    (!is_known).then(|| {
        let what = format!("`{}` is no value of `{}`", asked.at_least, fact.id);
        (what, format!("Possible are {}.", possible(fact)))
    })
}

fn possible(fact: &FactDefinition) -> String {
    match fact.kind {
        FactKind::Flag => "true and false".to_owned(),
        _ => fact.listed(),
    }
}

/// Whether all the conditions can hold at once for some facts and scores.
pub(super) fn can_hold(names: Names<'_>, all: &[&Condition]) -> bool {
    let mut asked = Asked::default();
    for when in all {
        asked.gather(when);
    }
    let facts = asked.facts.iter();
    let choices: Option<Vec<(&str, Vec<FactValue>)>> = facts
        .map(|(fact, words)| Some((*fact, values(names.registry.get(fact)?, words))))
        .collect();
    // What names something unknown is told as such, and not as something that cannot be.
    let Some(choices) = choices else {
        return true;
    };
    let highest = names.rubric.map_or(0, |rubric| rubric.head.scale_max);
    let factors = asked.factors.iter();
    let mut search = Search {
        registry: names.registry,
        all,
        choices: &choices,
        facts: Facts::default(),
        factors: factors.map(|id| ((*id).to_owned(), highest)).collect(),
        tries: 0,
    };
    search.finds_one(0)
}

/// The facts with the words that are asked for, and the factors.
#[derive(Default)]
pub(super) struct Asked<'a> {
    pub(super) facts: BTreeMap<&'a str, BTreeSet<&'a str>>,
    pub(super) factors: BTreeSet<&'a str>,
}

impl<'a> Asked<'a> {
    pub(super) fn gather(&mut self, when: &'a Condition) {
        match when {
            Condition::Is(asked) => {
                let words = self.facts.entry(&asked.fact).or_default();
                words.extend(asked.is.iter().map(Word::as_str));
            }
            Condition::FactAtLeast(asked) => {
                self.facts.entry(&asked.fact).or_default();
            }
            Condition::FactorAtLeast(asked) => {
                self.factors.insert(&asked.factor);
            }
            Condition::All(all) => all.all.iter().for_each(|one| self.gather(one)),
            Condition::Any(any) => any.any.iter().for_each(|one| self.gather(one)),
        }
    }
}

/// The values of a fact that can make a difference to conditions that ask for these words.
pub(super) fn values(fact: &FactDefinition, words: &BTreeSet<&str>) -> Vec<FactValue> {
    let one = |word: &str| FactValue::One(word.to_owned());
    match fact.kind {
        FactKind::Flag => vec![FactValue::Flag(true), FactValue::Flag(false)],
        FactKind::One | FactKind::Ordered => {
            let listed = fact.values.iter().map(|value| value.word.as_str());
            let all: BTreeSet<&str> = listed.chain(words.iter().copied()).collect();
            all.into_iter().map(one).collect()
        }
        FactKind::Set => {
            let some = words.iter().filter(|word| **word != "none");
            let some: BTreeSet<String> = some.map(|word| (*word).to_owned()).collect();
            let none = FactValue::Set(BTreeSet::from(["none".to_owned()]));
            let all = (!some.is_empty()).then_some(FactValue::Set(some));
            all.into_iter().chain([none]).collect()
        }
    }
}

/// Tries one value after the other, fact by fact; a condition that is false already is not followed further.
struct Search<'a> {
    registry: &'a FactRegistry,
    all: &'a [&'a Condition],
    choices: &'a [(&'a str, Vec<FactValue>)],
    facts: Facts,
    factors: BTreeMap<String, u8>,
    tries: usize,
}

impl Search<'_> {
    fn finds_one(&mut self, depth: usize) -> bool {
        self.tries += 1;
        let known = Known {
            registry: self.registry,
            facts: &self.facts,
            factors: &self.factors,
        };
        let truths = self.all.iter().map(|when| when.holds(known));
        match truths.min().unwrap_or(Truth::True) {
            Truth::True => return true,
            Truth::False => return false,
            Truth::Unknown if self.tries > TRIES => return true,
            Truth::Unknown => {}
        }
        let Some((fact, values)) = self.choices.get(depth) else {
            return false;
        };
        for value in values {
            self.facts.0.insert((*fact).to_owned(), value.clone());
            if self.finds_one(depth + 1) {
                return true;
            }
        }
        self.facts.0.remove(*fact);
        false
    }
}
