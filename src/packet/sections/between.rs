//! What stands between decisions and between packets: the relations as a graph and in words, and what changed since the packet
//! before. Knows nothing of the texts of the decisions.

use std::{collections::BTreeMap, fmt::Write as _};

use super::Places;
use crate::packet::{
    Changes, Contents, Role,
    escape::{inline, label, list},
};

/// What the last section is called.
pub(super) fn since(contents: &Contents) -> String {
    match &contents.changes {
        Some(changes) => format!("Changes since {}", inline(&changes.since)),
        None => Role::Changes.name().to_owned(),
    }
}

/// How much changed, in words: `1 changed, 2 added`.
pub(super) fn counts(changes: &Changes) -> String {
    let counts: Vec<_> = [
        (changes.changed.len(), "changed"),
        (changes.added.len(), "added"),
        (changes.removed.len(), "removed"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    if counts.is_empty() {
        return "nothing changed".to_owned();
    }
    counts.join(", ")
}

/// The relations: a graph, and the same as a list for those who see no graph.
pub(super) fn relations(contents: &Contents, places: &Places<'_>) -> String {
    let mut out = format!("## {}\n\n", Role::Relations.name());
    if contents.relations.is_empty() {
        out.push_str("No relation is stated; that one decision mentions another does not count.\n");
        return out;
    }
    graph(&mut out, contents, places);
    for relation in &contents.relations {
        let (from, to) = (places.called(&relation.from), places.called(&relation.to));
        let phrase = relation.kind.phrase();
        let _ = writeln!(out, "- {from} *{phrase}* {to}");
    }
    out
}

fn graph(out: &mut String, contents: &Contents, places: &Places<'_>) {
    let mut nodes: Vec<&str> = Vec::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for relation in &contents.relations {
        for reference in [relation.from.as_str(), relation.to.as_str()] {
            numbers.entry(reference).or_insert_with(|| {
                nodes.push(reference);
                nodes.len()
            });
        }
    }
    let number = |reference: &str| numbers.get(reference).copied().unwrap_or_default();
    out.push_str("```mermaid\ngraph LR\n");
    for (at, reference) in nodes.iter().enumerate() {
        let title = places.known.get(reference).map(|(title, _)| *title);
        let _ = writeln!(out, "  n{}[\"{}\"]", at + 1, label(reference, title));
    }
    for relation in &contents.relations {
        let (from, to) = (number(&relation.from), number(&relation.to));
        let _ = writeln!(out, "  n{from} -->|{}| n{to}", relation.kind.phrase());
    }
    out.push_str("```\n\n");
}

/// What changed since the packet before: first what was there and is another, then what came and what went.
pub(super) fn changes(contents: &Contents, places: &Places<'_>) -> String {
    let mut out = format!("## {}\n\n", since(contents));
    let Some(changes) = &contents.changes else {
        out.push_str("First packet: nothing to compare with.\n");
        return out;
    };
    let Changes {
        added,
        removed,
        changed,
        ..
    } = changes;
    if added.is_empty() && removed.is_empty() && changed.is_empty() {
        out.push_str("No decision was added, removed or changed.\n");
        return out;
    }
    for (reference, what) in changed {
        let _ = writeln!(
            out,
            "- Changed: {}: {}",
            places.called(reference),
            list(what)
        );
    }
    for reference in added {
        let _ = writeln!(out, "- Added: {}", places.called(reference));
    }
    for named in removed {
        let _ = writeln!(out, "- Removed: {}", inline(named));
    }
    out
}
