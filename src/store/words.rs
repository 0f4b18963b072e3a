//! The words of titles and texts in the search index, brought after once for many changes.
//!
//! Between two other writes FTS5 would have to put its words on the disk each time; written one after the other at the end,
//! ten thousand texts take a quarter of the time.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::{
    domain::{digest::Digest, text},
    store::blob,
};

/// Which records may have other words than the index has.
#[derive(Default)]
pub(super) struct Words {
    waiting: BTreeMap<i64, Waiting>,
}

/// Where the words of a record stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) title: String,
    pub(super) bytes: Digest,
}

/// What the index has of a record, and what it is to have.
struct Waiting {
    indexed: Option<Source>,
    now: Option<Source>,
}

impl Words {
    /// The words of a record change from those of its row to others; `None` where there is no row.
    pub(super) fn change(&mut self, pk: i64, before: Option<Source>, now: Option<Source>) {
        // The index knows what the row said before the first of several changes.
        let waiting = self.waiting.entry(pk).or_insert(Waiting {
            indexed: before,
            now: None,
        });
        waiting.now = now;
    }

    /// Brings the index after.
    pub(super) fn write(self, tables: &Connection, blobs: &Connection) -> rusqlite::Result<()> {
        for (pk, Waiting { indexed, now }) in self.waiting {
            if indexed == now {
                continue;
            }
            if indexed.is_some() {
                take_out(tables, pk)?;
            }
            if let Some(source) = now {
                put_in(tables, pk, (&source.title, &bytes_of(blobs, &source)?))?;
            }
        }
        Ok(())
    }
}

/// Bytes that are lost leave an empty text here; `verify` names them.
fn bytes_of(blobs: &Connection, source: &Source) -> rusqlite::Result<Vec<u8>> {
    Ok(blob::read(blobs, source.bytes)?.unwrap_or_default())
}

fn put_in(db: &Connection, pk: i64, (title, bytes): (&str, &[u8])) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO adr_text(rowid, title, body) VALUES (?1, ?2, ?3)")?
        .execute((pk, title, text::decode(bytes).text))?;
    Ok(())
}

fn take_out(db: &Connection, pk: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM adr_text WHERE rowid = ?1")?
        .execute([pk])?;
    Ok(())
}
