//! Milestones: copies of all answers that never change, and how two of them differ, or one and now.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{lines::asked, offers::find_assessed, pieces, show::gone};
use crate::{
    domain::{
        assessment::{Answer, Assessment, Milestone, Numbers, compare},
        event::RecordKind,
        ids::RecordId,
    },
    ops::{
        assessments::MilestoneDiff,
        change::Done,
        dossier::{Dossier, Kept},
        error::OpsError,
        putting::put,
        workbench::{Workbench, decoded},
    },
    store::Put,
};

impl Workbench {
    pub(super) fn take_milestone(&mut self, id: RecordId, title: &str) -> Result<Done, OpsError> {
        let title = pieces::stated("title", title)?.ok_or_else(|| OpsError::Refused {
            what: "a milestone needs a title".to_owned(),
            hint: "Say why it is taken: `Before the autumn review`.".to_owned(),
        })?;
        self.until_not_overtaken(|bench| {
            let seen = bench.store.last_seq()?;
            let system = bench.assessment(id)?.system;
            let dossier = bench.dossier(system)?;
            let kept = dossier.started(id)?;
            let milestone = bench.milestone_of(&dossier, (kept, &title));
            let record = (RecordKind::Milestone, milestone.id);
            let mut puts = vec![put(record, ("taken", None), &milestone)];
            puts.extend(revised(&dossier, kept, milestone.as_of));
            let group = bench.save_upon(seen, puts, Vec::new())?;
            Ok(Done {
                group: Some(group),
                summary: format!(
                    "took the milestone “{title}” of {} with {}",
                    kept.value.label,
                    crate::domain::text::counted(
                        milestone.answers.len() as u64,
                        "answer",
                        "answers"
                    )
                ),
                refs: vec![kept.value.label.clone()],
                made: Some(milestone.id),
                can_undo: true,
            })
        })
    }

    /// A copy of an assessment as it is today.
    pub(super) fn milestone_of(
        &mut self,
        dossier: &Dossier,
        (kept, title): (&Kept<Assessment>, &str),
    ) -> Milestone {
        let as_of = self.env.today();
        Milestone {
            id: self.env.record_id(),
            system: dossier.system.id,
            assessment: kept.value.id,
            title: title.to_owned(),
            as_of,
            pack: kept.value.pack.clone(),
            answers: dossier.answers_counting(&kept.value),
            numbers: dossier.numbers_of(kept.value.id, as_of),
        }
    }

    /// Milestones of an assessment, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn milestones(&self, assessment: RecordId) -> Result<Vec<Milestone>, OpsError> {
        let assessment = self.assessment(assessment)?;
        let mut milestones = self.milestones_newest_first(&assessment)?;
        milestones.reverse();
        Ok(milestones)
    }

    pub(super) fn milestones_newest_first(
        &self,
        assessment: &Assessment,
    ) -> Result<Vec<Milestone>, OpsError> {
        let mut milestones = Vec::new();
        let system = Some(assessment.system);
        for current in self.store.current_of_kind(RecordKind::Milestone, system)? {
            let milestone: Milestone = decoded(&current)?;
            if milestone.assessment == assessment.id {
                milestones.push(milestone);
            }
        }
        milestones.sort_by_key(|one| std::cmp::Reverse((one.as_of, one.id)));
        Ok(milestones)
    }

    pub(crate) fn milestone_diff(
        &mut self,
        from: RecordId,
        to: Option<RecordId>,
    ) -> Result<MilestoneDiff, OpsError> {
        let from = self.milestone(from)?;
        let to = match to {
            Some(to) => self.milestone(to)?,
            None => self.as_it_is(&from)?,
        };
        if from.assessment != to.assessment {
            return Err(OpsError::Refused {
                what: format!("“{}” and “{}” are of two assessments", from.title, to.title),
                hint: "Compare milestones of one assessment.".to_owned(),
            });
        }
        let mut rows = compare::differences(&from.answers, &to.answers);
        let order = self.order_of(&to)?;
        rows.sort_by_key(|(item, ..)| order.get(item).copied().unwrap_or(usize::MAX));
        Ok(MilestoneDiff {
            from: (from.title, from.as_of),
            to: (to.title, to.as_of),
            numbers: (from.numbers, to.numbers),
            rows,
        })
    }

    /// The places of the items of a milestone's pack.
    fn order_of(&mut self, milestone: &Milestone) -> Result<HashMap<String, usize>, OpsError> {
        let pack = self.pinned_pack(&milestone.pack)?;
        let items = pack.items().enumerate();
        Ok(items.map(|(at, (_, item))| (item.id.clone(), at)).collect())
    }

    fn milestone(&self, id: RecordId) -> Result<Milestone, OpsError> {
        let current = self.store.current(id)?;
        let current = current.filter(|current| current.kind == RecordKind::Milestone);
        let current = current.ok_or_else(|| OpsError::NotFound {
            what: "the milestone is not in the store any more".to_owned(),
            hint: "`archdeck assess show ASM` lists those that are.".to_owned(),
        })?;
        decoded(&current)
    }

    /// The assessment of a milestone as it is now, in the shape of one.
    fn as_it_is(&mut self, milestone: &Milestone) -> Result<Milestone, OpsError> {
        let dossier = self.dossier(milestone.system)?;
        let kept = dossier.started(milestone.assessment)?;
        Ok(Milestone {
            title: "now".to_owned(),
            as_of: self.env.today(),
            pack: kept.value.pack.clone(),
            answers: dossier.answers_counting(&kept.value),
            numbers: dossier.numbers_of(kept.value.id, self.env.today()),
            ..milestone.clone()
        })
    }
}

/// The assessment at the tier of now, where it is another one than that of its last revision.
fn revised(dossier: &Dossier, kept: &Kept<Assessment>, as_of: NaiveDate) -> Option<Put> {
    let tier = dossier.tier_now(as_of).tier;
    (tier != kept.value.tier).then(|| {
        let revised = Assessment {
            tier,
            ..kept.value.clone()
        };
        let record = (RecordKind::Assessment, revised.id);
        put(record, ("revised", Some(kept.digest)), &revised)
    })
}

impl Dossier {
    /// An assessment that was started.
    pub(super) fn started(&self, id: RecordId) -> Result<&Kept<Assessment>, OpsError> {
        let mut kept = self.assessments.iter().map(|(kept, _)| kept);
        kept.find(|kept| kept.value.id == id).ok_or_else(gone)
    }

    /// The answers that count in an assessment, in pack order: those given to the same control elsewhere under the item that is
    /// asked here.
    pub(super) fn answers_counting(&self, assessment: &Assessment) -> Vec<Answer> {
        let mut all = self.assessments.iter();
        let Some((_, pack)) = all.find(|(kept, _)| kept.value.id == assessment.id) else {
            return Vec::new();
        };
        let given = self.given(assessment, pack);
        let answers = pack.items().filter_map(|(_, item)| {
            let given = given.get(item.id.as_str())?;
            Some(Answer {
                item: item.id.clone(),
                ..given.answer.clone()
            })
        });
        answers.collect()
    }

    /// The numbers of an assessment on a day.
    pub(super) fn numbers_of(&self, assessment: RecordId, as_of: NaiveDate) -> Numbers {
        let waivers = self.waiver_values();
        let inputs = self.inputs(&waivers, self.tier_now(as_of), as_of);
        find_assessed(&inputs, assessment)
            .map(|pack| asked(&inputs, pack).1)
            .unwrap_or_default()
    }
}
