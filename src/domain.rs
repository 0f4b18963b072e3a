//! What the words of architecture governance mean: pure types and rules.
//!
//! Nothing here reads a file, a clock, a database or a terminal; a value that cannot be known is a value of its own.

pub mod adr;
pub mod comment;
pub mod digest;
pub mod event;
pub mod finding;
pub mod ids;
pub mod life_cycle;
pub mod link;
pub mod log;
pub mod packet;
pub mod status;
pub mod text;
pub mod time;
pub mod tone;
