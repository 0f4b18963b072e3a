//! `archdeck adr supersede`, `amend`, `relate` and `depends-on`: what one decision says of another, stated on both sides.

use super::new::print_made;
use crate::{
    cli::{
        args::{Amend, DependsOn, Relate, Supersede},
        desk::{Desk, Need},
        history::print_done,
        output::Printed,
        problem::Problem,
    },
    domain::link::LinkKind,
    ops::{
        change::{Change, LinkChange, NewAdr},
        workbench::Workbench,
    },
};

/// A link as it was typed.
struct Typed {
    from: String,
    kind: LinkKind,
    to: String,
    remove: bool,
    reason: Option<String>,
}

/// States that one decision takes the place of another.
pub fn supersede(desk: &mut Desk, typed: Supersede) -> Printed {
    link(
        desk,
        Typed {
            from: typed.by,
            kind: LinkKind::Supersedes,
            to: typed.old,
            remove: typed.remove,
            reason: typed.reason,
        },
    )
}

/// States that one decision changes part of another, or writes a new one that does.
pub fn amend(desk: &mut Desk, typed: Amend) -> Printed {
    let Some(by) = typed.by else {
        return amend_anew(desk, typed);
    };
    link(
        desk,
        Typed {
            from: by,
            kind: LinkKind::Amends,
            to: typed.old,
            remove: typed.remove,
            reason: typed.reason,
        },
    )
}

fn amend_anew(desk: &mut Desk, typed: Amend) -> Printed {
    let (mut workbench, old) = desk.find(&typed.old)?;
    let log = workbench.record_without_text(old)?.adr.log;
    let done = workbench.apply(Change::NewAdr(NewAdr {
        title: typed.title.unwrap_or_default(),
        log: Some(log),
        links: vec![(LinkKind::Amends, old)],
        reason: typed.reason,
        ..NewAdr::default()
    }))?;
    drop(workbench);
    print_made(desk, &done)
}

/// States what one decision is to another.
pub fn relate(desk: &mut Desk, typed: Relate) -> Printed {
    link(
        desk,
        Typed {
            from: typed.reference,
            kind: typed.kind,
            to: typed.other,
            remove: typed.remove,
            reason: typed.reason,
        },
    )
}

/// States that one decision needs another.
pub fn depends_on(desk: &mut Desk, typed: DependsOn) -> Printed {
    link(
        desk,
        Typed {
            from: typed.reference,
            kind: LinkKind::DependsOn,
            to: typed.other,
            remove: typed.remove,
            reason: typed.reason,
        },
    )
}

fn link(desk: &mut Desk, typed: Typed) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let change = change(&workbench, typed)?;
    let done = workbench.apply(Change::Link(change))?;
    print_done(desk, &done)
}

fn change(workbench: &Workbench, typed: Typed) -> Result<LinkChange, Problem> {
    Ok(LinkChange {
        from: workbench.resolve(&typed.from)?,
        kind: typed.kind,
        to: workbench.resolve(&typed.to)?,
        stated: !typed.remove,
        reason: typed.reason,
    })
}
