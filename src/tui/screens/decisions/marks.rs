//! The marks of the list: which decisions are meant when something is done with several. They hang on the record, so that
//! filters and changes leave them where they are.

use std::collections::BTreeSet;

use super::Decisions;
use crate::{
    domain::{adr::AdrRow, ids::RecordId, status::Status},
    tui::{
        action::Action,
        screen::{Context, Outcome},
        screens::{
            facts,
            working::{Here, Reach, Target},
        },
    },
};

/// The marked decisions.
#[derive(Debug, Default)]
pub(super) struct Marks {
    ids: BTreeSet<RecordId>,
    /// How many of them the filter shows.
    shown: usize,
    /// Where the first of those stands.
    first: Option<Status>,
}

impl Marks {
    /// Whether nothing is marked.
    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Whether a decision is marked.
    pub(super) fn has(&self, id: RecordId) -> bool {
        self.ids.contains(&id)
    }

    /// Takes all marks off.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn turn(&mut self, id: RecordId) {
        if !self.ids.remove(&id) {
            self.ids.insert(id);
        }
    }

    /// `3 marked, 1 not shown`; nothing where nothing is marked.
    pub(super) fn told(&self) -> String {
        match (self.ids.len(), self.ids.len() - self.shown) {
            (0, _) => String::new(),
            (all, 0) => format!("{all} marked"),
            (all, hidden) => format!("{all} marked, {hidden} not shown"),
        }
    }
}

impl Decisions {
    /// Marks the selected one, or takes its mark off, and goes on to the next.
    pub(super) fn mark(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        if let Some(id) = self.selected().map(|row| row.id) {
            self.marks.turn(id);
        }
        self.count_marks();
        self.move_list(Action::Down, context)
    }

    /// Forgets marks of what is in the store no longer.
    pub(super) fn prune_marks(&mut self) {
        if self.marks.is_empty() {
            return;
        }
        if let Some(view) = &self.view {
            let marked = view.rows.iter().map(|row| row.id);
            let there: BTreeSet<_> = marked.filter(|id| self.marks.has(*id)).collect();
            self.marks.ids = there;
        }
    }

    /// Counts how many marks are seen; after each change of marks or rows.
    pub(super) fn count_marks(&mut self) {
        let (shown, first) = if self.marks.is_empty() {
            (0, None)
        } else {
            let mut marked = self.marked_rows();
            let first = marked.next().map(|row| row.status);
            (marked.count() + usize::from(first.is_some()), first)
        };
        (self.marks.shown, self.marks.first) = (shown, first);
    }

    fn marked_rows(&self) -> impl Iterator<Item = &AdrRow> {
        let rows = (0..self.length()).filter_map(|nth| self.row(nth));
        rows.filter(|row| self.marks.has(row.id))
    }

    /// The two decisions that are marked and shown, the upper one first; nothing where there are more or fewer.
    pub(super) fn two_marked(&self) -> Option<(RecordId, RecordId)> {
        if self.marks.ids.len() != 2 || self.marks.shown != 2 {
            return None;
        }
        let mut marked = self.marked_rows().map(|row| row.id);
        marked.next().zip(marked.next())
    }

    /// Why there is nothing to compare, and what to do about it.
    pub(super) fn not_two(&self) -> &'static str {
        match (self.marks.ids.len(), self.marks.shown) {
            (0 | 1, _) => "mark two with space, then = compares them",
            (2, _) => "one of the two marked ones is not shown; esc shows all",
            _ => "two are compared, and more are marked; U takes the marks off",
        }
    }

    /// What the keys act on: the marked ones that are shown, else the selected one.
    pub(super) fn reach(&self) -> Reach {
        if self.marks.is_empty() {
            let row = self.selected();
            return row.map_or(Reach::Nothing(self.no_row()), |row| Reach::One(row.status));
        }
        match (self.marks.shown, self.marks.first) {
            (1, Some(status)) => Reach::One(status),
            (0, _) | (_, None) => Reach::OutOfSight(self.marks.ids.len()),
            (several, _) => Reach::Several(several),
        }
    }

    /// The same with the decisions themselves.
    pub(super) fn here(&self) -> Here<'_> {
        let targets: Vec<_> = if self.marks.is_empty() {
            self.selected()
                .map(|row| self.target(row))
                .into_iter()
                .collect()
        } else {
            self.marked_rows().map(|row| self.target(row)).collect()
        };
        let view = match targets.as_slice() {
            [only] => self.reading.view_of(only.id),
            _ => None,
        };
        Here {
            view,
            log: self.selected().map(|row| row.log),
            targets,
        }
    }

    fn target(&self, row: &AdrRow) -> Target {
        let base = self.reading.view_of(row.id).map(|view| view.digest);
        Target {
            id: row.id,
            log: self.log_name(row).unwrap_or_default(),
            reference: facts::short_reference(&self.reference(row)),
            title: row.title.clone(),
            status: row.status,
            tags: row.tags.lines().map(str::to_owned).collect(),
            base,
        }
    }
}
