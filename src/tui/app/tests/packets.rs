//! A packet in the real screens over a real workbench: from the form to the verdict.

use crate::{
    env::Env,
    ops::{demo, workbench::Workbench},
    tui::{screen::Place, stage::Stage},
};

fn demo_at(place: Place, size: (u16, u16)) -> Stage {
    let env = Env::fixed(demo::beginning().unwrap(), "Mina Okafor");
    let mut workbench = Workbench::in_memory(env).unwrap();
    workbench.play_demo().unwrap();
    Stage::at(Box::new(workbench), place, size)
}

/// What is seen holds all of these.
fn shows(stage: &Stage, wanted: &[&str]) {
    let picture = stage.picture();
    for text in wanted {
        assert!(picture.contains(text), "`{text}`:\n{picture}");
    }
}

#[test]
fn a_packet_is_built_frozen_and_verified_by_keys() {
    let mut stage = demo_at(Place::Home, (120, 36));
    stage.press("g p a").type_text("Autumn review");
    stage.press("ctrl-s");
    // What was made is opened.
    shows(&stage, &["Autumn review", "DRAFT"]);
    shows(&stage, &["SECTIONS", "What is asked", "✎ not frozen"]);
    stage.press("F");
    shows(&stage, &["Freeze PKT-", "never be changed"]);
    stage.press("y");
    shows(&stage, &["✓ frozen"]);
    assert!(!stage.picture().contains("DRAFT"), "{}", stage.picture());
    stage.press("v");
    shows(&stage, &["is sound: all that was checked holds"]);
    stage.press("u");
    shows(&stage, &["a frozen packet stays"]);
}

#[test]
fn a_packet_that_is_thrown_away_leaves_its_screen_and_comes_back() {
    let mut stage = demo_at(Place::Packets, (80, 24));
    stage.press("a").type_text("Autumn review");
    stage.press("ctrl-s D y");
    shows(&stage, &["━ 2 packets ━", "threw PKT-"]);
    stage.press("u");
    shows(&stage, &["━ 3 packets ━", "Autumn review"]);
}
