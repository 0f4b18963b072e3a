//! New decisions from templates, in the dialect, the name and the number form of their log.

use crate::ops::{
    change::{Done, NewAdr},
    error::OpsError,
    view::NewFormView,
    workbench::Workbench,
};

impl Workbench {
    pub(crate) fn new_form(&mut self) -> Result<NewFormView, OpsError> {
        Err(not_there_yet())
    }

    pub(crate) fn new_adr(&mut self, new: &NewAdr) -> Result<Done, OpsError> {
        let _ = new;
        Err(not_there_yet())
    }
}

fn not_there_yet() -> OpsError {
    OpsError::Refused {
        what: "this is not there yet".to_owned(),
        hint: String::new(),
    }
}
