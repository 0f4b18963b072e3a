use super::*;
use crate::ops::view::RevisionLine;

fn state() -> RevisionLine {
    RevisionLine {
        reference: "belt/1".to_owned(),
        title: "Use one belt".to_owned(),
        state: "now".to_owned(),
        at: None,
        actor: None,
    }
}

fn view(text: Vec<TextRow>) -> CompareView {
    CompareView {
        from: state(),
        to: state(),
        facts: Vec::new(),
        text,
    }
}

fn differing(number: u32, words: &str) -> TextRow {
    let line = |word: &str| {
        let piece = Piece {
            text: format!("{words} {word}"),
            differs: true,
        };
        Some((number, vec![piece]))
    };
    TextRow::Differs {
        left: line("before"),
        right: line("after"),
    }
}

fn said(row: &Row) -> String {
    row.pieces.iter().map(|(words, _)| words.as_str()).collect()
}

#[test]
fn of_very_many_lines_the_rest_is_counted_and_every_difference_has_a_place() {
    let mut rows = Vec::new();
    for number in 0..12_000 {
        rows.push(differing(2 * number, "kept"));
        rows.push(TextRow::LeftOut(1));
    }
    for cells in [60, 140] {
        let laid = page(&view(rows.clone()), cells, false);
        assert!(laid.rows.len() <= MOST_ROWS + 4, "{}", laid.rows.len());
        assert_eq!(laid.starts.len(), 12_000);
        assert!(laid.starts.iter().all(|start| *start < laid.rows.len()));
        let last = said(laid.rows.last().unwrap());
        assert!(last.contains("further lines are not shown"), "{last}");
    }
}

#[test]
fn a_line_of_many_bytes_takes_a_few_rows() {
    let long = "store of features ".repeat(100_000);
    for cells in [60, 140] {
        let laid = page(&view(vec![differing(1, &long)]), cells, true);
        assert!(laid.rows.len() < 60, "{}", laid.rows.len());
        let all: String = laid.rows.iter().map(said).collect();
        assert!(all.contains("before") && all.contains("after"), "{all}");
    }
}
