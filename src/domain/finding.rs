//! Something noticed about a file: never a reason to drop it, always a reason to say so.

use serde::{Deserialize, Serialize};

/// One thing a reader noticed, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// A short, stable word for the kind of finding, such as `status-unknown` or `invalid-utf8`.
    pub code: String,
    /// What was found and, where there is something to do, what to do.
    pub message: String,
    /// The line in the file, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The byte in the file, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte: Option<u64>,
}

impl Finding {
    /// A finding about the whole file.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            line: None,
            byte: None,
        }
    }

    /// The same finding with the line (from 1) where it stands.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// The same finding with the byte (from 0) where it stands.
    #[must_use]
    pub fn at_byte(mut self, byte: u64) -> Self {
        self.byte = Some(byte);
        self
    }
}
