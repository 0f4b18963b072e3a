//! How many systems stand where: tier by verdict, as a table, or in one line where there is no room for one. It must not know how
//! a verdict is computed.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::{readiness::Verdict, tier::Tier, tone::Tone},
    markdown::width,
    ops::view::HomeView,
    tui::{
        look::Look,
        screens::{facts, verdicts},
        widgets::{pane::Pane, text},
    },
};

/// The cells of a number of systems.
const COUNT_CELLS: usize = 6;

/// A line of the table: its tier and how many systems have which verdict.
type Counted<'a> = (Option<Tier>, &'a [(Verdict, u64)]);

/// The tiers, and those without one only where there are such.
fn tiers(view: &HomeView) -> impl Iterator<Item = Counted<'_>> {
    let all = view.heat.iter();
    let shown = all.filter(|(tier, counts)| tier.is_some() || sum(counts) > 0);
    shown.map(|(tier, counts)| (*tier, counts.as_slice()))
}

fn sum(counts: &[(Verdict, u64)]) -> u64 {
    counts.iter().map(|(_, count)| count).sum()
}

/// The rows the table takes with its head and a row below it; none where there is no system.
pub(super) fn rows(view: &HomeView) -> u16 {
    match tiers(view).count() {
        0 => 0,
        tiers => u16::try_from(tiers + 3).unwrap_or(u16::MAX),
    }
}

/// The table.
pub(super) fn draw(view: &HomeView, (frame, look): (&mut Frame<'_>, &Look<'_>), area: Rect) {
    let note = facts::counted(view.assessments, "assessment", "assessments");
    let note = format!(
        "{}, {note}",
        facts::counted(view.systems, "system", "systems")
    );
    let fits = width::cells(&note) + 22 <= usize::from(area.width);
    let short = facts::counted(view.systems, "system", "systems");
    let pane = Pane {
        title: look.glyph("TIER × VERDICT", "TIER x VERDICT"),
        note: if fits { &note } else { &short },
        focused: false,
    };
    let inner = pane.draw(frame, area, look);
    let cells = usize::from(inner.width);
    let mut lines = vec![head(cells, look)];
    lines.extend(tiers(view).map(|counted| row(counted, cells, look)));
    text::put_all(frame, inner, &lines);
}

const fn name_cells(cells: usize) -> usize {
    cells.saturating_sub(COUNT_CELLS * Verdict::ALL.len() + 1)
}

fn head(cells: usize, look: &Look<'_>) -> Line<'static> {
    let mut spans = vec![Span::raw(" ".repeat(name_cells(cells)))];
    for verdict in Verdict::ALL {
        let word = match verdict {
            Verdict::Conditional => "COND",
            other => other.word(),
        };
        spans.push(text::right_cell(word, COUNT_CELLS, look.style(Tone::Muted)));
    }
    text::cut(spans, cells)
}

fn row((tier, counts): Counted<'_>, cells: usize, look: &Look<'_>) -> Line<'static> {
    let name = name(tier, name_cells(cells));
    let mut spans = vec![text::cell(
        &name,
        name_cells(cells),
        look.style(Tone::Plain),
    )];
    for verdict in Verdict::ALL {
        let count = counts.iter().find(|(one, _)| *one == verdict);
        spans.push(match count.map_or(0, |(_, count)| *count) {
            0 => text::right_cell(look.glyph("·", "."), COUNT_CELLS, look.style(Tone::Muted)),
            count => {
                let style = look.style(verdicts::tone(verdict));
                text::right_cell(&count.to_string(), COUNT_CELLS, style)
            }
        });
    }
    text::cut(spans, cells)
}

/// What systems of a tier are for, where there is room to say it of each.
fn name(tier: Option<Tier>, cells: usize) -> String {
    let whole = |tier: Tier| format!("  {tier} {}", tier.about());
    let has_room = Tier::ALL
        .iter()
        .all(|tier| width::cells(&whole(*tier)) < cells);
    match tier {
        None => "  no tier".to_owned(),
        Some(tier) if has_room => whole(tier),
        Some(tier) => format!("  {tier}"),
    }
}

/// The same in one line: how many systems have which verdict; none where there is no system.
pub(super) fn line(view: &HomeView, cells: usize, look: &Look<'_>) -> Option<Line<'static>> {
    if view.systems == 0 {
        return None;
    }
    let systems = facts::counted(view.systems, "system", "systems");
    let mut parts = vec![Span::styled(systems, look.style(Tone::Strong))];
    for verdict in Verdict::ALL {
        let all = view.heat.iter().flat_map(|(_, counts)| counts);
        let count: u64 = all
            .filter(|(one, _)| *one == verdict)
            .map(|(_, count)| count)
            .sum();
        if count > 0 {
            let mark = verdicts::verdict(verdict, look);
            let (glyph, word) = mark.content.split_once(' ').unwrap_or_default();
            parts.push(Span::styled(format!("{glyph} {count} {word}"), mark.style));
        }
    }
    let assessments = facts::counted(view.assessments, "assessment", "assessments");
    parts.push(Span::styled(assessments, look.style(Tone::Muted)));
    facts::flow(parts, (cells, 1), &Span::raw("   "))
        .into_iter()
        .next()
}
