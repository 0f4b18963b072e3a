//! Every use case, once: what a key or a command asks for is a [`query::Query`] or a [`change::Change`], what it gets is a
//! [`view::View`] or a [`change::Done`]. Nothing here knows how it is shown.

mod comments;
pub(crate) mod compare;
mod discard;
mod dossier;
mod events;
mod facts;
mod listing;
pub mod packets;
mod putting;
mod record;
mod relate;
mod rewriting;
mod search;
mod spreadsheet;
mod step;
mod text_cache;

pub mod assessments;
pub mod care;
pub mod change;
pub mod create;
pub mod demo;
pub mod discover;
pub mod edit;
pub mod error;
pub mod exchange;
pub mod filter;
pub mod forms;
pub mod history;
pub mod home;
pub mod library;
pub mod matrices;
pub mod people;
pub mod query;
pub mod readiness;
pub mod reading;
pub mod reference;
pub mod risks;
pub mod systems;
pub mod tiers;
pub mod view;
pub mod waivers;
pub mod workbench;
