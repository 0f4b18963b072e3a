//! The waivers as a list to act on: what awaits me first, then what ends first, each with what can be done with it and why not.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{
    WaiverLine, WaiverStep, WaiversView,
    decide::{computed, deciders, why_not_decided, why_not_ended, why_not_resolved},
    ground::{Ground, ground},
    propose::{place, why_not_extended},
};
use crate::{
    domain::{
        event::RecordKind,
        ids::RecordId,
        readiness::Readiness,
        system::System,
        waiver::{Standing, Waiver, WaiverState},
    },
    ops::{
        dossier::Dossier,
        error::OpsError,
        workbench::{Workbench, decoded},
    },
};

/// What is the same for every line of a system.
struct Inbox<'a> {
    dossier: &'a Dossier,
    computed: Readiness,
    me: Option<RecordId>,
    today: NaiveDate,
}

impl Workbench {
    pub(crate) fn waivers(&mut self, system: Option<RecordId>) -> Result<WaiversView, OpsError> {
        let today = self.env.today();
        let people = self.people()?;
        let me = people.called(&self.env.actor).map(|person| person.id);
        let mut lines = Vec::new();
        let mut named = None;
        for id in self.systems_with_waivers(system)? {
            let dossier = self.dossier(id)?;
            if system.is_some() {
                let of = &dossier.system;
                named = Some((of.id, of.label.clone(), of.name.clone()));
            }
            let inbox = Inbox {
                computed: computed(&dossier, today),
                dossier: &dossier,
                me,
                today,
            };
            let waivers = dossier.waivers.iter();
            lines.extend(waivers.map(|waiver| inbox.line(&waiver.value)));
        }
        lines.sort_by_cached_key(order);
        let mut here: Vec<_> = people
            .0
            .into_iter()
            .filter(|person| !person.has_left)
            .map(|person| (person.id, person.name))
            .collect();
        here.sort_by(|one, other| one.1.cmp(&other.1));
        Ok(WaiversView {
            as_of: today,
            system: named,
            me,
            people: here,
            systems: self.open_systems()?,
            lines,
        })
    }

    /// The systems that are in use.
    fn open_systems(&self) -> Result<Vec<(RecordId, String)>, OpsError> {
        let mut systems = Vec::new();
        for current in self.store.current_of_kind(RecordKind::System, None)? {
            let system: System = decoded(&current)?;
            if system.closed_on.is_none() {
                systems.push((system.id, format!("{} {}", system.label, system.name)));
            }
        }
        Ok(systems)
    }

    /// The system that was asked about, else every one that has a waiver.
    fn systems_with_waivers(&self, asked: Option<RecordId>) -> Result<Vec<RecordId>, OpsError> {
        if let Some(asked) = asked {
            return Ok(vec![asked]);
        }
        let all = self.store.current_of_kind(RecordKind::Waiver, None)?;
        let mut systems: Vec<_> = all.iter().filter_map(|waiver| waiver.parent).collect();
        systems.sort_unstable();
        systems.dedup();
        Ok(systems)
    }
}

impl Inbox<'_> {
    fn line(&self, waiver: &Waiver) -> WaiverLine {
        let dossier = self.dossier;
        let tier = dossier.tier_now(self.today).weighed_at();
        let on = ground(dossier, &waiver.scope, tier);
        let standing = waiver.standing(on.now, self.today);
        let deciders = match standing {
            Standing::Proposed => deciders(dossier, waiver, &on),
            _ => Vec::new(),
        };
        WaiverLine {
            system: (dossier.system.label.clone(), dossier.system.name.clone()),
            scope: on.words.clone(),
            days_left: days_left(waiver.expires_on, self.today),
            requester: self.name(waiver.requester),
            decided_by: decided_by(&waiver.state).map(|by| self.name(by)),
            awaits: deciders.iter().map(|(_, name)| name.clone()).collect(),
            awaits_me: deciders.iter().any(|(id, _)| Some(*id) == self.me),
            is_mine: self.is_mine(waiver, &on),
            owners: self.owners(&on),
            chain: place(dossier, waiver),
            follows: self.followed(waiver),
            steps: self.steps(waiver, (standing, &deciders)),
            waiver: waiver.clone(),
            standing,
            deciders,
        }
    }

    fn name(&self, person: RecordId) -> String {
        let known = self.dossier.people.name(person);
        known.unwrap_or("somebody who is gone").to_owned()
    }

    fn is_mine(&self, waiver: &Waiver, on: &Ground) -> bool {
        let people = &self.dossier.people;
        self.me.is_some_and(|me| {
            people.are_one(me, waiver.requester)
                || on.owners.iter().any(|owner| people.is_named(me, owner))
        })
    }

    fn owners(&self, on: &Ground) -> Vec<String> {
        if !on.owners.is_empty() {
            return on.owners.clone();
        }
        let owner = self.dossier.system.owner;
        owner.map(|owner| self.name(owner)).into_iter().collect()
    }

    fn followed(&self, waiver: &Waiver) -> Option<String> {
        let id = waiver.extends?;
        let mut all = self.dossier.waivers.iter().map(|other| &other.value);
        Some(all.find(|other| other.id == id)?.label.clone())
    }

    fn steps(
        &self,
        waiver: &Waiver,
        (standing, deciders): (Standing, &[(RecordId, String)]),
    ) -> Vec<(WaiverStep, Option<String>)> {
        let why = |step| match step {
            WaiverStep::Approve | WaiverStep::Reject => {
                let late = (waiver.expires_on < self.today && step == WaiverStep::Approve)
                    .then(|| format!("it would have ended on {}", waiver.expires_on));
                let nobody = (deciders.is_empty() && step == WaiverStep::Approve)
                    .then(|| format!("nobody known may decide at {}", waiver.level.word()));
                why_not_decided(standing)
                    .map(|why| format!("it {why}"))
                    .or(late)
                    .or(nobody)
            }
            WaiverStep::Revoke => why_not_ended(standing),
            WaiverStep::Resolve => why_not_ended(standing)
                .or_else(|| why_not_resolved(self.dossier, &waiver.scope, &self.computed)),
            WaiverStep::Extend => why_not_extended(self.dossier, waiver, standing),
        };
        WaiverStep::ALL.map(|step| (step, why(step))).into()
    }
}

/// Days left, the last day counted; of one that ended the days since, negative.
fn days_left(last: NaiveDate, today: NaiveDate) -> i64 {
    let days = (last - today).num_days();
    if days < 0 { days } else { days + 1 }
}

const fn decided_by(state: &WaiverState) -> Option<RecordId> {
    match state {
        WaiverState::Proposed => None,
        WaiverState::Approved { by, .. }
        | WaiverState::Rejected { by, .. }
        | WaiverState::Revoked { by, .. }
        | WaiverState::Resolved { by, .. } => Some(*by),
    }
}

/// What awaits me, what awaits others, what runs by its end, what begins, what became void, what is over.
fn order(line: &WaiverLine) -> (u8, NaiveDate, Reverse<NaiveDate>, String) {
    let (never, waiver) = (NaiveDate::MIN, &line.waiver);
    let label = waiver.label.clone();
    let early = |rank, day| (rank, day, Reverse(never), label.clone());
    match line.standing {
        Standing::Proposed if line.awaits_me => early(0, waiver.requested_on),
        Standing::Proposed => early(1, waiver.requested_on),
        Standing::Active => early(2, waiver.expires_on),
        Standing::Scheduled => early(3, waiver.effective_from),
        Standing::Void => early(4, waiver.expires_on),
        Standing::Expired | Standing::Rejected | Standing::Revoked | Standing::Resolved => {
            (5, never, Reverse(waiver.expires_on), label)
        }
    }
}
