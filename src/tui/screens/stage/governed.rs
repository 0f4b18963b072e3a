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
        Query::Systems { filter } => Ok(View::Systems(Box::new(super::systems::list(filter)?))),
        Query::System(system) => Ok(View::System(Box::new(super::systems::one(*system)?))),
        Query::Inventory { file, .. } => {
            Ok(View::Inventory(Box::new(super::systems::inventory(file))))
        }
        _ => Err(super::problem("the stage does not know this yet")),
    }
}
