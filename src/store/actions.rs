//! User actions in the log: which one can be taken back, which one done again, and the changes that do so.
//!
//! Whether a person may is not decided here; that nothing was changed since is decided by the bases when it is saved.

use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::{
    domain::{event::value_digest, ids::GroupId},
    store::{
        Put, Saved,
        error::StoreError,
        log::{self, StoredEvent},
    },
};

/// The last action of a person that is not taken back; actions that take back are not among them.
pub(super) fn undoable(db: &Connection, actor: &str) -> rusqlite::Result<Option<GroupId>> {
    db.prepare_cached(
        "SELECT id FROM user_action done WHERE actor = ?1 AND turn IN ('do', 'redo')
           AND NOT EXISTS (SELECT 1 FROM user_action later WHERE later.undoes = done.id)
         ORDER BY first_seq DESC LIMIT 1",
    )?
    .query_row([actor], |row| row.get(0).map(group_id))
    .optional()
}

/// The last thing a person took back, as long as nothing new was done since.
pub(super) fn redoable(db: &Connection, actor: &str) -> rusqlite::Result<Option<GroupId>> {
    db.prepare_cached(
        "SELECT id FROM user_action undone WHERE actor = ?1 AND turn = 'undo'
           AND NOT EXISTS (SELECT 1 FROM user_action later WHERE later.undoes = undone.id)
           AND first_seq > coalesce(
             (SELECT max(first_seq) FROM user_action WHERE actor = ?1 AND turn = 'do'), 0)
         ORDER BY first_seq DESC LIMIT 1",
    )?
    .query_row([actor], |row| row.get(0).map(group_id))
    .optional()
}

/// The places in the chain of an action's first and last event.
pub(super) fn extent(db: &Connection, group: GroupId) -> rusqlite::Result<Option<Saved>> {
    db.prepare_cached("SELECT first_seq, last_seq FROM user_action WHERE id = ?1")?
        .query_row([group.0.as_bytes()], |row| {
            let (first, last): (i64, i64) = (row.get(0)?, row.get(1)?);
            Ok(Saved {
                first_seq: first as u64,
                last_seq: last as u64,
            })
        })
        .optional()
}

/// The events of one action, first to last.
pub(super) fn events(db: &Connection, group: GroupId) -> Result<Vec<StoredEvent>, StoreError> {
    match extent(db, group)? {
        Some(saved) => log::between(db, saved.first_seq, saved.last_seq),
        None => Ok(Vec::new()),
    }
}

/// The changes that put back what an action changed, last change first. Saving them is refused as stale when
/// somebody changed one of the records since.
pub(super) fn inverse(db: &Connection, group: GroupId) -> Result<Vec<Put>, StoreError> {
    let mut puts = Vec::new();
    for stored in events(db, group)?.into_iter().rev() {
        let event = stored.event;
        let before = log::previous(db, event.record, stored.seq)?;
        puts.push(Put {
            kind: event.kind,
            record: event.record,
            verb: event.verb,
            base: value_digest(&event.value),
            value: before.map_or(serde_json::Value::Null, |before| before.event.value),
            reason: None,
        });
    }
    Ok(puts)
}

fn group_id(bytes: [u8; 16]) -> GroupId {
    GroupId(Uuid::from_bytes(bytes))
}
