//! What `doctor` asks of a store: is the file sound, is the chain whole, are the bytes what their names say, and does a
//! replay give the tables that are there. Nothing is repaired here and nothing is written.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use serde::Serialize;

use crate::{
    domain::{
        digest::Digest,
        event::{EVENT_HASH_PREFIX, Event},
    },
    store::{
        Store, StoreError, fingerprint,
        projection::{self, Shape},
        schema, search,
    },
};

/// What one check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// All is as it should be.
    Sound,
    /// Something that can be made again is not as it should be; nothing is lost.
    Stale,
    /// Something that was kept is not as it was saved.
    Damaged,
    /// It could not be looked at.
    Skipped,
}

/// One check and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// What it is like.
    pub outcome: Outcome,
    /// What was seen, in one line.
    pub detail: String,
    /// What to do, where there is something to do.
    pub advice: Option<String>,
}

/// What a check came to: what it saw, or what is wrong.
type Seen = Result<String, Fault>;

enum Fault {
    Stale(String),
    Damaged(String),
    Skipped(String),
}

impl<E: Into<StoreError>> From<E> for Fault {
    fn from(error: E) -> Self {
        let error = error.into();
        Self::Damaged(error.at(&PathBuf::new(), "reading").to_string())
    }
}

const RESTORE: &str = "Keep the file as it is and go back to a backup; `archdeck dump --json` writes out what can be read.";
const REBUILD: &str = "Run `archdeck rebuild`; nothing is lost.";

/// Every check, one after the other; one that fails does not keep the others from running.
pub(super) fn all(store: &Store) -> Vec<Check> {
    let db = &store.db;
    [
        ("file", file(db)),
        ("schema", schema_is_ours(db)),
        ("foreign keys", foreign_keys(db)),
        ("chain", chain(db)),
        ("blobs", blobs(db)),
        ("search index", search_index(store)),
        ("replay", replay(db)),
    ]
    .into_iter()
    .map(|(name, seen)| told(name, seen))
    .collect()
}

fn told(name: &'static str, seen: Seen) -> Check {
    let (outcome, detail, advice) = match seen {
        Ok(detail) => (Outcome::Sound, detail, None),
        Err(Fault::Stale(detail)) => (Outcome::Stale, detail, Some(REBUILD)),
        Err(Fault::Damaged(detail)) => (Outcome::Damaged, detail, Some(RESTORE)),
        Err(Fault::Skipped(detail)) => (Outcome::Skipped, detail, None),
    };
    Check {
        name,
        outcome,
        detail,
        advice: advice.map(str::to_owned),
    }
}

/// What `SQLite` itself says is wrong with the pages of a file; it does not compare indexes with their tables.
pub(super) fn page_faults(db: &Connection) -> rusqlite::Result<Vec<String>> {
    faults(db, "quick_check")
}

/// What a check by `SQLite` complains about.
fn faults(db: &Connection, check: &str) -> rusqlite::Result<Vec<String>> {
    let mut faults: Vec<String> = Vec::new();
    db.pragma_query(None, check, |row| {
        faults.push(row.get(0)?);
        Ok(())
    })?;
    faults.retain(|line| line != "ok");
    Ok(faults)
}

fn file(db: &Connection) -> Seen {
    let faults = faults(db, "integrity_check")?;
    match faults.first() {
        None => Ok("every page and every index is in order".to_owned()),
        Some(first) => Err(Fault::Damaged(format!(
            "{} {}: {}",
            faults.len(),
            if faults.len() == 1 { "fault" } else { "faults" },
            first.lines().collect::<Vec<_>>().join("; ")
        ))),
    }
}

/// The tables, indexes and triggers, word for word as a new store has them.
fn schema_is_ours(db: &Connection) -> Seen {
    const SCHEMA: &str =
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY type, name";
    let fresh = Connection::open_in_memory()?;
    schema::guard(&fresh)?;
    schema::migrate(&fresh)?;
    if fingerprint::digest(db, SCHEMA)? == fingerprint::digest(&fresh, SCHEMA)? {
        return Ok("tables and triggers are those of this version".to_owned());
    }
    Err(Fault::Damaged(
        "tables, indexes or triggers are not those of this version".to_owned(),
    ))
}

fn foreign_keys(db: &Connection) -> Seen {
    let mut count = 0;
    db.pragma_query(None, "foreign_key_check", |_| {
        count += 1;
        Ok(())
    })?;
    match count {
        0 => Ok("no row points at nothing".to_owned()),
        count => Err(Fault::Stale(format!("{count} rows point at nothing"))),
    }
}

/// Walks the chain: places without a gap, hashes over the bytes, each event naming the one before it.
fn chain(db: &Connection) -> Seen {
    let mut statement = db.prepare("SELECT seq, record, hash, bytes FROM event ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut link = Link {
        replica: schema::meta(db, "replica")?.unwrap_or_default(),
        seq: 0,
        hash: Digest([0; 32]),
    };
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)? as u64;
        let bytes = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        let record: [u8; 16] = row.get(1)?;
        link = link
            .next((seq, Digest(row.get(2)?)), bytes)
            .and_then(|(link, event)| {
                let same = event.record.0.as_bytes() == &record;
                same.then_some(link).ok_or("lies under another record")
            })
            .map_err(|reason| Fault::Damaged(format!("event {seq} {reason}")))?;
    }
    Ok(match link.seq {
        0 => "no events yet".to_owned(),
        last => format!(
            "{last} events, each as it was saved; whether later ones were cut off cannot be known from the file alone"
        ),
    })
}

/// The end of the part of the chain that was walked.
struct Link {
    replica: String,
    seq: u64,
    hash: Digest,
}

impl Link {
    fn next(self, (seq, hash): (u64, Digest), bytes: &[u8]) -> Result<(Self, Event), &'static str> {
        if seq != self.seq + 1 {
            return Err("does not follow the one before it");
        }
        if Digest::of_parts(&[EVENT_HASH_PREFIX, bytes]) != hash {
            return Err("is not what was saved");
        }
        let event: Event = serde_json::from_slice(bytes).map_err(|_| "cannot be read")?;
        if event.seq != seq || event.prev != self.hash.hex() {
            return Err("does not name the one before it");
        }
        if event.replica != self.replica {
            return Err("comes from another store");
        }
        let link = Self { seq, hash, ..self };
        Ok((link, event))
    }
}

/// Every blob has the digest it is named by, and every digest an event names has its blob.
fn blobs(db: &Connection) -> Seen {
    let mut statement = db.prepare("SELECT digest, bytes FROM blob ORDER BY pk")?;
    let mut rows = statement.query([])?;
    let mut held = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let named = Digest(row.get(0)?);
        let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        if Digest::of(bytes) != named {
            return Err(Fault::Damaged(format!(
                "the bytes {named} are not what was saved"
            )));
        }
        held.insert(named);
    }
    match first_missing(db, &held)? {
        None => Ok(format!("{} files, each as it was saved", held.len())),
        Some((seq, digest)) => Err(Fault::Damaged(format!(
            "event {seq} names {digest}, which is missing"
        ))),
    }
}

fn first_missing(
    db: &Connection,
    held: &BTreeSet<Digest>,
) -> Result<Option<(u64, Digest)>, StoreError> {
    let mut missing = None;
    super::log::each(db, Path::new(db.path().unwrap_or_default()), |stored| {
        let event = stored.event;
        if missing.is_some() || event.value.is_null() {
            return Ok(());
        }
        let named = Shape::read(event.kind, event.record, &event.value)?.blobs();
        missing = named
            .into_iter()
            .find(|digest| !held.contains(digest))
            .map(|digest| (stored.seq, digest));
        Ok::<(), StoreError>(())
    })?;
    Ok(missing)
}

fn search_index(store: &Store) -> Seen {
    if store.is_read_only() {
        return Err(Fault::Skipped(
            "the store is open for reading only".to_owned(),
        ));
    }
    if search::index_is_sound(&store.db)? {
        return Ok("every word is where it belongs".to_owned());
    }
    Err(Fault::Stale("the search index does not fit".to_owned()))
}

/// Replays every event into tables in memory and compares them with those in the file.
fn replay(db: &Connection) -> Seen {
    let fresh = Connection::open_in_memory()?;
    schema::guard(&fresh)?;
    projection::create(&fresh)?;
    fresh.execute_batch("BEGIN")?;
    projection::replay(&fresh, db)?;
    fresh.execute_batch("COMMIT")?;
    let differing = fingerprint::differing(&fingerprint::of(db)?, &fingerprint::of(&fresh)?);
    if differing.is_empty() {
        return Ok("a replay of every event gives the same tables".to_owned());
    }
    Err(Fault::Stale(format!(
        "a replay gives other tables: {}",
        differing.join(", ")
    )))
}
