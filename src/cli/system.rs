//! `archdeck system`: what is built and run, with its facts, its owner and its stage.

mod import;
mod show;

use chrono::NaiveDate;

use crate::{
    cli::{
        adr::unexpected,
        args::{AddSystem, EditSystem, System},
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        person,
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{ids::RecordId, readiness::Verdict, tone::Tone},
    ops::{
        change::Change,
        query::Query,
        systems::{NewSystem, SystemChange, SystemEdit, SystemLine, SystemsView},
        view::View,
        workbench::Workbench,
    },
};

/// What stands where nothing is known.
const UNKNOWN: &str = "unknown";

/// Does a verb of systems.
pub fn run(desk: &mut Desk, system: System) -> Printed {
    match system {
        System::List { words } => list(desk, &words.join(" ")),
        System::Show { system } => show::run(desk, &system),
        System::Add(add) => self::add(desk, add),
        System::Edit(edit) => self::edit(desk, &edit),
        System::Stage {
            system,
            stage,
            told,
        } => enter(desk, (&system, stage), (told.on, told.note)),
        System::Happened { system, kind, told } => change(desk, &system, |_, system| {
            Ok(SystemChange::Happened {
                system,
                kind,
                on: told.on,
                note: told.note,
            })
        }),
        System::Decision {
            system,
            reference,
            remove,
        } => change(desk, &system, |workbench, system| {
            Ok(SystemChange::Decision {
                system,
                decision: workbench.resolve(&reference)?,
                linked: !remove,
            })
        }),
        System::Pattern {
            system,
            pattern,
            remove,
        } => change(desk, &system, |workbench, system| {
            Ok(SystemChange::Bind {
                system,
                pattern: workbench.resolve_pattern(&pattern)?,
                bound: !remove,
            })
        }),
        System::Close { system } => change(desk, &system, |_, system| {
            Ok(SystemChange::Close { system })
        }),
        System::Import(import) => import::run(desk, &import),
    }
}

/// Finds the system and does something to it.
fn change(
    desk: &mut Desk,
    typed: &str,
    change: impl FnOnce(&Workbench, RecordId) -> Result<SystemChange, Problem>,
) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(typed)?;
    let change = change(&workbench, system)?;
    let done = workbench.apply(Change::System(change))?;
    print_done(desk, &done)
}

fn enter(
    desk: &mut Desk,
    (typed, stage): (&str, String),
    (on, note): (Option<NaiveDate>, Option<String>),
) -> Printed {
    change(desk, typed, |_, system| {
        Ok(SystemChange::Enter {
            system,
            stage,
            on,
            note,
        })
    })
}

fn add(desk: &mut Desk, add: AddSystem) -> Printed {
    let mut workbench = desk.open(Need::Any)?;
    let named = |typed: &Option<String>| match typed {
        Some(typed) => person::named(&workbench, typed),
        None => Ok(None),
    };
    let new = NewSystem {
        owner: named(&add.known.owner)?,
        deputy: named(&add.known.deputy)?,
        name: add.name,
        about: add.known.about,
        facts: add.known.fact,
        team: add.known.team,
    };
    let done = workbench.apply(Change::System(SystemChange::Register(new)))?;
    print_done(desk, &done)?;
    if !desk.out.is_json
        && let Some(label) = done.refs.first()
    {
        tell(&format!(
            "`archdeck tier score {label}` gives it a tier, `archdeck assess list {label}` shows the checklists it is asked."
        ));
    }
    Ok(())
}

fn edit(desk: &mut Desk, edit: &EditSystem) -> Printed {
    change(desk, &edit.system, |workbench, system| {
        let named = |typed: &Option<String>| {
            typed
                .as_deref()
                .map(|typed| person::named(workbench, typed))
                .transpose()
        };
        Ok(SystemChange::Edit(SystemEdit {
            system,
            base: None,
            owner: named(&edit.known.owner)?,
            deputy: named(&edit.known.deputy)?,
            name: edit.name.clone(),
            about: edit.known.about.clone(),
            facts: edit.known.fact.clone(),
            team: edit.known.team.clone(),
        }))
    })
}

fn list(desk: &mut Desk, filter: &str) -> Printed {
    let query = Query::Systems {
        filter: filter.to_owned(),
    };
    let View::Systems(view) = desk.open(Need::Existing)?.answer(query)? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    print_lines(desk, &view)?;
    desk.out.flush()?;
    if view.total == 0 {
        tell(
            "There are no systems yet; `archdeck system add NAME` registers one, `archdeck system import FILE` many.",
        );
    } else if view.lines.is_empty() {
        tell(&format!(
            "None of {} systems matches `{filter}`.",
            view.total
        ));
    }
    Ok(())
}

fn print_lines(desk: &mut Desk, view: &SystemsView) -> Printed {
    let names = [
        "SYSTEM", "TIER", "VERDICT", "STAGE", "OWNER", "PROVED", "NAME",
    ];
    let mut table = Table::of_titles(names);
    for line in &view.lines {
        table.push([
            line.label.as_str().into(),
            tier(line),
            verdict(line),
            line.stage.as_deref().unwrap_or(UNKNOWN).into(),
            line.owner.as_deref().unwrap_or("nobody").into(),
            share(line.evidenced_bp).into(),
            line.name.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

fn tier(line: &SystemLine) -> Cell {
    match line.tier {
        None => Cell::toned("none", Tone::Caution),
        Some(tier) if line.provisional => Cell::toned(&format!("{tier} (prov.)"), Tone::Caution),
        Some(tier) => tier.word().into(),
    }
}

fn verdict(line: &SystemLine) -> Cell {
    match line.closed_on {
        Some(day) => Cell::toned(&format!("closed {day}"), Tone::Muted),
        None => Cell::toned(line.verdict.word(), tone(line.verdict)),
    }
}

/// What a verdict means to its reader.
const fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Go => Tone::Good,
        Verdict::Conditional | Verdict::Hold => Tone::Caution,
        Verdict::NoGo => Tone::Danger,
    }
}

/// A share in percent, cut: 100 only where it is exact; `n/a` where there is nothing to divide by.
fn share(bp: Option<u32>) -> String {
    bp.map_or_else(|| "n/a".to_owned(), |bp| format!("{} %", bp / 100))
}
