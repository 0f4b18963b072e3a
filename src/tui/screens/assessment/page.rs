//! Paragraphs with a name on the left, laid out once for a width. It must not know what they are about.

use crate::{
    domain::tone::Tone,
    markdown::{self, Rendered, Span, width},
    tui::widgets::text,
};

/// The cells of a name.
const NAME: usize = 10;
/// The most lines of one paragraph.
const MOST_LINES: usize = 40;

/// A page that is being laid out.
pub(super) struct Page {
    cells: usize,
    ascii: bool,
    lines: Vec<markdown::Line>,
}

impl Page {
    /// An empty page of so many cells.
    pub(super) const fn new(cells: usize, ascii: bool) -> Self {
        Self {
            cells,
            ascii,
            lines: Vec::new(),
        }
    }

    /// One of two glyphs.
    pub(super) const fn glyph(&self, full: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { full }
    }

    /// A line of pieces; what does not fit is cut where it is drawn.
    pub(super) fn line(&mut self, pieces: &[(&str, Tone)]) {
        let spans = pieces
            .iter()
            .filter(|(said, _)| !said.is_empty())
            .map(|(said, tone)| Span::toned(markdown::safe::line(said).into_owned(), *tone));
        let spans = spans.collect();
        self.lines.push(markdown::Line { spans, indent: 0 });
    }

    /// An empty line, where the last one is not.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.spans.is_empty()) {
            self.line(&[]);
        }
    }

    /// A heading behind an empty line.
    pub(super) fn heading(&mut self, said: &str) {
        self.gap();
        self.line(&[(said, Tone::Heading)]);
    }

    /// A paragraph over the whole width.
    pub(super) fn paragraph(&mut self, said: &str, tone: Tone) {
        for line in text::wrapped(&markdown::safe::line(said), self.cells, MOST_LINES) {
            self.line(&[(&line, tone)]);
        }
    }

    /// A paragraph behind a mark, its lines below each other.
    pub(super) fn hung(&mut self, mark: &str, said: &str, tone: Tone) {
        let cells = width::cells(mark);
        let room = self.cells.saturating_sub(cells).max(1);
        for (nth, line) in text::wrapped(&markdown::safe::line(said), room, MOST_LINES)
            .into_iter()
            .enumerate()
        {
            let before = width::pad(if nth == 0 { mark } else { "" }, cells);
            self.line(&[(&before, tone), (&line, tone)]);
        }
    }

    /// A name and what is said of it; nothing where nothing is said.
    pub(super) fn said(&mut self, name: &str, said: &str) {
        self.toned(name, said, Tone::Plain);
    }

    /// The same in a tone.
    pub(super) fn toned(&mut self, name: &str, said: &str, tone: Tone) {
        // Where a name beside it leaves too little room, it stands above.
        if self.cells < 3 * NAME {
            if !said.trim().is_empty() {
                self.line(&[(name, Tone::Muted)]);
            }
            self.paragraph(said, tone);
            return;
        }
        let room = self.cells - NAME;
        for (nth, line) in text::wrapped(&markdown::safe::line(said), room, MOST_LINES)
            .into_iter()
            .enumerate()
        {
            let name = width::pad(if nth == 0 { name } else { "" }, NAME);
            self.line(&[(&name, Tone::Muted), (&line, tone)]);
        }
    }

    /// The page.
    pub(super) fn done(self) -> Rendered {
        Rendered {
            lines: self.lines,
            ..Rendered::default()
        }
    }
}
