//! Tiers and risks from the first score to the day a tier ends: what is refused, what is told, what is kept, and the same on the
//! command line.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on fails its test"
)]

use std::{collections::BTreeMap, path::PathBuf};

use archdeck::{
    domain::{
        digest::Digest,
        event::RecordKind,
        fact::{FactValue, Facts},
        ids::{GroupId, RecordId},
        pack::Level,
        person::Person,
        register::{RiskFlag, Treatment},
        system::{System, Trigger, TriggerKind},
        tier::Tier,
        time::Timestamp,
        waiver::{Scope, Waiver, WaiverState, bound_to},
    },
    env::Env,
    ops::{
        change::{Change, Done},
        error::OpsError,
        query::Query,
        risks::{RegisterView, RiskChange, RiskFacts},
        tiers::{FactorScore, RiskView, TierChange, WhatIf, WhatIfView},
        view::View,
        workbench::{Access, Settings, Workbench},
    },
    store::{self, Group, Put, Store},
};
use tempfile::TempDir;
use uuid::Uuid;

#[path = "cli/desk.rs"]
#[allow(dead_code, reason = "the stories of the command line use the rest")]
mod desk;

const SYSTEM: u128 = 1;
const MINA: u128 = 11;
const LEE: u128 = 12;

fn id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(number))
}

fn set(words: &[&str]) -> FactValue {
    FactValue::Set(words.iter().map(|word| (*word).to_owned()).collect())
}

fn one(word: &str) -> FactValue {
    FactValue::One(word.to_owned())
}

/// Facts under which no floor, stop or cap holds.
fn harmless() -> Facts {
    let stated = [
        ("regulated", set(&["none"])),
        ("autonomy", one("suggests")),
        ("decides_about_person", FactValue::Flag(false)),
        ("data_classes", set(&["internal"])),
        ("exposure", one("internal")),
        ("stage", one("production")),
    ];
    Facts(stated.map(|(fact, value)| (fact.to_owned(), value)).into())
}

fn system(facts: Facts) -> System {
    System {
        id: id(SYSTEM),
        label: "SYS-0001".to_owned(),
        name: "Parcel scores".to_owned(),
        about: None,
        facts,
        owner: None,
        deputy: None,
        team: None,
        stages: Vec::new(),
        triggers: Vec::new(),
        decisions: Vec::new(),
        patterns: Vec::new(),
        closed_on: None,
    }
}

fn person(number: u128, name: &str, roles: &[&str]) -> Person {
    Person {
        id: id(number),
        name: name.to_owned(),
        aliases: vec![name.to_lowercase()],
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        acts_for: None,
        has_left: false,
    }
}

fn waiver(number: u128, label: &str, (scope, tier): (Scope, Tier)) -> Waiver {
    Waiver {
        id: id(number),
        label: label.to_owned(),
        system: id(SYSTEM),
        bound: bound_to(&scope, tier),
        scope,
        reason: "the vendor mends it in spring".to_owned(),
        risk: "scores are late for an hour".to_owned(),
        controls: Vec::new(),
        action: "move to the new queue".to_owned(),
        requester: id(LEE),
        requested_on: "2026-11-01".parse().unwrap(),
        level: Level::L2,
        effective_from: "2026-11-01".parse().unwrap(),
        expires_on: "2027-01-31".parse().unwrap(),
        extends: None,
        tier,
        state: WaiverState::Approved {
            by: id(MINA),
            on: "2026-11-01".parse().unwrap(),
        },
    }
}

fn put<T: serde::Serialize>(kind: RecordKind, record: u128, value: &T) -> Put {
    Put {
        kind,
        record: id(record),
        verb: format!("{}.saved", kind.word()),
        base: None,
        value: serde_json::to_value(value).unwrap(),
        reason: None,
    }
}

fn moment(day: &str) -> Timestamp {
    format!("{day}T09:00:00Z").parse().unwrap()
}

/// A store with one system and two persons, Mina with L2 and Lee without any level, and a workbench over it.
struct Story {
    folder: TempDir,
    bench: Workbench,
}

impl Story {
    fn new(facts: Facts) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let mut story = Self {
            bench: open(&path, ("2026-11-22", "lee"), None),
            folder,
        };
        story.keep(vec![
            put(RecordKind::System, SYSTEM, &system(facts)),
            put(RecordKind::Person, MINA, &person(MINA, "Mina", &["L2"])),
            put(RecordKind::Person, LEE, &person(LEE, "Lee", &["sre"])),
        ]);
        story
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    /// Another day, perhaps another person.
    fn on(&mut self, day: &str, actor: &str) {
        self.bench = open(&self.path(), (day, actor), None);
    }

    /// Saves records as another part of the workbench would.
    fn keep(&mut self, puts: Vec<Put>) {
        let mut store = Store::open(&self.path(), store::Access::ReadWrite).unwrap();
        let group = Group {
            id: GroupId(Uuid::now_v7()),
            at: moment("2026-11-01"),
            actor: "mina".to_owned(),
            undoes: None,
            puts,
            blobs: Vec::new(),
        };
        store.save(group).unwrap();
    }

    /// The system anew, as somebody edited it.
    fn change_system(&mut self, change: impl FnOnce(&mut System)) {
        let mut system = self.system();
        let before = serde_json::to_value(&system).unwrap();
        change(&mut system);
        let mut put = put(RecordKind::System, SYSTEM, &system);
        put.base = archdeck::domain::event::value_digest(&before);
        self.keep(vec![put]);
    }

    fn system(&self) -> System {
        let store = Store::open(&self.path(), store::Access::ReadOnly).unwrap();
        let current = store.current(id(SYSTEM)).unwrap().unwrap();
        serde_json::from_value(current.value).unwrap()
    }

    fn change(&mut self, change: TierChange) -> Result<Done, OpsError> {
        self.bench.apply(Change::Tier(change))
    }

    fn score(&mut self, scores: &[(&str, u8)]) -> Result<Done, OpsError> {
        let scores = scores.iter().map(|(factor, score)| FactorScore {
            factor: (*factor).to_owned(),
            score: Some(*score),
            note: None,
        });
        let scores = scores.collect();
        self.change(TierChange::Score {
            system: id(SYSTEM),
            scores,
        })
    }

    /// Scores every factor alike.
    fn score_all(&mut self, score: u8) -> Done {
        let factors = self.view().factors;
        let scores: Vec<_> = factors
            .iter()
            .map(|line| (line.factor.id.as_str(), score))
            .collect();
        self.score(&scores).unwrap()
    }

    fn record(&mut self, signed_by: Option<u128>) -> Result<Done, OpsError> {
        self.change(TierChange::Record {
            system: id(SYSTEM),
            signed_by: signed_by.map(id),
        })
    }

    fn view(&mut self) -> RiskView {
        match self.bench.answer(Query::Risk(id(SYSTEM))).unwrap() {
            View::Risk(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn what_if(
        &mut self,
        scores: &[(&str, Option<u8>)],
        facts: &[(&str, &str)],
    ) -> Result<WhatIfView, OpsError> {
        let what_if = WhatIf {
            scores: scores
                .iter()
                .map(|(factor, score)| ((*factor).to_owned(), *score))
                .collect::<BTreeMap<_, _>>(),
            facts: facts
                .iter()
                .map(|(fact, value)| ((*fact).to_owned(), (*value).to_owned()))
                .collect(),
        };
        let system = id(SYSTEM);
        match self.bench.answer(Query::WhatIf { system, what_if })? {
            View::WhatIf(view) => Ok(*view),
            other => panic!("{other:?}"),
        }
    }

    fn register(&mut self) -> RegisterView {
        match self
            .bench
            .answer(Query::Register(Some(id(SYSTEM))))
            .unwrap()
        {
            View::Register(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    /// How many events there are.
    fn events(&self) -> u64 {
        let store = Store::open(&self.path(), store::Access::ReadOnly).unwrap();
        store.last_seq().unwrap()
    }
}

fn open(
    path: &std::path::Path,
    (day, actor): (&str, &str),
    checklists: Option<PathBuf>,
) -> Workbench {
    let env = Env::fixed(moment(day), actor);
    let settings = Settings {
        checklists,
        ..Settings::default()
    };
    Workbench::open(path, Access::ReadWrite, env, settings).unwrap()
}

fn said(refused: Result<Done, OpsError>) -> String {
    let error = refused.unwrap_err();
    format!("{error} | {}", error.hint().unwrap_or_default())
}

#[test]
fn a_tier_is_scored_live_and_recorded_with_everything_it_rests_on() {
    let mut story = Story::new(harmless());
    assert_eq!(
        (story.view().run.tier, story.view().is_open),
        (Tier::T1, false)
    );
    let done = story.score(&[("harm", 2), ("users", 3)]).unwrap();
    assert!(
        done.summary
            .starts_with("SYS-0001 Parcel scores: harm 2, users 3: T1 (provisional)"),
        "{}",
        done.summary
    );
    story.score_all(2);
    let view = story.view();
    assert_eq!((view.run.high_bp, view.run.tier), (5_000, Tier::T2));
    assert_eq!(
        (view.why.as_slice(), view.is_open),
        (["band".to_owned()].as_slice(), true)
    );
    assert_eq!(
        view.distance[0],
        "T1 needs 1 000 bp more, or a floor: \"a regime reaches it\", \"acts and cannot take it back\", \"decides what a person is owed\""
    );
    assert_eq!(view.recorded.tier, None);
    let done = story.record(None).unwrap();
    assert_eq!(
        done.summary,
        "recorded T2 for SYS-0001 Parcel scores, 5 000 bp"
    );
    let view = story.view();
    assert!(!view.is_open);
    assert_eq!(view.recorded.tier, Some(Tier::T2));
    assert_eq!(view.recorded.valid_until, "2028-11-22".parse().ok());
    assert_eq!(
        view.recorded.recorded,
        Some(("2026-11-22".parse().unwrap(), "lee".to_owned()))
    );
    story.bench.apply(Change::Undo).unwrap();
    assert!(
        story.view().is_open,
        "the record is taken back, the scores stay"
    );
}

#[test]
fn the_same_text_of_a_rubric_is_pinned_once() {
    let mut story = Story::new(harmless());
    story.score(&[("harm", 2)]).unwrap();
    let kept = Store::open(&story.path(), store::Access::ReadOnly).unwrap();
    let packs = kept.current_of_kind(RecordKind::Pack, None).unwrap();
    assert_eq!(packs.len(), 1);
    let digest: Digest = serde_json::from_value(packs[0].value["digest"].clone()).unwrap();
    assert!(
        kept.blob(digest).unwrap().is_some(),
        "its exact text is kept"
    );
    drop(kept);
    story.record(None).unwrap();
    story.score(&[("harm", 3)]).unwrap();
    let kept = Store::open(&story.path(), store::Access::ReadOnly).unwrap();
    assert_eq!(
        kept.current_of_kind(RecordKind::Pack, None).unwrap().len(),
        1
    );
}

#[test]
fn what_is_not_asked_or_out_of_the_scale_changes_nothing() {
    let mut story = Story::new(harmless());
    let before = story.events();
    let odd = said(story.score(&[("harm", 2), ("luck", 1)]));
    assert!(
        odd.contains("`luck` is no factor") && odd.contains("harm, entitlement"),
        "{odd}"
    );
    let high = said(story.score(&[("harm", 5)]));
    assert!(
        high.contains("harm cannot be 5") && high.contains("0: none"),
        "{high}"
    );
    let none = said(story.record(None));
    assert!(
        none.contains("nothing was scored") && none.contains("tier score SYS-0001"),
        "{none}"
    );
    let gone = said(story.change(TierChange::Discard { system: id(SYSTEM) }));
    assert!(gone.contains("no open run"), "{gone}");
    let nobody = story.change(TierChange::Discard { system: id(99) });
    assert!(matches!(nobody, Err(OpsError::NotFound { .. })));
    assert_eq!(story.events(), before);
}

#[test]
fn an_unfinished_run_may_be_recorded_and_says_so() {
    let mut facts = harmless();
    facts.0.remove("autonomy");
    let mut story = Story::new(facts);
    story.score(&[("harm", 1)]).unwrap();
    let done = story.record(None).unwrap();
    assert!(
        done.summary.contains("recorded T1 (provisional)"),
        "{}",
        done.summary
    );
    assert!(
        done.summary
            .contains("oversight, whether \"acts and cannot take it back\" holds not known"),
        "{}",
        done.summary
    );
    assert!(story.view().recorded.provisional);
}

#[test]
fn a_less_critical_tier_needs_somebody_with_l2() {
    let mut story = Story::new(harmless());
    story.score_all(4);
    story.record(None).unwrap();
    story.score_all(1);
    let alone = said(story.record(None));
    assert!(
        alone.contains("T1 becomes T3") && alone.contains("--signed-by"),
        "{alone}"
    );
    let lee = said(story.record(Some(LEE)));
    assert!(
        lee.contains("Lee cannot sign at L2") && lee.contains("Mina can"),
        "{lee}"
    );
    let done = story.record(Some(MINA)).unwrap();
    assert!(
        done.summary.contains("it was T1; Mina signed for it"),
        "{}",
        done.summary
    );
    assert_eq!(story.view().recorded.tier, Some(Tier::T3));
    // Who holds L2 needs nobody else.
    story.score_all(4);
    story.record(None).unwrap();
    story.on("2026-11-23", "mina");
    story.score_all(2);
    assert!(story.record(None).unwrap().summary.contains("Mina signed"));
    assert_eq!(story.view().history.len(), 4);
}

#[test]
fn a_more_critical_tier_makes_waivers_void_and_names_who_asked() {
    let mut story = Story::new(harmless());
    story.score_all(2);
    story.record(None).unwrap();
    let item = Scope::Item {
        item: "RTI-07".to_owned(),
        rev: 1,
    };
    let mut ended = waiver(22, "WVR-2026-002", (item.clone(), Tier::T2));
    ended.expires_on = "2026-11-20".parse().unwrap();
    story.keep(vec![
        put(
            RecordKind::Waiver,
            21,
            &waiver(21, "WVR-2026-001", (item, Tier::T2)),
        ),
        put(RecordKind::Waiver, 22, &ended),
    ]);
    let tried = story
        .what_if(&[], &[("autonomy", "acts-irreversibly")])
        .unwrap();
    assert!(
        tried
            .changes
            .contains(&"WVR-2026-001 would be void".to_owned()),
        "{:?}",
        tried.changes
    );
    story.score_all(4);
    let done = story.record(None).unwrap();
    assert!(
        done.summary.ends_with(
            "it was T2; void from now on, what they let stand fails again: WVR-2026-001 of Lee"
        ),
        "{}",
        done.summary
    );
}

#[test]
fn a_cap_counts_once_it_is_signed_for_and_only_for_what_was_looked_at() {
    let mut facts = harmless();
    facts.0.insert("stage".to_owned(), one("discovery"));
    facts.0.insert("traffic".to_owned(), one("none"));
    facts.0.insert("data_classes".to_owned(), set(&["none"]));
    let mut story = Story::new(facts);
    story.score_all(4);
    let cap = |cap: &str, person| TierChange::SignCap {
        system: id(SYSTEM),
        cap: cap.to_owned(),
        person: id(person),
    };
    assert_eq!(story.view().caps_to_sign[0].2, "L2");
    assert!(said(story.change(cap("experiment", LEE))).contains("Lee cannot sign at L2"));
    assert!(said(story.change(cap("nothing", MINA))).contains("Its caps are experiment"));
    let done = story.change(cap("experiment", MINA)).unwrap();
    assert!(
        done.summary.contains("at most as critical as T3, now T3"),
        "{}",
        done.summary
    );
    assert!(story.view().caps_to_sign.is_empty());
    let done = story.score(&[("harm", 3)]).unwrap();
    assert!(
        done.summary.contains("T1") && done.summary.contains("counts no more"),
        "{}",
        done.summary
    );
    story.score(&[("harm", 4)]).unwrap();
    assert_eq!(
        story.view().run.tier,
        Tier::T3,
        "the scores are those that were signed for"
    );
    story.change_system(|system| {
        system.facts.0.remove("traffic");
    });
    assert_eq!(story.view().run.tier, Tier::T1);
    assert!(said(story.change(cap("experiment", MINA))).contains("nobody knows"));
}

#[test]
fn a_forbidden_practice_gets_no_tier() {
    let mut facts = harmless();
    facts
        .0
        .insert("regulated".to_owned(), set(&["eu-prohibited"]));
    let mut story = Story::new(facts);
    story.score_all(1);
    let refused = said(story.record(None));
    assert!(
        refused.contains("gets no tier") && refused.contains("NO-GO"),
        "{refused}"
    );
}

#[test]
fn a_tier_ends_with_its_time_or_with_what_happens_and_is_recorded_anew() {
    let mut story = Story::new(harmless());
    story.score_all(2);
    story.record(None).unwrap();
    assert!(said(story.record(None)).contains("nothing was scored since 2026-11-22"));
    story.change_system(|system| {
        system.triggers.push(Trigger {
            kind: TriggerKind::Incident,
            on: "2026-11-22".parse().unwrap(),
            note: None,
        });
    });
    assert_eq!(
        story.view().recorded.expired.as_deref(),
        Some("a Sev-1 incident on 2026-11-22")
    );
    let done = story.record(None).unwrap();
    assert!(done.summary.starts_with("recorded T2"), "{}", done.summary);
    assert_eq!(story.view().recorded.expired, None);
    story.on("2028-11-22", "lee");
    assert_eq!(
        story.view().recorded.expired,
        None,
        "valid through its last day"
    );
    story.on("2028-11-23", "lee");
    assert_eq!(
        story.view().recorded.expired.as_deref(),
        Some("valid until 2028-11-22")
    );
    assert!(story.record(None).is_ok());
}

#[test]
fn under_a_clock_that_was_set_back_the_last_recorded_tier_is_the_last() {
    let mut story = Story::new(harmless());
    story.score_all(2);
    story.record(None).unwrap();
    story.on("2026-11-20", "lee");
    story.score_all(4);
    story.record(None).unwrap();
    let view = story.view();
    assert_eq!(view.recorded.tier, Some(Tier::T1));
    let order: Vec<_> = view.history.iter().filter_map(|line| line.tier).collect();
    assert_eq!(order, [Tier::T1, Tier::T2]);
}

#[test]
fn a_run_that_is_thrown_away_leaves_the_recorded_tier() {
    let mut story = Story::new(harmless());
    story.score_all(2);
    story.record(None).unwrap();
    story.score_all(0);
    let done = story
        .change(TierChange::Discard { system: id(SYSTEM) })
        .unwrap();
    assert!(
        done.summary.ends_with("T2 of 2026-11-22 stays"),
        "{}",
        done.summary
    );
    assert_eq!(story.view().run.tier, Tier::T2);
}

#[test]
fn a_new_run_begins_with_the_scores_and_notes_recorded_last() {
    let mut story = Story::new(harmless());
    story.score_all(2);
    let noted = FactorScore {
        factor: "harm".to_owned(),
        score: Some(2),
        note: Some("money for a week".to_owned()),
    };
    let system = id(SYSTEM);
    story
        .change(TierChange::Score {
            system,
            scores: vec![noted],
        })
        .unwrap();
    story.record(None).unwrap();
    story.score(&[("reach", 0)]).unwrap();
    let view = story.view();
    assert_eq!(view.factors[0].note.as_deref(), Some("money for a week"));
    assert_eq!(
        view.factors
            .iter()
            .filter(|line| line.score == Some(2))
            .count(),
        11
    );
    let control = FactorScore {
        factor: "harm".to_owned(),
        score: Some(2),
        note: Some("a\u{1b}[31m".to_owned()),
    };
    assert!(
        said(story.change(TierChange::Score {
            system,
            scores: vec![control]
        }))
        .contains("U+001B")
    );
}

#[test]
fn a_what_if_says_what_changes_and_saves_nothing() {
    let mut facts = harmless();
    facts.0.insert("exposure".to_owned(), one("external"));
    let mut story = Story::new(facts);
    story.score_all(1);
    story.record(None).unwrap();
    let before = story.events();
    let tried = story.what_if(&[], &[("exposure", "internal")]).unwrap();
    assert_eq!((tried.now.tier, tried.then.tier), (Tier::T2, Tier::T3));
    assert!(tried.gating.0 < tried.gating.1, "{:?}", tried.gating);
    for words in [
        "tier T2 → T3",
        "floor \"personal data or external\" holds → does not hold",
        "recorded is T2: somebody with L2 must sign before it becomes T3",
    ] {
        assert!(
            tried.changes.iter().any(|change| change == words),
            "{words}: {:?}",
            tried.changes
        );
    }
    let online = story
        .what_if(&[("harm", None)], &[("workload", "rag")])
        .unwrap();
    assert!(online.then.provisional);
    assert!(
        online
            .packs
            .1
            .iter()
            .any(|pack| pack.starts_with("ra.batch-scoring")),
        "{:?}",
        online.packs
    );
    let nothing = story.what_if(&[], &[]).unwrap();
    assert!(nothing.changes.is_empty(), "{:?}", nothing.changes);
    assert_eq!(story.events(), before);
    for (scores, facts) in [
        (vec![("luck", Some(1))], vec![]),
        (vec![("harm", Some(9))], vec![]),
        (vec![], vec![("weather", "fine")]),
        (vec![], vec![("exposure", "everywhere")]),
    ] {
        assert!(story.what_if(&scores, &facts).is_err());
    }
}

fn facts_of(inherent: &str, current: &str, residual: &str) -> RiskFacts {
    RiskFacts {
        title: "Scores drift unseen".to_owned(),
        about: None,
        inherent: inherent.parse().unwrap(),
        current: current.parse().unwrap(),
        residual: residual.parse().unwrap(),
        controls: vec!["ORR-19".to_owned()],
        treatment: Treatment::Mitigate,
        owner: None,
        review_by: None,
    }
}

#[test]
fn risks_are_ranked_counted_flagged_and_closed() {
    let mut story = Story::new(harmless());
    let add = |story: &mut Story, facts: RiskFacts| {
        let system = id(SYSTEM);
        story
            .bench
            .apply(Change::Risk(RiskChange::Add { system, facts }))
            .unwrap()
    };
    let first = add(&mut story, facts_of("4x3", "3x3", "2x2"));
    assert_eq!(
        first.summary,
        "added RSK-0001 Scores drift unseen to SYS-0001"
    );
    let second = add(
        &mut story,
        RiskFacts {
            controls: Vec::new(),
            ..facts_of("5x5", "4x4", "5x5")
        },
    );
    assert!(
        second
            .summary
            .ends_with("RC1: Residual above current; RC3: Lowered without a control"),
        "{}",
        second.summary
    );
    let view = story.register();
    let labels: Vec<_> = view
        .risks
        .iter()
        .map(|line| line.risk.label.as_str())
        .collect();
    assert_eq!(labels, ["RSK-0002", "RSK-0001"]);
    assert_eq!(view.heat, [(2, 2, 1), (5, 5, 1)]);
    assert_eq!(
        view.risks[1].bands,
        ["High", "Medium", "Low"].map(str::to_owned)
    );
    let risk = story.bench.resolve_risk("2").unwrap().id;
    let reason = "the pilot ended".to_owned();
    story
        .bench
        .apply(Change::Risk(RiskChange::Close { risk, reason }))
        .unwrap();
    let view = story.register();
    assert_eq!(view.heat, [(2, 2, 1)]);
    assert!(view.risks[1].flags.is_empty() && view.risks[1].risk.closed.is_some());
    let again = story.bench.apply(Change::Risk(RiskChange::Edit {
        risk,
        facts: facts_of("1x1", "1x1", "1x1"),
    }));
    assert!(said(again).contains("was closed on 2026-11-22"));
    assert!(
        story
            .bench
            .resolve_risk("RSK-0009")
            .unwrap_err()
            .hint()
            .unwrap()
            .contains("RSK-0001")
    );
    story.bench.apply(Change::Undo).unwrap();
    assert_eq!(story.register().heat.len(), 2);
}

#[test]
fn accepting_a_risk_needs_an_acceptance_that_counts() {
    let mut story = Story::new(harmless());
    let facts = RiskFacts {
        treatment: Treatment::Accept,
        ..facts_of("4x3", "3x3", "3x3")
    };
    let system = id(SYSTEM);
    let done = story
        .bench
        .apply(Change::Risk(RiskChange::Add { system, facts }))
        .unwrap();
    assert!(done.summary.contains("RC4"), "{}", done.summary);
    let risk = done.made.unwrap();
    story.keep(vec![put(
        RecordKind::Waiver,
        31,
        &waiver(31, "WVR-2026-001", (Scope::Risk { risk }, Tier::T2)),
    )]);
    assert!(story.register().risks[0].flags.is_empty());
    story.on("2027-01-31", "lee");
    assert!(
        story.register().risks[0].flags.is_empty(),
        "through its last day"
    );
    story.on("2027-02-01", "lee");
    assert_eq!(story.register().risks[0].flags[0].0, RiskFlag::RC4);
}

#[test]
fn what_cannot_be_kept_of_a_risk_is_refused() {
    let mut story = Story::new(harmless());
    let system = id(SYSTEM);
    let before = story.events();
    for (facts, words) in [
        (
            RiskFacts {
                title: " ".to_owned(),
                ..facts_of("1x1", "1x1", "1x1")
            },
            "title",
        ),
        (
            RiskFacts {
                controls: vec!["a\u{7}b".to_owned()],
                ..facts_of("1x1", "1x1", "1x1")
            },
            "control",
        ),
        (
            RiskFacts {
                current: archdeck::domain::register::Level5 {
                    likelihood: 0,
                    impact: 9,
                },
                ..facts_of("1x1", "1x1", "1x1")
            },
            "0x9 is not in the table",
        ),
    ] {
        let refused = said(
            story
                .bench
                .apply(Change::Risk(RiskChange::Add { system, facts })),
        );
        assert!(refused.contains(words), "{refused}");
    }
    assert_eq!(story.events(), before);
}

mod typed {
    //! The same on the command line, over a store that was prepared.

    use super::*;
    use desk::Desk;

    fn desk() -> (Desk, Story) {
        let story = Story::new(harmless());
        (Desk::new(), story)
    }

    fn run(desk: &Desk, story: &Story, arguments: &[&str]) -> desk::Answer {
        let path = story.path();
        let mut all = vec!["--store", path.to_str().unwrap()];
        all.extend(arguments);
        desk.run(&all)
    }

    #[test]
    fn a_tier_from_the_first_score_to_its_history() {
        let (desk, story) = desk();
        let ran = |arguments: &[&str]| run(&desk, &story, arguments);
        let shown = ran(&["tier", "show", "SYS-0001"]);
        assert!(
            shown.err.contains("tier score SYS-0001 harm=N"),
            "{}",
            shown.err
        );
        assert!(shown.fine().contains("not scored (counts as 4)"));
        let done = ran(&[
            "tier",
            "score",
            "SYS-0001",
            "harm=1",
            "users=2",
            "--note",
            "as in May",
        ])
        .fine();
        assert!(done.contains("harm 1, users 2: T1 (provisional)"), "{done}");
        let recorded = ran(&["tier", "record", "SYS-0001"]).fine();
        assert!(recorded.contains("recorded T1 (provisional)"), "{recorded}");
        let all = [
            "entitlement",
            "revenue",
            "independence",
            "reversibility",
            "sensitivity",
            "reach",
            "novelty",
            "dependency",
            "recovery",
            "oversight",
        ];
        let scores: Vec<String> = all.iter().map(|factor| format!("{factor}=1")).collect();
        let mut arguments = vec!["tier", "score", "SYS-0001"];
        arguments.extend(scores.iter().map(String::as_str));
        assert!(ran(&arguments).fine().contains("T3"));
        let refused = ran(&["tier", "record", "SYS-0001"]);
        assert!(
            refused.code == 1 && refused.err.contains("--signed-by NAME"),
            "{}",
            refused.err
        );
        let signed = ran(&["tier", "record", "SYS-0001", "--signed-by", "Mina"]).fine();
        assert!(signed.contains("Mina signed for it"), "{signed}");
        let history = ran(&["tier", "history", "SYS-0001"]).fine();
        assert_eq!(history.lines().count(), 3, "{history}");
        let json = ran(&["--json", "tier", "show", "SYS-0001"]).json();
        assert_eq!(json["run"]["tier"], "T3");
        let tried = ran(&[
            "tier",
            "what-if",
            "SYS-0001",
            "--fact",
            "exposure=external",
            "--score",
            "harm=4",
        ])
        .fine();
        assert!(tried.contains("- tier T3 → T2"), "{tried}");
    }

    #[test]
    fn wrong_input_says_what_would_be_right() {
        let (desk, story) = desk();
        for (arguments, code, words) in [
            (["tier", "score", "SYS-0001", "harm=NaN"], 2, "no score"),
            (["tier", "score", "SYS-0001", "harm"], 2, "has no `=`"),
            (["tier", "score", "SYS-0001", "harm=5"], 1, "from 0 to 4"),
            (["tier", "score", "SYS-0001", "luck=1"], 1, "is no factor"),
            (
                ["tier", "what-if", "SYS-0001", "--fact=weather=fine"],
                1,
                "is no fact",
            ),
            (["tier", "sign", "SYS-0001", "--person=Mina"], 2, "CAP"),
            (
                ["risk", "close", "RSK-0001", "--reason=gone"],
                1,
                "no risk answers",
            ),
        ] {
            let answer = run(&desk, &story, &arguments);
            assert_eq!(answer.code, code, "{arguments:?}: {}", answer.err);
            assert!(answer.err.contains(words), "{arguments:?}: {}", answer.err);
        }
    }

    #[test]
    fn a_risk_from_adding_to_closing() {
        let (desk, story) = desk();
        let ran = |arguments: &[&str]| run(&desk, &story, arguments);
        let added = ran(&[
            "risk",
            "add",
            "SYS-0001",
            "--title",
            "Scores drift unseen",
            "--inherent",
            "4x3",
            "--current",
            "3x3",
            "--residual",
            "2x2",
            "--treatment",
            "mitigate",
            "--control",
            "ORR-19",
        ]);
        assert!(
            added
                .fine()
                .starts_with("added RSK-0001 Scores drift unseen")
        );
        let shown = ran(&["risk", "show", "1"]).fine();
        assert!(
            shown.contains("residual  2x2 low") && shown.contains("control   ORR-19"),
            "{shown}"
        );
        let edited = ran(&[
            "risk",
            "edit",
            "RSK-0001",
            "--treatment",
            "accept",
            "--review-by",
            "2020-01-01",
        ])
        .fine();
        assert!(edited.contains("RC4") && edited.contains("RC5"), "{edited}");
        let listed = ran(&["risk", "list"]).fine();
        assert!(listed.contains("RC4 RC5"), "{listed}");
        let matrix = ran(&["risk", "matrix", "SYS-0001"]).fine();
        assert!(
            matrix.contains("low: 1") && matrix.contains("5 almost certain"),
            "{matrix}"
        );
        let closed = ran(&["risk", "close", "RSK-0001", "--reason", "the model is gone"]).fine();
        assert!(closed.contains("closed RSK-0001"), "{closed}");
        let wrong = ran(&[
            "risk",
            "add",
            "SYS-0001",
            "--title",
            "x",
            "--inherent",
            "6x1",
            "--treatment",
            "mitigate",
        ]);
        assert!(
            wrong.code == 2 && wrong.err.contains("4x3"),
            "{}",
            wrong.err
        );
    }
}
