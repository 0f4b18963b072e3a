//! `archdeck waiver`: waivers and risk acceptances, asked for, decided, extended and ended.

mod propose;
mod show;

use crate::{
    cli::{
        adr::unexpected,
        args::{Ended, Waiver},
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{
        ids::RecordId,
        tone::Tone,
        waiver::{Standing, Waiver as Kept},
    },
    ops::{
        change::Change,
        query::Query,
        view::View,
        waivers::{WaiverChange, WaiverLine, WaiversView},
        workbench::Workbench,
    },
};

/// Does a verb of waivers.
pub fn run(desk: &mut Desk, waiver: Waiver) -> Printed {
    match waiver {
        Waiver::List {
            system,
            awaiting,
            ending,
        } => {
            let wanted = Wanted {
                awaiting,
                ending: ending.map(i64::from),
            };
            list(desk, system.as_deref(), wanted)
        }
        Waiver::Show { waiver } => show::run(desk, &waiver),
        Waiver::Propose(propose) => propose::propose(desk, propose),
        Waiver::Extend(extend) => propose::extend(desk, extend),
        Waiver::Approve { waiver, by, reason } => {
            decide(desk, (&waiver, by.as_deref()), |waiver, by| {
                WaiverChange::Decide {
                    waiver,
                    granted: true,
                    by,
                    reason,
                }
            })
        }
        Waiver::Reject(ended) => reject(desk, ended),
        Waiver::Revoke(ended) => {
            let Ended { waiver, reason, by } = ended;
            decide(desk, (&waiver, by.as_deref()), |waiver, by| {
                WaiverChange::Revoke { waiver, by, reason }
            })
        }
        Waiver::Resolve { waiver, by } => decide(desk, (&waiver, by.as_deref()), |waiver, by| {
            WaiverChange::Resolve { waiver, by }
        }),
    }?;
    desk.out.flush()
}

fn reject(desk: &mut Desk, ended: Ended) -> Printed {
    let Ended { waiver, reason, by } = ended;
    decide(desk, (&waiver, by.as_deref()), |waiver, by| {
        WaiverChange::Decide {
            waiver,
            granted: false,
            by,
            reason: Some(reason),
        }
    })
}

/// Opens the store and finds a waiver in it.
fn find(desk: &Desk, typed: &str) -> Result<(Workbench, Kept), Problem> {
    let workbench = desk.open(Need::Existing)?;
    let waiver = workbench.resolve_waiver(typed)?;
    Ok((workbench, waiver))
}

fn decide(
    desk: &mut Desk,
    (waiver, by): (&str, Option<&str>),
    change: impl FnOnce(RecordId, RecordId) -> WaiverChange,
) -> Printed {
    let (mut workbench, waiver) = find(desk, waiver)?;
    let by = workbench.person_meant(by)?;
    let done = workbench.apply(Change::Waiver(change(waiver.id, by)))?;
    print_done(desk, &done)
}

/// Which waivers are listed.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    awaiting: bool,
    ending: Option<i64>,
}

impl Wanted {
    fn holds(self, line: &WaiverLine) -> bool {
        let awaits = !self.awaiting || line.standing == Standing::Proposed;
        awaits && self.ending.is_none_or(|days| line.ends_within(days))
    }
}

fn list(desk: &mut Desk, system: Option<&str>, wanted: Wanted) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = system
        .map(|typed| workbench.resolve_system(typed))
        .transpose()?;
    let mut view = asked(&mut workbench, system)?;
    view.lines.retain(|line| wanted.holds(line));
    if desk.out.is_json {
        return desk.out.json(&view.lines);
    }
    print_lines(desk, &view)?;
    desk.out.flush()?;
    if view.lines.is_empty() {
        tell("There are no such waivers; `archdeck waiver propose SYSTEM` asks for one.");
    }
    Ok(())
}

fn asked(workbench: &mut Workbench, system: Option<RecordId>) -> Result<WaiversView, Problem> {
    match workbench.answer(Query::Waivers(system))? {
        View::Waivers(view) => Ok(*view),
        _ => Err(unexpected()),
    }
}

fn print_lines(desk: &mut Desk, view: &WaiversView) -> Printed {
    let names = [
        "WAIVER", "STANDING", "UNTIL", "LEFT", "LEVEL", "SYSTEM", "AWAITS", "SCOPE",
    ];
    let mut table = Table::of_titles(names);
    for line in &view.lines {
        table.push([
            line.waiver.label.as_str().into(),
            Cell::toned(line.standing.word(), tone(line)),
            line.waiver.expires_on.to_string().into(),
            left(line).into(),
            line.waiver.level.word().into(),
            line.system.0.as_str().into(),
            to_whom(line).into(),
            line.scope.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

/// Days left of one that runs, or would.
fn left(line: &WaiverLine) -> String {
    match line.standing {
        Standing::Proposed | Standing::Active | Standing::Scheduled => {
            format!("{} d", line.days_left)
        }
        _ => String::new(),
    }
}

/// Whom it awaits; of a void one, who is to be told.
fn to_whom(line: &WaiverLine) -> String {
    match line.standing {
        Standing::Proposed if line.awaits.is_empty() => "nobody known".to_owned(),
        Standing::Proposed => line.awaits.join(", "),
        Standing::Void if !line.owners.is_empty() => format!("tell {}", line.owners.join(", ")),
        _ => String::new(),
    }
}

fn tone(line: &WaiverLine) -> Tone {
    match line.standing {
        Standing::Active if line.days_left <= 14 => Tone::Caution,
        Standing::Active => Tone::Good,
        Standing::Proposed => Tone::Caution,
        Standing::Void => Tone::Danger,
        _ => Tone::Muted,
    }
}
