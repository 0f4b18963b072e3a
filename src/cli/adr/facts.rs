//! The flags of facts as changes of facts: what was not typed is not touched, what was typed empty is taken away.

use crate::{
    cli::args::Facts,
    dialect::edit::{FactChange, PeopleRole},
};

/// What the flags ask for, in the order of a record's head.
pub fn changes(facts: &Facts) -> Vec<FactChange> {
    let people = |role, names: &Option<Vec<String>>| {
        let names = names.as_ref()?;
        Some(FactChange::People(role, filled(names)))
    };
    [
        facts.title.clone().map(FactChange::Title),
        facts.date.map(|date| FactChange::Date(date.0)),
        facts.review_by.map(|date| FactChange::ReviewBy(date.0)),
        people(PeopleRole::Deciders, &facts.deciders),
        people(PeopleRole::Consulted, &facts.consulted),
        people(PeopleRole::Informed, &facts.informed),
        facts
            .tags
            .as_deref()
            .map(|tags| FactChange::Tags(filled(tags))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The values that say something: an empty one stands for none at all.
fn filled(values: &[String]) -> Vec<String> {
    values
        .iter()
        .filter(|value| !value.trim().is_empty())
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::args::{Adr, Command, Invocation};

    fn typed(flags: &[&str]) -> Vec<FactChange> {
        let words = ["archdeck", "adr", "edit", "12"].iter().chain(flags);
        match Invocation::parse_from(words).command {
            Some(Command::Adr(Adr::Edit(edit))) => changes(&edit.facts),
            _ => unreachable!("an edit was asked for"),
        }
    }

    #[test]
    fn only_what_was_typed_changes_and_an_empty_value_takes_away() {
        assert_eq!(typed(&[]), []);
        assert_eq!(
            typed(&[
                "--date",
                "",
                "--tag",
                "",
                "--decider",
                "Ann",
                "--decider",
                "Ben"
            ]),
            [
                FactChange::Date(None),
                FactChange::People(
                    PeopleRole::Deciders,
                    vec!["Ann".to_owned(), "Ben".to_owned()]
                ),
                FactChange::Tags(Vec::new()),
            ]
        );
    }
}
