//! The shell before a screen of its own: a list of ten rows that can be filtered and opened.

mod answers;
mod board;
mod flows;
mod forms;

mod packets;
mod pictures;
mod real;
mod stale;
mod stub;

pub use self::stub::stage;
