//! Links that name a definition, written out: their address stands behind their text.

use std::{fmt::Write as _, ops::Range};

use pulldown_cmark::LinkType;

use super::Edit;

/// A link as the parser told it, and where it stands.
pub(super) struct Found<'a> {
    pub(super) kind: LinkType,
    pub(super) address: &'a str,
    pub(super) title: &'a str,
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
}

impl Found<'_> {
    /// The change that makes the link stand by itself; nothing where it already does.
    pub(super) fn written_out(&self) -> Option<Edit> {
        let Range { start, end } = self.range;
        let range = match self.kind {
            LinkType::Shortcut => end..end,
            // The parser leaves the empty brackets out.
            LinkType::Collapsed => end..end + self.behind()?,
            LinkType::Reference => start + last_opening(self.text.get(start..end)?)?..end,
            _ => return None,
        };
        Some(Edit {
            range,
            text: in_brackets(self.address, self.title).into(),
        })
    }

    fn behind(&self) -> Option<usize> {
        let rest = self.text.get(self.range.end..)?;
        rest.starts_with("[]").then_some(2)
    }
}

/// Where the last bracket opens that is not escaped.
fn last_opening(written: &str) -> Option<usize> {
    let mut openings = written.rmatch_indices('[').map(|(at, _)| at);
    openings.find(|at| !super::scan::is_escaped(written, *at))
}

/// `(address "title")`, so that nothing in it can end it, a table's cell or a span of code.
fn in_brackets(address: &str, title: &str) -> String {
    let mut out = String::from("(");
    if address.is_empty() {
        out.push_str("<>");
    }
    for c in address.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            ' ' | '<' | '>' | '\\' | '`' | '|' | '(' | ')' | '"' | '[' | ']' | '\n' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            _ if c.is_whitespace() || c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
            _ => out.push(c),
        }
    }
    if !title.trim().is_empty() {
        out.push_str(" \"");
        for c in title.chars() {
            match c {
                '\n' => out.push(' '),
                '&' | '<' | '>' | '"' | '\\' | '`' | '|' | '[' | ']' => {
                    let _ = write!(out, "&#{};", u32::from(c));
                }
                _ => out.push(c),
            }
        }
        out.push('"');
    }
    out.push(')');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_so_that_nothing_in_it_ends_it() {
        assert_eq!(in_brackets("a.md", ""), "(a.md)");
        assert_eq!(in_brackets("", " "), "(<>)");
        assert_eq!(
            in_brackets("a b(c)|`?x&y", "say \"hi\"\nthere"),
            "(a%20b%28c%29%7C%60?x&amp;y \"say &#34;hi&#34; there\")"
        );
    }
}
