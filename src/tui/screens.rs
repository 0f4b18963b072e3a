//! Every screen of the workbench. A screen keeps what it was told, decides and draws; it must not know the store, the clock
//! or another screen.

use crate::tui::screen::{Place, Screen};

mod compare;
mod decisions;
mod editing;
mod events;
mod facts;
mod happened;
mod home;
mod matrices;
mod matrix;
mod packet;
mod packets;
mod question;
mod reading;
mod record;
mod search;
#[cfg(test)]
mod stage;
mod waivers;
mod working;

/// The screen of a place.
pub fn open(place: &Place) -> Box<dyn Screen> {
    match place {
        Place::Home => Box::new(home::Home::new()),
        Place::Decisions { filter } => Box::new(decisions::Decisions::new(filter)),
        Place::Record(id) => Box::new(record::Record::new(*id)),
        Place::Search { text } => Box::new(search::Search::new(text)),
        Place::Events { record } => Box::new(events::Events::new(*record)),
        Place::Compare { from, to } => Box::new(compare::Compare::new(*from, *to)),
        Place::Packets => Box::new(packets::Packets::new()),
        Place::Packet(id) => Box::new(packet::Packet::new(*id)),
        Place::Matrices => Box::new(matrices::Matrices::new()),
        Place::Matrix(id) => Box::new(matrix::Matrix::new(*id)),
        Place::Waivers { system } => Box::new(waivers::Waivers::new(*system)),
        Place::Systems { .. }
        | Place::System(_)
        | Place::Checklists { .. }
        | Place::Assessment(_)
        | Place::Risk(_)
        | Place::Register { .. }
        | Place::Readiness(_)
        | Place::Library
        | Place::Pack(_) => Box::new(home::Home::new()),
    }
}
