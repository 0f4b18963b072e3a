//! The picture of a form: labels on the left, values beside them, what is wrong below the field, what may be typed at the
//! foot. Fields there is no room for are scrolled to.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{
    FIRST_MATCH, FormSheet, State,
    entry::{Choice, Entry, Input},
};
use crate::{
    domain::{text::counted, tone::Tone},
    markdown::width,
    ops::view::RecordLine,
    tui::{
        look::{Look, Target},
        overlays::sheet,
        widgets::{
            list::{self, Rows},
            text,
        },
    },
};

/// The most matches of a decision seen at once.
const MATCHES: usize = 5;
/// Rows at the foot for what may be typed.
const FOOT: usize = 2;
/// Columns of the whole sheet.
const WIDTH: u16 = 88;

/// How the rows of a sheet are divided.
struct Parts {
    note: Vec<Line<'static>>,
    foot: Vec<Line<'static>>,
    /// Rows of the fields when none is wrong and no match is seen.
    fields: usize,
    /// Whether there is no room for all of it.
    is_cut: bool,
}

impl FormSheet {
    pub(super) fn draw_sheet(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let cells = usize::from(WIDTH.min(area.width.saturating_sub(2))).saturating_sub(4);
        let labels = self.entries.iter().map(|one| width::cells(one.label));
        let label_cells = labels.max().unwrap_or(0).min(cells / 3);
        self.value_cells = cells.saturating_sub(label_cells + 3);
        let mut parts = self.parts(cells, look);
        let gaps = 1 + usize::from(!parts.note.is_empty());
        let rows = parts.note.len() + gaps + parts.fields + parts.foot.len();
        let wanted = sheet::Wanted {
            width: WIDTH,
            height: (rows + 2).min(usize::from(u16::MAX)) as u16,
        };
        parts.is_cut = wanted.height > area.height;
        let title = self.heading(parts.is_cut);
        let inner = sheet::draw(frame, area, (&look.safe(&title), wanted), look);
        let body = draw_around(frame, inner, &parts);
        self.draw_fields((frame, look), body, label_cells);
    }

    /// The title; where not every field is seen, which one has the focus.
    fn heading(&self, is_cut: bool) -> String {
        let (at, count) = (self.at + 1, self.entries.len());
        if is_cut {
            format!("{}: field {at} of {count}", self.title)
        } else {
            self.title.clone()
        }
    }

    fn parts(&self, cells: usize, look: &Look<'_>) -> Parts {
        let note = self.note.as_deref().unwrap_or_default();
        let note = text::wrapped(&look.safe(note), cells, 3);
        let muted = look.style(Tone::Muted);
        let seeks = self
            .entries
            .iter()
            .any(|one| matches!(one.input, Input::Decision(_)));
        let usual = self.entries.len() + if seeks { MATCHES } else { 0 };
        let all: usize = (0..self.entries.len()).map(|nth| self.height(nth)).sum();
        Parts {
            note: note
                .into_iter()
                .map(|line| Line::styled(line, muted))
                .collect(),
            foot: self.foot(cells, look),
            fields: usual.max(all),
            is_cut: false,
        }
    }

    /// What may be typed, or what became of it.
    fn foot(&self, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
        let styled = |said: &str, tone: Tone, most: usize| -> Vec<Line<'static>> {
            let lines = text::wrapped(&look.safe(said), cells, most);
            let style = look.style(tone);
            let lines = lines.into_iter();
            lines.map(|line| Line::styled(line, style)).collect()
        };
        let mut lines = match (self.state, &self.refused) {
            (State::Saving, _) => styled("saving…", Tone::Muted, 1),
            (State::Filling, Some(refused)) => {
                let what = format!("{} {}", look.glyph("✗", "x"), refused.message);
                let mut lines = styled(&what, Tone::Danger, 3);
                let hint = refused.hint.as_deref().unwrap_or_default();
                lines.extend(styled(hint, Tone::Plain, 3));
                lines
            }
            (State::Filling, None) => {
                let entry = self.entries.get(self.at);
                styled(&entry.map(hint).unwrap_or_default(), Tone::Muted, FOOT)
            }
        };
        while lines.len() < FOOT {
            lines.push(Line::default());
        }
        lines
    }

    /// The rows a field takes now.
    fn height(&self, nth: usize) -> usize {
        let Some(entry) = self.entries.get(nth) else {
            return 0;
        };
        let matches = match &entry.input {
            Input::Decision(found) if nth == self.at => {
                found.matches().map_or(0, |all| all.len().clamp(1, MATCHES))
            }
            Input::Line(..) | Input::Choice(_) | Input::Decision(_) => 0,
        };
        1 + matches + wrong_lines(entry, self.value_cells).len()
    }

    /// The least that must be scrolled away so that the field of the focus is seen with what belongs to it.
    fn scroll(&mut self, rows: usize) {
        let height = |from: usize, to: usize| (from..to).map(|nth| self.height(nth)).sum::<usize>();
        let count = self.entries.len();
        let mut first = self.first.min(self.at);
        while first < self.at && height(first, self.at + 1) > rows {
            first += 1;
        }
        while first > 0 && height(first - 1, count) <= rows {
            first -= 1;
        }
        self.first = first;
    }

    fn draw_fields(
        &mut self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        label_cells: usize,
    ) {
        self.scroll(usize::from(area.height));
        let mut rest = area;
        for nth in self.first..self.entries.len() {
            let rows = self.height(nth) as u16;
            let place = Rect {
                height: rows.min(rest.height),
                ..rest
            };
            let focused = nth == self.at;
            if let Some(entry) = self.entries.get_mut(nth) {
                draw_entry((frame, look), place, entry, (label_cells, focused));
                look.register(
                    Rect {
                        height: 1.min(place.height),
                        ..place
                    },
                    Target::Screen(nth),
                );
            }
            rest = text::below(rest, rows);
        }
    }
}

/// Draws what stands above and below the fields and gives back the rows between. Where the sheet is cut, the fields come
/// first.
fn draw_around(frame: &mut Frame<'_>, inner: Rect, parts: &Parts) -> Rect {
    let gap = u16::from(!parts.is_cut);
    let mut body = inner;
    if !parts.is_cut && !parts.note.is_empty() {
        let taken = text::put_all(frame, inner, &parts.note);
        body = text::below(inner, taken + gap);
    }
    let most = body.height.saturating_sub(gap + 1);
    let foot = most.min(parts.foot.len() as u16);
    let at = Rect {
        y: body.bottom().saturating_sub(foot),
        height: foot,
        ..body
    };
    text::put_all(frame, at, &parts.foot);
    Rect {
        height: body.height.saturating_sub(foot + gap),
        ..body
    }
}

fn draw_entry(
    (frame, look): (&mut Frame<'_>, &mut Look<'_>),
    area: Rect,
    entry: &mut Entry,
    (label_cells, focused): (usize, bool),
) {
    let (marker, tone) = if focused {
        (look.glyph("▌", ">"), Tone::Strong)
    } else {
        (" ", Tone::Muted)
    };
    let label = Line::from(vec![
        Span::styled(marker, look.style(Tone::Accent)),
        text::cell(entry.label, label_cells, look.style(tone)),
    ]);
    text::put(frame, area, &label);
    let indent = (label_cells as u16).saturating_add(3);
    let value = Rect {
        x: area.x.saturating_add(indent),
        width: area.width.saturating_sub(indent),
        ..area
    };
    let first = Rect {
        height: 1.min(value.height),
        ..value
    };
    draw_value((frame, look), first, entry, focused);
    let mut below = text::below(value, 1);
    let danger = look.style(Tone::Danger);
    let wrong: Vec<_> = wrong_lines(entry, usize::from(value.width))
        .into_iter()
        .map(|line| Line::styled(line, danger))
        .collect();
    let taken = text::put_all(frame, below, &wrong);
    if let (Some(_), false) = (wrong.first(), below.is_empty()) {
        let mark = Line::styled(look.glyph("✗", "x"), danger);
        let before = Rect {
            x: below.x.saturating_sub(2),
            width: 2,
            ..below
        };
        text::put(frame, before, &mark);
    }
    below = text::below(below, taken);
    if focused {
        draw_matches((frame, look), below, entry);
    }
}

/// What may be typed into a field; where a text of some length is asked for, how much of it is missing comes first.
fn hint(entry: &Entry) -> String {
    match entry.missing() {
        None => entry.hint.clone(),
        Some(0) => format!("long enough. {}", entry.hint),
        Some(left) => {
            let left = counted(left as u64, "character", "characters");
            format!("{left} to go. {}", entry.hint)
        }
    }
}

/// What is wrong with a field, on at most two lines.
fn wrong_lines(entry: &Entry, cells: usize) -> Vec<String> {
    let wrong = entry.wrong.as_deref().unwrap_or_default();
    text::wrapped(&crate::markdown::safe::line(wrong), cells, 2)
}

fn draw_value(
    (frame, look): (&mut Frame<'_>, &mut Look<'_>),
    area: Rect,
    entry: &Entry,
    focused: bool,
) {
    let cells = usize::from(area.width);
    let here = Position::new(area.x, area.y);
    match &entry.input {
        Input::Line(field, _) => {
            field.draw((frame, look), area, ("", focused));
            if !focused && field.value().is_empty() && entry.is_needed() {
                let needed = Line::styled("needed", look.style(Tone::Muted));
                text::put(frame, area, &needed);
            }
        }
        Input::Choice(choice) => {
            let (line, before) = choices(choice, (cells, focused), look);
            text::put(frame, area, &line);
            if focused && !area.is_empty() {
                let at = Position::new(here.x.saturating_add(before as u16), here.y);
                look.put_cursor(at, true);
            }
        }
        Input::Decision(found) => match &found.chosen {
            Some(line) => {
                text::put(frame, area, &text::cut(named(line, look), cells));
                if focused && !area.is_empty() {
                    look.put_cursor(here, true);
                }
            }
            None => found.field.draw((frame, look), area, ("", focused)),
        },
    }
}

/// All choices where there is room for them, else the chosen one and which of how many it is; and the cells before it.
fn choices(
    choice: &Choice,
    (cells, focused): (usize, bool),
    look: &Look<'_>,
) -> (Line<'static>, usize) {
    let tone = |nth| match (nth == choice.at, focused) {
        (true, true) => Tone::Cursor,
        (true, false) => Tone::Strong,
        (false, _) => Tone::Muted,
    };
    let mut spans = Vec::new();
    let (mut used, mut before) = (0, 0);
    for (nth, (_, shown)) in choice.choices.iter().enumerate() {
        let mark = if nth == choice.at {
            look.glyph("●", "*")
        } else {
            look.glyph("○", "o")
        };
        let said = format!("{mark} {}", look.safe(shown));
        before = if nth == choice.at { used } else { before };
        used += width::cells(&said) + 3;
        spans.push(Span::styled(said, look.style(tone(nth))));
        spans.push(Span::raw("   "));
    }
    if used <= cells + 3 {
        return (Line::from(spans), before);
    }
    let (left, right) = (look.glyph("‹", "<"), look.glyph("›", ">"));
    let count = format!(" {right}  {} of {}", choice.at + 1, choice.choices.len());
    let shown = choice
        .choices
        .get(choice.at)
        .map(|(_, shown)| look.safe(shown));
    let shown = shown.unwrap_or_default();
    let room = cells.saturating_sub(width::cells(&count) + 2);
    let line = Line::from(vec![
        Span::styled(format!("{left} "), look.style(Tone::Key)),
        Span::styled(
            width::truncate(&shown, room).into_owned(),
            look.style(tone(choice.at)),
        ),
        Span::styled(count, look.style(Tone::Muted)),
    ]);
    (line, 2)
}

/// `payments/12 Title`, with where it stands.
fn named(line: &RecordLine, look: &Look<'_>) -> Vec<Span<'static>> {
    let (glyph, style) = look.mark(line.status);
    vec![
        Span::styled(glyph, style),
        Span::raw(" "),
        Span::raw(look.safe(&line.reference).into_owned()),
        Span::raw(" "),
        Span::raw(look.safe(&line.title).into_owned()),
    ]
}

/// What the typed words may mean, below their field.
fn draw_matches((frame, look): (&mut Frame<'_>, &mut Look<'_>), area: Rect, entry: &mut Entry) {
    let Input::Decision(found) = &mut entry.input else {
        return;
    };
    let Some(matches) = found.matches().map(<[_]>::to_vec) else {
        return;
    };
    if matches.is_empty() {
        let none = Line::styled("no decision matches", look.style(Tone::Muted));
        text::put(frame, area, &none);
        return;
    }
    let rows = Rows {
        area,
        length: matches.len(),
        lines: 1,
        choice: list::Choice::Active,
        first_target: FIRST_MATCH,
    };
    let typed_at = (look.cursor, look.cursor_is_shown);
    found.list.draw((frame, look), rows, |nth, cells, look| {
        let spans = matches.get(nth).map(|line| named(line, look));
        vec![text::cut(spans.unwrap_or_default(), cells)]
    });
    (look.cursor, look.cursor_is_shown) = typed_at;
}
