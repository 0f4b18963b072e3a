//! What did not work, at the foot of the body until a key is pressed: what happened, and what to do next.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    tui::{app::App, look::Look, overlays, widgets::text},
};

pub fn draw(app: &App, frame: &mut Frame<'_>, body: Rect, look: &Look<'_>) {
    let problems = app.notices.problems();
    if problems.is_empty() {
        return;
    }
    let cells = usize::from(body.width.saturating_sub(6));
    let mut lines: Vec<Line<'static>> = Vec::new();
    for problem in problems {
        for line in text::wrapped(&look.safe(&problem.text), cells, 4) {
            lines.push(Line::from(line));
        }
        if let Some(hint) = &problem.hint {
            for line in text::wrapped(&look.safe(hint), cells, 3) {
                lines.push(Line::from(Span::styled(line, look.style(Tone::Muted))));
            }
        }
    }
    let height = (lines.len() as u16).saturating_add(2).min(body.height);
    let place = Rect {
        y: body.bottom().saturating_sub(height),
        height,
        ..body
    };
    let title = format!("{} Problem, any key goes on", look.glyph("✗", "x"));
    let inner = overlays::paper(frame, place, (&title, Tone::Danger), look);
    text::put_all(frame, inner, &lines);
}
