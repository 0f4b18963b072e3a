//! Stories of waivers from asking to their end, told to a workbench over a store in memory.

mod desk;

use chrono::NaiveDate;

use self::desk::{Desk, day};
use super::{Control, NewWaiver, WaiverChange, WaiverLine, WaiverStep};
use crate::{
    domain::{
        assessment::Response,
        gate::Gate,
        ids::RecordId,
        pack::Level,
        tier::Tier,
        waiver::{Scope, Standing, bound_to},
    },
    ops::{
        change::{Change, Done},
        error::OpsError,
    },
};

impl Desk {
    fn asked(&self, item: &str, until: &str) -> NewWaiver {
        NewWaiver {
            system: self.system,
            scope: Scope::Item {
                item: item.to_owned(),
                rev: 0,
            },
            reason: "The second site is not built.".to_owned(),
            risk: "One outage stops all deliveries.".to_owned(),
            controls: vec![Control {
                text: "Somebody is on call at night.".to_owned(),
                evidence: Vec::new(),
            }],
            action: "Build the second site.".to_owned(),
            requester: self.mina,
            effective_from: None,
            expires_on: day(until),
            extends: None,
        }
    }

    fn ask(&mut self, new: NewWaiver) -> Result<RecordId, OpsError> {
        let done = self.waive(WaiverChange::Propose(new))?;
        Ok(done.made.expect("a waiver was made"))
    }

    fn waive(&mut self, change: WaiverChange) -> Result<Done, OpsError> {
        self.bench.apply(Change::Waiver(change))
    }

    fn decide(&mut self, waiver: RecordId, by: RecordId, granted: bool) -> Result<Done, OpsError> {
        let reason = (!granted).then(|| "Too risky.".to_owned());
        self.waive(WaiverChange::Decide {
            waiver,
            granted,
            by,
            reason,
        })
    }

    fn granted(&mut self, item: &str, until: &str) -> RecordId {
        let asked = self.asked(item, until);
        let waiver = self.ask(asked).unwrap();
        self.decide(waiver, self.ana, true).unwrap();
        waiver
    }

    fn lines(&mut self) -> Vec<WaiverLine> {
        self.bench.waivers(Some(self.system)).unwrap().lines
    }

    fn line(&mut self, waiver: RecordId) -> WaiverLine {
        let mut lines = self.lines().into_iter();
        lines.find(|line| line.waiver.id == waiver).unwrap()
    }

    fn standing(&mut self, waiver: RecordId) -> Standing {
        self.line(waiver).standing
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, OpsError>, word: &str) {
    let error = outcome.unwrap_err();
    let said = error.to_string();
    assert!(said.contains(word), "{said}");
    assert!(error.hint().is_some(), "{said}");
}

#[test]
fn asking_fills_in_revision_level_and_label_and_undo_takes_it_back() {
    let mut desk = Desk::at(Tier::T2);
    let asked = desk.asked("OPS-1", "2026-12-31");
    let done = desk.waive(WaiverChange::Propose(asked)).unwrap();
    assert!(done.summary.contains("WVR-2026-001") && done.summary.contains("needs L1"));
    let line = desk.lines().remove(0);
    assert_eq!(
        line.waiver.scope,
        Scope::Item {
            item: "OPS-1".to_owned(),
            rev: 3
        }
    );
    assert_eq!((line.standing, line.days_left), (Standing::Proposed, 40));
    assert_eq!(line.awaits, ["Ana Ruiz", "Jo Weber", "Kim Sato"]);
    assert!(!line.awaits_me && line.is_mine, "Mina acts here");
    desk.bench.apply(Change::Undo).unwrap();
    assert!(desk.lines().is_empty());
    let again = desk.asked("OPS-1", "2026-12-31");
    let again = desk.ask(again).unwrap();
    let label = desk.line(again).waiver.label;
    assert_eq!(label, "WVR-2026-002", "no label is given twice");
}

#[test]
fn what_may_not_be_waived_is_refused_and_nothing_is_saved() {
    let mut desk = Desk::at(Tier::T2);
    let ask = |desk: &mut Desk, item, until| {
        let asked = desk.asked(item, until);
        desk.ask(asked)
    };
    refused(ask(&mut desk, "OPS-2", "2026-12-31"), "never be waived");
    refused(ask(&mut desk, "OPS-9", "2026-12-31"), "is not asked");
    refused(ask(&mut desk, "OPS-1", "2027-05-22"), "at most 180 days");
    refused(ask(&mut desk, "OPS-1", "2026-11-21"), "before it begins");
    refused(ask(&mut desk, "OPS-3", "2026-12-24"), "at most 30 days");
    let mut back = desk.asked("OPS-1", "2026-12-31");
    back.effective_from = Some(day("2026-11-01"));
    refused(desk.ask(back), "before today");
    let mut older = desk.asked("OPS-1", "2026-12-31");
    older.scope = Scope::Item {
        item: "OPS-1".to_owned(),
        rev: 2,
    };
    refused(desk.ask(older), "revision 3 now");
    let mut unsaid = desk.asked("OPS-1", "2026-12-31");
    unsaid.action = " ".to_owned();
    refused(desk.ask(unsaid), "action");
    assert!(desk.lines().is_empty());
}

#[test]
fn a_second_waiver_for_the_same_is_an_extension_or_nothing() {
    let mut desk = Desk::at(Tier::T2);
    desk.granted("OPS-1", "2026-12-31");
    let second = desk.asked("OPS-1", "2026-12-31");
    refused(desk.ask(second), "already");
}

#[test]
fn it_is_granted_by_another_person_with_the_level_and_binds_what_was_decided() {
    let mut desk = Desk::at(Tier::T1);
    let asked = desk.asked("OPS-1", "2026-12-31");
    let waiver = desk.ask(asked).unwrap();
    assert_eq!(desk.line(waiver).waiver.level, Level::L2, "it blocks at T1");
    let (mina, lee, jo) = (desk.mina, desk.lee, desk.jo);
    refused(desk.decide(waiver, mina, true), "nobody grants their own");
    refused(desk.decide(waiver, lee, true), "counts as Mina Okafor");
    refused(desk.decide(waiver, jo, true), "does not decide at L2");
    assert_eq!(desk.standing(waiver), Standing::Proposed);
    desk.decide(waiver, desk.ana, true).unwrap();
    let line = desk.line(waiver);
    assert_eq!(line.standing, Standing::Active);
    assert_eq!(line.decided_by.as_deref(), Some("Ana Ruiz"));
    assert_eq!(
        line.waiver.bound,
        bound_to(&line.waiver.scope, Tier::T1),
        "item, revision and tier at the decision"
    );
    refused(desk.decide(waiver, desk.kim, true), "awaits no decision");
    desk.bench.apply(Change::Undo).unwrap();
    assert_eq!(desk.standing(waiver), Standing::Proposed);
}

#[test]
fn the_owner_of_the_item_does_not_grant_it_under_any_name() {
    let mut desk = Desk::at(Tier::T2);
    desk.answer("OPS-1", Response::Unmet, Some("ana@example.org"));
    let asked = desk.asked("OPS-1", "2026-12-31");
    let waiver = desk.ask(asked).unwrap();
    assert_eq!(desk.line(waiver).awaits, ["Jo Weber", "Kim Sato"]);
    refused(desk.decide(waiver, desk.ana, true), "who owns");
    desk.decide(waiver, desk.kim, true).unwrap();
}

#[test]
fn rejecting_needs_a_reason_and_who_asked_may_take_it_back() {
    let mut desk = Desk::at(Tier::T2);
    let asked = desk.asked("OPS-1", "2026-12-31");
    let waiver = desk.ask(asked.clone()).unwrap();
    let silent = WaiverChange::Decide {
        waiver,
        granted: false,
        by: desk.ana,
        reason: None,
    };
    refused(desk.waive(silent), "needs a reason");
    refused(desk.decide(waiver, desk.sam, false), "does not decide");
    desk.decide(waiver, desk.mina, false).unwrap();
    assert_eq!(desk.standing(waiver), Standing::Rejected);
    desk.ask(asked).expect("another may be asked for now");
}

#[test]
fn e03_it_lets_the_item_stand_through_its_last_day_and_then_it_fails_at_once() {
    let mut desk = Desk::at(Tier::T2);
    desk.answer("OPS-1", Response::Unmet, None);
    let waiver = desk.granted("OPS-1", "2026-12-01");
    desk.stand_at("2026-12-01");
    assert_eq!(
        (desk.standing(waiver), desk.line(waiver).days_left),
        (Standing::Active, 1)
    );
    assert_eq!(desk.result("OPS-1"), "waived");
    desk.stand_at("2026-12-02");
    assert_eq!(
        (desk.standing(waiver), desk.line(waiver).days_left),
        (Standing::Expired, -1)
    );
    assert_eq!(desk.result("OPS-1"), "fail");
}

#[test]
fn e05_resolved_only_when_the_item_passes_with_evidence() {
    let mut desk = Desk::at(Tier::T2);
    desk.answer("OPS-1", Response::Unmet, None);
    let waiver = desk.granted("OPS-1", "2026-12-01");
    desk.stand_at("2026-12-09");
    let resolve = WaiverChange::Resolve {
        waiver,
        by: desk.mina,
    };
    refused(desk.waive(resolve.clone()), "OPS-1 is fail");
    desk.answer("OPS-1", Response::Met, None);
    refused(desk.waive(resolve.clone()), "without a piece of evidence");
    desk.prove("OPS-1");
    assert_eq!(desk.line(waiver).refused(WaiverStep::Resolve), None);
    desk.waive(resolve).unwrap();
    assert_eq!(desk.standing(waiver), Standing::Resolved, "not expired");
}

#[test]
fn e06_a_raised_tier_voids_the_waivers_and_names_whom_to_tell() {
    let mut desk = Desk::at(Tier::T2);
    desk.answer("OPS-1", Response::Unmet, Some("Sam Idowu"));
    let waiver = desk.granted("OPS-1", "2026-12-31");
    assert_eq!(desk.result("OPS-1"), "waived");
    desk.record_tier(Tier::T1);
    let line = desk.line(waiver);
    assert_eq!(line.standing, Standing::Void);
    assert_eq!(line.owners, ["Sam Idowu"]);
    assert_eq!(desk.result("OPS-1"), "fail");
}

#[test]
fn another_revision_voids_one_that_runs_and_stops_one_that_awaits() {
    let mut desk = Desk::at(Tier::T2);
    let running = desk.granted("OPS-1", "2026-12-31");
    let asked = desk.asked("OPS-4", "2026-12-31");
    let waiting = desk.ask(asked).unwrap();
    desk.pin_again("rev = 3", "rev = 4");
    assert_eq!(desk.standing(running), Standing::Void);
    assert_eq!(desk.standing(waiting), Standing::Proposed);
    refused(desk.decide(waiting, desk.ana, true), "revision 4 now");
}

#[test]
fn e28_another_day_on_the_clock_changes_what_counts_and_no_order() {
    let mut desk = Desk::at(Tier::T2);
    let waiver = desk.granted("OPS-1", "2026-12-31");
    desk.stand_at("2027-01-05");
    assert_eq!(desk.standing(waiver), Standing::Expired);
    desk.stand_at("2026-12-05");
    assert_eq!(desk.standing(waiver), Standing::Active);
    let revoke = WaiverChange::Revoke {
        waiver,
        by: desk.kim,
        reason: "It was done.".to_owned(),
    };
    desk.waive(revoke).unwrap();
    desk.bench.apply(Change::Undo).unwrap();
    assert_eq!(
        desk.standing(waiver),
        Standing::Active,
        "the last event is undone"
    );
}

#[test]
fn an_extension_begins_where_the_other_ends_and_the_third_needs_a_higher_level() {
    let mut desk = Desk::at(Tier::T2);
    let first = desk.granted("OPS-1", "2026-12-01");
    let extend = |desk: &mut Desk, of, until| {
        let mut asked = desk.asked("OPS-1", until);
        asked.extends = Some(of);
        desk.ask(asked)
    };
    let second = extend(&mut desk, first, "2027-01-15").unwrap();
    let line = desk.line(second);
    assert_eq!(line.waiver.effective_from, day("2026-12-02"));
    assert_eq!(
        (line.chain, line.follows.as_deref()),
        (2, Some("WVR-2026-001"))
    );
    refused(extend(&mut desk, first, "2027-01-20"), "follows it already");
    refused(extend(&mut desk, second, "2027-01-20"), "it is proposed");
    desk.decide(second, desk.jo, true).unwrap();
    assert_eq!(desk.standing(second), Standing::Scheduled);
    let third = extend(&mut desk, second, "2027-02-20").unwrap();
    assert_eq!(desk.line(third).waiver.level, Level::L2);
    refused(desk.decide(third, desk.jo, true), "does not decide at L2");
    let mut other = desk.asked("OPS-4", "2027-02-20");
    other.extends = Some(first);
    refused(desk.ask(other), "something else");
}

#[test]
fn a_gate_is_waived_within_the_strictest_of_its_items_and_a_risk_by_an_executive() {
    let mut desk = Desk::at(Tier::T2);
    let mut gate = desk.asked("", "2026-12-24");
    gate.scope = Scope::Gate { gate: Gate::G6 };
    refused(desk.ask(gate.clone()), "at most 30 days");
    gate.expires_on = day("2026-12-20");
    desk.ask(gate).unwrap();
    let mut acceptance = desk.asked("", "2027-03-01");
    let risk = desk.risk("Ana Ruiz");
    acceptance.scope = Scope::Risk { risk };
    let accepted = desk.ask(acceptance).unwrap();
    let line = desk.line(accepted);
    assert_eq!(
        (line.waiver.level, line.scope.as_str()),
        (Level::L3, "RSK-0001 Losing parcels")
    );
    assert_eq!(line.awaits, ["Kim Sato"]);
    desk.decide(accepted, desk.kim, true).unwrap();
    let resolve = WaiverChange::Resolve {
        waiver: accepted,
        by: desk.mina,
    };
    refused(desk.waive(resolve), "open and accepted");
}

#[test]
fn the_inbox_shows_what_awaits_me_first_and_why_a_step_cannot_be_taken() {
    let mut desk = Desk::at(Tier::T2);
    let late = desk.granted("OPS-1", "2026-12-31");
    let soon = desk.granted("OPS-3", "2026-12-01");
    desk.answer("OPS-4", Response::Unmet, Some("Ana Ruiz"));
    let mut asked = desk.asked("OPS-4", "2026-12-10");
    let others = desk.ask(asked.clone()).unwrap();
    asked.requester = desk.sam;
    asked.scope = Scope::Standard {
        standard: "One region only".to_owned(),
    };
    let mine = desk.ask(asked).unwrap();
    desk.actor("Ana Ruiz");
    let order: Vec<_> = desk.lines().iter().map(|line| line.waiver.id).collect();
    assert_eq!(order, [mine, others, soon, late], "Ana owns the other");
    desk.actor("Mina Okafor");
    let order: Vec<_> = desk.lines().iter().map(|line| line.waiver.id).collect();
    assert_eq!(order, [others, mine, soon, late], "none awaits Mina");
    let line = desk.line(soon);
    assert!(
        line.refused(WaiverStep::Approve)
            .unwrap()
            .contains("active")
    );
    assert_eq!(line.refused(WaiverStep::Revoke), None);
    assert!(line.refused(WaiverStep::Resolve).unwrap().contains("OPS-3"));
    assert!(line.ends_within(10) && !line.ends_within(9));
    let all = desk.bench.waivers(None).unwrap();
    assert_eq!(all.lines.len(), 4);
    assert_eq!(all.me, Some(desk.mina));
}

#[test]
fn a_waiver_is_found_by_its_label_or_a_part_of_it() {
    let mut desk = Desk::at(Tier::T2);
    let waiver = desk.granted("OPS-1", "2026-12-31");
    for typed in ["WVR-2026-001", "wvr-2026-001", "001"] {
        assert_eq!(desk.bench.resolve_waiver(typed).unwrap().id, waiver);
    }
    refused(
        desk.bench.resolve_waiver("WVR-2026-009"),
        "no waiver answers",
    );
}

#[test]
fn nothing_is_waived_for_a_closed_system_or_by_somebody_unknown() {
    let mut desk = Desk::at(Tier::T2);
    let mut asked = desk.asked("OPS-1", "2026-12-31");
    asked.requester = desk.system;
    refused(desk.ask(asked), "not here");
    desk.close(NaiveDate::from_ymd_opt(2026, 11, 1).unwrap());
    let asked = desk.asked("OPS-1", "2026-12-31");
    refused(desk.ask(asked), "was closed");
}
