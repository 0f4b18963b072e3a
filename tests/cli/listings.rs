//! What a person reads: lists, records, links, hits, history; and the JSON a script reads.

use crate::desk::{Desk, parcels, picture};

#[test]
fn the_listings_of_a_small_log() {
    let desk = Desk::with_parcels();
    for (name, arguments) in [
        ("list", &["adr", "list"][..]),
        (
            "list-filtered",
            &[
                "adr",
                "list",
                "status:accepted",
                "--sort",
                "date",
                "--reverse",
            ],
        ),
        ("show", &["adr", "show", "3"]),
        ("show-front-matter", &["adr", "show", "4"]),
        ("find", &["adr", "find", "split", "region"]),
        ("links", &["adr", "links", "1"]),
        ("search", &["search", "bridge"]),
        ("history", &["history"]),
        ("log-list", &["log", "list"]),
    ] {
        picture(&desk, name, &desk.run(arguments).fine());
    }
}

#[test]
fn the_json_of_every_listing_is_kept_as_it_is() {
    let desk = Desk::with_parcels();
    for (name, arguments) in [
        ("list-json", &["adr", "list", "cache", "--json"][..]),
        ("show-json", &["adr", "show", "3", "--json"]),
        ("find-json", &["adr", "find", "split", "--json"]),
        ("links-json", &["adr", "links", "1", "--json"]),
        ("search-json", &["search", "bridge", "--json"]),
        ("history-json", &["adr", "history", "2", "--json"]),
        ("doctor-json", &["doctor", "--json"]),
        ("where-json", &["where", "--json"]),
        ("import-json", &["import", "parcels", "--json"]),
        (
            "export-json",
            &["adr", "export", "out", "--dry-run", "--json"],
        ),
        ("undo-json", &["undo", "--json"]),
        ("log-list-json", &["log", "list", "--json"]),
    ] {
        picture(&desk, name, &desk.run(arguments).fine());
    }
}

#[test]
fn flags_and_words_filter_alike() {
    let desk = Desk::with_parcels();
    for arguments in [
        &["adr", "list", "tag:batch", "--json"][..],
        &["adr", "list", "--tag", "Batch", "--json"],
        &["adr", "list", "--person", "brandt", "--json"],
        &["adr", "list", "--since", "2025-07", "--json"],
        &["adr", "list", "late", "overnight", "--json"],
    ] {
        let rows = desk.run(arguments).json();
        let titles: Vec<_> = rows
            .as_array()
            .expect("a list")
            .iter()
            .map(|row| &row["title"])
            .collect();
        assert_eq!(titles, ["Score late parcels overnight"], "{arguments:?}");
    }
}

#[test]
fn raw_gives_the_bytes_of_the_record() {
    let desk = Desk::with_parcels();
    let raw = desk.run(&["adr", "show", "2", "--raw"]).fine();
    assert_eq!(raw, crate::desk::PARCELS[1].1);
}

#[test]
fn a_reference_that_means_two_records_lists_both() {
    let desk = Desk::with_parcels();
    parcels(&desk.path("letters"));
    desk.run(&["import", "letters"]).fine();
    let refused = desk.run(&["adr", "show", "2"]);
    assert_eq!(refused.code, 1);
    picture(&desk, "ambiguous", &refused.err);
    assert!(
        desk.run(&["adr", "show", "letters/2"])
            .fine()
            .contains("letters/2  Cache depot distances")
    );
}

#[test]
fn a_reference_nobody_answers_to_says_where_to_look() {
    let refused = Desk::with_parcels().run(&["adr", "show", "77"]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("`77`") && refused.err.contains("hint: "),
        "{}",
        refused.err
    );
}

#[test]
fn a_list_that_filters_everything_away_says_so_beside_the_data() {
    let answer = Desk::with_parcels().run(&["adr", "list", "zeppelin"]);
    assert_eq!((answer.out.as_str(), answer.code), ("", 0));
    assert!(answer.err.contains("None of 4"), "{}", answer.err);
}

#[test]
fn home_says_what_needs_me_and_what_happened() {
    let desk = Desk::with_parcels();
    let home = desk.run(&["home"]).fine();
    // How long something waits is another every day.
    for said in [
        "NEEDS ME\nWHY",
        "proposed for ",
        "ADR-0002  Cache depot distances",
        "✓ accepted    2",
        "parcels  4          docs/adr",
        "log.added  parcels",
    ] {
        assert!(home.contains(said), "{said}: {home}");
    }
    let told = desk.run(&["home", "--json"]).json();
    assert_eq!(told["stuck"][0]["record"]["reference"], "ADR-0002");
    assert_eq!(told["stuck"][0]["open_comments"], 0);
    assert_eq!(
        (&told["total"], &told["not_exported"]),
        (&4.into(), &0.into())
    );
    for list in ["review_passed", "diverged", "commented", "drafts"] {
        assert_eq!(told[list], serde_json::json!([]), "{list}");
    }
}

#[test]
fn home_of_a_store_without_logs_says_how_to_begin() {
    let desk = Desk::with_parcels();
    desk.run(&["log", "remove", "parcels", "--yes"]).fine();
    let home = desk.run(&["home"]);
    assert!(home.err.contains("archdeck import PATH"), "{}", home.err);
    assert_eq!(home.fine(), "");
}
