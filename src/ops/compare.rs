//! Two states of decisions side by side, and what became of a record since an edit was begun. A state is found, its facts
//! and its text are held against the other's; nothing is saved, and text stays as it was read.

mod conflict;
pub(crate) mod facts;
pub(crate) mod lines;
mod state;
mod words;

use std::time::{Duration, Instant};

use crate::ops::{
    error::OpsError,
    query::Revision,
    view::{CompareView, FactRow, TextRow},
    workbench::Workbench,
};
use state::Found;

/// How long two texts are held against each other exactly; what is left then is compared coarsely.
const PATIENCE: Duration = Duration::from_millis(700);

impl Workbench {
    pub(crate) fn compare(
        &mut self,
        from: Revision,
        to: Revision,
    ) -> Result<CompareView, OpsError> {
        let (from, to) = (self.state(from)?, self.state(to)?);
        Ok(side_by_side(from, to))
    }
}

fn side_by_side(from: Found, to: Found) -> CompareView {
    CompareView {
        facts: facts::rows(from.adr.as_ref(), to.adr.as_ref()),
        text: lines::rows(&from.text, &to.text, Instant::now() + PATIENCE),
        from: from.line,
        to: to.line,
    }
}

impl CompareView {
    /// Whether both states say the same in the same words.
    pub fn is_same(&self) -> bool {
        !self.facts.iter().any(FactRow::differs) && !self.text.iter().any(TextRow::differs)
    }
}

impl FactRow {
    /// Whether the two states state it otherwise.
    pub fn differs(&self) -> bool {
        self.before != self.after
    }
}

impl TextRow {
    /// Whether the two texts are not the same here.
    pub const fn differs(&self) -> bool {
        match self {
            Self::Same { .. } | Self::LeftOut(_) => false,
            Self::Differs { .. } | Self::NotCompared { .. } => true,
        }
    }
}

#[cfg(test)]
mod tests;
