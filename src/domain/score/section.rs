//! The section with the fewest points: half points from what is claimed and proved, and the classes of the ML Test Score.

use super::Counted;
use crate::domain::{gate::Force, readiness::ItemResult};

/// Where the points of a section lie (governance, section 3); the lowest class is the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`word` says what each is")]
pub enum Class {
    Zero,
    UpToOne,
    UpToTwo,
    UpToThree,
    UpToFive,
    AboveFive,
}

impl Class {
    /// The class of some half points.
    pub const fn of(half_points: u32) -> Self {
        match half_points {
            0 => Self::Zero,
            1..=2 => Self::UpToOne,
            3..=4 => Self::UpToTwo,
            5..=6 => Self::UpToThree,
            7..=10 => Self::UpToFive,
            _ => Self::AboveFive,
        }
    }

    /// The interval of its points.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Zero => "0",
            Self::UpToOne => "(0,1]",
            Self::UpToTwo => "(1,2]",
            Self::UpToThree => "(2,3]",
            Self::UpToFive => "(3,5]",
            Self::AboveFive => "> 5",
        }
    }
}

/// The half points of a section: two for an item that is met, one for a partial one, none without the evidence it needs.
/// `None` where nothing of the section applies.
pub fn half_points(items: impl IntoIterator<Item = Counted>) -> Option<u32> {
    let applying = items.into_iter().filter(|item| {
        item.force != Force::Off
            && !matches!(item.judged.result, ItemResult::Skipped | ItemResult::Na)
    });
    applying
        .map(|item| match item.judged.proved {
            0 => 0,
            1..=99 => 1,
            _ => 2,
        })
        .reduce(|sum, points| sum + points)
}

/// The lowest class of some sections and how many of them lie in it; `None` where no section applies.
pub fn lowest(half_points: impl IntoIterator<Item = u32>) -> Option<(Class, u32)> {
    let mut classes: Vec<_> = half_points.into_iter().map(Class::of).collect();
    classes.sort_unstable();
    let least = *classes.first()?;
    let there = classes.iter().filter(|class| **class == least);
    Some((least, there.count() as u32))
}
