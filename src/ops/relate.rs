//! Links between decisions, stated on both sides at once.

use crate::ops::{
    change::{Done, LinkChange},
    error::OpsError,
    workbench::Workbench,
};

impl Workbench {
    pub(crate) fn link(&mut self, link: &LinkChange) -> Result<Done, OpsError> {
        let _ = link;
        Err(not_there_yet())
    }
}

fn not_there_yet() -> OpsError {
    OpsError::Refused {
        what: "this is not there yet".to_owned(),
        hint: String::new(),
    }
}
