//! The filter of the list of systems: words to match, and `field:value` for what a system is and for every fact it may state.

use crate::{
    domain::{
        fact::{FactKind, FactRegistry},
        readiness::Verdict,
        system::System,
        tier::Tier,
    },
    fuzzy,
    ops::systems::{SystemLine, stated::fact_words},
};

/// The word for what is not known or not there.
const NONE: [&str; 2] = ["none", "unknown"];

/// Which systems are shown. Several values of one field mean any of them; several fields mean all of them.
#[derive(Debug, Default)]
pub(super) struct SystemFilter {
    words: Vec<String>,
    tiers: Vec<Option<Tier>>,
    verdicts: Vec<Verdict>,
    owner: Option<String>,
    team: Option<String>,
    closed: Option<bool>,
    /// A fact and the words of which it has one; `None`: it is unknown.
    facts: Vec<(String, Vec<Option<String>>)>,
}

impl SystemFilter {
    /// Reads a typed line such as `tier:T1,T2 verdict:NO-GO exposure:external rag`.
    ///
    /// # Errors
    /// Names the field or the value that was not understood and what is possible.
    pub(super) fn parse(line: &str, registry: &FactRegistry) -> Result<Self, String> {
        let mut filter = Self::default();
        for word in line.split_whitespace() {
            match word.split_once(':') {
                // A field whose value is still to be typed chooses nothing yet.
                Some((_, "")) => {}
                Some((field, value)) => filter.read((field, value), registry)?,
                None => filter.words.push(word.to_owned()),
            }
        }
        Ok(filter)
    }

    fn read(
        &mut self,
        (field, value): (&str, &str),
        registry: &FactRegistry,
    ) -> Result<(), String> {
        let values = || value.split(',').filter(|value| !value.is_empty());
        match field.to_lowercase().as_str() {
            "tier" => {
                for value in values() {
                    let tier = if is_none(value) {
                        None
                    } else {
                        Some(value.parse()?)
                    };
                    self.tiers.push(tier);
                }
            }
            "verdict" => {
                for value in values() {
                    self.verdicts.push(value.parse()?);
                }
            }
            "owner" => self.owner = Some(value.to_lowercase()),
            "team" => self.team = Some(value.to_lowercase()),
            "closed" => {
                self.closed = Some(match value {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(format!("`{value}` is neither yes nor no for closed")),
                });
            }
            other => self.facts.push(fact((other, values()), registry)?),
        }
        Ok(())
    }

    /// Whether a system is let through.
    pub(super) fn lets_through(&self, line: &SystemLine, system: &System) -> bool {
        let is_tier = self.tiers.is_empty() || self.tiers.contains(&line.tier);
        let is_verdict = self.verdicts.is_empty() || self.verdicts.contains(&line.verdict);
        let is_closed = self
            .closed
            .is_none_or(|closed| closed == system.closed_on.is_some());
        is_tier
            && is_verdict
            && is_closed
            && holds(self.owner.as_deref(), line.owner.as_deref())
            && holds(self.team.as_deref(), system.team.as_deref())
            && self
                .facts
                .iter()
                .all(|(fact, words)| has_one(system, fact, words))
            && self.matches_words(line)
    }

    fn matches_words(&self, line: &SystemLine) -> bool {
        let query = fuzzy::Query::new(&self.words.join(" "));
        query.is_empty()
            || query
                .score(&format!("{} {}", line.label, line.name))
                .is_some()
    }
}

fn is_none(value: &str) -> bool {
    NONE.contains(&value.to_lowercase().as_str())
}

fn holds(wanted: Option<&str>, name: Option<&str>) -> bool {
    match (wanted, name) {
        (None, _) => true,
        (Some(wanted), Some(name)) => name.to_lowercase().contains(wanted),
        (Some(wanted), None) => is_none(wanted),
    }
}

fn has_one(system: &System, fact: &str, words: &[Option<String>]) -> bool {
    words.iter().any(|word| match word {
        Some(word) => system.facts.has(fact, word),
        None => system.facts.get(fact).is_none(),
    })
}

fn fact<'v>(
    (field, values): (&str, impl Iterator<Item = &'v str>),
    registry: &FactRegistry,
) -> Result<(String, Vec<Option<String>>), String> {
    let word = field.replace('-', "_");
    let Some(definition) = registry.get(&word) else {
        return Err(format!(
            "`{field}:` is no field of systems; possible are tier, verdict, owner, team, closed and the facts {}",
            fact_words(registry)
        ));
    };
    let mut words = Vec::new();
    for value in values {
        let lower = value.to_lowercase();
        let listed = definition.rank(&lower).is_some();
        words.push(match (definition.kind, lower.as_str()) {
            (_, "unknown") => None,
            (FactKind::Flag, "yes" | "true") => Some("true".to_owned()),
            (FactKind::Flag, "no" | "false") => Some("false".to_owned()),
            (FactKind::Flag, _) => {
                return Err(format!(
                    "`{value}` is neither yes nor no for {}",
                    definition.id
                ));
            }
            _ if listed => Some(lower),
            _ if definition.open => Some(value.to_owned()),
            _ => {
                return Err(format!(
                    "`{value}` is no value of {}; possible are {} and unknown",
                    definition.id,
                    definition.listed()
                ));
            }
        });
    }
    Ok((word, words))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::Catalog;

    fn parse(line: &str) -> Result<SystemFilter, String> {
        SystemFilter::parse(line, &Catalog::with(None).registry)
    }

    #[test]
    fn a_line_is_read_into_fields_facts_and_words() {
        let filter = parse(
            "rag tier:t1,none verdict:no-go exposure:external,unknown decides-about-person:yes",
        )
        .unwrap();
        assert_eq!(filter.words, ["rag"]);
        assert_eq!(filter.tiers, [Some(Tier::T1), None]);
        assert_eq!(filter.verdicts, [Verdict::NoGo]);
        assert_eq!(
            filter.facts,
            [
                (
                    "exposure".to_owned(),
                    vec![Some("external".to_owned()), None]
                ),
                (
                    "decides_about_person".to_owned(),
                    vec![Some("true".to_owned())]
                ),
            ]
        );
    }

    #[test]
    fn what_is_not_understood_is_told_with_what_is_possible() {
        for (line, told) in [
            ("colour:red", "exposure"),
            ("tier:T9", "T1, T2 and T3"),
            ("verdict:maybe", "HOLD"),
            ("exposure:moon", "partner"),
            ("closed:perhaps", "yes nor no"),
            ("one_way_door:perhaps", "yes nor no"),
        ] {
            let why = parse(line).unwrap_err();
            assert!(why.contains(told), "{line}: {why}");
        }
        let unfinished = parse("tier: rag").unwrap();
        assert_eq!(unfinished.words, ["rag"]);
        assert!(unfinished.tiers.is_empty());
    }

    proptest! {
        /// Whatever is typed is understood or refused, and never panics.
        #[test]
        fn every_line_is_understood_or_refused(line in "((tier|verdict|owner|stage|exposure|closed|x):)?[a-zA-Z0-9:,é-]{0,8}( [a-z:]{0,6})?") {
            let _ = parse(&line);
        }
    }
}
