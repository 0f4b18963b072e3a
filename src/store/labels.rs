//! The labels that were given: a record that is thrown away keeps its own, so that no label ever means two records.

use rusqlite::Connection;

/// Writes down that a label was given.
pub(super) fn note(db: &Connection, label: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO given_label(label) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([label])?;
    Ok(())
}

/// The labels with this beginning that were ever given.
pub(super) fn given(db: &Connection, beginning: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached(
        "SELECT label FROM given_label WHERE label >= ?1 AND substr(label, 1, length(?1)) = ?1",
    )?
    .query_map([beginning], |row| row.get(0))?
    .collect()
}
