//! Systems from an inventory: a table as CSV or TOML is read into rows, a plan says what each of them would do, and the plan is
//! done as one action. A row that cannot be taken is refused with its line and the reason; a system that is there by its name is
//! edited, never doubled.

mod plan;
mod table;

use std::{fs, path::Path};

use crate::{
    domain::event::RecordKind,
    ops::{
        change::Done,
        error::OpsError,
        putting::put,
        rewriting::unchanged,
        systems::{InventoryPlan, UnknownPeople, inventory::plan::Planner},
        workbench::Workbench,
    },
};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

impl Workbench {
    /// Reads an inventory and says what each of its rows would do; nothing is changed.
    ///
    /// # Errors
    /// When the file cannot be read or is no table of systems; says what is wrong and on which line.
    pub fn read_inventory(
        &mut self,
        file: &Path,
        unknown: UnknownPeople,
    ) -> Result<InventoryPlan, OpsError> {
        let bytes = read(file)?;
        let catalog = self.catalog();
        let rows = table::rows(file, &bytes, &catalog.registry)?;
        let mut planner = Planner::of(self, unknown)?;
        let rows = rows.iter().map(|row| planner.row(row)).collect();
        Ok(InventoryPlan {
            file: file.to_owned(),
            rows,
            new_people: planner.new_people(),
        })
    }

    pub(super) fn import_inventory(&mut self, plan: &InventoryPlan) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let unknown = if plan.new_people.is_empty() {
            UnknownPeople::Refused
        } else {
            UnknownPeople::Added
        };
        let mut planner = Planner::of(self, unknown)?;
        let taken = plan.rows.iter().filter(|row| row.refused.is_none());
        for row in taken {
            let again = planner.row(&table::Row {
                line: row.line,
                values: row.values.clone(),
                wrong: None,
            });
            if let Some(why) = again.refused {
                return Err(OpsError::Refused {
                    what: format!("line {} cannot be taken any more: {why}", row.line),
                    hint: "The store changed since the file was read; read it again.".to_owned(),
                });
            }
        }
        let outcome = planner.finish();
        let refused = plan.rows.iter().filter(|row| row.refused.is_some()).count() as u64;
        let summary = outcome.summary(refused);
        if outcome.systems.is_empty() && outcome.people.is_empty() {
            return Ok(unchanged(summary, Vec::new()));
        }
        let people = outcome
            .people
            .iter()
            .map(|person| put((RecordKind::Person, person.id), ("added", None), person));
        let systems = outcome.systems.iter().map(|(system, base)| {
            let verb = if base.is_some() {
                "updated"
            } else {
                "imported"
            };
            put((RecordKind::System, system.id), (verb, *base), system)
        });
        let puts = people.chain(systems).collect();
        let group = self.save_upon(seen, puts, Vec::new())?;
        let labels = outcome
            .systems
            .iter()
            .map(|(system, _)| system.label.clone());
        Ok(Done {
            group: Some(group),
            summary,
            refs: labels.take(REFERENCES).collect(),
            made: None,
            can_undo: self.can_take_back(Some(group))?,
        })
    }
}

/// The most systems that are named of one import.
const REFERENCES: usize = 100;

fn read(file: &Path) -> Result<Vec<u8>, OpsError> {
    let failed = |cause: std::io::Error| OpsError::File {
        what: "the inventory cannot be read".to_owned(),
        path: file.display().to_string(),
        cause: cause.to_string(),
    };
    let about = fs::metadata(file).map_err(failed)?;
    if !about.is_file() || about.len() > LARGEST {
        return Err(OpsError::Refused {
            what: format!(
                "{} is no file of at most {} MiB",
                file.display(),
                LARGEST / 1024 / 1024
            ),
            hint: "Name a CSV or TOML file; split a larger one.".to_owned(),
        });
    }
    fs::read(file).map_err(failed)
}
