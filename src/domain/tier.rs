//! How critical a system is: T1 customer-facing, T2 internal productivity, T3 experiments. The tier selects the gates.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A tier; the most critical one is the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// Customer-facing.
    T1,
    /// Internal productivity.
    T2,
    /// Experiments.
    T3,
}

impl Tier {
    /// Every tier, the most critical first.
    pub const ALL: [Self; 3] = [Self::T1, Self::T2, Self::T3];

    /// Its short name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::T1 => "T1",
            Self::T2 => "T2",
            Self::T3 => "T3",
        }
    }

    /// What systems it is for.
    pub const fn about(self) -> &'static str {
        match self {
            Self::T1 => "customer-facing",
            Self::T2 => "internal productivity",
            Self::T3 => "experiment",
        }
    }

    /// The more critical of two.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        self.min(other)
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

impl FromStr for Tier {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|tier| tier.word().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("`{text}` is not a tier; possible are T1, T2 and T3"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_critical_of_two_is_the_stricter_one() {
        for one in Tier::ALL {
            for other in Tier::ALL {
                assert_eq!(one.stricter(other), other.stricter(one));
                assert!(one.stricter(other) <= one);
            }
            assert_eq!(one.word().to_lowercase().parse(), Ok(one));
        }
        assert_eq!(
            Tier::ALL.map(|tier| format!("{tier} {}", tier.about())),
            [
                "T1 customer-facing",
                "T2 internal productivity",
                "T3 experiment"
            ]
        );
        assert!("T0".parse::<Tier>().unwrap_err().contains("T1, T2 and T3"));
    }
}
