//! Facts in the grids of reStructuredText, whose bars stay below one another.

use super::*;

const ROWS: &str = "+--------+------------------+
| Status | accepted         |
+--------+------------------+
| Date   | 2024-01-02       |
+--------+------------------+";

/// A record whose status stands in this row.
fn grid(status: &str) -> String {
    let rows = ROWS.replace("| accepted         |", status);
    format!("Use X\n=====\n\n{rows}\n\nContext\n-------\n\nc\n")
}

#[test]
fn a_word_of_another_length_leaves_the_bars_where_they_are() {
    use Status::{Deferred, Deprecated, Draft};
    for (before, to, after) in [
        ("| accepted         |", Draft, "| draft            |"),
        ("| accepted         |", Deprecated, "| deprecated       |"),
        ("| **accepted**     |", Deferred, "| **deferred**     |"),
        ("| accepted (again) |", Draft, "| draft (again)    |"),
        ("| draft (again)    |", Deferred, "| deferred (again) |"),
        ("| deferred (by us) |", Draft, "| draft (by us)    |"),
        ("| rejected (by all)|", Deferred, "| deferred (by all)|"),
    ] {
        let change = FactChange::Status(to);
        changed("0007-x.rst", &grid(before), change, &grid(after));
    }
}

#[test]
fn a_new_row_has_a_rule_below_it_and_goes_with_it() {
    let text = grid("| accepted         |");
    let rule = "+--------+------------------+\n";
    let last = "| Date   | 2024-01-02       |\n+--------+------------------+\n";
    let after = text.replace(
        last,
        &format!("{last}| Tags   | api              |\n{rule}"),
    );
    changed(
        "0007-x.rst",
        &text,
        FactChange::Tags(texts(&["api"])),
        &after,
    );
    changed("0007-x.rst", &after, FactChange::Tags(Vec::new()), &text);
    let review = FactChange::ReviewBy(Some(date("2026-01-02")));
    assert!(
        write_one("0007-x.rst", &text, review).is_err(),
        "its name is too long"
    );
}

#[test]
fn what_is_too_long_for_its_column_is_refused() {
    for (before, to) in [
        ("| accepted (again) |", Status::Deprecated),
        ("| draft (by all)   |", Status::Proposed),
        ("| draft (by us all)|", Status::Accepted),
    ] {
        let refused = write_one("0007-x.rst", &grid(before), FactChange::Status(to));
        assert_eq!(refused.map_err(|why| why.line), Err(Some(5)), "{before}");
    }
}

#[test]
fn a_successor_that_is_too_long_for_the_column_stands_below() {
    let to = LinkTarget {
        path: "0003-w.rst".to_owned(),
        number: Some(3),
        native_id: None,
        title: "W".to_owned(),
    };
    let superseded = |text: &str| {
        let changes = [
            FactChange::Status(Status::Superseded),
            FactChange::Link(LinkKind::SupersededBy, to.clone()),
        ];
        let written = write("0007-x.rst", text.as_bytes(), &changes, &Habits::default());
        String::from_utf8(written.expect("it can be written")).expect("text")
    };
    let narrow = grid("| superseded       |");
    assert_eq!(
        superseded(&grid("| accepted         |")),
        format!("{narrow}\nLinks\n-----\n\n- Superseded by `3. W <0003-w.rst>`_\n")
    );
    let wide = |text: &str| {
        let blanks = " ".repeat(40);
        text.replace("------------------", &"-".repeat(58))
            .replace("accepted         |", &format!("accepted         {blanks}|"))
            .replace("2024-01-02       |", &format!("2024-01-02       {blanks}|"))
    };
    let before = wide(&grid("| accepted         |"));
    let after = superseded(&before);
    let link = "superseded by `ADR-0003 <0003-w.rst>`_";
    assert_eq!(
        after,
        before.replace(&format!("accepted{}", " ".repeat(30)), link)
    );
}
