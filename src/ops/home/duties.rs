//! What of governance needs somebody: verdicts that do not hold any more, waivers that ended or will, tiers and risks past their
//! day, answers to confirm, evidence too old. How a verdict is computed is not known here.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    domain::{
        assessment::Assessment,
        event::RecordKind,
        ids::RecordId,
        register::Risk,
        text::counted,
        waiver::{Now, Scope, Standing, Waiver, WaiverState},
    },
    ops::{
        error::OpsError,
        home::LISTED,
        systems::{IssuedLine, SystemLine},
        workbench::{Workbench, decoded},
    },
};

/// From so many days before its end on a waiver is told.
const WAIVER_ENDS: i64 = 90;
/// From so many days before its end on an issued verdict is told.
const VERDICT_ENDS: i64 = 30;

/// Why something of governance needs somebody; in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// What an issued verdict rests on changed since.
    VerdictStale,
    /// A waiver ended and nothing was done.
    WaiverOver,
    /// A tier does not count any more.
    TierExpired,
    /// The day by which a risk was to be looked at again has passed.
    RiskReview,
    /// A waiver awaits a decision.
    WaiverAwaits,
    /// An issued verdict ends soon.
    VerdictEnds,
    /// A waiver ends soon.
    WaiverEnds,
    /// Answers are to be confirmed after an upgrade.
    ToConfirm,
    /// Evidence is there but does not count any more.
    EvidenceStale,
}

impl Duty {
    /// Every reason, the most urgent first.
    pub const ALL: [Self; 9] = [
        Self::VerdictStale,
        Self::WaiverOver,
        Self::TierExpired,
        Self::RiskReview,
        Self::WaiverAwaits,
        Self::VerdictEnds,
        Self::WaiverEnds,
        Self::ToConfirm,
        Self::EvidenceStale,
    ];

    /// What many of them are called.
    pub const fn many(self) -> &'static str {
        match self {
            Self::VerdictStale => "whose issued verdict is stale",
            Self::WaiverOver => "waivers that ended with nothing done",
            Self::TierExpired => "whose tier expired",
            Self::RiskReview => "risks past their review",
            Self::WaiverAwaits => "waivers that await a decision",
            Self::VerdictEnds => "whose issued verdict ends soon",
            Self::WaiverEnds => "waivers that end soon",
            Self::ToConfirm => "with answers to confirm",
            Self::EvidenceStale => "with stale evidence",
        }
    }

    /// The same of one, in two words.
    pub const fn short(self) -> &'static str {
        match self {
            Self::VerdictStale => "verdict stale",
            Self::WaiverOver => "waiver over",
            Self::TierExpired => "tier expired",
            Self::RiskReview => "risk review",
            Self::WaiverAwaits => "waiver awaits",
            Self::VerdictEnds => "verdict ends",
            Self::WaiverEnds => "waiver ends",
            Self::ToConfirm => "to confirm",
            Self::EvidenceStale => "stale proof",
        }
    }
}

/// Something of governance that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyLine {
    /// Why.
    pub duty: Duty,
    /// The record: a waiver, a risk, else the system.
    pub record: RecordId,
    /// The system.
    pub system: RecordId,
    /// How the record is printed: `WVR-2026-013`.
    pub reference: String,
    /// The system by name, and what about it.
    pub title: String,
    /// Why, in words.
    pub why: String,
    /// Days since it is so, or days left; `None` where no day is known.
    pub days: Option<i64>,
}

/// What duties are told from.
#[derive(Debug, Default)]
struct Known {
    /// The systems that are not closed.
    lines: Vec<SystemLine>,
    /// Every waiver of them, with where it stands.
    waivers: Vec<(Waiver, Standing)>,
    risks: Vec<Risk>,
}

impl Workbench {
    /// The systems that are not closed, and what about them needs somebody.
    pub(super) fn duties(&mut self) -> Result<(Vec<SystemLine>, Vec<DutyLine>), OpsError> {
        let mut lines = self.standings()?;
        lines.retain(|line| line.closed_on.is_none());
        if lines.is_empty() {
            return Ok((lines, Vec::new()));
        }
        let known = Known {
            waivers: self.waivers_of(&lines)?,
            risks: self.all(RecordKind::Risk)?,
            lines,
        };
        let duties = known.duties(self.env.today());
        Ok((known.lines, duties))
    }

    /// The waivers of some systems, with where each stands today.
    fn waivers_of(&mut self, lines: &[SystemLine]) -> Result<Vec<(Waiver, Standing)>, OpsError> {
        let tiers: HashMap<_, _> = lines.iter().map(|line| (line.id, line.tier)).collect();
        let mut waivers = Vec::new();
        for waiver in self.all::<Waiver>(RecordKind::Waiver)? {
            let Some(tier) = tiers.get(&waiver.system) else {
                continue;
            };
            let now = Now {
                rev: self.revision_now(&waiver)?,
                tier: *tier,
            };
            let standing = waiver.standing(now, self.env.today());
            waivers.push((waiver, standing));
        }
        Ok(waivers)
    }

    /// The revision of the item a granted waiver is about; `None` where it is about no item, or that is not asked any more.
    fn revision_now(&mut self, waiver: &Waiver) -> Result<Option<u32>, OpsError> {
        let (Scope::Item { item, .. }, WaiverState::Approved { .. }) =
            (&waiver.scope, &waiver.state)
        else {
            return Ok(None);
        };
        let kind = RecordKind::Assessment;
        for current in self.store.current_of_kind(kind, Some(waiver.system))? {
            let assessment: Assessment = decoded(&current)?;
            let pack = self.pinned_pack(&assessment.pack)?;
            if let Some(asked) = pack.item(item) {
                return Ok(Some(asked.rev));
            }
        }
        Ok(None)
    }
}

impl Known {
    /// Of each kind the most urgent first, at most so many as a list holds.
    fn duties(&self, today: NaiveDate) -> Vec<DutyLine> {
        let lines = self.lines.iter();
        let mut duties: Vec<_> = lines.flat_map(|line| of_system(line, today)).collect();
        duties.extend(self.of_waivers(today));
        duties.extend(self.of_risks(today));
        duties.sort_by(|one, other| place(one).cmp(&place(other)));
        let mut told: HashMap<Duty, usize> = HashMap::new();
        duties.retain(|line| {
            let count = told.entry(line.duty).or_default();
            *count += 1;
            *count <= LISTED
        });
        duties
    }

    fn name(&self, system: RecordId) -> Option<&str> {
        let line = self.lines.iter().find(|line| line.id == system)?;
        Some(&line.name)
    }

    fn of_waivers(&self, today: NaiveDate) -> Vec<DutyLine> {
        // Whoever asked for an extension did something.
        let followed: HashSet<_> = self
            .waivers
            .iter()
            .filter(|(_, standing)| !matches!(standing, Standing::Rejected | Standing::Revoked))
            .filter_map(|(waiver, _)| waiver.extends)
            .collect();
        self.waivers
            .iter()
            .filter_map(|(waiver, standing)| {
                let (duty, why, days) = of_waiver(waiver, *standing, today)?;
                let is_done = duty != Duty::WaiverAwaits && followed.contains(&waiver.id);
                let name = self.name(waiver.system).filter(|_| !is_done)?;
                Some(DutyLine {
                    duty,
                    record: waiver.id,
                    system: waiver.system,
                    reference: waiver.label.clone(),
                    title: format!("{name}: {}", scope(waiver)),
                    why,
                    days: Some(days),
                })
            })
            .collect()
    }

    fn of_risks(&self, today: NaiveDate) -> Vec<DutyLine> {
        let open = self.risks.iter().filter(|risk| risk.closed.is_none());
        open.filter_map(|risk| {
            let late = (today - risk.review_by?).num_days();
            let name = self.name(risk.system).filter(|_| late > 0)?;
            Some(DutyLine {
                duty: Duty::RiskReview,
                record: risk.id,
                system: risk.system,
                reference: risk.label.clone(),
                title: format!("{name}: {}", risk.title),
                why: format!("risk review {} late", days(late)),
                days: Some(late),
            })
        })
        .collect()
    }
}

/// By kind; what is over the longest first, what ends the soonest first.
fn place(line: &DutyLine) -> (Duty, i64, &str) {
    let days = line.days.unwrap_or_default();
    let days = match line.duty {
        Duty::VerdictEnds | Duty::WaiverEnds => days,
        _ => -days,
    };
    (line.duty, days, &line.reference)
}

fn of_system(line: &SystemLine, today: NaiveDate) -> Vec<DutyLine> {
    let told = |duty, why: String, days| DutyLine {
        duty,
        record: line.id,
        system: line.id,
        reference: line.label.clone(),
        title: line.name.clone(),
        why,
        days,
    };
    let mut duties = Vec::new();
    duties.extend(
        line.issued
            .and_then(|issued| of_verdict(issued, today))
            .map(|(duty, why, days)| told(duty, why, days)),
    );
    if let Some(why) = &line.tier_expired {
        duties.push(DutyLine {
            title: format!("{}: {why}", line.name),
            ..told(Duty::TierExpired, "tier expired".to_owned(), None)
        });
    }
    if line.reconfirm > 0 {
        let answers = counted(u64::from(line.reconfirm), "answer", "answers");
        duties.push(told(Duty::ToConfirm, format!("{answers} to confirm"), None));
    }
    if line.stale_evidence > 0 {
        let answers = counted(u64::from(line.stale_evidence), "answer", "answers");
        let why = format!("stale evidence of {answers}");
        duties.push(told(Duty::EvidenceStale, why, None));
    }
    duties
}

fn of_verdict(issued: IssuedLine, today: NaiveDate) -> Option<(Duty, String, Option<i64>)> {
    if issued.is_stale {
        let why = format!("issued {} is stale", issued.verdict);
        return Some((Duty::VerdictStale, why, None));
    }
    let left = (issued.valid_until - today).num_days();
    let what = if issued.overridden_until.is_some() {
        "override"
    } else {
        "issued verdict"
    };
    let why = format!("{what} ends {}", when(left));
    (left <= VERDICT_ENDS).then_some((Duty::VerdictEnds, why, Some(left)))
}

fn of_waiver(waiver: &Waiver, standing: Standing, today: NaiveDate) -> Option<(Duty, String, i64)> {
    match standing {
        Standing::Proposed => {
            let waits = (today - waiver.requested_on).num_days().max(0);
            let why = format!("waiver awaits {}", waiver.level.word());
            Some((Duty::WaiverAwaits, why, waits))
        }
        Standing::Expired => {
            let ago = (today - waiver.expires_on).num_days();
            let why = format!("waiver expired {} ago", days(ago));
            Some((Duty::WaiverOver, why, ago))
        }
        Standing::Void => {
            let ago = (today - waiver.expires_on).num_days().max(0);
            Some((Duty::WaiverOver, "waiver void".to_owned(), ago))
        }
        Standing::Active | Standing::Scheduled => {
            let left = (waiver.expires_on - today).num_days();
            let why = format!("waiver ends {}", when(left));
            (left <= WAIVER_ENDS).then_some((Duty::WaiverEnds, why, left))
        }
        Standing::Rejected | Standing::Revoked | Standing::Resolved => None,
    }
}

fn scope(waiver: &Waiver) -> String {
    match &waiver.scope {
        Scope::Item { item, .. } => item.clone(),
        Scope::Gate { gate } => format!("{gate} {}", gate.title()),
        Scope::Standard { standard } => standard.clone(),
        Scope::Risk { .. } => "acceptance of a risk".to_owned(),
    }
}

fn days(days: i64) -> String {
    counted(days.unsigned_abs(), "day", "days")
}

fn when(left: i64) -> String {
    match left {
        ..1 => "today".to_owned(),
        left => format!("in {}", days(left)),
    }
}

#[cfg(test)]
mod tests;
