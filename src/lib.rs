//! Archdeck: a terminal workbench for architecture governance over one local SQLite file: decision records, systems with
//! their risk tiers, checklists with evidence, waivers, readiness verdicts and review packets.
//!
//! | module | what it is for | it must not know |
//! |---|---|---|
//! | [`domain`] | what the words mean: pure types and rules | I/O, the clock |
//! | [`dialect`] | ADR file formats: bytes → facts with spans | the store, the screen |
//! | [`markdown`] | Markdown → blocks → lines for a width; safe text | files, the store |
//! | [`packet`] | packets as Markdown with their proof: render, parse, verify, compare | the store, files, how a verdict is computed |
//! | [`catalog`] | packs, rubrics, register and facts: shipped ones and the user's; lint, overlays, versions compared | systems, answers, the store |
//! | [`template`] | templates for new decisions, filled in | logs, dialects, the store |
//! | [`store`] | events, blobs and the current values in SQLite | dialects, the screen |
//! | [`fuzzy`] | words AND-ed over a fuzzy matcher | what is matched |
//! | [`env`](mod@env) | the clock, the user, fresh ids, the editor | the store, the screen |
//! | [`config`] | the user's settings, and where files lie | the store, the screen |
//! | [`ops`] | every use case, once: of decisions and of governance | how it is shown |
//! | [`cli`], [`tui`] | the two faces | each other, the store |
//!
//! `tests/architecture.rs` holds the import rules.

// Records for tests are made in one place, inside and outside of this crate, where it goes by this name.
#[cfg(test)]
extern crate self as archdeck;

pub mod catalog;
pub mod cli;
pub mod config;
pub mod dialect;
pub mod domain;
pub mod env;
pub mod fuzzy;
pub mod markdown;
pub mod ops;
pub mod packet;
pub mod store;
pub mod template;
pub mod tui;
