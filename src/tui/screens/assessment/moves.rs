//! Where the cursor of a walk goes and what is seen: rows, marks, focus. It must not know what an item is answered with.

use super::{
    Focus, Walk, mark,
    rows::{self, Row, Sieve, Way},
};
use crate::{
    ops::assessments::WalkItem,
    tui::{action::Action, widgets::field::Field},
};

impl Walk {
    /// Where nothing was looked at yet: the first item without an answer.
    pub(super) fn begin(&mut self) {
        let open = self.view.as_ref().and_then(|view| {
            let from = self.rows.len().saturating_sub(1);
            rows::next((view, &self.rows), (from, Way::On), mark::is_unanswered)
        });
        self.list.put(open.unwrap_or(1));
        self.off_headings(Action::Down);
    }

    /// Makes the rows anew and puts the cursor on an item, where that is still seen.
    pub(super) fn sift(&mut self, here: Option<&str>) {
        let Some(view) = &self.view else {
            return;
        };
        self.rows = self.sieve.rows(view);
        let is_here = |row: &Row| {
            let item = rows::item(view, *row);
            item.is_some_and(|item| Some(item.item.id.as_str()) == here)
        };
        match self.rows.iter().position(is_here) {
            Some(row) => self.list.carry_to(row),
            None => self.list.put(self.list.cursor().min(self.rows.len())),
        }
        self.off_headings(Action::Down);
    }

    /// Puts the cursor on the item it is wanted on, whatever the filter says.
    pub(super) fn find_wanted(&mut self) {
        if self.view.is_none() {
            return;
        }
        let Some(item) = self.wanted.take() else {
            return;
        };
        self.sieve.kept.insert(item.clone());
        self.focus = Focus::List;
        self.sift(Some(&item));
    }

    /// A heading takes no key: the cursor goes on in its direction, and back where nothing follows.
    pub(super) fn off_headings(&mut self, action: Action) {
        let last = self.rows.len().saturating_sub(1);
        let at = self.list.cursor().min(last);
        if !matches!(self.rows.get(at), Some(Row::Section(_))) {
            return;
        }
        let upwards = matches!(action, Action::Up | Action::HalfPageUp | Action::PageUp);
        let next = if upwards && at > 0 { at - 1 } else { at + 1 };
        self.list.put(next.min(last));
    }

    pub(super) fn move_list(&mut self, action: Action) {
        self.list.moved(action, self.rows.len());
        self.off_headings(action);
    }

    pub(super) fn jump(&mut self, way: Way, wanted: fn(&WalkItem) -> bool) {
        let found = self
            .view
            .as_ref()
            .and_then(|view| rows::next((view, &self.rows), (self.list.cursor(), way), wanted));
        if let Some(row) = found {
            self.list.put(row);
        }
    }

    pub(super) fn has(&self, wanted: fn(&WalkItem) -> bool) -> bool {
        let Some(view) = &self.view else {
            return false;
        };
        let items = self.rows.iter().filter_map(|row| rows::item(view, *row));
        items.into_iter().any(wanted)
    }

    pub(super) fn mark_item(&mut self) {
        let Some(id) = self.item().map(|item| item.item.id.clone()) else {
            return;
        };
        if !self.marks.remove(&id) {
            self.marks.insert(id);
        }
        self.move_list(Action::Down);
    }

    /// One step back: out of the field, the detail, the filter.
    pub(super) fn back(&mut self) {
        match self.focus {
            Focus::Detail => self.focus = Focus::List,
            Focus::Filter | Focus::List => {
                self.focus = Focus::List;
                self.field = Field::default();
                self.sieve = Sieve::default();
                let here = self.item().map(|item| item.item.id.clone());
                self.sift(here.as_deref());
            }
        }
    }

    pub(super) fn has_a_step_back(&self) -> bool {
        self.focus != Focus::List || !self.sieve.is_open()
    }

    pub(super) fn open(&mut self) {
        self.focus = match self.focus {
            Focus::Filter => Focus::List,
            Focus::List | Focus::Detail => Focus::Detail,
        };
    }

    pub(super) fn turn_focus(&mut self) {
        self.focus = match self.focus {
            Focus::Detail => Focus::List,
            Focus::List | Focus::Filter => Focus::Detail,
        };
    }
}
