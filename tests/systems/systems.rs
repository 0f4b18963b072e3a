//! Systems: registered, edited, taken through their stages, bound and closed.

use archdeck::{
    domain::{
        digest::Digest,
        fact::FactValue,
        readiness::Verdict,
        system::{PatternStatus, TriggerKind},
    },
    ops::{
        change::Change,
        error::OpsError,
        systems::{NewSystem, SystemChange, SystemEdit},
    },
};
use pretty_assertions::assert_eq;

use crate::story::{
    add, bench, change, edit, kept, list, names, new, pairs, pattern, person, refused, register,
    with_a_decision,
};

#[test]
fn a_system_is_registered_with_typed_facts_and_taken_back() {
    let mut bench = bench();
    let mina = add(&mut bench, person("Mina"));
    let system = NewSystem {
        owner: Some(mina),
        team: Some("search".to_owned()),
        ..new(
            "Assistant",
            &[
                ("workload", "rag, online"),
                ("exposure", "External"),
                ("stage", "mvp"),
                ("decides-about-person", "no"),
            ],
        )
    };
    let done = change(&mut bench, SystemChange::Register(system)).unwrap();
    assert_eq!(done.summary, "registered SYS-0001 Assistant");
    let system = kept(&mut bench, "assistant");
    assert!(system.facts.has("workload", "rag") && system.facts.has("exposure", "external"));
    assert_eq!(
        system.facts.get("decides_about_person"),
        Some(&FactValue::Flag(false))
    );
    assert_eq!(
        system.facts.get("traffic"),
        None,
        "what is not stated is unknown"
    );
    assert_eq!(system.stages[0].stage, "mvp");
    assert_eq!(
        (system.owner, system.team.as_deref()),
        (Some(mina), Some("search"))
    );
    bench.apply(Change::Undo).unwrap();
    assert!(bench.resolve_system("Assistant").is_err());
    let again = register(&mut bench, "Assistant", &[]);
    assert_eq!(
        bench.system(again).unwrap().label,
        "SYS-0002",
        "no label means two systems"
    );
}

#[test]
fn an_unknown_fact_or_value_is_refused_with_the_possible_ones() {
    let mut bench = bench();
    let mut register = |facts: &[(&str, &str)]| {
        refused(change(&mut bench, SystemChange::Register(new("A", facts))))
    };
    let (what, hint) = register(&[("colour", "red")]);
    assert_eq!(what, "`colour` is no fact of a system");
    assert!(
        hint.contains("workload") && hint.contains("one_way_door"),
        "{hint}"
    );
    let (what, _) = register(&[("exposure", "moon")]);
    assert!(
        what.contains("`moon` is no value of exposure") && what.contains("partner"),
        "{what}"
    );
    let (what, _) = register(&[("exposure", "internal,external")]);
    assert_eq!(what, "exposure takes one value, not several");
    let (what, _) = register(&[("one_way_door", "maybe")]);
    assert!(what.contains("neither yes nor no"), "{what}");
    let (what, _) = register(&[("exposure", "none"), ("exposure", "none")]);
    assert_eq!(what, "exposure is stated twice");
    let (what, _) = register(&[("data_classes", "none,pii")]);
    assert!(what.contains("either `none` or something else"), "{what}");
    assert_eq!(list(&mut bench, "").total, 0);
}

#[test]
fn a_name_means_one_system_and_is_one_clean_line() {
    let mut bench = bench();
    register(&mut bench, "Assistant", &[]);
    let (what, hint) = refused(change(
        &mut bench,
        SystemChange::Register(new("ASSISTANT", &[])),
    ));
    assert_eq!(what, "SYS-0001 is called Assistant already");
    assert!(hint.contains("system edit SYS-0001"));
    for name in ["", "a\nb", "\u{1b}x"] {
        refused(change(&mut bench, SystemChange::Register(new(name, &[]))));
    }
    let other = register(&mut bench, "Other", &[]);
    let taken = SystemEdit {
        name: Some("assistant".to_owned()),
        ..edit(other)
    };
    refused(change(&mut bench, SystemChange::Edit(taken)));
}

#[test]
fn an_edit_says_what_changed_and_an_empty_value_is_unknown_again() {
    let mut bench = bench();
    let mina = add(&mut bench, person("Mina"));
    let id = register(&mut bench, "Assistant", &[("exposure", "internal")]);
    let edited = SystemEdit {
        owner: Some(Some(mina)),
        facts: pairs(&[("exposure", "external"), ("traffic", "low")]),
        ..edit(id)
    };
    let done = change(&mut bench, SystemChange::Edit(edited)).unwrap();
    assert_eq!(
        done.summary,
        "edited SYS-0001 Assistant: owner Mina, exposure internal → external, traffic low"
    );
    let cleared = SystemEdit {
        owner: Some(None),
        facts: pairs(&[("exposure", "")]),
        ..edit(id)
    };
    let done = change(&mut bench, SystemChange::Edit(cleared.clone())).unwrap();
    assert_eq!(
        done.summary,
        "edited SYS-0001 Assistant: owner Mina → none, exposure external → unknown"
    );
    let done = change(&mut bench, SystemChange::Edit(cleared)).unwrap();
    assert_eq!((done.group, done.can_undo), (None, false));
}

#[test]
fn an_edit_of_a_state_that_is_not_the_present_one_is_refused() {
    let mut bench = bench();
    let id = register(&mut bench, "Assistant", &[]);
    let stale = SystemEdit {
        base: Some(Digest::of(b"what was seen before")),
        team: Some("search".to_owned()),
        ..edit(id)
    };
    let error = change(&mut bench, SystemChange::Edit(stale)).unwrap_err();
    assert!(
        matches!(&error, OpsError::Stale { actor, .. } if actor == "mina"),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("system show SYS-0001"));
    assert_eq!(kept(&mut bench, "assistant").team, None);
}

#[test]
fn owner_and_deputy_are_two_persons_who_are_there() {
    let mut bench = bench();
    let mina = add(&mut bench, person("Mina"));
    let id = register(&mut bench, "Assistant", &[]);
    let both = SystemEdit {
        owner: Some(Some(mina)),
        deputy: Some(Some(mina)),
        ..edit(id)
    };
    let (what, _) = refused(change(&mut bench, SystemChange::Edit(both)));
    assert!(
        what.contains("owner and deputy are the same person"),
        "{what}"
    );
    let gone = SystemEdit {
        owner: Some(Some(id)),
        ..edit(id)
    };
    refused(change(&mut bench, SystemChange::Edit(gone)));
}

#[test]
fn stages_are_entered_backwards_too_and_the_fact_follows() {
    let mut bench = bench();
    let system = register(&mut bench, "Assistant", &[]);
    let enter = |stage: &str, on: Option<&str>| SystemChange::Enter {
        system,
        stage: stage.to_owned(),
        on: on.map(|on| on.parse().unwrap()),
        note: None,
    };
    let done = change(&mut bench, enter("production", Some("2026-11-02"))).unwrap();
    assert_eq!(done.summary, "SYS-0001 Assistant entered production");
    let done = change(&mut bench, enter("mvp", Some("2026-10-02"))).unwrap();
    assert_eq!(
        done.summary,
        "SYS-0001 Assistant entered mvp on 2026-10-02; it is in production since"
    );
    let done = change(&mut bench, enter("mvp", None)).unwrap();
    assert_eq!(done.summary, "SYS-0001 Assistant went back to mvp");
    assert_eq!(change(&mut bench, enter("mvp", None)).unwrap().group, None);
    let system = kept(&mut bench, "assistant");
    assert_eq!((system.stage(), system.stages.len()), (Some("mvp"), 3));
    let (what, _) = refused(change(&mut bench, enter("mvp", Some("2026-11-23"))));
    assert!(what.contains("2026-11-23 has not come yet"), "{what}");
    let (what, _) = refused(change(&mut bench, enter("orbit", None)));
    assert!(what.contains("retirement"), "{what}");
}

#[test]
fn what_happened_is_noted_for_the_day_it_happened() {
    let mut bench = bench();
    let system = register(&mut bench, "Assistant", &[]);
    let done = change(
        &mut bench,
        SystemChange::Happened {
            system,
            kind: TriggerKind::Incident,
            on: None,
            note: Some("wrong refunds".to_owned()),
        },
    );
    assert!(
        done.unwrap()
            .summary
            .contains("a Sev-1 incident on 2026-11-22")
    );
    let system = kept(&mut bench, "assistant");
    assert_eq!(system.triggers[0].note.as_deref(), Some("wrong refunds"));
}

#[test]
fn decisions_and_patterns_are_bound_and_taken_away() {
    let mut bench = bench();
    let decision = with_a_decision(&mut bench);
    let system = register(&mut bench, "Assistant", &[]);
    let link = |linked| SystemChange::Decision {
        system,
        decision,
        linked,
    };
    let done = change(&mut bench, link(true)).unwrap();
    assert_eq!(done.summary, "SYS-0001 Assistant rests on ADR-0001");
    assert_eq!(change(&mut bench, link(true)).unwrap().group, None);
    assert_eq!(kept(&mut bench, "assistant").decisions, [decision]);
    change(&mut bench, link(false)).unwrap();
    assert!(kept(&mut bench, "assistant").decisions.is_empty());
    let nowhere = SystemChange::Decision {
        system,
        decision: system,
        linked: true,
    };
    refused(change(&mut bench, nowhere));
    let draft = SystemChange::NewPattern(pattern("Online serving", PatternStatus::Draft));
    let pattern = change(&mut bench, draft).unwrap().made.unwrap();
    let bind = |bound| SystemChange::Bind {
        system,
        pattern,
        bound,
    };
    let done = change(&mut bench, bind(true)).unwrap();
    assert_eq!(
        done.summary,
        "SYS-0001 Assistant follows PAT-0001 Online serving; it is draft, not approved"
    );
    change(&mut bench, bind(false)).unwrap();
    assert!(kept(&mut bench, "assistant").patterns.is_empty());
}

#[test]
fn a_closed_system_stays_as_it_was() {
    let mut bench = bench();
    let system = register(&mut bench, "Assistant", &[]);
    let done = change(&mut bench, SystemChange::Close { system }).unwrap();
    assert_eq!(done.summary, "closed SYS-0001 Assistant");
    assert_eq!(
        change(&mut bench, SystemChange::Close { system })
            .unwrap()
            .group,
        None
    );
    let enter = SystemChange::Enter {
        system,
        stage: "mvp".to_owned(),
        on: None,
        note: None,
    };
    let (what, hint) = refused(change(&mut bench, enter.clone()));
    assert_eq!(
        what,
        "SYS-0001 Assistant was closed on 2026-11-22; it stays as it was"
    );
    assert!(hint.contains("archdeck undo"));
    refused(change(&mut bench, SystemChange::Edit(edit(system))));
    bench.apply(Change::Undo).unwrap();
    change(&mut bench, enter).unwrap();
}

#[test]
fn the_list_is_filtered_by_what_a_system_is() {
    let mut bench = bench();
    let mina = add(&mut bench, person("Mina Okafor"));
    let assistant = NewSystem {
        owner: Some(mina),
        ..new(
            "Assistant",
            &[("exposure", "external"), ("stage", "production")],
        )
    };
    change(&mut bench, SystemChange::Register(assistant)).unwrap();
    register(
        &mut bench,
        "Ranking",
        &[("exposure", "internal"), ("workload", "online,streaming")],
    );
    let old = register(&mut bench, "Old tags", &[]);
    change(&mut bench, SystemChange::Close { system: old }).unwrap();
    for (filter, wanted) in [
        ("", &["Assistant", "Ranking", "Old tags"][..]),
        ("exposure:external", &["Assistant"]),
        ("exposure:external,internal", &["Assistant", "Ranking"]),
        ("workload:streaming", &["Ranking"]),
        ("stage:unknown closed:no", &["Ranking"]),
        ("owner:okafor", &["Assistant"]),
        ("owner:none closed:no", &["Ranking"]),
        ("tier:none verdict:hold rank", &["Ranking"]),
        ("tier:T1", &[]),
        ("sys-0002", &["Ranking"]),
    ] {
        assert_eq!(names(&mut bench, filter), wanted, "{filter}");
    }
    let view = list(&mut bench, "exposure:external");
    assert_eq!((view.total, view.lines.len()), (3, 1));
    let counted: u64 = view
        .heat
        .iter()
        .flat_map(|(_, cells)| cells)
        .map(|(_, count)| count)
        .sum();
    assert_eq!(counted, 2, "a closed system counts nowhere");
    assert!(view.lines[0].verdict != Verdict::Go, "unknown never helps");
}
