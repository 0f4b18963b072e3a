use crate::tui::screens::stage::{Stage, places};
#[test]
fn pics() {
    for (w, h) in [(80, 22), (120, 34), (200, 48)] {
        for place in places() {
            let mut stage = Stage::at(&place, w, h);
            println!("=== {place:?} {w}x{h}  status: {}", stage.screen.status());
            println!("{}", stage.picture());
        }
    }
}
