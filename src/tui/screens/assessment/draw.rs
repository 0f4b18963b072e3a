//! The picture of a walk: a line about the assessment, its items, and from 100 columns on the page of one of them beside them.
//! Below that it is either the items or the page.

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    Focus, Walk,
    detail::Told,
    mark::{self, Mark},
    rows::{self, Row},
};
use crate::{
    domain::{tier::Tier, tone::Tone},
    markdown::width,
    ops::assessments::{AssessmentView, WalkItem},
    tui::{
        look::{Look, Target},
        screens::{checklists::told, facts},
        widgets::{
            list::{Choice, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the page stands beside the items.
pub(super) const TWO_PANES: u16 = 100;
/// The number of the items, as a part of the screen.
const ITEMS: usize = 0;
/// The number of the page.
pub(super) const DETAIL: usize = 1;
/// From so many rows on there is one for the assessment as a whole.
const HEADED: u16 = 8;
/// From so many rows of items on the heading of a section stays while its items are scrolled.
const STICKY: u16 = 6;
/// The most cells of an id.
const ID_MOST: usize = 12;
/// The cells of the longest word of a mark.
const WORD: usize = 10;

fn list_width(columns: u16) -> u16 {
    (columns * 9 / 20).clamp(46, 84)
}

impl Walk {
    pub(super) fn draw_walk(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let mut body = area;
        if let Some(view) = self.view.as_ref().filter(|_| area.height >= HEADED) {
            let line = head(view, usize::from(area.width), look);
            text::put(frame, area, &line);
            body = text::below(area, 1);
        }
        if area.width < TWO_PANES {
            match self.focus {
                Focus::Detail => self.draw_page(frame, body, look),
                Focus::List | Focus::Filter => self.draw_items(frame, body, look),
            }
            return;
        }
        let sides = Sides::of(body, list_width(area.width));
        self.draw_items(frame, sides.left, look);
        let focused = match self.focus {
            Focus::Detail => pane::Focused::Right,
            Focus::List | Focus::Filter => pane::Focused::Left,
        };
        sides.draw(frame, focused, look);
        self.draw_page(frame, sides.right, look);
    }

    fn draw_items(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(ITEMS));
        let note = self.note();
        let pane = Pane {
            title: "ITEMS",
            note: &note,
            focused: self.focus != Focus::Detail,
        };
        let mut area = pane.draw(frame, area, look);
        if self.focus == Focus::Filter || !self.field.value().is_empty() {
            let typing = self.focus == Focus::Filter;
            let row = Rect {
                height: 1.min(area.height),
                ..area
            };
            self.field.draw((frame, look), row, ("/ ", typing));
            area = text::below(area, 1);
        }
        match &self.view {
            None => {
                let said = self.failed.as_deref().unwrap_or("loading…");
                let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
                text::put(frame, text::inset(area, 2), &line);
            }
            Some(_) if self.rows.is_empty() => self.draw_nothing(frame, area, look),
            Some(_) => self.draw_rows(frame, area, look),
        }
    }

    fn draw_nothing(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        let said: [&str; 2] = if self.sieve.is_open() {
            [
                "No item is asked here.",
                "The facts of the system decide which items are asked: g s leads to the systems.",
            ]
        } else {
            [
                "No item matches.",
                "Esc shows all of them again; f chooses another facet.",
            ]
        };
        text::nothing_yet(frame, area, &said, look);
    }

    /// How many items are seen, of which kind.
    fn note(&self) -> String {
        let Some(view) = &self.view else {
            return String::new();
        };
        let all: usize = view
            .sections
            .iter()
            .map(|section| section.items.len())
            .sum();
        if self.sieve.is_open() {
            return facts::counted(all as u64, "item", "items");
        }
        let seen = self.rows.iter().filter(|row| matches!(row, Row::Item(..)));
        format!("{}: {} of {all}", self.sieve.facet.word(), seen.count())
    }

    fn draw_rows(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let Some(view) = &self.view else {
            return;
        };
        let ids = view.sections.iter().flat_map(|section| &section.items);
        let ids = ids
            .map(|item| width::cells(&item.item.id))
            .max()
            .unwrap_or(0);
        let drawn = Drawn {
            view,
            walk_marks: &self.marks,
            expected: &self.expected,
            ids: ids.min(ID_MOST),
        };
        let rows = Rows {
            area,
            length: self.rows.len(),
            lines: 1,
            choice: if self.focus == Focus::Detail {
                Choice::Kept
            } else {
                Choice::Active
            },
            first_target: 0,
        };
        let (all, mut first) = (&self.rows, None);
        self.list.draw((frame, look), rows, |nth, cells, look| {
            let is_first = *first.get_or_insert(nth) == nth;
            let line = match all.get(nth) {
                // The heading stays in sight while its items are scrolled.
                Some(Row::Item(section, _)) if is_first && area.height >= STICKY && nth > 0 => {
                    drawn.heading(*section, cells, look)
                }
                Some(Row::Section(section)) => drawn.heading(*section, cells, look),
                Some(row) => drawn.item(*row, cells, look),
                None => Line::default(),
            };
            vec![line]
        });
    }

    fn draw_page(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(DETAIL));
        let title = self
            .item()
            .map(|item| look.safe(&item.item.id).into_owned());
        let progress = self.detail.progress();
        let pane = Pane {
            title: title.as_deref().unwrap_or_default(),
            note: &progress,
            focused: self.focus == Focus::Detail,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        self.lay_out(inner.width, look.ascii);
        if title.is_some() {
            let focused = self.focus == Focus::Detail;
            self.detail.draw((frame, look), inner, focused);
        }
    }

    /// Lays the page out anew where anything it is made of is another.
    pub(super) fn lay_out(&mut self, cells: u16, ascii: bool) {
        let Some(row) = self.row() else {
            return;
        };
        let wanted = Some((row, cells, ascii, self.edition));
        if self.laid == wanted {
            return;
        }
        let (Some(view), Some(item)) = (&self.view, self.item()) else {
            return;
        };
        let expected = self.expected.get(&item.item.id);
        let told = Told {
            item,
            tier: view.tier,
            as_of: view.as_of,
            people: self.known(),
            pending: expected.map(|(response, _)| *response),
        };
        let page = Arc::new(told.page(usize::from(cells), ascii));
        if self.laid.is_some_and(|(laid, ..)| laid == row) {
            self.detail.lay_out(page);
        } else {
            self.detail.open(page);
        }
        self.laid = wanted;
    }
}

/// What the rows are drawn from.
struct Drawn<'a> {
    view: &'a AssessmentView,
    walk_marks: &'a std::collections::BTreeSet<String>,
    expected: &'a std::collections::BTreeMap<
        String,
        (
            crate::domain::assessment::Response,
            crate::tui::effect::Ticket,
        ),
    >,
    ids: usize,
}

impl Drawn<'_> {
    /// The name of a section, and how far it is answered.
    fn heading(&self, nth: usize, cells: usize, look: &Look<'_>) -> Line<'static> {
        let Some(section) = self.view.sections.get(nth) else {
            return Line::default();
        };
        let numbers = &section.numbers;
        let count = format!(" {}/{}", numbers.answered, numbers.items);
        let room = cells.saturating_sub(width::cells(&count));
        let title = look.safe(&section.title).to_uppercase();
        Line::from(vec![
            text::cell(&title, room, look.style(Tone::Heading)),
            Span::styled(count, look.style(Tone::Muted)),
        ])
    }

    fn mark_of(&self, item: &WalkItem) -> Mark {
        match self.expected.get(&item.item.id) {
            Some((response, _)) => mark::of_response(*response),
            None => mark::of(item),
        }
    }

    fn item(&self, row: Row, cells: usize, look: &Look<'_>) -> Line<'static> {
        let Some(item) = rows::item(self.view, row) else {
            return Line::default();
        };
        let is_marked = self.walk_marks.contains(&item.item.id);
        let marked = if is_marked {
            look.glyph("•", "*")
        } else {
            " "
        };
        let mark = self.mark_of(item);
        let style = look.style(mark.tone);
        let mut spans = vec![
            Span::styled(marked, look.style(Tone::Accent)),
            text::cell(
                &look.safe(&item.item.id),
                self.ids + 1,
                look.style(Tone::Plain),
            ),
            Span::styled(mark.glyph(look), style),
            Span::raw(" "),
            text::cell(mark.word, WORD + 1, style),
        ];
        let is_expected = self.expected.contains_key(&item.item.id);
        if let Some((flag, tone)) = mark::flag(item).filter(|_| !is_expected) {
            spans.push(Span::styled(flag, look.style(tone)));
            spans.push(Span::raw("  "));
        }
        spans.push(Span::raw(look.safe(&item.item.ask).into_owned()));
        text::cut(spans, cells)
    }
}

/// System, tier, pack and version on the left; what is claimed and what is proved on the right.
fn head(view: &AssessmentView, cells: usize, look: &Look<'_>) -> Line<'static> {
    let line = &view.line;
    let muted = look.style(Tone::Muted);
    let numbers = &line.numbers;
    let dash = look.glyph("–", "-");
    let proved = told::evidenced(numbers, dash);
    let mut right = vec![
        Span::styled("claimed ", muted),
        Span::raw(told::share(numbers, numbers.claimed_bp)),
        Span::styled("  evidenced ", muted),
        Span::styled(proved, look.style(Tone::Strong)),
    ];
    if line.na_warning {
        let share = format!("  ! n/a {} %", numbers.na_share_bp / 100);
        right.push(Span::styled(share, look.style(Tone::Caution)));
    }
    let right_cells: usize = right.iter().map(|span| width::cells(&span.content)).sum();
    let tier = match view.tier {
        Some(tier) => Span::raw(format!(" ({})", Tier::word(tier))),
        None => Span::styled(" (no tier: as at T1)", look.style(Tone::Caution)),
    };
    let mut behind = vec![Span::raw(format!(" {}", line.version))];
    if let Some(newer) = line.newer {
        let newer = format!(" ({newer} is there)");
        behind.push(Span::styled(newer, look.style(Tone::Caution)));
    }
    if let Some(subject) = &line.subject {
        behind.push(facts::dot(look));
        behind.push(Span::raw(look.safe(subject).into_owned()));
    }
    let room = cells.saturating_sub(right_cells + 2);
    // The line above names the system too: where there is too little room, it is named once.
    let system = if cells < usize::from(TWO_PANES) {
        String::new()
    } else {
        format!(" {}", look.safe(&line.system.2))
    };
    let mut left = vec![
        Span::styled(system, look.style(Tone::Strong)),
        tier,
        facts::dot(look),
    ];
    // Where there is too little room, the name of the pack gives way before its version does.
    let taken: usize = left
        .iter()
        .chain(&behind)
        .map(|span| width::cells(&span.content))
        .sum();
    let title = look.safe(&line.title);
    let title = width::truncate(&title, room.saturating_sub(taken).max(8)).into_owned();
    left.push(Span::raw(title));
    left.extend(behind);
    let mut spans = text::cut(left, room).spans;
    let used: usize = spans.iter().map(|span| width::cells(&span.content)).sum();
    spans.push(Span::raw(
        " ".repeat(cells.saturating_sub(used + right_cells + 1)),
    ));
    spans.extend(right);
    text::cut(spans, cells)
}
