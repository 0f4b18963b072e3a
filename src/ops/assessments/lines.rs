//! An assessment in one line: its numbers, its score in words, and what waits in it.

use chrono::NaiveDate;

use crate::{
    domain::{
        assessment::{Carry, Numbers, Review},
        evidence::{self, EvidenceState},
        pack::{Item, Section},
        readiness::{Assessed, Given, Inputs, ItemResult, ItemState, item_states},
        score::{self, Counted, words},
    },
    ops::{assessments::AssessmentLine, dossier::Dossier},
};

/// One item that is asked in an assessment, with everything that is counted of it.
pub(crate) struct Asked<'a> {
    /// The place of its section, from 0.
    pub(crate) section: usize,
    pub(crate) item: &'a Item,
    pub(crate) state: ItemState,
    pub(crate) counted: Counted,
    pub(crate) given: Option<Given<'a>>,
}

impl Asked<'_> {
    /// What each piece of its evidence is worth on a day.
    pub(crate) fn evidence(&self, as_of: NaiveDate) -> Vec<EvidenceState> {
        let rule = self.item.evidence.as_ref();
        let max_age = rule.and_then(|rule| rule.max_age_days);
        let pieces = self.given.iter().flat_map(|given| &given.answer.evidence);
        pieces.map(|piece| piece.state(max_age, as_of)).collect()
    }

    /// Whether it has evidence, and not enough of it counts any more.
    fn is_stale(&self, as_of: NaiveDate) -> bool {
        let (Some(given), Some(rule)) = (self.given, &self.item.evidence) else {
            return false;
        };
        let lost = |state: &EvidenceState| *state != EvidenceState::Ok;
        self.evidence(as_of).iter().any(lost)
            && !evidence::is_enough(rule, &given.answer.evidence, as_of)
    }
}

/// The items of a pack that are asked here, in order, and the numbers of all of them.
pub(crate) fn asked<'a>(inputs: &Inputs<'_>, pack: &Assessed<'a>) -> (Vec<Asked<'a>>, Numbers) {
    let (states, numbers) = item_states(inputs, pack);
    let mut states = states.into_iter().peekable();
    let mut asked = Vec::with_capacity(states.len());
    for (section, item) in in_sections(&pack.pack.sections) {
        let Some(state) = states.next_if(|state| state.item == item.id) else {
            continue;
        };
        let given = pack.answers.get(item.id.as_str()).copied();
        let answer = given.map(|given| given.answer);
        let counted = Counted {
            weight: item.weight(),
            force: state.force,
            judged: score::judge(item, answer, inputs.as_of),
            is_waived: state.result == ItemResult::Waived,
        };
        asked.push(Asked {
            section,
            item,
            state,
            counted,
            given,
        });
    }
    (asked, numbers)
}

fn in_sections(sections: &[Section]) -> impl Iterator<Item = (usize, &Item)> {
    sections
        .iter()
        .enumerate()
        .flat_map(|(at, section)| section.items.iter().map(move |item| (at, item)))
}

impl Dossier {
    /// The assessments of the system on a day, in the order of their labels.
    pub(crate) fn assessment_lines(&self, as_of: NaiveDate) -> Vec<AssessmentLine> {
        let waivers = self.waiver_values();
        let inputs = self.inputs(&waivers, self.tier_now(as_of), as_of);
        let started = inputs.packs.iter().filter(|pack| pack.assessment.is_some());
        started
            .filter_map(|pack| {
                let (asked, numbers) = asked(&inputs, pack);
                self.assessment_line(pack, (&asked, numbers), as_of)
            })
            .collect()
    }

    /// One assessment in a line; `None` for a pack that was not started.
    pub(crate) fn assessment_line(
        &self,
        pack: &Assessed<'_>,
        (asked, numbers): (&[Asked<'_>], Numbers),
        as_of: NaiveDate,
    ) -> Option<AssessmentLine> {
        let assessment = pack.assessment?;
        let head = &pack.pack.head;
        let count = |fits: &dyn Fn(&Asked<'_>) -> bool| {
            asked.iter().filter(|asked| fits(asked)).count() as u32
        };
        Some(AssessmentLine {
            id: assessment.id,
            label: assessment.label.clone(),
            system: self.system_named(),
            pack: head.id.clone(),
            title: head.title.clone(),
            version: assessment.pack.version,
            newer: self
                .catalog
                .pack(&head.id)
                .map(|entry| entry.value.head.version)
                .filter(|version| *version != assessment.pack.version),
            subject: pack.subject.map(str::to_owned),
            score: score_in_words(pack, asked),
            stale_evidence: count(&|asked| asked.is_stale(as_of)),
            reconfirm: count(&|asked| {
                asked
                    .given
                    .is_some_and(|given| given.answer.carry == Carry::Reconfirm)
            }),
            disputed: count(&|asked| {
                asked
                    .given
                    .is_some_and(|given| matches!(given.answer.review, Review::Disputed { .. }))
            }),
            na_warning: numbers.na_share_bp > head.na_share_warn_bp,
            numbers,
        })
    }
}

fn score_in_words(pack: &Assessed<'_>, asked: &[Asked<'_>]) -> String {
    let mut sections = vec![words::Section::new(); pack.pack.sections.len()];
    for item in asked {
        if let Some(section) = sections.get_mut(item.section) {
            section.push((item.item.level, item.counted));
        }
    }
    words::in_words(pack.pack.head.aggregate, &sections)
}
