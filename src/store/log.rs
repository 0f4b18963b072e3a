//! The log of events: appended to, read, never changed. Each event carries the hash of the one before it.
//!
//! It knows the shape of an event and not what its value means.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{
    domain::{
        digest::Digest,
        event::{Event, canonical, event_hash},
        ids::RecordId,
    },
    store::{Group, Put, error::StoreError, schema},
};

/// An event with its hash, as it lies in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its place in the chain, from 1.
    pub seq: u64,
    /// The hash over its canonical bytes.
    pub hash: Digest,
    /// What happened.
    pub event: Event,
}

/// The end of the chain: where the next event is put.
pub(super) struct Head {
    replica: String,
    seq: u64,
    hash: Digest,
}

impl Head {
    pub(super) fn read(db: &Connection) -> Result<Self, StoreError> {
        let last = db
            .prepare_cached("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")?
            .query_row([], |row| {
                Ok((row.get::<_, i64>(0)? as u64, Digest(row.get(1)?)))
            })
            .optional()?;
        let (seq, hash) = last.unwrap_or((0, Digest([0; 32])));
        Ok(Self {
            replica: schema::meta(db, "replica")?.unwrap_or_default(),
            seq,
            hash,
        })
    }

    pub(super) fn seq(&self) -> u64 {
        self.seq
    }

    pub(super) fn hash(&self) -> Digest {
        self.hash
    }

    /// Appends one change of a group and moves on.
    pub(super) fn append(
        &mut self,
        db: &Connection,
        group: &Group,
        put: Put,
    ) -> Result<Event, StoreError> {
        let event = self.next(group, put);
        let bytes = canonical(&as_json(&event)?);
        let hash = event_hash(&bytes);
        db.prepare_cached("INSERT INTO event(seq, record, hash, bytes) VALUES (?1, ?2, ?3, ?4)")?
            .execute((event.seq as i64, event.record.0.as_bytes(), hash.0, bytes))?;
        self.seq = event.seq;
        self.hash = hash;
        Ok(event)
    }

    fn next(&self, group: &Group, put: Put) -> Event {
        Event {
            v: 1,
            replica: self.replica.clone(),
            seq: self.seq + 1,
            prev: self.hash.hex(),
            at: group.at,
            actor: group.actor.clone(),
            verb: put.verb,
            kind: put.kind,
            record: put.record,
            base: put.base,
            value: put.value,
            reason: put.reason,
            group: group.id,
            undoes: group.undoes,
        }
    }
}

fn as_json(event: &Event) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(event).map_err(|error| StoreError::Event {
        seq: event.seq,
        reason: error.to_string(),
    })
}

/// The events of one record, first to last.
pub(super) fn history(db: &Connection, record: RecordId) -> Result<Vec<StoredEvent>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT seq, hash, bytes FROM event WHERE record = ?1 ORDER BY seq")?;
    statement
        .query_and_then([record.0.as_bytes()], read)?
        .collect()
}

/// The last events before a place in the chain, latest first.
pub(super) fn latest(
    db: &Connection,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<StoredEvent>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT seq, hash, bytes FROM event WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2",
    )?;
    let before = before.map_or(i64::MAX, |seq| i64::try_from(seq).unwrap_or(i64::MAX));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    statement.query_and_then((before, limit), read)?.collect()
}

/// The events from one place in the chain to another, both included.
pub(super) fn between(
    db: &Connection,
    first: u64,
    last: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT seq, hash, bytes FROM event WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
    )?;
    statement
        .query_and_then((first as i64, last as i64), read)?
        .collect()
}

/// The event of a record before a place in the chain.
pub(super) fn previous(
    db: &Connection,
    record: RecordId,
    before: u64,
) -> Result<Option<StoredEvent>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT seq, hash, bytes FROM event WHERE record = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1",
    )?;
    statement
        .query_and_then((record.0.as_bytes(), before as i64), read)?
        .next()
        .transpose()
}

/// Every event, first to last, one at a time. `path` is where a fault is said to be.
pub(super) fn each<E: From<StoreError>>(
    db: &Connection,
    path: &Path,
    mut visit: impl FnMut(StoredEvent) -> Result<(), E>,
) -> Result<(), E> {
    let fault = |error: rusqlite::Error| StoreError::from(error).at(path, "reading");
    let mut statement = db
        .prepare("SELECT seq, hash, bytes FROM event ORDER BY seq")
        .map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        visit(read(row).map_err(|error| error.at(path, "reading"))?)?;
    }
    Ok(())
}

/// How many events there are.
pub(super) fn count(db: &Connection) -> rusqlite::Result<u64> {
    db.prepare_cached("SELECT coalesce(max(seq), 0) FROM event")?
        .query_row([], |row| row.get::<_, i64>(0))
        .map(|count| count as u64)
}

/// Reads the columns `seq, hash, bytes`.
pub(super) fn read(row: &Row<'_>) -> Result<StoredEvent, StoreError> {
    let seq = row.get::<_, i64>(0)? as u64;
    let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
    let event = serde_json::from_slice(bytes).map_err(|error| StoreError::Event {
        seq,
        reason: error.to_string(),
    })?;
    Ok(StoredEvent {
        seq,
        hash: Digest(row.get(1)?),
        event,
    })
}
