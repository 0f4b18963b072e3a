//! The narrow tables of decision records: rows for lists, names and links.
//!
//! Filled from a whole value at a time; it must not know who changed it or whether that was allowed.

use chrono::Datelike as _;
use rusqlite::{Connection, OptionalExtension as _, named_params};

use crate::{
    domain::{
        adr::{Adr, People, SourcedDate},
        digest::Digest,
        link::{self, Link},
        status::Status,
        time::{StatedDate, Timestamp},
    },
    store::{error::StoreError, words::Source},
};

/// A decision record and the moment its value was told.
pub(super) struct Told<'a> {
    pub(super) adr: &'a Adr,
    pub(super) at: Timestamp,
}

/// What the row said before.
struct Before {
    status: String,
    status_since: i64,
    words: Source,
}

/// Brings the narrow tables to a new value of a record; gives where its words stood before.
pub(super) fn put(db: &Connection, pk: i64, told: &Told<'_>) -> Result<Option<Source>, StoreError> {
    let before = before(db, pk)?;
    if before.is_some() {
        forget_names_and_links(db, pk)?;
    }
    let row = RowToWrite {
        told,
        before: before.as_ref(),
    };
    put_row(db, pk, &row)?;
    put_names(db, pk, told.adr)?;
    put_links(db, pk, told.adr)?;
    Ok(before.map(|before| before.words))
}

/// Takes a record out of the narrow tables; gives where its words stood, `None` when it was none of theirs.
pub(super) fn forget(db: &Connection, pk: i64) -> Result<Option<Source>, StoreError> {
    let Some(before) = before(db, pk)? else {
        return Ok(None);
    };
    forget_names_and_links(db, pk)?;
    db.prepare_cached("DELETE FROM adr_row WHERE pk = ?1")?
        .execute([pk])?;
    Ok(Some(before.words))
}

fn before(db: &Connection, pk: i64) -> rusqlite::Result<Option<Before>> {
    db.prepare_cached("SELECT status, status_since, title, source FROM adr_row WHERE pk = ?1")?
        .query_row([pk], |row| {
            Ok(Before {
                status: row.get(0)?,
                status_since: row.get(1)?,
                words: Source {
                    title: row.get(2)?,
                    bytes: Digest(row.get(3)?),
                },
            })
        })
        .optional()
}

struct RowToWrite<'a> {
    told: &'a Told<'a>,
    before: Option<&'a Before>,
}

impl RowToWrite<'_> {
    /// Since when the status is what it is: the moment it became so, not the moment of the last edit.
    fn status_since(&self) -> i64 {
        self.before
            .filter(|before| before.status == self.told.adr.facts.status.word())
            .map_or_else(|| millis(self.told.at), |before| before.status_since)
    }
}

fn put_row(db: &Connection, pk: i64, row: &RowToWrite<'_>) -> rusqlite::Result<()> {
    let Told { adr, at } = row.told;
    let facts = &adr.facts;
    db.prepare_cached(
        "INSERT INTO adr_row(pk, id, log, number, label, title, status, decided, review_by,
           status_since, changed_at, tags, people, findings, source, edited_here)
         VALUES (:pk, :id, :log, :number, :label, :title, :status, :decided, :review_by,
           :status_since, :changed_at, :tags, :people, :findings, :source, :edited_here)
         ON CONFLICT(pk) DO UPDATE SET log = excluded.log, number = excluded.number,
           label = excluded.label, title = excluded.title, status = excluded.status,
           decided = excluded.decided, review_by = excluded.review_by,
           status_since = excluded.status_since, changed_at = excluded.changed_at,
           tags = excluded.tags, people = excluded.people, findings = excluded.findings,
           source = excluded.source, edited_here = excluded.edited_here",
    )?
    .execute(named_params! {
        ":pk": pk,
        ":id": adr.id.0.as_bytes(),
        ":log": adr.log.0.as_bytes(),
        ":number": facts.number,
        ":label": adr.label(),
        ":title": facts.title,
        ":status": facts.status.word(),
        ":decided": facts.dates.decided.map(day_number),
        ":review_by": facts.dates.review_by.map(day_number),
        ":status_since": row.status_since(),
        ":changed_at": millis(*at),
        ":tags": facts.tags.join("\n"),
        ":people": everybody(&facts.people),
        ":findings": facts.findings.len() as i64,
        ":source": adr.source.0,
        ":edited_here": adr.imported != Some(adr.source),
    })?;
    Ok(())
}

fn put_names(db: &Connection, pk: i64, adr: &Adr) -> rusqlite::Result<()> {
    let facts = &adr.facts;
    for name in link::names_of(&adr.path, facts.native_id.as_deref(), facts.number) {
        db.prepare_cached("INSERT OR IGNORE INTO adr_name(name, log, adr) VALUES (?1, ?2, ?3)")?
            .execute((name, adr.log.0.as_bytes(), pk))?;
    }
    Ok(())
}

fn put_links(db: &Connection, pk: i64, adr: &Adr) -> rusqlite::Result<()> {
    for (position, link) in (0_i64..).zip(&adr.facts.links) {
        put_link(db, (pk, position), (adr, link))?;
        for (rank, name) in (0_i64..).zip(link::names_meant(&adr.path, &link.target)) {
            db.prepare_cached(
                "INSERT INTO adr_link_name(adr, position, rank, log, name) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((pk, position, rank, adr.log.0.as_bytes(), name))?;
        }
    }
    Ok(())
}

fn put_link(
    db: &Connection,
    (pk, position): (i64, i64),
    (adr, link): (&Adr, &Link),
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO adr_link(adr, position, log, kind, partial, phrase, target, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute((
        pk,
        position,
        adr.log.0.as_bytes(),
        link.kind.word(),
        link.partial,
        &link.phrase,
        &link.target,
        &link.text,
    ))?;
    Ok(())
}

fn forget_names_and_links(db: &Connection, pk: i64) -> rusqlite::Result<()> {
    for statement in [
        "DELETE FROM adr_name WHERE adr = ?1",
        "DELETE FROM adr_link WHERE adr = ?1",
        "DELETE FROM adr_link_name WHERE adr = ?1",
    ] {
        db.prepare_cached(statement)?.execute([pk])?;
    }
    Ok(())
}

/// A moment in milliseconds since 1970.
pub(super) fn millis(at: Timestamp) -> i64 {
    at.0.timestamp_millis()
}

/// A date as yyyymmdd; dd is 0 where only the month is known.
fn day_number(stated: SourcedDate) -> i64 {
    let first = stated.date.earliest();
    let day = match stated.date {
        StatedDate::Day(day) => day.day(),
        StatedDate::Month { .. } => 0,
    };
    i64::from(first.year()) * 10_000 + i64::from(first.month()) * 100 + i64::from(day)
}

fn everybody(people: &People) -> String {
    let People {
        deciders,
        consulted,
        informed,
        authors,
    } = people;
    let mut names: Vec<&str> = Vec::new();
    for name in [deciders, consulted, informed, authors]
        .into_iter()
        .flatten()
    {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.join("\n")
}

/// The status of a stored word.
pub(super) fn status_of(word: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.word() == word)
}
