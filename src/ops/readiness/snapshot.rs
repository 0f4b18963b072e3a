//! A snapshot: everything a verdict is computed from, as one file a pipeline can check without a store. It proves itself by the
//! digest of its own canonical text.

use std::{collections::HashMap, path::Path};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    catalog,
    domain::{
        assessment::{Answer, Assessment},
        digest::Digest,
        event::canonical,
        fact::{FactRegistry, Facts},
        ids::RecordId,
        pack::Pack,
        readiness::{Assessed, Given, Inputs, Readiness, TierNow, evaluate},
        waiver::Waiver,
    },
    ops::{
        change::Done,
        dossier::Dossier,
        error::OpsError,
        exchange::{
            plan,
            writing::{self, HandedOver},
        },
        rewriting::unchanged,
        workbench::{Workbench, kept_text},
    },
};

/// The word every snapshot of this form carries.
const SCHEMA: &str = "archdeck-snapshot-v1";

/// Everything a verdict is computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// The form of the file.
    schema: String,
    /// The day it was taken.
    pub as_of: NaiveDate,
    /// What people call the system for short.
    pub label: String,
    /// Its name.
    pub name: String,
    registry: FactRegistry,
    facts: Facts,
    tier: TierNow,
    packs: Vec<PackTaken>,
    waivers: Vec<Waiver>,
}

/// A pack with its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackTaken {
    /// The exact text.
    text: String,
    /// Its digest.
    digest: Digest,
    assessment: Option<Assessment>,
    subject: Option<String>,
    answers: Vec<AnswerTaken>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerTaken {
    item: String,
    answer: Answer,
    shared_from: Option<String>,
}

impl Workbench {
    /// Takes a snapshot of a system as its canonical text, with the digest of the rest of it.
    ///
    /// # Errors
    /// When the system is gone or the store cannot be read.
    pub fn snapshot(&mut self, system: RecordId) -> Result<String, OpsError> {
        let today = self.env.today();
        let dossier = self.dossier(system)?;
        let snapshot = Snapshot {
            schema: SCHEMA.to_owned(),
            as_of: today,
            label: dossier.system.label.clone(),
            name: dossier.system.name.clone(),
            registry: (*dossier.catalog.registry).clone(),
            facts: dossier.system.facts.clone(),
            tier: dossier.tier_now(today),
            packs: self.packs_taken(&dossier, today)?,
            waivers: dossier.waiver_values(),
        };
        Ok(sealed(&snapshot))
    }

    /// Writes a snapshot to a file; `replaces`: another file that is there already gives way.
    pub(super) fn write_snapshot(
        &mut self,
        system: RecordId,
        (file, replaces): (&Path, bool),
    ) -> Result<Done, OpsError> {
        let text = self.snapshot(system)?;
        let shown = file.display();
        let summary = match writing::hand_over(file, text.as_bytes(), replaces)? {
            HandedOver::Already => format!("{shown} already holds this snapshot"),
            HandedOver::Written => format!("wrote a snapshot to {shown}"),
        };
        Ok(unchanged(summary, Vec::new()))
    }

    fn packs_taken(&self, dossier: &Dossier, today: NaiveDate) -> Result<Vec<PackTaken>, OpsError> {
        let waivers = dossier.waiver_values();
        let inputs = dossier.inputs(&waivers, dossier.tier_now(today), today);
        let mut packs = Vec::new();
        for pack in &inputs.packs {
            let text = match pack.assessment {
                Some(assessment) => {
                    let bytes = kept_text(&self.store, assessment.pack.digest)?;
                    String::from_utf8_lossy(&bytes).into_owned()
                }
                None => match dossier.catalog.pack(&pack.pack.head.id) {
                    Some(entry) => entry.text.to_string(),
                    None => continue,
                },
            };
            packs.push(taken(pack, text));
        }
        Ok(packs)
    }
}

fn taken(pack: &Assessed<'_>, text: String) -> PackTaken {
    let mut answers: Vec<_> = pack
        .answers
        .iter()
        .map(|(item, given)| AnswerTaken {
            item: (*item).to_owned(),
            answer: given.answer.clone(),
            shared_from: given.shared_from.map(str::to_owned),
        })
        .collect();
    answers.sort_by(|one, other| one.item.cmp(&other.item));
    PackTaken {
        digest: Digest::of(text.as_bytes()),
        text,
        assessment: pack.assessment.cloned(),
        subject: pack.subject.map(str::to_owned),
        answers,
    }
}

/// The canonical text of a snapshot with the digest of what it says.
fn sealed(snapshot: &Snapshot) -> String {
    let mut value = plan::json(snapshot);
    let digest = Digest::of(&canonical(&value));
    if let Some(fields) = value.as_object_mut() {
        fields.insert("digest".to_owned(), plan::json(&digest));
    }
    let mut text = value.to_string();
    text.push('\n');
    text
}

/// Reads a snapshot and holds it against its own digest and those of its packs.
///
/// # Errors
/// When it is none, was written by a newer version, or is not as it was written.
pub fn read_snapshot(text: &str) -> Result<Snapshot, OpsError> {
    let refused = |what: String| OpsError::Refused {
        what,
        hint: "`archdeck readiness export SYSTEM FILE.json` writes one.".to_owned(),
    };
    let mut value: serde_json::Value = serde_json::from_str(text)
        .map_err(|wrong| refused(format!("the file is no snapshot: {wrong}")))?;
    let schema = value.get("schema").and_then(serde_json::Value::as_str);
    if schema != Some(SCHEMA) {
        return Err(refused(format!(
            "the file is no snapshot of the form {SCHEMA}"
        )));
    }
    let fields = value.as_object_mut();
    let digest = fields.and_then(|fields| fields.remove("digest"));
    let is_sealed = digest.as_ref().and_then(serde_json::Value::as_str)
        == Some(Digest::of(&canonical(&value)).to_string().as_str());
    if !is_sealed {
        return Err(refused(
            "the snapshot is not as it was written: its digest does not fit".to_owned(),
        ));
    }
    let snapshot: Snapshot = serde_json::from_value(value)
        .map_err(|wrong| refused(format!("the snapshot cannot be read: {wrong}")))?;
    let changed = snapshot.packs.iter().find(|pack| pack.is_another());
    match changed {
        Some(pack) => Err(refused(format!(
            "a pack in the snapshot is not as it was written: {}",
            pack.digest.short()
        ))),
        None => Ok(snapshot),
    }
}

impl PackTaken {
    /// Whether its text is not the one of its digest, or not the one its assessment is pinned to.
    fn is_another(&self) -> bool {
        let pinned = self.assessment.as_ref();
        let pinned = pinned.map_or(self.digest, |assessment| assessment.pack.digest);
        Digest::of(self.text.as_bytes()) != self.digest || pinned != self.digest
    }
}

impl Snapshot {
    /// The verdict on a day: what was answered is as it was taken, only time goes on.
    ///
    /// # Errors
    /// When a pack in it cannot be read.
    pub fn readiness(&self, as_of: NaiveDate) -> Result<Readiness, OpsError> {
        let packs: Vec<Pack> = self
            .packs
            .iter()
            .map(|pack| read(&pack.text))
            .collect::<Result<_, _>>()?;
        let assessed = packs.iter().zip(&self.packs).map(|(pack, taken)| Assessed {
            pack,
            assessment: taken.assessment.as_ref(),
            subject: taken.subject.as_deref(),
            answers: taken.given(),
        });
        Ok(evaluate(&Inputs {
            registry: &self.registry,
            facts: &self.facts,
            tier: self.tier_on(as_of),
            packs: assessed.collect(),
            waivers: &self.waivers,
            as_of,
        }))
    }

    fn tier_on(&self, as_of: NaiveDate) -> TierNow {
        let mut tier = self.tier.clone();
        if let Some(last) = tier.valid_until.filter(|last| *last < as_of) {
            tier.expired
                .get_or_insert_with(|| format!("valid until {last}"));
        }
        tier
    }
}

impl PackTaken {
    fn given(&self) -> HashMap<&str, Given<'_>> {
        self.answers.iter().map(AnswerTaken::given).collect()
    }
}

impl AnswerTaken {
    fn given(&self) -> (&str, Given<'_>) {
        let given = Given {
            answer: &self.answer,
            shared_from: self.shared_from.as_deref(),
        };
        (&self.item, given)
    }
}

fn read(text: &str) -> Result<Pack, OpsError> {
    catalog::read_pack(text).map_err(|(line, what)| OpsError::Refused {
        what: format!(
            "a pack in the snapshot cannot be read: line {}: {what}",
            line.unwrap_or(1)
        ),
        hint: "It may come from a newer version; upgrade.".to_owned(),
    })
}
