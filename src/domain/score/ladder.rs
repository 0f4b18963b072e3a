//! The levels that are done: a level counts only when every item up to it passes.

use super::{Counted, numbers};
use crate::domain::{gate::Force, readiness::ItemResult};

/// How far a ladder is climbed: 100 for each level that is done, and the share of the next one; 250 is two levels and half of
/// the third. Items without a level stand on the first. `None` where nothing applies.
pub fn progress(items: &[(Option<u8>, Counted)]) -> Option<u32> {
    let on: Vec<(u8, Counted)> = items
        .iter()
        .filter(|(_, item)| item.force != Force::Off && item.judged.result != ItemResult::Skipped)
        .map(|(level, item)| (level.unwrap_or(1).max(1), *item))
        .collect();
    if on
        .iter()
        .all(|(_, item)| item.judged.result == ItemResult::Na)
    {
        return None;
    }
    let open = on
        .iter()
        .filter(|(_, item)| !is_done(item))
        .map(|(level, _)| *level)
        .min();
    let Some(open) = open else {
        let top = on.iter().map(|(level, _)| *level).max();
        return top.map(|top| 100 * u32::from(top));
    };
    let of_next = on.iter().filter(|(level, _)| *level == open);
    let next = numbers(of_next.map(|(_, item)| *item));
    // Only a level that is done counts whole.
    let share = next.evidenced_bp.map_or(0, |bp| (bp / 100).min(99));
    Some(100 * (u32::from(open) - 1) + share)
}

fn is_done(item: &Counted) -> bool {
    matches!(item.judged.result, ItemResult::Pass | ItemResult::Na)
}
