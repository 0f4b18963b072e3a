//! Records for tests and measurements of the store: a log, decisions with a number and a text, and groups of changes.
#![allow(dead_code, missing_docs)]

use archdeck::domain::{
    adr::{Adr, Dates, Dialect, Facts, People},
    digest::Digest,
    event::{RecordKind, value_digest},
    ids::{GroupId, RecordId},
    link::{Link, LinkKind},
    log::{DecisionLog, Document, FileKind},
    status::Status,
    time::Timestamp,
};
use archdeck::store::{Group, Put, Saved, Store, StoreError};
use uuid::Uuid;

pub const ACTOR: &str = "mina";

pub fn id() -> RecordId {
    RecordId(Uuid::now_v7())
}

/// Noon of a day in March 2026, and some seconds.
pub fn at(seconds: i64) -> Timestamp {
    let noon = "2026-03-02T12:00:00Z"
        .parse::<Timestamp>()
        .expect("a moment");
    Timestamp(noon.0 + chrono::TimeDelta::seconds(seconds))
}

pub fn log(name: &str) -> DecisionLog {
    DecisionLog {
        id: id(),
        name: name.to_owned(),
        root: format!("/srv/{name}"),
        folder: "doc/adr".to_owned(),
        remote: None,
    }
}

pub fn adr(log: &DecisionLog, number: u32, title: &str) -> Adr {
    Adr {
        id: id(),
        log: log.id,
        path: format!("{number:04}-{}.md", title.to_lowercase().replace(' ', "-")),
        anchor: None,
        facts: Facts {
            dialect: Dialect::Nygard,
            native_id: Some(format!("{number:04}")),
            number: Some(number),
            title: title.to_owned(),
            title_from_name: false,
            status: Status::Proposed,
            stated: None,
            dates: Dates::default(),
            people: People::default(),
            tags: vec!["storage".to_owned()],
            links: Vec::new(),
            findings: Vec::new(),
        },
        source: Digest::of(b""),
        imported: None,
    }
}

pub fn with_text(mut adr: Adr, text: &str) -> (Adr, Vec<u8>) {
    adr.source = Digest::of(text.as_bytes());
    (adr, text.as_bytes().to_vec())
}

pub fn document(log: &DecisionLog, path: &str, bytes: &[u8]) -> Document {
    Document {
        id: id(),
        log: log.id,
        path: path.to_owned(),
        kind: FileKind::Other,
        source: Digest::of(bytes),
        imported: Digest::of(bytes),
    }
}

pub fn link(kind: LinkKind, target: &str) -> Link {
    Link {
        kind,
        phrase: kind.phrase().to_owned(),
        partial: false,
        target: target.to_owned(),
        text: None,
    }
}

pub fn put<T: serde::Serialize>(kind: RecordKind, record: RecordId, value: &T) -> Put {
    Put {
        kind,
        record,
        verb: format!("{}.saved", kind.word()),
        base: None,
        value: serde_json::to_value(value).expect("a value"),
        reason: None,
    }
}

pub fn put_log(log: &DecisionLog) -> Put {
    put(RecordKind::Log, log.id, log)
}

pub fn put_adr(adr: &Adr) -> Put {
    put(RecordKind::Adr, adr.id, adr)
}

pub fn put_document(document: &Document) -> Put {
    put(RecordKind::Document, document.id, document)
}

/// The same change made from a value.
pub fn from<T: serde::Serialize>(base: &T, mut put: Put) -> Put {
    put.base = value_digest(&serde_json::to_value(base).expect("a value"));
    put
}

pub fn gone<T: serde::Serialize>(kind: RecordKind, record: RecordId, base: &T) -> Put {
    from(base, put(kind, record, &serde_json::Value::Null))
}

pub fn group(puts: Vec<Put>) -> Group {
    Group {
        id: GroupId(Uuid::now_v7()),
        at: at(0),
        actor: ACTOR.to_owned(),
        undoes: None,
        puts,
        blobs: vec![Vec::new()],
    }
}

pub fn undoing(group_id: GroupId, puts: Vec<Put>) -> Group {
    Group {
        undoes: Some(group_id),
        ..group(puts)
    }
}

pub fn save(store: &mut Store, puts: Vec<Put>) -> Result<Saved, StoreError> {
    store.save(group(puts))
}

/// A text of about 3,300 bytes, different for each number, with words that many texts share.
pub fn long_text(number: u32) -> String {
    const WORDS: [&str; 24] = [
        "latency", "the", "store", "of", "features", "we", "decided", "because", "batch", "scores",
        "online", "team", "cost", "risk", "and", "owner", "queue", "with", "fraud", "model",
        "rollout", "must", "never", "cache",
    ];
    let mut text = format!("# {number}. Decision {number}\n\n## Context\n\n");
    let mut state = u64::from(number) + 1;
    while text.len() < 3_300 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let word = WORDS[(state >> 33) as usize % WORDS.len()];
        text.push_str(word);
        if state >> 60 == 0 {
            text.push_str(" term");
            text.push_str(&((state >> 40) % 5_000).to_string());
        }
        text.push(if state >> 61 == 0 { '\n' } else { ' ' });
    }
    text
}

/// A log with this many decisions, as one import brings it.
pub fn import(count: u32) -> (DecisionLog, Vec<Adr>, Group) {
    let log = log("payments");
    let mut puts = vec![put_log(&log)];
    let mut blobs = Vec::new();
    let mut adrs = Vec::new();
    for number in 1..=count {
        let (mut adr, bytes) = with_text(
            adr(
                &log,
                number,
                &format!("Serve scores of kind {number} from the online store"),
            ),
            &long_text(number),
        );
        adr.imported = Some(adr.source);
        adr.facts.status = Status::ALL[number as usize % Status::ALL.len()];
        adr.facts.people.deciders = vec!["Mina Okafor".to_owned(), "Lee Brandt".to_owned()];
        if number > 1 {
            adr.facts.links = vec![link(LinkKind::RelatesTo, &format!("ADR-{:04}", number - 1))];
        }
        puts.push(put_adr(&adr));
        blobs.push(bytes);
        adrs.push(adr);
    }
    let group = Group {
        blobs,
        ..group(puts)
    };
    (log, adrs, group)
}
