//! Stories about the list of decisions.

use std::sync::Arc;

use ratatui::style::Modifier;

use crate::{
    ops::query::Query,
    tui::{
        action::Action,
        effect::Effect,
        screen::{Availability, Menu, Outcome, Place, Typed},
        screens::stage::{Stage, Store, id},
    },
};

fn list(filter: &str) -> Place {
    Place::Decisions {
        filter: filter.into(),
    }
}

#[test]
fn at_80_columns_the_list_stands_alone() {
    insta::assert_snapshot!(Stage::at(&list(""), 80, 22).picture(), @r"
    ▸ DECISIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 12, by number ━
      ADR  Status        Title                                            Log
    ▌   9  ✓ accepted    Feature store: Feast                             payments
       10  ⊘ superseded  Batch scoring through Spark                      payments
       11  ? proposed    Canary by traffic share                          payments
       12  ✓ accepted    Serve fraud scores from the online store         payments
       13  ✎ draft       Vendor for vector search                         payments
       14  ✗ rejected    Score in the payment gateway itself              payments
       15  ◎ in-review   Drift alarms page the owning team                payments
        1  ✓ accepted    Record architecture decisions                    assistant
        2  ✓ accepted    Retrieve with hybrid search and a re-ranker      assistant
        3  ⊖ deprecated  One prompt file for each tool                    assistant
        4  ? proposed    Keep embeddings beside the documents they were…  assistant
        5  · unknown     Guardrails for tool calls                        assistant
    ");
}

#[test]
fn nothing_moves_when_the_first_one_is_marked() {
    let mut stage = Stage::at(&list(""), 80, 22);
    let before = stage.picture();
    stage.press(Action::Mark);
    let marked: Vec<_> = stage.picture().lines().skip(1).map(columns).collect();
    let bare: Vec<_> = before.lines().skip(1).map(columns).collect();
    assert_eq!(marked, bare);
    assert!(stage.picture().contains(" ●  9"), "{}", stage.picture());
}

/// A row without the two columns of the cursor and the marks.
fn columns(row: &str) -> String {
    row.chars().skip(2).collect()
}

#[test]
fn two_marked_decisions_are_compared_and_any_other_number_says_how() {
    let mut stage = Stage::at(&list(""), 80, 22);
    let why = |stage: &Stage| match stage.screen.availability(Action::Compare) {
        Availability::Disabled(why) => why,
        other => format!("{other:?}"),
    };
    assert!(why(&stage).starts_with("mark two with space"));
    stage.press(Action::Mark);
    assert!(why(&stage).starts_with("mark two with space"));
    stage.press(Action::Down).press(Action::Mark);
    assert_eq!(
        stage.screen.availability(Action::Compare),
        Availability::Ready
    );
    assert!(stage.screen.hints().contains(&Action::Compare));
    stage.press(Action::Compare);
    let two = crate::tui::screens::compare::of_two(id(9), id(11));
    assert_eq!(stage.outcomes, [Outcome::Go(two)]);
    stage.press(Action::Mark);
    assert!(why(&stage).starts_with("two are compared"));
}

#[test]
fn at_120_columns_the_text_stands_beside_the_list() {
    let mut stage = Stage::at(&list(""), 120, 34);
    stage.press(Action::Down);
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ DECISIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 12, by number ━┭─ payments/10 ──────────────────────────────── top ─
      ADR  Status        Title                               Log       │ Batch scoring through Spark
        9  ✓ accepted    Feature store: Feast                payments  │ ⊘ superseded · 2025-09-02 · decided by Lee Brandt
    ▌  10  ⊘ superseded  Batch scoring through Spark         payments  │ review by 2027-03-02 · tags scoring
       11  ? proposed    Canary by traffic share             payments  │ supersedes payments/10 · mentions payments/9
       12  ✓ accepted    Serve fraud scores from the onlin…  payments  │ required by payments/15
       13  ✎ draft       Vendor for vector search            payments  │ ! 1 finding
       14  ✗ rejected    Score in the payment gateway itse…  payments  │
       15  ◎ in-review   Drift alarms page the owning team   payments  │ ## Context and Problem Statement
        1  ✓ accepted    Record architecture decisions       assistant │
        2  ✓ accepted    Retrieve with hybrid search and a…  assistant │ Scores older than 200 ms miss the authorisation
        3  ⊖ deprecated  One prompt file for each tool       assistant │ window. Today a Spark job writes them every night,
        4  ? proposed    Keep embeddings beside the docume…  assistant │ see ADR-0010, and the gateway reads yesterday's
        5  · unknown     Guardrails for tool calls           assistant │ value.
                                                                       │
                                                                       │ How do we serve a score that is younger than the
                                                                       │ payment it judges?
                                                                       │
                                                                       │ ## Decision Drivers
                                                                       │
                                                                       │ • latency: 40 ms at the 99th percentile
                                                                       │ • one definition of a feature for training and
                                                                       │   serving
                                                                       │ • the latency budget of the platform
                                                                       │
                                                                       │ ## Considered Options
                                                                       │
                                                                       │ • Serve from the online store of Feast
                                                                       │ • Score in the payment gateway itself
                                                                       │ • Keep the nightly batch and refresh it hourly
                                                                       │
                                                                       │ ## Decision Outcome
                                                                       │
                                                                       │ Chosen option: serve from the online store,
    ");
}

#[test]
fn at_200_columns_the_facts_stand_beside_the_text() {
    let mut stage = Stage::at(&list(""), 200, 40);
    stage.press(Action::Down);
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ DECISIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 12, by number ━┭─ payments/10 ────────────────────────────────────────────────────── top ─┬─ FACTS ────────────────────────────────
      ADR  Status        Title                                    Date        Log       │ Batch scoring through Spark                                              │ status     ⊘ superseded
        9  ✓ accepted    Feature store: Feast                     2025-06-11  payments  │                                                                          │ date       2025-09-02
    ▌  10  ⊘ superseded  Batch scoring through Spark              2025-09-02  payments  │ ## Context and Problem Statement                                         │ review by  2027-03-02
       11  ? proposed    Canary by traffic share                  2026-10-11  payments  │                                                                          │ deciders   Lee Brandt
       12  ✓ accepted    Serve fraud scores from the online sto…  2026-03-02  payments  │ Scores older than 200 ms miss the authorisation window. Today a Spark    │ consulted  platform-team
       13  ✎ draft       Vendor for vector search                             payments  │ job writes them every night, see ADR-0010, and the gateway reads         │ tags       scoring
       14  ✗ rejected    Score in the payment gateway itself      2026-05-19  payments  │ yesterday's value.                                                       │ log        payments
       15  ◎ in-review   Drift alarms page the owning team        2026-11-02  payments  │                                                                          │ file       docs/adr/0010-serve-fraud-s
        1  ✓ accepted    Record architecture decisions            2025-01-20  assistant │ How do we serve a score that is younger than the payment it judges?      │            cores.md
        2  ✓ accepted    Retrieve with hybrid search and a re-r…  2025-02-14  assistant │                                                                          │ written as madr-3
        3  ⊖ deprecated  One prompt file for each tool            2025-03     assistant │ ## Decision Drivers                                                      │
        4  ? proposed    Keep embeddings beside the documents t…  2026-09-30  assistant │                                                                          │ LINKS
        5  · unknown     Guardrails for tool calls                            assistant │ • latency: 40 ms at the 99th percentile                                  │ → supersedes
                                                                                        │ • one definition of a feature for training and serving                   │   ⊘ 10 Batch scoring through Spark
                                                                                        │ • the latency budget of the platform                                     │ → mentions
                                                                                        │                                                                          │   ✓ 9 Feature store: Feast
                                                                                        │ ## Considered Options                                                    │ ← required by
                                                                                        │                                                                          │   ◎ 15 Drift alarms page the owning t…
                                                                                        │ • Serve from the online store of Feast                                   │ → relates to, not in the store
                                                                                        │ • Score in the payment gateway itself                                    │   ../platform/0003-latency-budget.md
                                                                                        │ • Keep the nightly batch and refresh it hourly                           │
                                                                                        │                                                                          │ FINDINGS
                                                                                        │ ## Decision Outcome                                                      │ ! line 31:
                                                                                        │                                                                          │ `../platform/0003-latency-budget.md`
                                                                                        │ Chosen option: serve from the online store, because it is the only one   │ is not in this log
                                                                                        │ that keeps one definition of a feature and meets the latency budget with │
                                                                                        │ room to spare.                                                           │
                                                                                        │                                                                          │
                                                                                        │ ### Consequences                                                         │
                                                                                        │                                                                          │
                                                                                        │ • Good, because training and serving read the same definition.           │
                                                                                        │ • Bad, because the online store is now in the path of every payment; its │
                                                                                        │   latency is watched at https://grafana.example.org/d/drift.             │
                                                                                        │                                                                          │
                                                                                        │ ### Confirmation                                                         │
                                                                                        │                                                                          │
                                                                                        │ A load test with twice the peak of last November, every quarter.         │
                                                                                        │                                                                          │
                                                                                        │ ## More Information                                                      │
    ");
}

#[test]
fn with_one_log_its_name_is_not_said() {
    insta::assert_snapshot!(Stage::with(Store::of(3), &list(""), (80, 6)).picture(), @r"
    ▸ DECISIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 3, by number ━
      ADR  Status        Title                                           Date
    ▌   1  ✓ accepted    Use the platform                                2026-01-01
        2  ✓ accepted    Use the platform                                2026-01-01
        3  ✓ accepted    Use the platform                                2026-01-01
    ");
}

#[test]
fn an_empty_store_teaches_the_first_key() {
    insta::assert_snapshot!(Stage::with(Store::default(), &list(""), (80, 12)).picture(), @r"
    ▸ DECISIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0, by number ━


                                   No decisions yet.

        Press : and type `import PATH` to read the decision log of a repository.
    ");
}

#[test]
fn words_filter_as_they_are_typed_and_what_matched_is_marked() {
    let mut stage = Stage::at(&list(""), 80, 10);
    stage.press(Action::Filter).type_text("vec");
    assert_eq!(stage.asked.len(), 4);
    assert!(
        stage
            .pieces_with(Modifier::UNDERLINED)
            .contains(&"vec".to_owned())
    );
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ DECISIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 4 of 12, by number ━
     /vec
      ADR  Status        Title                                            Log
    ▌  12  ✓ accepted    Serve fraud scores from the online store         payments
       13  ✎ draft       Vendor for vector search                         payments
        2  ✓ accepted    Retrieve with hybrid search and a re-ranker      assistant
        4  ? proposed    Keep embeddings beside the documents they were…  assistant
    ");
}

#[test]
fn a_facet_that_is_not_understood_says_what_is_possible() {
    let mut stage = Stage::at(&list(""), 80, 10);
    stage.press(Action::Filter).type_text("status:prop");
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ DECISIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 12, by number ━
     /status:prop
       `prop` is not a status; possible are draft, proposed, in-review, accepted,
       rejected, deferred, withdrawn, deprecated, superseded, unknown
      ADR  Status        Title                                            Log
    ▌   9  ✓ accepted    Feature store: Feast                             payments
       10  ⊘ superseded  Batch scoring through Spark                      payments
       11  ? proposed    Canary by traffic share                          payments
       12  ✓ accepted    Serve fraud scores from the online store         payments
       13  ✎ draft       Vendor for vector search                         payments
    ");
    stage.type_text("osed");
    assert_eq!(stage.screen.status(), "1 of 2 matches");
    stage.press(Action::Open);
    assert!(!stage.screen.is_typing());
    assert_eq!(stage.screen.place(), list("status:proposed"));
}

#[test]
fn an_empty_field_says_what_can_be_typed() {
    let mut stage = Stage::at(&list(""), 80, 6);
    stage.press(Action::Filter);
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ DECISIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 12, by number ━
     /
       words of the title, or status: log: tag: person: since: until:
    ▌   9  ✓ accepted    Feature store: Feast                             payments
       10  ⊘ superseded  Batch scoring through Spark                      payments
       11  ? proposed    Canary by traffic share                          payments
    ");
}

#[test]
fn esc_clears_the_filter_and_finds_the_row_again() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage
        .press(Action::Down)
        .press(Action::Down)
        .press(Action::Down);
    assert!(stage.cursor_line().contains("Serve fraud scores"));
    stage.press(Action::Filter).type_text("status:draft");
    assert!(!stage.picture().contains("Serve fraud scores"));
    stage.press(Action::Back);
    assert!(!stage.screen.is_typing());
    assert!(stage.cursor_line().contains("Serve fraud scores"));
    assert_eq!(
        stage.screen.availability(Action::Back),
        Availability::Foreign
    );
}

#[test]
fn typing_never_waits_and_late_answers_are_dropped() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.answers_wait = true;
    stage.press(Action::Filter).type_text("vec");
    assert!(stage.picture().contains("Feature store: Feast"));
    stage.deliver(2);
    let shown = stage.picture();
    assert!(
        shown.contains("4 of 12") && shown.contains("Vendor for vector"),
        "{shown}"
    );
    stage.deliver(0).deliver(0);
    assert_eq!(stage.picture(), shown);
}

#[test]
fn pasted_lines_are_words_of_the_filter() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.press(Action::Filter).paste("vector\nsearch\n");
    assert!(stage.picture().contains("/vector⏎search"));
    assert!(stage.picture().contains("1 of 12"));
}

#[test]
fn n_goes_round_what_the_filter_shows() {
    let mut stage = Stage::at(&list("status:accepted"), 80, 22);
    stage.press(Action::PreviousMatch);
    assert!(stage.cursor_line().contains("Retrieve with hybrid"));
    stage.press(Action::NextMatch);
    assert!(stage.cursor_line().contains("Feature store"));
    stage.press(Action::Back).press(Action::NextMatch);
    assert!(stage.cursor_line().contains("Feature store"));
}

#[test]
fn s_changes_the_order_and_the_head_says_which() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.press(Action::Down).press(Action::Sort);
    assert!(stage.picture().contains("12, by title"));
    assert!(stage.cursor_line().contains("Batch scoring"));
    stage.press(Action::Sort).press(Action::Sort);
    assert!(stage.picture().contains("12, by date, newest first"));
    assert!(matches!(
        stage.asked.last(),
        Some(Query::Decisions(filter)) if filter.descending
    ));
}

fn menu(stage: &mut Stage) -> Menu {
    match stage.wants().pop() {
        Some(Outcome::Menu(menu)) => menu,
        other => panic!("no menu but {other:?}"),
    }
}

#[test]
fn f_offers_the_facets_and_then_the_values_that_exist() {
    let mut stage = Stage::at(&list("store"), 80, 22);
    stage.press(Action::Facet);
    let facets = menu(&mut stage);
    assert_eq!(facets.choices.first().unwrap().1, "Status");
    assert_eq!(facets.choices.last().unwrap().0, "all");
    stage.choose("status");
    let values = menu(&mut stage);
    let shown: Vec<_> = values
        .choices
        .iter()
        .map(|(_, shown, _)| shown.as_str())
        .collect();
    assert_eq!(shown.first(), Some(&"draft  (1)"));
    assert!(shown.contains(&"accepted  (4)") && !shown.contains(&"withdrawn  (0)"));
    stage.choose("status:accepted");
    assert_eq!(stage.screen.place(), list("status:accepted store"));
    stage.choose("person").choose("person:Okafor");
    assert_eq!(
        stage.screen.place(),
        list("status:accepted person:Okafor store")
    );
    stage.choose("all");
    assert_eq!(stage.screen.place(), list(""));
}

#[test]
fn a_facet_nothing_states_says_why_it_cannot_be_chosen() {
    let mut stage = Stage::with(Store::of(2), &list(""), (80, 22));
    stage.press(Action::Facet);
    let tag = menu(&mut stage)
        .choices
        .into_iter()
        .find(|choice| choice.0 == "tag")
        .unwrap();
    assert_eq!(tag.2.as_deref(), Some("no decision states one"));
}

#[test]
fn the_cursor_stays_on_its_record_when_others_come() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.press(Action::Down).press(Action::Down);
    let mut rows = Store::of(2).rows.to_vec();
    rows.extend(stage.store.rows.iter().cloned());
    stage.store.rows = Arc::new(rows);
    stage.refresh();
    assert!(stage.cursor_line().contains("Canary by traffic share"));
    stage.screen.put_cursor_on(id(2_002));
    assert!(stage.cursor_line().contains("Retrieve with hybrid"));
    assert_eq!(stage.screen.cursor(), Some(id(2_002)));
}

#[test]
fn the_end_of_a_hundred_thousand_decisions_is_reached_and_left() {
    let mut stage = Stage::with(Store::of(100_000), &list(""), (120, 34));
    stage.press(Action::Bottom);
    assert!(stage.cursor_line().contains("100000"));
    for _ in 0..20 {
        stage.press(Action::Up);
    }
    assert!(stage.cursor_line().contains("99980"));
}

#[test]
fn enter_opens_and_two_clicks_do() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.press(Action::Down).press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(10)))]);
    stage.click(3, false);
    assert!(stage.cursor_line().contains("Serve fraud scores"));
    stage.click(4, true);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Record(id(13)))]);
}

#[test]
fn tab_goes_to_the_text_where_there_is_one() {
    let mut stage = Stage::at(&list(""), 120, 34);
    stage.press(Action::FocusNext).press(Action::NextHeading);
    assert!(
        stage.picture().contains("▸ payments/9 ━"),
        "{}",
        stage.picture()
    );
    assert!(
        stage.picture().contains("│ ## Decision Drivers")
            || stage.picture().contains("┃ ## Decision Drivers")
    );
    stage.press(Action::Back);
    assert!(stage.picture().contains("▸ DECISIONS ━"));
    stage.resize(80, 22);
    let why = stage.screen.availability(Action::FocusNext);
    assert!(matches!(why, Availability::Disabled(why) if why.contains("Enter opens it")));
}

#[test]
fn the_text_beside_the_list_follows_the_cursor() {
    let mut stage = Stage::at(&list(""), 120, 34);
    stage.answers_wait = true;
    stage.press(Action::Down).press(Action::Down);
    assert_eq!(stage.waiting.len(), 2);
    stage.deliver(1).deliver(0);
    assert!(stage.picture().contains("─ payments/11 ─"));
}

#[test]
fn y_copies_the_reference_and_capital_y_a_link() {
    let mut stage = Stage::at(&list(""), 120, 34);
    stage
        .press(Action::CopyReference)
        .press(Action::CopyMarkdown);
    let copied: Vec<_> = stage
        .wants()
        .into_iter()
        .filter(|o| matches!(o, Outcome::Effect(_)))
        .collect();
    let link = "[ADR-0009: Feature store: Feast](docs/adr/0009-serve-fraud-scores.md)";
    let expected = ["payments/9", link].map(|text| Outcome::Effect(Effect::Copy(text.into())));
    assert_eq!(copied, expected);
}

#[test]
fn the_editor_gets_the_text_or_the_reason_is_said() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.press(Action::Down).press(Action::Down);
    stage.press(Action::EditText);
    let wanted = stage.wants();
    let [Outcome::Effect(Effect::Edit(request))] = wanted.as_slice() else {
        panic!("{wanted:?}")
    };
    assert_eq!(
        (request.record, request.file_name.as_str()),
        (id(11), "0011-canary.md")
    );
    stage.store.protected = Some("it is accepted".into());
    stage.press(Action::EditText);
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::Warn(problem)] if problem.message.contains("it is accepted")
    ));
}

#[test]
fn a_decided_text_is_not_offered_to_the_editor_and_the_reason_is_said() {
    let mut stage = Stage::at(&list(""), 80, 22);
    let Availability::Disabled(why) = stage.screen.availability(Action::EditText) else {
        panic!("payments/9 is accepted")
    };
    assert!(why.starts_with("accepted: the text is kept"), "{why}");
    stage.press(Action::Down).press(Action::Down);
    let now = stage.screen.availability(Action::EditText);
    assert_eq!(now, Availability::Ready, "payments/11 is proposed");
}

#[test]
fn why_nothing_is_selected_is_the_true_reason() {
    let why = |stage: &Stage| match stage.screen.availability(Action::NextMatch) {
        Availability::Disabled(why) => why,
        other => panic!("{other:?}"),
    };
    let mut stage = Stage::at(&list("zzzz"), 80, 22);
    assert_eq!(why(&stage), "nothing matches the filter; esc shows all");
    assert!(stage.screen.hints().contains(&Action::Back));
    stage.press(Action::Back);
    assert_eq!(why(&stage), "nothing is filtered; / filters the list");
    let empty = Stage::with(Store::default(), &list("a"), (80, 22));
    assert!(why(&empty).contains("`:import PATH`"));
}

#[test]
fn an_editing_key_of_the_field_is_taken_while_typing() {
    let mut stage = Stage::at(&list("vector"), 80, 22);
    stage.press(Action::Filter);
    let key = crossterm::event::KeyEvent::new(
        crossterm::event::KeyCode::Char('u'),
        crossterm::event::KeyModifiers::CONTROL,
    );
    stage.typed(Typed::Key(key));
    assert_eq!(stage.screen.place(), list(""));
}

#[test]
fn a_remembered_order_is_taken_up_and_a_strange_one_left_alone() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.screen.put_in_order("title");
    stage.screen.put_in_order("by moonlight");
    stage.refresh();
    assert!(stage.picture().contains("by title"), "{}", stage.picture());
}

#[test]
fn a_facet_nobody_knows_is_answered_with_those_there_are() {
    let mut stage = Stage::at(&list("frob:x"), 80, 22);
    assert!(stage.picture().contains("Facets are status: log: tag:"));
}

#[test]
fn what_was_taken_from_a_filtered_list_stays_chosen_without_the_filter() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.press(Action::Filter).type_text("canary");
    stage.press(Action::Open).press(Action::Back);
    assert!(
        stage.cursor_line().contains("Canary"),
        "{}",
        stage.cursor_line()
    );
}

#[test]
fn an_empty_log_is_not_offered_as_a_filter() {
    let mut store = Store::usual();
    Arc::make_mut(&mut store.logs)[0].decisions = 0;
    let mut stage = Stage::with(store, &list(""), (80, 22));
    stage.choose("log");
    let [Outcome::Menu(Menu { choices, .. })] = stage.outcomes.as_slice() else {
        panic!("{:?}", stage.outcomes)
    };
    assert_eq!(choices.len(), 1, "{choices:?}");
}

#[test]
fn the_status_says_which_row_of_how_many() {
    let mut stage = Stage::at(&list(""), 80, 22);
    stage.press(Action::Down);
    assert_eq!(stage.screen.status(), "2 of 12 decisions");
    stage.press(Action::Filter).type_text("status:accepted");
    assert!(
        stage.screen.status().ends_with("of 4 matches"),
        "{}",
        stage.screen.status()
    );
    let empty = Stage::with(Store::default(), &list(""), (80, 22));
    assert_eq!(empty.screen.status(), "0 decisions");
    assert_eq!(
        empty.screen.hints(),
        [Action::Add, Action::Palette],
        "nothing else helps"
    );
    assert!(matches!(
        empty.screen.availability(Action::Add),
        Availability::Disabled(_)
    ));
}
