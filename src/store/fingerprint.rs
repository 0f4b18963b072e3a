//! A digest for each table that can be made again, over every value in order: two stores whose fingerprints are equal
//! answer every question alike.

use rusqlite::{Connection, types::ValueRef};
use sha2::{Digest as _, Sha256};

use crate::domain::digest::Digest;

/// Each table with the statement that reads all of it in a fixed order. The words come in order of their own accord.
const TABLES: [(&str, &str); 10] = [
    ("user_action", "SELECT * FROM user_action ORDER BY id"),
    ("current", "SELECT * FROM current ORDER BY pk"),
    ("given_label", "SELECT * FROM given_label ORDER BY label"),
    ("adr_row", "SELECT * FROM adr_row ORDER BY pk"),
    ("open_comment", "SELECT * FROM open_comment ORDER BY pk"),
    ("adr_name", "SELECT * FROM adr_name ORDER BY name, log, adr"),
    ("adr_link", "SELECT * FROM adr_link ORDER BY adr, position"),
    (
        "adr_link_name",
        "SELECT * FROM adr_link_name ORDER BY adr, position, rank",
    ),
    (
        "adr_text",
        "SELECT id, sz FROM adr_text_docsize ORDER BY id",
    ),
    ("adr_text", "SELECT * FROM temp.adr_word"),
];

/// The tables and their digests.
pub(super) fn of(db: &Connection) -> rusqlite::Result<Vec<(&'static str, Digest)>> {
    db.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.adr_word USING fts5vocab(main, adr_text, col)",
    )?;
    TABLES
        .into_iter()
        .map(|(table, sql)| Ok((table, digest(db, sql)?)))
        .collect()
}

/// The names of the tables that differ.
pub(super) fn differing(
    ours: &[(&'static str, Digest)],
    theirs: &[(&'static str, Digest)],
) -> Vec<&'static str> {
    let mut names: Vec<_> = ours
        .iter()
        .zip(theirs)
        .filter(|(ours, theirs)| ours != theirs)
        .map(|(ours, _)| ours.0)
        .collect();
    names.dedup();
    names
}

/// The digest over everything a statement answers.
pub(super) fn digest(db: &Connection, sql: &str) -> rusqlite::Result<Digest> {
    let mut hasher = Sha256::new();
    let mut statement = db.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            add(&mut hasher, row.get_ref(column)?);
        }
    }
    Ok(Digest(hasher.finalize().into()))
}

/// Adds one value with its type and length, so that no two rows can be taken for each other.
fn add(hasher: &mut Sha256, value: ValueRef<'_>) {
    let (mark, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => (1, &number.to_be_bytes()),
        ValueRef::Real(number) => (2, &number.to_be_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(bytes) => (4, bytes),
    };
    hasher.update([mark]);
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}
