//! `archdeck pack`: what the library holds, what is wrong with it, how versions differ. None of it needs a store; where there
//! is one, it knows which waivers are active and what was pinned.

mod show;

use crate::{
    cli::{
        adr::unexpected,
        args::Pack,
        desk::Desk,
        output::{Printed, tell},
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::{fact::FactKind, text::counted, tone::Tone},
    env::Env,
    ops::{
        library::{LibraryView, LintLine, PackDiff, PackLine, kind_word, status_word},
        query::Query,
        view::View,
        workbench::Workbench,
    },
};

/// Does a verb of the library.
pub fn run(desk: &mut Desk, pack: Pack) -> Result<Exit, Problem> {
    let exit = match pack {
        Pack::List => list(desk).map(|()| Exit::Fine),
        Pack::Show(show) => show::run(desk, &show).map(|()| Exit::Fine),
        Pack::Lint { packs } => lint(desk, &packs),
        Pack::Diff { old, new } => diff(desk, (&old, &new)),
        Pack::Facts => facts(desk).map(|()| Exit::Fine),
    }?;
    desk.out.flush()?;
    Ok(exit)
}

/// The workbench of the store; where there is none, one that knows the library only.
fn library(desk: &Desk) -> Result<Workbench, Problem> {
    match desk.open_if_there()? {
        Some(workbench) => Ok(workbench),
        None => Ok(Workbench::of_library(
            Env::system(desk.actor()?),
            desk.settings(),
        )?),
    }
}

fn list(desk: &mut Desk) -> Printed {
    let View::Library(view) = library(desk)?.answer(Query::Library)? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&*view);
    }
    let mut table = Table::of_titles([
        "PACK", "VERSION", "KIND", "STATUS", "ITEMS", "IN USE", "FINDINGS", "TITLE",
    ]);
    for line in view.packs.iter().chain(&view.rubrics) {
        table.push(row(line));
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    unread(&view);
    Ok(())
}

fn row(line: &PackLine) -> [Cell; 8] {
    let findings = match line.findings {
        0 => Cell::toned("none", Tone::Muted),
        count => Cell::toned(&count.to_string(), Tone::Caution),
    };
    let in_use = match line.in_use {
        (0, _) => Cell::toned("no", Tone::Muted),
        (all, 0) => all.to_string().into(),
        (all, others) => format!("{all}, {others} with another version").into(),
    };
    let own = if line.file.is_some() { " (yours)" } else { "" };
    [
        line.id.as_str().into(),
        line.version.to_string().into(),
        line.kind.map_or("rubric", kind_word).into(),
        status_word(line.status).into(),
        line.items.to_string().into(),
        in_use,
        findings,
        format!("{}{own}", line.title).into(),
    ]
}

fn unread(view: &LibraryView) {
    let files = view
        .findings
        .iter()
        .filter(|finding| finding.pack.is_empty());
    let count = files.count() as u64;
    if count > 0 {
        let files = counted(count, "file", "files");
        tell(&format!(
            "{files} of your folder cannot be read; `archdeck pack lint` says why."
        ));
    }
}

fn lint(desk: &mut Desk, packs: &[String]) -> Result<Exit, Problem> {
    let findings = library(desk)?.lint(packs)?;
    let exit = if findings.is_empty() {
        Exit::Fine
    } else {
        Exit::NotPassed
    };
    if desk.out.is_json {
        desk.out.json(&findings)?;
        return Ok(exit);
    }
    for finding in &findings {
        print_finding(desk, finding)?;
    }
    desk.out.flush()?;
    if findings.is_empty() {
        tell("No findings.");
    } else {
        tell(&format!(
            "{}.",
            counted(findings.len() as u64, "finding", "findings")
        ));
    }
    Ok(exit)
}

fn print_finding(desk: &mut Desk, finding: &LintLine) -> Printed {
    let line = finding.line.map(|line| format!(":{line}"));
    let place = format!("{}{}", finding.file.display(), line.unwrap_or_default());
    let item = finding.item.as_ref().map(|item| format!("{item}: "));
    desk.out.pieces([
        (place.as_str(), Tone::Strong),
        (": ", Tone::Plain),
        (finding.rule.as_str(), Tone::Caution),
        (" ", Tone::Plain),
        (item.as_deref().unwrap_or_default(), Tone::Plain),
        (finding.what.as_str(), Tone::Plain),
    ])?;
    desk.out.line(&format!("    {}", finding.remedy))
}

fn diff(desk: &mut Desk, (old, new): (&str, &str)) -> Result<Exit, Problem> {
    let diff = library(desk)?.diff_packs(old, new)?;
    let exit = if diff.is_enough {
        Exit::Fine
    } else {
        Exit::NotPassed
    };
    if desk.out.is_json {
        desk.out.json(&diff)?;
    } else {
        print_diff(desk, &diff)?;
    }
    Ok(exit)
}

fn print_diff(desk: &mut Desk, diff: &PackDiff) -> Printed {
    let (id, from) = &diff.from;
    let to = diff.to.1;
    let mut table = Table::new(["BUMP", "ITEM", "CHANGE"]);
    for change in &diff.changes {
        table.push([
            change.bump.word().into(),
            change.item.as_deref().unwrap_or("(pack)").into(),
            change.what.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    if diff.changes.is_empty() {
        return desk
            .out
            .line(&format!("{id} {from} and {to} say the same."));
    }
    desk.out.line(&format!(
        "{id} {from} → {to}: a {} bump is needed, so at least {}.",
        diff.least.word(),
        diff.least_version
    ))?;
    desk.out.flush()?;
    if !diff.is_enough {
        tell(&format!(
            "{to} is too low: set `version = \"{}\"` or a higher one.",
            diff.least_version
        ));
    }
    Ok(())
}

fn facts(desk: &mut Desk) -> Printed {
    let registry = library(desk)?.fact_registry();
    if desk.out.is_json {
        return desk.out.json(&*registry);
    }
    let mut table = Table::new(["FACT", "KIND", "VALUE", "MEANING"]);
    for fact in &registry.facts {
        let kind = match fact.kind {
            FactKind::Set => "several",
            FactKind::One => "one",
            FactKind::Ordered => "one, in order",
            FactKind::Flag => "true or false",
        };
        let asked = |value: &str| {
            [
                fact.id.as_str().into(),
                kind.into(),
                value.into(),
                fact.ask.as_str().into(),
            ]
        };
        table.push(asked(if fact.open { "(other words too)" } else { "" }));
        for value in &fact.values {
            table.push([
                "".into(),
                "".into(),
                value.word.as_str().into(),
                value.about.as_str().into(),
            ]);
        }
    }
    table.print(&mut desk.out)
}
