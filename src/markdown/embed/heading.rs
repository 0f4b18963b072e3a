//! Brings the headings of a text to the levels they have inside another document.

use std::ops::Range;

use super::{
    Edit, HIGHEST,
    scan::{is_escaped, joined},
};

/// Which headings go down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// All of them: the highest to [`HIGHEST`], the others as far below it as before.
    Every,
    /// Those that only come to light among headings that went down already.
    TooHigh,
}

/// The changes that bring headings, by level and place, to where they belong, when one stands above [`HIGHEST`].
pub(super) fn demotions(headings: &[(u8, Range<usize>)], text: &str, which: Which) -> Vec<Edit> {
    let levels = headings.iter().map(|(level, _)| *level);
    let Some(highest) = levels.min().filter(|level| *level < HIGHEST) else {
        return Vec::new();
    };
    headings
        .iter()
        .filter(|(level, _)| which == Which::Every || *level < HIGHEST)
        .map(|(level, range)| demoted(text, range, (level + HIGHEST - highest).min(6)))
        .collect()
}

/// A heading at another level. An underlined one is written in one line with signs before it.
fn demoted(text: &str, range: &Range<usize>, level: u8) -> Edit {
    // The line break behind the last heading may be one of the sentinel.
    let range = range.start..range.end.min(text.len());
    let written = text.get(range.clone()).unwrap_or_default();
    let signs = "#".repeat(level.into());
    let opening = written.bytes().take_while(|byte| *byte == b'#').count();
    let behind = written.as_bytes().get(opening);
    if (1..=6).contains(&opening) && matches!(behind, None | Some(b' ' | b'\n' | b'\t')) {
        return Edit {
            range: range.start..range.start + opening,
            text: signs.into(),
        };
    }
    let written = written.trim_end();
    Edit {
        range: range.start..range.start + written.len(),
        text: format!("{signs} {}", in_one_line(written)).into(),
    }
}

/// The lines of an underlined heading without the underline, and without the marks of the blocks around it.
fn in_one_line(written: &str) -> String {
    let (lines, _underline) = written.rsplit_once('\n').unwrap_or((written, ""));
    let mut parts = lines.lines().map(|part| part.trim_end()).peekable();
    let mut whole = String::with_capacity(lines.len());
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        // A backslash at the end of a line broke it.
        let breaks = !is_last && is_escaped(part, part.len());
        whole.push_str(if breaks {
            part.strip_suffix('\\').unwrap_or(part)
        } else {
            part
        });
        if !is_last {
            whole.push('\n');
        }
    }
    let line = joined(whole.trim());
    let signs = line.bytes().rev().take_while(|byte| *byte == b'#').count();
    let (before, closing) = line.split_at(line.len() - signs);
    if closing.is_empty() || !before.ends_with(' ') {
        return line;
    }
    format!("{before}\\{closing}")
}
