//! What the library holds, as rows in sections.

use super::browse::{Entry, Row};
use crate::{
    domain::{
        system::{Pattern, PatternStatus},
        text::counted,
        tone::Tone,
    },
    ops::{
        library::{LintLine, PackLine, kind_word, status_word},
        view::{LibraryView, TemplateLine},
    },
    tui::screen::Place,
};

/// Every section with its rows.
pub(super) fn of(view: &LibraryView) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut section = |(title, note): (&str, &str), rows: Vec<Row>| {
        let note = match rows.len() {
            0 => note.to_owned(),
            count => count.to_string(),
        };
        entries.push(Entry::Section(title.to_owned(), note));
        entries.extend(rows.into_iter().map(Entry::Row));
    };
    section(("PACKS", "none"), view.packs.iter().map(pack).collect());
    section(("RUBRICS", "none"), view.rubrics.iter().map(pack).collect());
    section(
        (
            "PATTERNS",
            "none yet; a adds the first reference architecture",
        ),
        view.patterns.iter().map(pattern).collect(),
    );
    section(
        ("TEMPLATES", "none"),
        view.templates.iter().map(template).collect(),
    );
    section(
        ("FINDINGS", "none: every file reads and keeps the rules"),
        view.findings.iter().map(finding).collect(),
    );
    entries
}

fn pack(line: &PackLine) -> Row {
    let (all, others) = line.in_use;
    let note = match (line.findings, all) {
        (0, 0) => (status_word(line.status).to_owned(), Tone::Muted),
        (0, _) => (counted(all, "in use", "in use"), Tone::Good),
        (findings, _) => {
            let said = counted(findings.into(), "finding", "findings");
            (said, Tone::Caution)
        }
    };
    let used = match (all, others) {
        (0, _) => "nowhere".to_owned(),
        (_, 0) => format!("{all}, all with this version"),
        _ => format!("{all}, {others} with another version"),
    };
    let file = line.file.as_ref().map_or_else(
        || "shipped with the program".to_owned(),
        |file| file.display().to_string(),
    );
    Row {
        word: line.id.clone(),
        note,
        text: line.title.clone(),
        lead: line.title.clone(),
        facts: named(&[
            ("About", line.about.clone()),
            ("Version", line.version.to_string()),
            ("Kind", line.kind.map_or("rubric", kind_word).to_owned()),
            ("Status", status_word(line.status).to_owned()),
            ("Items", line.items.to_string()),
            ("In use", used),
            ("Findings", line.findings.to_string()),
            ("File", file),
        ]),
        goes: Some(Place::Pack(line.id.clone())),
    }
}

fn pattern((pattern, followed): &(Pattern, u64)) -> Row {
    let tone = match pattern.status {
        PatternStatus::Approved => Tone::Good,
        PatternStatus::Draft => Tone::Caution,
        PatternStatus::Deprecated | PatternStatus::Retired => Tone::Muted,
    };
    let decisions = pattern.decisions.len() as u64;
    Row {
        word: pattern.label.clone(),
        note: (pattern.status.word().to_owned(), tone),
        text: pattern.name.clone(),
        lead: pattern.name.clone(),
        facts: named(&[
            ("About", pattern.about.clone().unwrap_or_default()),
            ("Version", pattern.version.clone()),
            ("Status", pattern.status.word().to_owned()),
            ("Checked by", pattern.pack.clone().unwrap_or_default()),
            ("Followed by", counted(*followed, "system", "systems")),
            ("Rests on", counted(decisions, "decision", "decisions")),
        ]),
        goes: None,
    }
}

fn template(line: &TemplateLine) -> Row {
    let file = line.file.clone();
    Row {
        word: line.name.clone(),
        note: (
            if file.is_some() { "yours" } else { "" }.to_owned(),
            Tone::Muted,
        ),
        text: line.about.clone(),
        lead: line.about.clone(),
        facts: named(&[
            ("Name", line.name.clone()),
            (
                "File",
                file.unwrap_or_else(|| "shipped with the program".to_owned()),
            ),
            (
                "Use",
                format!("`archdeck adr new --template {}`", line.name),
            ),
        ]),
        goes: None,
    }
}

fn finding(line: &LintLine) -> Row {
    let about = line.item.as_ref().unwrap_or(&line.pack);
    let file = line
        .file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let at = line.line.map(|line| format!(":{line}")).unwrap_or_default();
    Row {
        word: if about.is_empty() {
            file.unwrap_or_default()
        } else {
            about.clone()
        },
        note: (line.rule.clone(), Tone::Caution),
        text: line.what.clone(),
        lead: line.what.clone(),
        facts: named(&[
            ("Rule", line.rule.clone()),
            ("Pack", line.pack.clone()),
            ("Item", line.item.clone().unwrap_or_default()),
            ("File", format!("{}{at}", line.file.display())),
            ("What to do", line.remedy.clone()),
        ]),
        goes: None,
    }
}

/// The facts that say something.
fn named(facts: &[(&str, String)]) -> Vec<(String, String)> {
    let said = facts.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect()
}
