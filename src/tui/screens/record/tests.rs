//! Stories about one decision.

use crossterm::event::KeyCode;
use ratatui::style::Modifier;

use crate::{
    ops::{
        change::Change,
        query::{Query, Revision, State},
    },
    tui::{
        action::Action,
        effect::Effect,
        screen::{Availability, Outcome, Place},
        screens::stage::{Stage, id},
    },
};

fn twelve() -> Place {
    Place::Record(id(12))
}

#[test]
fn at_80_columns_the_text_has_the_screen() {
    insta::assert_snapshot!(Stage::at(&twelve(), 80, 22).picture(), @r"
     payments/12  Serve fraud scores from the online store
     ✓ accepted · 2026-03-02 · decided by Mina Okafor, Lee Brandt
     review by 2027-03-02 · tags fraud, serving
     docs/adr/0012-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    ▸ TEXT ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ top ━
     ## Context and Problem Statement

     Scores older than 200 ms miss the authorisation window. Today a Spark job
     writes them every night, see ADR-0010, and the gateway reads yesterday's
     value.

     How do we serve a score that is younger than the payment it judges?

     ## Decision Drivers

     • latency: 40 ms at the 99th percentile
     • one definition of a feature for training and serving
     • the latency budget of the platform

     ## Considered Options
    ");
}

#[test]
fn at_120_columns_the_links_stand_beside_the_text() {
    insta::assert_snapshot!(Stage::at(&twelve(), 120, 34).picture(), @r"
     payments/12  Serve fraud scores from the online store
     ✓ accepted · 2026-03-02 · decided by Mina Okafor, Lee Brandt · review by 2027-03-02 · tags fraud, serving
     docs/adr/0012-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    ▸ TEXT ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ top ━┭─ LINKS ──────────────────────────── 4 ─
     ## Context and Problem Statement                                              │ → supersedes
                                                                                   │   ⊘ 10 Batch scoring through Spark
     Scores older than 200 ms miss the authorisation window. Today a Spark job     │ → mentions
     writes them every night, see ADR-0010, and the gateway reads yesterday's      │   ✓ 9 Feature store: Feast
     value.                                                                        │ ← required by
                                                                                   │   ◎ 15 Drift alarms page the owning te…
     How do we serve a score that is younger than the payment it judges?           │ → relates to, not in the store
                                                                                   │   ../platform/0003-latency-budget.md
     ## Decision Drivers                                                           │
                                                                                   │
     • latency: 40 ms at the 99th percentile                                       │
     • one definition of a feature for training and serving                        │
     • the latency budget of the platform                                          │
                                                                                   │
     ## Considered Options                                                         │
                                                                                   │
     • Serve from the online store of Feast                                        │
     • Score in the payment gateway itself                                         │
     • Keep the nightly batch and refresh it hourly                                │
                                                                                   │
     ## Decision Outcome                                                           │
                                                                                   │
     Chosen option: serve from the online store, because it is the only one that   │
     keeps one definition of a feature and meets the latency budget with room to   │
     spare.                                                                        │
                                                                                   │
     ### Consequences                                                              │
                                                                                   │
     • Good, because training and serving read the same definition.                │
    ");
}

#[test]
fn at_200_columns_lines_are_no_longer_than_is_read_well() {
    insta::assert_snapshot!(Stage::at(&twelve(), 200, 40).picture(), @r"
     payments/12  Serve fraud scores from the online store
     ✓ accepted · 2026-03-02 · decided by Mina Okafor, Lee Brandt · review by 2027-03-02 · tags fraud, serving
     docs/adr/0012-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    ▸ TEXT ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ top ━┭─ LINKS ────────────────────────────────────────────────────── 4 ─
     ## Context and Problem Statement                                                                                                    │ → supersedes
                                                                                                                                         │   ⊘ 10 Batch scoring through Spark
     Scores older than 200 ms miss the authorisation window. Today a Spark job writes them every night,                                  │ → mentions
     see ADR-0010, and the gateway reads yesterday's value.                                                                              │   ✓ 9 Feature store: Feast
                                                                                                                                         │ ← required by
     How do we serve a score that is younger than the payment it judges?                                                                 │   ◎ 15 Drift alarms page the owning team
                                                                                                                                         │ → relates to, not in the store
     ## Decision Drivers                                                                                                                 │   ../platform/0003-latency-budget.md
                                                                                                                                         │
     • latency: 40 ms at the 99th percentile                                                                                             │
     • one definition of a feature for training and serving                                                                              │
     • the latency budget of the platform                                                                                                │
                                                                                                                                         │
     ## Considered Options                                                                                                               │
                                                                                                                                         │
     • Serve from the online store of Feast                                                                                              │
     • Score in the payment gateway itself                                                                                               │
     • Keep the nightly batch and refresh it hourly                                                                                      │
                                                                                                                                         │
     ## Decision Outcome                                                                                                                 │
                                                                                                                                         │
     Chosen option: serve from the online store, because it is the only one that keeps one definition of                                 │
     a feature and meets the latency budget with room to spare.                                                                          │
                                                                                                                                         │
     ### Consequences                                                                                                                    │
                                                                                                                                         │
     • Good, because training and serving read the same definition.                                                                      │
     • Bad, because the online store is now in the path of every payment; its latency is watched at                                      │
       https://grafana.example.org/d/drift.                                                                                              │
                                                                                                                                         │
     ### Confirmation                                                                                                                    │
                                                                                                                                         │
     A load test with twice the peak of last November, every quarter.                                                                    │
                                                                                                                                         │
     ## More Information                                                                                                                 │
    ");
}

#[test]
fn links_of_both_directions_are_followed() {
    let mut stage = Stage::at(&twelve(), 120, 34);
    stage.press(Action::Links).press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(10)))]);
    stage
        .press(Action::Down)
        .press(Action::Down)
        .press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(15)))]);
    stage.press(Action::Down).press(Action::Open);
    assert!(matches!(stage.wants().as_slice(), [Outcome::Warn(_)]));
}

#[test]
fn the_focus_is_seen_without_colour() {
    let mut stage = Stage::at(&twelve(), 120, 34);
    assert!(stage.picture().contains("▸ TEXT ━") && stage.picture().contains("─ LINKS ─"));
    stage.press(Action::FocusNext);
    assert!(stage.picture().contains("─ TEXT ─") && stage.picture().contains("▸ LINKS ━"));
    assert!(stage.picture().contains('┃'));
    stage.press(Action::FocusNext);
    assert!(stage.picture().contains("▸ TEXT ━"));
}

#[test]
fn at_80_columns_a_pane_takes_the_place_of_the_text() {
    let mut stage = Stage::at(&twelve(), 80, 22);
    stage.press(Action::Links);
    insta::assert_snapshot!(stage.picture(), @r"
     payments/12  Serve fraud scores from the online store
     ✓ accepted · 2026-03-02 · decided by Mina Okafor, Lee Brandt
     review by 2027-03-02 · tags fraud, serving
     docs/adr/0012-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    ▸ LINKS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 4 ━
    ▌→ supersedes
    ▌  ⊘ 10 Batch scoring through Spark
     → mentions
       ✓ 9 Feature store: Feast
     ← required by
       ◎ 15 Drift alarms page the owning team
     → relates to, not in the store
       ../platform/0003-latency-budget.md
    ");
    stage.press(Action::Back);
    assert!(stage.picture().contains("▸ TEXT ━"));
}

#[test]
fn the_outline_jumps_as_its_cursor_moves() {
    let mut stage = Stage::at(&twelve(), 120, 20);
    stage
        .press(Action::Outline)
        .press(Action::Down)
        .press(Action::Down);
    insta::assert_snapshot!(stage.picture(), @r"
     payments/12  Serve fraud scores from the online store
     ✓ accepted · 2026-03-02 · decided by Mina Okafor, Lee Brandt · review by 2027-03-02 · tags fraud, serving
     docs/adr/0012-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    ─ TEXT ───────────────────────────────────────────────────────────────── 56 % ─┲▸ OUTLINE ━━━━━━━━━━━━━━━━━━━━━━━━━━ 8 ━
     ## Considered Options                                                         ┃ 12. Serve fraud scores from the online…
                                                                                   ┃   Context and Problem Statement
     • Serve from the online store of Feast                                        ┃   Decision Drivers
     • Score in the payment gateway itself                                         ┃▌  Considered Options
     • Keep the nightly batch and refresh it hourly                                ┃   Decision Outcome
                                                                                   ┃     Consequences
     ## Decision Outcome                                                           ┃     Confirmation
                                                                                   ┃   More Information
     Chosen option: serve from the online store, because it is the only one that   ┃
     keeps one definition of a feature and meets the latency budget with room to   ┃
     spare.                                                                        ┃
                                                                                   ┃
     ### Consequences                                                              ┃
                                                                                   ┃
     • Good, because training and serving read the same definition.                ┃
    ");
    stage.press(Action::Open);
    assert!(stage.picture().contains("▸ TEXT ━"));
    stage
        .press(Action::NextHeading)
        .press(Action::PreviousHeading)
        .press(Action::PreviousHeading);
    assert!(stage.picture().contains("## Decision Drivers"));
}

#[test]
fn the_history_says_who_did_what_and_when() {
    let mut stage = Stage::at(&twelve(), 120, 14);
    stage.press(Action::History);
    insta::assert_snapshot!(stage.picture(), @r"
     payments/12  Serve fraud scores from the online store
     ✓ accepted · 2026-03-02 · decided by Mina Okafor, Lee Brandt · review by 2027-03-02 · tags fraud, serving
     docs/adr/0012-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    ─ TEXT ────────────────────────────────────────────────────────────────── top ─┲▸ HISTORY ━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 ━
     ## Context and Problem Statement                                              ┃▌2026-11-19 10:42  platform-team
                                                                                   ┃▌  edited   ✓ accepted
     Scores older than 200 ms miss the authorisation window. Today a Spark job     ┃ 2026-11-18 10:42  Mina Okafor
     writes them every night, see ADR-0010, and the gateway reads yesterday's      ┃   imported   ✓ accepted
     value.                                                                        ┃
                                                                                   ┃
     How do we serve a score that is younger than the payment it judges?           ┃
                                                                                   ┃
     ## Decision Drivers                                                           ┃
    ");
    let revision = |state| Revision {
        record: id(12),
        state,
    };
    let compared = |from, to| {
        Outcome::Go(Place::Compare {
            from: revision(from),
            to: revision(to),
        })
    };
    stage.press(Action::Open);
    assert_eq!(stage.wants(), [compared(State::Before(31), State::At(31))]);
    stage.press(Action::Compare);
    assert_eq!(stage.wants(), [compared(State::At(31), State::Now)]);
    stage.press(Action::History);
    let record = Some(id(12));
    assert_eq!(stage.wants(), [Outcome::Go(Place::Events { record })]);
}

#[test]
fn a_state_to_compare_with_is_chosen_and_a_link_is_one_too() {
    let mut stage = Stage::at(&twelve(), 120, 14);
    stage.press(Action::Compare);
    let wanted = stage.wants();
    let [Outcome::Menu(menu)] = wanted.as_slice() else {
        unreachable!("{wanted:?}")
    };
    assert_eq!(menu.title, "Compare payments/12 with");
    stage.choose(&menu.choices[0].0);
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::Go(Place::Compare { from, .. })] if from.state == State::Before(31)
    ));
    stage.press(Action::Links).press(Action::Compare);
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::Go(Place::Compare { from, to })] if from.record == id(12) && to.record == id(10)
    ));
    stage.press(Action::Bottom);
    assert_eq!(
        stage.screen.availability(Action::Compare),
        Availability::Disabled("the other decision is not in the store".to_owned())
    );
}

#[test]
fn words_are_searched_for_and_counted() {
    let mut stage = Stage::at(&twelve(), 80, 22);
    stage
        .press(Action::Filter)
        .type_text("LATENCY")
        .key(KeyCode::Enter);
    assert_eq!(stage.screen.status(), "1 of 5  /LATENCY");
    assert!(
        stage
            .pieces_with(Modifier::REVERSED)
            .contains(&"latency".to_owned())
    );
    stage.press(Action::PreviousMatch);
    assert_eq!(stage.screen.status(), "5 of 5  /LATENCY");
    insta::assert_snapshot!(stage.picture(), @r"
     payments/12  Serve fraud scores from the online store
     ✓ accepted · 2026-03-02 · decided by Mina Okafor, Lee Brandt
     review by 2027-03-02 · tags fraud, serving
     docs/adr/0012-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    ▸ TEXT ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ end ━
     /LATENCY                                                                5 of 5

     ### Consequences

     • Good, because training and serving read the same definition.
     • Bad, because the online store is now in the path of every payment; its
       latency is watched at https://grafana.example.org/d/drift.

     ### Confirmation

     A load test with twice the peak of last November, every quarter.

     ## More Information

     Review when the latency at the 99th percentile has been above 35 ms for a
     week.
    ");
    stage.press(Action::Back);
    assert_eq!(stage.screen.status(), "Decision Outcome");
    stage.press(Action::Filter).type_text("kafka");
    assert_eq!(stage.screen.status(), "no `kafka`");
    assert!(matches!(
        stage.screen.availability(Action::NextMatch),
        Availability::Disabled(_)
    ));
}

#[test]
fn links_in_the_text_are_stepped_through_followed_and_copied() {
    let mut stage = Stage::at(&twelve(), 80, 22);
    stage.press(Action::NextLink);
    assert_eq!(stage.screen.status(), "link 0010-batch-scoring.md");
    stage.press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(10)))]);
    stage.press(Action::NextLink).press(Action::CopyReference);
    let target = "../platform/0003-latency-budget.md".to_owned();
    assert!(
        stage
            .wants()
            .contains(&Outcome::Effect(Effect::Copy(target)))
    );
    stage.press(Action::Open);
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::Warn(problem)] if problem.message.contains("not a record")
    ));
    stage.press(Action::Back);
    assert_eq!(stage.screen.status(), "Context and Problem Statement");
    assert_eq!(
        stage.screen.availability(Action::Back),
        Availability::Foreign
    );
}

#[test]
fn another_width_asks_again_and_keeps_what_is_read() {
    let mut stage = Stage::at(&twelve(), 80, 22);
    stage.press(Action::Bottom);
    let widths = |stage: &Stage| -> Vec<u16> {
        let width = |query: &Query| match query {
            Query::Record { width, .. } => Some(*width),
            _ => None,
        };
        stage.asked.iter().filter_map(width).collect()
    };
    stage.resize(120, 34).resize(200, 48);
    assert_eq!(widths(&stage), [78, 77, 100]);
    assert!(stage.picture().contains("above 35 ms for a week"));
}

#[test]
fn a_record_that_is_gone_says_so() {
    let mut stage = Stage::at(&Place::Record(id(77)), 80, 22);
    assert!(matches!(stage.wants().as_slice(), [Outcome::Warn(_)]));
    assert_eq!(
        stage.picture().trim(),
        "this record is not in the store any more"
    );
}

#[test]
fn the_text_scrolls_by_lines_pages_and_to_its_ends() {
    let mut stage = Stage::at(&twelve(), 80, 22);
    let top = stage.picture();
    stage
        .press(Action::Down)
        .press(Action::PageDown)
        .press(Action::HalfPageUp);
    assert_ne!(stage.picture(), top);
    stage.press(Action::Bottom);
    assert!(stage.picture().contains("━ end ━"));
    stage.press(Action::Top);
    // What the header says already stands before the place where reading begins.
    assert!(stage.picture().contains("# 12. Serve fraud scores"));
}

fn fifteen() -> Place {
    Place::Record(id(15))
}

#[test]
fn comments_stand_beside_the_text_the_open_ones_first() {
    let mut stage = Stage::at(&fifteen(), 120, 26);
    stage.press(Action::Comments);
    insta::assert_snapshot!(stage.picture(), @r"
     payments/15  Drift alarms page the owning team
     ◎ in-review · 2026-11-02 · decided by Lee Brandt · review by 2027-03-02 · 2 comments open · tags monitoring
     docs/adr/0015-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    ─ TEXT ────────────────────────────────────────────────────────────────── top ─┲▸ COMMENTS ━━━━━━━━━━━━━━━ 2 open of 4 ━
     ## Context and Problem Statement                                              ┃▌● open  2026-11-03  Lee Brandt
                                                                                   ┃▌  Who is paged at night: the owning
     Scores older than 200 ms miss the authorisation window. Today a Spark job     ┃▌  team, or the platform for all of
     writes them every night, see ADR-0010, and the gateway reads yesterday's      ┃▌  them?
     value.                                                                        ┃
                                                                                   ┃ ● open  2026-11-19  Mina Okafor
     How do we serve a score that is younger than the payment it judges?           ┃   I would start with the three services
                                                                                   ┃   that have an owner on call, measure
     ## Decision Drivers                                                           ┃   how often they are paged in four
                                                                                   ┃   weeks, and only then decide about the
     • latency: 40 ms at the 99th percentile                                       ┃   rest.
     • one definition of a feature for training and serving                        ┃
     • the latency budget of the platform                                          ┃ ✓ settled  2026-11-05  Ana Ruiz
                                                                                   ┃   The threshold is missing.
     ## Considered Options                                                         ┃
                                                                                   ┃ ✓ settled  2026-11-20  Lee Brandt
     • Serve from the online store of Feast                                        ┃   Typo in the second option.
     • Score in the payment gateway itself                                         ┃
     • Keep the nightly batch and refresh it hourly                                ┃
                                                                                   ┃
     ## Decision Outcome                                                           ┃
    ");
}

#[test]
fn at_80_columns_the_comments_have_the_screen() {
    let mut stage = Stage::at(&fifteen(), 80, 20).in_ascii();
    stage.press(Action::Comments);
    insta::assert_snapshot!(stage.picture(), @r"
     payments/15  Drift alarms page the owning team
     r in-review - 2026-11-02 - decided by Lee Brandt - review by 2027-03-02
     2 comments open - tags monitoring
     docs/adr/0015-serve-fraud-scores.md
     ! line 31: `../platform/0003-latency-budget.md` is not in this log
    > COMMENTS ======================================================= 2 open of 4 =
    >* open  2026-11-03  Lee Brandt
    >  Who is paged at night: the owning team, or the platform for all of them?

     * open  2026-11-19  Mina Okafor
       I would start with the three services that have an owner on call, measure how
       often they are paged in four weeks, and only then decide about the rest.

     + settled  2026-11-05  Ana Ruiz
       The threshold is missing.

     + settled  2026-11-20  Lee Brandt
       Typo in the second option.
    ");
    stage.press(Action::Comments);
    assert!(stage.picture().contains("> TEXT"));
}

#[test]
fn the_chosen_comment_is_settled_and_a_settled_one_is_opened_again() {
    let mut stage = Stage::at(&fifteen(), 120, 26);
    assert!(matches!(
        stage.screen.availability(Action::Settle),
        Availability::Disabled(_)
    ));
    stage.press(Action::Comments).press(Action::Down);
    assert!(stage.cursor_line().contains("Mina Okafor"));
    stage.press(Action::Settle);
    stage.press(Action::Bottom).press(Action::Settle);
    let changes: Vec<_> = stage
        .wants()
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do {
                change: Change::SettleComment { comment, settled },
                ..
            }) => Some((comment, settled)),
            _ => None,
        })
        .collect();
    assert_eq!(changes, [(id(7_002), true), (id(7_003), false)]);
}

#[test]
fn a_pane_too_low_for_all_comments_shows_the_chosen_one() {
    let mut stage = Stage::at(&fifteen(), 80, 11);
    stage.press(Action::Comments).press(Action::Bottom);
    assert!(stage.picture().contains("Typo in the second option."));
    stage.press(Action::Top);
    assert!(stage.picture().contains("Who is paged at night"));
    stage.click(1, false);
    assert!(stage.cursor_line().contains("2026-11-19"));
}

#[test]
fn a_decision_nobody_talks_about_says_so() {
    let mut stage = Stage::at(&twelve(), 120, 20);
    stage.press(Action::Comments);
    assert!(stage.picture().contains("Nobody has commented on it."));
    assert!(!stage.picture().contains("comments open"));
    stage.press(Action::Settle);
    assert!(stage.wants().is_empty());
}
