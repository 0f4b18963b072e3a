//! What a matrix comes to in words: how a total and a weight are written, who wins and how easily that changes.

use std::str::FromStr;

use super::{Bounds, Criterion, Flip, Matrix, Outcome};

impl Bounds {
    /// The total in words: `72.40 %`, or from and to while scores are missing.
    pub fn words(self) -> String {
        if self.low == self.high {
            return format!("{} %", percent(self.low));
        }
        format!("{} to {} %", percent(self.low), percent(self.high))
    }
}

/// Basis points as a percentage with two decimals, without its sign.
pub fn percent(bp: u32) -> String {
    format!("{}.{:02}", bp / 100, bp % 100)
}

impl Matrix {
    /// The name of the winner, where one wins whatever is missing.
    pub fn winner(&self) -> Option<&str> {
        match self.outcome() {
            Outcome::Winner(place) => Some(self.name(place)),
            _ => None,
        }
    }

    /// Who wins, and the smallest change of a weight that would change it, in one sentence.
    pub fn sentence(&self) -> String {
        let names = |places: &[usize]| self.names(places);
        match self.outcome() {
            Outcome::Winner(place) => {
                let flips = self.flips();
                let winner = self.name(place);
                match flips.first() {
                    Some(flip) => format!("{winner} wins; {}.", self.flipped(flip)),
                    None => {
                        format!("{winner} wins, and no other weight of one criterion changes that.")
                    }
                }
            }
            Outcome::Tied(places) => format!("No option wins: {} are tied.", names(&places)),
            Outcome::Open(places) => format!(
                "No option wins yet: scores that are missing decide between {}.",
                names(&places)
            ),
            Outcome::NoChoice => "There are not two options to choose between.".to_owned(),
        }
    }

    /// `with a weight of 9 in place of 5 for cost, pgvector and managed tie`
    fn flipped(&self, flip: &Flip) -> String {
        let criterion = self.criteria.get(flip.criterion);
        let criterion = criterion.map_or("", |criterion| criterion.name.as_str());
        format!(
            "with a weight of {} in place of {} for {criterion}, {}",
            flip.then,
            flip.now,
            self.outcome_in_words(&flip.outcome)
        )
    }

    /// An outcome in words: `managed wins`, `pgvector and managed tie`.
    pub fn outcome_in_words(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Winner(place) => format!("{} wins", self.name(*place)),
            Outcome::Tied(places) => format!("{} tie", self.names(places)),
            Outcome::Open(places) => {
                format!("missing scores decide between {}", self.names(places))
            }
            Outcome::NoChoice => "there is no choice".to_owned(),
        }
    }

    fn name(&self, place: usize) -> &str {
        let option = self.options.get(place);
        option.map_or("", |option| option.name.as_str())
    }

    fn names(&self, places: &[usize]) -> String {
        let names: Vec<_> = places.iter().map(|place| self.name(*place)).collect();
        match names.split_last() {
            Some((last, before)) if !before.is_empty() => {
                format!("{} and {last}", before.join(", "))
            }
            _ => names.concat(),
        }
    }
}

/// As it is typed: `cost:5`, the weight behind the last colon.
impl FromStr for Criterion {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || format!("`{text}` is no criterion with a weight; write `cost:5`");
        let (name, weight) = text.rsplit_once(':').ok_or_else(refused)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(refused());
        }
        Ok(Self {
            name: name.to_owned(),
            weight: weight.trim().parse().map_err(|_| refused())?,
        })
    }
}
