//! A decision that is looked for by words and taken from the matches below the field.

use crossterm::event::KeyCode;

use crate::{
    ops::view::{JumpView, RecordLine},
    tui::{
        action::Action,
        screen::Typed,
        widgets::{field::Field, list::List},
    },
};

/// The words, the matches and the one that was taken.
#[derive(Debug, Default)]
pub struct Found {
    /// The words as typed.
    pub field: Field,
    /// The decision that was taken.
    pub chosen: Option<RecordLine>,
    /// The row of the cursor among the matches.
    pub list: List,
    view: Option<JumpView>,
    /// The log the matches are taken from; of all logs where none is named.
    log: Option<String>,
}

impl Found {
    /// Nothing typed yet; only decisions of the log are to be found, where one is named.
    pub fn inside(log: Option<String>) -> Self {
        Self {
            log,
            ..Self::default()
        }
    }

    /// Empty again, in the same log.
    fn anew(&mut self) -> Self {
        Self::inside(self.log.take())
    }

    /// What is asked for: the words as typed, behind the log they are looked for in.
    fn asked(&self) -> String {
        let words = self.field.value();
        match &self.log {
            Some(log) => format!("{log}/{words}"),
            None => words.to_owned(),
        }
    }

    /// The identity of the one that was taken, as text; nothing while none is.
    pub fn value(&self) -> String {
        let id = self.chosen.as_ref().map(|line| line.id.to_string());
        id.unwrap_or_default()
    }

    /// Whether nothing was typed or taken.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_none() && self.field.value().trim().is_empty()
    }

    /// What can be taken.
    pub fn matches(&self) -> Option<&[RecordLine]> {
        self.view.as_ref().map(|view| view.lines.as_slice())
    }

    /// An editing key or pasted text; gives back the words to be found. Where one was taken, the choice begins anew.
    pub fn take(&mut self, typed: &Typed) -> Option<String> {
        if self.chosen.is_some() {
            if is_movement(typed) {
                return None;
            }
            *self = self.anew();
        }
        if !self.field.take(typed) {
            return None;
        }
        self.list = List::default();
        let words = self.field.value().trim();
        if words.is_empty() {
            self.view = None;
            return None;
        }
        Some(self.asked())
    }

    /// The matches of what stands in the field now; an answer to other words is old.
    pub fn show(&mut self, view: &JumpView) {
        if self.chosen.is_none() && view.text == self.asked() {
            self.view = Some(view.clone());
        }
    }

    /// Moves among the matches; whether there are any.
    pub fn moved(&mut self, action: Action) -> bool {
        let count = self.matches().map_or(0, <[_]>::len);
        count > 0 && self.list.moved(action, count)
    }

    /// Puts the cursor on a match.
    pub fn put(&mut self, row: usize) {
        self.list.put(row);
    }

    /// Takes the match the cursor is on; whether there was one.
    pub fn pick(&mut self) -> bool {
        let line = self.matches().and_then(|all| all.get(self.list.cursor()));
        let Some(line) = line.cloned() else {
            return false;
        };
        *self = Self {
            chosen: Some(line),
            ..self.anew()
        };
        true
    }

    /// Puts the matches away; whether there were any to see.
    pub fn close(&mut self) -> bool {
        self.view.take().is_some()
    }
}

fn is_movement(typed: &Typed) -> bool {
    let Typed::Key(key) = typed else { return false };
    matches!(
        key.code,
        KeyCode::Left | KeyCode::Right | KeyCode::Home | KeyCode::End
    )
}
