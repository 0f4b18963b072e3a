//! `archdeck home`: what needs me, the most urgent first, how many systems and decisions stand where, and what happened last.

use crate::{
    cli::{
        adr::unexpected,
        desk::{Desk, Need as Store},
        history::print_events,
        output::{Printed, tell},
        table::{Cell, Table},
    },
    domain::{readiness::Verdict, text::counted, tone::Tone},
    ops::{
        home::{LISTED, Need, Reason},
        query::Query,
        view::{Duty, HomeView, View},
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
        tell(
            "There is nothing yet; `archdeck import PATH` reads a log, `archdeck system add NAME` registers a system.",
        );
        return Ok(());
    }
    print_needs(desk, &home)?;
    print_systems(desk, &home)?;
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
    let mut is_quiet = true;
    for reason in Reason::ALL {
        for waiting in home.waiting(reason) {
            is_quiet = false;
            table.push([
                Cell::toned(&waiting.why(), tone(reason)),
                waiting.reference().into(),
                waiting.title().into(),
            ]);
        }
    }
    table.print(&mut desk.out)?;
    if is_quiet {
        desk.out.line("Nothing waits.")?;
    }
    for reason in Reason::ALL {
        if home.waiting(reason).len() >= LISTED {
            desk.out.line(&there_may_be_more(reason))?;
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

fn there_may_be_more(reason: Reason) -> String {
    let how = reason.filter().map_or(String::new(), |filter| {
        format!(": archdeck adr list {filter}")
    });
    format!("at most {LISTED} are shown {}{how}", reason.many())
}

const fn tone(reason: Reason) -> Tone {
    match reason {
        Reason::Need(Need::ReviewPassed)
        | Reason::Duty(Duty::VerdictStale | Duty::WaiverOver | Duty::TierExpired) => Tone::Danger,
        Reason::Need(Need::Stuck | Need::Diverged)
        | Reason::Duty(Duty::RiskReview | Duty::WaiverAwaits | Duty::VerdictEnds) => Tone::Caution,
        Reason::Need(Need::Commented)
        | Reason::Duty(Duty::WaiverEnds | Duty::ToConfirm | Duty::EvidenceStale) => Tone::Plain,
        Reason::Need(Need::Draft) => Tone::Muted,
    }
}

/// How many systems stand where, tier by verdict; nothing where there is none.
fn print_systems(desk: &mut Desk, home: &HomeView) -> Printed {
    if home.systems == 0 {
        return Ok(());
    }
    heading(desk, "SYSTEMS")?;
    let mut table = Table::new(["TIER", "GO", "CONDITIONAL", "HOLD", "NO-GO"]);
    for (tier, counts) in &home.heat {
        let count = |verdict: Verdict| {
            let found = counts.iter().find(|(one, _)| *one == verdict);
            found.map_or(0, |(_, count)| *count).to_string()
        };
        let tier = tier.map_or_else(
            || "no tier".to_owned(),
            |tier| format!("{tier} {}", tier.about()),
        );
        let [go, conditional, hold, no_go] = Verdict::ALL.map(count);
        table.push([
            tier.as_str().into(),
            go.into(),
            conditional.into(),
            hold.into(),
            no_go.into(),
        ]);
    }
    table.print(&mut desk.out)?;
    let systems = counted(home.systems, "system", "systems");
    let assessments = counted(home.assessments, "assessment", "assessments");
    desk.out.line(&format!("{systems}, {assessments}"))
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
