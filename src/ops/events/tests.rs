//! Stories about the log of changes in words.

use serde_json::{Value, json};

use super::*;
use crate::{
    domain::digest::Digest,
    env::Env,
    ops::{
        change::Change,
        demo,
        people::{PersonChange, PersonFacts},
        putting::put,
        query::Query,
        systems::{NewSystem, SystemChange},
        view::View,
    },
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

/// A workbench with one system, and how records of it are saved without the use cases that make them.
struct Story {
    bench: Workbench,
    system: RecordId,
    mina: RecordId,
}

impl Story {
    fn begun() -> Self {
        let mut bench =
            Workbench::in_memory(Env::fixed(demo::beginning().unwrap(), "mina")).unwrap();
        let person = PersonChange::Add(PersonFacts {
            name: "Mina Okafor".to_owned(),
            ..PersonFacts::default()
        });
        let mina = bench.apply(Change::Person(person)).unwrap().made.unwrap();
        let system = SystemChange::Register(NewSystem {
            name: "rag-assistant".to_owned(),
            facts: vec![("stage".to_owned(), "production".to_owned())],
            ..NewSystem::default()
        });
        let system = bench.apply(Change::System(system)).unwrap().made.unwrap();
        Self {
            bench,
            system,
            mina,
        }
    }

    /// One action that saves records of a kind, each of its fields and an id of its own; gives back the ids.
    fn saves(&mut self, (kind, verb): (RecordKind, &str), values: &[Value]) -> Vec<RecordId> {
        let (mut puts, mut ids) = (Vec::new(), Vec::new());
        for fields in values {
            let id = self.bench.env.record_id();
            let mut value = json!({"id": id, "system": self.system});
            let all = value.as_object_mut().unwrap();
            all.extend(fields.as_object().unwrap().clone());
            puts.push(put((kind, id), (verb, None), &value));
            ids.push(id);
        }
        self.bench.save(puts, vec![b"text".to_vec()]).unwrap();
        ids
    }

    fn answer(&self, item: &str, response: &str) -> Value {
        json!({
            "assessment": self.mina, "item": item, "item_rev": 1, "response": response,
            "by": "mina", "on": "2026-11-20"
        })
    }

    fn sign_off(&self) -> Value {
        json!({
            "role": "owner", "person": self.mina, "decision": "approve",
            "digest": Digest::of(b"seen"), "on": "2026-11-20"
        })
    }

    fn issued(&self) -> Value {
        json!({
            "tier": "T2", "computed": "GO", "verdict": "GO", "as_of": "2026-11-20", "by": self.mina,
            "digest": Digest::of(b"seen"), "inputs": [], "valid_until": "2027-11-20"
        })
    }

    fn waiver(&self, until: &str) -> Value {
        json!({
            "label": "WVR-2026-001", "scope": {"of": "item", "item": "ORR-28", "rev": 1},
            "reason": "later", "risk": "an outage", "action": "Add a region", "requester": self.mina,
            "requested_on": "2026-01-02", "level": "L2", "effective_from": "2026-01-02",
            "expires_on": until, "tier": "T2", "bound": Digest::of(b"bound"),
            "state": {"is": "approved", "by": self.mina, "on": "2026-01-02"}
        })
    }
}

/// What was done to what, of the newest actions.
fn told(lines: &[EventLine]) -> Vec<String> {
    let told = |line: &EventLine| {
        let did = line.did().unwrap_or(line.verb.as_str());
        let what = line.several();
        let what = what.unwrap_or_else(|| format!("{} {}", line.reference, line.title));
        format!("{did} {}", what.trim())
    };
    lines.iter().map(told).collect()
}

#[test]
fn records_of_governance_are_called_by_their_system_and_what_they_are_about() {
    let mut story = Story::begun();
    let (met, unmet) = (
        story.answer("ORR-19", "met"),
        story.answer("ORR-26", "unmet"),
    );
    story.saves((RecordKind::Answer, "answered"), std::slice::from_ref(&met));
    story.saves((RecordKind::Answer, "answered"), &[met, unmet]);
    let disputed = json!({"review": {
        "state": "disputed", "response": "unmet", "reason": "no alert", "by": "Lee", "on": "2026-11-20"
    }});
    let mut answer = story.answer("SEC-06", "met");
    let fields = answer.as_object_mut().unwrap();
    fields.extend(disputed.as_object().unwrap().clone());
    story.saves((RecordKind::Answer, "disputed"), &[answer]);
    let (signed, issued) = (story.sign_off(), story.issued());
    story.saves((RecordKind::SignOff, "given"), &[signed]);
    story.saves((RecordKind::Issued, "issued"), &[issued]);
    let waiver = story.waiver("2027-01-01");
    story.saves((RecordKind::Waiver, "proposed"), &[waiver]);
    assert_eq!(
        told(&story.bench.recent(10).unwrap()),
        [
            "asked for WVR-2026-001 SYS-0001 ORR-28 until 2027-01-01",
            "issued for SYS-0001 GO until 2027-11-20",
            "signed SYS-0001 as owner by Mina Okafor: approve",
            "answer.disputed SYS-0001 SEC-06 met, Lee says unmet",
            "answer.answered 2 items of SYS-0001",
            "answer.answered SYS-0001 ORR-19 met",
            "system.registered SYS-0001 rag-assistant in production",
            "person.added Mina Okafor",
        ]
    );
}

#[test]
fn undo_says_what_of_governance_was_taken_back() {
    let mut story = Story::begun();
    let issued = story.issued();
    story.saves((RecordKind::Issued, "issued"), &[issued]);
    let (one, other) = (
        story.answer("ORR-19", "met"),
        story.answer("ORR-26", "unmet"),
    );
    story.saves((RecordKind::Answer, "answered"), &[one, other]);
    let mut said = Vec::new();
    for _ in 0..3 {
        said.push(story.bench.apply(Change::Undo).unwrap().summary);
    }
    let done = story.bench.apply(Change::Redo).unwrap();
    assert_eq!(done.refs, [""; 0], "what comes again is not there before");
    said.push(done.summary);
    assert_eq!(
        said,
        [
            "undone: answered SYS-0001 ORR-19 met and 1 other item",
            "undone: issued for SYS-0001 GO until 2027-11-20",
            "undone: registered SYS-0001 rag-assistant",
            "redone: registered SYS-0001 rag-assistant",
        ]
    );
}

#[test]
fn the_history_of_a_system_tells_of_what_belongs_to_it() {
    let mut story = Story::begun();
    let issued = story.issued();
    let ids = story.saves((RecordKind::Issued, "issued"), &[issued]);
    let lines = story
        .bench
        .events(None, Some(story.system), 10)
        .unwrap()
        .lines;
    let told: Vec<_> = lines.iter().map(|line| line.verb.as_str()).collect();
    assert_eq!(told, ["issued.issued", "system.registered"]);
    assert_eq!(lines[0].within, Some(story.system));
    let one = story.bench.events(None, Some(ids[0]), 10).unwrap().lines;
    assert_eq!(one.len(), 1);
}

#[test]
fn home_tells_of_a_stale_verdict_and_of_a_waiver_that_ended() {
    let mut story = Story::begun();
    let today = story.bench.env.today();
    let mut issued = story.issued();
    issued["valid_until"] = json!(today + chrono::Days::new(200));
    issued["as_of"] = json!(today);
    let ended = story.waiver(&(today - chrono::Days::new(2)).to_string());
    story.saves((RecordKind::Issued, "issued"), &[issued]);
    story.saves((RecordKind::Waiver, "approved"), &[ended]);
    let View::Home(home) = story.bench.answer(Query::Home).unwrap() else {
        unreachable!("home");
    };
    let told: Vec<_> = home
        .duties
        .iter()
        .map(|line| format!("{}: {} {}", line.why, line.reference, line.title))
        .collect();
    assert_eq!(
        told,
        [
            "issued GO is stale: SYS-0001 rag-assistant",
            "waiver expired 2 days ago: WVR-2026-001 rag-assistant: ORR-28"
        ]
    );
    assert_eq!(home.overdue().said().as_deref(), Some("2 overdue"));
    assert_eq!((home.systems, home.is_empty()), (1, false));
    let hold = home.heat.last().map(|(tier, counts)| (*tier, counts[2].1));
    assert_eq!(hold, Some((None, 1)));
}
