//! A form over a screen: fields one below the other, filled with the keyboard and saved at once. It checks what each field
//! takes and keeps what was typed until it is saved; it must not know what becomes of it.

mod draw;
mod entry;
mod found;

use ratatui::{Frame, layout::Rect};

use self::entry::Entry;
use super::{Overlay, Wish};
use crate::{
    ops::view::JumpView,
    tui::{
        action::Action,
        effect::Problem,
        look::Look,
        screen::{Form, Scope, Typed},
    },
};

/// Where the matches of a decision begin when they are clicked.
const FIRST_MATCH: usize = 1_000;

/// Whether it is being filled or waits for what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Filling,
    Saving,
}

/// A form that is being filled.
#[derive(Debug)]
pub struct FormSheet {
    word: &'static str,
    title: String,
    note: Option<String>,
    entries: Vec<Entry>,
    /// The field that has the focus.
    at: usize,
    /// The first field that is drawn.
    first: usize,
    /// The cells a value may take, as it was drawn last.
    value_cells: usize,
    state: State,
    /// Why it was not saved.
    refused: Option<Problem>,
}

impl FormSheet {
    /// The form a screen asked for.
    pub fn new(form: Form) -> Self {
        Self {
            word: form.word,
            title: form.title,
            note: form.note,
            entries: form.fields.into_iter().map(Entry::new).collect(),
            at: 0,
            first: 0,
            value_cells: 0,
            state: State::Filling,
            refused: None,
        }
    }

    fn focused(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(self.at)
    }

    fn is_touched(&self) -> bool {
        self.entries.iter().any(Entry::is_touched)
    }

    /// Goes to another field; what is wrong with the one that is left is said beside it.
    fn go_to(&mut self, field: usize) {
        if let Some(left) = self.focused() {
            left.leave();
        }
        self.at = field.min(self.entries.len().saturating_sub(1));
    }

    fn next_round(&mut self) {
        let next = self.at + 1;
        self.go_to(if next < self.entries.len() { next } else { 0 });
    }

    fn previous_round(&mut self) {
        let last = self.entries.len().saturating_sub(1);
        self.go_to(self.at.checked_sub(1).unwrap_or(last));
    }

    /// Up and down: among the matches of a decision, else from field to field.
    fn step(&mut self, action: Action) {
        if self.focused().is_some_and(|entry| entry.moved(action)) {
            return;
        }
        match action {
            Action::Down => self.go_to(self.at + 1),
            Action::Up => self.go_to(self.at.saturating_sub(1)),
            Action::PageUp => self.go_to(0),
            _ => self.go_to(usize::MAX),
        }
    }

    /// Takes the match that is shown, else goes on; from the last field on it saves.
    fn enter(&mut self) -> Vec<Wish> {
        let picked = self.focused().is_some_and(Entry::pick);
        if self.at + 1 < self.entries.len() {
            self.go_to(self.at + 1);
            return Vec::new();
        }
        if picked { Vec::new() } else { self.save() }
    }

    fn save(&mut self) -> Vec<Wish> {
        for entry in &mut self.entries {
            entry.check();
        }
        if let Some(wrong) = self.entries.iter().position(|one| one.wrong.is_some()) {
            self.at = wrong;
            return Vec::new();
        }
        self.refused = None;
        let filled = self.entries.iter().map(|one| (one.word, one.value()));
        vec![Wish::Submit(self.word, filled.collect())]
    }

    fn leave(&mut self) -> Vec<Wish> {
        if self.focused().is_some_and(Entry::close_matches) {
            return Vec::new();
        }
        if self.is_touched() {
            return vec![Wish::AskToLeave];
        }
        vec![Wish::Close]
    }
}

impl Overlay for FormSheet {
    fn is_typing(&self) -> bool {
        true
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::List]
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        if self.state == State::Saving {
            return vec![Wish::Note("this is being saved".to_owned())];
        }
        match action {
            Action::Save => return self.save(),
            Action::Open => return self.enter(),
            Action::Back | Action::Close => return self.leave(),
            Action::FocusNext => self.next_round(),
            Action::FocusPrevious => self.previous_round(),
            Action::Down | Action::Up | Action::PageUp | Action::PageDown => self.step(action),
            _ => {}
        }
        Vec::new()
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        if self.state == State::Saving {
            return Vec::new();
        }
        let asked = self.focused().and_then(|entry| entry.type_into(typed));
        asked.map(Wish::Ask).into_iter().collect()
    }

    fn click(&mut self, nth: usize, _twice: bool) -> Vec<Wish> {
        if self.state == State::Saving {
            return Vec::new();
        }
        if let Some(row) = nth.checked_sub(FIRST_MATCH) {
            if let Some(entry) = self.focused() {
                entry.pick_row(row);
            }
        } else if nth == self.at {
            self.focused().map(Entry::turn).unwrap_or_default();
        } else {
            self.go_to(nth);
        }
        Vec::new()
    }

    fn receive(&mut self, view: &JumpView) {
        if let Some(entry) = self.focused() {
            entry.show_matches(view);
        }
    }

    fn unsaved(&self) -> Option<String> {
        let saving = self.state == State::Saving;
        (saving || self.is_touched()).then(|| format!("\"{}\"", self.title))
    }

    fn wait(&mut self) {
        self.state = State::Saving;
    }

    fn object(&mut self, field: &str, why: &str) {
        if let Some(nth) = self.entries.iter().position(|one| one.word == field) {
            self.at = nth;
            if let Some(entry) = self.focused() {
                entry.wrong = Some(why.to_owned());
            }
        }
    }

    fn refuse(&mut self, problem: &Problem) {
        self.state = State::Filling;
        self.refused = Some(problem.clone());
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Save, Action::FocusNext, Action::Back]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_sheet(frame, area, look);
    }
}
