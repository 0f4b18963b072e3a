//! One field of a form while it is filled: what stands in it, what its keys do, and whether it may be saved so.

use crossterm::event::KeyCode;

use super::found::Found;
use crate::{
    domain::{text, time::StatedDate},
    ops::view::JumpView,
    tui::{
        action::Action,
        screen::{FieldKind, FormField, Typed},
        widgets::field::Field,
    },
};

/// What is typed or chosen.
#[derive(Debug)]
pub enum Input {
    /// A line of text.
    Line(Field, Takes),
    /// One of a few.
    Choice(Choice),
    /// A decision.
    Decision(Found),
}

/// What a line of text has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Any text or none.
    Anything,
    /// Some text.
    Something,
    /// Text of at least so many characters.
    AtLeast(usize),
    /// A date or nothing.
    Date,
}

/// The choices and the one that is chosen.
#[derive(Debug)]
pub struct Choice {
    /// The word for the program and the text shown.
    pub choices: Vec<(String, String)>,
    /// The one that is chosen.
    pub at: usize,
}

impl Choice {
    fn new(choices: Vec<(String, String)>, chosen: &str) -> Self {
        let at = choices.iter().position(|(word, _)| word == chosen);
        Self {
            choices,
            at: at.unwrap_or(0),
        }
    }

    fn next(&mut self) {
        self.at = (self.at + 1) % self.choices.len().max(1);
    }

    fn previous(&mut self) {
        let last = self.choices.len().saturating_sub(1);
        self.at = self.at.checked_sub(1).unwrap_or(last);
    }

    /// The next one whose text begins with a letter.
    fn next_with(&mut self, letter: char) {
        let begins = |text: &str| text.to_lowercase().starts_with(letter.to_ascii_lowercase());
        let count = self.choices.len();
        let mut others = (1..=count).map(|by| (self.at + by) % count);
        let found = others.find(|at| {
            let choice = self.choices.get(*at);
            choice.is_some_and(|(_, shown)| begins(shown))
        });
        self.at = found.unwrap_or(self.at);
    }

    fn take(&mut self, typed: &Typed) {
        let Typed::Key(key) = typed else { return };
        match key.code {
            KeyCode::Right | KeyCode::Char(' ') => self.next(),
            KeyCode::Left => self.previous(),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.choices.len().saturating_sub(1),
            KeyCode::Char(letter) if key.modifiers.difference(SHIFT).is_empty() => {
                self.next_with(letter);
            }
            _ => {}
        }
    }
}

const SHIFT: crossterm::event::KeyModifiers = crossterm::event::KeyModifiers::SHIFT;

/// A field.
#[derive(Debug)]
pub struct Entry {
    /// Its word for the program.
    pub word: &'static str,
    /// What is asked for.
    pub label: &'static str,
    /// What may be typed.
    pub hint: String,
    /// What is wrong with what stands in it.
    pub wrong: Option<String>,
    /// What stands in it.
    pub input: Input,
    begun: String,
}

impl Entry {
    /// A field as the screen asked for it.
    pub fn new(field: FormField) -> Self {
        let line = |takes| Input::Line(Field::with(&field.value), takes);
        let input = match field.kind {
            FieldKind::Line => line(Takes::Anything),
            FieldKind::Needed => line(Takes::Something),
            FieldKind::AtLeast(characters) => line(Takes::AtLeast(characters as usize)),
            FieldKind::Date => line(Takes::Date),
            FieldKind::Choice(choices) => Input::Choice(Choice::new(choices, &field.value)),
            FieldKind::Decision(log) => Input::Decision(Found::inside(log)),
        };
        let mut entry = Self {
            word: field.word,
            label: field.label,
            hint: field.hint,
            wrong: None,
            input,
            begun: String::new(),
        };
        entry.begun = entry.value();
        entry
    }

    /// What was filled in, on one line.
    pub fn value(&self) -> String {
        match &self.input {
            Input::Line(field, _) => {
                let pieces: Vec<_> = field.value().lines().map(str::trim).collect();
                pieces.join(" ").trim().to_owned()
            }
            Input::Choice(choice) => {
                let chosen = choice.choices.get(choice.at);
                chosen.map(|(word, _)| word.clone()).unwrap_or_default()
            }
            Input::Decision(found) => found.value(),
        }
    }

    /// Whether something was typed or chosen in it.
    pub fn is_touched(&self) -> bool {
        match &self.input {
            Input::Decision(found) => !found.is_empty(),
            Input::Line(..) | Input::Choice(_) => self.value() != self.begun,
        }
    }

    /// Whether it must not stay empty.
    pub fn is_needed(&self) -> bool {
        matches!(
            self.input,
            Input::Line(_, Takes::Something | Takes::AtLeast(_))
        )
    }

    /// How many characters are missing, where a text of some length is asked for.
    pub fn missing(&self) -> Option<usize> {
        match self.input {
            Input::Line(_, Takes::AtLeast(least)) => {
                Some(least.saturating_sub(self.value().chars().count()))
            }
            _ => None,
        }
    }

    /// Looks at what stands in it and says what is wrong, where something is.
    pub fn check(&mut self) {
        let value = self.value();
        self.wrong = match &self.input {
            Input::Line(_, Takes::Something) if value.is_empty() => {
                Some("this is needed".to_owned())
            }
            Input::Line(_, Takes::AtLeast(_)) if self.missing().is_some_and(|left| left > 0) => {
                let left = self.missing().unwrap_or(0) as u64;
                let left = text::counted(left, "more character is", "more characters are");
                Some(format!("{left} needed"))
            }
            Input::Line(_, Takes::Date) if !value.is_empty() => value.parse::<StatedDate>().err(),
            // A text that came so is not refused for it; only what was typed is.
            Input::Line(..) if !value.is_empty() && value != self.begun => {
                text::Line::parse(&value)
                    .err()
                    .map(|error| error.to_string())
            }
            Input::Decision(found) if value.is_empty() && !found.is_empty() => {
                Some("no decision is chosen yet; Enter takes one of the matches".to_owned())
            }
            Input::Line(..) | Input::Choice(_) | Input::Decision(_) => None,
        };
    }

    /// On the way to another field: a date that is none is told at once, what is missing only on saving.
    pub fn leave(&mut self) {
        if !self.is_needed() {
            self.check();
        }
    }

    /// An editing key or pasted text; gives back the words of a decision to be found.
    pub fn type_into(&mut self, typed: &Typed) -> Option<String> {
        match &mut self.input {
            Input::Line(field, _) => {
                if field.take(typed) {
                    self.wrong = None;
                }
                None
            }
            Input::Choice(choice) => {
                choice.take(typed);
                self.wrong = None;
                None
            }
            Input::Decision(found) => {
                self.wrong = None;
                found.take(typed)
            }
        }
    }

    /// Moves among the matches of a decision; whether there are any.
    pub fn moved(&mut self, action: Action) -> bool {
        match &mut self.input {
            Input::Decision(found) => found.moved(action),
            Input::Line(..) | Input::Choice(_) => false,
        }
    }

    /// Takes the match the cursor is on; whether there was one.
    pub fn pick(&mut self) -> bool {
        match &mut self.input {
            Input::Decision(found) => found.pick(),
            Input::Line(..) | Input::Choice(_) => false,
        }
    }

    /// Takes a match by its place.
    pub fn pick_row(&mut self, row: usize) {
        if let Input::Decision(found) = &mut self.input {
            found.put(row);
            found.pick();
        }
    }

    /// Puts the matches away; whether there were any.
    pub fn close_matches(&mut self) -> bool {
        match &mut self.input {
            Input::Decision(found) => found.close(),
            Input::Line(..) | Input::Choice(_) => false,
        }
    }

    /// The matches of what was typed.
    pub fn show_matches(&mut self, view: &JumpView) {
        if let Input::Decision(found) = &mut self.input {
            found.show(view);
        }
    }

    /// The next choice, where there are choices.
    pub fn turn(&mut self) {
        if let Input::Choice(choice) = &mut self.input {
            choice.next();
        }
    }
}
