//! Places and the way back. A screen that is left is kept as it stands, with its cursor and filter, and asks again for what it
//! shows when one comes back.

use std::mem;

use super::App;
use crate::tui::{action::Action, effect::Effect, screen::Place};

/// How many places the way back holds.
const REMEMBERED: usize = 50;

impl App {
    /// Goes to a place; where the way back holds it already, that screen is taken up again.
    pub(super) fn go(&mut self, place: &Place) -> Vec<Effect> {
        if self.screen.place() == *place {
            return self.refresh();
        }
        let kept = self.trail.iter().position(|one| one.place() == *place);
        self.enter(kept, place)
    }

    /// Goes to a kind of place, as it was left: its filter and cursor stay.
    pub(super) fn go_to_kind(&mut self, place: &Place) -> Vec<Effect> {
        if is_same_kind(&self.screen.place(), place) {
            return self.refresh();
        }
        let kept = self
            .trail
            .iter()
            .rposition(|one| is_same_kind(&one.place(), place));
        self.enter(kept, place)
    }

    fn enter(&mut self, kept: Option<usize>, place: &Place) -> Vec<Effect> {
        let next = match kept {
            Some(nth) => self.trail.remove(nth),
            None => (self.open)(place),
        };
        let left = mem::replace(&mut self.screen, next);
        self.trail.push(left);
        if self.trail.len() > REMEMBERED {
            self.trail.remove(0);
        }
        self.refresh()
    }

    /// To the place before.
    pub(super) fn go_back(&mut self) -> Vec<Effect> {
        let Some(before) = self.trail.pop() else {
            return Vec::new();
        };
        self.screen = before;
        self.refresh()
    }

    /// One layer back: the place before, else home.
    pub(super) fn step_back(&mut self) -> Vec<Effect> {
        if self.trail.is_empty() {
            return self.go_home_for_good();
        }
        self.go_back()
    }

    /// `q`: back, and at home out.
    pub(super) fn close(&mut self) -> Vec<Effect> {
        if self.screen.place() == Place::Home {
            return self.quit();
        }
        self.step_back()
    }

    /// Home without a way back to where one came from: nothing was before.
    fn go_home_for_good(&mut self) -> Vec<Effect> {
        if self.screen.place() == Place::Home {
            return self.act(Action::Quit);
        }
        self.screen = (self.open)(&Place::Home);
        self.refresh()
    }
}

const fn is_same_kind(one: &Place, other: &Place) -> bool {
    matches!(
        (one, other),
        (Place::Home, Place::Home)
            | (Place::Decisions { .. }, Place::Decisions { .. })
            | (Place::Search { .. }, Place::Search { .. })
            | (Place::Packets, Place::Packets)
            | (Place::Systems { .. }, Place::Systems { .. })
            | (Place::Library, Place::Library)
            | (Place::Matrices, Place::Matrices)
            | (
                Place::Events { record: None },
                Place::Events { record: None }
            )
    )
}
