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
        let (mark, tone) = status.mark();
        let mark = if ascii { status.ascii_mark() } else { mark };
        Self::toned(&format!("{mark} {}", status.word()), tone)
    }
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
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// A table without rows.
    pub const fn new(names: [&'static str; COLUMNS]) -> Self {
        Self {
            names,
            rows: Vec::new(),
        }
    }

    /// One more row.
    pub fn push(&mut self, row: [Cell; COLUMNS]) {
        self.rows.push(row);
    }

    /// Prints the table; nothing at all when it has no rows. On a terminal the last column is cut at its edge.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn print(&self, out: &mut Output) -> Printed {
        if self.rows.is_empty() {
            return Ok(());
        }
        let widths = self.widths();
        let names = self.names.map(|name| Cell::toned(name, Tone::Muted));
        for row in std::iter::once(&names).chain(&self.rows) {
            let line = laid_out(row, &widths, out);
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

fn laid_out(row: &[Cell], widths: &[usize], out: &Output) -> Vec<(String, Tone)> {
    let mut line = Vec::with_capacity(row.len() * 2);
    let mut column = 0;
    // Nothing stands after the last text of a row, not even spaces.
    let last = row.iter().rposition(|cell| !cell.text.is_empty());
    for (at, (cell, wanted)) in row.iter().zip(widths).enumerate() {
        if Some(at) >= last {
            line.push((within_edge(&cell.text, column, out), cell.tone));
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

/// The text of the last column: whole, or cut at the edge of a terminal that has room for some of it.
fn within_edge(text: &str, column: usize, out: &Output) -> String {
    let room = usize::from(out.width).saturating_sub(column);
    if out.is_terminal && room >= 10 {
        return width::truncate(text, room).into_owned();
    }
    text.to_owned()
}
