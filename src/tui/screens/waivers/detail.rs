//! The whole of one waiver as lines: what it lets stand, until when, why, what is done meanwhile, who asked and who decides.

use ratatui::text::{Line, Span};

use crate::{
    domain::{
        text::counted,
        tone::Tone,
        waiver::{Scope, Standing, WaiverState},
    },
    ops::waivers::WaiverLine,
    tui::{look::Look, widgets::text},
};

/// The cells the names of facts take.
const NAME: usize = 10;
/// No fact takes more lines than these: whatever was typed is one line of text.
const LINES_MOST: usize = 60;

/// Glyph and tone of a standing.
pub(super) fn mark(line: &WaiverLine, look: &Look<'_>) -> (&'static str, Tone) {
    match line.standing {
        Standing::Proposed => ("?", Tone::Caution),
        Standing::Scheduled => (look.glyph("◷", "o"), Tone::Muted),
        Standing::Active if line.days_left <= 14 => ("!", Tone::Caution),
        Standing::Active => (look.glyph("✓", "v"), Tone::Good),
        Standing::Void => (look.glyph("⊘", "x"), Tone::Danger),
        Standing::Expired => (look.glyph("✗", "x"), Tone::Danger),
        Standing::Rejected | Standing::Revoked => (look.glyph("–", "-"), Tone::Muted),
        Standing::Resolved => (look.glyph("●", "*"), Tone::Muted),
    }
}

/// Days left or since, in words.
pub(super) fn left(line: &WaiverLine) -> String {
    match line.standing {
        Standing::Proposed => "asked".to_owned(),
        Standing::Active if line.days_left == 1 => "today".to_owned(),
        Standing::Active => format!("{} d", line.days_left),
        Standing::Scheduled => format!("in {} d", begins_in(line)),
        other => other.word().to_owned(),
    }
}

/// How many days there are until its first one.
fn begins_in(line: &WaiverLine) -> i64 {
    let waiver = &line.waiver;
    let runs = (waiver.expires_on - waiver.effective_from).num_days();
    line.days_left - 1 - runs
}

/// The whole of a waiver for so many cells.
pub(super) fn lines(line: &WaiverLine, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let (glyph, tone) = mark(line, look);
    let waiver = &line.waiver;
    let mut lines = vec![
        Line::styled(format!("{glyph} {}", standing(line)), look.style(tone)),
        Line::default(),
    ];
    for (name, value, tone) in facts(line) {
        lines.extend(fact((name, &value, tone), cells, look));
    }
    lines.push(Line::default());
    let said = [
        ("Reason", &waiver.reason),
        ("Risk", &waiver.risk),
        ("Action", &waiver.action),
    ];
    for (name, value) in said {
        lines.extend(fact((name, value, Tone::Plain), cells, look));
    }
    for control in &waiver.controls {
        lines.extend(fact(("Control", &control.text, Tone::Plain), cells, look));
    }
    lines
}

fn standing(line: &WaiverLine) -> String {
    let waiver = &line.waiver;
    match line.standing {
        Standing::Proposed => format!("awaits a decision at {}", waiver.level.word()),
        Standing::Scheduled => format!("begins on {}", waiver.effective_from),
        Standing::Active => match line.days_left {
            1 => "active, today for the last time".to_owned(),
            days => format!(
                "active, {} left",
                counted(days.unsigned_abs(), "day", "days")
            ),
        },
        Standing::Void => "void: the item or the tier is not the one it was granted for".to_owned(),
        Standing::Expired => format!("expired on {}", waiver.expires_on),
        other => other.word().to_owned(),
    }
}

fn facts(line: &WaiverLine) -> Vec<(&'static str, String, Tone)> {
    let waiver = &line.waiver;
    let kind = match &waiver.scope {
        Scope::Item { .. } => "Item",
        Scope::Gate { .. } => "Gate",
        Scope::Standard { .. } => "Standard",
        Scope::Risk { .. } => "Risk",
    };
    let mut facts = vec![
        (
            "System",
            format!("{} {}", line.system.0, line.system.1),
            Tone::Plain,
        ),
        (kind, line.scope.clone(), Tone::Strong),
        (
            "Runs",
            format!("{} to {}", waiver.effective_from, waiver.expires_on),
            Tone::Plain,
        ),
        (
            "Level",
            format!("{} at {}", waiver.level.word(), waiver.tier),
            Tone::Plain,
        ),
        (
            "Asked by",
            format!("{} on {}", line.requester, waiver.requested_on),
            Tone::Plain,
        ),
    ];
    facts.extend(decided(line).map(|said| ("Decided", said, Tone::Plain)));
    if line.standing == Standing::Proposed {
        let awaits = match line.awaits.as_slice() {
            [] => "nobody known may decide it".to_owned(),
            names => names.join(", "),
        };
        facts.push(("Awaits", awaits, Tone::Caution));
    }
    if !line.owners.is_empty() {
        let (name, tone) = match line.standing {
            Standing::Void => ("Tell", Tone::Danger),
            _ => ("Owner", Tone::Plain),
        };
        facts.push((name, line.owners.join(", "), tone));
    }
    if let Some(before) = &line.follows {
        let said = format!("{before}, number {} in its chain", line.chain);
        facts.push(("Follows", said, Tone::Plain));
    }
    facts
}

fn decided(line: &WaiverLine) -> Option<String> {
    let by = line.decided_by.as_deref().unwrap_or_default();
    Some(match &line.waiver.state {
        WaiverState::Proposed => return None,
        WaiverState::Approved { on, .. } => format!("granted by {by} on {on}"),
        WaiverState::Resolved { on, .. } => format!("resolved by {by} on {on}"),
        WaiverState::Rejected { on, reason, .. } => format!("rejected by {by} on {on}: {reason}"),
        WaiverState::Revoked { on, reason, .. } => format!("revoked by {by} on {on}: {reason}"),
    })
}

/// A name and its value, wrapped beside it.
fn fact(
    (name, value, tone): (&str, &str, Tone),
    cells: usize,
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let value = look.safe(value);
    let room = cells.saturating_sub(NAME).max(1);
    let wrapped = text::wrapped(&value, room, LINES_MOST);
    let named = wrapped.into_iter().enumerate().map(|(nth, piece)| {
        let name = if nth == 0 { name } else { "" };
        Line::from(vec![
            text::cell(name, NAME, look.style(Tone::Muted)),
            Span::styled(piece, look.style(tone)),
        ])
    });
    named.collect()
}
