//! Assessments: offered, started, answered item by item, reviewed, brought to a newer version of their pack.

pub(crate) mod answering;
mod bulk;
mod discard;
pub mod evidence;
mod lines;
mod milestones;
mod offers;
mod pieces;
mod resolve;
pub mod results;
mod show;
mod start;
mod steps;
mod upgrade;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    domain::{
        assessment::{Answer, Numbers, Response},
        digest::Digest,
        evidence::{Classification, Evidence, EvidenceState, Method},
        ids::RecordId,
        measure::Decimal,
        pack::{EvidenceKind, Item, Version},
        readiness::ItemState,
        tier::Tier,
    },
    ops::{
        change::Done,
        error::OpsError,
        forms::{FormFormat, FormPlan},
        workbench::Workbench,
    },
};

/// A change of assessments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssessChange {
    /// Starts a pack for a system.
    Start {
        /// The system.
        system: RecordId,
        /// The pack's word.
        pack: String,
        /// The decision it is about, for a pack that is answered once for each.
        subject: Option<RecordId>,
    },
    /// Changes the answer to one item, all steps or none.
    Answer(AnswerEdit),
    /// Owner and dates for many items at once.
    Bulk(BulkEdit),
    /// Looks at the files of all evidence of a system again.
    Recheck {
        /// The system; `None` for all that are not closed.
        system: Option<RecordId>,
    },
    /// Takes a copy of all answers; a tier that was lowered since the last revision counts from here on.
    Milestone {
        /// The assessment.
        assessment: RecordId,
        /// Why.
        title: String,
    },
    /// Brings an assessment to the version of its pack the library has; a milestone is taken before.
    Upgrade {
        /// The assessment.
        assessment: RecordId,
    },
    /// Throws an assessment away; history keeps it. Refused while a verdict rests on it.
    Discard {
        /// The assessment.
        assessment: RecordId,
    },
    /// Results of automation for a system.
    Results(ResultsPlan),
    /// Answers that came back in forms, as they were looked at.
    Forms(FormPlan),
    /// Writes an assessment as a form for others to a file; the store stays as it is.
    WriteForm {
        /// The assessment.
        assessment: RecordId,
        /// As what.
        format: FormFormat,
        /// The file; the folders above it are made where they are missing.
        file: PathBuf,
        /// Whether another file that is there already gives way.
        replaces: bool,
    },
}

/// A change of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerEdit {
    /// The assessment.
    pub assessment: RecordId,
    /// The item.
    pub item: String,
    /// The digest of the answer that was seen; `Some(None)`: none was there; `None`: nobody looked. A stale one is refused.
    pub seen: Option<Option<Digest>>,
    /// What is done to it, in order.
    pub steps: Vec<AnswerStep>,
}

/// One step on an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerStep {
    /// An answer in words; withdraws a dispute, keeps owner, dates and evidence.
    Respond(Response),
    /// A measured value with its unit, or a step of a scale: the answer follows from it.
    Measure {
        /// The value.
        value: Decimal,
        /// The unit as typed; a numeric item refuses a value without its unit.
        unit: Option<String>,
    },
    /// What is to be said about it; an empty text takes it away.
    Note(String),
    /// Who acts on it; an empty text takes it away.
    Owner(String),
    /// By when; `None` takes it away.
    Due(Option<NaiveDate>),
    /// By when it is planned to be met.
    PlannedBy(Option<NaiveDate>),
    /// A piece of evidence is attached.
    Attach(NewEvidence),
    /// A piece of evidence is taken away, by its place from 0.
    Detach(usize),
    /// The bytes of a piece of evidence, by its place from 0, are copied into the store (at most 8 MiB).
    Keep(usize),
    /// The files of its evidence are looked at again.
    Recheck,
    /// A reviewer looked and found it so.
    Verify,
    /// A reviewer looked and found otherwise.
    Dispute {
        /// What.
        response: Response,
        /// Why.
        reason: String,
    },
    /// What the team says to a dispute.
    Reply(String),
    /// The reviewer takes a dispute or a verification back.
    WithdrawReview,
    /// A person agrees to an N/A in the role the item asks for.
    Concur {
        /// Who.
        person: RecordId,
    },
    /// An answer that came over from an earlier version still holds.
    Confirm,
    /// The answer an earlier system gave to the same item is taken, by its record.
    Take(RecordId),
}

/// A new piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Where it is; of a file its path, of an attestation the person.
    pub locator: String,
    /// What it says.
    pub note: Option<String>,
    /// The day it was collected; `None` is today.
    pub collected_on: Option<NaiveDate>,
    /// The last day it holds.
    pub expires_on: Option<NaiveDate>,
    /// How it was come by.
    pub method: Method,
    /// Who may see it.
    pub classification: Classification,
}

/// Owner and dates for many items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkEdit {
    /// The assessment; it is set, or nothing is done.
    pub assessment: Option<RecordId>,
    /// The items.
    pub items: Vec<String>,
    /// Who acts on them.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// By when they are planned to be met.
    pub planned_by: Option<NaiveDate>,
}

/// Results of automation that were read: what each would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResultsPlan {
    /// The system.
    pub system: RecordId,
    /// Who or what ran it.
    pub by: String,
    /// The results.
    pub rows: Vec<ResultRow>,
}

/// One result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResultRow {
    /// Its place in the file, from 1.
    pub at: usize,
    /// The item.
    pub item: String,
    /// The assessment it goes to.
    pub assessment: Option<RecordId>,
    /// What it answers.
    pub response: Response,
    /// The measured value.
    pub value: Option<Decimal>,
    /// What it says.
    pub note: Option<String>,
    /// Its proof: a run.
    pub evidence: Option<Evidence>,
    /// Why it cannot be taken, where it cannot.
    pub refused: Option<String>,
}

/// The assessments and what is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChecklistsView {
    /// The day.
    pub as_of: NaiveDate,
    /// The system it is about, with its label and name; `None`: all systems.
    pub system: Option<(RecordId, String, String)>,
    /// The assessments, of systems in the order of their labels, then in pack order.
    pub assessments: Vec<AssessmentLine>,
    /// The packs that apply and were not started.
    pub offered: Vec<OfferLine>,
}

/// An assessment in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessmentLine {
    /// The assessment.
    pub id: RecordId,
    /// `ASM-0042`.
    pub label: String,
    /// The system: identity, label and name.
    pub system: (RecordId, String, String),
    /// The pack's word.
    pub pack: String,
    /// The pack's name.
    pub title: String,
    /// The version it is pinned to.
    pub version: Version,
    /// The version the library has, where it is another one.
    pub newer: Option<Version>,
    /// The decision it is about, as it is printed.
    pub subject: Option<String>,
    /// Its numbers.
    pub numbers: Numbers,
    /// The score in the words of its aggregate: `71 %`, `2 sections at (1,2]`, `250`.
    pub score: String,
    /// Items whose evidence is there but does not count.
    pub stale_evidence: u32,
    /// Items to be confirmed after an upgrade.
    pub reconfirm: u32,
    /// Disputed items.
    pub disputed: u32,
    /// Whether so much is N/A that the board must acknowledge it.
    pub na_warning: bool,
}

/// A pack that applies and was not started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferLine {
    /// The system: identity, label and name.
    pub system: (RecordId, String, String),
    /// The pack's word.
    pub pack: String,
    /// The pack's name.
    pub title: String,
    /// Its version.
    pub version: Version,
    /// The decision it would be about.
    pub subject: Option<(RecordId, String)>,
    /// Why it is offered: `workload is rag`, `always`, `workload is unknown`.
    pub why: String,
    /// The tier the effort is told for.
    pub tier: Tier,
    /// Items that would be asked.
    pub items: u32,
    /// Of them, those that block or are required.
    pub gating: u32,
    /// Of them, those that need evidence.
    pub evidenced: u32,
    /// About how long it takes.
    pub minutes: u32,
    /// Whether the verdict waits for it; a draft or a preview is only offered.
    pub is_asked_for: bool,
}

/// One assessment, item by item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessmentView {
    /// The day.
    pub as_of: NaiveDate,
    /// The same as its line in the list.
    pub line: AssessmentLine,
    /// The tier items are weighed at; `None`: none is recorded, and they are weighed as at T1.
    pub tier: Option<Tier>,
    /// The tier the system has now, where it is lower: it counts from the next milestone or upgrade on.
    pub lowered_to: Option<Tier>,
    /// Its sections in order.
    pub sections: Vec<WalkSection>,
    /// Milestones, the last first: identity, title, day, evidenced share.
    pub milestones: Vec<(RecordId, String, NaiveDate, Option<u32>)>,
}

/// A section of a walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WalkSection {
    /// Its name.
    pub title: String,
    /// Its items in order; those that are not asked here are left out.
    pub items: Vec<WalkItem>,
    /// Its numbers: the burn-down.
    pub numbers: Numbers,
}

/// One item of a walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WalkItem {
    /// The item as its pack says it.
    pub item: Item,
    /// How it stands.
    pub state: ItemState,
    /// The answer, its own or a shared one.
    pub answer: Option<Answer>,
    /// The digest of the answer that is shown: what an edit says it saw.
    pub seen: Option<Digest>,
    /// The item of another pack the answer was given to.
    pub shared_from: Option<String>,
    /// What each piece of evidence is worth today.
    pub evidence: Vec<EvidenceState>,
    /// Answers of other systems to the same item, to look at and take: record, system, response.
    pub proposed: Vec<(RecordId, String, Response)>,
    /// The answers to items this one takes the place of, to look at.
    pub earlier: Vec<(String, Response)>,
    /// Whether a source of it does not hold any more.
    pub withdrawn_ref: Option<String>,
}

/// How two milestones of an assessment differ, or one and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneDiff {
    /// The earlier one: its title and day.
    pub from: (String, NaiveDate),
    /// The later one.
    pub to: (String, NaiveDate),
    /// The numbers before and after.
    pub numbers: (Numbers, Numbers),
    /// What differs, item by item: item, before, after in words.
    pub rows: Vec<(String, String, String)>,
}

impl Workbench {
    pub(crate) fn assess(&mut self, change: AssessChange) -> Result<Done, OpsError> {
        match change {
            AssessChange::Start {
                system,
                pack,
                subject,
            } => self.start_assessment(system, (&pack, subject)),
            AssessChange::Answer(edit) => self.answer_item(&edit),
            AssessChange::Bulk(edit) => self.edit_many(&edit),
            AssessChange::Recheck { system } => self.recheck_evidence(system),
            AssessChange::Milestone { assessment, title } => {
                self.take_milestone(assessment, &title)
            }
            AssessChange::Upgrade { assessment } => self.upgrade_assessment(assessment),
            AssessChange::Discard { assessment } => self.discard_assessment(assessment),
            AssessChange::Results(plan) => self.record_results(&plan),
            AssessChange::Forms(plan) => self.take_forms(&plan),
            AssessChange::WriteForm {
                assessment,
                format,
                file,
                replaces,
            } => self.write_form((assessment, format), (&file, replaces)),
        }
    }
}
