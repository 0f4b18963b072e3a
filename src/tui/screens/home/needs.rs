//! What stands in the list of what needs somebody: each reason with its first lines, and a line for those that are left
//! out. It must not know how a line is drawn.

use std::collections::BTreeSet;

use crate::ops::{
    home::{LISTED, Reason, Waiting},
    view::HomeView,
};

/// Up to so many lines nothing is left out.
const ROOM: usize = 16;
/// How many lines of each reason are shown where there is no room for all.
const FIRST: usize = 5;

/// The reasons of which every line is shown, because somebody asked for them.
pub(super) type Unfolded = BTreeSet<Reason>;

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row<'a> {
    /// What needs somebody, and why.
    Waiting(Waiting<'a>),
    /// So many more for the same reason.
    More {
        reason: Reason,
        hidden: usize,
        /// Whether there may be others that are not even counted.
        at_least: bool,
    },
    /// So many decisions changed here that their files do not say yet.
    NotExported(u64),
}

/// How much needs somebody; what does so for two reasons counts twice.
pub(super) fn count(view: &HomeView) -> usize {
    Reason::ALL
        .iter()
        .map(|reason| view.waiting(*reason).len())
        .sum()
}

/// The lines of the list, from above.
pub(super) fn rows<'a>(view: &'a HomeView, unfolded: &Unfolded) -> Vec<Row<'a>> {
    let has_room = count(view) <= ROOM;
    let mut rows = Vec::new();
    for reason in Reason::ALL {
        let lines = view.waiting(reason);
        // A line that says that one is left out takes the room of that one.
        let is_whole = has_room || unfolded.contains(&reason) || lines.len() <= FIRST + 1;
        let shown = if is_whole { lines.len() } else { FIRST };
        let hidden = lines.len() - shown;
        let at_least = lines.len() >= LISTED;
        rows.extend(lines.into_iter().take(shown).map(Row::Waiting));
        if hidden > 0 || (at_least && reason.filter().is_some()) {
            rows.push(Row::More {
                reason,
                hidden,
                at_least,
            });
        }
    }
    if view.not_exported > 0 {
        rows.push(Row::NotExported(view.not_exported));
    }
    rows
}
