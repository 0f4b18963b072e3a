//! A system taken out of use for good. It is refused while something still rests on its name: a waiver that awaits a decision, or
//! one that was granted and is not over.

use chrono::NaiveDate;

use crate::{
    domain::{
        event::RecordKind,
        ids::RecordId,
        waiver::{Waiver, WaiverState},
    },
    ops::{
        change::Done,
        error::OpsError,
        rewriting::unchanged,
        workbench::{Workbench, decoded},
    },
};

impl Workbench {
    pub(super) fn close_system(&mut self, id: RecordId) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (mut system, digest) = self.system_with_digest(id)?;
        if let Some(day) = system.closed_on {
            let summary = format!(
                "{} {} was closed on {day} already",
                system.label, system.name
            );
            return Ok(unchanged(summary, vec![system.label]));
        }
        let today = self.env.today();
        let open = self.open_waivers(id, today)?;
        if !open.is_empty() {
            return Err(OpsError::Refused {
                what: format!(
                    "{} {} cannot be closed: {}",
                    system.label,
                    system.name,
                    open.join(", ")
                ),
                hint: "Decide, revoke or resolve them first; `archdeck waiver list` shows them."
                    .to_owned(),
            });
        }
        system.closed_on = Some(today);
        let summary = format!("closed {} {}", system.label, system.name);
        self.save_system((seen, digest), (&system, "closed"), summary)
    }

    /// The waivers that stand in the way of closing, in words.
    fn open_waivers(&self, system: RecordId, today: NaiveDate) -> Result<Vec<String>, OpsError> {
        let found = self
            .store
            .current_of_kind(RecordKind::Waiver, Some(system))?;
        let mut words = Vec::new();
        for current in &found {
            let waiver: Waiver = decoded(current)?;
            match waiver.state {
                WaiverState::Proposed => {
                    words.push(format!("{} awaits a decision", waiver.label));
                }
                WaiverState::Approved { .. } if waiver.expires_on >= today => {
                    words.push(format!("{} runs until {}", waiver.label, waiver.expires_on));
                }
                _ => {}
            }
        }
        Ok(words)
    }
}
