//! The picture of the systems: one line each and, from 100 columns on, what is known of the selected one beside them.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Focus, Systems};
use crate::{
    domain::tone::Tone,
    ops::systems::SystemLine,
    tui::{
        look::{Look, Target},
        screens::{
            system::entries::{Entry, hanging, known},
            verdicts,
        },
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on what is known of the selected system stands beside the list.
const TWO_PANES: u16 = 100;
/// The number of the list, as a part of the screen.
const LIST: usize = 0;
/// The cells of the columns before the name.
const TIER: usize = 4;
const VERDICT: usize = 14;
const STAGE: usize = 13;
const SHARE: usize = 6;
/// From so many cells on the owner has a column.
const WITH_OWNER: usize = 72;
const OWNER: usize = 16;

/// What stands where there is no system yet.
const NOTHING: [&str; 3] = [
    "No systems yet.",
    "A system is what is built and run. Its facts say which checklists it is asked and how critical it is; what is not known never helps.",
    "Press a to register one, or I to take many in from a CSV or TOML inventory.",
];

fn list_width(columns: u16) -> u16 {
    if columns < TWO_PANES {
        columns
    } else {
        (columns * 11 / 20).min(96)
    }
}

/// The columns the summary has, where it is shown.
pub(super) fn summary_width(columns: u16) -> Option<u16> {
    (columns >= TWO_PANES).then(|| columns.saturating_sub(list_width(columns) + 1))
}

impl Systems {
    pub(super) fn draw_panes(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let has_room = summary_width(area.width).is_some();
        if !has_room || self.length() == 0 {
            self.draw_list(frame, area, look);
            return;
        }
        let sides = Sides::of(area, list_width(area.width));
        self.draw_list(frame, sides.left, look);
        sides.draw(frame, pane::Focused::Left, look);
        self.draw_summary(frame, sides.right, look);
    }

    fn draw_list(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(LIST));
        let note = self.note();
        let pane = Pane {
            title: "SYSTEMS",
            note: &note,
            focused: true,
        };
        let mut area = pane.draw(frame, area, look);
        if self.focus == Focus::Filter || !self.field.value().is_empty() {
            let taken = self.draw_field(frame, area, look);
            area = text::below(area, taken);
        }
        if self.length() == 0 {
            self.draw_nothing(frame, area, look);
            return;
        }
        self.draw_rows(frame, area, look);
    }

    fn note(&self) -> String {
        if self.view.is_none() {
            return String::new();
        }
        let (shown, total) = (self.length() as u64, self.total());
        let count = if shown == total {
            total.to_string()
        } else {
            format!("{shown} of {total}")
        };
        format!("{count}, by {}", self.order.word())
    }

    /// The field and what is wrong with it, or what can be typed; says how many lines that took.
    fn draw_field(&self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) -> u16 {
        let typing = self.focus == Focus::Filter;
        self.field
            .draw((frame, look), text::inset(area, 1), ("/", typing));
        let cells = usize::from(area.width.saturating_sub(4));
        let (said, tone) = match &self.refused {
            Some(why) => (look.safe(why).into_owned(), Tone::Caution),
            None if typing && self.field.value().is_empty() => {
                let help = "words of the name, or tier: verdict: owner: team: closed: and every fact, such as exposure:external";
                (help.to_owned(), Tone::Muted)
            }
            None => return 1,
        };
        let lines: Vec<_> = text::wrapped(&said, cells, 4)
            .into_iter()
            .map(|line| Line::styled(format!("   {line}"), look.style(tone)))
            .collect();
        1 + text::put_all(frame, text::below(area, 1), &lines)
    }

    fn draw_nothing(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        if self.view.is_none() {
            let line = Line::styled("loading…", look.style(Tone::Muted));
            text::put(frame, text::inset(area, 2), &line);
        } else if self.is_empty() {
            text::nothing_yet(frame, area, &NOTHING, look);
        } else {
            let all = format!("Esc shows all {} systems again.", self.total());
            let said = ["Nothing matches this filter.", all.as_str()];
            text::nothing_yet(frame, area, &said, look);
        }
    }

    fn draw_rows(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let Some(view) = &self.view else { return };
        let head = u16::from(area.height > 3);
        if head > 0 {
            let cells = usize::from(area.width.saturating_sub(1));
            let place = Rect {
                x: area.x.saturating_add(1),
                width: area.width.saturating_sub(1),
                ..area
            };
            text::put(frame, place, &heads(cells, look));
        }
        let rows = Rows {
            area: text::below(area, head),
            length: view.lines.len(),
            lines: 1,
            choice: if self.focus == Focus::List {
                Choice::Active
            } else {
                Choice::Kept
            },
            first_target: 0,
        };
        let lines = &view.lines;
        self.list.draw((frame, look), rows, |nth, cells, look| {
            let line = lines.get(nth);
            line.map(|line| row(line, cells, look))
                .into_iter()
                .collect()
        });
    }

    fn draw_summary(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        let title = self
            .selected()
            .map(|line| look.safe(&line.name).into_owned());
        let title = title.unwrap_or_default();
        let pane = Pane {
            title: &title,
            ..Pane::default()
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let Some(view) = self.summary_of_selected() else {
            let line = Line::styled("loading…", look.style(Tone::Muted));
            text::put(frame, inner, &line);
            return;
        };
        let cells = usize::from(inner.width);
        let mut entries = known(view, cells, look);
        entries.push(Entry {
            line: Line::default(),
            place: None,
        });
        entries.extend(hanging(view, cells, look));
        let lines: Vec<_> = entries.into_iter().map(|entry| entry.line).collect();
        text::put_all(frame, inner, &lines);
    }
}

/// The cells of the columns: owner (0: it has none), then name.
fn columns(cells: usize) -> (usize, usize) {
    let owner = if cells >= WITH_OWNER { OWNER } else { 0 };
    let fixed = TIER + VERDICT + STAGE + owner + SHARE + 1;
    (owner, cells.saturating_sub(fixed))
}

fn heads(cells: usize, look: &Look<'_>) -> Line<'static> {
    let (owner, name) = columns(cells);
    let style = look.style(Tone::Muted);
    let mut spans = vec![
        text::cell("TIER", TIER, style),
        text::cell(" VERDICT", VERDICT, style),
        text::cell(" STAGE", STAGE, style),
    ];
    if owner > 0 {
        spans.push(text::cell("OWNER", owner, style));
    }
    spans.push(text::cell("NAME", name, style));
    spans.push(Span::raw(" "));
    spans.push(text::right_cell("PROVED", SHARE, style));
    text::cut(spans, cells)
}

/// Tier, verdict, stage, owner, name and the evidenced share.
fn row(line: &SystemLine, cells: usize, look: &Look<'_>) -> Line<'static> {
    let (owner, name) = columns(cells);
    let plain = look.style(Tone::Plain);
    let muted = look.style(Tone::Muted);
    let (tier, tier_style) = match line.tier {
        None => (look.glyph("–", "-").to_owned(), look.style(Tone::Caution)),
        Some(tier) if line.provisional => (format!("{tier}?"), look.style(Tone::Caution)),
        Some(tier) => (tier.to_string(), plain),
    };
    let verdict = match line.closed_on {
        Some(_) => Span::styled("closed", muted),
        None => verdicts::verdict(line.verdict, look),
    };
    let verdict = text::cell(&format!(" {}", verdict.content), VERDICT, verdict.style);
    let stage = line.stage.as_deref();
    let stage_style = if stage.is_some() { plain } else { muted };
    let stage = look.safe(stage.unwrap_or("unknown")).into_owned();
    let mut spans = vec![
        text::cell(&tier, TIER, tier_style),
        verdict,
        text::cell(&format!(" {stage}"), STAGE, stage_style),
    ];
    if owner > 0 {
        let (who, style) = match &line.owner {
            Some(who) => (look.safe(who).into_owned(), plain),
            None => ("nobody".to_owned(), look.style(Tone::Caution)),
        };
        spans.push(text::cell(&who, owner - 1, style));
        spans.push(Span::raw(" "));
    }
    let share = line
        .evidenced_bp
        .map_or_else(|| "n/a".to_owned(), |bp| format!("{} %", bp / 100));
    spans.push(text::cell(&look.safe(&line.name), name, plain));
    spans.push(Span::raw(" "));
    spans.push(text::right_cell(&share, SHARE, muted));
    text::cut(spans, cells)
}
