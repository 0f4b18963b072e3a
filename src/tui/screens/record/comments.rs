//! What was said about a decision, beside its text: open comments first, the settled ones muted below them. It must not know
//! how a comment is said or settled.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use crate::{
    domain::{comment::Comment, tone::Tone},
    markdown::width,
    ops::view::RecordView,
    tui::{
        look::{Look, Target},
        widgets::text,
    },
};

/// The most lines of one comment that are shown.
const LINES_MOST: usize = 40;

/// The comments that are shown, and the one the cursor is on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) comments: &'a [&'a Comment],
    pub(super) cursor: usize,
    /// Whether the keys act here.
    pub(super) is_active: bool,
}

/// How far the comments are scrolled.
#[derive(Debug, Default)]
pub(super) struct Comments {
    offset: usize,
}

/// The comments as they are shown: the open ones first, each part oldest first.
pub(super) fn ordered(view: &RecordView) -> Vec<&Comment> {
    let (open, settled): (Vec<_>, Vec<_>) =
        view.comments.iter().partition(|comment| !comment.settled);
    open.into_iter().chain(settled).collect()
}

/// How many are open of how many.
pub(super) fn counted(view: &RecordView) -> String {
    let all = view.comments.len();
    let open = view.comments.iter().filter(|comment| !comment.settled);
    format!("{} open of {all}", open.count())
}

impl Comments {
    /// Draws the comments.
    pub(super) fn draw(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        shown: Shown<'_>,
    ) {
        let area = area.intersection(frame.area());
        if area.width < 3 || area.height == 0 {
            return;
        }
        let cells = usize::from(area.width - 1);
        let blocks: Vec<_> = shown
            .comments
            .iter()
            .map(|comment| block(comment, cells, look))
            .collect();
        self.scroll_to(shown.cursor, &blocks, usize::from(area.height));
        let mut at = 0;
        for (nth, lines) in blocks.iter().enumerate() {
            let chosen = shown.is_active && nth == shown.cursor;
            let seen = rows_seen(at, lines.len(), (self.offset, area));
            for (line, row) in lines.iter().skip(seen.skipped).zip(seen.area.rows()) {
                draw_line((frame, look), row, line, chosen);
            }
            if chosen && seen.area.height > 0 {
                look.put_cursor(Position::new(seen.area.x, seen.area.y), false);
            }
            look.register(seen.area, Target::Screen(nth));
            at += lines.len() + 1;
        }
    }

    /// Scrolls as little as shows all of the chosen comment, or its beginning where it is longer than the pane.
    fn scroll_to(&mut self, cursor: usize, blocks: &[Vec<Line<'_>>], height: usize) {
        let begin: usize = blocks
            .iter()
            .take(cursor)
            .map(|lines| lines.len() + 1)
            .sum();
        let end = begin + blocks.get(cursor).map_or(0, Vec::len);
        let lowest = end.saturating_sub(height).min(begin);
        self.offset = self.offset.clamp(lowest, begin);
    }
}

/// The part of a block of lines that is seen.
struct Seen {
    skipped: usize,
    area: Rect,
}

fn rows_seen(begin: usize, lines: usize, (offset, area): (usize, Rect)) -> Seen {
    let skipped = offset.saturating_sub(begin).min(lines);
    let above = begin.saturating_sub(offset);
    let rest = text::below(area, u16::try_from(above).unwrap_or(u16::MAX));
    let height = u16::try_from(lines - skipped).unwrap_or(u16::MAX);
    Seen {
        skipped,
        area: Rect {
            height: rest.height.min(height),
            ..rest
        },
    }
}

/// Whether it is open, when and by whom it was said, and below that what.
fn block(comment: &Comment, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let muted = look.style(Tone::Muted);
    let (mark, word, tone, said) = if comment.settled {
        (look.glyph("✓", "+"), "settled", Tone::Muted, muted)
    } else {
        let plain = look.style(Tone::Plain);
        (look.glyph("●", "*"), "open", Tone::Caution, plain)
    };
    let day = comment.at.0.format("%Y-%m-%d");
    let head = vec![
        Span::styled(format!("{mark} {word}"), look.style(tone)),
        Span::styled(format!("  {day}  "), muted),
        Span::styled(look.safe(&comment.author).into_owned(), said),
    ];
    let mut lines = vec![text::cut(head, cells)];
    let text = look.safe(&comment.text);
    for line in text::wrapped(&text, cells.saturating_sub(2), LINES_MOST) {
        lines.push(Line::styled(format!("  {line}"), said));
    }
    lines
}

fn draw_line(
    (frame, look): (&mut Frame<'_>, &Look<'_>),
    row: Rect,
    line: &Line<'static>,
    chosen: bool,
) {
    let marker = if chosen { look.glyph("▌", ">") } else { " " };
    let marker = Line::styled(marker, look.style(Tone::Accent));
    text::put(frame, Rect { width: 1, ..row }, &marker);
    let rest = Rect {
        x: row.x.saturating_add(1),
        width: row.width.saturating_sub(1),
        ..row
    };
    text::put(frame, rest, line);
    if chosen {
        let cells = line.spans.iter().map(|span| width::cells(&span.content));
        let written = u16::try_from(cells.sum::<usize>()).unwrap_or(u16::MAX);
        let rest = Rect {
            width: rest.width.min(written),
            ..rest
        };
        frame.buffer_mut().set_style(rest, look.style(Tone::Cursor));
    }
}
