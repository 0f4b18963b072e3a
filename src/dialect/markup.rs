//! The markups records are written in, and the links of those that are not Markdown: `xref:x.adoc[X]`, `<<x,X>>`,
//! `` :doc:`X <x>` ``, `` `X <x.rst>`_ ``. Works on any piece of text; knows nothing of where it stood.

use super::{plain::near, target};

/// How a text is marked up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Markup {
    #[default]
    Markdown,
    Asciidoc,
    Rst,
}

impl Markup {
    /// Whether a line only marks what follows and says nothing itself: `[[name]]`, `|===`, `.. _name:`.
    pub fn is_mark_alone(self, line: &str) -> bool {
        match self {
            Self::Markdown => false,
            Self::Asciidoc => {
                line.starts_with('[') && line.ends_with(']')
                    || line.starts_with("include::")
                    || matches!(line, "|===" | "====" | "****" | "____" | "--")
            }
            Self::Rst => line.starts_with(".. "),
        }
    }
}

/// A link that begins exactly where the text does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link<'t> {
    /// Where it leads; `None` where the text says that elsewhere.
    pub address: Option<String>,
    /// The text shown for it; empty where there is none.
    pub text: &'t str,
    /// How many bytes it takes.
    pub length: usize,
}

/// No address or text of a link is longer.
const LIMIT: usize = 600;

/// The link that begins at the start of `rest`.
pub(super) fn link(rest: &str) -> Option<Link<'_>> {
    match rest.bytes().next()? {
        b'x' | b'l' | b'h' => macro_link(rest),
        b'<' => reference(rest),
        b':' => role(rest),
        b'`' => quoted(rest),
        _ => None,
    }
}

/// `xref:x.adoc[X]`, `link:x.adoc[X]`, `https://example.org/x[X]`.
fn macro_link(rest: &str) -> Option<Link<'_>> {
    let inner = rest
        .strip_prefix("xref:")
        .or_else(|| rest.strip_prefix("link:"))
        .or_else(|| {
            (rest.starts_with("https://") || rest.starts_with("http://")).then_some(rest)
        })?;
    let before = rest.len() - inner.len();
    let open = near(inner, LIMIT).find(|c: char| c == '[' || c.is_whitespace())?;
    let tail = inner.get(open..)?.strip_prefix('[')?;
    let close = near(tail, LIMIT).find(']')?;
    let address = inner.get(..open).filter(|address| !address.is_empty())?;
    Some(Link {
        address: Some(address.to_owned()),
        text: tail.get(..close)?.trim_end_matches('^'),
        length: before + open + close + 2,
    })
}

/// `<<x.adoc#part,X>>` leads to a file, `<<adr-12>>` and `<<part,ADR-12>>` name a record; any other stays in its text.
fn reference(rest: &str) -> Option<Link<'_>> {
    let inner = rest.strip_prefix("<<")?;
    let close = near(inner, LIMIT).find(">>")?;
    let whole = inner.get(..close)?;
    let (anchor, text) = whole.split_once(',').unwrap_or((whole, ""));
    let (anchor, text) = (anchor.trim(), text.trim());
    let names_a_record =
        |text: &str| target::identifier(text, 0).is_some_and(|(_, length)| length == text.len());
    let is_file = anchor.contains(".adoc") || anchor.contains(".asciidoc");
    let address = if is_file || names_a_record(anchor) {
        anchor
    } else if names_a_record(text) {
        text
    } else {
        return None;
    };
    Some(Link {
        address: Some(address.trim_end_matches('#').to_owned()),
        text,
        length: close + 4,
    })
}

/// `` :doc:`x` ``, `` :ref:`X <label>` ``.
fn role(rest: &str) -> Option<Link<'_>> {
    let is_page = rest.starts_with(":doc:`");
    let inner = rest
        .strip_prefix(":doc:`")
        .or_else(|| rest.strip_prefix(":ref:`"))?;
    let close = near(inner, LIMIT).find('`')?;
    let (text, address) = shown_and_meant(inner.get(..close)?);
    let address = address.unwrap_or(text);
    let is_bare = !address.rsplit('/').next().unwrap_or_default().contains('.');
    let ending = if is_page && is_bare { ".rst" } else { "" };
    Some(Link {
        address: Some(format!("{address}{ending}")),
        text,
        length: rest.len() - inner.len() + close + 1,
    })
}

/// `` `X <x.rst>`_ ``, and `` `X`_ `` whose address stands elsewhere.
fn quoted(rest: &str) -> Option<Link<'_>> {
    let inner = rest.strip_prefix('`')?;
    let close = near(inner, LIMIT).find('`').filter(|close| *close > 0)?;
    let tail = inner.get(close + 1..)?;
    let marks = tail.len() - tail.trim_start_matches('_').len();
    let (text, address) = shown_and_meant(inner.get(..close)?);
    (1..=2).contains(&marks).then(|| Link {
        address: address.map(str::to_owned),
        text,
        length: close + 2 + marks,
    })
}

/// `X <x>` as what is shown and what is meant.
fn shown_and_meant(inner: &str) -> (&str, Option<&str>) {
    let parted = inner
        .trim_end()
        .strip_suffix('>')
        .and_then(|open| open.rsplit_once('<'));
    match parted {
        Some((text, address)) => (text.trim(), Some(address.trim())),
        None => (inner.trim(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_link_leads_to_its_address() {
        for (source, address, text) in [
            ("xref:0003-x.adoc[Use X] so", Some("0003-x.adoc"), "Use X"),
            ("link:../0003-x.adoc[]", Some("../0003-x.adoc"), ""),
            (
                "https://example.org/3[JEP-3^]",
                Some("https://example.org/3"),
                "JEP-3",
            ),
            ("<<0003-x.adoc#,Use X>>", Some("0003-x.adoc"), "Use X"),
            ("<<adr-3>>", Some("adr-3"), ""),
            ("<<use-x,ADR-3>>", Some("ADR-3"), "ADR-3"),
            (":doc:`0003-x`", Some("0003-x.rst"), "0003-x"),
            (":doc:`Use X <../0003-x>`", Some("../0003-x.rst"), "Use X"),
            (":ref:`Use X <adr-3>`", Some("adr-3"), "Use X"),
            ("`Use X <0003-x.rst>`_", Some("0003-x.rst"), "Use X"),
            ("`Use X`_", None, "Use X"),
        ] {
            let found = link(source).map(|link| (link.address, link.text));
            assert_eq!(found, Some((address.map(str::to_owned), text)), "{source}");
        }
    }

    #[test]
    fn words_that_only_begin_alike_are_no_links() {
        for source in [
            "xref: a",
            "link",
            "<<part,the part>>",
            ":ref:x",
            "`code`",
            "``code``",
            "https://a.b c[d]",
        ] {
            assert_eq!(link(source), None, "{source}");
        }
    }
}
