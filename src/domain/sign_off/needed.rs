//! Which sign-offs a tier needs, and which of those that were given count: for this digest, by somebody who holds the role, by so
//! many distinct persons, and at T1 by nobody who reviews what they wrote.

use std::collections::BTreeSet;

use super::SignOff;
use crate::domain::{
    digest::Digest, fact::Facts, ids::RecordId, person::People, system::System, tier::Tier,
};

/// The role of the one who is accountable.
const OWNER: &str = "owner";

/// The sign-offs a tier needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// The roles, each signed for by somebody who holds it.
    pub roles: Vec<&'static str>,
    /// How many distinct persons at least.
    pub persons: u32,
    /// Whether somebody who answered or issued may speak for no role but the owner's.
    pub is_independent: bool,
}

impl Needed {
    /// What a tier needs (governance, section 6). Personal data, or not knowing whether there is any, asks for privacy at T1.
    pub fn at(tier: Tier, facts: &Facts) -> Self {
        let classes = "data_classes";
        let is_personal = facts.get(classes).is_none()
            || ["pii", "special"]
                .iter()
                .any(|word| facts.has(classes, word));
        let mut roles = match tier {
            Tier::T1 => vec![OWNER, "sre", "security", "product"],
            Tier::T2 => vec![OWNER, "sre"],
            Tier::T3 => vec![OWNER],
        };
        if tier == Tier::T1 && is_personal {
            roles.push("privacy");
        }
        Self {
            roles,
            persons: match tier {
                Tier::T1 => 3,
                Tier::T2 => 2,
                Tier::T3 => 1,
            },
            is_independent: tier == Tier::T1,
        }
    }
}

/// Whether a person may speak for a role: the owner's is that of the owner and the deputy, another one is the person's own or
/// that of whom they act for. Platform speaks for SRE.
pub fn holds_role(people: &People, system: &System, (person, role): (RecordId, &str)) -> bool {
    if role == OWNER {
        let accountable = [system.owner, system.deputy];
        return accountable
            .into_iter()
            .flatten()
            .any(|one| people.are_one(one, person));
    }
    let speaks = |id| {
        people.get(id).is_some_and(|person| {
            let named = |held: &String| held.eq_ignore_ascii_case(role);
            let stands_in = |held: &String| role == "sre" && held.eq_ignore_ascii_case("platform");
            person
                .roles
                .iter()
                .any(|held| named(held) || stands_in(held))
        })
    };
    speaks(person) || speaks(people.principal(person))
}

/// What sign-offs are counted from.
#[derive(Debug, Clone, Copy)]
pub struct Signing<'a> {
    /// What is needed.
    pub needed: &'a Needed,
    /// Everybody who is known.
    pub people: &'a People,
    /// The system.
    pub system: &'a System,
    /// The digest they must be for.
    pub digest: Digest,
    /// Everybody who answered or issues.
    pub authors: &'a BTreeSet<RecordId>,
}

/// How far the sign-offs are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// Each role that is needed, with the sign-off that counts for it.
    pub roles: Vec<(String, Option<RecordId>)>,
    /// How many distinct persons count.
    pub persons: u32,
    /// What is missing, in words; empty: complete.
    pub missing: Vec<String>,
}

impl Signing<'_> {
    /// Counts sign-offs that come in the order in which they were given: the last word of a person in a role holds.
    pub fn count(self, given: &[SignOff]) -> Signed {
        let mut signed = Signed::default();
        let mut persons = BTreeSet::new();
        for role in &self.needed.roles {
            let said = self.last_words(role, given);
            let counting = said
                .iter()
                .find(|sign_off| sign_off.decision.approves() && self.is_heard(sign_off));
            let declined = said
                .iter()
                .find(|sign_off| sign_off.decision == super::Decision::Decline);
            match (declined, counting) {
                (Some(declined), _) => {
                    let name = self.people.name(declined.person).unwrap_or("somebody");
                    signed.missing.push(format!("{role}: {name} declined"));
                }
                (None, Some(counting)) => {
                    persons.insert(self.people.principal(counting.person));
                }
                (None, None) => signed.missing.push(self.lacking(role, &said)),
            }
            let counting = counting.filter(|_| declined.is_none());
            signed
                .roles
                .push(((*role).to_owned(), counting.map(|sign_off| sign_off.person)));
        }
        signed.persons = persons.len() as u32;
        if signed.missing.is_empty() && signed.persons < self.needed.persons {
            signed.missing.push(format!(
                "{} persons must sign, {} did",
                self.needed.persons, signed.persons
            ));
        }
        signed
    }

    /// The last word of each person for this digest in a role.
    fn last_words<'s>(self, role: &str, given: &'s [SignOff]) -> Vec<&'s SignOff> {
        let mut last: Vec<&SignOff> = Vec::new();
        for sign_off in given {
            if sign_off.digest != self.digest || sign_off.role != role {
                continue;
            }
            last.retain(|before| !self.people.are_one(before.person, sign_off.person));
            last.push(sign_off);
        }
        last
    }

    /// Whether a sign-off counts: its person still holds the role and, where that is asked for, did not write what is signed.
    fn is_heard(self, sign_off: &SignOff) -> bool {
        let speaks = (sign_off.person, sign_off.role.as_str());
        holds_role(self.people, self.system, speaks) && !self.is_author(sign_off)
    }

    fn is_author(self, sign_off: &SignOff) -> bool {
        let wrote = |author: &RecordId| self.people.are_one(*author, sign_off.person);
        self.needed.is_independent && sign_off.role != OWNER && self.authors.iter().any(wrote)
    }

    fn lacking(self, role: &str, said: &[&SignOff]) -> String {
        let author = said
            .iter()
            .find(|sign_off| sign_off.decision.approves() && self.is_author(sign_off));
        match author {
            Some(author) => {
                let name = self.people.name(author.person).unwrap_or("somebody");
                format!("{role}: {name} answered or issued and is no independent reviewer")
            }
            None => format!("{role} has not signed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{fact::FactValue, person::Person, sign_off::Decision};

    fn id(number: u128) -> RecordId {
        RecordId(Uuid::from_u128(number))
    }

    fn person(number: u128, name: &str, roles: &[&str]) -> Person {
        Person {
            id: id(number),
            name: name.to_owned(),
            aliases: Vec::new(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            acts_for: None,
            has_left: false,
        }
    }

    fn people() -> People {
        People(vec![
            person(1, "Mina", &[]),
            person(2, "Lee", &["sre"]),
            person(3, "Ana", &["security"]),
            person(4, "Jo", &["product", "security"]),
            Person {
                acts_for: Some(id(2)),
                ..person(5, "Kim", &[])
            },
            person(6, "Sam", &["platform"]),
        ])
    }

    fn system() -> System {
        System {
            id: id(100),
            label: "SYS-0001".to_owned(),
            name: "fraud".to_owned(),
            about: None,
            facts: facts("internal"),
            owner: Some(id(1)),
            deputy: None,
            team: None,
            stages: Vec::new(),
            triggers: Vec::new(),
            decisions: Vec::new(),
            patterns: Vec::new(),
            closed_on: None,
        }
    }

    fn facts(class: &str) -> Facts {
        let classes = FactValue::Set([class.to_owned()].into());
        Facts([("data_classes".to_owned(), classes)].into())
    }

    fn says(person: u128, role: &str, decision: Decision) -> SignOff {
        SignOff {
            id: id(1000 + person),
            system: id(100),
            role: role.to_owned(),
            person: id(person),
            decision,
            comment: None,
            digest: Digest::of(b"as it is"),
            on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        }
    }

    fn approves(person: u128, role: &str) -> SignOff {
        says(person, role, Decision::Approve)
    }

    fn count(tier: Tier, authors: &[u128], given: &[SignOff]) -> Signed {
        let (people, system) = (people(), system());
        Signing {
            needed: &Needed::at(tier, &system.facts),
            people: &people,
            system: &system,
            digest: Digest::of(b"as it is"),
            authors: &authors.iter().map(|author| id(*author)).collect(),
        }
        .count(given)
    }

    fn four() -> [SignOff; 4] {
        [
            approves(1, "owner"),
            approves(2, "sre"),
            approves(3, "security"),
            approves(4, "product"),
        ]
    }

    #[test]
    fn each_tier_asks_for_its_roles_and_personal_data_for_privacy() {
        let roles = |tier, class| Needed::at(tier, &facts(class)).roles;
        assert_eq!(roles(Tier::T3, "pii"), ["owner"]);
        assert_eq!(roles(Tier::T2, "pii"), ["owner", "sre"]);
        assert_eq!(roles(Tier::T1, "internal").len(), 4);
        assert_eq!(roles(Tier::T1, "special").last(), Some(&"privacy"));
        let unknown = Needed::at(Tier::T1, &Facts::default());
        assert_eq!(unknown.roles.last(), Some(&"privacy"));
    }

    #[test]
    fn a_decision_is_typed_as_it_is_printed() {
        for decision in Decision::ALL {
            assert_eq!(decision.to_string().parse(), Ok(decision));
        }
        assert_eq!(
            "maybe".parse::<Decision>(),
            Err("`maybe` is no decision; possible are approve, approve with comment, decline, abstain, withdrawn".to_owned())
        );
    }

    #[test]
    fn four_roles_of_t1_are_complete() {
        let signed = count(Tier::T1, &[], &four());
        assert_eq!((signed.persons, signed.missing), (4, Vec::new()));
    }

    #[test]
    fn a_delegate_counts_as_the_principal() {
        let given = [approves(1, "owner"), approves(5, "sre")];
        let signed = count(Tier::T2, &[], &given);
        assert_eq!((signed.persons, signed.missing.len()), (2, 0));
        let twice = [approves(5, "sre"), says(2, "sre", Decision::Decline)];
        let signed = count(Tier::T2, &[], &twice);
        assert!(
            signed.missing.contains(&"sre: Lee declined".to_owned()),
            "{signed:?}"
        );
    }

    #[test]
    fn platform_speaks_for_sre_and_nobody_for_a_role_they_do_not_hold() {
        let platform = [approves(1, "owner"), approves(6, "sre")];
        assert!(count(Tier::T2, &[], &platform).missing.is_empty());
        let product = [approves(1, "owner"), approves(4, "sre")];
        assert_eq!(
            count(Tier::T2, &[], &product).missing,
            ["sre has not signed"]
        );
    }

    #[test]
    fn three_roles_of_one_person_are_not_three_persons() {
        let mut given = four();
        given[1].person = id(4);
        given[2].person = id(4);
        let mut people = people();
        people.0[3].roles.insert("sre".to_owned());
        let system = system();
        let signed = Signing {
            needed: &Needed::at(Tier::T1, &system.facts),
            people: &people,
            system: &system,
            digest: Digest::of(b"as it is"),
            authors: &BTreeSet::new(),
        }
        .count(&given);
        assert_eq!(signed.missing, ["3 persons must sign, 2 did"]);
    }

    #[test]
    fn whoever_answered_reviews_nothing_at_t1_but_may_own_it() {
        let signed = count(Tier::T1, &[1, 3], &four());
        assert_eq!(
            signed.missing,
            ["security: Ana answered or issued and is no independent reviewer"]
        );
        assert!(count(Tier::T2, &[1, 2], &four()).missing.is_empty());
    }

    #[test]
    fn the_last_word_holds_and_another_digest_says_nothing() {
        let taken_back = [
            approves(1, "owner"),
            approves(2, "sre"),
            says(2, "sre", Decision::Withdrawn),
        ];
        assert_eq!(
            count(Tier::T2, &[], &taken_back).missing,
            ["sre has not signed"]
        );
        let mut other = approves(2, "sre");
        other.digest = Digest::of(b"as it was");
        let given = [approves(1, "owner"), other];
        assert_eq!(count(Tier::T2, &[], &given).missing, ["sre has not signed"]);
    }
}
