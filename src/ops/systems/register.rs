//! Systems registered and edited. A name means one system, and an edit of a state that is not the present one is refused.

use crate::{
    domain::{digest::Digest, event::RecordKind, ids::RecordId, system::System},
    ops::{
        change::Done,
        error::OpsError,
        putting::put,
        rewriting::unchanged,
        systems::{
            NewSystem, SystemEdit,
            stated::{Held, differences, edited},
        },
        workbench::{Workbench, decoded},
    },
};

/// What every label of a system begins with, and how many digits follow.
pub(super) const LABEL: (&str, usize) = ("SYS-", 4);

impl Workbench {
    pub(super) fn register_system(&mut self, new: &NewSystem) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let id = self.env.record_id();
        let label = self.next_label(LABEL.0, LABEL.1)?;
        let empty = System::named(id, label, String::new());
        let edit = SystemEdit {
            system: id,
            base: None,
            name: Some(new.name.clone()),
            about: new.about.clone(),
            facts: new.facts.clone(),
            owner: Some(new.owner),
            deputy: Some(new.deputy),
            team: new.team.clone(),
        };
        let system = self.stated(&empty, &edit)?;
        self.refuse_taken_name(&system)?;
        let put = put((RecordKind::System, id), ("registered", None), &system);
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!("registered {} {}", system.label, system.name),
            refs: vec![system.label],
            made: Some(id),
            can_undo: true,
        })
    }

    pub(super) fn edit_system(&mut self, edit: &SystemEdit) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (before, digest) = self.open_system(edit.system)?;
        if edit.base.is_some_and(|base| base != digest) {
            return Err(self.stale_system(&before));
        }
        let after = self.stated(&before, edit)?;
        let words = differences(&before, &after, &self.people()?);
        if words.is_empty() {
            let summary = format!("{} {} is so already", before.label, before.name);
            return Ok(unchanged(summary, vec![before.label]));
        }
        if before.name != after.name {
            self.refuse_taken_name(&after)?;
        }
        let told = format!(
            "edited {} {}: {}",
            after.label,
            after.name,
            words.join(", ")
        );
        self.save_system((seen, digest), (&after, "edited"), told)
    }

    fn stated(&mut self, before: &System, edit: &SystemEdit) -> Result<System, OpsError> {
        let catalog = self.catalog();
        let people = self.people()?;
        let held = Held {
            registry: &catalog.registry,
            people: &people,
            today: self.env.today(),
        };
        edited(before, edit, held)
    }

    /// Saves what became of a system, as one action.
    pub(super) fn save_system(
        &mut self,
        (seen, base): (u64, Digest),
        (after, verb): (&System, &str),
        summary: String,
    ) -> Result<Done, OpsError> {
        let put = put((RecordKind::System, after.id), (verb, Some(base)), after);
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary,
            refs: vec![after.label.clone()],
            made: None,
            can_undo: true,
        })
    }

    /// A system as it is kept.
    ///
    /// # Errors
    /// When it is gone or cannot be read.
    pub fn system(&self, id: RecordId) -> Result<System, OpsError> {
        Ok(self.system_with_digest(id)?.0)
    }

    /// A system and the digest of its value.
    pub(crate) fn system_with_digest(&self, id: RecordId) -> Result<(System, Digest), OpsError> {
        let current = self.store.current(id)?;
        let current = current
            .filter(|current| current.kind == RecordKind::System)
            .ok_or_else(|| OpsError::NotFound {
                what: "the system is not in the store any more".to_owned(),
                hint: "`archdeck system list` shows those that are.".to_owned(),
            })?;
        Ok((decoded(&current)?, current.digest))
    }

    /// The same for one that something is to be done with: it must not be closed.
    ///
    /// # Errors
    /// When it is gone or closed.
    pub(crate) fn open_system(&self, id: RecordId) -> Result<(System, Digest), OpsError> {
        let (system, digest) = self.system_with_digest(id)?;
        match system.closed_on {
            None => Ok((system, digest)),
            Some(day) => Err(OpsError::Refused {
                what: format!(
                    "{} {} was closed on {day}; it stays as it was",
                    system.label, system.name
                ),
                hint: "Register another system, or take the closing back with `archdeck undo`."
                    .to_owned(),
            }),
        }
    }

    fn refuse_taken_name(&self, system: &System) -> Result<(), OpsError> {
        let wanted = system.name.to_lowercase();
        let others = self.all::<System>(RecordKind::System)?;
        let other = others
            .iter()
            .find(|other| other.id != system.id && other.name.to_lowercase() == wanted);
        match other {
            None => Ok(()),
            Some(other) => Err(OpsError::Refused {
                what: format!("{} is called {} already", other.label, other.name),
                hint: format!(
                    "A name means one system: choose another, or edit that one with `archdeck system edit {}`.",
                    other.label
                ),
            }),
        }
    }

    fn stale_system(&self, system: &System) -> OpsError {
        let history = self.store.history(system.id).unwrap_or_default();
        let last = history.last();
        OpsError::Stale {
            reference: format!("{} {}", system.label, system.name),
            actor: last.map_or_else(|| "somebody".to_owned(), |last| last.event.actor.clone()),
            hint: format!(
                "Look at it again (`archdeck system show {}`) and type your change anew.",
                system.label
            ),
        }
    }
}
