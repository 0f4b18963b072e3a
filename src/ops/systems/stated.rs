//! What is stated about a system, held against what may be stated: facts by the registry, people by who is known. It makes the
//! new value and says in words how it differs; it saves nothing.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{
    domain::{
        fact::{FactDefinition, FactRegistry, FactValue},
        ids::RecordId,
        person::People,
        system::{STAGE, StageEvent, System},
    },
    ops::{error::OpsError, rewriting::line, systems::SystemEdit},
};

/// What something stated is held against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held<'a> {
    pub(super) registry: &'a FactRegistry,
    pub(super) people: &'a People,
    pub(super) today: NaiveDate,
}

/// The system as it is after an edit.
pub(super) fn edited(
    before: &System,
    edit: &SystemEdit,
    held: Held<'_>,
) -> Result<System, OpsError> {
    let mut after = before.clone();
    if let Some(name) = &edit.name {
        after.name = line("name of a system", name)?;
    }
    if let Some(about) = &edit.about {
        after.about = stated("description", about)?;
    }
    if let Some(team) = &edit.team {
        after.team = stated("team", team)?;
    }
    if let Some(owner) = edit.owner {
        after.owner = known(owner, before.owner, held.people)?;
    }
    if let Some(deputy) = edit.deputy {
        after.deputy = known(deputy, before.deputy, held.people)?;
    }
    if let (Some(owner), Some(deputy)) = (after.owner, after.deputy)
        && held.people.are_one(owner, deputy)
    {
        return Err(OpsError::Refused {
            what: "owner and deputy are the same person; a deputy stands in for another".to_owned(),
            hint: "Name another deputy, or none.".to_owned(),
        });
    }
    state_facts(&mut after, edit, held)?;
    Ok(after)
}

fn stated(what: &str, typed: &str) -> Result<Option<String>, OpsError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    line(what, typed).map(Some)
}

/// A person who is named anew must be there; one who has left since may stay where they stood.
fn known(
    named: Option<RecordId>,
    before: Option<RecordId>,
    people: &People,
) -> Result<Option<RecordId>, OpsError> {
    let Some(id) = named.filter(|_| named != before) else {
        return Ok(named);
    };
    let person = people.get(id).ok_or_else(|| OpsError::NotFound {
        what: "the person who is named is not in the store any more".to_owned(),
        hint: "`archdeck person list` shows everybody.".to_owned(),
    })?;
    if person.has_left {
        return Err(OpsError::Refused {
            what: format!("{} has left and takes nothing over", person.name),
            hint: "Name another person, or `archdeck person edit NAME --back`.".to_owned(),
        });
    }
    Ok(named)
}

fn state_facts(after: &mut System, edit: &SystemEdit, held: Held<'_>) -> Result<(), OpsError> {
    let mut seen = HashSet::new();
    for (fact, typed) in &edit.facts {
        let definition = definition(fact, held.registry)?;
        if !seen.insert(&definition.id) {
            return Err(OpsError::Refused {
                what: format!("{} is stated twice", definition.id),
                hint: "State each fact once; several values have a comma between them.".to_owned(),
            });
        }
        state(after, (definition, typed), held.today)?;
    }
    Ok(())
}

fn state(
    after: &mut System,
    (definition, typed): (&FactDefinition, &str),
    today: NaiveDate,
) -> Result<(), OpsError> {
    if typed.trim().is_empty() {
        after.facts.0.remove(&definition.id);
        return Ok(());
    }
    let value = parsed(definition, typed)?;
    if definition.id != STAGE {
        after.facts.0.insert(definition.id.clone(), value);
        return Ok(());
    }
    if after.facts.get(STAGE) == Some(&value) {
        return Ok(());
    }
    let stage = typed_as(&value);
    // The stage of today comes after all that were entered, whatever day they were told for.
    let last = after.stages.last().map_or(today, |last| last.on);
    after.enter(StageEvent {
        stage,
        on: today.max(last),
        note: None,
    });
    Ok(())
}

/// The definition of a fact that is typed, with `-` or `_` between its words.
pub(super) fn definition<'r>(
    typed: &str,
    registry: &'r FactRegistry,
) -> Result<&'r FactDefinition, OpsError> {
    let wanted = typed.trim().to_lowercase().replace('-', "_");
    registry.get(&wanted).ok_or_else(|| OpsError::Refused {
        what: format!(
            "`{}` is no fact of a system",
            crate::ops::reference::short(typed)
        ),
        hint: format!("Possible are {}.", fact_words(registry)),
    })
}

/// A typed value of a fact, in the words of the registry.
pub(super) fn parsed(definition: &FactDefinition, typed: &str) -> Result<FactValue, OpsError> {
    let typed = line(&definition.id, typed)?;
    let typed = if definition.open {
        typed
    } else {
        typed.to_lowercase()
    };
    definition.parse(&typed).map_err(|what| OpsError::Refused {
        what,
        hint: format!("{} {}", definition.ask, listed(definition)),
    })
}

fn listed(definition: &FactDefinition) -> String {
    let more = if definition.open {
        ", or another word"
    } else {
        ""
    };
    format!("Possible are {}{more}.", definition.listed())
}

/// The facts that may be stated, with commas between them.
pub(super) fn fact_words(registry: &FactRegistry) -> String {
    let words: Vec<_> = registry.facts.iter().map(|fact| fact.id.as_str()).collect();
    words.join(", ")
}

/// A value as it would be typed.
pub(super) fn typed_as(value: &FactValue) -> String {
    match value {
        FactValue::Flag(true) => "yes".to_owned(),
        FactValue::Flag(false) => "no".to_owned(),
        other => other.words().join(","),
    }
}

/// How a system differs from what it was, in words.
pub(super) fn differences(before: &System, after: &System, people: &People) -> Vec<String> {
    let mut words = Vec::new();
    if before.name != after.name {
        words.push(format!("name {} → {}", before.name, after.name));
    }
    if before.about != after.about {
        words.push("description".to_owned());
    }
    let name = |id: Option<RecordId>| {
        id.map(|id| people.name(id).unwrap_or("a person who is gone").to_owned())
    };
    let lines = [
        ("owner", name(before.owner), name(after.owner)),
        ("deputy", name(before.deputy), name(after.deputy)),
        ("team", before.team.clone(), after.team.clone()),
    ];
    for (what, before, after) in lines {
        words.extend(difference(
            what,
            before.as_deref(),
            (after.as_deref(), "none"),
        ));
    }
    let facts: std::collections::BTreeSet<_> =
        before.facts.0.keys().chain(after.facts.0.keys()).collect();
    for fact in facts {
        let (before, after) = (before.facts.get(fact), after.facts.get(fact));
        let (before, after) = (before.map(typed_as), after.map(typed_as));
        words.extend(difference(
            fact,
            before.as_deref(),
            (after.as_deref(), "unknown"),
        ));
    }
    words
}

fn difference(
    what: &str,
    before: Option<&str>,
    (after, nothing): (Option<&str>, &str),
) -> Option<String> {
    match (before, after) {
        (before, after) if before == after => None,
        (None, Some(after)) => Some(format!("{what} {after}")),
        (Some(before), after) => Some(format!("{what} {before} → {}", after.unwrap_or(nothing))),
        (None, None) => None,
    }
}
