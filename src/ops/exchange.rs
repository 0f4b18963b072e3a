//! Decision logs in and out: what an import would do, doing it, and writing a log back as the bytes that came.
//!
//! The store is the working copy. Files are read here and written only by an export; both keep every byte.

pub mod classify;
pub mod export;
pub mod import;
mod outside;
pub(crate) mod plan;
pub mod report;
pub mod three_way;
pub(crate) mod writing;

pub use import::read_only_report;

/// The wanted name, or the first with a number behind it that is free.
fn free_name(wanted: &str, is_free: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|turn| format!("{wanted}-{turn}"));
    std::iter::once(wanted.to_owned())
        .chain(numbered)
        .find(|name| is_free(name))
        .unwrap_or_else(|| wanted.to_owned())
}
