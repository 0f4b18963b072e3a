//! The first line: the program, where I am, and on the right what is overdue or busy.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    markdown::width,
    tui::{app::App, look::Look, widgets::text},
};

pub fn draw(app: &App, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
    let right = right_side(app, look);
    let right_cells: usize = right.iter().map(|span| width::cells(&span.content)).sum();
    let room = usize::from(area.width).saturating_sub(right_cells + 2);
    text::put(frame, area, &text::cut(breadcrumb(app, look), room));
    let place = Rect {
        x: area.right().saturating_sub(right_cells as u16 + 1),
        width: (right_cells as u16).min(area.width),
        ..area
    };
    text::put(frame, place, &Line::from(right));
}

fn breadcrumb(app: &App, look: &Look<'_>) -> Vec<Span<'static>> {
    let mut spans = vec![
        Span::styled(" archdeck", look.style(Tone::Accent)),
        Span::raw("  "),
        Span::styled(
            look.safe(&app.start.store_name).into_owned(),
            look.style(Tone::Muted),
        ),
    ];
    let words = app.screen.breadcrumb();
    let last = words.len().saturating_sub(1);
    for (nth, word) in words.iter().enumerate() {
        let tone = if nth == last {
            Tone::Heading
        } else {
            Tone::Plain
        };
        let between = format!(" {} ", look.glyph("▸", ">"));
        spans.push(Span::styled(between, look.style(Tone::Border)));
        spans.push(Span::styled(look.safe(word).into_owned(), look.style(tone)));
    }
    spans
}

fn right_side(app: &App, look: &Look<'_>) -> Vec<Span<'static>> {
    if let Some(word) = app.busy() {
        return vec![Span::styled(word, look.style(Tone::Muted))];
    }
    let Some(said) = app.overdue.said() else {
        return Vec::new();
    };
    let said = format!("{} {said}", look.glyph("⚠", "!"));
    vec![Span::styled(said, look.style(Tone::Caution))]
}
