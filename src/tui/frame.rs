//! One frame: the header says where I am, the body is the screen, the last line what I can press now. Overlays, problems and
//! the which-key box lie over the body. Drawing reports what can be clicked and where the cursor belongs.

mod header;
mod problems;
mod status;
mod which_key;

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::Line,
};

use crate::tui::{
    app::{App, Hyperlinks, SMALLEST},
    look::Look,
    widgets::{hyperlink, text},
};

/// Draws everything and says where the real cursor belongs, and whether it is shown there.
pub fn draw(app: &mut App, frame: &mut Frame<'_>) -> (Option<Position>, bool) {
    let area = frame.area();
    let theme = Arc::clone(&app.theme);
    let mut look = Look::new(&theme, app.start.ascii);
    app.targets.clear();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(frame, area);
        return (None, false);
    }
    let (head, body, foot) = parts(area);
    app.screen.draw(frame, body, &mut look);
    if let Some(overlay) = &mut app.overlay {
        // What lies under an overlay is not clicked through it, nor does the cursor stay there.
        look.targets.clear();
        look.cursor = None;
        look.cursor_is_shown = false;
        if let Some(covered) = &mut app.covered {
            covered.draw(frame, body, &mut look);
            look.targets.clear();
            look.cursor = None;
        }
        overlay.draw(frame, body, &mut look);
    }
    header::draw(app, frame, head, &mut look);
    status::draw(app, frame, foot, &mut look);
    which_key::draw(app, frame, body, &look);
    problems::draw(app, frame, body, &look);
    if app.start.hyperlinks == Hyperlinks::Sent {
        for (place, target, shown) in &look.links {
            hyperlink::put(frame.buffer_mut(), *place, (target, shown));
        }
    }
    let cursor = look.cursor.filter(|at| area.contains(*at));
    let shown = look.cursor_is_shown;
    app.targets = std::mem::take(&mut look.targets);
    (cursor, shown)
}

fn parts(area: Rect) -> (Rect, Rect, Rect) {
    let head = Rect { height: 1, ..area };
    let foot = Rect {
        y: area.bottom().saturating_sub(1),
        height: 1,
        ..area
    };
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(2),
        ..area
    };
    (head, body, foot)
}

/// A polite line where there is no room for anything else.
fn too_small(frame: &mut Frame<'_>, area: Rect) {
    let said = format!(
        "archdeck needs {} x {} cells; here are {} x {}",
        SMALLEST.0, SMALLEST.1, area.width, area.height
    );
    let lines: Vec<_> = text::wrapped(&said, usize::from(area.width), usize::from(area.height))
        .into_iter()
        .map(Line::from)
        .collect();
    text::put_all(frame, area, &lines);
}
