//! Systems made by counting, the same for every run: a portfolio at every tier with its packs, to measure with.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Days, NaiveDate};

use crate::{
    catalog::Catalog,
    domain::{
        assessment::{Answer, Assessment, Carry, Response, Review},
        event::RecordKind,
        evidence::{Classification, Evidence, Method},
        fact::{FactValue, Facts},
        ids::RecordId,
        pack::{EvidenceKind, EvidenceRule, Item, Pack, Per, Pin},
        person::Person,
        rubric::{Rubric, RunInput},
        system::System,
        tiering::{Recorded, Tiering},
    },
    ops::{error::OpsError, putting::put, workbench::Workbench},
    store::Put,
};

/// The rubric every system is scored with.
const RUBRIC: &str = "risk.ai-criticality";
/// How many systems are saved as one action.
const CHUNK: usize = 25;
/// How many items of a pack are answered; of the first system all are.
const ANSWERED: usize = 3;
/// Who owns systems and answers for them, and what each may speak for.
const PEOPLE: [(&str, &str); 6] = [
    ("Mina Okafor", "L3"),
    ("Lee Brandt", "sre"),
    ("Ana Ruiz", "security"),
    ("Jo Lindqvist", "product"),
    ("Kim Tanaka", "privacy"),
    ("Sam Adeyemi", "L2"),
];
/// What every system states, but for its workload.
const FACTS: [(&str, &str); 9] = [
    ("exposure", "internal"),
    ("data_classes", "internal"),
    ("jurisdictions", "eu"),
    ("autonomy", "suggests"),
    ("decides_about_person", "no"),
    ("traffic", "low"),
    ("regulated", "none"),
    ("stage", "production"),
    ("one_way_door", "no"),
];
/// Every workload a pack asks for.
const WORKLOAD: &str = "online, rag, agentic, batch";

/// What the systems are made with.
struct Makings {
    catalog: Arc<Catalog>,
    /// The packs that are answered once for a system, with their pins.
    packs: Vec<(Pin, Arc<Pack>)>,
    rubric: (Pin, Arc<Rubric>),
    people: Vec<RecordId>,
    facts: Facts,
    today: NaiveDate,
}

impl Workbench {
    /// Writes so many systems, for measuring: at every tier, each with every pack, a few items of each answered and all of them
    /// for the first one.
    ///
    /// # Errors
    /// When the store holds something already, or cannot save.
    pub fn write_synthetic_portfolio(&mut self, systems: usize) -> Result<Vec<RecordId>, OpsError> {
        self.refuse_unless_empty()?;
        let makings = self.makings()?;
        let numbers: Vec<usize> = (1..=systems).collect();
        let mut ids = Vec::with_capacity(systems);
        for chunk in numbers.chunks(CHUNK) {
            let mut puts = Vec::new();
            for number in chunk {
                ids.push(self.made_up_system(&makings, *number, &mut puts));
            }
            self.save(puts, Vec::new())?;
        }
        Ok(ids)
    }

    /// Pins the packs and makes the people.
    fn makings(&mut self) -> Result<Makings, OpsError> {
        let catalog = self.catalog();
        let (mut puts, mut blobs, mut packs) = (Vec::new(), Vec::new(), Vec::new());
        let (mut people, mut pins) = (Vec::new(), BTreeMap::new());
        for entry in catalog.packs.values() {
            if entry.value.head.per == Per::System {
                packs.push((entry.pin(), Arc::clone(&entry.value)));
            }
        }
        let words = packs.iter().map(|(pin, _)| pin.id.clone());
        for word in words.chain([RUBRIC.to_owned()]) {
            let (pin, pinning, texts) = self.pin_pack(&word)?;
            puts.extend(pinning);
            blobs.extend(texts);
            pins.insert(word, pin);
        }
        for (name, role) in PEOPLE {
            let id = self.env.record_id();
            people.push(id);
            let person = Person {
                id,
                name: name.to_owned(),
                aliases: Vec::new(),
                roles: [role.to_owned()].into(),
                acts_for: None,
                has_left: false,
            };
            puts.push(put((RecordKind::Person, id), ("added", None), &person));
        }
        self.save(puts, blobs)?;
        let rubric = catalog.rubrics.get(RUBRIC).zip(pins.remove(RUBRIC));
        let (rubric, pin) = rubric.ok_or_else(|| super::broken("the rubric is not there"))?;
        Ok(Makings {
            rubric: (pin, Arc::clone(&rubric.value)),
            facts: facts(&catalog)?,
            today: self.env.today(),
            catalog,
            packs,
            people,
        })
    }

    fn made_up_system(
        &mut self,
        makings: &Makings,
        number: usize,
        puts: &mut Vec<Put>,
    ) -> RecordId {
        let id = self.env.record_id();
        let system = System {
            id,
            label: format!("SYS-{number:04}"),
            name: format!("service-{number:04}"),
            about: Some("Made up, to measure with.".to_owned()),
            facts: makings.facts.clone(),
            owner: makings.people.get(number % PEOPLE.len()).copied(),
            deputy: None,
            team: Some(format!("team {}", number % 12)),
            stages: Vec::new(),
            triggers: Vec::new(),
            decisions: Vec::new(),
            patterns: Vec::new(),
            closed_on: None,
        };
        puts.push(put((RecordKind::System, id), ("registered", None), &system));
        let tiering = self.tiering(makings, id, number);
        puts.push(put(
            (RecordKind::Tiering, tiering.id),
            ("recorded", None),
            &tiering,
        ));
        for (place, (pin, pack)) in makings.packs.iter().enumerate() {
            let assessment = Assessment {
                id: self.env.record_id(),
                label: format!("ASM-{:04}", (number - 1) * makings.packs.len() + place + 1),
                system: id,
                pack: pin.clone(),
                subject: None,
                tier: None,
                started_on: makings.today,
                started_by: name_of(number).to_owned(),
            };
            let kind = (RecordKind::Assessment, assessment.id);
            puts.push(put(kind, ("started", None), &assessment));
            let most = if number == 1 { usize::MAX } else { ANSWERED };
            for (at, (_, item)) in pack.items().take(most).enumerate() {
                let answer = self.answer_to(item, &assessment, (number + at, makings.today));
                puts.push(put(
                    (RecordKind::Answer, answer.id),
                    ("given", None),
                    &answer,
                ));
            }
        }
        id
    }

    /// Every third system is of each tier.
    fn tiering(&mut self, makings: &Makings, system: RecordId, number: usize) -> Tiering {
        let (pin, rubric) = &makings.rubric;
        let score = match number % 3 {
            1 => rubric.head.scale_max,
            2 => rubric.head.scale_max / 2,
            _ => 0,
        };
        let factors = rubric.factors.iter();
        let scores: BTreeMap<_, _> = factors.map(|factor| (factor.id.clone(), score)).collect();
        let run = rubric.run(RunInput {
            registry: &makings.catalog.registry,
            facts: &makings.facts,
            scores: &scores,
            signed_caps: &[],
        });
        Tiering {
            id: self.env.record_id(),
            system,
            rubric: pin.clone(),
            scores,
            notes: BTreeMap::new(),
            signed_caps: BTreeMap::new(),
            recorded: Some(Recorded {
                on: makings.today,
                by: name_of(number).to_owned(),
                signed_by: None,
                triggers: Vec::new(),
                facts: makings.facts.clone(),
                run,
            }),
        }
    }

    /// Most are met and proved, some are not, now and then one is claimed without proof.
    fn answer_to(
        &mut self,
        item: &Item,
        assessment: &Assessment,
        (number, today): (usize, NaiveDate),
    ) -> Answer {
        let response = match number % 11 {
            0 => Response::Unmet,
            1 => Response::Partial,
            _ => Response::Met,
        };
        let open = response != Response::Met;
        let rule = item.evidence.as_ref().filter(|_| number % 13 != 0);
        Answer {
            id: self.env.record_id(),
            system: assessment.system,
            assessment: assessment.id,
            item: item.id.clone(),
            item_rev: item.rev,
            response,
            value: None,
            note: None,
            owner: open.then(|| name_of(number).to_owned()),
            due: open.then(|| today + Days::new(30)),
            planned_by: None,
            by: name_of(number).to_owned(),
            on: today,
            review: Review::None,
            concurrence: None,
            carry: Carry::None,
            evidence: rule
                .map(|rule| proofs(rule, number, today))
                .unwrap_or_default(),
        }
    }
}

fn name_of(number: usize) -> &'static str {
    PEOPLE
        .get(number % PEOPLE.len())
        .map_or("", |(name, _)| name)
}

/// As many pieces of evidence as a rule asks for.
fn proofs(rule: &EvidenceRule, number: usize, today: NaiveDate) -> Vec<Evidence> {
    let kind = rule.kinds.first().copied().unwrap_or(EvidenceKind::Link);
    let piece = |place| Evidence {
        kind,
        locator: format!("https://example.org/proof/{number}/{place}"),
        note: None,
        digest: None,
        bytes: None,
        is_kept: false,
        collected_on: today,
        expires_on: None,
        method: Method::Examine,
        classification: Classification::Internal,
        is_broken: false,
    };
    (0..rule.min).map(piece).collect()
}

fn facts(catalog: &Catalog) -> Result<Facts, OpsError> {
    let stated = FACTS.into_iter().chain([("workload", WORKLOAD)]);
    let stated: Result<BTreeMap<String, FactValue>, String> = stated
        .map(|(fact, typed)| {
            let definition = catalog.registry.get(fact);
            let definition = definition.ok_or_else(|| format!("there is no fact {fact}"))?;
            Ok((fact.to_owned(), definition.parse(typed)?))
        })
        .collect();
    stated.map(Facts).map_err(|wrong| super::broken(&wrong))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::tier::Tier, env::Env};

    #[test]
    fn a_portfolio_has_systems_at_every_tier_and_the_first_is_answered_whole() {
        let env = Env::fixed(super::super::beginning().unwrap(), "demo");
        let mut bench = Workbench::in_memory(env).unwrap();
        let ids = bench.write_synthetic_portfolio(3).unwrap();
        let tiers = |bench: &mut Workbench| {
            let lines = bench.standings().unwrap();
            lines.iter().map(|line| line.tier).collect::<Vec<_>>()
        };
        assert_eq!(
            tiers(&mut bench),
            [Some(Tier::T1), Some(Tier::T2), Some(Tier::T3)]
        );
        let first = bench.dossier(ids[0]).unwrap();
        assert!(first.assessments.len() >= 8 && first.answers.len() >= 240);
        assert!(first.offers().is_empty());
    }
}
