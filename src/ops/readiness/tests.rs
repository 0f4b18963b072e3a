//! Verdicts over a real store: signed, issued, made stale, taken back, undone, kept and told to a pipeline.

use chrono::{Days, NaiveDate};

use super::*;
use crate::{
    domain::{
        assessment::{Answer, Response},
        event::RecordKind,
        gate::Force,
        person::Person,
        sign_off::Issued,
    },
    env::Env,
    ops::{change::Change, dossier::Kept, putting::put},
};

/// A store with a system of each tier, of which the third (T3) is all answered and GO.
struct Story {
    bench: Workbench,
    systems: Vec<RecordId>,
}

fn env() -> Env {
    Env::fixed("2026-11-22T09:00:00Z".parse().unwrap(), "Mina Okafor")
}

impl Story {
    fn new() -> Self {
        let mut bench = Workbench::in_memory(env()).unwrap();
        let systems = bench.write_synthetic_portfolio(3).unwrap();
        let mut story = Self { bench, systems };
        story.answer_everything(2);
        story
    }

    /// Gives a proved answer to every item of a system, by somebody who signs nothing.
    fn answer_everything(&mut self, which: usize) {
        let system = self.systems[which];
        let dossier = self.bench.dossier(system).unwrap();
        let model = dossier.answers[0].value.clone();
        let mut puts = Vec::new();
        for (assessment, pack) in &dossier.assessments {
            for (_, item) in pack.items() {
                let mine = |kept: &&Kept<Answer>| {
                    kept.value.item == item.id && kept.value.assessment == assessment.value.id
                };
                let kept = dossier.answers.iter().find(mine);
                let rule = item.evidence.as_ref();
                let kind = rule.and_then(|rule| rule.kinds.first().copied());
                let piece = crate::domain::evidence::Evidence {
                    kind: kind.unwrap_or(crate::domain::pack::EvidenceKind::Link),
                    locator: "https://example.org/proof".to_owned(),
                    note: None,
                    digest: None,
                    bytes: None,
                    is_kept: false,
                    collected_on: day("2026-11-22"),
                    expires_on: None,
                    method: crate::domain::evidence::Method::Examine,
                    classification: crate::domain::evidence::Classification::Internal,
                    is_broken: false,
                };
                let pieces = rule.map_or(0, |rule| rule.min as usize);
                let answer = Answer {
                    id: kept.map_or_else(|| self.bench.env.record_id(), |kept| kept.value.id),
                    assessment: assessment.value.id,
                    item: item.id.clone(),
                    item_rev: item.rev,
                    response: Response::Met,
                    owner: None,
                    due: None,
                    by: "the team".to_owned(),
                    evidence: vec![piece; pieces],
                    ..model.clone()
                };
                let base = kept.map(|kept| kept.digest);
                puts.push(put(
                    (RecordKind::Answer, answer.id),
                    ("given", base),
                    &answer,
                ));
            }
        }
        self.bench.save(puts, Vec::new()).unwrap();
    }

    fn view(&mut self, which: usize) -> ReadinessView {
        self.bench.readiness(self.systems[which], None).unwrap()
    }

    fn person(&self, name: &str) -> RecordId {
        self.bench.resolve_person(name).unwrap()
    }

    fn change(&mut self, change: ReadinessChange) -> Result<String, String> {
        let done = self.bench.apply(Change::Readiness(change));
        done.map(|done| done.summary)
            .map_err(|error| error.to_string())
    }

    fn sign(&mut self, which: usize, (name, role): (&str, &str)) -> Result<String, String> {
        let (system, person) = (self.systems[which], self.person(name));
        self.change(ReadinessChange::Sign {
            system,
            role: role.to_owned(),
            person,
            decision: Decision::Approve,
            comment: None,
            seen: None,
        })
    }

    fn owner(&mut self, which: usize) -> String {
        self.view(which).line.owner.unwrap()
    }

    fn issue(&mut self, which: usize, new: impl FnOnce(&mut NewIssue)) -> Result<String, String> {
        let mut issue = NewIssue {
            system: self.systems[which],
            by: self.person("Mina Okafor"),
            verdict: None,
            reason: None,
            override_until: None,
            seen: None,
        };
        new(&mut issue);
        self.change(ReadinessChange::Issue(issue))
    }

    /// The answer to one item becomes another one.
    fn answer(&mut self, which: usize, item: &str, change: impl FnOnce(&mut Answer)) {
        let dossier = self.bench.dossier(self.systems[which]).unwrap();
        let kept = dossier.answers.iter().find(|kept| kept.value.item == item);
        let kept = kept.unwrap();
        let mut answer = kept.value.clone();
        change(&mut answer);
        let put = put(
            (RecordKind::Answer, answer.id),
            ("given", Some(kept.digest)),
            &answer,
        );
        self.bench.save(vec![put], Vec::new()).unwrap();
    }

    /// An item of a system that blocks or is required.
    fn gating_item(&mut self, which: usize) -> String {
        let items = self.view(which).computed.items;
        let gating = items.into_iter().find(|item| item.force == Force::Block);
        gating.unwrap().item
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_t3_system_that_answered_everything_is_go_and_its_owner_alone_signs() {
    let mut story = Story::new();
    let view = story.view(2);
    assert_eq!(
        view.computed.verdict,
        Verdict::Go,
        "{:?}",
        view.computed.reasons
    );
    assert_eq!(view.lane.cleared, Some(true));
    assert_eq!(view.sign_offs.missing, ["owner has not signed"]);
    let refused = story.issue(2, |_| {}).unwrap_err();
    assert!(
        refused.contains("the sign-offs are not complete: owner has not signed"),
        "{refused}"
    );
    let owner = story.owner(2);
    let said = story.sign(2, (&owner, "owner")).unwrap();
    assert!(said.ends_with("all that are needed have signed"), "{said}");
    let said = story.issue(2, |_| {}).unwrap();
    assert!(
        said.ends_with("issued GO for SYS-0003, valid until 2027-11-22"),
        "{said}"
    );
    let view = story.view(2);
    assert_eq!(view.line.issued.map(|issued| issued.is_stale), Some(false));
    assert!(view.changed_since.is_empty());
}

#[test]
fn a_role_is_signed_for_by_its_holder_only() {
    let mut story = Story::new();
    let refused = story.sign(0, ("Ana Ruiz", "sre")).unwrap_err();
    assert_eq!(refused, "Ana Ruiz does not speak for sre");
    let said = story.sign(0, ("Lee Brandt", "sre")).unwrap();
    assert!(
        said.starts_with("Lee Brandt signed as sre for SYS-0001: approve;"),
        "{said}"
    );
    // Lee answered items of this T1 system.
    let missing = story.view(0).sign_offs.missing;
    assert!(
        missing.contains(
            &"sre: Lee Brandt answered or issued and is no independent reviewer".to_owned()
        ),
        "{missing:?}"
    );
}

#[test]
fn what_was_looked_at_before_is_refused() {
    let mut story = Story::new();
    let (seen, item, owner) = (story.view(2).digest, story.gating_item(2), story.owner(2));
    story.answer(2, &item, |answer| answer.response = Response::Partial);
    let person = story.person(&owner);
    let refused = story.change(ReadinessChange::Sign {
        system: story.systems[2],
        role: "owner".to_owned(),
        person,
        decision: Decision::Approve,
        comment: None,
        seen: Some(seen),
    });
    let refused = refused.unwrap_err();
    assert!(
        refused.contains("changed since it was looked at"),
        "{refused}"
    );
    assert!(story.view(2).sign_offs.all.is_empty());
}

#[test]
fn e39_a_changed_answer_makes_the_issued_verdict_and_the_sign_offs_stale_and_is_named() {
    let mut story = Story::new();
    let owner = story.owner(2);
    story.sign(2, (&owner, "owner")).unwrap();
    story.issue(2, |_| {}).unwrap();
    let item = story.gating_item(2);
    story.answer(2, &item, |answer| answer.response = Response::Unmet);
    let view = story.view(2);
    assert_eq!(view.line.issued.map(|issued| issued.is_stale), Some(true));
    assert_eq!(view.changed_since.len(), 1);
    let told = &view.changed_since[0];
    assert!(told.contains(&format!("answer {item} in ASM-")), "{told}");
    assert!(
        told.ends_with("changed (unmet by the team on 2026-11-22)"),
        "{told}"
    );
    assert_eq!(view.sign_offs.missing, ["owner has not signed"]);
    assert!(
        view.sign_offs
            .all
            .iter()
            .all(|(.., is_current)| !is_current)
    );
    story.answer(2, &item, |answer| answer.response = Response::Met);
    assert!(
        story.view(2).changed_since.is_empty(),
        "as it was is as it was"
    );
}

#[test]
fn what_a_reviewer_finds_so_and_what_is_planned_change_no_digest() {
    let mut story = Story::new();
    let (before, item) = (story.view(2).digest, story.gating_item(2));
    story.answer(2, &item, |answer| {
        answer.planned_by = Some(day("2027-01-01"));
        answer.review = crate::domain::assessment::Review::Verified {
            by: "Lee Brandt".to_owned(),
            on: day("2026-11-22"),
        };
    });
    assert_eq!(story.view(2).digest, before);
    story.answer(2, &item, |answer| answer.response = Response::Partial);
    assert_ne!(story.view(2).digest, before);
    let (system, later) = (story.systems[2], Some(day("2026-12-24")));
    let digest = story.view(2).digest;
    assert_eq!(story.bench.readiness(system, later).unwrap().digest, digest);
}

#[test]
fn stricter_is_free_and_laxer_is_an_override_on_a_name_for_a_while() {
    let mut story = Story::new();
    let owner = story.owner(2);
    let refused = story
        .issue(2, |issue| issue.verdict = Some(Verdict::NoGo))
        .unwrap_err();
    assert!(refused.contains("needs a reason"), "{refused}");
    let stricter = story.issue(2, |issue| {
        issue.verdict = Some(Verdict::NoGo);
        issue.reason = Some("the supplier is late".to_owned());
    });
    assert!(stricter.unwrap().contains("issued NO-GO"));

    let item = story.gating_item(2);
    story.answer(2, &item, |answer| answer.response = Response::Unmet);
    story.sign(2, (&owner, "owner")).unwrap();
    let laxer = |until: Option<&str>, by: RecordId| {
        let until = until.map(day);
        move |issue: &mut NewIssue| {
            issue.verdict = Some(Verdict::Conditional);
            issue.reason = Some("the season".to_owned());
            issue.override_until = until;
            issue.by = by;
        }
    };
    let (mina, lee) = (story.person("Mina Okafor"), story.person("Lee Brandt"));
    let refused = story.issue(2, laxer(None, mina)).unwrap_err();
    assert!(refused.contains("needs a last day"), "{refused}");
    let refused = story.issue(2, laxer(Some("2026-12-23"), mina)).unwrap_err();
    assert!(refused.contains("at most 30 days"), "{refused}");
    let refused = story.issue(2, laxer(Some("2026-12-22"), lee)).unwrap_err();
    assert!(refused.contains("only a holder of L3"), "{refused}");
    story.issue(2, laxer(Some("2026-12-22"), mina)).unwrap();
    let line = story.view(2).line.issued.unwrap();
    assert_eq!(line.overridden_until, Some(day("2026-12-22")));
    let (system, after) = (story.systems[2], Some(day("2026-12-23")));
    assert_eq!(
        story.bench.readiness(system, after).unwrap().line.issued,
        None
    );
}

#[test]
fn a_stop_is_overridden_by_nobody() {
    let mut story = Story::new();
    let (system, owner) = (story.systems[2], story.owner(2));
    let dossier = story.bench.dossier(system).unwrap();
    let mut forbidden = dossier.system.clone();
    let registry = &dossier.catalog.registry;
    let value = registry
        .get("regulated")
        .unwrap()
        .parse("eu-prohibited")
        .unwrap();
    forbidden.facts.0.insert("regulated".to_owned(), value);
    let put = put(
        (RecordKind::System, system),
        ("edited", Some(dossier.system_digest)),
        &forbidden,
    );
    story.bench.save(vec![put], Vec::new()).unwrap();
    assert_eq!(story.view(2).computed.verdict, Verdict::NoGo);
    story.sign(2, (&owner, "owner")).unwrap();
    let refused = story.issue(2, |issue| {
        issue.verdict = Some(Verdict::Go);
        issue.reason = Some("please".to_owned());
        issue.override_until = Some(day("2026-12-01"));
    });
    assert!(
        refused
            .unwrap_err()
            .starts_with("a stop of the rubric holds")
    );
}

#[test]
fn everything_is_taken_back_and_what_was_issued_before_stands_again() {
    let mut story = Story::new();
    let owner = story.owner(2);
    story.sign(2, (&owner, "owner")).unwrap();
    story.issue(2, |_| {}).unwrap();
    let (system, by) = (story.systems[2], story.person("Mina Okafor"));
    let reason = "an incident".to_owned();
    story
        .change(ReadinessChange::Withdraw { system, by, reason })
        .unwrap();
    assert_eq!(story.view(2).issued, None);
    story.bench.apply(Change::Undo).unwrap();
    assert_eq!(
        story.view(2).issued.map(|issued: Issued| issued.verdict),
        Some(Verdict::Go)
    );
    story.bench.apply(Change::Undo).unwrap();
    story.bench.apply(Change::Undo).unwrap();
    let view = story.view(2);
    assert!(view.issued.is_none() && view.sign_offs.all.is_empty());
}

#[test]
fn a_snapshot_gives_the_same_verdict_without_a_store_on_any_day() {
    let mut story = Story::new();
    for which in 0..3 {
        let system = story.systems[which];
        let text = story.bench.snapshot(system).unwrap();
        assert_eq!(text, story.bench.snapshot(system).unwrap());
        let snapshot = read_snapshot(&text).unwrap();
        for days in [0, 40, 200, 800] {
            let on = day("2026-11-22") + Days::new(days);
            let computed = story.bench.readiness(system, Some(on)).unwrap().computed;
            assert_eq!(snapshot.readiness(on).unwrap(), computed, "{on}");
        }
    }
}

#[test]
fn a_snapshot_that_was_touched_is_refused() {
    let mut story = Story::new();
    let text = story.bench.snapshot(story.systems[0]).unwrap();
    let touched = text.replacen("\"response\":\"unmet\"", "\"response\":\"met\"", 1);
    assert_ne!(touched, text);
    let refused = read_snapshot(&touched).unwrap_err().to_string();
    assert!(refused.contains("not as it was written"), "{refused}");
    for nothing in ["", "{}", "[1]", "{\"schema\":\"archdeck-snapshot-v9\"}"] {
        assert!(read_snapshot(nothing).is_err(), "{nothing}");
    }
}

#[test]
fn kept_lines_are_the_computed_ones_whatever_happens() {
    let mut story = Story::new();
    let computed = |story: &mut Story| -> Vec<SystemLine> {
        (0..3).map(|which| story.view(which).line).collect()
    };
    let check = |story: &mut Story| {
        let fresh = computed(story);
        assert_eq!(story.bench.standings().unwrap(), fresh);
        assert_eq!(story.bench.standings().unwrap(), fresh, "as kept");
        assert_eq!(story.bench.store.standings().unwrap().len(), 3);
    };
    check(&mut story);
    let item = story.gating_item(2);
    story.answer(2, &item, |answer| answer.response = Response::Unmet);
    check(&mut story);
    story.bench.apply(Change::Undo).unwrap();
    check(&mut story);
    let owner = story.owner(2);
    let owner = story.person(&owner);
    let current = story.bench.store.current(owner).unwrap().unwrap();
    let mut person: Person = crate::ops::workbench::decoded(&current).unwrap();
    person.name = "Another Name".to_owned();
    let put = put(
        (RecordKind::Person, owner),
        ("edited", Some(current.digest)),
        &person,
    );
    story.bench.save(vec![put], Vec::new()).unwrap();
    check(&mut story);
    for days in [31, 400, 800] {
        let then = day("2026-11-22") + Days::new(days);
        let moment = format!("{then}T09:00:00Z");
        story.bench.env.stand_at(moment.parse().unwrap());
        check(&mut story);
    }
    story.bench.store.rebuild().unwrap();
    check(&mut story);
}

#[test]
fn the_calendar_names_tier_verdict_and_evidence() {
    let mut story = Story::new();
    let owner = story.owner(2);
    story.sign(2, (&owner, "owner")).unwrap();
    story.issue(2, |_| {}).unwrap();
    let days = story.bench.calendar_days(Some(story.systems[2])).unwrap();
    let has = |on: &str, what: &str| {
        days.iter().any(|(at, name, told)| {
            *at == day(on) && name == "SYS-0003 service-0003" && told == what
        })
    };
    assert!(has("2028-11-22", "the tier T3 ends") && has("2027-11-22", "the verdict GO ends"));
    assert!(
        days.iter()
            .any(|(.., told)| told.starts_with("the evidence of "))
    );
    assert!(days.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    let file = story.bench.calendar(None).unwrap();
    assert_eq!(
        file.matches("BEGIN:VEVENT").count(),
        story.bench.calendar_days(None).unwrap().len()
    );
}

#[test]
fn the_status_line_is_one_line_of_markdown() {
    let mut story = Story::new();
    let line = story.view(2).status_line;
    assert!(
        line.starts_with("SYS-0003 service-0003: **GO** at T3 on 2026-11-22 · 100 % evidenced of"),
        "{line}"
    );
    assert_eq!(line.lines().count(), 1);
}
