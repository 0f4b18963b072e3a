//! One record with everything about it: its text laid out, its links both ways, its history; and its text for the editor.

use std::sync::Arc;

use crate::{
    domain::{
        adr::Adr, digest::Digest, event::RecordKind, ids::RecordId, link::LinkKind,
        log::DecisionLog,
    },
    ops::{
        error::OpsError,
        home::line_of,
        reference,
        view::{JumpView, LinkLine, RecordView, SourceView},
        workbench::{Workbench, decoded},
    },
    store::StatedBy,
};

/// How many events a record shows.
const HISTORY_SHOWN: usize = 200;

impl Workbench {
    pub(crate) fn record(&mut self, id: RecordId, width: u16) -> Result<RecordView, OpsError> {
        let (adr, digest) = self.adr_with_digest(id)?;
        let log = self.log_of(&adr)?;
        let logs = self.store.logs()?.len();
        let store = &self.store;
        let lost = || OpsError::Refused {
            what: format!("the store has lost the text of {}", adr.path),
            hint: "Run `archdeck doctor`; a backup or the original file still has it.".to_owned(),
        };
        let body = self.texts.laid_out(adr.source, width, || {
            store.blob(adr.source)?.ok_or_else(lost)
        })?;
        let links = self.links(&adr)?;
        let history = self.events(None, Some(id), HISTORY_SHOWN)?.lines;
        let reference = reference::printed(&log.name, logs, &adr.label());
        Ok(RecordView {
            adr,
            digest,
            log,
            reference,
            body,
            width,
            links,
            history,
        })
    }

    pub(crate) fn source(&mut self, id: RecordId) -> Result<SourceView, OpsError> {
        let (adr, base) = self.adr_with_digest(id)?;
        let reference = self
            .record_line(id)?
            .map_or_else(|| id.to_string(), |line| line.reference);
        let file_name = adr.path.rsplit('/').next().unwrap_or(&adr.path).to_owned();
        let protected = (!adr.facts.status.text_is_open())
            .then(|| super::edit::protection(&reference, adr.facts.status));
        Ok(SourceView {
            id,
            reference,
            file_name,
            base,
            bytes: self.blob(adr.source)?,
            protected,
        })
    }

    pub(crate) fn jump(&mut self, text: String, limit: usize) -> Result<JumpView, OpsError> {
        let listing = self.listing()?;
        let logs = Arc::clone(listing.logs());
        let (rows, total) = listing.jump(&text, limit);
        let lines = rows.into_iter().map(|row| line_of(row, &logs)).collect();
        Ok(JumpView { text, lines, total })
    }

    /// The text of a record exactly as it is kept.
    ///
    /// # Errors
    /// When the record or its text is not there.
    pub fn record_bytes(&self, id: RecordId) -> Result<Vec<u8>, OpsError> {
        self.blob(self.adr_with_digest(id)?.0.source)
    }

    /// The links of a record: those that say something before mere mentions, its own before those of others.
    fn links(&self, adr: &Adr) -> Result<Vec<LinkLine>, OpsError> {
        let mut lines = Vec::new();
        for found in self.store.links(adr.id)? {
            let line = LinkLine {
                kind: found.kind.unwrap_or(LinkKind::Reference),
                partial: found.partial,
                stated_here: found.stated_by != StatedBy::Other,
                target: found.other.map_or(Ok(None), |id| self.record_line(id))?,
                written: found.target,
            };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.sort_by_key(|line| (line.kind == LinkKind::Reference, !line.stated_here));
        Ok(lines)
    }

    pub(crate) fn adr_with_digest(&self, id: RecordId) -> Result<(Adr, Digest), OpsError> {
        let current = self
            .store
            .current(id)?
            .filter(|current| current.kind == RecordKind::Adr);
        let current = current.ok_or_else(|| OpsError::NotFound {
            what: "the decision is not in the store any more".to_owned(),
            hint: "`archdeck history` shows what became of it.".to_owned(),
        })?;
        Ok((decoded(&current)?, current.digest))
    }

    fn log_of(&self, adr: &Adr) -> Result<DecisionLog, OpsError> {
        let log = self.store.logs()?.into_iter().find(|log| log.id == adr.log);
        log.ok_or_else(|| OpsError::NotFound {
            what: format!("the log of {} is not in the store", adr.path),
            hint: "Run `archdeck doctor`.".to_owned(),
        })
    }
}
