//! From events to the state of now: one function for every kind of record, used by each save and by `rebuild` alike.
//!
//! It writes tables that can be thrown away; it must not decide whether a change is allowed.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};

use crate::{
    domain::{
        adr::Adr,
        comment::Comment,
        digest::Digest,
        event::{Event, RecordKind, canonical},
        ids::RecordId,
        log::{DecisionLog, Document},
        packet::Packet,
    },
    store::{
        adr_tables::{self, Told},
        error::StoreError,
        governed::{self, Governed},
        labels, log, open_comments, schema, standing,
        words::{Source, Words},
    },
};

/// The tables `rebuild` throws away, those that point at others first.
const TABLES: [&str; 11] = [
    "DROP TABLE IF EXISTS standing_upon",
    "DROP TABLE IF EXISTS standing",
    "DROP TABLE IF EXISTS given_label",
    "DROP TABLE IF EXISTS adr_text",
    "DROP TABLE IF EXISTS adr_link_name",
    "DROP TABLE IF EXISTS adr_link",
    "DROP TABLE IF EXISTS adr_name",
    "DROP TABLE IF EXISTS adr_row",
    "DROP TABLE IF EXISTS open_comment",
    "DROP TABLE IF EXISTS current",
    "DROP TABLE IF EXISTS user_action",
];

/// Creates the empty tables.
pub(super) fn create(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(include_str!("../../assets/schema/projection.sql"))
}

/// Throws the projections away and replays every event, all or nothing.
pub(super) fn rebuild(db: &Connection) -> Result<(), StoreError> {
    let saving = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    for table in TABLES {
        saving.execute(table, [])?;
    }
    create(&saving)?;
    replay(&saving, &saving)?;
    schema::note_projection(&saving)?;
    saving.commit()?;
    Ok(())
}

/// Fills empty tables with every event of the store that holds the blobs: the same one, but for a check.
pub(super) fn replay(tables: &Connection, truth: &Connection) -> Result<(), StoreError> {
    let mut projector = Projector::new(tables, truth);
    let path = Path::new(truth.path().unwrap_or_default());
    log::each(truth, path, |stored| projector.project(&stored.event))?;
    projector.finish()
}

/// Brings the tables from the state before some events to the state after them.
pub(super) struct Projector<'a> {
    tables: &'a Connection,
    blobs: &'a Connection,
    words: Words,
}

impl<'a> Projector<'a> {
    pub(super) fn new(tables: &'a Connection, blobs: &'a Connection) -> Self {
        Self {
            tables,
            blobs,
            words: Words::default(),
        }
    }

    /// Takes the next event.
    pub(super) fn project(&mut self, event: &Event) -> Result<(), StoreError> {
        note_action(self.tables, event)?;
        let shape = Shape::of(event)?;
        let before = parent_of(self.tables, event.record)?;
        let parents = [before, shape.as_ref().and_then(Shape::parent)];
        standing::touch(self.tables, event, parents)?;
        let Some(shape) = shape else {
            return self.forget(event.record);
        };
        let pk = put_current(self.tables, event, &shape)?;
        if let Shape::Comment(comment) = &shape {
            open_comments::put(self.tables, pk, comment)?;
        }
        if let Shape::Packet(packet) = &shape {
            labels::note(self.tables, &packet.label)?;
        }
        if let Shape::Governed(Governed {
            label: Some(label), ..
        }) = &shape
        {
            labels::note(self.tables, label)?;
        }
        let Shape::Adr(adr) = &shape else {
            return Ok(());
        };
        let told = Told { adr, at: event.at };
        let before = adr_tables::put(self.tables, pk, &told)?;
        let now = Source {
            title: adr.facts.title.clone(),
            bytes: adr.source,
        };
        self.words.change(pk, before, Some(now));
        Ok(())
    }

    /// Brings the search index after; nothing is complete without it.
    pub(super) fn finish(self) -> Result<(), StoreError> {
        self.words.write(self.tables, self.blobs)?;
        Ok(())
    }

    /// Takes a record that is gone out of every table.
    fn forget(&mut self, record: RecordId) -> Result<(), StoreError> {
        let db = self.tables;
        let pk: Option<i64> = db
            .prepare_cached("SELECT pk FROM current WHERE id = ?1")?
            .query_row([record.0.as_bytes()], |row| row.get(0))
            .optional()?;
        let Some(pk) = pk else {
            return Ok(());
        };
        if let Some(before) = adr_tables::forget(db, pk)? {
            self.words.change(pk, Some(before), None);
        }
        open_comments::forget(db, pk)?;
        db.prepare_cached("DELETE FROM current WHERE pk = ?1")?
            .execute([pk])?;
        Ok(())
    }
}

/// A value read as what its kind says it is.
pub(super) enum Shape {
    Log(DecisionLog),
    Adr(Box<Adr>),
    Document(Document),
    Comment(Comment),
    Packet(Box<Packet>),
    Governed(Governed),
}

impl Shape {
    /// The value of an event; `None` when the record is gone.
    fn of(event: &Event) -> Result<Option<Self>, StoreError> {
        if event.value.is_null() {
            return Ok(None);
        }
        Self::read(event.kind, event.record, &event.value).map(Some)
    }

    /// Reads a value that is there.
    pub(super) fn read(
        kind: RecordKind,
        record: RecordId,
        value: &serde_json::Value,
    ) -> Result<Self, StoreError> {
        use serde::Deserialize as _;
        let shape = match kind {
            RecordKind::Log => DecisionLog::deserialize(value).map(Self::Log),
            RecordKind::Adr => Adr::deserialize(value).map(|adr| Self::Adr(Box::new(adr))),
            RecordKind::Document => Document::deserialize(value).map(Self::Document),
            RecordKind::Comment => Comment::deserialize(value).map(Self::Comment),
            RecordKind::Packet => {
                Packet::deserialize(value).map(|packet| Self::Packet(Box::new(packet)))
            }
            of_governance => governed::read(of_governance, value).map(Self::Governed),
        };
        let refused = |reason: String| StoreError::Value {
            kind,
            record,
            reason,
        };
        let shape = shape.map_err(|error| refused(error.to_string()))?;
        if shape.id() == record {
            Ok(shape)
        } else {
            Err(refused("its value names another record".to_owned()))
        }
    }

    fn id(&self) -> RecordId {
        match self {
            Self::Log(log) => log.id,
            Self::Adr(adr) => adr.id,
            Self::Document(document) => document.id,
            Self::Comment(comment) => comment.id,
            Self::Packet(packet) => packet.id,
            Self::Governed(governed) => governed.id,
        }
    }

    fn parent(&self) -> Option<RecordId> {
        match self {
            Self::Log(_) | Self::Packet(_) => None,
            Self::Adr(adr) => Some(adr.log),
            Self::Document(document) => Some(document.log),
            Self::Comment(comment) => Some(comment.record),
            Self::Governed(governed) => governed.parent,
        }
    }

    fn public_id(&self) -> String {
        match self {
            Self::Log(log) => log.name.clone(),
            Self::Adr(adr) => adr.label(),
            Self::Document(document) => document.path.clone(),
            Self::Comment(comment) => comment.at.to_string(),
            Self::Packet(packet) => packet.label.clone(),
            Self::Governed(governed) => governed.public_id.clone(),
        }
    }

    /// The blobs the value names.
    pub(super) fn blobs(&self) -> Vec<Digest> {
        match self {
            Self::Log(_) | Self::Comment(_) => Vec::new(),
            Self::Packet(packet) => packet.frozen.iter().map(|frozen| frozen.digest).collect(),
            Self::Adr(adr) => [Some(adr.source), adr.imported]
                .into_iter()
                .flatten()
                .collect(),
            Self::Document(document) => vec![document.source, document.imported],
            Self::Governed(governed) => governed.blobs.clone(),
        }
    }
}

/// Writes down to which user action an event belongs and whether that takes another one back.
fn note_action(db: &Connection, event: &Event) -> Result<(), StoreError> {
    let group = event.group.0.as_bytes();
    let grown = db
        .prepare_cached("UPDATE user_action SET last_seq = ?2 WHERE id = ?1")?
        .execute((group, event.seq as i64))?;
    if grown > 0 {
        return Ok(());
    }
    let undoes = event.undoes.map(|undone| *undone.0.as_bytes());
    let turn = match undoes {
        Some(undone) if turn_of(db, undone)?.as_deref() == Some("undo") => "redo",
        Some(_) => "undo",
        None => "do",
    };
    db.prepare_cached(
        "INSERT INTO user_action(id, first_seq, last_seq, actor, turn, undoes)
         VALUES (?1, ?2, ?2, ?3, ?4, ?5)",
    )?
    .execute((group, event.seq as i64, &event.actor, turn, undoes))?;
    Ok(())
}

/// The record another one belongs to as it is now.
fn parent_of(db: &Connection, record: RecordId) -> rusqlite::Result<Option<RecordId>> {
    let parent: Option<Option<[u8; 16]>> = db
        .prepare_cached("SELECT parent FROM current WHERE id = ?1")?
        .query_row([record.0.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(parent
        .flatten()
        .map(|bytes| RecordId(uuid::Uuid::from_bytes(bytes))))
}

fn turn_of(db: &Connection, group: [u8; 16]) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT turn FROM user_action WHERE id = ?1")?
        .query_row([group], |row| row.get(0))
        .optional()
}

fn put_current(db: &Connection, event: &Event, shape: &Shape) -> Result<i64, StoreError> {
    let value = canonical(&event.value);
    let digest = Digest::of(&value);
    let value = String::from_utf8_lossy(&value);
    let pk = db
        .prepare_cached(
            "INSERT INTO current(id, kind, parent, digest, public_id, value)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, parent = excluded.parent,
               digest = excluded.digest, public_id = excluded.public_id, value = excluded.value
             RETURNING pk",
        )?
        .query_row(
            (
                event.record.0.as_bytes(),
                event.kind.word(),
                shape.parent().map(|log| *log.0.as_bytes()),
                digest.0,
                shape.public_id(),
                value,
            ),
            |row| row.get(0),
        )?;
    Ok(pk)
}
