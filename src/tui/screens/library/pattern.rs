//! The form of a pattern: what is asked, and the change it becomes.

use crate::{
    domain::system::{Pattern, PatternStatus},
    ops::{
        change::Change,
        library::PackLine,
        systems::{PatternFacts, SystemChange},
    },
    tui::screen::{FieldKind, Filled, Form, FormField},
};

/// The form of a pattern, new or known.
pub(super) const FORM: &str = "pattern.facts";

const NAME: &str = "name";
const VERSION: &str = "version";
const STATUS: &str = "status";
const ABOUT: &str = "about";
const PACK: &str = "pack";

/// The form, filled from what is known of the pattern.
pub(super) fn form(known: Option<&Pattern>, packs: &[PackLine]) -> Form {
    let said = |of: fn(&Pattern) -> String| known.map(of).unwrap_or_default();
    let field = |(word, label): (&'static str, &'static str),
                 value: String,
                 kind: FieldKind,
                 hint: &str| FormField {
        word,
        label,
        value,
        kind,
        hint: hint.to_owned(),
    };
    let version = known.map_or_else(|| "1.0".to_owned(), |pattern| pattern.version.clone());
    let status = known.map_or(PatternStatus::Draft, |pattern| pattern.status);
    Form {
        word: FORM,
        title: match known {
            Some(pattern) => format!("Edit {}", pattern.label),
            None => "Add a pattern".to_owned(),
        },
        note: Some("Systems follow a pattern; its pack checks whether they do.".to_owned()),
        fields: vec![
            field(
                (NAME, "Name"),
                said(|pattern| pattern.name.clone()),
                FieldKind::Needed,
                "such as `Online scoring behind a gateway`",
            ),
            field(
                (VERSION, "Version"),
                version,
                FieldKind::Needed,
                "in the words of its owners",
            ),
            field(
                (STATUS, "Status"),
                status.word().to_owned(),
                FieldKind::Choice(statuses()),
                "draft, then approved, deprecated, retired",
            ),
            field(
                (ABOUT, "About"),
                said(|pattern| pattern.about.clone().unwrap_or_default()),
                FieldKind::Line,
                "what it is for, in one sentence",
            ),
            field(
                (PACK, "Pack"),
                said(|pattern| pattern.pack.clone().unwrap_or_default()),
                FieldKind::Choice(choices(known, packs)),
                "the pack that checks whether a system follows it",
            ),
        ],
    }
}

fn statuses() -> Vec<(String, String)> {
    let words = PatternStatus::ALL.map(|status| status.word().to_owned());
    words.into_iter().map(|word| (word.clone(), word)).collect()
}

/// The packs there are, and the one the pattern names though it is gone.
fn choices(known: Option<&Pattern>, packs: &[PackLine]) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), "none".to_owned())];
    let there = packs
        .iter()
        .map(|pack| (pack.id.clone(), format!("{}  {}", pack.id, pack.title)));
    choices.extend(there);
    let named = known.and_then(|pattern| pattern.pack.clone());
    if let Some(named) = named.filter(|named| !choices.iter().any(|(id, _)| id == named)) {
        let shown = format!("{named}  not in the library");
        choices.push((named, shown));
    }
    choices
}

/// The change a filled form becomes.
pub(super) fn change(
    known: Option<&Pattern>,
    filled: &Filled,
) -> Result<Change, (&'static str, String)> {
    let value = |word: &str| {
        let found = filled.iter().find(|(field, _)| *field == word);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let stated = |word: &str| Some(value(word)).filter(|value| !value.is_empty());
    for word in [NAME, VERSION] {
        if value(word).is_empty() {
            return Err((word, "it must not stay empty".to_owned()));
        }
    }
    let status = PatternStatus::ALL
        .into_iter()
        .find(|status| status.word() == value(STATUS))
        .ok_or((STATUS, "choose one of the four".to_owned()))?;
    let facts = PatternFacts {
        name: value(NAME),
        about: stated(ABOUT),
        version: value(VERSION),
        status,
        pack: stated(PACK),
        owner: known.and_then(|pattern| pattern.owner),
        decisions: known
            .map(|pattern| pattern.decisions.clone())
            .unwrap_or_default(),
    };
    Ok(Change::System(match known {
        Some(pattern) => SystemChange::EditPattern {
            pattern: pattern.id,
            facts,
        },
        None => SystemChange::NewPattern(facts),
    }))
}
