//! The gates a system passes, and how strictly an item of each counts by tier where the item does not say it itself.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::domain::tier::Tier;

/// How strictly an item counts; the weakest is the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// It does not apply.
    Off,
    /// It counts in the score, never in a gate.
    Score,
    /// A failure goes to the improvement plan.
    Advise,
    /// A failure needs an action with owner and date.
    Require,
    /// A failure closes the gate.
    Block,
}

impl Force {
    /// Every force, the strictest first.
    pub const ALL: [Self; 5] = [
        Self::Block,
        Self::Require,
        Self::Advise,
        Self::Score,
        Self::Off,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Require => "require",
            Self::Advise => "advise",
            Self::Score => "score",
            Self::Off => "off",
        }
    }

    /// Whether a gate depends on it.
    pub const fn gates(self) -> bool {
        matches!(self, Self::Block | Self::Require)
    }
}

impl fmt::Display for Force {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// A force for each tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forces {
    /// For T1.
    #[serde(rename = "T1")]
    pub t1: Force,
    /// For T2.
    #[serde(rename = "T2")]
    pub t2: Force,
    /// For T3.
    #[serde(rename = "T3")]
    pub t3: Force,
}

impl Forces {
    /// The force at a tier.
    pub const fn at(self, tier: Tier) -> Force {
        match tier {
            Tier::T1 => self.t1,
            Tier::T2 => self.t2,
            Tier::T3 => self.t3,
        }
    }

    const fn of(t1: Force, t2: Force, t3: Force) -> Self {
        Self { t1, t2, t3 }
    }
}

/// A gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "`title` says what each is")]
pub enum Gate {
    G0,
    G1,
    G2,
    G3,
    G4,
    G5,
    G6,
    G7,
    G8,
}

impl Gate {
    /// Every gate in order.
    pub const ALL: [Self; 9] = [
        Self::G0,
        Self::G1,
        Self::G2,
        Self::G3,
        Self::G4,
        Self::G5,
        Self::G6,
        Self::G7,
        Self::G8,
    ];

    /// Its short name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::G0 => "G0",
            Self::G1 => "G1",
            Self::G2 => "G2",
            Self::G3 => "G3",
            Self::G4 => "G4",
            Self::G5 => "G5",
            Self::G6 => "G6",
            Self::G7 => "G7",
            Self::G8 => "G8",
        }
    }

    /// What it looks at.
    pub const fn title(self) -> &'static str {
        match self {
            Self::G0 => "intake",
            Self::G1 => "decisions recorded",
            Self::G2 => "reference architecture",
            Self::G3 => "security and privacy",
            Self::G4 => "responsible AI and regulation",
            Self::G5 => "model release quality",
            Self::G6 => "operational readiness",
            Self::G7 => "cost and capacity",
            Self::G8 => "retirement plan",
        }
    }

    /// How strictly its items count where they do not say it themselves.
    pub const fn forces(self) -> Forces {
        use Force::{Advise, Block, Off, Require};
        match self {
            Self::G0 => Forces::of(Block, Block, Block),
            Self::G3 => Forces::of(Block, Block, Require),
            Self::G1 | Self::G2 | Self::G4 | Self::G5 | Self::G6 => {
                Forces::of(Block, Require, Advise)
            }
            Self::G7 => Forces::of(Require, Require, Advise),
            Self::G8 => Forces::of(Require, Advise, Off),
        }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for Gate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|gate| gate.word().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("`{text}` is not a gate; possible are G0 to G8"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_forces_are_those_of_the_table() {
        let rows = Gate::ALL.map(|gate| {
            let forces = Tier::ALL.map(|tier| gate.forces().at(tier).word());
            format!("{gate} {}", forces.join(" "))
        });
        assert_eq!(
            rows,
            [
                "G0 block block block",
                "G1 block require advise",
                "G2 block require advise",
                "G3 block block require",
                "G4 block require advise",
                "G5 block require advise",
                "G6 block require advise",
                "G7 require require advise",
                "G8 require advise off",
            ]
        );
    }

    #[test]
    fn no_gate_is_stricter_for_a_less_critical_tier() {
        for gate in Gate::ALL {
            let forces = Tier::ALL.map(|tier| gate.forces().at(tier));
            assert!(forces.is_sorted_by(|strict, lax| strict >= lax), "{gate}");
            assert_eq!(gate.word().to_lowercase().parse(), Ok(gate));
        }
        assert!("G9".parse::<Gate>().is_err());
    }
}
