//! The narrow table of comments nobody has settled yet: which decisions are still talked about, and since when.
//!
//! Filled from a whole comment at a time; it must not know who may settle one.

use rusqlite::Connection;

use crate::{
    domain::{adr::AdrRow, comment::Comment, time::Timestamp},
    store::{adr_tables::millis, rows},
};

/// A decision with open comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commented {
    /// The decision.
    pub row: AdrRow,
    /// How many of its comments are open, at least one.
    pub open: u64,
    /// When the oldest of them was said.
    pub oldest: Timestamp,
}

/// Brings the table to a new value of a comment.
pub(super) fn put(db: &Connection, pk: i64, comment: &Comment) -> rusqlite::Result<()> {
    if comment.settled {
        return forget(db, pk);
    }
    db.prepare_cached(
        "INSERT INTO open_comment(pk, record, at) VALUES (?1, ?2, ?3)
         ON CONFLICT(pk) DO UPDATE SET record = excluded.record, at = excluded.at",
    )?
    .execute((pk, comment.record.0.as_bytes(), millis(comment.at)))?;
    Ok(())
}

/// Takes a comment out of the table, if it was there.
pub(super) fn forget(db: &Connection, pk: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM open_comment WHERE pk = ?1")?
        .execute([pk])?;
    Ok(())
}

/// The decisions with open comments, those with the most first, of these the one that waits longest.
pub(super) fn most(db: &Connection, limit: usize) -> rusqlite::Result<Vec<Commented>> {
    db.prepare_cached(
        "SELECT adr_row.id, log, number, label, title, status, decided, review_by, status_since,
           changed_at, tags, people, findings, talked.open, talked.oldest
         FROM (SELECT record, count(*) AS open, min(at) AS oldest FROM open_comment
           GROUP BY record) talked
         JOIN current ON current.id = talked.record
         JOIN adr_row ON adr_row.pk = current.pk
         ORDER BY talked.open DESC, talked.oldest, adr_row.pk LIMIT ?1",
    )?
    .query_map([rows::as_limit(limit)], |row| {
        Ok(Commented {
            row: rows::read(row)?,
            open: row.get::<_, i64>(13)? as u64,
            oldest: rows::moment(row, 14)?,
        })
    })?
    .collect()
}
