//! `archdeck pattern`: the reference architectures systems follow.

use serde::Serialize;

use crate::{
    cli::{
        args::{AddPattern, EditPattern, Pattern, PatternSaid},
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        person,
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{
        ids::RecordId,
        system::{self, PatternStatus},
        tone::Tone,
    },
    ops::{
        change::Change,
        systems::{PatternFacts, SystemChange},
        workbench::Workbench,
    },
};

/// Does a verb of patterns.
pub fn run(desk: &mut Desk, pattern: Pattern) -> Printed {
    match pattern {
        Pattern::List => list(desk),
        Pattern::Show { pattern } => show(desk, &pattern),
        Pattern::Add(add) => self::add(desk, add),
        Pattern::Edit(edit) => self::edit(desk, edit),
    }
}

/// A pattern with those that follow it, as JSON.
#[derive(Debug, Serialize)]
struct Followed<'a> {
    #[serde(flatten)]
    pattern: &'a system::Pattern,
    followers: u64,
}

fn list(desk: &mut Desk) -> Printed {
    let patterns = desk.open(Need::Existing)?.patterns()?;
    if desk.out.is_json {
        let lines = patterns.iter().map(|(pattern, followers)| Followed {
            pattern,
            followers: *followers,
        });
        return desk.out.json(&lines.collect::<Vec<_>>());
    }
    let mut table = Table::of_titles(["PATTERN", "STATUS", "VERSION", "SYSTEMS", "PACK", "NAME"]);
    for (pattern, followers) in &patterns {
        table.push([
            pattern.label.as_str().into(),
            status(pattern.status),
            pattern.version.as_str().into(),
            followers.to_string().into(),
            pattern.pack.as_deref().unwrap_or_default().into(),
            pattern.name.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if patterns.is_empty() {
        tell("There are no patterns yet; `archdeck pattern add NAME --pack PACK` adds one.");
    }
    Ok(())
}

pub(super) fn status(status: PatternStatus) -> Cell {
    let tone = match status {
        PatternStatus::Approved => Tone::Good,
        PatternStatus::Draft | PatternStatus::Deprecated => Tone::Caution,
        PatternStatus::Retired => Tone::Muted,
    };
    Cell::toned(status.word(), tone)
}

fn show(desk: &mut Desk, typed: &str) -> Printed {
    let workbench = desk.open(Need::Existing)?;
    let view = workbench.pattern_view(workbench.resolve_pattern(typed)?)?;
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    let pattern = &view.pattern;
    let title = format!("{} {}", pattern.label, pattern.name);
    desk.out.pieces([(title.as_str(), Tone::Heading)])?;
    let mut table = Table::new(["WHAT", "IS"]);
    let mut push = |what, is: Cell| table.push([Cell::toned(what, Tone::Muted), is]);
    push("status", status(pattern.status));
    push("version", pattern.version.as_str().into());
    push("about", pattern.about.as_deref().unwrap_or_default().into());
    push("pack", pattern.pack.as_deref().unwrap_or("none").into());
    push("owner", view.owner.as_deref().unwrap_or("nobody").into());
    push("decisions", view.decisions.join(", ").into());
    push("systems", view.followers.join(", ").into());
    table.print(&mut desk.out)
}

fn add(desk: &mut Desk, add: AddPattern) -> Printed {
    let mut workbench = desk.open(Need::Any)?;
    let empty = PatternFacts {
        name: add.name,
        about: None,
        version: add.version,
        status: PatternStatus::Draft,
        pack: None,
        owner: None,
        decisions: Vec::new(),
    };
    let facts = said(&workbench, add.said, empty)?;
    let done = workbench.apply(Change::System(SystemChange::NewPattern(facts)))?;
    print_done(desk, &done)
}

fn edit(desk: &mut Desk, edit: EditPattern) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let id = workbench.resolve_pattern(&edit.pattern)?;
    let before = workbench.pattern_view(id)?.pattern;
    let before = PatternFacts {
        name: edit.name.unwrap_or(before.name),
        about: before.about,
        version: edit.version.unwrap_or(before.version),
        status: edit.status.unwrap_or(before.status),
        pack: before.pack,
        owner: before.owner,
        decisions: before.decisions,
    };
    let facts = said(&workbench, edit.said, before)?;
    let change = SystemChange::EditPattern { pattern: id, facts };
    let done = workbench.apply(Change::System(change))?;
    print_done(desk, &done)
}

/// What was said before, with what was typed in its place.
fn said(
    workbench: &Workbench,
    typed: PatternSaid,
    before: PatternFacts,
) -> Result<PatternFacts, Problem> {
    let owner = match &typed.owner {
        Some(typed) => person::named(workbench, typed)?,
        None => before.owner,
    };
    let decisions = match &typed.decision {
        Some(references) => resolved(workbench, references)?,
        None => before.decisions.clone(),
    };
    Ok(PatternFacts {
        about: typed.about.or(before.about),
        pack: typed.pack.or(before.pack),
        owner,
        decisions,
        ..before
    })
}

fn resolved(workbench: &Workbench, references: &[String]) -> Result<Vec<RecordId>, Problem> {
    let named = references.iter().filter(|typed| !typed.trim().is_empty());
    let mut decisions = Vec::new();
    for reference in named {
        decisions.push(workbench.resolve(reference)?);
    }
    Ok(decisions)
}
