//! Taking back and doing again: the earlier values put once more, as events of their own, so that history only grows.

mod wording;

use serde::Deserialize as _;

use self::wording::Known;
use crate::{
    domain::{
        event::RecordKind,
        ids::{GroupId, RecordId},
        packet::Packet,
        text::counted,
    },
    ops::{
        change::Done,
        error::OpsError,
        events::named::Naming,
        exchange::{export::EXPORTED, plan::gone},
        packets::frozen_stays,
        workbench::Workbench,
    },
    store::{Put, StoreError, StoredEvent},
};

/// The most events one action may hold to be taken back; an import beyond it is undone by removing its log.
const UNDO_LIMIT: usize = 1_000;

/// The most records that are named of one change.
const REFERENCES: usize = 100;

/// Which way an action is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Undone,
    Redone,
}

impl Turn {
    const fn word(self) -> &'static str {
        match self {
            Self::Undone => "undone",
            Self::Redone => "redone",
        }
    }
}

impl Workbench {
    /// Takes back this person's last action that is not taken back yet.
    pub(crate) fn undo(&mut self) -> Result<Done, OpsError> {
        let Some(group) = self.store.undoable(&self.env.actor)? else {
            return Err(nothing("undo", &self.env.actor));
        };
        self.turn_back(group, Turn::Undone)
    }

    /// Does again what this person took back last.
    pub(crate) fn redo(&mut self) -> Result<Done, OpsError> {
        let Some(group) = self.store.redoable(&self.env.actor)? else {
            return Err(nothing("redo", &self.env.actor));
        };
        self.turn_back(group, Turn::Redone)
    }

    fn turn_back(&mut self, group: GroupId, turn: Turn) -> Result<Done, OpsError> {
        if !self.can_take_back(Some(group))? {
            return Err(OpsError::Refused {
                what: format!(
                    "the last action changed more than {UNDO_LIMIT} records, too many to take back at once"
                ),
                hint: "`archdeck log remove NAME` takes an imported log out, `archdeck import PATH` reads a removed one \
                       again."
                    .to_owned(),
            });
        }
        let events = self.store.group(group)?;
        refuse_exported(&events)?;
        refuse_frozen(&events)?;
        let word = turn.word();
        let mut puts = self.store.inverse(group)?;
        for put in &mut puts {
            put.verb = format!("{}.{word}", put.kind.word());
        }
        let refs = self.references(&puts)?;
        let done = self.first_done(events.clone())?;
        let mut naming = Naming::of(self)?;
        let mut called = |kind, value: &_| {
            let named = naming.named(kind, value);
            // What a system came to is what the verb says; beside it stands its name alone.
            let title = match value.get("name").and_then(serde_json::Value::as_str) {
                Some(name) if kind == RecordKind::System => name,
                _ => &named.title,
            };
            format!("{} {title}", named.reference).trim().to_owned()
        };
        let said = wording::said(&done, &mut Known::by(&puts, &events, &mut called));
        let summary = format!("{word}: {said}");
        let group = self
            .save_turn(Some(group), puts, Vec::new())
            .map_err(|error| self.changed_since(error))?;
        Ok(Done {
            group: Some(group),
            summary,
            refs,
            made: None,
            can_undo: turn == Turn::Redone,
        })
    }

    /// The events of what was done first, where these take something back or do it again.
    fn first_done(&self, mut events: Vec<StoredEvent>) -> Result<Vec<StoredEvent>, OpsError> {
        while let Some(undoes) = events.first().and_then(|first| first.event.undoes) {
            events = self.store.group(undoes)?;
        }
        Ok(events)
    }

    /// Whether an action was saved and is small enough to be taken back.
    pub(crate) fn can_take_back(&self, group: Option<GroupId>) -> Result<bool, OpsError> {
        let Some(group) = group else { return Ok(false) };
        let extent = self.store.extent(group)?;
        Ok(extent.is_some_and(|saved| saved.events() <= UNDO_LIMIT as u64))
    }

    /// The records that are about to change and are there now, as references.
    fn references(&self, puts: &[Put]) -> Result<Vec<String>, OpsError> {
        let names = self.log_names()?;
        let mut references = Vec::new();
        for put in puts.iter().take(REFERENCES) {
            let row = self.store.adr_row(put.record)?;
            let reference = match row {
                Some(row) => Some(names.printed(row.log, &row.label)),
                None => self.governed(put.record)?,
            };
            references.extend(reference.filter(|reference| !references.contains(reference)));
        }
        Ok(references)
    }

    /// How a record of governance that is there is called; `None` for what is none.
    fn governed(&self, record: RecordId) -> Result<Option<String>, OpsError> {
        let current = self.store.current(record)?;
        let Some(current) = current.filter(|current| current.kind.is_governance()) else {
            return Ok(None);
        };
        let named = Naming::of(self)?.named(current.kind, &current.value);
        Ok(Some(named.reference).filter(|name| !name.is_empty()))
    }

    /// What stands in the way of taking back, in words.
    fn changed_since(&self, error: OpsError) -> OpsError {
        let OpsError::Store(StoreError::Stale { record, .. }) = error else {
            return error;
        };
        let governed = self.governed(record).ok().flatten();
        let name = governed.or_else(|| self.called(record).ok());
        let name = name.unwrap_or_else(|| record.to_string());
        OpsError::Refused {
            what: format!("{name} was changed since; nothing was taken back"),
            hint: "`archdeck history` shows what came after it.".to_owned(),
        }
    }

    /// Takes a log, its records and documents out of the current state; history keeps them.
    pub(crate) fn remove_log(&mut self, name: &str) -> Result<Done, OpsError> {
        let Some(log) = self.store.logs()?.into_iter().find(|log| log.name == name) else {
            return Err(OpsError::NotFound {
                what: format!("there is no log `{name}`"),
                hint: "`archdeck log list` shows the logs.".to_owned(),
            });
        };
        let mut puts = Vec::new();
        for kind in [RecordKind::Adr, RecordKind::Document] {
            puts.extend(
                self.store
                    .current_of_kind(kind, Some(log.id))?
                    .iter()
                    .map(gone),
            );
        }
        let records = puts.len();
        puts.extend(self.store.current(log.id)?.iter().map(gone));
        let group = self.save(puts, Vec::new())?;
        let files = counted(records as u64, "file", "files");
        Ok(Done {
            group: Some(group),
            summary: format!("removed log {name} with {files}; the history keeps them"),
            refs: Vec::new(),
            made: None,
            can_undo: self.can_take_back(Some(group))?,
        })
    }
}

/// What was written into files stays there: a note that it was not would be wrong.
fn refuse_exported(events: &[StoredEvent]) -> Result<(), OpsError> {
    if events.iter().all(|stored| stored.event.verb != EXPORTED) {
        return Ok(());
    }
    Err(OpsError::Refused {
        what: "the last action wrote files into the folder of their log; files are not undone".to_owned(),
        hint: "Change the decisions again and export them, or take the files back with your version control and import \
               them."
            .to_owned(),
    })
}

/// Refuses to take a packet's freezing back: what was handed over stays.
fn refuse_frozen(events: &[StoredEvent]) -> Result<(), OpsError> {
    let packets = events
        .iter()
        .filter(|stored| stored.event.kind == RecordKind::Packet)
        .filter_map(|stored| Packet::deserialize(&stored.event.value).ok());
    let mut frozen = packets.filter(|packet| packet.frozen.is_some());
    match frozen.next() {
        Some(packet) => Err(frozen_stays(&packet.label)),
        None => Ok(()),
    }
}

fn nothing(word: &str, actor: &str) -> OpsError {
    OpsError::Refused {
        what: format!("there is nothing of {actor} to {word}"),
        hint: "`archdeck history` shows who did what.".to_owned(),
    }
}
