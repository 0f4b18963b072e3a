//! The meaning a piece of text carries; a theme turns it into a look. Nothing here knows a colour.

use serde::{Deserialize, Serialize};

/// What a span of text means to its reader.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Ordinary text in the terminal's own colours.
    #[default]
    Plain,
    /// Secondary text: labels, counts, dates beside a title.
    Muted,
    /// What the eye should find first on a screen.
    Accent,
    /// A wanted state.
    Good,
    /// A state somebody should look at.
    Caution,
    /// A state that blocks.
    Danger,
    /// A heading.
    Heading,
    /// Something that can be followed.
    Link,
    /// The row or field the keys act on.
    Cursor,
    /// The part of a text that a query matched.
    Match,
    /// A line between things.
    Border,
    /// The line around what has the focus.
    BorderFocused,
    /// Strong emphasis in prose.
    Strong,
    /// Emphasis in prose.
    Emphasis,
    /// Text that no longer holds.
    Struck,
    /// Quoted prose.
    Quote,
    /// Inline code and code without a more exact meaning.
    Code,
    /// A comment in code.
    CodeComment,
    /// A keyword in code.
    CodeKeyword,
    /// A string in code.
    CodeString,
    /// A number or constant in code.
    CodeNumber,
    /// A function name in code.
    CodeFunction,
    /// A type name in code.
    CodeType,
    /// A key press shown as a hint.
    Key,
    /// Text that only the later of two states has.
    Added,
    /// Text that only the earlier of two states has.
    Removed,
}

impl Tone {
    /// Every tone, in the order a theme file lists them.
    pub const ALL: [Self; 26] = [
        Self::Plain,
        Self::Muted,
        Self::Accent,
        Self::Good,
        Self::Caution,
        Self::Danger,
        Self::Heading,
        Self::Link,
        Self::Cursor,
        Self::Match,
        Self::Border,
        Self::BorderFocused,
        Self::Strong,
        Self::Emphasis,
        Self::Struck,
        Self::Quote,
        Self::Code,
        Self::CodeComment,
        Self::CodeKeyword,
        Self::CodeString,
        Self::CodeNumber,
        Self::CodeFunction,
        Self::CodeType,
        Self::Key,
        Self::Added,
        Self::Removed,
    ];
}
