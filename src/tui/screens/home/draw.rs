//! The picture of home: two columns from 100 on, below that one list over the other.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    Focus, Home, heat,
    needs::{self, Row},
};
use crate::{
    domain::{status::Status, tone::Tone},
    markdown::width,
    ops::{
        home::{Need, Reason, Waiting},
        view::{Duty, HomeView, LogLine, NeedLine},
    },
    tui::{
        look::{Look, Target},
        screens::{
            facts::{self, STATUS_CELLS},
            happened,
        },
        widgets::{
            list::{Choice, List, Rows},
            pane::{self, Pane, Sides},
            text,
        },
    },
};

/// From here on the counts stand beside what needs me.
const TWO_COLUMNS: u16 = 100;
/// Below that the reasons are said in few words.
const ROOM_FOR_WORDS: usize = 60;
/// The most cells of the words that say why a record needs somebody.
const WHY_MOST: usize = 30;
/// The cells of the few words.
const FEW_WORDS: usize = 13;
/// The cells of a number of days: `1234 d`.
const DAYS_CELLS: usize = 6;
/// The most cells of a bar.
const BAR_MOST: usize = 30;
/// The cells of a number of decisions.
const COUNT_CELLS: usize = 6;
/// Less of a folder says nothing.
const FOLDER_LEAST: usize = 12;
/// The most cells a reference takes.
const REFERENCE_MOST: usize = 24;

impl Home {
    pub(super) fn draw_home(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let Some(view) = &self.view else {
            let line = Line::styled("loading…", look.style(Tone::Muted));
            text::put(frame, text::inset(area, 2), &line);
            return;
        };
        if view.is_empty() {
            let said = [
                "Nothing is here yet.",
                "Press : and type `import PATH` to read the decision log of a repository. Nothing in the repository is changed.",
                "Press g s and then a to register the first system.",
                "Press ? for the keys of this screen.",
            ];
            text::nothing_yet(frame, area, &said, look);
            return;
        }
        if area.width >= TWO_COLUMNS {
            self.draw_wide(frame, area, look);
        } else {
            self.draw_stacked(frame, area, look);
        }
    }

    fn draw_wide(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let counts = self.view.as_ref().map_or(0, |view| view.counts.len());
        let heat = self.view.as_ref().map_or(0, heat::rows);
        let counted = rows_for(counts, u16::MAX).saturating_add(1);
        let logs = rows_for(self.length(Focus::Logs), u16::MAX);
        let beside = heat.saturating_add(counted).saturating_add(logs);
        let wanted = rows_for(self.length(Focus::Needs), u16::MAX).max(beside);
        let above = self.rows_above_recent(area, wanted.saturating_add(1));
        let (top, recent) = split(area, above);
        let right = (area.width / 3).clamp(38, 64);
        let sides = Sides::of(top, area.width.saturating_sub(right + 1));
        self.draw_needs(frame, sides.left, look);
        let most = if heat > 0 {
            top.height * 4 / 5
        } else {
            top.height * 2 / 3
        };
        let (above, below) = split(sides.right, (heat + counted).min(most));
        let (hot, above) = split(above, heat);
        if let Some(view) = self.view.as_ref().filter(|_| heat > 0) {
            heat::draw(view, (frame, look), hot);
        }
        self.draw_counts(frame, above, look);
        self.draw_logs(frame, below, look);
        let focused = match self.focus {
            Focus::Needs => pane::Focused::Left,
            Focus::Logs => pane::Focused::Right,
            Focus::Recent => pane::Focused::Neither,
        };
        sides.draw(frame, focused, look);
        if heat > 0 {
            sides.draw_branch(frame, (above.y, focused), look);
        }
        sides.draw_branch(frame, (below.y, focused), look);
        self.draw_recent(frame, recent, look);
    }

    /// What stands above gets the rows it wants as long as a third is left for what happened last; where that is not
    /// enough, a fifth has to do, for what needs somebody comes first.
    fn rows_above_recent(&self, area: Rect, wanted: u16) -> u16 {
        let recent = |part: u16| rows_for(self.length(Focus::Recent), (area.height / part).max(3));
        let recent = if wanted.saturating_add(recent(3)) > area.height {
            recent(5)
        } else {
            recent(3)
        };
        wanted.min(area.height.saturating_sub(recent))
    }

    fn draw_stacked(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let Some(view) = &self.view else { return };
        let head = text::inset(area, 1);
        let cells = usize::from(head.width);
        let mut counts = count_line(view, cells, look);
        counts.extend(heat::line(view, cells, look));
        let taken = text::put_all(frame, head, &counts);
        let body = text::below(area, taken);
        let needs = rows_for(self.length(Focus::Needs), u16::MAX).saturating_add(1);
        let logs = rows_for(self.length(Focus::Logs), body.height / 4);
        let above = self.rows_above_recent(body, needs.saturating_add(logs));
        let (above, recent) = split(body, above);
        let (needs, logs) = split(above, above.height.saturating_sub(logs));
        self.draw_needs(frame, needs, look);
        self.draw_logs(frame, logs, look);
        self.draw_recent(frame, recent, look);
    }

    fn draw_needs(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let count = self.length(Focus::Needs);
        let inner = self.head((frame, look), area, ("NEEDS ME", Focus::Needs));
        if count == 0 {
            let has_systems = self.view.as_ref().is_some_and(|view| view.systems > 0);
            let said = if has_systems {
                "Nothing waits: no review has passed, no decision is stuck, no verdict is stale, no tier expired, no waiver \
                 ends soon."
            } else {
                "Nothing waits: no review has passed, no decision is stuck or changed outside too, no comment and no draft \
                 is open."
            };
            let cells = usize::from(inner.width.saturating_sub(2));
            let lines: Vec<_> = text::wrapped(said, cells, 3)
                .into_iter()
                .map(|line| Line::styled(line, look.style(Tone::Muted)))
                .collect();
            text::put_all(frame, text::inset(inner, 1), &lines);
            return;
        }
        let Some(view) = self.view.clone() else {
            return;
        };
        let rows = needs::rows(&view, &self.unfolded);
        let columns = Columns::of(&rows, usize::from(inner.width));
        self.draw_list((frame, look), (inner, Focus::Needs), |nth, cells, look| {
            rows.get(nth)
                .map(|row| row_line(*row, (cells, columns), look))
        });
    }

    fn draw_counts(&self, frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
        let Some(view) = &self.view else { return };
        let note = view.total.to_string();
        let pane = Pane {
            title: "DECISIONS",
            note: &note,
            focused: false,
        };
        let inner = pane.draw(frame, area, look);
        let cells = usize::from(inner.width);
        let most = view
            .counts
            .iter()
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(1);
        let lines: Vec<_> = view
            .counts
            .iter()
            .map(|count| count_bar(*count, (cells, most), look))
            .collect();
        text::put_all(frame, inner, &lines);
    }

    fn draw_logs(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let inner = self.head((frame, look), area, ("LOGS", Focus::Logs));
        let logs = self
            .view
            .as_ref()
            .map(|view| view.logs.clone())
            .unwrap_or_default();
        let name = logs.iter().map(|log| width::cells(&log.name)).max();
        let name = name.unwrap_or(0).min(log_cells(inner.width.into()));
        self.draw_list((frame, look), (inner, Focus::Logs), |nth, cells, look| {
            logs.get(nth).map(|log| log_line(log, (cells, name), look))
        });
    }

    fn draw_recent(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let inner = self.head((frame, look), area, ("RECENT", Focus::Recent));
        let recent = self
            .view
            .as_ref()
            .map(|view| view.recent.clone())
            .unwrap_or_default();
        self.draw_list((frame, look), (inner, Focus::Recent), |nth, cells, look| {
            recent
                .get(nth)
                .map(|event| happened::line(event, cells, look))
        });
    }

    fn head(
        &self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        (title, list): (&str, Focus),
    ) -> Rect {
        look.register(area, Target::Pane(list as usize));
        let count = self.length(list);
        let note = match list {
            Focus::Recent => String::new(),
            _ if count == 0 => String::new(),
            Focus::Needs => self.view.as_ref().map_or(0, needs::count).to_string(),
            Focus::Logs => count.to_string(),
        };
        let pane = Pane {
            title,
            note: &note,
            focused: self.focus == list,
        };
        pane.draw(frame, area, look)
    }

    fn draw_list(
        &mut self,
        drawn_with: (&mut Frame<'_>, &mut Look<'_>),
        (area, list): (Rect, Focus),
        row: impl Fn(usize, usize, &Look<'_>) -> Option<Line<'static>>,
    ) {
        let rows = Rows {
            area,
            length: self.length(list),
            lines: 1,
            choice: if self.focus == list {
                Choice::Active
            } else {
                Choice::Hidden
            },
            first_target: list.first_target(),
        };
        let [needs, logs, recent] = &mut self.lists;
        let list: &mut List = match list {
            Focus::Needs => needs,
            Focus::Logs => logs,
            Focus::Recent => recent,
        };
        list.draw(drawn_with, rows, |nth, cells, look| {
            row(nth, cells, look).into_iter().collect()
        });
    }
}

/// The rows a list of so many wants with its head, and at most so many.
fn rows_for(length: usize, most: u16) -> u16 {
    let wanted = u16::try_from(length.max(1) + 1).unwrap_or(u16::MAX);
    wanted.min(most)
}

/// The first rows of an area and the rest.
fn split(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    (
        Rect {
            height: rows,
            ..area
        },
        text::below(area, rows),
    )
}

/// The cells of the columns of what needs somebody.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// Why; 0 where few words have to do.
    why: usize,
    reference: usize,
}

impl Columns {
    /// As wide as the lines need, and no wider than they may be.
    fn of(rows: &[Row<'_>], cells: usize) -> Self {
        let widest = |width_of: &dyn Fn(Waiting<'_>) -> usize| {
            let widths = rows.iter().filter_map(|row| match row {
                Row::Waiting(waiting) => Some(width_of(*waiting)),
                Row::More { .. } | Row::NotExported(_) => None,
            });
            widths.max().unwrap_or(0)
        };
        let why = if cells < ROOM_FOR_WORDS {
            0
        } else {
            widest(&|waiting| width::cells(&waiting.why())).min(WHY_MOST)
        };
        let reference = widest(&|waiting| width::cells(&reference(waiting, REFERENCE_MOST)));
        Self {
            why,
            reference: reference.min(REFERENCE_MOST),
        }
    }
}

/// How something is printed in at most so many cells. A label of governance is said whole.
fn reference(waiting: Waiting<'_>, cells: usize) -> String {
    let safe = crate::markdown::safe::line(waiting.reference());
    match waiting {
        Waiting::Decision(..) => facts::reference_in(&safe, cells),
        Waiting::Governed(_) => width::truncate(&safe, cells).into_owned(),
    }
}

fn row_line(row: Row<'_>, (cells, columns): (usize, Columns), look: &Look<'_>) -> Line<'static> {
    let muted = look.style(Tone::Muted);
    let said = match row {
        Row::Waiting(waiting) => return waiting_line(waiting, (cells, columns), look),
        Row::More {
            reason, hidden: 0, ..
        } => format!("  and all others {}", reason.many()),
        Row::More {
            reason,
            hidden,
            at_least,
        } => {
            let at_least = if at_least { "at least " } else { "" };
            format!("  and {at_least}{hidden} more {}", reason.many())
        }
        Row::NotExported(count) => {
            let changed = facts::counted(count, "decision", "decisions");
            let mark = look.glyph("·", "-");
            format!("{mark} {changed} changed here, not in the files yet: export")
        }
    };
    text::cut(vec![Span::styled(said, muted)], cells)
}

/// The mark of a reason and its tone.
const fn mark(reason: Reason, look: &Look<'_>) -> (&'static str, Tone) {
    match reason {
        Reason::Need(Need::ReviewPassed)
        | Reason::Duty(Duty::VerdictStale | Duty::WaiverOver | Duty::TierExpired) => {
            ("!", Tone::Danger)
        }
        Reason::Need(Need::Stuck | Need::Diverged)
        | Reason::Duty(Duty::RiskReview | Duty::WaiverAwaits | Duty::VerdictEnds) => {
            ("!", Tone::Caution)
        }
        Reason::Need(Need::Commented)
        | Reason::Duty(Duty::WaiverEnds | Duty::ToConfirm | Duty::EvidenceStale) => {
            (look.glyph("›", ">"), Tone::Plain)
        }
        Reason::Need(Need::Draft) => (look.glyph("·", "-"), Tone::Muted),
    }
}

/// Why, for how long, which.
fn waiting_line(
    waiting: Waiting<'_>,
    (cells, columns): (usize, Columns),
    look: &Look<'_>,
) -> Line<'static> {
    let (mark, tone) = mark(waiting.reason(), look);
    let mut spans = vec![Span::styled(format!("{mark} "), look.style(tone))];
    if columns.why == 0 {
        let (why, days) = few_words(waiting);
        spans.push(text::cell(why, FEW_WORDS, look.style(tone)));
        spans.push(text::right_cell(&days, DAYS_CELLS, look.style(Tone::Plain)));
    } else {
        let why = look.safe(&waiting.why()).into_owned();
        spans.push(text::cell(&why, columns.why, look.style(tone)));
    }
    let reference = reference(waiting, columns.reference);
    spans.extend([
        Span::raw("  "),
        text::cell(&reference, columns.reference, look.style(Tone::Muted)),
        Span::raw(" "),
        Span::raw(look.safe(waiting.title()).into_owned()),
    ]);
    text::cut(spans, cells)
}

/// Why, where there is little room, and for how long.
fn few_words(waiting: Waiting<'_>) -> (&'static str, String) {
    match waiting {
        Waiting::Decision(Need::Diverged, _) => ("both sides", String::new()),
        Waiting::Decision(need, line) => (few_words_of(need, line), facts::lasting(line.days)),
        Waiting::Governed(line) => {
            let days = line.days.map(facts::lasting);
            (line.duty.short(), days.unwrap_or_default())
        }
    }
}

const fn few_words_of(need: Need, line: &NeedLine) -> &'static str {
    match need {
        Need::ReviewPassed => "review passed",
        Need::Stuck if matches!(line.record.status, Status::InReview) => "in review",
        Need::Stuck => "proposed",
        Need::Diverged => "both sides",
        Need::Commented => "comments",
        Need::Draft => "draft",
    }
}

/// A status, how many have it, and how that compares.
fn count_bar(
    (status, count): (Status, u64),
    (cells, most): (usize, u64),
    look: &Look<'_>,
) -> Line<'static> {
    let room = cells.saturating_sub(STATUS_CELLS + 12).min(BAR_MOST) as u64;
    let length = (count * room).div_ceil(most.max(1)).min(room);
    let (_, style) = look.mark(status);
    let spans = vec![
        Span::raw("  "),
        facts::status_cell(status, look),
        text::right_cell(&count.to_string(), 6, look.style(Tone::Plain)),
        Span::raw("  "),
        Span::styled(look.glyph("▄", "#").repeat(length as usize), style),
    ];
    text::cut(spans, cells)
}

/// The counts in as few lines as they fit.
fn count_line(view: &HomeView, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let total = facts::counted(view.total, "decision", "decisions");
    let mut parts = vec![Span::styled(total, look.style(Tone::Strong))];
    parts.extend(view.counts.iter().map(|(status, count)| {
        let (glyph, style) = look.mark(*status);
        Span::styled(format!("{glyph} {count} {}", status.word()), style)
    }));
    facts::flow(parts, (cells, 3), &Span::raw("   "))
}

/// The most cells the name of a log takes: where it lies gives way first.
const fn log_cells(cells: usize) -> usize {
    if cells < 60 {
        cells.saturating_sub(COUNT_CELLS + 2)
    } else {
        cells / 2
    }
}

/// Name, number of decisions, where it came from.
fn log_line(log: &LogLine, (cells, name): (usize, usize), look: &Look<'_>) -> Line<'static> {
    let folder = match log.folder.as_str() {
        "" => log.root.clone(),
        folder => format!("{}/{folder}", log.root.trim_end_matches('/')),
    };
    let plain = look.style(Tone::Plain);
    let mut spans = vec![
        Span::raw(" "),
        text::cell(&facts::name_in(&look.safe(&log.name), name), name, plain),
        text::right_cell(&log.decisions.to_string(), COUNT_CELLS, plain),
    ];
    let room = cells.saturating_sub(name + COUNT_CELLS + 3);
    if room >= FOLDER_LEAST {
        let folder = facts::path_in(&look.safe(&folder), room);
        let folder = Span::styled(format!("  {folder}"), look.style(Tone::Muted));
        spans.push(folder);
    }
    text::cut(spans, cells)
}
