//! What the table says of a level, which of two is above the other, and what is not consistent about a risk. It must not know
//! how an acceptance is decided, only whether one counts.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::{Level5, Register, Risk, RiskBand, RiskFlag, Treatment};

/// Whether somebody's acceptance of a risk counts on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acceptance {
    /// One is active.
    Counts,
    /// None is: none was asked for or granted, or it ended.
    Missing,
}

/// What a risk is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watched {
    /// Whether its acceptance counts.
    pub acceptance: Acceptance,
    /// The day.
    pub as_of: NaiveDate,
}

impl Register {
    /// The band of a level; `None` where the table has no such cell.
    pub fn band(&self, level: Level5) -> Option<&RiskBand> {
        self.bands.get(self.rank(level)?)
    }

    /// The place of a level's band, the least first.
    pub fn rank(&self, level: Level5) -> Option<usize> {
        let cell = self
            .cells
            .iter()
            .find(|cell| (cell.likelihood, cell.impact) == (level.likelihood, level.impact))?;
        self.bands.iter().position(|band| band.id == cell.band)
    }

    /// Whether one level is above another: its band is higher or, within a band, no step is lower and one is higher.
    pub fn is_above(&self, one: Level5, other: Level5) -> bool {
        match self.rank(one).cmp(&self.rank(other)) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => {
                one != other && one.likelihood >= other.likelihood && one.impact >= other.impact
            }
        }
    }

    /// By what risks are ranked, the worst the greatest: band, then the product of the steps, then impact.
    pub fn weight(&self, level: Level5) -> (Option<usize>, u16, u8) {
        let product = u16::from(level.likelihood) * u16::from(level.impact);
        (self.rank(level), product, level.impact)
    }

    /// What a flag says, in the words of the table.
    pub fn says(&self, flag: RiskFlag) -> &str {
        let found = self.flags.iter().find(|text| text.id == flag.word());
        found.map_or(flag.title(), |text| text.title.as_str())
    }

    /// What is not consistent about a risk. Of a closed one nothing is asked any more.
    pub fn flags_of(&self, risk: &Risk, watched: Watched) -> Vec<RiskFlag> {
        if risk.closed.is_some() {
            return Vec::new();
        }
        let (inherent, current, residual) = (risk.inherent, risk.current, risk.residual);
        let is_lowered = self.is_above(inherent, current) || self.is_above(inherent, residual);
        let holds = |flag| match flag {
            RiskFlag::RC1 => self.is_above(residual, current),
            RiskFlag::RC2 => self.is_above(current, inherent),
            RiskFlag::RC3 => is_lowered && risk.controls.is_empty(),
            RiskFlag::RC4 => {
                risk.treatment == Treatment::Accept && watched.acceptance == Acceptance::Missing
            }
            RiskFlag::RC5 => risk.review_by.is_some_and(|last| last < watched.as_of),
        };
        RiskFlag::ALL
            .into_iter()
            .filter(|flag| holds(*flag))
            .collect()
    }
}
