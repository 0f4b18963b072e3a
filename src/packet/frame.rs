//! The marks around each part of a packet's file: written here, and found again here.

use crate::{domain::digest::Digest, packet::Object};

/// How the mark before a section begins.
const BEGIN: &[u8] = b"<!-- archdeck:begin ";
/// The line that opens the manifest.
pub(super) const MANIFEST: &str = "<!-- archdeck:manifest\n";
/// What closes the manifest and ends the file.
pub(super) const MANIFEST_END: &str = "\n-->\n";
/// What stands between two sections, and between the last one and the manifest.
pub(super) const BETWEEN: &[u8] = b"\n";

/// The line before a section.
pub(super) fn opening(object: &Object) -> String {
    let Object {
        id, sha256, bytes, ..
    } = object;
    format!("<!-- archdeck:begin {id} {sha256} bytes:{bytes} -->\n")
}

/// What stands behind a section: the end of its last line, and a line of its own.
pub(super) fn closing(id: &str) -> String {
    format!("\n<!-- archdeck:end {id} -->\n")
}

/// What the line before a section says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening<'a> {
    pub(super) id: &'a str,
    pub(super) sha256: Digest,
    pub(super) bytes: usize,
    /// How many bytes the line takes.
    pub(super) length: usize,
}

/// Where sections may begin.
pub(super) fn openings(bytes: &[u8]) -> Vec<usize> {
    places_of(bytes, BEGIN)
}

/// Every place where these bytes stand.
pub(super) fn places_of(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    let places = bytes.iter().enumerate();
    places
        .filter(|(_, byte)| Some(*byte) == wanted.first())
        .map(|(at, _)| at)
        .filter(|at| from(bytes, *at).starts_with(wanted))
        .collect()
}

/// The bytes from a place on; none behind the end.
pub(super) fn from(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or_default()
}

/// The line that begins here, with its end.
pub(super) fn line(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    bytes.get(..=end.unwrap_or(bytes.len())).unwrap_or(bytes)
}

/// Reads the line before a section; nothing where it is not written exactly so.
pub(super) fn read_opening(bytes: &[u8]) -> Option<Opening<'_>> {
    let line = std::str::from_utf8(line(bytes)).ok()?;
    let inside = line
        .strip_prefix("<!-- archdeck:begin ")?
        .strip_suffix(" -->\n")?;
    let mut words = inside.split(' ');
    let (id, digest, size) = (words.next()?, words.next()?, words.next()?);
    let opening = Opening {
        id,
        sha256: digest.parse().ok()?,
        bytes: size.strip_prefix("bytes:")?.parse().ok()?,
        length: line.len(),
    };
    let again = format!("{id} {} bytes:{} -->\n", opening.sha256, opening.bytes);
    line.ends_with(&again).then_some(opening)
}

/// What a mark calls its section, as far as it can be read.
pub(super) fn name_in(mark: &[u8]) -> String {
    let line = line(mark);
    let name = line.strip_prefix(BEGIN).unwrap_or_default();
    let name = name.split(|byte| *byte == b' ').next().unwrap_or_default();
    let name = String::from_utf8_lossy(name.get(..64).unwrap_or(name));
    crate::markdown::safe::line(name.trim()).into_owned()
}
