//! The picture of one decision: title and facts on top, below them the text and, from 100 columns on, a pane beside it.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Focus, Record, Side, comments};
use crate::{
    domain::tone::Tone,
    ops::view::RecordView,
    tui::{
        look::{Look, Target},
        screens::{facts, happened},
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on a pane stands beside the text.
const TWO_PANES: u16 = 100;

/// The number of the text, as a part of the screen.
const TEXT: usize = 0;
/// The number of the pane beside it.
pub(super) const SIDE: usize = 1;

/// The columns of the pane beside the text.
fn side_width(columns: u16) -> Option<u16> {
    (columns >= TWO_PANES).then(|| (columns / 3).clamp(36, 70))
}

/// The columns the text has, without the blank on either side.
pub(super) fn text_width(columns: u16) -> u16 {
    let side = side_width(columns).map_or(0, |side| side + 1);
    columns.saturating_sub(side + 2)
}

impl Record {
    pub(super) fn draw_record(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let Some(view) = self.reading.view() else {
            let said = self.reading.failed.as_deref().unwrap_or("loading…");
            let said = look.safe(said).into_owned();
            text::put(
                frame,
                text::inset(area, 2),
                &Line::styled(said, look.style(Tone::Muted)),
            );
            return;
        };
        let head = text::inset(area, 1);
        let most = if area.height > 30 { 7 } else { 5 };
        let lines = self.head(view, (usize::from(head.width), most), look);
        let taken = text::put_all(frame, head, &lines);
        let body = text::below(area, taken);
        let Some(side) = side_width(area.width) else {
            if self.focus == Focus::Side {
                self.draw_side(frame, body, look);
            } else {
                self.draw_text(frame, body, look);
            }
            return;
        };
        let sides = Sides::of(body, area.width.saturating_sub(side + 1));
        self.draw_text(frame, sides.left, look);
        let focused = if self.focus == Focus::Side {
            pane::Focused::Right
        } else {
            pane::Focused::Left
        };
        sides.draw(frame, focused, look);
        self.draw_side(frame, sides.right, look);
    }

    /// Reference and title, the facts, the file, and what was noticed about it.
    fn head(
        &self,
        view: &RecordView,
        (cells, most): (usize, usize),
        look: &Look<'_>,
    ) -> Vec<Line<'static>> {
        let title = vec![
            Span::styled(
                format!("{}  ", look.safe(&facts::short_reference(&view.reference))),
                look.style(Tone::Accent),
            ),
            Span::styled(
                look.safe(&view.adr.facts.title).into_owned(),
                look.style(Tone::Heading),
            ),
        ];
        let mut lines = vec![text::cut(title, cells)];
        lines.extend(facts::headline(view, self.reading.as_of, (cells, 2), look));
        let file = look.safe(&facts::path_in_repository(view)).into_owned();
        let file = Span::styled(file, look.style(Tone::Muted));
        lines.push(text::cut(vec![file], cells));
        for finding in &view.adr.facts.findings {
            lines.extend(facts::finding(finding, cells, look));
        }
        lines.truncate(most);
        lines
    }

    fn draw_text(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(TEXT));
        let focused = self.focus != Focus::Side;
        let progress = self.reading.document.progress();
        let pane = Pane {
            title: "TEXT",
            note: &progress,
            focused,
        };
        let mut inner = text::inset(pane.draw(frame, area, look), 1);
        if self.focus == Focus::Find || !self.field.value().is_empty() {
            self.draw_field(frame, inner, look);
            inner = text::below(inner, 1);
        }
        let typing = self.focus == Focus::Find;
        self.reading
            .document
            .draw((frame, look), inner, focused && !typing);
    }

    /// The field and, on the right, which of how many places is shown.
    fn draw_field(&self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let count = match self.reading.document.found() {
            Some((_, _, 0)) => "nothing".to_owned(),
            Some((_, nth, count)) => format!("{nth} of {count}"),
            None => String::new(),
        };
        let cells = (count.len() as u16 + 1).min(area.width / 2);
        let field = Rect {
            width: area.width - cells,
            ..area
        };
        let typing = self.focus == Focus::Find;
        self.field.draw((frame, look), field, ("/", typing));
        let beside = Rect {
            x: field.right(),
            width: cells,
            ..area
        };
        let style = look.style(Tone::Muted);
        let count = text::right_cell(&count, usize::from(cells), style);
        text::put(frame, beside, &Line::from(count));
    }

    fn draw_side(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(SIDE));
        let (title, empty) = match self.side {
            Side::Links => ("LINKS", "No links to or from this decision."),
            Side::History => ("HISTORY", "Nothing has happened to it yet."),
            Side::Outline => ("OUTLINE", "The text has no headings."),
            Side::Comments => ("COMMENTS", "Nobody has commented on it."),
        };
        let count = self.length();
        let note = match (self.side, self.reading.view()) {
            (Side::Comments, Some(view)) => comments::counted(view),
            _ => count.to_string(),
        };
        let focused = self.focus == Focus::Side;
        let pane = Pane {
            title,
            note: &note,
            focused,
        };
        let inner = pane.draw(frame, area, look);
        if count == 0 {
            let line = Line::styled(empty, look.style(Tone::Muted));
            text::put(frame, text::inset(inner, 1), &line);
            return;
        }
        if self.side == Side::Comments {
            self.draw_comments((frame, look), inner);
            return;
        }
        let rows = Rows {
            area: inner,
            length: count,
            lines: if self.side == Side::Outline { 1 } else { 2 },
            choice: if focused {
                Choice::Active
            } else {
                Choice::Hidden
            },
            first_target: 0,
        };
        let mut list = std::mem::take(&mut self.list);
        list.draw((frame, look), rows, |nth, cells, look| {
            self.side_row(nth, cells, look)
        });
        self.list = list;
    }

    fn draw_comments(&mut self, drawn_with: (&mut Frame<'_>, &mut Look<'_>), area: Rect) {
        let Some(view) = self.reading.view() else {
            return;
        };
        let ordered = comments::ordered(view);
        let end = ordered.len().saturating_sub(1);
        let shown = comments::Shown {
            comments: &ordered,
            cursor: self.list.cursor().min(end),
            is_active: self.focus == Focus::Side,
        };
        self.comments.draw(drawn_with, area, shown);
    }

    fn side_row(&self, nth: usize, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
        let view = self.reading.view();
        let row = match self.side {
            Side::Links => view.and_then(|view| {
                let link = view.links.get(nth)?;
                Some(facts::link(link, (cells, &view.log.name), look))
            }),
            Side::History => view
                .and_then(|view| view.history.get(nth))
                .map(|event| happened::lines(event, cells, look)),
            Side::Outline => self.reading.document.outline().get(nth).map(|entry| {
                let indent = "  ".repeat(usize::from(entry.level.saturating_sub(1)).min(6));
                let text = format!("{indent}{}", look.safe(&entry.text));
                vec![text::cut(vec![Span::raw(text)], cells)]
            }),
            // Comments take as many lines as they need, and are drawn by themselves.
            Side::Comments => None,
        };
        row.unwrap_or_default()
    }
}
