//! A system of a company that delivers parcels, with people, a tier and a started checklist, in a store in memory.

use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    catalog::{self, Entry},
    domain::{
        assessment::{Answer, Assessment, Carry, Response, Review},
        digest::Digest,
        event::RecordKind,
        evidence::{Evidence, Method},
        fact::Facts,
        ids::RecordId,
        pack::{EvidenceKind, Pin},
        person::Person,
        register::{Level5, Risk, Treatment},
        rubric::Run,
        system::System,
        tier::Tier,
        tiering::{Recorded, Tiering},
    },
    env::Env,
    ops::{
        putting::put,
        waivers::decide::computed,
        workbench::{Workbench, decoded},
    },
};

const PACK: &str = r#"
schema = 1

[pack]
id = "own.parcels"
version = "1.0.0"
kind = "readiness"
title = "Parcels"
status = "ga"
gate = "G6"

[[section]]
id = "ops"
title = "Operations"

[[section.item]]
id = "OPS-1"
rev = 3
ask = "Is there a second site?"
severity = "high"

[[section.item]]
id = "OPS-2"
ask = "Is somebody on call?"
severity = "critical"
waivable = []

[[section.item]]
id = "OPS-3"
ask = "Is the restore rehearsed?"
severity = "high"
waiver_max_days = 30

[[section.item]]
id = "OPS-4"
rev = 3
ask = "Is the queue watched?"
severity = "medium"
"#;

/// A system and the people around it.
pub(super) struct Desk {
    pub(super) bench: Workbench,
    pub(super) system: RecordId,
    /// Asks; acts here.
    pub(super) mina: RecordId,
    /// Acts for Mina.
    pub(super) lee: RecordId,
    /// Decides at L2.
    pub(super) ana: RecordId,
    /// Decides at L3.
    pub(super) kim: RecordId,
    /// Decides at L1.
    pub(super) jo: RecordId,
    /// Decides nothing.
    pub(super) sam: RecordId,
    assessment: RecordId,
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Desk {
    /// On 2026-11-22, with the system at this tier.
    pub(super) fn at(tier: Tier) -> Self {
        let now = "2026-11-22T09:00:00Z".parse().unwrap();
        let mut bench = Workbench::in_memory(Env::fixed(now, "Mina Okafor")).unwrap();
        let mut id = || bench.env.record_id();
        let mut desk = Self {
            system: id(),
            mina: id(),
            lee: id(),
            ana: id(),
            kim: id(),
            jo: id(),
            sam: id(),
            assessment: id(),
            bench,
        };
        desk.settle();
        desk.start(PACK);
        desk.record_tier(tier);
        desk
    }

    fn settle(&mut self) {
        let mina = self.mina;
        let people = [
            (self.mina, "Mina Okafor", "architect", None),
            (self.lee, "Lee Brandt", "L3", Some(mina)),
            (self.ana, "Ana Ruiz", "L2", None),
            (self.kim, "Kim Sato", "L3", None),
            (self.jo, "Jo Weber", "L1", None),
            (self.sam, "Sam Idowu", "sre", None),
        ];
        for (id, name, role, acts_for) in people {
            let first = name.split(' ').next().unwrap().to_lowercase();

            let person = Person {
                id,
                name: name.to_owned(),
                aliases: vec![format!("{first}@example.org")],
                roles: [role.to_owned()].into(),
                acts_for,
                has_left: false,
            };
            self.keep(RecordKind::Person, id, &person);
        }
        let system = System {
            id: self.system,
            label: "SYS-0001".to_owned(),
            name: "parcel-routing".to_owned(),
            about: None,
            facts: Facts::default(),
            owner: Some(self.sam),
            deputy: None,
            team: None,
            stages: Vec::new(),
            triggers: Vec::new(),
            decisions: Vec::new(),
            patterns: Vec::new(),
            closed_on: None,
        };
        self.keep(RecordKind::System, system.id, &system);
    }

    fn keep<T: Serialize>(&mut self, kind: RecordKind, id: RecordId, value: &T) {
        self.keep_with(kind, id, (value, Vec::new()));
    }

    fn keep_with<T: Serialize>(
        &mut self,
        kind: RecordKind,
        id: RecordId,
        (value, blobs): (&T, Vec<Vec<u8>>),
    ) {
        let base = self.bench.store.current(id).unwrap();
        let base = base.map(|current| current.digest);
        let saved = put((kind, id), ("kept", base), value);
        self.bench.save(vec![saved], blobs).unwrap();
    }

    fn change<T: Serialize + DeserializeOwned>(
        &mut self,
        kind: RecordKind,
        id: RecordId,
        change: impl FnOnce(&mut T),
    ) {
        let current = self.bench.store.current(id).unwrap().unwrap();
        let mut value: T = decoded(&current).unwrap();
        change(&mut value);
        self.keep(kind, id, &value);
    }

    fn start(&mut self, text: &str) {
        let pack = catalog::read_pack(text).unwrap();
        let assessment = Assessment {
            id: self.assessment,
            label: "ASM-0001".to_owned(),
            system: self.system,
            pack: Entry::new(pack, text, None).pin(),
            subject: None,
            tier: None,
            started_on: day("2026-11-01"),
            started_by: "Sam Idowu".to_owned(),
        };
        let id = assessment.id;
        let blobs = vec![text.as_bytes().to_vec()];
        self.keep_with(RecordKind::Assessment, id, (&assessment, blobs));
    }

    /// The checklist with another text in its pack.
    pub(super) fn pin_again(&mut self, before: &str, after: &str) {
        self.start(&PACK.replace(before, after));
    }

    /// A run of the rubric that ended at this tier.
    pub(super) fn record_tier(&mut self, tier: Tier) {
        let run = Run {
            low_bp: 0,
            high_bp: 0,
            missing: Vec::new(),
            band: tier,
            floors: Vec::new(),
            stops: Vec::new(),
            caps: Vec::new(),
            capped_by: Vec::new(),
            tier,
            provisional: false,
        };
        let tiering = Tiering {
            id: self.bench.env.record_id(),
            system: self.system,
            rubric: Pin {
                id: "own.rubric".to_owned(),
                version: "1.0.0".parse().unwrap(),
                digest: Digest::of(PACK.as_bytes()),
            },
            scores: std::collections::BTreeMap::new(),
            notes: std::collections::BTreeMap::new(),
            signed_caps: std::collections::BTreeMap::new(),
            recorded: Some(Recorded {
                on: self.bench.env.today(),
                by: "Mina Okafor".to_owned(),
                signed_by: None,
                triggers: Vec::new(),
                facts: Facts::default(),
                run,
            }),
        };
        self.keep(RecordKind::Tiering, tiering.id, &tiering);
    }

    /// Answers an item, in place of what was answered before.
    pub(super) fn answer(&mut self, item: &str, response: Response, owner: Option<&str>) {
        let before = self.answered(item);
        let answer = Answer {
            id: before.unwrap_or_else(|| self.bench.env.record_id()),
            system: self.system,
            assessment: self.assessment,
            item: item.to_owned(),
            item_rev: 3,
            response,
            value: None,
            note: None,
            owner: owner.map(str::to_owned),
            due: None,
            planned_by: None,
            by: "Sam Idowu".to_owned(),
            on: self.bench.env.today(),
            review: Review::None,
            concurrence: None,
            carry: Carry::None,
            evidence: Vec::new(),
        };
        self.keep(RecordKind::Answer, answer.id, &answer);
    }

    fn answered(&mut self, item: &str) -> Option<RecordId> {
        let dossier = self.bench.dossier(self.system).unwrap();
        let mut answers = dossier.answers.iter().map(|answer| &answer.value);
        answers
            .find(|answer| answer.item == item)
            .map(|answer| answer.id)
    }

    /// Attaches a piece of evidence to an answer.
    pub(super) fn prove(&mut self, item: &str) {
        let answer = self.answered(item).unwrap();
        let collected_on = self.bench.env.today();
        self.change(RecordKind::Answer, answer, |answer: &mut Answer| {
            answer.evidence.push(Evidence {
                kind: EvidenceKind::Link,
                locator: "https://example.org/second-site".to_owned(),
                note: None,
                digest: None,
                bytes: None,
                is_kept: false,
                collected_on,
                expires_on: None,
                method: Method::Examine,
                classification: crate::domain::evidence::Classification::Internal,
                is_broken: false,
            });
        });
    }

    /// An open risk that is accepted.
    pub(super) fn risk(&mut self, owner: &str) -> RecordId {
        let cell = Level5 {
            likelihood: 2,
            impact: 3,
        };
        let risk = Risk {
            id: self.bench.env.record_id(),
            label: "RSK-0001".to_owned(),
            system: self.system,
            title: "Losing parcels".to_owned(),
            about: None,
            inherent: cell,
            current: cell,
            residual: cell,
            controls: Vec::new(),
            treatment: Treatment::Accept,
            owner: Some(owner.to_owned()),
            review_by: None,
            closed: None,
        };
        self.keep(RecordKind::Risk, risk.id, &risk);
        risk.id
    }

    pub(super) fn close(&mut self, on: NaiveDate) {
        let system = self.system;
        self.change(RecordKind::System, system, |system: &mut System| {
            system.closed_on = Some(on);
        });
    }

    pub(super) fn stand_at(&mut self, day: &str) {
        let moment = format!("{day}T09:00:00Z").parse().unwrap();
        self.bench.env.stand_at(moment);
    }

    pub(super) fn actor(&mut self, name: &str) {
        name.clone_into(&mut self.bench.env.actor);
    }

    /// What an item comes to today.
    pub(super) fn result(&mut self, item: &str) -> &'static str {
        let today = self.bench.env.today();
        let dossier = self.bench.dossier(self.system).unwrap();
        let computed = computed(&dossier, today);
        let mut items = computed.items.iter();
        items
            .find(|state| state.item == item)
            .unwrap()
            .result
            .word()
    }
}
