//! Patterns: they live forwards, and systems that follow one that is not approved any more are named.

use archdeck::{
    domain::system::PatternStatus,
    ops::systems::{PatternFacts, SystemChange},
};
use pretty_assertions::assert_eq;

use crate::story::{bench, change, pattern, refused, register};

#[test]
fn a_pattern_goes_from_draft_to_retired_and_its_followers_are_told() {
    let mut bench = bench();
    let draft = PatternFacts {
        pack: Some("ra.rag-llm".to_owned()),
        ..pattern("Answer from documents", PatternStatus::Draft)
    };
    let done = change(&mut bench, SystemChange::NewPattern(draft)).unwrap();
    assert_eq!(
        done.summary,
        "added PAT-0001 Answer from documents as a draft"
    );
    let id = done.made.unwrap();
    let system = register(&mut bench, "Assistant", &[]);
    let bind = SystemChange::Bind {
        system,
        pattern: id,
        bound: true,
    };
    change(&mut bench, bind).unwrap();
    let to = |status| SystemChange::EditPattern {
        pattern: id,
        facts: pattern("Answer from documents", status),
    };
    let (what, hint) = refused(change(&mut bench, to(PatternStatus::Deprecated)));
    assert_eq!(
        what,
        "PAT-0001 Answer from documents is draft and cannot become deprecated"
    );
    assert_eq!(hint, "From here it can be approved or retired.");
    change(&mut bench, to(PatternStatus::Approved)).unwrap();
    let done = change(&mut bench, to(PatternStatus::Deprecated)).unwrap();
    assert_eq!(
        done.summary,
        "PAT-0001 Answer from documents is deprecated from now on; 1 system follows it: SYS-0001"
    );
    change(&mut bench, to(PatternStatus::Retired)).unwrap();
    let other = register(&mut bench, "Other", &[]);
    let bind = SystemChange::Bind {
        system: other,
        pattern: id,
        bound: true,
    };
    let (what, _) = refused(change(&mut bench, bind));
    assert!(what.contains("is retired"), "{what}");
    assert_eq!(bench.patterns().unwrap()[0].1, 1);
    assert_eq!(
        bench.pattern_view(id).unwrap().followers,
        ["SYS-0001 Assistant"]
    );
}

#[test]
fn what_is_said_of_a_pattern_must_be_there() {
    let mut bench = bench();
    let refuse = |bench: &mut _, facts| refused(change(bench, SystemChange::NewPattern(facts)));
    let unknown = PatternFacts {
        pack: Some("ra.moon".to_owned()),
        ..pattern("A", PatternStatus::Draft)
    };
    let (what, hint) = refuse(&mut bench, unknown);
    assert_eq!(what, "there is no pack `ra.moon` in the library");
    assert!(hint.contains("ra.rag-llm"), "{hint}");
    let (what, _) = refuse(&mut bench, pattern("A", PatternStatus::Approved));
    assert_eq!(what, "a new pattern is a draft, not approved");
    refuse(&mut bench, pattern("", PatternStatus::Draft));
    change(
        &mut bench,
        SystemChange::NewPattern(pattern("A", PatternStatus::Draft)),
    )
    .unwrap();
    let (what, _) = refuse(&mut bench, pattern("a", PatternStatus::Draft));
    assert_eq!(what, "PAT-0001 is called A already");
}
