//! Text of a record in places the renderer made: nothing in it can end the place or begin another.

use std::fmt::Write as _;

use crate::markdown::safe;

/// The most characters of a reference in the graph, and of a title.
const LABEL: (usize, usize) = (28, 60);

/// One line of text inside a line of Markdown: a heading, a cell, an item.
pub(super) fn inline(text: &str) -> String {
    let text = safe::line(text.trim());
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// The same where the text begins a line, and could begin a list or an underline.
pub(super) fn paragraph(text: &str) -> String {
    let text = inline(text);
    if text.starts_with(['-', '+', '=', ':']) {
        return format!("\\{text}");
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with(['.', ')']) => {
            format!("{number}\\{rest}")
        }
        _ => text,
    }
}

/// Several in one line.
pub(super) fn list(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| inline(text)).collect();
    texts.join(", ")
}

/// A node's text in a Mermaid graph, between quotes: every sign that could mean something is written by its number.
pub(super) fn label(reference: &str, title: Option<&str>) -> String {
    let mut text = shortened(&safe::line(reference.trim()), LABEL.0);
    if let Some(title) = title {
        text.push(' ');
        text.push_str(&shortened(&safe::line(title.trim()), LABEL.1));
    }
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '-' | '_' | '.' | '/' | ',' => out.push(c),
            _ if c.is_ascii() && !c.is_ascii_alphanumeric() => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// A string of TOML that can stand in a comment of HTML: no `<`, no `>`, no `--`, nothing that hides.
pub(super) fn toml(text: &str) -> String {
    let mut out = String::from("\"");
    let mut before = None;
    for c in text.chars() {
        let ends_a_comment = c == '-' && before == Some('-');
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '<' | '>' => numbered(&mut out, c),
            _ if ends_a_comment || safe::line(c.encode_utf8(&mut [0; 4])) != c.to_string() => {
                numbered(&mut out, c);
            }
            _ => out.push(c),
        }
        before = Some(c);
    }
    out.push('"');
    out
}

fn numbered(out: &mut String, c: char) {
    let _ = match u32::from(c) {
        code @ ..=0xFFFF => write!(out, "\\u{code:04X}"),
        code => write!(out, "\\U{code:08X}"),
    };
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_stays_a_title() {
        assert_eq!(
            inline(" a|b\\ <h2>*x*\n# y "),
            "a\\|b\\\\ &lt;h2&gt;\\*x\\*⏎\\# y"
        );
        assert_eq!(paragraph("- no list"), "\\- no list");
        assert_eq!(paragraph("12. no list"), "12\\. no list");
        assert_eq!(paragraph("2026 is a year"), "2026 is a year");
        assert_eq!(
            label("shop/1", Some("a\"]; end --> b")),
            "shop/1 a#34;#93;#59; end --#62; b"
        );
        assert_eq!(
            label(
                "shop/20261005-shadow-every-challenger-for-weeks",
                Some("Shadow")
            ),
            "shop/20261005-shadow-every-c… Shadow"
        );
    }

    proptest! {
        #[test]
        fn a_string_of_the_manifest_reads_back_and_closes_no_comment(text in "[-<>!\"\\\\\\PCa\u{0}\u{1b}\u{202e}\n]{0,20}") {
            let written = toml(&text);
            let closes = written.contains("--") || written.contains(['<', '>', '\n', '\u{1b}', '\u{202e}']);
            prop_assert!(!closes, "{written}");
            let read: toml::Table = format!("x = {written}").parse().expect("TOML");
            prop_assert_eq!(read["x"].as_str(), Some(text.as_str()));
        }
    }
}
