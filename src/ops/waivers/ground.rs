//! What a waiver stands on in its system: the item as it is asked now, its owners, and how long and by whom it may be waived.

use crate::{
    domain::{
        gate::{Force, Gate},
        ids::RecordId,
        pack::{Item, Pack},
        tier::Tier,
        waiver::{Bounds, Now, Scope},
    },
    ops::{dossier::Dossier, error::OpsError},
};

/// What a waiver of a scope stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ground {
    /// The scope in words.
    pub(super) words: String,
    /// Revision and tier now.
    pub(super) now: Now,
    /// The tier items are weighed at.
    pub(super) tier: Tier,
    /// What it may be granted for; `None`: never here.
    pub(super) bounds: Option<Bounds>,
    /// Who owns what it lets stand, by name.
    pub(super) owners: Vec<String>,
    /// Whether what it lets stand is there and asked at this tier.
    pub(super) is_there: bool,
}

impl Ground {
    /// What may be granted.
    ///
    /// # Errors
    /// When nothing may: it is not there, not asked, or never waivable.
    pub(super) fn bounds(&self) -> Result<Bounds, OpsError> {
        let Self { words, tier, .. } = self;
        if !self.is_there {
            return Err(OpsError::Refused {
                what: format!("{words} is not asked of this system at {tier}"),
                hint: "Only what is asked can be waived; the checklists of the system show it."
                    .to_owned(),
            });
        }
        self.bounds.ok_or_else(|| OpsError::Refused {
            what: format!("{words} can never be waived at {tier}"),
            hint: "It must be met; no level may let it stand.".to_owned(),
        })
    }
}

/// What a waiver of this scope stands on.
pub(super) fn ground(dossier: &Dossier, scope: &Scope, tier: Tier) -> Ground {
    let usual = Ground {
        words: String::new(),
        now: Now {
            rev: None,
            tier: Some(tier),
        },
        tier,
        bounds: Some(Bounds::of_tier(tier)),
        owners: Vec::new(),
        is_there: true,
    };
    match scope {
        Scope::Item { item, .. } => of_item(dossier, item, usual),
        Scope::Gate { gate } => of_gate(dossier, *gate, (usual.now, tier)),
        Scope::Standard { standard } => Ground {
            words: standard.clone(),
            ..usual
        },
        Scope::Risk { risk } => of_risk(dossier, *risk, usual),
    }
}

/// Every pack that was started or applies, once.
fn packs(dossier: &Dossier) -> Vec<&Pack> {
    let started = dossier.assessments.iter().map(|(_, pack)| &**pack);
    let offered = dossier.offers().into_iter().map(|offer| offer.pack);
    let mut packs: Vec<&Pack> = Vec::new();
    for pack in started.chain(offered) {
        if packs.iter().all(|other| other.head.id != pack.head.id) {
            packs.push(pack);
        }
    }
    packs
}

fn of_item(dossier: &Dossier, id: &str, usual: Ground) -> Ground {
    let tier = usual.tier;
    let found = packs(dossier)
        .into_iter()
        .find_map(|pack| Some((pack, pack.item(id)?)));
    let Some((pack, item)) = found else {
        return Ground {
            words: id.to_owned(),
            bounds: None,
            is_there: false,
            ..usual
        };
    };
    let force = item.force(&pack.head, tier);
    Ground {
        words: format!("{id} {}", item.ask),
        now: Now {
            rev: Some(item.rev),
            ..usual.now
        },
        bounds: Bounds::of_item(item, force, tier),
        owners: owners_of(dossier, &[(pack, item)]),
        is_there: force != Force::Off,
        ..usual
    }
}

/// A gate stands for all its items that may be waived, so the strictest of them says how long and by whom.
fn of_gate(dossier: &Dossier, gate: Gate, (now, tier): (Now, Tier)) -> Ground {
    let all = packs(dossier);
    let items: Vec<(&Pack, &Item)> = all
        .iter()
        .flat_map(|pack| pack.items().map(move |(_, item)| (*pack, item)))
        .filter(|(pack, item)| item.gate(&pack.head) == gate)
        .filter(|(pack, item)| item.force(&pack.head, tier).gates())
        .collect();
    let bounds = items
        .iter()
        .filter_map(|(pack, item)| Bounds::of_item(item, item.force(&pack.head, tier), tier))
        .reduce(Bounds::stricter);
    Ground {
        words: format!("{gate} {}", gate.title()),
        owners: owners_of(dossier, &items),
        is_there: !items.is_empty(),
        bounds,
        now,
        tier,
    }
}

fn of_risk(dossier: &Dossier, risk: RecordId, usual: Ground) -> Ground {
    let mut risks = dossier.risks.iter().map(|risk| &risk.value);
    let Some(found) = risks.find(|found| found.id == risk) else {
        return Ground {
            words: "the risk".to_owned(),
            bounds: None,
            is_there: false,
            ..usual
        };
    };
    Ground {
        words: format!("{} {}", found.label, found.title),
        bounds: Some(Bounds::of_risk(usual.tier)),
        owners: found.owner.iter().cloned().collect(),
        is_there: found.closed.is_none(),
        ..usual
    }
}

/// Who is named as the owner of the answers to these items, each once.
fn owners_of(dossier: &Dossier, items: &[(&Pack, &Item)]) -> Vec<String> {
    let mut owners: Vec<String> = Vec::new();
    for (pack, item) in items {
        let aliases = dossier.same_as(&item.id, pack);
        let answers = dossier.answers.iter().map(|answer| &answer.value);
        let given = answers
            .filter(|answer| answer.item == item.id || aliases.contains(&answer.item.as_str()));
        for owner in given.filter_map(|answer| answer.owner.as_ref()) {
            if !owners.contains(owner) {
                owners.push(owner.clone());
            }
        }
    }
    owners
}
