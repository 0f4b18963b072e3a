//! `archdeck pack show`: a pack by its sections, or everything about one item; a rubric by its factors, the register as its
//! table.

use crate::{
    cli::{
        adr::unexpected, args::ShowPack, desk::Desk, output::Printed, problem::Problem,
        table::Table,
    },
    domain::{
        gate::Force,
        pack::{Item, Pack},
        register::Register,
        rubric::Rubric,
        tone::Tone,
    },
    ops::{
        library::{ItemFacts, PackBody, PackView, status_word},
        query::Query,
        view::View,
    },
};

/// Prints the pack or the item asked for.
pub fn run(desk: &mut Desk, show: &ShowPack) -> Printed {
    let View::Pack(view) = super::library(desk)?.answer(Query::Pack(show.pack.clone()))? else {
        return Err(unexpected());
    };
    match (&view.body, show.item.as_deref()) {
        (PackBody::Pack(pack), Some(id)) => {
            let item = pack.item(id).ok_or_else(|| no_item(&show.pack, id))?;
            print_item(desk, (pack, item))
        }
        (PackBody::Rubric(_) | PackBody::Register(_), Some(id)) => Err(no_item(&show.pack, id)),
        (_, None) if desk.out.is_json => desk.out.json(&*view),
        (PackBody::Pack(pack), None) => {
            head(desk, &view)?;
            print_pack(desk, pack)
        }
        (PackBody::Rubric(rubric), None) => {
            head(desk, &view)?;
            print_rubric(desk, rubric)
        }
        (PackBody::Register(register), None) => {
            head(desk, &view)?;
            print_register(desk, register)
        }
    }
}

fn no_item(pack: &str, item: &str) -> Problem {
    Problem::failed(
        format!("{pack} has no item `{item}`"),
        format!("`archdeck pack show {pack}` lists its items."),
    )
}

fn head(desk: &mut Desk, view: &PackView) -> Printed {
    let line = &view.line;
    let version = format!("  {}  {}", line.version, status_word(line.status));
    desk.out.pieces([
        (line.id.as_str(), Tone::Strong),
        (version.as_str(), Tone::Muted),
        ("  ", Tone::Plain),
        (line.title.as_str(), Tone::Plain),
    ])?;
    if !line.about.is_empty() {
        desk.out.line(&line.about)?;
    }
    if let Some(file) = &line.file {
        desk.out.line(&format!("Read from {}.", file.display()))?;
    }
    desk.out.line("")
}

fn print_pack(desk: &mut Desk, pack: &Pack) -> Printed {
    for section in &pack.sections {
        desk.out.pieces([(section.title.as_str(), Tone::Heading)])?;
        let mut table = Table::of_titles(["ITEM", "T1", "T2", "T3", "QUESTION"]);
        for item in &section.items {
            let facts = ItemFacts::of(pack, item);
            let [t1, t2, t3] = facts.forces.map(Force::word);
            table.push([
                item.id.as_str().into(),
                t1.into(),
                t2.into(),
                t3.into(),
                item.ask.as_str().into(),
            ]);
        }
        table.print(&mut desk.out)?;
        desk.out.line("")?;
    }
    Ok(())
}

fn print_item(desk: &mut Desk, (pack, item): (&Pack, &Item)) -> Printed {
    if desk.out.is_json {
        return desk.out.json(item);
    }
    desk.out.line(&item.ask)?;
    desk.out.line("")?;
    let mut table = Table::new(["WHAT", "OF THIS ITEM"]);
    for (name, value) in ItemFacts::of(pack, item).lines() {
        table.push([name.into(), value.into()]);
    }
    table.print(&mut desk.out)
}

fn print_rubric(desk: &mut Desk, rubric: &Rubric) -> Printed {
    let mut table = Table::new(["FACTOR", "WEIGHT", "SCORE", "MEANING"]);
    for factor in &rubric.factors {
        table.push([
            factor.id.as_str().into(),
            factor.weight.to_string().into(),
            "".into(),
            factor.ask.as_str().into(),
        ]);
        for (score, anchor) in factor.anchors.iter().enumerate() {
            table.push([
                "".into(),
                "".into(),
                score.to_string().into(),
                anchor.as_str().into(),
            ]);
        }
    }
    table.print(&mut desk.out)?;
    desk.out.line("")?;
    let mut rules = Table::new(["RULE", "TIER", "WHAT"]);
    for (rule, tier, what) in crate::ops::library::rules_of(rubric) {
        rules.push([rule.into(), tier.into(), what.into()]);
    }
    rules.print(&mut desk.out)
}

fn print_register(desk: &mut Desk, register: &Register) -> Printed {
    let mut table = Table::new(["LIKELIHOOD", "IMPACT", "BAND"]);
    for cell in &register.cells {
        table.push([
            cell.likelihood.to_string().into(),
            cell.impact.to_string().into(),
            cell.band.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}
