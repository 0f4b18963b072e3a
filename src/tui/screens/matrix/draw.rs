//! The picture of a matrix: the names of the options stay while the columns of the criteria scroll sideways, totals stand on the
//! right, and below the grid it is said who wins and what would change that.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::Matrix;
use crate::{
    domain::{
        matrix::{Bounds, MatrixOption},
        tone::Tone,
    },
    markdown::width,
    ops::matrices::MatrixView,
    tui::{
        look::{Look, Target},
        widgets::{pane::Pane, text},
    },
};

/// The widest a column of a criterion grows, and the names of the options.
const COLUMN_MOST: usize = 14;
const COLUMN_LEAST: usize = 5;
const NAME_MOST: usize = 24;
/// The cells of a total: `60.00 to 100.00 %`.
const TOTAL: usize = 18;
/// The lines below the grid that are kept free for what it comes to.
const BELOW_LEAST: u16 = 4;

/// Where the columns of a grid stand.
struct Columns {
    name: usize,
    /// The criteria that are seen, with their widths.
    seen: Vec<(usize, usize)>,
}

impl Matrix {
    pub(super) fn draw_matrix(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(0));
        let title = self.view.as_ref().map_or("MATRIX".to_owned(), |view| {
            format!("{}  {}", view.matrix.label, view.matrix.title)
        });
        let note = self.columns_note();
        let pane = Pane {
            title: &look.safe(&title),
            note: &note,
            focused: true,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let Some(view) = self.view.clone() else {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, inner, &line);
            return;
        };
        let taken = self.draw_grid((frame, look), inner, &view);
        let below = text::below(inner, taken.saturating_add(1));
        let lines = comes_to(&view, usize::from(below.width), look);
        text::put_all(frame, below, &lines);
    }

    /// Which criteria are seen, where not all are.
    fn columns_note(&self) -> String {
        let (_, columns) = self.size();
        match columns {
            0 | 1 => String::new(),
            _ => format!("criterion {} of {columns}", self.at.1 + 1),
        }
    }

    /// Draws the grid and says how many lines it took.
    fn draw_grid(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        view: &MatrixView,
    ) -> u16 {
        let columns = self.columns(view, usize::from(area.width));
        let head = heads(view, &columns, look);
        text::put_all(frame, area, &head);
        let heads = head.len() as u16;
        let room = area.height.saturating_sub(heads + BELOW_LEAST).max(1);
        let (rows, _) = self.size();
        self.page = usize::from(room);
        let lowest = (self.at.0 + 1).saturating_sub(self.page);
        self.first.0 = self.first.0.clamp(lowest, self.at.0.max(lowest));
        let seen = self.first.0..rows.min(self.first.0 + self.page);
        let count = seen.len() as u16;
        for (nth, row) in seen.enumerate() {
            let place = Rect {
                height: 1,
                ..text::below(area, heads.saturating_add(nth as u16))
            };
            if place.y >= area.bottom() {
                break;
            }
            self.draw_row((frame, look), (place, row), (view, &columns));
        }
        heads.saturating_add(count)
    }

    /// The columns there is room for, the one of the cursor among them.
    fn columns(&mut self, view: &MatrixView, cells: usize) -> Columns {
        let matrix = &view.matrix;
        let names = matrix.options.iter().map(|it| width::cells(&it.name));
        let third = (cells / 3).max(1);
        let name = names.max().unwrap_or(0).min(NAME_MOST).min(third).max(6);
        let widths: Vec<usize> = matrix
            .criteria
            .iter()
            .map(|it| width::cells(&it.name).clamp(COLUMN_LEAST, COLUMN_MOST))
            .collect();
        let room = cells.saturating_sub(name + TOTAL + 2);
        let fit = |first: usize| {
            let mut left = room;
            let mut seen = Vec::new();
            for (place, wide) in widths.iter().enumerate().skip(first) {
                if left < wide + 2 && !seen.is_empty() {
                    break;
                }
                left = left.saturating_sub(wide + 2);
                seen.push((place, *wide));
            }
            seen
        };
        self.first.1 = self.first.1.min(self.at.1);
        let mut seen = fit(self.first.1);
        while seen.last().is_some_and(|(last, _)| *last < self.at.1) {
            self.first.1 += 1;
            seen = fit(self.first.1);
        }
        Columns { name, seen }
    }

    fn draw_row(
        &self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        (place, row): (Rect, usize),
        (view, columns): (&MatrixView, &Columns),
    ) {
        let matrix = &view.matrix;
        let Some(option) = matrix.options.get(row) else {
            return;
        };
        let (line, cursor) = self.row_line((option, row), (view, columns), look);
        text::put(frame, place, &line);
        for (column, from, wide) in cells(columns) {
            let at = Rect {
                x: place.x.saturating_add(from as u16),
                width: wide as u16,
                ..place
            }
            .intersection(place);
            look.register(at, Target::Screen(row * matrix.criteria.len() + column));
        }
        if let Some((from, wide)) = cursor {
            let at = Rect {
                x: place.x.saturating_add(from as u16),
                width: wide as u16,
                ..place
            };
            let at = at.intersection(place).intersection(frame.area());
            if !at.is_empty() {
                frame.buffer_mut().set_style(at, look.style(Tone::Cursor));
                look.put_cursor(Position::new(at.right() - 1, at.y), false);
            }
        }
    }

    /// The line of an option, and where in it the cursor stands.
    fn row_line(
        &self,
        (option, row): (&MatrixOption, usize),
        (view, columns): (&MatrixView, &Columns),
        look: &Look<'_>,
    ) -> (Line<'static>, Option<(usize, usize)>) {
        let wins = view.winner.as_deref() == Some(option.name.as_str());
        let tone = if wins { Tone::Good } else { Tone::Plain };
        let mut spans = vec![text::cell(
            &look.safe(&option.name),
            columns.name,
            look.style(tone),
        )];
        let mut cursor = None;
        for (column, from, wide) in cells(columns) {
            let criterion = view.matrix.criteria.get(column);
            let score = criterion.and_then(|criterion| option.scores.get(&criterion.name));
            let (said, tone) = match score {
                Some(score) => (score.to_string(), Tone::Plain),
                None => ("?".to_owned(), Tone::Caution),
            };
            spans.push(Span::raw("  "));
            spans.push(text::right_cell(&said, wide, look.style(tone)));
            if (row, column) == self.at {
                cursor = Some((from, wide));
            }
        }
        let total = view.scores.get(row);
        let total = total.map_or_else(String::new, |(_, low, high)| {
            Bounds {
                low: *low,
                high: *high,
            }
            .words()
        });
        spans.push(Span::raw("  "));
        spans.push(text::right_cell(&total, TOTAL, look.style(tone)));
        if wins {
            spans.push(Span::styled(look.glyph(" ✓", " *"), look.style(tone)));
        }
        (Line::from(spans), cursor)
    }
}

/// The seen criteria: which, from which cell, how wide.
fn cells(columns: &Columns) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
    let mut from = columns.name;
    columns.seen.iter().map(move |(column, wide)| {
        let at = from + 2;
        from = at + wide;
        (*column, at, *wide)
    })
}

/// The names of the criteria and their weights.
fn heads(view: &MatrixView, columns: &Columns, look: &Look<'_>) -> Vec<Line<'static>> {
    let muted = look.style(Tone::Muted);
    let mut names = vec![text::cell("", columns.name, muted)];
    let mut weights = vec![text::cell("weight", columns.name, muted)];
    for (column, wide) in &columns.seen {
        let Some(criterion) = view.matrix.criteria.get(*column) else {
            continue;
        };
        let name = look.safe(&criterion.name);
        let name = width::truncate(&name, *wide);
        names.push(Span::raw("  "));
        names.push(text::right_cell(&name, *wide, look.style(Tone::Heading)));
        weights.push(Span::raw("  "));
        weights.push(text::right_cell(
            &criterion.weight.to_string(),
            *wide,
            muted,
        ));
    }
    names.push(Span::raw("  "));
    names.push(text::right_cell("total", TOTAL, look.style(Tone::Heading)));
    vec![Line::from(names), Line::from(weights)]
}

/// Who wins, what would change that, and what the matrix is for.
fn comes_to(view: &MatrixView, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let tone = match view.winner {
        Some(_) => Tone::Good,
        None => Tone::Caution,
    };
    let said = |text: &str, tone| {
        let text = look.safe(text).into_owned();
        text::wrapped(&text, cells, 3)
            .into_iter()
            .map(move |line| (line, tone))
    };
    let mut lines: Vec<(String, Tone)> = said(&view.sentence, tone).collect();
    // The first is in the sentence.
    for (criterion, now, then, what) in view.flips.iter().skip(1) {
        let flip = format!(
            "{criterion}: {now} {} {then}, {what}",
            look.glyph("→", "to")
        );
        lines.extend(said(&flip, Tone::Muted));
    }
    for (what, name) in [("Decision", &view.decision), ("System", &view.system)] {
        if let Some(name) = name {
            lines.extend(said(&format!("{what}: {name}"), Tone::Muted));
        }
    }
    lines
        .into_iter()
        .map(|(line, tone)| Line::styled(line, look.style(tone)))
        .collect()
}
