//! What must be looked at again, and when: the days on which something of a system ends or is due for review, those that have
//! passed among them.

use std::path::Path;

use chrono::NaiveDate;

use crate::{
    domain::{
        assessment::Response,
        event::RecordKind,
        ids::RecordId,
        pack::{EvidenceRule, Item},
        readiness::{Assessed, item_states},
        waiver::{Standing, WaiverState},
    },
    ops::{
        change::Done,
        dossier::Dossier,
        error::OpsError,
        exchange::writing::{self, HandedOver},
        readiness::{board::last_issued, digest::rev_of, ics},
        rewriting::unchanged,
        workbench::Workbench,
    },
};

impl Workbench {
    /// Writes the calendar to a file; `replaces`: another file that is there already gives way.
    pub(super) fn write_calendar(
        &mut self,
        system: Option<RecordId>,
        (file, replaces): (&Path, bool),
    ) -> Result<Done, OpsError> {
        let text = self.calendar(system)?;
        let shown = file.display();
        let summary = match writing::hand_over(file, text.as_bytes(), replaces)? {
            HandedOver::Already => format!("{shown} already holds these dates"),
            HandedOver::Written => format!("wrote the dates of review to {shown}"),
        };
        Ok(unchanged(summary, Vec::new()))
    }

    /// The days on which something must be looked at again, of a system or of all, as an iCalendar file.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn calendar(&mut self, system: Option<RecordId>) -> Result<String, OpsError> {
        let (now, mut entries) = (self.env.now(), Vec::new());
        for (day, name, what) in self.calendar_days(system)? {
            entries.push(ics::Entry {
                day,
                summary: format!("{name}: {what}"),
            });
        }
        Ok(ics::file(now, &entries))
    }

    /// The same days in order: day, system and what.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn calendar_days(
        &mut self,
        system: Option<RecordId>,
    ) -> Result<Vec<(NaiveDate, String, String)>, OpsError> {
        let today = self.env.today();
        let systems = if let Some(system) = system {
            vec![system]
        } else {
            let all = self.store.current_of_kind(RecordKind::System, None)?;
            all.into_iter().map(|system| system.id).collect()
        };
        let mut all = Vec::new();
        for system in systems {
            let dossier = self.dossier(system)?;
            if dossier.system.closed_on.is_some() {
                continue;
            }
            let name = format!("{} {}", dossier.system.label, dossier.system.name);
            let reviews = self.decisions_to_review(&dossier)?;
            let days = days(&dossier, today, &reviews).into_iter();
            all.extend(days.map(|(day, what)| (day, name.clone(), what)));
        }
        all.sort();
        Ok(all)
    }
}

/// The days of one system, the first first. `reviews` are those of its decisions.
pub(super) fn days(
    dossier: &Dossier,
    as_of: NaiveDate,
    reviews: &[(NaiveDate, String)],
) -> Vec<(NaiveDate, String)> {
    let tier = dossier.recorded().and_then(|(_, recorded)| {
        let last = recorded.valid_until()?;
        Some((last, format!("the tier {} ends", recorded.run.tier)))
    });
    let issued = last_issued(dossier).map(|issued| {
        let issued = &issued.value;
        let what = match &issued.overridden {
            Some(_) => format!("the override to {} ends", issued.verdict),
            None => format!("the verdict {} ends", issued.verdict),
        };
        (issued.last_day(), what)
    });
    let packs = dossier.assessments.iter().filter_map(|(_, pack)| {
        let day = pack.head.review_by?;
        Some((day, format!("the pack {} is due for review", pack.head.id)))
    });
    let reviews = reviews
        .iter()
        .map(|(day, name)| (*day, format!("the decision {name} is due for review")));
    let mut days: Vec<_> = tier
        .into_iter()
        .chain(issued)
        .chain(waivers(dossier, as_of))
        .chain(evidence(dossier, as_of))
        .chain(packs)
        .chain(reviews)
        .collect();
    days.sort();
    days.dedup();
    days
}

fn waivers(dossier: &Dossier, as_of: NaiveDate) -> Vec<(NaiveDate, String)> {
    let tier = dossier.tier_now(as_of).weighed_at();
    let granted = dossier.waivers.iter().map(|waiver| &waiver.value);
    let granted = granted.filter(|waiver| {
        let now = crate::domain::waiver::Now {
            rev: rev_of(dossier, &waiver.scope),
            tier: Some(tier),
        };
        matches!(waiver.state, WaiverState::Approved { .. })
            && waiver.standing(now, as_of) != Standing::Void
    });
    granted
        .map(|waiver| {
            (
                waiver.expires_on,
                format!("the waiver {} ends", waiver.label),
            )
        })
        .collect()
}

/// The last days on which items that are claimed have enough evidence.
fn evidence(dossier: &Dossier, as_of: NaiveDate) -> Vec<(NaiveDate, String)> {
    let waivers = dossier.waiver_values();
    let inputs = dossier.inputs(&waivers, dossier.tier_now(as_of), as_of);
    let mut days = Vec::new();
    for pack in &inputs.packs {
        let (asked, _) = item_states(&inputs, pack);
        for state in asked {
            let item = pack.pack.item(&state.item);
            let last = item.and_then(|item| last_day_proved(pack, item));
            days.extend(last.map(|day| (day, format!("the evidence of {} ends", state.item))));
        }
    }
    days
}

fn last_day_proved(pack: &Assessed<'_>, item: &Item) -> Option<NaiveDate> {
    let rule = item.evidence.as_ref()?;
    let answer = pack.answers.get(item.id.as_str())?.answer;
    let is_claimed = matches!(answer.response, Response::Met | Response::Partial);
    let mut last: Vec<_> = answer
        .evidence
        .iter()
        .filter(|piece| fits(rule, piece.kind) && !piece.is_broken)
        .map(|piece| piece.last_day(rule.max_age_days).unwrap_or(NaiveDate::MAX))
        .collect();
    last.sort_unstable_by(|one, other| other.cmp(one));
    let needed = (rule.min as usize).saturating_sub(1);
    last.get(needed)
        .copied()
        .filter(|day| is_claimed && *day < NaiveDate::MAX)
}

fn fits(rule: &EvidenceRule, kind: crate::domain::pack::EvidenceKind) -> bool {
    rule.kinds.is_empty() || rule.kinds.contains(&kind)
}
