//! The rows lists are made of, and the counts above them: read narrow and fast, without touching a value or a text.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use rusqlite::{
    Connection, Row,
    types::{FromSqlError, Type},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    domain::{
        adr::AdrRow,
        ids::RecordId,
        status::Status,
        time::{StatedDate, Timestamp},
    },
    store::adr_tables,
};

/// In which order a page of rows comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RowOrder {
    /// By log and number; records without a number come first in their log.
    #[default]
    Number,
    /// What changed last in this store comes first.
    Changed,
}

/// How many records stand where: in one log and in the whole store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// By log, then by status; a status nobody has is absent.
    pub logs: BTreeMap<RecordId, BTreeMap<Status, u64>>,
}

impl Counts {
    /// The records of every log.
    pub fn total(&self) -> u64 {
        self.logs.values().flat_map(BTreeMap::values).sum()
    }

    /// The records of one log.
    pub fn of_log(&self, log: RecordId) -> u64 {
        self.logs
            .get(&log)
            .map_or(0, |statuses| statuses.values().sum())
    }

    /// The records of every log by status.
    pub fn by_status(&self) -> BTreeMap<Status, u64> {
        let mut all = BTreeMap::new();
        for (status, count) in self.logs.values().flatten() {
            *all.entry(*status).or_default() += count;
        }
        all
    }
}

/// Every row in the order in which the records came into the store.
pub(super) fn all(db: &Connection) -> rusqlite::Result<Vec<AdrRow>> {
    let count: i64 = db
        .prepare_cached("SELECT count(*) FROM adr_row")?
        .query_row([], |row| row.get(0))?;
    let mut rows = Vec::with_capacity(count as usize);
    let mut statement = db.prepare_cached(
        "SELECT id, log, number, label, title, status, decided, review_by, status_since,
           changed_at, tags, people, findings FROM adr_row ORDER BY pk",
    )?;
    for row in statement.query_map([], read)? {
        rows.push(row?);
    }
    Ok(rows)
}

/// The first rows in an order, found through an index.
pub(super) fn page(
    db: &Connection,
    order: RowOrder,
    limit: usize,
) -> rusqlite::Result<Vec<AdrRow>> {
    let sql = match order {
        RowOrder::Number => {
            "SELECT id, log, number, label, title, status, decided, review_by, status_since,
               changed_at, tags, people, findings FROM adr_row ORDER BY log, number, label LIMIT ?1"
        }
        RowOrder::Changed => {
            "SELECT id, log, number, label, title, status, decided, review_by, status_since,
               changed_at, tags, people, findings FROM adr_row ORDER BY changed_at DESC LIMIT ?1"
        }
    };
    db.prepare_cached(sql)?
        .query_map([as_limit(limit)], read)?
        .collect()
}

/// The rows with a status that changed last, the latest first.
pub(super) fn latest_with_status(
    db: &Connection,
    status: Status,
    limit: usize,
) -> rusqlite::Result<Vec<AdrRow>> {
    db.prepare_cached(
        "SELECT id, log, number, label, title, status, decided, review_by, status_since,
           changed_at, tags, people, findings FROM adr_row
         WHERE status = ?1 ORDER BY changed_at DESC LIMIT ?2",
    )?
    .query_map((status.word(), as_limit(limit)), read)?
    .collect()
}

/// The rows that wait for a decision longest, in no order: by the stated date, else by the day the store saw them waiting.
pub(super) fn waiting_longest(db: &Connection, limit: usize) -> rusqlite::Result<Vec<AdrRow>> {
    db.prepare_cached(
        "SELECT id, log, number, label, title, status, decided, review_by, status_since,
           changed_at, tags, people, findings FROM adr_row WHERE pk IN (
             SELECT pk FROM adr_row INDEXED BY adr_row_life
             WHERE status IN ('proposed', 'in-review')
             ORDER BY coalesce(decided,
               CAST(strftime('%Y%m%d', status_since / 1000, 'unixepoch') AS INTEGER)), pk
             LIMIT ?1)",
    )?
    .query_map([as_limit(limit)], read)?
    .collect()
}

/// The accepted rows whose day of review is stated and is not after this day, the longest passed first.
pub(super) fn to_review(
    db: &Connection,
    as_of: NaiveDate,
    limit: usize,
) -> rusqlite::Result<Vec<AdrRow>> {
    let day = as_of.year() * 10_000 + (as_of.month() * 100 + as_of.day()) as i32;
    db.prepare_cached(
        "SELECT id, log, number, label, title, status, decided, review_by, status_since,
           changed_at, tags, people, findings FROM adr_row
         INDEXED BY adr_row_review
         WHERE review_by <= ?1 AND status = 'accepted' ORDER BY review_by LIMIT ?2",
    )?
    .query_map((day, as_limit(limit)), read)?
    .collect()
}

pub(super) fn as_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// The rows whose text no file outside is known to have, what changed last first.
pub(super) fn edited_here(db: &Connection, limit: usize) -> rusqlite::Result<Vec<AdrRow>> {
    db.prepare_cached(
        "SELECT id, log, number, label, title, status, decided, review_by, status_since,
           changed_at, tags, people, findings FROM adr_row
         INDEXED BY adr_row_edited
         WHERE edited_here = 1 ORDER BY changed_at DESC LIMIT ?1",
    )?
    .query_map([as_limit(limit)], read)?
    .collect()
}

/// How many such rows there are.
pub(super) fn count_edited_here(db: &Connection) -> rusqlite::Result<u64> {
    db.prepare_cached(
        "SELECT count(*) FROM adr_row INDEXED BY adr_row_edited WHERE edited_here = 1",
    )?
    .query_row([], |row| row.get::<_, i64>(0))
    .map(|count| count as u64)
}

/// The row of one record.
pub(super) fn one(db: &Connection, record: RecordId) -> rusqlite::Result<Option<AdrRow>> {
    db.prepare_cached(
        "SELECT id, log, number, label, title, status, decided, review_by, status_since,
           changed_at, tags, people, findings FROM adr_row
         WHERE pk = (SELECT pk FROM current WHERE id = ?1)",
    )?
    .query_map([record.0.as_bytes()], read)?
    .next()
    .transpose()
}

/// How many records stand where.
pub(super) fn counts(db: &Connection) -> rusqlite::Result<Counts> {
    let mut counts = Counts::default();
    let mut statement =
        db.prepare_cached("SELECT log, status, count(*) FROM adr_row GROUP BY log, status")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let log = counts.logs.entry(id(row, 0)?).or_default();
        log.insert(status(row, 1)?, row.get::<_, i64>(2)? as u64);
    }
    Ok(counts)
}

/// A row of the columns every list asks for, in their order.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<AdrRow> {
    Ok(AdrRow {
        id: id(row, 0)?,
        log: id(row, 1)?,
        number: row.get(2)?,
        label: row.get(3)?,
        title: row.get(4)?,
        status: status(row, 5)?,
        decided: date(row, 6)?,
        review_by: date(row, 7)?,
        status_since: moment(row, 8)?,
        changed_at: moment(row, 9)?,
        tags: row.get(10)?,
        people: row.get(11)?,
        findings: row.get(12)?,
    })
}

/// The identity in a column.
pub(super) fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<RecordId> {
    row.get(column)
        .map(|bytes| RecordId(Uuid::from_bytes(bytes)))
}

fn status(row: &Row<'_>, column: usize) -> rusqlite::Result<Status> {
    let word = row.get_ref(column)?.as_str()?;
    adr_tables::status_of(word).ok_or_else(|| unreadable(column, "no status has this word"))
}

pub(super) fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    chrono::DateTime::from_timestamp_millis(row.get(column)?)
        .map(Timestamp)
        .ok_or_else(|| unreadable(column, "no moment lies that far away"))
}

fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<StatedDate>> {
    let Some(number) = row.get::<_, Option<i32>>(column)? else {
        return Ok(None);
    };
    let (year, month, day) = (
        number.div_euclid(10_000),
        number.rem_euclid(10_000) as u32 / 100,
        number.rem_euclid(100) as u32,
    );
    let stated = if day == 0 {
        NaiveDate::from_ymd_opt(year, month, 1).map(|_| StatedDate::Month { year, month })
    } else {
        NaiveDate::from_ymd_opt(year, month, day).map(StatedDate::Day)
    };
    match stated {
        Some(date) => Ok(Some(date)),
        None => Err(unreadable(column, "no such day exists")),
    }
}

/// A value that was never written there.
pub(super) fn unreadable(column: usize, reason: &'static str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        column,
        Type::Null,
        Box::new(FromSqlError::Other(reason.into())),
    )
}
