//! The phrases by which a record speaks of another, in the spellings and languages seen.
//! Knows nothing of targets, or of where a phrase must stand to count.

use crate::domain::link::LinkKind;

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dialect) struct Phrase {
    /// What it says.
    pub kind: LinkKind,
    /// Whether only a part is meant.
    pub partial: bool,
    /// Where it begins and ends, the adverb included.
    pub start: usize,
    /// The byte behind its last letter.
    pub end: usize,
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
pub(in crate::dialect) fn phrase_named(key: &str) -> Option<Phrase> {
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
pub(in crate::dialect) fn phrase_is_whole(key: &str) -> bool {
    key.len() <= 40 && phrase_named(key).is_some()
}

/// Whether the first two letters of a word are those of any phrase or adverb: most words of a text are done with here.
pub(super) fn may_begin(lower: &str, at: usize) -> bool {
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

/// The phrase that begins exactly at `at`, adverb first.
pub(super) fn phrase_at(lower: &str, at: usize) -> Option<Phrase> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
