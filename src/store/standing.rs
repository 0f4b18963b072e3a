//! The narrow table of systems as a list shows them: computed once, used until an event touches something they rest on or a
//! day comes on which time alone changes them.
//!
//! It keeps a line as it was given and drops it in time; it must not know what a line says. No event tells of it, so it is not
//! part of what a replay must give again.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior};

use crate::{
    domain::{
        digest::Digest,
        event::{Event, RecordKind},
        ids::RecordId,
    },
    store::{StoreError, log, rows},
};

/// A system as a list shows it, and how long that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The system.
    pub system: RecordId,
    /// The line, as its maker wrote it.
    pub line: String,
    /// The day it was computed for: it says nothing of an earlier one.
    pub since: NaiveDate,
    /// The first day on which it may be another one; `None`: never by time alone.
    pub until: Option<NaiveDate>,
    /// What it was computed with beside the store: packs, rubrics, the program itself.
    pub basis: Digest,
    /// The records it rests on besides the system and those below it.
    pub upon: Vec<RecordId>,
}

impl Standing {
    /// Whether it holds on a day, computed with the same.
    pub fn holds(&self, basis: Digest, day: NaiveDate) -> bool {
        self.basis == basis && self.since <= day && self.until.is_none_or(|until| day < until)
    }
}

/// Everything that is kept; what each rests on stays in the store.
pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<Standing>> {
    db.prepare_cached("SELECT system, line, since, until, basis FROM standing")?
        .query_map([], |row| {
            Ok(Standing {
                system: rows::id(row, 0)?,
                line: row.get(1)?,
                since: day(row, 2)?.ok_or_else(|| rows::unreadable(2, "no day"))?,
                until: day(row, 3)?,
                basis: Digest(row.get(4)?),
                upon: Vec::new(),
            })
        })?
        .collect()
}

fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(column)?;
    let read = |text: String| {
        text.parse()
            .map_err(|_| rows::unreadable(column, "not a day"))
    };
    text.map(read).transpose()
}

/// Keeps lines that were computed from the state after the event `seen`; nothing is kept where the store went on since.
pub(super) fn keep(db: &Connection, seen: u64, standings: &[Standing]) -> Result<(), StoreError> {
    let saving = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    if log::Head::read(&saving)?.seq() != seen {
        return Ok(());
    }
    for standing in standings {
        let system = standing.system.0.as_bytes();
        drop_upon(&saving, standing.system)?;
        saving
            .prepare_cached(
                "INSERT INTO standing(system, line, since, until, basis) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT(system) DO UPDATE SET line = excluded.line, since = excluded.since,
                   until = excluded.until, basis = excluded.basis",
            )?
            .execute((
                system,
                &standing.line,
                standing.since.to_string(),
                standing.until.map(|day| day.to_string()),
                standing.basis.0,
            ))?;
        for record in &standing.upon {
            saving
                .prepare_cached(
                    "INSERT OR IGNORE INTO standing_upon(record, system) VALUES (?1, ?2)",
                )?
                .execute((record.0.as_bytes(), system))?;
        }
    }
    saving.commit()?;
    Ok(())
}

/// Drops the lines an event may change: of the system itself, of the one the record belongs or belonged to, and of those that
/// rest on the record. How decisions are called depends on the logs there are, so a log drops them all.
pub(super) fn touch(
    db: &Connection,
    event: &Event,
    parents: [Option<RecordId>; 2],
) -> rusqlite::Result<()> {
    match event.kind {
        RecordKind::Log => drop_all(db),
        RecordKind::Document | RecordKind::Comment | RecordKind::Packet => Ok(()),
        _ => {
            drop_one(db, event.record)?;
            parents
                .into_iter()
                .flatten()
                .try_for_each(|parent| drop_one(db, parent))?;
            drop_resting_on(db, event.record)
        }
    }
}

fn drop_all(db: &Connection) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM standing")?.execute([])?;
    db.prepare_cached("DELETE FROM standing_upon")?
        .execute([])?;
    Ok(())
}

fn drop_one(db: &Connection, system: RecordId) -> rusqlite::Result<()> {
    let gone = db
        .prepare_cached("DELETE FROM standing WHERE system = ?1")?
        .execute([system.0.as_bytes()])?;
    if gone > 0 {
        drop_upon(db, system)?;
    }
    Ok(())
}

fn drop_upon(db: &Connection, system: RecordId) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM standing_upon WHERE system = ?1")?
        .execute([system.0.as_bytes()])?;
    Ok(())
}

fn drop_resting_on(db: &Connection, record: RecordId) -> rusqlite::Result<()> {
    let systems: Vec<RecordId> = db
        .prepare_cached("SELECT system FROM standing_upon WHERE record = ?1")?
        .query_map([record.0.as_bytes()], |row| rows::id(row, 0))?
        .collect::<Result<_, _>>()?;
    systems
        .into_iter()
        .try_for_each(|system| drop_one(db, system))
}
