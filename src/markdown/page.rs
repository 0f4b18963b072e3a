//! The lines drawn so far at one width, with the margins that stand before each: bars of quotes, marks of lists.
//!
//! Every line passes through here, so this is where no line can grow wider than the page.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::domain::tone::Tone;
use crate::markdown::flow::{Flow, Span, Style};
use crate::markdown::read::PICTURE;
use crate::markdown::{Line, RenderOptions, width, wrap};

/// A margin is given up rather than leave fewer cells than this for text.
const LEAST_TEXT: usize = 12;

/// What stands before the lines of a block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Margin {
    /// Before the first line only; taken once used.
    pub(crate) first: Option<Span>,
    /// Before every other line.
    pub(crate) rest: Span,
}

/// A margin that is to be closed again.
#[must_use]
pub(crate) struct Opened {
    cells: usize,
}

pub(crate) struct Page {
    pub(crate) options: RenderOptions,
    pub(crate) lines: Vec<Line>,
    width: usize,
    margins: Vec<Margin>,
    indent: usize,
    /// A blank line is due, with so many margins.
    gap: Option<usize>,
    /// What plain text means here: prose, a quote, a heading.
    pub(crate) base: Tone,
    /// The line each link first stands on.
    pub(crate) link_lines: Vec<Option<usize>>,
}

impl Page {
    pub(crate) fn new(width: u16, options: RenderOptions, links: usize) -> Self {
        Self {
            options,
            lines: Vec::new(),
            width: usize::from(width).max(1),
            margins: Vec::new(),
            indent: 0,
            gap: None,
            base: Tone::Plain,
            link_lines: vec![None; links],
        }
    }

    /// The cells left for text.
    pub(crate) fn room(&self) -> usize {
        self.width - self.indent
    }

    /// One of two glyphs, by what the terminal can show.
    pub(crate) fn glyph<'g>(&self, unicode: &'g str, ascii: &'g str) -> &'g str {
        if self.options.ascii { ascii } else { unicode }
    }

    /// The line the next text will stand on.
    pub(crate) fn next_line(&self) -> usize {
        self.lines.len() + usize::from(self.gap.is_some() && !self.lines.is_empty())
    }

    /// Asks for a blank line before whatever comes next.
    pub(crate) fn gap(&mut self) {
        let depth = self.margins.len();
        self.gap = Some(self.gap.map_or(depth, |gap| gap.min(depth)));
    }

    /// Draws inside a margin.
    pub(crate) fn within(&mut self, margin: Margin, draw: impl FnOnce(&mut Self)) {
        let opened = self.open(margin);
        draw(self);
        self.close(opened);
    }

    /// Opens a margin. Where the page is too narrow for it, its mark gets a line of its own.
    pub(crate) fn open(&mut self, margin: Margin) -> Opened {
        let cells = width::cells(&margin.rest.text);
        let least = LEAST_TEXT.min(self.width.div_ceil(2));
        let fits = self.indent + cells + least <= self.width;
        let (margin, cells) = if fits {
            (margin, cells)
        } else {
            (self.alone(margin), 0)
        };
        self.margins.push(margin);
        self.indent += cells;
        Opened { cells }
    }

    /// Closes the margin opened last. A mark nothing was written behind is shown all the same.
    pub(crate) fn close(&mut self, Opened { cells }: Opened) {
        if self
            .margins
            .last()
            .is_some_and(|margin| margin.first.is_some())
        {
            self.put(Vec::new());
        }
        self.margins.pop();
        self.indent -= cells;
        self.gap = self.gap.map(|gap| gap.min(self.margins.len()));
    }

    fn alone(&mut self, margin: Margin) -> Margin {
        if let Some(mark) = margin.first.filter(|mark| !mark.text.is_empty()) {
            self.put(vec![mark]);
        }
        Margin::default()
    }

    /// Draws running text in lines.
    pub(crate) fn flow(&mut self, flow: &Flow) {
        for range in wrap::prose(flow.text(), self.room()) {
            let spans = self.toned(flow.spans(range));
            self.put(spans);
        }
    }

    /// Spans as they look here: plain text takes the tone of its surroundings.
    pub(crate) fn toned(&self, mut spans: Vec<Span>) -> Vec<Span> {
        for span in &mut spans {
            span.style.tone = match span.style.tone {
                Tone::Plain => self.base,
                Tone::Strong | Tone::Emphasis if self.base == Tone::Heading => Tone::Heading,
                exact => exact,
            };
            if self.options.ascii && span.text.starts_with(PICTURE) {
                span.text = span.text.replacen(PICTURE, "image: ", 1);
            }
        }
        spans
    }

    /// Adds one line behind the margins.
    pub(crate) fn put(&mut self, spans: Vec<Span>) {
        self.close_gap();
        let mut line = Line {
            indent: self.indent as u16,
            spans: Vec::with_capacity(spans.len() + self.margins.len()),
        };
        for margin in &mut self.margins {
            let before = margin.first.take().unwrap_or_else(|| margin.rest.clone());
            push_merged(&mut line.spans, before);
        }
        for span in spans {
            if let Some(link) = span.link {
                self.link_lines
                    .get_mut(link)
                    .map(|at| at.get_or_insert(self.lines.len()));
            }
            push_merged(&mut line.spans, span);
        }
        self.finish(line);
    }

    fn close_gap(&mut self) {
        let Some(depth) = self.gap.take() else { return };
        if self.lines.is_empty() {
            return;
        }
        let mut line = Line::default();
        for margin in self.margins.iter().take(depth) {
            line.indent += width::cells(&margin.rest.text) as u16;
            push_merged(&mut line.spans, margin.rest.clone());
        }
        self.finish(line);
    }

    fn finish(&mut self, mut line: Line) {
        trim_end(&mut line.spans);
        if line.cells() > self.width {
            squeeze(&mut line.spans, self.width);
        }
        self.lines.push(line);
    }
}

fn push_merged(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        _ if span.text.is_empty() => {}
        Some(last) if last.style == span.style && last.link == span.link => {
            last.text.push_str(&span.text);
        }
        _ => spans.push(span),
    }
}

/// Blank ends of lines only make trouble when a line is copied.
fn trim_end(spans: &mut Vec<Span>) {
    while let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
        if !last.text.is_empty() {
            return;
        }
        spans.pop();
    }
}

/// Puts `?` for each character that does not fit: only a page of one or two cells, or a joined monster, comes here.
fn squeeze(spans: &mut Vec<Span>, most: usize) {
    let mut room = most;
    for span in spans.iter_mut() {
        let mut kept = String::new();
        for symbol in span.text.graphemes(true) {
            let cells = width::grapheme(symbol);
            let (shown, cells) = if cells <= room {
                (symbol, cells)
            } else {
                ("?", 1)
            };
            if room == 0 {
                break;
            }
            kept.push_str(shown);
            room -= cells;
        }
        span.text = kept;
    }
    spans.retain(|span| !span.text.is_empty());
}

/// Blank cells before text.
pub(crate) fn blank(cells: usize) -> Span {
    Span {
        text: " ".repeat(cells),
        style: Style::default(),
        link: None,
    }
}
