//! Changing facts of records in their text: edits of open decisions, corrections of decided ones, tags for many, drafts thrown away.

use crate::{
    domain::{digest::Digest, ids::RecordId},
    ops::{
        change::{Done, FactsEdit, TagMany},
        error::OpsError,
        workbench::Workbench,
    },
};

impl Workbench {
    pub(crate) fn edit_facts(&mut self, edit: &FactsEdit) -> Result<Done, OpsError> {
        let _ = edit;
        Err(not_there_yet())
    }

    pub(crate) fn tag(&mut self, tags: &TagMany) -> Result<Done, OpsError> {
        let _ = tags;
        Err(not_there_yet())
    }

    pub(crate) fn discard(
        &mut self,
        record: RecordId,
        base: Option<Digest>,
    ) -> Result<Done, OpsError> {
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
