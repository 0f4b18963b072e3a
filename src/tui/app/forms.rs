//! Forms and questions over a screen: what was filled in goes to the screen, and the form stays until it is known what became
//! of it. What is typed is never lost without a question.

use super::App;
use crate::{
    ops::change::Done,
    tui::{
        effect::{Effect, Problem, Ticket},
        overlays::{Confirm, Overlay},
        screen::{Filled, Outcome},
    },
};

impl App {
    /// Lays something over the screen, in the place of what lay there.
    pub(super) fn show(&mut self, overlay: impl Overlay + 'static) {
        self.overlay = Some(Box::new(overlay));
        self.covered = None;
        self.saving = None;
    }

    /// Lays a question over a form, which is there again after a no.
    pub(super) fn cover(&mut self, question: Confirm) {
        let form = self.overlay.take_if(|one| one.unsaved().is_some());
        self.covered = form.or(self.covered.take());
        self.overlay = Some(Box::new(question));
    }

    /// Takes away what lies on top.
    pub(super) fn uncover(&mut self) {
        self.overlay = self.covered.take();
        if self.overlay.is_none() {
            self.saving = None;
        }
    }

    /// What would be lost by leaving now.
    pub(super) fn unsaved(&self) -> Option<String> {
        let form = self.overlay.as_ref().and_then(|one| one.unsaved());
        form.or_else(|| self.screen.unsaved())
    }

    pub(super) fn ask_to_leave(&mut self) {
        if let Some(what) = self.overlay.as_ref().and_then(|one| one.unsaved()) {
            self.cover(Confirm::to_leave(&what));
        }
    }

    /// Hands what was filled in to the screen. The form is closed at once only where nothing has to be saved.
    pub(super) fn submit(&mut self, form: &'static str, filled: &Filled) -> Vec<Effect> {
        let said = self.with_screen(|screen, context| screen.submit(form, filled, context));
        match said {
            Err((field, why)) => {
                if let Some(shown) = &mut self.overlay {
                    shown.object(field, &why);
                }
                Vec::new()
            }
            Ok(outcomes) => {
                match outcomes.iter().find_map(change_in) {
                    Some(ticket) => self.wait_for(ticket),
                    None => self.uncover(),
                }
                self.take(outcomes)
            }
        }
    }

    fn wait_for(&mut self, ticket: Ticket) {
        self.saving = Some(ticket);
        if let Some(shown) = &mut self.overlay {
            shown.wait();
        }
    }

    /// Closes the form whose change was made, or tells it why it was not; gives back what is left to be said.
    pub(super) fn tell_form(
        &mut self,
        ticket: Ticket,
        outcome: Result<Done, Problem>,
    ) -> Option<Result<Done, Problem>> {
        if self.saving.take_if(|saved| *saved == ticket).is_none() {
            return Some(outcome);
        }
        let Err(problem) = outcome else {
            (self.overlay, self.covered) = (None, None);
            return Some(outcome);
        };
        self.notices.remember(&problem);
        for shown in [&mut self.overlay, &mut self.covered].into_iter().flatten() {
            shown.refuse(&problem);
        }
        None
    }
}

fn change_in(outcome: &Outcome) -> Option<Ticket> {
    match outcome {
        Outcome::Effect(Effect::Do { ticket, .. }) => Some(*ticket),
        _ => None,
    }
}
