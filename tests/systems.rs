//! Persons, systems and patterns, told as stories: over a workbench in memory, and to the real binary.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on fails its test"
)]

#[path = "systems/command_line.rs"]
mod command_line;
#[path = "cli/desk.rs"]
#[allow(dead_code, reason = "shared with the stories of the command line")]
mod desk;
#[path = "systems/inventory.rs"]
mod inventory;
#[path = "systems/patterns.rs"]
mod patterns;
#[path = "systems/people.rs"]
mod people;
#[path = "systems/story.rs"]
mod story;
#[path = "systems/systems.rs"]
mod systems;
