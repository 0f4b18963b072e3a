//! The part of a text that shows why it was found, with the places of the words.
//!
//! The index keeps no text, so the words are found again here, folded the way the index folds them.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// How many characters a snippet has at most.
const WIDTH: usize = 160;

/// How many characters stand before the first word that was looked for.
const LEAD: usize = 40;

/// A word as the index keeps it: lower-case, without marks above and below its letters.
pub(super) fn folded(word: &str) -> String {
    word.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Where in a text words of the query stand, in bytes; the last word may be the beginning of one.
pub(super) fn matches(text: &str, words: &[String]) -> Vec<Range<usize>> {
    tokens(text)
        .filter(|(_, token)| is_meant(token, words))
        .map(|(range, _)| range)
        .collect()
}

/// The part of a text where most words of the query stand, on one line, and where in it they stand.
pub(super) fn best(text: &str, words: &[String]) -> (String, Vec<Range<usize>>) {
    let places = matches(text, words);
    let Some(start) = densest(&places) else {
        return (String::new(), Vec::new());
    };
    let line = one_line(text, start);
    let found = matches(&line, words);
    (line, found)
}

/// The tokens of a text with their places.
fn tokens(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|token| !token.is_empty())
        .map(move |token| {
            let start = token.as_ptr() as usize - text.as_ptr() as usize;
            (start..start + token.len(), token)
        })
}

fn is_meant(token: &str, words: &[String]) -> bool {
    let Some((last, others)) = words.split_last() else {
        return false;
    };
    if token.is_ascii() {
        // Most tokens of most texts; nothing has to be copied to compare them.
        return begins_with(token, last)
            || others.iter().any(|word| token.eq_ignore_ascii_case(word));
    }
    let token = folded(token);
    token.starts_with(last) || others.contains(&token)
}

fn begins_with(token: &str, word: &str) -> bool {
    token
        .as_bytes()
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

/// The place after which most matches follow within the width of a snippet.
fn densest(places: &[Range<usize>]) -> Option<usize> {
    let followers = |at: usize| {
        places
            .iter()
            .filter(|place| (at..at + WIDTH - LEAD).contains(&place.start))
            .count()
    };
    let first = places.first()?.start;
    let looked_at = places.iter().take(200).map(|place| place.start);
    // The first of equals: `max_by_key` would give the last.
    Some(
        looked_at
            .fold((first, 0), |best, at| {
                let count = followers(at);
                if count > best.1 { (at, count) } else { best }
            })
            .0,
    )
}

/// The text around a place with every run of white space as one space, cut at words and marked where it is cut.
fn one_line(text: &str, around: usize) -> String {
    let (before, after) = text.split_at_checked(around).unwrap_or((text, ""));
    let lead: Vec<char> = before.chars().rev().take(LEAD).collect();
    let lead: String = lead.into_iter().rev().collect();
    let cut_before = lead.len() < before.len();
    // The first word of the lead may be cut in half.
    let lead = match lead.split_once(char::is_whitespace) {
        Some((_, rest)) if cut_before => rest.to_owned(),
        None if cut_before => String::new(),
        _ => lead,
    };
    let tail: String = after.chars().take(WIDTH - LEAD).collect();
    let cut_after = tail.len() < after.len();
    let mut line = String::new();
    for word in [lead, tail].concat().split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    match (cut_before, cut_after) {
        (true, true) => ["… ", &line, " …"].concat(),
        (true, false) => ["… ", &line].concat(),
        (false, true) => [&line, " …"].concat(),
        (false, false) => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(folded).collect()
    }

    #[test]
    fn the_words_are_found_without_their_marks_and_case() {
        let text = "Der Caf\u{e9}-Betrieb";
        assert_eq!(matches(text, &words("CAFE bet")), [4..9, 10..17]);
    }

    #[test]
    fn the_snippet_is_where_most_words_stand() {
        let far = "filler ".repeat(100);
        let text = ["one\n", &far, "one two\n\nthree ", &far].concat();
        let (line, found) = best(&text, &words("one two three"));
        assert!(line.starts_with("… ") && line.ends_with(" …"), "{line}");
        let shown: Vec<_> = found.iter().map(|at| line.get(at.clone())).collect();
        assert_eq!(shown, [Some("one"), Some("two"), Some("three")]);
    }

    #[test]
    fn a_text_without_the_words_has_no_snippet() {
        assert_eq!(
            best("something else", &words("one")),
            (String::new(), vec![])
        );
    }
}
