//! What becomes of a waiver that was asked for: granted or not, taken back, or not needed any more. Who may, and whether it still
//! stands on what it was asked for, is looked at when it is decided, not when it was asked.

use chrono::NaiveDate;

use super::{
    ground::{Ground, ground},
    propose::{cannot_last, place, standing_of},
};
use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        evidence::EvidenceState,
        ids::RecordId,
        pack::Level,
        readiness::{self, ItemResult, ItemState, Readiness},
        register::Treatment,
        waiver::{
            MayNotDecide, Parties, Scope, Standing, Waiver, WaiverState, bound_to, level_in_chain,
            may_decide,
        },
    },
    ops::{
        change::Done, dossier::Dossier, error::OpsError, putting::put, rewriting::reason,
        workbench::Workbench,
    },
    store::StoreError,
};

/// Who decides, and what they say.
pub(super) struct Word {
    by: RecordId,
    reason: Option<String>,
}

impl Word {
    pub(super) fn of(by: RecordId, said: Option<&str>) -> Result<Self, OpsError> {
        Ok(Self {
            by,
            reason: reason(said)?,
        })
    }

    fn needed(&self, what: &str) -> Result<String, OpsError> {
        let said = self.reason.clone();
        said.ok_or_else(|| OpsError::Refused {
            what: format!("{what} needs a reason"),
            hint: "Say why with `--reason TEXT`.".to_owned(),
        })
    }
}

/// A waiver with what it stands on.
struct Case {
    waiver: Waiver,
    base: Digest,
    dossier: Dossier,
    on: Ground,
    standing: Standing,
}

impl Workbench {
    pub(super) fn grant_waiver(&mut self, id: RecordId, word: &Word) -> Result<Done, OpsError> {
        let today = self.env.today();
        let mut case = self.case(id)?;
        case.refuse_decided()?;
        if case.waiver.expires_on < today {
            return Err(OpsError::Refused {
                what: format!(
                    "{} would have ended on {}",
                    case.waiver.label, case.waiver.expires_on
                ),
                hint: "Reject it and ask anew: no date of a waiver is edited.".to_owned(),
            });
        }
        case.refuse_other_revision()?;
        let bounds = case.on.bounds()?;
        bounds
            .allow(case.waiver.effective_from, case.waiver.expires_on)
            .map_err(|why| cannot_last(&why))?;
        let (level, parties) = (case.level(), case.parties());
        may_decide(&case.dossier.people, word.by, level, &parties)
            .map_err(|why| case.may_not(&why))?;
        let waiver = &mut case.waiver;
        waiver.level = level;
        waiver.tier = case.on.tier;
        waiver.bound = bound_to(&waiver.scope, waiver.tier);
        waiver.state = WaiverState::Approved {
            by: word.by,
            on: today,
        };
        let said = format!("granted until {}", waiver.expires_on);
        self.save_case(case, ("approved", &said), word)
    }

    pub(super) fn reject_waiver(&mut self, id: RecordId, word: &Word) -> Result<Done, OpsError> {
        let mut case = self.case(id)?;
        case.refuse_decided()?;
        let people = &case.dossier.people;
        // Whoever asked may take it back; being stricter needs no distance, only the level.
        if !people.are_one(word.by, case.waiver.requester) {
            let nobody = Parties {
                owners: Vec::new(),
                ..case.parties()
            };
            may_decide(people, word.by, case.level(), &nobody).map_err(|why| case.may_not(&why))?;
        }
        case.waiver.state = WaiverState::Rejected {
            by: word.by,
            on: self.env.today(),
            reason: word.needed("rejecting a waiver")?,
        };
        self.save_case(case, ("rejected", "not granted"), word)
    }

    pub(super) fn revoke_waiver(&mut self, id: RecordId, word: &Word) -> Result<Done, OpsError> {
        let mut case = self.case(id)?;
        case.refuse_not_granted("revoked")?;
        case.refuse_stranger(word.by)?;
        case.waiver.state = WaiverState::Revoked {
            by: word.by,
            on: self.env.today(),
            reason: word.needed("revoking a waiver")?,
        };
        self.save_case(case, ("revoked", "taken back"), word)
    }

    /// E05: what was done is resolved, not expired, and only a passing answer with evidence proves it.
    pub(super) fn resolve_waiver_done(
        &mut self,
        id: RecordId,
        by: RecordId,
    ) -> Result<Done, OpsError> {
        let today = self.env.today();
        let mut case = self.case(id)?;
        case.refuse_not_granted("resolved")?;
        case.refuse_stranger(by)?;
        let computed = computed(&case.dossier, today);
        if let Some(why) = why_not_resolved(&case.dossier, &case.waiver.scope, &computed) {
            return Err(OpsError::Refused {
                what: format!("{} is not resolved: {why}", case.waiver.label),
                hint: "Answer it met with its evidence first; revoke the waiver where it is not needed.".to_owned(),
            });
        }
        case.waiver.state = WaiverState::Resolved { by, on: today };
        let word = Word { by, reason: None };
        self.save_case(case, ("resolved", "not needed any more"), &word)
    }

    fn case(&mut self, id: RecordId) -> Result<Case, OpsError> {
        let (waiver, base) = self.waiver_with_digest(id)?;
        let today = self.env.today();
        let dossier = self.dossier(waiver.system)?;
        let tier = dossier.tier_now(today).weighed_at();
        Ok(Case {
            on: ground(&dossier, &waiver.scope, tier),
            standing: standing_of(&dossier, &waiver, today),
            waiver,
            base,
            dossier,
        })
    }

    fn save_case(
        &mut self,
        case: Case,
        (verb, said): (&str, &str),
        word: &Word,
    ) -> Result<Done, OpsError> {
        let Case {
            waiver, base, on, ..
        } = case;
        let mut saved = put((RecordKind::Waiver, waiver.id), (verb, Some(base)), &waiver);
        saved.reason.clone_from(&word.reason);
        let group = self
            .save(vec![saved], Vec::new())
            .map_err(|error| self.waiver_overtaken(error, &waiver.label))?;
        Ok(Done {
            group: Some(group),
            summary: format!("{verb} {} ({said}): {}", waiver.label, on.words),
            refs: vec![waiver.label],
            made: None,
            can_undo: true,
        })
    }

    /// Somebody who decided between our reading and our saving is told like any stale edit.
    fn waiver_overtaken(&self, error: OpsError, label: &str) -> OpsError {
        match error {
            OpsError::Store(StoreError::Stale { record, .. }) => {
                self.stale(record, label.to_owned())
            }
            other => other,
        }
    }
}

impl Case {
    /// Who must decide at least: what it was asked at, or more where the tier asks for more by now.
    fn level(&self) -> Level {
        level_now(&self.dossier, &self.waiver, &self.on)
    }

    fn parties(&self) -> Parties {
        parties(&self.waiver, &self.on)
    }

    fn refuse_decided(&self) -> Result<(), OpsError> {
        why_not_decided(self.standing).map_or(Ok(()), |why| {
            Err(OpsError::Refused {
                what: format!("{} {why}", self.waiver.label),
                hint: "A decision stands; revoke it, or ask for another waiver.".to_owned(),
            })
        })
    }

    fn refuse_not_granted(&self, what: &str) -> Result<(), OpsError> {
        why_not_ended(self.standing).map_or(Ok(()), |why| {
            Err(OpsError::Refused {
                what: format!("{} cannot be {what}: {why}", self.waiver.label),
                hint: "`archdeck waiver show` tells what happened to it.".to_owned(),
            })
        })
    }

    fn refuse_stranger(&self, by: RecordId) -> Result<(), OpsError> {
        let known = self.dossier.people.get(by);
        if known.is_some_and(|person| !person.has_left) {
            return Ok(());
        }
        Err(self.may_not(&MayNotDecide::Unknown))
    }

    fn refuse_other_revision(&self) -> Result<(), OpsError> {
        let Scope::Item { item, rev } = &self.waiver.scope else {
            return Ok(());
        };
        match self.on.now.rev {
            Some(now) if now != *rev => Err(OpsError::Refused {
                what: format!("{item} is at revision {now} now; it was asked for {rev}"),
                hint: "Reject it and ask anew for what is asked now.".to_owned(),
            }),
            _ => Ok(()),
        }
    }

    fn may_not(&self, why: &MayNotDecide) -> OpsError {
        let names = deciders(&self.dossier, &self.waiver, &self.on);
        let names: Vec<_> = names.into_iter().map(|(_, name)| name).collect();
        OpsError::Refused {
            what: format!("{}: {why}", self.waiver.label),
            hint: if names.is_empty() {
                format!(
                    "Nobody known may decide it; give somebody the role {} with `archdeck person edit`.",
                    self.level().word()
                )
            } else {
                format!("It awaits {}.", names.join(", "))
            },
        }
    }
}

/// The level a waiver needs by now.
pub(super) fn level_now(dossier: &Dossier, waiver: &Waiver, on: &Ground) -> Level {
    on.bounds.map_or(waiver.level, |bounds| {
        level_in_chain(bounds.level, place(dossier, waiver), Some(waiver.level))
    })
}

pub(super) fn parties(waiver: &Waiver, on: &Ground) -> Parties {
    Parties {
        requester: waiver.requester,
        owners: on.owners.clone(),
    }
}

/// Those who may grant a waiver, by name.
pub(super) fn deciders(dossier: &Dossier, waiver: &Waiver, on: &Ground) -> Vec<(RecordId, String)> {
    let (level, parties) = (level_now(dossier, waiver, on), parties(waiver, on));
    let people = &dossier.people;
    let mut deciders: Vec<_> = people
        .0
        .iter()
        .filter(|person| may_decide(people, person.id, level, &parties).is_ok())
        .map(|person| (person.id, person.name.clone()))
        .collect();
    deciders.sort_by(|one, other| one.1.cmp(&other.1));
    deciders
}

/// Why nothing is decided any more; `None` while it awaits a decision.
pub(super) fn why_not_decided(standing: Standing) -> Option<String> {
    (standing != Standing::Proposed)
        .then(|| format!("is {}; it awaits no decision", standing.word()))
}

/// Why one cannot be ended; `None` for one that was granted and not ended yet.
pub(super) fn why_not_ended(standing: Standing) -> Option<String> {
    (!standing.was_granted()).then(|| match standing {
        Standing::Proposed => "it was not granted yet".to_owned(),
        ended => format!("it is {} already", ended.word()),
    })
}

/// What the system comes to on the day.
pub(super) fn computed(dossier: &Dossier, today: NaiveDate) -> Readiness {
    let waivers = dossier.waiver_values();
    readiness::evaluate(&dossier.inputs(&waivers, dossier.tier_now(today), today))
}

/// Why what a waiver lets stand is not done yet; `None` where it is.
pub(super) fn why_not_resolved(
    dossier: &Dossier,
    scope: &Scope,
    computed: &Readiness,
) -> Option<String> {
    let as_of = computed.as_of;
    match scope {
        Scope::Item { item, .. } => {
            let states: Vec<_> = computed
                .items
                .iter()
                .filter(|state| state.item == *item)
                .collect();
            if states.is_empty() {
                return Some(format!("{item} is not asked any more"));
            }
            states
                .into_iter()
                .find_map(|state| lacks(dossier, state, as_of))
        }
        Scope::Gate { gate } => computed
            .items
            .iter()
            .filter(|state| state.gate == *gate && state.force.gates())
            .filter(|state| state.result != ItemResult::Na)
            .find_map(|state| lacks(dossier, state, as_of)),
        Scope::Standard { .. } => None,
        Scope::Risk { risk } => {
            let mut risks = dossier.risks.iter().map(|risk| &risk.value);
            let stands = risks.find(|found| found.id == *risk)?;
            (stands.closed.is_none() && stands.treatment == Treatment::Accept)
                .then(|| format!("{} is open and accepted", stands.label))
        }
    }
}

/// What an item lacks to pass with evidence.
fn lacks(dossier: &Dossier, state: &ItemState, as_of: NaiveDate) -> Option<String> {
    if state.result != ItemResult::Pass {
        return Some(format!("{} is {}", state.item, state.result.word()));
    }
    (!has_evidence(dossier, state, as_of))
        .then(|| format!("{} passes without a piece of evidence", state.item))
}

fn has_evidence(dossier: &Dossier, state: &ItemState, as_of: NaiveDate) -> bool {
    let mut assessments = dossier.assessments.iter();
    let found = assessments.find(|(assessment, _)| Some(assessment.value.id) == state.assessment);
    let Some((assessment, pack)) = found else {
        return false;
    };
    let rule = pack
        .item(&state.item)
        .and_then(|item| item.evidence.as_ref());
    let max_age = rule.and_then(|rule| rule.max_age_days);
    dossier
        .given(&assessment.value, pack)
        .get(state.item.as_str())
        .is_some_and(|given| {
            let mut pieces = given.answer.evidence.iter();
            pieces.any(|piece| piece.state(max_age, as_of) == EvidenceState::Ok)
        })
}
