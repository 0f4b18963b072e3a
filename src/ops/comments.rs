//! Comments on decisions: said, settled, opened again.

use crate::{
    domain::ids::RecordId,
    ops::{change::Done, error::OpsError, workbench::Workbench},
};

impl Workbench {
    pub(crate) fn comment(&mut self, record: RecordId, text: &str) -> Result<Done, OpsError> {
        let _ = (record, text);
        Err(not_there_yet())
    }

    pub(crate) fn settle_comment(
        &mut self,
        comment: RecordId,
        settled: bool,
    ) -> Result<Done, OpsError> {
        let _ = (comment, settled);
        Err(not_there_yet())
    }
}

fn not_there_yet() -> OpsError {
    OpsError::Refused {
        what: "this is not there yet".to_owned(),
        hint: String::new(),
    }
}
