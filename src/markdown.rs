//! Markdown to blocks to lines for a width, and the one way text leaves to a terminal. Knows no file and no store.

/// Laid-out text.
#[derive(Debug, Clone, Default)]
pub struct Rendered;

/// Text that is safe on a terminal.
pub mod safe {
    use std::borrow::Cow;

    /// One line without control characters.
    pub fn line(text: &str) -> Cow<'_, str> {
        Cow::Borrowed(text)
    }
}
