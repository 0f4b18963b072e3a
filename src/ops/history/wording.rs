//! What an action did, in one sentence made of its events: for whoever takes it back or does it again.

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    domain::{
        event::{Event, RecordKind},
        ids::RecordId,
        text::counted,
    },
    ops::{events::words, step},
    store::{Put, StoredEvent},
};

/// A comment is told by its beginning.
const TOLD_OF_A_COMMENT: usize = 60;

/// How a record of governance is called by its value.
pub(super) type Called<'a> = &'a mut dyn FnMut(RecordKind, &Value) -> String;

/// The values by which records that an action took away are still known, and how records of governance are called.
pub(super) struct Known<'a> {
    values: HashMap<RecordId, &'a Value>,
    called: Called<'a>,
}

impl<'a> Known<'a> {
    pub(super) fn by(puts: &'a [Put], events: &'a [StoredEvent], called: Called<'a>) -> Self {
        let of_puts = puts.iter().map(|put| (put.record, &put.value));
        let of_events = events
            .iter()
            .map(|stored| (stored.event.record, &stored.event.value));
        let values = of_puts.chain(of_events);
        Self {
            values: values.filter(|(_, value)| !value.is_null()).collect(),
            called,
        }
    }

    /// What a record was called.
    fn title(&mut self, event: &Event) -> String {
        let value = if event.value.is_null() {
            self.values.get(&event.record).copied()
        } else {
            Some(&event.value)
        };
        if let Some(value) = value.filter(|_| event.kind.is_governance()) {
            return (self.called)(event.kind, value);
        }
        let told = |pointer: &str| value?.pointer(pointer)?.as_str();
        ["/facts/title", "/name", "/path", "/label", "/title"]
            .into_iter()
            .find_map(|pointer| told(pointer).map(str::to_owned))
            .or_else(|| told("/text").map(cut))
            .unwrap_or_else(|| "what was there before".to_owned())
    }
}

/// `edited Use Postgres`, `imported 38 files of payments`, `accepted Serve fraud scores and 1 other decision`.
pub(super) fn said(events: &[StoredEvent], known: &mut Known<'_>) -> String {
    let Some(lead) = lead(events) else {
        return "nothing".to_owned();
    };
    if is_of_files(events) {
        return said_of_files(events, known);
    }
    let others = others(events, lead).len() as u64;
    let also = match (others, lead.kind) {
        (0, _) => String::new(),
        (others, kind) if kind.is_governance() => {
            format!(" and {}", others_of(others, kind))
        }
        (others, _) => format!(
            " and {}",
            counted(others, "other decision", "other decisions")
        ),
    };
    format!("{} {}{also}", past(&lead.verb), known.title(lead))
}

/// The event an action is called by: a decision that came or went, else the first of those that tell most.
fn lead(events: &[StoredEvent]) -> Option<&Event> {
    let goes = events
        .iter()
        .map(|stored| &stored.event)
        .find(|event| event.kind == RecordKind::Adr && event.verb.ends_with(".discarded"));
    let mut all = events.iter().map(|stored| &stored.event);
    goes.or_else(|| {
        let first = all.next()?;
        Some(all.fold(first, |most, event| {
            let governs = most.kind.is_governance() || event.kind.is_governance();
            if governs && words::tells_more(event.kind, most.kind) {
                event
            } else {
                most
            }
        }))
    })
}

/// The records like the one an action is called by that it touched beside that: of a decision the decisions.
fn others(events: &[StoredEvent], lead: &Event) -> Vec<RecordId> {
    let alike = if lead.kind.is_governance() {
        lead.kind
    } else {
        RecordKind::Adr
    };
    let mut others = Vec::new();
    for StoredEvent { event, .. } in events {
        let is_other = event.kind == alike && event.record != lead.record;
        if is_other && !others.contains(&event.record) {
            others.push(event.record);
        }
    }
    others
}

/// `11 other items`.
fn others_of(count: u64, kind: RecordKind) -> String {
    words::how_many(count, kind).replacen(' ', " other ", 1)
}

/// Whether an action read files or took a log away: such are counted by files.
fn is_of_files(events: &[StoredEvent]) -> bool {
    let reads = |verb: &str| {
        matches!(
            verb,
            "imported" | "updated" | "renamed" | "read-again" | "removed"
        )
    };
    events.iter().any(|stored| {
        let event = &stored.event;
        match event.kind {
            RecordKind::Log | RecordKind::Document => true,
            RecordKind::Adr => reads(word(&event.verb)),
            _ => false,
        }
    })
}

fn said_of_files(events: &[StoredEvent], known: &mut Known<'_>) -> String {
    let is_log = |stored: &&StoredEvent| stored.event.kind == RecordKind::Log;
    let verb = events.last().map_or("", |stored| word(&stored.event.verb));
    let logs = events.iter().filter(is_log).count();
    let files = counted((events.len() - logs) as u64, "file", "files");
    match (events, events.iter().find(is_log)) {
        ([one], _) => format!("{verb} {}", known.title(&one.event)),
        (_, Some(log)) => format!("{verb} {files} of {}", known.title(&log.event)),
        (_, None) => format!("{verb} {files}"),
    }
}

/// What a person did, in the past: `opened the review of` of `adr.in-review`.
fn past(verb: &str) -> String {
    if let Some(did) = words::did(verb) {
        return did.to_owned();
    }
    let word = word(verb);
    if verb.starts_with("comment.") {
        return format!("{word} the comment");
    }
    word.parse().map_or_else(
        |_| word.replace('-', " "),
        |status| step::done(status).to_owned(),
    )
}

/// What a verb says without the kind of record before it: `edited` of `adr.edited`.
fn word(verb: &str) -> &str {
    verb.split_once('.').map_or(verb, |(_, word)| word)
}

fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(TOLD_OF_A_COMMENT).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::{digest::Digest, ids::GroupId};

    fn event(verb: &str, kind: RecordKind, (record, value): (u128, Value)) -> StoredEvent {
        let id = uuid::Uuid::from_u128(record);
        StoredEvent {
            seq: 1,
            hash: Digest::of(b""),
            event: Event {
                v: 1,
                replica: String::new(),
                seq: 1,
                prev: String::new(),
                at: "2026-11-22T08:00:00Z".parse().unwrap(),
                actor: "mina".to_owned(),
                verb: verb.to_owned(),
                kind,
                record: RecordId(id),
                base: None,
                value,
                reason: None,
                group: GroupId(id),
                undoes: None,
            },
        }
    }

    fn adr(verb: &str, record: u128, title: &str) -> StoredEvent {
        let value = json!({"facts": {"title": title}});
        event(verb, RecordKind::Adr, (record, value))
    }

    fn called(kind: RecordKind, value: &Value) -> String {
        let told = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
        format!("{} {}", kind.word(), told("label"))
    }

    fn told(events: &[StoredEvent]) -> String {
        said(events, &mut Known::by(&[], &[], &mut called))
    }

    #[test]
    fn an_action_is_called_by_its_first_decision_and_counts_the_others() {
        let accepted = adr("adr.accepted", 1, "Serve scores");
        assert_eq!(
            told(std::slice::from_ref(&accepted)),
            "accepted Serve scores"
        );
        let superseded = adr("adr.superseded", 2, "Batch");
        assert_eq!(
            told(&[accepted.clone(), superseded.clone(), superseded]),
            "accepted Serve scores and 1 other decision"
        );
        assert_eq!(
            told(&[
                adr("adr.in-review", 1, "A"),
                adr("adr.in-review", 2, "B"),
                adr("adr.in-review", 3, "C")
            ]),
            "opened the review of A and 2 other decisions"
        );
    }

    #[test]
    fn what_was_discarded_is_called_as_it_was() {
        let before = adr("adr.created", 1, "A draft");
        let comment = event("comment.removed", RecordKind::Comment, (3, Value::Null));
        let events = [
            adr("adr.unlinked", 2, "Another"),
            comment,
            event("adr.discarded", RecordKind::Adr, (1, Value::Null)),
        ];
        assert_eq!(
            said(&events, &mut Known::by(&[], &[before], &mut called)),
            "discarded A draft and 1 other decision"
        );
        assert_eq!(told(&events[2..]), "discarded what was there before");
    }

    #[test]
    fn a_comment_is_told_by_its_beginning() {
        let text = "why ".repeat(30);
        let comment = event(
            "comment.added",
            RecordKind::Comment,
            (1, json!({"text": text})),
        );
        let told = told(&[comment]);
        assert!(told.starts_with("added the comment why why") && told.ends_with('…'));
    }

    #[test]
    fn what_was_done_to_systems_is_said_by_what_tells_most() {
        let of = |verb: &str, kind, record| event(verb, kind, (record, json!({"label": "X-1"})));
        let pinned = of("pack.pinned", RecordKind::Pack, 1);
        let started = of("assessment.started", RecordKind::Assessment, 2);
        assert_eq!(told(&[pinned, started]), "started assessment X-1");
        let answers: Vec<_> = (1..=12)
            .map(|record| of("answer.answered", RecordKind::Answer, record))
            .collect();
        assert_eq!(told(&answers), "answered answer X-1 and 11 other items");
        let asked = of("waiver.proposed", RecordKind::Waiver, 1);
        assert_eq!(told(&[asked]), "asked for waiver X-1");
    }

    #[test]
    fn an_import_is_counted_by_files() {
        let log = event(
            "log.added",
            RecordKind::Log,
            (9, json!({"name": "payments"})),
        );
        let imported = adr("adr.imported", 1, "A");
        assert_eq!(
            told(&[log, imported.clone(), imported.clone()]),
            "imported 2 files of payments"
        );
        assert_eq!(told(&[imported]), "imported A");
    }
}
