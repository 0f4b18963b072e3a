//! Persons: added, edited, found, and who acts here.

use archdeck::ops::{
    change::Change,
    people::{PersonChange, PersonFacts},
    query::Query,
    view::View,
};
use pretty_assertions::assert_eq;

use crate::story::{add, bench, person, refused};

fn named(name: &str, aliases: &[&str], roles: &[&str]) -> PersonFacts {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    PersonFacts {
        aliases: words(aliases),
        roles: words(roles),
        ..person(name)
    }
}

#[test]
fn a_person_is_known_by_name_alias_and_id_whatever_the_case() {
    let mut bench = bench();
    let mina = add(
        &mut bench,
        named(
            " Mina Okafor ",
            &["mina", "m@works.example"],
            &["SRE", "l2"],
        ),
    );
    for typed in [
        "mina okafor",
        "MINA",
        " m@works.example ",
        &mina.to_string(),
    ] {
        assert_eq!(bench.resolve_person(typed).unwrap(), mina, "{typed}");
    }
    let View::People(view) = bench.answer(Query::People).unwrap() else {
        panic!("people were asked for");
    };
    assert_eq!(view.me, Some(mina));
    let roles: Vec<_> = view.people[0].roles.iter().map(String::as_str).collect();
    assert_eq!(
        (view.people[0].name.as_str(), roles),
        ("Mina Okafor", vec!["L2", "sre"])
    );
}

#[test]
fn a_part_of_a_name_means_nobody_and_says_who_comes_near() {
    let mut bench = bench();
    add(&mut bench, person("Mina Okafor"));
    let error = bench.resolve_person("okafor").unwrap_err();
    assert_eq!(error.to_string(), "no person is called `okafor`");
    assert!(error.hint().unwrap().contains("Mina Okafor"));
    let error = bench.resolve_person("Lee").unwrap_err();
    assert!(
        error
            .hint()
            .unwrap()
            .contains("archdeck person add \"Lee\"")
    );
    assert!(bench.resolve_person("").is_err());
}

#[test]
fn two_ids_that_begin_alike_are_told_apart() {
    let mut bench = bench();
    let (mina, lee) = (
        add(&mut bench, person("Mina")),
        add(&mut bench, person("Lee")),
    );
    let beginning: String = mina.to_string().chars().take(8).collect();
    let said = bench.resolve_person(&beginning).unwrap_err().to_string();
    for id in [mina, lee] {
        assert!(said.contains(&id.to_string()), "{said}");
    }
}

#[test]
fn a_name_means_one_person() {
    let mut bench = bench();
    add(&mut bench, named("Mina Okafor", &["mo"], &[]));
    let lee = add(&mut bench, person("Lee"));
    for facts in [
        person("MINA okafor"),
        person("Mo"),
        named("Kim", &["mina okafor"], &[]),
    ] {
        let (what, _) = refused(bench.apply(Change::Person(PersonChange::Add(facts.clone()))));
        assert!(
            what.ends_with("is Mina Okafor already; a name means one person"),
            "{what}"
        );
        let change = PersonChange::Edit { person: lee, facts };
        refused(bench.apply(Change::Person(change)));
    }
    let facts = named("Lee", &["lee", "LB", "lb"], &[]);
    let change = PersonChange::Edit { person: lee, facts };
    bench.apply(Change::Person(change)).unwrap();
    assert_eq!(bench.person_view(lee).unwrap().person.aliases, ["LB"]);
}

#[test]
fn nobody_acts_for_themselves_by_a_detour() {
    let mut bench = bench();
    let ids: Vec<_> = ["Ana", "Ben", "Cia"]
        .map(|name| add(&mut bench, person(name)))
        .into();
    let mut acts = |who: usize, name: &str, whom: usize| {
        let facts = PersonFacts {
            acts_for: Some(ids[whom]),
            ..person(name)
        };
        let change = PersonChange::Edit {
            person: ids[who],
            facts,
        };
        bench.apply(Change::Person(change))
    };
    acts(0, "Ana", 1).unwrap();
    acts(1, "Ben", 2).unwrap();
    let (what, hint) = refused(acts(2, "Cia", 0));
    assert_eq!(what, "Cia would act for themselves: Cia → Ana → Ben → Cia");
    assert!(hint.contains("--acts-for none"));
    let (what, _) = refused(acts(2, "Cia", 2));
    assert_eq!(what, "Cia would act for themselves: Cia → Cia");
}

#[test]
fn what_only_a_person_may_do_asks_who_acts() {
    let mut bench = bench();
    let error = bench.acting_person().unwrap_err();
    assert!(
        error
            .hint()
            .unwrap()
            .contains("archdeck person add \"mina\"")
    );
    let mina = add(&mut bench, named("Mina Okafor", &["mina"], &[]));
    assert_eq!(bench.acting_person().unwrap(), mina);
    let facts = PersonFacts {
        has_left: true,
        ..named("Mina Okafor", &["mina"], &[])
    };
    let change = PersonChange::Edit {
        person: mina,
        facts,
    };
    let done = bench.apply(Change::Person(change)).unwrap();
    assert_eq!(done.summary, "Mina Okafor has left");
    assert!(
        bench
            .acting_person()
            .unwrap_err()
            .to_string()
            .contains("has left")
    );
    bench.apply(Change::Undo).unwrap();
    assert_eq!(bench.me().unwrap(), Some(mina));
}

#[test]
fn names_are_one_clean_line() {
    let mut bench = bench();
    for name in ["", "  ", "two\nlines", "\u{1b}[2J"] {
        refused(bench.apply(Change::Person(PersonChange::Add(person(name)))));
    }
    let View::People(view) = bench.answer(Query::People).unwrap() else {
        panic!("people were asked for");
    };
    assert!(view.people.is_empty());
}
