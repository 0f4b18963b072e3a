//! Persons: who they are, what they may speak for, whom they act for.

use serde::Serialize;

use crate::{
    domain::{ids::RecordId, person::Person},
    ops::{change::Done, error::OpsError, workbench::Workbench},
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

impl Workbench {
    pub(crate) fn person_change(&mut self, change: PersonChange) -> Result<Done, OpsError> {
        Err(super::not_there_yet(&change))
    }

    pub(crate) fn people_view(&mut self) -> Result<PeopleView, OpsError> {
        Err(super::not_there_yet(&"people"))
    }

    /// Finds the person a typed name, alias or id means.
    ///
    /// # Errors
    /// When nobody or more than one answers.
    pub fn resolve_person(&self, typed: &str) -> Result<RecordId, OpsError> {
        Err(super::not_there_yet(&typed))
    }
}
