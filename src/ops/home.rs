//! What needs me: reviews whose day has passed, decisions that wait too long, those that changed here and outside, open
//! comments, drafts, and what of governance does; how many systems stand where; and what happened lately. How it is shown is
//! decided elsewhere, in which words it is said is decided here.

pub mod duties;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    domain::{
        adr::AdrRow, digest::Digest, ids::RecordId, log::DecisionLog, status::Status, text::counted,
    },
    ops::{
        error::OpsError,
        exchange::classify::{FileState, classify},
        reference::LogNames,
        systems::heat,
        view::{Duty, DutyLine, HomeView, NeedLine},
        workbench::Workbench,
    },
    store::Commented,
};

/// How many lines each list of needs holds.
pub const LISTED: usize = 50;
/// How many events are shown.
const RECENT: usize = 20;

/// Why a decision needs somebody; in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// The day by which it was to be looked at again has passed.
    ReviewPassed,
    /// It waits for a decision longer than is usual here.
    Stuck,
    /// It was changed here, and its file outside.
    Diverged,
    /// Comments on it are open.
    Commented,
    /// It is a draft.
    Draft,
}

impl Need {
    /// Every reason, the most urgent first.
    pub const ALL: [Self; 5] = [
        Self::ReviewPassed,
        Self::Stuck,
        Self::Diverged,
        Self::Commented,
        Self::Draft,
    ];

    /// The filter that lists all of them, where there is one.
    pub const fn filter(self) -> Option<&'static str> {
        match self {
            Self::Stuck => Some("status:proposed,in-review"),
            Self::Draft => Some("status:draft"),
            Self::ReviewPassed | Self::Diverged | Self::Commented => None,
        }
    }

    /// What many of them are called.
    pub const fn many(self) -> &'static str {
        match self {
            Self::ReviewPassed => "whose review has passed",
            Self::Stuck => "that wait for a decision",
            Self::Diverged => "changed here and outside",
            Self::Commented => "with open comments",
            Self::Draft => "drafts",
        }
    }

    /// Why this one needs somebody, in words.
    pub fn of(self, line: &NeedLine) -> String {
        match self {
            Self::ReviewPassed => format!("review passed {} ago", days(line.days)),
            Self::Stuck if line.record.status == Status::InReview => {
                format!("in review {}", lasting(line.days))
            }
            Self::Stuck => format!("proposed {}", lasting(line.days)),
            Self::Diverged => "changed here and outside".to_owned(),
            Self::Commented => format!(
                "{} open {}",
                counted(line.open_comments, "comment", "comments"),
                lasting(line.days)
            ),
            Self::Draft => format!("draft {}", lasting(line.days)),
        }
    }
}

/// Why something needs somebody, a decision or something of governance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A decision does.
    Need(Need),
    /// Something of governance does.
    Duty(Duty),
}

impl Reason {
    /// Every reason, the most urgent first.
    pub const ALL: [Self; 14] = [
        Self::Duty(Duty::VerdictStale),
        Self::Duty(Duty::WaiverOver),
        Self::Need(Need::ReviewPassed),
        Self::Duty(Duty::TierExpired),
        Self::Duty(Duty::RiskReview),
        Self::Duty(Duty::WaiverAwaits),
        Self::Duty(Duty::VerdictEnds),
        Self::Need(Need::Stuck),
        Self::Need(Need::Diverged),
        Self::Duty(Duty::WaiverEnds),
        Self::Duty(Duty::ToConfirm),
        Self::Duty(Duty::EvidenceStale),
        Self::Need(Need::Commented),
        Self::Need(Need::Draft),
    ];

    /// The filter that lists all decisions that need somebody so, where there is one.
    pub const fn filter(self) -> Option<&'static str> {
        match self {
            Self::Need(need) => need.filter(),
            Self::Duty(_) => None,
        }
    }

    /// What many of them are called.
    pub const fn many(self) -> &'static str {
        match self {
            Self::Need(need) => need.many(),
            Self::Duty(duty) => duty.many(),
        }
    }
}

/// What needs somebody, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting<'a> {
    /// A decision.
    Decision(Need, &'a NeedLine),
    /// Something of governance.
    Governed(&'a DutyLine),
}

impl Waiting<'_> {
    /// Why it needs somebody.
    pub const fn reason(self) -> Reason {
        match self {
            Self::Decision(need, _) => Reason::Need(need),
            Self::Governed(line) => Reason::Duty(line.duty),
        }
    }

    /// The record.
    pub const fn record(self) -> RecordId {
        match self {
            Self::Decision(_, line) => line.record.id,
            Self::Governed(line) => line.record,
        }
    }

    /// How the record is printed.
    pub fn reference(&self) -> &str {
        match self {
            Self::Decision(_, line) => &line.record.reference,
            Self::Governed(line) => &line.reference,
        }
    }

    /// What it is called, and what about it.
    pub fn title(&self) -> &str {
        match self {
            Self::Decision(_, line) => &line.record.title,
            Self::Governed(line) => &line.title,
        }
    }

    /// Why it needs somebody, in words.
    pub fn why(self) -> String {
        match self {
            Self::Decision(need, line) => need.of(line),
            Self::Governed(line) => line.why.clone(),
        }
    }
}

/// What is overdue: it should not be so any more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overdue {
    /// Decisions whose day of review has passed.
    pub reviews: usize,
    /// Waivers that ended with nothing done.
    pub waivers: usize,
    /// Issued verdicts that are stale.
    pub verdicts: usize,
}

impl Overdue {
    /// In a few words; `None` where nothing is.
    pub fn said(self) -> Option<String> {
        let one = |count: usize, one, many| counted(count as u64, one, many);
        match (self.reviews, self.waivers, self.verdicts) {
            (0, 0, 0) => None,
            (reviews, 0, 0) => Some(format!("{} overdue", one(reviews, "review", "reviews"))),
            (0, waivers, 0) => Some(format!("{} expired", one(waivers, "waiver", "waivers"))),
            (0, 0, verdicts) => Some(format!("{} stale", one(verdicts, "verdict", "verdicts"))),
            (reviews, waivers, verdicts) => {
                Some(format!("{} overdue", reviews + waivers + verdicts))
            }
        }
    }
}

/// A number of days in words; where they are many, in years.
fn days(days: i64) -> String {
    match u64::try_from(days).unwrap_or_default() {
        days @ ..730 => counted(days, "day", "days"),
        days => counted(days / 365, "year", "years"),
    }
}

/// For how long something lasts, in words.
fn lasting(lasted: i64) -> String {
    match lasted {
        ..1 => "since today".to_owned(),
        lasted => format!("for {}", days(lasted)),
    }
}

impl HomeView {
    /// The decisions that need somebody for this reason.
    pub fn needing(&self, need: Need) -> &[NeedLine] {
        match need {
            Need::ReviewPassed => &self.review_passed,
            Need::Stuck => &self.stuck,
            Need::Diverged => &self.diverged,
            Need::Commented => &self.commented,
            Need::Draft => &self.drafts,
        }
    }

    /// What needs somebody for this reason.
    pub fn waiting(&self, reason: Reason) -> Vec<Waiting<'_>> {
        match reason {
            Reason::Need(need) => {
                let lines = self.needing(need).iter();
                lines.map(|line| Waiting::Decision(need, line)).collect()
            }
            Reason::Duty(duty) => {
                let lines = self.duties.iter().filter(|line| line.duty == duty);
                lines.map(Waiting::Governed).collect()
            }
        }
    }

    /// What is overdue.
    pub fn overdue(&self) -> Overdue {
        let count = |duty| self.duties.iter().filter(|line| line.duty == duty).count();
        Overdue {
            reviews: self.review_passed.len(),
            waivers: count(Duty::WaiverOver),
            verdicts: count(Duty::VerdictStale),
        }
    }
}

impl Workbench {
    pub(crate) fn home(&mut self) -> Result<HomeView, OpsError> {
        let as_of = self.env.today();
        let stuck_after = self.settings.stuck_after_days;
        let logs = self.logs()?;
        let names = LogNames::from(logs.as_slice());
        let waiting = self.store.adr_rows_waiting(LISTED)?;
        let stuck = waiting
            .iter()
            .filter_map(|row| Some((row, row.days_waiting(as_of)?)));
        let stuck = stuck.filter(|(_, days)| *days > stuck_after).collect();
        let passed = self.store.adr_rows_to_review(as_of, LISTED)?;
        let review_passed = passed
            .iter()
            .filter(|row| row.review_has_passed(as_of))
            .map(|row| (row, overdue(row, as_of)));
        let drafts = self.store.adr_rows_latest(Status::Draft, LISTED)?;
        let commented = self.store.commented(LISTED)?;
        let (diverged, not_exported) = self.not_as_outside(&names)?;
        let counts = self.store.counts()?;
        let (systems, duties) = self.duties()?;
        Ok(HomeView {
            as_of,
            total: counts.total(),
            counts: counts.by_status().into_iter().collect(),
            stuck: longest_first(stuck, &names),
            review_passed: longest_first(review_passed.collect(), &names),
            drafts: drafts
                .iter()
                .map(|row| draft_line(row, as_of, &names))
                .collect(),
            commented: commented
                .iter()
                .map(|talked| commented_line(talked, as_of, &names))
                .collect(),
            diverged,
            not_exported,
            duties,
            systems: systems.len() as u64,
            assessments: systems.iter().map(|line| u64::from(line.assessments)).sum(),
            heat: if systems.is_empty() {
                Vec::new()
            } else {
                heat(&systems)
            },
            recent: self.recent(RECENT)?,
            logs,
        })
    }

    /// The decisions whose file changed outside too, and how many others stand here as no file outside has them. Only what
    /// changed here last is held against its file: reading many files would be felt.
    fn not_as_outside(&self, names: &LogNames) -> Result<(Vec<NeedLine>, u64), OpsError> {
        let mut not_exported = self.store.edited_here_count()?;
        let mut diverged = Vec::new();
        if not_exported == 0 {
            return Ok((diverged, 0));
        }
        let logs = self.store.logs()?;
        let logs: BTreeMap<_, _> = logs.into_iter().map(|log| (log.id, log)).collect();
        for row in self.store.adr_rows_edited_here(LISTED)? {
            let state = self.state_outside(row.id, logs.get(&row.log))?;
            if state == Some(FileState::Diverged) {
                diverged.push(need_line(&row, 0, names));
            }
            if matches!(state, Some(FileState::Diverged | FileState::Unchanged)) {
                not_exported = not_exported.saturating_sub(1);
            }
        }
        Ok((diverged, not_exported))
    }

    /// How the file of a decision stands to it now; `None` when there is no such file.
    fn state_outside(
        &self,
        record: RecordId,
        log: Option<&DecisionLog>,
    ) -> Result<Option<FileState>, OpsError> {
        let (Some(log), Some(adr)) = (log, self.store.adr(record)?) else {
            return Ok(None);
        };
        // A stored path that leads astray is told where the file is to be written.
        let bytes = self.outside(log, &adr).ok().flatten();
        Ok(bytes.map(|bytes| classify(Digest::of(&bytes), adr.source, adr.imported)))
    }
}

fn overdue(row: &AdrRow, as_of: NaiveDate) -> i64 {
    row.review_by
        .map_or(0, |date| (as_of - date.latest()).num_days())
}

fn longest_first(mut rows: Vec<(&AdrRow, i64)>, names: &LogNames) -> Vec<NeedLine> {
    rows.sort_by_key(|(row, days)| (-days, row.changed_at));
    rows.into_iter()
        .map(|(row, days)| need_line(row, days, names))
        .collect()
}

fn need_line(row: &AdrRow, days: i64, names: &LogNames) -> NeedLine {
    let date = if row.status == Status::Accepted {
        row.review_by
    } else {
        row.decided
    };
    NeedLine {
        record: names.line(row),
        days,
        date,
        open_comments: 0,
    }
}

fn commented_line(talked: &Commented, as_of: NaiveDate, names: &LogNames) -> NeedLine {
    let days = (as_of - talked.oldest.day()).num_days().max(0);
    NeedLine {
        open_comments: talked.open,
        ..need_line(&talked.row, days, names)
    }
}

fn draft_line(row: &AdrRow, as_of: NaiveDate, names: &LogNames) -> NeedLine {
    let days = (as_of - row.changed_at.day()).num_days().max(0);
    need_line(row, days, names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::view::RecordLine;

    fn line(status: Status, days: i64) -> NeedLine {
        NeedLine {
            record: RecordLine {
                id: RecordId(uuid::Uuid::nil()),
                reference: "payments/12".to_owned(),
                title: "Use the platform".to_owned(),
                status,
            },
            days,
            date: None,
            open_comments: 2,
        }
    }

    #[test]
    fn every_reason_is_said_in_words() {
        let said = [
            Need::ReviewPassed.of(&line(Status::Accepted, 1)),
            Need::Stuck.of(&line(Status::InReview, 41)),
            Need::Stuck.of(&line(Status::Proposed, 800)),
            Need::Diverged.of(&line(Status::Draft, 0)),
            Need::Commented.of(&line(Status::Accepted, 3)),
            Need::Draft.of(&line(Status::Draft, 0)),
        ];
        assert_eq!(
            said,
            [
                "review passed 1 day ago",
                "in review for 41 days",
                "proposed for 2 years",
                "changed here and outside",
                "2 comments open for 3 days",
                "draft since today"
            ]
        );
    }

    #[test]
    fn every_need_and_every_duty_is_a_reason() {
        let needs = Need::ALL.map(Reason::Need);
        let duties = Duty::ALL.map(Reason::Duty);
        let all: Vec<_> = needs.into_iter().chain(duties).collect();
        assert_eq!(all.len(), Reason::ALL.len());
        assert!(all.iter().all(|reason| Reason::ALL.contains(reason)));
    }

    #[test]
    fn what_is_overdue_is_said_in_the_words_of_its_kind_or_counted() {
        let said = |reviews, waivers, verdicts| {
            let overdue = Overdue {
                reviews,
                waivers,
                verdicts,
            };
            overdue.said().unwrap_or_default()
        };
        assert_eq!(said(0, 0, 0), "");
        assert_eq!(said(1, 0, 0), "1 review overdue");
        assert_eq!(said(0, 2, 0), "2 waivers expired");
        assert_eq!(said(0, 0, 1), "1 verdict stale");
        assert_eq!(said(1, 2, 3), "6 overdue");
    }

    #[test]
    fn every_filter_can_be_typed() {
        for filter in Need::ALL.into_iter().filter_map(Need::filter) {
            assert!(
                crate::ops::filter::Filter::parse(filter).is_ok(),
                "{filter}"
            );
        }
    }
}
