//! New decisions from templates: every template in every form of log, names and numbers, links, and what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on fails its test"
)]

#[path = "templates/heads.rs"]
mod heads;
#[path = "templates/links.rs"]
mod links;
#[path = "templates/numbers.rs"]
mod numbers;
#[path = "templates/refused.rs"]
mod refused;
#[path = "templates/stage.rs"]
mod stage;
