//! Reads a keymap file, the shipped one and a user's by the same rules: scope tables of `action = [keys]`. What is not
//! understood becomes a warning with its line; the rest counts.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Key, scope_named};
use crate::tui::{
    action::Action,
    screen::Scope,
    warning::{Warning, line_of},
};

/// The keys of one action in one scope, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The scope.
    pub scope: Scope,
    /// The action.
    pub action: Action,
    /// Its sequences.
    pub keys: Vec<Vec<Key>>,
    /// The line, from 1.
    pub line: usize,
}

/// Reads a file's text; `name` is how warnings call it.
pub fn read(name: &str, text: &str) -> (Vec<Entry>, Vec<Warning>) {
    let mut reading = Reading {
        name,
        text,
        entries: Vec::new(),
        warnings: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => {
            for (scope, actions) in table.get_ref() {
                reading.scope(scope, actions);
            }
        }
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let message = format!("{}; the default keys are used", error.message().trim());
            reading.warn(at, message);
        }
    }
    reading.entries.sort_by_key(|entry| entry.line);
    (reading.entries, reading.warnings)
}

struct Reading<'a> {
    name: &'a str,
    text: &'a str,
    entries: Vec<Entry>,
    warnings: Vec<Warning>,
}

impl Reading<'_> {
    fn warn(&mut self, at: usize, message: String) {
        self.warnings.push(Warning {
            file: self.name.to_owned(),
            line: line_of(self.text, at),
            message,
        });
    }

    fn scope(&mut self, name: &Spanned<impl AsRef<str>>, actions: &Spanned<DeValue<'_>>) {
        let word = name.get_ref().as_ref();
        let Some(scope) = scope_named(word) else {
            let known: Vec<_> = super::SCOPES.iter().map(|(_, name)| *name).collect();
            let message = format!("there is no scope `{word}`; there are {}", known.join(", "));
            return self.warn(name.span().start, message);
        };
        let DeValue::Table(actions) = actions.get_ref() else {
            return self.warn(name.span().start, format!("`{word}` must be a table"));
        };
        for (action, keys) in actions {
            self.action(scope, action, keys);
        }
    }

    fn action(
        &mut self,
        scope: Scope,
        name: &Spanned<impl AsRef<str>>,
        keys: &Spanned<DeValue<'_>>,
    ) {
        let at = name.span().start;
        let action = match name.get_ref().as_ref().parse() {
            Ok(action) => action,
            Err(message) => return self.warn(at, message),
        };
        match sequences(keys.get_ref()) {
            Ok(keys) => self.entries.push(Entry {
                scope,
                action,
                keys,
                line: line_of(self.text, at),
            }),
            Err(message) => {
                let message = format!("{message}; `{}` keeps its default keys", action.id());
                self.warn(keys.span().start, message);
            }
        }
    }
}

fn sequences(value: &DeValue<'_>) -> Result<Vec<Vec<Key>>, String> {
    match value {
        DeValue::String(key) => Ok(vec![Key::sequence(key)?]),
        DeValue::Array(keys) => keys
            .iter()
            .map(|key| match key.get_ref() {
                DeValue::String(key) => Key::sequence(key),
                _ => Err("a key is written as text, in quotes".to_owned()),
            })
            .collect(),
        _ => Err("the keys are written as a list of texts, such as [\"j\", \"down\"]".to_owned()),
    }
}
