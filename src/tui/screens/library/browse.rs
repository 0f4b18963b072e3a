//! A list in sections with everything about one row beside it: how the library and a pack are read. From 100 columns on both
//! are seen; below, one or the other. It must not know what the rows are about.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::tone::Tone,
    markdown::width,
    tui::{
        action::Action,
        look::{Look, Target},
        screen::Place,
        widgets::{
            list::{Choice, List, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the detail stands beside the list.
const TWO_PANES: u16 = 100;
/// The cells the names of facts take.
const NAME_CELLS: usize = 12;
/// The most cells a line of the detail is laid out for.
const WIDEST: usize = 92;
/// The most cells the words of rows take.
const WORD_CELLS: usize = 28;

/// The number of the list, as a part of the screen.
const LIST: usize = 0;
/// The number of the detail.
pub(in crate::tui::screens) const DETAIL: usize = 1;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui::screens) enum Entry {
    /// The head of a section, and what is to be said of it as a whole.
    Section(String, String),
    /// A row that can be chosen.
    Row(Row),
}

/// A row that can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::tui::screens) struct Row {
    /// What it is called.
    pub(in crate::tui::screens) word: String,
    /// Where it stands, in a few words.
    pub(in crate::tui::screens) note: (String, Tone),
    /// What it says.
    pub(in crate::tui::screens) text: String,
    /// The sentence above its facts.
    pub(in crate::tui::screens) lead: String,
    /// Everything else about it, each with its name.
    pub(in crate::tui::screens) facts: Vec<(String, String)>,
    /// Where Enter leads; else to the detail.
    pub(in crate::tui::screens) goes: Option<Place>,
}

/// Where the keys act.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Focus {
    #[default]
    List,
    Detail,
}

/// The list, the detail, and where the keys act.
#[derive(Debug, Default)]
pub(in crate::tui::screens) struct Browse {
    entries: Vec<Entry>,
    list: List,
    focus: Focus,
    /// The first line of the detail that is seen.
    offset: usize,
    /// How many lines the detail has, and how many were seen of it.
    lines: (usize, usize),
}

impl Browse {
    /// Shows other rows; the cursor stays on what it was on.
    pub(in crate::tui::screens) fn show(&mut self, entries: Vec<Entry>) {
        let here = self.row().map(|row| (row.word.clone(), row.text.clone()));
        self.entries = entries;
        let is_it = |entry: &Entry| match (entry, &here) {
            (Entry::Row(row), Some((word, text))) => row.word == *word && row.text == *text,
            _ => false,
        };
        if let Some(at) = self.entries.iter().position(is_it) {
            self.list.put(at);
            return;
        }
        self.offset = 0;
        let last = self.entries.len().saturating_sub(1);
        self.list.put(self.list.cursor().min(last));
        self.leave_sections(Action::Down);
    }

    pub(in crate::tui::screens) fn row(&self) -> Option<&Row> {
        match self.entries.get(self.list.cursor()) {
            Some(Entry::Row(row)) => Some(row),
            Some(Entry::Section(..)) | None => None,
        }
    }

    /// How many rows can be chosen, and which of them is.
    pub(in crate::tui::screens) fn place(&self) -> (usize, usize) {
        let rows = || {
            self.entries
                .iter()
                .filter(|entry| matches!(entry, Entry::Row(_)))
        };
        let before = self.entries.iter().take(self.list.cursor());
        let nth = before
            .filter(|entry| matches!(entry, Entry::Row(_)))
            .count();
        (nth, rows().count())
    }

    pub(in crate::tui::screens) fn is_reading(&self) -> bool {
        self.focus == Focus::Detail
    }

    pub(in crate::tui::screens) fn read(&mut self) {
        if self.row().is_some() {
            self.focus = Focus::Detail;
        }
    }

    pub(in crate::tui::screens) fn leave(&mut self) {
        self.focus = Focus::List;
    }

    pub(in crate::tui::screens) fn turn_focus(&mut self) {
        match self.focus {
            Focus::List => self.read(),
            Focus::Detail => self.leave(),
        }
    }

    /// Moves where the keys act.
    pub(in crate::tui::screens) fn moved(&mut self, action: Action) {
        match self.focus {
            Focus::List => self.move_list(action),
            Focus::Detail => self.scroll(action),
        }
    }

    fn move_list(&mut self, action: Action) {
        let before = self.list.cursor();
        if self.list.moved(action, self.entries.len()) {
            self.leave_sections(action);
        }
        if self.list.cursor() != before {
            self.offset = 0;
        }
    }

    /// The cursor never stands on the head of a section: it goes on the way it came, and back where there is nothing.
    fn leave_sections(&mut self, action: Action) {
        let here = self.list.cursor();
        let is_row = |at: &usize| matches!(self.entries.get(*at), Some(Entry::Row(_)));
        let mut before = (0..=here).rev();
        let mut behind = here..self.entries.len();
        let goes_up = matches!(
            action,
            Action::Up | Action::HalfPageUp | Action::PageUp | Action::Bottom
        );
        let found = if goes_up {
            before.find(is_row).or_else(|| behind.find(is_row))
        } else {
            behind.find(is_row).or_else(|| before.find(is_row))
        };
        if let Some(at) = found {
            self.list.put(at);
        }
    }

    pub(in crate::tui::screens) fn scroll(&mut self, action: Action) {
        let (all, page) = self.lines;
        let last = all.saturating_sub(page);
        let to = match action {
            Action::Down => self.offset.saturating_add(1),
            Action::Up => self.offset.saturating_sub(1),
            Action::HalfPageDown => self.offset.saturating_add(page / 2),
            Action::HalfPageUp => self.offset.saturating_sub(page / 2),
            Action::PageDown => self.offset.saturating_add(page),
            Action::PageUp => self.offset.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => last,
            _ => self.offset,
        };
        self.offset = to.min(last);
    }

    pub(in crate::tui::screens) fn click(&mut self, target: usize) {
        self.focus = Focus::List;
        if matches!(self.entries.get(target), Some(Entry::Row(_))) {
            self.list.put(target);
            self.offset = 0;
        }
    }

    /// The wheel over the list or the detail.
    pub(in crate::tui::screens) fn roll(&mut self, pane: usize, action: Action) {
        if pane == DETAIL {
            self.scroll(action);
        } else {
            self.move_list(action);
        }
    }

    pub(in crate::tui::screens) fn draw(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        (title, note): (&str, &str),
    ) {
        if area.width < TWO_PANES {
            match self.focus {
                Focus::List => self.draw_list((frame, look), area, (title, note)),
                Focus::Detail => self.draw_detail((frame, look), area),
            }
            return;
        }
        let sides = Sides::of(area, area.width * 9 / 20);
        self.draw_list((frame, look), sides.left, (title, note));
        let focused = match self.focus {
            Focus::List => pane::Focused::Left,
            Focus::Detail => pane::Focused::Right,
        };
        sides.draw(frame, focused, look);
        self.draw_detail((frame, look), sides.right);
    }

    fn draw_list(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        (title, note): (&str, &str),
    ) {
        look.register(area, Target::Pane(LIST));
        let focused = self.focus == Focus::List;
        let pane = Pane {
            title,
            note,
            focused,
        };
        let inner = pane.draw(frame, area, look);
        let rows = Rows {
            area: inner,
            length: self.entries.len(),
            lines: 1,
            choice: if focused {
                Choice::Active
            } else {
                Choice::Kept
            },
            first_target: 0,
        };
        let columns = self.columns();
        let entries = &self.entries;
        self.list.draw((frame, look), rows, |nth, cells, look| {
            let line = entries.get(nth).map(|entry| match entry {
                Entry::Section(title, note) => section((title, note), cells, look),
                Entry::Row(row) => line_of(row, (columns, cells), look),
            });
            line.into_iter().collect()
        });
    }

    /// The cells the words and the notes of all rows take.
    fn columns(&self) -> (usize, usize) {
        let rows = self.entries.iter().filter_map(|entry| match entry {
            Entry::Row(row) => Some(row),
            Entry::Section(..) => None,
        });
        rows.fold((0, 0), |(words, notes), row| {
            (
                words.max(width::cells(&row.word)).min(WORD_CELLS),
                notes.max(width::cells(&row.note.0)).min(WORD_CELLS),
            )
        })
    }

    fn draw_detail(&mut self, (frame, look): (&mut Frame<'_>, &mut Look<'_>), area: Rect) {
        look.register(area, Target::Pane(DETAIL));
        let title = self.row().map(|row| look.safe(&row.word).into_owned());
        let cells = usize::from(area.width.saturating_sub(2)).min(WIDEST);
        let lines = self
            .row()
            .map(|row| detail(row, cells, look))
            .unwrap_or_default();
        let height = usize::from(area.height.saturating_sub(1));
        self.lines = (lines.len(), height);
        self.offset = self.offset.min(lines.len().saturating_sub(height));
        let progress = if lines.len() > height && height > 0 {
            format!(
                "{} of {} lines",
                (self.offset + height).min(lines.len()),
                lines.len()
            )
        } else {
            String::new()
        };
        let pane = Pane {
            title: title.as_deref().unwrap_or_default(),
            note: &progress,
            focused: self.focus == Focus::Detail,
        };
        let inner = text::inset(pane.draw(frame, area, look), 1);
        let visible: Vec<_> = lines.into_iter().skip(self.offset).collect();
        text::put_all(frame, inner, &visible);
    }
}

fn section((title, note): (&str, &str), cells: usize, look: &Look<'_>) -> Line<'static> {
    let spans = vec![
        Span::styled(look.safe(title).into_owned(), look.style(Tone::Heading)),
        Span::styled(format!("  {}", look.safe(note)), look.style(Tone::Muted)),
    ];
    text::cut(spans, cells)
}

fn line_of(
    row: &Row,
    ((words, notes), cells): ((usize, usize), usize),
    look: &Look<'_>,
) -> Line<'static> {
    let (note, tone) = &row.note;
    let mut spans = vec![
        Span::raw(" "),
        text::cell(&look.safe(&row.word), words, look.style(Tone::Accent)),
        Span::raw("  "),
    ];
    if notes > 0 {
        spans.push(text::cell(&look.safe(note), notes, look.style(*tone)));
        spans.push(Span::raw("  "));
    }
    spans.push(Span::raw(look.safe(&row.text).into_owned()));
    text::cut(spans, cells)
}

/// The sentence, and below it every fact with its name.
fn detail(row: &Row, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let lead = look.safe(&row.lead).into_owned();
    let mut lines: Vec<Line<'static>> = text::wrapped(&lead, cells, usize::MAX)
        .into_iter()
        .map(|line| Line::styled(line, look.style(Tone::Strong)))
        .collect();
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    let room = cells.saturating_sub(NAME_CELLS).max(1);
    for (name, value) in &row.facts {
        let value = look.safe(value).into_owned();
        for (nth, part) in text::wrapped(&value, room, usize::MAX)
            .into_iter()
            .enumerate()
        {
            let name = if nth == 0 { look.safe(name) } else { "".into() };
            lines.push(Line::from(vec![
                text::cell(&name, NAME_CELLS, look.style(Tone::Muted)),
                Span::raw(part),
            ]));
        }
    }
    lines
}
