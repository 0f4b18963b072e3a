//! Every screen of the workbench. A screen keeps what it was told, decides and draws; it must not know the store, the clock
//! or another screen.

use crate::tui::screen::{Place, Screen};

mod assessment;
mod checklists;
mod compare;
mod decisions;
mod editing;
mod events;
mod facts;
mod happened;
mod home;
mod library;
mod matrices;
mod matrix;
mod pack;
mod packet;
mod packets;
mod question;
mod readiness;
mod reading;
mod record;
mod register;
mod risk;
mod search;
#[cfg(test)]
pub(in crate::tui) mod stage;
mod system;
mod systems;
mod verdicts;
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
        Place::Readiness(id) => Box::new(readiness::Readiness::new(*id)),
        Place::Checklists { system } => Box::new(checklists::Checklists::new(*system)),
        Place::Assessment(id) => Box::new(assessment::Walk::new(*id)),
        Place::Library => Box::new(library::Library::new()),
        Place::Pack(id) => Box::new(pack::Pack::new(id)),
        Place::Risk(system) => Box::new(risk::Risk::new(*system)),
        Place::Register { system } => Box::new(register::Register::new(*system)),
        Place::Systems { filter } => Box::new(systems::Systems::new(filter)),
        Place::System(id) => Box::new(system::System::new(*id)),
        Place::Matrices => Box::new(matrices::Matrices::new()),
        Place::Matrix(id) => Box::new(matrix::Matrix::new(*id)),
        Place::Waivers { system } => Box::new(waivers::Waivers::new(*system)),
    }
}
