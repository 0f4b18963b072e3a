//! `archdeck home`: what needs me, the most urgent first, how many decisions stand where, and what happened last.

use crate::{
    cli::{
        adr::unexpected,
        desk::{Desk, Need as Store},
        history::print_events,
        output::{Printed, tell},
        table::{Cell, Table},
    },
    domain::{text::counted, tone::Tone},
    ops::{
        home::{LISTED, Need},
        query::Query,
        view::{HomeView, View},
    },
};

/// Prints what the first screen of the workbench shows.
pub fn run(desk: &mut Desk) -> Printed {
    let View::Home(home) = desk.open(Store::Existing)?.answer(Query::Home)? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&home);
    }
    if home.is_empty() {
        tell("There are no decisions yet; `archdeck import PATH` reads a log.");
        return Ok(());
    }
    print_needs(desk, &home)?;
    print_counts(desk, &home)?;
    print_logs(desk, &home)?;
    heading(desk, "RECENT")?;
    print_events(desk, &home.recent)
}

fn heading(desk: &mut Desk, text: &str) -> Printed {
    desk.out.line("")?;
    desk.out.pieces([(text, Tone::Heading)])
}

fn print_needs(desk: &mut Desk, home: &HomeView) -> Printed {
    desk.out.pieces([("NEEDS ME", Tone::Heading)])?;
    let mut table = Table::of_titles(["WHY", "REF", "TITLE"]);
    for need in Need::ALL {
        for line in home.needing(need) {
            table.push([
                Cell::toned(&need.of(line), tone(need)),
                line.record.reference.as_str().into(),
                line.record.title.as_str().into(),
            ]);
        }
    }
    table.print(&mut desk.out)?;
    let nothing = Need::ALL.iter().all(|need| home.needing(*need).is_empty());
    if nothing {
        desk.out.line("Nothing waits.")?;
    }
    for need in Need::ALL {
        if home.needing(need).len() >= LISTED {
            desk.out.line(&there_may_be_more(need))?;
        }
    }
    if home.not_exported > 0 {
        let changed = counted(home.not_exported, "decision", "decisions");
        desk.out.line(&format!(
            "{changed} changed here and not exported: archdeck adr export --to-source"
        ))?;
    }
    Ok(())
}

fn there_may_be_more(need: Need) -> String {
    let how = need.filter().map_or(String::new(), |filter| {
        format!(": archdeck adr list {filter}")
    });
    format!("at most {LISTED} are shown {}{how}", need.many())
}

const fn tone(need: Need) -> Tone {
    match need {
        Need::ReviewPassed => Tone::Danger,
        Need::Stuck | Need::Diverged => Tone::Caution,
        Need::Commented => Tone::Plain,
        Need::Draft => Tone::Muted,
    }
}

fn print_counts(desk: &mut Desk, home: &HomeView) -> Printed {
    heading(desk, "DECISIONS")?;
    let ascii = desk.config.ascii;
    let mut table = Table::new(["STATUS", "COUNT"]);
    for (status, count) in &home.counts {
        table.push([Cell::status(*status, ascii), count.to_string().into()]);
    }
    table.print(&mut desk.out)
}

fn print_logs(desk: &mut Desk, home: &HomeView) -> Printed {
    heading(desk, "LOGS")?;
    let mut table = Table::new(["LOG", "DECISIONS", "FOLDER", "ROOT"]);
    for log in &home.logs {
        table.push([
            log.name.as_str().into(),
            log.decisions.to_string().into(),
            log.folder.as_str().into(),
            log.root.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}
