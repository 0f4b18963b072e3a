//! The page of a comparison laid out for a width: rows of text with the tone of each piece, long lines wrapped so that both
//! sides keep in step. It draws nothing and asks for no colour.

use super::{digits, is_told_by_words, long, parted};
use crate::{
    domain::{text::counted, tone::Tone},
    markdown::{safe, width, wrap},
    ops::view::{CompareView, FactRow, Piece, TextRow},
};

/// From so many cells on the texts stand side by side: a screen of 120 columns without its margin.
const SIDE_BY_SIDE: usize = 117;
/// The cells of the name of a fact.
const NAME: usize = 13;
/// The fewest cells a text is wrapped to.
const NARROWEST: usize = 4;
/// The cells behind a number of a line: a space, the mark, a space.
const MARK: usize = 3;
/// After so many rows no further line is laid out: nobody reads so far, and everybody would wait for it.
const MOST_ROWS: usize = 10_000;

/// How a piece of a row is inked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// In a tone.
    Of(Tone),
    /// In a tone, as a word that differs inside a line that does not differ as a whole.
    Word(Tone),
}

/// Words and their ink.
type Inked = (String, Ink);

/// One row of the page.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) pieces: Vec<Inked>,
    /// The fact or the row of text it comes from, counted through.
    pub(super) source: usize,
    /// The difference it belongs to.
    pub(super) difference: Option<usize>,
}

/// A page that was laid out.
#[derive(Debug, Default)]
pub(super) struct Laid {
    cells: usize,
    ascii: bool,
    pub(super) rows: Vec<Row>,
    /// The first row of each difference.
    pub(super) starts: Vec<usize>,
}

impl Laid {
    pub(super) fn fits(&self, cells: usize, ascii: bool) -> bool {
        !self.rows.is_empty() && self.cells == cells && self.ascii == ascii
    }
}

/// Lays the page out for so many cells.
pub(super) fn page(view: &CompareView, cells: usize, ascii: bool) -> Laid {
    let mut page = Page {
        laid: Laid {
            cells,
            ascii,
            ..Laid::default()
        },
        source: 0,
        difference: None,
        unseen: 0,
        numbers: digits(view.text.iter().map(last_number).max().unwrap_or(0)).max(3),
    };
    page.facts(&view.facts);
    if !view.text.is_empty() {
        page.blank();
        page.heading("TEXT");
    }
    page.text(&view.text);
    page.not_laid_out();
    page.laid
}

const fn last_number(row: &TextRow) -> u32 {
    match row {
        TextRow::Same { left, right, .. } => max(*left, *right),
        TextRow::Differs { left, right } => max(number(left.as_ref()), number(right.as_ref())),
        TextRow::LeftOut(_) | TextRow::NotCompared { .. } => 0,
    }
}

const fn max(one: u32, other: u32) -> u32 {
    if one > other { one } else { other }
}

const fn number(side: Option<&(u32, Vec<Piece>)>) -> u32 {
    match side {
        Some((number, _)) => *number,
        None => 0,
    }
}

/// The page in the making.
struct Page {
    laid: Laid,
    source: usize,
    /// The difference the next rows belong to.
    difference: Option<usize>,
    /// How many rows of text were not laid out any more.
    unseen: u64,
    /// The cells of a number of a line.
    numbers: usize,
}

/// One side of a row: the number of the line, its mark, its text.
struct Side<'t> {
    number: Option<u32>,
    mark: (&'static str, Tone),
    text: Vec<(&'t str, Ink)>,
}

impl Side<'_> {
    const fn empty() -> Self {
        Self {
            number: None,
            mark: (" ", Tone::Plain),
            text: Vec::new(),
        }
    }
}

impl Page {
    fn cells(&self) -> usize {
        self.laid.cells
    }

    fn push(&mut self, pieces: Vec<Inked>) {
        self.laid.rows.push(Row {
            pieces,
            source: self.source,
            difference: self.difference,
        });
    }

    fn blank(&mut self) {
        self.push(Vec::new());
    }

    fn heading(&mut self, words: &str) {
        self.push(vec![inked(words, Tone::Heading)]);
    }

    /// A line about the page itself, wrapped.
    fn remark(&mut self, words: &str, tone: Tone) {
        let indent = 2.min(self.cells());
        let room = self.cells().saturating_sub(indent).max(NARROWEST);
        for line in wrapped(&[(words, Ink::Of(tone))], room, self.laid.ascii) {
            let mut pieces = vec![inked(" ".repeat(indent), Tone::Plain)];
            pieces.extend(line);
            self.push(pieces);
        }
    }

    /// Counts a row of text for which there is no place any more.
    fn is_full(&mut self) -> bool {
        let is_full = self.laid.rows.len() >= MOST_ROWS;
        self.unseen += u64::from(is_full);
        is_full
    }

    /// Says how much is not laid out.
    fn not_laid_out(&mut self) {
        if self.unseen > 0 {
            let dots = if self.laid.ascii { "..." } else { "⋯" };
            let more = counted(self.unseen, "further line is", "further lines are");
            self.remark(&format!("{dots} {more} not shown"), Tone::Caution);
        }
    }

    /// What follows is another difference.
    fn begin_difference(&mut self) {
        self.difference = Some(self.laid.starts.len());
        self.laid.starts.push(self.laid.rows.len());
    }

    fn facts(&mut self, facts: &[FactRow]) {
        let (differing, same) = parted(facts);
        self.heading("FACTS");
        for fact in &differing {
            self.begin_difference();
            self.fact(fact);
            self.difference = None;
            self.source += 1;
        }
        if same > 0 {
            let all = if differing.is_empty() { "all " } else { "" };
            let facts = counted(same as u64, "fact is", "facts are");
            self.remark(&format!("{all}{facts} the same"), Tone::Muted);
        }
        self.source = facts.len();
    }

    fn fact(&mut self, fact: &FactRow) {
        let (mark, tone) = match (&fact.before, &fact.after) {
            (None, _) => ("+", Tone::Added),
            (_, None) => ("-", Tone::Removed),
            _ => ("~", Tone::Accent),
        };
        let name = NAME.min(self.cells() / 4);
        let room = (self.cells().saturating_sub(name + MARK + 1) / 2).max(NARROWEST);
        let ascii = self.laid.ascii;
        let stated = |words: Option<&str>, tone| {
            let said = words.map_or(("not stated", Tone::Muted), |words| (words, tone));
            wrapped(&[(said.0, Ink::Of(said.1))], room, ascii)
        };
        let before = stated(fact.before.as_deref(), Tone::Removed);
        let after = stated(fact.after.as_deref(), Tone::Added);
        let names = wrapped(&[(&fact.name, Ink::Of(Tone::Plain))], name.max(1), ascii);
        for nth in 0..before.len().max(after.len()).max(names.len()) {
            let mark = if nth == 0 { mark } else { " " };
            let mut pieces = vec![inked(format!("{mark} "), tone)];
            pieces.extend(filled(names.get(nth), name));
            pieces.push(inked(" ", Tone::Plain));
            pieces.extend(filled(before.get(nth), room));
            pieces.push(inked(" ", Tone::Plain));
            pieces.extend(after.get(nth).cloned().unwrap_or_default());
            self.push(pieces);
        }
    }

    /// The rows of text. Where a difference is not laid out any more, what is said of the rest is its place.
    fn text(&mut self, rows: &[TextRow]) {
        for stretch in rows.chunk_by(|one, next| one.differs() == next.differs()) {
            let differs = stretch.first().is_some_and(TextRow::differs);
            if differs {
                self.begin_difference();
            }
            if self.cells() >= SIDE_BY_SIDE {
                self.side_by_side(stretch);
            } else {
                self.one_below_the_other(stretch);
            }
            self.difference = None;
        }
    }

    fn side_by_side(&mut self, stretch: &[TextRow]) {
        for row in stretch {
            match row {
                TextRow::Same { left, right, text } => {
                    let side = |number| Side {
                        number: Some(number),
                        mark: (" ", Tone::Plain),
                        text: vec![(text.as_str(), Ink::Of(Tone::Plain))],
                    };
                    self.pair(&side(*left), &side(*right));
                }
                TextRow::Differs { left, right } => {
                    let words = is_told_by_words(row);
                    let both = left.is_some() && right.is_some();
                    let mark = |alone, tone| {
                        if both {
                            ("~", Tone::Accent)
                        } else {
                            (alone, tone)
                        }
                    };
                    let ours = left.as_ref().map_or_else(Side::empty, |line| {
                        side(line, mark("-", Tone::Removed), (Tone::Removed, words))
                    });
                    let theirs = right.as_ref().map_or_else(Side::empty, |line| {
                        side(line, mark("+", Tone::Added), (Tone::Added, words))
                    });
                    self.pair(&ours, &theirs);
                }
                TextRow::LeftOut(_) | TextRow::NotCompared { .. } => self.left_out(row),
            }
            self.source += 1;
        }
    }

    /// Two lines beside each other; the shorter one is filled up, so that the next lines stand at one height again.
    fn pair(&mut self, left: &Side<'_>, right: &Side<'_>) {
        if self.is_full() {
            return;
        }
        let between = if self.laid.ascii { " | " } else { " │ " };
        let gutter = self.numbers + MARK;
        let room = self.cells().saturating_sub(3 + 2 * gutter) / 2;
        let ascii = self.laid.ascii;
        let wrapped = |side: &Side<'_>| wrapped(&side.text, room, ascii);
        let (ours, theirs) = (wrapped(left), wrapped(right));
        for nth in 0..ours.len().max(theirs.len()) {
            let mut pieces = self.gutter(left, nth);
            pieces.extend(filled(ours.get(nth), room));
            pieces.push(inked(between, Tone::Border));
            pieces.extend(self.gutter(right, nth));
            pieces.extend(theirs.get(nth).cloned().unwrap_or_default());
            self.push(pieces);
        }
    }

    /// Lines that resemble each other stand directly below each other; of others first all of the left text.
    fn one_below_the_other(&mut self, stretch: &[TextRow]) {
        let begun = self.source;
        let mut nth = 0;
        for part in stretch.chunk_by(|one, next| {
            one.differs() && next.differs() && !is_told_by_words(one) && !is_told_by_words(next)
        }) {
            for (row, source) in part.iter().zip(begun + nth..) {
                self.source = source;
                self.upper(row);
            }
            for (row, source) in part.iter().zip(begun + nth..) {
                self.source = source;
                self.lower(row);
            }
            nth += part.len();
        }
        self.source = begun + stretch.len();
    }

    fn upper(&mut self, row: &TextRow) {
        match row {
            TextRow::Same { right, text, .. } => self.single(&Side {
                number: Some(*right),
                mark: (" ", Tone::Plain),
                text: vec![(text, Ink::Of(Tone::Plain))],
            }),
            TextRow::Differs {
                left: Some(line), ..
            } => {
                let tone = (Tone::Removed, is_told_by_words(row));
                self.single(&side(line, ("-", Tone::Removed), tone));
            }
            TextRow::Differs { left: None, .. } => {}
            TextRow::LeftOut(_) | TextRow::NotCompared { .. } => self.left_out(row),
        }
    }

    fn lower(&mut self, row: &TextRow) {
        if let TextRow::Differs {
            right: Some(line), ..
        } = row
        {
            let tone = (Tone::Added, is_told_by_words(row));
            self.single(&side(line, ("+", Tone::Added), tone));
        }
    }

    fn single(&mut self, side: &Side<'_>) {
        if self.is_full() {
            return;
        }
        let gutter = self.numbers + MARK;
        let room = self.cells().saturating_sub(gutter).max(NARROWEST);
        for (nth, line) in wrapped(&side.text, room, self.laid.ascii)
            .into_iter()
            .enumerate()
        {
            let mut pieces = self.gutter(side, nth);
            pieces.extend(line);
            self.push(pieces);
        }
    }

    /// The number and the mark of a line; only the mark where a line goes on.
    fn gutter(&self, side: &Side<'_>, nth: usize) -> Vec<Inked> {
        let number = side.number.filter(|_| nth == 0);
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let (mark, tone) = side.mark;
        vec![
            inked(
                width::fit(&number, self.numbers, width::Side::Right),
                Tone::Muted,
            ),
            inked(format!(" {mark} "), tone),
        ]
    }

    fn left_out(&mut self, row: &TextRow) {
        if self.laid.rows.len() >= MOST_ROWS {
            return;
        }
        let dots = if self.laid.ascii { "..." } else { "⋯" };
        match row {
            TextRow::LeftOut(count) => {
                let lines = counted(u64::from(*count), "line is", "lines are");
                self.remark(&format!("{dots} {lines} the same"), Tone::Muted);
            }
            TextRow::NotCompared { left, right } => {
                let said = format!(
                    "{dots} too much differs: {left} further lines of the one and {right} of the other are not shown"
                );
                self.remark(&said, Tone::Caution);
            }
            TextRow::Same { .. } | TextRow::Differs { .. } => {}
        }
    }
}

/// A line of a text that differs.
fn side<'t>(
    (number, pieces): &'t (u32, Vec<Piece>),
    mark: (&'static str, Tone),
    (tone, by_words): (Tone, bool),
) -> Side<'t> {
    let ink = |piece: &Piece| match (by_words, piece.differs) {
        (true, true) => Ink::Word(tone),
        (true, false) => Ink::Of(Tone::Plain),
        (false, _) => Ink::Of(tone),
    };
    Side {
        number: Some(*number),
        mark,
        text: pieces
            .iter()
            .map(|piece| (piece.text.as_str(), ink(piece)))
            .collect(),
    }
}

fn inked(words: impl Into<String>, tone: Tone) -> Inked {
    (words.into(), Ink::Of(tone))
}

/// Pieces in exactly so many cells.
fn filled(line: Option<&Vec<Inked>>, cells: usize) -> Vec<Inked> {
    let mut line = line.cloned().unwrap_or_default();
    let used: usize = line.iter().map(|(words, _)| width::cells(words)).sum();
    line.push(inked(" ".repeat(cells.saturating_sub(used)), Tone::Plain));
    line
}

/// Foreign text shortened where it is very long, made safe and wrapped to lines of so many cells, each piece with its ink; at least one line.
fn wrapped(text: &[(&str, Ink)], cells: usize, ascii: bool) -> Vec<Vec<Inked>> {
    let mut whole = String::new();
    let mut ends: Vec<(usize, Ink)> = Vec::new();
    for (piece, ink) in long::shortened(text, ascii) {
        whole.push_str(&safe::line(&piece));
        ends.push((whole.len(), ink));
    }
    let mut ends = ends.into_iter().peekable();
    let mut lines = Vec::new();
    for line in wrap::code(&whole, cells.max(1), cells.max(1)) {
        let mut pieces: Vec<Inked> = Vec::new();
        let mut at = line.start;
        while at < line.end {
            while ends.peek().is_some_and(|(end, _)| *end <= at) {
                ends.next();
            }
            let Some((end, ink)) = ends.peek().copied() else {
                break;
            };
            let to = end.min(line.end);
            pieces.push((whole.get(at..to).unwrap_or_default().to_owned(), ink));
            at = to;
        }
        lines.push(pieces);
    }
    lines
}

#[cfg(test)]
mod tests;
