//! Two texts line by line: which lines are the same, which stand against each other, and how many equal ones are left out.
//! It must not know what a text says; front matter is lines as any other.

use std::{ops::Range, time::Instant};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices_deadline};

use super::words;
use crate::ops::view::TextRow;

/// So many equal lines stand above and below a difference.
const CONTEXT: usize = 3;
/// After so many rows no further difference is shown line by line.
const MOST_ROWS: usize = 20_000;

/// The rows of two texts. After the deadline the rest is compared coarsely: still true, but with more than the least
/// differences.
pub(crate) fn rows(before: &str, after: &str, deadline: Instant) -> Vec<TextRow> {
    let (left, right) = lines(before, after);
    let steps = capture_diff_slices_deadline(Algorithm::Patience, &left, &right, Some(deadline));
    let mut woven = Woven {
        left: &left,
        right: &right,
        deadline,
        rows: Vec::new(),
        told: (0, 0),
    };
    for (equal, left, right) in blocks(&steps) {
        if equal {
            woven.same(left, right);
        } else {
            woven.differs(left, right);
        }
    }
    woven.finished()
}

/// The lines of two texts. A line feed that ends them both is no line of its own; one that ends only one of them is the
/// difference, and a text that is empty has no line.
fn lines<'t>(before: &'t str, after: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let ends = |text: &str| text.is_empty() || text.ends_with('\n');
    let both_end = ends(before) && ends(after);
    let split = |text: &'t str| -> Vec<&'t str> {
        if text.is_empty() {
            return Vec::new();
        }
        let inner = text.strip_suffix('\n').filter(|_| both_end);
        inner.unwrap_or(text).split('\n').collect()
    };
    (split(before), split(after))
}

/// Stretches that are equal (true) and stretches that are not, in turn.
fn blocks(steps: &[DiffOp]) -> Vec<(bool, Range<usize>, Range<usize>)> {
    let mut blocks: Vec<(bool, Range<usize>, Range<usize>)> = Vec::new();
    for step in steps {
        let equal = step.tag() == DiffTag::Equal;
        let (old, new) = (step.old_range(), step.new_range());
        match blocks.last_mut() {
            Some((last, left, right)) if *last == equal => {
                left.end = left.end.max(old.end);
                right.end = right.end.max(new.end);
            }
            _ => blocks.push((equal, old, new)),
        }
    }
    blocks
}

/// Rows in the making.
struct Woven<'t> {
    left: &'t [&'t str],
    right: &'t [&'t str],
    deadline: Instant,
    rows: Vec<TextRow>,
    /// How many lines of either text the rows tell of.
    told: (usize, usize),
}

impl Woven<'_> {
    fn is_full(&self) -> bool {
        self.rows.len() > MOST_ROWS
    }

    /// A stretch of equal lines: of a long one only what stands beside a difference.
    fn same(&mut self, left: Range<usize>, right: Range<usize>) {
        if self.is_full() {
            return;
        }
        let is_first = left.start == 0 && right.start == 0;
        let is_last = left.end == self.left.len() && right.end == self.right.len();
        let length = left.len();
        let (above, below) = match (is_first, is_last) {
            _ if length <= 2 * CONTEXT => (length, 0),
            (first, last) => (beside(!first), beside(!last)),
        };
        let behind = length - below;
        for (nth, (one, other)) in left.zip(right).enumerate() {
            if nth < above || nth >= behind {
                self.equal(one, other);
            } else if nth == above {
                self.rows.push(TextRow::LeftOut(number(behind - above)));
                self.told.0 += behind - above;
                self.told.1 += behind - above;
            }
        }
    }

    fn equal(&mut self, one: usize, other: usize) {
        self.rows.push(TextRow::Same {
            left: number(one + 1),
            right: number(other + 1),
            text: line(self.left, one).to_owned(),
        });
        self.told.0 += 1;
        self.told.1 += 1;
    }

    /// A stretch that differs: lines that resemble each other stand side by side, the others fill the places between.
    fn differs(&mut self, left: Range<usize>, right: Range<usize>) {
        let ours = self.left.get(left.clone()).unwrap_or_default();
        let theirs = self.right.get(right.clone()).unwrap_or_default();
        let (mut at, mut beside) = (left.start, right.start);
        for (nth, other) in words::aligned(ours, theirs) {
            let (one, other) = (left.start + nth, right.start + other);
            self.fill(at..one, beside..other);
            self.row(Some(one), Some(other));
            (at, beside) = (one + 1, other + 1);
        }
        self.fill(at..left.end, beside..right.end);
    }

    fn fill(&mut self, mut left: Range<usize>, mut right: Range<usize>) {
        while !(left.is_empty() && right.is_empty()) && !self.is_full() {
            self.row(left.next(), right.next());
        }
    }

    fn row(&mut self, one: Option<usize>, other: Option<usize>) {
        if self.is_full() {
            return;
        }
        let left = one.map(|at| line(self.left, at));
        let right = other.map(|at| line(self.right, at));
        if let (Some(one), Some(other), true) = (one, other, left == right) {
            return self.equal(one, other);
        }
        let (ours, theirs) = match (left, right) {
            (Some(left), Some(right)) => words::pieces(left, right, self.deadline),
            (left, right) => (
                left.map(words::whole).unwrap_or_default(),
                right.map(words::whole).unwrap_or_default(),
            ),
        };
        self.told.0 += one.iter().len();
        self.told.1 += other.iter().len();
        self.rows.push(TextRow::Differs {
            left: one.map(|at| (number(at + 1), ours)),
            right: other.map(|at| (number(at + 1), theirs)),
        });
    }

    /// The rows, and at their end how much of either text they do not tell of.
    fn finished(mut self) -> Vec<TextRow> {
        let left = number(self.left.len().saturating_sub(self.told.0));
        let right = number(self.right.len().saturating_sub(self.told.1));
        if left + right > 0 {
            self.rows.push(TextRow::NotCompared { left, right });
        }
        self.rows
    }
}

/// How many equal lines are kept on the side of a stretch where a difference stands, or none does.
const fn beside(a_difference: bool) -> usize {
    if a_difference { CONTEXT } else { 0 }
}

fn line<'t>(lines: &[&'t str], at: usize) -> &'t str {
    lines.get(at).copied().unwrap_or_default()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    fn compared(before: &str, after: &str) -> Vec<TextRow> {
        rows(before, after, Instant::now() + Duration::from_secs(60))
    }

    fn joined(pieces: &[crate::ops::view::Piece]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// What the rows say of both texts; lines that are left out are taken from the texts themselves.
    fn told(rows: &[TextRow], left: &[&str], right: &[&str]) -> (Vec<String>, Vec<String>) {
        let (mut ours, mut theirs): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let more = |from: &[&str], told: &mut Vec<String>, count: u32| {
            for _ in 0..count {
                told.push(from[told.len()].to_owned());
            }
        };
        for row in rows {
            match row {
                TextRow::Same { left, right, text } => {
                    ours.push(text.clone());
                    theirs.push(text.clone());
                    assert_eq!(
                        (*left as usize, *right as usize),
                        (ours.len(), theirs.len())
                    );
                }
                TextRow::Differs { left, right } => {
                    for (told, side) in [(&mut ours, left), (&mut theirs, right)] {
                        if let Some((number, pieces)) = side {
                            told.push(joined(pieces));
                            assert_eq!(*number as usize, told.len());
                        }
                    }
                }
                TextRow::LeftOut(count) => {
                    assert_eq!(
                        left.get(ours.len()..ours.len() + *count as usize),
                        right.get(theirs.len()..theirs.len() + *count as usize)
                    );
                    more(left, &mut ours, *count);
                    more(right, &mut theirs, *count);
                }
                TextRow::NotCompared {
                    left: one,
                    right: other,
                } => {
                    more(left, &mut ours, *one);
                    more(right, &mut theirs, *other);
                }
            }
        }
        (ours, theirs)
    }

    fn assert_told(before: &str, after: &str, rows: &[TextRow]) {
        let (left, right) = lines(before, after);
        let (ours, theirs) = told(rows, &left, &right);
        assert_eq!(ours, left);
        assert_eq!(theirs, right);
        for row in rows {
            if let TextRow::Differs {
                left: Some((_, one)),
                right: Some((_, other)),
            } = row
            {
                assert_ne!(joined(one), joined(other));
                assert!(
                    one.iter().chain(other).any(|piece| piece.differs),
                    "{row:?}"
                );
            }
        }
    }

    #[test]
    fn long_equal_stretches_are_left_out_but_for_what_stands_beside_a_difference() {
        let text = |marked: &str| -> String {
            (1..=30)
                .map(|n| match n {
                    10 | 20 => format!("{marked} {n}\n"),
                    n => format!("line {n}\n"),
                })
                .collect()
        };
        let (before, after) = (text("old"), text("new"));
        let rows = compared(&before, &after);
        let left_out: Vec<_> = rows
            .iter()
            .filter_map(|row| match row {
                TextRow::LeftOut(count) => Some(*count),
                _ => None,
            })
            .collect();
        assert_eq!(left_out, [6, 3, 7], "above, between, below");
        assert_eq!(rows.iter().filter(|row| row.differs()).count(), 2);
        assert_told(&before, &after, &rows);
    }

    #[test]
    fn what_is_the_same_is_one_row_however_long() {
        let text = "line\n".repeat(500);
        assert_eq!(compared(&text, &text), [TextRow::LeftOut(500)]);
        assert_eq!(compared("a\n", "a\n").len(), 1);
        assert_eq!(compared("", ""), []);
    }

    #[test]
    fn a_line_feed_at_the_end_is_a_difference_and_a_text_that_is_not_there_has_no_line() {
        assert!(compared("a\n", "a").iter().any(TextRow::differs));
        assert!(!compared("a", "a").iter().any(TextRow::differs));
        let made = compared("", "a\nb\n");
        assert_eq!(made.len(), 2);
        assert!(made.iter().all(|row| matches!(
            row,
            TextRow::Differs {
                left: None,
                right: Some(_)
            }
        )));
    }

    #[test]
    fn a_line_put_before_a_changed_one_does_not_take_its_place() {
        let before = "The score is served within 200 ms from the store.\n";
        let after = "A sentence of another kind altogether.\nThe score is served within 40 ms from the store.\n";
        let rows = compared(before, after);
        assert!(
            matches!(
                &rows[0],
                TextRow::Differs {
                    left: None,
                    right: Some((1, _))
                }
            ),
            "{rows:?}"
        );
        let TextRow::Differs {
            left: Some((1, ours)),
            right: Some((2, theirs)),
        } = &rows[1]
        else {
            unreachable!("{rows:?}")
        };
        let differing = |pieces: &[crate::ops::view::Piece]| -> Vec<String> {
            let differing = pieces.iter().filter(|piece| piece.differs);
            differing.map(|piece| piece.text.clone()).collect()
        };
        assert_eq!(
            (differing(ours), differing(theirs)),
            (vec!["200".to_owned()], vec!["40".to_owned()])
        );
    }

    #[test]
    fn of_texts_that_have_nothing_in_common_the_rest_is_counted() {
        let before: String = (0..30_000).map(|n| format!("a{n}\n")).collect();
        let after: String = (0..25_000).map(|n| format!("b{n}\n")).collect();
        let rows = compared(&before, &after);
        assert!(
            matches!(rows.last(), Some(TextRow::NotCompared { left, right }) if *left > 0 && *right > 0)
        );
        assert!(rows.len() <= MOST_ROWS + 2);
        assert_told(&before, &after, &rows);
    }

    #[test]
    fn without_any_time_the_rows_are_still_true() {
        let before: String = (0..400)
            .map(|n| format!("line {} of it\n", n * 7 % 31))
            .collect();
        let after: String = (0..400)
            .map(|n| format!("line {} of it\n", n * 5 % 29))
            .collect();
        let long = Instant::now();
        assert_told(&before, &after, &rows(&before, &after, long));
    }

    fn text() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            Just(String::new()),
            Just("the same".to_owned()),
            "[ab]{0,3} [xy]{0,2} word",
            "\\PC{0,12}",
            Just("\u{1b}[2J\r".to_owned()),
        ];
        (proptest::collection::vec(line, 0..40), any::<bool>())
            .prop_map(|(lines, ends)| lines.join("\n") + if ends { "\n" } else { "" })
    }

    proptest! {
        /// Read down one side, the rows say one text; down the other side, the other.
        #[test]
        fn both_texts_can_be_read_out_of_the_rows(before in text(), after in text()) {
            assert_told(&before, &after, &compared(&before, &after));
        }
    }
}
