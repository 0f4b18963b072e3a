//! Addresses in prose, and the fragments that lead to headings.

use std::collections::HashMap;
use std::ops::Range;

/// The next web address written out in a text, by bytes.
pub(crate) fn bare_url(text: &str) -> Option<Range<usize>> {
    let start = text
        .match_indices("http")
        .map(|(at, _)| at)
        .find(|at| begins_url(text, *at))?;
    let (_, url) = text.split_at_checked(start)?;
    let ends =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '|');
    let url = url.split(ends).next().unwrap_or_default();
    let url = without_sentence_end(url);
    let (_, host) = url.split_once("://")?;
    (!host.is_empty()).then_some(start..start + url.len())
}

fn begins_url(text: &str, at: usize) -> bool {
    let Some((before, url)) = text.split_at_checked(at) else {
        return false;
    };
    (url.starts_with("http://") || url.starts_with("https://"))
        && !before.ends_with(|c: char| c.is_alphanumeric())
}

/// A full stop or a closing bracket behind an address belongs to the sentence, unless the address opened the bracket.
fn without_sentence_end(url: &str) -> &str {
    let mut url = url;
    let mut unmatched = url
        .matches(')')
        .count()
        .saturating_sub(url.matches('(').count());
    while let Some(last) = url.chars().next_back() {
        match last {
            ')' if unmatched > 0 => unmatched -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '*' | '_' => {}
            _ => break,
        }
        url = url.strip_suffix(last).unwrap_or_default();
    }
    url
}

/// Makes the fragment of each heading, numbering those that would be alike.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    seen: HashMap<String, usize>,
}

impl Anchors {
    pub(crate) fn of(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        let count = self.seen.entry(slug.clone()).or_insert(0);
        *count += 1;
        match *count {
            1 => slug,
            more => format!("{slug}-{}", more - 1),
        }
    }
}

fn slug(heading: &str) -> String {
    heading
        .trim()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            _ if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (text, wanted) in [
            ("see https://a.org/b.", Some("https://a.org/b")),
            ("(https://a.org/b)", Some("https://a.org/b")),
            ("https://a.org/b_(c) d", Some("https://a.org/b_(c)")),
            ("http://", None),
            ("xhttp://a and http", None),
            ("no address", None),
        ] {
            assert_eq!(
                bare_url(text).and_then(|range| text.get(range)),
                wanted,
                "{text}"
            );
        }
    }

    #[test]
    fn anchors_are_those_of_the_forges() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.of("Decision Outcome"), "decision-outcome");
        assert_eq!(anchors.of("Decision outcome"), "decision-outcome-1");
        assert_eq!(anchors.of("1. Why, & how?"), "1-why--how");
    }
}
