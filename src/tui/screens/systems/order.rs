//! The orders the list of systems may stand in. Closed systems come last in each of them.

use std::cmp::Reverse;

use crate::{domain::readiness::Verdict, ops::systems::SystemLine};

/// An order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The most critical tier first.
    #[default]
    Tier,
    /// By name.
    Name,
    /// What may not go first.
    Verdict,
    /// By stage.
    Stage,
    /// The least evidenced share first.
    Evidenced,
}

impl Order {
    const ALL: [Self; 5] = [
        Self::Tier,
        Self::Name,
        Self::Verdict,
        Self::Stage,
        Self::Evidenced,
    ];

    /// The word for it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Tier => "tier",
            Self::Name => "name",
            Self::Verdict => "verdict",
            Self::Stage => "stage",
            Self::Evidenced => "evidenced",
        }
    }

    /// The order of a word.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.word() == word)
    }

    /// The next one.
    pub(super) fn next(self) -> Self {
        let place = Self::ALL.iter().position(|order| *order == self);
        let next = place.map_or(0, |place| (place + 1) % Self::ALL.len());
        Self::ALL.get(next).copied().unwrap_or_default()
    }

    /// Puts lines in this order.
    pub(super) fn put(self, lines: &mut [SystemLine]) {
        let name = |line: &SystemLine| (line.name.to_lowercase(), line.label.clone());
        let is_closed = |line: &SystemLine| line.closed_on.is_some();
        match self {
            Self::Tier => lines.sort_by_cached_key(|line| {
                (is_closed(line), line.tier.is_none(), line.tier, name(line))
            }),
            Self::Name => lines.sort_by_cached_key(|line| (is_closed(line), name(line))),
            Self::Verdict => lines.sort_by_cached_key(|line| {
                (
                    is_closed(line),
                    Reverse(badness(line.verdict)),
                    line.tier.is_none(),
                    line.tier,
                    name(line),
                )
            }),
            Self::Stage => lines.sort_by_cached_key(|line| {
                (
                    is_closed(line),
                    line.stage.is_none(),
                    line.stage.clone(),
                    name(line),
                )
            }),
            Self::Evidenced => lines.sort_by_cached_key(|line| {
                (
                    is_closed(line),
                    line.evidenced_bp.is_none(),
                    line.evidenced_bp,
                    name(line),
                )
            }),
        }
    }
}

const fn badness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Go => 0,
        Verdict::Conditional => 1,
        Verdict::Hold => 2,
        Verdict::NoGo => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_found_by_its_word_and_they_come_round() {
        let mut order = Order::default();
        for _ in 0..5 {
            assert_eq!(Order::of_word(order.word()), Some(order));
            order = order.next();
        }
        assert_eq!(order, Order::default());
        assert_eq!(Order::of_word("colour"), None);
    }
}
