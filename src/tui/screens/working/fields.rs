//! The small parts forms are made of: a field in one line, a value by its word, lists of names and tags as they are typed.

use super::Target;
use crate::{
    domain::text,
    tui::screen::{FieldKind, Filled, FormField},
};

/// The most references named one by one.
const NAMED: usize = 6;

/// A field that begins empty.
pub(super) fn field(
    (word, label): (&'static str, &'static str),
    kind: FieldKind,
    hint: impl Into<String>,
) -> FormField {
    FormField {
        word,
        label,
        value: String::new(),
        kind,
        hint: hint.into(),
    }
}

/// The same with something in it.
pub(super) fn holding(value: impl Into<String>, field: FormField) -> FormField {
    FormField {
        value: value.into(),
        ..field
    }
}

/// What was filled into a field.
pub(super) fn value<'f>(filled: &'f Filled, word: &str) -> &'f str {
    let found = filled.iter().find(|(named, _)| *named == word);
    found.map_or("", |(_, value)| value.as_str())
}

/// What was filled into a field, where something was.
pub(super) fn stated(filled: &Filled, word: &str) -> Option<String> {
    Some(value(filled, word))
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// Names with commas between them, or with semicolons where a name holds a comma.
pub(super) fn names(typed: &str) -> Vec<String> {
    let between = if typed.contains(';') { ';' } else { ',' };
    each_once(typed.split(between))
}

/// The names in one line, to be read by [`names`] again.
pub(super) fn joined(names: &[String]) -> String {
    let between = if names.iter().any(|name| name.contains(',')) {
        "; "
    } else {
        ", "
    };
    let mut line = names.join(between);
    if names.len() == 1 && line.contains(',') {
        // One name with a comma in it is not to be read as two.
        line.push(';');
    }
    line
}

/// What stands between commas, each once.
pub(super) fn listed(typed: &str) -> Vec<String> {
    each_once(typed.split(','))
}

/// A text as a field of one line gives it back.
pub(super) fn one_line(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    lines.join(" ").trim().to_owned()
}

/// Tags with commas between them, or with spaces where there is no comma.
pub(super) fn tags(typed: &str) -> Vec<String> {
    if typed.contains(',') {
        return each_once(typed.split(','));
    }
    each_once(typed.split_whitespace())
}

fn each_once<'t>(pieces: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for piece in pieces.map(str::trim).filter(|piece| !piece.is_empty()) {
        if !kept.iter().any(|one| one == piece) {
            kept.push(piece.to_owned());
        }
    }
    kept
}

/// `payments/12`, or how many decisions.
pub(super) fn called(targets: &[Target]) -> String {
    match targets {
        [only] => only.reference.clone(),
        _ => text::counted(targets.len() as u64, "decision", "decisions"),
    }
}

/// Which decisions are meant, in one line: the title of one, the references of several.
pub(super) fn meant(targets: &[Target]) -> String {
    if let [only] = targets {
        return only.title.clone();
    }
    let first = targets.iter().take(NAMED);
    let named: Vec<_> = first.map(|target| target.reference.as_str()).collect();
    let more = targets.len().saturating_sub(NAMED);
    if more == 0 {
        named.join(", ")
    } else {
        format!("{} and {more} more", named.join(", "))
    }
}
