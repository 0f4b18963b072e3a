//! Bytes under the name of their digest: the files of a log exactly as they were read. Kept once, never changed.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};

use crate::{domain::digest::Digest, store::StoreError};

/// Keeps some bytes; bytes that are there already are left alone.
pub(super) fn keep(db: &Connection, bytes: &[u8]) -> rusqlite::Result<Digest> {
    let digest = Digest::of(bytes);
    db.prepare_cached(
        "INSERT INTO blob(digest, bytes) VALUES (?1, ?2) ON CONFLICT(digest) DO NOTHING",
    )?
    .execute((digest.0, bytes))?;
    Ok(digest)
}

/// The bytes of a digest.
pub(super) fn read(db: &Connection, digest: Digest) -> rusqlite::Result<Option<Vec<u8>>> {
    db.prepare_cached("SELECT bytes FROM blob WHERE digest = ?1")?
        .query_row([digest.0], |row| row.get(0))
        .optional()
}

/// Every kept content with its digest, in the order in which they came, one at a time.
pub(super) fn each<E: From<StoreError>>(
    db: &Connection,
    path: &Path,
    mut visit: impl FnMut(Digest, Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let fault = |error: rusqlite::Error| StoreError::from(error).at(path, "reading");
    let mut statement = db
        .prepare("SELECT digest, bytes FROM blob ORDER BY pk")
        .map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let digest = Digest(row.get(0).map_err(fault)?);
        visit(digest, row.get(1).map_err(fault)?)?;
    }
    Ok(())
}

/// Whether the bytes of a digest are there.
pub(super) fn holds(db: &Connection, digest: Digest) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM blob WHERE digest = ?1")?
        .exists([digest.0])
}
