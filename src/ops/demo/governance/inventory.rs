//! People, patterns, systems and their tiers: who and what there is before anybody answers a question.

use super::{
    Play, called,
    script::{
        Approve, Architecture, Entered, Happened, Leave, Linked, Registered, Somebody, Stated,
        Tiered,
    },
};
use crate::{
    domain::{ids::RecordId, system::PatternStatus},
    ops::{
        change::Change,
        demo::broken,
        error::OpsError,
        people::{PersonChange, PersonFacts},
        systems::{NewSystem, PatternFacts, SystemChange, SystemEdit},
        tiers::{FactorScore, TierChange},
    },
};

/// The rubric everything is scored with.
const RUBRIC: &str = "risk.ai-criticality";

impl Play<'_> {
    pub(super) fn person(&mut self, it: Somebody) -> Result<(), OpsError> {
        let facts = PersonFacts {
            name: it.name.clone(),
            aliases: it.aliases,
            roles: it.roles,
            acts_for: self.maybe_person(it.acts_for.as_deref())?,
            has_left: false,
        };
        let id = self.made(Change::Person(PersonChange::Add(facts)))?;
        self.known.people.insert(it.name, id);
        Ok(())
    }

    pub(super) fn leave(&mut self, it: &Leave) -> Result<(), OpsError> {
        let id = self.person_called(&it.name)?;
        let person = self.bench.person_view(id)?.person;
        let facts = PersonFacts {
            name: person.name,
            aliases: person.aliases,
            roles: person.roles.into_iter().collect(),
            acts_for: person.acts_for,
            has_left: true,
        };
        self.apply(Change::Person(PersonChange::Edit { person: id, facts }))?;
        Ok(())
    }

    pub(super) fn pattern(&mut self, it: Architecture) -> Result<(), OpsError> {
        let name = it.name.clone();
        let facts = PatternFacts {
            owner: Some(self.person_called(&it.owner)?),
            decisions: self.decisions_at(&it.decisions)?,
            name: it.name,
            about: Some(it.about),
            version: it.version,
            status: PatternStatus::Draft,
            pack: it.pack,
        };
        let id = self.made(Change::System(SystemChange::NewPattern(facts)))?;
        self.known.patterns.insert(name, id);
        Ok(())
    }

    pub(super) fn approve(&mut self, it: &Approve) -> Result<(), OpsError> {
        let id = called(&self.known.patterns, ("pattern", &it.pattern))?;
        let pattern = self.bench.pattern_view(id)?.pattern;
        let facts = PatternFacts {
            name: pattern.name,
            about: pattern.about,
            version: pattern.version,
            status: it.status,
            pack: pattern.pack,
            owner: pattern.owner,
            decisions: pattern.decisions,
        };
        self.apply(Change::System(SystemChange::EditPattern {
            pattern: id,
            facts,
        }))?;
        Ok(())
    }

    pub(super) fn register(&mut self, it: Registered) -> Result<(), OpsError> {
        let name = it.name.clone();
        let new = NewSystem {
            owner: self.maybe_person(it.owner.as_deref())?,
            deputy: self.maybe_person(it.deputy.as_deref())?,
            name: it.name,
            about: Some(it.about),
            facts: it.facts.into_iter().collect(),
            team: Some(it.team),
        };
        let id = self.made(Change::System(SystemChange::Register(new)))?;
        self.known.systems.insert(name, id);
        Ok(())
    }

    pub(super) fn link(&mut self, it: &Linked) -> Result<(), OpsError> {
        let system = self.system_called(&it.system)?;
        for decision in self.decisions_at(&it.decisions)? {
            self.apply(Change::System(SystemChange::Decision {
                system,
                decision,
                linked: true,
            }))?;
        }
        for name in &it.patterns {
            let pattern = called(&self.known.patterns, ("pattern", name))?;
            self.apply(Change::System(SystemChange::Bind {
                system,
                pattern,
                bound: true,
            }))?;
        }
        Ok(())
    }

    pub(super) fn state(&mut self, it: Stated) -> Result<(), OpsError> {
        let edit = SystemEdit {
            system: self.system_called(&it.system)?,
            base: None,
            name: None,
            about: None,
            facts: it.facts.into_iter().collect(),
            owner: None,
            deputy: None,
            team: None,
        };
        self.apply(Change::System(SystemChange::Edit(edit)))?;
        Ok(())
    }

    pub(super) fn enter(&mut self, it: Entered) -> Result<(), OpsError> {
        let system = self.system_called(&it.system)?;
        self.apply(Change::System(SystemChange::Enter {
            system,
            stage: it.stage,
            on: None,
            note: it.note,
        }))?;
        Ok(())
    }

    pub(super) fn happen(&mut self, it: Happened) -> Result<(), OpsError> {
        let system = self.system_called(&it.system)?;
        self.apply(Change::System(SystemChange::Happened {
            system,
            kind: it.kind,
            on: None,
            note: Some(it.note),
        }))?;
        Ok(())
    }

    pub(super) fn tier(&mut self, it: &Tiered) -> Result<(), OpsError> {
        let system = self.system_called(&it.system)?;
        let scores = self.scores(it)?;
        self.apply(Change::Tier(TierChange::Score { system, scores }))?;
        if let Some(cap) = &it.cap {
            let person = self.person_called(&cap.by)?;
            let cap = cap.id.clone();
            self.apply(Change::Tier(TierChange::SignCap {
                system,
                cap,
                person,
            }))?;
        }
        if it.open {
            return Ok(());
        }
        let signed_by = self.maybe_person(it.signed_by.as_deref())?;
        self.apply(Change::Tier(TierChange::Record { system, signed_by }))?;
        Ok(())
    }

    /// Every factor of the rubric but the missing ones: as usual, or as it is said.
    fn scores(&mut self, it: &Tiered) -> Result<Vec<FactorScore>, OpsError> {
        let catalog = self.bench.catalog();
        let rubric = catalog.rubrics.get(RUBRIC);
        let rubric = rubric.ok_or_else(|| broken("the rubric is not there"))?;
        let factors = rubric.value.factors.iter().map(|factor| factor.id.clone());
        let known = factors.filter(|factor| !it.missing.contains(factor));
        let scores = known.map(|factor| FactorScore {
            score: Some(it.scores.get(&factor).copied().unwrap_or(it.usually)),
            note: it.notes.get(&factor).cloned(),
            factor,
        });
        Ok(scores.collect())
    }

    fn maybe_person(&self, name: Option<&str>) -> Result<Option<RecordId>, OpsError> {
        name.map(|name| self.person_called(name)).transpose()
    }

    fn decisions_at(&self, paths: &[String]) -> Result<Vec<RecordId>, OpsError> {
        paths.iter().map(|path| self.decision_at(path)).collect()
    }
}
