//! `archdeck history`, `undo` and `redo`: what was changed, and taking it back.

use crate::{
    cli::{
        adr::unexpected,
        args::History,
        desk::{Desk, Need},
        output::{Printed, tell},
        table::{Cell, Table},
    },
    domain::tone::Tone,
    ops::{
        change::{Change, Done},
        query::Query,
        view::{EventLine, View},
    },
};

/// Prints events, newest first.
pub fn run(desk: &mut Desk, history: &History) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let record = match &history.reference {
        Some(reference) => Some(workbench.resolve(reference)?),
        None => None,
    };
    let query = Query::Events {
        before: history.before,
        record,
        limit: history.limit,
    };
    let View::Events(view) = workbench.answer(query)? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    print_events(desk, &view.lines)?;
    desk.out.flush()?;
    if let Some(next) = view.next {
        tell(&format!("Older events: `--before {next}`"));
    }
    Ok(())
}

/// Prints events as they stand in the history.
pub fn print_events(desk: &mut Desk, lines: &[EventLine]) -> Printed {
    let mut table = Table::of_titles(["SEQ", "WHEN", "WHO", "WHAT", "REF", "TITLE"]);
    for line in lines {
        let reason = line.reason.as_ref().map(|reason| format!(" — {reason}"));
        table.push([
            line.seq.to_string().into(),
            minute(line).into(),
            line.actor.as_str().into(),
            Cell::toned(
                &line.verb,
                if line.is_undo {
                    Tone::Caution
                } else {
                    Tone::Plain
                },
            ),
            line.reference.as_str().into(),
            format!("{}{}", line.title, reason.unwrap_or_default()).into(),
        ]);
    }
    table.print(&mut desk.out)
}

/// The moment to the minute, in UTC.
fn minute(line: &EventLine) -> String {
    line.at.0.format("%Y-%m-%d %H:%MZ").to_string()
}

/// Takes an action back, or does it again.
pub fn turn(desk: &mut Desk, change: Change) -> Printed {
    let done = desk.open(Need::Existing)?.apply(change)?;
    print_done(desk, &done)
}

/// Says what a change did.
pub fn print_done(desk: &mut Desk, done: &Done) -> Printed {
    if desk.out.is_json {
        return desk.out.json(done);
    }
    desk.out.line(&done.summary)?;
    desk.out.flush()?;
    if done.can_undo {
        tell("`archdeck undo` takes it back.");
    }
    Ok(())
}
