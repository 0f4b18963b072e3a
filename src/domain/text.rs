//! The way text enters: typed text is refused when it is not clean, text of a file is decoded and what was odd is said.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::finding::Finding;

/// The most characters a single-line field may have.
pub const LINE_LIMIT: usize = 4_000;

/// One line of text a person typed or piped: valid UTF-8 in NFC without control characters, trimmed, not empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line(String);

/// Why a typed text was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextRefused {
    /// Nothing was typed.
    #[error("the text is empty")]
    Empty,
    /// More than [`LINE_LIMIT`] characters.
    #[error("the text has {found} characters; at most {LINE_LIMIT} are kept in one line")]
    TooLong {
        /// How many characters came.
        found: usize,
    },
    /// A control character, a line break among them.
    #[error("character {at} is the control character U+{code:04X}; type the text without it")]
    Control {
        /// Its position in characters, from 1.
        at: usize,
        /// Its code point.
        code: u32,
    },
}

impl Line {
    /// Reads one typed line.
    ///
    /// # Errors
    /// When it is empty, too long or holds a control character.
    pub fn parse(typed: &str) -> Result<Self, TextRefused> {
        let text: String = typed.trim().nfc().collect();
        if text.is_empty() {
            return Err(TextRefused::Empty);
        }
        let found = text.chars().count();
        if found > LINE_LIMIT {
            return Err(TextRefused::TooLong { found });
        }
        if let Some((at, c)) = text.chars().enumerate().find(|(_, c)| c.is_control()) {
            return Err(TextRefused::Control {
                at: at + 1,
                code: c.into(),
            });
        }
        Ok(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// How many of something, in words: `1 file`, `2 files`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How the bytes of a file became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; broken sequences are shown as U+FFFD.
    Utf8,
    /// UTF-16, little end first, recognised by its byte order mark.
    Utf16Le,
    /// UTF-16, big end first, recognised by its byte order mark.
    Utf16Be,
}

/// The bytes of a file as text, for reading and showing. The bytes themselves are what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text: no byte order mark; line breaks as they are in the file.
    pub text: String,
    /// How it was read.
    pub encoding: Encoding,
    /// How many bytes the byte order mark takes at the start of the file.
    pub bom_bytes: usize,
    /// Whether a byte offset into `text` plus `bom_bytes` is the same place in the file (true for sound UTF-8).
    pub offsets_hold: bool,
    /// What was odd: broken sequences, NUL, a UTF-16 file.
    pub findings: Vec<Finding>,
}

/// Reads the bytes of a file as text. Never fails: what cannot be read is replaced in the view and reported.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return decode_utf16(rest, Encoding::Utf16Le, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return decode_utf16(rest, Encoding::Utf16Be, u16::from_be_bytes);
    }
    let bom_bytes = if bytes.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    };
    let rest = bytes.get(bom_bytes..).unwrap_or_default();
    let mut findings = Vec::new();
    let (text, offsets_hold) = match std::str::from_utf8(rest) {
        Ok(text) => (text.to_owned(), true),
        Err(wrong) => {
            let at = wrong.valid_up_to();
            let message = format!(
                "byte {} is not UTF-8; it is shown as \u{FFFD} and kept as it is",
                at + bom_bytes
            );
            findings.push(
                Finding::new("invalid-utf8", message)
                    .at_line(line_at(rest, at))
                    .at_byte((at + bom_bytes) as u64),
            );
            (String::from_utf8_lossy(rest).into_owned(), false)
        }
    };
    if let Some(at) = rest.iter().position(|byte| *byte == 0) {
        findings.push(
            Finding::new(
                "nul",
                "a NUL character stands in the text; it is kept and shown as ␀",
            )
            .at_line(line_at(rest, at))
            .at_byte((at + bom_bytes) as u64),
        );
    }
    Decoded {
        text,
        encoding: Encoding::Utf8,
        bom_bytes,
        offsets_hold,
        findings,
    }
}

fn decode_utf16(rest: &[u8], encoding: Encoding, unit: fn([u8; 2]) -> u16) -> Decoded {
    let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text = char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    let findings = vec![Finding::new(
        "utf16",
        "the file is UTF-16; it is read, kept as it is, and cannot be edited by span",
    )];
    Decoded {
        text,
        encoding,
        bom_bytes: 2,
        offsets_hold: false,
        findings,
    }
}

/// The line (from 1) of a byte offset; CRLF, LF and a lone CR each end one.
pub fn line_at(bytes: &[u8], at: usize) -> u32 {
    let before = bytes.get(..at).unwrap_or(bytes);
    let mut line = 1;
    let mut previous = 0;
    for &byte in before {
        if byte == b'\r' || (byte == b'\n' && previous != b'\r') {
            line += 1;
        }
        previous = byte;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_line_is_trimmed_and_composed() {
        let line = Line::parse("  Cafe\u{301} ").expect("clean text");
        assert_eq!(line.as_str(), "Caf\u{e9}");
    }

    #[test]
    fn an_escape_sequence_cannot_be_typed_into_a_title() {
        assert_eq!(
            Line::parse("ab\u{1b}[31m"),
            Err(TextRefused::Control { at: 3, code: 0x1b })
        );
        assert_eq!(Line::parse("  "), Err(TextRefused::Empty));
    }

    #[test]
    fn a_broken_byte_is_named_with_line_and_byte() {
        let decoded = decode(b"one\r\ntwo \xFF three");
        assert_eq!(decoded.text, "one\r\ntwo \u{FFFD} three");
        assert_eq!(
            (decoded.findings[0].line, decoded.findings[0].byte),
            (Some(2), Some(9))
        );
        assert!(!decoded.offsets_hold);
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        let bytes: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("# Ä".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decode(&bytes).text, "# Ä");
    }
}
