//! Decision logs in and out: what an import would do, doing it, and writing a log back as the bytes that came.
//!
//! The store is the working copy. Files are read here and written only by an export; both keep every byte.

pub mod classify;
pub mod export;
pub mod import;
pub(crate) mod plan;
pub mod report;
pub mod three_way;

pub use import::read_only_report;
