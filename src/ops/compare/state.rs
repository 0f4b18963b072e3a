//! A state of a decision found: as it is, as it was around an event, as it was imported, as its file lies outside.

use serde::Deserialize as _;

use crate::{
    dialect,
    domain::{
        adr::Adr,
        digest::Digest,
        event::{Event, RecordKind},
        ids::RecordId,
        log::FileKind,
        text,
    },
    ops::{
        error::OpsError,
        query::{Revision, State},
        view::RevisionLine,
        workbench::{Workbench, kept_text},
    },
    store::StoredEvent,
};

/// One state of a decision; without a value before it was made and after it was taken out.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) line: RevisionLine,
    pub(super) adr: Option<Adr>,
    pub(super) text: String,
}

impl Workbench {
    pub(super) fn state(&self, revision: Revision) -> Result<Found, OpsError> {
        let id = revision.record;
        let history = self.store.history(id)?;
        if history
            .iter()
            .any(|stored| stored.event.kind != RecordKind::Adr)
        {
            return Err(OpsError::NotFound {
                what: "only decisions are compared, and this is none".to_owned(),
                hint: "`archdeck adr list` shows the decisions.".to_owned(),
            });
        }
        match revision.state {
            State::Now => self.now(id, &history),
            State::At(seq) => self.after(seq, &history),
            State::Before(seq) => self.before(seq, &history),
            State::Imported => self.as_imported(id, &history),
            State::Outside => self.as_outside(id),
        }
    }

    pub(super) fn now(&self, id: RecordId, history: &[StoredEvent]) -> Result<Found, OpsError> {
        let (adr, _) = self.adr_with_digest(id)?;
        let text = self.decoded_text(adr.source)?;
        self.found(adr, text, ("now".to_owned(), history.last()))
    }

    fn after(&self, seq: u64, history: &[StoredEvent]) -> Result<Found, OpsError> {
        let ended = self.store.event_count()?;
        let last = history.iter().rfind(|stored| stored.seq <= seq);
        let Some(last) = last.filter(|_| seq <= ended) else {
            return Err(self.no_state_at(seq, ended, history));
        };
        self.left_by(last, format!("after event {}", last.seq), history)
    }

    fn before(&self, seq: u64, history: &[StoredEvent]) -> Result<Found, OpsError> {
        let words = format!("before event {seq}");
        match history.iter().rfind(|stored| stored.seq < seq) {
            Some(last) => self.left_by(last, words, history),
            None => self.nothing(None, format!("not there {words}"), history),
        }
    }

    /// The state an event left behind.
    fn left_by(
        &self,
        stored: &StoredEvent,
        words: String,
        history: &[StoredEvent],
    ) -> Result<Found, OpsError> {
        if stored.event.value.is_null() {
            return self.nothing(Some(stored), format!("not there {words}"), history);
        }
        let adr = value_of(&stored.event)?;
        let text = self.decoded_text(adr.source)?;
        self.found(adr, text, (words, Some(stored)))
    }

    fn as_imported(&self, id: RecordId, history: &[StoredEvent]) -> Result<Found, OpsError> {
        let (adr, _) = self.adr_with_digest(id)?;
        let Some(imported) = adr.imported else {
            return Err(OpsError::NotFound {
                what: format!("{} was written here and never imported", self.called(id)?),
                hint: "`archdeck history REF` shows the states it had.".to_owned(),
            });
        };
        let bytes = kept_text(&self.store, imported)?;
        let same = |stored: &&StoredEvent| {
            value_of(&stored.event).is_ok_and(|adr| adr.imported == Some(imported))
        };
        let event = history.iter().rev().take_while(same).last();
        let text = text::decode(&bytes).text;
        self.found(
            read_at(&adr, &bytes),
            text,
            ("as imported".to_owned(), event),
        )
    }

    fn as_outside(&self, id: RecordId) -> Result<Found, OpsError> {
        let record = self.record_without_text(id)?;
        let Some(bytes) = self.outside(&record.log, &record.adr)? else {
            return Err(OpsError::NotFound {
                what: format!(
                    "{} has no file that can be read at {} in {}",
                    record.reference, record.adr.path, record.log.root
                ),
                hint:
                    "It may have been moved, or was written here; `archdeck adr export` writes it."
                        .to_owned(),
            });
        };
        let text = text::decode(&bytes).text;
        let adr = read_at(&record.adr, &bytes);
        self.found(adr, text, ("the file outside".to_owned(), None))
    }

    pub(super) fn found(
        &self,
        adr: Adr,
        text: String,
        (state, event): (String, Option<&StoredEvent>),
    ) -> Result<Found, OpsError> {
        let reference = self.log_names()?.printed(adr.log, &adr.label());
        Ok(Found {
            line: RevisionLine {
                reference,
                title: adr.facts.title.clone(),
                state,
                at: event.map(|stored| stored.event.at),
                actor: event.map(|stored| stored.event.actor.clone()),
            },
            adr: Some(adr),
            text,
        })
    }

    /// The state of a record that is not there; it is called as it was when it was.
    fn nothing(
        &self,
        event: Option<&StoredEvent>,
        state: String,
        history: &[StoredEvent],
    ) -> Result<Found, OpsError> {
        let known = history.iter().find(|stored| !stored.event.value.is_null());
        let known = known.ok_or_else(|| OpsError::NotFound {
            what: "the decision is not in the store".to_owned(),
            hint: "`archdeck adr list` shows them all.".to_owned(),
        })?;
        let called = self.found(value_of(&known.event)?, String::new(), (state, event))?;
        Ok(Found {
            adr: None,
            ..called
        })
    }

    fn decoded_text(&self, digest: Digest) -> Result<String, OpsError> {
        Ok(text::decode(&kept_text(&self.store, digest)?).text)
    }

    /// Says which events there are, where the one asked for is none of them.
    fn no_state_at(&self, seq: u64, ended: u64, history: &[StoredEvent]) -> OpsError {
        let id = history.first().map(|stored| stored.event.record);
        let called = id.and_then(|id| self.called(id).ok());
        let reference = called.unwrap_or_else(|| "the decision".to_owned());
        let there = match (history.first(), history.last()) {
            (Some(first), Some(last)) if first.seq == last.seq => {
                format!("its only event is {}", first.seq)
            }
            (Some(first), Some(last)) => {
                format!("its events go from {} to {}", first.seq, last.seq)
            }
            _ => "it has no event".to_owned(),
        };
        let what = if seq > ended {
            format!(
                "there is no event {seq}, the history ends with {ended}; of {reference}, {there}"
            )
        } else {
            format!("{reference} has no state after event {seq}: {there}")
        };
        OpsError::NotFound {
            what,
            hint: format!("`archdeck history {reference}` lists them."),
        }
    }
}

/// The value an event carries.
pub(super) fn value_of(event: &Event) -> Result<Adr, OpsError> {
    Adr::deserialize(&event.value).map_err(|wrong| OpsError::Refused {
        what: format!("what event {} carries cannot be read: {wrong}", event.seq),
        hint: "It may come from a newer version; upgrade, or run `archdeck doctor`.".to_owned(),
    })
}

/// The record as other bytes say it.
pub(super) fn read_at(adr: &Adr, bytes: &[u8]) -> Adr {
    let mut parsed = dialect::read(&adr.path, bytes);
    let same = parsed
        .iter()
        .position(|one| one.kind == FileKind::Record && one.anchor == adr.anchor);
    let facts = match same {
        Some(at) => parsed.swap_remove(at).facts,
        None => parsed
            .pop()
            .map_or_else(|| adr.facts.clone(), |first| first.facts),
    };
    Adr {
        facts,
        source: Digest::of(bytes),
        ..adr.clone()
    }
}
