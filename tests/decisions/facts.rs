//! Facts and tags written into texts.

use archdeck::{
    dialect::edit::{FactChange, PeopleRole},
    ops::{
        change::{Change, Done, FactsEdit, TagMany},
        error::OpsError,
    },
};
use pretty_assertions::assert_eq;

use crate::desk::{Desk, file, log4brains, madr, nygard, refused};

fn edit(desk: &mut Desk, facts: Vec<FactChange>, reason: Option<&str>) -> Result<Done, OpsError> {
    let record = desk.record("1");
    desk.bench.apply(Change::Facts(FactsEdit {
        record: record.adr.id,
        base: record.digest,
        facts,
        reason: reason.map(str::to_owned),
    }))
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn tag(
    desk: &mut Desk,
    references: &[&str],
    add: &[&str],
    remove: &[&str],
) -> Result<Done, OpsError> {
    let records = references
        .iter()
        .map(|reference| desk.id(reference))
        .collect();
    desk.bench.apply(Change::Tag(TagMany {
        records,
        add: names(add),
        remove: names(remove),
    }))
}

#[test]
fn an_open_decision_is_edited() {
    let mut desk = Desk::of(&[file("0001-a.md", madr("Stop the belt", "proposed"))]);
    let facts = vec![
        FactChange::Title("Slow the belt".to_owned()),
        FactChange::Date(Some("2026-11-01".parse().unwrap())),
        FactChange::People(PeopleRole::Consulted, names(&["Night shift"])),
    ];
    let done = edit(&mut desk, facts.clone(), None).unwrap();
    assert_eq!(done.summary, "edited ADR-0001 Slow the belt");
    let adr = desk.adr("1");
    assert_eq!(adr.facts.title, "Slow the belt");
    assert_eq!(adr.facts.people.consulted, ["Night shift"]);
    assert_eq!(adr.facts.people.deciders, ["Ann Lee"]);
    assert_eq!(desk.verbs("1")[0], "adr.edited");
    desk.knows_what_is_written(&["1"]);
    let again = edit(&mut desk, facts, None).unwrap();
    assert_eq!(again.group, None);
    assert!(again.summary.ends_with("is unchanged"));
}

#[test]
fn a_decision_that_was_taken_is_corrected_with_a_reason_and_keeps_its_body() {
    let mut desk = Desk::of(&[file("0001-a.md", madr("Stop the belt", "accepted"))]);
    let facts = vec![FactChange::People(
        PeopleRole::Deciders,
        names(&["Ann Lee", "Ben Ray"]),
    )];
    let (what, hint) = refused(edit(&mut desk, facts.clone(), Some("  ")));
    assert_eq!(
        what,
        "ADR-0001 is accepted; a correction of it needs a reason"
    );
    assert!(hint.contains("--reason"), "{hint}");
    let body = |text: &str| text.split("# Stop the belt").nth(1).unwrap().to_owned();
    let before = body(&desk.text("1"));
    let done = edit(&mut desk, facts, Some("Ben was there too")).unwrap();
    assert_eq!(done.summary, "corrected ADR-0001 Stop the belt");
    assert_eq!(body(&desk.text("1")), before);
    assert_eq!(desk.verbs("1")[0], "adr.corrected");
    assert_eq!(desk.undo().summary, "undone: corrected Stop the belt");
}

#[test]
fn a_stale_edit_is_refused() {
    let files = [file("0001-a.md", madr("Stop the belt", "proposed"))];
    let (mut desk, mut lee) = Desk::shared(&files);
    let seen = desk.record("1");
    let mut change = FactsEdit {
        record: seen.adr.id,
        base: seen.digest,
        facts: vec![FactChange::Title("Mine".to_owned())],
        reason: None,
    };
    lee.apply(Change::Facts(change.clone())).unwrap();
    change.facts = vec![FactChange::Title("Yours".to_owned())];
    let error = desk.bench.apply(Change::Facts(change)).unwrap_err();
    assert!(matches!(error, OpsError::Stale { .. }), "{error}");
    assert_eq!(desk.adr("1").facts.title, "Mine");
}

#[test]
fn a_fact_that_is_no_line_and_a_status_are_refused() {
    let mut desk = Desk::of(&[file("0001-a.md", madr("Stop the belt", "proposed"))]);
    for facts in [
        FactChange::Title("two\nlines".to_owned()),
        FactChange::Title(" ".to_owned()),
        FactChange::Title("\u{1b}[31mred".to_owned()),
        FactChange::People(PeopleRole::Informed, names(&["Ann; Ben"])),
        FactChange::Tags(names(&["two words"])),
        FactChange::Status(archdeck::domain::status::Status::Accepted),
    ] {
        refused(edit(&mut desk, vec![facts.clone()], None));
        assert_eq!(desk.verbs("1").len(), 1, "{facts:?}");
    }
}

#[test]
fn many_are_tagged_at_once_and_only_those_that_need_it() {
    let mut desk = Desk::of(&[
        file("0001-a.md", madr("Stop the belt", "proposed")),
        file("0002-b.md", madr("Slow the belt", "accepted")),
        file("0003-c.md", madr("Paint the belt", "rejected")),
    ]);
    tag(&mut desk, &["1"], &["Night"], &[]).unwrap();
    assert_eq!(desk.adr("1").facts.tags, ["belt", "night"]);
    let done = tag(&mut desk, &["1", "2", "3"], &["night"], &[]).unwrap();
    assert_eq!(done.summary, "tagged 2 decisions with night");
    assert_eq!(done.refs, ["ADR-0002", "ADR-0003"]);
    assert_eq!(desk.verbs("2")[0], "adr.tagged");
    let done = tag(&mut desk, &["1", "2", "3"], &[], &["night", "belt"]).unwrap();
    assert_eq!(done.refs.len(), 3);
    assert!(desk.adr("3").facts.tags.is_empty());
    desk.knows_what_is_written(&["1", "2", "3"]);
    let again = tag(&mut desk, &["1"], &[], &["night"]).unwrap();
    assert_eq!(again.group, None);
    desk.undo();
    assert_eq!(desk.adr("3").facts.tags, ["belt", "night"]);
    refused(tag(&mut desk, &["1"], &[], &[]));
    refused(tag(&mut desk, &["1"], &["two words"], &[]));
}

#[test]
fn a_tag_finds_its_place_in_every_dialect() {
    for text in [
        nygard(1, "Stop the belt", "Accepted"),
        madr("Stop the belt", "accepted"),
        log4brains("Stop the belt", "accepted"),
    ] {
        let mut desk = Desk::of(&[file("0001-a.md", text.clone())]);
        tag(&mut desk, &["1"], &["night-shift"], &[]).unwrap();
        assert!(
            desk.adr("1").facts.tags.contains(&"night-shift".to_owned()),
            "{text}"
        );
        desk.knows_what_is_written(&["1"]);
        desk.undo();
        assert_eq!(desk.text("1"), text);
    }
}
