//! An assessment is thrown away with its answers and milestones; history keeps them.

use crate::{
    domain::{
        assessment::{Answer, Milestone},
        event::RecordKind,
        ids::RecordId,
        text::counted,
    },
    ops::{
        change::Done,
        dossier::Dossier,
        error::OpsError,
        putting::taken_away,
        workbench::{Workbench, decoded},
    },
    store::Put,
};

impl Workbench {
    pub(super) fn discard_assessment(&mut self, id: RecordId) -> Result<Done, OpsError> {
        self.until_not_overtaken(|bench| bench.discard_assessment_once(id))
    }

    fn discard_assessment_once(&mut self, id: RecordId) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let system = self.assessment(id)?.system;
        let dossier = self.dossier(system)?;
        let mut kept = dossier.assessments.iter().map(|(kept, _)| kept);
        let kept = kept
            .find(|kept| kept.value.id == id)
            .ok_or_else(super::show::gone)?;
        let label = &kept.value.label;
        self.check_nothing_rests_on_it(&dossier, label)?;
        let (mut puts, mut answers) = (Vec::new(), 0);
        for answer in &dossier.answers {
            if answer.value.assessment == id {
                let record = (RecordKind::Answer, answer.value.id);
                puts.push(taken_away(record, ("discarded", Some(answer.digest))));
                answers += 1;
            }
        }
        puts.extend(self.milestones_taken_away(&dossier, id)?);
        let record = (RecordKind::Assessment, id);
        puts.push(taken_away(record, ("discarded", Some(kept.digest))));
        let group = self.save_upon(seen, puts, Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!(
                "threw {label} {} away with {}",
                kept.value.pack.id,
                counted(answers, "answer", "answers")
            ),
            refs: vec![label.clone()],
            made: None,
            can_undo: true,
        })
    }

    fn check_nothing_rests_on_it(&self, dossier: &Dossier, label: &str) -> Result<(), OpsError> {
        let today = self.env.today();
        let standing = dossier
            .issued
            .iter()
            .map(|issued| &issued.value)
            .find(|issued| issued.withdrawn.is_none() && issued.valid_until >= today);
        let Some(issued) = standing else {
            return Ok(());
        };
        Err(OpsError::Refused {
            what: format!(
                "{label} cannot be thrown away: the verdict {} issued for {} rests on it until {}",
                issued.verdict, issued.as_of, issued.valid_until
            ),
            hint: "Withdraw the verdict first; `archdeck readiness withdraw` does it.".to_owned(),
        })
    }

    fn milestones_taken_away(&self, dossier: &Dossier, id: RecordId) -> Result<Vec<Put>, OpsError> {
        let system = Some(dossier.system.id);
        let mut puts = Vec::new();
        for current in self.store.current_of_kind(RecordKind::Milestone, system)? {
            let milestone: Milestone = decoded(&current)?;
            if milestone.assessment == id {
                let record = (RecordKind::Milestone, milestone.id);
                puts.push(taken_away(record, ("discarded", Some(current.digest))));
            }
        }
        Ok(puts)
    }
}

/// Whether an answer is kept for another pack of the system when its own item goes: the same control is asked there.
pub(super) fn is_shared(dossier: &Dossier, answer: &Answer) -> bool {
    let others = dossier
        .assessments
        .iter()
        .filter(|(kept, _)| kept.value.id != answer.assessment && kept.value.subject.is_none());
    others
        .flat_map(|(_, pack)| pack.items())
        .any(|(_, item)| item.same_as.contains(&answer.item))
}
