//! The list of systems and the counts of the whole portfolio.

use std::collections::HashMap;

use crate::{
    domain::{event::RecordKind, readiness::Verdict, system::System, tier::Tier},
    ops::{
        error::OpsError,
        systems::{Heat, SystemChoices, SystemLine, SystemsView, filter::SystemFilter},
        workbench::Workbench,
    },
};

impl Workbench {
    pub(crate) fn systems(&mut self, filter: &str) -> Result<SystemsView, OpsError> {
        let catalog = self.catalog();
        let filter =
            SystemFilter::parse(filter, &catalog.registry).map_err(|what| OpsError::Refused {
                what,
                hint:
                    "A filter is words of the name, and fields such as `tier:T1 exposure:external`."
                        .to_owned(),
            })?;
        let mut lines = self.standings()?;
        let (heat, total) = (heat(&lines), lines.len() as u64);
        let systems = self.all::<System>(RecordKind::System)?.into_iter();
        let systems: HashMap<_, _> = systems.map(|system| (system.id, system)).collect();
        lines.retain(|line| {
            let system = systems.get(&line.id);
            system.is_some_and(|system| filter.lets_through(line, system))
        });
        lines.sort_by_cached_key(place);
        Ok(SystemsView {
            as_of: self.env.today(),
            lines,
            total,
            heat,
            choices: self.system_choices()?,
        })
    }

    /// What a form about a system may offer.
    pub(super) fn system_choices(&mut self) -> Result<SystemChoices, OpsError> {
        let mut people: Vec<_> = self
            .people()?
            .0
            .into_iter()
            .filter(|person| !person.has_left)
            .map(|person| (person.id, person.name))
            .collect();
        people.sort_by_cached_key(|(_, name)| name.to_lowercase());
        Ok(SystemChoices {
            facts: self.catalog().registry.facts.clone(),
            people,
            patterns: self.all(RecordKind::Pattern)?,
        })
    }
}

/// Where a system stands in the list: closed ones last, then by tier, those without one last, then by name.
fn place(line: &SystemLine) -> (bool, bool, Option<Tier>, String, String) {
    (
        line.closed_on.is_some(),
        line.tier.is_none(),
        line.tier,
        line.name.to_lowercase(),
        line.label.clone(),
    )
}

/// How many systems that are not closed stand where: tier by verdict, those without a tier last.
pub(crate) fn heat(lines: &[SystemLine]) -> Heat {
    let count = |tier: Option<Tier>, verdict: Verdict| {
        let counts = |line: &&SystemLine| {
            line.closed_on.is_none() && line.tier == tier && line.verdict == verdict
        };
        lines.iter().filter(counts).count() as u64
    };
    let row = |tier| {
        let verdicts = Verdict::ALL.into_iter();
        let cells = verdicts.map(|verdict| (verdict, count(tier, verdict)));
        (tier, cells.collect())
    };
    Tier::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(row)
        .collect()
}
