//! The picture of the list of decisions: one pane, two from 100 columns on, three from 140 on.

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    Decisions, Focus,
    rows::{Columns, Drawing},
};
use crate::{
    domain::{link::LinkKind, tone::Tone},
    fuzzy::Query,
    ops::{filter::Sort, view::RecordView},
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

/// From here on the text stands beside the list.
const TWO_PANES: u16 = 100;
/// From here on the facts stand beside the text.
const THREE_PANES: u16 = 140;

/// The cells of the column of marks; it is there before anything is marked, so that no title moves when something is.
const MARK_CELLS: usize = 1;

/// The number of the list, as a part of the screen.
const LIST: usize = 0;
/// The number of the text.
pub(super) const TEXT: usize = 1;

/// How wide each pane is; what there is no room for is absent.
pub(super) struct Widths {
    /// The list.
    pub(super) list: u16,
    /// The text.
    pub(super) text: Option<u16>,
    /// The facts.
    pub(super) facts: Option<u16>,
}

/// Divides so many columns. With several logs the list has a column more and gets more room.
pub(super) fn widths(columns: u16, has_logs: bool) -> Widths {
    if columns < TWO_PANES {
        return Widths {
            list: columns,
            text: None,
            facts: None,
        };
    }
    let share = if has_logs { 55 } else { 46 };
    let list = (u32::from(columns) * share / 100).min(92) as u16 + MARK_CELLS as u16;
    let rest = columns - list - 1;
    if columns < THREE_PANES {
        return Widths {
            list,
            text: Some(rest),
            facts: None,
        };
    }
    let list = list.min(columns * 42 / 100);
    let rest = columns - list - 1;
    let facts = (rest * 2 / 5).clamp(28, 40);
    Widths {
        list,
        text: Some(rest - facts - 1),
        facts: Some(facts),
    }
}

impl Decisions {
    pub(super) fn draw_panes(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let widths = widths(area.width, self.has_logs());
        let sides = Sides::of(area, widths.list);
        self.draw_list(frame, sides.left, look);
        let Some(text_width) = widths.text else {
            return;
        };
        let focused = match self.focus {
            Focus::Text => pane::Focused::Right,
            Focus::List | Focus::Filter => pane::Focused::Left,
        };
        sides.draw(frame, focused, look);
        if widths.facts.is_none() {
            self.draw_text(frame, sides.right, look);
            return;
        }
        let inner = Sides::of(sides.right, text_width);
        self.draw_text(frame, inner.left, look);
        let focused = match self.focus {
            Focus::Text => pane::Focused::Left,
            Focus::List | Focus::Filter => pane::Focused::Neither,
        };
        inner.draw(frame, focused, look);
        self.draw_facts(frame, inner.right, look);
    }

    fn draw_list(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(LIST));
        let note = self.note();
        let pane = Pane {
            title: "DECISIONS",
            note: &note,
            focused: self.focus != Focus::Text,
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
        let Some(_) = &self.view else {
            return String::new();
        };
        let count = if self.length() == self.total() {
            self.total().to_string()
        } else {
            format!("{} of {}", self.length(), self.total())
        };
        let order = match self.sort {
            Sort::Date => "by date, newest first",
            Sort::Changed => "by change, newest first",
            Sort::Number => "by number",
            Sort::Title => "by title",
            Sort::Status => "by status",
        };
        format!("{count}, {order}")
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
                let help = "words of the title, or status: log: tag: person: since: until:";
                (help.to_owned(), Tone::Muted)
            }
            None => return 1,
        };
        let lines: Vec<_> = text::wrapped(&said, cells, 3)
            .into_iter()
            .map(|line| Line::styled(format!("   {line}"), look.style(tone)))
            .collect();
        1 + text::put_all(frame, text::below(area, 1), &lines)
    }

    fn draw_nothing(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        if self.view.is_none() {
            text::put(
                frame,
                text::inset(area, 2),
                &Line::styled("loading…", look.style(Tone::Muted)),
            );
        } else if self.total() == 0 {
            let said = [
                "No decisions yet.",
                "Press : and type `import PATH` to read the decision log of a repository.",
            ];
            text::nothing_yet(frame, area, &said, look);
        } else {
            let all = format!("Esc shows all {} decisions again.", self.total());
            let mut said = vec!["Nothing matches this filter.", all.as_str()];
            if self.field.value().contains(':') {
                said.push("Facets are status: log: tag: person: since: until:");
            }
            text::nothing_yet(frame, area, &said, look);
        }
    }

    fn draw_rows(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let Some(view) = &self.view else { return };
        let marks = &self.marks;
        let cells = usize::from(area.width.saturating_sub(2)).saturating_sub(MARK_CELLS);
        let drawing = Drawing {
            columns: Columns::of(cells, self.label_cells, &view.logs),
            query: Query::new(&view.words.join(" ")),
            logs: Arc::clone(&view.logs),
        };
        let head = u16::from(area.height > 3);
        if head > 0 {
            let head = drawing.columns.head(look);
            text::put(frame, area, &behind(" ".repeat(MARK_CELLS), head, look));
        }
        let rows = Rows {
            area: text::below(area, head),
            length: view.shown.len(),
            lines: 1,
            choice: if self.focus == Focus::List {
                Choice::Active
            } else {
                Choice::Kept
            },
            first_target: 0,
        };
        let (all, shown) = (&view.rows, &view.shown);
        self.list.draw((frame, look), rows, |nth, _, look| {
            let row = shown.get(nth).and_then(|at| all.get(*at as usize));
            row.map(|row| behind(mark(marks.has(row.id), look), drawing.row(row, look), look))
                .into_iter()
                .collect()
        });
    }

    fn draw_text(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(TEXT));
        let focused = self.focus == Focus::Text;
        let facts_beside = widths(self.size.0, self.has_logs()).facts.is_some();
        let selected = self.selected().map(|row| self.reference(row));
        let Some(view) = self.reading.view().filter(|_| selected.is_some()) else {
            let reference = selected.unwrap_or_default();
            let said = match &self.reading.failed {
                _ if reference.is_empty() => String::new(),
                Some(why) => look.safe(why).into_owned(),
                None => "loading…".to_owned(),
            };
            let pane = Pane {
                title: &look.safe(&reference),
                note: "",
                focused,
            };
            let inner = text::inset(pane.draw(frame, area, look), 1);
            text::put(frame, inner, &Line::styled(said, look.style(Tone::Muted)));
            return;
        };
        let progress = self.reading.document.progress();
        let pane = Pane {
            title: &look.safe(&view.reference),
            note: &progress,
            focused,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let lines = heading(
            view,
            self.as_of,
            (usize::from(inner.width), facts_beside),
            look,
        );
        let taken = text::put_all(frame, inner, &lines);
        let body = text::below(inner, taken + 1);
        self.reading.document.draw((frame, look), body, focused);
    }

    fn draw_facts(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        let pane = Pane {
            title: "FACTS",
            ..Pane::default()
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        if let Some(view) = self.reading.view().filter(|_| self.selected().is_some()) {
            text::put_all(frame, inner, &beside(view, usize::from(inner.width), look));
        }
    }
}

fn mark(is_marked: bool, look: &Look<'_>) -> String {
    let glyph = if is_marked {
        look.glyph("●", "*")
    } else {
        " "
    };
    glyph.to_owned()
}

/// A line behind the column of the marks.
fn behind(marks: String, mut line: Line<'static>, look: &Look<'_>) -> Line<'static> {
    if !marks.is_empty() {
        line.spans
            .insert(0, Span::styled(marks, look.style(Tone::Accent)));
    }
    line
}

/// The title and, where they do not stand beside the text, the facts.
fn heading(
    view: &RecordView,
    as_of: Option<chrono::NaiveDate>,
    (cells, facts_beside): (usize, bool),
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let title = look.safe(&view.adr.facts.title);
    let mut lines: Vec<Line<'static>> = text::wrapped(&title, cells, 2)
        .into_iter()
        .map(|line| Line::styled(line, look.style(Tone::Heading)))
        .collect();
    if facts_beside {
        return lines;
    }
    lines.extend(facts::headline(view, as_of, (cells, 3), look));
    let others: Vec<Span<'static>> = view
        .links
        .iter()
        .filter_map(|link| {
            let target = link.target.as_ref()?;
            let said = match (link.kind, link.stated_here) {
                (LinkKind::Reference, false) => "mentioned by",
                (kind, _) => kind.phrase(),
            };
            let said = format!(
                "{said} {}{}",
                look.safe(&facts::short_reference(&target.reference)),
                link.once_after_a_name(),
            );
            Some(Span::styled(said, look.style(Tone::Muted)))
        })
        .collect();
    lines.extend(facts::flow(others, (cells, 2), &facts::dot(look)));
    lines.extend(findings_line(view, look));
    lines
}

/// How many findings there are, where there are any.
fn findings_line(view: &RecordView, look: &Look<'_>) -> Option<Line<'static>> {
    let count = view.adr.facts.findings.len() as u64;
    let said = format!("! {}", facts::counted(count, "finding", "findings"));
    (count > 0).then(|| Line::styled(said, look.style(Tone::Caution)))
}

/// Facts, links and findings one below the other.
fn beside(view: &RecordView, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let mut lines = facts::table(view, cells, look);
    let title = |words: &'static str| Line::styled(words, look.style(Tone::Heading));
    if !view.links.is_empty() {
        lines.push(Line::default());
        lines.push(title("LINKS"));
        for link in &view.links {
            lines.extend(facts::link(link, (cells, &view.log.name), look));
        }
    }
    if !view.adr.facts.findings.is_empty() {
        lines.push(Line::default());
        lines.push(title("FINDINGS"));
        for finding in &view.adr.facts.findings {
            lines.extend(facts::finding(finding, cells, look));
        }
    }
    lines
}
