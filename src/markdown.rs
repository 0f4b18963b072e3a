//! Markdown to blocks to lines for a width, and the one way text leaves to a terminal. Knows no file and no store.

pub mod safe;
pub mod width;
