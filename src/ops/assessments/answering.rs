//! Answers on their way to another state: edits are done one after the other on a sheet, each whole or refused, and what was
//! touched is saved as one action. The same control in several packs is one answer.

use chrono::NaiveDate;

use super::steps;
use crate::{
    domain::{
        assessment::{Answer, Assessment, Carry, Response, Review},
        digest::Digest,
        event::RecordKind,
        ids::{GroupId, RecordId},
        pack::Item,
        readiness::ItemResult,
        score,
    },
    ops::{
        assessments::{AnswerEdit, AnswerStep},
        change::Done,
        dossier::{Dossier, Kept},
        error::OpsError,
        putting::put,
        rewriting::unchanged,
        workbench::Workbench,
    },
    store::Put,
};

/// The most records that are named of one change.
const NAMED: usize = 100;

/// An edit and who makes it: the actor, or who filled a form in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) edit: AnswerEdit,
    pub(crate) by: String,
}

/// What was saved of some edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SavedAnswers {
    /// The action; `None` when nothing changed.
    pub(crate) group: Option<GroupId>,
    /// The items whose answers changed, as they are referred to: `ASM-0001/RTI-07`.
    pub(crate) changed: Vec<String>,
}

/// The item an edit is about, and where its answer is kept.
pub(super) struct Spot {
    pub(super) assessment: Assessment,
    /// The item as it was asked for.
    pub(super) item: Item,
    /// Where its answer is kept: the place in the dossier; `None` where there is none yet.
    pub(super) at: Option<usize>,
    /// The revision of the item the answer is kept for.
    pub(super) rev: u32,
}

impl Spot {
    /// How the item is referred to.
    pub(super) fn reference(&self) -> String {
        format!("{}/{}", self.assessment.label, self.item.id)
    }
}

/// The answers of a system while edits are done.
pub(super) struct Sheet {
    pub(super) dossier: Dossier,
    pub(super) today: NaiveDate,
    touched: Vec<Touched>,
    pub(super) blobs: Vec<Vec<u8>>,
}

struct Touched {
    answer: RecordId,
    before: Option<Kept<Answer>>,
    verb: &'static str,
    reference: String,
}

impl Sheet {
    pub(super) fn new(dossier: Dossier, today: NaiveDate) -> Self {
        Self {
            dossier,
            today,
            touched: Vec::new(),
            blobs: Vec::new(),
        }
    }

    /// Finds the item of an assessment and the answer that counts for it.
    pub(super) fn spot(&self, assessment: RecordId, item: &str) -> Result<Spot, OpsError> {
        let kept = self.dossier.assessments.iter();
        let (kept, pack) = kept
            .clone()
            .find(|(kept, _)| kept.value.id == assessment)
            .ok_or_else(super::show::gone)?;
        let found = pack.item(item).ok_or_else(|| OpsError::NotFound {
            what: format!(
                "{} {} has no item `{}`",
                pack.head.id,
                pack.head.version,
                crate::ops::reference::short(item)
            ),
            hint: format!(
                "`archdeck assess show {}` lists its items.",
                kept.value.label
            ),
        })?;
        let given = self.dossier.given(&kept.value, pack);
        let answer = given.get(item).map(|given| given.answer);
        let at = answer.and_then(|answer| self.place(answer.id));
        let home = answer.and_then(|answer| {
            let mut all = self.dossier.assessments.iter();
            let (_, pack) = all.find(|(kept, _)| kept.value.id == answer.assessment)?;
            pack.item(&answer.item)
        });
        Ok(Spot {
            assessment: kept.value.clone(),
            item: found.clone(),
            at,
            rev: home.map_or(found.rev, |home| home.rev),
        })
    }

    fn place(&self, answer: RecordId) -> Option<usize> {
        let mut answers = self.dossier.answers.iter();
        answers.position(|kept| kept.value.id == answer)
    }

    /// The answer of a spot as it stands on this sheet.
    pub(super) fn answer(&self, spot: &Spot) -> Option<&Kept<Answer>> {
        self.dossier.answers.get(spot.at?)
    }

    /// Refuses an edit made from another answer than the one that is there.
    fn check_seen(&self, spot: &Spot, edit: &AnswerEdit) -> Result<(), OpsError> {
        let Some(seen) = edit.seen else {
            return Ok(());
        };
        let now = self.answer(spot);
        let is_touched = now.is_some_and(|now| {
            let mut touched = self.touched.iter();
            touched.any(|touched| touched.answer == now.value.id)
        });
        if is_touched || now.map(|now| now.digest) == seen {
            return Ok(());
        }
        Err(stale(spot, now.map(|now| &now.value), &edit.steps))
    }

    /// Puts an answer in its place.
    pub(super) fn set(&mut self, spot: &Spot, (answer, verb): (Answer, &'static str)) {
        let before = self.answer(spot).cloned();
        if before.as_ref().is_some_and(|before| before.value == answer) {
            return;
        }
        let is_known = |touched: &Touched| touched.answer == answer.id;
        if !self.touched.iter().any(is_known) {
            self.touched.push(Touched {
                answer: answer.id,
                before: before.clone(),
                verb,
                reference: spot.reference(),
            });
        }
        match spot.at.and_then(|at| self.dossier.answers.get_mut(at)) {
            Some(kept) => kept.value = answer,
            None => self.dossier.answers.push(Kept {
                // Nothing asks for the digest of an answer that is touched.
                digest: Digest::of(&[]),
                value: answer,
            }),
        }
    }

    /// What is saved, and what it is about.
    pub(super) fn puts(&self) -> (Vec<Put>, Vec<String>) {
        let changed = self.touched.iter().filter_map(|touched| {
            let now = self.dossier.answers.get(self.place(touched.answer)?)?;
            let before = touched.before.as_ref();
            if before.is_some_and(|before| before.value == now.value) {
                return None;
            }
            let base = before.map(|before| before.digest);
            let record = (RecordKind::Answer, touched.answer);
            let put = put(record, (touched.verb, base), &now.value);
            Some((put, touched.reference.clone()))
        });
        changed.unzip()
    }
}

impl Workbench {
    /// Changes the answer to one item.
    pub(super) fn answer_item(&mut self, edit: &AnswerEdit) -> Result<Done, OpsError> {
        let given = [Given {
            edit: edit.clone(),
            by: self.env.actor.clone(),
        }];
        let saved = self.save_answers(&given)?;
        let system = self.assessment(edit.assessment)?.system;
        let sheet = Sheet::new(self.dossier(system)?, self.env.today());
        let spot = sheet.spot(edit.assessment, &edit.item)?;
        let how = sheet.answer(&spot).map_or_else(String::new, |kept| {
            in_words(&spot, &kept.value, sheet.today)
        });
        let reference = spot.reference();
        Ok(match saved.group {
            None => unchanged(
                format!("{reference} stands like that already: {how}"),
                vec![reference],
            ),
            Some(group) => Done {
                group: Some(group),
                summary: format!("{} {reference}: {how}", steps::done(&edit.steps)),
                refs: vec![reference],
                made: None,
                can_undo: true,
            },
        })
    }

    /// Does edits of one system's answers as one action, all or none.
    pub(crate) fn save_answers(&mut self, given: &[Given]) -> Result<SavedAnswers, OpsError> {
        self.until_not_overtaken(|bench| {
            let seen = bench.store.last_seq()?;
            let sheet = bench.edited(given)?;
            let (puts, changed) = sheet.puts();
            if puts.is_empty() {
                return Ok(SavedAnswers {
                    group: None,
                    changed,
                });
            }
            let group = bench.save_upon(seen, puts, sheet.blobs)?;
            Ok(SavedAnswers {
                group: Some(group),
                changed,
            })
        })
    }

    /// Why each of some edits of one system's answers would be refused, where it would; nothing is saved.
    pub(crate) fn refusals(&mut self, given: &[Given]) -> Result<Vec<Option<OpsError>>, OpsError> {
        let Some(first) = given.first() else {
            return Ok(Vec::new());
        };
        let system = self.assessment(first.edit.assessment)?.system;
        let mut sheet = Sheet::new(self.dossier(system)?, self.env.today());
        let edits = given.iter().map(|one| self.edit_on(&mut sheet, one).err());
        Ok(edits.collect())
    }

    fn edited(&mut self, given: &[Given]) -> Result<Sheet, OpsError> {
        let first = given.first().ok_or_else(|| OpsError::Refused {
            what: "no item was named".to_owned(),
            hint: "Name items of an assessment; nothing was changed.".to_owned(),
        })?;
        let system = self.assessment(first.edit.assessment)?.system;
        let mut sheet = Sheet::new(self.dossier(system)?, self.env.today());
        for one in given {
            self.edit_on(&mut sheet, one)
                .map_err(|error| among_many(error, (one, given.len())))?;
        }
        Ok(sheet)
    }

    pub(super) fn edit_on(&mut self, sheet: &mut Sheet, given: &Given) -> Result<(), OpsError> {
        let edit = &given.edit;
        let system = &sheet.dossier.system;
        if let Some(day) = system.closed_on {
            return Err(OpsError::Refused {
                what: format!("{} {} was closed on {day}", system.label, system.name),
                hint: "The answers of a closed system stay as they were.".to_owned(),
            });
        }
        let spot = sheet.spot(edit.assessment, &edit.item)?;
        sheet.check_seen(&spot, edit)?;
        let answer = match sheet.answer(&spot) {
            Some(kept) => kept.value.clone(),
            None => self.unanswered(&spot, (&given.by, sheet.today)),
        };
        let (answer, blobs) = steps::take(self, (sheet, &spot), (answer, given))?;
        sheet.blobs.extend(blobs);
        sheet.set(&spot, (answer, steps::verb(&edit.steps)));
        Ok(())
    }

    fn unanswered(&mut self, spot: &Spot, (by, on): (&str, NaiveDate)) -> Answer {
        Answer {
            id: self.env.record_id(),
            system: spot.assessment.system,
            assessment: spot.assessment.id,
            item: spot.item.id.clone(),
            item_rev: spot.rev,
            response: Response::Unanswered,
            value: None,
            note: None,
            owner: None,
            due: None,
            planned_by: None,
            by: by.to_owned(),
            on,
            review: Review::None,
            concurrence: None,
            carry: Carry::None,
            evidence: Vec::new(),
        }
    }
}

/// Why one of several edits was refused, with the item it was about; several are done all or none.
fn among_many(error: OpsError, (one, edits): (&Given, usize)) -> OpsError {
    match error {
        OpsError::Refused { what, hint } if edits > 1 && !what.contains(&one.edit.item) => {
            OpsError::Refused {
                what: format!("{}: {what}", one.edit.item),
                hint,
            }
        }
        other => other,
    }
}

/// What a change of several answers did.
pub(super) fn done(saved: SavedAnswers, what: &str) -> Done {
    let count = crate::domain::text::counted(saved.changed.len() as u64, "item", "items");
    let mut refs = saved.changed;
    refs.truncate(NAMED);
    match saved.group {
        None => unchanged(
            "nothing changed: all of it stands like that already".to_owned(),
            refs,
        ),
        Some(group) => Done {
            group: Some(group),
            summary: format!("{what} {count}"),
            refs,
            made: None,
            can_undo: true,
        },
    }
}

/// An answer and what it counts as, in words.
fn in_words(spot: &Spot, answer: &Answer, today: NaiveDate) -> String {
    let judged = score::judge(&spot.item, Some(answer), today);
    let words = answer.in_words();
    match judged.result {
        ItemResult::Unevidenced => format!("{words}; {}", evidence_wanted(&spot.item)),
        ItemResult::Incomplete if answer.response != Response::Unanswered => {
            format!("{words}; it does not count yet")
        }
        _ => words,
    }
}

/// What evidence an item still needs.
fn evidence_wanted(item: &Item) -> String {
    let kinds: Vec<_> = item
        .evidence
        .iter()
        .flat_map(|rule| &rule.kinds)
        .map(|kind| kind.word())
        .collect();
    if kinds.is_empty() {
        return "claimed, the evidence is missing".to_owned();
    }
    format!("claimed, the evidence is missing ({})", kinds.join(" or "))
}

/// Why an edit made from an earlier answer is refused: who answered what meanwhile, and what was not saved.
fn stale(spot: &Spot, now: Option<&Answer>, steps: &[AnswerStep]) -> OpsError {
    let (actor, there) = match now {
        Some(now) => {
            let note = now.note.as_ref();
            let note = note.map_or_else(String::new, |note| format!(" (“{note}”)"));
            let said = format!("{} answered {} on {}{note}", now.by, now.in_words(), now.on);
            (now.by.clone(), said)
        }
        None => (
            "somebody".to_owned(),
            "the answer was taken away".to_owned(),
        ),
    };
    let mine = steps::meant(steps);
    OpsError::Stale {
        reference: spot.reference(),
        actor,
        hint: format!("Now: {there}. Yours, not saved: {mine}. Look at both and answer again."),
    }
}
