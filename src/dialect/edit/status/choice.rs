//! A status that is one marked choice of several: the mark moves to another choice. Where the choice is not offered, one
//! word takes the place of all. Knows nothing of what was asked besides the status.

use std::ops::Range;

use crate::{
    dialect::{edit::splice::Splice, page::lines_of, plain::Plain, stated::Stated, status_words},
    domain::status::Status,
};

/// One choice with a box before it.
struct Boxed {
    /// What stands between the brackets.
    mark: Range<usize>,
    is_ticked: bool,
    status: Option<Status>,
}

/// Ticks the box of a status and no other; `None` where there are no boxes or none for this status.
pub(super) fn boxes(source: &str, base: usize, to: Status) -> Option<Vec<Splice>> {
    let boxes: Vec<Boxed> = lines_of(source, 0..source.len())
        .filter_map(|line| boxed(source, line))
        .collect();
    let wanted = boxes.iter().find(|found| found.status == Some(to))?;
    let tick = |found: &Boxed, mark: &str| {
        Splice::over(base + found.mark.start..base + found.mark.end, mark)
    };
    let others = boxes
        .iter()
        .filter(|found| found.is_ticked && found.mark != wanted.mark);
    let mut splices: Vec<Splice> = others.map(|found| tick(found, " ")).collect();
    if !wanted.is_ticked {
        splices.push(tick(wanted, "x"));
    }
    Some(splices)
}

fn boxed(source: &str, line: Range<usize>) -> Option<Boxed> {
    let text = source.get(line.clone())?;
    let inner = text
        .trim_start()
        .trim_start_matches(['-', '*', '+'])
        .trim_start();
    let is_ticked = inner.starts_with("[x]") || inner.starts_with("[X]");
    if !is_ticked && !inner.starts_with("[ ]") {
        return None;
    }
    let start = line.end - inner.len();
    let words = Plain::of(inner.get(3..)?, 0).text;
    Some(Boxed {
        mark: start + 1..start + 2,
        is_ticked,
        status: status_words::leading_word(&words).map(|found| found.status),
    })
}

/// Moves the bold letters of `proposed | **accepted** | rejected`.
pub(super) fn bold(source: &str, stated: &Stated, to: Status) -> Option<Vec<Splice>> {
    let keyword = stated.reading.keyword.clone()?;
    let base = stated.value.start;
    let marked = keyword.start.checked_sub(base + 2)?..keyword.end + 2 - base;
    let dressed = source.get(marked.clone())?;
    let is_bold = dressed.starts_with("**") && dressed.ends_with("**");
    let line = source.lines().next()?;
    let lower = line.to_lowercase();
    let offered = status_words::words_in(&lower);
    let is_choice = offered.len() >= 3 && line.contains(['|', '/']) && lower.len() == line.len();
    if !is_bold || !is_choice {
        return None;
    }
    let Some(wanted) = offered.iter().find(|found| found.status == to) else {
        let whole = base..base + line.trim_end().len();
        return Some(vec![Splice::over(whole, super::capital(to.word()))]);
    };
    let unmarked = source.get(keyword.start - base..keyword.end - base)?;
    let word = line.get(wanted.range.clone())?;
    let place = base + wanted.range.start..base + wanted.range.end;
    Some(vec![
        Splice::over(base + marked.start..base + marked.end, unmarked),
        Splice::over(place, format!("**{word}**")),
    ])
}
