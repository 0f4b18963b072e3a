//! What an export would write, file by file, before it is written: read first, then Enter and a yes. What changed outside too is
//! shown from both sides, and then nothing is written.

use crossterm::event::KeyCode;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Overlay, Wish, closes, sheet};
use crate::{
    domain::{text::counted, tone::Tone},
    ops::{
        exchange::export::{Difference, ExportPlan, PlannedFile, TargetState, refusal},
        view::ExportView,
    },
    tui::{action::Action, effect::Problem, look::Look, screen::Typed, widgets::text},
};

/// The lines around what is read: the border and the line that says what a key does.
const AROUND: u16 = 3;
/// So many characters of a line are kept: more than the widest sheet shows.
const SHOWN: usize = 500;

/// What would be written, how far it was read, and whether somebody is asked now.
#[derive(Debug)]
pub struct Export {
    plan: ExportPlan,
    lines: Vec<(String, Tone)>,
    offset: usize,
    /// The lines seen when it was last drawn.
    page: usize,
    is_asking: bool,
}

impl Export {
    /// What would be written.
    pub fn new(view: ExportView) -> Self {
        let mut lines = Vec::new();
        for (nth, file) in view.plan.files.iter().enumerate() {
            lines.push(head(file));
            match view.differences.get(nth) {
                Some(difference) => lines.extend(body(difference)),
                None => lines.push(("  not shown: there are many".to_owned(), Tone::Muted)),
            }
            lines.push((String::new(), Tone::Plain));
        }
        lines.pop();
        Self {
            plan: view.plan,
            lines,
            offset: 0,
            page: 1,
            is_asking: false,
        }
    }

    fn due(&self) -> String {
        counted(self.plan.due().count() as u64, "file", "files")
    }

    fn scroll(&mut self, action: Action) {
        let last = self.lines.len().saturating_sub(self.page);
        let half = self.page.div_ceil(2);
        let to = match action {
            Action::Down => self.offset + 1,
            Action::Up => self.offset.saturating_sub(1),
            Action::HalfPageDown => self.offset + half,
            Action::HalfPageUp => self.offset.saturating_sub(half),
            Action::PageDown => self.offset + self.page,
            Action::PageUp => self.offset.saturating_sub(self.page),
            Action::Top => 0,
            Action::Bottom => last,
            _ => self.offset,
        };
        self.offset = to.min(last);
    }

    /// Enter: asks, or says why there is nothing to ask.
    fn ask(&mut self) -> Vec<Wish> {
        if let Some(refusal) = refusal(&self.plan) {
            return vec![Wish::Refuse(Problem::from(refusal))];
        }
        if self.plan.due().next().is_none() {
            // The files are as they are here already; only the store does not know yet.
            return vec![Wish::Close, Wish::Export(Box::new(self.plan.clone()))];
        }
        self.is_asking = true;
        Vec::new()
    }

    /// What stands below the text.
    fn foot(&self, look: &Look<'_>) -> Line<'static> {
        let key = |key: &'static str| Span::styled(key, look.style(Tone::Key));
        if self.is_asking {
            let question = format!("Write {} into the folders of their logs?  ", self.due());
            return Line::from(vec![
                Span::styled(question, look.style(Tone::Strong)),
                key("y"),
                Span::raw(" write   "),
                key("N"),
                Span::raw(" go on reading"),
            ]);
        }
        let said = match self.plan.diverged().count() as u64 {
            0 => format!(" write {}", self.due()),
            diverged => format!(
                " is refused: {} changed outside too",
                counted(diverged, "file", "files")
            ),
        };
        Line::from(vec![key("Enter"), Span::raw(said)])
    }
}

/// Which file, and what becomes of it.
fn head(file: &PlannedFile) -> (String, Tone) {
    let word = match file.state {
        TargetState::New => "new",
        TargetState::Changed => "changed here",
        TargetState::Unchanged => "the same already",
        TargetState::Diverged => "changed here and outside",
    };
    let path = file.target.display();
    let name = match &file.reference {
        Some(reference) => format!("{reference}  {word}  {path}"),
        None => format!("{word}  {path}"),
    };
    let tone = if file.state == TargetState::Diverged {
        Tone::Danger
    } else {
        Tone::Heading
    };
    (name, tone)
}

fn body(difference: &Difference) -> Vec<(String, Tone)> {
    let texts = match &difference.both_sides {
        Some(sides) => vec![sides.here.as_str(), sides.outside.as_str()],
        None => vec![difference.diff.as_str()],
    };
    let lines = texts.into_iter().flat_map(str::lines);
    lines
        .map(|line| (beginning(line).to_owned(), tone_of(line)))
        .collect()
}

/// What is kept of a line: a file may hold one of several MiB, and every frame would go through it.
fn beginning(line: &str) -> &str {
    let end = line.char_indices().nth(SHOWN).map(|(at, _)| at);
    end.and_then(|end| line.get(..end)).unwrap_or(line)
}

fn tone_of(line: &str) -> Tone {
    match line.chars().next() {
        _ if line.starts_with("--- ") || line.starts_with("+++ ") => Tone::Muted,
        Some('+') => Tone::Good,
        Some('-') => Tone::Danger,
        Some('@') => Tone::Muted,
        _ => Tone::Plain,
    }
}

impl Overlay for Export {
    /// While it asks, letters come as text, so that no binding stands between the question and its answer.
    fn is_typing(&self) -> bool {
        self.is_asking
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        if self.is_asking {
            self.is_asking = false;
            return Vec::new();
        }
        if closes(action) {
            return vec![Wish::Close];
        }
        if action == Action::Open {
            return self.ask();
        }
        self.scroll(action);
        Vec::new()
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        self.is_asking = false;
        match typed {
            Typed::Key(key) if matches!(key.code, KeyCode::Char('y' | 'Y')) => {
                vec![Wish::Close, Wish::Export(Box::new(self.plan.clone()))]
            }
            Typed::Key(_) | Typed::Paste(_) => Vec::new(),
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.is_asking {
            return Vec::new();
        }
        vec![Action::Open, Action::Down, Action::Up, Action::Back]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let wanted = sheet::Wanted {
            width: 120,
            height: u16::try_from(self.lines.len())
                .unwrap_or(u16::MAX)
                .saturating_add(AROUND + 1),
        };
        let title = "Export into the folders of the logs";
        let inner = sheet::draw(frame, area, (title, wanted), look);
        let text_area = Rect {
            height: inner.height.saturating_sub(1),
            ..inner
        };
        self.page = usize::from(text_area.height).max(1);
        self.scroll(Action::Redraw);
        let cells = usize::from(inner.width);
        for (line, row) in self.lines.iter().skip(self.offset).zip(text_area.rows()) {
            let said = look.safe(&line.0).into_owned();
            let line = text::cut(vec![Span::styled(said, look.style(line.1))], cells);
            text::put(frame, row, &line);
        }
        text::put(
            frame,
            text::below(inner, text_area.height),
            &self.foot(look),
        );
        look.put_cursor(ratatui::layout::Position::new(inner.x, inner.y), false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_very_long_line_only_the_beginning_is_kept() {
        let difference = Difference {
            diff: format!("--- a\n-{}\n+short\n", "é".repeat(1 << 20)),
            both_sides: None,
        };
        let lines = body(&difference);
        assert_eq!(lines[1].0.chars().count(), SHOWN);
        assert_eq!(lines[1].1, Tone::Danger);
        assert_eq!(lines[2], ("+short".to_owned(), Tone::Good));
    }
}
