//! Two states of decisions: facts as a table, the text side by side where there is room, else one below the other.

use ratatui::{Frame, layout::Rect};

use crate::{
    ops::query::Revision,
    tui::{
        action::Action,
        effect::Answer,
        look::Look,
        screen::{Availability, Context, Outcome, Place, Scope, Screen},
    },
};

/// The screen.
pub(super) struct Compare {
    from: Revision,
    to: Revision,
}

impl Compare {
    /// Two states.
    pub(super) const fn new(from: Revision, to: Revision) -> Self {
        Self { from, to }
    }
}

impl Screen for Compare {
    fn place(&self) -> Place {
        Place::Compare {
            from: self.from,
            to: self.to,
        }
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Compare".to_owned()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Record, Scope::List]
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
