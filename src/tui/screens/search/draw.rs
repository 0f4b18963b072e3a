//! The picture of the search: the field, the hits in two lines each and, from 100 columns on, the record beside them.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::Search;
use crate::{
    domain::tone::Tone,
    markdown::width,
    ops::view::HitLine,
    tui::{
        look::{Look, Target},
        screens::facts,
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the record stands beside the hits.
const TWO_PANES: u16 = 100;

/// The number of the hits, as a part of the screen.
const HITS: usize = 0;
/// The number of the text.
pub(super) const TEXT: usize = 1;

fn list_width(columns: u16) -> u16 {
    if columns < TWO_PANES {
        columns
    } else {
        (columns / 2).min(90)
    }
}

/// The columns the text of the record has, where it is shown.
pub(super) fn text_width(columns: u16) -> Option<u16> {
    (columns >= TWO_PANES).then(|| columns.saturating_sub(list_width(columns) + 3))
}

impl Search {
    pub(super) fn draw_search(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let sides = Sides::of(area, list_width(area.width));
        self.draw_hits(frame, sides.left, look);
        if text_width(area.width).is_some() {
            sides.draw(frame, pane::Focused::Left, look);
            self.draw_text(frame, sides.right, look);
        }
    }

    fn draw_hits(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(HITS));
        let note = match &self.view {
            Some(_) => self.count(),
            None => String::new(),
        };
        let pane = Pane {
            title: "SEARCH",
            note: &note,
            focused: true,
        };
        let inner = pane.draw(frame, area, look);
        let prompt = look.glyph("› ", "> ");
        self.field
            .draw((frame, look), text::inset(inner, 1), (prompt, self.typing));
        let below = text::below(inner, 2);
        match &self.view {
            Some(view) if view.hits.is_empty() => {
                let words = format!("No decision says `{}`.", look.safe(&view.text));
                text::nothing_yet(
                    frame,
                    below,
                    &[&words, "Fewer or shorter words find more."],
                    look,
                );
            }
            Some(_) => self.draw_rows(frame, below, look),
            None => self.draw_waiting(frame, below, look),
        }
    }

    fn count(&self) -> String {
        let more = self.view.as_ref().is_some_and(|view| view.more);
        let best = if more { "best " } else { "" };
        format!(
            "{best}{}",
            facts::counted(self.length() as u64, "hit", "hits")
        )
    }

    fn draw_waiting(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        if self.question.is_open() {
            let line = Line::styled("searching…", look.style(Tone::Muted));
            text::put(frame, text::inset(area, 2), &line);
            return;
        }
        let said = [
            "Search the text of all decisions.",
            "Type three letters or more; every word has to be in the text. Enter opens the first hit, the arrow keys choose another.",
        ];
        text::nothing_yet(frame, area, &said, look);
    }

    fn draw_rows(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let Some(view) = &self.view else { return };
        let rows = Rows {
            area,
            length: view.hits.len(),
            lines: 2,
            choice: Choice::Active,
            first_target: 0,
        };
        let field_cursor = self.typing.then_some(look.cursor).flatten();
        self.list.draw((frame, look), rows, |nth, cells, look| {
            view.hits
                .get(nth)
                .map(|hit| row(hit, cells, look))
                .unwrap_or_default()
        });
        // While somebody types the real cursor stays in the field.
        if let Some(cursor) = field_cursor {
            look.put_cursor(cursor, true);
        }
    }

    fn draw_text(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(TEXT));
        let view = self.reading.view().filter(|_| self.view.is_some());
        let reference = view.map(|view| look.safe(&view.reference).into_owned());
        let pane = Pane {
            title: reference.as_deref().unwrap_or_default(),
            ..Pane::default()
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let Some(view) = view else { return };
        let cells = usize::from(inner.width);
        let title = look.safe(&view.adr.facts.title).into_owned();
        let title = Span::styled(title, look.style(Tone::Heading));
        let mut lines = vec![text::cut(vec![title], cells)];
        lines.extend(facts::headline(view, self.reading.as_of, (cells, 2), look));
        let taken = text::put_all(frame, inner, &lines);
        let body = text::below(inner, taken + 1);
        self.reading.document.draw((frame, look), body, false);
    }
}

/// The record, and below it the piece of its text with the matches marked.
fn row(hit: &HitLine, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let record = vec![
        facts::status_cell(hit.record.status, look),
        Span::raw("  "),
        Span::styled(
            format!(
                "{} ",
                look.safe(&facts::short_reference(&hit.record.reference))
            ),
            look.style(Tone::Muted),
        ),
        Span::raw(look.safe(&hit.record.title).into_owned()),
    ];
    let mut snippet = vec![Span::raw("  ")];
    snippet.extend(near_match(&hit.snippet, cells, look));
    vec![text::cut(record, cells), text::cut(snippet, cells)]
}

/// The piece of text from a place where its first match is seen.
fn near_match(snippet: &[(String, bool)], cells: usize, look: &Look<'_>) -> Vec<Span<'static>> {
    let matched = snippet.iter().position(|(_, matches)| *matches);
    let mut spans = Vec::new();
    for (nth, (piece, matches)) in snippet.iter().enumerate() {
        let tone = if *matches { Tone::Match } else { Tone::Muted };
        let safe = look.safe(piece);
        let shown = if Some(nth + 1) == matched {
            tail(&safe, cells / 2)
        } else {
            safe.into_owned()
        };
        spans.push(Span::styled(shown, look.style(tone)));
    }
    spans
}

/// The end of a text in at most so many cells, from the beginning of a word.
fn tail(text: &str, cells: usize) -> String {
    let surplus = width::cells(text).saturating_sub(cells);
    if surplus == 0 {
        return text.to_owned();
    }
    let (_, rest) = width::split(text, surplus);
    let rest = rest.split_once(' ').map_or(rest, |(_, words)| words);
    format!("… {rest}")
}
