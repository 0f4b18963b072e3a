//! The register as it is shown: every risk with its bands and flags, the heat map, and how a risk is found by what is typed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{RegisterView, RiskLine};
use crate::{
    catalog::Catalog,
    domain::{
        event::RecordKind,
        ids::RecordId,
        register::{Acceptance, Level5, Register, Risk, RiskFlag, Watched},
        system::System,
        waiver::{Now, Scope, Standing},
    },
    ops::{
        dossier::Dossier,
        error::OpsError,
        reference::short,
        workbench::{Workbench, decoded},
    },
};

/// The most labels that are named where none was meant.
const LABELS_NAMED: usize = 20;

impl Workbench {
    pub(crate) fn register(&mut self, system: Option<RecordId>) -> Result<RegisterView, OpsError> {
        let as_of = self.env.today();
        let catalog = self.catalog();
        let register = table(&catalog)?.clone();
        let about = match system {
            Some(system) => {
                let found = self.dossier(system)?.system;
                Some((found.id, found.label, found.name))
            }
            None => None,
        };
        let mut risks = Vec::new();
        for id in self.systems_with_risks(system)? {
            let dossier = self.dossier(id)?;
            risks.extend(lines(&dossier, &register, as_of));
        }
        risks.sort_by(|one, other| {
            let place = |line: &RiskLine| {
                let weight = register.weight(line.risk.residual);
                (line.risk.closed.is_some(), std::cmp::Reverse(weight))
            };
            place(one)
                .cmp(&place(other))
                .then_with(|| one.risk.label.cmp(&other.risk.label))
        });
        Ok(RegisterView {
            as_of,
            system: about,
            heat: heat(&risks),
            register,
            risks,
        })
    }

    /// The systems a register is about: one, or all that have a risk and are still there.
    fn systems_with_risks(&self, system: Option<RecordId>) -> Result<Vec<RecordId>, OpsError> {
        if let Some(system) = system {
            return Ok(vec![system]);
        }
        let mut systems: Vec<RecordId> = Vec::new();
        for current in self.store.current_of_kind(RecordKind::Risk, None)? {
            let Some(parent) = current.parent.filter(|parent| !systems.contains(parent)) else {
                continue;
            };
            if self.store.current(parent)?.is_some() {
                systems.push(parent);
            }
        }
        Ok(systems)
    }

    /// Finds the risk a typed label or id means.
    ///
    /// # Errors
    /// When none or more than one answers.
    pub fn resolve_risk(&self, typed: &str) -> Result<Risk, OpsError> {
        let all = self.store.current_of_kind(RecordKind::Risk, None)?;
        let risks: Vec<Risk> = all.iter().map(decoded).collect::<Result<_, _>>()?;
        let found = meant(typed.trim(), &risks);
        match found.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(OpsError::NotFound {
                what: format!("no risk answers to `{}`", short(typed)),
                hint: match labels(&risks.iter().collect::<Vec<_>>()) {
                    none if none.is_empty() => {
                        "`archdeck risk add SYSTEM` adds the first one.".to_owned()
                    }
                    some => format!("There are {}.", some.join(", ")),
                },
            }),
            many => Err(OpsError::Ambiguous {
                asked: short(typed),
                candidates: labels(many),
            }),
        }
    }
}

fn labels(risks: &[&Risk]) -> Vec<String> {
    let labels = risks.iter().map(|risk| risk.label.clone());
    labels.take(LABELS_NAMED).collect()
}

/// The label, its number alone, or eight and more characters of the id.
fn meant<'r>(typed: &str, risks: &'r [Risk]) -> Vec<&'r Risk> {
    let label = typed.to_ascii_uppercase();
    let number = |label: &str| label.trim_start_matches("RSK-").parse::<u32>().ok();
    let id = typed.replace('-', "").to_ascii_lowercase();
    let is_id = id.len() >= 8 && id.chars().all(|c| c.is_ascii_hexdigit());
    let tests: [&dyn Fn(&Risk) -> bool; 3] = [
        &|risk| risk.label == label,
        &|risk| number(&label).is_some() && number(&risk.label) == number(&label),
        &|risk| is_id && risk.id.to_string().starts_with(&id),
    ];
    let found = tests
        .into_iter()
        .map(|fits| risks.iter().filter(|risk| fits(risk)).collect::<Vec<_>>());
    found
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The table of the library.
pub(super) fn table(catalog: &Catalog) -> Result<&Register, OpsError> {
    let entry = catalog.register.as_ref();
    entry
        .map(|entry| entry.value.as_ref())
        .ok_or_else(|| OpsError::NotFound {
            what: "there is no table for the risk register in the library".to_owned(),
            hint: "`archdeck pack lint` says which file could not be read.".to_owned(),
        })
}

fn lines(dossier: &Dossier, register: &Register, as_of: NaiveDate) -> Vec<RiskLine> {
    let risks = dossier.risks.iter().map(|risk| &risk.value);
    risks
        .map(|risk| RiskLine {
            system: called(&dossier.system),
            bands: [risk.inherent, risk.current, risk.residual].map(|level| band(register, level)),
            flags: flags(dossier, (risk, register), as_of),
            risk: risk.clone(),
        })
        .collect()
}

fn called(system: &System) -> (String, String) {
    (system.label.clone(), system.name.clone())
}

fn band(register: &Register, level: Level5) -> String {
    let band = register.band(level);
    band.map_or_else(|| "not in the table".to_owned(), |band| band.title.clone())
}

/// What is not consistent about a risk, in the words of the table.
pub(super) fn flags(
    dossier: &Dossier,
    (risk, register): (&Risk, &Register),
    as_of: NaiveDate,
) -> Vec<(RiskFlag, String)> {
    let acceptance = acceptance(dossier, risk.id, as_of);
    let flags = register.flags_of(risk, Watched { acceptance, as_of });
    flags
        .into_iter()
        .map(|flag| (flag, register.says(flag).to_owned()))
        .collect()
}

/// Whether somebody's acceptance of a risk counts on the day.
fn acceptance(dossier: &Dossier, risk: RecordId, as_of: NaiveDate) -> Acceptance {
    let tier = dossier.recorded().map(|(_, recorded)| recorded.run.tier);
    let now = Now { rev: None, tier };
    let counts = dossier.waivers.iter().any(|waiver| {
        matches!(waiver.value.scope, Scope::Risk { risk: accepted } if accepted == risk)
            && waiver.value.standing(now, as_of) == Standing::Active
    });
    if counts {
        Acceptance::Counts
    } else {
        Acceptance::Missing
    }
}

/// How many open risks stand in each cell by their residual, from the least likely on.
fn heat(risks: &[RiskLine]) -> Vec<(u8, u8, u64)> {
    let mut counts: BTreeMap<(u8, u8), u64> = BTreeMap::new();
    for line in risks.iter().filter(|line| line.risk.closed.is_none()) {
        let at = line.risk.residual;
        *counts.entry((at.likelihood, at.impact)).or_default() += 1;
    }
    let cells = counts.into_iter();
    cells
        .map(|((likelihood, impact), count)| (likelihood, impact, count))
        .collect()
}
