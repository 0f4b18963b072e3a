//! Results of automation: read strictly, told one by one, taken all or none.

use super::*;
use crate::domain::readiness::ItemResult;

fn plan(desk: &mut Desk, text: &str) -> ResultsPlan {
    let place = (desk.system, Some("nightly"));
    desk.bench.read_results(place, text).unwrap()
}

fn told(plan: &ResultsPlan) -> Vec<String> {
    let rows = plan.rows.iter();
    rows.map(|row| row.refused.clone().unwrap_or_else(|| "taken".to_owned()))
        .collect()
}

#[test]
fn results_answer_items_with_their_run_as_evidence() {
    let (mut desk, assessment) = Desk::started();
    let text = r#"[
      {"item": "SRV-01", "response": "met", "note": "drill passed", "run": "https://ci.example.org/812"},
      {"item": "SRV-03", "value": 149.9, "unit": "ms"}
    ]"#;
    let plan = plan(&mut desk, text);
    assert_eq!(told(&plan), ["taken", "taken"]);
    let before = desk.events();
    let change = Change::Assess(AssessChange::Results(plan));
    let done = desk.bench.apply(change).unwrap();
    assert_eq!(done.summary, "recorded results of nightly for 2 items");
    assert_eq!(desk.events(), before + 2);
    let drill = desk.walked(assessment, "SRV-01");
    assert_eq!(drill.state.result, ItemResult::Pass);
    assert_eq!(drill.answer.unwrap().by, "nightly");
    let latency = desk.walked(assessment, "SRV-03").answer.unwrap();
    assert_eq!(latency.value, Some("149.9".parse().unwrap()));
    desk.bench.apply(Change::Undo).unwrap();
    assert!(desk.walked(assessment, "SRV-01").answer.is_none());
}

#[test]
fn each_result_that_cannot_be_taken_says_why_and_then_none_is() {
    let (mut desk, _) = Desk::started();
    let text = r#"[
      {"item": "SRV-04", "response": "met"},
      {"item": "SRV-04", "response": "unmet"},
      {"item": "SRV-99", "response": "met"},
      {"item": "SRV-01", "response": "perhaps"},
      {"item": "SRV-03", "value": 149},
      {"item": "SRV-03", "value": "NaN", "unit": "ms"},
      {"item": "SRV-01"},
      {"item": "SRV-01", "response": "met", "value": 1},
      {"item": "SRV-01", "respones": "met"},
      {"item": "SRV-01", "response": "met", "run": "x", "collected_on": "2999-01-01"},
      "SRV-01"
    ]"#;
    let mut plan = plan(&mut desk, text);
    let told = told(&plan);
    for (at, said) in [
        (0, "taken"),
        (1, "another result"),
        (2, "no assessment"),
        (3, "no answer"),
        (4, "without its unit"),
        (5, "not a number"),
        (6, "neither"),
        (7, "follows from the value"),
        (8, "respones"),
        (9, "after today"),
        (10, "invalid type"),
    ] {
        assert!(told[at].contains(said), "{at}: {}", told[at]);
    }
    let before = desk.events();
    let change = Change::Assess(AssessChange::Results(plan.clone()));
    let (what, hint) = refused(desk.bench.apply(change));
    assert!(
        what.contains("10 results") && hint.contains("--skip-refused"),
        "{what}"
    );
    assert_eq!(desk.events(), before);
    plan.rows.retain(|row| row.refused.is_none());
    desk.bench
        .apply(Change::Assess(AssessChange::Results(plan)))
        .unwrap();
    assert_eq!(desk.events(), before + 1);
}

#[test]
fn e35_a_pass_without_evidence_stays_a_claim() {
    let (mut desk, assessment) = Desk::started();
    let plan = plan(&mut desk, r#"[{"item": "SRV-01", "response": "met"}]"#);
    desk.bench
        .apply(Change::Assess(AssessChange::Results(plan)))
        .unwrap();
    let walked = desk.walked(assessment, "SRV-01");
    assert_eq!(walked.state.result, ItemResult::Unevidenced);
}

#[test]
fn what_is_no_list_is_refused_whole() {
    let (mut desk, _) = Desk::started();
    for text in ["", "{}", "[", "[{\"item\": \"SRV-01\"", "\u{0}"] {
        let place = (desk.system, None);
        let (what, _) = refused(desk.bench.read_results(place, text));
        assert!(what.contains("cannot be read"), "{text}: {what}");
    }
    assert_eq!(told(&plan(&mut desk, "[]")), Vec::<String>::new());
}
