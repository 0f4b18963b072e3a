//! The score of a pack in the words of its aggregate, and about how long it takes to answer one.

use super::{
    Counted, ladder, numbers, percent,
    section::{half_points, lowest},
};
use crate::domain::{
    assessment::Numbers,
    pack::{Aggregate, Item},
    text::counted,
};

/// One section on its way into a score: each item with its level.
pub type Section = Vec<(Option<u8>, Counted)>;

/// The score of a pack in words: `71 %`, `71–100 %` while something is unanswered, `2 sections at (1,2]`, `ladder 250` (two levels done and
/// half of the third); `n/a` where
/// nothing applies.
pub fn in_words(aggregate: Aggregate, sections: &[Section]) -> String {
    let of = |section: &Section| half_points(section.iter().map(|(_, item)| *item));
    let words = match aggregate {
        Aggregate::Weighted => {
            let items = sections.iter().flatten().map(|(_, item)| *item);
            share(&numbers(items))
        }
        Aggregate::MinSection => lowest(sections.iter().filter_map(of)).map(|(class, count)| {
            let there = counted(count.into(), "section", "sections");
            format!("{there} at {}", class.word())
        }),
        Aggregate::Ladder => {
            ladder::progress(&sections.concat()).map(|done| format!("ladder {done}"))
        }
    };
    words.unwrap_or_else(|| "n/a".to_owned())
}

/// The share that is proved, and the most that is still possible where something is unanswered.
fn share(numbers: &Numbers) -> Option<String> {
    let low = percent(numbers.evidenced_bp?, numbers.answered == numbers.items);
    let high = numbers.high_bp? / 100;
    Some(if low == high {
        format!("{low} %")
    } else {
        format!("{low}–{high} %")
    })
}

/// About how many minutes it takes to answer these items: one each, one and a half more where evidence is needed.
pub fn minutes<'a>(items: impl IntoIterator<Item = &'a Item>) -> u32 {
    let halves: u32 = items
        .into_iter()
        .map(|item| if item.evidence.is_some() { 5 } else { 2 })
        .sum();
    halves.div_ceil(2)
}
