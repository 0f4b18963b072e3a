//! `archdeck waiver propose` and `extend`: what is typed becomes a waiver that is asked for.

use super::find;
use crate::{
    cli::{
        args::{Extend, Propose, ScopeAsked},
        desk::{Desk, Need},
        history::print_done,
        output::Printed,
        problem::Problem,
    },
    domain::waiver::{Control, Scope},
    ops::{
        change::Change,
        waivers::{NewWaiver, WaiverChange},
        workbench::Workbench,
    },
};

pub fn propose(desk: &mut Desk, typed: Propose) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let new = NewWaiver {
        system: workbench.resolve_system(&typed.system)?,
        scope: scope(&workbench, typed.scope)?,
        reason: typed.reason,
        risk: typed.risk_statement,
        controls: controls(typed.control),
        action: typed.action,
        requester: workbench.person_meant(typed.requester.as_deref())?,
        effective_from: typed.from,
        expires_on: typed.until,
        extends: None,
    };
    ask(desk, &mut workbench, new)
}

pub fn extend(desk: &mut Desk, typed: Extend) -> Printed {
    let (mut workbench, before) = find(desk, &typed.waiver)?;
    let scope = match before.scope {
        Scope::Item { item, .. } => of_item(item),
        other => other,
    };
    let new = NewWaiver {
        system: before.system,
        scope,
        reason: typed.reason.unwrap_or(before.reason),
        risk: typed.risk_statement.unwrap_or(before.risk),
        controls: if typed.control.is_empty() {
            before.controls
        } else {
            controls(typed.control)
        },
        action: typed.action.unwrap_or(before.action),
        requester: workbench.person_meant(typed.requester.as_deref())?,
        effective_from: typed.from,
        expires_on: typed.until,
        extends: Some(before.id),
    };
    ask(desk, &mut workbench, new)
}

fn ask(desk: &mut Desk, workbench: &mut Workbench, new: NewWaiver) -> Printed {
    let done = workbench.apply(Change::Waiver(WaiverChange::Propose(new)))?;
    print_done(desk, &done)
}

/// The item as it is asked now.
const fn of_item(item: String) -> Scope {
    Scope::Item { item, rev: 0 }
}

fn scope(workbench: &Workbench, asked: ScopeAsked) -> Result<Scope, Problem> {
    let ScopeAsked {
        item,
        gate,
        standard,
        risk,
    } = asked;
    if let Some(typed) = risk {
        let risk = workbench.resolve_risk(&typed)?.id;
        return Ok(Scope::Risk { risk });
    }
    let scope = item
        .map(of_item)
        .or(gate.map(|gate| Scope::Gate { gate }))
        .or(standard.map(|standard| Scope::Standard { standard }));
    scope.ok_or_else(|| {
        Problem::usage(
            "nothing was named that the waiver lets stand",
            "Name one of `--item`, `--gate`, `--standard` and `--risk`.",
        )
    })
}

fn controls(typed: Vec<String>) -> Vec<Control> {
    let typed = typed.into_iter().map(|text| Control {
        text,
        evidence: Vec::new(),
    });
    typed.collect()
}
