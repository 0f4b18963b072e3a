//! `archdeck readiness`: whether a system may go, why, who signed, and what was issued.

mod show;

use std::path::Path;

use crate::{
    cli::{
        adr::unexpected,
        args::{Issue, Readiness, Sign},
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{ids::RecordId, readiness::Verdict, tone::Tone},
    ops::{
        change::Change,
        query::Query,
        readiness::{NewIssue, ReadinessChange, ReadinessView},
        view::View,
        workbench::Workbench,
    },
};

/// Does a verb of readiness.
pub fn run(desk: &mut Desk, readiness: Readiness) -> Printed {
    match readiness {
        Readiness::Show {
            system,
            as_of,
            gate,
            items,
        } => {
            let view = board(desk, &system, as_of)?;
            show::run(desk, &view, &show::Wanted { gate, items })
        }
        Readiness::List => list(desk),
        Readiness::Sign(sign) => self::sign(desk, &sign),
        Readiness::Issue(issue) => self::issue(desk, &issue),
        Readiness::Withdraw { system, reason, by } => change(desk, &system, |bench, system| {
            Ok(ReadinessChange::Withdraw {
                system,
                by: person(bench, by.as_deref())?,
                reason,
            })
        }),
        Readiness::Status { system } => status(desk, &system),
        Readiness::Calendar { system, out, force } => {
            let to = out.as_deref().map(|out| (out, force));
            calendar(desk, system.as_deref(), to)
        }
        Readiness::Export {
            system,
            file,
            force,
        } => change(desk, &system, |_, system| {
            Ok(ReadinessChange::WriteSnapshot {
                system,
                file,
                replaces: force,
            })
        }),
    }
}

/// What is asked about a verdict, on a day.
pub(super) fn board(
    desk: &Desk,
    system: &str,
    as_of: Option<chrono::NaiveDate>,
) -> Result<ReadinessView, Problem> {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(system)?;
    match workbench.answer(Query::Readiness { system, as_of })? {
        View::Readiness(view) => Ok(*view),
        _ => Err(unexpected()),
    }
}

/// What a verdict means to a reader.
pub(super) const fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Go => Tone::Good,
        Verdict::Conditional => Tone::Caution,
        Verdict::Hold | Verdict::NoGo => Tone::Danger,
    }
}

fn change(
    desk: &mut Desk,
    system: &str,
    change: impl FnOnce(&Workbench, RecordId) -> Result<ReadinessChange, Problem>,
) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(system)?;
    let change = change(&workbench, system)?;
    let done = workbench.apply(Change::Readiness(change))?;
    print_done(desk, &done)
}

/// The person who was named, else the one who acts here.
fn person(workbench: &Workbench, named: Option<&str>) -> Result<RecordId, Problem> {
    Ok(match named {
        Some(named) => workbench.resolve_person(named)?,
        None => workbench.acting_person()?,
    })
}

fn list(desk: &mut Desk) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let lines = workbench.standings()?;
    if desk.out.is_json {
        return desk.out.json(&lines);
    }
    let mut table = Table::of_titles(["SYSTEM", "TIER", "VERDICT", "ISSUED", "NAME", "WHY"]);
    for line in lines.iter().filter(|line| line.closed_on.is_none()) {
        let issued = line.issued.map_or_else(String::new, |issued| {
            let stale = if issued.is_stale { " (stale)" } else { "" };
            format!("{} until {}{stale}", issued.verdict, issued.valid_until)
        });
        table.push([
            line.label.as_str().into(),
            line.tier.map_or("unknown", |tier| tier.word()).into(),
            Cell::toned(line.verdict.word(), tone(line.verdict)),
            issued.into(),
            line.name.as_str().into(),
            line.first_reason.as_deref().unwrap_or_default().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if lines.is_empty() {
        tell("There is no system; `archdeck system add NAME` registers one.");
    }
    Ok(())
}

fn sign(desk: &mut Desk, sign: &Sign) -> Printed {
    change(desk, &sign.system, |bench, system| {
        Ok(ReadinessChange::Sign {
            system,
            role: sign.role.clone(),
            person: person(bench, sign.person.as_deref())?,
            decision: sign.decision,
            comment: sign.comment.clone(),
            seen: None,
        })
    })
}

fn issue(desk: &mut Desk, issue: &Issue) -> Printed {
    change(desk, &issue.system, |bench, system| {
        Ok(ReadinessChange::Issue(NewIssue {
            system,
            by: person(bench, issue.by.as_deref())?,
            verdict: issue.verdict,
            reason: issue.reason.clone(),
            override_until: issue.override_until,
            seen: None,
        }))
    })
}

fn status(desk: &mut Desk, system: &str) -> Printed {
    let view = board(desk, system, None)?;
    if desk.out.is_json {
        return desk.out.json(&view.status_line);
    }
    desk.out.line(&view.status_line)
}

fn calendar(desk: &mut Desk, system: Option<&str>, to: Option<(&Path, bool)>) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = match system {
        Some(typed) => Some(workbench.resolve_system(typed)?),
        None => None,
    };
    if let Some((file, replaces)) = to {
        let change = ReadinessChange::WriteCalendar {
            system,
            file: file.to_owned(),
            replaces,
        };
        let done = workbench.apply(Change::Readiness(change))?;
        return print_done(desk, &done);
    }
    let days = workbench.calendar_days(system)?;
    if desk.out.is_json {
        return desk.out.json(&days);
    }
    let mut table = Table::new(["DAY", "SYSTEM", "WHAT"]);
    for (day, system, what) in &days {
        table.push([
            day.to_string().into(),
            system.as_str().into(),
            what.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if days.is_empty() {
        tell("Nothing has a day on which it must be looked at again.");
    }
    Ok(())
}
