//! One line to type into. It keeps what was typed as it was typed; only what is drawn is made safe.

use crossterm::event::Event;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};
use tui_input::{Input, InputRequest, backend::crossterm::to_input_request};

use crate::{
    domain::{text::LINE_LIMIT, tone::Tone},
    markdown::width,
    tui::{look::Look, screen::Typed, widgets::text},
};

/// A text field and its cursor.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: Input,
}

impl Field {
    /// A field that holds a text, with the cursor behind it.
    pub fn with(text: &str) -> Self {
        Self {
            input: Input::new(text.to_owned()),
        }
    }

    /// What was typed.
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Takes an editing key or pasted text in; whether the value changed.
    pub fn take(&mut self, typed: &Typed) -> bool {
        match typed {
            Typed::Key(key) => to_input_request(&Event::Key(*key))
                .filter(|request| {
                    self.has_room() || !matches!(request, InputRequest::InsertChar(_))
                })
                .and_then(|request| self.input.handle(request))
                .is_some_and(|changed| changed.value),
            Typed::Paste(pasted) => self.paste(pasted),
        }
    }

    fn has_room(&self) -> bool {
        self.value().chars().count() < LINE_LIMIT
    }

    /// Line breaks stay line breaks of the text: drawn as `⏎`, never a command.
    fn paste(&mut self, pasted: &str) -> bool {
        let pasted = pasted.replace("\r\n", "\n").replace('\r', "\n");
        let room = LINE_LIMIT.saturating_sub(self.value().chars().count());
        let at = self.input.cursor();
        let before: String = self.value().chars().take(at).collect();
        let after: String = self.value().chars().skip(at).collect();
        let taken: String = pasted.trim_end_matches('\n').chars().take(room).collect();
        let cursor = at + taken.chars().count();
        self.input = Input::new(format!("{before}{taken}{after}")).with_cursor(cursor);
        !taken.is_empty()
    }

    /// Draws what stands before the field, then the text; where the text is longer than the room, the part at the cursor.
    pub fn draw(
        &self,
        (frame, look): (&mut Frame<'_>, &mut Look<'_>),
        area: Rect,
        (prompt, focused): (&str, bool),
    ) {
        let prompt_cells = width::cells(prompt);
        let room = usize::from(area.width).saturating_sub(prompt_cells + 1);
        let before: String = self.value().chars().take(self.input.cursor()).collect();
        let before = width::cells(&look.safe(&before));
        let skipped = before.saturating_sub(room);
        let safe = look.safe(self.value());
        let shown = width::split(width::split(&safe, skipped).1, room + 1)
            .0
            .to_owned();
        let tone = if focused { Tone::Accent } else { Tone::Muted };
        let line = Line::from(vec![
            Span::styled(prompt.to_owned(), look.style(tone)),
            Span::raw(shown),
        ]);
        text::put(frame, area, &line);
        let x = area
            .x
            .saturating_add((prompt_cells + before - skipped) as u16);
        if focused && !area.is_empty() {
            look.put_cursor(
                Position::new(x.min(area.right().saturating_sub(1)), area.y),
                true,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use ratatui::{Terminal, backend::TestBackend};

    use super::*;
    use crate::tui::theme::Theme;

    fn key(field: &mut Field, code: KeyCode, modifiers: KeyModifiers) -> bool {
        field.take(&Typed::Key(KeyEvent::new(code, modifiers)))
    }

    fn picture(field: &Field, cells: u16) -> (String, Option<Position>) {
        let theme = Theme::mono();
        let mut look = Look::new(&theme, false);
        let mut terminal = Terminal::new(TestBackend::new(cells, 1)).unwrap();
        terminal
            .draw(|frame| {
                let area = frame.area();
                field.draw((frame, &mut look), area, ("/ ", true));
            })
            .unwrap();
        (
            terminal.backend().to_string().trim_end().to_owned(),
            look.cursor,
        )
    }

    #[test]
    fn words_and_the_line_are_taken_away_as_in_a_shell() {
        let mut field = Field::with("vector store");
        assert!(key(&mut field, KeyCode::Char('w'), KeyModifiers::CONTROL));
        assert_eq!(field.value(), "vector ");
        assert!(!key(&mut field, KeyCode::Home, KeyModifiers::NONE));
        assert!(key(&mut field, KeyCode::Char('V'), KeyModifiers::SHIFT));
        assert_eq!(field.value(), "Vvector ");
        assert!(key(&mut field, KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(field.value(), "");
        assert!(!key(&mut field, KeyCode::Backspace, KeyModifiers::NONE));
    }

    #[test]
    fn pasted_lines_stay_one_line_of_text() {
        let mut field = Field::with("a");
        assert!(field.take(&Typed::Paste("one\r\ntwo\nq\n".into())));
        assert_eq!(field.value(), "aone\ntwo\nq");
        assert_eq!(
            picture(&field, 20),
            (
                "\"/ aone⏎two⏎q        \"".into(),
                Some(Position::new(12, 0))
            )
        );
    }

    #[test]
    fn a_text_longer_than_the_field_is_shown_at_its_cursor() {
        let mut field = Field::with("abcdefghij");
        assert_eq!(
            picture(&field, 8),
            ("\"/ fghij \"".into(), Some(Position::new(7, 0)))
        );
        key(&mut field, KeyCode::Home, KeyModifiers::NONE);
        assert_eq!(
            picture(&field, 8),
            ("\"/ abcdef\"".into(), Some(Position::new(2, 0)))
        );
        for cells in 1..4 {
            picture(&Field::with("設計書"), cells);
        }
    }

    #[test]
    fn a_field_takes_no_more_than_a_line_may_hold() {
        let mut field = Field::default();
        field.take(&Typed::Paste("x".repeat(10_000)));
        assert_eq!(field.value().len(), LINE_LIMIT);
        assert!(!key(&mut field, KeyCode::Char('y'), KeyModifiers::NONE));
    }
}
