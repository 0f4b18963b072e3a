//! The packets, newest first, with the selected one beside them.

use ratatui::{Frame, layout::Rect};

use crate::tui::{
    action::Action,
    effect::Answer,
    look::Look,
    screen::{Availability, Context, Outcome, Place, Scope, Screen},
};

pub(in crate::tui::screens) mod build;

/// The screen.
pub(super) struct Packets {}

impl Packets {
    /// The list.
    pub(super) const fn new() -> Self {
        Self {}
    }
}

impl Screen for Packets {
    fn place(&self) -> Place {
        Place::Packets
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Packets".to_owned()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Packets, Scope::List]
    }

    fn availability(&self, _action: Action) -> Availability {
        Availability::Foreign
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Back]
    }

    fn status(&self) -> String {
        String::new()
    }

    fn refresh(&mut self, _context: &mut Context<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    fn update(&mut self, _action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    fn receive(&mut self, _answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    fn draw(&mut self, _frame: &mut Frame<'_>, _area: Rect, _look: &mut Look<'_>) {}
}
