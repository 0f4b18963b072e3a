//! What stands in the list of what needs somebody: each reason with its first decisions, and a line for those that are left
//! out. It must not know how a line is drawn.

use std::collections::BTreeSet;

use crate::ops::{
    home::{LISTED, Need},
    view::{HomeView, NeedLine},
};

/// Up to so many lines nothing is left out.
const ROOM: usize = 16;
/// How many decisions of each reason are shown where there is no room for all.
const FIRST: usize = 5;

/// The reasons of which every decision is shown, because somebody asked for them.
pub(super) type Unfolded = BTreeSet<Need>;

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row<'a> {
    /// A decision and why it needs somebody.
    Need(Need, &'a NeedLine),
    /// So many more for the same reason.
    More {
        need: Need,
        hidden: usize,
        /// Whether there may be others that are not even counted.
        at_least: bool,
    },
    /// So many decisions changed here that their files do not say yet.
    NotExported(u64),
}

/// How many decisions need somebody; one that does so for two reasons counts twice.
pub(super) fn count(view: &HomeView) -> usize {
    Need::ALL.iter().map(|need| view.needing(*need).len()).sum()
}

/// The lines of the list, from above.
pub(super) fn rows<'a>(view: &'a HomeView, unfolded: &Unfolded) -> Vec<Row<'a>> {
    let has_room = count(view) <= ROOM;
    let mut rows = Vec::new();
    for need in Need::ALL {
        let lines = view.needing(need);
        // A line that says that one is left out takes the room of that one.
        let is_whole = has_room || unfolded.contains(&need) || lines.len() <= FIRST + 1;
        let shown = if is_whole { lines.len() } else { FIRST };
        rows.extend(lines.iter().take(shown).map(|line| Row::Need(need, line)));
        let hidden = lines.len() - shown;
        let at_least = lines.len() >= LISTED;
        if hidden > 0 || (at_least && need.filter().is_some()) {
            rows.push(Row::More {
                need,
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

/// What to do about decisions whose files do not say yet what they say.
pub(super) fn how_to_export() -> String {
    "`archdeck adr export --to-source` writes them into their folders and shows the difference first"
        .to_owned()
}
