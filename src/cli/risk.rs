//! `archdeck risk`: the risk register as lists, as a heat map, and one risk at a time.

use crate::{
    cli::{
        adr::unexpected,
        args::{AddRisk, EditRisk, Risk},
        desk::{Desk, Need},
        history::print_done,
        output::{Output, Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{
        register::{self, Level5},
        tone::Tone,
    },
    ops::{
        change::Change,
        query::Query,
        risks::{RegisterView, RiskChange, RiskFacts, RiskLine},
        view::View,
        workbench::Workbench,
    },
};

/// Does a verb of the register.
pub fn run(desk: &mut Desk, risk: Risk) -> Printed {
    match risk {
        Risk::List { system } => list(desk, system.as_deref()),
        Risk::Show { risk } => show(desk, &risk),
        Risk::Add(add) => self::add(desk, add),
        Risk::Edit(edit) => self::edit(desk, edit),
        Risk::Close { risk, reason } => {
            let mut workbench = desk.open(Need::Existing)?;
            let risk = workbench.resolve_risk(&risk)?.id;
            let done = workbench.apply(Change::Risk(RiskChange::Close { risk, reason }))?;
            print_done(desk, &done)
        }
        Risk::Matrix { system } => matrix(desk, system.as_deref()),
    }
}

fn view(workbench: &mut Workbench, system: Option<&str>) -> Result<RegisterView, Problem> {
    let system = system
        .map(|typed| workbench.resolve_system(typed))
        .transpose()?;
    match workbench.answer(Query::Register(system))? {
        View::Register(view) => Ok(*view),
        _ => Err(unexpected()),
    }
}

fn list(desk: &mut Desk, system: Option<&str>) -> Printed {
    let view = view(&mut desk.open(Need::Existing)?, system)?;
    if desk.out.is_json {
        return desk.out.json(&view.risks);
    }
    let mut table = Table::of_titles([
        "RISK",
        "SYSTEM",
        "INHERENT",
        "CURRENT",
        "RESIDUAL",
        "BAND",
        "TREATMENT",
        "FLAGS",
        "TITLE",
    ]);
    for line in &view.risks {
        let risk = &line.risk;
        let [.., residual] = &line.bands;
        let closed = risk.closed.as_ref().map_or("", |_| " (closed)");
        table.push([
            risk.label.as_str().into(),
            line.system.0.as_str().into(),
            risk.inherent.to_string().into(),
            risk.current.to_string().into(),
            risk.residual.to_string().into(),
            Cell::toned(residual, tone(&view, risk.residual)),
            risk.treatment.word().into(),
            Cell::toned(&flags(line), Tone::Caution),
            format!("{}{closed}", risk.title).into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if view.risks.is_empty() {
        tell("There are no risks yet; `archdeck risk add SYSTEM --title …` adds one.");
    }
    Ok(())
}

fn flags(line: &RiskLine) -> String {
    let flags = line.flags.iter().map(|(flag, _)| flag.word());
    flags.collect::<Vec<_>>().join(" ")
}

/// How a level is told apart: by how high its band stands in the table.
fn tone(view: &RegisterView, level: Level5) -> Tone {
    let above = view
        .register
        .rank(level)
        .map(|rank| view.register.bands.len() - rank);
    match above {
        Some(1 | 2) => Tone::Danger,
        Some(3) => Tone::Caution,
        _ => Tone::Plain,
    }
}

fn show(desk: &mut Desk, typed: &str) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let wanted = workbench.resolve_risk(typed)?;
    let view = {
        let View::Register(view) = workbench.answer(Query::Register(Some(wanted.system)))? else {
            return Err(unexpected());
        };
        view
    };
    let line = view.risks.iter().find(|line| line.risk.id == wanted.id);
    let line = line.ok_or_else(unexpected)?;
    if desk.out.is_json {
        return desk.out.json(line);
    }
    print_risk(&mut desk.out, (&view, line))
}

fn print_risk(out: &mut Output, (view, line): (&RegisterView, &RiskLine)) -> Printed {
    let risk = &line.risk;
    out.line(&format!("{} {}", risk.label, risk.title))?;
    let (label, name) = &line.system;
    let mut said = vec![("system", format!("{label} {name}"))];
    said.extend(risk.about.clone().map(|about| ("about", about)));
    for ((name, level), band) in [
        ("inherent", risk.inherent),
        ("current", risk.current),
        ("residual", risk.residual),
    ]
    .into_iter()
    .zip(&line.bands)
    {
        said.push((name, format!("{level} {}", band.to_lowercase())));
    }
    said.push(("treatment", risk.treatment.to_string()));
    said.extend(
        risk.controls
            .iter()
            .map(|control| ("control", control.clone())),
    );
    said.extend(risk.owner.clone().map(|owner| ("owner", owner)));
    said.extend(risk.review_by.map(|day| ("review by", day.to_string())));
    if let Some((day, reason)) = &risk.closed {
        said.push(("closed", format!("{day}: {reason}")));
    }
    for (name, value) in &said {
        out.pieces([
            (format!("{name:10}").as_str(), Tone::Muted),
            (value.as_str(), Tone::Plain),
        ])?;
    }
    for (flag, text) in &line.flags {
        out.pieces([(format!("! {}: {text}", flag.word()).as_str(), Tone::Caution)])?;
    }
    if let Some(band) = view
        .register
        .band(risk.residual)
        .filter(|_| risk.closed.is_none())
    {
        out.line(&band.act)?;
    }
    Ok(())
}

fn add(desk: &mut Desk, add: AddRisk) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(&add.system)?;
    let current = add.current.unwrap_or(add.inherent);
    let facts = RiskFacts {
        title: add.title,
        about: add.about,
        inherent: add.inherent,
        current,
        residual: add.residual.unwrap_or(current),
        controls: add.control,
        treatment: add.treatment,
        owner: add.owner,
        review_by: add.review_by,
    };
    let done = workbench.apply(Change::Risk(RiskChange::Add { system, facts }))?;
    print_done(desk, &done)
}

fn edit(desk: &mut Desk, edit: EditRisk) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let before = workbench.resolve_risk(&edit.risk)?;
    let risk = before.id;
    let facts = edited(before, edit);
    let done = workbench.apply(Change::Risk(RiskChange::Edit { risk, facts }))?;
    print_done(desk, &done)
}

/// What is said from now on: what was not named stays.
fn edited(before: register::Risk, edit: EditRisk) -> RiskFacts {
    RiskFacts {
        title: edit.title.unwrap_or(before.title),
        about: edit.about.or(before.about),
        inherent: edit.inherent.unwrap_or(before.inherent),
        current: edit.current.unwrap_or(before.current),
        residual: edit.residual.unwrap_or(before.residual),
        controls: if edit.control.is_empty() {
            before.controls
        } else {
            edit.control
        },
        treatment: edit.treatment.unwrap_or(before.treatment),
        owner: edit.owner.or(before.owner),
        review_by: edit.review_by.map_or(before.review_by, |day| day.0),
    }
}

fn matrix(desk: &mut Desk, system: Option<&str>) -> Printed {
    let view = view(&mut desk.open(Need::Existing)?, system)?;
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    let mut table = Table::new([
        "LIKELIHOOD",
        "IMPACT 1",
        "IMPACT 2",
        "IMPACT 3",
        "IMPACT 4",
        "IMPACT 5",
    ]);
    for likelihood in (1..=Level5::STEPS).rev() {
        let step = view
            .register
            .likelihoods
            .iter()
            .find(|step| step.value == likelihood);
        let word = step.map_or("", |step| step.word.as_str());
        let cell = |impact| cell(&view, Level5 { likelihood, impact });
        table.push([
            format!("{likelihood} {word}").into(),
            cell(1),
            cell(2),
            cell(3),
            cell(4),
            cell(5),
        ]);
    }
    table.print(&mut desk.out)?;
    let steps = view.register.impacts.iter();
    let steps = steps.map(|step| format!("{} {}", step.value, step.word));
    desk.out
        .line(&format!("impact: {}", steps.collect::<Vec<_>>().join(", ")))
}

/// The band of a cell and how many open risks stand in it.
fn cell(view: &RegisterView, level: Level5) -> Cell {
    let band = view
        .register
        .band(level)
        .map_or("?", |band| band.id.as_str());
    let mut heat = view.heat.iter();
    let count = heat
        .find(|(likelihood, impact, _)| (*likelihood, *impact) == (level.likelihood, level.impact));
    match count {
        Some((.., count)) => Cell::toned(&format!("{band}: {count}"), tone(view, level)),
        None => Cell::toned(band, Tone::Muted),
    }
}
