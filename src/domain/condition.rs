//! Conditions of packs and rubrics: data, not a language, answered with true, false or unknown. They may name facts and, in
//! rubrics, factors; never answers or tiers, so that no answer can hide another one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::fact::{FactRegistry, FactValue, Facts};

/// What is true of something that may not be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It is not so.
    False,
    /// Nobody knows.
    Unknown,
    /// It is so.
    True,
}

impl Truth {
    /// Whether it may be so: true or unknown.
    pub fn may_hold(self) -> bool {
        self != Self::False
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::True } else { Self::False }
    }
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Condition {
    /// A fact has one of these words; of a set, any of them.
    Is(FactIs),
    /// An ordered fact has this word or one after it.
    FactAtLeast(FactAtLeast),
    /// A factor of the rubric was scored at least so high.
    FactorAtLeast(FactorAtLeast),
    /// All of them hold.
    All(AllOf),
    /// One of them holds.
    Any(AnyOf),
}

/// `{ fact = "exposure", is = ["external"] }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactIs {
    /// The fact.
    pub fact: String,
    /// The words, or `true` and `false` for a flag.
    pub is: Vec<Word>,
}

/// `{ fact = "traffic", at_least = "high" }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactAtLeast {
    /// The fact.
    pub fact: String,
    /// The least word.
    pub at_least: String,
}

/// `{ factor = "entitlement", at_least = 3 }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorAtLeast {
    /// The factor.
    pub factor: String,
    /// The least score.
    pub at_least: u8,
}

/// `{ all = [..] }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllOf {
    /// The conditions.
    pub all: Vec<Condition>,
}

/// `{ any = [..] }`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnyOf {
    /// The conditions.
    pub any: Vec<Condition>,
}

/// A word of a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Word {
    /// A flag's value.
    Flag(bool),
    /// A word.
    Word(String),
}

impl Word {
    /// The word as facts print it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Flag(true) => "true",
            Self::Flag(false) => "false",
            Self::Word(word) => word,
        }
    }
}

/// What a condition is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What the facts mean.
    pub registry: &'a FactRegistry,
    /// The facts that are stated.
    pub facts: &'a Facts,
    /// The factors that were scored; empty outside of rubrics.
    pub factors: &'a BTreeMap<String, u8>,
}

impl Condition {
    /// Whether it holds.
    pub fn holds(&self, known: Known<'_>) -> Truth {
        match self {
            Self::Is(asked) => {
                let Some(value) = known.facts.get(&asked.fact) else {
                    return Truth::Unknown;
                };
                let words = value.words();
                asked
                    .is
                    .iter()
                    .any(|word| words.contains(&word.as_str()))
                    .into()
            }
            Self::FactAtLeast(asked) => at_least(asked, known),
            Self::FactorAtLeast(asked) => known
                .factors
                .get(&asked.factor)
                .map_or(Truth::Unknown, |score| (*score >= asked.at_least).into()),
            Self::All(all) => {
                let truths = all.all.iter().map(|one| one.holds(known));
                truths.min().unwrap_or(Truth::True)
            }
            Self::Any(any) => {
                let truths = any.any.iter().map(|one| one.holds(known));
                truths.max().unwrap_or(Truth::False)
            }
        }
    }
}

fn at_least(asked: &FactAtLeast, known: Known<'_>) -> Truth {
    let definition = known.registry.get(&asked.fact);
    let wanted = definition.and_then(|fact| fact.rank(&asked.at_least));
    let stated = known.facts.get(&asked.fact).and_then(|value| match value {
        FactValue::One(word) => definition?.rank(word),
        _ => None,
    });
    match (stated, wanted) {
        (Some(stated), Some(wanted)) => (stated >= wanted).into(),
        _ => Truth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::fact::{FactDefinition, FactKind, ListedValue};

    fn definition(id: &str, kind: FactKind, words: &[&str]) -> FactDefinition {
        FactDefinition {
            id: id.to_owned(),
            title: id.to_owned(),
            ask: format!("{id}?"),
            kind,
            open: false,
            values: words
                .iter()
                .map(|word| ListedValue {
                    word: (*word).to_owned(),
                    about: String::new(),
                })
                .collect(),
        }
    }

    fn registry() -> FactRegistry {
        FactRegistry {
            facts: vec![
                definition("kind", FactKind::Set, &["a", "b", "c"]),
                definition("reach", FactKind::Ordered, &["none", "low", "high"]),
                definition("owed", FactKind::Flag, &[]),
            ],
        }
    }

    fn facts(typed: &[(&str, &str)]) -> Facts {
        let registry = registry();
        let value = |(fact, value): &(&str, &str)| {
            let read = registry.get(fact).unwrap().parse(value).unwrap();
            ((*fact).to_owned(), read)
        };
        Facts(typed.iter().map(value).collect())
    }

    fn holds(condition: &str, facts: &Facts, factors: &BTreeMap<String, u8>) -> Truth {
        let table: toml::Table = format!("when = {condition}").parse().unwrap();
        let condition: Condition = table["when"].clone().try_into().unwrap();
        condition.holds(Known {
            registry: &registry(),
            facts,
            factors,
        })
    }

    fn of(condition: &str, typed: &[(&str, &str)]) -> Truth {
        holds(condition, &facts(typed), &BTreeMap::new())
    }

    #[test]
    fn a_set_holds_with_any_of_the_words_and_nobody_knows_what_is_not_stated() {
        let asked = r#"{ fact = "kind", is = ["a", "b"] }"#;
        assert_eq!(of(asked, &[("kind", "b,c")]), Truth::True);
        assert_eq!(of(asked, &[("kind", "c")]), Truth::False);
        assert_eq!(of(asked, &[]), Truth::Unknown);
        assert_eq!(
            of(r#"{ fact = "owed", is = [true] }"#, &[("owed", "yes")]),
            Truth::True
        );
        assert_eq!(
            of(r#"{ fact = "owed", is = [true] }"#, &[("owed", "no")]),
            Truth::False
        );
    }

    #[test]
    fn an_order_is_that_of_the_registry() {
        let asked = r#"{ fact = "reach", at_least = "low" }"#;
        assert_eq!(of(asked, &[("reach", "none")]), Truth::False);
        assert_eq!(of(asked, &[("reach", "low")]), Truth::True);
        assert_eq!(of(asked, &[("reach", "high")]), Truth::True);
        assert_eq!(of(asked, &[]), Truth::Unknown);
        assert_eq!(
            of(
                r#"{ fact = "reach", at_least = "nowhere" }"#,
                &[("reach", "high")]
            ),
            Truth::Unknown,
            "a word the registry does not know can be compared with nothing"
        );
    }

    #[test]
    fn a_factor_that_was_not_scored_is_unknown() {
        let asked = r#"{ factor = "harm", at_least = 3 }"#;
        let scored = |score| BTreeMap::from([("harm".to_owned(), score)]);
        assert_eq!(holds(asked, &Facts::default(), &scored(3)), Truth::True);
        assert_eq!(holds(asked, &Facts::default(), &scored(2)), Truth::False);
        assert_eq!(of(asked, &[]), Truth::Unknown);
    }

    #[test]
    fn all_and_any_take_the_least_and_the_greatest_of_three() {
        let (yes, no, unknown) = (
            r#"{ fact = "owed", is = [true] }"#,
            r#"{ fact = "owed", is = [false] }"#,
            r#"{ fact = "kind", is = ["a"] }"#,
        );
        let known = [("owed", "yes")];
        let all = |parts: &[&str]| of(&format!("{{ all = [{}] }}", parts.join(", ")), &known);
        let any = |parts: &[&str]| of(&format!("{{ any = [{}] }}", parts.join(", ")), &known);
        assert_eq!(all(&[yes, unknown]), Truth::Unknown);
        assert_eq!(all(&[no, unknown]), Truth::False);
        assert_eq!(any(&[yes, unknown]), Truth::True);
        assert_eq!(any(&[no, unknown]), Truth::Unknown);
        assert_eq!((all(&[]), any(&[])), (Truth::True, Truth::False));
    }

    #[test]
    fn nothing_else_is_a_condition() {
        for text in [
            r#"{ fact = "kind" }"#,
            r#"{ tier = "T1" }"#,
            r#"{ answer = "RTI-07", is = ["met"] }"#,
            r#"{ not = { fact = "kind", is = ["a"] } }"#,
            r#"{ fact = "kind", is = ["a"], unless = true }"#,
            r#"{ factor = "harm", at_least = "high" }"#,
        ] {
            let table: toml::Table = format!("when = {text}").parse().unwrap();
            assert!(
                table["when"].clone().try_into::<Condition>().is_err(),
                "{text}"
            );
        }
    }

    fn any_condition() -> impl Strategy<Value = Condition> {
        let word = |words: &'static [&'static str]| proptest::sample::select(words);
        let leaf = prop_oneof![
            proptest::collection::vec(word(&["a", "b", "c"]), 1..3).prop_map(|words| {
                let is = words.into_iter().map(|word| Word::Word(word.to_owned()));
                Condition::Is(FactIs {
                    fact: "kind".to_owned(),
                    is: is.collect(),
                })
            }),
            word(&["none", "low", "high"]).prop_map(|word| {
                Condition::FactAtLeast(FactAtLeast {
                    fact: "reach".to_owned(),
                    at_least: word.to_owned(),
                })
            }),
            any::<bool>().prop_map(|flag| {
                Condition::Is(FactIs {
                    fact: "owed".to_owned(),
                    is: vec![Word::Flag(flag)],
                })
            }),
            (0..=4_u8).prop_map(|at_least| {
                Condition::FactorAtLeast(FactorAtLeast {
                    factor: "harm".to_owned(),
                    at_least,
                })
            }),
        ];
        leaf.prop_recursive(3, 16, 3, |inner| {
            let parts = proptest::collection::vec(inner, 0..3);
            (parts, any::<bool>()).prop_map(|(parts, all)| {
                if all {
                    Condition::All(AllOf { all: parts })
                } else {
                    Condition::Any(AnyOf { any: parts })
                }
            })
        })
    }

    fn any_known() -> impl Strategy<Value = (Facts, BTreeMap<String, u8>)> {
        let kinds = proptest::sample::subsequence(vec!["a", "b", "c"], 1..=3);
        (
            kinds,
            proptest::sample::select(vec!["none", "low", "high"]),
            any::<bool>(),
            0..=4_u8,
        )
            .prop_map(|(kinds, reach, owed, harm)| {
                let kinds: BTreeSet<String> = kinds.into_iter().map(str::to_owned).collect();
                let facts = BTreeMap::from([
                    ("kind".to_owned(), FactValue::Set(kinds)),
                    ("reach".to_owned(), FactValue::One(reach.to_owned())),
                    ("owed".to_owned(), FactValue::Flag(owed)),
                ]);
                (Facts(facts), BTreeMap::from([("harm".to_owned(), harm)]))
            })
    }

    proptest! {
        #[test]
        fn what_is_learned_settles_the_unknown_and_turns_nothing_round(
            condition in any_condition(), (facts, factors) in any_known(), forgotten in 0..4_usize
        ) {
            let registry = registry();
            let known = Known { registry: &registry, facts: &facts, factors: &factors };
            let whole = condition.holds(known);
            prop_assert_ne!(whole, Truth::Unknown, "everything is known");
            let mut fewer = facts.clone();
            let mut unscored = factors.clone();
            match forgotten {
                0 => drop(fewer.0.remove("kind")),
                1 => drop(fewer.0.remove("reach")),
                2 => drop(fewer.0.remove("owed")),
                _ => unscored.clear(),
            }
            let partly = condition.holds(Known { facts: &fewer, factors: &unscored, ..known });
            prop_assert!(partly == whole || partly == Truth::Unknown);
            prop_assert!(partly.may_hold() || !whole.may_hold());
        }

        #[test]
        fn a_condition_is_read_back_as_it_was_written(condition in any_condition()) {
            let json = serde_json::to_value(&condition).unwrap();
            prop_assert_eq!(serde_json::from_value::<Condition>(json).unwrap(), condition);
        }
    }
}
