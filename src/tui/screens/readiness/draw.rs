//! The picture of the gate board: what stands first is drawn first. From 100 columns on the way to GO stands beside the gates,
//! from 150 on the items of the gate between them; below 100 there is one list at a time.

use chrono::NaiveDate;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    Focus, Readiness, board, head,
    way::{self, Stop},
};
use crate::{
    domain::{
        assessment::Numbers,
        readiness::{GateResult, GateState, ItemState, Verdict},
        tier::Tier,
        tone::Tone,
    },
    tui::{
        look::{Look, Target},
        screens::{facts, verdicts},
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the way to GO stands beside the gates.
const TWO_PANES: u16 = 100;
/// From here on the items of the gate stand between them.
const THREE_PANES: u16 = 150;
/// The columns of the gates between two others.
const GATES_BETWEEN: u16 = 59;
/// The cells of a gate's short name.
const GATE_CELLS: usize = 3;
/// The cells of a force.
const FORCE_CELLS: usize = 8;
/// The cells of what a gate comes to with its count: `◐ conditional 12`.
const RESULT_CELLS: usize = 16;

/// What stands in the place of the gates where nothing is asked of the system yet.
const NOTHING: [&str; 3] = [
    "Nothing is asked of this system yet.",
    "Its facts decide which checklists apply, its tier decides how strictly each item counts.",
    "Press g c for the checklists that are offered, g r for the tier.",
];

/// Which lists are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panes {
    One,
    Two,
    Three,
}

impl Panes {
    const fn of(columns: u16) -> Self {
        match columns {
            ..TWO_PANES => Self::One,
            TWO_PANES..THREE_PANES => Self::Two,
            THREE_PANES.. => Self::Three,
        }
    }
}

impl Readiness {
    pub(super) fn draw_readiness(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        look: &mut Look<'_>,
    ) {
        let Some(view) = &self.view else {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, text::inset(area, 2), &line);
            return;
        };
        let inner = text::inset(area, 1);
        let cells = usize::from(inner.width);
        let banners = self.banners(view, cells, look);
        let taken = text::put_all(frame, inner, &banners);
        let area = text::below(area, taken);
        let taken = head::draw(view, (frame, look), area);
        self.draw_panes(frame, text::below(area, taken), look);
    }

    fn draw_panes(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        match Panes::of(area.width) {
            Panes::One => match self.focus {
                Focus::Gates => self.draw_gates(frame, area, look),
                Focus::Items => self.draw_items(frame, area, look),
                Focus::Way => self.draw_way(frame, area, look),
            },
            Panes::Two => {
                let sides = Sides::of(area, (area.width / 2).min(66));
                if self.opened {
                    self.draw_items(frame, sides.left, look);
                } else {
                    self.draw_gates(frame, sides.left, look);
                }
                self.draw_way(frame, sides.right, look);
                sides.draw(frame, self.side(Focus::Way), look);
            }
            Panes::Three => {
                let outer = Sides::of(area, GATES_BETWEEN);
                let inner = Sides::of(outer.right, outer.right.width / 2);
                self.draw_gates(frame, outer.left, look);
                self.draw_items(frame, inner.left, look);
                self.draw_way(frame, inner.right, look);
                let focused = match self.focus {
                    Focus::Gates => pane::Focused::Left,
                    Focus::Items => pane::Focused::Right,
                    Focus::Way => pane::Focused::Neither,
                };
                outer.draw(frame, focused, look);
                let focused = match self.focus {
                    Focus::Gates => pane::Focused::Neither,
                    Focus::Items => pane::Focused::Left,
                    Focus::Way => pane::Focused::Right,
                };
                inner.draw(frame, focused, look);
            }
        }
    }

    fn side(&self, right: Focus) -> pane::Focused {
        if self.focus == right {
            pane::Focused::Right
        } else {
            pane::Focused::Left
        }
    }

    fn choice(&self, focus: Focus) -> Choice {
        match (self.focus, focus) {
            (one, other) if one == other => Choice::Active,
            // What is listed beside it belongs to it.
            (_, Focus::Gates) => Choice::Kept,
            _ => Choice::Hidden,
        }
    }

    fn draw_gates(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(Focus::Gates as usize));
        let choice = self.choice(Focus::Gates);
        let Some(view) = &self.view else { return };
        let note = shares(&view.computed.numbers);
        let pane = Pane {
            title: "GATES",
            note: &note,
            focused: self.focus == Focus::Gates,
        };
        let inner = pane.draw(frame, area, look);
        if view.computed.items.is_empty() {
            text::nothing_yet(frame, inner, &NOTHING, look);
            return;
        }
        let columns = columns(view.computed.tier, inner.width, look);
        let head = u16::from(inner.height > 4);
        if head > 0 {
            text::put(frame, inner, &columns);
        }
        let rows = Rows {
            area: text::below(inner, head),
            length: view.computed.gates.len(),
            lines: 1,
            choice,
            first_target: Focus::Gates.first_target(),
        };
        self.gates.draw((frame, look), rows, |nth, cells, look| {
            let gate = view.computed.gates.get(nth);
            gate.map(|gate| gate_row(gate, cells, look))
                .into_iter()
                .collect()
        });
    }

    fn draw_items(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(Focus::Items as usize));
        let choice = self.choice(Focus::Items);
        let (Some(view), Some(gate)) = (&self.view, self.gate()) else {
            Pane::default().draw(frame, area, look);
            return;
        };
        let title = format!("{} {}", gate.gate, gate.gate.title());
        let items = board::items_of(&view.computed, gate.gate);
        let note = facts::counted(items.len() as u64, "item", "items");
        let pane = Pane {
            title: &title,
            note: &note,
            focused: self.focus == Focus::Items,
        };
        let inner = pane.draw(frame, area, look);
        if items.is_empty() {
            let said = format!("No item of {} applies here.", gate.gate);
            let line = Line::styled(said, look.style(Tone::Muted));
            text::put(frame, text::inset(inner, 1), &line);
            return;
        }
        let rows = Rows {
            area: inner,
            length: items.len(),
            lines: 2,
            choice,
            first_target: Focus::Items.first_target(),
        };
        let as_of = view.computed.as_of;
        self.items.draw((frame, look), rows, |nth, cells, look| {
            let item = items.get(nth);
            item.map(|item| item_rows(item, (cells, as_of), look))
                .unwrap_or_default()
        });
    }

    fn draw_way(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(Focus::Way as usize));
        let choice = self.choice(Focus::Way);
        let Some(view) = &self.view else { return };
        let note = match view.computed.steps.len() as u64 {
            0 => String::new(),
            steps => facts::counted(steps, "step", "steps"),
        };
        let pane = Pane {
            title: "WHAT MOVES ME TO GO",
            note: &note,
            focused: self.focus == Focus::Way,
        };
        let inner = pane.draw(frame, area, look);
        let cells = usize::from(inner.width.saturating_sub(2));
        let way = way::rows(view, self.people.as_ref(), (cells, look));
        let rows = Rows {
            area: inner,
            length: way.len(),
            lines: 1,
            choice,
            first_target: Focus::Way.first_target(),
        };
        self.stops = way.iter().map(|row| (row.lead.clone(), row.stop)).collect();
        if self
            .stops
            .get(self.way.cursor())
            .is_none_or(|(_, stop)| *stop == Stop::Passed)
        {
            let first = self.stops.iter().position(|(_, stop)| *stop == Stop::Here);
            self.way.put(first.unwrap_or(0));
        }
        self.way.draw((frame, look), rows, |nth, cells, look| {
            let row = way.get(nth);
            let spans = row.map(|row| &row.pieces).into_iter().flatten();
            let spans = spans.map(|(said, tone)| Span::styled(said.clone(), look.style(*tone)));
            vec![text::cut(spans.collect(), cells)]
        });
    }
}

/// What is claimed and what is proved of all packs together.
fn shares(numbers: &Numbers) -> String {
    let percent = |bp: u32| bp / 100;
    match (numbers.claimed_bp, numbers.evidenced_bp) {
        (Some(claimed), Some(evidenced)) => {
            let high = numbers
                .high_bp
                .map_or(evidenced, |high| high.max(evidenced));
            let proved = if percent(high) > percent(evidenced) {
                format!("{} to {}", percent(evidenced), percent(high))
            } else {
                percent(evidenced).to_string()
            };
            format!("claimed {} %, evidenced {proved} %", percent(claimed))
        }
        _ => String::new(),
    }
}

/// The cells of a gate's title: what is left.
const fn title_cells(cells: usize) -> usize {
    cells.saturating_sub(GATE_CELLS + FORCE_CELLS + RESULT_CELLS + 1)
}

fn columns(tier: Option<Tier>, columns: u16, look: &Look<'_>) -> Line<'static> {
    let muted = look.style(Tone::Muted);
    let cells = usize::from(columns.saturating_sub(1));
    // Where no tier is known, items are weighed as at the most critical one.
    let at = tier.map_or_else(|| "as T1".to_owned(), |tier| format!("at {tier}"));
    text::cut(
        vec![
            text::cell(" gate", GATE_CELLS + title_cells(cells) + 2, muted),
            text::cell(&at, FORCE_CELLS, muted),
            Span::styled("result", muted),
        ],
        cells + 1,
    )
}

fn gate_row(gate: &GateState, cells: usize, look: &Look<'_>) -> Line<'static> {
    let is_na = gate.result == GateResult::Na;
    let plain = look.style(if is_na { Tone::Muted } else { Tone::Plain });
    let strong = look.style(if is_na { Tone::Muted } else { Tone::Strong });
    let force = if is_na { "" } else { gate.force.word() };
    let mut spans = vec![
        text::cell(gate.gate.word(), GATE_CELLS, strong),
        text::cell(gate.gate.title(), title_cells(cells), plain),
        Span::raw(" "),
        text::cell(force, FORCE_CELLS, plain),
        verdicts::gate(gate.result, look),
    ];
    if let Some(count) = board::count(gate) {
        let style = verdicts::gate(gate.result, look).style;
        spans.push(Span::styled(format!(" {count}"), style));
    }
    text::cut(spans, cells)
}

/// An item: what it comes to and what it asks; below that why, who and when.
fn item_rows(
    item: &ItemState,
    (cells, as_of): (usize, NaiveDate),
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let muted = look.style(Tone::Muted);
    let name = look.safe(&item.item).into_owned();
    let first = vec![
        Span::styled(name, look.style(Tone::Accent)),
        Span::raw("  "),
        verdicts::item(item.result, item.contribution, look),
        Span::styled(format!("  {}  ", item.force), muted),
        Span::raw(look.safe(&item.ask).into_owned()),
    ];
    let mut parts = Vec::new();
    if let Some(because) = &item.because
        && because != item.result.word()
    {
        parts.push(Span::raw(look.safe(because).into_owned()));
    }
    if let Some((label, until)) = &item.waiver {
        parts.push(Span::raw(format!("{} until {until}", look.safe(label))));
    }
    if let Some(owner) = &item.owner {
        parts.push(Span::raw(look.safe(owner).into_owned()));
    }
    if let Some(due) = item.due {
        let is_late = due < as_of && item.contribution != Verdict::Go;
        let (word, tone) = if is_late {
            ("overdue since", Tone::Danger)
        } else {
            ("due", Tone::Plain)
        };
        parts.push(Span::styled(format!("{word} {due}"), look.style(tone)));
    }
    let pack = look.safe(&item.pack);
    let pack = if item.assessment.is_none() {
        format!("{pack}, not started")
    } else {
        pack.into_owned()
    };
    parts.push(Span::styled(pack, muted));
    let mut below = vec![Span::raw("  ")];
    let dot = facts::dot(look);
    for (nth, part) in parts.into_iter().enumerate() {
        if nth > 0 {
            below.push(dot.clone());
        }
        below.push(part);
    }
    vec![text::cut(first, cells), text::cut(below, cells)]
}
