//! What a new decision says of others.

use archdeck::{
    domain::{link::LinkKind, status::Status},
    ops::change::{Change, NewAdr},
};

use crate::stage::{LOGS, MADR_3, NYGARD, Stage, titled};

#[test]
fn a_link_is_stated_on_both_sides_in_one_action() {
    for (form, path, text) in LOGS {
        let mut stage = Stage::with(&[(path, text)]);
        let older = stage.bench.logs().unwrap().remove(0).id;
        let older = stage.records(older).remove(0);
        let new = stage.written(NewAdr {
            links: vec![(LinkKind::Amends, older), (LinkKind::Amends, older)],
            reason: Some("A second table".to_owned()),
            ..titled("Use X")
        });
        assert_eq!(new.done.refs.len(), 2, "{form}");
        assert_eq!(
            stage.said(new.adr.id),
            [(LinkKind::Amends, Some(older))],
            "{form}"
        );
        assert_eq!(
            stage.said(older),
            [(LinkKind::AmendedBy, Some(new.adr.id))],
            "{form}"
        );
        assert_eq!(new.adr.facts.status, Status::Draft, "{form}");
        assert!(new.adr.facts.findings.is_empty(), "{form}");
        let history = stage.bench.record_without_text(new.adr.id).unwrap().history;
        assert_eq!(history.len(), 1, "{form}: one event tells of its beginning");
        assert_eq!(history[0].reason.as_deref(), Some("A second table"));
        stage.bench.apply(Change::Undo).unwrap();
        assert_eq!(stage.said(older), [], "{form}");
        let bytes = stage.bench.record_bytes(older).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), text, "{form}");
    }
}

#[test]
fn what_will_be_superseded_is_left_alone_until_then() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    let older = stage.bench.resolve("4").unwrap();
    let new = stage.written(NewAdr {
        links: vec![(LinkKind::Supersedes, older)],
        ..titled("Use X")
    });
    assert!(
        new.text
            .contains("Supersedes [4. Track parcels](0004-a.md)"),
        "{}",
        new.text
    );
    assert_eq!(
        stage.said(new.adr.id),
        [(LinkKind::Supersedes, Some(older))]
    );
    let older = stage.bench.record_without_text(older).unwrap();
    assert_eq!(older.adr.facts.status, Status::Accepted);
}

#[test]
fn a_link_into_another_log_is_refused_and_nothing_is_written() {
    let mut stage = Stage::with(&[("0004-a.md", NYGARD)]);
    stage.import("letters", &[("0009-a.md", MADR_3)]);
    let (here, there) = (stage.log("parcels"), stage.bench.resolve("9").unwrap());
    let (what, _) = stage.refused(NewAdr {
        log: Some(here),
        links: vec![(LinkKind::DependsOn, there)],
        ..titled("Use X")
    });
    assert!(what.contains("lie in different logs"), "{what}");
    // Without a name the log is that of the decision it is linked to.
    let new = stage.written(NewAdr {
        links: vec![(LinkKind::DependsOn, there)],
        ..titled("Use X")
    });
    assert_eq!(new.done.refs, ["letters/10", "letters/9"]);
}
