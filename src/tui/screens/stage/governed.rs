//! The answers the stage has for the screens of governance; each screen's own are in a module of their own beside this one.

use super::{checklists, library, matrices, problem, readiness, risk, systems, waivers};
use crate::{
    ops::{query::Query, view::View},
    tui::effect::Problem,
};

/// The answer to a question of governance.
pub(super) fn answer(query: &Query) -> Result<View, Problem> {
    Ok(match query {
        Query::Readiness { system, as_of } => {
            View::Readiness(Box::new(readiness::board(*system, *as_of)?))
        }
        Query::Risk(system) => return risk::shown(*system),
        Query::WhatIf { system, what_if } => return risk::tried(*system, what_if),
        Query::Register(system) => risk::register(*system),
        Query::Library => View::Library(Box::new(library::shown())),
        Query::Pack(id) => View::Pack(Box::new(library::pack(id)?)),
        Query::Checklists(system) => View::Checklists(Box::new(checklists::list(*system))),
        Query::Assessment(id) => View::Assessment(Box::new(checklists::shown(*id)?)),
        Query::MilestoneDiff { .. } => View::MilestoneDiff(Box::new(checklists::difference())),
        Query::Upgrade(_) => View::Upgrade(Box::new(checklists::upgrade())),
        Query::Forms(files) => View::Forms(Box::new(checklists::forms(files))),
        Query::Waivers(system) => View::Waivers(Box::new(waivers::view(*system))),
        Query::Matrices => View::Matrices(Box::new(matrices::list())),
        Query::Matrix(id) => View::Matrix(Box::new(matrices::view(*id)?)),
        Query::Systems { filter } => View::Systems(Box::new(systems::list(filter)?)),
        Query::System(system) => View::System(Box::new(systems::one(*system)?)),
        Query::Inventory { file, .. } => View::Inventory(Box::new(systems::inventory(file))),
        _ => return Err(problem("the stage does not know this yet")),
    })
}
