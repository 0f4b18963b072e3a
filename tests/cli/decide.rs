//! Decisions worked on by hand and by script: steps, links, comments, facts, tags.

use crate::desk::{Answer, Desk, picture};

fn refused(answer: &Answer, code: i32, words: &[&str]) {
    assert_eq!(answer.code, code, "{}{}", answer.out, answer.err);
    assert_eq!(answer.out, "");
    for word in words {
        assert!(answer.err.contains(word), "`{word}`: {}", answer.err);
    }
}

fn status(desk: &Desk, reference: &str) -> String {
    let standing = desk.run(&["adr", "status", reference, "--json"]).json();
    standing["status"].as_str().expect("a status").to_owned()
}

#[test]
fn a_decision_says_where_it_stands_and_takes_a_step() {
    let desk = Desk::with_parcels();
    let standing = desk.run(&["adr", "status", "2"]);
    picture(
        &desk,
        "status",
        &format!("{}{}", standing.out, standing.err),
    );
    picture(
        &desk,
        "status-json",
        &desk.run(&["adr", "status", "2", "--json"]).fine(),
    );
    let step = desk.run(&[
        "adr",
        "status",
        "2",
        "accepted",
        "--reason",
        "The bill",
        "--on",
        "2025-04-01",
    ]);
    picture(&desk, "status-step", &format!("{}{}", step.out, step.err));
    assert_eq!(status(&desk, "2"), "accepted");
    let shown = desk.run(&["adr", "show", "2", "--raw"]).fine();
    assert!(shown.contains("2025-04-01") && shown.contains("Accepted"));
    let history = desk.run(&["adr", "history", "2"]).fine();
    assert!(
        history.contains("adr.accepted") && history.contains("The bill"),
        "{history}"
    );
}

#[test]
fn a_step_that_is_none_says_why_and_changes_nothing() {
    let desk = Desk::with_parcels();
    refused(
        &desk.run(&["adr", "status", "2", "deprecated"]),
        1,
        &[
            "ADR-0002 cannot become deprecated",
            "hint: Possible: in-review",
        ],
    );
    refused(
        &desk.run(&["adr", "status", "2", "3", "accepted"]),
        1,
        &["1 of 2 decisions", "ADR-0003 (it is accepted already)"],
    );
    assert_eq!(status(&desk, "2"), "proposed");
    refused(
        &desk.run(&["adr", "status", "2", "agreed"]),
        2,
        &["`agreed` is not a status", "accepted"],
    );
    refused(
        &desk.run(&["adr", "status", "2", "--reason", "x"]),
        2,
        &["no status was named"],
    );
    refused(
        &desk.run(&["--read-only", "adr", "status", "2", "accepted"]),
        1,
        &["read"],
    );
}

#[test]
fn a_step_on_a_state_that_is_gone_is_refused() {
    let desk = Desk::with_parcels();
    let digest = desk.run(&["adr", "show", "2", "--json"]).json()["digest"].clone();
    let digest = digest.as_str().expect("a digest");
    desk.run(&["adr", "status", "2", "in-review"]).fine();
    refused(
        &desk.run(&["adr", "status", "2", "accepted", "--base", digest]),
        1,
        &["changed meanwhile by Mina Okafor"],
    );
}

#[test]
fn who_decided_is_said_as_everywhere_else() {
    let desk = Desk::with_parcels();
    let step = ["adr", "status", "2", "in-review"];
    assert!(
        desk.run(&step)
            .fine()
            .starts_with("opened the review of ADR-0002 ")
    );
    let step = [
        "adr",
        "status",
        "2",
        "accepted",
        "--decider",
        "Lee Brandt",
        "--by",
        "Mina Okafor",
    ];
    desk.run(&step).fine();
    let text = desk.run(&["adr", "show", "2", "--raw"]).fine();
    assert!(text.contains("Lee Brandt, Mina Okafor"), "{text}");
}

#[test]
fn what_takes_the_place_of_what() {
    let desk = Desk::with_parcels();
    let waiting = desk.run(&["adr", "supersede", "4", "--by", "2"]).fine();
    assert!(waiting.contains("once it is accepted"), "{waiting}");
    let links = desk.run(&["adr", "links", "4"]).fine();
    picture(&desk, "links-waiting", &links);
    assert_eq!(status(&desk, "4"), "accepted");
    let accepted = desk.run(&["adr", "status", "2", "accepted"]).fine();
    assert!(accepted.contains("; ADR-0004 is superseded"), "{accepted}");
    assert_eq!(status(&desk, "4"), "superseded");
    refused(
        &desk.run(&["adr", "supersede", "2", "--by", "4"]),
        1,
        &["error: ", "hint: "],
    );
    desk.run(&["undo"]).fine();
    assert_eq!(status(&desk, "4"), "accepted");
    desk.run(&["adr", "supersede", "4", "--by", "2", "--remove"])
        .fine();
    assert!(!desk.run(&["adr", "links", "4"]).fine().contains("ADR-0002"));
}

#[test]
fn what_is_what_to_another() {
    let desk = Desk::with_parcels();
    let done = desk.run(&["adr", "depends-on", "2", "3", "--json"]).json();
    assert_eq!(done["refs"], serde_json::json!(["ADR-0002", "ADR-0003"]));
    desk.run(&["adr", "relate", "2", "3", "--as", "conflicts-with"])
        .fine();
    desk.run(&["adr", "amend", "3", "--by", "2"]).fine();
    picture(
        &desk,
        "links-both",
        &desk.run(&["adr", "links", "3"]).fine(),
    );
    desk.run(&["adr", "relate", "3", "2", "--as", "required-by", "--remove"])
        .fine();
    assert!(!desk.run(&["adr", "links", "2"]).fine().contains("depends"));
    refused(
        &desk.run(&["adr", "relate", "2", "2"]),
        1,
        &["cannot be linked to itself"],
    );
    refused(
        &desk.run(&["adr", "relate", "2", "3", "--as", "likes"]),
        2,
        &["possible are", "depends-on"],
    );
    refused(&desk.run(&["adr", "amend", "3"]), 2, &["--by", "--title"]);
}

#[test]
fn what_is_said_about_a_decision() {
    let mut desk = Desk::with_parcels();
    assert_eq!(desk.run(&["adr", "comments", "2"]).fine(), "");
    desk.run(&["adr", "comment", "2", "Who", "pays", "the", "bill?"])
        .fine();
    desk.user = "Lee Brandt";
    desk.run(&["adr", "comment", "2", "\u{202e}The depots"])
        .fine();
    desk.run(&["adr", "settle", "2", "1"]).fine();
    let comments = desk.run(&["adr", "comments", "2"]);
    picture(
        &desk,
        "comments",
        &format!("{}{}", comments.out, comments.err),
    );
    let comments = desk.run(&["adr", "comments", "2", "--json"]).json();
    let id = comments[0]["id"].as_str().expect("an id");
    desk.run(&["adr", "settle", id, "--reopen"]).fine();
    assert!(
        desk.run(&["adr", "comments", "2"])
            .err
            .contains("2 comments, 2 open")
    );
    refused(
        &desk.run(&["adr", "settle", "2", "7"]),
        1,
        &["ADR-0002 has no comment 7"],
    );
    refused(&desk.run(&["adr", "comment", "2", " "]), 1, &["empty"]);
}

#[test]
fn facts_are_edited_while_open_and_corrected_afterwards() {
    let desk = Desk::with_parcels();
    let done = desk.run(&["adr", "edit", "2", "--title", "Keep depot distances"]);
    assert_eq!(done.fine(), "edited ADR-0002 Keep depot distances\n");
    refused(
        &desk.run(&["adr", "edit", "4", "--decider", "Lee Brandt"]),
        1,
        &["ADR-0004 is accepted", "adr correct ADR-0004"],
    );
    refused(
        &desk.run(&["adr", "correct", "4", "--decider", "Lee Brandt"]),
        1,
        &["needs a reason"],
    );
    let corrected = desk.run(&[
        "adr",
        "correct",
        "4",
        "--decider",
        "Lee Brandt",
        "--consulted",
        "",
        "--tag",
        "night",
        "--reason",
        "Mina was ill",
    ]);
    assert_eq!(
        corrected.fine(),
        "corrected ADR-0004 Score late parcels overnight\n"
    );
    picture(
        &desk,
        "corrected",
        &desk.run(&["adr", "show", "4", "--raw"]).fine(),
    );
    refused(&desk.run(&["adr", "correct", "4"]), 2, &["--title"]);
    refused(
        &desk.run(&["adr", "edit", "2", "--title", "x", "--file", "y"]),
        2,
        &["at once"],
    );
    refused(
        &desk.run(&["adr", "edit", "2", "--date", "03/02/2024"]),
        2,
        &["2026-03-02"],
    );
}

#[test]
fn many_are_tagged_and_a_file_is_not_thrown_away() {
    let desk = Desk::with_parcels();
    let tagged = desk.run(&[
        "adr", "tag", "3", "4", "--add", "North", "--remove", "batch",
    ]);
    assert_eq!(
        tagged.fine(),
        "tagged 2 decisions with north and without batch\n"
    );
    let listed = desk.run(&["adr", "list", "tag:north", "--json"]).json();
    assert_eq!(listed.as_array().expect("a list").len(), 2);
    refused(&desk.run(&["adr", "tag", "3"]), 2, &["--add"]);
    // Nobody is asked about what is refused in any case.
    for discard in [
        &["adr", "discard", "2"][..],
        &["adr", "discard", "2", "--yes"],
    ] {
        let why = "ADR-0002 is proposed; only a draft is discarded";
        refused(&desk.run(discard), 1, &[why]);
    }
    desk.run(&["adr", "new", "Passing"]).fine();
    refused(&desk.run(&["adr", "discard", "5"]), 2, &["--yes"]);
    desk.run(&["adr", "discard", "5", "--yes"]).fine();
}
