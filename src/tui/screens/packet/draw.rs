//! The picture of one packet: what it is on top, below it the text of a section and, from 100 columns on, the sections beside
//! it.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Focus, Packet, Page};
use crate::{
    domain::tone::Tone,
    ops::view::{PacketSection, PacketView},
    tui::{
        look::{Look, Target},
        screens::{facts, packets::draw::frozen},
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the sections stand beside the text.
const TWO_PANES: u16 = 100;
/// The most cells a line of text is laid out for.
const WIDEST: u16 = 100;
/// The fewest.
const NARROWEST: u16 = 10;

/// The number of the text, as a part of the screen.
const TEXT: usize = 0;
/// The number of the sections.
pub(super) const SECTIONS: usize = 1;

fn sections_width(columns: u16) -> Option<u16> {
    (columns >= TWO_PANES).then(|| (columns / 3).clamp(34, 56))
}

/// The columns the text has, without the blank on either side.
pub(super) fn text_width(columns: u16) -> u16 {
    let beside = sections_width(columns).map_or(0, |width| width + 1);
    columns.saturating_sub(beside + 2).clamp(NARROWEST, WIDEST)
}

impl Packet {
    pub(super) fn draw_packet(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        if self.ascii != look.ascii {
            self.ascii = look.ascii;
            self.lay_out_anew();
        }
        let Some(view) = &self.view else {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, text::inset(area, 2), &line);
            return;
        };
        let top = text::inset(area, 1);
        let lines = head(view, usize::from(top.width), look);
        let taken = text::put_all(frame, top, &lines);
        let body = text::below(area, taken);
        let Some(beside) = sections_width(area.width) else {
            if self.focus == Focus::Sections {
                self.draw_sections(frame, body, look);
            } else {
                self.draw_text(frame, body, look);
            }
            return;
        };
        let sides = Sides::of(body, beside);
        self.draw_sections(frame, sides.left, look);
        let focused = if self.focus == Focus::Sections {
            pane::Focused::Left
        } else {
            pane::Focused::Right
        };
        sides.draw(frame, focused, look);
        self.draw_text(frame, sides.right, look);
    }

    fn draw_sections(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(SECTIONS));
        let length = self.length();
        let focused = self.focus == Focus::Sections;
        let note = length.to_string();
        let pane = Pane {
            title: "SECTIONS",
            note: &note,
            focused,
        };
        let inner = pane.draw(frame, area, look);
        let rows = Rows {
            area: inner,
            length,
            lines: 1,
            choice: match (&self.page, focused) {
                (_, true) => Choice::Active,
                (Page::Section(_), false) => Choice::Kept,
                (Page::Verified(_) | Page::Compared(_), false) => Choice::Hidden,
            },
            first_target: 0,
        };
        let sections = self.view.as_ref().map(|view| view.sections.as_slice());
        self.list.draw((frame, look), rows, |nth, cells, look| {
            let section = sections.and_then(|sections| sections.get(nth));
            section
                .map(|section| named(section, cells, look))
                .into_iter()
                .collect()
        });
    }

    fn draw_text(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(TEXT));
        let focused = self.focus != Focus::Sections;
        let progress = self.document.progress();
        let title = look.safe(&self.page_name()).into_owned();
        let pane = Pane {
            title: &title,
            note: &progress,
            focused,
        };
        let mut inner = text::inset(pane.draw(frame, area, look), 1);
        let typing = self.focus == Focus::Find;
        if typing || !self.field.value().is_empty() {
            self.field.draw((frame, look), inner, ("/", typing));
            inner = text::below(inner, 1);
        }
        self.document.draw((frame, look), inner, focused && !typing);
    }

    fn page_name(&self) -> String {
        match &self.page {
            Page::Section(nth) => {
                let sections = self.view.as_ref().map(|view| view.sections.as_slice());
                let section = sections.and_then(|sections| sections.get(*nth));
                section.map_or_else(String::new, |section| section.name.clone())
            }
            Page::Verified(_) => "VERIFIED".to_owned(),
            Page::Compared(_) => "COMPARED".to_owned(),
        }
    }
}

/// Label and title, the facts, and what stands in the way of freezing it.
fn head(view: &PacketView, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let packet = &view.packet;
    let title = vec![
        Span::styled(
            format!("{}  ", look.safe(&packet.label)),
            look.style(Tone::Accent),
        ),
        Span::styled(
            look.safe(&packet.title).into_owned(),
            look.style(Tone::Heading),
        ),
    ];
    let digest = packet.frozen.as_ref().map(|frozen| &frozen.digest);
    let shown = packet.decisions.len() as u64;
    let mut about = vec![
        frozen(digest, look),
        Span::raw(format!("as of {}", packet.as_of)),
        Span::raw(facts::counted(shown, "decision", "decisions")),
        Span::raw(size(view.bytes)),
    ];
    if let Some((_, before)) = &view.previous {
        about.push(Span::raw(format!("changes since {}", look.safe(before))));
    }
    let mut lines = vec![text::cut(title, cells)];
    lines.extend(facts::flow(about, (cells, 2), &facts::dot(look)));
    if !view.changed_since.is_empty() {
        let changes = look.safe(&view.changed_since.join("; ")).into_owned();
        let said = format!("! Not what the system is now: {changes}");
        let line = Span::styled(said, look.style(Tone::Caution));
        lines.push(text::cut(vec![line], cells));
    }
    for obstacle in view.obstacles.iter().take(3) {
        let said = format!("! It cannot be frozen: {}", look.safe(obstacle));
        let line = Span::styled(said, look.style(Tone::Caution));
        lines.push(text::cut(vec![line], cells));
    }
    lines
}

/// What a section is called, and the title of the decision it shows.
fn named(section: &PacketSection, cells: usize, look: &Look<'_>) -> Line<'static> {
    let Some(title) = &section.title else {
        return Line::from(look.safe(&section.name).into_owned());
    };
    let reference = facts::reference_in(&look.safe(&section.name), cells / 2);
    let spans = vec![
        Span::raw(format!("{reference}  ")),
        Span::styled(look.safe(title).into_owned(), look.style(Tone::Muted)),
    ];
    text::cut(spans, cells)
}

/// A size people can judge.
fn size(bytes: u64) -> String {
    if bytes < 10_000 {
        return facts::counted(bytes, "byte", "bytes");
    }
    format!("{} kB", bytes / 1_000)
}
