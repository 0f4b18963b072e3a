//! Persons: who they are, what they may speak for, whom they act for, and which of them acts here. A name means one person; what
//! persons own or sign is not known here.

mod change;
mod resolve;

use serde::Serialize;

use crate::{
    domain::{
        event::RecordKind,
        ids::RecordId,
        person::{People, Person},
        system::System,
    },
    ops::{error::OpsError, workbench::Workbench},
};

/// A change of persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonChange {
    /// A new person.
    Add(PersonFacts),
    /// What is known of a person, anew.
    Edit {
        /// The person.
        person: RecordId,
        /// What is known now.
        facts: PersonFacts,
    },
}

/// What is known of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// The name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What the person may speak for.
    pub roles: Vec<String>,
    /// Whom the person acts for.
    pub acts_for: Option<RecordId>,
    /// Whether the person has left.
    pub has_left: bool,
}

/// Everybody, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeopleView {
    /// The persons.
    pub people: Vec<Person>,
    /// The person who acts here, where one goes by the name of the actor.
    pub me: Option<RecordId>,
    /// The name of the actor.
    pub actor: String,
}

/// One person and what hangs on them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// The person.
    pub person: Person,
    /// The name of whom the person acts for.
    pub acts_for: Option<String>,
    /// The names of those who act for the person.
    pub represented_by: Vec<String>,
    /// The systems the person is accountable for, by label and name.
    pub owns: Vec<String>,
    /// The systems the person stands in for.
    pub deputy_of: Vec<String>,
}

impl Workbench {
    pub(crate) fn people_view(&mut self) -> Result<PeopleView, OpsError> {
        let People(mut people) = self.people()?;
        people.sort_by_cached_key(|person| (person.has_left, person.name.to_lowercase()));
        Ok(PeopleView {
            me: self.me()?,
            people,
            actor: self.env.actor.clone(),
        })
    }

    /// One person and what hangs on them.
    ///
    /// # Errors
    /// When the person is gone or the store cannot be read.
    pub fn person_view(&self, id: RecordId) -> Result<PersonView, OpsError> {
        let (person, _) = self.person_with_digest(id)?;
        let people = self.people()?;
        let systems = self.all::<System>(RecordKind::System)?;
        let of = |is_it: &dyn Fn(&System) -> bool| {
            let mine = systems
                .iter()
                .filter(|system| system.closed_on.is_none() && is_it(system));
            mine.map(|system| format!("{} {}", system.label, system.name))
                .collect()
        };
        let represents = people.0.iter().filter(|other| other.acts_for == Some(id));
        Ok(PersonView {
            acts_for: person
                .acts_for
                .and_then(|other| people.name(other))
                .map(str::to_owned),
            represented_by: represents.map(|other| other.name.clone()).collect(),
            owns: of(&|system| system.owner == Some(id)),
            deputy_of: of(&|system| system.deputy == Some(id)),
            person,
        })
    }

    /// The person who goes by the name of the actor, where one does.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn me(&self) -> Result<Option<RecordId>, OpsError> {
        let people = self.people()?;
        Ok(people.called(&self.env.actor).map(|person| person.id))
    }

    /// The person who acts here: what only a person may do is done in this one's name.
    ///
    /// # Errors
    /// When nobody goes by the name of the actor, or the one who does has left.
    pub fn acting_person(&self) -> Result<RecordId, OpsError> {
        let actor = &self.env.actor;
        let people = self.people()?;
        let me = people.called(actor).ok_or_else(|| OpsError::Refused {
            what: format!("no person goes by the name `{actor}`, and this is done by persons only"),
            hint: format!("`archdeck person add \"{actor}\"` makes you known; `ARCHDECK_USER` says who you are."),
        })?;
        if me.has_left {
            return Err(OpsError::Refused {
                what: format!("{} has left and does nothing here any more", me.name),
                hint:
                    "Say who you are with `ARCHDECK_USER`, or `archdeck person edit NAME --back`."
                        .to_owned(),
            });
        }
        Ok(me.id)
    }

    /// Finds the person a typed name, alias or id means; an id by eight and more of its characters.
    ///
    /// # Errors
    /// When nobody or more than one answers; names those who come near.
    pub fn resolve_person(&self, typed: &str) -> Result<RecordId, OpsError> {
        let People(people) = self.people()?;
        resolve::person(typed, &people)
    }
}
