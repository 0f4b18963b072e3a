//! The arithmetic of a matrix in whole numbers: totals with bounds while scores are missing, the winner where one wins whatever
//! is missing, and which weight would change that. Nothing here is rounded before it is compared.

use super::{Criterion, Matrix, MatrixOption};

/// A whole in basis points.
const WHOLE_BP: u64 = 10_000;

/// What an option's total can be, in basis points: `low` takes missing scores as 0, `high` as the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least it can be.
    pub low: u32,
    /// The most it can be.
    pub high: u32,
}

/// Who wins; options by their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// One wins, whatever is missing.
    Winner(usize),
    /// Nothing is missing that matters, and these have the same highest total.
    Tied(Vec<usize>),
    /// Missing scores decide between these.
    Open(Vec<usize>),
    /// There are not two options to choose between.
    NoChoice,
}

/// The nearest other weight of a criterion at which the outcome is another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The place of the criterion.
    pub criterion: usize,
    /// Its weight.
    pub now: u32,
    /// The weight that changes the outcome.
    pub then: u32,
    /// The outcome with that weight.
    pub outcome: Outcome,
}

impl Flip {
    /// By how much the weight changes.
    pub const fn change(&self) -> u32 {
        self.now.abs_diff(self.then)
    }
}

impl Matrix {
    /// What each option's total can be, in the order of the options.
    pub fn totals(&self) -> Vec<Bounds> {
        let weights = self.weights();
        let whole = u64::from(self.scale_max) * weights.iter().sum::<u64>();
        let bp = |sum: u64| {
            let share = (WHOLE_BP * sum).checked_div(whole).unwrap_or_default();
            u32::try_from(share).unwrap_or(u32::MAX)
        };
        self.options
            .iter()
            .map(|option| Bounds {
                low: bp(self.sum(option, &weights, 0)),
                high: bp(self.sum(option, &weights, self.scale_max)),
            })
            .collect()
    }

    /// Who wins.
    pub fn outcome(&self) -> Outcome {
        self.outcome_at(&self.weights())
    }

    /// For each criterion the nearest other weight, from 0 to twice the sum of all, at which another option wins or the winner
    /// is tied; the smallest change first. Empty where nobody wins.
    pub fn flips(&self) -> Vec<Flip> {
        let Outcome::Winner(winner) = self.outcome() else {
            return Vec::new();
        };
        let weights = self.weights();
        let mut flips: Vec<Flip> = (0..self.criteria.len())
            .filter_map(|criterion| self.flip(winner, criterion, &weights))
            .collect();
        flips.sort_by_key(|flip| (flip.change(), flip.criterion));
        flips
    }

    fn flip(&self, winner: usize, criterion: usize, weights: &[u64]) -> Option<Flip> {
        let now = *weights.get(criterion)?;
        let most = 2 * weights.iter().sum::<u64>();
        let then = self
            .leads(winner, criterion, weights)
            .filter_map(|lead| lead.nearest_lost(most))
            .min_by_key(|then| (then.abs_diff(now), *then))?;
        let mut changed = weights.to_vec();
        *changed.get_mut(criterion)? = then;
        Some(Flip {
            criterion,
            now: u32::try_from(now).ok()?,
            then: u32::try_from(then).ok()?,
            outcome: self.outcome_at(&changed),
        })
    }

    /// How far the winner is ahead of each other option at least, as a line over the weight of one criterion.
    fn leads<'a>(
        &'a self,
        winner: usize,
        criterion: usize,
        weights: &'a [u64],
    ) -> impl Iterator<Item = Lead> + 'a {
        let mut without = weights.to_vec();
        if let Some(weight) = without.get_mut(criterion) {
            *weight = 0;
        }
        let mut alone = vec![0; weights.len()];
        if let Some(weight) = alone.get_mut(criterion) {
            *weight = 1;
        }
        let ahead = move |of: &[u64], option: &MatrixOption| {
            let first = self.options.get(winner);
            let least = first.map_or(0, |first| self.sum(first, of, 0));
            least as i64 - self.sum(option, of, self.scale_max) as i64
        };
        let others = self.options.iter().enumerate();
        others
            .filter(move |(place, _)| *place != winner)
            .map(move |(_, option)| Lead {
                without: ahead(&without, option),
                each: ahead(&alone, option),
            })
    }

    fn outcome_at(&self, weights: &[u64]) -> Outcome {
        if self.options.len() < 2 {
            return Outcome::NoChoice;
        }
        let sums: Vec<(u64, u64)> = self
            .options
            .iter()
            .map(|option| {
                let low = self.sum(option, weights, 0);
                (low, self.sum(option, weights, self.scale_max))
            })
            .collect();
        let best = sums.iter().map(|(low, _)| *low).max().unwrap_or_default();
        let ahead: Vec<usize> = (0..)
            .zip(&sums)
            .filter(|(_, (_, high))| *high >= best)
            .map(|(place, _)| place)
            .collect();
        let is_certain = |place: &usize| sums.get(*place).is_some_and(|(low, high)| low == high);
        match ahead.as_slice() {
            [one] => Outcome::Winner(*one),
            some if some.iter().all(is_certain) => Outcome::Tied(ahead),
            _ => Outcome::Open(ahead),
        }
    }

    fn weights(&self) -> Vec<u64> {
        let weights = self.criteria.iter();
        weights.map(|criterion| criterion.weight.into()).collect()
    }

    /// The weighted sum of an option's scores; a missing one is taken as `missing`.
    fn sum(&self, option: &MatrixOption, weights: &[u64], missing: u8) -> u64 {
        let score = |criterion: &Criterion| {
            let given = option.scores.get(&criterion.name);
            given.map_or(missing, |given| (*given).min(self.scale_max))
        };
        self.criteria
            .iter()
            .zip(weights)
            .map(|(criterion, weight)| weight * u64::from(score(criterion)))
            .sum()
    }
}

/// How far one option is ahead of another: `without` and `each` times the weight of the criterion in question.
#[derive(Debug, Clone, Copy)]
struct Lead {
    without: i64,
    each: i64,
}

impl Lead {
    /// The nearest weight up to `most` at which nothing is left of what there is of it today.
    fn nearest_lost(self, most: u64) -> Option<u64> {
        let found = match self.each {
            0 => None,
            // It shrinks as the weight grows.
            ..0 => {
                let step = self.each.unsigned_abs();
                let without = u64::try_from(self.without).ok()?;
                Some(without.div_ceil(step))
            }
            // It shrinks with the weight, and something of it must be lost before the weight is 0.
            1.. => {
                let missing = u64::try_from(-self.without).ok()?;
                Some(missing / self.each.unsigned_abs())
            }
        };
        found.filter(|then| *then <= most)
    }
}
