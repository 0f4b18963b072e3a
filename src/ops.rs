//! Every use case, once: what a key or a command asks for is a [`query::Query`] or a [`change::Change`], what it gets is a
//! [`view::View`] or a [`change::Done`]. Nothing here knows how it is shown.

mod edit;
mod events;
mod home;
mod record;
mod search;

pub mod care;
pub mod change;
pub mod demo;
pub mod discover;
pub mod error;
pub mod exchange;
pub mod filter;
pub mod history;
pub mod listing;
pub mod query;
pub mod reading;
pub mod reference;
pub mod text_cache;
pub mod view;
pub mod workbench;
