//! What somebody does with several decisions at once.

use super::{at, list, status};
use crate::{
    domain::status::Status,
    ops::change::{Change, PacketRequest, TagMany},
    tui::{app::Message, effect::Reply, screens::stage::id},
};

#[test]
fn several_are_marked_and_something_is_done_with_all() {
    let (mut stage, heard) = at(list());
    stage.press("j j space j space");
    assert!(status(&stage).contains("2 marked"), "{}", status(&stage));
    stage
        .press("t")
        .type_text("board, big one")
        .press("tab")
        .type_text("release")
        .press("enter");
    assert_eq!(
        heard.only(),
        Change::Tag(TagMany {
            records: vec![id(11), id(13)],
            add: vec!["board".to_owned(), "big one".to_owned()],
            remove: vec!["release".to_owned()],
        })
    );
    assert!(status(&stage).contains("Done as asked"));
    stage.wait(5_000).press("s");
    assert!(stage.picture().contains("Next step of 2 decisions"));
    assert!(
        stage
            .picture()
            .contains("accepted: not for 1 of 2: no step leads from draft"),
        "{}",
        stage.picture()
    );
    stage.press("1 enter");
    let Change::Step(step) = heard.only() else {
        unreachable!("a step is taken");
    };
    assert_eq!((step.to, step.records.len()), (Status::Withdrawn, 2));
    stage
        .wait(5_000)
        .press("P")
        .type_text("Thursday")
        .press("ctrl-s");
    let Change::BuildPacket(PacketRequest { decisions, .. }) = heard.only() else {
        unreachable!("a packet is built");
    };
    assert_eq!(decisions, [id(11), id(13)]);
}

#[test]
fn what_is_done_with_one_is_not_done_with_several() {
    for keys in ["e", "L", "c", "D"] {
        let (mut stage, heard) = at(list());
        stage.press("space space").press(keys);
        let said = status(&stage);
        assert!(
            said.contains("2 are marked and this is done with one"),
            "{keys}: {said}"
        );
        assert_eq!(heard.changes(), []);
    }
    let (mut stage, heard) = at(list());
    stage
        .press("j j space j c")
        .type_text("on the marked one")
        .press("enter");
    assert!(matches!(heard.only(), Change::Comment { record, .. } if record == id(11)));
}

#[test]
fn marks_hang_on_the_record_and_hidden_ones_are_left_alone() {
    let (mut stage, heard) = at(list());
    stage
        .press("j j space j space")
        .press("/")
        .type_text("canary")
        .press("enter");
    assert!(
        status(&stage).contains("2 marked, 1 not shown"),
        "{}",
        status(&stage)
    );
    stage.press("t").type_text("board").press("ctrl-s");
    assert!(matches!(heard.only(), Change::Tag(TagMany { records, .. }) if records == [id(11)]));
    stage
        .press("/ ctrl-u")
        .type_text("feast")
        .press("enter")
        .wait(5_000)
        .press("t");
    assert!(status(&stage).contains("none of the 2 marked ones is shown"));
    stage.press("esc").tell(Message::Reply(Reply::StoreChanged));
    assert!(status(&stage).contains("2 marked"), "{}", status(&stage));
    stage.press("esc");
    assert!(!status(&stage).contains("marked"), "{}", status(&stage));
    stage.press("U");
    assert!(status(&stage).contains("nothing is marked"));
    stage.press("space space U");
    assert!(!status(&stage).contains("marked"));
}
