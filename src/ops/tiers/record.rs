//! A run becomes the tier of its system. A less critical one needs a named person with L2, and so does a cap as its rubric says; a
//! more critical one makes waivers void, and those are named.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use super::{
    rubric::Chosen,
    score::{Opened, called},
};
use crate::{
    domain::{
        condition::Truth,
        ids::RecordId,
        pack::Level,
        rubric::{Run, quoted},
        tier::Tier,
        tiering::{CapSignature, Recorded, level_of},
        waiver::{Now, Scope, Standing, Waiver},
    },
    ops::{
        change::Done, dossier::Dossier, error::OpsError, reference::short, workbench::Workbench,
    },
};

/// Who must sign for a tier that becomes less critical (governance, E07).
const LOWERS: Level = Level::L2;

impl Workbench {
    pub(super) fn sign_cap(
        &mut self,
        system: RecordId,
        cap: &str,
        person: RecordId,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let dossier = self.dossier(system)?;
        let mut opened = self.opened(&dossier, seen)?;
        let run = opened.chosen.run_of(&dossier, &opened.tiering);
        let Some(asked) = opened.chosen.rubric.cap(cap) else {
            return Err(no_cap(cap, &opened.chosen, &run));
        };
        let holds = run.caps.iter().find(|hit| hit.id == cap);
        if holds.is_none_or(|hit| hit.holds != Truth::True) {
            return Err(OpsError::Refused {
                what: format!(
                    "the cap {} does not hold, or nobody knows",
                    quoted(&asked.title)
                ),
                hint: "A cap counts only where every fact it asks for is known to be so."
                    .to_owned(),
            });
        }
        let name = signs_at(&dossier, person, asked.sign_off)?;
        let (title, tier) = (quoted(&asked.title), asked.tier);
        let signature = CapSignature {
            by: person,
            on: self.env.today(),
            bound: opened.tiering.bound_to(&dossier.system.facts),
        };
        opened.tiering.signed_caps.insert(cap.to_owned(), signature);
        let run = opened.chosen.run_of(&dossier, &opened.tiering);
        let summary = format!(
            "{name} signed for the cap {title} of {}: at most as critical as {tier}, now {}",
            called(&dossier),
            run.called()
        );
        self.save_run(&opened, "cap-signed", (&dossier, summary))
    }

    pub(super) fn record_tier(
        &mut self,
        system: RecordId,
        signed_by: Option<RecordId>,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let dossier = self.dossier(system)?;
        if let Some(why) = self.not_recordable(&dossier) {
            return Err(OpsError::Refused {
                what: format!("{} cannot be recorded: {why}", called(&dossier)),
                hint: format!(
                    "Score it with `archdeck tier score {} FACTOR=N`.",
                    dossier.system.label
                ),
            });
        }
        let mut opened = self.opened(&dossier, seen)?;
        let run = opened.chosen.run_of(&dossier, &opened.tiering);
        refuse_stopped(&dossier, &run)?;
        let before = dossier.recorded().map(|(_, recorded)| recorded.run.tier);
        let signer = match before {
            Some(before) if run.tier > before => {
                Some(self.lowers(&dossier, signed_by, (before, run.tier))?)
            }
            _ => signed_by
                .map(|person| named(&dossier, person))
                .transpose()?,
        };
        let summary = self.recorded_in_words(&dossier, &run, (before, signer.as_ref()));
        opened.tiering.recorded = Some(Recorded {
            on: self.env.today(),
            by: self.env.actor.clone(),
            signed_by: signer.map(|(id, _)| id),
            facts: dossier.system.facts.clone(),
            triggers: dossier.system.triggers.clone(),
            run,
        });
        self.save_recorded(opened, &dossier, summary)
    }

    fn save_recorded(
        &mut self,
        mut opened: Opened,
        dossier: &Dossier,
        summary: String,
    ) -> Result<Done, OpsError> {
        // Only signatures for what is recorded are kept with it.
        let counting = opened.tiering.signed_for(&dossier.system.facts);
        opened
            .tiering
            .signed_caps
            .retain(|cap, _| counting.contains(cap));
        self.save_run(&opened, "recorded", (dossier, summary))
    }

    /// Why there is nothing to record now, where there is not.
    pub(super) fn not_recordable(&self, dossier: &Dossier) -> Option<String> {
        if let Some(open) = dossier.open_run() {
            return open
                .value
                .scores
                .is_empty()
                .then(|| "nothing was scored".to_owned());
        }
        let Some((_, recorded)) = dossier.recorded() else {
            return Some("nothing was scored".to_owned());
        };
        // The same scores are recorded anew where time or facts went past them.
        let is_past = recorded
            .expired(&dossier.system, self.env.today())
            .is_some()
            || recorded.facts != dossier.system.facts;
        (!is_past).then(|| format!("nothing was scored since {}", recorded.on))
    }

    /// Who signs that a tier becomes less critical.
    fn lowers(
        &self,
        dossier: &Dossier,
        signed_by: Option<RecordId>,
        (before, after): (Tier, Tier),
    ) -> Result<(RecordId, String), OpsError> {
        let acting = dossier
            .people
            .called(&self.env.actor)
            .map(|person| person.id);
        let Some(person) = signed_by.or(acting) else {
            return Err(needs(LOWERS, &format!("{before} becomes {after}, which")));
        };
        match signs_at(dossier, person, LOWERS) {
            Ok(name) => Ok((person, name)),
            Err(refused) if signed_by.is_some() => Err(refused),
            Err(_) => Err(needs(LOWERS, &format!("{before} becomes {after}, which"))),
        }
    }

    fn recorded_in_words(
        &self,
        dossier: &Dossier,
        run: &Run,
        (before, signer): (Option<Tier>, Option<&(RecordId, String)>),
    ) -> String {
        let mut said = format!(
            "recorded {} for {}, {}",
            run.called(),
            called(dossier),
            run.score()
        );
        if let Some(was) = before.filter(|was| *was != run.tier) {
            let _ = write!(said, "; it was {was}");
        }
        if run.provisional {
            let _ = write!(said, "; provisional: {}", missing(run));
        }
        match before {
            Some(was) if run.tier > was => {
                let name = signer.map_or("", |(_, name)| name);
                let _ = write!(
                    said,
                    "; {name} signed for it; an issued verdict stands as it was issued until it ends"
                );
            }
            Some(was) if run.tier < was => said.push_str(&self.voided(dossier, (was, run.tier))),
            _ => {}
        }
        said
    }

    /// The waivers a more critical tier makes void, with who asked for them.
    fn voided(&self, dossier: &Dossier, (was, is): (Tier, Tier)) -> String {
        let today = self.env.today();
        let void = void_at(dossier, (was, is), today);
        if void.is_empty() {
            return String::new();
        }
        let named = void.iter().map(|waiver| {
            let owner = dossier.people.name(waiver.requester);
            format!(
                "{} of {}",
                waiver.label,
                owner.unwrap_or("somebody who is gone")
            )
        });
        let named = named.collect::<Vec<_>>().join(", ");
        format!("; void from now on, what they let stand fails again: {named}")
    }
}

/// The waivers that count, or will, at one tier and are void at another.
pub(super) fn void_at(
    dossier: &Dossier,
    (was, is): (Tier, Tier),
    as_of: chrono::NaiveDate,
) -> Vec<&Waiver> {
    let at = |waiver: &Waiver, tier| {
        let rev = match &waiver.scope {
            Scope::Item { item, .. } => rev_of(dossier, item),
            Scope::Gate { .. } | Scope::Standard { .. } | Scope::Risk { .. } => None,
        };
        let tier = Some(tier);
        waiver.standing(Now { rev, tier }, as_of)
    };
    let waivers = dossier.waivers.iter().map(|waiver| &waiver.value);
    waivers
        .filter(|waiver| matches!(at(waiver, was), Standing::Active | Standing::Scheduled))
        .filter(|waiver| at(waiver, is) == Standing::Void)
        .collect()
}

fn rev_of(dossier: &Dossier, item: &str) -> Option<u32> {
    let mut packs = dossier.assessments.iter();
    packs.find_map(|(_, pack)| Some(pack.item(item)?.rev))
}

/// What is missing from a run: factors, and what floors ask for.
fn missing(run: &Run) -> String {
    let unknown = run
        .floors
        .iter()
        .filter(|floor| floor.holds == Truth::Unknown);
    let unknown = unknown.map(|floor| format!("whether {} holds", quoted(&floor.title)));
    let missing = run.missing.iter().cloned().chain(unknown);
    format!("{} not known", missing.collect::<Vec<_>>().join(", "))
}

fn refuse_stopped(dossier: &Dossier, run: &Run) -> Result<(), OpsError> {
    let stop = run.stops.iter().find(|stop| stop.holds == Truth::True);
    match stop {
        None => Ok(()),
        Some(stop) => Err(OpsError::Refused {
            what: format!(
                "{} gets no tier: {} holds, and that is a NO-GO nobody can waive",
                called(dossier),
                quoted(&stop.title)
            ),
            hint: format!(
                "Change what the system does and its facts: `archdeck system edit {}`.",
                dossier.system.label
            ),
        }),
    }
}

fn named(dossier: &Dossier, person: RecordId) -> Result<(RecordId, String), OpsError> {
    match dossier.people.name(person) {
        Some(name) => Ok((person, name.to_owned())),
        None => Err(OpsError::NotFound {
            what: "the person is not in the store any more".to_owned(),
            hint: "`archdeck person list` shows those that are.".to_owned(),
        }),
    }
}

/// The name of a person who may sign at a level.
fn signs_at(dossier: &Dossier, person: RecordId, level: Level) -> Result<String, OpsError> {
    let (_, name) = named(dossier, person)?;
    if level_of(&dossier.people, person) >= Some(level) {
        return Ok(name);
    }
    let word = level.word();
    Err(OpsError::Refused {
        what: format!("{name} cannot sign at {word}: no role of {name} reaches it"),
        hint: format!(
            "{} The roles of a person are set with `archdeck person edit NAME --role {word}`.",
            holders(dossier, level)
        ),
    })
}

fn holders(dossier: &Dossier, level: Level) -> String {
    let people = dossier.people.0.iter();
    let able = people.filter(|person| level_of(&dossier.people, person.id) >= Some(level));
    let names: Vec<_> = able.map(|person| person.name.as_str()).take(5).collect();
    match names.as_slice() {
        [] => "Nobody can yet.".to_owned(),
        names => format!("{} can.", names.join(", ")),
    }
}

fn needs(level: Level, what: &str) -> OpsError {
    let word = level.word();
    OpsError::Refused {
        what: format!("{what} needs somebody with {word}, or higher, to sign for it"),
        hint: "Name them with `--signed-by NAME`.".to_owned(),
    }
}

fn no_cap(typed: &str, chosen: &Chosen, run: &Run) -> OpsError {
    let all: BTreeMap<&str, Truth> = run
        .caps
        .iter()
        .map(|cap| (cap.id.as_str(), cap.holds))
        .collect();
    let hint = match all.keys().copied().collect::<Vec<_>>().as_slice() {
        [] => "The rubric has no caps.".to_owned(),
        caps => format!("Its caps are {}.", caps.join(", ")),
    };
    OpsError::Refused {
        what: format!("`{}` is no cap of {}", short(typed), chosen.pin.id),
        hint,
    }
}
