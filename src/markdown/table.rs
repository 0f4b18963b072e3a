//! Tables: columns share the width fairly and cells wrap inside them; where columns would get too narrow to read, each
//! row becomes a block of `header: value` lines.

use std::borrow::Cow;

use crate::domain::tone::Tone;
use crate::markdown::document::Table;
use crate::markdown::draw::Drawing;
use crate::markdown::flow::{Flow, Span};
use crate::markdown::page::{Margin, Page, blank};
use crate::markdown::width::{self, Side};
use crate::markdown::wrap;

/// A column narrower than this that wants more is not worth reading.
const LEAST_COLUMN: usize = 6;
/// Words up to this long stay whole when the width can be shared so.
const WORD: usize = 16;

type Row<'a> = Vec<Cow<'a, Flow>>;

/// A table with the cells as they are to be shown.
struct Cells<'a> {
    sides: &'a [Side],
    head: Row<'a>,
    rows: Vec<Row<'a>>,
}

/// Draws a table in the form that can be read at this width.
pub(crate) fn draw(drawing: &mut Drawing<'_>, table: &Table) {
    let cells = Cells {
        sides: &table.sides,
        head: table
            .head
            .iter()
            .map(|cell| drawing.spelled(cell))
            .collect(),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| drawing.spelled(cell)).collect())
            .collect(),
    };
    match columns(&cells, drawing.page.room()) {
        Some(widths) => boxed(&mut drawing.page, &cells, &widths),
        None => records(&mut drawing.page, &cells),
    }
}

/// The width of each column, or nothing when some would be too narrow.
fn columns(cells: &Cells<'_>, room: usize) -> Option<Vec<usize>> {
    let count = cells.sides.len();
    let available = room
        .checked_sub(3 * count + 1)
        .filter(|available| *available >= count)?;
    let mut least = vec![1; count];
    let mut wanted = vec![1; count];
    for row in std::iter::once(&cells.head).chain(&cells.rows) {
        for (column, cell) in row.iter().enumerate().take(count) {
            let (word, line) = wrap::extent(cell.text());
            least[column] = least[column].max(word.min(WORD));
            wanted[column] = wanted[column].max(line);
        }
    }
    if least.iter().sum::<usize>() > available {
        least.fill(1);
    }
    let widths = share(available, least, &wanted);
    let readable = widths
        .iter()
        .zip(&wanted)
        .all(|(width, wanted)| width >= wanted || *width >= LEAST_COLUMN);
    readable.then_some(widths)
}

/// Hands out cells one round after another: each round, columns that still want some get an equal share.
fn share(available: usize, least: Vec<usize>, wanted: &[usize]) -> Vec<usize> {
    let mut widths = least;
    let mut left = available.saturating_sub(widths.iter().sum());
    loop {
        // The narrowest columns grow first, so that a short column is whole before a long one spreads.
        let hungry = |width: usize, wanted: usize| width < wanted;
        let Some(level) = widths
            .iter()
            .zip(wanted)
            .filter(|(w, n)| hungry(**w, **n))
            .map(|(w, _)| *w)
            .min()
        else {
            return widths;
        };
        for (width, wanted) in widths.iter_mut().zip(wanted) {
            if left == 0 {
                return widths;
            }
            if *width == level && hungry(*width, *wanted) {
                *width += 1;
                left -= 1;
            }
        }
    }
}

fn boxed(page: &mut Page, cells: &Cells<'_>, widths: &[usize]) {
    let frame = Frame {
        widths,
        sides: cells.sides,
    };
    let rows: Vec<_> = cells.rows.iter().map(|row| frame.folded(row)).collect();
    // Where cells wrap, only a line between the rows tells which lines belong together.
    let ruled = rows.iter().flatten().any(|lines| lines.len() > 1);
    frame.rule(page, page.glyph("┌┬┐", "+++"));
    let around = std::mem::replace(&mut page.base, Tone::Heading);
    frame.row(page, &cells.head, &frame.folded(&cells.head));
    page.base = around;
    for (index, (row, lines)) in cells.rows.iter().zip(&rows).enumerate() {
        if index == 0 || ruled {
            frame.rule(page, page.glyph("├┼┤", "+++"));
        }
        frame.row(page, row, lines);
    }
    frame.rule(page, page.glyph("└┴┘", "+++"));
}

struct Frame<'a> {
    widths: &'a [usize],
    sides: &'a [Side],
}

type Folded = Vec<std::ops::Range<usize>>;

impl Frame<'_> {
    fn folded(&self, row: &Row<'_>) -> Vec<Folded> {
        row.iter()
            .zip(self.widths)
            .map(|(cell, width)| wrap::prose(cell.text(), *width))
            .collect()
    }

    fn rule(&self, page: &mut Page, corners: &str) {
        let mut corners = corners.chars();
        let mut next = || corners.next().unwrap_or('+');
        let (left, middle, right) = (next(), next(), next());
        let dash = page.glyph("─", "-");
        let parts: Vec<_> = self
            .widths
            .iter()
            .map(|width| dash.repeat(width + 2))
            .collect();
        let rule = format!("{left}{}{right}", parts.join(&middle.to_string()));
        page.put(vec![Span::toned(rule, Tone::Border)]);
    }

    fn row(&self, page: &mut Page, row: &Row<'_>, folded: &[Folded]) {
        let height = folded.iter().map(Vec::len).max().unwrap_or(1);
        let bar = page.glyph("│", "|").to_owned();
        for line in 0..height {
            let mut spans = vec![Span::toned(format!("{bar} "), Tone::Border)];
            for (column, width) in self.widths.iter().enumerate() {
                if column > 0 {
                    spans.push(Span::toned(format!(" {bar} "), Tone::Border));
                }
                let range = folded
                    .get(column)
                    .and_then(|lines| lines.get(line))
                    .cloned();
                let text = match (row.get(column), range) {
                    (Some(cell), Some(range)) => page.toned(cell.spans(range)),
                    _ => Vec::new(),
                };
                spans.extend(filled(
                    text,
                    *width,
                    self.sides.get(column).copied().unwrap_or_default(),
                ));
            }
            spans.push(Span::toned(format!(" {bar}"), Tone::Border));
            page.put(spans);
        }
    }
}

fn filled(spans: Vec<Span>, wanted: usize, side: Side) -> Vec<Span> {
    let cells: usize = spans.iter().map(|span| width::cells(&span.text)).sum();
    let (left, right) = width::gaps(wanted.saturating_sub(cells), side);
    let mut filled = vec![blank(left)];
    filled.extend(spans);
    filled.push(blank(right));
    filled
}

/// One block for each row; an empty cell has nothing to say.
fn records(page: &mut Page, cells: &Cells<'_>) {
    if cells.rows.is_empty() {
        record(page, cells, &Vec::new());
    }
    for (index, row) in cells.rows.iter().enumerate() {
        if index > 0 {
            page.gap();
        }
        record(page, cells, row);
    }
}

fn record(page: &mut Page, cells: &Cells<'_>, row: &Row<'_>) {
    for (column, head) in cells.head.iter().enumerate() {
        let value = row.get(column);
        if value.is_none_or(|value| value.is_empty()) && !row.is_empty() {
            continue;
        }
        let mut text = Flow::default();
        if !head.is_empty() {
            text.append(head, Some(Tone::Heading));
            text.push(": ", Tone::Muted.into(), None);
        }
        if let Some(value) = value {
            text.append(value, None);
        }
        page.within(
            Margin {
                first: Some(blank(0)),
                rest: blank(2),
            },
            |page| page.flow(&text),
        );
    }
}
