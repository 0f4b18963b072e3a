//! `archdeck packet build`: the decisions that were named, then those a filter lets through.

use crate::{
    cli::{
        adr::unexpected,
        args::Build,
        desk::{Desk, Need},
        history::print_done,
        output::Printed,
        problem::Problem,
    },
    domain::ids::RecordId,
    ops::{
        change::{Change, PacketRequest},
        filter::Filter,
        query::Query,
        view::View,
        workbench::Workbench,
    },
};

/// Builds the packet.
pub fn run(desk: &mut Desk, build: Build) -> Printed {
    let names_none = build.references.is_empty() && build.log.is_empty() && build.status.is_empty();
    if names_none && build.system.is_none() {
        return Err(Problem::usage(
            "no decision is named for the packet",
            "Name decisions, or choose them with `--log NAME` and `--status S,…`.",
        ));
    }
    let mut workbench = desk.open(Need::Existing)?;
    let decisions = decisions(&mut workbench, &build)?;
    let system = match &build.system {
        Some(typed) => Some(workbench.resolve_system(typed)?),
        None => None,
    };
    let previous = match &build.since {
        Some(typed) => Some(workbench.resolve_packet(typed)?),
        None => None,
    };
    let title = match (build.title, system) {
        (None, Some(system)) => title_of(&mut workbench, system)?,
        (title, _) => title.unwrap_or_default(),
    };
    let done = workbench.apply(Change::BuildPacket(PacketRequest {
        title,
        system,
        ask: build.ask,
        recommendation: build.recommend,
        decisions,
        as_of: build.as_of,
        previous,
    }))?;
    print_done(desk, &done)
}

/// What a readiness packet is called where nobody says it.
fn title_of(workbench: &mut Workbench, system: RecordId) -> Result<String, Problem> {
    let View::System(view) = workbench.answer(Query::System(system))? else {
        return Err(unexpected());
    };
    Ok(format!("Readiness of {}", view.system.name))
}

fn decisions(workbench: &mut Workbench, build: &Build) -> Result<Vec<RecordId>, Problem> {
    let mut decisions = Vec::new();
    for reference in &build.references {
        decisions.push(workbench.resolve(reference)?);
    }
    if build.log.is_empty() && build.status.is_empty() {
        return Ok(decisions);
    }
    let logs: Vec<_> = build.log.iter().cloned().map(Some).collect();
    let everywhere = vec![None];
    for log in if logs.is_empty() { everywhere } else { logs } {
        let filter = Filter {
            log,
            statuses: build.status.clone(),
            ..Filter::default()
        };
        decisions.extend(let_through(workbench, filter)?);
    }
    Ok(decisions)
}

/// The decisions a filter lets through; a filter that finds none is a mistake.
fn let_through(workbench: &mut Workbench, filter: Filter) -> Result<Vec<RecordId>, Problem> {
    let line = filter.line();
    let View::Decisions(view) = workbench.answer(Query::Decisions(filter))? else {
        return Err(unexpected());
    };
    if view.shown.is_empty() {
        return Err(Problem::failed(
            format!("no decision matches `{line}`"),
            "`archdeck adr list` shows them all.",
        ));
    }
    let found = view
        .shown
        .iter()
        .filter_map(|at| view.rows.get(*at as usize));
    Ok(found.map(|row| row.id).collect())
}
