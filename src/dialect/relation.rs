//! The statements by which a record speaks of another: a phrase that stands as it must, and the targets behind it.
//! Works on any piece of text; knows nothing of where in a file the piece stood.

use std::ops::Range;

use super::target::{self, Target};

mod phrase;
mod standing;

pub(super) use phrase::{Phrase, phrase_is_whole, phrase_named};
pub(super) use standing::Standing;

/// A phrase with the targets behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    /// The phrase.
    pub phrase: Phrase,
    /// At least one target.
    pub targets: Vec<Target>,
    /// Where each target stands, with its note.
    pub places: Vec<Range<usize>>,
}

/// Every phrase of `source` that stands as asked and has a target. `resolve` knows the address of `[text][reference]`.
pub(super) fn statements(
    source: &str,
    standing: Standing,
    resolve: &dyn Fn(usize) -> Option<String>,
) -> Vec<Statement> {
    let lower = source.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_word(&lower, at) {
        let phrase = phrase::may_begin(&lower, start)
            .then(|| phrase::phrase_at(&lower, start))
            .flatten();
        let Some(phrase) = phrase else {
            at = word_end(&lower, start);
            continue;
        };
        at = phrase.end;
        if !standing::stands(&lower, phrase.start, standing) {
            continue;
        }
        let filler = if standing == Standing::Clause || standing == Standing::Line {
            0
        } else {
            filler(&lower, phrase.end)
        };
        let list = target::list(source, phrase.end + filler, resolve);
        if list.targets.is_empty() {
            continue;
        }
        let partial = phrase.partial
            || filler_is_partial(&lower, phrase.end, filler)
            || followed_by_in_part(&lower, list.end);
        at = list.end.max(at);
        found.push(Statement {
            phrase: Phrase { partial, ..phrase },
            targets: list.targets,
            places: list.places,
        });
    }
    found
}

fn next_word(lower: &str, from: usize) -> Option<usize> {
    let rest = lower.get(from..)?;
    rest.find(char::is_alphabetic).map(|at| from + at)
}

fn word_end(lower: &str, start: usize) -> usize {
    lower
        .get(start..)
        .and_then(|rest| rest.find(|c: char| !c.is_alphanumeric()))
        .map_or(lower.len(), |at| start + at)
}

/// How many bytes of words without weight stand between the phrase and its target: `the decisions made in`.
fn filler(lower: &str, end: usize) -> usize {
    const LAST: [&str; 4] = ["of", "in", "from", "by"];
    const KNOWN: [&str; 24] = [
        "some",
        "aspects",
        "aspect",
        "of",
        "the",
        "decision",
        "decisions",
        "made",
        "in",
        "part",
        "parts",
        "section",
        "sections",
        "from",
        "all",
        "our",
        "earlier",
        "previous",
        "old",
        "original",
        "described",
        "description",
        "that",
        "approach",
    ];
    let rest = super::plain::near(lower.get(end..).unwrap_or_default(), 120);
    let mut length = 0;
    let mut last = "of";
    for word in rest.split_inclusive([' ', '\n']) {
        let bare = word.trim();
        if !KNOWN.contains(&bare) && !bare.is_empty() {
            break;
        }
        length += word.len();
        last = if bare.is_empty() { last } else { bare };
    }
    if LAST.contains(&last)
        || matches!(
            last,
            "the" | "our" | "earlier" | "previous" | "old" | "original"
        )
    {
        length
    } else {
        0
    }
}

fn filler_is_partial(lower: &str, end: usize, length: usize) -> bool {
    let words = lower.get(end..end + length).unwrap_or_default();
    ["some", "aspect", "part", "section"]
        .iter()
        .any(|word| words.contains(word))
}

fn followed_by_in_part(lower: &str, end: usize) -> bool {
    lower.get(end..).is_some_and(|rest| {
        let rest = rest.trim_start_matches([' ', ',', '*', '(']);
        rest.starts_with("in part") || rest.starts_with("partially")
    })
}

/// The source range of a phrase, for the words as written.
pub(super) fn words(source: &str, phrase: Phrase) -> &str {
    let range: Range<usize> = phrase.start..phrase.end;
    source.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::link::LinkKind;

    fn read(source: &str, standing: Standing) -> Vec<(LinkKind, bool, Vec<String>)> {
        statements(source, standing, &|_| None)
            .into_iter()
            .map(|s| {
                (
                    s.phrase.kind,
                    s.phrase.partial,
                    s.targets.into_iter().map(|t| t.target).collect(),
                )
            })
            .collect()
    }

    fn one(kind: LinkKind, partial: bool, targets: &[&str]) -> Vec<(LinkKind, bool, Vec<String>)> {
        vec![(
            kind,
            partial,
            targets.iter().map(|target| (*target).to_owned()).collect(),
        )]
    }

    #[test]
    fn a_status_names_its_successors() {
        for (source, partial, targets) in [
            (
                "Superseded by [ADR-0001](0001-x.md)",
                false,
                vec!["0001-x.md"],
            ),
            ("Superceded by [1. X](0001-x.md)", false, vec!["0001-x.md"]),
            ("⌛ Superseded [0019](0019-x.md)", false, vec!["0019-x.md"]),
            ("superseded-by 0030", false, vec!["0030"]),
            (
                "~~Accepted~~ Superseded by ADR-0001",
                false,
                vec!["ADR-0001"],
            ),
            (
                "partially-superseded-by ADR-3 (one half, see ADR-9), ADR-4, and ADR-5",
                true,
                vec!["ADR-3", "ADR-4", "ADR-5"],
            ),
            ("DEPRECATED by [014]", false, vec!["014"]),
            ("**Superseded by:** #12 and #13", false, vec!["#12", "#13"]),
        ] {
            assert_eq!(
                read(source, Standing::Clause),
                one(LinkKind::SupersededBy, partial, &targets),
                "{source}"
            );
        }
    }

    #[test]
    fn an_accepted_record_names_what_it_replaces() {
        assert_eq!(
            read("Accepted, supersedes [1. X](0001-x.md)", Standing::Clause),
            one(LinkKind::Supersedes, false, &["0001-x.md"])
        );
        assert_eq!(
            read(
                "accepted — partially-supersedes ADR-3, ADR-4",
                Standing::Clause
            ),
            one(LinkKind::Supersedes, true, &["ADR-3", "ADR-4"])
        );
        let two = read(
            "accepted — supersedes ADR-4; partially-supersedes ADR-3",
            Standing::Clause,
        );
        assert_eq!(two.len(), 2);
        assert_eq!((two[0].1, two[1].1), (false, true));
    }

    #[test]
    fn prose_invents_no_link() {
        for source in [
            "Accepted\n\nAmended later; the earlier framing is\nsuperseded for this layer.",
            "The old cache replaces entries by age.",
            "ADR-9 says that sections are superseded by this ADR.",
        ] {
            assert_eq!(read(source, Standing::Clause), [], "{source}");
        }
        assert_eq!(
            read("ADR-21 was superseded by ADR-9.", Standing::ThisRecord),
            []
        );
        assert_eq!(
            read("The index replaces ADR-9's table.", Standing::ThisRecord),
            []
        );
    }

    #[test]
    fn a_sentence_about_this_record_counts() {
        assert_eq!(
            read(
                "Note: this ADR supersedes some aspects of [A](adr-015.md) and [B](adr-016.md).",
                Standing::ThisRecord
            ),
            one(LinkKind::Supersedes, true, &["adr-015.md", "adr-016.md"])
        );
        assert_eq!(
            read(
                "This ADR supersedes the decisions made in ADRs 60 and 61, but keeps",
                Standing::ThisRecord
            ),
            one(LinkKind::Supersedes, false, &["ADR 60", "ADR 61"])
        );
        assert_eq!(
            read(
                "This RFC was partially superseded by [RFC 12], which",
                Standing::ThisRecord
            ),
            one(LinkKind::SupersededBy, true, &["RFC 12"])
        );
    }
}
