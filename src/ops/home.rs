//! What needs me: decisions that wait too long, reviews whose day has passed, drafts, and what happened lately.

use chrono::NaiveDate;

use crate::{
    domain::{adr::AdrRow, status::Status},
    ops::{
        error::OpsError,
        reference::LogNames,
        view::{HomeView, NeedLine},
        workbench::Workbench,
    },
};

/// How many lines each list of needs shows.
const SHOWN: usize = 50;
/// How many events are shown.
const RECENT: usize = 20;

impl Workbench {
    pub(crate) fn home(&mut self) -> Result<HomeView, OpsError> {
        let as_of = self.env.today();
        let stuck_after = self.settings.stuck_after_days;
        let logs = self.logs()?;
        let names = LogNames::from(logs.as_slice());
        let waiting = self.store.adr_rows_waiting(SHOWN)?;
        let stuck = waiting
            .iter()
            .filter_map(|row| Some((row, row.days_waiting(as_of)?)));
        let stuck = stuck.filter(|(_, days)| *days > stuck_after).collect();
        let passed = self.store.adr_rows_to_review(as_of, SHOWN)?;
        let review_passed = passed
            .iter()
            .filter(|row| row.review_has_passed(as_of))
            .map(|row| (row, overdue(row, as_of)));
        let drafts = self.store.adr_rows_latest(Status::Draft, SHOWN)?;
        let counts = self.store.counts()?;
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
            commented: Vec::new(),
            diverged: Vec::new(),
            recent: self.recent(RECENT)?,
            logs,
        })
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
    }
}

fn draft_line(row: &AdrRow, as_of: NaiveDate, names: &LogNames) -> NeedLine {
    let days = (as_of - row.changed_at.day()).num_days().max(0);
    NeedLine {
        record: names.line(row),
        days,
        date: row.decided,
    }
}
