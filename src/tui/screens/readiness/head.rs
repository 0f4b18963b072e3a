//! What stands above the lists: that it is another day or that somebody let it go although it may not, then the verdict in a box
//! with its first reason, then what was issued. It must not know what stands below.

use chrono::NaiveDate;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Readiness, way};
use crate::{
    domain::tone::Tone,
    markdown::width,
    ops::readiness::ReadinessView,
    tui::{
        look::Look,
        screens::{facts, verdicts},
        widgets::text,
    },
};

/// Below so many rows the verdict takes one line.
const ROOM_FOR_A_BOX: u16 = 16;

impl Readiness {
    /// What must not be overlooked: that this is another day, and that somebody let it go although it may not.
    pub(super) fn banners(
        &self,
        view: &ReadinessView,
        cells: usize,
        look: &Look<'_>,
    ) -> Vec<Line<'static>> {
        let mut said = Vec::new();
        if let (Some(day), Some(today)) = (self.day, self.today) {
            let back = "Esc comes back";
            said.push(format!("ANOTHER DAY: {day}. Today is {today}; {back}."));
        }
        let name = |id| {
            let people = self.people.iter().flat_map(|view| &view.people);
            let mut named = people.filter(|person| person.id == id);
            named.next().map(|person| person.name.clone())
        };
        let stands = |until: NaiveDate| until >= view.computed.as_of;
        let issued = view.issued.as_ref().filter(|issued| {
            let until = issued.overridden.as_ref().map(|laxer| laxer.until);
            until.is_some_and(stands)
        });
        said.extend(issued.and_then(|issued| way::overridden(issued, &name)));
        let mark = look.glyph("⚠", "!");
        said.iter()
            .flat_map(|said| {
                let said = format!("{mark} {}", look.safe(said));
                text::wrapped(&said, cells, 2)
            })
            .map(|line| Line::styled(line, look.style(Tone::Caution)))
            .collect()
    }
}

/// The verdict in a box with what is said of it; in few rows, in one line. Gives back the rows it took.
pub(super) fn draw(
    view: &ReadinessView,
    (frame, look): (&mut Frame<'_>, &Look<'_>),
    area: Rect,
) -> u16 {
    let inner = text::inset(area, 1);
    let word = verdicts::verdict(view.computed.verdict, look);
    if area.height < ROOM_FOR_A_BOX {
        let mut spans = vec![word, Span::raw("  ")];
        spans.push(Span::raw(format!("as of {}  ", view.computed.as_of)));
        let said = look.safe(first_reason(view)).into_owned();
        spans.push(Span::styled(
            said,
            look.style(verdicts::tone(view.computed.verdict)),
        ));
        text::put(frame, inner, &text::cut(spans, usize::from(inner.width)));
        return 1;
    }
    let boxed = boxed(&word, look);
    let used = boxed.first().map_or(0, Line::width) as u16;
    text::put_all(frame, inner, &boxed);
    let beside = Rect {
        x: inner.x.saturating_add(used + 2).min(inner.right()),
        width: inner.width.saturating_sub(used + 2),
        height: 3,
        ..inner
    };
    text::put_all(
        frame,
        beside,
        &said_beside(view, usize::from(beside.width), look),
    );
    let issued = issued(view, usize::from(inner.width), look);
    text::put(frame, text::below(inner, 3), &issued);
    4
}

fn boxed(word: &Span<'static>, look: &Look<'_>) -> Vec<Line<'static>> {
    let cells = width::cells(&word.content) + 4;
    let corner = |full, ascii| look.glyph(full, ascii);
    let bar = corner("━", "=").repeat(cells);
    let side = corner("┃", "|");
    vec![
        Line::styled(
            format!("{}{bar}{}", corner("┏", "+"), corner("┓", "+")),
            word.style,
        ),
        Line::from(vec![
            Span::styled(format!("{side}  "), word.style),
            word.clone(),
            Span::styled(format!("  {side}"), word.style),
        ]),
        Line::styled(
            format!("{}{bar}{}", corner("┗", "+"), corner("┛", "+")),
            word.style,
        ),
    ]
}

/// Which system at which tier on which day, and the first reason.
fn said_beside(view: &ReadinessView, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let muted = look.style(Tone::Muted);
    let mut parts = vec![
        Span::styled(
            format!("as of {}", view.computed.as_of),
            look.style(Tone::Strong),
        ),
        Span::raw(tier(view)),
        Span::raw(look.safe(&view.line.label).into_owned()),
    ];
    if let Some(day) = view.computed.changes_on {
        parts.push(Span::styled(format!("may change on {day}"), muted));
    }
    let mut lines = facts::flow(parts, (cells, 1), &facts::dot(look));
    let said = look.safe(first_reason(view)).into_owned();
    let tone = look.style(verdicts::tone(view.computed.verdict));
    let more = view.computed.reasons.len().saturating_sub(1) as u64;
    let reason = text::wrapped(&said, cells, 2);
    let has_room = reason.len() < 2;
    lines.extend(reason.into_iter().map(|line| Line::styled(line, tone)));
    if has_room && more > 0 {
        let said = format!(
            "and {}",
            facts::counted(more, "more reason", "more reasons")
        );
        lines.push(Line::styled(said, muted));
    }
    lines
}

fn tier(view: &ReadinessView) -> String {
    match view.computed.tier {
        None => "no tier".to_owned(),
        Some(tier) => {
            let provisional = if view.tier.provisional {
                " (provisional)"
            } else {
                ""
            };
            format!("{tier} {}{provisional}", tier.about())
        }
    }
}

fn first_reason(view: &ReadinessView) -> &str {
    let first = view.computed.reasons.first();
    first.map_or("Nothing stands in the way.", |reason| &reason.text)
}

/// What was issued, until when, and whether it still is what was looked at.
fn issued(view: &ReadinessView, cells: usize, look: &Look<'_>) -> Line<'static> {
    let muted = look.style(Tone::Muted);
    let Some(issued) = &view.issued else {
        return Line::styled("no verdict is issued", muted);
    };
    let mut spans = vec![
        Span::styled("issued  ", muted),
        verdicts::verdict(issued.verdict, look),
        Span::raw(format!("  until {}", issued.valid_until)),
    ];
    let changed = view.changed_since.len() as u64;
    if issued.valid_until < view.computed.as_of {
        spans.push(Span::styled(
            "  that day has passed",
            look.style(Tone::Danger),
        ));
    } else if changed > 0 {
        let said = facts::counted(changed, "change", "changes");
        let said = format!("  stale: {said} since");
        spans.push(Span::styled(said, look.style(Tone::Caution)));
    } else if issued.verdict.rank() < view.computed.verdict.rank() && issued.overridden.is_none() {
        spans.push(Span::styled(
            "  laxer than what is computed now",
            look.style(Tone::Caution),
        ));
    }
    text::cut(spans, cells)
}
