//! Stories told to the real binary, each in a folder of its own: what a person or a script types, and what comes back.

#[path = "cli/decide.rs"]
mod decide;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/edit.rs"]
mod edit;
#[path = "cli/exchange.rs"]
mod exchange;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/listings.rs"]
mod listings;
#[path = "cli/manners.rs"]
mod manners;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/pack.rs"]
mod pack;
#[path = "cli/packets.rs"]
mod packets;
#[path = "cli/undo.rs"]
mod undo;
