//! Links between decisions, and what takes the place of what.

use archdeck::domain::{link::LinkKind, status::Status};
use pretty_assertions::assert_eq;

use crate::desk::{Desk, file, log4brains, madr, nygard, refused};

fn three() -> Desk {
    Desk::of(&[
        file("0001-stop.md", nygard(1, "Stop the belt", "Accepted")),
        file("0002-slow.md", nygard(2, "Slow the belt", "Proposed")),
        file("0003-paint.md", nygard(3, "Paint the belt", "Accepted")),
    ])
}

#[test]
fn a_successor_that_waits_is_seen_on_both_sides_and_written_on_its_own() {
    let mut desk = three();
    let old = desk.text("1");
    let done = desk.relate("2", LinkKind::Supersedes, "1").unwrap();
    assert_eq!(
        done.summary,
        "ADR-0002 Slow the belt supersedes ADR-0001 Stop the belt once it is accepted"
    );
    assert_eq!(desk.text("1"), old);
    let seen = desk.link("1", LinkKind::SupersededBy, "2").unwrap();
    assert!(seen.pending && !seen.stated_here);
    let seen = desk.link("2", LinkKind::Supersedes, "1").unwrap();
    assert!(seen.pending && seen.stated_here);

    let done = desk.step(&["2"], Status::Accepted).unwrap();
    assert_eq!(
        done.summary,
        "accepted ADR-0002 Slow the belt; ADR-0001 is superseded"
    );
    assert_eq!(desk.status("1"), Status::Superseded);
    let seen = desk.link("1", LinkKind::SupersededBy, "2").unwrap();
    assert!(!seen.pending && seen.stated_here);
    assert_eq!(desk.verbs("1")[0], "adr.superseded");
    desk.knows_what_is_written(&["1", "2"]);

    desk.undo();
    assert_eq!(desk.text("1"), old);
    assert_eq!(desk.status("2"), Status::Proposed);
    desk.redo();
    assert_eq!(desk.status("1"), Status::Superseded);
}

#[test]
fn a_successor_in_force_takes_the_place_at_once_in_every_dialect() {
    let pairs = [
        [
            file("0001-stop.md", nygard(1, "Stop the belt", "Accepted")),
            file("0002-slow.md", nygard(2, "Slow the belt", "Accepted")),
        ],
        [
            file("0001-stop.md", madr("Stop the belt", "accepted")),
            file("0002-slow.md", madr("Slow the belt", "accepted")),
        ],
        [
            file("20260301-stop.md", log4brains("Stop the belt", "accepted")),
            file("20260302-slow.md", log4brains("Slow the belt", "accepted")),
        ],
    ];
    for files in pairs {
        let mut desk = Desk::of(&files);
        let [old, new] = ["stop", "slow"].map(|name| {
            let file = files.iter().find(|file| file.0.contains(name)).unwrap();
            file.0.trim_end_matches(".md")
        });
        let done = desk.relate(old, LinkKind::SupersededBy, new).unwrap();
        assert!(
            done.summary.ends_with("which is superseded now"),
            "{}",
            done.summary
        );
        assert_eq!(desk.status(old), Status::Superseded, "{old}");
        assert_eq!(desk.status(new), Status::Accepted);
        let told = desk.link(new, LinkKind::Supersedes, old).unwrap();
        assert!(told.stated_here && !told.pending);
        assert!(
            desk.link(old, LinkKind::SupersededBy, new)
                .unwrap()
                .stated_here
        );
        desk.knows_what_is_written(&[old, new]);
        assert_eq!(
            desk.undo().summary,
            "undone: linked Slow the belt and 1 other decision"
        );
        assert_eq!(desk.text(old), files[0].1);
        assert_eq!(desk.text(new), files[1].1);
    }
}

#[test]
fn nothing_supersedes_in_a_circle() {
    let mut desk = Desk::of(&[
        file("0001-a.md", nygard(1, "Stop the belt", "Unclear")),
        file("0002-b.md", nygard(2, "Slow the belt", "Unclear")),
        file("0003-c.md", nygard(3, "Paint the belt", "Unclear")),
    ]);
    desk.relate("2", LinkKind::Supersedes, "1").unwrap();
    desk.relate("3", LinkKind::Supersedes, "2").unwrap();
    let (what, hint) = refused(desk.relate("1", LinkKind::Supersedes, "3"));
    assert!(
        what.ends_with("in a circle: ADR-0001 → ADR-0003 → ADR-0002 → ADR-0001"),
        "{what}"
    );
    assert!(hint.contains("--remove"), "{hint}");
}

#[test]
fn what_was_never_in_force_is_not_superseded() {
    let mut desk = three();
    let (what, hint) = refused(desk.relate("1", LinkKind::Supersedes, "2"));
    assert_eq!(
        what,
        "ADR-0002 is proposed; only a decision in force is superseded"
    );
    assert!(hint.contains("adr status ADR-0002"), "{hint}");
    desk.step(&["2"], Status::Withdrawn).unwrap();
    let (what, _) = refused(desk.relate("2", LinkKind::Supersedes, "1"));
    assert_eq!(what, "ADR-0002 is withdrawn; it takes the place of nothing");
}

#[test]
fn a_place_is_taken_once() {
    let mut desk = three();
    desk.relate("3", LinkKind::Supersedes, "1").unwrap();
    let (what, hint) = refused(desk.relate("2", LinkKind::Supersedes, "1"));
    assert_eq!(what, "ADR-0001 is superseded by ADR-0003 already");
    assert!(hint.contains("ADR-0003"), "{hint}");
    let again = desk.relate("3", LinkKind::Supersedes, "1").unwrap();
    assert!(again.group.is_none() && again.summary.starts_with("it already says so"));
    let (what, hint) = refused(desk.unrelate("3", LinkKind::Supersedes, "1"));
    assert!(what.contains("nothing would stand in its place"), "{what}");
    assert!(hint.contains("undo"), "{hint}");
}

#[test]
fn a_plan_to_supersede_is_dropped_and_leaves_no_trace_in_the_older_text() {
    let mut desk = three();
    let old = desk.text("1");
    desk.relate("2", LinkKind::Supersedes, "1").unwrap();
    desk.step(&["2"], Status::Rejected).unwrap();
    assert_eq!(desk.text("1"), old);
    assert_eq!(desk.status("1"), Status::Accepted);
    assert!(!desk.link("1", LinkKind::SupersededBy, "2").unwrap().pending);
    desk.unrelate("1", LinkKind::SupersededBy, "2").unwrap();
    assert!(desk.link("1", LinkKind::SupersededBy, "2").is_none());
    assert_eq!(desk.text("1"), old);
}

#[test]
fn a_part_that_is_superseded_stays_in_force() {
    let newer = nygard(
        2,
        "Slow the belt",
        "Proposed\n\nPartially supersedes [1. Stop the belt](0001-stop.md)",
    );
    let mut desk = Desk::of(&[
        file("0001-stop.md", nygard(1, "Stop the belt", "Accepted")),
        file("0002-slow.md", newer),
    ]);
    assert!(
        desk.link("2", LinkKind::Supersedes, "1")
            .is_some_and(|link| link.partial)
    );
    desk.step(&["2"], Status::Accepted).unwrap();
    assert_eq!(desk.status("1"), Status::Accepted);
}

#[test]
fn every_kind_is_stated_on_both_sides_and_taken_away_from_both() {
    let kinds = [
        LinkKind::Amends,
        LinkKind::DependsOn,
        LinkKind::RelatesTo,
        LinkKind::Extends,
        LinkKind::Refines,
        LinkKind::Clarifies,
        LinkKind::Enables,
        LinkKind::Precedes,
        LinkKind::ConflictsWith,
        LinkKind::Complements,
    ];
    for kind in kinds {
        let mut desk = three();
        let done = desk.relate("2", kind, "1").unwrap();
        assert_eq!(done.refs, ["ADR-0002", "ADR-0001"]);
        let there = desk.link("2", kind, "1").unwrap();
        let inverse = kind.inverse().unwrap();
        let back = desk.link("1", inverse, "2").unwrap();
        assert!(there.stated_here && back.stated_here, "{kind:?}");
        assert_eq!(desk.status("1"), Status::Accepted);
        desk.knows_what_is_written(&["1", "2"]);
        let again = desk.relate("1", inverse, "2").unwrap();
        assert_eq!(again.group, None, "{kind:?}");
        desk.unrelate("1", inverse, "2").unwrap();
        assert!(desk.link("2", kind, "1").is_none(), "{kind:?}");
        assert!(desk.link("1", inverse, "2").is_none(), "{kind:?}");
        let nothing = desk.unrelate("2", kind, "1").unwrap();
        assert_eq!(nothing.group, None);
    }
}

#[test]
fn a_side_that_says_it_already_is_left_as_it_is() {
    let newer = nygard(
        2,
        "Slow the belt",
        "Proposed\n\nAmends [1. Stop the belt](0001-stop.md)",
    );
    let mut desk = Desk::of(&[
        file("0001-stop.md", nygard(1, "Stop the belt", "Accepted")),
        file("0002-slow.md", newer.clone()),
    ]);
    let done = desk.relate("2", LinkKind::Amends, "1").unwrap();
    assert_eq!(done.refs, ["ADR-0001"]);
    assert_eq!(desk.text("2"), newer);
    assert!(
        desk.link("1", LinkKind::AmendedBy, "2")
            .unwrap()
            .stated_here
    );
}

#[test]
fn no_link_leads_to_itself_or_out_of_its_log() {
    let files = [file("0001-a.md", nygard(1, "Stop the belt", "Accepted"))];
    let others = [file("0001-z.md", nygard(1, "Keep the van", "Accepted"))];
    let mut desk = Desk::with(&[("belt", &files), ("vans", &others)]);
    let (what, _) = refused(desk.relate("belt/1", LinkKind::RelatesTo, "belt/1"));
    assert_eq!(what, "belt/1 cannot be linked to itself");
    let (what, hint) = refused(desk.relate("belt/1", LinkKind::RelatesTo, "vans/1"));
    assert_eq!(what, "belt/1 and vans/1 lie in different logs");
    assert!(hint.contains("of another log"), "{hint}");
    let (what, _) = refused(desk.relate("belt/1", LinkKind::Reference, "vans/1"));
    assert!(what.contains("mention"), "{what}");
}

#[test]
fn nobody_is_accepted_over_a_text_that_cannot_say_so() {
    let newer = nygard(
        2,
        "Slow the belt",
        "Proposed\n\nSupersedes [1. Stop the belt](0001-stop.md)",
    );
    let mut broken = nygard(1, "Stop the belt", "Accepted").into_bytes();
    broken.extend(b"\n\xff\n");
    let mut desk = Desk::of_bytes(&[
        ("0001-stop.md", broken),
        ("0002-slow.md", newer.into_bytes()),
    ]);
    let (what, hint) = refused(desk.step(&["2"], Status::Accepted));
    assert!(
        what.starts_with("ADR-0002 would take its place, but ADR-0001 cannot be written: "),
        "{what}"
    );
    assert!(hint.contains("import it again"), "{hint}");
    assert_eq!(desk.status("2"), Status::Proposed);
    assert_eq!(desk.verbs("2").len(), 1);
}
