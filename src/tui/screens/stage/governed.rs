//! The answers the stage has for the screens of governance; each screen's own are in a module of their own beside this one.

use super::checklists;
use crate::{
    ops::{query::Query, view::View},
    tui::effect::Problem,
};

/// The answer to a question of governance.
pub(super) fn answer(query: &Query) -> Result<View, Problem> {
    match query {
        Query::People => Ok(View::People(super::readiness::people())),
        Query::Readiness { system, as_of } => {
            let board = super::readiness::board(*system, *as_of)?;
            Ok(View::Readiness(Box::new(board)))
        }
        Query::Risk(system) => super::risk::shown(*system),
        Query::WhatIf { system, what_if } => super::risk::tried(*system, what_if),
        Query::Register(system) => Ok(super::risk::register(*system)),
        Query::People => Ok(super::risk::people()),
        _ => Err(super::problem("the stage does not know this yet")),
    }
    Ok(match query {
        Query::Library => View::Library(Box::new(super::library::shown())),
        Query::Pack(id) => View::Pack(Box::new(super::library::pack(id)?)),
    Ok(match query {
        Query::Checklists(system) => View::Checklists(Box::new(checklists::list(*system))),
        Query::Assessment(id) => View::Assessment(Box::new(checklists::shown(*id)?)),
        Query::MilestoneDiff { .. } => View::MilestoneDiff(Box::new(checklists::difference())),
        Query::Upgrade(_) => View::Upgrade(Box::new(checklists::upgrade())),
        Query::Forms(files) => View::Forms(Box::new(checklists::forms(files))),
        Query::People => View::People(checklists::people()),
        _ => return Err(super::problem("the stage does not know this yet")),
    })
}
