//! Words AND-ed over fuzzy-matcher. The only place that names it.
//!
//! The matcher takes a space for a letter, so `sql stor` would miss "SQL for the event store"; here every word matches on its
//! own and all of them must. It also folds case in ASCII only; other letters are folded before they reach it.

use std::fmt;

use fuzzy_matcher::{FuzzyMatcher as _, skim::SkimMatcherV2};

/// The most characters of a candidate that are looked at: the cost grows with word times candidate.
const CANDIDATE_LIMIT: usize = 1_000;
/// The most characters of one word that are looked at.
const WORD_LIMIT: usize = 100;

/// The letters a text holds, as bits: what lacks one of a word's letters cannot match it. Kept beside a list of candidates it
/// spares most of the matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters(u64);

impl Letters {
    /// The letters of a text, upper and lower case alike.
    pub fn of(text: &str) -> Self {
        Self(
            text.chars()
                .take(CANDIDATE_LIMIT)
                .fold(0, |letters, letter| letters | bit(letter)),
        )
    }

    /// Whether every letter of the other text is here too.
    pub const fn hold(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

fn bit(letter: char) -> u64 {
    let place = match letter {
        'a'..='z' => u32::from(letter) - u32::from('a'),
        'A'..='Z' => u32::from(letter) - u32::from('A'),
        '0'..='9' => 26 + u32::from(letter) - u32::from('0'),
        other => 36 + u32::from(folded(other)) % 28,
    };
    1 << place
}

/// The small letter where it is one character, so that positions stay what they are.
fn folded(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

struct Word {
    text: String,
    letters: Letters,
    /// Whether a capital was typed: then case counts for this word.
    exact: bool,
}

impl Word {
    fn new(typed: &str) -> Self {
        let exact = typed.chars().take(WORD_LIMIT).any(char::is_uppercase);
        // Some letters are capitals to nobody and still have a small form: the candidate has that one.
        let as_matched = |letter| if exact { letter } else { folded(letter) };
        let text: String = typed.chars().take(WORD_LIMIT).map(as_matched).collect();
        Self {
            letters: Letters::of(&text),
            exact,
            text,
        }
    }
}

/// What was typed, ready to be matched against many candidates.
pub struct Query {
    words: Vec<Word>,
    letters: Letters,
    matcher: SkimMatcherV2,
}

impl Query {
    /// Splits the text on white space; a candidate has to match every word, in any order.
    pub fn new(text: &str) -> Self {
        Self {
            words: text.split_whitespace().map(Word::new).collect(),
            letters: Letters::of(&text.split_whitespace().collect::<String>()),
            matcher: SkimMatcherV2::default().respect_case(),
        }
    }

    /// Whether nothing was typed; then everything matches alike.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a candidate matches, more is better; `None` when a word is not in it.
    pub fn score(&self, candidate: &str) -> Option<i64> {
        self.score_with(Letters::of(candidate), candidate)
    }

    /// The same for a candidate whose letters are known.
    pub fn score_with(&self, letters: Letters, candidate: &str) -> Option<i64> {
        if !letters.hold(self.letters) {
            return None;
        }
        let candidate = Candidate::new(candidate);
        let mut score = 0;
        for word in &self.words {
            if !letters.hold(word.letters) {
                return None;
            }
            score += self
                .matcher
                .fuzzy_match(candidate.for_word(word), &word.text)?;
        }
        Some(score)
    }

    /// Which characters of a candidate the words matched, in order; empty when it does not match.
    pub fn positions(&self, candidate: &str) -> Vec<usize> {
        let candidate = Candidate::new(candidate);
        let mut positions = Vec::new();
        for word in &self.words {
            match self
                .matcher
                .fuzzy_indices(candidate.for_word(word), &word.text)
            {
                Some((_, of_word)) => positions.extend(of_word),
                None => return Vec::new(),
            }
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list()
            .entries(self.words.iter().map(|word| &word.text))
            .finish()
    }
}

/// A candidate as typed and in small letters.
struct Candidate<'a> {
    exact: &'a str,
    small: String,
}

impl<'a> Candidate<'a> {
    fn new(text: &'a str) -> Self {
        let exact = match text.char_indices().nth(CANDIDATE_LIMIT) {
            Some((end, _)) => text.get(..end).unwrap_or(text),
            None => text,
        };
        let small = exact.chars().map(folded).collect();
        Self { exact, small }
    }

    fn for_word(&self, word: &Word) -> &str {
        if word.exact { self.exact } else { &self.small }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn best<'a>(typed: &str, candidates: &[&'a str]) -> Vec<&'a str> {
        let query = Query::new(typed);
        let mut scored: Vec<_> = candidates
            .iter()
            .filter_map(|candidate| Some((query.score(candidate)?, *candidate)))
            .collect();
        scored.sort_by_key(|(score, _)| -score);
        scored.into_iter().map(|(_, candidate)| candidate).collect()
    }

    #[test]
    fn all_words_must_match_in_any_order() {
        let titles = [
            "SQL for the event store",
            "Store events in files",
            "SQL only",
        ];
        assert_eq!(best("sql stor", &titles), ["SQL for the event store"]);
        assert_eq!(best("stor sql", &titles), ["SQL for the event store"]);
    }

    #[test]
    fn nothing_typed_matches_everything() {
        assert!(Query::new("  ").is_empty());
        assert_eq!(Query::new("").score("anything"), Some(0));
        assert_eq!(Query::new("").positions("anything"), Vec::<usize>::new());
    }

    #[test]
    fn a_capital_asks_for_the_same_case() {
        assert!(Query::new("kafka").score("Kafka as a bus").is_some());
        assert!(Query::new("Kafka").score("kafka as a bus").is_none());
    }

    #[test]
    fn letters_beyond_ascii_are_folded_too() {
        assert!(
            Query::new("хранилище")
                .score("Хранилище векторов")
                .is_some()
        );
        assert_eq!(Query::new("über").positions("Über alles"), [0, 1, 2, 3]);
        assert!(Query::new("ᾈ").score("ᾈδης").is_some());
    }

    #[test]
    fn letters_that_follow_each_other_win() {
        assert_eq!(
            best("rag", &["Read archived gauges", "RAG for the assistant"]),
            ["RAG for the assistant", "Read archived gauges"]
        );
    }

    #[test]
    fn a_very_long_candidate_is_looked_at_from_its_beginning() {
        let long = format!("needle{}", "x".repeat(100_000));
        assert!(Query::new("needle").score(&long).is_some());
        assert!(Query::new(&"x".repeat(5_000)).score(&long).is_some());
    }

    proptest! {
        #[test]
        fn a_score_means_positions_that_spell_the_words(
            words in prop::collection::vec("[a-zà-ö0-9]{1,4}", 1..3),
            candidate in "[a-zA-Zà-öÀ-Ö0-9 /-]{0,40}",
        ) {
            let typed = words.join(" ");
            let query = Query::new(&typed);
            let positions = query.positions(&candidate);
            prop_assert_eq!(query.score(&candidate).is_some(), !positions.is_empty());
            let length = candidate.chars().count();
            prop_assert!(positions.iter().all(|position| *position < length));
            prop_assert!(positions.is_sorted());
        }

        #[test]
        fn every_subsequence_is_found(candidate in "\\PC{1,30}", keep in prop::collection::vec(any::<bool>(), 30)) {
            let typed: String = candidate
                .chars()
                .zip(keep)
                .filter(|(letter, keep)| *keep && !letter.is_whitespace())
                .map(|(letter, _)| letter)
                .collect();
            prop_assert!(Query::new(&typed).score(&candidate).is_some());
        }

        #[test]
        fn the_letters_never_hide_a_match(candidate in "\\PC{0,30}", typed in "\\PC{0,6}") {
            let query = Query::new(&typed);
            prop_assert_eq!(
                query.score(&candidate),
                query.score_with(Letters(u64::MAX), &candidate)
            );
        }
    }
}
