//! Systems and patterns: registered, described by facts, owned, taken through their stages, bound to decisions and patterns. What
//! a verdict or a tier is made of is not known here.

mod bind;
mod close;
mod filter;
mod inventory;
mod life;
mod list;
mod patterns;
mod register;
mod resolve;
pub(crate) mod show;
mod stated;

pub(crate) use list::heat;

use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        digest::Digest,
        fact::FactDefinition,
        ids::RecordId,
        readiness::Verdict,
        system::{Pattern, PatternStatus, System, TriggerKind},
        tier::Tier,
    },
    ops::{
        assessments::{AssessmentLine, OfferLine},
        change::Done,
        error::OpsError,
        view::{EventLine, RecordLine},
        workbench::Workbench,
    },
};

/// A change of systems or patterns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemChange {
    /// A new system.
    Register(NewSystem),
    /// Facts and names of a system, anew; a fact that is not named stays as it is.
    Edit(SystemEdit),
    /// A stage is entered.
    Enter {
        /// The system.
        system: RecordId,
        /// The stage, a word of the fact `stage`.
        stage: String,
        /// When; `None` is today.
        on: Option<NaiveDate>,
        /// What goes with it.
        note: Option<String>,
    },
    /// Something happened that asks for a new tier.
    Happened {
        /// The system.
        system: RecordId,
        /// What.
        kind: TriggerKind,
        /// When; `None` is today.
        on: Option<NaiveDate>,
        /// More about it.
        note: Option<String>,
    },
    /// A decision is one the system rests on, or no longer.
    Decision {
        /// The system.
        system: RecordId,
        /// The decision.
        decision: RecordId,
        /// From now on (true) or no longer.
        linked: bool,
    },
    /// The system follows a pattern, or no longer.
    Bind {
        /// The system.
        system: RecordId,
        /// The pattern.
        pattern: RecordId,
        /// From now on (true) or no longer.
        bound: bool,
    },
    /// The system is taken out of use for good; refused while waivers are open.
    Close {
        /// The system.
        system: RecordId,
    },
    /// Systems from an inventory: its rows, those that are refused left out.
    Inventory(InventoryPlan),
    /// A new pattern.
    NewPattern(PatternFacts),
    /// A pattern anew.
    EditPattern {
        /// The pattern.
        pattern: RecordId,
        /// What is said of it now.
        facts: PatternFacts,
    },
}

/// A system that is registered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewSystem {
    /// Its name.
    pub name: String,
    /// What it does.
    pub about: Option<String>,
    /// Facts as typed: fact and value.
    pub facts: Vec<(String, String)>,
    /// The person who is accountable.
    pub owner: Option<RecordId>,
    /// The person who stands in.
    pub deputy: Option<RecordId>,
    /// The team that runs it.
    pub team: Option<String>,
}

/// What changes about a system; `None` leaves it as it is, an empty text takes it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemEdit {
    /// The system.
    pub system: RecordId,
    /// The digest of the value the edit was made from, where one was seen; a stale one is refused.
    pub base: Option<Digest>,
    /// Its name.
    pub name: Option<String>,
    /// What it does.
    pub about: Option<String>,
    /// Facts as typed: fact and value; an empty value makes it unknown again.
    pub facts: Vec<(String, String)>,
    /// The person who is accountable; `Some(None)` takes the owner away.
    pub owner: Option<Option<RecordId>>,
    /// The person who stands in.
    pub deputy: Option<Option<RecordId>>,
    /// The team that runs it.
    pub team: Option<String>,
}

/// What is said of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternFacts {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: Option<String>,
    /// Its version.
    pub version: String,
    /// Where it stands.
    pub status: PatternStatus,
    /// The pack bound to it.
    pub pack: Option<String>,
    /// Who is accountable for it.
    pub owner: Option<RecordId>,
    /// The decisions it rests on.
    pub decisions: Vec<RecordId>,
}

/// An inventory that was read: what each row would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InventoryPlan {
    /// The file.
    pub file: PathBuf,
    /// Its rows.
    pub rows: Vec<InventoryRow>,
    /// Persons its rows name who are not known and will be added.
    pub new_people: Vec<String>,
}

/// What becomes of persons an inventory names who are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownPeople {
    /// Their rows are refused.
    Refused,
    /// They are added with the systems.
    Added,
}

/// What a form about a system may offer: facts, persons and patterns as they are now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SystemChoices {
    /// Every fact that may be stated.
    pub facts: Vec<FactDefinition>,
    /// The persons who have not left, by name.
    pub people: Vec<(RecordId, String)>,
    /// The patterns, by label.
    pub patterns: Vec<Pattern>,
}

/// One row of an inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InventoryRow {
    /// The line in the file.
    pub line: usize,
    /// The name of the system.
    pub name: String,
    /// The system it is already, where it is.
    pub known: Option<RecordId>,
    /// What it says, by column.
    pub values: Vec<(String, String)>,
    /// What would change, in words; empty: nothing.
    pub changes: Vec<String>,
    /// Why the row cannot be taken, where it cannot.
    pub refused: Option<String>,
}

/// One pattern and what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PatternView {
    /// The pattern.
    pub pattern: Pattern,
    /// The name of its owner.
    pub owner: Option<String>,
    /// The decisions it rests on, as they are printed.
    pub decisions: Vec<String>,
    /// The systems that follow it, by label and name.
    pub followers: Vec<String>,
}

/// The list of systems, with the counts of the whole portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SystemsView {
    /// The day.
    pub as_of: NaiveDate,
    /// The systems the filter lets through, by tier and name.
    pub lines: Vec<SystemLine>,
    /// How many there are in all.
    pub total: u64,
    /// Tier × verdict: how many systems that are not closed; no tier comes last.
    pub heat: Heat,
    /// What a form about a system may offer.
    #[serde(skip)]
    pub choices: SystemChoices,
}

/// Tier by verdict: how many systems; those without a tier come last.
pub type Heat = Vec<(Option<Tier>, Vec<(Verdict, u64)>)>;

/// A system in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemLine {
    /// The system.
    pub id: RecordId,
    /// `SYS-0007`.
    pub label: String,
    /// Its name.
    pub name: String,
    /// The name of its owner.
    pub owner: Option<String>,
    /// Its stage, a word of the fact `stage`.
    pub stage: Option<String>,
    /// The tier recorded last.
    pub tier: Option<Tier>,
    /// Whether something was missing when it was recorded.
    pub provisional: bool,
    /// The computed verdict.
    pub verdict: Verdict,
    /// The first reason, where it is not GO.
    pub first_reason: Option<String>,
    /// What was issued and stands: the verdict, its last day, whether its inputs changed since.
    pub issued: Option<IssuedLine>,
    /// The share that is claimed, in basis points.
    pub claimed_bp: Option<u32>,
    /// The share that is proved, in basis points.
    pub evidenced_bp: Option<u32>,
    /// Items whose evidence is there but does not count any more.
    pub stale_evidence: u32,
    /// Answers to be confirmed: they came over from an earlier version of their pack, and the item changed.
    pub reconfirm: u32,
    /// How many assessments it has.
    pub assessments: u32,
    /// Why its tier does not count any more, where it does not.
    pub tier_expired: Option<String>,
    /// The day it was closed.
    pub closed_on: Option<NaiveDate>,
}

/// An issued verdict in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedLine {
    /// The verdict.
    pub verdict: Verdict,
    /// Its last day.
    pub valid_until: NaiveDate,
    /// Whether its inputs changed since.
    pub is_stale: bool,
    /// Whether it is laxer than computed, and until when.
    pub overridden_until: Option<NaiveDate>,
}

/// One system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SystemView {
    /// The day.
    pub as_of: NaiveDate,
    /// The system.
    pub system: System,
    /// The digest of its value: the base of an edit.
    pub digest: Digest,
    /// The same as its line in the list.
    pub line: SystemLine,
    /// The names of owner and deputy.
    pub owner: Option<String>,
    /// See `owner`.
    pub deputy: Option<String>,
    /// Every fact that may be stated, with its value as it would be typed; `None`: unknown.
    pub facts: Vec<(FactDefinition, Option<String>)>,
    /// Why its tier is what it is, and whether it still counts.
    pub tier: TierLine,
    /// The tiers that were recorded, the last first.
    pub tiers: Vec<TierLine>,
    /// Its assessments.
    pub assessments: Vec<AssessmentLine>,
    /// The packs that apply and were not started.
    pub offered: Vec<OfferLine>,
    /// The decisions it rests on.
    pub decisions: Vec<RecordLine>,
    /// The patterns it follows.
    pub patterns: Vec<Pattern>,
    /// Waivers by where they stand: the word and how many.
    pub waivers: Vec<(String, u64)>,
    /// How many risks are open, and how many of them carry a flag.
    pub risks: (u64, u64),
    /// Its events, newest first, at most 50.
    pub history: Vec<EventLine>,
    /// What a form about it may offer.
    #[serde(skip)]
    pub choices: SystemChoices,
}

/// A tier in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TierLine {
    /// The tier; `None`: none was recorded.
    pub tier: Option<Tier>,
    /// Whether something was missing.
    pub provisional: bool,
    /// The day it was recorded, and by whom.
    pub recorded: Option<(NaiveDate, String)>,
    /// The score in basis points, from and to.
    pub score_bp: Option<(u32, u32)>,
    /// Why: the band and the floors that hold.
    pub why: Vec<String>,
    /// The last day it is valid.
    pub valid_until: Option<NaiveDate>,
    /// Why it does not count any more, where it does not.
    pub expired: Option<String>,
}

impl Workbench {
    pub(crate) fn system_change(&mut self, change: &SystemChange) -> Result<Done, OpsError> {
        self.until_not_overtaken(|bench| bench.system_change_once(change))
    }

    fn system_change_once(&mut self, change: &SystemChange) -> Result<Done, OpsError> {
        match change {
            SystemChange::Register(new) => self.register_system(new),
            SystemChange::Edit(edit) => self.edit_system(edit),
            SystemChange::Enter {
                system,
                stage,
                on,
                note,
            } => self.enter_stage(*system, stage, (*on, note.as_deref())),
            SystemChange::Happened {
                system,
                kind,
                on,
                note,
            } => self.something_happened(*system, *kind, (*on, note.as_deref())),
            SystemChange::Decision {
                system,
                decision,
                linked: true,
            } => self.link_decision(*system, *decision),
            SystemChange::Decision {
                system, decision, ..
            } => self.unlink_decision(*system, *decision),
            SystemChange::Bind {
                system,
                pattern,
                bound: true,
            } => self.bind_pattern(*system, *pattern),
            SystemChange::Bind {
                system, pattern, ..
            } => self.unbind_pattern(*system, *pattern),
            SystemChange::Close { system } => self.close_system(*system),
            SystemChange::Inventory(plan) => self.import_inventory(plan),
            SystemChange::NewPattern(facts) => self.new_pattern(facts),
            SystemChange::EditPattern { pattern, facts } => self.edit_pattern(*pattern, facts),
        }
    }
}
