//! Facts of a system, typed by a registry that is data. A fact that is not stated is unknown, never "no".

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The facts a system may state, in the order in which they are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactRegistry {
    /// The definitions.
    pub facts: Vec<FactDefinition>,
}

/// One fact that may be stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactDefinition {
    /// Its word: `exposure`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The question that asks for it.
    pub ask: String,
    /// How its values are given.
    pub kind: FactKind,
    /// Whether other words than the listed ones are taken too.
    pub open: bool,
    /// The values, of an ordered fact the least first; empty for a flag.
    pub values: Vec<ListedValue>,
}

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedValue {
    /// The word.
    pub word: String,
    /// What it means.
    pub about: String,
}

/// How the values of a fact are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// Several of the values.
    Set,
    /// One of them.
    One,
    /// One of them, and they stand in an order.
    Ordered,
    /// True or false.
    Flag,
}

/// The value of a stated fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactValue {
    /// True or false.
    Flag(bool),
    /// One word.
    One(String),
    /// Several words, at least one.
    Set(BTreeSet<String>),
}

impl FactValue {
    /// Its words: `true` or `false` for a flag.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Flag(true) => vec!["true"],
            Self::Flag(false) => vec!["false"],
            Self::One(word) => vec![word],
            Self::Set(words) => words.iter().map(String::as_str).collect(),
        }
    }
}

/// The facts a system states, by their words. What is not in it is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(pub BTreeMap<String, FactValue>);

impl Facts {
    /// The value of a fact; `None` when it is unknown.
    pub fn get(&self, fact: &str) -> Option<&FactValue> {
        self.0.get(fact)
    }

    /// Whether a fact is stated and has this word.
    pub fn has(&self, fact: &str, word: &str) -> bool {
        self.get(fact)
            .is_some_and(|value| value.words().contains(&word))
    }
}

impl FactRegistry {
    /// The definition of a fact.
    pub fn get(&self, id: &str) -> Option<&FactDefinition> {
        self.facts.iter().find(|fact| fact.id == id)
    }
}

impl FactDefinition {
    /// The place of a word among the listed values, the least first.
    pub fn rank(&self, word: &str) -> Option<usize> {
        self.values.iter().position(|value| value.word == word)
    }

    /// Reads a typed value: words with commas between them; `true`, `yes`, `false`, `no` for a flag.
    ///
    /// # Errors
    /// Names the word that is not known and those that are.
    pub fn parse(&self, typed: &str) -> Result<FactValue, String> {
        let words: Vec<&str> = typed
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        if self.kind == FactKind::Flag {
            return match words.as_slice() {
                ["true" | "yes"] => Ok(FactValue::Flag(true)),
                ["false" | "no"] => Ok(FactValue::Flag(false)),
                _ => Err(format!("`{typed}` is neither yes nor no for {}", self.id)),
            };
        }
        if words.is_empty() {
            return Err(format!("{} needs a value: {}", self.id, self.listed()));
        }
        if let Some(unknown) = words
            .iter()
            .find(|word| !self.open && self.rank(word).is_none())
        {
            return Err(format!(
                "`{unknown}` is no value of {}; possible are {}",
                self.id,
                self.listed()
            ));
        }
        match (self.kind, words.as_slice()) {
            (FactKind::Set, _) => {
                let words: BTreeSet<String> = words.iter().map(|word| (*word).to_owned()).collect();
                if words.len() > 1 && words.contains("none") {
                    return Err(format!("{} is either `none` or something else", self.id));
                }
                Ok(FactValue::Set(words))
            }
            (_, [one]) => Ok(FactValue::One((*one).to_owned())),
            _ => Err(format!("{} takes one value, not several", self.id)),
        }
    }

    /// The words that may be given, with commas between them.
    pub fn listed(&self) -> String {
        if self.kind == FactKind::Flag {
            return "yes, no".to_owned();
        }
        let words: Vec<_> = self
            .values
            .iter()
            .map(|value| value.word.as_str())
            .collect();
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(kind: FactKind, words: &[&str]) -> FactDefinition {
        let value = |word: &&str| ListedValue {
            word: (*word).to_owned(),
            about: String::new(),
        };
        FactDefinition {
            id: "exposure".to_owned(),
            title: "Exposure".to_owned(),
            ask: "Who reaches it?".to_owned(),
            kind,
            open: false,
            values: words.iter().map(value).collect(),
        }
    }

    #[test]
    fn each_kind_takes_its_own_values_only() {
        let set = definition(FactKind::Set, &["none", "eu", "us"]);
        assert_eq!(set.parse(" us , eu,").unwrap().words(), ["eu", "us"]);
        for typed in ["", ",", "mars", "none,eu", "EU"] {
            assert!(set.parse(typed).is_err(), "{typed}");
        }
        let ordered = definition(FactKind::Ordered, &["none", "low"]);
        assert_eq!(
            ordered.parse("low").unwrap(),
            FactValue::One("low".to_owned())
        );
        assert!(ordered.parse("none,low").unwrap_err().contains("one value"));
        let flag = definition(FactKind::Flag, &[]);
        assert_eq!(flag.parse("yes").unwrap(), FactValue::Flag(true));
        assert_eq!(flag.parse("false").unwrap(), FactValue::Flag(false));
        for typed in ["", "maybe", "yes,no", "1"] {
            assert!(flag.parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn an_open_fact_takes_words_nobody_listed() {
        let mut open = definition(FactKind::Set, &["eu"]);
        open.open = true;
        assert_eq!(open.parse("eu,br").unwrap().words(), ["br", "eu"]);
    }

    #[test]
    fn what_is_refused_names_what_is_possible() {
        let refused = definition(FactKind::Ordered, &["none", "low"]).parse("huge");
        assert_eq!(
            refused.unwrap_err(),
            "`huge` is no value of exposure; possible are none, low"
        );
    }

    #[test]
    fn a_fact_that_is_not_stated_has_no_word() {
        let facts = Facts(BTreeMap::from([(
            "stage".to_owned(),
            FactValue::One("mvp".to_owned()),
        )]));
        assert!(facts.has("stage", "mvp") && !facts.has("stage", "production"));
        assert!(!facts.has("exposure", "none") && facts.get("exposure").is_none());
    }
}
