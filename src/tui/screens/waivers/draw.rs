//! The picture of the waivers: a line for each in its section and, from 100 columns on, the whole of the selected one beside
//! them.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Row, Waivers, detail};
use crate::{
    domain::{tone::Tone, waiver::Standing},
    ops::waivers::WaiverLine,
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

/// From here on the whole waiver stands beside the list.
pub(super) const TWO_PANES: u16 = 100;
/// The number of the list, as a part of the screen.
const LIST: usize = 0;
/// The number of the whole waiver.
pub(super) const WHOLE: usize = 1;
/// The cells of a label, and of the days left.
const LABEL: usize = 13;
const LEFT: usize = 9;

/// What stands where there is no waiver yet.
const NOTHING: [&str; 3] = [
    "No waivers yet.",
    "A waiver lets an item, a gate or a standard stand for a while, on the name of a person who is not the one who asks. It ends by itself.",
    "Press a to ask for one here, or w on an item of a checklist.",
];
/// What stands where the facet holds none.
const NONE_SHOWN: [&str; 2] = [
    "No waiver here is of this kind.",
    "Press f to choose others, or Esc for all.",
];

impl Waivers {
    pub(super) fn draw_waivers(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let is_wide = area.width >= TWO_PANES;
        if self.selected().is_none() || (!is_wide && !self.reading) {
            self.draw_list(frame, area, look);
        } else if is_wide {
            let sides = Sides::of(area, area.width * 11 / 20);
            self.draw_list(frame, sides.left, look);
            let focused = if self.reading {
                pane::Focused::Right
            } else {
                pane::Focused::Left
            };
            sides.draw(frame, focused, look);
            self.draw_whole(frame, sides.right, look);
        } else {
            self.draw_whole(frame, area, look);
        }
    }

    fn draw_list(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(LIST));
        let note = self.note();
        let pane = Pane {
            title: "WAIVERS",
            note: &look.safe(&note),
            focused: !self.reading,
        };
        let inner = pane.draw(frame, area, look);
        let Some(view) = &self.view else {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, text::inset(inner, 2), &line);
            return;
        };
        if self.rows.is_empty() {
            let [first, about, begin] = NOTHING;
            let why_not = self.why_not_asked();
            let why_not = why_not.map(|why| format!("What is needed first: {why}."));
            let begin = why_not.as_deref().unwrap_or(begin);
            let nothing = [first, about, begin];
            let said: &[&str] = if view.lines.is_empty() {
                &nothing
            } else {
                &NONE_SHOWN
            };
            text::nothing_yet(frame, inner, said, look);
            return;
        }
        let rows = Rows {
            area: inner,
            length: self.rows.len(),
            lines: 1,
            choice: if self.reading {
                Choice::Kept
            } else {
                Choice::Active
            },
            first_target: 0,
        };
        let (all, has_system) = (&self.rows, self.system.is_some());
        self.list.draw((frame, look), rows, |nth, cells, look| {
            let line = match all.get(nth) {
                Some(Row::Head(head, count)) => section(head, *count, look),
                Some(Row::Waiver(place)) => match view.lines.get(*place) {
                    Some(line) => row(line, (cells, has_system), look),
                    None => Line::default(),
                },
                None => Line::default(),
            };
            vec![line]
        });
    }

    fn draw_whole(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(WHOLE));
        let Some(line) = self.selected() else { return };
        let title = look.safe(&line.waiver.label).into_owned();
        let pane = Pane {
            title: &title,
            note: "",
            focused: self.reading,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let lines = detail::lines(line, usize::from(inner.width), look);
        self.furthest = lines.len().saturating_sub(usize::from(inner.height));
        self.offset = self.offset.min(self.furthest);
        text::put_all(frame, inner, lines.get(self.offset..).unwrap_or_default());
        if self.reading && !inner.is_empty() {
            look.put_cursor(inner.as_position(), false);
        }
    }

    fn note(&self) -> String {
        if self.view.is_none() {
            return String::new();
        }
        let (all, _) = self.counted();
        let said = facts::counted(all as u64, "waiver", "waivers");
        match self.facet_in_words() {
            none if none.is_empty() => said,
            facet => format!("{said}, {facet}"),
        }
    }
}

fn section(head: &str, count: usize, look: &Look<'_>) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!("{head} "), look.style(Tone::Heading)),
        Span::styled(count.to_string(), look.style(Tone::Muted)),
    ])
}

/// Glyph, label, days left, the system where there are several, and what is let stand.
fn row(line: &WaiverLine, (cells, has_system): (usize, bool), look: &Look<'_>) -> Line<'static> {
    let (glyph, tone) = detail::mark(line, look);
    let mut spans = vec![
        Span::styled(format!("{glyph} "), look.style(tone)),
        text::cell(
            &look.safe(&line.waiver.label),
            LABEL,
            look.style(Tone::Accent),
        ),
        text::right_cell(&detail::left(line), LEFT, look.style(tone)),
        Span::raw("  "),
    ];
    if line.awaits_me {
        spans.push(Span::styled("awaits you  ", look.style(Tone::Caution)));
    }
    if line.standing == Standing::Void && !line.owners.is_empty() {
        let tell = format!("tell {}  ", look.safe(&line.owners.join(", ")));
        spans.push(Span::styled(tell, look.style(Tone::Danger)));
    }
    if !has_system {
        let name = format!("{}  ", look.safe(&line.system.1));
        spans.push(Span::styled(name, look.style(Tone::Muted)));
    }
    spans.push(Span::raw(look.safe(&line.scope).into_owned()));
    text::cut(spans, cells)
}
