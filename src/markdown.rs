//! Markdown to blocks to lines for a width, and the one way text leaves to a terminal. Knows no file and no store.
//!
//! A [`Document`] is parsed once and drawn at any width; highlighting is worked out at the first drawing and kept. A
//! [`Rendered`] is plain lines of spans in tones: the screen and the command line draw them as they can. Whatever the
//! author wrote has gone through [`safe`] before it stands in a span.

pub mod safe;
pub mod width;

mod code;
mod document;
mod draw;
mod embed;
mod find;
mod flow;
mod front_matter;
mod html;
mod link;
mod page;
mod read;
mod table;
pub(crate) mod wrap;

pub use document::{Document, Heading};
pub use embed::{embed, embed_literally, holds_a_mark};
pub use find::{Found, find};
pub use flow::{Span, Style};
pub use html::{anchors, escaped, html};

/// How a document is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenderOptions {
    /// Borders and marks in ASCII, for terminals and readers that know no others.
    pub ascii: bool,
    /// Whether the facts at the head of the document are drawn.
    pub front_matter: bool,
    /// Whether code is looked into; the first time it costs a moment.
    pub highlight: bool,
    /// Where the target of a link is said.
    pub links: Follow,
}

/// How a reader gets from a link to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Follow {
    /// By a key: the text alone is drawn.
    #[default]
    ByKey,
    /// By reading it: the target stands behind the text.
    Spelled,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self {
            ascii: false,
            front_matter: true,
            highlight: true,
            links: Follow::ByKey,
        }
    }
}

impl RenderOptions {
    /// For text without styles, as a command prints it: targets spelled out, code not looked into.
    pub fn for_print() -> Self {
        Self {
            highlight: false,
            links: Follow::Spelled,
            ..Self::default()
        }
    }
}

/// A document drawn at one width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The lines from top to bottom.
    pub lines: Vec<Line>,
    /// The headings and the lines they stand on.
    pub outline: Vec<OutlineEntry>,
    /// The links in the order of the text; spans name them by index.
    pub links: Vec<LinkTarget>,
}

/// One line of a drawn document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// What stands on it, from left to right.
    pub spans: Vec<Span>,
    /// How many cells belong to marks and bars before the text.
    pub indent: u16,
}

impl Line {
    /// The cells it takes.
    pub fn cells(&self) -> usize {
        self.spans.iter().map(|span| width::cells(&span.text)).sum()
    }

    /// Its text without styles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// A heading and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// 1 for `#` to 6.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// The fragment that leads to it.
    pub anchor: String,
    /// The line it stands on, from 0.
    pub line: usize,
}

/// A link and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// What it points at, safe to show: an address, a path, a `#fragment`.
    pub target: String,
    /// The text of the link.
    pub text: String,
    /// The line it begins on, from 0.
    pub line: usize,
    /// The line it leads to, when that is in this document.
    pub lands: Option<usize>,
}

/// Reads a Markdown text. Never fails: whatever is not Markdown is prose.
pub fn parse(text: &str) -> Document {
    read::document(text)
}

impl Document {
    /// Draws the document in lines of at most so many cells. A width of 0 is drawn as 1.
    pub fn render(&self, width: u16, options: &RenderOptions) -> Rendered {
        draw::document(self, width, *options)
    }
}

/// The text of a drawn document without styles, each line ended.
pub fn plain(rendered: &Rendered) -> String {
    let mut text = String::new();
    for span_or_end in rendered.lines.iter().flat_map(|line| {
        let spans = line.spans.iter().map(|span| span.text.as_str());
        spans.chain(std::iter::once("\n"))
    }) {
        text.push_str(span_or_end);
    }
    text
}
