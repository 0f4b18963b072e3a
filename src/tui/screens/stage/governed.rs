//! The answers the stage has for the screens of governance; each screen's own are in a module of their own beside this one.

use crate::{
    ops::{query::Query, view::View},
    tui::effect::Problem,
};

/// The answer to a question of governance.
pub(super) fn answer(query: &Query) -> Result<View, Problem> {
    match query {
        Query::Waivers(system) => Ok(View::Waivers(Box::new(super::waivers::view(*system)))),
        Query::Matrices => Ok(View::Matrices(Box::new(super::matrices::list()))),
        Query::Matrix(id) => Ok(View::Matrix(Box::new(super::matrices::view(*id)?))),
        _ => Err(super::problem("the stage does not know this yet")),
    }
}
