//! Two actions that want the same key. Within a scope a key means one thing and no sequence begins with another; an inner
//! scope does not hide what works everywhere. Lines of the user's file that break this are left aside until none does.

use super::{Key, file::Entry, scope_name};
use crate::tui::{screen::Scope, warning::Warning};

/// The shipped entries with the user's over them, without the user's lines that clash.
pub fn settle(defaults: &[Entry], user: Vec<Entry>, file: &str) -> (Vec<Entry>, Vec<Warning>) {
    let mut kept = user;
    let mut warnings = Vec::new();
    loop {
        let merged = merge(defaults, &kept);
        let Some((line, message)) = first_clash(&merged) else {
            return (
                merged.into_iter().map(|(entry, _)| entry).collect(),
                warnings,
            );
        };
        warnings.push(Warning {
            file: file.to_owned(),
            line,
            message,
        });
        kept.retain(|entry| entry.line != line);
    }
}

/// Every entry, and whether it is the user's.
fn merge(defaults: &[Entry], user: &[Entry]) -> Vec<(Entry, bool)> {
    let replaces =
        |entry: &Entry, other: &Entry| entry.scope == other.scope && entry.action == other.action;
    let mut merged: Vec<_> = defaults
        .iter()
        .map(|entry| {
            user.iter()
                .find(|own| replaces(own, entry))
                .map_or((entry.clone(), false), |own| (own.clone(), true))
        })
        .collect();
    let added = user
        .iter()
        .filter(|own| !defaults.iter().any(|entry| replaces(own, entry)));
    merged.extend(added.map(|own| (own.clone(), true)));
    merged
}

/// The first line of the user's that clashes with anything, and what to say about it.
fn first_clash(entries: &[(Entry, bool)]) -> Option<(usize, String)> {
    for (entry, users) in entries.iter().filter(|(_, users)| *users) {
        debug_assert!(*users);
        for (other, _) in entries {
            if let Some(message) = clash(entry, other) {
                return Some((entry.line, message));
            }
        }
    }
    None
}

/// Why two entries cannot stand together, seen from the first.
pub fn clash(entry: &Entry, other: &Entry) -> Option<String> {
    if entry.scope == other.scope && entry.action == other.action {
        return None;
    }
    let reach = entry.scope == other.scope
        || matches!(entry.scope, Scope::Global | Scope::List)
        || matches!(other.scope, Scope::Global | Scope::List);
    if !reach || entry.action == other.action {
        return None;
    }
    let pairs = || {
        entry
            .keys
            .iter()
            .flat_map(|keys| other.keys.iter().map(move |theirs| (keys, theirs)))
    };
    pairs().find_map(|(keys, theirs)| describe(entry, other, (keys, theirs)))
}

fn describe(entry: &Entry, other: &Entry, keys: (&[Key], &[Key])) -> Option<String> {
    let (own, theirs) = keys;
    let (written, longer) = (Key::written(own), Key::written(theirs));
    let both = format!(
        "`{}` and `{}` of [{}]",
        entry.action.id(),
        other.action.id(),
        scope_name(other.scope)
    );
    if own == theirs {
        return Some(format!(
            "`{written}` is bound to both {both}; this line is left aside"
        ));
    }
    if theirs.starts_with(own) || own.starts_with(theirs) {
        return Some(format!(
            "`{written}` and `{longer}` of {both} hide each other; this line is left aside"
        ));
    }
    None
}
