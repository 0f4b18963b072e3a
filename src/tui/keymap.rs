//! Keys are data: which sequence means which action in which scope, and back again for hints, help and the palette. The
//! shipped keys and a user's file go through the same code; a line of the file that clashes is reported and left aside.

mod conflict;
mod file;
mod key;

use std::path::Path;

use self::file::Entry;
pub use self::key::Key;
use crate::tui::{action::Action, screen::Scope, warning::Warning};

const DEFAULTS: &str = include_str!("../../assets/keymap.toml");

/// Every scope and its name in a keymap file.
pub const SCOPES: [(Scope, &str); 15] = [
    (Scope::Global, "global"),
    (Scope::List, "list"),
    (Scope::Decisions, "decisions"),
    (Scope::Record, "record"),
    (Scope::Document, "document"),
    (Scope::Packets, "packets"),
    (Scope::Systems, "systems"),
    (Scope::Checklists, "checklists"),
    (Scope::Risk, "risk"),
    (Scope::Register, "register"),
    (Scope::Readiness, "readiness"),
    (Scope::Waivers, "waivers"),
    (Scope::Library, "library"),
    (Scope::Matrices, "matrices"),
    (Scope::Form, "form"),
];

fn scope_named(name: &str) -> Option<Scope> {
    SCOPES
        .iter()
        .find_map(|(scope, word)| (*word == name).then_some(*scope))
}

/// The name of a scope in a keymap file.
pub fn scope_name(scope: Scope) -> &'static str {
    SCOPES
        .iter()
        .find_map(|(known, word)| (*known == scope).then_some(*word))
        .unwrap_or("global")
}

/// One sequence and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub scope: Scope,
    /// Which keys, one after the other.
    pub keys: Vec<Key>,
    /// What it does.
    pub action: Action,
}

/// What typed keys mean so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// An action.
    Action(Action),
    /// The beginning of longer sequences.
    Prefix,
    /// Nothing.
    Nothing,
}

/// A row of the listing of all keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The scope's name.
    pub scope: &'static str,
    /// The action.
    pub action: Action,
    /// Its sequences as written; empty where it is only in the palette.
    pub keys: Vec<String>,
}

/// The keys in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// The shipped keys with the user's lines over them, and what was wrong with those.
pub fn effective(user_file: Option<(&Path, &str)>) -> (Keymap, Vec<Warning>) {
    let (defaults, _) = file::read("keymap.toml", DEFAULTS);
    let Some((path, text)) = user_file else {
        return (Keymap::of(&defaults), Vec::new());
    };
    let name = path.display().to_string();
    let (user, mut warnings) = file::read(&name, text);
    let (entries, clashes) = conflict::settle(&defaults, user, &name);
    warnings.extend(clashes);
    warnings.sort_by_key(|warning| warning.line);
    (Keymap::of(&entries), warnings)
}

impl Default for Keymap {
    fn default() -> Self {
        effective(None).0
    }
}

impl Keymap {
    fn of(entries: &[Entry]) -> Self {
        let mut bindings = Vec::new();
        for entry in entries {
            for keys in &entry.keys {
                bindings.push(Binding {
                    scope: entry.scope,
                    keys: keys.clone(),
                    action: entry.action,
                });
            }
        }
        Self { bindings }
    }

    /// What the keys mean in a chain of scopes, innermost first; an action that does not apply is passed over.
    pub fn meaning(
        &self,
        chain: &[Scope],
        typed: &[Key],
        applies: impl Fn(Action) -> bool,
    ) -> Meaning {
        let mut prefix = false;
        for scope in chain {
            for binding in self.bindings.iter().filter(|one| one.scope == *scope) {
                if !applies(binding.action) {
                    continue;
                }
                if binding.keys == typed {
                    return Meaning::Action(binding.action);
                }
                prefix |= binding.keys.starts_with(typed);
            }
        }
        if prefix {
            Meaning::Prefix
        } else {
            Meaning::Nothing
        }
    }

    /// How typed keys can go on: the rest of each sequence and what it does.
    pub fn continuations(&self, chain: &[Scope], typed: &[Key]) -> Vec<(String, Action)> {
        let mut found: Vec<(String, Action)> = Vec::new();
        for scope in chain {
            for binding in self.bindings.iter().filter(|one| one.scope == *scope) {
                let Some(rest) = binding.keys.strip_prefix(typed).filter(|r| !r.is_empty()) else {
                    continue;
                };
                let rest = Key::written(rest);
                if !found.iter().any(|(known, _)| *known == rest) {
                    found.push((rest, binding.action));
                }
            }
        }
        found
    }

    /// The sequences of an action, the first one the one to show.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        self.bindings
            .iter()
            .filter(|binding| binding.action == action)
            .map(|binding| Key::written(&binding.keys))
            .collect()
    }

    /// The sequence shown in hints, where the action has one.
    pub fn key_of(&self, action: Action) -> Option<String> {
        self.bindings
            .iter()
            .find(|binding| binding.action == action)
            .map(|binding| Key::written(&binding.keys))
    }

    /// The sequences of an action that mean it in a chain of scopes: in another chain it may have others.
    pub fn keys_in(&self, chain: &[Scope], action: Action) -> Vec<String> {
        self.bindings
            .iter()
            .filter(|binding| binding.action == action && chain.contains(&binding.scope))
            .map(|binding| Key::written(&binding.keys))
            .collect()
    }

    /// Every sequence.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// Every action with its keys, scope by scope: what `archdeck keys` and the README list.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (scope, name) in SCOPES {
            for action in Action::ALL {
                let keys: Vec<_> = self
                    .bindings
                    .iter()
                    .filter(|one| one.scope == scope && one.action == *action)
                    .map(|one| Key::written(&one.keys))
                    .collect();
                let unbound = scope == Scope::Global && self.key_of(*action).is_none();
                if !keys.is_empty() || unbound {
                    rows.push(Row {
                        scope: name,
                        action: *action,
                        keys,
                    });
                }
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests;
