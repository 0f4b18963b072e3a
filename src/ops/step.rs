//! Steps in the life of decisions, and what follows from them.

use crate::ops::{
    change::{Done, Step},
    error::OpsError,
    workbench::Workbench,
};

impl Workbench {
    pub(crate) fn step(&mut self, step: &Step) -> Result<Done, OpsError> {
        let _ = step;
        Err(not_there_yet())
    }
}

fn not_there_yet() -> OpsError {
    OpsError::Refused {
        what: "this is not there yet".to_owned(),
        hint: String::new(),
    }
}
