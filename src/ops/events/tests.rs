//! Stories about the log of changes in words.

use super::*;
use crate::{
    env::Env,
    ops::{change::Change, demo},
};

#[test]
fn what_is_gone_keeps_its_name_in_the_history() {
    let mut bench = Workbench::in_memory(Env::fixed(demo::beginning().unwrap(), "mina")).unwrap();
    bench.write_synthetic(2).unwrap();
    let name = "synthetic".to_owned();
    bench.apply(Change::RemoveLog { name }).unwrap();
    let lines = bench.events(None, None, 3).unwrap().lines;
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.verb.as_str(), line.reference.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("log.removed", "synthetic"),
            ("adr.removed", "ADR-0002"),
            ("adr.removed", "ADR-0001")
        ]
    );
    assert!(lines[1].title.contains("the") && lines[1].status.is_none());
    assert!(lines.iter().all(|line| line.group_size == 3));
    assert_eq!(bench.recent(10).unwrap().len(), 3);
}
