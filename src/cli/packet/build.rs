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
    if build.references.is_empty() && build.log.is_empty() && build.status.is_empty() {
        return Err(Problem::usage(
            "no decision is named for the packet",
            "Name decisions, or choose them with `--log NAME` and `--status S,…`.",
        ));
    }
    let mut workbench = desk.open(Need::Existing)?;
    let decisions = decisions(&mut workbench, &build)?;
    let previous = match &build.since {
        Some(typed) => Some(workbench.resolve_packet(typed)?),
        None => None,
    };
    let done = workbench.apply(Change::BuildPacket(PacketRequest {
        system: None,
        title: build.title,
        ask: build.ask,
        recommendation: build.recommend,
        decisions,
        as_of: build.as_of,
        previous,
    }))?;
    print_done(desk, &done)
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
