//! Which of two stretches of lines resemble each other, and which words of two such lines differ. It must not know where in
//! a text the lines stand.

use std::time::Instant;

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::ops::view::Piece;

/// The most pairs of lines that are held against each other to find those that resemble each other.
const MOST_PAIRS: usize = 2_500;
/// The most bytes of either stretch for that.
const MOST_BYTES: usize = 64 * 1024;
/// From here on, in hundredths of what both lines hold, two lines resemble each other.
const RESEMBLES: usize = 40;
/// Below it, in hundredths, two lines have so little in common that no word is picked out.
const NOTHING_IN_COMMON: usize = 25;

/// The pairs of lines that resemble each other, in order. Where there are too many to look at, each line resembles the one
/// at the same height.
pub(super) fn aligned(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    let bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let is_much = left.len().saturating_mul(right.len()) > MOST_PAIRS
        || bytes(left).max(bytes(right)) > MOST_BYTES;
    if is_much || left.len() == 1 && right.len() == 1 {
        return (0..left.len().min(right.len()))
            .map(|at| (at, at))
            .collect();
    }
    let (left, right) = (bags(left), bags(right));
    let likeness = |one: usize, other: usize| match (left.get(one), right.get(other)) {
        (Some(one), Some(other)) => alike(one, other),
        _ => 0,
    };
    best_pairs(left.len(), right.len(), likeness)
}

/// The pairs in order whose likeness is most in sum.
fn best_pairs(
    lines: usize,
    beside: usize,
    likeness: impl Fn(usize, usize) -> usize,
) -> Vec<(usize, usize)> {
    let columns = beside + 1;
    let mut best = vec![0; (lines + 1) * columns];
    let at = |best: &[usize], one: usize, other: usize| {
        best.get(one * columns + other).copied().unwrap_or(0)
    };
    for one in (0..lines).rev() {
        for other in (0..beside).rev() {
            let paired = match likeness(one, other) {
                0 => 0,
                gained => gained + at(&best, one + 1, other + 1),
            };
            let most = paired
                .max(at(&best, one + 1, other))
                .max(at(&best, one, other + 1));
            if let Some(cell) = best.get_mut(one * columns + other) {
                *cell = most;
            }
        }
    }
    let (mut one, mut other) = (0, 0);
    let mut pairs = Vec::new();
    while one < lines && other < beside {
        let here = at(&best, one, other);
        if here == at(&best, one + 1, other) {
            one += 1;
        } else if here == at(&best, one, other + 1) {
            other += 1;
        } else {
            pairs.push((one, other));
            (one, other) = (one + 1, other + 1);
        }
    }
    pairs
}

/// The words of each line, sorted, so that two lines can be held against each other in one pass.
fn bags<'t>(lines: &[&'t str]) -> Vec<Vec<&'t str>> {
    let words = |line: &&'t str| {
        let mut words: Vec<_> = line.unicode_words().collect();
        words.sort_unstable();
        words
    };
    lines.iter().map(words).collect()
}

/// How much two sorted lists of words have in common, in hundredths; 0 where that is too little to speak of.
fn alike(one: &[&str], other: &[&str]) -> usize {
    let weight = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    let all = weight(one) + weight(other);
    let mut common = 0;
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(word), Some(beside)) = (left.peek(), right.peek()) {
        match word.cmp(beside) {
            std::cmp::Ordering::Less => {
                left.next();
            }
            std::cmp::Ordering::Greater => {
                right.next();
            }
            std::cmp::Ordering::Equal => {
                common += 2 * word.len();
                left.next();
                right.next();
            }
        }
    }
    match (common * 100).checked_div(all).unwrap_or(0) {
        hundredths if hundredths < RESEMBLES => 0,
        hundredths => hundredths,
    }
}

/// Two lines that are not the same, each in pieces that the other has too and pieces that it has otherwise.
pub(super) fn pieces(left: &str, right: &str, deadline: Instant) -> (Vec<Piece>, Vec<Piece>) {
    let (ours, theirs): (Vec<_>, Vec<_>) = (
        left.split_word_bounds().collect(),
        right.split_word_bounds().collect(),
    );
    let steps = capture_diff_slices_deadline(Algorithm::Myers, &ours, &theirs, Some(deadline));
    let (mut one, mut other) = (Side::default(), Side::default());
    for step in &steps {
        let differs = step.tag() != DiffTag::Equal;
        one.take(ours.get(step.old_range()).unwrap_or_default(), differs);
        other.take(theirs.get(step.new_range()).unwrap_or_default(), differs);
    }
    if one.common * 100 < left.len().max(right.len()) * NOTHING_IN_COMMON {
        return (whole(left), whole(right));
    }
    (one.finished(), other.finished())
}

/// A line that has nothing to do with the one beside it.
pub(super) fn whole(text: &str) -> Vec<Piece> {
    let piece = (!text.is_empty()).then(|| Piece {
        text: text.to_owned(),
        differs: true,
    });
    piece.into_iter().collect()
}

/// One line in the making.
#[derive(Default)]
struct Side {
    pieces: Vec<Piece>,
    /// The bytes both lines have, spaces left out.
    common: usize,
}

impl Side {
    fn take(&mut self, words: &[&str], differs: bool) {
        let text = words.concat();
        if text.is_empty() {
            return;
        }
        if !differs {
            self.common += text
                .chars()
                .filter(|c| !c.is_whitespace())
                .map(char::len_utf8)
                .sum::<usize>();
        }
        match self.pieces.last_mut() {
            Some(last) if last.differs == differs => last.text.push_str(&text),
            _ => self.pieces.push(Piece { text, differs }),
        }
    }

    /// The pieces; a space between two that differ belongs to them, so that the eye sees one change and not two.
    fn finished(self) -> Vec<Piece> {
        let differs: Vec<bool> = self.pieces.iter().map(|piece| piece.differs).collect();
        let beside = |at: usize| differs.get(at).copied().unwrap_or(false);
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, piece) in self.pieces.into_iter().enumerate() {
            let is_gap = piece.text.trim().is_empty() && at > 0 && beside(at - 1) && beside(at + 1);
            let differs = piece.differs || is_gap;
            match pieces.last_mut() {
                Some(last) if last.differs == differs => last.text.push_str(&piece.text),
                _ => pieces.push(Piece { differs, ..piece }),
            }
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn shown(left: &str, right: &str) -> (String, String) {
        let (ours, theirs) = pieces(left, right, Instant::now() + Duration::from_secs(60));
        let marked = |pieces: Vec<Piece>| -> String {
            let marked = |piece: Piece| match piece.differs {
                true => format!("[{}]", piece.text),
                false => piece.text,
            };
            pieces.into_iter().map(marked).collect()
        };
        (marked(ours), marked(theirs))
    }

    #[test]
    fn the_words_that_differ_are_picked_out() {
        let (ours, theirs) = shown(
            "Scores older than 200 ms miss the window.",
            "Scores older than 40 ms miss the closing window.",
        );
        assert_eq!(ours, "Scores older than [200] ms miss the window.");
        assert_eq!(
            theirs,
            "Scores older than [40] ms miss the [closing ]window."
        );
    }

    #[test]
    fn words_are_those_of_any_script() {
        let (ours, theirs) = shown("Größe der Straße", "Größe der Gasse");
        assert_eq!(
            (ours.as_str(), theirs.as_str()),
            ("Größe der [Straße]", "Größe der [Gasse]")
        );
    }

    #[test]
    fn one_change_of_several_words_is_one_piece() {
        let (ours, _) = shown(
            "we keep the old slow queue for it",
            "we keep a new fast store for it",
        );
        assert_eq!(ours, "we keep [the old slow queue] for it");
    }

    #[test]
    fn of_lines_that_have_nothing_in_common_no_word_is_picked_out() {
        let (ours, theirs) = shown("- latency", "Chosen option: the store");
        assert_eq!(
            (ours.as_str(), theirs.as_str()),
            ("[- latency]", "[Chosen option: the store]")
        );
    }

    #[test]
    fn lines_that_resemble_each_other_are_found_at_any_height() {
        let left = ["alpha beta gamma", "one two three four"];
        let right = ["something else here", "one two three five", "nothing alike"];
        assert_eq!(aligned(&left, &right), [(1, 1)]);
        let right = ["one two three five", "alpha beta delta gamma"];
        assert_eq!(aligned(&left, &right).len(), 1, "lines do not cross");
    }
}
