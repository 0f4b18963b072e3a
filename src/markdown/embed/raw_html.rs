//! Which raw HTML may stay: whole comments, and a few tags without attributes that hide nothing and swallow nothing.

/// Tags that need no end.
const VOID: [&str; 2] = ["br", "wbr"];

/// Tags for a few words, that stay where they are closed in the same run of text.
const PAIRED: [&str; 16] = [
    "b", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "samp", "small", "strong", "sub",
    "sup", "u", "var",
];

/// More bytes than any tag that may stay takes: what is longer is not looked at.
const LONGEST_TAG: usize = 32;

/// A piece of HTML that may stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A whole comment, of so many bytes.
    Comment(usize),
    /// A tag that needs no end, of so many bytes.
    Void(usize),
    /// The beginning of a pair.
    Open(String),
    /// The end of a pair.
    Close(String),
}

/// What a text that begins with `<` begins with, when it may stay.
pub(super) fn piece(html: &str) -> Option<Piece> {
    if let Some(bytes) = comment(html) {
        return Some(Piece::Comment(bytes));
    }
    let end = html
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| byte == b'>')?;
    let tag = html.get(1..end)?;
    let bytes = tag.len() + 2;
    let is_closing = tag.starts_with('/');
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let name = if is_closing {
        name
    } else {
        name.strip_suffix('/').unwrap_or(name).trim_end_matches(' ')
    };
    let name = name.to_ascii_lowercase();
    if !is_closing && VOID.contains(&name.as_str()) {
        return Some(Piece::Void(bytes));
    }
    // `<b/>` opens a pair for a browser.
    let is_plain = PAIRED.contains(&name.as_str()) && !tag.ends_with('/');
    match (is_plain, is_closing) {
        (true, true) => Some(Piece::Close(name)),
        (true, false) => Some(Piece::Open(name)),
        (false, _) => None,
    }
}

/// How many bytes the comment takes that a text begins with, when every reader of HTML agrees on where it ends.
fn comment(html: &str) -> Option<usize> {
    let inside = html.strip_prefix("<!--")?;
    let end = inside.find("--")?;
    let (text, behind) = inside.split_at_checked(end)?;
    let is_odd = text.starts_with('>') || text.starts_with("->") || text.ends_with('-');
    let is_a_mark = text.to_ascii_lowercase().contains("archdeck:");
    (!is_odd && !is_a_mark && behind.starts_with("-->")).then_some(end + 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_comments_and_plain_tags_may_stay() {
        for (html, wanted) in [
            ("<!-- why -->rest", Some(Piece::Comment(12))),
            ("<!---->", Some(Piece::Comment(7))),
            ("<!-- a -- b -->", None),
            ("<!--> x -->", None),
            ("<!-- x --->", None),
            ("<!-- x --!>", None),
            ("<!-- never closed", None),
            ("<!--\narchdeck:begin -->", None),
            ("<br>", Some(Piece::Void(4))),
            ("<BR />", Some(Piece::Void(6))),
            ("<br class=x>", None),
            ("</br>", None),
            ("<sub>", Some(Piece::Open("sub".to_owned()))),
            ("</SUB>", Some(Piece::Close("sub".to_owned()))),
            ("<b/>", None),
            ("<b onclick=x>", None),
            ("<script>", None),
            ("<h2>", None),
            ("<details>", None),
        ] {
            assert_eq!(piece(html), wanted, "{html}");
        }
    }
}
