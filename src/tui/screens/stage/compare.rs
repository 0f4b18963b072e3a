//! Two states of a decision, and two decisions, compared as the workbench compares them.

use std::time::{Duration, Instant};

use super::store::{Store, id, when};
use crate::{
    domain::{adr::Adr, ids::RecordId},
    ops::{
        compare::{facts, lines},
        query::{Revision, State},
        view::{CompareView, RevisionLine},
    },
    tui::{
        effect::Problem,
        screen::Place,
        screens::stage::{problem, record_view},
    },
};

const BEFORE: &str = "\
---
status: proposed
date: 2026-10-02
---
# 11. Canary by traffic share

## Context and Problem Statement

A new model replaces the old one at once. Twice this year a bad one took all payments with it before anybody looked at a chart.

How do we let a new model see a part of the traffic first?

## Decision Drivers

- no second deployment for each model
- the share is known afterwards

## Considered Options

- Share by a hash of the customer
- Share by time of day

## Decision Outcome

Chosen option: share by a hash of the customer, because one customer then sees one model.

### Consequences

- Good, because a bad model harms few.
- Bad, because small markets see too few payments in the first hour to tell anything.

## More Information

Nothing else is known.
";

/// The share was missing: one sentence changes, one is put in, one goes, the date and the tags too.
fn after() -> String {
    BEFORE
        .replace("date: 2026-10-02", "date: 2026-10-11\ntags: [release]")
        .replace("Twice this year", "Three times this year")
        .replace(
            "see a part of the traffic first",
            "see five per cent of the traffic first, and then the rest",
        )
        .replace(
            "- Share by time of day\n",
            "- Share by time of day\n- Share by market, the smallest first\n",
        )
        .replace("\n## More Information\n\nNothing else is known.\n", "")
}

/// What its last event did to a decision.
pub(in crate::tui::screens) fn changed(number: u128) -> Place {
    let revision = |state| Revision {
        record: id(number),
        state,
    };
    Place::Compare {
        from: revision(State::Before(32)),
        to: revision(State::At(32)),
    }
}

/// Two decisions as they are.
pub(in crate::tui::screens) fn of_two(one: u128, other: u128) -> Place {
    crate::tui::screens::compare::of_two(id(one), id(other))
}

impl Store {
    pub(super) fn compare(&self, from: Revision, to: Revision) -> Result<CompareView, Problem> {
        let (one, left) = self.state(from)?;
        let (other, right) = self.state(to)?;
        Ok(CompareView {
            facts: facts::rows(Some(&one), Some(&other)),
            text: lines::rows(&left, &right, Instant::now() + Duration::from_secs(60)),
            from: self.told(from),
            to: self.told(to),
        })
    }

    fn row_of(&self, record: RecordId) -> Option<&crate::domain::adr::AdrRow> {
        self.rows.iter().find(|row| row.id == record)
    }

    fn state(&self, revision: Revision) -> Result<(Adr, String), Problem> {
        let row = self.row_of(revision.record);
        let row = row.ok_or_else(|| problem("the decision is not in the store any more"))?;
        let text = match revision.state {
            State::Before(_) | State::Imported => BEFORE.to_owned(),
            State::Now | State::At(_) | State::Outside => after(),
        };
        let text = text.replace("11. Canary by traffic share", &row.title);
        let mut adr = record_view(row.number.unwrap_or(1).into(), 80).adr;
        let read = crate::dialect::read("0011-canary.md", text.as_bytes()).remove(0);
        adr.facts = read.facts;
        adr.facts.title.clone_from(&row.title);
        Ok((adr, text))
    }

    fn told(&self, revision: Revision) -> RevisionLine {
        let row = self.row_of(revision.record);
        let state = match revision.state {
            State::Now => "now".to_owned(),
            State::At(seq) => format!("after event {seq}"),
            State::Before(seq) => format!("before event {seq}"),
            State::Imported => "as imported".to_owned(),
            State::Outside => "the file outside".to_owned(),
        };
        RevisionLine {
            reference: row.map(|row| self.line(row).reference).unwrap_or_default(),
            title: row.map(|row| row.title.clone()).unwrap_or_default(),
            state,
            at: Some(when("2026-11-20")),
            actor: row.map(|row| row.people.replace('\n', ", ")),
        }
    }
}
