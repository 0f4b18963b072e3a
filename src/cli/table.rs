//! Aligned columns of plain text. Widths are counted in cells, after foreign text is made safe.

use crate::{
    cli::output::{Output, Printed},
    domain::{status::Status, tone::Tone},
    markdown::{safe, width},
};

/// What stands between two columns.
const GAP: &str = "  ";
/// A column grows no wider than this; a longer text pushes what follows it.
const WIDEST: usize = 60;

/// One cell and what its text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// Text with a meaning.
    pub fn toned(text: &str, tone: Tone) -> Self {
        Self {
            text: safe::line(text).into_owned(),
            tone,
        }
    }

    /// A status: its mark and its word.
    pub fn status(status: Status, ascii: bool) -> Self {
        let (text, tone) = marked(status, ascii);
        Self::toned(&text, tone)
    }
}

/// A status as it is printed: its mark, its word, and what they mean.
pub fn marked(status: Status, ascii: bool) -> (String, Tone) {
    let (mark, tone) = status.mark();
    let mark = if ascii { status.ascii_mark() } else { mark };
    (format!("{mark} {status}"), tone)
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::toned(text, Tone::Plain)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// Rows below a line of column names.
#[derive(Debug)]
pub struct Table<const COLUMNS: usize> {
    names: [&'static str; COLUMNS],
    rows: Vec<[Cell; COLUMNS]>,
    /// Whether the last column may be cut at the edge of a terminal.
    ends_in_titles: bool,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// A table without rows.
    pub const fn new(names: [&'static str; COLUMNS]) -> Self {
        Self {
            names,
            rows: Vec::new(),
            ends_in_titles: false,
        }
    }

    /// A table whose last column holds titles: a terminal shows as much of them as fits. Paths and advice are never cut.
    pub fn of_titles(names: [&'static str; COLUMNS]) -> Self {
        Self {
            ends_in_titles: true,
            ..Self::new(names)
        }
    }

    /// One more row.
    pub fn push(&mut self, row: [Cell; COLUMNS]) {
        self.rows.push(row);
    }

    /// Prints the table; nothing at all when it has no rows.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn print(&self, out: &mut Output) -> Printed {
        if self.rows.is_empty() {
            return Ok(());
        }
        let widths = self.widths();
        let is_cut = self.ends_in_titles && out.is_terminal;
        let edge = is_cut.then_some(usize::from(out.width));
        let names = self.names.map(|name| Cell::toned(name, Tone::Muted));
        for row in std::iter::once(&names).chain(&self.rows) {
            let line = laid_out(row, &widths, edge);
            out.pieces(line.iter().map(|(text, tone)| (text.as_str(), *tone)))?;
        }
        Ok(())
    }

    fn widths(&self) -> [usize; COLUMNS] {
        let mut widths = self.names.map(width::cells);
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width::cells(&cell.text)).min(WIDEST);
            }
        }
        widths
    }
}

fn laid_out(row: &[Cell], widths: &[usize], edge: Option<usize>) -> Vec<(String, Tone)> {
    let mut line = Vec::with_capacity(row.len() * 2);
    let mut column = 0;
    // Nothing stands after the last text of a row, not even spaces.
    let last = row.iter().rposition(|cell| !cell.text.is_empty());
    for (at, (cell, wanted)) in row.iter().zip(widths).enumerate() {
        if Some(at) >= last {
            line.push((within(&cell.text, column, edge), cell.tone));
            break;
        }
        let cells = width::cells(&cell.text);
        let free = wanted.saturating_sub(cells);
        line.push((cell.text.clone(), cell.tone));
        line.push((format!("{:free$}{GAP}", ""), Tone::Plain));
        column += cells + free + GAP.len();
    }
    line
}

/// The text of the last column: whole, or cut at an edge that leaves room for some of it.
fn within(text: &str, column: usize, edge: Option<usize>) -> String {
    match edge.map(|edge| edge.saturating_sub(column)) {
        Some(room) if room >= 10 => width::truncate(text, room).into_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(row: &[Cell], widths: &[usize], edge: Option<usize>) -> String {
        let line = laid_out(row, widths, edge);
        line.iter().map(|(text, _)| text.as_str()).collect()
    }

    #[test]
    fn columns_are_counted_in_cells_and_titles_give_way_at_the_edge() {
        let row = [
            "設計".into(),
            "x".into(),
            "A long title of a decision".into(),
        ];
        assert_eq!(
            shown(&row, &[6, 3, 0], None),
            "設計    x    A long title of a decision"
        );
        assert_eq!(
            shown(&row, &[6, 3, 0], Some(26)),
            "設計    x    A long title…"
        );
    }

    #[test]
    fn a_row_ends_with_its_last_text() {
        let row = ["a".into(), "".into(), "".into()];
        assert_eq!(shown(&row, &[6, 3, 0], None), "a");
    }

    #[test]
    fn a_text_wider_than_its_column_pushes_what_follows() {
        let row = ["a long name".into(), "x".into()];
        assert_eq!(shown(&row, &[4, 0], None), "a long name  x");
    }
}
