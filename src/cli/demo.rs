//! `archdeck demo`: a store with decisions and systems made up for it, apart from the user's own.

use std::path::Path;

use serde::Serialize;

use crate::{
    cli::{
        Next,
        args::Demo,
        desk::Desk,
        output::tell,
        problem::{Exit, Problem},
    },
    domain::text::counted,
    env::Env,
    ops::{
        demo::{self, Demo as Played},
        workbench::{Settings, Workbench},
    },
};

/// The demonstration, as JSON.
#[derive(Debug, Serialize)]
struct Made {
    store: String,
    decisions: usize,
    systems: usize,
}

/// Makes the demonstration: in a file somebody named, or in a temporary store that the workbench is opened on.
pub fn run(mut desk: Desk, demo: &Demo) -> Result<Next, Problem> {
    let opens = !demo.no_tui && demo.adrs.is_none();
    let Some(store) = desk.flagged_store() else {
        return if opens {
            in_passing(desk)
        } else {
            Err(nowhere())
        };
    };
    let played = make(&desk, &store, demo.adrs)?;
    say(&mut desk, &store, played)?;
    if opens && desk.out.is_terminal {
        return Ok(Next::Workbench(Box::new(desk.launch_on(store)?)));
    }
    Ok(Next::End(Exit::Fine))
}

/// Opens the workbench on a store that is gone when it is closed.
fn in_passing(desk: Desk) -> Result<Next, Problem> {
    let folder = tempfile::Builder::new().prefix("archdeck-demo-").tempdir();
    let folder = folder.map_err(|cause| {
        Problem::failed(
            format!("cannot make a temporary folder: {cause}"),
            "Name a file: `archdeck demo --store FILE`.",
        )
    })?;
    let store = folder.path().join("demo.db");
    make(&desk, &store, None)?;
    let mut launch = desk.launch_on(store)?;
    launch.in_passing = Some(folder);
    Ok(Next::Workbench(Box::new(launch)))
}

fn nowhere() -> Problem {
    Problem::usage(
        "a demonstration that is not opened needs a file to stay in",
        "Name one that is not there yet: `--store FILE`.",
    )
}

/// Everything is made up for today; the packs are the shipped ones, whatever the user's own folder says.
fn make(desk: &Desk, store: &Path, adrs: Option<usize>) -> Result<Played, Problem> {
    let actor = desk.actor()?;
    let today = Env::system(actor.clone()).today();
    let env = Env::fixed(demo::beginning()?, &actor);
    let settings = Settings {
        checklists: None,
        ..desk.settings()
    };
    let mut workbench = Workbench::open(store, desk.access(), env, settings)?;
    Ok(match adrs {
        Some(count) => Played {
            decisions: workbench.write_synthetic(count)?,
            systems: 0,
        },
        None => workbench.play_demo_on(today)?,
    })
}

fn say(desk: &mut Desk, store: &Path, played: Played) -> Result<(), Problem> {
    let shown = store.display().to_string();
    let Played { decisions, systems } = played;
    if desk.out.is_json {
        desk.out.json(&Made {
            store: shown,
            decisions,
            systems,
        })?;
    } else {
        let mut made = counted(decisions as u64, "decision", "decisions");
        if systems > 0 {
            made = format!(
                "{made} and {}",
                counted(systems as u64, "system", "systems")
            );
        }
        desk.out.line(&format!("{made} made up in {shown}"))?;
        tell(&format!("`archdeck --store {shown}` opens them."));
    }
    desk.out.flush()
}
