//! Stories about the first screen of the morning.

use crate::{
    ops::view::View,
    tui::{
        action::Action,
        effect::{Effect, Slot},
        screen::{Outcome, Place, Scope},
        screens::stage::{Governed, Stage, Store, id, readiness::system_id, stale},
    },
};

fn down(stage: &mut Stage, rows: usize) -> &mut Stage {
    for _ in 0..rows {
        stage.press(Action::Down);
    }
    stage
}

#[test]
fn at_80_columns_one_list_stands_over_the_other() {
    insta::assert_snapshot!(Stage::at(&Place::Home, 80, 22).picture(), @r"
     12 decisions   ✎ 1 draft   ? 2 proposed   ◎ 1 in-review   ✓ 4 accepted
     ✗ 1 rejected   ⊖ 1 deprecated   ⊘ 1 superseded   · 1 unknown
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 9 ━
    ▌! review passed 163 days ago   payments/9  Feature store: Feast
     ! review passed 163 days ago   payments/12 Serve fraud scores from the online …
     ! proposed for 52 days         assistant/4 Keep embeddings beside the document…
     ! proposed for 41 days         payments/11 Canary by traffic share
     ! in review for 19 days        payments/15 Drift alarms page the owning team
     ! changed here and outside     payments/11 Canary by traffic share
     › 2 comments open for 18 days  payments/15 Drift alarms page the owning team
     › 1 comment open since today   assistant/4 Keep embeddings beside the document…
     · draft for 4 days             payments/13 Vendor for vector search
     · 2 decisions changed here, not in the files yet: export

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
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 9 ━┭─ DECISIONS ─────────────────────── 12 ─
    ▌! review passed 163 days ago   payments/9  Feature store: Feast               │  ✎ draft          1  ▄▄▄▄
     ! review passed 163 days ago   payments/12 Serve fraud scores from the online…│  ? proposed       2  ▄▄▄▄▄▄▄▄
     ! proposed for 52 days         assistant/4 Keep embeddings beside the documen…│  ◎ in-review      1  ▄▄▄▄
     ! proposed for 41 days         payments/11 Canary by traffic share            │  ✓ accepted       4  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! in review for 19 days        payments/15 Drift alarms page the owning team  │  ✗ rejected       1  ▄▄▄▄
     ! changed here and outside     payments/11 Canary by traffic share            │  ⊖ deprecated     1  ▄▄▄▄
     › 2 comments open for 18 days  payments/15 Drift alarms page the owning team  │  ⊘ superseded     1  ▄▄▄▄
     › 1 comment open since today   assistant/4 Keep embeddings beside the documen…│  · unknown        1  ▄▄▄▄
     · draft for 4 days             payments/13 Vendor for vector search           ├─ LOGS ───────────────────────────── 2 ─
     · 2 decisions changed here, not in the files yet: export                      │  assistant     5  …/assistant/docs/adr
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
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 9 ━┭─ DECISIONS ─────────────────────────────────────────────── 12 ─
    ▌! review passed 163 days ago   payments/9  Feature store: Feast                                                                       │  ✎ draft          1  ▄▄▄▄▄▄▄▄
     ! review passed 163 days ago   payments/12 Serve fraud scores from the online store                                                   │  ? proposed       2  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! proposed for 52 days         assistant/4 Keep embeddings beside the documents they were made from, in one table with a version colu…│  ◎ in-review      1  ▄▄▄▄▄▄▄▄
     ! proposed for 41 days         payments/11 Canary by traffic share                                                                    │  ✓ accepted       4  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! in review for 19 days        payments/15 Drift alarms page the owning team                                                          │  ✗ rejected       1  ▄▄▄▄▄▄▄▄
     ! changed here and outside     payments/11 Canary by traffic share                                                                    │  ⊖ deprecated     1  ▄▄▄▄▄▄▄▄
     › 2 comments open for 18 days  payments/15 Drift alarms page the owning team                                                          │  ⊘ superseded     1  ▄▄▄▄▄▄▄▄
     › 1 comment open since today   assistant/4 Keep embeddings beside the documents they were made from, in one table with a version colu…│  · unknown        1  ▄▄▄▄▄▄▄▄
     · draft for 4 days             payments/13 Vendor for vector search                                                                   ├─ LOGS ───────────────────────────────────────────────────── 2 ─
     · 2 decisions changed here, not in the files yet: export                                                                              │  assistant     5  /home/mina/work/assistant/docs/adr
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
                              Nothing is here yet.

    Press : and type `import PATH` to read the decision log of a repository.
                     Nothing in the repository is changed.

               Press g s and then a to register the first system.

                      Press ? for the keys of this screen.
    ");
}

#[test]
fn a_quiet_morning_says_so() {
    let store = Store::of(3);
    insta::assert_snapshot!(Stage::with(store, &Place::Home, (70, 12)).picture(), @r"
     3 decisions   ✓ 3 accepted
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 ━
    ▌! review passed 163 days ago  payments/1 Use the platform
     ! review passed 163 days ago  payments/2 Use the platform

      payments     3  /srv/payments/docs/adr

    ─ RECENT ─────────────────────────────────────────────────────────────
    ");
}

#[test]
fn enter_opens_what_needs_me() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage.press(Action::Down).press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(12)))]);
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
    assert!(stage.cursor_line().contains("payments/9"));
}

#[test]
fn the_cursor_stays_on_its_record_when_another_needs_me_more() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    down(&mut stage, 6);
    assert!(stage.cursor_line().contains("2 comments open"));
    let mut rows = stage.store.rows.to_vec();
    rows[9].status = crate::domain::status::Status::Proposed;
    stage.store.rows = rows.into();
    stage.refresh();
    assert!(stage.cursor_line().contains("2 comments open"));
}

#[test]
fn a_click_chooses_and_two_open() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage.click(1_000_001, false);
    assert!(stage.cursor_line().contains("payments      7"));
    stage.click(4, true);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(15)))]);
}

#[test]
fn y_copies_the_reference() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage.press(Action::CopyReference);
    let copied = Outcome::Effect(Effect::Copy("payments/9".into()));
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
    let copied = Outcome::Effect(Effect::Copy("payments/9".into()));
    assert!(stage.wants().contains(&copied));
    stage.press(Action::History);
    let history = Place::Events {
        record: Some(id(9)),
    };
    assert_eq!(stage.wants(), [Outcome::Go(history)]);
}

#[test]
fn what_needs_somebody_is_seen_before_what_happened() {
    let picture = Stage::at(&Place::Home, 80, 19).picture();
    assert!(picture.contains("Vendor for vector search"), "{picture}");
    assert!(picture.contains("RECENT"), "{picture}");
}

/// So many decisions of one log, of which all wait.
fn all_wait(count: u32) -> Store {
    let mut store = Store::of(count);
    let mut rows = store.rows.to_vec();
    for row in &mut rows {
        row.status = crate::domain::status::Status::Proposed;
    }
    store.rows = rows.into();
    store
}

#[test]
fn of_many_for_one_reason_the_first_are_shown_and_the_others_counted() {
    let mut store = all_wait(30);
    store.changed_outside = store.rows.iter().take(8).cloned().collect();
    store.not_exported = 1;
    let mut stage = Stage::with(store, &Place::Home, (80, 22));
    insta::assert_snapshot!(stage.picture(), @r"
     30 decisions   ? 30 proposed
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 39 ━
    ▌! proposed for 324 days        payments/1  Use the platform
     ! proposed for 324 days        payments/2  Use the platform
     ! proposed for 324 days        payments/3  Use the platform
     ! proposed for 324 days        payments/4  Use the platform
     ! proposed for 324 days        payments/5  Use the platform
       and 25 more that wait for a decision
     ! changed here and outside     payments/1  Use the platform
     ! changed here and outside     payments/2  Use the platform
     ! changed here and outside     payments/3  Use the platform
     ! changed here and outside     payments/4  Use the platform
     ! changed here and outside     payments/5  Use the platform
       and 3 more changed here and outside
     › 2 comments open for 18 days  payments/15 Use the platform
     · 1 decision changed here, not in the files yet: export

      payments    30  /srv/payments/docs/adr

    ─ RECENT ───────────────────────────────────────────────────────────────────────
    ");
    down(&mut stage, 5).press(Action::Open);
    let filter = "status:proposed,in-review".to_owned();
    assert_eq!(stage.wants(), [Outcome::Go(Place::Decisions { filter })]);
}

#[test]
fn what_no_filter_lists_is_unfolded_in_its_place() {
    let mut store = all_wait(30);
    store.changed_outside = store.rows.iter().take(8).cloned().collect();
    let mut stage = Stage::with(store, &Place::Home, (80, 30));
    down(&mut stage, 11);
    assert!(
        stage
            .cursor_line()
            .contains("and 3 more changed here and outside")
    );
    stage.press(Action::Open);
    assert!(stage.wants().is_empty());
    assert!(stage.cursor_line().contains("payments/6"));
    stage.refresh();
    assert!(stage.cursor_line().contains("changed here and outside"));
}

#[test]
fn enter_on_what_is_not_exported_asks_what_an_export_would_write() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    stage.press(Action::Bottom).press(Action::Open);
    assert_eq!(stage.asked.last(), Some(&crate::ops::query::Query::Export));
}

#[test]
fn a_morning_without_needs_says_so() {
    let mut store = Store::of(1);
    store.rows = Vec::new().into();
    let picture = Stage::with(store, &Place::Home, (60, 12)).picture();
    insta::assert_snapshot!(picture, @r"
     0 decisions
    ─ NEEDS ME ─────────────────────────────────────────────────
     Nothing waits: no review has passed, no decision is stuck
     or changed outside too, no comment and no draft is open.
    ▌ payments     1  /srv/payments/docs/adr

    ─ RECENT ───────────────────────────────────────────────────
    ");
}

fn governed(width: u16, height: u16) -> Stage {
    let store = Store {
        governed: Governed::usual(),
        ..Store::usual()
    };
    Stage::with(store, &Place::Home, (width, height))
}

#[test]
fn what_of_governance_needs_me_stands_among_the_rest_at_80_columns() {
    insta::assert_snapshot!(governed(80, 22).picture(), @r"
     12 decisions   ✎ 1 draft   ? 2 proposed   ◎ 1 in-review   ✓ 4 accepted
     ✗ 1 rejected   ⊖ 1 deprecated   ⊘ 1 superseded   · 1 unknown
     4 systems   ✓ 1 GO   ◐ 1 CONDITIONAL   ‖ 1 HOLD   ✗ 1 NO-GO   8 assessments
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 18 ━
    ▌! issued CONDITIONAL is stale     SYS-0001     rag-assistant
     ! waiver expired 3 days ago       WVR-2026-004 fraud-scoring: SEC-06
     ! review passed 163 days ago      payments/9   Feature store: Feast
     ! review passed 163 days ago      payments/12  Serve fraud scores from the onl…
     ! tier expired                    SYS-0003     ranking: valid until 2026-09-30
     ! risk review 12 days late        RSK-0101     rag-assistant: prompts leak
     ! waiver awaits L2                WVR-2026-013 rag-assistant: ORR-28
     ! issued verdict ends in 20 days  SYS-0004     batch-scoring
     ! proposed for 52 days            assistant/4  Keep embeddings beside the docu…
     ! proposed for 41 days            payments/11  Canary by traffic share
     ! in review for 19 days           payments/15  Drift alarms page the owning te…
     ! changed here and outside        payments/11  Canary by traffic share
    ─ LOGS ───────────────────────────────────────────────────────────────────── 2 ─
      assistant     5  /home/mina/work/assistant/docs/adr
      payments      7  /home/mina/work/payments/docs/adr
    ─ RECENT ───────────────────────────────────────────────────────────────────────
     2026-11-20 10:42  ↶ Mina Okafor undid a change of payments/11 Canary by traffi…
     2026-11-20 10:42  Mina Okafor edited payments/11 Canary by traffic share  “the…
    ");
}

#[test]
fn how_many_systems_stand_where_is_seen_beside_it_at_120_columns() {
    insta::assert_snapshot!(governed(120, 34).picture(), @r"
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 18 ━┭─ TIER × VERDICT ─────────── 4 systems ─
    ▌! issued CONDITIONAL is stale     SYS-0001     rag-assistant                  │                   GO  COND  HOLD NO-GO
     ! waiver expired 3 days ago       WVR-2026-004 fraud-scoring: SEC-06          │  T1                ·     1     ·     1
     ! review passed 163 days ago      payments/9   Feature store: Feast           │  T2                1     ·     ·     ·
     ! review passed 163 days ago      payments/12  Serve fraud scores from the on…│  T3                ·     ·     ·     ·
     ! tier expired                    SYS-0003     ranking: valid until 2026-09-30│  no tier           ·     ·     1     ·
     ! risk review 12 days late        RSK-0101     rag-assistant: prompts leak    │
     ! waiver awaits L2                WVR-2026-013 rag-assistant: ORR-28          ├─ DECISIONS ─────────────────────── 12 ─
     ! issued verdict ends in 20 days  SYS-0004     batch-scoring                  │  ✎ draft          1  ▄▄▄▄
     ! proposed for 52 days            assistant/4  Keep embeddings beside the doc…│  ? proposed       2  ▄▄▄▄▄▄▄▄
     ! proposed for 41 days            payments/11  Canary by traffic share        │  ◎ in-review      1  ▄▄▄▄
     ! in review for 19 days           payments/15  Drift alarms page the owning t…│  ✓ accepted       4  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! changed here and outside        payments/11  Canary by traffic share        │  ✗ rejected       1  ▄▄▄▄
     › waiver ends in 41 days          WVR-2026-009 ranking: ORR-26                │  ⊖ deprecated     1  ▄▄▄▄
     › 3 answers to confirm            SYS-0003     ranking                        │  ⊘ superseded     1  ▄▄▄▄
     › stale evidence of 1 answer      SYS-0001     rag-assistant                  │  · unknown        1  ▄▄▄▄
     › 2 comments open for 18 days     payments/15  Drift alarms page the owning t…├─ LOGS ───────────────────────────── 2 ─
     › 1 comment open since today      assistant/4  Keep embeddings beside the doc…│  assistant     5  …/assistant/docs/adr
     · draft for 4 days                payments/13  Vendor for vector search       │  payments      7  …/payments/docs/adr
     · 2 decisions changed here, not in the files yet: export                      │
                                                                                   │
    ─ RECENT ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
     2026-11-20 10:42  ↶ Mina Okafor undid a change of payments/11 Canary by traffic share
     2026-11-20 10:42  Mina Okafor edited payments/11 Canary by traffic share  “the share was missing”
     2026-11-19 10:42  platform-team edited payments/12 Serve fraud scores from the online store
     2026-11-18 10:42  Mina Okafor imported 8 records
    ");
}

#[test]
fn titles_of_governance_are_whole_at_200_columns() {
    insta::assert_snapshot!(governed(200, 48).picture(), @r"
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 18 ━┭─ TIER × VERDICT ──────────────────── 4 systems, 8 assessments ─
    ▌! issued CONDITIONAL is stale     SYS-0001     rag-assistant                                                                          │                                           GO  COND  HOLD NO-GO
     ! waiver expired 3 days ago       WVR-2026-004 fraud-scoring: SEC-06                                                                  │  T1 customer-facing                        ·     1     ·     1
     ! review passed 163 days ago      payments/9   Feature store: Feast                                                                   │  T2 internal productivity                  1     ·     ·     ·
     ! review passed 163 days ago      payments/12  Serve fraud scores from the online store                                               │  T3 experiment                             ·     ·     ·     ·
     ! tier expired                    SYS-0003     ranking: valid until 2026-09-30                                                        │  no tier                                   ·     ·     1     ·
     ! risk review 12 days late        RSK-0101     rag-assistant: prompts leak                                                            │
     ! waiver awaits L2                WVR-2026-013 rag-assistant: ORR-28                                                                  ├─ DECISIONS ─────────────────────────────────────────────── 12 ─
     ! issued verdict ends in 20 days  SYS-0004     batch-scoring                                                                          │  ✎ draft          1  ▄▄▄▄▄▄▄▄
     ! proposed for 52 days            assistant/4  Keep embeddings beside the documents they were made from, in one table with a version …│  ? proposed       2  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! proposed for 41 days            payments/11  Canary by traffic share                                                                │  ◎ in-review      1  ▄▄▄▄▄▄▄▄
     ! in review for 19 days           payments/15  Drift alarms page the owning team                                                      │  ✓ accepted       4  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
     ! changed here and outside        payments/11  Canary by traffic share                                                                │  ✗ rejected       1  ▄▄▄▄▄▄▄▄
     › waiver ends in 41 days          WVR-2026-009 ranking: ORR-26                                                                        │  ⊖ deprecated     1  ▄▄▄▄▄▄▄▄
     › 3 answers to confirm            SYS-0003     ranking                                                                                │  ⊘ superseded     1  ▄▄▄▄▄▄▄▄
     › stale evidence of 1 answer      SYS-0001     rag-assistant                                                                          │  · unknown        1  ▄▄▄▄▄▄▄▄
     › 2 comments open for 18 days     payments/15  Drift alarms page the owning team                                                      ├─ LOGS ───────────────────────────────────────────────────── 2 ─
     › 1 comment open since today      assistant/4  Keep embeddings beside the documents they were made from, in one table with a version …│  assistant     5  /home/mina/work/assistant/docs/adr
     · draft for 4 days                payments/13  Vendor for vector search                                                               │  payments      7  /home/mina/work/payments/docs/adr
     · 2 decisions changed here, not in the files yet: export                                                                              │
                                                                                                                                           │
    ─ RECENT ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     2026-11-20 10:42  ↶ Mina Okafor undid a change of payments/11 Canary by traffic share
     2026-11-20 10:42  Mina Okafor edited payments/11 Canary by traffic share  “the share was missing”
     2026-11-19 10:42  platform-team edited payments/12 Serve fraud scores from the online store
     2026-11-18 10:42  Mina Okafor imported 8 records
    ");
}

#[test]
fn few_columns_say_it_in_few_words() {
    insta::assert_snapshot!(governed(56, 20).picture(), @r"
     12 decisions   ✎ 1 draft   ? 2 proposed
     ◎ 1 in-review   ✓ 4 accepted   ✗ 1 rejected
     ⊖ 1 deprecated   ⊘ 1 superseded   · 1 unknown
     4 systems   ✓ 1 GO   ◐ 1 CONDITIONAL   ‖ 1 HOLD
    ▸ NEEDS ME ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 18 ━
    ▌! verdict stale        SYS-0001     rag-assistant
     ! waiver over     3 d  WVR-2026-004 fraud-scoring: SEC…
     ! review passed 163 d  payments/9   Feature store: Fea…
     ! review passed 163 d  payments/12  Serve fraud scores…
     ! tier expired         SYS-0003     ranking: valid unt…
     ! risk review    12 d  RSK-0101     rag-assistant: pro…
     ! waiver awaits   2 d  WVR-2026-013 rag-assistant: ORR…
     ! verdict ends   20 d  SYS-0004     batch-scoring
     ! proposed       52 d  assistant/4  Keep embeddings be…
    ─ LOGS ───────────────────────────────────────────── 2 ─
      assistant     5  /home/mina/work/assistant/docs/adr
      payments      7  /home/mina/work/payments/docs/adr
    ─ RECENT ───────────────────────────────────────────────
     2026-11-20 10:42  ↶ Mina Okafor undid a change of paym…
     2026-11-20 10:42  Mina Okafor edited payments/11 Canar…
    ");
}

#[test]
fn every_duty_leads_to_where_it_is_done() {
    let system = system_id(1);
    let some = Some(system);
    let mut stage = governed(120, 34);
    let places = [
        Place::Readiness(system),
        Place::Waivers { system: some },
        Place::Risk(system),
        Place::Register { system: some },
        Place::Waivers { system: some },
        Place::Readiness(system),
        Place::Waivers { system: some },
        Place::Checklists { system: some },
        Place::Checklists { system: some },
    ];
    let mut went = Vec::new();
    for _ in 0..25 {
        let is_decision =
            stage.cursor_line().contains("payments/") || stage.cursor_line().contains("assistant/");
        stage.press(Action::Open);
        let wants = stage.wants();
        if let ([Outcome::Go(place)], false) = (wants.as_slice(), is_decision) {
            went.push(place.clone());
        }
        stage.press(Action::Down);
        if stage.cursor_line().contains("not in the files yet") {
            break;
        }
    }
    assert_eq!(went, places);
}

#[test]
fn a_duty_is_copied_and_its_history_opened() {
    let mut stage = governed(120, 34);
    stage.press(Action::CopyReference);
    let copied = Outcome::Effect(Effect::Copy("SYS-0001".into()));
    assert!(stage.wants().contains(&copied));
    assert_eq!(stage.screen.cursor(), Some(system_id(1)));
}

#[test]
fn the_status_counts_systems_where_there_are_some() {
    assert_eq!(
        governed(80, 22).screen.status(),
        "12 decisions, 4 systems, 18 need somebody"
    );
}

#[test]
fn systems_without_decisions_are_no_empty_store() {
    let store = Store {
        governed: Governed::usual(),
        ..Store::default()
    };
    let picture = Stage::with(store, &Place::Home, (160, 30)).picture();
    assert!(picture.contains("4 systems, 8 assessments"), "{picture}");
}
