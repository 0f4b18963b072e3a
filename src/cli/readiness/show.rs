//! `archdeck readiness show`: the gate board in lines.

use super::tone;
use crate::{
    cli::{
        desk::Desk,
        output::Printed,
        table::{Cell, Table},
    },
    domain::{
        gate::Gate,
        readiness::{GateResult, GateState, NextStep, Reason},
        score::percent,
        text::counted,
        tone::Tone,
    },
    ops::readiness::ReadinessView,
};

/// What of it is wanted.
pub(super) struct Wanted {
    pub(super) gate: Option<Gate>,
    pub(super) items: bool,
}

impl Wanted {
    fn is(&self, gate: Gate) -> bool {
        self.gate.is_none_or(|wanted| wanted == gate)
    }
}

/// Prints the board.
pub(super) fn run(desk: &mut Desk, view: &ReadinessView, wanted: &Wanted) -> Printed {
    if desk.out.is_json {
        return desk.out.json(view);
    }
    head(desk, view)?;
    gates(desk, view, wanted)?;
    let reasons = view.computed.reasons.iter();
    let reasons: Vec<_> = reasons
        .filter(|reason| reason.gate.is_none_or(|gate| wanted.is(gate)))
        .collect();
    self::reasons(desk, &reasons)?;
    if wanted.items {
        items(desk, view, wanted)?;
    }
    if wanted.gate.is_none() {
        steps(desk, &view.computed.steps)?;
        signatures(desk, view)?;
    }
    Ok(())
}

fn head(desk: &mut Desk, view: &ReadinessView) -> Printed {
    let (line, computed) = (&view.line, &view.computed);
    desk.out.pieces([
        (line.label.as_str(), Tone::Strong),
        (" ", Tone::Plain),
        (line.name.as_str(), Tone::Strong),
        (": ", Tone::Plain),
        (computed.verdict.word(), tone(computed.verdict)),
        (&format!(" on {}", computed.as_of), Tone::Plain),
    ])?;
    let tier = match (view.tier.tier, &view.tier.expired) {
        (None, _) => "not recorded".to_owned(),
        (Some(tier), Some(why)) => format!("{tier}, expired: {why}"),
        (Some(tier), None) => match view.tier.valid_until {
            Some(until) => format!("{tier} until {until}"),
            None => tier.to_string(),
        },
    };
    desk.out.line(&format!("Tier     {tier}"))?;
    let taken = &view.lane;
    let cleared = match taken.cleared {
        Some(true) => ", cleared",
        Some(false) => ", not cleared",
        None => "",
    };
    desk.out.line(&format!(
        "Lane     {}{cleared}: {}",
        taken.lane,
        taken.why.join("; ")
    ))?;
    desk.out.line(&format!("Score    {}", score(view)))?;
    for waiver in &view.waivers {
        let (waiver, standing) = (&waiver.waiver, waiver.standing.word());
        desk.out.line(&format!(
            "Waiver   {} {standing} until {}",
            waiver.label, waiver.expires_on
        ))?;
    }
    desk.out.line(&format!("Issued   {}", issued(view)))?;
    for changed in &view.changed_since {
        desk.out.line(&format!("         {changed}"))?;
    }
    desk.out.line("")
}

fn score(view: &ReadinessView) -> String {
    let numbers = &view.computed.numbers;
    let is_complete = numbers.answered == numbers.items;
    let share = |bp: Option<u32>| {
        bp.map_or("n/a".to_owned(), |bp| {
            format!("{} %", percent(bp, is_complete))
        })
    };
    format!(
        "{} evidenced, {} claimed; {} of {} answered",
        share(numbers.evidenced_bp),
        share(numbers.claimed_bp),
        numbers.answered,
        counted(numbers.items.into(), "item", "items"),
    )
}

fn issued(view: &ReadinessView) -> String {
    let Some(issued) = &view.issued else {
        return "nothing".to_owned();
    };
    let until = issued.last_day();
    let state = if until < view.computed.as_of {
        ", over"
    } else if view.changed_since.is_empty() {
        ""
    } else {
        ", stale:"
    };
    let laxer = if issued.overridden.is_some() {
        " as an override"
    } else {
        ""
    };
    format!(
        "{}{laxer} on {} until {until}{state}",
        issued.verdict, issued.as_of
    )
}

fn gates(desk: &mut Desk, view: &ReadinessView, wanted: &Wanted) -> Printed {
    let mut table = Table::new([
        "GATE", "", "RESULT", "FORCE", "ITEMS", "FAILED", "OPEN", "WAIVED",
    ]);
    for gate in view
        .computed
        .gates
        .iter()
        .filter(|gate| wanted.is(gate.gate))
    {
        table.push([
            gate.gate.word().into(),
            gate.gate.title().into(),
            result(gate),
            gate.force.word().into(),
            gate.items.to_string().into(),
            gate.failed.to_string().into(),
            gate.incomplete.to_string().into(),
            gate.waived.to_string().into(),
        ]);
    }
    table.print(&mut desk.out)
}

fn result(gate: &GateState) -> Cell {
    let tone = match gate.result {
        GateResult::Pass => Tone::Good,
        GateResult::Conditional => Tone::Caution,
        GateResult::Incomplete | GateResult::Fail => Tone::Danger,
        GateResult::Na => Tone::Muted,
    };
    Cell::toned(gate.result.word(), tone)
}

fn reasons(desk: &mut Desk, reasons: &[&Reason]) -> Printed {
    if reasons.is_empty() {
        return Ok(());
    }
    desk.out.line("")?;
    desk.out.line("Why")?;
    for reason in reasons {
        let verdict = format!("{:<11}", reason.verdict);
        desk.out.pieces([
            ("  ", Tone::Plain),
            (verdict.as_str(), tone(reason.verdict)),
            (" ", Tone::Plain),
            (reason.text.as_str(), Tone::Plain),
        ])?;
    }
    Ok(())
}

fn items(desk: &mut Desk, view: &ReadinessView, wanted: &Wanted) -> Printed {
    desk.out.line("")?;
    let mut table = Table::of_titles([
        "ITEM", "GATE", "FORCE", "RESULT", "OWNER", "DUE", "QUESTION",
    ]);
    for item in view
        .computed
        .items
        .iter()
        .filter(|item| wanted.is(item.gate))
    {
        table.push([
            item.item.as_str().into(),
            item.gate.word().into(),
            item.force.word().into(),
            Cell::toned(item.result.word(), tone(item.contribution)),
            item.owner.as_deref().unwrap_or_default().into(),
            item.due
                .map_or_else(String::new, |due| due.to_string())
                .into(),
            item.ask.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

fn steps(desk: &mut Desk, steps: &[NextStep]) -> Printed {
    if steps.is_empty() {
        return Ok(());
    }
    desk.out.line("")?;
    desk.out.line("What moves it to GO, the cheapest first")?;
    for (at, step) in steps.iter().enumerate() {
        let item = step.item.as_ref().map(|item| format!("{item} "));
        let owner = step.owner.as_ref().map(|owner| format!(", {owner}"));
        let due = step.due.map(|due| format!(" by {due}"));
        desk.out.line(&format!(
            "  {}. {}{}{}{}",
            at + 1,
            item.unwrap_or_default(),
            step.action,
            owner.unwrap_or_default(),
            due.unwrap_or_default()
        ))?;
    }
    Ok(())
}

fn signatures(desk: &mut Desk, view: &ReadinessView) -> Printed {
    let signed = &view.sign_offs;
    desk.out.line("")?;
    desk.out.line("Sign-offs")?;
    for (role, name) in &signed.roles {
        let name = name.as_deref().unwrap_or("nobody yet");
        desk.out.line(&format!("  {role:<9} {name}"))?;
    }
    for missing in &signed.missing {
        desk.out.line(&format!("  missing: {missing}"))?;
    }
    desk.out.line(&format!("  for {}", view.digest.short()))
}
