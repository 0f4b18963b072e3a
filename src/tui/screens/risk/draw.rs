//! The picture of the rubric: factors with bars, the selected one with its anchors below them and, from 100 columns on, the tier
//! beside them.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Panel, Risk, panel::Lines};
use crate::{
    domain::tone::Tone,
    ops::tiers::{FactorLine, RiskView},
    tui::{
        look::{Look, Target},
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the tier stands beside the factors.
const TWO_PANES: u16 = 100;
/// The cells of a factor's name.
const NAME: usize = 14;

/// The number of the factors, as a part of the screen.
const FACTORS: usize = 0;
/// The number of the panel.
pub(super) const PANEL: usize = 1;

/// Whether factors and tier stand side by side.
pub(super) const fn has_room_for_both(columns: u16) -> bool {
    columns >= TWO_PANES
}

fn left_width(columns: u16) -> u16 {
    (columns * 11 / 20).min(100)
}

impl Risk {
    pub(super) fn draw_rubric(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        if has_room_for_both(area.width) {
            let sides = Sides::of(area, left_width(area.width));
            self.draw_factors(frame, sides.left, look);
            sides.draw(frame, pane::Focused::Left, look);
            self.draw_panel(frame, sides.right, (look, false));
        } else if self.panel_covers {
            self.draw_panel(frame, area, (look, true));
        } else {
            let taken = self.draw_summary(frame, area, look);
            self.draw_factors(frame, text::below(area, taken), look);
        }
    }

    /// The tier in two lines, where it does not stand beside the factors.
    fn draw_summary(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) -> u16 {
        let Some(view) = self.view.as_ref().filter(|_| area.height > 8) else {
            return 0;
        };
        let tried = self.trying.as_ref().and_then(|trying| trying.view.as_ref());
        let run = tried.map_or(&view.run, |tried| &tried.then);
        let tone = if run.provisional {
            Tone::Caution
        } else {
            Tone::Strong
        };
        let cells = usize::from(area.width.saturating_sub(2));
        let dot = look.glyph("·", "-");
        let head = format!("{} {dot} {}", run.called(), run.score());
        let head = Span::styled(head, look.style(tone));
        let because = look.safe(&run.because()).into_owned();
        let because = Span::styled(because, look.style(Tone::Muted));
        let lines = [
            text::cut(vec![head], cells),
            text::cut(vec![because], cells),
        ];
        text::put_all(frame, text::inset(area, 1), &lines)
    }

    fn draw_factors(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(FACTORS));
        let note = self.view.as_ref().map(|view| {
            let (rubric, version) = &view.rubric;
            look.safe(&format!("{rubric} {version}")).into_owned()
        });
        let pane = Pane {
            title: if self.trying.is_some() {
                "WHAT IF (nothing is saved)"
            } else {
                "FACTORS"
            },
            note: note.as_deref().unwrap_or_default(),
            focused: true,
        };
        let inner = pane.draw(frame, area, look);
        let Some(view) = &self.view else {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, text::inset(inner, 2), &line);
            return;
        };
        let count = view.factors.len() as u16;
        let height = if inner.height > count + 3 {
            count
        } else {
            inner.height
        };
        let rows = Rows {
            area: Rect { height, ..inner },
            length: view.factors.len(),
            lines: 1,
            choice: Choice::Active,
            first_target: 0,
        };
        let shown: Vec<_> = view
            .factors
            .iter()
            .map(|line| self.score_of(line))
            .collect();
        let max = view.scale_max;
        self.list.draw((frame, look), rows, |nth, cells, look| {
            let line = view.factors.get(nth);
            let score = shown.get(nth).copied().flatten();
            line.map(|line| vec![row(line, (score, max), cells, look)])
                .unwrap_or_default()
        });
        self.draw_selected(frame, text::below(inner, height), look);
    }

    /// The question of the selected factor and what each score means.
    fn draw_selected(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        let (Some(line), Some(view)) = (self.selected(), &self.view) else {
            return;
        };
        if area.height < 3 {
            return;
        }
        let title = look.safe(&line.factor.title).into_owned();
        let weight = format!("weight {}", line.factor.weight);
        let pane = Pane {
            title: &title,
            note: &weight,
            focused: false,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let cells = usize::from(inner.width);
        let lines = explained(line, self.score_of(line), cells, (view, look));
        text::put_all(frame, inner, &lines);
    }

    fn draw_panel(
        &mut self,
        frame: &mut Frame<'_>,
        area: Rect,
        (look, focused): (&mut Look<'_>, bool),
    ) {
        look.register(area, Target::Pane(PANEL));
        let title = match (&self.trying, self.panel) {
            (Some(_), _) => "WHAT IF (nothing is saved)",
            (None, Panel::Tier) => "TIER",
            (None, Panel::History) => "RECORDED TIERS",
        };
        let pane = Pane {
            title,
            note: "",
            focused,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let Some(view) = &self.view else {
            return;
        };
        let lines = self.panel_lines(view, usize::from(inner.width), look);
        let last = lines.len().saturating_sub(usize::from(inner.height));
        self.scrolled = self.scrolled.min(last);
        let seen = lines.get(self.scrolled..).unwrap_or_default();
        text::put_all(frame, inner, seen);
    }

    fn panel_lines(&self, view: &RiskView, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
        let mut lines = Lines {
            cells,
            look,
            drawn: Vec::new(),
        };
        match (&self.trying, self.panel) {
            (Some(trying), _) => lines.what_if(view, trying.view.as_ref()),
            (None, Panel::Tier) => lines.tier(view),
            (None, Panel::History) => lines.history(view),
        }
        lines.drawn
    }
}

/// Name, score, what it means, a bar, the weight.
fn row(
    line: &FactorLine,
    (score, max): (Option<u8>, u8),
    cells: usize,
    look: &Look<'_>,
) -> Line<'static> {
    let muted = look.style(Tone::Muted);
    let bar = match cells {
        90.. => 16,
        60.. => 8,
        _ => 0,
    };
    let weight = format!(" w{:<2}", line.factor.weight);
    let fixed = NAME + 4 + bar + weight.len() + 1;
    let room = cells.saturating_sub(fixed);
    let (digit, means, tone) = match score {
        Some(score) => {
            let anchor = line.factor.anchors.get(usize::from(score));
            let anchor = anchor.map_or("", String::as_str);
            (
                score.to_string(),
                look.safe(anchor).into_owned(),
                Tone::Plain,
            )
        }
        None => (
            look.glyph("·", "-").to_owned(),
            format!("not scored (counts as {max})"),
            Tone::Caution,
        ),
    };
    let changed = if score == line.score { " " } else { "*" };
    let name = look.safe(&line.factor.title).into_owned();
    let mut spans = vec![
        text::cell(&name, NAME, look.style(Tone::Plain)),
        Span::styled(format!("{changed}{digit}  "), look.style(tone)),
        text::cell(&means, room, look.style(tone)),
        Span::raw(" "),
    ];
    if bar > 0 {
        // What is not known counts as the highest, and is drawn so, but hollow.
        let filled = usize::from(score.unwrap_or(0)) * bar / usize::from(max.max(1));
        let filled = filled.min(bar);
        spans.push(Span::styled(
            look.glyph("█", "#").repeat(filled),
            look.style(Tone::Accent),
        ));
        spans.push(Span::styled(
            look.glyph("░", ".").repeat(bar - filled),
            muted,
        ));
    }
    spans.push(Span::styled(weight, muted));
    text::cut(spans, cells)
}

fn explained(
    line: &FactorLine,
    score: Option<u8>,
    cells: usize,
    (view, look): (&RiskView, &Look<'_>),
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut say = |said: &str, most: usize, tone: Tone| {
        for line in text::wrapped(&look.safe(said), cells, most) {
            lines.push(Line::styled(line, look.style(tone)));
        }
    };
    if view.factors.iter().all(|line| line.score.is_none()) {
        let most = view.scale_max;
        let first = format!("Nothing is scored yet: press 0 to {most} for this factor.");
        say(&first, 1, Tone::Caution);
    }
    say(&line.factor.ask, 2, Tone::Strong);
    for (nth, anchor) in line.factor.anchors.iter().enumerate() {
        let is_it = score.map(usize::from) == Some(nth);
        let mark = if is_it { look.glyph("▸", ">") } else { " " };
        let tone = if is_it { Tone::Accent } else { Tone::Plain };
        let anchor = look.safe(anchor).into_owned();
        let spans = vec![Span::styled(
            format!("{mark} {nth}  {anchor}"),
            look.style(tone),
        )];
        lines.push(text::cut(spans, cells));
    }
    let mut say = |said: &str, tone: Tone| {
        for line in text::wrapped(&look.safe(said), cells, 3) {
            lines.push(Line::styled(line, look.style(tone)));
        }
    };
    if let Some(note) = &line.note {
        say(&format!("Note: {note}"), Tone::Plain);
    }
    say(&line.factor.why, Tone::Muted);
    lines
}
