//! The picture of the packets: each in two lines and, from 100 columns on, the cover of the selected one beside them.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::Packets;
use crate::{
    domain::{digest::Digest, tone::Tone},
    ops::view::PacketLine,
    tui::{
        look::{Look, Target},
        screens::facts,
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the cover stands beside the list.
const TWO_PANES: u16 = 100;

/// The number of the list, as a part of the screen.
const LIST: usize = 0;
/// The number of the cover.
pub(super) const COVER: usize = 1;

/// What stands where there is no packet yet.
const NOTHING: [&str; 3] = [
    "No packets yet.",
    "A packet is what a board reads before it meets: decisions, what is asked about them, and a proof that both stay as they were.",
    "Mark decisions in their list with space and press P there; or press a here and say which decisions with a filter.",
];

fn list_width(columns: u16) -> u16 {
    if columns < TWO_PANES {
        columns
    } else {
        (columns * 2 / 5).min(70)
    }
}

/// The columns the cover has, where it is shown.
pub(super) fn cover_width(columns: u16) -> Option<u16> {
    (columns >= TWO_PANES).then(|| columns.saturating_sub(list_width(columns) + 3))
}

impl Packets {
    pub(super) fn draw_packets(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let beside = cover_width(area.width).filter(|_| self.length() > 0);
        let Some(_) = beside else {
            self.draw_list(frame, area, look);
            return;
        };
        let sides = Sides::of(area, list_width(area.width));
        self.draw_list(frame, sides.left, look);
        sides.draw(frame, pane::Focused::Left, look);
        self.draw_cover(frame, sides.right, look);
    }

    fn draw_list(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(LIST));
        let note = self.count();
        let pane = Pane {
            title: "PACKETS",
            note: &note,
            focused: true,
        };
        let inner = pane.draw(frame, area, look);
        match &self.view {
            None => {
                let said = self.failed.as_deref().unwrap_or("loading…");
                let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
                text::put(frame, text::inset(inner, 2), &line);
            }
            Some(view) if view.lines.is_empty() => text::nothing_yet(frame, inner, &NOTHING, look),
            Some(view) => {
                let rows = Rows {
                    area: inner,
                    length: view.lines.len(),
                    lines: 2,
                    choice: Choice::Active,
                    first_target: 0,
                };
                self.list.draw((frame, look), rows, |nth, cells, look| {
                    let line = view.lines.get(nth);
                    line.map(|line| row(line, cells, look)).unwrap_or_default()
                });
            }
        }
    }

    fn draw_cover(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(COVER));
        let shown = self.cover_of.as_ref().map(|(_, label)| label.as_str());
        let title = look.safe(shown.unwrap_or_default()).into_owned();
        let pane = Pane {
            title: &title,
            ..Pane::default()
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        if shown.is_some() {
            self.cover.draw((frame, look), inner, false);
        }
    }

    fn count(&self) -> String {
        match &self.view {
            Some(view) => facts::counted(view.lines.len() as u64, "packet", "packets"),
            None => String::new(),
        }
    }
}

/// Whether a packet is frozen, and the digest people compare.
pub(in crate::tui::screens) fn frozen(digest: Option<&Digest>, look: &Look<'_>) -> Span<'static> {
    match digest {
        Some(digest) => Span::styled(
            format!("{} frozen {}", look.glyph("✓", "v"), digest.short()),
            look.style(Tone::Good),
        ),
        None => Span::styled(
            format!("{} not frozen", look.glyph("✎", "~")),
            look.style(Tone::Caution),
        ),
    }
}

/// Label and title, and below them the day, the decisions and whether it is frozen.
fn row(line: &PacketLine, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let name = vec![
        Span::styled(
            format!("{}  ", look.safe(&line.label)),
            look.style(Tone::Accent),
        ),
        Span::raw(look.safe(&line.title).into_owned()),
    ];
    let shown = facts::counted(line.decisions, "decision", "decisions");
    let about = vec![
        Span::styled(format!("  {}", line.as_of), look.style(Tone::Muted)),
        facts::dot(look),
        Span::styled(shown, look.style(Tone::Muted)),
        facts::dot(look),
        frozen(line.frozen.as_ref(), look),
    ];
    vec![text::cut(name, cells), text::cut(about, cells)]
}
