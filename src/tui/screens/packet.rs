//! One packet, section by section, as the board will read it.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    tui::{
        action::Action,
        effect::Answer,
        look::Look,
        screen::{Availability, Context, Outcome, Place, Scope, Screen},
    },
};

/// The screen.
pub(super) struct Packet {
    id: RecordId,
}

impl Packet {
    /// The packet with this identity.
    pub(super) const fn new(id: RecordId) -> Self {
        Self { id }
    }
}

impl Screen for Packet {
    fn place(&self) -> Place {
        Place::Packet(self.id)
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Packet".to_owned()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Packets, Scope::Document, Scope::List]
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
