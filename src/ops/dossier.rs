//! Everything the store knows of one system, read at once: what verdicts, walks, forms and packets are made of.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;

use crate::{
    catalog::{self, Catalog},
    domain::{
        assessment::{Answer, Assessment, Carry},
        condition::{Known, Truth},
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        pack::{Pack, PackStatus, Per, Pin},
        person::{People, Person},
        readiness::{Assessed, Given, Inputs, Readiness, TierNow, evaluate},
        register::Risk,
        sign_off::{Issued, SignOff},
        system::System,
        tiering::{Recorded, Tiering},
        waiver::Waiver,
    },
    ops::{
        error::OpsError,
        workbench::{Workbench, decoded, kept_text},
    },
    store::Current,
};

/// A record with the digest of its value: the base of the next change.
#[derive(Debug, Clone)]
pub(crate) struct Kept<T> {
    pub(crate) digest: Digest,
    pub(crate) value: T,
}

/// Everything the store knows of one system.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    pub(crate) system: System,
    pub(crate) system_digest: Digest,
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) people: People,
    /// The assessments in the order of their labels, each with its pinned pack.
    pub(crate) assessments: Vec<(Kept<Assessment>, Arc<Pack>)>,
    pub(crate) answers: Vec<Kept<Answer>>,
    /// The runs of the rubric in the order in which they were begun.
    pub(crate) tierings: Vec<Kept<Tiering>>,
    pub(crate) waivers: Vec<Kept<Waiver>>,
    pub(crate) risks: Vec<Kept<Risk>>,
    pub(crate) sign_offs: Vec<Kept<SignOff>>,
    pub(crate) issued: Vec<Kept<Issued>>,
    /// The decisions it rests on: reference and digest of each that is still there.
    pub(crate) decisions: Vec<(RecordId, String, Digest)>,
}

impl Workbench {
    /// The packs, rubrics and facts; read once.
    pub(crate) fn catalog(&mut self) -> Arc<Catalog> {
        let folder = self.settings.checklists.as_deref();
        let catalog = self
            .catalog
            .get_or_insert_with(|| Arc::new(Catalog::with(folder)));
        Arc::clone(catalog)
    }

    /// The pack an assessment is pinned to: its exact text is a blob.
    pub(crate) fn pinned_pack(&mut self, pin: &Pin) -> Result<Arc<Pack>, OpsError> {
        if let Some(pack) = self.pinned.get(&pin.digest) {
            return Ok(Arc::clone(pack));
        }
        let bytes = kept_text(&self.store, pin.digest)?;
        let text = String::from_utf8_lossy(&bytes);
        let pack = catalog::read_pack(&text).map_err(|(line, what)| OpsError::Refused {
            what: format!(
                "the pinned text of {} {} cannot be read: line {}: {what}",
                pin.id,
                pin.version,
                line.unwrap_or(1)
            ),
            hint: "It may come from a newer version; upgrade, or run `archdeck doctor`.".to_owned(),
        })?;
        let pack = Arc::new(pack);
        self.pinned.insert(pin.digest, Arc::clone(&pack));
        Ok(pack)
    }

    /// Everybody who is known.
    pub(crate) fn people(&self) -> Result<People, OpsError> {
        let kept: Vec<Kept<Person>> = kept(self.store.current_of_kind(RecordKind::Person, None)?)?;
        Ok(People(
            kept.into_iter().map(|person| person.value).collect(),
        ))
    }

    /// Everything the store knows of a system.
    ///
    /// # Errors
    /// When it is gone or something of it cannot be read.
    pub(crate) fn dossier(&mut self, system: RecordId) -> Result<Dossier, OpsError> {
        let current = self.store.current(system)?;
        let current = current
            .filter(|current| current.kind == RecordKind::System)
            .ok_or_else(|| OpsError::NotFound {
                what: "the system is not in the store any more".to_owned(),
                hint: "`archdeck system list` shows those that are.".to_owned(),
            })?;
        let people = self.people()?;
        self.dossier_among(&people, &current)
    }

    /// The same where the people and the value of the system are read already.
    pub(crate) fn dossier_among(
        &mut self,
        people: &People,
        current: &Current,
    ) -> Result<Dossier, OpsError> {
        let (system, value): (_, System) = (current.id, decoded(current)?);
        let of = |bench: &Self, kind| bench.store.current_of_kind(kind, Some(system));
        let mut assessments = Vec::new();
        for assessment in kept::<Assessment>(of(self, RecordKind::Assessment)?)? {
            let pack = self.pinned_pack(&assessment.value.pack)?;
            assessments.push((assessment, pack));
        }
        // As they came into the store: an id follows the clock, and a clock may be set back.
        let tierings: Vec<Kept<Tiering>> = kept(of(self, RecordKind::Tiering)?)?;
        Ok(Dossier {
            catalog: self.catalog(),
            people: people.clone(),
            answers: kept(of(self, RecordKind::Answer)?)?,
            waivers: kept(of(self, RecordKind::Waiver)?)?,
            risks: kept(of(self, RecordKind::Risk)?)?,
            sign_offs: kept(of(self, RecordKind::SignOff)?)?,
            issued: kept(of(self, RecordKind::Issued)?)?,
            decisions: self.decisions_of(&value)?,
            system_digest: current.digest,
            system: value,
            assessments,
            tierings,
        })
    }

    fn decisions_of(&self, system: &System) -> Result<Vec<(RecordId, String, Digest)>, OpsError> {
        let mut decisions = Vec::new();
        for id in &system.decisions {
            if let Some(current) = self.store.current(*id)? {
                decisions.push((*id, self.called(*id)?, current.digest));
            }
        }
        Ok(decisions)
    }
}

fn kept<T: serde::de::DeserializeOwned>(found: Vec<Current>) -> Result<Vec<Kept<T>>, OpsError> {
    found
        .into_iter()
        .map(|current| {
            Ok(Kept {
                digest: current.digest,
                value: decoded(&current)?,
            })
        })
        .collect()
}

/// A pack that applies to a system and was not started.
#[derive(Debug, Clone)]
pub(crate) struct Offer<'a> {
    pub(crate) pack: &'a Pack,
    /// The decision it would be about.
    pub(crate) subject: Option<(RecordId, &'a str)>,
}

impl Dossier {
    /// Whether a condition holds for the facts of the system.
    pub(crate) fn known<'a>(&'a self, none: &'a BTreeMap<String, u8>) -> Known<'a> {
        Known {
            registry: &self.catalog.registry,
            facts: &self.system.facts,
            factors: none,
        }
    }

    /// The run of the rubric that was recorded last.
    pub(crate) fn recorded(&self) -> Option<(&Tiering, &Recorded)> {
        self.tierings.iter().rev().find_map(|tiering| {
            let recorded = tiering.value.recorded.as_ref()?;
            Some((&tiering.value, recorded))
        })
    }

    /// The tier of the system on a day. Stops are held against the facts as they are now, by the rubric of the library.
    pub(crate) fn tier_now(&self, as_of: NaiveDate) -> TierNow {
        let none = BTreeMap::new();
        let stops = self
            .catalog
            .rubrics
            .values()
            .flat_map(|rubric| &rubric.value.stops);
        let stop = stops
            .map(|stop| stop.when.holds(self.known(&none)))
            .max()
            .unwrap_or(Truth::False);
        let Some((_, recorded)) = self.recorded() else {
            return TierNow {
                stop,
                ..TierNow::NONE
            };
        };
        TierNow {
            tier: Some(recorded.run.tier),
            expired: recorded.expired(&self.system, as_of),
            provisional: recorded.run.provisional,
            stop,
            valid_until: self.valid_until(recorded, as_of),
        }
    }

    /// The last day a tier counts: of its time, or before something that is known to happen and asks for a new one.
    fn valid_until(&self, recorded: &Recorded, as_of: NaiveDate) -> Option<NaiveDate> {
        let ahead = self.system.triggers.iter().map(|trigger| trigger.on);
        let happens = ahead.filter(|on| *on > as_of && *on > recorded.on).min();
        let before = happens.and_then(|on| on.pred_opt());
        recorded.valid_until().into_iter().chain(before).min()
    }

    /// The verdict of the system on a day.
    pub(crate) fn readiness(&self, as_of: NaiveDate) -> Readiness {
        let waivers = self.waiver_values();
        evaluate(&self.inputs(&waivers, self.tier_now(as_of), as_of))
    }

    /// How many answers came over from an earlier version of their pack and are to be confirmed.
    pub(crate) fn to_confirm(&self) -> u32 {
        let answers = self.answers.iter().map(|answer| &answer.value);
        answers
            .filter(|answer| answer.carry == Carry::Reconfirm)
            .count() as u32
    }

    /// The verdict that was issued last by a day and not taken back, if it stands on that day. One that ended does not give
    /// way to an earlier one: then nothing but what is computed stands.
    pub(crate) fn issued_on(&self, as_of: NaiveDate) -> Option<&Issued> {
        let mut issued = self.issued.iter().rev().map(|issued| &issued.value);
        let last = issued.find(|issued| issued.withdrawn.is_none() && issued.as_of <= as_of);
        last.filter(|issued| issued.stands(as_of))
    }

    /// The packs that apply and were not started, in the order of their words.
    pub(crate) fn offers(&self) -> Vec<Offer<'_>> {
        let none = BTreeMap::new();
        let mut offers = Vec::new();
        for entry in self.catalog.packs.values() {
            let pack: &Pack = &entry.value;
            if pack.head.status == PackStatus::Deprecated {
                continue;
            }
            let applies = pack.head.applies_when.as_ref();
            let holds = applies.map_or(Truth::True, |when| when.holds(self.known(&none)));
            if !holds.may_hold() {
                continue;
            }
            let subjects: Vec<Option<(RecordId, &str)>> = match pack.head.per {
                Per::System => vec![None],
                Per::Decision => {
                    let decisions = self.decisions.iter();
                    decisions
                        .map(|(id, name, _)| Some((*id, name.as_str())))
                        .collect()
                }
            };
            let missing = subjects
                .into_iter()
                .filter(|subject| !self.is_started(&pack.head.id, subject.map(|(id, _)| id)));
            offers.extend(missing.map(|subject| Offer { pack, subject }));
        }
        offers
    }

    fn is_started(&self, pack: &str, subject: Option<RecordId>) -> bool {
        self.assessments.iter().any(|(assessment, _)| {
            assessment.value.pack.id == pack && assessment.value.subject == subject
        })
    }

    /// What the verdict of the system is computed from on a day, at a tier.
    pub(crate) fn inputs<'a>(
        &'a self,
        waivers: &'a [Waiver],
        tier: TierNow,
        as_of: NaiveDate,
    ) -> Inputs<'a> {
        let started = self.assessments.iter().map(|(assessment, pack)| Assessed {
            pack,
            assessment: Some(&assessment.value),
            subject: assessment
                .value
                .subject
                .and_then(|id| self.decision_called(id)),
            answers: self.given(&assessment.value, pack),
        });
        let offered = self.offers().into_iter().map(|offer| Assessed {
            pack: offer.pack,
            assessment: None,
            subject: offer.subject.map(|(_, name)| name),
            answers: HashMap::new(),
        });
        Inputs {
            registry: &self.catalog.registry,
            facts: &self.system.facts,
            packs: started.chain(offered).collect(),
            tier,
            waivers,
            as_of,
        }
    }

    pub(crate) fn decision_called(&self, id: RecordId) -> Option<&str> {
        let found = self.decisions.iter().find(|(decision, ..)| *decision == id);
        found.map(|(_, name, _)| name.as_str())
    }

    /// The answers that count for the items of an assessment: its own, else that to the same control in another pack of the
    /// system.
    pub(crate) fn given<'a>(
        &'a self,
        assessment: &'a Assessment,
        pack: &'a Pack,
    ) -> HashMap<&'a str, Given<'a>> {
        let own: HashMap<&str, &Answer> = self
            .answers
            .iter()
            .map(|answer| &answer.value)
            .filter(|answer| answer.assessment == assessment.id)
            .map(|answer| (answer.item.as_str(), answer))
            .collect();
        let given = |id: &'a str| {
            if let Some(answer) = own.get(id) {
                return Some(Given {
                    answer,
                    shared_from: None,
                });
            }
            if assessment.subject.is_some() {
                return None;
            }
            self.same_as(id, pack).into_iter().find_map(|alias| {
                let answer = self
                    .answers
                    .iter()
                    .map(|answer| &answer.value)
                    .find(|answer| answer.item == alias && answer.assessment != assessment.id)?;
                Some(Given {
                    answer,
                    shared_from: Some(answer.item.as_str()),
                })
            })
        };
        pack.items()
            .filter_map(|(_, item)| Some((item.id.as_str(), given(&item.id)?)))
            .collect()
    }

    /// The items of other packs that are the same control as an item of this one, whichever of them says so.
    pub(crate) fn same_as<'a>(&'a self, id: &str, pack: &'a Pack) -> Vec<&'a str> {
        let stated = pack.item(id).into_iter().flat_map(|item| &item.same_as);
        let stated_elsewhere = self
            .assessments
            .iter()
            .flat_map(|(_, other)| other.items())
            .filter(|(_, item)| item.same_as.iter().any(|alias| alias == id))
            .map(|(_, item)| &item.id);
        stated.chain(stated_elsewhere).map(String::as_str).collect()
    }

    /// The waivers as they are, without their digests.
    pub(crate) fn waiver_values(&self) -> Vec<Waiver> {
        self.waivers
            .iter()
            .map(|waiver| waiver.value.clone())
            .collect()
    }
}
