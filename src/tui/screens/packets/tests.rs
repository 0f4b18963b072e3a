//! Stories about the list of packets.

use super::*;
use crate::{
    ops::change::Change,
    tui::{
        effect::Effect,
        screens::stage::{Stage, Store, packet_id},
    },
};

fn changes(outcomes: Vec<Outcome>) -> Vec<Change> {
    outcomes
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Effect(Effect::Do { change, .. }) => Some(change),
            _ => None,
        })
        .collect()
}

#[test]
fn a_packet_takes_two_lines_at_80_columns() {
    insta::assert_snapshot!(Stage::at(&Place::Packets, 80, 22).picture(), @r"
    ▸ PACKETS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 packets ━
    ▌PKT-2026-002  Vector search for the assistant
    ▌  2026-11-21 · 3 decisions · ✎ not frozen
     PKT-2026-001  Fraud scoring, autumn review
       2026-10-02 · 2 decisions · ✓ frozen ffb304816a10
    ");
}

#[test]
fn the_cover_stands_beside_the_list_at_120_columns() {
    insta::assert_snapshot!(Stage::at(&Place::Packets, 120, 34).picture(), @r"
    ▸ PACKETS ━━━━━━━━━━━━━━━━━━━━━━━━━━ 2 packets ━┭─ PKT-2026-002 ────────────────────────────────────────────────────────
    ▌PKT-2026-002  Vector search for the assistant  │ # PKT-2026-002: Vector search for the assistant
    ▌  2026-11-21 · 3 decisions · ✎ not frozen      │
     PKT-2026-001  Fraud scoring, autumn review     │ As of 2026-11-21.
       2026-10-02 · 2 decisions · ✓ frozen ffb30481…│
                                                    │ ┌─────────────┬──────────┐
                                                    │ │ decision    │ status   │
                                                    │ ├─────────────┼──────────┤
                                                    │ │ payments/11 │ proposed │
                                                    │ │ payments/12 │ accepted │
                                                    │ └─────────────┴──────────┘
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
                                                    │
    ");
}

#[test]
fn where_there_is_none_it_says_how_one_is_built() {
    insta::assert_snapshot!(Stage::with(Store::default(), &Place::Packets, (80, 16)).picture(), @r"
    ▸ PACKETS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0 packets ━


                                    No packets yet.

        A packet is what a board reads before it meets: decisions, what is asked
                  about them, and a proof that both stay as they were.

         Mark decisions in their list with space and press P there; or press a
                      here and say which decisions with a filter.
    ");
}

#[test]
fn a_packet_is_built_of_what_a_filter_finds() {
    let mut stage = Stage::at(&Place::Packets, 80, 22);
    stage.press(Action::BuildPacket);
    assert!(matches!(stage.wants().as_slice(), [Outcome::Form(form)] if form.word == FILTERED));
    let refused = stage.submit(
        FILTERED,
        &[("title", "Autumn"), (DECISIONS, "status:agreed")],
    );
    assert_eq!(refused.err().map(|(field, _)| field), Some(DECISIONS));
    let filled = [("title", "Autumn"), (DECISIONS, "status:proposed")];
    stage.submit(FILTERED, &filled).unwrap();
    let made = changes(stage.wants());
    let [Change::BuildPacket(request)] = made.as_slice() else {
        unreachable!("{made:?}");
    };
    assert_eq!(
        (request.title.as_str(), request.decisions.len()),
        ("Autumn", 2)
    );
}

#[test]
fn a_filter_that_finds_nothing_brings_the_form_back_as_it_was_filled_in() {
    let mut stage = Stage::at(&Place::Packets, 80, 22);
    let filled = [("title", "Autumn"), (DECISIONS, "tag:nobody")];
    stage.submit(FILTERED, &filled).unwrap();
    let wants = stage.wants();
    let [Outcome::Warn(_), Outcome::Form(form)] = wants.as_slice() else {
        unreachable!("{wants:?}");
    };
    let values: Vec<_> = form
        .fields
        .iter()
        .map(|field| field.value.as_str())
        .collect();
    assert_eq!(values, ["Autumn", "", "", "tag:nobody"]);
}

#[test]
fn the_yes_is_about_the_packet_the_question_named() {
    let mut stage = Stage::at(&Place::Packets, 80, 22);
    stage.press(Action::FreezePacket);
    assert!(matches!(stage.wants().as_slice(), [Outcome::Ask(_)]));
    stage.store.packets.remove(0);
    stage.refresh().choose(act::FREEZE);
    let packet = packet_id(2);
    assert_eq!(changes(stage.wants()), [Change::FreezePacket { packet }]);
}

#[test]
fn a_frozen_packet_is_neither_frozen_nor_thrown_away() {
    let mut stage = Stage::at(&Place::Packets, 80, 22);
    stage.press(Action::Down);
    for action in [Action::FreezePacket, Action::Discard] {
        let answer = stage.screen.availability(action);
        assert!(matches!(answer, Availability::Disabled(why) if why.contains("frozen")));
    }
    assert_eq!(
        stage.screen.availability(Action::ExportPacket),
        Availability::Ready
    );
}

#[test]
fn the_cursor_goes_to_the_packet_that_was_just_built() {
    let mut stage = Stage::at(&Place::Packets, 80, 22);
    stage.press(Action::Down);
    let newest = stage.store.packets.remove(0);
    stage.refresh();
    assert_eq!(stage.screen.cursor(), Some(packet_id(1)));
    let filled = [("title", "Autumn"), (DECISIONS, "status:proposed")];
    stage.submit(FILTERED, &filled).unwrap();
    stage.store.packets.insert(0, newest);
    stage.refresh();
    assert_eq!(stage.screen.cursor(), Some(packet_id(2)));
}

#[test]
fn enter_opens_the_packet() {
    let mut stage = Stage::at(&Place::Packets, 80, 22);
    stage.press(Action::Open);
    assert_eq!(stage.wants(), [Outcome::Go(Place::Packet(packet_id(2)))]);
}
