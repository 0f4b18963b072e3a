//! `archdeck system show`: one system with everything that is known of it.

use std::fmt::Write as _;

use super::{UNKNOWN, share, tone};
use crate::{
    cli::{
        adr::unexpected,
        desk::{Desk, Need},
        output::Printed,
        pattern,
        table::{Cell, Table},
    },
    domain::{readiness::Verdict, tone::Tone},
    ops::{query::Query, systems::SystemView, view::View},
};

/// The most events that are printed.
const EVENTS: usize = 10;

/// Prints the system.
pub fn run(desk: &mut Desk, typed: &str) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(typed)?;
    let View::System(view) = workbench.answer(Query::System(system))? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    head(desk, &view)?;
    facts(desk, &view)?;
    packs(desk, &view)?;
    rests_on(desk, &view)?;
    past(desk, &view)
}

fn title(desk: &mut Desk, title: &str) -> Printed {
    desk.out.line("")?;
    desk.out.pieces([(title, Tone::Heading)])
}

fn head(desk: &mut Desk, view: &SystemView) -> Printed {
    let (line, system) = (&view.line, &view.system);
    let name = format!("{} {}", system.label, system.name);
    desk.out.pieces([(name.as_str(), Tone::Heading)])?;
    if let Some(about) = &system.about {
        desk.out.line(about)?;
    }
    if let Some(day) = system.closed_on {
        desk.out
            .pieces([(format!("closed on {day}").as_str(), Tone::Caution)])?;
    }
    let mut table = Table::new(["WHAT", "IS"]);
    let mut push = |what, is: Cell| table.push([Cell::toned(what, Tone::Muted), is]);
    push(
        "verdict",
        Cell::toned(line.verdict.word(), tone(line.verdict)),
    );
    if line.verdict != Verdict::Go {
        push(
            "first reason",
            line.first_reason.as_deref().unwrap_or_default().into(),
        );
    }
    push("tier", tier(view));
    for why in &view.tier.why {
        push("", why.as_str().into());
    }
    push("owner", view.owner.as_deref().unwrap_or("nobody").into());
    push("deputy", view.deputy.as_deref().unwrap_or("nobody").into());
    push("team", system.team.as_deref().unwrap_or(UNKNOWN).into());
    let shares = format!(
        "{} claimed, {} proved",
        share(line.claimed_bp),
        share(line.evidenced_bp)
    );
    push("checklists", shares.into());
    table.print(&mut desk.out)
}

fn tier(view: &SystemView) -> Cell {
    let Some(tier) = view.tier.tier else {
        return Cell::toned("none was recorded", Tone::Caution);
    };
    let mut said = tier.to_string();
    if view.tier.provisional {
        said.push_str(" (provisional)");
    }
    if let Some((on, by)) = &view.tier.recorded {
        let _ = write!(said, ", recorded on {on} by {by}");
    }
    match (&view.tier.expired, view.tier.valid_until) {
        (Some(why), _) => Cell::toned(
            &format!("{said}; it does not count any more: {why}"),
            Tone::Danger,
        ),
        (None, Some(last)) => format!("{said}, valid until {last}").into(),
        (None, None) => said.into(),
    }
}

fn facts(desk: &mut Desk, view: &SystemView) -> Printed {
    title(desk, "Facts")?;
    let mut table = Table::new(["FACT", "VALUE"]);
    for (fact, value) in &view.facts {
        let value = match value {
            Some(value) => value.as_str().into(),
            None => Cell::toned(UNKNOWN, Tone::Muted),
        };
        table.push([fact.id.as_str().into(), value]);
    }
    table.print(&mut desk.out)
}

fn packs(desk: &mut Desk, view: &SystemView) -> Printed {
    if !view.assessments.is_empty() {
        title(desk, "Checklists")?;
        let mut table = Table::of_titles(["ASSESSMENT", "PACK", "ANSWERED", "PROVED", "TITLE"]);
        for line in &view.assessments {
            let numbers = &line.numbers;
            table.push([
                line.label.as_str().into(),
                format!("{} {}", line.pack, line.version).into(),
                format!("{} of {}", numbers.answered, numbers.items).into(),
                share(numbers.evidenced_bp).into(),
                line.title.as_str().into(),
            ]);
        }
        table.print(&mut desk.out)?;
    }
    if view.offered.is_empty() {
        return Ok(());
    }
    title(desk, "Offered")?;
    let mut table = Table::of_titles(["PACK", "ITEMS", "ABOUT", "WHY", "TITLE"]);
    for offer in &view.offered {
        table.push([
            format!("{} {}", offer.pack, offer.version).into(),
            format!("{}, {} gating", offer.items, offer.gating).into(),
            format!("{} min", offer.minutes).into(),
            offer.why.as_str().into(),
            offer.title.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

fn rests_on(desk: &mut Desk, view: &SystemView) -> Printed {
    if !view.decisions.is_empty() {
        title(desk, "Decisions")?;
        let mut table = Table::of_titles(["REF", "STATUS", "TITLE"]);
        for line in &view.decisions {
            table.push([
                line.reference.as_str().into(),
                Cell::status(line.status, desk.config.ascii),
                line.title.as_str().into(),
            ]);
        }
        table.print(&mut desk.out)?;
    }
    if view.patterns.is_empty() {
        return Ok(());
    }
    title(desk, "Patterns")?;
    let mut table = Table::of_titles(["PATTERN", "STATUS", "VERSION", "NAME"]);
    for followed in &view.patterns {
        table.push([
            followed.label.as_str().into(),
            pattern::status(followed.status),
            followed.version.as_str().into(),
            followed.name.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

fn past(desk: &mut Desk, view: &SystemView) -> Printed {
    let waivers: Vec<_> = view
        .waivers
        .iter()
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    if !waivers.is_empty() || view.risks.0 > 0 {
        title(desk, "Waivers and risks")?;
        let waivers = if waivers.is_empty() {
            "no waivers".to_owned()
        } else {
            format!("waivers: {}", waivers.join(", "))
        };
        desk.out.line(&waivers)?;
        desk.out.line(&format!(
            "risks: {} open, {} with a flag",
            view.risks.0, view.risks.1
        ))?;
    }
    if !(view.system.stages.is_empty() && view.system.triggers.is_empty()) {
        title(desk, "Stages and events")?;
        let stages = view.system.stages.iter();
        let stages =
            stages.map(|event| (event.on, format!("entered {}", event.stage), &event.note));
        let triggers = view.system.triggers.iter();
        let triggers = triggers.map(|event| (event.on, event.kind.about().to_owned(), &event.note));
        let mut all: Vec<_> = stages.chain(triggers).collect();
        all.sort_by_key(|(on, ..)| *on);
        let mut table = Table::of_titles(["DAY", "WHAT", "NOTE"]);
        for (on, what, note) in all {
            table.push([
                on.to_string().into(),
                what.into(),
                note.as_deref().unwrap_or_default().into(),
            ]);
        }
        table.print(&mut desk.out)?;
    }
    title(desk, "History")?;
    let newest = view
        .history
        .iter()
        .take(EVENTS)
        .cloned()
        .collect::<Vec<_>>();
    crate::cli::history::print_events(desk, &newest)
}
