//! A file that changed on both sides, shown as two differences from what was last imported: ours and theirs.

use serde::Serialize;
use similar::TextDiff;

use crate::domain::text;

/// Both sides of a diverged file against their common state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreeWay {
    /// What changed here since the import, as a unified difference.
    pub here: String,
    /// What changed outside since the import, as a unified difference.
    pub outside: String,
}

impl ThreeWay {
    /// Compares the bytes here and outside with those last imported.
    pub fn of(imported: &[u8], here: &[u8], outside: &[u8]) -> Self {
        Self {
            here: unified(imported, here, "here"),
            outside: unified(imported, outside, "outside"),
        }
    }
}

/// The difference of two files as text, three lines of context.
pub fn unified(before: &[u8], after: &[u8], name: &str) -> String {
    let (before, after) = (text::decode(before).text, text::decode(after).text);
    TextDiff::from_lines(&before, &after)
        .unified_diff()
        .context_radius(3)
        .header("imported", name)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_shown_against_the_import() {
        let shown = ThreeWay::of(b"a\nb\nc\n", b"a\nB\nc\n", b"a\nb\nC\n");
        assert!(shown.here.contains("-b\n+B"));
        assert!(shown.outside.contains("-c\n+C"));
    }
}
