//! The parts screens are drawn from: a list, a field, a document, a titled pane, a line of text. They know cells and tones;
//! they must not know a question, an answer or what the rows they show are about.

pub mod document;
pub mod field;
pub mod hyperlink;
pub mod list;
pub mod pane;
pub mod text;
