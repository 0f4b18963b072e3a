//! A system made up for a test: items with their answers, waivers and a tier, judged on a day.

mod edges;
mod golden;
mod lanes;
mod properties;
mod steps;

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::*;
use crate::domain::{
    assessment::{Answer, Assessment, Carry, Response, Review},
    condition::Truth,
    digest::Digest,
    evidence::{Classification, Evidence, Method},
    fact::{FactRegistry, FactValue, Facts},
    pack::{EvidenceKind, EvidenceRule, Item, Level, NaRule, Pack, Pin},
    waiver::{Scope, Waiver, WaiverState, bound_to},
};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn today() -> NaiveDate {
    day("2026-11-22")
}

pub(super) fn id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(number))
}

/// An item that blocks, is required or only advises, at every tier alike.
pub(super) fn item(id: &str, force: Force) -> Item {
    let text = format!(
        "id = \"{id}\"\nask = \"Is {id} so?\"\nseverity = \"low\"\nif_missing = \"Do {id}\"\nforce = {{ T1 = \"{force}\", T2 = \"{force}\", T3 = \"{force}\" }}"
    );
    toml::from_str(&text).unwrap()
}

/// The same with evidence that is needed and grows old after so many days.
pub(super) fn proved(id: &str, force: Force, max_age_days: u32) -> Item {
    Item {
        evidence: Some(EvidenceRule {
            answers: vec![crate::domain::pack::Claim::Met],
            kinds: Vec::new(),
            min: 1,
            max_age_days: Some(max_age_days),
        }),
        ..item(id, force)
    }
}

/// The same that may be N/A where a role agrees.
pub(super) fn optional(id: &str, force: Force) -> Item {
    Item {
        na: Some(NaRule {
            allowed: true,
            justify_min: 3,
            concur: None,
        }),
        ..item(id, force)
    }
}

pub(super) fn pack(id: &str, gate: Gate, items: Vec<Item>) -> Pack {
    let text = format!(
        "schema = 1\n[pack]\nid = \"{id}\"\nversion = \"1.0.0\"\nkind = \"checklist\"\ntitle = \"{id}\"\nstatus = \"ga\"\ngate = \"{gate}\"\n[[section]]\nid = \"s\"\ntitle = \"S\""
    );
    let mut pack: Pack = toml::from_str(&text).unwrap();
    pack.sections[0].items = items;
    pack
}

pub(super) fn answer(item: &str, response: Response) -> Answer {
    Answer {
        id: id(1),
        system: id(100),
        assessment: id(200),
        item: item.to_owned(),
        item_rev: 1,
        response,
        value: None,
        note: (response == Response::Na).then(|| "it has no such part".to_owned()),
        owner: None,
        due: None,
        planned_by: None,
        by: "mina".to_owned(),
        on: today(),
        review: Review::None,
        concurrence: None,
        carry: Carry::None,
        evidence: Vec::new(),
    }
}

pub(super) fn owned(item: &str, response: Response) -> Answer {
    Answer {
        owner: Some("Ana".to_owned()),
        due: Some(day("2026-12-24")),
        ..answer(item, response)
    }
}

/// A met answer with a piece of evidence that was collected so many days ago.
pub(super) fn met_since(item: &str, days: u64) -> Answer {
    Answer {
        evidence: vec![collected(days)],
        ..answer(item, Response::Met)
    }
}

pub(super) fn collected(days: u64) -> Evidence {
    Evidence {
        kind: EvidenceKind::Link,
        locator: "https://example.org/drill".to_owned(),
        note: None,
        digest: None,
        bytes: None,
        is_kept: false,
        collected_on: today() - Days::new(days),
        expires_on: None,
        method: Method::Examine,
        classification: Classification::Internal,
        is_broken: false,
    }
}

/// A waiver of an item that was granted at a tier, from the first to the last day.
pub(super) fn waiver(item: &str, tier: Tier, (from, to): (NaiveDate, NaiveDate)) -> Waiver {
    let scope = Scope::Item {
        item: item.to_owned(),
        rev: 1,
    };
    Waiver {
        id: id(300),
        label: "WVR-2026-001".to_owned(),
        system: id(100),
        bound: bound_to(&scope, tier),
        scope,
        reason: "no time".to_owned(),
        risk: "it may fail".to_owned(),
        controls: Vec::new(),
        action: "do it".to_owned(),
        requester: id(1),
        requested_on: from,
        level: Level::L2,
        effective_from: from,
        expires_on: to,
        extends: None,
        tier,
        state: WaiverState::Approved {
            by: id(2),
            on: from,
        },
    }
}

/// A system that can be judged.
#[derive(Clone)]
pub(super) struct Story {
    pub(super) packs: Vec<Pack>,
    /// Which packs were started.
    pub(super) started: bool,
    pub(super) answers: Vec<Answer>,
    pub(super) waivers: Vec<Waiver>,
    pub(super) facts: Facts,
    pub(super) tier: TierNow,
    pub(super) as_of: NaiveDate,
}

impl Story {
    pub(super) fn of(items: Vec<Item>) -> Self {
        Self {
            packs: vec![pack("ops", Gate::G6, items)],
            started: true,
            answers: Vec::new(),
            waivers: Vec::new(),
            facts: Facts::default(),
            tier: at(Tier::T2),
            as_of: today(),
        }
    }

    pub(super) fn answered(mut self, answers: impl IntoIterator<Item = Answer>) -> Self {
        self.answers.extend(answers);
        self
    }

    pub(super) fn waived(mut self, waiver: Waiver) -> Self {
        self.waivers.push(waiver);
        self
    }

    pub(super) fn at(mut self, tier: Tier) -> Self {
        self.tier = at(tier);
        self
    }

    pub(super) fn on(mut self, text: &str) -> Self {
        self.as_of = day(text);
        self
    }

    pub(super) fn stating(mut self, fact: &str, word: &str) -> Self {
        let value = FactValue::One(word.to_owned());
        self.facts.0.insert(fact.to_owned(), value);
        self
    }

    pub(super) fn judged(&self) -> Readiness {
        self.with_inputs(evaluate)
    }

    /// How many answers have evidence that ran out.
    pub(super) fn stale(&self) -> u32 {
        self.with_inputs(stale_evidence)
    }

    fn with_inputs<T>(&self, ask: impl FnOnce(&Inputs<'_>) -> T) -> T {
        let registry = FactRegistry::default();
        let assessments: Vec<Assessment> = self.packs.iter().map(assessment).collect();
        let packs = self.packs.iter().zip(&assessments);
        let packs = packs.map(|(pack, assessment)| Assessed {
            pack,
            assessment: self.started.then_some(assessment),
            subject: None,
            answers: self.given(pack),
        });
        ask(&Inputs {
            registry: &registry,
            facts: &self.facts,
            tier: self.tier_then(),
            packs: packs.collect(),
            waivers: &self.waivers,
            as_of: self.as_of,
        })
    }

    fn given<'a>(&'a self, pack: &'a Pack) -> HashMap<&'a str, Given<'a>> {
        let given = |item: &'a Item| {
            let own = |answer: &&Answer| answer.item == item.id;
            let alias = |answer: &&Answer| item.same_as.contains(&answer.item);
            let (answer, shared_from) = if let Some(answer) = self.answers.iter().find(own) {
                (answer, None)
            } else {
                let answer = self.answers.iter().find(alias)?;
                (answer, Some(answer.item.as_str()))
            };
            Some((
                item.id.as_str(),
                Given {
                    answer,
                    shared_from,
                },
            ))
        };
        pack.items().filter_map(|(_, item)| given(item)).collect()
    }

    /// The tier on the day: expired once its last day has passed.
    fn tier_then(&self) -> TierNow {
        let mut tier = self.tier.clone();
        if let Some(last) = tier.valid_until.filter(|last| *last < self.as_of) {
            tier.expired = Some(format!("valid until {last}"));
        }
        tier
    }

    pub(super) fn verdict(&self) -> Verdict {
        self.judged().verdict
    }
}

pub(super) fn at(tier: Tier) -> TierNow {
    TierNow {
        tier: Some(tier),
        expired: None,
        provisional: false,
        stop: Truth::False,
        valid_until: None,
    }
}

fn assessment(pack: &Pack) -> Assessment {
    Assessment {
        id: id(200),
        label: "ASM-0001".to_owned(),
        system: id(100),
        pack: Pin {
            id: pack.head.id.clone(),
            version: pack.head.version,
            digest: Digest::of(pack.head.id.as_bytes()),
        },
        subject: None,
        tier: None,
        started_on: today(),
        started_by: "mina".to_owned(),
    }
}
