//! A question that was asked and not answered yet. It knows which answer is the one that is still wanted, nothing of what is
//! asked.

use crate::{
    ops::query::Query,
    tui::{
        effect::{Answer, Effect, Slot, Ticket},
        screen::{Context, Outcome},
    },
};

/// The open question for one slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    slot: Slot,
    ticket: Option<Ticket>,
}

impl Question {
    /// Nothing asked yet.
    pub(super) const fn of(slot: Slot) -> Self {
        Self { slot, ticket: None }
    }

    /// Asks; an answer to what was asked before is not wanted any more.
    pub(super) fn ask(&mut self, query: Query, context: &mut Context<'_>) -> Outcome {
        let ticket = context.tickets.take();
        self.ticket = Some(ticket);
        Outcome::Effect(Effect::Ask {
            ticket,
            slot: self.slot,
            query,
        })
    }

    /// Whether an answer is waited for.
    pub(super) const fn is_open(&self) -> bool {
        self.ticket.is_some()
    }

    /// No answer is wanted any more.
    pub(super) fn drop_it(&mut self) {
        self.ticket = None;
    }

    /// Whether this is the answer that is waited for; then it is waited for no longer.
    pub(super) fn is_answered_by(&mut self, answer: &Answer) -> bool {
        let answered = answer.slot == self.slot && self.ticket == Some(answer.ticket);
        if answered {
            self.ticket = None;
        }
        answered
    }
}
