//! A packet as JSON for other programs: the same contents give the same text.

use crate::packet::{Contents, Unsound, parse, render};

/// The contents, field by field, and the manifest of the file they make.
pub fn json(contents: &Contents) -> String {
    serde_json::to_string_pretty(&render(contents).manifest).unwrap_or_default()
}

/// A packet's file as it was handed over: its manifest, and the Markdown of each section.
///
/// # Errors
/// When the file is not a sound packet.
pub fn json_of_file(bytes: &[u8]) -> Result<String, Unsound> {
    let parsed = parse(bytes)?;
    Ok(serde_json::to_string_pretty(&parsed.manifest).unwrap_or_default())
}
