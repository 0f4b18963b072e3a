//! `archdeck person`: who is known, by which names, and what they may speak for.

use crate::{
    cli::{
        adr::unexpected,
        args::{AddPerson, EditPerson, Person},
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{ids::RecordId, person, tone::Tone},
    ops::{
        change::Change,
        people::{PeopleView, PersonChange, PersonFacts},
        query::Query,
        view::View,
        workbench::Workbench,
    },
};

/// What takes somebody away from whom they act for.
const NOBODY: [&str; 2] = ["", "none"];

/// Does a verb of persons.
pub fn run(desk: &mut Desk, person: Person) -> Printed {
    match person {
        Person::List => list(desk),
        Person::Show { person } => show(desk, &person),
        Person::Add(add) => self::add(desk, add),
        Person::Edit(edit) => self::edit(desk, edit),
    }
}

/// A person who is named by a flag; an empty name and `none` mean nobody.
pub(super) fn named(workbench: &Workbench, typed: &str) -> Result<Option<RecordId>, Problem> {
    if NOBODY.contains(&typed.trim()) {
        return Ok(None);
    }
    Ok(Some(workbench.resolve_person(typed)?))
}

fn everybody(workbench: &mut Workbench) -> Result<PeopleView, Problem> {
    match workbench.answer(Query::People)? {
        View::People(view) => Ok(view),
        _ => Err(unexpected()),
    }
}

fn list(desk: &mut Desk) -> Printed {
    let view = everybody(&mut desk.open(Need::Existing)?)?;
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    let mut table = Table::of_titles(["NAME", "ROLES", "ACTS FOR", "OTHER NAMES"]);
    for person in &view.people {
        table.push([
            name(person, &view),
            roles(person).into(),
            acts_for(person, &view).unwrap_or_default().into(),
            person.aliases.join(", ").into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if view.me.is_none() {
        tell(&format!(
            "You act as {0}, whom nobody knows yet; `archdeck person add \"{0}\"` makes you known.",
            view.actor
        ));
    }
    Ok(())
}

fn name(person: &person::Person, view: &PeopleView) -> Cell {
    if person.has_left {
        return Cell::toned(&format!("{} (left)", person.name), Tone::Muted);
    }
    if view.me == Some(person.id) {
        return Cell::toned(&format!("{} (you)", person.name), Tone::Strong);
    }
    person.name.as_str().into()
}

fn roles(person: &person::Person) -> String {
    let roles: Vec<_> = person.roles.iter().map(String::as_str).collect();
    roles.join(", ")
}

fn acts_for(person: &person::Person, view: &PeopleView) -> Option<String> {
    let principal = person.acts_for?;
    let found = view.people.iter().find(|other| other.id == principal);
    Some(found.map_or_else(
        || "a person who is gone".to_owned(),
        |found| found.name.clone(),
    ))
}

fn show(desk: &mut Desk, typed: &str) -> Printed {
    let workbench = desk.open(Need::Existing)?;
    let view = workbench.person_view(workbench.resolve_person(typed)?)?;
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    let person = &view.person;
    desk.out.pieces([(person.name.as_str(), Tone::Heading)])?;
    let left = if person.has_left { "yes" } else { "" };
    let lines = [
        ("other names", person.aliases.join(", ")),
        ("roles", roles(person)),
        ("acts for", view.acts_for.clone().unwrap_or_default()),
        ("represented by", view.represented_by.join(", ")),
        ("has left", left.to_owned()),
        ("owns", view.owns.join(", ")),
        ("deputy of", view.deputy_of.join(", ")),
        ("id", person.id.to_string()),
    ];
    let mut table = Table::new(["WHAT", "IS"]);
    for (what, is) in lines.into_iter().filter(|(_, is)| !is.is_empty()) {
        table.push([Cell::toned(what, Tone::Muted), is.into()]);
    }
    table.print(&mut desk.out)
}

fn add(desk: &mut Desk, add: AddPerson) -> Printed {
    let mut workbench = desk.open(Need::Any)?;
    let acts_for = add.acts_for.as_deref();
    let acts_for = acts_for.map(|typed| named(&workbench, typed)).transpose()?;
    let facts = PersonFacts {
        name: add.name,
        aliases: add.alias,
        roles: add.role,
        acts_for: acts_for.flatten(),
        has_left: false,
    };
    let done = workbench.apply(Change::Person(PersonChange::Add(facts)))?;
    print_done(desk, &done)
}

fn edit(desk: &mut Desk, edit: EditPerson) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let id = workbench.resolve_person(&edit.person)?;
    let before = workbench.person_view(id)?.person;
    let acts_for = match &edit.acts_for {
        Some(typed) => named(&workbench, typed)?,
        None => before.acts_for,
    };
    let facts = PersonFacts {
        name: edit.name.unwrap_or(before.name),
        aliases: edit.alias.unwrap_or(before.aliases),
        roles: edit
            .role
            .unwrap_or_else(|| before.roles.into_iter().collect()),
        acts_for,
        has_left: edit.left || (before.has_left && !edit.back),
    };
    let change = PersonChange::Edit { person: id, facts };
    let done = workbench.apply(Change::Person(change))?;
    print_done(desk, &done)
}
