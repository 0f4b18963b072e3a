//! Inventories: a plan is made of every row, and done whole.

use std::path::PathBuf;

use archdeck::ops::{
    change::Change,
    systems::{InventoryPlan, SystemChange, UnknownPeople},
    workbench::Workbench,
};
use pretty_assertions::assert_eq;
use tempfile::TempDir;

use crate::story::{add, bench, change, kept, list, names, person, refused, register};

fn file(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn read(bench: &mut Workbench, text: impl AsRef<[u8]>, unknown: UnknownPeople) -> InventoryPlan {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "systems.csv", text);
    bench.read_inventory(&path, unknown).unwrap()
}

#[test]
fn rows_are_new_known_or_refused_and_what_they_do_is_said_first() {
    let mut bench = bench();
    add(&mut bench, person("Mina Okafor"));
    register(&mut bench, "Ranking", &[("exposure", "internal")]);
    let text = "name,owner,exposure,workload\nAssistant,mina okafor,external,\"rag,online\"\nRANKING,,external,\n\
                Ranking,,,\nTags,Nobody,,\nOdd,,moon,\n,,none,\n";
    let plan = read(&mut bench, text, UnknownPeople::Refused);
    let told: Vec<_> = plan
        .rows
        .iter()
        .map(|row| {
            (
                row.line,
                row.changes.join(", "),
                row.refused.clone().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        told[0],
        (
            2,
            "new, owner Mina Okafor, exposure external, workload online,rag".to_owned(),
            String::new()
        )
    );
    assert_eq!(
        told[1],
        (3, "exposure internal → external".to_owned(), String::new())
    );
    for (nth, line, why) in [
        (2, 4, "line 3 names the same system"),
        (
            3,
            5,
            "`archdeck person add \"Nobody\"` adds one, `--add-people` all of them",
        ),
        (4, 6, "`moon` is no value of exposure; possible are"),
        (5, 7, "it has no name"),
    ] {
        assert_eq!(told[nth].0, line);
        assert!(told[nth].2.contains(why), "{}", told[nth].2);
    }
    assert_eq!(list(&mut bench, "").total, 1, "a plan changes nothing");
    let done = change(&mut bench, SystemChange::Inventory(plan)).unwrap();
    assert_eq!(
        done.summary,
        "registered 1 system, updated 1 system, left 4 refused rows out"
    );
    assert_eq!(
        names(&mut bench, "exposure:external"),
        ["Assistant", "Ranking"]
    );
    assert_eq!(
        kept(&mut bench, "Ranking").name,
        "Ranking",
        "the name stays as it was written"
    );
    bench.apply(Change::Undo).unwrap();
    assert_eq!(names(&mut bench, ""), ["Ranking"]);
    assert!(
        kept(&mut bench, "Ranking")
            .facts
            .has("exposure", "internal")
    );
}

#[test]
fn the_same_inventory_twice_changes_nothing() {
    let mut bench = bench();
    let text = "name;stage;team\r\nA;mvp;search\r\nB;;\r\n";
    let plan = read(&mut bench, text, UnknownPeople::Refused);
    change(&mut bench, SystemChange::Inventory(plan)).unwrap();
    let plan = read(&mut bench, text, UnknownPeople::Refused);
    assert!(
        plan.rows
            .iter()
            .all(|row| row.changes.is_empty() && row.known.is_some())
    );
    let done = change(&mut bench, SystemChange::Inventory(plan)).unwrap();
    assert_eq!(
        (done.group, done.summary.as_str()),
        (None, "nothing new in the inventory")
    );
    assert_eq!(kept(&mut bench, "A").stages.len(), 1);
}

#[test]
fn unknown_persons_are_added_once_where_that_is_wanted_and_none_of_a_refused_row() {
    let mut bench = bench();
    let text = "name,owner,deputy,exposure\nA,Ana,Ben,\nB,ana,,\nC,Cia,,moon\n";
    let plan = read(&mut bench, text, UnknownPeople::Added);
    assert_eq!(plan.new_people, ["Ana", "Ben"]);
    let done = change(&mut bench, SystemChange::Inventory(plan)).unwrap();
    assert_eq!(
        done.summary,
        "registered 2 systems, added 2 persons, left 1 refused row out"
    );
    let ana = bench.resolve_person("Ana").unwrap();
    assert_eq!(kept(&mut bench, "B").owner, Some(ana));
    assert!(bench.resolve_person("Cia").is_err());
}

#[test]
fn a_plan_that_does_not_fit_any_more_is_refused_whole() {
    let mut bench = bench();
    let plan = read(&mut bench, "name,team\nA,x\nB,y\n", UnknownPeople::Refused);
    let system = register(&mut bench, "B", &[]);
    change(&mut bench, SystemChange::Close { system }).unwrap();
    let (what, _) = refused(change(&mut bench, SystemChange::Inventory(plan)));
    assert!(what.contains("line 3 cannot be taken any more"), "{what}");
    assert!(bench.resolve_system("A").is_err());
}

#[test]
fn files_that_are_no_inventory_are_refused_with_one_clear_error() {
    let mut bench = bench();
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, told) in [
        ("a.csv", &b"name\nA\nB\xff\n"[..], "not UTF-8: line 3"),
        ("b.csv", b"", "no column `name`"),
        (
            "c.csv",
            b"name,shoe size\nA,43\n",
            "`shoe size` is no column",
        ),
        ("d.toml", b"[[system]]\nname = [", "line 2"),
    ] {
        let path = file(&folder, name, bytes);
        let error = bench
            .read_inventory(&path, UnknownPeople::Refused)
            .unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
    }
    let gone = folder.path().join("gone.csv");
    assert!(bench.read_inventory(&gone, UnknownPeople::Refused).is_err());
    let error = bench
        .read_inventory(folder.path(), UnknownPeople::Refused)
        .unwrap_err();
    assert!(error.to_string().contains("is no file"), "{error}");
}

#[test]
fn ten_thousand_rows_are_one_action() {
    let mut bench = bench();
    let mut text = "name,exposure,owner\n".to_owned();
    for row in 0..10_000 {
        use std::fmt::Write as _;
        writeln!(text, "System {row},internal,Owner {}", row % 50).unwrap();
    }
    let plan = read(&mut bench, text, UnknownPeople::Added);
    assert!(plan.rows.iter().all(|row| row.refused.is_none()));
    let done = change(&mut bench, SystemChange::Inventory(plan)).unwrap();
    assert_eq!(done.summary, "registered 10000 systems, added 50 persons");
    assert!(!done.can_undo);
    let last = bench.resolve_system("System 9999").unwrap();
    assert_eq!(bench.system(last).unwrap().label, "SYS-10000");
}
