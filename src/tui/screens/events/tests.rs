//! Stories about the log of changes.

use crate::{
    ops::query::Query,
    tui::{
        action::Action,
        screen::{Availability, Outcome, Place},
        screens::stage::{Stage, Store, event, id, of_governance, readiness::system_id},
    },
};

const ALL: Place = Place::Events { record: None };

#[test]
fn one_action_is_one_line_at_80_columns() {
    insta::assert_snapshot!(Stage::at(&ALL, 80, 12).picture(), @r"
    ▸ EVENTS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 11 events ━
     When (UTC)        Who did what
    ▌2026-11-20 10:42  ↶ Mina Okafor undid a change of payments/11 Canary by traffi…
     2026-11-20 10:42  Mina Okafor edited payments/11 Canary by traffic share  “the…
     2026-11-19 10:42  platform-team edited payments/12 Serve fraud scores from the…
     2026-11-18 10:42  Mina Okafor added the log payments and 7 more
    ");
}

#[test]
fn titles_and_reasons_are_whole_at_120_columns() {
    insta::assert_snapshot!(Stage::at(&ALL, 120, 12).picture(), @r"
    ▸ EVENTS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 11 events ━
     When (UTC)        Who did what
    ▌2026-11-20 10:42  ↶ Mina Okafor undid a change of payments/11 Canary by traffic share
     2026-11-20 10:42  Mina Okafor edited payments/11 Canary by traffic share  “the share was missing”
     2026-11-19 10:42  platform-team edited payments/12 Serve fraud scores from the online store
     2026-11-18 10:42  Mina Okafor added the log payments and 7 more
    ");
}

#[test]
fn the_events_of_one_record_stand_alone() {
    let place = Place::Events {
        record: Some(id(12)),
    };
    insta::assert_snapshot!(Stage::at(&place, 200, 8).picture(), @r"
    ▸ EVENTS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 events ━
     When (UTC)        Who did what
    ▌2026-11-19 10:42  platform-team edited payments/12 Serve fraud scores from the online store
     2026-11-18 10:42  Mina Okafor imported payments/12 Serve fraud scores from the online store
    ");
}

#[test]
fn before_anything_has_happened_the_first_key_is_taught() {
    insta::assert_snapshot!(Stage::with(Store::default(), &ALL, (80, 12)).picture(), @r"
    ▸ EVENTS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0 events ━


                               Nothing has happened yet.

             Every import, edit and undo is written here. Press : and type
                                `import PATH` to begin.
    ");
}

#[test]
fn enter_opens_the_record_or_the_log() {
    let mut stage = Stage::at(&ALL, 80, 22);
    stage.press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(11)))]);
    stage.press(Action::Bottom).press(Action::Open);
    let filter = "log:payments".to_owned();
    assert_eq!(stage.wants(), [Outcome::Go(Place::Decisions { filter })]);
}

#[test]
fn what_an_event_changed_is_compared() {
    let mut stage = Stage::at(&ALL, 80, 22);
    stage.press(Action::Compare);
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::Go(Place::Compare { from, to })] if from.record == id(11) && from.record == to.record
    ));
    stage.press(Action::Bottom);
    assert_eq!(
        stage.screen.availability(Action::Compare),
        Availability::Disabled("only what was done to a decision is compared".to_owned())
    );
}

#[test]
fn further_pages_are_asked_for_when_the_end_comes_near() {
    let events = (1..=1_000)
        .rev()
        .map(|seq| event((seq, "2026-11-20"), "Ana Ruiz", "adr.edited", 2));
    let store = Store {
        events: events.collect(),
        ..Store::usual()
    };
    let mut stage = Stage::with(store, &ALL, (80, 22));
    assert_eq!(stage.asked.len(), 1);
    stage.press(Action::Bottom);
    let before = Some(801);
    assert!(
        matches!(stage.asked.last(), Some(Query::Events { before: asked, .. }) if *asked == before)
    );
    for _ in 0..4 {
        stage.press(Action::Bottom);
    }
    assert_eq!(stage.asked.len(), 5);
    stage.press(Action::Top).refresh();
    assert_eq!(stage.asked.len(), 6);
}

#[test]
fn an_import_of_many_records_is_passed_over_in_one_step() {
    let mut events = vec![event((5_001, "2026-11-20"), "Ana Ruiz", "adr.edited", 2)];
    events.extend((2..=5_000).rev().map(|seq| {
        let mut imported = event((seq, "2026-11-19"), "Ana Ruiz", "adr.imported", 3);
        imported.group = event((2, ""), "", "", 0).group;
        imported.group_size = 4_999;
        imported
    }));
    events.push(event((1, "2026-11-18"), "Ana Ruiz", "adr.edited", 3));
    let store = Store {
        events,
        ..Store::usual()
    };
    let mut stage = Stage::with(store, &ALL, (80, 8));
    assert_eq!(stage.asked.len(), 2);
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ EVENTS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 5001 events ━
     When (UTC)        Who did what
    ▌2026-11-20 10:42  Ana Ruiz edited payments/11 Canary by traffic share
     2026-11-19 10:42  Ana Ruiz imported 4999 records
     2026-11-18 10:42  Ana Ruiz edited payments/12 Serve fraud scores from the onli…
    ");
}

fn governed(width: u16, height: u16) -> Stage {
    let store = Store {
        events: of_governance(),
        ..Store::default()
    };
    Stage::with(store, &ALL, (width, height))
}

#[test]
fn what_was_done_to_systems_reads_as_sentences() {
    insta::assert_snapshot!(governed(110, 12).picture(), @r"
    ▸ EVENTS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 8 events ━
     When (UTC)        Who did what
    ▌2026-11-21 10:42  Mina Okafor issued for SYS-0001 CONDITIONAL until 2027-11-21
     2026-11-21 10:42  Mina Okafor signed SYS-0001 as owner by Ana Ruiz: approve
     2026-11-21 10:42  Mina Okafor approved WVR-2026-013 SYS-0001 ORR-28 until 2026-12-31
     2026-11-21 10:42  Mina Okafor recorded the tier of SYS-0001 T2 (provisional)
     2026-11-21 10:42  Mina Okafor disputed SYS-0001 SEC-06 met, Lee Brandt says unmet
     2026-11-21 10:42  Mina Okafor answered 12 items of SYS-0001
     2026-11-21 10:42  Mina Okafor started ASM-0002 SYS-0001 orr.ml-service 1.0.0
     2026-11-21 10:42  Mina Okafor linked a decision to SYS-0001 rag-assistant in production
    ");
}

#[test]
fn what_was_done_to_systems_leads_to_where_it_is_looked_at() {
    let mut stage = governed(110, 12);
    let system = system_id(1);
    let mut went = Vec::new();
    for _ in 0..8 {
        stage.press(Action::Open);
        went.extend(stage.wants());
        stage.press(Action::Down);
    }
    let item = Outcome::GoToItem {
        assessment: system,
        item: "SEC-06".to_owned(),
    };
    assert_eq!(
        went,
        [
            Outcome::Go(Place::Readiness(system)),
            Outcome::Go(Place::Readiness(system)),
            Outcome::Go(Place::Waivers {
                system: Some(system)
            }),
            Outcome::Go(Place::Risk(system)),
            item,
            Outcome::Go(Place::Assessment(system)),
            Outcome::Go(Place::Assessment(system_id(40))),
            Outcome::Go(Place::System(system_id(39))),
        ]
    );
}

#[test]
fn of_one_action_the_event_that_tells_most_is_shown() {
    let mut events = of_governance();
    let assessment = events[6].group;
    events[5].group = assessment;
    let store = Store {
        events: events.split_off(5),
        ..Store::default()
    };
    let picture = Stage::with(store, &ALL, (110, 8)).picture();
    assert!(picture.contains("started ASM-0002"), "{picture}");
    assert!(!picture.contains("answered"), "{picture}");
}
