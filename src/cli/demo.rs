//! `archdeck demo`: a store with decisions made up for it, apart from the user's own.

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
    env::Env,
    ops::{demo, workbench::Workbench},
};

/// The demonstration, as JSON.
#[derive(Debug, Serialize)]
struct Made {
    store: String,
    decisions: usize,
}

/// Makes the demonstration and opens the workbench on it.
pub fn run(mut desk: Desk, demo: &Demo) -> Result<Next, Problem> {
    let named = desk.named_store();
    let store = match &named {
        Some(store) => store.clone(),
        None => desk.platform()?.data.join("demo.db"),
    };
    // Our own place may hold the demonstration of last time: it is shown again. A store somebody named is never taken for one.
    let is_there = named.is_none() && demo.adrs.is_none() && store.exists();
    if is_there {
        tell(&format!("The demo of last time is in {}.", store.display()));
    } else {
        let decisions = make(&desk, &store, demo)?;
        say(&mut desk, &store, decisions)?;
    }
    if demo.no_tui || !desk.out.is_terminal {
        return Ok(Next::End(Exit::Fine));
    }
    Ok(Next::Workbench(Box::new(desk.launch_on(store)?)))
}

fn make(desk: &Desk, store: &Path, demo: &Demo) -> Result<usize, Problem> {
    if desk.named_store().is_none() {
        desk.make_data_folder()?;
    }
    let env = Env::fixed(demo::beginning()?, &desk.actor()?);
    let mut workbench = Workbench::open(store, desk.access(), env, desk.settings())?;
    Ok(match demo.adrs {
        Some(count) => workbench.write_synthetic(count)?,
        None => workbench.play_demo()?,
    })
}

fn say(desk: &mut Desk, store: &Path, decisions: usize) -> Result<(), Problem> {
    let shown = store.display().to_string();
    if desk.out.is_json {
        desk.out.json(&Made {
            store: shown,
            decisions,
        })?;
    } else {
        desk.out
            .line(&format!("{decisions} decisions made up in {shown}"))?;
        tell(&format!("`archdeck --store {shown}` opens them."));
    }
    desk.out.flush()
}
