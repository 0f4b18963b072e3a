//! Which rubric a system is run on: the pinned text of its open run, else the one of the library. The first run on a version pins
//! its exact text, and the same version never means another text.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    catalog,
    domain::{
        event::RecordKind,
        fact::Facts,
        pack::{PackStatus, Pin, PinText, PinnedPack},
        rubric::{Rubric, Run, RunInput},
        tiering::Tiering,
    },
    ops::{
        dossier::{Dossier, Kept},
        error::OpsError,
        putting::put,
        workbench::{Workbench, decoded, kept_text},
    },
    store::Put,
};

/// A rubric, how a run keeps it, and its text where it is not pinned yet.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) rubric: Arc<Rubric>,
    pub(super) pin: Pin,
    pub(super) text: Option<Arc<str>>,
}

/// What a run is made of besides the rubric.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ran<'a> {
    pub(super) facts: &'a Facts,
    pub(super) scores: &'a BTreeMap<String, u8>,
    pub(super) signed: &'a [String],
}

impl Chosen {
    pub(super) fn run(&self, dossier: &Dossier, ran: Ran<'_>) -> Run {
        self.rubric.run(RunInput {
            registry: &dossier.catalog.registry,
            facts: ran.facts,
            scores: ran.scores,
            signed_caps: ran.signed,
        })
    }

    /// The run of a tiering on the facts as they are. A signature for a cap is for the rubric it was given on.
    pub(super) fn run_of(&self, dossier: &Dossier, tiering: &Tiering) -> Run {
        let facts = &dossier.system.facts;
        let signed = if tiering.rubric.digest == self.pin.digest {
            tiering.signed_for(facts)
        } else {
            Vec::new()
        };
        let ran = Ran {
            facts,
            scores: &tiering.scores,
            signed: &signed,
        };
        self.run(dossier, ran)
    }

    /// The scores of an earlier run that this rubric still asks for, within its scale.
    pub(super) fn carried<T: Clone>(&self, of: &BTreeMap<String, T>) -> BTreeMap<String, T> {
        let asked = of
            .iter()
            .filter(|(factor, _)| self.rubric.factor(factor).is_some());
        asked
            .map(|(factor, value)| (factor.clone(), value.clone()))
            .collect()
    }
}

impl Dossier {
    /// The run that was begun and not recorded.
    pub(super) fn open_run(&self) -> Option<&Kept<Tiering>> {
        let mut runs = self.tierings.iter().rev();
        runs.find(|tiering| tiering.value.recorded.is_none())
    }

    /// The run that is shown: the open one, else the one recorded last.
    pub(super) fn shown_run(&self) -> Option<&Tiering> {
        let open = self.open_run().map(|open| &open.value);
        open.or_else(|| self.recorded().map(|(tiering, _)| tiering))
    }
}

impl Workbench {
    /// The rubric the system is run on.
    pub(super) fn rubric_of(&mut self, dossier: &Dossier) -> Result<Chosen, OpsError> {
        if let Some(open) = dossier.open_run() {
            return self.pinned_rubric(&open.value.rubric);
        }
        let used_last = dossier.recorded().map(|(tiering, _)| &tiering.rubric.id);
        let rubrics = &dossier.catalog.rubrics;
        let usual = || {
            let is_ga = |status| status == PackStatus::Ga;
            let mut all = rubrics.values();
            all.find(|rubric| is_ga(rubric.value.head.status))
                .or_else(|| rubrics.values().next())
        };
        let entry = used_last.and_then(|id| rubrics.get(id)).or_else(usual);
        let entry = entry.ok_or_else(|| OpsError::NotFound {
            what: "there is no rubric in the library".to_owned(),
            hint: "`archdeck pack lint` says which file could not be read.".to_owned(),
        })?;
        Ok(Chosen {
            rubric: Arc::clone(&entry.value),
            pin: entry.pin(),
            text: Some(Arc::clone(&entry.text)),
        })
    }

    fn pinned_rubric(&self, pin: &Pin) -> Result<Chosen, OpsError> {
        let bytes = kept_text(&self.store, pin.digest)?;
        let text = String::from_utf8_lossy(&bytes);
        let rubric = catalog::read_rubric(&text).map_err(|(line, what)| OpsError::Refused {
            what: format!(
                "the pinned text of {} {} cannot be read: line {}: {what}",
                pin.id,
                pin.version,
                line.unwrap_or(1)
            ),
            hint: "It may come from a newer version; upgrade, or run `archdeck doctor`.".to_owned(),
        })?;
        Ok(Chosen {
            rubric: Arc::new(rubric),
            pin: pin.clone(),
            text: None,
        })
    }

    /// What is saved so that the text of a rubric is pinned: nothing where it is already.
    ///
    /// # Errors
    /// When the same version was pinned with another text.
    pub(super) fn pinning(
        &mut self,
        chosen: &Chosen,
    ) -> Result<(Vec<Put>, Vec<Vec<u8>>), OpsError> {
        let Some(text) = &chosen.text else {
            return Ok((Vec::new(), Vec::new()));
        };
        let pin = &chosen.pin;
        for current in self.store.current_of_kind(RecordKind::Pack, None)? {
            let known: PinnedPack = decoded(&current)?;
            if (&known.pin.id, known.pin.version) != (&pin.id, pin.version) {
                continue;
            }
            if known.pin.digest == pin.digest {
                return Ok((Vec::new(), Vec::new()));
            }
            return Err(OpsError::Refused {
                what: format!(
                    "{} {} was used before with another text; the same version never means another text",
                    pin.id, pin.version
                ),
                hint: "Give the file a higher version, or put its earlier text back.".to_owned(),
            });
        }
        let pinned = PinnedPack {
            id: self.env.record_id(),
            pin: PinText {
                id: pin.id.clone(),
                version: pin.version,
                digest: pin.digest,
            },
        };
        let put = put((RecordKind::Pack, pinned.id), ("pinned", None), &pinned);
        Ok((vec![put], vec![text.as_bytes().to_vec()]))
    }
}
