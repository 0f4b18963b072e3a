//! The answers the stage has for the screens of governance; each screen's own are in a module of their own beside this one.

use crate::{
    ops::{query::Query, view::View},
    tui::effect::Problem,
};

/// The answer to a question of governance.
pub(super) fn answer(query: &Query) -> Result<View, Problem> {
    match query {
        Query::Risk(system) => super::risk::shown(*system),
        Query::WhatIf { system, what_if } => super::risk::tried(*system, what_if),
        Query::Register(system) => Ok(super::risk::register(*system)),
        Query::People => Ok(super::risk::people()),
        _ => Err(super::problem("the stage does not know this yet")),
    }
}
