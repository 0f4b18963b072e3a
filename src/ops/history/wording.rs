//! What an action did, in one sentence made of its events: for whoever takes it back or does it again.

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    domain::{
        event::{Event, RecordKind},
        ids::RecordId,
        text::counted,
    },
    ops::step,
    store::{Put, StoredEvent},
};

/// A comment is told by its beginning.
const TOLD_OF_A_COMMENT: usize = 60;

/// The values by which records that an action took away are still known.
pub(super) struct Known<'a>(HashMap<RecordId, &'a Value>);

impl<'a> Known<'a> {
    pub(super) fn by(puts: &'a [Put], events: &'a [StoredEvent]) -> Self {
        let of_puts = puts.iter().map(|put| (put.record, &put.value));
        let of_events = events
            .iter()
            .map(|stored| (stored.event.record, &stored.event.value));
        Self(
            of_puts
                .chain(of_events)
                .filter(|(_, value)| !value.is_null())
                .collect(),
        )
    }

    /// What a record was called.
    fn title(&self, event: &Event) -> String {
        let value = if event.value.is_null() {
            self.0.get(&event.record).copied()
        } else {
            Some(&event.value)
        };
        let told = |pointer: &str| value?.pointer(pointer)?.as_str();
        ["/facts/title", "/name", "/path", "/label", "/title"]
            .into_iter()
            .find_map(|pointer| told(pointer).map(str::to_owned))
            .or_else(|| told("/text").map(cut))
            .unwrap_or_else(|| "what was there before".to_owned())
    }
}

/// `edited Use Postgres`, `imported 38 files of payments`, `accepted Serve fraud scores and 1 other decision`.
pub(super) fn said(events: &[StoredEvent], known: &Known<'_>) -> String {
    let Some(lead) = lead(events) else {
        return "nothing".to_owned();
    };
    if is_of_files(events) {
        return said_of_files(events, known);
    }
    let others: Vec<_> = others(events, lead);
    let also = match others.len() as u64 {
        0 => String::new(),
        others => format!(
            " and {}",
            counted(others, "other decision", "other decisions")
        ),
    };
    format!("{} {}{also}", past(&lead.verb), known.title(lead))
}

/// The event an action is called by: a record that came or went, else its first.
fn lead(events: &[StoredEvent]) -> Option<&Event> {
    let goes = events
        .iter()
        .find(|stored| stored.event.verb.ends_with(".discarded"));
    goes.or_else(|| events.first()).map(|stored| &stored.event)
}

/// The decisions an action touched beside the one it is called by.
fn others(events: &[StoredEvent], lead: &Event) -> Vec<RecordId> {
    let mut others = Vec::new();
    for StoredEvent { event, .. } in events {
        let is_other = event.kind == RecordKind::Adr && event.record != lead.record;
        if is_other && !others.contains(&event.record) {
            others.push(event.record);
        }
    }
    others
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

fn said_of_files(events: &[StoredEvent], known: &Known<'_>) -> String {
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

    fn told(events: &[StoredEvent]) -> String {
        said(events, &Known::by(&[], &[]))
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
            said(&events, &Known::by(&[], &[before])),
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
