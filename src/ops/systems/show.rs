//! One system with everything that is shown beside it: its facts, why its tier is what it is, what it rests on, what is open and
//! what happened to it.

use chrono::NaiveDate;

use crate::{
    domain::{
        condition::Truth,
        ids::RecordId,
        tiering::{Recorded, Tiering},
        waiver::{Now, Scope, Standing, Waiver},
    },
    ops::{
        dossier::Dossier,
        error::OpsError,
        readiness::line::line_of,
        systems::{SystemView, TierLine, stated::typed_as},
        view::RecordLine,
        workbench::Workbench,
    },
};

/// The most events that are shown.
const EVENTS: usize = 50;

impl Workbench {
    pub(crate) fn system_view(&mut self, system: RecordId) -> Result<SystemView, OpsError> {
        let as_of = self.env.today();
        let packs = self.checklists(Some(system))?;
        let register = self.register(Some(system))?;
        let open = register
            .risks
            .iter()
            .filter(|risk| risk.risk.closed.is_none());
        let risks = open.fold((0, 0), |(open, flagged), risk| {
            (open + 1, flagged + u64::from(!risk.flags.is_empty()))
        });
        let dossier = self.dossier(system)?;
        let name = |person: Option<RecordId>| {
            let name = dossier.people.name(person?);
            Some(name.unwrap_or("a person who is gone").to_owned())
        };
        let mut patterns = Vec::new();
        for id in &dossier.system.patterns {
            patterns.extend(
                self.pattern_with_digest(*id)
                    .ok()
                    .map(|(pattern, _)| pattern),
            );
        }
        Ok(SystemView {
            as_of,
            digest: dossier.system_digest,
            line: line_of(&dossier, as_of),
            owner: name(dossier.system.owner),
            deputy: name(dossier.system.deputy),
            facts: facts(&dossier),
            tier: tier_now(&dossier, as_of),
            tiers: tiers(&dossier),
            assessments: packs.assessments,
            offered: packs.offered,
            decisions: self.decision_lines(&dossier)?,
            patterns,
            waivers: waivers(&dossier, as_of),
            risks,
            history: self.events(None, Some(system), EVENTS)?.lines,
            choices: self.system_choices()?,
            system: dossier.system,
        })
    }

    fn decision_lines(&self, dossier: &Dossier) -> Result<Vec<RecordLine>, OpsError> {
        let names = self.log_names()?;
        let mut lines = Vec::new();
        for id in &dossier.system.decisions {
            lines.extend(self.store.adr_row(*id)?.map(|row| names.line(&row)));
        }
        Ok(lines)
    }
}

fn facts(dossier: &Dossier) -> Vec<(crate::domain::fact::FactDefinition, Option<String>)> {
    let facts = dossier.catalog.registry.facts.iter();
    let told = facts.map(|fact| {
        let value = dossier.system.facts.get(&fact.id);
        (fact.clone(), value.map(typed_as))
    });
    told.collect()
}

/// The tier of a system on a day, in words: why it is what it is, and whether it still counts.
pub(crate) fn tier_now(dossier: &Dossier, as_of: NaiveDate) -> TierLine {
    match dossier.recorded() {
        None => TierLine {
            tier: None,
            provisional: true,
            recorded: None,
            score_bp: None,
            why: Vec::new(),
            valid_until: None,
            expired: None,
        },
        Some((_, recorded)) => TierLine {
            expired: recorded.expired(&dossier.system, as_of),
            ..tier_line(recorded)
        },
    }
}

/// The tiers that were recorded, the last first.
pub(crate) fn tiers(dossier: &Dossier) -> Vec<TierLine> {
    let runs = dossier.tierings.iter().rev().map(|kept| &kept.value);
    runs.filter_map(|tiering: &Tiering| tiering.recorded.as_ref())
        .map(tier_line)
        .collect()
}

fn tier_line(recorded: &Recorded) -> TierLine {
    let run = &recorded.run;
    let score = if run.low_bp == run.high_bp {
        format!("score {} bp is in the band {}", run.low_bp, run.band)
    } else {
        format!(
            "score {} to {} bp counts as {}",
            run.low_bp, run.high_bp, run.band
        )
    };
    let mut why = vec![score];
    for floor in run.floors.iter().filter(|floor| floor.holds.may_hold()) {
        let may = if floor.holds == Truth::Unknown {
            " may hold, a fact is unknown"
        } else {
            ""
        };
        let tier = floor
            .tier
            .map_or_else(String::new, |tier| format!(" asks for {tier}"));
        why.push(format!("floor \"{}\"{tier}{may}", floor.title));
    }
    for cap in run
        .caps
        .iter()
        .filter(|cap| run.capped_by.contains(&cap.id))
    {
        why.push(format!("capped: {}", cap.title));
    }
    TierLine {
        tier: Some(run.tier),
        provisional: run.provisional,
        recorded: Some((recorded.on, recorded.by.clone())),
        score_bp: Some((run.low_bp, run.high_bp)),
        why,
        valid_until: recorded.valid_until(),
        expired: None,
    }
}

/// Waivers by where they stand.
fn waivers(dossier: &Dossier, as_of: NaiveDate) -> Vec<(String, u64)> {
    let tier = dossier.tier_now(as_of).tier;
    let standing = |waiver: &Waiver| {
        let rev = match &waiver.scope {
            Scope::Item { item, .. } => revision(dossier, item),
            _ => None,
        };
        waiver.standing(Now { rev, tier }, as_of)
    };
    let all: Vec<Standing> = dossier
        .waivers
        .iter()
        .map(|kept| standing(&kept.value))
        .collect();
    let order = [
        Standing::Proposed,
        Standing::Active,
        Standing::Scheduled,
        Standing::Expired,
        Standing::Void,
        Standing::Rejected,
        Standing::Revoked,
        Standing::Resolved,
    ];
    order
        .into_iter()
        .map(|wanted| {
            (
                wanted,
                all.iter().filter(|is| **is == wanted).count() as u64,
            )
        })
        .filter(|(_, count)| *count > 0)
        .map(|(wanted, count)| (wanted.word().to_owned(), count))
        .collect()
}

/// The revision of an item as the system's packs ask it now.
fn revision(dossier: &Dossier, item: &str) -> Option<u32> {
    let mut packs = dossier.assessments.iter().map(|(_, pack)| pack);
    packs.find_map(|pack| pack.item(item)).map(|item| item.rev)
}
