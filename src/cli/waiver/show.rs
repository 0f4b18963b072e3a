//! `archdeck waiver show`: the whole of one waiver.

use super::{asked, find, left, tone};
use crate::{
    cli::{adr::unexpected, desk::Desk, output::Printed},
    domain::{
        tone::Tone,
        waiver::{Scope, WaiverState},
    },
    ops::waivers::WaiverLine,
};

pub fn run(desk: &mut Desk, typed: &str) -> Printed {
    let (mut workbench, waiver) = find(desk, typed)?;
    let view = asked(&mut workbench, Some(waiver.system))?;
    let mut lines = view.lines.into_iter();
    let line = lines.find(|line| line.waiver.id == waiver.id);
    let line = line.ok_or_else(unexpected)?;
    if desk.out.is_json {
        return desk.out.json(&line);
    }
    print(desk, &line)
}

fn print(desk: &mut Desk, line: &WaiverLine) -> Printed {
    let waiver = &line.waiver;
    desk.out.pieces([
        (waiver.label.as_str(), Tone::Heading),
        ("  ", Tone::Plain),
        (line.standing.word(), tone(line)),
    ])?;
    for (name, value) in facts(line) {
        if value.is_empty() {
            continue;
        }
        let name = format!("{name:<11}");
        desk.out
            .pieces([(name.as_str(), Tone::Muted), (value.as_str(), Tone::Plain)])?;
    }
    Ok(())
}

fn facts(line: &WaiverLine) -> Vec<(&'static str, String)> {
    let waiver = &line.waiver;
    let days = match left(line) {
        none if none.is_empty() => String::new(),
        days => format!(" ({days} left)"),
    };
    let mut facts = vec![
        ("System", format!("{} {}", line.system.0, line.system.1)),
        (kind(&waiver.scope), line.scope.clone()),
        (
            "Runs",
            format!("{} to {}{days}", waiver.effective_from, waiver.expires_on),
        ),
        (
            "Level",
            format!("{} at {}", waiver.level.word(), waiver.tier),
        ),
        ("Reason", waiver.reason.clone()),
        ("Risk", waiver.risk.clone()),
    ];
    for control in &waiver.controls {
        facts.push(("Control", control.text.clone()));
    }
    facts.push(("Action", waiver.action.clone()));
    facts.push((
        "Asked by",
        format!("{} on {}", line.requester, waiver.requested_on),
    ));
    facts.push(("Decided", decided(line)));
    facts.push(("Awaits", line.awaits.join(", ")));
    facts.push(("Owner", line.owners.join(", ")));
    let follows = line.follows.as_ref();
    facts.push((
        "Follows",
        follows.map_or(String::new(), |before| {
            format!("{before}, number {} in its chain", line.chain)
        }),
    ));
    facts
}

const fn kind(scope: &Scope) -> &'static str {
    match scope {
        Scope::Item { .. } => "Item",
        Scope::Gate { .. } => "Gate",
        Scope::Standard { .. } => "Standard",
        Scope::Risk { .. } => "Risk",
    }
}

fn decided(line: &WaiverLine) -> String {
    let by = line.decided_by.as_deref().unwrap_or_default();
    match &line.waiver.state {
        WaiverState::Proposed => String::new(),
        WaiverState::Approved { on, .. } => format!("granted by {by} on {on}"),
        WaiverState::Resolved { on, .. } => format!("resolved by {by} on {on}"),
        WaiverState::Rejected { on, reason, .. } => format!("rejected by {by} on {on}: {reason}"),
        WaiverState::Revoked { on, reason, .. } => format!("revoked by {by} on {on}: {reason}"),
    }
}
