//! Steps in the life of decisions.

use archdeck::{
    domain::status::Status,
    ops::{change::Change, error::OpsError},
};
use pretty_assertions::assert_eq;

use crate::desk::{Desk, file, log4brains, madr, nygard, refused};

/// One proposed record in each dialect, and the name it answers to.
fn proposed() -> [(&'static str, (&'static str, String)); 3] {
    [
        (
            "1",
            file(
                "0001-stop-the-belt.md",
                nygard(1, "Stop the belt", "Proposed"),
            ),
        ),
        (
            "1",
            file("0001-sort-at-night.md", madr("Sort at night", "proposed")),
        ),
        (
            "20260304-buy-two-scanners",
            file(
                "20260304-buy-two-scanners.md",
                log4brains("Buy two scanners", "proposed"),
            ),
        ),
    ]
}

#[test]
fn a_decision_is_reviewed_and_accepted_in_every_dialect() {
    for (reference, file) in proposed() {
        let mut desk = Desk::of(std::slice::from_ref(&file));
        desk.step(&[reference], Status::InReview).unwrap();
        assert_eq!(desk.status(reference), Status::InReview, "{}", file.0);
        let mut step = desk.step_of(&[reference], Status::Accepted);
        step.deciders = vec!["Cleo Marsh".to_owned()];
        step.on = Some("2026-11-20".parse().unwrap());
        step.reason = Some("The board said yes".to_owned());
        let done = desk.bench.apply(Change::Step(step)).unwrap();
        let adr = desk.adr(reference);
        assert_eq!(adr.facts.status, Status::Accepted);
        assert_eq!(adr.facts.people.deciders, ["Cleo Marsh"]);
        let decided = adr.facts.dates.decided.unwrap();
        assert_eq!(decided.date.to_string(), "2026-11-20");
        assert!(done.can_undo && done.summary.starts_with("accepted "));
        assert!(done.summary.ends_with(&adr.facts.title), "{}", done.summary);
        assert_eq!(
            desk.verbs(reference)[..2],
            ["adr.accepted", "adr.in-review"]
        );
        assert_eq!(
            desk.record(reference).history[0].reason.as_deref(),
            Some("The board said yes")
        );
        desk.knows_what_is_written(&[reference]);
    }
}

#[test]
fn what_is_taken_back_and_done_again_is_the_same_to_the_byte() {
    for (reference, file) in proposed() {
        let mut desk = Desk::of(std::slice::from_ref(&file));
        desk.step(&[reference], Status::Accepted).unwrap();
        let accepted = desk.text(reference);
        assert_ne!(accepted, file.1);
        let title = desk.adr(reference).facts.title;
        assert_eq!(desk.undo().summary, format!("undone: accepted {title}"));
        assert_eq!(desk.text(reference), file.1);
        assert_eq!(desk.redo().summary, format!("redone: accepted {title}"));
        assert_eq!(desk.text(reference), accepted);
    }
}

#[test]
fn a_draft_is_proposed_before_it_is_accepted() {
    let mut desk = Desk::of(&[file("0001-a.md", nygard(1, "Stop the belt", "Draft"))]);
    let (what, hint) = refused(desk.step(&["1"], Status::Accepted));
    assert_eq!(
        what,
        "ADR-0001 cannot become accepted: no step leads from draft to accepted"
    );
    assert_eq!(hint, "Possible: proposed, withdrawn.");
    desk.step(&["1"], Status::Proposed).unwrap();
    desk.step(&["1"], Status::Accepted).unwrap();
    assert_eq!(desk.status("1"), Status::Accepted);
}

#[test]
fn only_another_decision_supersedes() {
    let mut desk = Desk::of(&[file("0001-a.md", nygard(1, "Stop the belt", "Accepted"))]);
    let (what, hint) = refused(desk.step(&["1"], Status::Superseded));
    assert!(what.contains("takes its place"), "{what}");
    assert!(hint.contains("adr supersede"), "{hint}");
    desk.step(&["1"], Status::Deprecated).unwrap();
    assert_eq!(desk.status("1"), Status::Deprecated);
}

#[test]
fn what_nobody_knew_needs_a_reason() {
    let text = nygard(1, "Stop the belt", "Proposed").replace("## Status\n\nProposed\n\n", "");
    let mut desk = Desk::of(&[
        file("0001-a.md", text),
        file("0002-b.md", nygard(2, "Start it", "Accepted")),
    ]);
    assert_eq!(desk.status("1"), Status::Unknown);
    refused(desk.step(&["1"], Status::Accepted));
    let mut step = desk.step_of(&["1"], Status::Accepted);
    step.reason = Some("Minutes of the board, May".to_owned());
    desk.bench.apply(Change::Step(step)).unwrap();
    assert_eq!(desk.status("1"), Status::Accepted);
    desk.knows_what_is_written(&["1", "2"]);
}

#[test]
fn many_go_together_or_none_goes() {
    let mut desk = Desk::of(&[
        file("0001-a.md", nygard(1, "Stop the belt", "Proposed")),
        file("0002-b.md", nygard(2, "Start the belt", "Proposed")),
        file("0003-c.md", nygard(3, "Paint the belt", "Rejected")),
    ]);
    let (what, _) = refused(desk.step(&["1", "2", "3"], Status::Accepted));
    assert_eq!(
        what,
        "1 of 3 decisions cannot become accepted: ADR-0003 (nothing leads on from rejected); nothing was changed"
    );
    assert_eq!(desk.status("1"), Status::Proposed);
    let done = desk.step(&["1", "2", "1"], Status::Accepted).unwrap();
    assert_eq!(done.summary, "accepted 2 decisions");
    assert_eq!(done.refs, ["ADR-0001", "ADR-0002"]);
    assert_eq!(
        desk.undo().summary,
        "undone: accepted Stop the belt and 1 other decision"
    );
    assert_eq!(desk.status("1"), Status::Proposed);
    assert_eq!(desk.status("2"), Status::Proposed);
}

#[test]
fn somebody_else_was_faster() {
    let files = [file("0001-a.md", nygard(1, "Stop the belt", "Proposed"))];
    let (mut desk, mut lee) = Desk::shared(&files);
    let seen = desk.record("1").digest;
    let mut step = desk.step_of(&["1"], Status::Rejected);
    step.records[0].1 = Some(seen);
    lee.apply(Change::Step(step)).unwrap();
    let mut step = desk.step_of(&["1"], Status::Accepted);
    step.records[0].1 = Some(seen);
    let error = desk.bench.apply(Change::Step(step)).unwrap_err();
    assert!(
        matches!(&error, OpsError::Stale { actor, .. } if actor == "lee"),
        "{error}"
    );
    assert_eq!(desk.status("1"), Status::Rejected);
}

#[test]
fn one_step_of_nobody_is_refused() {
    let mut desk = Desk::of(&[file("0001-a.md", nygard(1, "Stop the belt", "Proposed"))]);
    refused(desk.step(&[], Status::Accepted));
    let mut step = desk.step_of(&["1"], Status::Accepted);
    step.deciders = vec!["Ann, Ben".to_owned()];
    let (what, _) = refused(desk.bench.apply(Change::Step(step)));
    assert!(what.contains("several names"), "{what}");
}
