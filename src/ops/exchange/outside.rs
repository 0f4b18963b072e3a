//! The file of a record as it lies in its folder now. It is looked at when somebody asks, never kept.

use std::path::Path;

use crate::{
    domain::{adr::Adr, log::DecisionLog},
    ops::{discover::content, error::OpsError, exchange::export::below, workbench::Workbench},
};

impl Workbench {
    /// The bytes of a record's file in its log's folder; `None` when there is no such file or it cannot be read.
    ///
    /// # Errors
    /// When the stored path leads out of the folder.
    #[expect(clippy::unused_self, reason = "a use case like the others")]
    pub(crate) fn outside(
        &self,
        log: &DecisionLog,
        adr: &Adr,
    ) -> Result<Option<Vec<u8>>, OpsError> {
        let folder = Path::new(&log.root).join(&log.folder);
        Ok(content::read(&below(&folder, &adr.path)?).ok())
    }
}
