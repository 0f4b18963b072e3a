//! What a waiver may be granted for and by whom: its length, the level of who decides, and that nobody decides for themselves.
//! Pure rules (governance, section 4); where items, tiers and people come from is not known here.

use chrono::{Days, NaiveDate};
use thiserror::Error;

use crate::domain::{
    gate::Force,
    ids::RecordId,
    pack::{Item, Level},
    person::{People, Person},
    tier::Tier,
};

/// From which place in a chain of extensions on the level rises.
const RISES_FROM: u32 = 3;

/// What a waiver may be granted for: how long at most, and by whom at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The most days after its first one.
    pub days: u32,
    /// Who decides at least.
    pub level: Level,
}

impl Bounds {
    /// The bounds of whatever no item says more about.
    pub const fn of_tier(tier: Tier) -> Self {
        Self {
            days: match tier {
                Tier::T1 => 90,
                Tier::T2 => 180,
                Tier::T3 => 365,
            },
            level: Level::L1,
        }
    }

    /// The bounds of an item of this force at a tier; `None` where it may never be waived there.
    pub fn of_item(item: &Item, force: Force, tier: Tier) -> Option<Self> {
        if !item.is_waivable(tier) {
            return None;
        }
        let usual = Self::of_tier(tier);
        let blocks_at_t1 = force == Force::Block && tier == Tier::T1;
        let of_force = if blocks_at_t1 { Level::L2 } else { Level::L1 };
        Some(Self {
            days: item
                .waiver_max_days
                .map_or(usual.days, |most| most.min(usual.days)),
            level: item.waiver_level.unwrap_or(usual.level).max(of_force),
        })
    }

    /// The bounds of the acceptance of a risk: always an executive's.
    pub const fn of_risk(tier: Tier) -> Self {
        Self {
            level: Level::L3,
            ..Self::of_tier(tier)
        }
    }

    /// The stricter of two in both respects.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        Self {
            days: self.days.min(other.days),
            level: self.level.max(other.level),
        }
    }

    /// The latest last day of one that begins on a day: valid N days from D is D..=D+N.
    pub fn last_day(self, from: NaiveDate) -> NaiveDate {
        from.checked_add_days(Days::new(self.days.into()))
            .unwrap_or(NaiveDate::MAX)
    }

    /// Whether one may run from one day to another.
    ///
    /// # Errors
    /// When it ends before it begins, or is longer than allowed.
    pub fn allow(self, from: NaiveDate, until: NaiveDate) -> Result<(), MayNotLast> {
        if until < from {
            return Err(MayNotLast::Backwards { from, until });
        }
        let latest = self.last_day(from);
        if until > latest {
            return Err(MayNotLast::TooLong {
                until,
                latest,
                days: self.days,
                from,
            });
        }
        Ok(())
    }
}

/// Why a waiver may not run so long.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the sentences say what each is")]
pub enum MayNotLast {
    /// Its last day is before its first.
    #[error("the waiver would end on {until}, before it begins on {from}")]
    Backwards { from: NaiveDate, until: NaiveDate },
    /// It is longer than item and tier allow.
    #[error(
        "until {until} is too long: here a waiver lasts at most {days} days from its first day {from}, to {latest}"
    )]
    TooLong {
        until: NaiveDate,
        latest: NaiveDate,
        days: u32,
        from: NaiveDate,
    },
}

/// The level of a waiver at a place in its chain of extensions, from 1: from the third on each rises by one, and none needs
/// less than the one it follows did.
pub fn level_in_chain(base: Level, place: u32, followed: Option<Level>) -> Level {
    let rises = place.saturating_sub(RISES_FROM - 1).min(2);
    let raised = (0..rises).fold(base, |level, _| level.raised());
    followed.map_or(raised, |followed| raised.max(followed))
}

/// Whose waiver it is: nobody of these decides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parties {
    /// Who asked.
    pub requester: RecordId,
    /// Who owns what it lets stand, by name or alias.
    pub owners: Vec<String>,
}

/// Why a person may not grant a waiver.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the sentences say what each is")]
pub enum MayNotDecide {
    /// Nobody knows the person.
    #[error("the person who decides is not known")]
    Unknown,
    /// The person is not here any more.
    #[error("{name} has left")]
    HasLeft { name: String },
    /// The person asked for it, or acts for who did, or has them act.
    #[error("{name} counts as {requester}, who asked for it; nobody grants their own waiver")]
    Requester { name: String, requester: String },
    /// The person owns what it lets stand.
    #[error("{name} counts as {owner}, who owns what it lets stand")]
    Owner { name: String, owner: String },
    /// The person has not the level.
    #[error("{name} does not decide at {level}", level = level.word())]
    Level { name: String, level: Level },
}

/// Whether a person may grant a waiver that needs a level.
///
/// # Errors
/// When it is their own, or they do not decide at that level.
pub fn may_decide(
    people: &People,
    who: RecordId,
    level: Level,
    parties: &Parties,
) -> Result<(), MayNotDecide> {
    let person = people.get(who).ok_or(MayNotDecide::Unknown)?;
    let name = person.name.clone();
    if person.has_left {
        return Err(MayNotDecide::HasLeft { name });
    }
    if people.are_one(who, parties.requester) {
        let requester = people.name(parties.requester).unwrap_or(&name).to_owned();
        return Err(MayNotDecide::Requester { name, requester });
    }
    let owns = |owner: &&String| people.is_named(who, owner);
    if let Some(owner) = parties.owners.iter().find(owns) {
        let owner = owner.clone();
        return Err(MayNotDecide::Owner { name, owner });
    }
    if !holds(people, person, level) {
        return Err(MayNotDecide::Level { name, level });
    }
    Ok(())
}

/// Whether a person decides at a level, or acts for somebody who does. Who decides at a level decides below it too.
fn holds(people: &People, person: &Person, level: Level) -> bool {
    let has = |person: &Person| {
        [Level::L1, Level::L2, Level::L3]
            .into_iter()
            .filter(|held| *held >= level)
            .any(|held| {
                let mut roles = person.roles.iter();
                roles.any(|role| role.eq_ignore_ascii_case(held.word()))
            })
    };
    has(person) || people.get(people.principal(person.id)).is_some_and(has)
}
