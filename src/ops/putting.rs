//! What every use case of governance saves in the same way: a record under a verb, and a label that was never given.

use serde::Serialize;

use crate::{
    domain::{digest::Digest, event::RecordKind, ids::RecordId},
    ops::{error::OpsError, exchange::plan::json, workbench::Workbench},
    store::{Put, StoreError},
};

/// How often something is done again when somebody else saves meanwhile.
const TRIES: usize = 5;

/// A record as it is saved: what happened to it (`waiver.approved`), and the digest it was made from where it is not new.
pub(crate) fn put<T: Serialize>(
    (kind, record): (RecordKind, RecordId),
    (verb, base): (&str, Option<Digest>),
    value: &T,
) -> Put {
    Put {
        kind,
        record,
        verb: format!("{}.{verb}", kind.word()),
        base,
        value: json(value),
        reason: None,
    }
}

/// A record that is taken out of the current state.
pub(crate) fn taken_away(
    (kind, record): (RecordKind, RecordId),
    (verb, base): (&str, Option<Digest>),
) -> Put {
    Put {
        kind,
        record,
        verb: format!("{}.{verb}", kind.word()),
        base,
        value: serde_json::Value::Null,
        reason: None,
    }
}

impl Workbench {
    /// The label after the highest one that was ever given with this beginning: `SYS-` with four digits, `WVR-2026-` with three.
    /// Save with `save_upon` the sequence that was seen before, so that two people do not get the same.
    pub(crate) fn next_label(&self, beginning: &str, digits: usize) -> Result<String, OpsError> {
        let given = self.store.labels_given(beginning)?;
        let numbers = given
            .iter()
            .filter_map(|label| label.strip_prefix(beginning)?.parse::<u32>().ok());
        let next = numbers.max().unwrap_or(0).saturating_add(1);
        Ok(format!("{beginning}{next:0digits$}"))
    }

    /// Does something that saves with `save_upon`, and does it anew from the start where somebody else saved meanwhile.
    pub(crate) fn until_not_overtaken<T>(
        &mut self,
        mut once: impl FnMut(&mut Self) -> Result<T, OpsError>,
    ) -> Result<T, OpsError> {
        let mut tries = 1;
        loop {
            match once(self) {
                Err(OpsError::Store(StoreError::Overtaken)) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }
}
