//! What a walk can do now, and why not. It must not do any of it.

use super::{Walk, answer, mark};
use crate::{
    ops::assessments::WalkItem,
    tui::{action::Action, screen::Availability},
};

const NOT_THERE: &str = "the assessment is not there yet";

impl Walk {
    pub(super) fn upgradable(&self) -> Availability {
        let newer = self
            .view
            .as_ref()
            .is_some_and(|view| view.line.newer.is_some());
        when(newer, "it has the newest version of its pack")
    }

    pub(super) fn can_move(&self, action: Action) -> Availability {
        let (wanted, why): (fn(&WalkItem) -> bool, _) = match action {
            Action::NextFailing | Action::PreviousFailing => {
                (mark::is_failing, "nothing fails here")
            }
            _ => (mark::is_unanswered, "every item here has an answer"),
        };
        when(self.has(wanted), why)
    }

    pub(super) fn item_availability(&self, action: Action) -> Availability {
        let tier = self.view.as_ref().and_then(|view| view.tier);
        match self.item() {
            Some(item) => answer::takes(item, tier, action),
            None => when(false, "no item is chosen"),
        }
    }

    /// Whether an action can be done now, and why not.
    pub(super) fn can(&self, action: Action) -> Availability {
        if action == Action::Back {
            return if self.has_a_step_back() {
                Availability::Ready
            } else {
                Availability::Foreign
            };
        }
        let is_there = when(self.view.is_some(), NOT_THERE);
        match action {
            Action::StartPack => when(false, "the checklists offer what can be started: g c"),
            action if answer::is_about_an_item(action) && self.view.is_some() => {
                self.item_availability(action)
            }
            Action::Upgrade if self.view.is_some() => self.upgradable(),
            Action::NextUnanswered
            | Action::PreviousUnanswered
            | Action::NextFailing
            | Action::PreviousFailing
                if self.view.is_some() =>
            {
                self.can_move(action)
            }
            Action::Unmark => when(!self.marks.is_empty(), "nothing is marked"),
            Action::Bulk | Action::Mark if self.view.is_some() => {
                when(self.item().is_some(), "no item is chosen")
            }
            action if answer::is_about_an_item(action) => is_there,
            Action::Upgrade
            | Action::NextUnanswered
            | Action::PreviousUnanswered
            | Action::NextFailing
            | Action::PreviousFailing
            | Action::Bulk
            | Action::Mark
            | Action::Milestone
            | Action::FormExport
            | Action::FormImport
            | Action::DiscardAssessment
            | Action::History
            | Action::Facet
            | Action::Filter
            | Action::Open
            | Action::Left
            | Action::Right
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => is_there,
            _ => Availability::Foreign,
        }
    }
}

fn when(is_ready: bool, why: &str) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
}
