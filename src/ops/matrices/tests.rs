//! Stories of a matrix from its first criterion to the table in a decision.

use super::{facts::SCALE_MOST, *};
use crate::{
    env::Env,
    ops::{
        change::{Change, ImportRequest, Step},
        query::Query,
        view::View,
    },
};

const OPEN: &str = "# 1. Store of vectors\n\n## Status\n\nProposed\n\n## Considered Options\n\n* pgvector\n* managed\n\n## Decision Outcome\n\nOpen.\n";

fn bench() -> Workbench {
    let now = "2026-11-22T09:00:00Z".parse().unwrap();
    Workbench::in_memory(Env::fixed(now, "Mina Okafor")).unwrap()
}

/// A workbench with one open decision.
fn with_decision() -> (tempfile::TempDir, Workbench, RecordId) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("parcels/docs/adr");
    std::fs::create_dir_all(&log).unwrap();
    std::fs::write(log.join("0001-store-of-vectors.md"), OPEN).unwrap();
    let mut bench = bench();
    let paths = vec![folder.path().join("parcels")];
    bench
        .import(&ImportRequest { paths, log: None }, &mut |_| {})
        .unwrap();
    let decision = bench.resolve("1").unwrap();
    (folder, bench, decision)
}

fn criteria(typed: &[&str]) -> Vec<Criterion> {
    typed.iter().map(|text| text.parse().unwrap()).collect()
}

fn names(typed: &[&str]) -> Vec<String> {
    typed.iter().map(|name| (*name).to_owned()).collect()
}

fn facts(typed: &[&str], options: &[&str]) -> MatrixFacts {
    let parts = (criteria(typed), names(options));
    MatrixFacts::typed(None, "Store of vectors".to_owned(), parts)
}

fn apply(bench: &mut Workbench, change: MatrixChange) -> Result<Done, OpsError> {
    bench.apply(Change::Matrix(change))
}

fn begun(bench: &mut Workbench) -> RecordId {
    let facts = facts(&["cost:5", "recall:3"], &["pgvector", "managed"]);
    let matrix = apply(bench, MatrixChange::New(facts)).unwrap();
    matrix.made.unwrap()
}

fn score(bench: &mut Workbench, matrix: RecordId, scores: &[(&str, &str, u8)]) {
    for (option, criterion, score) in scores {
        let change = MatrixChange::Score {
            matrix,
            option: (*option).to_owned(),
            criterion: (*criterion).to_owned(),
            score: Some(*score),
        };
        apply(bench, change).unwrap();
    }
}

const ALL: [(&str, &str, u8); 4] = [
    ("pgvector", "cost", 4),
    ("pgvector", "recall", 5),
    ("managed", "cost", 5),
    ("managed", "recall", 2),
];

fn view(bench: &mut Workbench, matrix: RecordId) -> MatrixView {
    bench.matrix_view(matrix).unwrap()
}

fn text(bench: &mut Workbench, decision: RecordId) -> String {
    let View::Source(source) = bench.answer(Query::Source { id: decision }).unwrap() else {
        unreachable!("a source");
    };
    String::from_utf8(source.bytes).unwrap()
}

#[track_caller]
fn refused(outcome: Result<Done, OpsError>, word: &str) {
    let error = outcome.unwrap_err();
    assert!(error.to_string().contains(word), "{error}");
    assert!(error.hint().is_some(), "{error}");
}

#[test]
fn it_is_begun_scored_and_has_a_winner_as_soon_as_nothing_missing_matters() {
    let mut bench = bench();
    let matrix = begun(&mut bench);
    score(&mut bench, matrix, &ALL[..2]);
    let before = view(&mut bench, matrix);
    assert_eq!(before.matrix.label, "MTX-0001");
    assert_eq!(before.scores[1], ("managed".to_owned(), 0, 10_000));
    assert_eq!(before.winner, None);
    assert!(
        before
            .sentence
            .contains("missing decide between pgvector and managed")
    );
    score(&mut bench, matrix, &ALL[2..]);
    let after = view(&mut bench, matrix);
    assert_eq!(after.winner.as_deref(), Some("pgvector"));
    assert_eq!(after.scores[0], ("pgvector".to_owned(), 8_750, 8_750));
    assert_eq!(
        after.flips[0],
        ("recall".to_owned(), 3, 1, "managed wins".to_owned())
    );
    assert_eq!(
        bench.matrices().unwrap().lines[0].1.as_deref(),
        Some("pgvector")
    );
    bench.apply(Change::Undo).unwrap();
    assert_eq!(view(&mut bench, matrix).winner, None);
}

#[test]
fn what_a_matrix_cannot_say_is_refused() {
    let mut bench = bench();
    let mut new = |facts| apply(&mut bench, MatrixChange::New(facts));
    refused(new(facts(&["cost:0"], &["a"])), "above 0");
    refused(new(facts(&["cost:1", "Cost:2"], &["a"])), "stands twice");
    refused(new(facts(&["cost:1"], &[])), "needs an option");
    refused(new(facts(&["cost:1"], &["a", "a"])), "stands twice");
    refused(new(facts(&["cost:10001"], &["a"])), "too much");
    refused(new(facts(&["cost:1"], &["a\u{7}"])), "control character");
    let mut wide = facts(&["cost:1"], &["a"]);
    wide.scale_max = SCALE_MOST + 1;
    refused(new(wide), "highest score");
    assert!(bench.matrices().unwrap().lines.is_empty());
}

#[test]
fn a_score_is_for_an_option_and_a_criterion_that_are_there() {
    let mut bench = bench();
    let matrix = begun(&mut bench);
    let mut typed = |option: &str, criterion: &str, score| {
        let change = MatrixChange::Score {
            matrix,
            option: option.to_owned(),
            criterion: criterion.to_owned(),
            score,
        };
        apply(&mut bench, change)
    };
    refused(typed("own", "cost", Some(1)), "no option is called `own`");
    refused(typed("managed", "speed", Some(1)), "no criterion");
    refused(typed("managed", "cost", Some(6)), "no score 6");
    typed("PG", "rec", Some(4)).unwrap();
    assert_eq!(typed("pgvector", "recall", Some(4)).unwrap().group, None);
    typed("pgvector", "recall", None).unwrap();
    assert!(view(&mut bench, matrix).matrix.options[0].scores.is_empty());
}

#[test]
fn an_edit_keeps_the_scores_of_what_is_still_there_and_of_what_is_renamed() {
    let mut bench = bench();
    let matrix = begun(&mut bench);
    score(&mut bench, matrix, &ALL);
    let seen = view(&mut bench, matrix);
    let typed = (
        criteria(&["price:5", "recall:4"]),
        names(&["managed", "pgvector"]),
    );
    let facts = MatrixFacts::typed(Some(&seen.matrix), "Vectors".to_owned(), typed);
    let edit = MatrixChange::Edit {
        matrix,
        base: Some(seen.digest),
        facts,
    };
    apply(&mut bench, edit.clone()).unwrap();
    let after = view(&mut bench, matrix).matrix;
    assert_eq!(after.options[0].name, "managed");
    assert_eq!(after.options[0].scores["price"], 5);
    assert_eq!(after.options[1].scores["recall"], 5);
    assert!(matches!(
        apply(&mut bench, edit),
        Err(OpsError::Stale { .. })
    ));
}

#[test]
fn it_is_written_under_the_options_of_a_decision_and_takes_its_own_place() {
    let (_folder, mut bench, decision) = with_decision();
    let matrix = begun(&mut bench);
    score(&mut bench, matrix, &ALL);
    let write = MatrixChange::Write { matrix, decision };
    let done = apply(&mut bench, write.clone()).unwrap();
    assert!(done.can_undo && done.summary.contains("wrote MTX-0001 into"));
    let table = "* managed\n\nOptions matrix MTX-0001: Store of vectors\n\n| Option | cost (weight 5) | recall (weight 3) | Total |\n| --- | ---: | ---: | ---: |\n| pgvector | 4 | 5 | 87.50 % |\n| managed | 5 | 2 | 77.50 % |\n\nSensitivity: pgvector wins; with a weight of 1 in place of 3 for recall, managed wins.\n";
    assert_eq!(
        text(&mut bench, decision),
        OPEN.replace("* managed\n", table)
    );
    let named = view(&mut bench, matrix).decision.unwrap();
    assert!(named.contains("Store of vectors"));
    assert_eq!(apply(&mut bench, write.clone()).unwrap().group, None);
    score(&mut bench, matrix, &[("pgvector", "recall", 2)]);
    apply(&mut bench, write).unwrap();
    let again = text(&mut bench, decision);
    assert_eq!(again.matches("Options matrix").count(), 1);
    assert!(again.contains("| pgvector | 4 | 2 | 65.00 % |") && again.contains("managed wins"));
    bench.apply(Change::Undo).unwrap();
    assert!(text(&mut bench, decision).contains("87.50 %"));
}

#[test]
fn a_decided_text_takes_no_table() {
    let (_folder, mut bench, decision) = with_decision();
    let matrix = begun(&mut bench);
    let step = Step {
        records: vec![(decision, None)],
        to: crate::domain::status::Status::Accepted,
        reason: None,
        deciders: Vec::new(),
        on: None,
    };
    bench.apply(Change::Step(step)).unwrap();
    let before = text(&mut bench, decision);
    let write = MatrixChange::Write { matrix, decision };
    refused(apply(&mut bench, write), "protected");
    assert_eq!(text(&mut bench, decision), before);
    assert_eq!(view(&mut bench, matrix).decision, None);
}

#[test]
fn one_that_was_thrown_away_comes_back_with_undo() {
    let mut bench = bench();
    let matrix = begun(&mut bench);
    apply(&mut bench, MatrixChange::Discard { matrix }).unwrap();
    assert!(bench.resolve_matrix("MTX-0001").is_err());
    bench.apply(Change::Undo).unwrap();
    assert_eq!(bench.resolve_matrix("0001").unwrap(), matrix);
    let second = begun(&mut bench);
    assert_eq!(view(&mut bench, second).matrix.label, "MTX-0002");
}
