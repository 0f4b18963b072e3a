//! Decisions in the store: rows, references, links, search.

use archdeck::{
    domain::{
        adr::{DateSource, SourcedDate},
        comment::Comment,
        event::RecordKind,
        link::LinkKind,
        log::DecisionLog,
        status::Status,
    },
    store::{Reference, RowOrder, SearchQuery, StatedBy, Store},
};
use pretty_assertions::assert_eq;

use crate::records::*;

fn found(store: &Store, text: &str) -> Vec<String> {
    let query = SearchQuery {
        text: text.to_owned(),
        log: None,
        limit: 10,
    };
    let hits = store.search(&query).expect("hits");
    hits.into_iter().map(|hit| hit.title).collect()
}

/// Decisions with a title and a text each, numbered from 1.
fn filled(texts: &[(&str, &str)]) -> (Store, DecisionLog) {
    let mut store = Store::in_memory().expect("memory");
    let log = log("payments");
    let mut import = group(vec![put_log(&log)]);
    for (number, (title, text)) in (1..).zip(texts) {
        let (adr, bytes) = with_text(adr(&log, number, title), text);
        import.puts.push(put_adr(&adr));
        import.blobs.push(bytes);
    }
    store.save(import).expect("saved");
    (store, log)
}

#[test]
fn the_latest_of_a_log_have_the_highest_numbers() {
    let (mut store, payments) = filled(&[("One", "a"), ("Two", "b"), ("Three", "c")]);
    let other = log("billing");
    let theirs = adr(&other, 9, "Nine");
    save(&mut store, vec![put_log(&other), put_adr(&theirs)]).expect("saved");
    let latest = |log: &DecisionLog, limit| {
        let adrs = store.adrs_latest(log.id, limit).expect("records");
        adrs.into_iter()
            .map(|adr| adr.facts.title)
            .collect::<Vec<_>>()
    };
    assert_eq!(latest(&payments, 2), ["Three", "Two"]);
    assert_eq!(latest(&payments, 9), ["Three", "Two", "One"]);
    assert_eq!(latest(&other, 9), ["Nine"]);
}

#[test]
fn a_row_tells_since_when_it_stands_where_it_stands() {
    let mut store = Store::in_memory().expect("memory");
    let log = log("payments");
    let mut one = adr(&log, 7, "Use SQLite");
    one.facts.dates.decided = Some(SourcedDate {
        date: "2026-02".parse().expect("a month"),
        source: DateSource::Field,
    });
    one.facts.dates.review_by = Some(SourcedDate {
        date: "2027-03-02".parse().expect("a day"),
        source: DateSource::Field,
    });
    one.facts.people.deciders = vec!["Mina".to_owned(), "Lee".to_owned()];
    one.facts.people.consulted = vec!["Lee".to_owned(), "Ada".to_owned()];
    save(&mut store, vec![put_log(&log), put_adr(&one)]).expect("saved");
    let mut two = one.clone();
    two.facts.title = "Use SQLite, in one file".to_owned();
    let mut later = group(vec![from(&one, put_adr(&two))]);
    later.at = at(60);
    store.save(later).expect("saved");

    let row = store.adr_row(one.id).expect("read").expect("a row");
    assert_eq!((row.status_since, row.changed_at), (at(0), at(60)));
    assert_eq!((row.label.as_str(), row.number), ("7", Some(7)));
    assert_eq!(row.decided, one.facts.dates.decided.map(|date| date.date));
    assert_eq!(
        row.review_by,
        one.facts.dates.review_by.map(|date| date.date)
    );
    assert_eq!(row.people, "Mina\nLee\nAda");
    assert_eq!(store.adr_rows().expect("rows"), [row]);
}

#[test]
fn a_page_comes_in_its_order() {
    let (mut store, log) = filled(&[("One", ""), ("Two", ""), ("Three", "")]);
    let numbers = |store: &Store, order| -> Vec<_> {
        let rows = store.adr_rows_page(order, 2).expect("rows");
        rows.into_iter().map(|row| row.number).collect()
    };
    assert_eq!(numbers(&store, RowOrder::Number), [Some(1), Some(2)]);
    let second = store.adrs_of_log(log.id).expect("adrs").remove(1);
    let mut changed = second.clone();
    changed.facts.status = Status::Accepted;
    let mut later = group(vec![from(&second, put_adr(&changed))]);
    later.at = at(9);
    store.save(later).expect("saved");
    assert_eq!(numbers(&store, RowOrder::Changed)[0], Some(2));
    let counts = store.counts().expect("counts");
    assert_eq!(counts.by_status().get(&Status::Accepted), Some(&1));
    assert_eq!((counts.total(), counts.of_log(log.id)), (3, 3));
}

#[test]
fn a_record_is_found_by_number_name_and_identity() {
    let (mut store, log) = filled(&[("Use SQLite", ""), ("Use Kafka", "")]);
    let other = self::log("search");
    let twin = adr(&other, 2, "Use Lucene");
    save(&mut store, vec![put_log(&other), put_adr(&twin)]).expect("saved");
    let number = |log, number| {
        store
            .find(&Reference::Number { log, number })
            .expect("found")
    };
    assert_eq!(number(None, 2).len(), 2);
    assert_eq!(number(Some(other.id), 2), [twin.id]);
    assert_eq!(number(Some(log.id), 9), []);
    let name = |name: &str| {
        let name = name.to_owned();
        store
            .find(&Reference::Name { log: None, name })
            .expect("found")
    };
    assert_eq!(name("0002-USE-lucene"), [twin.id]);
    assert_eq!(name("0002-use-lucene.md"), [twin.id]);
    assert_eq!(name("0002").len(), 2);
    let whole = Reference::IdPrefix(twin.id.to_string());
    assert_eq!(store.find(&whole).expect("found"), [twin.id]);
    let short = Reference::IdPrefix("0123".to_owned());
    assert_eq!(store.find(&short).expect("found"), []);
}

#[test]
fn links_find_their_targets_in_whatever_order_the_records_come() {
    let log = log("payments");
    let mut old = adr(&log, 1, "Batch");
    let mut new = adr(&log, 2, "Stream");
    old.facts.links = vec![
        link(LinkKind::SupersededBy, "0002-stream.md"),
        link(LinkKind::Reference, "0099-gone.md"),
    ];
    new.facts.links = vec![
        link(LinkKind::Supersedes, "ADR-0001"),
        link(LinkKind::Reference, "0001-batch.md"),
    ];
    let mut told = Vec::new();
    for order in [[&old, &new], [&new, &old]] {
        let mut store = Store::in_memory().expect("memory");
        save(&mut store, vec![put_log(&log)]).expect("saved");
        for adr in order {
            save(&mut store, vec![put_adr(adr)]).expect("saved");
        }
        told.push([
            store.links_from(old.id).expect("links"),
            store.links_to(old.id).expect("links"),
            store.links(old.id).expect("links"),
        ]);
        assert_eq!(store.edges(Some(log.id)).expect("edges").len(), 3);
    }
    assert_eq!(told[0], told[1]);
    let [from, to, both] = &told[0];
    assert_eq!((from[0].other, from[1].other), (Some(new.id), None));
    assert_eq!(to[0].kind, Some(LinkKind::SupersededBy));
    assert_eq!((to[1].kind, to[1].other), (None, Some(new.id)));
    let stated: Vec<_> = both.iter().map(|link| link.stated_by).collect();
    assert_eq!(stated, [StatedBy::Both, StatedBy::This, StatedBy::Other]);
}

#[test]
fn a_target_that_two_records_answer_to_is_not_decided() {
    let log = log("payments");
    let (one, mut twin) = (adr(&log, 1, "One"), adr(&log, 1, "Twin"));
    let mut stating = adr(&log, 2, "Stating");
    stating.facts.links = vec![
        link(LinkKind::Amends, "ADR-1"),
        link(LinkKind::Amends, "0001-one.md"),
    ];
    twin.facts.native_id = None;
    let mut store = Store::in_memory().expect("memory");
    save(
        &mut store,
        vec![
            put_log(&log),
            put_adr(&one),
            put_adr(&twin),
            put_adr(&stating),
        ],
    )
    .expect("saved");
    let links = store.links_from(stating.id).expect("links");
    assert_eq!(
        (links[0].other, &links[0].candidates),
        (None, &vec![one.id, twin.id])
    );
    assert_eq!(
        (links[1].other, links[1].candidates.len()),
        (Some(one.id), 0)
    );
    assert_eq!(store.links_to(twin.id).expect("links"), []);
}

#[test]
fn a_record_that_is_gone_leaves_every_list_and_keeps_its_history() {
    let (mut store, log) = filled(&[("Use SQLite", "a text about tables"), ("Use Kafka", "")]);
    let first = store.adrs_of_log(log.id).expect("adrs").remove(0);
    save(&mut store, vec![gone(RecordKind::Adr, first.id, &first)]).expect("removed");
    assert_eq!(store.adr(first.id).expect("read"), None);
    assert_eq!(store.adr_rows().expect("rows").len(), 1);
    assert_eq!(found(&store, "tables"), Vec::<String>::new());
    assert_eq!(store.history(first.id).expect("history").len(), 2);
    save(&mut store, vec![put_adr(&first)]).expect("back again");
    assert_eq!(found(&store, "tables"), ["Use SQLite"]);
    crate::clean(&store);
}

#[test]
fn a_title_weighs_more_than_a_text_and_the_last_word_may_be_unfinished() {
    let (store, _) = filled(&[
        (
            "Use Kafka",
            "because the caf\u{e9} needs a queue, a long queue, and one more queue",
        ),
        ("A queue for the Caf\u{e9}", "some text without it"),
        ("Use SQLite", "nothing here"),
    ]);
    assert_eq!(
        found(&store, "queue"),
        ["A queue for the Caf\u{e9}", "Use Kafka"]
    );
    assert_eq!(
        found(&store, "CAFE que"),
        ["A queue for the Caf\u{e9}", "Use Kafka"]
    );
    assert_eq!(found(&store, "que cafe"), Vec::<String>::new());
    let query = SearchQuery {
        text: "long que".to_owned(),
        log: None,
        limit: 5,
    };
    let hit = store.search(&query).expect("hits").remove(0);
    let marked: Vec<_> = hit
        .matches
        .iter()
        .map(|at| hit.snippet.get(at.clone()))
        .collect();
    assert_eq!(
        marked,
        [Some("queue"), Some("long"), Some("queue"), Some("queue")]
    );
}

#[test]
fn a_search_can_stay_in_one_log() {
    let (mut store, log) = filled(&[("A queue", "")]);
    let other = self::log("search");
    let theirs = adr(&other, 1, "Their queue");
    save(&mut store, vec![put_log(&other), put_adr(&theirs)]).expect("saved");
    for (log, count) in [(None, 2), (Some(log.id), 1), (Some(id()), 0)] {
        let query = SearchQuery {
            text: "queue".to_owned(),
            log,
            limit: 5,
        };
        assert_eq!(store.search(&query).expect("hits").len(), count);
    }
}

#[test]
fn the_files_that_are_no_records_come_back_with_their_bytes() {
    let mut store = Store::in_memory().expect("memory");
    let log = log("payments");
    let bytes = b"\xFF\xFEodd \0 bytes";
    let index = document(&log, "README.md", bytes);
    let mut import = group(vec![put_log(&log), put_document(&index)]);
    import.blobs.push(bytes.to_vec());
    store.save(import).expect("saved");
    assert_eq!(
        store.documents(log.id).expect("documents"),
        std::slice::from_ref(&index)
    );
    assert_eq!(
        store.blob(index.source).expect("read").as_deref(),
        Some(&bytes[..])
    );
    let current = store.current(index.id).expect("read").expect("there");
    assert_eq!(
        (current.public_id.as_str(), current.parent),
        ("README.md", Some(log.id))
    );
    let below = store
        .current_of_kind(RecordKind::Document, Some(log.id))
        .expect("read");
    assert_eq!(below, [current]);
}

/// A comment said so many seconds after noon.
fn said(about: &archdeck::domain::adr::Adr, seconds: i64) -> Comment {
    Comment {
        id: id(),
        record: about.id,
        author: ACTOR.to_owned(),
        at: at(seconds),
        text: "is this still so?".to_owned(),
        settled: false,
    }
}

fn put_comment(comment: &Comment) -> archdeck::store::Put {
    put(RecordKind::Comment, comment.id, comment)
}

#[test]
fn the_decision_with_the_most_open_comments_comes_first() {
    let (mut store, log) = filled(&[]);
    let quiet = adr(&log, 1, "Quiet");
    let talked = adr(&log, 2, "Talked about");
    let settled = adr(&log, 3, "Settled");
    save(
        &mut store,
        vec![put_adr(&quiet), put_adr(&talked), put_adr(&settled)],
    )
    .expect("saved");
    let comments = [
        said(&quiet, 1),
        said(&talked, 5),
        said(&talked, 3),
        said(&settled, 0),
    ];
    save(&mut store, comments.iter().map(put_comment).collect()).expect("saved");
    let mut done = comments[3].clone();
    done.settled = true;
    save(&mut store, vec![from(&comments[3], put_comment(&done))]).expect("saved");
    let told = |store: &Store| -> Vec<_> {
        let commented = store.commented(10).expect("read").into_iter();
        commented
            .map(|told| (told.row.title, told.open, told.oldest))
            .collect()
    };
    assert_eq!(
        told(&store),
        [
            ("Talked about".to_owned(), 2, at(3)),
            ("Quiet".to_owned(), 1, at(1))
        ]
    );
    save(&mut store, vec![from(&done, put_comment(&comments[3]))]).expect("saved");
    assert_eq!(told(&store).len(), 3, "opened again");
    let gone = [
        gone(RecordKind::Comment, comments[3].id, &comments[3]),
        gone(RecordKind::Adr, talked.id, &talked),
    ];
    save(&mut store, gone.into()).expect("saved");
    assert_eq!(
        told(&store).len(),
        1,
        "a decision that is gone is not talked about"
    );
    store.rebuild().expect("rebuilt");
    assert_eq!(told(&store), [("Quiet".to_owned(), 1, at(1))]);
}

#[test]
fn what_no_file_says_yet_is_counted_and_the_newest_comes_first() {
    let (mut store, log) = filled(&[]);
    let (mut adrs, mut puts) = (Vec::new(), Vec::new());
    for number in 1..=3 {
        let mut adr = adr(&log, number, &format!("Title {number}"));
        adr.imported = Some(adr.source);
        puts.push(put_adr(&adr));
        adrs.push(adr);
    }
    save(&mut store, puts).expect("saved");
    assert_eq!(store.edited_here_count().expect("read"), 0);
    for (nth, seconds) in [(2, 10), (0, 20)] {
        let (edited, bytes) = with_text(adrs[nth].clone(), "edited here");
        let mut later = group(vec![from(&adrs[nth], put_adr(&edited))]);
        later.at = at(seconds);
        later.blobs.push(bytes);
        store.save(later).expect("saved");
        adrs[nth] = edited;
    }
    let rows = store.adr_rows_edited_here(10).expect("read");
    let titles: Vec<_> = rows.into_iter().map(|row| row.title).collect();
    assert_eq!(titles, ["Title 1", "Title 3"]);
    let mut exported = adrs[0].clone();
    exported.imported = Some(exported.source);
    save(&mut store, vec![from(&adrs[0], put_adr(&exported))]).expect("saved");
    assert_eq!(store.edited_here_count().expect("read"), 1);
}

#[test]
fn a_number_and_a_path_that_were_given_are_known() {
    let mut store = Store::in_memory().expect("memory");
    let (one, other) = (log("payments"), log("letters"));
    assert_eq!(store.highest_number(one.id).expect("a number"), 0);
    let (seven, nine) = (adr(&one, 7, "Keep"), adr(&one, 9, "Drop"));
    let apart = adr(&other, 40, "Elsewhere");
    let notes = document(&one, "Notes.md", b"");
    let puts = vec![
        put_log(&one),
        put_log(&other),
        put_adr(&seven),
        put_adr(&nine),
        put_adr(&apart),
        put_document(&notes),
    ];
    save(&mut store, puts).expect("saved");
    assert_eq!(store.highest_number(one.id).expect("a number"), 9);
    save(&mut store, vec![gone(RecordKind::Adr, nine.id, &nine)]).expect("saved");
    assert_eq!(
        store.highest_number(one.id).expect("a number"),
        9,
        "it was given once"
    );
    assert_eq!(store.highest_number(other.id).expect("a number"), 40);

    let has = |path: &str| store.has_path(one.id, path).expect("an answer");
    assert!(has("0007-KEEP.md") && has("notes.md"));
    assert!(!has("0009-drop.md") && !has("0040-elsewhere.md"));
}
