//! Assessments in bulk: most items of a pack are answered as usual, with evidence of the kind each asks for, and a few are said
//! item by item. All answers of one day are one action.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use super::{
    Play,
    script::{
        Answered, Assessed, Earlier, Looked, Proof, Refreshed, Reviewed, Says, Spoken, Taken,
        Upgraded,
    },
};
use crate::{
    catalog::{Catalog, Entry, read_pack},
    domain::{
        assessment::Response,
        evidence::{Classification, Method},
        ids::RecordId,
        measure::Decimal,
        pack::{Comparison, EvidenceKind, EvidenceRule, Item, Scale},
    },
    ops::{
        assessments::{
            AnswerEdit, AnswerStep, AssessChange, AssessmentView, NewEvidence, WalkItem,
            answering::Given,
        },
        change::Change,
        demo::broken,
        error::OpsError,
    },
};

/// How many days evidence is collected before it is attached, at most.
const COLLECTED_WITHIN: usize = 6;

/// What is said of an item, and where it is asked.
struct Saying<'a> {
    system: &'a str,
    item: &'a Item,
    spoken: &'a Spoken,
    /// Its place in the pack: evidence is collected on different days.
    place: usize,
}

impl Play<'_> {
    pub(super) fn assess(&mut self, it: &Assessed) -> Result<(), OpsError> {
        let system = self.system_called(&it.system)?;
        let library = match &it.earlier {
            Some(earlier) => Some(self.step_back(&it.pack, earlier)?),
            None => None,
        };
        let subject = it.decision.as_deref();
        let id = self.made(Change::Assess(AssessChange::Start {
            system,
            pack: it.pack.clone(),
            subject: subject.map(|path| self.decision_at(path)).transpose()?,
        }))?;
        self.bench.catalog = library.or(self.bench.catalog.take());
        let pack = format!("{}{}", it.pack, subject.unwrap_or_default());
        self.known.assessments.insert((it.system.clone(), pack), id);
        let view = self.bench.assessment_view(id)?;
        self.answer_all(it, (id, &view))
    }

    /// The library as it was when a pack had an earlier version; the library of today is given back.
    fn step_back(&mut self, pack: &str, earlier: &Earlier) -> Result<Arc<Catalog>, OpsError> {
        let today = self.bench.catalog();
        let entry = today.pack(pack).ok_or_else(|| broken("no such pack"))?;
        let text = as_it_was(&entry.text, earlier)?;
        let value = read_pack(&text).map_err(|(_, what)| broken(&what))?;
        let mut then = Catalog::clone(&today);
        let entry = Entry::new(value, &text, None);
        then.packs.insert(pack.to_owned(), entry);
        self.bench.catalog = Some(Arc::new(then));
        Ok(today)
    }

    fn answer_all(
        &mut self,
        it: &Assessed,
        (id, view): (RecordId, &AssessmentView),
    ) -> Result<(), OpsError> {
        let mut said: BTreeMap<&str, &Spoken> = it
            .items
            .iter()
            .map(|spoken| (spoken.id.as_str(), spoken))
            .collect();
        let usual = Spoken::default();
        let mut given = Vec::new();
        for (place, walked) in asked(view).enumerate() {
            let item = &walked.item;
            let spoken = said.remove(item.id.as_str());
            // The same control was answered in another pack.
            if spoken.is_some() || walked.shared_from.is_none() {
                let spoken = spoken.unwrap_or(&usual);
                let saying = Saying {
                    system: &it.system,
                    item,
                    spoken,
                    place,
                };
                given.push(self.given(id, &saying)?);
            }
            if it.until.as_ref() == Some(&item.id) {
                break;
            }
        }
        if let Some(left) = said.keys().next() {
            return Err(broken(&format!("{left} is not asked of {}", it.system)));
        }
        self.save(&given, &it.items)
    }

    /// Saves answers; files that were made up for them are gone afterwards.
    fn save(&mut self, given: &[Given], spoken: &[Spoken]) -> Result<(), OpsError> {
        self.bench.save_answers(given)?;
        for spoken in spoken.iter().filter(|spoken| is_file(spoken)) {
            fs::remove_file(self.file_of(spoken)).map_err(|wrong| broken(&wrong.to_string()))?;
        }
        Ok(())
    }

    pub(super) fn answer(&mut self, it: &Answered) -> Result<(), OpsError> {
        let id = self.assessment_of(&it.system, &it.pack)?;
        let view = self.bench.assessment_view(id)?;
        let walked = asked(&view).find(|walked| walked.item.id == it.item.id);
        let walked = walked.ok_or_else(|| broken(&format!("{} is not asked", it.item.id)))?;
        let saying = Saying {
            system: &it.system,
            item: &walked.item,
            spoken: &it.item,
            place: 0,
        };
        let given = self.given(id, &saying)?;
        self.save(&[given], std::slice::from_ref(&it.item))
    }

    fn given(&self, assessment: RecordId, saying: &Saying<'_>) -> Result<Given, OpsError> {
        let (item, spoken) = (saying.item, saying.spoken);
        let mut steps = vec![response(item, spoken)?];
        let texts = [
            spoken.note.clone().map(AnswerStep::Note),
            spoken.owner.clone().map(AnswerStep::Owner),
        ];
        let days = [
            spoken.due.map(|day| AnswerStep::Due(Some(self.day(day)))),
            spoken
                .planned
                .map(|day| AnswerStep::PlannedBy(Some(self.day(day)))),
        ];
        steps.extend(texts.into_iter().chain(days).flatten());
        steps.extend(self.proofs(saying)?);
        Ok(Given {
            edit: AnswerEdit {
                assessment,
                item: item.id.clone(),
                seen: None,
                steps,
            },
            by: self.bench.env.actor.clone(),
        })
    }

    fn proofs(&self, saying: &Saying<'_>) -> Result<Vec<AnswerStep>, OpsError> {
        let spoken = saying.spoken;
        let needs = matches!(
            spoken.answer,
            None | Some(Response::Met | Response::Partial)
        );
        let Some(rule) = saying.item.evidence.as_ref().filter(|_| needs) else {
            return Ok(Vec::new());
        };
        if spoken.proof == Proof::None {
            return Ok(Vec::new());
        }
        if is_file(spoken) {
            let text = format!("# {}\n\nTaken at {}.\n", saying.item.ask, saying.system);
            fs::write(self.file_of(spoken), text).map_err(|wrong| broken(&wrong.to_string()))?;
        }
        let attach = AnswerStep::Attach(self.piece(saying, rule));
        let keep = (spoken.proof == Proof::Kept).then_some(AnswerStep::Keep(0));
        Ok(std::iter::once(attach).chain(keep).collect())
    }

    fn piece(&self, saying: &Saying<'_>, rule: &EvidenceRule) -> NewEvidence {
        let spoken = saying.spoken;
        let kind = match spoken.proof {
            Proof::Lost | Proof::Kept => EvidenceKind::File,
            Proof::Usual | Proof::None => spoken.kind.unwrap_or_else(|| usual_kind(rule)),
        };
        let today = self.bench.env.today();
        let before = (saying.place % COLLECTED_WITHIN) as i64;
        let collected = match spoken.collected {
            Some(day) => self.day(day),
            None => today - chrono::Duration::days(before),
        };
        NewEvidence {
            kind,
            locator: self.locator(saying, kind),
            note: None,
            collected_on: Some(collected),
            expires_on: spoken.expires.map(|day| self.day(day)),
            method: match kind {
                EvidenceKind::Run | EvidenceKind::Measurement => Method::Test,
                EvidenceKind::Attestation => Method::Attest,
                _ => Method::Examine,
            },
            classification: Classification::Internal,
        }
    }

    fn locator(&self, saying: &Saying<'_>, kind: EvidenceKind) -> String {
        if is_file(saying.spoken) {
            return self.file_of(saying.spoken).display().to_string();
        }
        if let Some(locator) = &saying.spoken.locator {
            return locator.clone();
        }
        if kind == EvidenceKind::Attestation {
            return self.bench.env.actor.clone();
        }
        let system = saying.system.to_lowercase().replace(", ", "-");
        let system = system.replace(' ', "-");
        format!("https://evidence.example.org/{system}/{}", saying.item.id)
    }

    /// Where a file lies as long as it is there.
    fn file_of(&self, spoken: &Spoken) -> PathBuf {
        let name = spoken.locator.as_deref().unwrap_or("evidence.md");
        self.files.path().join(name)
    }

    /// New evidence for every answer that has some.
    pub(super) fn refresh(&mut self, it: &Refreshed) -> Result<(), OpsError> {
        let of_system = self.known.assessments.iter();
        let of_system = of_system.filter(|((system, _), _)| *system == it.system);
        let ids: Vec<_> = of_system.map(|(_, id)| *id).collect();
        let usual = Spoken::default();
        let mut given = Vec::new();
        for id in ids {
            let view = self.bench.assessment_view(id)?;
            for (place, walked) in asked(&view).enumerate() {
                let has_some = walked.answer.as_ref();
                let has_some = has_some.is_some_and(|answer| !answer.evidence.is_empty());
                let is_own = walked.shared_from.is_none();
                if !has_some || !is_own || it.except.contains(&walked.item.id) {
                    continue;
                }
                let saying = Saying {
                    system: &it.system,
                    item: &walked.item,
                    spoken: &usual,
                    place,
                };
                let steps = self.proofs(&saying)?;
                given.push(Given {
                    edit: AnswerEdit {
                        assessment: id,
                        item: walked.item.id.clone(),
                        seen: None,
                        steps,
                    },
                    by: self.bench.env.actor.clone(),
                });
            }
        }
        self.save(&given, &[])
    }

    pub(super) fn review(&mut self, it: Reviewed) -> Result<(), OpsError> {
        let step = match it.says {
            Says::Verify => AnswerStep::Verify,
            Says::Confirm => AnswerStep::Confirm,
            Says::Dispute { response, reason } => AnswerStep::Dispute { response, reason },
            Says::Reply(text) => AnswerStep::Reply(text),
            Says::Concur => AnswerStep::Concur {
                person: self.acting()?,
            },
        };
        let edit = AnswerEdit {
            assessment: self.assessment_of(&it.system, &it.pack)?,
            item: it.item,
            seen: None,
            steps: vec![step],
        };
        self.apply(Change::Assess(AssessChange::Answer(edit)))?;
        Ok(())
    }

    pub(super) fn look(&mut self, it: &Looked) -> Result<(), OpsError> {
        let system = Some(self.system_called(&it.system)?);
        self.apply(Change::Assess(AssessChange::Recheck { system }))?;
        Ok(())
    }

    pub(super) fn upgrade(&mut self, it: &Upgraded) -> Result<(), OpsError> {
        let assessment = self.assessment_of(&it.system, &it.pack)?;
        self.apply(Change::Assess(AssessChange::Upgrade { assessment }))?;
        Ok(())
    }

    pub(super) fn milestone(&mut self, it: Taken) -> Result<(), OpsError> {
        let assessment = self.assessment_of(&it.system, &it.pack)?;
        let title = it.title;
        self.apply(Change::Assess(AssessChange::Milestone {
            assessment,
            title,
        }))?;
        Ok(())
    }

    fn assessment_of(&self, system: &str, pack: &str) -> Result<RecordId, OpsError> {
        let key = (system.to_owned(), pack.to_owned());
        let found = self.known.assessments.get(&key).copied();
        found.ok_or_else(|| broken(&format!("{pack} is not started for {system}")))
    }
}

/// The items an assessment asks, in order.
fn asked(view: &AssessmentView) -> impl Iterator<Item = &WalkItem> {
    view.sections.iter().flat_map(|section| &section.items)
}

/// The answer to an item: a value where one is measured, else a word.
fn response(item: &Item, spoken: &Spoken) -> Result<AnswerStep, OpsError> {
    let wrong = |what: String| broken(&what);
    if let Some(typed) = &spoken.value {
        return Ok(AnswerStep::Measure {
            value: typed.parse().map_err(wrong)?,
            unit: item.unit.clone(),
        });
    }
    let word = spoken.answer.unwrap_or(Response::Met);
    if item.scale != Scale::Number || word != Response::Met {
        return Ok(AnswerStep::Respond(word));
    }
    let value = met(item).ok_or_else(|| broken(&format!("{} has no target", item.id)))?;
    Ok(AnswerStep::Measure {
        value,
        unit: item.unit.clone(),
    })
}

/// A value that just meets the target of an item.
fn met(item: &Item) -> Option<Decimal> {
    match item.op? {
        Comparison::Within => item.lo,
        Comparison::AtMost | Comparison::AtLeast => item.target,
    }
}

/// What proves an item, if it is nothing in particular: something with an address, where the item takes that.
fn usual_kind(rule: &EvidenceRule) -> EvidenceKind {
    let has_address = |kind: &&EvidenceKind| {
        !matches!(
            kind,
            EvidenceKind::File | EvidenceKind::Adr | EvidenceKind::Attestation
        )
    };
    let found = rule.kinds.iter().find(has_address).or(rule.kinds.first());
    found.copied().unwrap_or(EvidenceKind::Link)
}

fn is_file(spoken: &Spoken) -> bool {
    matches!(spoken.proof, Proof::Lost | Proof::Kept)
}

/// The text of a pack before its items were reworded.
fn as_it_was(text: &str, earlier: &Earlier) -> Result<String, OpsError> {
    let wrong = |what: &dyn std::fmt::Display| broken(&what.to_string());
    let mut pack: toml::Table = text.parse().map_err(|error| wrong(&error))?;
    if let Some(head) = pack.get_mut("pack").and_then(toml::Value::as_table_mut) {
        head.insert("version".to_owned(), earlier.version.clone().into());
    }
    let sections = pack.get_mut("section").and_then(toml::Value::as_array_mut);
    for section in sections.into_iter().flatten() {
        let items = section.get_mut("item").and_then(toml::Value::as_array_mut);
        for item in items.into_iter().flatten() {
            let Some(item) = item.as_table_mut() else {
                continue;
            };
            let id = item.get("id").and_then(toml::Value::as_str).unwrap_or("");
            if earlier.reworded.iter().any(|reworded| reworded == id) {
                let rev = item.get("rev").and_then(toml::Value::as_integer);
                item.insert("rev".to_owned(), (rev.unwrap_or(1) - 1).into());
            }
        }
    }
    toml::to_string(&pack).map_err(|error| wrong(&error))
}
