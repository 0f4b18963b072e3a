//! Asking for a waiver, or for the extension of one: what it may last and who must decide is fixed by the rules, not typed.

use chrono::{Datelike as _, Days, NaiveDate};

use super::{
    NewWaiver,
    ground::{Ground, ground},
};
use crate::{
    domain::{
        event::RecordKind,
        ids::RecordId,
        pack::Level,
        waiver::{
            Control, MayNotLast, Scope, Standing, Waiver, WaiverState, bound_to, level_in_chain,
        },
    },
    ops::{
        change::Done, dossier::Dossier, error::OpsError, putting::put, rewriting::line,
        workbench::Workbench,
    },
};

impl Workbench {
    pub(super) fn propose_waiver_once(&mut self, new: &NewWaiver) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let today = self.env.today();
        let dossier = self.dossier(new.system)?;
        refuse_closed(&dossier)?;
        refuse_stranger(&dossier, new.requester)?;
        let tier = dossier.tier_now(today).weighed_at();
        let on = ground(&dossier, &new.scope, tier);
        let bounds = on.bounds()?;
        let scope = as_asked_now(&new.scope, &on)?;
        let followed = self.followed(&dossier, new.extends, (&scope, today))?;
        if followed.is_none() {
            refuse_second(&dossier, &scope, today)?;
        }
        let from = first_day(new.effective_from, followed.as_ref(), today)?;
        bounds
            .allow(from, new.expires_on)
            .map_err(|why| cannot_last(&why))?;
        let waiver = Waiver {
            label: self.next_label(&format!("WVR-{:04}-", today.year()), 3)?,
            level: level_in_chain(
                bounds.level,
                followed.as_ref().map_or(1, |before| before.place + 1),
                followed.as_ref().map(|before| before.level),
            ),
            reason: line("reason", &new.reason)?,
            risk: line("risk statement", &new.risk)?,
            action: line("action", &new.action)?,
            controls: controls(&new.controls)?,
            system: new.system,
            requester: new.requester,
            requested_on: today,
            effective_from: from,
            expires_on: new.expires_on,
            extends: new.extends,
            bound: bound_to(&scope, tier),
            state: WaiverState::Proposed,
            id: self.env.record_id(),
            scope,
            tier,
        };
        let saved = put((RecordKind::Waiver, waiver.id), ("proposed", None), &waiver);
        let group = self.save_upon(seen, vec![saved], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!(
                "asked for {} on {} until {}; it needs {}",
                waiver.label,
                on.words,
                waiver.expires_on,
                waiver.level.word()
            ),
            refs: vec![waiver.label],
            made: Some(waiver.id),
            can_undo: true,
        })
    }

    /// The waiver that is extended, where one is.
    fn followed(
        &self,
        dossier: &Dossier,
        extends: Option<RecordId>,
        (scope, today): (&Scope, NaiveDate),
    ) -> Result<Option<Followed>, OpsError> {
        let Some(extends) = extends else {
            return Ok(None);
        };
        let (before, _) = self.waiver_with_digest(extends)?;
        if before.system != dossier.system.id || !is_same(&before.scope, scope) {
            return Err(OpsError::Refused {
                what: format!("{} lets something else stand", before.label),
                hint:
                    "An extension is of the same system and the same item, gate, standard or risk."
                        .to_owned(),
            });
        }
        let standing = standing_of(dossier, &before, today);
        if let Some(why) = why_not_extended(dossier, &before, standing) {
            return Err(OpsError::Refused {
                what: format!("{} cannot be extended: {why}", before.label),
                hint: "`archdeck waiver list` shows where each stands.".to_owned(),
            });
        }
        Ok(Some(Followed {
            place: place(dossier, &before),
            level: before.level,
            runs_until: standing.runs().then_some(before.expires_on),
        }))
    }
}

/// What an extension follows.
struct Followed {
    place: u32,
    level: Level,
    /// The last day of one that still runs.
    runs_until: Option<NaiveDate>,
}

/// Where a waiver of a system stands.
pub(super) fn standing_of(dossier: &Dossier, waiver: &Waiver, today: NaiveDate) -> Standing {
    let tier = dossier.tier_now(today).weighed_at();
    waiver.standing(ground(dossier, &waiver.scope, tier).now, today)
}

/// Why a waiver cannot be extended; `None` where it can.
pub(super) fn why_not_extended(
    dossier: &Dossier,
    waiver: &Waiver,
    standing: Standing,
) -> Option<String> {
    if !standing.was_granted() {
        return Some(format!(
            "it is {}; only one that was granted is",
            standing.word()
        ));
    }
    let mut others = dossier.waivers.iter().map(|other| &other.value);
    let follower = others.find(|other| {
        let is_off = matches!(
            other.state,
            WaiverState::Rejected { .. } | WaiverState::Revoked { .. }
        );
        other.extends == Some(waiver.id) && !is_off
    })?;
    Some(format!("{} follows it already", follower.label))
}

/// The place of a waiver in its chain, from 1.
pub(super) fn place(dossier: &Dossier, waiver: &Waiver) -> u32 {
    let (mut place, mut at) = (1, waiver.extends);
    // A chain cannot be longer than there are waivers, whatever the store holds.
    for _ in &dossier.waivers {
        let mut all = dossier.waivers.iter().map(|other| &other.value);
        let Some(before) = at.and_then(|id| all.find(|other| other.id == id)) else {
            break;
        };
        place += 1;
        at = before.extends;
    }
    place
}

/// Whether two scopes let the same stand, whatever the revision.
fn is_same(one: &Scope, other: &Scope) -> bool {
    match (one, other) {
        (Scope::Item { item: one, .. }, Scope::Item { item: other, .. }) => one == other,
        (Scope::Standard { standard: one }, Scope::Standard { standard: other }) => {
            one.to_lowercase() == other.to_lowercase()
        }
        (one, other) => one == other,
    }
}

fn refuse_closed(dossier: &Dossier) -> Result<(), OpsError> {
    let Some(day) = dossier.system.closed_on else {
        return Ok(());
    };
    Err(OpsError::Refused {
        what: format!("{} was closed on {day}", dossier.system.label),
        hint: "Nothing is waived for a system that is out of use.".to_owned(),
    })
}

fn refuse_stranger(dossier: &Dossier, requester: RecordId) -> Result<(), OpsError> {
    let known = dossier.people.get(requester);
    if known.is_some_and(|person| !person.has_left) {
        return Ok(());
    }
    Err(OpsError::Refused {
        what: "the person who asks is not here".to_owned(),
        hint: "Name somebody with `--requester NAME`; `archdeck person list` shows everybody."
            .to_owned(),
    })
}

/// A second waiver for what one lets stand already would hide how often it was extended.
fn refuse_second(dossier: &Dossier, scope: &Scope, today: NaiveDate) -> Result<(), OpsError> {
    for other in dossier.waivers.iter().map(|other| &other.value) {
        if !is_same(&other.scope, scope) {
            continue;
        }
        let standing = standing_of(dossier, other, today);
        let hint = match standing {
            Standing::Proposed => "It awaits its decision; reject it before another is asked for.",
            Standing::Active | Standing::Scheduled => {
                "Ask for its extension: `archdeck waiver extend`."
            }
            _ => continue,
        };
        return Err(OpsError::Refused {
            what: format!(
                "{} for the same is {} already",
                other.label,
                standing.word()
            ),
            hint: hint.to_owned(),
        });
    }
    Ok(())
}

/// The scope with the revision that is asked now.
fn as_asked_now(scope: &Scope, on: &Ground) -> Result<Scope, OpsError> {
    let asked_now = on.now.rev;
    match scope {
        Scope::Item { item, rev } => {
            let now = asked_now.unwrap_or(*rev);
            if *rev != 0 && *rev != now {
                return Err(OpsError::Refused {
                    what: format!("{item} is at revision {now} now, not {rev}"),
                    hint: "Read it again, then ask again.".to_owned(),
                });
            }
            let item = item.clone();
            Ok(Scope::Item { item, rev: now })
        }
        Scope::Standard { standard } => Ok(Scope::Standard {
            standard: line("standard", standard)?,
        }),
        Scope::Gate { .. } | Scope::Risk { .. } => Ok(scope.clone()),
    }
}

fn first_day(
    asked: Option<NaiveDate>,
    followed: Option<&Followed>,
    today: NaiveDate,
) -> Result<NaiveDate, OpsError> {
    let after = followed
        .and_then(|before| before.runs_until)
        .and_then(|last| last.checked_add_days(Days::new(1)));
    let from = asked.or(after).unwrap_or(today);
    if from < today {
        return Err(OpsError::Refused {
            what: format!("the waiver would begin on {from}, before today ({today})"),
            hint: "A waiver does not reach back; begin it today or later.".to_owned(),
        });
    }
    Ok(from)
}

pub(super) fn cannot_last(why: &MayNotLast) -> OpsError {
    OpsError::Refused {
        what: why.to_string(),
        hint: match why {
            MayNotLast::Backwards { .. } => "Name a later last day.".to_owned(),
            MayNotLast::TooLong { latest, .. } => {
                format!("Ask until {latest} or earlier; an extension is asked for when it ends.")
            }
        },
    }
}

fn controls(typed: &[Control]) -> Result<Vec<Control>, OpsError> {
    let kept = typed.iter().map(|control| {
        Ok(Control {
            text: line("control", &control.text)?,
            evidence: control.evidence.clone(),
        })
    });
    kept.collect()
}
