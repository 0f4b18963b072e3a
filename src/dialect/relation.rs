//! The phrases by which a record speaks of another, and the list of targets behind a phrase.
//! Works on any piece of text; knows nothing of where in a file the piece stood.

use std::ops::Range;

use crate::domain::link::LinkKind;

use super::target::{self, Target};

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    /// What it says.
    pub kind: LinkKind,
    /// Whether only a part is meant.
    pub partial: bool,
    /// Where it begins and ends, the adverb included.
    pub start: usize,
    /// The byte behind its last letter.
    pub end: usize,
}

/// A phrase with the targets behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    /// The phrase.
    pub phrase: Phrase,
    /// At least one target.
    pub targets: Vec<Target>,
}

/// Lower-case phrases; a space stands for a space, a dash, an underscore or nothing at all.
const PHRASES: &[(&str, LinkKind)] = &[
    ("superseded by", LinkKind::SupersededBy),
    ("superceded by", LinkKind::SupersededBy),
    ("superseeded by", LinkKind::SupersededBy),
    ("replaced by", LinkKind::SupersededBy),
    ("obsoleted by", LinkKind::SupersededBy),
    ("deprecated by", LinkKind::SupersededBy),
    ("abgelöst durch", LinkKind::SupersededBy),
    ("ersetzt durch", LinkKind::SupersededBy),
    ("remplacé par", LinkKind::SupersededBy),
    ("remplacée par", LinkKind::SupersededBy),
    ("substituído por", LinkKind::SupersededBy),
    ("substituída por", LinkKind::SupersededBy),
    ("reemplazado por", LinkKind::SupersededBy),
    ("sostituita da", LinkKind::SupersededBy),
    ("supersedes", LinkKind::Supersedes),
    ("supercedes", LinkKind::Supersedes),
    ("superseeds", LinkKind::Supersedes),
    ("replaces", LinkKind::Supersedes),
    ("obsoletes", LinkKind::Supersedes),
    ("löst ab", LinkKind::Supersedes),
    ("ersetzt", LinkKind::Supersedes),
    ("remplace", LinkKind::Supersedes),
    ("substitui", LinkKind::Supersedes),
    ("reemplaza", LinkKind::Supersedes),
    ("amended by", LinkKind::AmendedBy),
    ("amends", LinkKind::Amends),
    ("updated by", LinkKind::AmendedBy),
    ("updates", LinkKind::Amends),
    ("extended by", LinkKind::ExtendedBy),
    ("extends", LinkKind::Extends),
    ("builds on", LinkKind::Extends),
    ("refined by", LinkKind::RefinedBy),
    ("refines", LinkKind::Refines),
    ("clarified by", LinkKind::ClarifiedBy),
    ("clarifies", LinkKind::Clarifies),
    ("depends on", LinkKind::DependsOn),
    ("requires", LinkKind::DependsOn),
    ("required by", LinkKind::RequiredBy),
    ("enabled by", LinkKind::EnabledBy),
    ("enables", LinkKind::Enables),
    ("precedes", LinkKind::Precedes),
    ("succeeds", LinkKind::Succeeds),
    ("relates to", LinkKind::RelatesTo),
    ("related to", LinkKind::RelatesTo),
    ("conflicts with", LinkKind::ConflictsWith),
    ("complemented by", LinkKind::Complements),
    ("complements", LinkKind::Complements),
    ("completes", LinkKind::Complements),
];

/// Keys of a header that stand for a phrase although no sentence would use them so.
const KEYS: &[(&str, LinkKind)] = &[
    ("related", LinkKind::RelatesTo),
    ("related adrs", LinkKind::RelatesTo),
    ("related decisions", LinkKind::RelatesTo),
    ("related records", LinkKind::RelatesTo),
    ("supersede", LinkKind::Supersedes),
    ("replace", LinkKind::Supersedes),
    ("dependencies", LinkKind::DependsOn),
];

const ADVERBS: [&str; 7] = [
    "further partially",
    "partially",
    "partly",
    "provisionally",
    "in part",
    "teilweise",
    "partiellement",
];

/// The phrase a whole key is: `superseded_by`, `supersededBy`, `x-superseded-by`, `Relates to`.
pub(super) fn phrase_named(key: &str) -> Option<Phrase> {
    let lower = key.trim().to_lowercase();
    let bare = lower
        .strip_prefix("x-")
        .or_else(|| lower.strip_prefix("x_"))
        .unwrap_or(&lower);
    let (bare, partial) = ADVERBS
        .iter()
        .find_map(|adverb| bare.strip_prefix(adverb))
        .map_or((bare, false), |rest| {
            (rest.trim_start_matches([' ', '-', '_']), true)
        });
    let close = |c: char| !matches!(c, ' ' | '-' | '_');
    let letters: String = bare.chars().filter(|c| close(*c)).collect();
    PHRASES
        .iter()
        .chain(KEYS)
        .find(|(phrase, _)| phrase.chars().filter(|c| close(*c)).eq(letters.chars()))
        .map(|(_, kind)| Phrase {
            kind: *kind,
            partial,
            start: 0,
            end: key.len(),
        })
}

/// Whether a key is a phrase and nothing else.
pub(super) fn phrase_is_whole(key: &str) -> bool {
    key.len() <= 40 && phrase_named(key).is_some()
}

/// How a phrase must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// At the start of a clause: behind a mark, a status, or at the start of a line.
    Clause,
    /// At the start of a line, behind nothing but the marks of a list.
    Line,
    /// Behind `this record`, or its like: the sentence speaks of the record itself.
    ThisRecord,
    /// Anywhere.
    Anywhere,
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
        let phrase = may_begin(&lower, start)
            .then(|| phrase_at(&lower, start))
            .flatten();
        let Some(phrase) = phrase else {
            at = word_end(&lower, start);
            continue;
        };
        at = phrase.end;
        if !stands(&lower, phrase.start, standing) {
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
        });
    }
    found
}

/// Whether the first two letters of a word are those of any phrase or adverb: most words of a text are done with here.
fn may_begin(lower: &str, at: usize) -> bool {
    const BEGINNINGS: [&[u8; 2]; 18] = [
        b"ab", b"am", b"bu", b"cl", b"co", b"de", b"en", b"er", b"ex", b"fu", b"in", b"ob", b"pa",
        b"pr", b"re", b"so", b"su", b"up",
    ];
    let first = lower.as_bytes().get(at..at + 2);
    first.is_some_and(|first| {
        BEGINNINGS.iter().any(|beginning| *beginning == first)
            || first == b"te"
            || first == b"l\xc3"
    })
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

/// The phrase that begins exactly at `at`, adverb first.
fn phrase_at(lower: &str, at: usize) -> Option<Phrase> {
    let rest = lower.get(at..)?;
    if let Some(adverb) = ADVERBS.iter().find(|adverb| rest.starts_with(**adverb)) {
        let gap = at + adverb.len();
        let inner = gap
            + lower
                .get(gap..)?
                .find(|c: char| !matches!(c, ' ' | '-' | '_' | '\n'))?;
        let phrase = verb_at(lower, inner)?;
        return Some(Phrase {
            partial: true,
            start: at,
            ..phrase
        });
    }
    verb_at(lower, at)
}

fn verb_at(lower: &str, at: usize) -> Option<Phrase> {
    let rest = lower.get(at..)?;
    let first = rest.chars().next()?;
    let longest = PHRASES
        .iter()
        .filter(|(phrase, _)| phrase.starts_with(first))
        .filter_map(|(phrase, kind)| Some((match_length(rest, phrase)?, *kind)))
        .max_by_key(|(length, _)| *length);
    if let Some((length, kind)) = longest {
        return Some(Phrase {
            kind,
            partial: false,
            start: at,
            end: at + length,
        });
    }
    superseded_alone(rest).map(|length| Phrase {
        kind: LinkKind::SupersededBy,
        partial: false,
        start: at,
        end: at + length,
    })
}

/// `Superseded [0019](…)`: the `by` was forgotten.
fn superseded_alone(rest: &str) -> Option<usize> {
    let word = ["superseded", "superceded"]
        .into_iter()
        .find(|word| rest.starts_with(word))?;
    rest.get(word.len()..)?
        .trim_start_matches(['*', '_', ' ', ':'])
        .starts_with('[')
        .then_some(word.len())
}

/// The bytes of `rest` that are this phrase, with any joint between its words; a word must end there.
fn match_length(rest: &str, phrase: &str) -> Option<usize> {
    let mut words = phrase.split(' ');
    let first = words.next()?;
    let mut length = rest.strip_prefix(first).map(|_| first.len())?;
    for word in words {
        let tail = rest.get(length..)?;
        let joint = tail.len()
            - tail
                .trim_start_matches([' ', '-', '_', '\n', '\r', '*'])
                .len();
        length += joint;
        rest.get(length..)?.strip_prefix(word)?;
        length += word.len();
    }
    let ends = rest
        .get(length..)?
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric());
    ends.then_some(length)
}

fn stands(lower: &str, at: usize, standing: Standing) -> bool {
    let before = lower
        .get(at.saturating_sub(160)..at)
        .or_else(|| lower.get(..at))
        .unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    match standing {
        Standing::Anywhere => true,
        Standing::Line => line
            .trim_matches([' ', '\t', '>', '*', '-', '+', '_', '|', '•'])
            .is_empty(),
        Standing::Clause => begins_clause(before),
        Standing::ThisRecord => speaks_of_this_record(before),
    }
}

const STATES: [&str; 12] = [
    "accepted",
    "proposed",
    "rejected",
    "deprecated",
    "approved",
    "implemented",
    "draft",
    "withdrawn",
    "and",
    "further",
    "also",
    "status",
];

fn begins_clause(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let inked = line.trim_end_matches([' ', '\t', '*', '_', '`', '~']);
    let Some(last) = inked.chars().last() else {
        let above = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
        return above.is_empty()
            || before.ends_with("\n\n")
            || !above.ends_with(char::is_alphanumeric)
            || speaks_of_this_record(before);
    };
    if !last.is_alphanumeric() {
        return true;
    }
    let word = inked
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    STATES.contains(&word) || speaks_of_this_record(before)
}

/// Whether the words before a phrase make this record its subject.
fn speaks_of_this_record(before: &str) -> bool {
    const KINDS: [&str; 8] = [
        "adr", "record", "decision", "rfc", "document", "sdd", "proposal", "oep",
    ];
    const BETWEEN: [&str; 16] = [
        "has",
        "have",
        "been",
        "is",
        "was",
        "will",
        "be",
        "now",
        "in",
        "part",
        "partially",
        "partly",
        "also",
        "fully",
        "completely",
        "therefore",
    ];
    let sentence = before
        .rsplit(['.', ';', '!', '?'])
        .next()
        .unwrap_or_default();
    let mut words: Vec<&str> = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    while words.last().is_some_and(|word| BETWEEN.contains(word)) {
        words.pop();
    }
    matches!(words.as_slice(), [.., "this", kind] if KINDS.contains(kind))
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

    #[test]
    fn no_phrase_is_passed_over_by_its_beginning() {
        let phrases = PHRASES.iter().map(|(phrase, _)| *phrase);
        for phrase in phrases.chain(ADVERBS) {
            assert!(may_begin(phrase, 0), "{phrase}");
        }
    }

    #[test]
    fn keys_are_phrases_in_any_case() {
        for key in [
            "superseded_by",
            "supersededBy",
            "x-superseded-by",
            "Superseded by",
            "replaced-by",
        ] {
            assert_eq!(
                phrase_named(key).map(|phrase| phrase.kind),
                Some(LinkKind::SupersededBy),
                "{key}"
            );
        }
        assert_eq!(
            phrase_named("relatesTo").map(|phrase| phrase.kind),
            Some(LinkKind::RelatesTo)
        );
        assert_eq!(phrase_named("status"), None);
    }
}
