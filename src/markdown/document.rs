//! What a Markdown text says, as a tree of blocks: parsed once, drawn at any width.
//!
//! The tree is at most [`DEPTH`] levels deep, so that drawing and dropping it never run out of stack.

use crate::markdown::code::Code;
use crate::markdown::flow::Flow;
use crate::markdown::front_matter::Fact;
use crate::markdown::width::Side;

/// Quotes and lists nested deeper than this are drawn at this depth.
pub(crate) const DEPTH: usize = 32;

/// A parsed Markdown text.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub(crate) facts: Vec<Fact>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) targets: Vec<Target>,
    pub(crate) headings: Vec<Heading>,
}

/// A heading as it stands in the document, whatever the width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for `#` to 6.
    pub level: u8,
    /// Its text, safe for a terminal.
    pub text: String,
    /// The fragment that leads to it, as forges make it: `decision-outcome`.
    pub anchor: String,
}

/// What a link points at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Target {
    pub(crate) target: String,
    pub(crate) text: String,
}

#[derive(Debug, Clone)]
pub(crate) enum Block {
    Heading {
        level: u8,
        flow: Flow,
    },
    Paragraph(Flow),
    Code(Code),
    Quote {
        alert: Option<Alert>,
        blocks: Vec<Block>,
    },
    List(List),
    Table(Table),
    Html(Flow),
    Footnote {
        label: String,
        blocks: Vec<Block>,
    },
    Rule,
}

/// A callout of the forges: a quote with a word that says how to take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    /// The number of the first item; none for bullets.
    pub(crate) first: Option<u64>,
    pub(crate) spacing: Spacing,
    pub(crate) items: Vec<Item>,
}

/// Whether blank lines stand between the blocks of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Spacing {
    #[default]
    Tight,
    Loose,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Item {
    pub(crate) task: Option<Task>,
    pub(crate) blocks: Vec<Block>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Open,
    Done,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) sides: Vec<Side>,
    pub(crate) head: Vec<Flow>,
    pub(crate) rows: Vec<Vec<Flow>>,
}

impl Document {
    /// The headings in their order.
    pub fn outline(&self) -> &[Heading] {
        &self.headings
    }
}
