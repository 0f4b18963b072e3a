//! After a pause in a sequence: the keys that can follow and what they do, from the table that decides.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    tui::{app::App, look::Look, overlays, widgets::text},
};

/// Columns one entry takes.
const ENTRY: usize = 38;

pub fn draw(app: &App, frame: &mut Frame<'_>, body: Rect, look: &Look<'_>) {
    let Some((typed, next)) = app.which_key() else {
        return;
    };
    let columns = (usize::from(body.width.saturating_sub(4)) / ENTRY).max(1);
    let rows = next.len().div_ceil(columns);
    let height = (rows as u16).saturating_add(2).min(body.height);
    let place = Rect {
        y: body.bottom().saturating_sub(height),
        height,
        ..body
    };
    let inner = overlays::paper(frame, place, (&typed, Tone::BorderFocused), look);
    let cells = usize::from(inner.width) / columns;
    let lines: Vec<Line<'static>> = (0..rows)
        .map(|row| {
            let entries = next.iter().skip(row).step_by(rows);
            Line::from(
                entries
                    .flat_map(|(key, about)| {
                        [
                            text::right_cell(key, 3, look.style(Tone::Key)),
                            Span::raw("  "),
                            text::cell(about, cells.saturating_sub(5), look.style(Tone::Plain)),
                        ]
                    })
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    text::put_all(frame, inner, &lines);
}
