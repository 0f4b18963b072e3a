//! Stories about the gate board.

use super::*;
use crate::{
    domain::{digest::Digest, readiness::Verdict, sign_off::Decision},
    ops::{change::Change, readiness::ReadinessChange},
    tui::{
        screen::Menu,
        screens::stage::{
            Stage, Store,
            readiness::{assessment_id, person_id, system_id},
        },
    },
};

fn at(system: u128, width: u16, height: u16) -> Stage {
    Stage::at(&Place::Readiness(system_id(system)), width, height)
}

fn menu(stage: &mut Stage) -> Menu {
    stage.press(Action::ReadinessStep);
    let mut wants = stage.wants();
    let Some(Outcome::Menu(menu)) = wants.pop() else {
        unreachable!("{wants:?}");
    };
    menu
}

/// Why each choice cannot be chosen, in order.
fn refusals(menu: &Menu) -> Vec<Option<&str>> {
    let choices = menu.choices.iter();
    choices.map(|(_, _, why)| why.as_deref()).collect()
}

fn readiness_change(outcomes: Vec<Outcome>) -> ReadinessChange {
    let mut changes = outcomes.into_iter().filter_map(|outcome| match outcome {
        Outcome::Effect(Effect::Do {
            change: Change::Readiness(change),
            ..
        }) => Some(change),
        _ => None,
    });
    changes.next().unwrap()
}

#[test]
fn one_list_at_80_columns() {
    insta::assert_snapshot!(at(1, 80, 22).picture(), @r"
     ┏━━━━━━━━━━━┓  as of 2026-11-21 · T2 internal productivity · SYS-0001
     ┃  ✗ NO-GO  ┃  G3 security and privacy: SEC-06 Are secrets kept out of
     ┗━━━━━━━━━━━┛  notebooks and images? (fail)
     issued  ◐ CONDITIONAL  until 2027-08-31  stale: 2 changes since
    ▸ GATES ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ claimed 71 %, evidenced 54 to 83 % ━
     gate                                                   at T2   result
     G0 intake                                              block   ✓ pass 1
     G1 decisions recorded                                          – n/a
     G2 reference architecture                                      – n/a
    ▌G3 security and privacy                                block   ✗ fail 1
     G4 responsible AI and regulation                               – n/a
     G5 model release quality                               require · incomplete 1
     G6 operational readiness                               require ◐ conditional 3
     G7 cost and capacity                                           – n/a
     G8 retirement plan                                             – n/a
    ");
}

#[test]
fn the_way_is_behind_tab_at_80_columns() {
    let mut stage = at(1, 80, 22);
    stage.press(Action::FocusNext);
    insta::assert_snapshot!(stage.picture(), @r"
     ┏━━━━━━━━━━━┓  as of 2026-11-21 · T2 internal productivity · SYS-0001
     ┃  ✗ NO-GO  ┃  G3 security and privacy: SEC-06 Are secrets kept out of
     ┗━━━━━━━━━━━┛  notebooks and images? (fail)
     issued  ◐ CONDITIONAL  until 2027-08-31  stale: 2 changes since
    ▸ WHAT MOVES ME TO GO ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 6 steps ━
    ▌ 1 ORR-19 Bring the monitors live and fire a test alert
        evidence missing · platform · due 2026-12-05
      2 SEC-06 Move the secrets to the vault    Ana Ruiz · overdue since 2026-11-18
      3 ORR-26 Run the restore drill                    Lee Brandt · due 2026-12-02
      4 ORR-28 Add a second region                                         no owner
      5 REL-04 Compare it with the model it replaces          unanswered · no owner
      6 ra.rag-llm was not started

     LANE  asynchronous
      · it is T2

     ISSUED
      CONDITIONAL by Mina Okafor, as of 2026-09-01
      valid until 2027-08-31, 283 days left
      stale, changed since:
      · answer SEC-06: met, now unmet
      · tier: T3, now T2
    ");
}

#[test]
fn the_way_stands_beside_the_gates_at_120_columns() {
    insta::assert_snapshot!(at(1, 120, 34).picture(), @r"
     ┏━━━━━━━━━━━┓  as of 2026-11-21 · T2 internal productivity · SYS-0001 · may change on 2027-01-01
     ┃  ✗ NO-GO  ┃  G3 security and privacy: SEC-06 Are secrets kept out of notebooks and images? (fail)
     ┗━━━━━━━━━━━┛  and 5 more reasons
     issued  ◐ CONDITIONAL  until 2027-08-31  stale: 2 changes since
    ▸ GATES ━━━━━━━━━━━━━━━ claimed 71 %, evidenced 54 to 83 % ━┭─ WHAT MOVES ME TO GO ─────────────────────────── 6 steps ─
     gate                               at T2   result          │  1 ORR-19 Bring the monitors live and fire a test alert
     G0 intake                          block   ✓ pass 1        │    evidence missing · platform · due 2026-12-05
     G1 decisions recorded                      – n/a           │  2 SEC-06 Move the secrets to the vault
     G2 reference architecture                  – n/a           │    Ana Ruiz · overdue since 2026-11-18
    ▌G3 security and privacy            block   ✗ fail 1        │  3 ORR-26 Run the restore drill
     G4 responsible AI and regulation           – n/a           │    Lee Brandt · due 2026-12-02
     G5 model release quality           require · incomplete 1  │  4 ORR-28 Add a second region                    no owner
     G6 operational readiness           require ◐ conditional 3 │  5 REL-04 Compare it with the model it replaces
     G7 cost and capacity                       – n/a           │    unanswered · no owner
     G8 retirement plan                         – n/a           │  6 ra.rag-llm was not started
                                                                │
                                                                │ LANE  asynchronous
                                                                │  · it is T2
                                                                │
                                                                │ ISSUED
                                                                │  CONDITIONAL by Mina Okafor, as of 2026-09-01
                                                                │  valid until 2027-08-31, 283 days left
                                                                │  stale, changed since:
                                                                │  · answer SEC-06: met, now unmet
                                                                │  · tier: T3, now T2
                                                                │
                                                                │ SIGN-OFF  1 of 2 persons, bound to ed5eb9a37e2d
                                                                │  ✓ owner: Mina Okafor
                                                                │  · platform: nobody yet
                                                                │  · platform Lee Brandt declined on 2026-09-01, for an
                                                                │    older state: no restore drill
                                                                │
                                                                │ WAIVERS  1
                                                                │  ⊘ WVR-2026-013 until 2026-12-31, 41 days left: ORR-28
    ");
}

#[test]
fn the_items_stand_between_at_200_columns() {
    insta::assert_snapshot!(at(1, 200, 48).picture(), @r"
     ┏━━━━━━━━━━━┓  as of 2026-11-21 · T2 internal productivity · SYS-0001 · may change on 2027-01-01
     ┃  ✗ NO-GO  ┃  G3 security and privacy: SEC-06 Are secrets kept out of notebooks and images? (fail)
     ┗━━━━━━━━━━━┛  and 5 more reasons
     issued  ◐ CONDITIONAL  until 2027-08-31  stale: 2 changes since
    ▸ GATES ━━━━━━━━━━━━━━ claimed 71 %, evidenced 54 to 83 % ━┭─ G3 security and privacy ────────────────────────────────── 3 items ─┬─ WHAT MOVES ME TO GO ───────────────────────────────────── 6 steps ─
     gate                              at T2   result          │ SEC-06  ✗ fail  block  Are secrets kept out of notebooks and images? │  1 ORR-19 Bring the monitors live and fire a test alert
     G0 intake                         block   ✓ pass 1        │   Ana Ruiz · overdue since 2026-11-18 · sec.baseline                 │    evidence missing · platform · due 2026-12-05
     G1 decisions recorded                     – n/a           │ SEC-02  ✓ pass  block  Is access granted by role?                    │  2 SEC-06 Move the secrets to the vault
     G2 reference architecture                 – n/a           │   sec.baseline                                                       │    Ana Ruiz · overdue since 2026-11-18
    ▌G3 security and privacy           block   ✗ fail 1        │ SEC-09  ◌ claimed, no evidence  advise  Was the threat model looked …│  3 ORR-26 Run the restore drill         Lee Brandt · due 2026-12-02
     G4 responsible AI and regulation          – n/a           │   sec.baseline                                                       │  4 ORR-28 Add a second region                              no owner
     G5 model release quality          require · incomplete 1  │                                                                      │  5 REL-04 Compare it with the model it replaces
     G6 operational readiness          require ◐ conditional 3 │                                                                      │    unanswered · no owner
     G7 cost and capacity                      – n/a           │                                                                      │  6 ra.rag-llm was not started
     G8 retirement plan                        – n/a           │                                                                      │
                                                               │                                                                      │ LANE  asynchronous
                                                               │                                                                      │  · it is T2
                                                               │                                                                      │
                                                               │                                                                      │ ISSUED
                                                               │                                                                      │  CONDITIONAL by Mina Okafor, as of 2026-09-01
                                                               │                                                                      │  valid until 2027-08-31, 283 days left
                                                               │                                                                      │  stale, changed since:
                                                               │                                                                      │  · answer SEC-06: met, now unmet
                                                               │                                                                      │  · tier: T3, now T2
                                                               │                                                                      │
                                                               │                                                                      │ SIGN-OFF  1 of 2 persons, bound to ed5eb9a37e2d
                                                               │                                                                      │  ✓ owner: Mina Okafor
                                                               │                                                                      │  · platform: nobody yet
                                                               │                                                                      │  · platform Lee Brandt declined on 2026-09-01, for an older state:
                                                               │                                                                      │    no restore drill
                                                               │                                                                      │
                                                               │                                                                      │ WAIVERS  1
                                                               │                                                                      │  ⊘ WVR-2026-013 until 2026-12-31, 41 days left: ORR-28 Does it run
                                                               │                                                                      │    in two regions?
                                                               │                                                                      │
                                                               │                                                                      │ IMPROVEMENTS  advised, in nobody's way
                                                               │                                                                      │  · SEC-09 Attach the threat model
                                                               │                                                                      │
                                                               │                                                                      │ WHAT COMES
                                                               │                                                                      │  2026-12-31 WVR-2026-013 ends
                                                               │                                                                      │  2028-06-01 tier T2 ends
                                                               │                                                                      │
                                                               │                                                                      │
                                                               │                                                                      │
                                                               │                                                                      │
                                                               │                                                                      │
                                                               │                                                                      │
                                                               │                                                                      │
    ");
}

#[test]
fn enter_lists_the_items_of_the_gate_the_worst_first() {
    let mut stage = at(1, 120, 24);
    stage.press(Action::Open);
    insta::assert_snapshot!(stage.picture(), @r"
     ┏━━━━━━━━━━━┓  as of 2026-11-21 · T2 internal productivity · SYS-0001 · may change on 2027-01-01
     ┃  ✗ NO-GO  ┃  G3 security and privacy: SEC-06 Are secrets kept out of notebooks and images? (fail)
     ┗━━━━━━━━━━━┛  and 5 more reasons
     issued  ◐ CONDITIONAL  until 2027-08-31  stale: 2 changes since
    ▸ G3 security and privacy ━━━━━━━━━━━━━━━━━━━━━━━━ 3 items ━┭─ WHAT MOVES ME TO GO ─────────────────────────── 6 steps ─
    ▌SEC-06  ✗ fail  block  Are secrets kept out of notebooks a…│  1 ORR-19 Bring the monitors live and fire a test alert
    ▌  Ana Ruiz · overdue since 2026-11-18 · sec.baseline       │    evidence missing · platform · due 2026-12-05
     SEC-02  ✓ pass  block  Is access granted by role?          │  2 SEC-06 Move the secrets to the vault
       sec.baseline                                             │    Ana Ruiz · overdue since 2026-11-18
     SEC-09  ◌ claimed, no evidence  advise  Was the threat mod…│  3 ORR-26 Run the restore drill
       sec.baseline                                             │    Lee Brandt · due 2026-12-02
                                                                │  4 ORR-28 Add a second region                    no owner
                                                                │  5 REL-04 Compare it with the model it replaces
                                                                │    unanswered · no owner
                                                                │  6 ra.rag-llm was not started
                                                                │
                                                                │ LANE  asynchronous
                                                                │  · it is T2
                                                                │
                                                                │ ISSUED
                                                                │  CONDITIONAL by Mina Okafor, as of 2026-09-01
                                                                │  valid until 2027-08-31, 283 days left
                                                                │  stale, changed since:
                                                                │  · answer SEC-06: met, now unmet
    ");
}

#[test]
fn where_nothing_is_asked_yet_it_says_what_comes_first() {
    insta::assert_snapshot!(at(2, 120, 24).picture(), @r"
     ┏━━━━━━━━━━┓  as of 2026-11-21 · no tier · SYS-0002
     ┃  ‖ HOLD  ┃  no tier is recorded
     ┗━━━━━━━━━━┛  and 1 more reason
     no verdict is issued
    ▸ GATES ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┭─ WHAT MOVES ME TO GO ─────────────────────────── 2 steps ─
                                                                │  1 no tier is recorded
                                                                │  2 no item that blocks or is required applies
                                                                │
                Nothing is asked of this system yet.            │ LANE  board
                                                                │  · no tier is recorded
         Its facts decide which checklists apply, its tier      │
               decides how strictly each item counts.           │ ISSUED
                                                                │  No verdict is issued.
       Press g c for the checklists that are offered, g r for   │
                             the tier.                          │
                                                                │
                                                                │
                                                                │
                                                                │
                                                                │
                                                                │
                                                                │
                                                                │
                                                                │
    ");
}

#[test]
fn an_override_stands_first() {
    let picture = at(4, 100, 24).picture();
    let first: Vec<_> = picture.lines().take(6).collect();
    insta::assert_snapshot!(first.join("\n"), @r"
     ⚠ OVERRIDE by Kim Sato until 2026-12-12: GO in place of NO-GO: The old service ends on Sunday.
     ┏━━━━━━━━━━━┓  as of 2026-11-21 · T2 internal productivity · SYS-0001 · may change on 2027-01-01
     ┃  ✗ NO-GO  ┃  G3 security and privacy: SEC-06 Are secrets kept out of notebooks and images?
     ┗━━━━━━━━━━━┛  (fail)
     issued  ✓ GO  until 2026-12-12
    ▸ GATES ━━━━━ claimed 71 %, evidenced 54 to 83 % ━┭─ WHAT MOVES ME TO GO ───────────────── 6 steps ─
    ");
}

#[test]
fn few_rows_leave_one_line_for_the_verdict() {
    let picture = at(1, 80, 12).picture();
    assert!(
        picture
            .lines()
            .next()
            .unwrap()
            .starts_with(" ✗ NO-GO  as of 2026-11-21")
    );
    assert!(picture.contains("G8"), "{picture}");
}

#[test]
fn one_begins_at_the_gate_of_the_first_reason() {
    assert!(at(1, 80, 22).cursor_line().contains("security and privacy"));
}

#[test]
fn enter_on_an_item_goes_to_its_place_in_the_assessment() {
    let mut stage = at(1, 120, 34);
    stage.press(Action::Open).press(Action::Open);
    let assessment = assessment_id(1);
    let item = "SEC-06".to_owned();
    assert_eq!(stage.wants(), [Outcome::GoToItem { assessment, item }]);
}

#[test]
fn an_item_of_a_pack_that_was_not_started_leads_to_where_it_is() {
    let mut stage = at(1, 120, 34);
    stage.press(Action::Down).press(Action::Down);
    assert!(stage.cursor_line().contains("G5"));
    stage.press(Action::Open).press(Action::Open);
    let system = Some(system_id(1));
    assert_eq!(stage.wants(), [Outcome::Go(Place::Checklists { system })]);
}

#[test]
fn a_step_leads_to_its_item_and_what_is_no_item_to_where_it_is_taken() {
    let mut stage = at(1, 120, 34);
    stage.press(Action::FocusNext).press(Action::Open);
    let assessment = assessment_id(2);
    let item = "ORR-19".to_owned();
    assert_eq!(stage.wants(), [Outcome::GoToItem { assessment, item }]);
    while !stage.cursor_line().contains("was not started") {
        stage.press(Action::Down);
    }
    stage.press(Action::Open);
    let system = Some(system_id(1));
    assert_eq!(stage.wants(), [Outcome::Go(Place::Checklists { system })]);
    let mut untiered = at(2, 120, 34);
    untiered.press(Action::FocusNext).press(Action::Open);
    assert_eq!(untiered.wants(), [Outcome::Go(Place::Risk(system_id(2)))]);
}

#[test]
fn escape_goes_back_one_list_after_the_other() {
    let mut stage = at(1, 120, 34);
    stage.press(Action::Open).press(Action::FocusNext);
    assert_eq!(stage.screen.availability(Action::Back), Availability::Ready);
    stage.press(Action::Back);
    assert!(stage.screen.status().starts_with("G3 "));
    stage.press(Action::Back);
    assert_eq!(stage.screen.status(), "4 of 9 gates");
    assert_eq!(
        stage.screen.availability(Action::Back),
        Availability::Foreign
    );
}

#[test]
fn another_day_is_said_loudly_and_escape_comes_back() {
    let mut stage = at(1, 80, 22);
    stage.press(Action::AsOf);
    // The field is empty: what is typed is the day, and nothing has to be taken away first.
    assert!(
        matches!(stage.wants().as_slice(), [Outcome::Form(form)] if form.word == forms::AS_OF && form.fields[0].value.is_empty())
    );
    let wrong = stage.submit(forms::AS_OF, &[(forms::DAY, "soon")]);
    assert_eq!(wrong.err().map(|(field, _)| field), Some(forms::DAY));
    stage
        .submit(forms::AS_OF, &[(forms::DAY, "2027-01-02")])
        .unwrap();
    let first = stage.picture().lines().next().unwrap().to_owned();
    assert_eq!(
        first,
        " ⚠ ANOTHER DAY: 2027-01-02. Today is 2026-11-21; Esc comes back."
    );
    for action in [Action::ReadinessStep, Action::SystemPacket] {
        let answer = stage.screen.availability(action);
        assert!(matches!(answer, Availability::Disabled(why) if why.contains("2027-01-02")));
    }
    stage.press(Action::Back);
    assert!(!stage.picture().contains("ANOTHER DAY"));
}

#[test]
fn every_step_says_why_it_cannot_be_taken() {
    let menu_of_busy = menu(&mut at(1, 80, 22));
    assert_eq!(menu_of_busy.title, "NO-GO of SYS-0001");
    let missing = Some("platform has not signed");
    assert_eq!(refusals(&menu_of_busy), [None, missing, missing, None]);
    let menu_of_unknown = menu(&mut at(2, 80, 22));
    let tier = Some("no tier is recorded");
    assert_eq!(
        refusals(&menu_of_unknown),
        [
            Some("nobody needs to sign before a tier is recorded"),
            tier,
            tier,
            Some("nothing is issued")
        ]
    );
}

#[test]
fn a_sign_off_is_bound_to_what_was_looked_at_when_the_form_was_opened() {
    let mut stage = at(1, 80, 22);
    stage.choose(forms::SIGN);
    let wants = stage.wants();
    let [Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    // The role nobody signed in yet stands first, and whoever has left cannot be named.
    assert_eq!(form.fields[0].value, "platform");
    assert_eq!(form.fields[1].value, person_id(1).to_string());
    let person = person_id(2).to_string();
    let filled = |decision| {
        [
            (forms::ROLE, "platform"),
            (forms::PERSON, person.as_str()),
            (forms::DECISION, decision),
            (forms::COMMENT, ""),
        ]
    };
    let refused = stage.submit(forms::SIGN, &filled("decline")).err();
    assert_eq!(refused.map(|(field, _)| field), Some(forms::COMMENT));
    stage.submit(forms::SIGN, &filled("approve")).unwrap();
    let ReadinessChange::Sign {
        role,
        person,
        decision,
        seen,
        ..
    } = readiness_change(stage.wants())
    else {
        unreachable!("a sign-off");
    };
    assert_eq!((role.as_str(), person), ("platform", person_id(2)));
    assert_eq!(
        (decision, seen),
        (Decision::Approve, Some(Digest::of(b"now")))
    );
}

#[test]
fn a_stricter_verdict_needs_its_reason() {
    let mut stage = at(4, 80, 22);
    stage.choose(forms::ISSUE);
    let person = person_id(1).to_string();
    let filled = |verdict, reason| {
        [
            (forms::VERDICT, verdict),
            (forms::REASON, reason),
            (forms::PERSON, person.as_str()),
        ]
    };
    stage.submit(forms::ISSUE, &filled("NO-GO", "")).unwrap();
    let ReadinessChange::Issue(issue) = readiness_change(stage.wants()) else {
        unreachable!("a verdict");
    };
    assert_eq!((issue.verdict, issue.override_until), (None, None));
    let refused = stage.submit(forms::ISSUE, &filled("HOLD", "")).err();
    assert_eq!(refused.map(|(field, _)| field), Some(forms::REASON));
}

#[test]
fn an_override_names_who_may_and_ends() {
    let mut stage = at(4, 80, 22);
    stage.choose(forms::OVERRIDE);
    let wants = stage.wants();
    let [Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    let values: Vec<_> = form
        .fields
        .iter()
        .map(|field| field.value.as_str())
        .collect();
    let kim = person_id(3).to_string();
    assert_eq!(values, ["CONDITIONAL", "2026-12-21", "", kim.as_str()]);
    let filled = [
        (forms::VERDICT, "GO"),
        (forms::UNTIL, "2026-12-01"),
        (forms::REASON, "The old service ends on Sunday."),
        (forms::PERSON, kim.as_str()),
    ];
    stage.submit(forms::OVERRIDE, &filled).unwrap();
    let ReadinessChange::Issue(issue) = readiness_change(stage.wants()) else {
        unreachable!("a verdict");
    };
    assert_eq!(issue.verdict, Some(Verdict::Go));
    assert_eq!(issue.override_until, "2026-12-01".parse().ok());
}

#[test]
fn the_status_line_is_copied_as_it_is() {
    let mut stage = at(1, 80, 22);
    stage.press(Action::CopyStatus);
    let wants = stage.wants();
    assert!(
        matches!(wants.as_slice(), [Outcome::Effect(Effect::Copy(line)), _] if line.starts_with("**NO-GO** rag-assistant"))
    );
}

#[test]
fn the_calendar_and_the_packet_are_of_this_system() {
    let mut stage = at(1, 80, 22);
    let file = [(forms::FILE, "out/days.ics"), (forms::OTHER, "keep")];
    stage.submit(forms::CALENDAR, &file).unwrap();
    assert_eq!(
        readiness_change(stage.wants()),
        ReadinessChange::WriteCalendar {
            system: Some(system_id(1)),
            file: "out/days.ics".into(),
            replaces: false,
        }
    );
    stage.press(Action::SystemPacket);
    assert!(
        matches!(stage.wants().as_slice(), [Outcome::Form(form)] if form.fields[0].value == "Readiness of rag-assistant")
    );
    stage
        .submit(forms::PACKET, &[("title", "Readiness")])
        .unwrap();
    let wants = stage.wants();
    let [
        Outcome::Effect(Effect::Do {
            change: Change::BuildPacket(request),
            ..
        }),
    ] = wants.as_slice()
    else {
        unreachable!("{wants:?}");
    };
    assert_eq!(request.system, Some(system_id(1)));
}

#[test]
fn a_name_nobody_should_trust_reaches_the_screen_harmless() {
    let place = Place::Readiness(system_id(3));
    for (width, height) in [(1, 1), (40, 10), (80, 22), (120, 34), (200, 48)] {
        let mut stage = Stage::with(Store::usual(), &place, (width, height));
        for action in [
            Action::Open,
            Action::FocusNext,
            Action::Bottom,
            Action::Back,
        ] {
            stage.press(action);
            let picture = stage.picture();
            let odd =
                |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
            assert!(!picture.contains(odd), "{picture}");
        }
        for word in [forms::SIGN, forms::ISSUE, forms::OVERRIDE, forms::WITHDRAW] {
            stage.choose(word);
        }
    }
}

#[test]
fn a_system_that_is_gone_is_said() {
    let mut stage = at(9, 80, 22);
    assert!(matches!(stage.wants().as_slice(), [Outcome::Warn(_)]));
    assert!(stage.picture().contains("not in the store any more"));
}

#[test]
fn a_click_chooses_a_gate_and_a_second_opens_it() {
    let mut stage = at(1, 120, 34);
    stage.click(Focus::Gates.first_target() + 6, false);
    assert!(stage.cursor_line().contains("G6"));
    stage.click(Focus::Gates.first_target() + 6, true);
    assert!(stage.screen.status().starts_with("G6 "));
    stage.click(Focus::Way.first_target() + 1, true);
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::GoToItem { .. }]
    ));
}
