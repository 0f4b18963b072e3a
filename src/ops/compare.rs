//! Two states of decisions side by side, and what became of a record since an edit was begun.

use crate::{
    domain::{digest::Digest, ids::RecordId},
    ops::{
        error::OpsError,
        query::Revision,
        view::{CompareView, ConflictView},
        workbench::Workbench,
    },
};

impl Workbench {
    pub(crate) fn compare(
        &mut self,
        from: Revision,
        to: Revision,
    ) -> Result<CompareView, OpsError> {
        let _ = (from, to);
        Err(not_there_yet())
    }

    pub(crate) fn conflict(
        &mut self,
        record: RecordId,
        base: Digest,
    ) -> Result<ConflictView, OpsError> {
        let _ = (record, base);
        Err(not_there_yet())
    }
}

fn not_there_yet() -> OpsError {
    OpsError::Refused {
        what: "this is not there yet".to_owned(),
        hint: String::new(),
    }
}
