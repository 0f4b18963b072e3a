//! Waivers and risk acceptances: asked for, decided by another person, extended by a new one, and what awaits whom. The rules
//! are those of [`crate::domain::waiver`]; here they meet the items, tiers and people of the store.

mod decide;
mod ground;
mod inbox;
mod propose;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        waiver::{Control, Scope, Standing, Waiver},
    },
    ops::{
        change::Done,
        error::OpsError,
        reference::short,
        workbench::{Workbench, decoded},
    },
    store::StoreError,
};

/// How often a waiver is asked for again when somebody else saves meanwhile.
const TRIES: usize = 5;
/// The most labels that are named where none was meant.
const LABELS_NAMED: usize = 20;

/// A change of waivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaiverChange {
    /// Asks for one.
    Propose(NewWaiver),
    /// Decides one.
    Decide {
        /// The waiver.
        waiver: RecordId,
        /// Granted (true) or not.
        granted: bool,
        /// Who decides.
        by: RecordId,
        /// Why; needed where it is not granted.
        reason: Option<String>,
    },
    /// Takes one back that was granted.
    Revoke {
        /// The waiver.
        waiver: RecordId,
        /// Who.
        by: RecordId,
        /// Why.
        reason: String,
    },
    /// Says that what it let stand was done; refused while the item does not pass.
    Resolve {
        /// The waiver.
        waiver: RecordId,
        /// Who.
        by: RecordId,
    },
}

/// A waiver that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWaiver {
    /// The system.
    pub system: RecordId,
    /// What it lets stand; of an item the revision 0 means the one that is asked now.
    pub scope: Scope,
    /// Why it cannot be done now.
    pub reason: String,
    /// What may happen meanwhile.
    pub risk: String,
    /// What is done against it meanwhile.
    pub controls: Vec<Control>,
    /// What will be done so that it is not needed any more.
    pub action: String,
    /// Who asks.
    pub requester: RecordId,
    /// The first day; `None` is today or, for an extension of one that still runs, the day after its last.
    pub effective_from: Option<NaiveDate>,
    /// The last day.
    pub expires_on: NaiveDate,
    /// The one it follows.
    pub extends: Option<RecordId>,
}

/// The waivers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaiversView {
    /// The day.
    pub as_of: NaiveDate,
    /// The system they are of; `None`: all.
    pub system: Option<(RecordId, String, String)>,
    /// The person who acts here, where one goes by the name of the actor.
    pub me: Option<RecordId>,
    /// Everybody who may ask, with their names.
    pub people: Vec<(RecordId, String)>,
    /// The systems a waiver may be asked for, by label and name.
    pub systems: Vec<(RecordId, String)>,
    /// The waivers: first those that await a decision, mine before others', then by what ends first.
    pub lines: Vec<WaiverLine>,
}

/// A waiver in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaiverLine {
    /// The waiver.
    pub waiver: Waiver,
    /// The label and name of its system.
    pub system: (String, String),
    /// Where it stands.
    pub standing: Standing,
    /// What it lets stand, in words: `ORR-28 Is the restore …`.
    pub scope: String,
    /// Days left, the last day counted; negative: days since.
    pub days_left: i64,
    /// Who asked.
    pub requester: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Whom it awaits: those who may decide it.
    pub awaits: Vec<String>,
    /// The same with their identities.
    pub deciders: Vec<(RecordId, String)>,
    /// Whether it awaits the person who acts here.
    pub awaits_me: bool,
    /// Whether the person who acts here asked for it or owns what it lets stand.
    pub is_mine: bool,
    /// Who is to be told when it ends or becomes void: the owners of what it lets stand, else of the system.
    pub owners: Vec<String>,
    /// Which one it is in its chain of extensions, from 1.
    pub chain: u32,
    /// The label of the one it follows.
    pub follows: Option<String>,
    /// What can be done with it here, and why not, where it cannot.
    pub steps: Vec<(WaiverStep, Option<String>)>,
}

/// What can be done with a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum WaiverStep {
    Approve,
    Reject,
    Revoke,
    Resolve,
    Extend,
}

impl WaiverStep {
    /// Every step in the order of a life.
    pub const ALL: [Self; 5] = [
        Self::Approve,
        Self::Reject,
        Self::Revoke,
        Self::Resolve,
        Self::Extend,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
            Self::Resolve => "resolve",
            Self::Extend => "extend",
        }
    }
}

impl WaiverLine {
    /// Why a step cannot be taken; `None` where it can.
    pub fn refused(&self, step: WaiverStep) -> Option<&str> {
        let mut steps = self.steps.iter();
        let (_, why) = steps.find(|(of, _)| *of == step)?;
        why.as_deref()
    }

    /// Whether it runs and ends within so many days, today counted.
    pub fn ends_within(&self, days: i64) -> bool {
        self.standing.runs() && self.days_left <= days
    }
}

impl Workbench {
    pub(crate) fn waiver_change(&mut self, change: WaiverChange) -> Result<Done, OpsError> {
        match change {
            WaiverChange::Propose(new) => self.propose_waiver(&new),
            WaiverChange::Decide {
                waiver,
                granted,
                by,
                reason,
            } => {
                let word = decide::Word::of(by, reason.as_deref())?;
                if granted {
                    self.grant_waiver(waiver, &word)
                } else {
                    self.reject_waiver(waiver, &word)
                }
            }
            WaiverChange::Revoke { waiver, by, reason } => {
                let word = decide::Word::of(by, Some(&reason))?;
                self.revoke_waiver(waiver, &word)
            }
            WaiverChange::Resolve { waiver, by } => self.resolve_waiver_done(waiver, by),
        }
    }

    fn propose_waiver(&mut self, new: &NewWaiver) -> Result<Done, OpsError> {
        let mut tries = 1;
        loop {
            // A label is only new against those that are there: two people must not both get the next one.
            match self.propose_waiver_once(new) {
                Err(OpsError::Store(StoreError::Overtaken)) if tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    /// Finds the waiver a typed label or id means.
    ///
    /// # Errors
    /// When none or more than one answers.
    pub fn resolve_waiver(&self, typed: &str) -> Result<Waiver, OpsError> {
        let all = self.store.current_of_kind(RecordKind::Waiver, None)?;
        let named: Vec<_> = all
            .iter()
            .map(|current| (current.id, current.public_id.as_str()))
            .collect();
        let id = labelled(typed, &named, Words::WAIVER)?;
        Ok(self.waiver_with_digest(id)?.0)
    }

    /// The person who is meant by a name, or the one who acts here.
    ///
    /// # Errors
    /// When nobody goes by that name.
    pub fn person_meant(&self, typed: Option<&str>) -> Result<RecordId, OpsError> {
        if let Some(typed) = typed {
            return self.resolve_person(typed);
        }
        let people = self.people()?;
        let me = people.called(&self.env.actor).map(|person| person.id);
        me.ok_or_else(|| OpsError::NotFound {
            what: format!("nobody among the persons is called `{}`", self.env.actor),
            hint: "Name a person, or add one who goes by that name: `archdeck person add`."
                .to_owned(),
        })
    }

    /// A waiver and the digest of its value.
    fn waiver_with_digest(&self, id: RecordId) -> Result<(Waiver, Digest), OpsError> {
        let current = self.store.current(id)?;
        let current = current.filter(|current| current.kind == RecordKind::Waiver);
        let current = current.ok_or_else(|| OpsError::NotFound {
            what: "the waiver is not in the store any more".to_owned(),
            hint: "`archdeck waiver list` shows those that are.".to_owned(),
        })?;
        Ok((decoded(&current)?, current.digest))
    }
}

/// How a kind of record is spoken of where none or several were meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    pub(crate) one: &'static str,
    /// What to do where there is none at all.
    pub(crate) begin: &'static str,
}

impl Words {
    const WAIVER: Self = Self {
        one: "waiver",
        begin: "`archdeck waiver propose` asks for the first one.",
    };
}

/// A record and its label.
type Named<'n> = (RecordId, &'n str);

/// The record a typed label means: the label, a part of it that no other has, or eight and more characters of the id.
pub(crate) fn labelled(
    typed: &str,
    named: &[Named<'_>],
    words: Words,
) -> Result<RecordId, OpsError> {
    let wanted = typed.trim().to_ascii_uppercase();
    let id = typed.trim().replace('-', "").to_ascii_lowercase();
    let is_id = id.len() >= 8 && id.chars().all(|c| c.is_ascii_hexdigit());
    let tests: [&dyn Fn(&Named<'_>) -> bool; 3] = [
        &|(_, label)| *label == wanted,
        &|(_, label)| !wanted.is_empty() && label.contains(&wanted),
        &|(record, _)| is_id && record.to_string().starts_with(&id),
    ];
    let mut found = tests
        .into_iter()
        .map(|fits| named.iter().filter(|it| fits(it)).collect::<Vec<_>>());
    let found = found.find(|found| !found.is_empty()).unwrap_or_default();
    let labels = |of: &mut dyn Iterator<Item = &Named<'_>>| -> Vec<String> {
        let labels = of.map(|(_, label)| (*label).to_owned());
        labels.take(LABELS_NAMED).collect()
    };
    match found.as_slice() {
        [(one, _)] => Ok(*one),
        [] => Err(OpsError::NotFound {
            what: format!("no {} answers to `{}`", words.one, short(typed)),
            hint: match labels(&mut named.iter()) {
                none if none.is_empty() => words.begin.to_owned(),
                some => format!("There are {}.", some.join(", ")),
            },
        }),
        many => Err(OpsError::Ambiguous {
            asked: short(typed),
            candidates: labels(&mut many.iter().copied()),
        }),
    }
}

#[cfg(test)]
mod tests;
