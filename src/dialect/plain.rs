//! What a reader sees of a piece of Markdown: no emphasis, comments, struck text, braces or addresses.
//! Each character remembers where it stands in the source. Knows nothing of statuses or links.

use std::ops::Range;

/// At most this many bytes of a value are looked at; the rest of a megabyte line says nothing more.
const LIMIT: usize = 16_384;

/// Visible text in lower case with the place of each character.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// The visible text, lower-case.
    pub text: String,
    /// For each character its byte in `text` and its byte range in the source.
    places: Vec<(usize, Range<usize>)>,
}

impl Plain {
    /// The visible text of `source`, which begins at byte `base` of the file's text.
    pub fn of(source: &str, base: usize) -> Self {
        let mut plain = Self::default();
        let mut at = 0;
        let mut previous = ' ';
        while let Some(rest) = source
            .get(at..)
            .filter(|rest| !rest.is_empty() && at < LIMIT)
        {
            let skip = unseen(rest, previous);
            if skip > 0 {
                at += skip;
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            plain.push(c, base + at);
            previous = c;
            at += c.len_utf8();
        }
        plain
    }

    fn push(&mut self, c: char, at: usize) {
        let place = at..at + c.len_utf8();
        self.places.push((self.text.len(), place));
        self.text.extend(c.to_lowercase());
    }

    /// The range in the source of a range of the visible text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let from = self.index(range.start);
        let last = self.index(range.end.saturating_sub(1).max(range.start));
        match (self.places.get(from), self.places.get(last)) {
            (Some((_, first)), Some((_, last))) => first.start..last.end,
            _ => 0..0,
        }
    }

    fn index(&self, at: usize) -> usize {
        self.places
            .partition_point(|(byte, _)| *byte <= at)
            .saturating_sub(1)
    }
}

/// How many bytes at the start of `rest` a reader does not see.
fn unseen(rest: &str, previous: char) -> usize {
    let byte = rest.bytes().next().unwrap_or_default();
    match byte {
        b'<' => comment(rest).or_else(|| tag(rest)).unwrap_or(0),
        b'~' => struck(rest).unwrap_or(0),
        b'*' | b'`' | b'{' | b'}' | b'\\' => 1,
        b'_' => usize::from(!previous.is_alphanumeric() || !next_is_word(rest)),
        b':' if !previous.is_alphanumeric() => emoji_name(rest).unwrap_or(0),
        b'!' if rest.starts_with("![") => 2,
        b'[' if text_end(rest).is_some() => 1,
        b'[' => marked_role(rest).unwrap_or(0),
        b']' => address(rest),
        _ => 0,
    }
}

fn next_is_word(rest: &str) -> bool {
    rest.chars().nth(1).is_some_and(char::is_alphanumeric)
}

fn comment(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("<!--")?;
    Some(inner.find("-->").map_or(rest.len(), |at| at + 7))
}

fn tag(rest: &str) -> Option<usize> {
    let opens_tag = rest
        .as_bytes()
        .get(1)
        .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
    let end = near(rest, 200).find('>')?;
    (opens_tag && !rest.starts_with("<http")).then_some(end + 1)
}

fn struck(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("~~")?;
    near(inner, 400).find("~~").map(|at| at + 4)
}

/// `:hourglass:`, the name some forges give an emoji.
fn emoji_name(rest: &str) -> Option<usize> {
    let name = near(rest, 40).strip_prefix(':')?;
    let end = name.find(|c: char| !(c.is_ascii_lowercase() || c == '_'))?;
    (end > 1 && name.get(end..)?.starts_with(':')).then_some(end + 2)
}

/// The end of the text of a link that begins here: `[text](…)` or `[text][…]`.
fn text_end(rest: &str) -> Option<usize> {
    let end = near(rest, 600).find(']')?;
    let is_link = rest.get(end + 1..)?.starts_with(['(', '[']) || rest.starts_with("[![");
    is_link.then_some(end)
}

/// `[.role]#`, which in AsciiDoc says how the marked words look.
fn marked_role(rest: &str) -> Option<usize> {
    let inner = near(rest, 120).strip_prefix("[.")?;
    let end = inner.find([']', '['])?;
    inner.get(end..)?.starts_with("]#").then_some(end + 4)
}

/// The closing bracket of a link's text with the address behind it.
fn address(rest: &str) -> usize {
    let close = match rest.as_bytes().get(1) {
        Some(b'(') => ')',
        Some(b'[') => ']',
        _ => return 0,
    };
    near(rest, 2_000)
        .get(1..)
        .and_then(|tail| tail.find(close))
        .map_or(0, |at| at + 2)
}

/// At most `limit` bytes from the start, cut at a character.
pub(super) fn near(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(source: &str) -> String {
        Plain::of(source, 0).text
    }

    #[test]
    fn marks_fall_away_and_words_stay() {
        assert_eq!(seen("**Accepted**"), "accepted");
        assert_eq!(seen("`Accepted` <!-- or not -->"), "accepted ");
        assert_eq!(seen("~~Accepted~~ Superseded"), " superseded");
        assert_eq!(seen("![Accepted](https://example.org/x.svg)"), "accepted");
        assert_eq!(
            seen("Superseded by [ADR-1](0001-x.md)!"),
            "superseded by adr-1!"
        );
        assert_eq!(seen("{ accepted } :tada:"), " accepted  ");
        assert_eq!(seen("a_b _c_"), "a_b c");
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "**Ämter** x";
        let plain = Plain::of(source, 0);
        let at = plain.text.find("ter").expect("it is visible");
        assert_eq!(source.get(plain.source(at..at + 3)), Some("ter"));
    }
}
