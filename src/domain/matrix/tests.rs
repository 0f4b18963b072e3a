//! Stories and properties of the arithmetic of a matrix.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn matrix(weights: &[u32], scores: &[&[Option<u8>]]) -> Matrix {
    let criterion = |(place, weight): (usize, &u32)| Criterion {
        name: format!("c{place}"),
        weight: *weight,
    };
    let option = |(place, scores): (usize, &&[Option<u8>])| MatrixOption {
        name: format!("o{place}"),
        scores: scores
            .iter()
            .enumerate()
            .filter_map(|(place, score)| Some((format!("c{place}"), (*score)?)))
            .collect(),
        note: None,
    };
    Matrix {
        id: RecordId(Uuid::from_u128(1)),
        label: "MTX-0001".to_owned(),
        title: "Vendor".to_owned(),
        decision: None,
        system: None,
        scale_max: 5,
        criteria: weights.iter().enumerate().map(criterion).collect(),
        options: scores.iter().enumerate().map(option).collect(),
    }
}

fn given(scores: &[&[u8]]) -> Vec<Vec<Option<u8>>> {
    let some = |scores: &&[u8]| scores.iter().map(|score| Some(*score)).collect();
    scores.iter().map(some).collect()
}

fn full(weights: &[u32], scores: &[&[u8]]) -> Matrix {
    let scores = given(scores);
    let scores: Vec<&[Option<u8>]> = scores.iter().map(Vec::as_slice).collect();
    matrix(weights, &scores)
}

fn totals(matrix: &Matrix) -> Vec<(u32, u32)> {
    let totals = matrix.totals();
    totals.iter().map(|total| (total.low, total.high)).collect()
}

#[test]
fn a_total_is_the_weighted_share_in_basis_points_rounded_down() {
    // 5*4 + 3*5 + 1*2 = 37 of 45, and 5*5 + 3*2 + 1*1 = 32 of 45.
    let matrix = full(&[5, 3, 1], &[&[4, 5, 2], &[5, 2, 1]]);
    assert_eq!(totals(&matrix), [(8_222, 8_222), (7_111, 7_111)]);
    assert_eq!(matrix.outcome(), Outcome::Winner(0));
}

#[test]
fn missing_scores_leave_bounds_and_no_winner_that_they_could_change() {
    let open = matrix(&[5, 3], &[&[Some(5), None], &[Some(2), Some(4)]]);
    assert_eq!(totals(&open), [(6_250, 10_000), (5_500, 5_500)]);
    assert_eq!(open.outcome(), Outcome::Winner(0), "whatever is missing");
    let closer = matrix(&[5, 3], &[&[Some(5), None], &[Some(4), Some(4)]]);
    assert_eq!(closer.outcome(), Outcome::Open(vec![0, 1]));
    assert!(closer.flips().is_empty());
}

#[test]
fn a_tie_has_no_winner_and_says_who_is_tied() {
    let tied = full(&[1, 1], &[&[3, 4], &[4, 3], &[0, 1]]);
    assert_eq!(tied.outcome(), Outcome::Tied(vec![0, 1]));
    assert_eq!(full(&[1], &[&[3]]).outcome(), Outcome::NoChoice);
    assert_eq!(matrix(&[], &[]).outcome(), Outcome::NoChoice);
}

#[test]
fn the_nearest_weight_that_flips_the_winner_is_named_the_smallest_change_first() {
    // 5*4 + 3*5 = 35 against 5*5 + 3*2 = 31: one behind for each point of the first, three ahead for each of the second.
    let matrix = full(&[5, 3], &[&[4, 5], &[5, 2]]);
    let flips = matrix.flips();
    let told: Vec<_> = flips
        .iter()
        .map(|flip| (flip.criterion, flip.now, flip.then))
        .collect();
    assert_eq!(told, [(1, 3, 1), (0, 5, 9)]);
    assert_eq!(flips[0].outcome, Outcome::Winner(1));
    assert_eq!(flips[1].outcome, Outcome::Tied(vec![0, 1]));
}

#[test]
fn a_flip_lies_at_most_at_twice_the_sum_of_all_weights() {
    // One behind for each point of the first; 6 or 8 ahead by the second, and twice the sum is 6.
    let told = |second: u8| {
        let flips = full(&[1, 2], &[&[4, second], &[5, 0]]).flips();
        let told = flips.iter().map(|flip| (flip.criterion, flip.then));
        told.collect::<Vec<_>>()
    };
    assert_eq!(told(3), [(1, 0), (0, 6)]);
    assert_eq!(told(4), [(1, 0)]);
}

#[test]
fn no_weight_flips_an_option_that_is_best_in_everything() {
    assert!(full(&[5, 3], &[&[4, 5], &[3, 4]]).flips().is_empty());
    let alone = full(&[5], &[&[4], &[3]]).flips();
    assert_eq!(
        (alone[0].then, &alone[0].outcome),
        (0, &Outcome::Tied(vec![0, 1]))
    );
}

#[test]
fn it_says_in_one_sentence_who_wins_and_how_easily_that_changes() {
    let said = |weights: &[u32], scores: &[&[u8]]| full(weights, scores).sentence();
    assert_eq!(
        said(&[5, 3], &[&[4, 5], &[5, 2]]),
        "o0 wins; with a weight of 1 in place of 3 for c1, o1 wins."
    );
    assert_eq!(
        said(&[5], &[&[4], &[4], &[4], &[1]]),
        "No option wins: o0, o1 and o2 are tied."
    );
    assert_eq!(
        said(&[5, 3], &[&[4, 5], &[3, 4]]),
        "o0 wins, and no other weight of one criterion changes that."
    );
    let open = matrix(&[5], &[&[None], &[Some(4)]]);
    assert!(open.sentence().contains("missing decide between o0 and o1"));
    assert_eq!(open.totals()[0].words(), "0.00 to 100.00 %");
    assert_eq!(open.totals()[1].words(), "80.00 %");
}

#[test]
fn a_winner_has_a_name_and_a_tie_or_a_missing_score_gives_none_away() {
    assert_eq!(full(&[5], &[&[3], &[4]]).winner(), Some("o1"));
    assert_eq!(full(&[5], &[&[4], &[4]]).winner(), None);
    let open = matrix(&[5], &[&[None], &[Some(4)]]);
    assert_eq!(open.winner(), None);
    let told = [
        Outcome::Winner(1),
        Outcome::Tied(vec![0, 1]),
        Outcome::Open(vec![0, 1]),
        Outcome::NoChoice,
    ]
    .map(|outcome| open.outcome_in_words(&outcome));
    assert_eq!(
        told,
        [
            "o1 wins",
            "o0 and o1 tie",
            "missing scores decide between o0 and o1",
            "there is no choice"
        ]
    );
}

#[test]
fn a_criterion_is_typed_with_its_weight_behind_the_last_colon() {
    let read = |text: &str| text.parse::<Criterion>().map(|it| (it.name, it.weight));
    assert_eq!(read("cost: 5"), Ok(("cost".to_owned(), 5)));
    assert_eq!(read("recall: at 2x:3"), Ok(("recall: at 2x".to_owned(), 3)));
    for wrong in ["cost", "cost:", ":5", "cost:-1", "cost:2.5"] {
        assert!(read(wrong).unwrap_err().contains("`cost:5`"), "{wrong}");
    }
}

fn any_matrix() -> impl Strategy<Value = Matrix> {
    (1_usize..5, 2_usize..5).prop_flat_map(|(criteria, options)| {
        let scores = prop::collection::vec(prop::option::weighted(0.9, 0_u8..=5), criteria);
        (
            prop::collection::vec(0_u32..12, criteria),
            prop::collection::vec(scores, options),
        )
            .prop_map(|(weights, scores)| {
                let scores: Vec<&[Option<u8>]> = scores.iter().map(Vec::as_slice).collect();
                matrix(&weights, &scores)
            })
    })
}

/// The nearest weight found by trying one after the other.
fn tried(matrix: &Matrix, criterion: usize) -> Option<u32> {
    let before = matrix.outcome();
    let now = matrix.criteria[criterion].weight;
    let most = 2 * matrix.criteria.iter().map(|c| c.weight).sum::<u32>();
    let flips = |then: &u32| {
        let mut changed = matrix.clone();
        changed.criteria[criterion].weight = *then;
        changed.outcome() != before
    };
    (0..=most)
        .filter(flips)
        .min_by_key(|then| (then.abs_diff(now), *then))
}

proptest! {
    #[test]
    fn scaling_all_weights_changes_no_order(matrix in any_matrix(), by in 1_u32..9) {
        let mut scaled = matrix.clone();
        for criterion in &mut scaled.criteria {
            criterion.weight *= by;
        }
        prop_assert_eq!(scaled.totals(), matrix.totals());
        prop_assert_eq!(scaled.outcome(), matrix.outcome());
    }

    #[test]
    fn raising_a_score_never_lowers_its_option(matrix in any_matrix(), option in 0_usize..4, criterion in 0_usize..4) {
        let option = option % matrix.options.len();
        let criterion = matrix.criteria[criterion % matrix.criteria.len()].name.clone();
        let Some(score) = matrix.options[option].scores.get(&criterion).copied().filter(|score| *score < 5) else {
            return Ok(());
        };
        let mut raised = matrix.clone();
        raised.options[option].scores.insert(criterion, score + 1);
        prop_assert!(raised.totals()[option].low >= matrix.totals()[option].low);
        prop_assert!(raised.totals()[option].high >= matrix.totals()[option].high);
        if matrix.outcome() == Outcome::Winner(option) {
            prop_assert_eq!(raised.outcome(), Outcome::Winner(option));
        }
    }

    #[test]
    fn a_score_that_is_given_stays_within_the_bounds_and_takes_no_win_away(matrix in any_matrix(), score in 0_u8..=5) {
        for option in 0..matrix.options.len() {
            for criterion in &matrix.criteria {
                let mut filled = matrix.clone();
                filled.options[option].scores.entry(criterion.name.clone()).or_insert(score);
                let (before, after) = (matrix.totals()[option], filled.totals()[option]);
                prop_assert!(before.low <= after.low && after.high <= before.high);
                if let Outcome::Winner(winner) = matrix.outcome() {
                    prop_assert_eq!(filled.outcome(), Outcome::Winner(winner));
                }
            }
        }
    }

    #[test]
    fn the_flips_are_those_that_trying_every_weight_finds(matrix in any_matrix()) {
        let flips = matrix.flips();
        prop_assert!(flips.is_sorted_by_key(super::Flip::change));
        if matches!(matrix.outcome(), Outcome::Winner(_)) {
            for criterion in 0..matrix.criteria.len() {
                let found = flips.iter().find(|flip| flip.criterion == criterion);
                prop_assert_eq!(found.map(|flip| flip.then), tried(&matrix, criterion));
            }
        }
    }
}
