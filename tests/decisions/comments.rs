//! Comments beside the text, and drafts that are thrown away.

use archdeck::ops::change::Change;
use pretty_assertions::assert_eq;

use crate::desk::{Desk, file, nygard, refused};

fn desk() -> Desk {
    Desk::of(&[
        file("0001-a.md", nygard(1, "Stop the belt", "Accepted")),
        file("0002-b.md", nygard(2, "Slow the belt", "Draft")),
    ])
}

#[test]
fn a_comment_is_said_settled_opened_again_and_taken_back() {
    let mut desk = desk();
    let record = desk.id("1");
    let text = "  Who restarts it?  ".to_owned();
    let done = desk.bench.apply(Change::Comment { record, text }).unwrap();
    assert_eq!(done.summary, "commented on ADR-0001 Stop the belt");
    let comment = done.made.unwrap();
    let said = desk.record("1").comments;
    assert_eq!(
        (said[0].id, said[0].text.as_str(), said[0].author.as_str()),
        (comment, "Who restarts it?", "mina")
    );
    let settle = |settled| Change::SettleComment { comment, settled };
    desk.bench.apply(settle(true)).unwrap();
    assert!(desk.record("1").comments[0].settled);
    let again = desk.bench.apply(settle(true)).unwrap();
    assert_eq!(again.group, None);
    desk.bench.apply(settle(false)).unwrap();
    assert!(!desk.record("1").comments[0].settled);
    assert_eq!(
        desk.undo().summary,
        "undone: reopened the comment Who restarts it?"
    );
    desk.undo();
    assert_eq!(
        desk.undo().summary,
        "undone: added the comment Who restarts it?"
    );
    assert!(desk.record("1").comments.is_empty());
    assert!(desk.bench.apply(settle(true)).is_err());
}

#[test]
fn a_comment_is_one_clean_line_of_some_length() {
    let mut desk = desk();
    let record = desk.id("1");
    for text in ["", "two\nlines", "\u{1b}]0;x", &"long ".repeat(801)] {
        let text = text.to_owned();
        refused(desk.bench.apply(Change::Comment { record, text }));
    }
    assert!(desk.record("1").comments.is_empty());
}

#[test]
fn a_comment_is_found_by_the_beginning_of_its_id() {
    let mut desk = desk();
    let record = desk.id("1");
    let mut say = |text: &str| {
        let text = text.to_owned();
        let done = desk.bench.apply(Change::Comment { record, text }).unwrap();
        done.made.unwrap()
    };
    let (one, _) = (say("One"), say("Two"));
    let typed = one.to_string();
    assert_eq!(desk.bench.resolve_comment(&typed).unwrap(), one);
    let shared: String = typed.chars().take(8).collect();
    let error = desk.bench.resolve_comment(&shared).unwrap_err();
    assert!(error.to_string().contains(&typed), "{error}");
    assert!(desk.bench.resolve_comment("").is_err());
    assert!(desk.bench.resolve_comment("ffff").is_err());
}

#[test]
fn a_draft_that_came_from_a_file_is_withdrawn() {
    let mut desk = desk();
    let discard = |desk: &mut Desk, reference: &str| {
        let record = desk.id(reference);
        refused(desk.bench.apply(Change::Discard { record, base: None }))
    };
    let (what, hint) = discard(&mut desk, "2");
    assert_eq!(what, "ADR-0002 came from a file, which would bring it back");
    assert_eq!(
        hint,
        "Withdraw it: `archdeck adr status ADR-0002 withdrawn`."
    );
    let (what, _) = discard(&mut desk, "1");
    assert_eq!(what, "ADR-0001 is accepted; only a draft is discarded");
}
