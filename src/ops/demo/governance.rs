//! Plays the governance of the made-up company: the same operations a person uses, each with the clock standing at its day. What
//! the company did is written in `governance.toml`; here is only how it is done.

mod answers;
mod desk;
mod inventory;
mod script;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate, NaiveTime};
use tempfile::TempDir;

use self::script::{Deed, Moment};
use super::{Played, broken};
use crate::{
    domain::{ids::RecordId, time::Timestamp},
    ops::{
        change::{Change, Done},
        error::OpsError,
        workbench::Workbench,
    },
};

/// When the first step of a day is done; the others follow minute by minute.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(6, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Everything a step may name, by the name it goes by.
#[derive(Debug, Default)]
struct Known {
    people: BTreeMap<String, RecordId>,
    decisions: BTreeMap<String, RecordId>,
    patterns: BTreeMap<String, RecordId>,
    systems: BTreeMap<String, RecordId>,
    /// By system, pack and, where it is about one, decision.
    assessments: BTreeMap<(String, String), RecordId>,
    risks: BTreeMap<String, RecordId>,
    waivers: BTreeMap<String, RecordId>,
}

/// The play: the workbench it is played on, and what was done so far.
struct Play<'a> {
    bench: &'a mut Workbench,
    today: NaiveDate,
    known: Known,
    /// Where files lie that are evidence for a moment.
    files: TempDir,
}

/// Plays every step, so that all of it is true on a day. How many systems there are.
pub(super) fn play(
    bench: &mut Workbench,
    today: NaiveDate,
    decisions: &BTreeMap<String, Played>,
) -> Result<usize, OpsError> {
    let decisions = decisions
        .iter()
        .map(|(path, played)| (path.clone(), played.id));
    let files = tempfile::Builder::new().prefix("archdeck-demo-").tempdir();
    let mut play = Play {
        files: files.map_err(|wrong| broken(&wrong.to_string()))?,
        bench,
        today,
        known: Known {
            decisions: decisions.collect(),
            ..Known::default()
        },
    };
    let (mut day, mut minute) = (i64::MIN, 0);
    for moment in script::moments()? {
        minute = if moment.day == day { minute + 1 } else { 0 };
        day = moment.day;
        play.stand(&moment, minute)?;
        play.done(moment)?;
    }
    Ok(play.known.systems.len())
}

impl Play<'_> {
    /// The clock stands at the step, and whoever does it acts.
    fn stand(&mut self, moment: &Moment, minute: i64) -> Result<(), OpsError> {
        if moment.day >= 0 {
            return Err(broken("a step of the governance is not in the past"));
        }
        let morning = self.day(moment.day).and_time(MORNING).and_utc();
        let at = morning + Duration::minutes(minute);
        self.bench.env.stand_at(Timestamp::of(at));
        moment.by.clone_into(&mut self.bench.env.actor);
        Ok(())
    }

    fn done(&mut self, moment: Moment) -> Result<(), OpsError> {
        let (day, said) = (moment.day, moment.by.clone());
        self.deed(moment.deed)
            .map_err(|error| broken(&format!("day {day}, {said}: {error}")))
    }

    fn deed(&mut self, deed: Deed) -> Result<(), OpsError> {
        match deed {
            Deed::Person(it) => self.person(it),
            Deed::Leave(it) => self.leave(&it),
            Deed::Pattern(it) => self.pattern(it),
            Deed::Approve(it) => self.approve(&it),
            Deed::Register(it) => self.register(it),
            Deed::Link(it) => self.link(&it),
            Deed::State(it) => self.state(it),
            Deed::Enter(it) => self.enter(it),
            Deed::Happen(it) => self.happen(it),
            Deed::Tier(it) => self.tier(&it),
            Deed::Assess(it) => self.assess(&it),
            Deed::Refresh(it) => self.refresh(&it),
            Deed::Answer(it) => self.answer(&it),
            Deed::Review(it) => self.review(it),
            Deed::Look(it) => self.look(&it),
            Deed::Upgrade(it) => self.upgrade(&it),
            Deed::Milestone(it) => self.milestone(it),
            Deed::Risk(it) => self.risk(it),
            Deed::Close(it) => self.close(it),
            Deed::Propose(it) => self.propose(it),
            Deed::Decide(it) => self.decide(it),
            Deed::Sign(it) => self.sign(&it),
            Deed::Issue(it) => self.issue(it),
            Deed::Matrix(it) => self.matrix(it),
            Deed::Packet(it) => self.packet(it),
        }
    }

    fn apply(&mut self, change: Change) -> Result<Done, OpsError> {
        self.bench.apply(change)
    }

    /// Does something that makes a record.
    fn made(&mut self, change: Change) -> Result<RecordId, OpsError> {
        let done = self.apply(change)?;
        done.made.ok_or_else(|| broken(&done.summary))
    }

    fn day(&self, offset: i64) -> NaiveDate {
        self.today + Duration::days(offset)
    }

    fn person_called(&self, name: &str) -> Result<RecordId, OpsError> {
        called(&self.known.people, ("person", name))
    }

    fn system_called(&self, name: &str) -> Result<RecordId, OpsError> {
        called(&self.known.systems, ("system", name))
    }

    fn decision_at(&self, path: &str) -> Result<RecordId, OpsError> {
        called(&self.known.decisions, ("decision", path))
    }

    /// Whoever acts now.
    fn acting(&self) -> Result<RecordId, OpsError> {
        self.person_called(&self.bench.env.actor)
    }
}

/// What goes by a name.
fn called(
    known: &BTreeMap<String, RecordId>,
    (what, name): (&str, &str),
) -> Result<RecordId, OpsError> {
    let found = known.get(name).copied();
    found.ok_or_else(|| broken(&format!("no {what} is called {name} yet")))
}
