//! A sheet to be read: paragraphs that scroll and, where there is something to agree to, the question below them. It must not
//! know what it reports.

use crossterm::event::KeyCode;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{Overlay, Wish, closes, sheet};
use crate::{
    domain::tone::Tone,
    tui::{
        action::Action,
        look::Look,
        screen::{Report, Typed},
        widgets::text,
    },
};

/// Columns of the whole sheet.
const WIDTH: u16 = 100;
/// The most lines of one paragraph.
const MOST_LINES: usize = 12;
/// Rows at the foot: a blank one and the question.
const FOOT: u16 = 2;

/// The sheet.
#[derive(Debug)]
pub struct ReportSheet {
    report: Report,
    /// The paragraphs wrapped, and the cells they were wrapped for.
    laid: Option<(usize, Vec<(Tone, String)>)>,
    offset: usize,
    page: usize,
}

impl ReportSheet {
    /// The report a screen made.
    pub fn new(report: Report) -> Self {
        Self {
            report,
            laid: None,
            offset: 0,
            page: 1,
        }
    }

    fn agreed(&self) -> Vec<Wish> {
        match &self.report.yes {
            Some((_, word)) => vec![Wish::Close, Wish::Choose(word.clone())],
            None => vec![Wish::Close],
        }
    }

    fn lay_out(&mut self, cells: usize) {
        if self.laid.as_ref().is_some_and(|(laid, _)| *laid == cells) {
            return;
        }
        let mut lines = Vec::new();
        for (tone, said) in &self.report.lines {
            let safe = crate::markdown::safe::line(said);
            let wrapped = text::wrapped(&safe, cells, MOST_LINES);
            if wrapped.is_empty() {
                lines.push((*tone, String::new()));
            }
            lines.extend(wrapped.into_iter().map(|line| (*tone, line)));
        }
        self.laid = Some((cells, lines));
    }

    fn length(&self) -> usize {
        self.laid.as_ref().map_or(0, |(_, lines)| lines.len())
    }

    fn scroll(&mut self, action: Action) {
        let page = self.page.max(1);
        self.offset = match action {
            Action::Down => self.offset.saturating_add(1),
            Action::Up => self.offset.saturating_sub(1),
            Action::HalfPageDown => self.offset.saturating_add(page.div_ceil(2)),
            Action::HalfPageUp => self.offset.saturating_sub(page.div_ceil(2)),
            Action::PageDown => self.offset.saturating_add(page),
            Action::PageUp => self.offset.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => usize::MAX,
            _ => self.offset,
        }
        .min(self.length().saturating_sub(page));
    }

    fn foot(&self, look: &Look<'_>) -> Line<'static> {
        let key = |key: &'static str| Span::styled(key, look.style(Tone::Key));
        let hidden = self.length().saturating_sub(self.offset + self.page);
        let more = match hidden {
            0 => String::new(),
            rest => format!("   {rest} more lines below"),
        };
        let more = Span::styled(more, look.style(Tone::Muted));
        match &self.report.yes {
            Some((does, _)) => Line::from(vec![
                key("y"),
                Span::raw(format!(" {does}   ")),
                key("N"),
                Span::raw(" no"),
                more,
            ]),
            None => Line::from(vec![key("Esc"), Span::raw(" closes"), more]),
        }
    }
}

impl Overlay for ReportSheet {
    /// Where there is something to agree to, letters come as text: no binding stands between the question and its answer.
    fn is_typing(&self) -> bool {
        self.report.yes.is_some()
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        match action {
            Action::Open if self.report.yes.is_some() => {
                return vec![Wish::Note("y agrees, n does not".to_owned())];
            }
            Action::Open => return vec![Wish::Close],
            action if closes(action) => return vec![Wish::Close],
            action => self.scroll(action),
        }
        Vec::new()
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        let Typed::Key(key) = typed else {
            return Vec::new();
        };
        match key.code {
            KeyCode::Char('y' | 'Y') => return self.agreed(),
            KeyCode::Char('n' | 'N' | 'q') => return vec![Wish::Close],
            KeyCode::Char('j') => self.scroll(Action::Down),
            KeyCode::Char('k') => self.scroll(Action::Up),
            KeyCode::Char('G') | KeyCode::End => self.scroll(Action::Bottom),
            KeyCode::Char('g') | KeyCode::Home => self.scroll(Action::Top),
            _ => {}
        }
        Vec::new()
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Back]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let width = WIDTH.min(area.width.saturating_sub(2));
        self.lay_out(usize::from(width.saturating_sub(4)));
        let rows = self.length().min(usize::from(u16::MAX / 2)) as u16;
        let wanted = sheet::Wanted {
            width,
            height: rows + FOOT + 2,
        };
        let title = look.safe(&self.report.title).into_owned();
        let inner = sheet::draw(frame, area, (&title, wanted), look);
        let body = Rect {
            height: inner.height.saturating_sub(FOOT),
            ..inner
        };
        self.page = usize::from(body.height);
        self.offset = self.offset.min(self.length().saturating_sub(self.page));
        let lines = self.laid.iter().flat_map(|(_, lines)| lines);
        for ((tone, line), row) in lines.skip(self.offset).zip(body.rows()) {
            let line = Line::styled(line.as_str(), look.style(*tone));
            text::put(frame, row, &line);
        }
        let foot = text::below(inner, inner.height.saturating_sub(1));
        text::put(frame, foot, &self.foot(look));
        look.put_cursor(Position::new(inner.x, inner.y), false);
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyEvent, KeyModifiers};
    use ratatui::{Terminal, backend::TestBackend};

    use super::*;
    use crate::tui::theme::Theme;

    fn report(paragraphs: usize, yes: Option<(&'static str, String)>) -> ReportSheet {
        ReportSheet::new(Report {
            title: "To 1.1.0".to_owned(),
            lines: (0..paragraphs)
                .map(|nth| (Tone::Plain, format!("line {nth}")))
                .collect(),
            yes,
        })
    }

    fn drawn(sheet: &mut ReportSheet, (width, height): (u16, u16)) -> String {
        let theme = Theme::mono();
        let mut look = Look::new(&theme, false);
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| sheet.draw(frame, frame.area(), &mut look))
            .unwrap();
        terminal.backend().to_string()
    }

    fn typed(letter: char) -> Typed {
        Typed::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE))
    }

    #[test]
    fn a_long_report_scrolls_to_its_last_line_and_no_further() {
        let mut sheet = report(40, None);
        assert!(drawn(&mut sheet, (40, 12)).contains("32 more lines below"));
        sheet.update(Action::Bottom);
        sheet.update(Action::Down);
        let seen = drawn(&mut sheet, (40, 12));
        assert!(
            seen.contains("line 39") && !seen.contains("more lines"),
            "{seen}"
        );
        assert_eq!(sheet.update(Action::Open), [Wish::Close]);
    }

    #[test]
    fn only_a_yes_agrees() {
        let mut sheet = report(2, Some(("upgrade", "upgrade".to_owned())));
        drawn(&mut sheet, (40, 12));
        assert!(matches!(
            sheet.update(Action::Open).as_slice(),
            [Wish::Note(_)]
        ));
        assert_eq!(sheet.type_into(&typed('n')), [Wish::Close]);
        let agreed = sheet.type_into(&typed('y'));
        assert_eq!(agreed, [Wish::Close, Wish::Choose("upgrade".to_owned())]);
    }

    #[test]
    fn no_size_is_too_small() {
        for size in [(1, 1), (3, 3), (8, 4), (40, 10), (200, 50)] {
            drawn(&mut report(9, None), size);
        }
    }
}
