//! The log of changes in words: who did what to which record, and why.

pub(crate) mod named;
pub(crate) mod words;

use std::collections::HashMap;

use self::{
    named::{Named, Naming},
    words::tells_more,
};
use crate::{
    domain::{
        event::{Event, RecordKind},
        ids::{GroupId, RecordId},
    },
    ops::{
        error::OpsError,
        view::{EventLine, EventsView},
        workbench::Workbench,
    },
    store::{Saved, StoredEvent},
};

impl Workbench {
    /// Events, newest first; of a system those of what belongs to it too.
    pub(crate) fn events(
        &self,
        before: Option<u64>,
        record: Option<RecordId>,
        limit: usize,
    ) -> Result<EventsView, OpsError> {
        let mut events = match record {
            Some(record) => {
                let mut events = self.history_with_parts(record)?;
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
            lines.push(chronicle.line(self.telling(extent, event)?)?);
        }
        Ok(lines)
    }

    /// The event that tells most of an action; of those that tell as much, the last. A large one is told by its first event,
    /// which an import begins with, or its last.
    fn telling(&self, saved: Option<Saved>, last: Event) -> Result<Event, OpsError> {
        let Some(saved) = saved.filter(|saved| saved.events() > 1) else {
            return Ok(last);
        };
        let group = if saved.events() <= LOOKED_THROUGH {
            self.store.group(last.group)?
        } else {
            self.store.events(Some(saved.first_seq + 1), 1)?
        };
        let others = group.into_iter().rev().map(|stored| stored.event);
        Ok(others.fold(last, |most, event| {
            if tells_more(event.kind, most.kind) {
                event
            } else {
                most
            }
        }))
    }

    /// The events of a record, first to last; of a system those of its answers, tiers, waivers, risks and verdicts too.
    fn history_with_parts(&self, record: RecordId) -> Result<Vec<StoredEvent>, OpsError> {
        let mut events = self.store.history(record)?;
        let is_system = events
            .first()
            .is_some_and(|stored| stored.event.kind == RecordKind::System);
        if !is_system {
            return Ok(events);
        }
        for kind in RecordKind::ALL
            .into_iter()
            .filter(|kind| kind.is_governance())
        {
            for part in self.store.current_of_kind(kind, Some(record))? {
                events.extend(self.store.history(part.id)?);
            }
        }
        events.sort_by_key(|stored| stored.seq);
        Ok(events)
    }
}

/// What many events have in common is asked for once: how records are called, and what an action holds.
struct Chronicle<'a> {
    bench: &'a Workbench,
    naming: Naming<'a>,
    actions: HashMap<GroupId, Held>,
}

/// What an action holds.
#[derive(Debug, Default, Clone)]
struct Held {
    saved: Option<Saved>,
    /// How many events are about records of which kind; empty where it was not looked through.
    kinds: HashMap<RecordKind, u64>,
}

impl<'a> Chronicle<'a> {
    fn of(bench: &'a Workbench) -> Result<Self, OpsError> {
        Ok(Self {
            bench,
            naming: Naming::of(bench)?,
            actions: HashMap::new(),
        })
    }

    fn extent(&mut self, group: GroupId) -> Result<Option<Saved>, OpsError> {
        Ok(self.held(group)?.saved)
    }

    fn held(&mut self, group: GroupId) -> Result<&Held, OpsError> {
        if !self.actions.contains_key(&group) {
            let held = self.look_through(group)?;
            self.actions.insert(group, held);
        }
        Ok(self.actions.entry(group).or_default())
    }

    fn look_through(&self, group: GroupId) -> Result<Held, OpsError> {
        let saved = self.bench.store.extent(group)?;
        let mut kinds = HashMap::new();
        if saved.is_some_and(|saved| (2..=LOOKED_THROUGH).contains(&saved.events())) {
            for stored in self.bench.store.group(group)? {
                *kinds.entry(stored.event.kind).or_default() += 1;
            }
        }
        Ok(Held { saved, kinds })
    }

    fn line(&mut self, event: Event) -> Result<EventLine, OpsError> {
        let held = self.held(event.group)?;
        let group_size = held.saved.map_or(1, Saved::events);
        let alike = held.kinds.get(&event.kind).copied().unwrap_or(group_size);
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
            within: named.within,
            reason: event.reason,
            group: event.group,
            group_size,
            alike,
            is_undo: event.undoes.is_some(),
        })
    }

    /// A record that is gone after the event is called what it was called before.
    fn named(&mut self, event: &Event) -> Result<Named, OpsError> {
        if !event.value.is_null() {
            return Ok(self.naming.named(event.kind, &event.value));
        }
        let earlier = self.bench.store.history(event.record)?;
        let last = earlier
            .iter()
            .rfind(|stored| stored.seq < event.seq && !stored.event.value.is_null());
        let named = last.map_or_else(Named::default, |last| {
            self.naming.named(event.kind, &last.event.value)
        });
        Ok(Named {
            status: None,
            ..named
        })
    }
}

/// An action of at most so many events is looked through for the one that tells most.
const LOOKED_THROUGH: u64 = 200;

#[cfg(test)]
mod tests;
