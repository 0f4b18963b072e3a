//! Persons added and edited. No two persons share a name or an alias, and nobody acts for themselves by a detour.

use std::collections::{BTreeSet, HashSet};

use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        person::{People, Person},
    },
    ops::{
        change::Done,
        error::OpsError,
        people::{PersonChange, PersonFacts},
        putting::put,
        rewriting::{line, unchanged},
        workbench::{Workbench, decoded},
    },
};

impl Workbench {
    pub(crate) fn person_change(&mut self, change: &PersonChange) -> Result<Done, OpsError> {
        self.until_not_overtaken(|bench| match change {
            PersonChange::Add(facts) => bench.add_person(facts),
            PersonChange::Edit { person, facts } => bench.edit_person(*person, facts),
        })
    }

    fn add_person(&mut self, facts: &PersonFacts) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let id = self.env.record_id();
        let person = stated(id, facts)?;
        check(&person, &self.people()?)?;
        let put = put((RecordKind::Person, id), ("added", None), &person);
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!("added {}", person.name),
            refs: vec![person.name],
            made: Some(id),
            can_undo: true,
        })
    }

    fn edit_person(&mut self, id: RecordId, facts: &PersonFacts) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (before, base) = self.person_with_digest(id)?;
        let after = stated(id, facts)?;
        if after == before {
            let summary = format!("{} is known like that already", before.name);
            return Ok(unchanged(summary, vec![before.name]));
        }
        check(&after, &self.people()?)?;
        let put = put((RecordKind::Person, id), ("edited", Some(base)), &after);
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: told(&before, &after),
            refs: vec![after.name],
            made: None,
            can_undo: true,
        })
    }

    /// A person and the digest of its value.
    pub(crate) fn person_with_digest(&self, id: RecordId) -> Result<(Person, Digest), OpsError> {
        let current = self.store.current(id)?;
        let current = current
            .filter(|current| current.kind == RecordKind::Person)
            .ok_or_else(|| OpsError::NotFound {
                what: "the person is not in the store any more".to_owned(),
                hint: "`archdeck person list` shows everybody.".to_owned(),
            })?;
        Ok((decoded(&current)?, current.digest))
    }
}

fn told(before: &Person, after: &Person) -> String {
    match (before.has_left, after.has_left) {
        (false, true) => format!("{} has left", after.name),
        (true, false) => format!("{} is back", after.name),
        _ if before.name != after.name => format!("{} is {} from now on", before.name, after.name),
        _ => format!("edited {}", after.name),
    }
}

/// A person made of what was typed, in clean words.
fn stated(id: RecordId, facts: &PersonFacts) -> Result<Person, OpsError> {
    let name = line("name", &facts.name)?;
    let mut aliases: Vec<String> = Vec::new();
    let mut seen = HashSet::from([name.to_lowercase()]);
    for alias in facts
        .aliases
        .iter()
        .filter(|alias| !alias.trim().is_empty())
    {
        let alias = line("alias", alias)?;
        if seen.insert(alias.to_lowercase()) {
            aliases.push(alias);
        }
    }
    let mut roles = BTreeSet::new();
    for role in facts.roles.iter().filter(|role| !role.trim().is_empty()) {
        roles.insert(role_word(&line("role", role)?));
    }
    Ok(Person {
        id,
        name,
        aliases,
        roles,
        acts_for: facts.acts_for,
        has_left: facts.has_left,
    })
}

/// A role as it is compared: `SRE` is `sre`, `l2` is `L2`.
fn role_word(typed: &str) -> String {
    let lower = typed.to_lowercase();
    if matches!(lower.as_str(), "l1" | "l2" | "l3") {
        return lower.to_uppercase();
    }
    lower
}

fn check(person: &Person, people: &People) -> Result<(), OpsError> {
    let others = || people.0.iter().filter(|other| other.id != person.id);
    for name in std::iter::once(&person.name).chain(&person.aliases) {
        if let Some(other) = others().find(|other| other.is_called(name)) {
            return Err(OpsError::Refused {
                what: format!(
                    "`{name}` is {} already; a name means one person",
                    other.name
                ),
                hint: format!(
                    "`archdeck person show \"{}\"` tells who that is; use another name.",
                    other.name
                ),
            });
        }
    }
    let Some(principal) = person.acts_for else {
        return Ok(());
    };
    if people.get(principal).is_none() && principal != person.id {
        return Err(OpsError::NotFound {
            what: format!("the one {} should act for is not in the store", person.name),
            hint: "`archdeck person list` shows everybody.".to_owned(),
        });
    }
    refuse_circle(person, people)
}

fn refuse_circle(person: &Person, people: &People) -> Result<(), OpsError> {
    let mut names = vec![person.name.as_str()];
    let (mut at, mut seen) = (person.acts_for, HashSet::new());
    while let Some(id) = at.filter(|id| seen.insert(*id)) {
        if id == person.id {
            return Err(OpsError::Refused {
                what: format!(
                    "{} would act for themselves: {} → {}",
                    person.name,
                    names.join(" → "),
                    person.name
                ),
                hint:
                    "Take one of these away first with `archdeck person edit NAME --acts-for none`."
                        .to_owned(),
            });
        }
        let next = people.get(id);
        names.extend(next.map(|next| next.name.as_str()));
        at = next.and_then(|next| next.acts_for);
    }
    Ok(())
}
