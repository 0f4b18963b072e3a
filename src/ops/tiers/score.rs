//! Scoring: a run is opened with what was recorded last, changed factor by factor, and may be thrown away.

use std::collections::BTreeMap;

use super::{FactorScore, rubric::Chosen};
use crate::{
    domain::{digest::Digest, event::RecordKind, ids::RecordId, rubric::Rubric, tiering::Tiering},
    ops::{
        change::Done,
        dossier::Dossier,
        error::OpsError,
        putting::{put, taken_away},
        reference::short,
        rewriting::{line, unchanged},
        workbench::Workbench,
    },
    store::StoreError,
};

/// How often a run is opened again when somebody else saves meanwhile.
const TRIES: usize = 5;

/// A run that changes now: with the digest it was made from where it was open before.
pub(super) struct Opened {
    pub(super) tiering: Tiering,
    pub(super) base: Option<Digest>,
    pub(super) chosen: Chosen,
    /// The last event that was seen: two people must not both open a run.
    pub(super) seen: u64,
}

impl Workbench {
    pub(super) fn score_factors(
        &mut self,
        system: RecordId,
        scores: &[FactorScore],
    ) -> Result<Done, OpsError> {
        let mut tries = 1;
        loop {
            match self.score_once(system, scores) {
                Err(OpsError::Store(StoreError::Overtaken)) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    fn score_once(&mut self, system: RecordId, scores: &[FactorScore]) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let dossier = self.dossier(system)?;
        let mut opened = self.opened(&dossier, seen)?;
        let before = (opened.tiering.scores.clone(), opened.tiering.notes.clone());
        if scores.is_empty() {
            return Err(OpsError::Refused {
                what: "nothing was scored".to_owned(),
                hint: format!(
                    "Say `FACTOR=N`; factors are {}.",
                    factors(&opened.chosen.rubric)
                ),
            });
        }
        for score in scores {
            set(&mut opened.tiering, &opened.chosen.rubric, score)?;
        }
        let called = called(&dossier);
        let is_same = before == (opened.tiering.scores.clone(), opened.tiering.notes.clone());
        if is_same && opened.base.is_some() {
            let summary = format!("{called} is scored so already");
            return Ok(unchanged(summary, vec![dossier.system.label.clone()]));
        }
        let run = opened.chosen.run_of(&dossier, &opened.tiering);
        let what = in_words(&before.0, &opened.tiering.scores, scores);
        let lost = opened.tiering.signed_caps.len()
            - opened.tiering.signed_for(&dossier.system.facts).len();
        let unsigned = if lost == 0 {
            ""
        } else {
            "; what was signed for a cap was about other scores and counts no more"
        };
        let summary = format!(
            "{called}: {what}: {}, {}{unsigned}",
            run.called(),
            run.score()
        );
        self.save_run(&opened, "scored", (&dossier, summary))
    }

    /// The run that is open, or a new one with what was recorded last.
    pub(super) fn opened(&mut self, dossier: &Dossier, seen: u64) -> Result<Opened, OpsError> {
        let chosen = self.rubric_of(dossier)?;
        if let Some(open) = dossier.open_run() {
            return Ok(Opened {
                tiering: open.value.clone(),
                base: Some(open.digest),
                chosen,
                seen,
            });
        }
        refuse_closed(dossier)?;
        let last = dossier.recorded().map(|(tiering, _)| tiering);
        let mut scores = last.map_or_else(BTreeMap::new, |last| chosen.carried(&last.scores));
        scores.retain(|_, score| *score <= chosen.rubric.head.scale_max);
        let tiering = Tiering {
            id: self.env.record_id(),
            system: dossier.system.id,
            rubric: chosen.pin.clone(),
            scores,
            notes: last.map_or_else(BTreeMap::new, |last| chosen.carried(&last.notes)),
            signed_caps: BTreeMap::new(),
            recorded: None,
        };
        Ok(Opened {
            tiering,
            base: None,
            chosen,
            seen,
        })
    }

    /// Saves a run under a verb, with the text of its rubric where that is new.
    pub(super) fn save_run(
        &mut self,
        opened: &Opened,
        verb: &str,
        (dossier, summary): (&Dossier, String),
    ) -> Result<Done, OpsError> {
        let id = opened.tiering.id;
        let (mut puts, blobs) = match opened.base {
            None => self.pinning(&opened.chosen)?,
            Some(_) => (Vec::new(), Vec::new()),
        };
        let of = (RecordKind::Tiering, id);
        puts.push(put(of, (verb, opened.base), &opened.tiering));
        let group = match opened.base {
            None => self.save_upon(opened.seen, puts, blobs)?,
            Some(_) => self.save(puts, blobs)?,
        };
        Ok(Done {
            group: Some(group),
            summary,
            refs: vec![dossier.system.label.clone()],
            made: opened.base.is_none().then_some(id),
            can_undo: true,
        })
    }

    pub(super) fn discard_run(&mut self, system: RecordId) -> Result<Done, OpsError> {
        let dossier = self.dossier(system)?;
        let called = called(&dossier);
        let open = dossier.open_run().ok_or_else(|| OpsError::Refused {
            what: format!("{called} has no open run to throw away"),
            hint: "A tier that was recorded stays; score anew to change it.".to_owned(),
        })?;
        let of = (RecordKind::Tiering, open.value.id);
        let put = taken_away(of, ("discarded", Some(open.digest)));
        let stays = dossier.recorded().map_or_else(
            || "no tier was recorded yet".to_owned(),
            |(_, recorded)| format!("{} of {} stays", recorded.run.tier, recorded.on),
        );
        let group = self.save(vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!("threw the open run of {called} away; {stays}"),
            refs: vec![dossier.system.label],
            made: None,
            can_undo: true,
        })
    }
}

fn refuse_closed(dossier: &Dossier) -> Result<(), OpsError> {
    match dossier.system.closed_on {
        None => Ok(()),
        Some(day) => Err(OpsError::Refused {
            what: format!("{} was closed on {day}; its tier stays", called(dossier)),
            hint: "`archdeck undo` takes the closing back, where it was the last change."
                .to_owned(),
        }),
    }
}

/// How a system is called in a summary.
pub(super) fn called(dossier: &Dossier) -> String {
    format!("{} {}", dossier.system.label, dossier.system.name)
}

fn factors(rubric: &Rubric) -> String {
    let factors = rubric.factors.iter().map(|factor| factor.id.as_str());
    factors.collect::<Vec<_>>().join(", ")
}

/// Refuses a factor the rubric does not ask for, and a score it has no words for.
pub(super) fn check(rubric: &Rubric, factor: &str, score: Option<u8>) -> Result<(), OpsError> {
    let Some(asked) = rubric.factor(factor) else {
        return Err(OpsError::Refused {
            what: format!(
                "`{}` is no factor of {} {}",
                short(factor),
                rubric.head.id,
                rubric.head.version
            ),
            hint: format!("Its factors are {}.", factors(rubric)),
        });
    };
    let most = rubric.head.scale_max;
    match score.filter(|score| *score > most) {
        None => Ok(()),
        Some(score) => Err(OpsError::Refused {
            what: format!("{factor} cannot be {score}; a factor is scored from 0 to {most}"),
            hint: asked
                .anchors
                .iter()
                .enumerate()
                .map(|(score, anchor)| format!("{score}: {anchor}"))
                .collect::<Vec<_>>()
                .join("; "),
        }),
    }
}

fn set(tiering: &mut Tiering, rubric: &Rubric, score: &FactorScore) -> Result<(), OpsError> {
    let factor = &score.factor;
    check(rubric, factor, score.score)?;
    match score.score {
        Some(scored) => tiering.scores.insert(factor.clone(), scored),
        None => tiering.scores.remove(factor),
    };
    match score.note.as_deref().map(str::trim) {
        None => {}
        Some("") => drop(tiering.notes.remove(factor)),
        Some(note) => {
            let note = line("note", note)?;
            tiering.notes.insert(factor.clone(), note);
        }
    }
    Ok(())
}

/// What was scored: `harm 3 (was 2), reach taken away`.
fn in_words(
    before: &BTreeMap<String, u8>,
    after: &BTreeMap<String, u8>,
    scores: &[FactorScore],
) -> String {
    let said = scores.iter().map(|score| {
        let factor = &score.factor;
        match (before.get(factor), after.get(factor)) {
            (Some(was), Some(is)) if was != is => format!("{factor} {is} (was {was})"),
            (_, Some(is)) => format!("{factor} {is}"),
            (Some(was), None) => format!("{factor} taken away (was {was})"),
            (None, None) => format!("{factor} not scored"),
        }
    });
    said.collect::<Vec<_>>().join(", ")
}
