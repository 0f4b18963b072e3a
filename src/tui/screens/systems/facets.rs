//! The menu that filters without typing: first the field, then one of its values.

use std::collections::BTreeSet;

use super::Systems;
use crate::{
    domain::{
        fact::{FactDefinition, FactKind},
        readiness::Verdict,
        tier::Tier,
    },
    ops::systems::SystemsView,
    tui::screen::{Context, Menu, Outcome},
};

/// The word that shows all systems again.
const ALL: &str = "all";
/// What a field's word begins with in the menu of fields.
const FIELD: &str = "facet:";
/// The most owners that are offered.
const OWNERS: usize = 100;

impl Systems {
    /// The menu of fields.
    pub(super) fn facet_menu(&self) -> Vec<Outcome> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let fields = [("tier", "Tier"), ("verdict", "Verdict"), ("owner", "Owner")];
        let mut choices: Vec<_> = fields
            .iter()
            .map(|(field, shown)| (format!("{FIELD}{field}"), (*shown).to_owned(), None))
            .collect();
        choices.extend(view.choices.facts.iter().map(|fact| {
            let why = fact.values.is_empty() && fact.kind != FactKind::Flag;
            let why = why.then(|| "type its words after /".to_owned());
            (format!("{FIELD}{}", fact.id), fact.title.clone(), why)
        }));
        if !self.field.value().is_empty() {
            choices.push((ALL.to_owned(), "All systems again".to_owned(), None));
        }
        vec![Outcome::Menu(Menu {
            title: "Filter by".to_owned(),
            choices,
        })]
    }

    /// Takes a field, then its value.
    pub(super) fn choose_facet(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        if word == ALL {
            return self.set_filter("", context);
        }
        let Some(field) = word.strip_prefix(FIELD) else {
            let line = with_field(self.field.value(), word);
            return self.set_filter(&line, context);
        };
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let choices = values(field, view)
            .into_iter()
            .map(|(value, shown)| (format!("{field}:{value}"), shown, None));
        vec![Outcome::Menu(Menu {
            title: format!("Filter by {field}"),
            choices: choices.collect(),
        })]
    }
}

/// The line with this field in the place of the same one.
fn with_field(line: &str, word: &str) -> String {
    let Some((field, _)) = word.split_once(':') else {
        return line.to_owned();
    };
    let is_same = |other: &&str| {
        other
            .split_once(':')
            .is_some_and(|(other, _)| other == field)
    };
    let kept = line.split_whitespace().filter(|other| !is_same(other));
    kept.chain([word]).collect::<Vec<_>>().join(" ")
}

/// The values of a field: as typed, and as shown.
fn values(field: &str, view: &SystemsView) -> Vec<(String, String)> {
    let plain = |word: &str| (word.to_owned(), word.to_owned());
    match field {
        "tier" => {
            let tiers = Tier::ALL.iter();
            let tiers =
                tiers.map(|tier| (tier.word().to_owned(), format!("{tier} {}", tier.about())));
            tiers
                .chain([("none".to_owned(), "none recorded".to_owned())])
                .collect()
        }
        "verdict" => Verdict::ALL.map(|verdict| plain(verdict.word())).into(),
        "owner" => {
            let names: BTreeSet<_> = view
                .lines
                .iter()
                .filter_map(|line| line.owner.as_deref())
                .collect();
            let owners = names.into_iter().take(OWNERS).map(|name| {
                // A name with a space in it cannot be typed as one word; its last one is what people look for.
                let word = name.split_whitespace().next_back().unwrap_or_default();
                (
                    word.to_owned(),
                    crate::markdown::safe::line(name).into_owned(),
                )
            });
            owners
                .chain([("none".to_owned(), "nobody".to_owned())])
                .collect()
        }
        fact => {
            let definition = view.choices.facts.iter().find(|known| known.id == fact);
            definition.map(values_of).unwrap_or_default()
        }
    }
}

fn values_of(fact: &FactDefinition) -> Vec<(String, String)> {
    let mut values: Vec<_> = match fact.kind {
        FactKind::Flag => ["yes", "no"]
            .map(|word| (word.to_owned(), word.to_owned()))
            .into(),
        FactKind::Set | FactKind::One | FactKind::Ordered => fact
            .values
            .iter()
            .map(|value| {
                (
                    value.word.clone(),
                    format!("{}: {}", value.word, value.about),
                )
            })
            .collect(),
    };
    values.push(("unknown".to_owned(), "unknown".to_owned()));
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_chosen_again_takes_the_place_of_what_it_was() {
        assert_eq!(
            with_field("rag tier:T1 stage:mvp", "tier:T2"),
            "rag stage:mvp tier:T2"
        );
        assert_eq!(with_field("", "stage:mvp"), "stage:mvp");
        assert_eq!(with_field("rag", "nothing"), "rag");
    }
}
