//! Every use case, once. Knows nothing of how it is shown.

pub mod discover;
pub mod reading;
