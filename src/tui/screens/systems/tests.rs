//! Stories about the list of systems.

use super::*;
use crate::{
    domain::system::TriggerKind,
    ops::{
        change::Change,
        systems::{SystemChange, UnknownPeople},
    },
    tui::{
        effect::Effect,
        screens::stage::{
            Stage, Store, pattern_id,
            readiness::{person_id, system_id},
        },
    },
};

fn systems(filter: &str) -> Place {
    Place::Systems {
        filter: filter.to_owned(),
    }
}

fn at(width: u16, height: u16) -> Stage {
    Stage::at(&systems(""), width, height)
}

/// The one change that was asked for.
fn changed(stage: &mut Stage) -> SystemChange {
    let changes = stage
        .wants()
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do { change, .. }) => Some(change),
            _ => None,
        });
    match changes.collect::<Vec<_>>().as_slice() {
        [Change::System(change)] => change.clone(),
        other => panic!("{other:?}"),
    }
}

fn form(stage: &mut Stage) -> crate::tui::screen::Form {
    let forms = stage.wants().into_iter().find_map(|outcome| match outcome {
        Outcome::Form(form) => Some(form),
        _ => None,
    });
    forms.expect("a form")
}

#[test]
fn a_system_takes_one_line_at_80_columns() {
    insta::assert_snapshot!(at(80, 22).picture());
}

#[test]
fn what_is_known_stands_beside_the_list_at_120_columns() {
    insta::assert_snapshot!(at(120, 34).picture());
}

#[test]
fn an_empty_portfolio_teaches_the_first_key() {
    let mut stage = at(80, 22);
    stage.answers_wait = true;
    stage.refresh();
    let Ok(View::Systems(view)) = &mut stage.waiting[0].view else {
        panic!("the list was asked for");
    };
    view.lines.clear();
    view.total = 0;
    stage.deliver(0);
    let picture = stage.picture();
    assert!(picture.contains("No systems yet.") && picture.contains("Press a to register one"));
    assert_eq!(
        stage.screen.hints(),
        [Action::AddSystem, Action::ImportSystems]
    );
    let Availability::Disabled(why) = stage.screen.availability(Action::EditSystem) else {
        panic!("there is nothing to edit");
    };
    assert_eq!(why, "there are no systems yet; a registers one");
}

#[test]
fn the_list_is_filtered_as_one_types_and_what_is_wrong_keeps_the_rows() {
    let mut stage = at(80, 22);
    stage.press(Action::Filter).type_text("vector");
    assert_eq!(stage.screen.place(), systems("vector"));
    assert_eq!(stage.screen.status(), "1 match");
    stage.paste(" colour:red");
    let picture = stage.picture();
    assert!(
        picture.contains("`colour:` is no field") && picture.contains("vector-search"),
        "{picture}"
    );
    stage.key(KeyCode::Esc);
    assert_eq!(stage.screen.status(), "3 of 3 systems", "the cursor stays");
    assert!(!stage.screen.is_typing());
}

#[test]
fn a_facet_is_chosen_in_two_menus() {
    let mut stage = at(80, 22);
    stage.press(Action::Facet).choose("facet:exposure");
    let Some(Outcome::Menu(menu)) = stage.wants().pop() else {
        panic!("a menu of values");
    };
    assert_eq!(menu.choices[2].0, "exposure:external");
    assert_eq!(menu.choices.last().unwrap().0, "exposure:unknown");
    stage
        .choose("exposure:external")
        .choose("tier:T1")
        .choose("tier:T2");
    assert_eq!(stage.screen.place(), systems("exposure:external tier:T2"));
    stage.choose("all");
    assert_eq!(stage.screen.place(), systems(""));
}

#[test]
fn the_order_goes_round_and_the_cursor_stays_on_its_system() {
    let mut stage = at(80, 22);
    stage.press(Action::Down).press(Action::Down);
    let chosen = stage.screen.cursor();
    assert_eq!(stage.screen.order(), None);
    for word in ["name", "verdict", "stage", "evidenced"] {
        stage.press(Action::Sort);
        assert_eq!(
            (stage.screen.order(), stage.screen.cursor()),
            (Some(word), chosen)
        );
        assert_eq!(stage.screen.system(), chosen);
    }
    stage.press(Action::Sort);
    assert_eq!(stage.screen.order(), None);
}

#[test]
fn a_hostile_name_is_shown_and_does_nothing() {
    for (width, height) in [(80, 22), (120, 34)] {
        let picture = Stage::at(&systems("hostile:yes"), width, height).picture();
        let odd = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(
            picture.contains("[2J") && !picture.contains(odd),
            "{picture}"
        );
    }
}

#[test]
fn enter_leads_to_the_system() {
    let mut stage = at(80, 22);
    stage.press(Action::Open);
    assert_eq!(
        stage.wants(),
        [Outcome::Go(Place::System(stage.screen.cursor().unwrap()))]
    );
}

#[test]
fn a_new_system_is_asked_for_with_every_fact() {
    let mut stage = at(80, 22);
    stage.press(Action::AddSystem);
    let form = form(&mut stage);
    let words: Vec<_> = form.fields.iter().map(|field| field.word).collect();
    assert_eq!(
        words,
        [
            "name",
            "about",
            "owner",
            "deputy",
            "team",
            "workload",
            "exposure",
            "one_way_door",
            "stage"
        ]
    );
    let owner = person_id(1).to_string();
    let filled = [
        ("name", "Ranking"),
        ("owner", owner.as_str()),
        ("workload", "online, rag"),
        ("exposure", ""),
        ("one_way_door", "no"),
    ];
    stage.submit(forms::REGISTER, &filled).ok().unwrap();
    let SystemChange::Register(new) = changed(&mut stage) else {
        panic!("a system is registered");
    };
    assert_eq!(
        (new.name.as_str(), new.owner),
        ("Ranking", Some(person_id(1)))
    );
    let facts: Vec<_> = new
        .facts
        .iter()
        .map(|(fact, value)| (fact.as_str(), value.as_str()))
        .collect();
    assert_eq!(facts, [("workload", "online, rag"), ("one_way_door", "no")]);
}

#[test]
fn what_is_wrong_is_said_beside_its_field() {
    let mut stage = at(80, 22);
    stage.press(Action::AddSystem);
    let owner = person_id(1).to_string();
    for (filled, field) in [
        (&[("name", "A"), ("workload", "moon")][..], "workload"),
        (&[("name", "a\u{1b}b")], "name"),
        (
            &[("name", "A"), ("owner", &owner), ("deputy", &owner)],
            "deputy",
        ),
    ] {
        let (word, why) = stage.submit(forms::REGISTER, filled).err().unwrap();
        assert_eq!(word, field, "{why}");
    }
}

#[test]
fn an_edit_asks_first_for_what_is_known_and_sends_only_what_differs() {
    let mut stage = at(80, 22);
    stage.screen.put_cursor_on(system_id(1));
    stage.refresh();
    stage.press(Action::EditSystem);
    let form = form(&mut stage);
    let mut filled: Vec<(&'static str, &str)> = form
        .fields
        .iter()
        .map(|field| (field.word, field.value.as_str()))
        .collect();
    for (word, value) in &mut filled {
        match *word {
            "team" => *value = "",
            "exposure" => *value = "internal",
            _ => {}
        }
    }
    stage.submit(forms::EDIT, &filled).ok().unwrap();
    let SystemChange::Edit(edit) = changed(&mut stage) else {
        panic!("an edit");
    };
    assert_eq!(edit.system, system_id(1));
    assert!(edit.base.is_some() && edit.name.is_none() && edit.about.is_none());
    assert_eq!((edit.owner, edit.deputy), (None, None));
    assert_eq!(edit.team.as_deref(), Some(""));
    assert_eq!(edit.facts, [("exposure".to_owned(), "internal".to_owned())]);
}

#[test]
fn stages_and_events_are_told_by_one_form() {
    let mut stage = Stage::at(&systems("rag"), 120, 34);
    stage.press(Action::EnterStage);
    let form = form(&mut stage);
    assert_eq!(
        form.fields[0].value, "retirement",
        "the one after production"
    );
    let filled = [("what", "mvp"), ("on", "2026-10-02"), ("note", "too early")];
    stage.submit(forms::STAGES, &filled).ok().unwrap();
    let SystemChange::Enter {
        stage: to,
        on,
        note,
        ..
    } = changed(&mut stage)
    else {
        panic!("a stage");
    };
    assert_eq!(
        (to.as_str(), on, note.as_deref()),
        ("mvp", "2026-10-02".parse().ok(), Some("too early"))
    );
    stage
        .submit(forms::STAGES, &[("what", "happened:incident")])
        .ok()
        .unwrap();
    let SystemChange::Happened { kind, on, .. } = changed(&mut stage) else {
        panic!("an event");
    };
    assert_eq!((kind, on), (TriggerKind::Incident, None));
    let (word, _) = stage
        .submit(forms::STAGES, &[("what", "mvp"), ("on", "2026-10")])
        .err()
        .unwrap();
    assert_eq!(word, "on");
}

#[test]
fn decisions_and_patterns_are_bound_and_taken_away_by_menus() {
    let mut stage = Stage::at(&systems("rag"), 120, 34);
    stage.press(Action::LinkDecision);
    let Some(Outcome::Menu(menu)) = stage.wants().pop() else {
        panic!("a menu");
    };
    stage.choose(&menu.choices[1].0);
    assert!(matches!(
        changed(&mut stage),
        SystemChange::Decision { linked: false, .. }
    ));
    stage.choose(&menu.choices[0].0);
    assert_eq!(form(&mut stage).word, forms::DECISION);
    stage.press(Action::BindPattern);
    let Some(Outcome::Menu(menu)) = stage.wants().pop() else {
        panic!("a menu");
    };
    assert!(menu.choices[0].1.starts_with("No longer follow PAT-0001"));
    assert_eq!(menu.choices[2].2.as_deref(), Some("it is retired"));
    stage.choose(&menu.choices[0].0);
    let SystemChange::Bind { pattern, bound, .. } = changed(&mut stage) else {
        panic!("a pattern");
    };
    assert_eq!((pattern, bound), (pattern_id(1), false));
}

#[test]
fn closing_is_asked_about_and_an_inventory_is_told_before_it_is_taken_in() {
    let mut stage = Stage::at(&systems("rag"), 120, 34);
    stage.press(Action::CloseSystem);
    let Some(Outcome::Ask(question)) = stage.wants().pop() else {
        panic!("a question");
    };
    stage.choose(&question.word);
    assert_eq!(
        changed(&mut stage),
        SystemChange::Close {
            system: system_id(1)
        }
    );
    stage.press(Action::ImportSystems);
    assert_eq!(form(&mut stage).word, forms::INVENTORY);
    let filled = [("file", "systems.csv"), ("people", "add")];
    stage.submit(forms::INVENTORY, &filled).ok().unwrap();
    let asked = Query::Inventory {
        file: "systems.csv".into(),
        unknown: UnknownPeople::Added,
    };
    assert_eq!(stage.asked.last(), Some(&asked));
    let Some(Outcome::Ask(question)) = stage.wants().pop() else {
        panic!("a question");
    };
    assert_eq!(
        question.question,
        "1 system is registered and 1 is updated from systems.csv. 1 person is added. 1 row is refused and left out: line 4: owner: no person is called `Lee`."
    );
    stage.choose(&question.word);
    assert!(matches!(changed(&mut stage), SystemChange::Inventory(plan) if plan.rows.len() == 3));
}

#[test]
fn a_closed_system_says_why_nothing_is_done_with_it() {
    let mut stage = at(80, 22);
    stage.answers_wait = true;
    stage.refresh();
    let Ok(View::Systems(view)) = &mut stage.waiting[0].view else {
        panic!("the list was asked for");
    };
    for line in &mut view.lines {
        line.closed_on = "2026-11-02".parse().ok();
    }
    stage.deliver(0);
    let Availability::Disabled(why) = stage.screen.availability(Action::EnterStage) else {
        panic!("it is closed");
    };
    assert_eq!(why, "it was closed on 2026-11-02; it stays as it was");
    assert_eq!(
        stage.screen.availability(Action::SystemPacket),
        Availability::Ready
    );
    assert!(stage.picture().contains("closed"));
}

#[test]
fn a_packet_of_the_system_is_asked_for() {
    let mut stage = Stage::with(Store::usual(), &systems("rag"), (120, 34));
    stage.press(Action::SystemPacket);
    let form = form(&mut stage);
    assert_eq!(form.fields[0].value, "Readiness of rag-assistant");
    stage
        .submit(form.word, &[("title", "Autumn")])
        .ok()
        .unwrap();
    let Some(Outcome::Effect(Effect::Do {
        change: Change::BuildPacket(request),
        ..
    })) = stage.wants().pop()
    else {
        panic!("a packet");
    };
    assert_eq!(request.system, Some(system_id(1)));
}
