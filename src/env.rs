//! The clock, the user, fresh ids and the editor: all that differs from run to run.

pub mod editor;
