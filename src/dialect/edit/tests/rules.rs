//! Rules that hold for every text: what is asked is read back, only lines of the change differ, and the old value written
//! again gives the old bytes.

use proptest::prelude::*;

use super::*;
use crate::dialect::read;

/// A status in some dress, and the path of a file that may hold it.
fn record() -> impl Strategy<Value = (String, String)> {
    let word = prop::sample::select(vec![
        "accepted",
        "Proposed",
        "DRAFT",
        "Rejected",
        "deprecated",
        "In review",
    ]);
    let form = 0..9_usize;
    let body = prop::collection::vec("[a-z ,*_`#|.-]{0,30}", 0..6);
    let ends = prop::sample::select(vec!["\n", "\r\n"]);
    (word, form, body, ends, any::<bool>(), any::<bool>()).prop_map(|(word, form, body, end, mark, closed)| {
        let body = body.join("\n");
        let sections = format!("## Context\n\n{body}\n\n## Decision\n\nWe do it.");
        let (ending, text) = match form {
            0 => ("md", format!("# 1. Use X\n\nDate: 2024-01-02\n\n## Status\n\n{word}\n\n{sections}")),
            1 => ("md", format!("# Use X\n\n* Status: {word}\n* Date: 2024-01-02\n\n{sections}")),
            2 => ("md", format!("# Use X\n\n- **Status:** {word} (for now)\n\n{sections}")),
            3 => ("md", format!("---\nstatus: \"{word}\"\ntags: [a]\n---\n\n# Use X\n\n{sections}")),
            4 => ("md", format!("# Use X\n\n| Key | Value |\n|---|---|\n| Status | {word} |\n| Date | 2024-01-02 |\n\n{sections}")),
            5 => ("md", format!("# Use X\n\n## Status: {word}\n\n{sections}")),
            6 => ("adoc", format!("= Use X\n:adr_status: {word}\n:adr_date: 2024-01-02\n\n== Context\n\nc\n\n== Decision\n\nd")),
            7 => ("rst", format!("Use X\n=====\n\nStatus\n------\n\n**{word}**\n\nContext\n-------\n\nc")),
            _ => ("md", format!("# 1. Use X\n\n## Status\n\n~~Draft~~ {word}, see below.\n\nMore words.\n\n{sections}")),
        };
        let text = format!("{text}{}", if closed { "\n" } else { "" }).replace('\n', end);
        let text = if mark { format!("\u{feff}{text}") } else { text };
        (format!("0001-x.{ending}"), text)
    })
}

fn lines_that_differ(before: &str, after: &str) -> (usize, usize) {
    let diff = similar::TextDiff::from_lines(before, after);
    let count = |tag| {
        diff.iter_all_changes()
            .filter(|change| change.tag() == tag)
            .count()
    };
    (
        count(similar::ChangeTag::Delete),
        count(similar::ChangeTag::Insert),
    )
}

fn facts(path: &str, text: &str) -> crate::domain::adr::Facts {
    read(path, text.as_bytes()).remove(0).facts
}

proptest! {
    #[test]
    fn a_status_written_is_read_and_its_line_alone_differs((path, text) in record(), to in 0..9_usize) {
        let to = Status::ALL[to];
        let old = facts(&path, &text).status;
        prop_assume!(old != Status::Unknown);
        let written = write_one(&path, &text, FactChange::Status(to)).expect("every form can be written");
        prop_assert_eq!(facts(&path, &written).status, to);
        prop_assert_eq!(lines_that_differ(&text, &written), if to == old { (0, 0) } else { (1, 1) });
        let back = write_one(&path, &written, FactChange::Status(old)).expect("and written back");
        prop_assert_eq!(back, text);
    }

    #[test]
    fn a_date_written_is_read_and_inserted_lines_go_again((path, text) in record(), days in 0..4_000_i64) {
        let day = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day") + chrono::Duration::days(days);
        let to = StatedDate::Day(day);
        let written = write_one(&path, &text, FactChange::ReviewBy(Some(to))).expect("a date can be inserted");
        prop_assert_eq!(facts(&path, &written).dates.review_by.map(|stated| stated.date), Some(to));
        prop_assert_eq!(lines_that_differ(&text, &written).0, 0);
        let back = write_one(&path, &written, FactChange::ReviewBy(None)).expect("and taken away");
        prop_assert_eq!(back, text);
    }

    #[test]
    fn names_written_are_read_or_refused((path, text) in record(), names in prop::collection::vec("[A-Za-zé@:'\"#,\\[-]{1,12}( [A-Z][a-z]{1,8})?", 0..4)) {
        if let Ok(written) = write_one(&path, &text, FactChange::People(PeopleRole::Deciders, names.clone())) {
            prop_assert_eq!(facts(&path, &written).people.deciders, names);
        }
    }

    #[test]
    fn any_text_is_written_or_refused(text in "(# |## |Status|Date|: |accepted|[|*`_~<>-]|---|\n|\r\n|[a-z ]|\\[x\\]\\(y.md\\)|supersed(es|ed by) ){0,40}", ending in "md|adoc|rst") {
        let path = format!("0001-x.{ending}");
        for change in [
            FactChange::Status(Status::Deferred),
            FactChange::Title("Another".to_owned()),
            FactChange::Date(Some(date("2025-03-14"))),
            FactChange::Tags(texts(&["a", "b"])),
        ] {
            if let Ok(written) = write_one(&path, &text, change.clone())
                && change == FactChange::Status(Status::Deferred)
            {
                prop_assert_eq!(facts(&path, &written).status, Status::Deferred);
            }
        }
    }
}
