//! The log of changes in words: who did what to which record, and why.

use std::collections::HashMap;

use serde::Deserialize as _;
use serde_json::Value;

use crate::{
    domain::{
        adr::Adr,
        comment::Comment,
        event::{Event, RecordKind},
        ids::{GroupId, RecordId},
        status::Status,
    },
    ops::{
        error::OpsError,
        reference::LogNames,
        view::{EventLine, EventsView},
        workbench::Workbench,
    },
    store::{Saved, StoredEvent},
};

impl Workbench {
    /// Events, newest first.
    pub(crate) fn events(
        &self,
        before: Option<u64>,
        record: Option<RecordId>,
        limit: usize,
    ) -> Result<EventsView, OpsError> {
        let mut events = match record {
            Some(record) => {
                let mut events = self.store.history(record)?;
                events.retain(|stored| before.is_none_or(|before| stored.seq < before));
                events.reverse();
                events
            }
            None => self.store.events(before, limit.saturating_add(1))?,
        };
        let has_more = events.len() > limit;
        events.truncate(limit);
        let next = events.last().filter(|_| has_more).map(|stored| stored.seq);
        let mut chronicle = Chronicle::of(self)?;
        let lines: Result<_, OpsError> = events
            .into_iter()
            .map(|stored| chronicle.line(stored.event))
            .collect();
        Ok(EventsView {
            lines: lines?,
            next,
            total: self.store.event_count()?,
        })
    }

    /// The newest actions, one line each.
    pub(crate) fn recent(&self, limit: usize) -> Result<Vec<EventLine>, OpsError> {
        let mut chronicle = Chronicle::of(self)?;
        let mut lines: Vec<EventLine> = Vec::new();
        let mut before = None;
        while lines.len() < limit {
            let Some(StoredEvent { event, .. }) = self.store.events(before, 1)?.into_iter().next()
            else {
                break;
            };
            let extent = chronicle.extent(event.group)?;
            let first = extent.map_or(event.seq, |extent| extent.first_seq);
            before = Some(first);
            lines.push(chronicle.line(self.telling(first, event)?)?);
        }
        Ok(lines)
    }

    /// The event that tells most of an action: the one about the log, which an import begins with, else the last.
    fn telling(&self, first: u64, last: Event) -> Result<Event, OpsError> {
        let begun = self.store.events(Some(first + 1), 1)?.into_iter().next();
        Ok(match begun {
            Some(begun) if begun.event.kind == RecordKind::Log => begun.event,
            _ => last,
        })
    }
}

/// What many events have in common is asked for once: the names of the logs, and how large an action is.
struct Chronicle<'a> {
    bench: &'a Workbench,
    names: LogNames,
    extents: HashMap<GroupId, Option<Saved>>,
}

/// How a record is called at the time of an event.
#[derive(Debug, Default)]
struct Named {
    reference: String,
    title: String,
    status: Option<Status>,
}

impl<'a> Chronicle<'a> {
    fn of(bench: &'a Workbench) -> Result<Self, OpsError> {
        Ok(Self {
            bench,
            names: bench.log_names()?,
            extents: HashMap::new(),
        })
    }

    fn extent(&mut self, group: GroupId) -> Result<Option<Saved>, OpsError> {
        if let Some(known) = self.extents.get(&group) {
            return Ok(*known);
        }
        let extent = self.bench.store.extent(group)?;
        self.extents.insert(group, extent);
        Ok(extent)
    }

    fn line(&mut self, event: Event) -> Result<EventLine, OpsError> {
        let group_size = self.extent(event.group)?.map_or(1, Saved::events);
        let named = self.named(&event)?;
        Ok(EventLine {
            seq: event.seq,
            at: event.at,
            actor: event.actor,
            verb: event.verb,
            kind: event.kind,
            record: event.record,
            reference: named.reference,
            title: named.title,
            status: named.status,
            reason: event.reason,
            group: event.group,
            group_size,
            is_undo: event.undoes.is_some(),
        })
    }

    /// A record that is gone after the event is called what it was called before.
    fn named(&self, event: &Event) -> Result<Named, OpsError> {
        if !event.value.is_null() {
            return Ok(self.named_in(event.kind, &event.value));
        }
        let earlier = self.bench.store.history(event.record)?;
        let last = earlier
            .iter()
            .rfind(|stored| stored.seq < event.seq && !stored.event.value.is_null());
        let named = last.map_or_else(Named::default, |last| {
            self.named_in(event.kind, &last.event.value)
        });
        Ok(Named {
            status: None,
            ..named
        })
    }

    /// A comment is called by the decision it is about, and tells what was said.
    fn of_comment(&self, value: &Value) -> Named {
        let Ok(comment) = Comment::deserialize(value) else {
            return Named::default();
        };
        Named {
            reference: self.bench.called(comment.record).unwrap_or_default(),
            title: comment.text,
            status: None,
        }
    }

    fn named_in(&self, kind: RecordKind, value: &Value) -> Named {
        let called = |key: &str| Named {
            reference: value
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            ..Named::default()
        };
        match kind {
            RecordKind::Log => called("name"),
            RecordKind::Document => called("path"),
            RecordKind::Packet => Named {
                title: called("title").reference,
                ..called("label")
            },
            RecordKind::Comment => self.of_comment(value),
            // A value that a later version wrote in another shape leaves the event without a name, not unread.
            RecordKind::Adr => Adr::deserialize(value).map_or_else(
                |_| Named::default(),
                |adr| Named {
                    reference: self.names.printed(adr.log, &adr.label()),
                    title: adr.facts.title,
                    status: Some(adr.facts.status),
                },
            ),
            of_governance => governed(of_governance, value),
        }
    }
}

/// How a record of governance is named: its label and what it is about.
fn governed(kind: RecordKind, value: &Value) -> Named {
    let told = |key: &str| {
        let text = value.get(key).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let (reference, title) = match kind {
        RecordKind::Person => ("name", ""),
        RecordKind::System | RecordKind::Pattern => ("label", "name"),
        RecordKind::Pack => ("pack", "version"),
        RecordKind::Answer => ("item", "response"),
        RecordKind::Milestone => ("title", "as_of"),
        RecordKind::SignOff => ("role", "decision"),
        RecordKind::Issued => ("verdict", "as_of"),
        RecordKind::Waiver => ("label", "reason"),
        _ => ("label", "title"),
    };
    Named {
        reference: told(reference),
        title: told(title),
        status: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        env::Env,
        ops::{change::Change, demo},
    };

    #[test]
    fn what_is_gone_keeps_its_name_in_the_history() {
        let mut bench =
            Workbench::in_memory(Env::fixed(demo::beginning().unwrap(), "mina")).unwrap();
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
}
