//! Stories about one packet.

use super::*;
use crate::tui::{
    effect::Effect,
    screens::stage::{Stage, packet_id},
};

fn frozen() -> Place {
    Place::Packet(packet_id(1))
}

fn open() -> Place {
    Place::Packet(packet_id(2))
}

#[test]
fn at_80_columns_a_section_has_the_screen() {
    insta::assert_snapshot!(Stage::at(&open(), 80, 22).picture(), @r"
     PKT-2026-002  Vector search for the assistant
     ✎ not frozen · as of 2026-11-21 · 3 decisions · 12 kB
     changes since PKT-2026-001
    ▸ Cover ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ top ━
     # PKT-2026-002: Vector search for the assistant

     As of 2026-11-21.

     ┌─────────────┬──────────┐
     │ decision    │ status   │
     ├─────────────┼──────────┤
     │ payments/11 │ proposed │
     │ payments/12 │ accepted │
     └─────────────┴──────────┘
    ");
}

#[test]
fn the_sections_are_behind_a_key_at_80_columns() {
    let mut stage = Stage::at(&open(), 80, 12);
    stage.press(Action::Outline).press(Action::Down);
    insta::assert_snapshot!(stage.picture(), @r"
     PKT-2026-002  Vector search for the assistant
     ✎ not frozen · as of 2026-11-21 · 3 decisions · 12 kB
     changes since PKT-2026-001
    ▸ SECTIONS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 4 ━
     Cover
    ▌What is asked
     payments/11
     payments/12
    ");
    stage.press(Action::Open);
    assert_eq!(stage.screen.status(), "section 2 of 4");
}

#[test]
fn the_sections_stand_beside_the_text_at_120_columns() {
    let mut stage = Stage::at(&open(), 120, 34);
    stage.press(Action::Right).press(Action::Right);
    insta::assert_snapshot!(stage.picture(), @r"
     PKT-2026-002  Vector search for the assistant
     ✎ not frozen · as of 2026-11-21 · 3 decisions · 12 kB · changes since PKT-2026-001
    ─ SECTIONS ─────────────── 4 ─┲▸ payments/11 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
     Cover                        ┃ ## payments/11
     What is asked                ┃
    ▌payments/11                  ┃ Scores older than 200 ms miss the authorisation window.
     payments/12                  ┃
                                  ┃ ### Consequences
                                  ┃
                                  ┃ The online store is in the path of every payment.
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
                                  ┃
    ");
}

#[test]
fn verifying_says_what_was_checked_and_what_cannot_be_known() {
    let mut stage = Stage::at(&frozen(), 80, 26);
    stage.press(Action::VerifyPacket);
    insta::assert_snapshot!(stage.picture(), @r"
     PKT-2026-001  Fraud scoring, autumn review
     ✓ frozen ffb304816a10 · as of 2026-10-02 · 2 decisions · 12 kB
    ▸ VERIFIED ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
     PKT-2026-001 is sound: all that was checked holds.

     ## What was checked

     ✓ Cover: as the manifest says
     ✓ payments/12: as the manifest says
     ✓ Manifest: reads, and covers every byte above it
     ✓ frozen packet in the store: the bytes that were frozen here by Mina Okafor
       on 2026-10-02
     ✓ payments/12 in the store: changed since, by Lee Brandt on 2026-11-19

     ## What cannot be known from here

     ? no other copy of the log is known here: a rewrite of the whole store after
       event 31 could not be seen
    ");
    stage.press(Action::Back);
    assert_eq!(stage.screen.status(), "section 1 of 4");
}

#[test]
fn a_packet_is_compared_with_the_one_before() {
    let mut stage = Stage::at(&open(), 80, 22);
    stage.press(Action::Compare);
    insta::assert_snapshot!(stage.picture(), @r"
     PKT-2026-002  Vector search for the assistant
     ✎ not frozen · as of 2026-11-21 · 3 decisions · 12 kB
     changes since PKT-2026-001
    ▸ COMPARED ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
     PKT-2026-001 → PKT-2026-002

     ## Added

     + payments/13 Vendor for vector search

     ## Changed

     ~ payments/12 Serve fraud scores from the online store

     ## Other sections that differ

     ~ Cover
     ~ What is asked

     1 decision is shown as before.
    ");
    let asked = stage.asked.last();
    assert!(
        matches!(asked, Some(Query::DiffPackets { from: PacketSource::Kept(from), .. }) if *from == packet_id(1))
    );
}

#[test]
fn what_is_found_is_laid_out_anew_with_the_size() {
    let mut stage = Stage::at(&frozen(), 80, 26);
    stage.press(Action::VerifyPacket).resize(50, 26);
    let picture = stage.picture();
    assert!(picture.contains("PKT-2026-001 is sound"), "{picture}");
    assert!(
        picture.lines().all(|line| line.chars().count() <= 50),
        "{picture}"
    );
}

#[test]
fn a_packet_is_frozen_and_thrown_away_only_after_a_yes() {
    let mut stage = Stage::at(&open(), 80, 22);
    stage.press(Action::FreezePacket);
    let wants = stage.wants();
    let [Outcome::Ask(question)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    assert!(question.title.contains("PKT-2026-002"));
    stage.choose(&question.word);
    let packet = packet_id(2);
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::Effect(Effect::Do { change, .. })] if *change == Change::FreezePacket { packet }
    ));
    stage.press(Action::Discard).wants();
    stage.choose(act::DISCARD);
    assert!(matches!(
        stage.wants().as_slice(),
        [
            Outcome::Effect(Effect::Do { .. }),
            Outcome::Go(Place::Packets)
        ]
    ));
}

#[test]
fn what_cannot_be_done_says_why() {
    let frozen = Stage::at(&frozen(), 80, 22);
    let open = Stage::at(&open(), 80, 22);
    for (stage, action, why) in [
        (&frozen, Action::FreezePacket, "it is frozen"),
        (&frozen, Action::Discard, "it is frozen"),
        (&frozen, Action::Compare, "no packet was frozen before"),
        (&open, Action::VerifyPacket, "not frozen"),
    ] {
        let answer = stage.screen.availability(action);
        assert!(
            matches!(&answer, Availability::Disabled(said) if said.contains(why)),
            "{action:?}: {answer:?}"
        );
    }
}

#[test]
fn the_form_of_a_file_comes_with_a_name() {
    let mut stage = Stage::at(&frozen(), 80, 22);
    stage.press(Action::ExportPacket);
    assert!(matches!(
        stage.wants().as_slice(),
        [Outcome::Form(form)] if form.fields[0].value == "PKT-2026-001.md"
    ));
    let refused = stage.submit(act::EXPORT, &[("file", "~/x.md"), ("format", "md")]);
    assert!(refused.is_err());
}

#[test]
fn words_are_found_in_the_section() {
    let mut stage = Stage::at(&open(), 80, 22);
    stage.press(Action::Right).press(Action::Filter);
    stage.type_text("version");
    assert_eq!(stage.screen.status(), "1 of 1  /version");
    stage.key(KeyCode::Esc);
    assert!(!stage.screen.is_typing());
    assert_eq!(stage.screen.status(), "section 2 of 4");
}

#[test]
fn a_packet_that_is_gone_says_so() {
    let mut stage = Stage::at(&Place::Packet(packet_id(7)), 80, 10);
    assert!(stage.picture().contains("not in the store any more"));
    assert_eq!(
        stage.screen.availability(Action::ExportPacket),
        Availability::Disabled("the packet is not there yet".to_owned())
    );
}
