//! One line of text in cells: put where it belongs, cut at the right cell, with what matched marked. It must not know what
//! the text says; whoever calls has made it safe.

use std::collections::BTreeSet;

use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    style::Style,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    markdown::width::{self, Side},
    tui::look::Look,
};

/// Draws a line at the top of an area. Outside of the frame nothing is drawn, whatever was computed.
pub fn put(frame: &mut Frame<'_>, area: Rect, line: &Line<'_>) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        frame
            .buffer_mut()
            .set_line(area.x, area.y, line, area.width);
    }
}

/// Draws lines one below the other, as many as there is room for; says how many that were.
pub fn put_all(frame: &mut Frame<'_>, area: Rect, lines: &[Line<'_>]) -> u16 {
    for (line, row) in lines.iter().zip(area.rows()) {
        put(frame, row, line);
    }
    area.height.min(lines.len().try_into().unwrap_or(u16::MAX))
}

/// The rows of an area below its first `taken` ones.
pub fn below(area: Rect, taken: u16) -> Rect {
    let taken = taken.min(area.height);
    Rect {
        y: area.y.saturating_add(taken),
        height: area.height - taken,
        ..area
    }
}

/// The area without its first and last columns.
pub fn inset(area: Rect, columns: u16) -> Rect {
    Rect {
        x: area.x.saturating_add(columns.min(area.width)),
        width: area.width.saturating_sub(columns.saturating_mul(2)),
        ..area
    }
}

/// Text in exactly so many cells.
pub fn cell(text: &str, cells: usize, style: Style) -> Span<'static> {
    Span::styled(width::pad(text, cells), style)
}

/// Text in exactly so many cells, on the right.
pub fn right_cell(text: &str, cells: usize, style: Style) -> Span<'static> {
    Span::styled(width::fit(text, cells, Side::Right), style)
}

/// The spans cut to so many cells; what does not fit gives way to `…`.
pub fn cut(spans: Vec<Span<'static>>, cells: usize) -> Line<'static> {
    let all: usize = spans.iter().map(|span| width::cells(&span.content)).sum();
    if all <= cells {
        return Line::from(spans);
    }
    let mut left = cells.saturating_sub(1);
    let mut kept = Vec::with_capacity(spans.len());
    for span in spans {
        let (fits, rest) = width::split(&span.content, left);
        left -= width::cells(fits).min(left);
        kept.push(Span::styled(fits.to_owned(), span.style));
        if !rest.is_empty() {
            break;
        }
    }
    if cells > 0 {
        let style = kept.last().map_or_else(Style::new, |span| span.style);
        kept.push(Span::styled("…", style));
    }
    Line::from(kept)
}

/// Text in at most so many cells whose characters at `positions` are marked.
pub fn marked(
    text: &str,
    positions: &BTreeSet<usize>,
    cells: usize,
    mark: Style,
) -> Vec<Span<'static>> {
    let shown = width::truncate(text, cells);
    let whole = shown == text;
    let letters = shown.chars().count() - usize::from(!whole && !shown.is_empty());
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = String::new();
    let mut run_is_marked = false;
    for (at, letter) in shown.chars().enumerate() {
        let is_marked = at < letters && positions.contains(&at);
        if is_marked != run_is_marked && !run.is_empty() {
            spans.push(Span::styled(
                std::mem::take(&mut run),
                style_of(run_is_marked, mark),
            ));
        }
        run_is_marked = is_marked;
        run.push(letter);
    }
    spans.push(Span::styled(run, style_of(run_is_marked, mark)));
    spans
}

fn style_of(is_marked: bool, mark: Style) -> Style {
    if is_marked { mark } else { Style::new() }
}

/// Text wrapped at its spaces to lines of at most so many cells, at most `most` of them; the last is cut with `…`. What
/// stands between backticks is typed as it is and stays together; a word longer than a line, a path, goes on in the next.
pub fn wrapped(text: &str, cells: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words(text) {
        match lines.last_mut() {
            Some(line) if width::cells(line) + 1 + width::cells(&word) <= cells => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.extend(pieces(&word, cells)),
        }
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(rest);
    }
    lines
        .iter()
        .map(|line| width::truncate(line, cells).into_owned())
        .collect()
}

/// The words of a text; a quotation between backticks is one.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut quoted = false;
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(open) if quoted => {
                open.push(' ');
                open.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        quoted ^= word.matches('`').count() % 2 == 1;
    }
    words
}

/// A word in pieces of at most so many cells.
fn pieces(word: &str, cells: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while width::cells(rest) > cells {
        let (piece, after) = width::split(rest, cells);
        if piece.is_empty() {
            break;
        }
        pieces.push(piece.trim_end().to_owned());
        rest = after.trim_start();
    }
    pieces.push(rest.to_owned());
    pieces
}

/// What stands where there is nothing yet: what it would be, and the key that begins it.
pub fn nothing_yet(frame: &mut Frame<'_>, area: Rect, said: &[&str], look: &Look<'_>) {
    let cells = usize::from(area.width.saturating_sub(4)).min(72);
    let mut lines = Vec::new();
    for (nth, paragraph) in said.iter().enumerate() {
        let tone = if nth == 0 { Tone::Strong } else { Tone::Muted };
        for line in wrapped(paragraph, cells, 8) {
            lines.push(Line::styled(line, look.style(tone)).alignment(Alignment::Center));
        }
        lines.push(Line::default());
    }
    let free = usize::from(area.height).saturating_sub(lines.len());
    put_all(
        frame,
        below(area, (free / 3) as u16),
        &lines_centred(lines, area.width),
    );
}

fn lines_centred(lines: Vec<Line<'static>>, cells: u16) -> Vec<Line<'static>> {
    lines
        .into_iter()
        .map(|mut line| {
            let free = usize::from(cells).saturating_sub(line.width());
            line.spans.insert(0, Span::raw(" ".repeat(free / 2)));
            line.alignment = None;
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(spans: &[Span<'_>]) -> String {
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn a_cut_line_ends_with_an_ellipsis_at_the_last_cell() {
        let spans = vec![
            Span::raw("decided by "),
            Span::raw("設計者"),
            Span::raw("!"),
        ];
        assert_eq!(said(&cut(spans.clone(), 15).spans), "decided by 設…");
        assert_eq!(said(&cut(spans.clone(), 18).spans), "decided by 設計者!");
        assert_eq!(said(&cut(spans, 0).spans), "");
    }

    #[test]
    fn marks_stand_under_the_letters_that_matched() {
        let mark = Style::new().underlined();
        let spans = marked("Use Kafka", &BTreeSet::from([4, 5]), 20, mark);
        let texts: Vec<_> = spans.iter().map(|span| span.content.as_ref()).collect();
        assert_eq!(texts, ["Use ", "Ka", "fka"]);
        assert_eq!(
            said(&marked("Use Kafka", &BTreeSet::from([6]), 7, mark)),
            "Use Ka…"
        );
    }

    #[test]
    fn wrapping_keeps_words_and_cuts_only_the_last_line() {
        assert_eq!(
            wrapped("one two three four", 9, 2),
            ["one two", "three fo…"]
        );
        assert_eq!(wrapped("", 9, 2), Vec::<String>::new());
    }

    #[test]
    fn what_is_typed_stays_together_and_no_path_is_cut() {
        let said = "Press : and type `import PATH` to begin";
        let lines = wrapped(said, 26, 3);
        assert_eq!(lines, ["Press : and type", "`import PATH` to begin"]);
        let path = wrapped("docs/adr/0010-serve-fraud-scores.md", 20, 3);
        assert_eq!(path, ["docs/adr/0010-serve-", "fraud-scores.md"]);
        let unclosed = wrapped("an `open quotation", 8, 3);
        assert_eq!(unclosed, ["an", "`open qu", "otation"]);
        assert_eq!(wrapped("word", 0, 3), [""]);
    }
}
