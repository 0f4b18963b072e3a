//! People: who owns, asks, approves and signs. Persons are compared, never strings; whoever acts for somebody counts as them.

use std::collections::{BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use crate::domain::ids::RecordId;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The identity.
    pub id: RecordId,
    /// The name.
    pub name: String,
    /// Other names the same person goes by: an account, an address, a former name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What the person may speak for: `sre`, `security`, `privacy`, `product`, `architect`, `data`, `L2`, `L3` …
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub roles: BTreeSet<String>,
    /// Whom the person acts for, as long as that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acts_for: Option<RecordId>,
    /// Whether the person has left.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_left: bool,
}

impl Person {
    /// Whether the person goes by this name.
    pub fn is_called(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.name.to_lowercase() == name
            || self
                .aliases
                .iter()
                .any(|alias| alias.to_lowercase() == name)
    }
}

/// Everybody who is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People(pub Vec<Person>);

impl People {
    /// One person.
    pub fn get(&self, id: RecordId) -> Option<&Person> {
        self.0.iter().find(|person| person.id == id)
    }

    /// The name of a person; `None` for one that is gone.
    pub fn name(&self, id: RecordId) -> Option<&str> {
        self.get(id).map(|person| person.name.as_str())
    }

    /// The person who goes by a name.
    pub fn called(&self, name: &str) -> Option<&Person> {
        self.0.iter().find(|person| person.is_called(name))
    }

    /// The one a person counts as: whom they act for, to the end of the chain.
    pub fn principal(&self, id: RecordId) -> RecordId {
        let (mut at, mut seen) = (id, HashSet::new());
        while seen.insert(at) {
            match self.get(at).and_then(|person| person.acts_for) {
                Some(next) => at = next,
                None => return at,
            }
        }
        id
    }

    /// Whether two count as the same person.
    pub fn are_one(&self, one: RecordId, other: RecordId) -> bool {
        one == other || self.principal(one) == self.principal(other)
    }

    /// Whether a person counts as the one who is only named by a text: a name or an alias.
    pub fn is_named(&self, id: RecordId, name: &str) -> bool {
        match self.called(name) {
            Some(named) => self.are_one(id, named.id),
            None => false,
        }
    }
}
