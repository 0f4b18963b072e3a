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

/// The most bytes of a file that are read: a larger one is no text a person wrote.
pub const FILE_LIMIT: u64 = 8 * 1024 * 1024;

/// The bytes of a file as text, for reading and showing. The bytes themselves are what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text: no byte order mark; line breaks as they are in the file.
    pub text: String,
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
        return decode_utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return decode_utf16(rest, u16::from_be_bytes);
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
        bom_bytes,
        offsets_hold,
        findings,
    }
}

fn decode_utf16(rest: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let pairs = rest.chunks_exact(2);
    let odd_byte = (!pairs.remainder().is_empty()).then_some(char::REPLACEMENT_CHARACTER);
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let read: Vec<_> = char::decode_utf16(units).collect();
    let is_broken = odd_byte.is_some() || read.iter().any(Result::is_err);
    let text = read
        .into_iter()
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .chain(odd_byte)
        .collect();
    let mut findings = vec![Finding::new(
        "utf16",
        "the file is UTF-16; it is read, kept as it is, and cannot be edited by span",
    )];
    if is_broken {
        findings.push(Finding::new(
            "invalid-utf16",
            "the file is not sound UTF-16; what cannot be read is shown as \u{FFFD} and kept as it is",
        ));
    }
    Decoded {
        text,
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
    use proptest::prelude::*;

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
        let decoded = decode(&bytes);
        assert_eq!((decoded.text.as_str(), decoded.findings.len()), ("# Ä", 1));
    }

    #[test]
    fn broken_utf16_is_shown_and_said() {
        for (bytes, text) in [
            (b"\xFF\xFEa\0b".as_slice(), "a\u{FFFD}"),
            (b"\xFE\xFF\xD8\x00\0a", "\u{FFFD}a"),
        ] {
            let decoded = decode(bytes);
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.findings[1].code, "invalid-utf16");
        }
    }

    #[test]
    fn a_line_is_counted_however_it_ends() {
        let text = b"one\r\ntwo\nthree\rfour";
        for (at, line) in [(0, 1), (4, 2), (5, 2), (9, 3), (15, 4), (999, 4)] {
            assert_eq!(line_at(text, at), line, "byte {at}");
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1, "file", "files"), "1 file");
        assert_eq!(counted(0, "file", "files"), "0 files");
    }

    proptest! {
        #[test]
        fn a_line_that_was_taken_is_taken_again_as_it_is(typed in "\\PC{0,20}[ \t]{0,2}") {
            if let Ok(line) = Line::parse(&typed) {
                prop_assert_eq!(Line::parse(line.as_str()), Ok(line));
            }
        }

        #[test]
        fn decoding_never_fails_and_says_what_it_replaced(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let decoded = decode(&bytes);
            let is_odd = decoded.text.contains('\u{FFFD}') || decoded.text.contains('\0');
            let utf8_with_sign = std::str::from_utf8(&bytes).is_ok_and(|text| text.contains('\u{FFFD}'));
            prop_assert!(!is_odd || utf8_with_sign || !decoded.findings.is_empty());
            if decoded.offsets_hold {
                prop_assert_eq!(decoded.text.as_bytes(), &bytes[decoded.bom_bytes..]);
            }
        }
    }
}
