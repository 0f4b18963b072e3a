//! From a key to what it means: text for the focused field, an action, or the beginning of a sequence.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::App;
use crate::tui::{
    action::Action,
    effect::Effect,
    keymap::{Key, Meaning},
    screen::{Availability, Typed},
};

impl App {
    pub(super) fn key(&mut self, event: KeyEvent) -> Vec<Effect> {
        if event.kind == KeyEventKind::Release {
            return Vec::new();
        }
        self.notices.forget_note();
        let only_dismisses = matches!(event.code, KeyCode::Esc | KeyCode::Enter);
        if self.notices.dismiss() && only_dismisses {
            return Vec::new();
        }
        if self.typed.is_empty() && self.is_text(event) {
            return self.type_into(Typed::Key(event));
        }
        self.follow(Key::of(event))
    }

    pub(super) fn paste(&mut self, text: String) -> Vec<Effect> {
        if self.is_typing() {
            return self.type_into(Typed::Paste(text));
        }
        let how = match self.start.keymap.key_of(Action::Filter) {
            Some(key) => format!("nothing takes text here; {key} opens a field"),
            None => "nothing takes text here".to_owned(),
        };
        self.notices.note(self.now, how);
        Vec::new()
    }

    fn is_text(&self, event: KeyEvent) -> bool {
        let digit = matches!(event.code, KeyCode::Char('0'..='9'));
        let chooses = self.overlay.as_ref().is_some_and(|one| one.takes_digits());
        (digit && chooses) || (self.is_typing() && is_for_a_field(event))
    }

    fn is_typing(&self) -> bool {
        match &self.overlay {
            Some(overlay) => overlay.is_typing(),
            None => self.screen.is_typing(),
        }
    }

    fn type_into(&mut self, typed: Typed) -> Vec<Effect> {
        if let Some(overlay) = &mut self.overlay {
            let wishes = overlay.type_into(&typed);
            return self.grant(wishes);
        }
        let outcomes = self.with_screen(|screen, context| screen.type_into(typed, context));
        self.take(outcomes)
    }

    fn follow(&mut self, key: Key) -> Vec<Effect> {
        self.typed.push(key);
        self.typed_at = self.now;
        let meaning = self
            .start
            .keymap
            .meaning(&self.chain(), &self.typed, |action| self.is_known(action));
        match meaning {
            Meaning::Prefix => Vec::new(),
            Meaning::Nothing => {
                let in_sequence = self.typed.len() > 1;
                self.typed.clear();
                if in_sequence && self.means_quit(key) {
                    return self.act(Action::Quit);
                }
                Vec::new()
            }
            Meaning::Action(action) => {
                self.typed.clear();
                self.act(action)
            }
        }
    }

    /// The key that leaves does so in the middle of a sequence too.
    fn means_quit(&self, key: Key) -> bool {
        let meaning = self
            .start
            .keymap
            .meaning(&self.chain(), &[key], |action| action == Action::Quit);
        meaning == Meaning::Action(Action::Quit)
    }

    /// Whether an action has a meaning here at all; an overlay decides for itself.
    pub(super) fn is_known(&self, action: Action) -> bool {
        self.overlay.is_some() || self.availability(action) != Availability::Foreign
    }
}

/// A character, or a key that edits: a focused field gets it before any binding.
fn is_for_a_field(key: KeyEvent) -> bool {
    let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    match key.code {
        KeyCode::Char(_) if plain => true,
        KeyCode::Char(letter) if key.modifiers == KeyModifiers::CONTROL => {
            matches!(letter, 'w' | 'u' | 'a' | 'e' | 'k')
        }
        KeyCode::Backspace
        | KeyCode::Delete
        | KeyCode::Left
        | KeyCode::Right
        | KeyCode::Home
        | KeyCode::End => true,
        _ => false,
    }
}
