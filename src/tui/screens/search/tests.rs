//! Stories about the search.

use crossterm::event::KeyCode;
use ratatui::style::Modifier;

use crate::{
    ops::query::Query,
    tui::{
        action::Action,
        screen::{Outcome, Place},
        screens::stage::{Stage, id},
    },
};

fn searching(text: &str) -> Place {
    Place::Search { text: text.into() }
}

#[test]
fn the_field_waits_for_words() {
    let mut stage = Stage::at(&searching(""), 80, 14);
    assert!(stage.screen.is_typing());
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ SEARCH ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
     ›



                           Search the text of all decisions.

          Type three letters or more; every word has to be in the text. Enter
                  opens the first hit, the arrow keys choose another.
    ");
}

#[test]
fn hits_have_a_piece_of_their_text_at_80_columns() {
    insta::assert_snapshot!(Stage::at(&searching("latency"), 80, 22).picture(), @r"
    ▸ SEARCH ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 6 hits ━
     › latency

    ▌⊘ superseded  payments/10 Batch scoring through Spark
    ▌  … window closes after 300 ms, so the latency budget of a score is 40 ms at t…
     ✓ accepted    payments/12 Serve fraud scores from the online store
       … window closes after 300 ms, so the latency budget of a score is 40 ms at t…
     ✗ rejected    payments/14 Score in the payment gateway itself
       … window closes after 300 ms, so the latency budget of a score is 40 ms at t…
     ✓ accepted    assistant/1 Record architecture decisions
       … window closes after 300 ms, so the latency budget of a score is 40 ms at t…
     ⊖ deprecated  assistant/3 One prompt file for each tool
       … window closes after 300 ms, so the latency budget of a score is 40 ms at t…
     · unknown     assistant/5 Guardrails for tool calls
       … window closes after 300 ms, so the latency budget of a score is 40 ms at t…
    ");
}

#[test]
fn the_record_stands_beside_the_hits_at_120_columns() {
    insta::assert_snapshot!(Stage::at(&searching("latency"), 120, 34).picture(), @r"
    ▸ SEARCH ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 6 hits ━┭─ payments/10 ─────────────────────────────────────────────
     › latency                                                  │ Batch scoring through Spark
                                                                │ ⊘ superseded · 2025-09-02 · decided by Lee Brandt
    ▌⊘ superseded  payments/10 Batch scoring through Spark      │ review by 2027-03-02 · tags scoring
    ▌  … closes after 300 ms, so the latency budget of a score …│
     ✓ accepted    payments/12 Serve fraud scores from the onli…│ ## Decision Drivers
       … closes after 300 ms, so the latency budget of a score …│
     ✗ rejected    payments/14 Score in the payment gateway its…│ • latency: 40 ms at the 99th percentile
       … closes after 300 ms, so the latency budget of a score …│ • one definition of a feature for training and serving
     ✓ accepted    assistant/1 Record architecture decisions    │ • the latency budget of the platform
       … closes after 300 ms, so the latency budget of a score …│
     ⊖ deprecated  assistant/3 One prompt file for each tool    │ ## Considered Options
       … closes after 300 ms, so the latency budget of a score …│
     · unknown     assistant/5 Guardrails for tool calls        │ • Serve from the online store of Feast
       … closes after 300 ms, so the latency budget of a score …│ • Score in the payment gateway itself
                                                                │ • Keep the nightly batch and refresh it hourly
                                                                │
                                                                │ ## Decision Outcome
                                                                │
                                                                │ Chosen option: serve from the online store, because it is
                                                                │ the only one that keeps one definition of a feature and
                                                                │ meets the latency budget with room to spare.
                                                                │
                                                                │ ### Consequences
                                                                │
                                                                │ • Good, because training and serving read the same
                                                                │   definition.
                                                                │ • Bad, because the online store is now in the path of
                                                                │   every payment; its latency is watched at
                                                                │   https://grafana.example.org/d/drift.
                                                                │
                                                                │ ### Confirmation
                                                                │
                                                                │ A load test with twice the peak of last November, every
    ");
}

#[test]
fn the_text_is_wide_at_200_columns() {
    insta::assert_snapshot!(Stage::at(&searching("latency"), 200, 24).picture(), @r"
    ▸ SEARCH ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 6 hits ━┭─ payments/10 ───────────────────────────────────────────────────────────────────────────────────────────────
     › latency                                                                                │ Batch scoring through Spark
                                                                                              │ ⊘ superseded · 2025-09-02 · decided by Lee Brandt · review by 2027-03-02 · tags scoring
    ▌⊘ superseded  payments/10 Batch scoring through Spark                                    │
    ▌  … window closes after 300 ms, so the latency budget of a score is 40 ms at the 99th pe…│ ## Decision Drivers
     ✓ accepted    payments/12 Serve fraud scores from the online store                       │
       … window closes after 300 ms, so the latency budget of a score is 40 ms at the 99th pe…│ • latency: 40 ms at the 99th percentile
     ✗ rejected    payments/14 Score in the payment gateway itself                            │ • one definition of a feature for training and serving
       … window closes after 300 ms, so the latency budget of a score is 40 ms at the 99th pe…│ • the latency budget of the platform
     ✓ accepted    assistant/1 Record architecture decisions                                  │
       … window closes after 300 ms, so the latency budget of a score is 40 ms at the 99th pe…│ ## Considered Options
     ⊖ deprecated  assistant/3 One prompt file for each tool                                  │
       … window closes after 300 ms, so the latency budget of a score is 40 ms at the 99th pe…│ • Serve from the online store of Feast
     · unknown     assistant/5 Guardrails for tool calls                                      │ • Score in the payment gateway itself
       … window closes after 300 ms, so the latency budget of a score is 40 ms at the 99th pe…│ • Keep the nightly batch and refresh it hourly
                                                                                              │
                                                                                              │ ## Decision Outcome
                                                                                              │
                                                                                              │ Chosen option: serve from the online store, because it is the only one that keeps one definition of
                                                                                              │ a feature and meets the latency budget with room to spare.
                                                                                              │
                                                                                              │ ### Consequences
                                                                                              │
                                                                                              │ • Good, because training and serving read the same definition.
    ");
}

#[test]
fn three_letters_ask_and_two_do_not() {
    let mut stage = Stage::at(&searching(""), 80, 22);
    stage.type_text("la");
    assert_eq!(stage.asked, []);
    stage.type_text("t");
    assert!(matches!(stage.asked.as_slice(), [Query::Search { text, .. }] if text == "lat"));
    stage.key(KeyCode::Backspace);
    assert!(!stage.picture().contains("payments/10"));
}

#[test]
fn enter_opens_the_first_hit_and_the_arrows_choose_another() {
    let mut stage = Stage::at(&searching(""), 80, 22);
    stage.type_text("latency").press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(10)))]);
    stage.press(Action::Down).press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(12)))]);
    assert!(!stage.screen.is_typing());
    stage.press(Action::Filter);
    assert!(stage.screen.is_typing());
    stage.press(Action::Back);
    assert!(!stage.screen.is_typing());
    assert_eq!(stage.screen.place(), searching("latency"));
}

#[test]
fn what_was_searched_for_is_marked_in_the_hits_and_in_the_text() {
    let mut stage = Stage::at(&searching("latency"), 120, 34);
    let marked = stage.pieces_with(Modifier::UNDERLINED);
    assert!(
        marked.iter().filter(|piece| *piece == "latency").count() >= 6,
        "{marked:?}"
    );
}

#[test]
fn nothing_found_says_what_finds_more() {
    insta::assert_snapshot!(Stage::at(&searching("kafka"), 80, 14).picture(), @r"
    ▸ SEARCH ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0 hits ━
     › kafka



                               No decision says `kafka`.

                           Fewer or shorter words find more.
    ");
}

#[test]
fn an_answer_to_words_typed_before_is_dropped() {
    let mut stage = Stage::at(&searching(""), 80, 22);
    stage.answers_wait = true;
    stage.type_text("late").type_text("kafka");
    let last = stage.waiting.len() - 1;
    stage.deliver(last);
    let shown = stage.picture();
    assert!(shown.contains("No decision says `latekafka`."));
    while !stage.waiting.is_empty() {
        stage.deliver(0);
    }
    assert_eq!(stage.picture(), shown);
}
