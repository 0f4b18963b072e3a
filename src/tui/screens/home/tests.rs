//! Stories about the first screen of the morning.

use crate::{
    ops::view::View,
    tui::{
        action::Action,
        effect::{Effect, Slot},
        screen::{Outcome, Place, Scope},
        screens::stage::{Stage, Store, id, stale},
    },
};

#[test]
fn at_80_columns_one_list_stands_over_the_other() {
    insta::assert_snapshot!(Stage::at(&Place::Home, 80, 22).picture(), @r"
     12 decisions   ✎ 1 draft   ? 2 proposed   ◎ 1 in-review   ✓ 4 accepted
     ✗ 1 rejected   ⊖ 1 deprecated   ⊘ 1 superseded   · 1 unknown
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 6 ━
    ▌! proposed        52 d  assistant/4 Keep embeddings beside the documents they …
     ! proposed        41 d  payments/11 Canary by traffic share
     ! in review       19 d  payments/15 Drift alarms page the owning team
     ! review passed  163 d  payments/9  Feature store: Feast
     ! review passed  163 d  payments/12 Serve fraud scores from the online store
     · draft            4 d  payments/13 Vendor for vector search

    ─ LOGS ───────────────────────────────────────────────────────────────────── 2 ─
      assistant     5  /home/mina/work/assistant/docs/adr
      payments      7  /home/mina/work/payments/docs/adr
    ─ RECENT ───────────────────────────────────────────────────────────────────────
     2026-11-20 10:42  ↶ Mina Okafor undid a change of payments/11 Canary by traffi…
     2026-11-20 10:42  Mina Okafor edited payments/11 Canary by traffic share  “the…
     2026-11-19 10:42  platform-team edited payments/12 Serve fraud scores from the…
     2026-11-18 10:42  Mina Okafor imported 8 records
    ");
}

#[test]
fn at_120_columns_the_counts_stand_beside_what_needs_me() {
    insta::assert_snapshot!(Stage::at(&Place::Home, 120, 34).picture(), @r"
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 6 ━┭─ DECISIONS ─────────────────────── 12 ─
    ▌! proposed        52 d  assistant/4 Keep embeddings beside the documents they…│  ✎ draft          1  ▄▄▄▄
     ! proposed        41 d  payments/11 Canary by traffic share                   │  ? proposed       2  ▄▄▄▄▄▄▄▄
     ! in review       19 d  payments/15 Drift alarms page the owning team         │  ◎ in-review      1  ▄▄▄▄
     ! review passed  163 d  payments/9  Feature store: Feast                      │  ✓ accepted       4  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! review passed  163 d  payments/12 Serve fraud scores from the online store  │  ✗ rejected       1  ▄▄▄▄
     · draft            4 d  payments/13 Vendor for vector search                  │  ⊖ deprecated     1  ▄▄▄▄
                                                                                   │  ⊘ superseded     1  ▄▄▄▄
                                                                                   │  · unknown        1  ▄▄▄▄
                                                                                   ├─ LOGS ───────────────────────────── 2 ─
                                                                                   │  assistant     5  …/assistant/docs/adr
                                                                                   │  payments      7  …/payments/docs/adr
                                                                                   │
                                                                                   │
    ─ RECENT ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
     2026-11-20 10:42  ↶ Mina Okafor undid a change of payments/11 Canary by traffic share
     2026-11-20 10:42  Mina Okafor edited payments/11 Canary by traffic share  “the share was missing”
     2026-11-19 10:42  platform-team edited payments/12 Serve fraud scores from the online store
     2026-11-18 10:42  Mina Okafor imported 8 records
    ");
}

#[test]
fn at_200_columns_titles_are_whole() {
    insta::assert_snapshot!(Stage::at(&Place::Home, 200, 48).picture(), @r"
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 6 ━┭─ DECISIONS ─────────────────────────────────────────────── 12 ─
    ▌! proposed        52 d  assistant/4 Keep embeddings beside the documents they were made from, in one table with a version column      │  ✎ draft          1  ▄▄▄▄▄▄▄▄
     ! proposed        41 d  payments/11 Canary by traffic share                                                                           │  ? proposed       2  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! in review       19 d  payments/15 Drift alarms page the owning team                                                                 │  ◎ in-review      1  ▄▄▄▄▄▄▄▄
     ! review passed  163 d  payments/9  Feature store: Feast                                                                              │  ✓ accepted       4  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! review passed  163 d  payments/12 Serve fraud scores from the online store                                                          │  ✗ rejected       1  ▄▄▄▄▄▄▄▄
     · draft            4 d  payments/13 Vendor for vector search                                                                          │  ⊖ deprecated     1  ▄▄▄▄▄▄▄▄
                                                                                                                                           │  ⊘ superseded     1  ▄▄▄▄▄▄▄▄
                                                                                                                                           │  · unknown        1  ▄▄▄▄▄▄▄▄
                                                                                                                                           ├─ LOGS ───────────────────────────────────────────────────── 2 ─
                                                                                                                                           │  assistant     5  /home/mina/work/assistant/docs/adr
                                                                                                                                           │  payments      7  /home/mina/work/payments/docs/adr
                                                                                                                                           │
                                                                                                                                           │
    ─ RECENT ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     2026-11-20 10:42  ↶ Mina Okafor undid a change of payments/11 Canary by traffic share
     2026-11-20 10:42  Mina Okafor edited payments/11 Canary by traffic share  “the share was missing”
     2026-11-19 10:42  platform-team edited payments/12 Serve fraud scores from the online store
     2026-11-18 10:42  Mina Okafor imported 8 records
    ");
}

#[test]
fn an_empty_store_teaches_the_first_key() {
    insta::assert_snapshot!(Stage::with(Store::default(), &Place::Home, (80, 16)).picture(), @r"
                               No decisions yet.

    Press : and type `import PATH` to read the decision log of a repository.
                     Nothing in the repository is changed.

                      Press ? for the keys of this screen.
    ");
}

#[test]
fn a_quiet_morning_says_so() {
    let store = Store::of(3);
    insta::assert_snapshot!(Stage::with(store, &Place::Home, (70, 12)).picture(), @r"
     3 decisions   ✓ 3 accepted
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 ━
    ▌! review passed  163 d  payments/1 Use the platform
     ! review passed  163 d  payments/2 Use the platform

      payments     3  /srv/payments/docs/adr

    ─ RECENT ─────────────────────────────────────────────────────────────
    ");
}

#[test]
fn enter_opens_what_needs_me() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage.press(Action::Down).press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(11)))]);
}

#[test]
fn tab_goes_to_the_logs_and_to_what_happened() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage
        .press(Action::FocusNext)
        .press(Action::Down)
        .press(Action::Open);
    let filter = "log:payments".to_owned();
    assert_eq!(stage.wants(), [Outcome::Go(Place::Decisions { filter })]);
    stage.press(Action::FocusNext).press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(11)))]);
    assert!(
        stage
            .cursor_line()
            .contains("undid a change of payments/11")
    );
    stage.press(Action::FocusNext);
    assert!(stage.cursor_line().contains("assistant/4"));
}

#[test]
fn the_cursor_stays_on_its_record_when_another_needs_me_more() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage.press(Action::Down).press(Action::Down);
    assert!(stage.cursor_line().contains("Drift alarms"));
    let mut rows = stage.store.rows.to_vec();
    rows[9].status = crate::domain::status::Status::Proposed;
    stage.store.rows = rows.into();
    stage.refresh();
    assert!(stage.cursor_line().contains("Drift alarms"));
}

#[test]
fn a_click_chooses_and_two_open() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage.click(1_000_001, false);
    assert!(stage.cursor_line().contains("payments      7"));
    stage.click(2, true);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(15)))]);
}

#[test]
fn y_copies_the_reference() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage.press(Action::CopyReference);
    let copied = Outcome::Effect(Effect::Copy("assistant/4".into()));
    assert!(stage.wants().contains(&copied));
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    let before = stage.picture();
    let Ok(View::Home(empty)) = Store::default().answer(&crate::ops::query::Query::Home) else {
        unreachable!()
    };
    stage.waiting.push(stale(View::Home(empty), Slot::Home));
    assert_eq!(stage.deliver(0).picture(), before);
}

#[test]
fn what_needs_somebody_is_copied_and_its_history_opened_from_here() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    assert!(stage.screen.scopes().contains(&Scope::Record), "y is bound");
    stage.press(Action::CopyReference);
    let copied = Outcome::Effect(Effect::Copy("assistant/4".into()));
    assert!(stage.wants().contains(&copied));
    stage.press(Action::History);
    let history = Place::Events {
        record: Some(id(2_004)),
    };
    assert_eq!(stage.wants(), [Outcome::Go(history)]);
}

#[test]
fn what_needs_somebody_is_seen_before_what_happened() {
    let picture = Stage::at(&Place::Home, 80, 15).picture();
    assert!(picture.contains("Vendor for vector search"), "{picture}");
    assert!(picture.contains("RECENT"), "{picture}");
}
