//! The tables, their versions, and how a connection is set up before anybody uses it.
//!
//! The truth is migrated step by step; the projections have a version of their own and are simply made again.

use std::time::Duration;

use rusqlite::{
    Connection, OptionalExtension as _, Transaction, TransactionBehavior, config::DbConfig,
    limits::Limit,
};

use crate::store::{error::StoreError, projection};

/// `ADK1`: what `file` and the probe recognise a store by.
pub(super) const APPLICATION_ID: i64 = 0x4144_4B31;

/// The version of the projection tables and of the functions that fill them.
pub(super) const PROJECTION_VERSION: &str = "5";

/// How long a statement waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// One step from each version of the truth to the next.
const STEPS: [fn(&Connection) -> rusqlite::Result<()>; 1] = [create_truth];

/// The version of the truth this program writes.
pub(super) const SCHEMA_VERSION: i64 = STEPS.len() as i64;

/// What a file says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) application: i64,
    pub(super) version: i64,
    /// Whether it holds nothing at all.
    pub(super) is_empty: bool,
}

/// Reads the marks, all at one moment, without changing anything.
pub(super) fn probe(db: &Connection) -> rusqlite::Result<Mark> {
    mark_of(&*db.unchecked_transaction()?)
}

fn mark_of(db: &Connection) -> rusqlite::Result<Mark> {
    let pages: i64 = db.pragma_query_value(None, "page_count", |row| row.get(0))?;
    Ok(Mark {
        is_empty: pages == 0,
        application: db.pragma_query_value(None, "application_id", |row| row.get(0))?,
        version: db.pragma_query_value(None, "user_version", |row| row.get(0))?,
    })
}

/// Patience and distrust: what every connection gets before its first statement.
pub(super) fn guard(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, 16 << 20)?;
    db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// What a connection needs for its own work; nothing here writes to the file.
pub(super) fn tune(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "PRAGMA foreign_keys=ON;
         PRAGMA cell_size_check=ON;
         PRAGMA mmap_size=0;
         PRAGMA temp_store=MEMORY;
         PRAGMA cache_size=-16384;",
    )
}

/// Write-ahead logging, flushed to the disk with every save.
pub(super) fn make_durable(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "PRAGMA journal_mode=WAL;
         PRAGMA synchronous=FULL;
         PRAGMA journal_size_limit=67108864;",
    )
}

/// Brings the truth to this version, one transaction a step; another process may have been faster.
pub(super) fn migrate(db: &Connection) -> Result<(), StoreError> {
    for (version, step) in (0..).zip(STEPS) {
        if mark_of(db)?.version > version {
            continue;
        }
        let saving = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
        if mark_of(&saving)?.version == version {
            step(&saving)?;
            saving.pragma_update(None, "user_version", version + 1)?;
        }
        saving.commit()?;
    }
    Ok(())
}

fn create_truth(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    db.execute_batch(include_str!("../../assets/schema/truth.sql"))?;
    db.execute(
        "INSERT INTO meta(name, value) VALUES ('replica', lower(hex(randomblob(16))))",
        [],
    )?;
    projection::create(db)?;
    note_projection(db)
}

/// Writes down which version the projection tables now have.
pub(super) fn note_projection(db: &Connection) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO meta(name, value) VALUES ('projection', ?1)
         ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        [PROJECTION_VERSION],
    )?;
    Ok(())
}

/// Whether the projections were made by this version.
pub(super) fn projection_is_known(db: &Connection) -> rusqlite::Result<bool> {
    let version: Option<String> = meta(db, "projection")?;
    Ok(version.as_deref() == Some(PROJECTION_VERSION))
}

/// One entry of the store's own notes.
pub(super) fn meta(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}
