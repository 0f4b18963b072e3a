//! The values of now, whole: one record, or all of a kind.
//!
//! It reads what `projection` wrote and knows the shape of a value only where a caller asks for it.

use rusqlite::{Connection, OptionalExtension as _, Params, Row};
use serde::de::DeserializeOwned;

use crate::{
    domain::{adr::Adr, digest::Digest, event::RecordKind, ids::RecordId},
    store::{error::StoreError, rows},
};

/// The value of a record as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// The record.
    pub id: RecordId,
    /// What it is.
    pub kind: RecordKind,
    /// The record it belongs to: the log of a decision or a file.
    pub parent: Option<RecordId>,
    /// The digest of the value: the `base` of the next change.
    pub digest: Digest,
    /// The name people use: of a log its name, of a decision its label, of a file its path.
    pub public_id: String,
    /// The value.
    pub value: serde_json::Value,
}

/// The value of one record; `None` when it is gone or was never there.
pub(super) fn read(db: &Connection, record: RecordId) -> Result<Option<Current>, StoreError> {
    db.prepare_cached(
        "SELECT id, kind, parent, digest, public_id, value FROM current WHERE id = ?1",
    )?
    .query_and_then([record.0.as_bytes()], current)?
    .next()
    .transpose()
}

/// The digest of the value of one record.
pub(super) fn digest(db: &Connection, record: RecordId) -> rusqlite::Result<Option<Digest>> {
    db.prepare_cached("SELECT digest FROM current WHERE id = ?1")?
        .query_row([record.0.as_bytes()], |row| row.get(0).map(Digest))
        .optional()
}

/// Every record of a kind, of one parent where one is given, by the name people use.
pub(super) fn of_kind(
    db: &Connection,
    kind: RecordKind,
    parent: Option<RecordId>,
) -> Result<Vec<Current>, StoreError> {
    let parent = parent.map(|parent| *parent.0.as_bytes());
    db.prepare_cached(
        "SELECT id, kind, parent, digest, public_id, value FROM current
         WHERE kind = ?1 AND (?2 IS NULL OR parent = ?2) ORDER BY public_id, pk",
    )?
    .query_and_then((kind.word(), parent), current)?
    .collect()
}

/// Every record of a kind that people call by one of these names.
pub(super) fn called(
    db: &Connection,
    kind: RecordKind,
    names: &[&str],
) -> Result<Vec<Current>, StoreError> {
    let names = serde_json::json!(names).to_string();
    db.prepare_cached(
        "SELECT id, kind, parent, digest, public_id, value FROM current
         WHERE kind = ?1 AND public_id IN (SELECT value FROM json_each(?2)) ORDER BY public_id, pk",
    )?
    .query_and_then((kind.word(), names), current)?
    .collect()
}

/// The value of one record read as its type.
pub(super) fn typed<T: DeserializeOwned>(
    db: &Connection,
    kind: RecordKind,
    record: RecordId,
) -> Result<Option<T>, StoreError> {
    let sql = "SELECT id, value FROM current WHERE id = ?2 AND kind = ?1";
    let found = values(db, kind, (sql, (kind.word(), record.0.as_bytes())))?;
    Ok(found.into_iter().next())
}

/// Every value of a kind below a parent, in the order in which the records came into the store.
pub(super) fn typed_below<T: DeserializeOwned>(
    db: &Connection,
    kind: RecordKind,
    parent: RecordId,
) -> Result<Vec<T>, StoreError> {
    let sql = "SELECT id, value FROM current WHERE kind = ?1 AND parent = ?2 ORDER BY pk";
    values(db, kind, (sql, (kind.word(), parent.0.as_bytes())))
}

/// The decision records of a log with the highest numbers, the latest first.
pub(super) fn latest_adrs(
    db: &Connection,
    log: RecordId,
    limit: usize,
) -> Result<Vec<Adr>, StoreError> {
    let sql = "SELECT current.id, current.value FROM adr_row JOIN current ON current.pk = adr_row.pk
         WHERE adr_row.log = ?1 ORDER BY adr_row.number DESC, adr_row.label DESC, adr_row.pk DESC LIMIT ?2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    values(db, RecordKind::Adr, (sql, (log.0.as_bytes(), limit)))
}

/// Every value of a kind, by the name people use.
pub(super) fn typed_all<T: DeserializeOwned>(
    db: &Connection,
    kind: RecordKind,
) -> Result<Vec<T>, StoreError> {
    let sql = "SELECT id, value FROM current WHERE kind = ?1 ORDER BY public_id, pk";
    values(db, kind, (sql, [kind.word()]))
}

fn values<T: DeserializeOwned>(
    db: &Connection,
    kind: RecordKind,
    (sql, params): (&str, impl Params),
) -> Result<Vec<T>, StoreError> {
    db.prepare_cached(sql)?
        .query_and_then(params, |row| {
            let record = rows::id(row, 0)?;
            json(row, 1).map_err(|reason| StoreError::Value {
                kind,
                record,
                reason,
            })
        })?
        .collect()
}

fn current(row: &Row<'_>) -> Result<Current, StoreError> {
    let (id, kind) = (rows::id(row, 0)?, kind(row, 1)?);
    let parent: Option<[u8; 16]> = row.get(2)?;
    Ok(Current {
        id,
        kind,
        parent: parent.map(|bytes| RecordId(uuid::Uuid::from_bytes(bytes))),
        digest: Digest(row.get(3)?),
        public_id: row.get(4)?,
        value: json(row, 5).map_err(|reason| StoreError::Value {
            kind,
            record: id,
            reason,
        })?,
    })
}

fn kind(row: &Row<'_>, column: usize) -> rusqlite::Result<RecordKind> {
    let word = row.get_ref(column)?.as_str()?;
    RecordKind::ALL
        .into_iter()
        .find(|kind| kind.word() == word)
        .ok_or_else(|| rows::unreadable(column, "no kind of record has this word"))
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, String> {
    let text = row.get_ref(column).map_err(|error| error.to_string())?;
    let text = text.as_str().map_err(|error| error.to_string())?;
    serde_json::from_str(text).map_err(|error| error.to_string())
}
