//! Where the cursor of a walk is when one comes for an item.

use super::*;

#[test]
fn the_cursor_is_put_on_the_item_one_came_for() {
    let mut known = walk(120, 34);
    known.screen.put_cursor_on_item("ORR-26");
    assert!(
        known.cursor_line().contains("ORR-26"),
        "{}",
        known.picture()
    );
    let mut asked = walk(120, 34);
    asked.screen = crate::tui::screens::open(&Place::Assessment(assessment_id(USUAL)));
    asked.screen.put_cursor_on_item("ORR-26");
    asked.refresh();
    assert!(
        asked.cursor_line().contains("ORR-26"),
        "{}",
        asked.picture()
    );
}
