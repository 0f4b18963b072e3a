//! The assessments and what is offered, and one assessment item by item: read at once, never item by item.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    domain::{
        assessment::{Answer, Assessment, Carry, Milestone, Response},
        event::RecordKind,
        ids::RecordId,
        pack::{Currency, Item, Pack, Section},
        readiness::{Assessed, ItemResult},
        score,
        system::System,
    },
    ops::{
        assessments::{
            AssessmentView, ChecklistsView, WalkItem, WalkSection,
            lines::{Asked, asked},
            offers::find_assessed,
        },
        dossier::Dossier,
        error::OpsError,
        workbench::{Workbench, decoded},
    },
};

/// The most answers of other systems that are proposed for an item.
const PROPOSED: usize = 3;

/// What a walk shows beside the system's own answers.
struct Beside {
    /// The day.
    as_of: NaiveDate,
    /// Answers of other systems by the item they were given to, the newest first, each with the name of its system.
    others: HashMap<String, Vec<(Answer, String)>>,
    /// The milestones of the assessment, the last first.
    milestones: Vec<Milestone>,
}

impl Workbench {
    pub(crate) fn checklists(
        &mut self,
        system: Option<RecordId>,
    ) -> Result<ChecklistsView, OpsError> {
        let as_of = self.env.today();
        let systems = match system {
            Some(system) => vec![system],
            None => self.systems_in_use()?,
        };
        let mut view = ChecklistsView {
            as_of,
            system: None,
            assessments: Vec::new(),
            offered: Vec::new(),
        };
        for id in systems {
            let dossier = self.dossier(id)?;
            view.assessments.extend(dossier.assessment_lines(as_of));
            view.offered.extend(dossier.offer_lines(as_of));
            view.system = system.map(|_| dossier.system_named());
        }
        Ok(view)
    }

    /// The systems that are not closed, in the order of their labels.
    pub(super) fn systems_in_use(&self) -> Result<Vec<RecordId>, OpsError> {
        let mut systems = Vec::new();
        for current in self.store.current_of_kind(RecordKind::System, None)? {
            let system: System = decoded(&current)?;
            if system.closed_on.is_none() {
                systems.push(system.id);
            }
        }
        Ok(systems)
    }

    pub(crate) fn assessment_view(&mut self, id: RecordId) -> Result<AssessmentView, OpsError> {
        let as_of = self.env.today();
        let assessment = self.assessment(id)?;
        let dossier = self.dossier(assessment.system)?;
        let waivers = dossier.waiver_values();
        let tier = dossier.tier_now(as_of);
        let inputs = dossier.inputs(&waivers, tier.clone(), as_of);
        let pack = find_assessed(&inputs, id).ok_or_else(gone)?;
        let (asked, numbers) = asked(&inputs, pack);
        let line = dossier
            .assessment_line(pack, (&asked, numbers), as_of)
            .ok_or_else(gone)?;
        let beside = Beside {
            as_of,
            others: self.answers_elsewhere(&dossier, &asked)?,
            milestones: self.milestones_newest_first(&assessment)?,
        };
        let sections = pack.pack.sections.iter().enumerate();
        let counts_as = pack.weighed_at(&tier);
        Ok(AssessmentView {
            as_of,
            line,
            tier: tier.tier.map(|_| counts_as),
            lowered_to: tier.tier.filter(|now| *now != counts_as),
            sections: sections
                .map(|section| walk_section(&dossier, (pack, section), (&asked, &beside)))
                .filter(|section| !section.items.is_empty())
                .collect(),
            milestones: beside
                .milestones
                .iter()
                .map(|one| {
                    (
                        one.id,
                        one.title.clone(),
                        one.as_of,
                        one.numbers.evidenced_bp,
                    )
                })
                .collect(),
        })
    }

    /// The answers other systems gave to the items that have none here. One question for all of them.
    fn answers_elsewhere(
        &self,
        dossier: &Dossier,
        asked: &[Asked<'_>],
    ) -> Result<HashMap<String, Vec<(Answer, String)>>, OpsError> {
        let open: Vec<&str> = asked
            .iter()
            .filter(|asked| is_open(asked))
            .map(|asked| asked.item.id.as_str())
            .collect();
        let mut others: HashMap<String, Vec<(Answer, String)>> = HashMap::new();
        if open.is_empty() {
            return Ok(others);
        }
        let found = self.store.current_called(RecordKind::Answer, &open)?;
        if found.is_empty() {
            return Ok(others);
        }
        let names = self.system_names()?;
        for current in found {
            let answer: Answer = decoded(&current)?;
            let Some(name) = names.get(&answer.system) else {
                continue;
            };
            if answer.system != dossier.system.id && may_be_taken(&answer) {
                let of_item = others.entry(answer.item.clone()).or_default();
                of_item.push((answer, name.clone()));
            }
        }
        for answers in others.values_mut() {
            answers.sort_by_key(|(answer, _)| std::cmp::Reverse((answer.on, answer.id)));
        }
        Ok(others)
    }

    fn system_names(&self) -> Result<HashMap<RecordId, String>, OpsError> {
        let mut names = HashMap::new();
        for current in self.store.current_of_kind(RecordKind::System, None)? {
            let system: System = decoded(&current)?;
            names.insert(system.id, format!("{} {}", system.label, system.name));
        }
        Ok(names)
    }

    /// An assessment.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn assessment(&self, id: RecordId) -> Result<Assessment, OpsError> {
        let current = self.store.current(id)?;
        let current = current.filter(|current| current.kind == RecordKind::Assessment);
        decoded(&current.ok_or_else(gone)?)
    }
}

/// Whether an answer may be proposed to another system.
pub(super) fn may_be_taken(answer: &Answer) -> bool {
    answer.response != Response::Unanswered && answer.carry != Carry::Reconfirm
}

pub(super) fn gone() -> OpsError {
    OpsError::NotFound {
        what: "the assessment is not in the store any more".to_owned(),
        hint: "`archdeck assess list` shows those that are.".to_owned(),
    }
}

/// Whether nothing was said to an item yet.
fn is_open(asked: &Asked<'_>) -> bool {
    asked
        .given
        .is_none_or(|given| given.answer.response == Response::Unanswered)
}

fn walk_section(
    dossier: &Dossier,
    (pack, (at, section)): (&Assessed<'_>, (usize, &Section)),
    (asked, beside): (&[Asked<'_>], &Beside),
) -> WalkSection {
    let here = || asked.iter().filter(|asked| asked.section == at);
    WalkSection {
        title: section.title.clone(),
        items: here()
            .map(|asked| walk_item(dossier, pack.pack, (asked, beside)))
            .collect(),
        numbers: score::numbers(here().map(|asked| asked.counted)),
    }
}

fn walk_item(dossier: &Dossier, pack: &Pack, (asked, beside): (&Asked<'_>, &Beside)) -> WalkItem {
    let answer = asked.given.map(|given| given.answer);
    let kept = answer.and_then(|answer| {
        let mut answers = dossier.answers.iter();
        answers.find(|kept| kept.value.id == answer.id)
    });
    WalkItem {
        item: asked.item.clone(),
        state: asked.state.clone(),
        seen: kept.map(|kept| kept.digest),
        shared_from: asked
            .given
            .and_then(|given| given.shared_from)
            .map(str::to_owned),
        evidence: asked.evidence(beside.as_of),
        proposed: proposed(asked, beside),
        earlier: earlier(asked.item, beside),
        withdrawn_ref: withdrawn_ref(dossier, pack, asked.item),
        answer: answer.cloned(),
    }
}

fn proposed(asked: &Asked<'_>, beside: &Beside) -> Vec<(RecordId, String, Response)> {
    if !is_open(asked) || asked.state.result == ItemResult::Skipped {
        return Vec::new();
    }
    let answers = beside.others.get(&asked.item.id).into_iter().flatten();
    answers
        .filter(|(answer, _)| answer.item_rev == asked.item.rev)
        .take(PROPOSED)
        .map(|(answer, system)| (answer.id, system.clone(), answer.response))
        .collect()
}

/// What was answered to the items this one takes the place of: from the last milestone that knows them.
fn earlier(item: &Item, beside: &Beside) -> Vec<(String, Response)> {
    let answered = |id: &String| {
        let mut answers = beside.milestones.iter().flat_map(|one| &one.answers);
        let answer = answers.find(|answer| answer.item == *id)?;
        Some((id.clone(), answer.response))
    };
    item.supersedes.iter().filter_map(answered).collect()
}

/// A source of an item that does not hold any more, as the pinned pack or the library's says it.
fn withdrawn_ref(dossier: &Dossier, pack: &Pack, item: &Item) -> Option<String> {
    let library = dossier.catalog.pack(&pack.head.id);
    let library = library.map(|entry| entry.value.refs.as_slice());
    let sources = || library.unwrap_or_default().iter().chain(&pack.refs);
    item.refs.iter().find_map(|named| {
        let id = named.split(':').next()?;
        let source = sources().find(|source| {
            source.id == id && matches!(source.status, Currency::Superseded | Currency::Withdrawn)
        })?;
        let word = match source.status {
            Currency::Withdrawn => "withdrawn",
            _ => "superseded",
        };
        Some(format!(
            "{} is {word} (as of {})",
            source.title, source.as_of
        ))
    })
}
