//! What of a log is given away already: its numbers, those of records that are gone among them, and its paths. Each question
//! reads a few rows, however large the log is.

use rusqlite::Connection;

use crate::domain::ids::RecordId;

/// The highest number a record of a log has or had; 0 where none has one.
pub(super) fn highest_number(db: &Connection, log: RecordId) -> rusqlite::Result<u32> {
    let present: Option<u32> = db
        .prepare_cached("SELECT max(number) FROM adr_row WHERE log = ?1")?
        .query_row([log.0.as_bytes()], |row| row.get(0))?;
    // The inner question is answered by an index alone; only events of records that are gone are opened.
    let gone: Option<u32> = db
        .prepare_cached(
            "SELECT max(CAST(json_extract(CAST(bytes AS TEXT), '$.value.facts.number') AS INTEGER))
             FROM event
             WHERE seq IN (SELECT seq FROM event AS every
                           WHERE NOT EXISTS (SELECT 1 FROM current WHERE current.id = every.record))
               AND instr(bytes, ?1) > 0
               AND json_extract(CAST(bytes AS TEXT), '$.value.log') = CAST(?1 AS TEXT)",
        )?
        .query_row([log.0.to_string().into_bytes()], |row| row.get(0))?;
    Ok(present.max(gone).unwrap_or_default())
}

/// Whether a file of a log lies at a path, in upper or lower case.
pub(super) fn has_path(db: &Connection, log: RecordId, path: &str) -> rusqlite::Result<bool> {
    let lower = path.to_lowercase();
    let name = format!("path:{lower}");
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM adr_name WHERE name = ?2 AND log = ?1)
             OR EXISTS (SELECT 1 FROM current
                        WHERE kind = 'document' AND parent = ?1 AND lower(public_id) = ?3)",
    )?
    .query_row((log.0.as_bytes(), name, lower), |row| row.get(0))
}
