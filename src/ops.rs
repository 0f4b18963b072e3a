//! Every use case, once: what a key or a command asks for is a [`query::Query`] or a [`change::Change`], what it gets is a
//! [`view::View`] or a [`change::Done`]. Nothing here knows how it is shown.

pub mod change;
pub mod error;
pub mod filter;
pub mod query;
pub mod view;
