//! The log of changes in words: who did what to which record, and why.

use crate::{
    domain::{
        event::{Event, RecordKind},
        ids::RecordId,
        log::DecisionLog,
        status::Status,
    },
    ops::{
        error::OpsError,
        reference,
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
        let logs = self.store.logs()?;
        let next = events.last().filter(|_| has_more).map(|stored| stored.seq);
        let total = self.store.event_count()?;
        let mut lines = Vec::with_capacity(events.len());
        for StoredEvent { event, .. } in events {
            let size = self.store.extent(event.group)?.map_or(1, Saved::events);
            lines.push(event_line(event, &logs, size));
        }
        Ok(EventsView { lines, next, total })
    }

    /// The newest actions, one line each.
    pub(crate) fn recent(&self, limit: usize) -> Result<Vec<EventLine>, OpsError> {
        let logs = self.store.logs()?;
        let mut lines: Vec<EventLine> = Vec::new();
        let mut before = None;
        while lines.len() < limit {
            let Some(StoredEvent { event, .. }) = self.store.events(before, 1)?.into_iter().next()
            else {
                break;
            };
            let extent = self.store.extent(event.group)?;
            before = Some(extent.map_or(event.seq, |extent| extent.first_seq));
            lines.push(event_line(event, &logs, extent.map_or(1, Saved::events)));
        }
        Ok(lines)
    }
}

fn event_line(event: Event, logs: &[DecisionLog], group_size: u64) -> EventLine {
    let (reference, title, status) = named(&event, logs);
    EventLine {
        seq: event.seq,
        at: event.at,
        actor: event.actor,
        verb: event.verb,
        kind: event.kind,
        record: event.record,
        reference,
        title,
        status,
        reason: event.reason,
        group: event.group,
        group_size,
        is_undo: event.undoes.is_some(),
    }
}

/// How the record of an event was called at that time: reference, title, status.
fn named(event: &Event, logs: &[DecisionLog]) -> (String, String, Option<Status>) {
    let text = |value: Option<&serde_json::Value>| {
        value
            .and_then(|text| text.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    match event.kind {
        RecordKind::Log => (text(event.value.get("name")), String::new(), None),
        RecordKind::Document => (text(event.value.get("path")), String::new(), None),
        RecordKind::Adr => adr_named(event, logs).unwrap_or_default(),
    }
}

fn adr_named(event: &Event, logs: &[DecisionLog]) -> Option<(String, String, Option<Status>)> {
    let adr: crate::domain::adr::Adr = serde_json::from_value(event.value.clone()).ok()?;
    let log = logs
        .iter()
        .find(|log| log.id == adr.log)
        .map_or("?", |log| log.name.as_str());
    let reference = reference::printed(log, logs.len(), &adr.label());
    Some((reference, adr.facts.title, Some(adr.facts.status)))
}
