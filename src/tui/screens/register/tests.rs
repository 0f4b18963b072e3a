//! Stories about the register.

use super::*;
use crate::{
    domain::waiver::Scope as WaiverScope,
    ops::{change::Change, risks::RiskChange, waivers::WaiverChange},
    tui::{
        effect::Effect,
        screen::FieldKind,
        screens::stage::{
            Stage,
            risk::{fresh, person_id, risk_id, system_id},
        },
    },
};

fn of_one() -> Place {
    let system = Some(system_id(1));
    Place::Register { system }
}

fn changes(stage: &mut Stage) -> Vec<Change> {
    let wants = stage.wants().into_iter();
    wants
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do { change, .. }) => Some(change),
            _ => None,
        })
        .collect()
}

const FILLED: [(&str, &str); 9] = [
    ("title", "Prompts leak"),
    ("about", ""),
    ("inherent", "4x4"),
    ("current", "3x3"),
    ("residual", "2x2"),
    ("treatment", "mitigate"),
    ("controls", "SEC-06; a filter"),
    ("owner", ""),
    ("review", "2027-01-31"),
];

#[test]
fn map_and_list_stand_above_each_other_at_80_columns() {
    insta::assert_snapshot!(Stage::at(&of_one(), 80, 22).picture(), @r"
    ─ RESIDUAL RISK ───────────────────────────────────────── likelihood by impact ─
     5 almost certain   l ·    m ·    h ·   vh ·   vh ·
     4 likely           l ·    m ·    h ·    h ·   vh ·
     3 possible         l ·    m ·    m ·  [ h 1]   h ·
     2 unlikely        vl ·    l ·    m 2    m ·    m ·
     1 rare            vl ·   vl ·    l ·    l ·    l ·
     impact             1      2      3      4      5

    ▸ RISKS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 4 risks ━
    ▌RSK-0003  Answers quote a document the reader may not see
    ▌  5x5 → 4x4 → 3x4 h · mitigate · ! RC5
     RSK-0001  Drift is not seen for a week
       4x3 → 3x3 → 2x3 m · mitigate
     RSK-0002  The vendor ends the model early
       3x3 → 3x3 → 2x3 m · accept · ! RC4
     RSK-0004  The pilot leaks a prompt
       3x3 → 2x2 → 1x1 vl · mitigate · closed
    ");
}

#[test]
fn enter_shows_one_risk_in_the_place_of_the_list_at_80_columns() {
    let mut stage = Stage::at(&of_one(), 80, 22);
    stage.press(Action::Open);
    insta::assert_snapshot!(stage.picture(), @r"
    ▸ RSK-0003 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
     Answers quote a document the reader may not see
     SYS-0001 rag-assistant
     inherent 5x5 very high, almost certain and extreme
     current 4x4 high, likely and severe
     residual 3x4 high, possible and severe
     ! RC5: Review date passed
     treatment: mitigate
     control: ORR-19 drift monitor
     owner: Lee Brandt
     review by 2026-11-01
     What is done about a high risk.
    ");
    stage.press(Action::Back);
    assert!(stage.picture().contains("RISKS"));
}

#[test]
fn the_risk_stands_beside_the_list_at_120_columns() {
    let everywhere = Place::Register { system: None };
    insta::assert_snapshot!(Stage::at(&everywhere, 120, 34).picture(), @r"
    ─ RESIDUAL RISK ─────────────────────────── likelihood by impact ─┭─ RSK-0003 ──────────────────────────────────────────
     5 almost certain   l ·    m ·    h ·   vh ·   vh ·               │ Answers quote a document the reader may not see
     4 likely           l ·    m ·    h ·    h ·   vh ·               │ SYS-0001 rag-assistant
     3 possible         l ·    m ·    m ·  [ h 1]   h ·               │ inherent 5x5 very high, almost certain and extreme
     2 unlikely        vl ·    l ·    m 2    m ·    m ·               │ current 4x4 high, likely and severe
     1 rare            vl ·   vl ·    l ·    l ·    l ·               │ residual 3x4 high, possible and severe
     impact             1      2      3      4      5                 │ ! RC5: Review date passed
                                                                      │ treatment: mitigate
    ▸ RISKS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 4 risks ━│ control: ORR-19 drift monitor
    ▌RSK-0003  Answers quote a document the reader may not see        │ owner: Lee Brandt
    ▌  5x5 → 4x4 → 3x4 h · mitigate · ! RC5 · SYS-0001                │ review by 2026-11-01
     RSK-0001  Drift is not seen for a week                           │ What is done about a high risk.
       4x3 → 3x3 → 2x3 m · mitigate · SYS-0001                        │
     RSK-0002  The vendor ends the model early                        │
       3x3 → 3x3 → 2x3 m · accept · ! RC4 · SYS-0001                  │
     RSK-0004  The pilot leaks a prompt                               │
       3x3 → 2x2 → 1x1 vl · mitigate · closed · SYS-0001              │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
                                                                      │
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
fn a_wide_screen_shows_the_same() {
    let mut stage = Stage::at(&of_one(), 200, 48);
    stage.press(Action::Down);
    insta::assert_snapshot!(stage.picture(), @r"
    ─ RESIDUAL RISK ───────────────────────────────────────────────────────────── likelihood by impact ─┭─ RSK-0001 ────────────────────────────────────────────────────────────────────────────────────────
     5 almost certain   l ·    m ·    h ·   vh ·   vh ·                                                 │ Drift is not seen for a week
     4 likely           l ·    m ·    h ·    h ·   vh ·                                                 │ SYS-0001 rag-assistant
     3 possible         l ·    m ·    m ·    h 1    h ·                                                 │ inherent 4x3 high, likely and serious
     2 unlikely        vl ·    l ·  [ m 2]   m ·    m ·                                                 │ current 3x3 medium, possible and serious
     1 rare            vl ·   vl ·    l ·    l ·    l ·                                                 │ residual 2x3 medium, unlikely and serious
     impact             1      2      3      4      5                                                   │ treatment: mitigate
                                                                                                        │ control: ORR-19 drift monitor
    ▸ RISKS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 4 risks ━│ owner: Lee Brandt
     RSK-0003  Answers quote a document the reader may not see                                          │ review by 2026-11-01
       5x5 → 4x4 → 3x4 h · mitigate · ! RC5                                                             │ What is done about a medium risk.
    ▌RSK-0001  Drift is not seen for a week                                                             │
    ▌  4x3 → 3x3 → 2x3 m · mitigate                                                                     │
     RSK-0002  The vendor ends the model early                                                          │
       3x3 → 3x3 → 2x3 m · accept · ! RC4                                                               │
     RSK-0004  The pilot leaks a prompt                                                                 │
       3x3 → 2x2 → 1x1 vl · mitigate · closed                                                           │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
                                                                                                        │
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
fn an_empty_register_teaches_its_first_key() {
    let system = Some(fresh());
    let mut stage = Stage::at(&Place::Register { system }, 80, 22);
    assert!(stage.picture().contains("Press a to add the first one"));
    assert_eq!(stage.screen.hints().first(), Some(&Action::AddRisk));
    for action in [
        Action::EditRisk,
        Action::AcceptRisk,
        Action::CloseRisk,
        Action::History,
    ] {
        let answer = stage.screen.availability(action);
        assert!(matches!(answer, Availability::Disabled(why) if why.contains("no risks")));
    }
}

#[test]
fn where_there_is_no_system_either_the_register_leads_to_the_systems() {
    let mut stage = Stage::at(&Place::Register { system: None }, 80, 22);
    stage.answers_wait = true;
    stage.refresh();
    for answer in &mut stage.waiting {
        match &mut answer.view {
            Ok(View::Register(view)) => view.risks.clear(),
            Ok(View::Systems(view)) => view.lines.clear(),
            _ => {}
        }
    }
    while !stage.waiting.is_empty() {
        stage.deliver(0);
    }
    let picture = stage.picture();
    assert!(picture.contains("g s leads to the systems"), "{picture}");
    assert!(!picture.contains("Press a"), "{picture}");
}

#[test]
fn a_risk_is_added_with_its_levels_or_objected_to() {
    let mut stage = Stage::at(&of_one(), 80, 22);
    stage.press(Action::AddRisk);
    assert!(matches!(stage.wants().as_slice(), [Outcome::Form(form)] if form.word == act::ADD));
    for (word, wrong) in [
        ("inherent", "6x1"),
        ("current", "NaN"),
        ("review", "soon"),
        ("title", ""),
    ] {
        let filled = FILLED.map(|(name, value)| (name, if name == word { wrong } else { value }));
        let refused = stage.submit(act::ADD, &filled);
        assert_eq!(refused.err().map(|(field, _)| field), Some(word));
    }
    stage.submit(act::ADD, &FILLED).unwrap();
    let made = changes(&mut stage);
    let [Change::Risk(RiskChange::Add { system, facts })] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert_eq!(*system, system_id(1));
    assert_eq!(facts.controls, ["SEC-06", "a filter"]);
    assert_eq!(
        (facts.residual.to_string().as_str(), &facts.owner),
        ("2x2", &None)
    );
}

#[test]
fn a_form_is_about_the_risk_it_was_asked_for() {
    let mut stage = Stage::at(&of_one(), 120, 34);
    stage.press(Action::Down).press(Action::EditRisk);
    let wants = stage.wants();
    let [Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    assert_eq!(
        (form.word, form.title.as_str()),
        (act::EDIT, "Edit RSK-0001")
    );
    assert_eq!(form.fields[2].value, "4x3");
    stage.press(Action::Down);
    stage.submit(act::EDIT, &FILLED).unwrap();
    let made = changes(&mut stage);
    assert!(
        matches!(made.as_slice(), [Change::Risk(RiskChange::Edit { risk, .. })] if *risk == risk_id(1))
    );
    stage.press(Action::CloseRisk);
    stage
        .submit(act::CLOSE, &[("reason", "the vendor changed")])
        .unwrap();
    let made = changes(&mut stage);
    assert!(
        matches!(made.as_slice(), [Change::Risk(RiskChange::Close { risk, .. })] if *risk == risk_id(2))
    );
}

#[test]
fn an_acceptance_is_asked_for_by_a_person_until_a_day() {
    let mut stage = Stage::at(&of_one(), 120, 34);
    stage.press(Action::AcceptRisk);
    let wants = stage.wants();
    let [Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    assert_eq!(form.fields[4].value, person_id(1).to_string(), "me");
    assert_eq!(form.fields[5].value, "2027-02-19", "90 days on");
    let me = person_id(1).to_string();
    let filled = [
        ("reason", "the vendor fixes it in spring"),
        ("danger", "a quote leaks"),
        ("controls", ""),
        ("action", "upgrade the index"),
        ("asked-by", me.as_str()),
        ("until", "2027-01-31"),
    ];
    stage.submit(act::ACCEPT, &filled).unwrap();
    let made = changes(&mut stage);
    let [Change::Waiver(WaiverChange::Propose(waiver))] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert_eq!(waiver.scope, WaiverScope::Risk { risk: risk_id(3) });
    assert_eq!(
        (waiver.requester, waiver.system),
        (person_id(1), system_id(1))
    );
}

#[test]
fn a_closed_risk_is_only_looked_at() {
    let mut stage = Stage::at(&of_one(), 120, 34);
    stage.press(Action::Bottom);
    for action in [Action::EditRisk, Action::CloseRisk, Action::AcceptRisk] {
        let answer = stage.screen.availability(action);
        assert!(matches!(answer, Availability::Disabled(why) if why.contains("2026-10-30")));
    }
    stage.press(Action::History);
    let record = Some(risk_id(4));
    assert_eq!(stage.wants(), [Outcome::Go(Place::Events { record })]);
}

#[test]
fn in_the_register_of_all_a_new_risk_asks_for_its_system_first() {
    let everywhere = Place::Register { system: None };
    let mut stage = Stage::at(&everywhere, 80, 22);
    stage.press(Action::AddRisk);
    let asked = stage.wants();
    let [Outcome::Form(form)] = asked.as_slice() else {
        panic!("a form: {asked:?}");
    };
    let first = form.fields.first().unwrap();
    assert_eq!(first.label, "System");
    assert!(matches!(&first.kind, FieldKind::Choice(systems) if !systems.is_empty()));
}
