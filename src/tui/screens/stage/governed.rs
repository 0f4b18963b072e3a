//! The answers the stage has for the screens of governance; each screen's own are in a module of their own beside this one.

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
        _ => Err(super::problem("the stage does not know this yet")),
    }
    Ok(match query {
        Query::Library => View::Library(Box::new(super::library::shown())),
        Query::Pack(id) => View::Pack(Box::new(super::library::pack(id)?)),
        _ => return Err(super::problem("the stage does not know this yet")),
    })
}
