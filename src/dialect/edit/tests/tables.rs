//! A table under the options of a record: put there, found again, and nothing else touched.

use super::*;

fn grid(score: &str) -> FactChange {
    FactChange::Grid(Grid {
        key: "Options matrix MTX-0001".to_owned(),
        caption: "Options matrix MTX-0001: Store".to_owned(),
        head: texts(&["Option", "cost (weight 5)", "Total"]),
        rows: vec![
            texts(&["pg|vector", score, "80.00 %"]),
            texts(&["own", "?", "0.00 to 100.00 %"]),
        ],
        note_key: "Sensitivity:".to_owned(),
        note: "Sensitivity: pg|vector wins.".to_owned(),
    })
}

const MARKDOWN: &str = "Options matrix MTX-0001: Store\n\n| Option | cost (weight 5) | Total |\n| --- | ---: | ---: |\n| pg\\|vector | 4 | 80.00 % |\n| own | ? | 0.00 to 100.00 % |\n\nSensitivity: pg\\|vector wins.";

#[track_caller]
fn written_and_again(path: &str, before: &str, after: &str) {
    changed(path, before, grid("4"), after);
    changed(path, after, grid("4"), after);
    let other = after.replace("| 4 |", "| 3 |").replace("- 4", "- 3");
    assert_ne!(other, after);
    changed(path, after, grid("3"), &other);
}

#[test]
fn in_markdown_it_stands_under_the_options_and_takes_its_own_place() {
    let before = "# 1. Store\n\n## Status\n\nProposed\n\n## Considered Options\n\n* pgvector\n* own\n\n## Decision Outcome\n\nOpen.\n";
    let after = before.replace("* own\n", &format!("* own\n\n{MARKDOWN}\n"));
    written_and_again("0001-store.md", before, &after);
}

#[test]
fn line_breaks_stay_those_of_the_file() {
    let before = "# 1. Store\r\n\r\n## Status\r\n\r\nProposed\r\n\r\n## Options\r\n\r\nTwo.\r\n";
    let block = MARKDOWN.replace('\n', "\r\n");
    let after = before.replace("Two.\r\n", &format!("Two.\r\n\r\n{block}\r\n"));
    written_and_again("0001-store.md", before, &after);
}

#[test]
fn a_record_without_options_gets_a_section_before_its_decision() {
    let before =
        "# 1. Store\n\n## Status\n\nProposed\n\n## Context\n\nMany.\n\n## Decision\n\nOpen.\n";
    let own = format!("## Options\n\n{MARKDOWN}\n\n## Decision");
    let after = before.replace("## Decision", &own);
    written_and_again("0001-store.md", before, &after);
}

#[test]
fn in_asciidoc_and_restructured_text_it_is_a_table_of_theirs() {
    let before = "= Store\n\nStatus:: proposed\n\n== Options\n\nTwo.\n\n== Decision\n\nOpen.\n";
    let block = ".Options matrix MTX-0001: Store\n[options=\"header\"]\n|===\n| Option | cost (weight 5) | Total\n\n| pg\\|vector | 4 | 80.00 %\n| own | ? | 0.00 to 100.00 %\n|===\n\nSensitivity: pg\\|vector wins.";
    let after = before.replace("Two.\n", &format!("Two.\n\n{block}\n"));
    written_and_again("0001-store.adoc", before, &after);
    let before = "Store\n=====\n\nStatus\n------\n\nProposed\n\nContext\n-------\n\nMany.\n\nDecision\n--------\n\nOpen.\n";
    let block = ".. list-table:: Options matrix MTX-0001: Store\n   :header-rows: 1\n\n   * - Option\n     - cost (weight 5)\n     - Total\n   * - pg\\|vector\n     - 4\n     - 80.00 %\n   * - own\n     - ?\n     - 0.00 to 100.00 %\n\nSensitivity: pg\\|vector wins.";
    let own = format!("Options\n-------\n\n{block}\n\nDecision\n--------");
    let after = before.replace("Decision\n--------", &own);
    written_and_again("0001-store.rst", before, &after);
}

#[test]
fn what_a_person_wrote_around_it_stays() {
    let before = format!(
        "# 1. Store\n\n## Status\n\nProposed\n\n## Options\n\n{MARKDOWN}\n\nMore to say.\n\n```\nOptions matrix MTX-0001: in code\n```\n"
    );
    let after = before.replace("| 4 |", "| 3 |");
    changed("0001-store.md", &before, grid("3"), &after);
    let without_note = before.replace("\n\nSensitivity: pg\\|vector wins.", "");
    changed("0001-store.md", &without_note, grid("3"), &after);
}

#[test]
fn a_name_that_looks_like_a_link_is_written_as_words() {
    let text = "# 1. Store\n\n## Status\n\nProposed\n\n## Options\n\nTwo.\n";
    let FactChange::Grid(mut hostile) = grid("4") else {
        unreachable!("a table");
    };
    "[x](0002-x.md)".clone_into(&mut hostile.rows[0][0]);
    let written = write_one("0001-store.md", text, FactChange::Grid(hostile)).unwrap();
    assert!(written.contains("| \\[x\\](0002-x.md) |"), "{written}");
    let parsed = crate::dialect::read("0001-store.md", written.as_bytes());
    assert!(parsed[0].facts.links.is_empty());
}
