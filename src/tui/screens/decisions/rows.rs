//! One row of the list: which columns there is room for, and what stands in them. It must not look at a row that is not
//! drawn.

use std::{collections::BTreeSet, sync::Arc};

use ratatui::text::{Line, Span};

use crate::{
    domain::{adr::AdrRow, tone::Tone},
    fuzzy::Query,
    markdown::width,
    ops::view::LogLine,
    tui::{
        look::Look,
        screens::facts::{self, STATUS_CELLS},
        widgets::text,
    },
};

/// The most cells a label takes.
const LABEL_MOST: usize = 14;
/// One label of so many may be longer than its column: a single odd file name does not push every title aside.
const ODD_LABELS: usize = 20;
/// The most cells the name of a log takes.
const LOG_MOST: usize = 14;
/// A date to the day.
const DATE_CELLS: usize = 10;
/// What a title is to have before another column gets any.
const TITLE_LEAST: usize = 38;
/// What a title is to have before the log of a row is cut or left out.
const TITLE_BARE: usize = 34;
/// Less of a log's longer name says nothing.
const LOG_LEAST: usize = 9;

/// The cells every number and nearly every other label fits in, within reason; worked out once for each set of rows.
pub(super) fn label_cells(rows: &[AdrRow]) -> usize {
    let mut all: Vec<(bool, usize)> = rows
        .iter()
        .map(|row| facts::short_label(&row.label))
        .map(|label| {
            (
                label.bytes().all(|b| b.is_ascii_digit()),
                width::cells(label),
            )
        })
        .collect();
    let number = all.iter().filter(|(is_number, _)| *is_number);
    let number = number.map(|(_, cells)| *cells).max().unwrap_or(0);
    let usual = all.len().saturating_sub(1 + all.len() / ODD_LABELS);
    let usual = (!all.is_empty()).then(|| all.select_nth_unstable_by_key(usual, |it| it.1).1.1);
    number.max(usual.unwrap_or(0)).clamp(3, LABEL_MOST)
}

/// How wide each column is; a width of nothing leaves a column out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    label: usize,
    status: usize,
    title: usize,
    date: usize,
    log: usize,
}

impl Columns {
    /// Divides a row. The date goes first when it gets narrow, the log next, the word of the status last.
    pub(super) fn of(cells: usize, label: usize, logs: &[LogLine]) -> Self {
        let log = if logs.len() > 1 {
            let longest = logs.iter().map(|log| width::cells(&log.name)).max();
            longest.unwrap_or(0).clamp(3, LOG_MOST)
        } else {
            0
        };
        let label = label.min(cells / 3);
        let status = if cells < label + STATUS_CELLS + 14 {
            1
        } else {
            STATUS_CELLS
        };
        let free = cells.saturating_sub(label + 2 + status + 2);
        let room = free.saturating_sub(TITLE_BARE + 2);
        let log = if room < log.min(LOG_LEAST) {
            0
        } else {
            log.min(room)
        };
        let after_log = free - if log > 0 { log + 2 } else { 0 };
        let date = if after_log > TITLE_LEAST + DATE_CELLS + 1 {
            DATE_CELLS
        } else {
            0
        };
        let title = after_log - if date > 0 { date + 2 } else { 0 };
        Self {
            label,
            status,
            title,
            date,
            log,
        }
    }

    /// The words above the columns.
    pub(super) fn head(&self, look: &Look<'_>) -> Line<'static> {
        let style = look.style(Tone::Muted);
        let status = if self.status > 1 { "Status" } else { "" };
        let mut spans = vec![
            Span::raw(" "),
            text::right_cell("ADR", self.label, style),
            Span::raw("  "),
            text::cell(status, self.status, style),
            Span::raw("  "),
            text::cell("Title", self.title, style),
        ];
        for (cells, word) in [(self.date, "Date"), (self.log, "Log")] {
            if cells > 0 {
                spans.push(Span::raw("  "));
                spans.push(text::cell(word, cells, style));
            }
        }
        Line::from(spans)
    }
}

/// What rows are drawn with.
pub(super) struct Drawing {
    /// The columns.
    pub(super) columns: Columns,
    /// What the filter's words matched.
    pub(super) query: Query,
    /// The logs.
    pub(super) logs: Arc<Vec<LogLine>>,
}

impl Drawing {
    /// One row.
    pub(super) fn row(&self, row: &AdrRow, look: &Look<'_>) -> Line<'static> {
        let columns = self.columns;
        let label = look.safe(&row.label);
        let short = look.safe(facts::short_label(&row.label));
        let title = look.safe(&row.title);
        let (in_label, in_title) = self.matches(&label, &title);
        let mark = look.style(Tone::Match);
        let status = if columns.status > 1 {
            facts::status_cell(row.status, look)
        } else {
            let (glyph, style) = look.mark(row.status);
            Span::styled(glyph, style)
        };
        let shown = text::marked(&short, &in_label, columns.label, mark);
        let mut spans = vec![gap(columns.label, &shown)];
        spans.extend(shown);
        spans.extend([Span::raw("  "), status, Span::raw("  ")]);
        let shown = text::marked(&title, &in_title, columns.title, mark);
        let rest = gap(columns.title, &shown);
        spans.extend(shown);
        spans.push(rest);
        self.add_more(&mut spans, row, look);
        Line::from(spans)
    }

    fn add_more(&self, spans: &mut Vec<Span<'static>>, row: &AdrRow, look: &Look<'_>) {
        let muted = look.style(Tone::Muted);
        let date = row.decided.map(|date| date.to_string()).unwrap_or_default();
        let log = self.logs.iter().find(|log| log.id == row.log);
        let log = log.map(|log| facts::name_in(&look.safe(&log.name), self.columns.log));
        let log = log.unwrap_or_default();
        for (cells, value) in [(self.columns.date, date.as_str()), (self.columns.log, &log)] {
            if cells > 0 {
                spans.push(Span::raw("  "));
                spans.push(text::cell(value, cells, muted));
            }
        }
    }

    /// Which characters of label and title the words matched: they are matched as one text.
    fn matches(&self, label: &str, title: &str) -> (BTreeSet<usize>, BTreeSet<usize>) {
        if self.query.is_empty() {
            return Default::default();
        }
        let positions = self.query.positions(&format!("{label} {title}"));
        let letters = label.chars().count();
        let in_label = positions.iter().copied().filter(|at| *at < letters);
        let in_title = positions
            .iter()
            .filter_map(|at| at.checked_sub(letters + 1));
        (in_label.collect(), in_title.collect())
    }
}

/// The blank that fills what is shown to so many cells.
fn gap(cells: usize, shown: &[Span<'_>]) -> Span<'static> {
    let used: usize = shown.iter().map(|span| width::cells(&span.content)).sum();
    Span::raw(" ".repeat(cells.saturating_sub(used)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::stage::Store;

    #[test]
    fn a_title_is_whole_before_a_log_is_named() {
        let store = Store::usual();
        let columns = |cells| Columns::of(cells, 8, &store.logs);
        assert_eq!((columns(64).title, columns(64).log), (40, 0));
        assert_eq!((columns(78).title, columns(78).log), (43, 9));
        assert_eq!(columns(78).title + columns(78).log + 2 + 8 + 2 + 12 + 2, 78);
    }

    #[test]
    fn one_odd_label_pushes_no_title_aside_and_no_number_is_cut() {
        let mut rows = Store::of(60).rows.as_ref().clone();
        assert_eq!(label_cells(&rows), 3);
        rows[7].label = "adr_with_a_weird-filename".into();
        assert_eq!(label_cells(&rows), 3);
        rows[8].label = "120045".into();
        assert_eq!(label_cells(&rows), 6);
        assert_eq!(label_cells(&[]), 3);
    }
}
