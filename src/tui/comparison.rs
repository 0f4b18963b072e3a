//! Two states side by side on one page that scrolls: facts as a table, below them the text. It steps from difference to
//! difference; it must not know where the states came from or what is done about them.

mod layout;
mod long;

use ratatui::{
    Frame,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
};

use self::layout::{Ink, Laid, Row};
use crate::{
    domain::tone::Tone,
    markdown::width,
    ops::view::{CompareView, FactRow, RevisionLine, TextRow},
    tui::{action::Action, look::Look, widgets::text},
};

/// Rows kept above a difference that was stepped to.
const ABOVE: usize = 2;
/// The rows the two states take.
const STATES: u16 = 2;

/// Two states and what is seen of them.
#[derive(Debug, Default)]
pub struct Comparison {
    view: Option<CompareView>,
    /// How many differences there are: facts, and stretches of text.
    count: usize,
    laid: Laid,
    /// The first row that is seen.
    offset: usize,
    /// The rows seen when it was last drawn.
    page: usize,
    /// The difference that was stepped to.
    at: Option<usize>,
    /// Whether that one is to be scrolled to.
    seeks: bool,
}

impl Comparison {
    /// Shows these states; where the same were shown before, the place is kept.
    pub fn show(&mut self, view: CompareView) {
        if self.view.as_ref() == Some(&view) {
            return;
        }
        let facts = view.facts.iter().filter(|row| row.differs()).count();
        let stretches = view
            .text
            .chunk_by(|one, next| one.differs() == next.differs());
        let stretches = stretches
            .filter(|rows| rows.first().is_some_and(TextRow::differs))
            .count();
        self.count = facts + stretches;
        self.at = self.at.filter(|at| *at < self.count);
        self.laid = Laid::default();
        self.view = Some(view);
    }

    /// What is shown.
    pub const fn view(&self) -> Option<&CompareView> {
        self.view.as_ref()
    }

    /// How many differences there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Which difference of how many, in words.
    pub fn status(&self) -> String {
        match (self.view.as_ref().map(|_| self.count), self.at) {
            (None, _) => String::new(),
            (Some(0), _) => "no difference".to_owned(),
            (Some(count), Some(at)) => format!("difference {} of {count}", at + 1),
            (Some(1), None) => "1 difference".to_owned(),
            (Some(count), None) => format!("{count} differences"),
        }
    }

    /// How far the page is scrolled; nothing where all of it is seen.
    pub fn progress(&self) -> String {
        let hidden = self.laid.rows.len().saturating_sub(self.page);
        match (self.offset * 100).checked_div(hidden) {
            None => String::new(),
            Some(0) => "top".to_owned(),
            Some(100..) => "end".to_owned(),
            Some(part) => format!("{part} %"),
        }
    }

    /// Scrolls, or steps to a difference; whether the action was one of these.
    pub fn moved(&mut self, action: Action) -> bool {
        let page = self.page.max(1);
        self.offset = match action {
            Action::Down => self.offset.saturating_add(1),
            Action::Up => self.offset.saturating_sub(1),
            Action::HalfPageDown => self.offset.saturating_add(page.div_ceil(2)),
            Action::HalfPageUp => self.offset.saturating_sub(page.div_ceil(2)),
            Action::PageDown => self.offset.saturating_add(page),
            Action::PageUp => self.offset.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => usize::MAX,
            Action::NextMatch | Action::PreviousMatch => {
                self.step(action);
                return true;
            }
            _ => return false,
        }
        .min(self.lowest());
        self.at = None;
        true
    }

    /// To the next or the previous difference, seen from the one stepped to last, else from the top of what is seen.
    fn step(&mut self, action: Action) {
        let Some(last) = self.count.checked_sub(1) else {
            return;
        };
        let above = |start: &&usize| **start < self.offset;
        let passed = self.laid.starts.iter().take_while(above).count();
        let to = match (action, self.at) {
            (Action::NextMatch, Some(at)) => at + 1,
            (Action::NextMatch, None) => passed,
            (_, Some(at)) => at.checked_sub(1).unwrap_or(last),
            (_, None) => passed.checked_sub(1).unwrap_or(last),
        };
        self.at = Some(if to > last { 0 } else { to });
        self.seeks = true;
    }

    fn lowest(&self) -> usize {
        self.laid.rows.len().saturating_sub(self.page)
    }

    /// Draws the two states and, below them, the page.
    pub fn draw(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        focused: bool,
    ) {
        let area = area.intersection(frame.area());
        let Some(view) = &self.view else { return };
        let mut page = area;
        if area.height > 2 * STATES {
            let states = [
                ("-", Tone::Removed, &view.from),
                ("+", Tone::Added, &view.to),
            ];
            for (state, row) in states.into_iter().zip(area.rows()) {
                text::put(frame, row, &state_line(state, area.width, look));
            }
            page = text::below(area, STATES + u16::from(area.height > 8));
        }
        if self.count == 0 {
            let said = [
                "Both states are the same.",
                "Every fact and every line of the text is as it was.",
            ];
            return text::nothing_yet(frame, page, &said, look);
        }
        self.lay_out(page, look.ascii);
        let mut cursor = None;
        let rows = self.laid.rows.iter().skip(self.offset);
        for (row, place) in rows.zip(page.rows()) {
            let is_here = row.difference.is_some() && row.difference == self.at;
            text::put(frame, place, &drawn(row, is_here, look));
            cursor = cursor.or(is_here.then_some(place));
        }
        if focused && !page.is_empty() {
            let at = cursor.unwrap_or(page);
            look.put_cursor(Position::new(at.x, at.y), false);
        }
    }

    /// Lays the page out anew where it has another width, and scrolls to where it was, or to the difference sought.
    fn lay_out(&mut self, area: Rect, ascii: bool) {
        let Some(view) = &self.view else { return };
        let cells = usize::from(area.width.saturating_sub(1));
        if !self.laid.fits(cells, ascii) {
            let top = self.laid.rows.get(self.offset).map_or(0, |row| row.source);
            self.laid = layout::page(view, cells, ascii);
            let same = self.laid.rows.iter().position(|row| row.source >= top);
            self.offset = same.filter(|_| self.offset > 0).unwrap_or(0);
        }
        self.page = usize::from(area.height);
        if std::mem::take(&mut self.seeks) {
            let start = self.at.and_then(|at| self.laid.starts.get(at));
            self.offset = start.map_or(self.offset, |start| start.saturating_sub(ABOVE));
        }
        self.offset = self.offset.min(self.lowest());
    }
}

/// One of the two states in words.
fn state_line(
    (mark, tone, state): (&'static str, Tone, &RevisionLine),
    cells: u16,
    look: &Look<'_>,
) -> Line<'static> {
    let dot = look.glyph(" · ", " - ");
    let mut said = format!(" {}", look.safe(&state.state));
    let when = state.at.map(|at| at.0.format("%Y-%m-%d %H:%M").to_string());
    for word in [when, state.actor.clone()].into_iter().flatten() {
        said = format!("{said}{dot}{}", look.safe(&word));
    }
    let spans = vec![
        Span::styled(format!("{mark} "), look.style(tone)),
        Span::styled(
            look.safe(&state.reference).into_owned(),
            look.style(Tone::Heading),
        ),
        Span::styled(said, look.style(Tone::Muted)),
        Span::raw("  "),
        Span::raw(look.safe(&state.title).into_owned()),
    ];
    text::cut(spans, usize::from(cells))
}

fn drawn(row: &Row, is_here: bool, look: &Look<'_>) -> Line<'static> {
    let marker = if is_here { look.glyph("▌", ">") } else { " " };
    let mut spans = vec![Span::styled(marker, look.style(Tone::Accent))];
    let pieces = row.pieces.iter();
    spans.extend(pieces.map(|(words, ink)| Span::styled(words.clone(), style(*ink, look))));
    Line::from(spans)
}

fn style(ink: Ink, look: &Look<'_>) -> Style {
    match ink {
        Ink::Of(tone) => look.style(tone),
        Ink::Word(tone) => look.style(tone).patch(look.style(Tone::Match)),
    }
}

/// How many cells a count takes.
fn digits(count: u32) -> usize {
    width::cells(&count.to_string())
}

/// Whether two lines are told word by word: they have something in common.
fn is_told_by_words(row: &TextRow) -> bool {
    let TextRow::Differs {
        left: Some((_, one)),
        right: Some((_, other)),
    } = row
    else {
        return false;
    };
    one.iter().chain(other).any(|piece| !piece.differs)
}

/// The facts that differ and the number of those that do not.
fn parted(facts: &[FactRow]) -> (Vec<&FactRow>, usize) {
    let differing: Vec<_> = facts.iter().filter(|row| row.differs()).collect();
    let same = facts.len() - differing.len();
    (differing, same)
}
