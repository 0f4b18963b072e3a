//! What comes back from the worker and the editor, and what a screen wants after an update.

use super::{App, EditedText};
use crate::{
    ops::{
        change::{Change, Done, TextEdit},
        query::Query,
        view::{JumpView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, EditRequest, Effect, Problem, Reply, Slot, Ticket},
        overlays::{Confirm, Export, FormSheet, Jump, ReportSheet},
        screen::{Outcome, Place},
    },
};

impl App {
    pub(super) fn reply(&mut self, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::View(answer) => self.answer(answer),
            Reply::Done { ticket, outcome } => self.look_into(ticket, outcome),
            Reply::StoreChanged => self.refresh(),
        }
    }

    fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        if !self.waiting.answered(answer.slot, answer.ticket) {
            return Vec::new();
        }
        if let Ok(View::Home(home)) = &answer.view {
            self.overdue = home.overdue();
        }
        match answer.slot {
            Slot::Header => Vec::new(),
            Slot::Jump => self.jumped(answer),
            Slot::Conflict => self.conflicted(answer),
            Slot::Export => self.show_export(answer),
            Slot::Record | Slot::Packet | Slot::Readiness | Slot::Assessment
                if is_of_something_gone(&answer)
                    && self.overlay.is_none()
                    && shows_one(&self.screen.place()) =>
            {
                self.leave_what_is_gone()
            }
            _ => {
                let outcomes = self.with_screen(|screen, context| screen.receive(answer, context));
                self.take(outcomes)
            }
        }
    }

    /// A record or a packet that was open and is in the store no longer, because it was discarded or taken back: one place back, where that
    /// was not said just now with the reason.
    fn leave_what_is_gone(&mut self) -> Vec<Effect> {
        if self.notices.passing().is_none() {
            let said = format!("{} is in the store no longer", self.screen_name());
            self.notices.note(self.now, said);
        }
        self.step_back()
    }

    /// The last part of where one stands.
    fn screen_name(&self) -> String {
        let last = self.screen.breadcrumb().pop();
        last.unwrap_or_else(|| "what was open".to_owned())
    }

    /// What an export would write, to be looked at; nothing is shown where nothing would be.
    fn show_export(&mut self, answer: Answer) -> Vec<Effect> {
        match answer.view {
            Ok(View::Export(view)) if view.plan.files.is_empty() => {
                let said = "every file is as it is here".to_owned();
                self.notices.note(self.now, said);
            }
            Ok(View::Export(view)) => self.overlay = Some(Box::new(Export::new(*view))),
            Ok(_) => {}
            Err(problem) => self.notices.problem(problem),
        }
        Vec::new()
    }

    fn jumped(&mut self, answer: Answer) -> Vec<Effect> {
        let view = match answer.view {
            Ok(View::Jump(view)) => view,
            Ok(_) => return Vec::new(),
            Err(problem) => {
                self.notices.problem(problem);
                return Vec::new();
            }
        };
        if self.straight == Some(answer.ticket) {
            self.straight = None;
            return self.go_straight(view);
        }
        if let Some(overlay) = &mut self.overlay {
            overlay.receive(&view);
        }
        Vec::new()
    }

    /// To the record whose reference was typed, or to the list of those it may mean.
    fn go_straight(&mut self, view: JumpView) -> Vec<Effect> {
        let text = view.text.trim().to_owned();
        let mut exact = view
            .lines
            .iter()
            .filter(|line| is_called(&line.reference, &text));
        match (exact.next(), exact.next(), view.lines.first()) {
            (Some(line), None, _) => self.go(&Place::Record(line.id)),
            (None, _, None) => {
                self.notices.problem(Problem::new(
                    format!("no decision answers to `{text}`"),
                    "Type a number, LOG/NUMBER, or words of the title.",
                ));
                Vec::new()
            }
            (None, _, Some(line)) if view.lines.len() == 1 => self.go(&Place::Record(line.id)),
            _ => {
                self.show(Jump::with(view));
                Vec::new()
            }
        }
    }

    pub(super) fn done(&mut self, ticket: Ticket, outcome: Result<Done, Problem>) -> Vec<Effect> {
        let ended = self.waiting.done(ticket);
        let draft = self.edits.remove(&ticket);
        let Some(outcome) = self.tell_form(ticket, outcome) else {
            return self.refresh();
        };
        let mut effects = Vec::new();
        match outcome {
            Ok(done) => {
                effects.extend(draft.map(Effect::DropDraft));
                let hint = self.way_back(&done, ended.is_undo());
                self.notices.success(self.now, done.summary, hint);
                if let Some(place) = done.made.and_then(|made| ended.place_of(made))
                    && self.overlay.is_none()
                {
                    effects.extend(self.go(&place));
                    return effects;
                }
            }
            Err(mut problem) => {
                if let Some(draft) = draft {
                    let kept = format!("Your text is kept in {}.", draft.display());
                    problem.hint = Some(match problem.hint {
                        Some(hint) => format!("{hint} {kept}"),
                        None => kept,
                    });
                }
                self.notices.problem(problem);
            }
        }
        effects.extend(self.refresh());
        effects
    }

    /// The key that takes a change back, where it can be.
    fn way_back(&self, done: &Done, undone: bool) -> Option<String> {
        let (action, word) = match (undone, done.can_undo) {
            (true, _) if done.group.is_some() => (Action::Redo, "redo"),
            (false, true) => (Action::Undo, "undo"),
            _ => return None,
        };
        let key = self.start.keymap.key_of(action)?;
        Some(format!("{key} {word}"))
    }

    pub(super) fn edited(
        &mut self,
        request: &EditRequest,
        outcome: Result<EditedText, Problem>,
    ) -> Vec<Effect> {
        match outcome {
            Err(problem) => {
                self.notices.problem(problem);
                Vec::new()
            }
            Ok(EditedText::Unchanged) => {
                let said = format!("{} was not changed", request.reference);
                self.notices.note(self.now, said);
                Vec::new()
            }
            Ok(EditedText::Changed { bytes, draft }) => {
                let effects = self.change(Change::EditText(TextEdit {
                    record: request.record,
                    base: request.base,
                    bytes,
                    reason: None,
                }));
                if let Some(Effect::Do { ticket, .. }) = effects.first() {
                    self.edits.insert(*ticket, draft);
                }
                effects
            }
        }
    }

    /// Does what a screen wants and passes its effects on.
    pub(super) fn take(&mut self, outcomes: Vec<Outcome>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for outcome in outcomes {
            match outcome {
                Outcome::Effect(effect) => {
                    self.waiting.noticed(&effect, self.now);
                    self.late.remember(&effect);
                    effects.push(effect);
                }
                Outcome::Go(place) => effects.extend(self.go(&place)),
                Outcome::GoToItem { assessment, item } => {
                    effects.extend(self.go(&Place::Assessment(assessment)));
                    self.screen.put_cursor_on_item(&item);
                }
                Outcome::Tell(text) => self.notices.success(self.now, text, None),
                Outcome::Warn(problem) => self.notices.problem(problem),
                Outcome::Menu(menu) => self.show_menu(menu),
                Outcome::Form(form) => self.show(FormSheet::new(form)),
                Outcome::Ask(question) => self.show(Confirm::of(question)),
                Outcome::Report(report) => self.show(ReportSheet::new(report)),
            }
        }
        effects
    }

    /// The header says what is overdue; at home the screen's own answer is read along.
    pub(super) fn ask_what_is_overdue(&mut self) -> Option<Effect> {
        if self.screen.place() == Place::Home {
            return None;
        }
        Some(self.ask(Slot::Header, Query::Home).1)
    }
}

/// Whether a place is one record or packet and nothing besides.
const fn shows_one(place: &Place) -> bool {
    matches!(
        place,
        Place::Record(_)
            | Place::Packet(_)
            | Place::System(_)
            | Place::Assessment(_)
            | Place::Risk(_)
            | Place::Readiness(_)
            | Place::Matrix(_)
    )
}

fn is_of_something_gone(answer: &Answer) -> bool {
    answer.view.as_ref().is_err_and(|problem| problem.is_gone)
}

/// Whether a text is the whole name of a record: its reference, its label inside its log, or its number however it is written.
fn is_called(reference: &str, text: &str) -> bool {
    let label = reference.rsplit('/').next().unwrap_or_default();
    let number = |said: &str| {
        let digits = said
            .get(4..)
            .filter(|_| said.to_ascii_uppercase().starts_with("ADR-"));
        digits.unwrap_or(said).parse::<u32>().ok()
    };
    reference == text || label == text || number(label).is_some_and(|it| number(text) == Some(it))
}

#[cfg(test)]
mod tests {
    use super::is_called;

    #[test]
    fn a_number_means_the_record_with_one_log_and_with_several() {
        assert!(is_called("ADR-0012", "12"));
        assert!(is_called("ADR-0012", "adr-12"));
        assert!(is_called("payments/12", "12"));
        assert!(is_called("payments/12", "payments/12"));
        assert!(is_called("payments/20250211-keep-it", "20250211-keep-it"));
        assert!(!is_called("ADR-0018", "12"));
        assert!(!is_called("payments/keep", "payments"));
    }
}
