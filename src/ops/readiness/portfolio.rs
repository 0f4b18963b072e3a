//! Every system as the list shows it, out of what is kept: a line is computed once and again only when an event touched what it
//! rests on, or a day came on which time alone changes it. Keeping one is no action of anybody.

use std::{collections::HashMap, time::Instant};

use chrono::NaiveDate;
use tracing::{info, warn};

use crate::{
    catalog::Catalog,
    domain::{
        digest::Digest,
        event::{RecordKind, canonical},
        ids::RecordId,
        readiness::{Readiness, changes_on},
    },
    ops::{
        dossier::Dossier, error::OpsError, exchange::plan, readiness::line::line_of,
        systems::SystemLine, workbench::Workbench,
    },
    store::Standing,
};

/// What a line says and how it is computed: to be raised with every change of either, so that no kept line outlives its maker.
const REVISION: u32 = 2;

impl Workbench {
    /// Every system as it stands today, by label.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn standings(&mut self) -> Result<Vec<SystemLine>, OpsError> {
        let (seen, today) = (self.store.last_seq()?, self.env.today());
        let basis = basis(&self.catalog());
        let mut kept = self.lines_kept(seen, (basis, today))?;
        let systems = self.store.current_of_kind(RecordKind::System, None)?;
        let (mut lines, mut fresh) = (Vec::with_capacity(systems.len()), Vec::new());
        let (mut people, began) = (None, Instant::now());
        for system in systems {
            if let Some(line) = kept.remove(&system.id) {
                lines.push(line);
                continue;
            }
            let people = match &people {
                Some(people) => people,
                None => people.insert(self.people()?),
            };
            let dossier = self.dossier_among(people, &system)?;
            let line = line_of(&dossier, today);
            fresh.push(standing_of(&dossier, &line, (basis, today)));
            lines.push(line);
        }
        if !fresh.is_empty() {
            let (systems, took) = (fresh.len(), began.elapsed());
            info!(systems, ?took, "computed how systems stand");
            self.keep_lines(seen, fresh);
        }
        Ok(lines)
    }

    /// What is computed for a system today.
    ///
    /// # Errors
    /// When the system is gone or the store cannot be read.
    pub fn verdict(&mut self, system: RecordId) -> Result<Readiness, OpsError> {
        Ok(self.dossier(system)?.readiness(self.env.today()))
    }

    /// The kept lines that hold today and were computed with the packs and rubrics there are.
    fn lines_kept(
        &self,
        seen: u64,
        (basis, today): (Digest, NaiveDate),
    ) -> Result<HashMap<RecordId, SystemLine>, OpsError> {
        let (of_event, in_memory) = &self.standing_in_memory;
        let in_memory = in_memory.iter().filter(|_| *of_event == seen).cloned();
        let kept = self.store.standings()?.into_iter().chain(in_memory);
        let read = kept
            .filter(|standing| standing.holds(basis, today))
            .filter_map(|standing| {
                Some((standing.system, serde_json::from_str(&standing.line).ok()?))
            });
        Ok(read.collect())
    }

    /// Keeps lines for the next time. Where they cannot be kept in the store they are kept as long as nothing happens there;
    /// whoever asked has the answer either way.
    fn keep_lines(&mut self, seen: u64, fresh: Vec<Standing>) {
        if !self.is_read_only() {
            match self.store.keep_standings(seen, &fresh) {
                Ok(()) => return,
                Err(error) => warn!(%error, "the lines of systems were not kept"),
            }
        }
        let (of_event, in_memory) = &mut self.standing_in_memory;
        if *of_event != seen {
            in_memory.clear();
        }
        *of_event = seen;
        in_memory.retain(|before| fresh.iter().all(|now| now.system != before.system));
        in_memory.extend(fresh);
    }
}

/// What a line depends on beside the store.
fn basis(catalog: &Catalog) -> Digest {
    let packs: Vec<_> = catalog.packs.values().map(|entry| entry.digest).collect();
    let rubrics: Vec<_> = catalog.rubrics.values().map(|entry| entry.digest).collect();
    let all = plan::json(&(
        REVISION,
        env!("CARGO_PKG_VERSION"),
        &*catalog.registry,
        packs,
        rubrics,
    ));
    Digest::of(&canonical(&all))
}

fn standing_of(
    dossier: &Dossier,
    line: &SystemLine,
    (basis, today): (Digest, NaiveDate),
) -> Standing {
    let system = &dossier.system;
    let persons = [system.owner, system.deputy];
    let upon = persons
        .into_iter()
        .flatten()
        .chain(system.decisions.iter().copied());
    Standing {
        system: system.id,
        line: plan::json(line).to_string(),
        since: today,
        until: until(dossier, today),
        basis,
        upon: upon.collect(),
    }
}

/// The first day on which time alone may make another line of it.
fn until(dossier: &Dossier, today: NaiveDate) -> Option<NaiveDate> {
    let waivers = dossier.waiver_values();
    let computed = changes_on(&dossier.inputs(&waivers, dossier.tier_now(today), today));
    let issued = dossier
        .issued_on(today)
        .and_then(|issued| issued.last_day().succ_opt());
    computed.into_iter().chain(issued).min()
}
