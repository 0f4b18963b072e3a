//! A packet as JSON for other programs: the same packet gives the same text.

use serde::Serialize;

use crate::packet::{Framed, Manifest, Unsound, parse};

/// A file as it was handed over.
#[derive(Serialize)]
struct OfFile<'a> {
    manifest: &'a Manifest,
    sections: &'a [Framed],
}

/// A packet's file as it was handed over: its manifest, and the Markdown of each section.
///
/// # Errors
/// When the file is not a sound packet.
pub fn json(bytes: &[u8]) -> Result<String, Unsound> {
    let parsed = parse(bytes)?;
    let file = OfFile {
        manifest: &parsed.manifest,
        sections: &parsed.sections,
    };
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    Ok(text)
}
