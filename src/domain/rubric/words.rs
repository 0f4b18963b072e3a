//! A run in words: why the tier is what it is, and how far the other tiers are. It says what was computed and computes no tier.

use serde::Serialize;

use super::{Hit, Rubric, Run};
use crate::domain::{condition::Truth, tier::Tier};

/// How far another tier is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Distance {
    /// The tier.
    pub tier: Tier,
    /// Whether it is more critical than the tier of the run.
    pub is_stricter: bool,
    /// How many basis points the upper bound of the score must rise, or fall, until its band is this tier's; `None`: no score
    /// leads there.
    pub bp: Option<u32>,
    /// The titles of the floors: of a stricter tier those that would raise it there, of a laxer one those that stand in its way.
    pub floors: Vec<String>,
}

impl Distance {
    /// The same in words: `T1 needs 1 584 bp more, or a floor: "a regime reaches it"`.
    pub fn words(&self) -> String {
        let floors: Vec<_> = self.floors.iter().map(|title| quoted(title)).collect();
        let floors = floors.join(", ");
        let tier = self.tier;
        match (self.is_stricter, self.bp, self.floors.is_empty()) {
            (true, Some(0), _) => format!("{tier} is what it is without the cap"),
            (true, Some(bp), true) => format!("{tier} needs {} bp more", grouped(bp)),
            (true, Some(bp), false) => {
                format!("{tier} needs {} bp more, or a floor: {floors}", grouped(bp))
            }
            (true, None, true) | (false, None, _) => format!("{tier} is out of reach"),
            (true, None, false) => format!("{tier} needs a floor: {floors}"),
            (false, Some(0), _) => format!("{tier} needs no floor {floors}"),
            (false, Some(bp), true) => format!("{tier} needs {} bp less", grouped(bp)),
            (false, Some(bp), false) => {
                format!(
                    "{tier} needs {} bp less, and no floor {floors}",
                    grouped(bp)
                )
            }
        }
    }
}

impl Rubric {
    /// How far every other tier is from the one of a run, the nearest stricter one first, then the laxer ones.
    pub fn distances(&self, run: &Run) -> Vec<Distance> {
        let stricter = Tier::ALL.into_iter().rev().filter(|tier| *tier < run.tier);
        let laxer = Tier::ALL.into_iter().filter(|tier| *tier > run.tier);
        stricter
            .map(|tier| self.up_to(tier, run))
            .chain(laxer.map(|tier| self.down_to(tier, run)))
            .collect()
    }

    fn up_to(&self, tier: Tier, run: &Run) -> Distance {
        let open = |floor: &&Hit| floor.tier == Some(tier) && floor.holds == Truth::False;
        Distance {
            tier,
            is_stricter: true,
            bp: self
                .begins_at(|band| band <= tier)
                .map(|from| from.saturating_sub(run.high_bp)),
            floors: titles(run.floors.iter().filter(open)),
        }
    }

    fn down_to(&self, tier: Tier, run: &Run) -> Distance {
        let in_the_way =
            |floor: &&Hit| floor.holds.may_hold() && floor.tier.is_some_and(|raised| raised < tier);
        // The score must fall below the first band that is stricter; where there is none, it need not fall.
        let bp = match self.begins_at(|band| band < tier) {
            Some(0) => None,
            Some(from) => Some((run.high_bp + 1).saturating_sub(from)),
            None => Some(0),
        };
        Distance {
            tier,
            is_stricter: false,
            bp,
            floors: titles(run.floors.iter().filter(in_the_way)),
        }
    }

    /// The lowest score of the bands of some tiers.
    fn begins_at(&self, is_one: impl Fn(Tier) -> bool) -> Option<u32> {
        let bands = self.bands.iter().filter(|band| is_one(band.tier));
        bands.map(|band| band.from).min()
    }
}

fn titles<'a>(hits: impl Iterator<Item = &'a Hit>) -> Vec<String> {
    hits.map(|hit| hit.title.clone()).collect()
}

impl Run {
    /// What the tier comes from, each in words: `band`, `floor "personal data or external"`; what holds only because nobody
    /// knows says so.
    pub fn why(&self) -> Vec<String> {
        let caps = self.caps.iter();
        let capped: Vec<_> = caps
            .filter(|cap| self.capped_by.contains(&cap.id) && cap.tier == Some(self.tier))
            .map(|cap| format!("cap {}, signed for", quoted(&cap.title)))
            .collect();
        if self.raised() < self.tier {
            return capped;
        }
        let band = (self.band == self.tier).then(|| "band".to_owned());
        let floors = self
            .floors
            .iter()
            .filter(|floor| floor.tier == Some(self.tier) && floor.holds.may_hold());
        let floors = floors.map(|floor| match floor.holds {
            Truth::Unknown => format!("floor {} as long as nobody knows", quoted(&floor.title)),
            Truth::True | Truth::False => format!("floor {}", quoted(&floor.title)),
        });
        band.into_iter().chain(floors).collect()
    }

    /// The same in one sentence: `T2 because: band, and floor "personal data or external"`.
    pub fn because(&self) -> String {
        let why = self.why();
        match why.split_last() {
            None => self.tier.to_string(),
            Some((only, [])) => format!("{} because: {only}", self.tier),
            Some((last, others)) => {
                format!("{} because: {}, and {last}", self.tier, others.join(", "))
            }
        }
    }

    /// The tier with a word beside it where something is missing: `T2 (provisional)`.
    pub fn called(&self) -> String {
        let provisional = if self.provisional {
            " (provisional)"
        } else {
            ""
        };
        format!("{}{provisional}", self.tier)
    }

    /// The score in words: `3 416 bp`, `2 500 to 4 500 bp` while factors are missing.
    pub fn score(&self) -> String {
        if self.low_bp == self.high_bp {
            return format!("{} bp", grouped(self.low_bp));
        }
        format!("{} to {} bp", grouped(self.low_bp), grouped(self.high_bp))
    }

    /// The tier of the band and the floors, before any cap.
    fn raised(&self) -> Tier {
        let floors = self.floors.iter().filter(|floor| floor.holds.may_hold());
        floors
            .filter_map(|floor| floor.tier)
            .fold(self.band, Tier::stricter)
    }
}

/// A title inside a sentence: in quotes, its first letter small unless it begins with an abbreviation.
pub fn quoted(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().unwrap_or_default();
    let is_abbreviated = letters
        .clone()
        .next()
        .is_some_and(|second| second.is_uppercase() || second.is_numeric());
    if title.is_empty() || is_abbreviated {
        return format!("\"{title}\"");
    }
    format!("\"{}{}\"", first.to_lowercase(), letters.as_str())
}

/// A number with a blank between its thousands: `1 584`.
pub fn grouped(number: u32) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{} {rest:03}", grouped(thousands)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_titles_lowered_when_quoted() {
        assert_eq!(
            [0, 999, 1_584, 10_000].map(grouped),
            ["0", "999", "1 584", "10 000"]
        );
        assert_eq!(
            quoted("Personal data or external"),
            "\"personal data or external\""
        );
        assert_eq!(quoted("A regime reaches it"), "\"a regime reaches it\"");
        assert_eq!(
            quoted("PII leaves the company"),
            "\"PII leaves the company\""
        );
        assert_eq!(quoted(""), "\"\"");
    }
}
