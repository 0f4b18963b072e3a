//! One record with everything about it: its text laid out, its links both ways, its history; and its text for the editor.

use std::sync::Arc;

use crate::{
    domain::{
        adr::Adr, digest::Digest, event::RecordKind, ids::RecordId, link::LinkKind,
        log::DecisionLog, status::Status,
    },
    ops::{
        error::OpsError,
        reference::LogNames,
        view::{JumpView, LinkLine, RecordView, SourceView},
        workbench::{Workbench, decoded, kept_text},
    },
    store::StatedBy,
};

/// How many events a record shows.
const HISTORY_SHOWN: usize = 200;

impl Workbench {
    pub(crate) fn record(&mut self, id: RecordId, width: u16) -> Result<RecordView, OpsError> {
        let mut view = self.record_without_text(id)?;
        let (store, source) = (&self.store, view.adr.source);
        view.body = self
            .texts
            .laid_out(source, width, || kept_text(store, source))?;
        view.width = width;
        Ok(view)
    }

    /// A record with everything about it; its text is not laid out, so `body` is empty.
    ///
    /// # Errors
    /// When the record is not there or the store cannot be read.
    pub fn record_without_text(&self, id: RecordId) -> Result<RecordView, OpsError> {
        let (adr, digest) = self.adr_with_digest(id)?;
        let log = self.log_of(&adr)?;
        let names = self.log_names()?;
        let links = self.links(&adr, &names)?;
        let history = self.events(None, Some(id), HISTORY_SHOWN)?.lines;
        let reference = names.printed(adr.log, &adr.label());
        Ok(RecordView {
            adr,
            digest,
            log,
            reference,
            body: Arc::default(),
            width: 0,
            links,
            comments: self.store.comments(id)?,
            history,
        })
    }

    pub(crate) fn source(&mut self, id: RecordId) -> Result<SourceView, OpsError> {
        let (adr, base) = self.adr_with_digest(id)?;
        let reference = self.called(id)?;
        let file_name = adr.path.rsplit('/').next().unwrap_or(&adr.path).to_owned();
        let protected = (!adr.facts.status.text_is_open())
            .then(|| super::edit::protection(&reference, adr.facts.status));
        Ok(SourceView {
            id,
            reference,
            file_name,
            base,
            bytes: kept_text(&self.store, adr.source)?,
            protected,
        })
    }

    pub(crate) fn jump(&mut self, text: String, limit: usize) -> Result<JumpView, OpsError> {
        let listing = self.listing()?;
        let names = LogNames::from(listing.logs());
        let (rows, total) = listing.jump(&text, limit);
        let lines = rows.into_iter().map(|row| names.line(row)).collect();
        Ok(JumpView { text, lines, total })
    }

    /// The text of a record exactly as it is kept.
    ///
    /// # Errors
    /// When the record or its text is not there.
    pub fn record_bytes(&self, id: RecordId) -> Result<Vec<u8>, OpsError> {
        kept_text(&self.store, self.adr_with_digest(id)?.0.source)
    }

    /// The links of a record: those that say something before mere mentions, its own before those of others.
    pub(crate) fn links(&self, adr: &Adr, names: &LogNames) -> Result<Vec<LinkLine>, OpsError> {
        let mut lines = Vec::new();
        for found in self.store.links(adr.id)? {
            let target = match found.other {
                Some(other) => self.store.adr_row(other)?,
                None => None,
            };
            let kind = found.kind.unwrap_or(LinkKind::Reference);
            let line = LinkLine {
                kind,
                partial: found.partial,
                stated_here: found.stated_by != StatedBy::Other,
                pending: target
                    .as_ref()
                    .is_some_and(|target| waits(kind, adr.facts.status, target.status)),
                target: target.map(|row| names.line(&row)),
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

/// Whether a link is a supersession that takes effect only once the newer decision is accepted.
const fn waits(kind: LinkKind, here: Status, there: Status) -> bool {
    let (newer, older) = match kind {
        LinkKind::Supersedes => (here, there),
        LinkKind::SupersededBy => (there, here),
        _ => return false,
    };
    newer.text_is_open() && !matches!(older, Status::Superseded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_supersession_waits_until_the_newer_decision_is_accepted() {
        for status in Status::ALL {
            let open = status.text_is_open();
            assert_eq!(waits(LinkKind::Supersedes, status, Status::Accepted), open);
            assert_eq!(
                waits(LinkKind::SupersededBy, Status::Accepted, status),
                open
            );
            assert!(!waits(LinkKind::SupersededBy, Status::Superseded, status));
            assert!(!waits(LinkKind::Amends, status, Status::Accepted));
        }
    }
}
