//! Markdown to blocks to lines for a width, and the one way text leaves to a terminal. Knows no file and no store.

pub mod safe;
pub mod width;

use crate::domain::tone::Tone;

/// Laid-out text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its headings.
    pub outline: Vec<OutlineEntry>,
    /// Its links.
    pub links: Vec<LinkTarget>,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its pieces.
    pub spans: Vec<Span>,
}

/// A piece of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// Its text.
    pub text: String,
    /// What it means.
    pub tone: Tone,
    /// The link it belongs to.
    pub link: Option<usize>,
}

/// A heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutlineEntry {
    /// From 1.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Its line.
    pub line: usize,
}

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkTarget {
    /// As written.
    pub target: String,
    /// As shown.
    pub text: String,
    /// Its line.
    pub line: usize,
}
