//! A menu of a screen: one of a few choices, those that cannot be chosen now with the reason. Digits choose at once.

use crossterm::event::KeyCode;
use ratatui::{Frame, layout::Rect, text::Span};

use super::{Overlay, Wish, closes, sheet};
use crate::{
    domain::tone::Tone,
    markdown::width,
    tui::{
        action::Action,
        look::Look,
        screen::{Menu, Typed},
        widgets::{
            list::{Choice, List, Rows},
            text,
        },
    },
};

/// The menu.
#[derive(Debug)]
pub struct Choices {
    menu: Menu,
    list: List,
}

impl Choices {
    /// The menu a screen asked for.
    pub fn new(menu: Menu) -> Self {
        Self {
            menu,
            list: List::default(),
        }
    }

    fn chosen(&self, nth: usize) -> Vec<Wish> {
        match self.menu.choices.get(nth) {
            Some((word, _, None)) => vec![Wish::Close, Wish::Choose(word.clone())],
            Some((_, _, Some(why))) => vec![Wish::Note(why.clone())],
            None => Vec::new(),
        }
    }
}

fn row(
    nth: usize,
    choice: &(String, String, Option<String>),
    look: &Look<'_>,
) -> Vec<Span<'static>> {
    let (_, shown, disabled) = choice;
    let digit = if nth < 9 {
        format!("{} ", nth + 1)
    } else {
        "  ".to_owned()
    };
    let tone = if disabled.is_some() {
        Tone::Muted
    } else {
        Tone::Plain
    };
    let mut spans = vec![
        Span::styled(digit, look.style(Tone::Key)),
        Span::styled(look.safe(shown).into_owned(), look.style(tone)),
    ];
    if let Some(why) = disabled {
        let why = format!(": {}", look.safe(why));
        spans.push(Span::styled(why, look.style(Tone::Muted)));
    }
    spans
}

impl Overlay for Choices {
    fn takes_digits(&self) -> bool {
        true
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        match action {
            Action::Open => self.chosen(self.list.cursor()),
            action if closes(action) => vec![Wish::Close],
            action => {
                self.list.moved(action, self.menu.choices.len());
                Vec::new()
            }
        }
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        let Typed::Key(key) = typed else {
            return Vec::new();
        };
        match key.code {
            KeyCode::Char(digit @ '1'..='9') => self.chosen((digit as usize) - ('1' as usize)),
            _ => Vec::new(),
        }
    }

    fn click(&mut self, nth: usize, _twice: bool) -> Vec<Wish> {
        self.chosen(nth)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let shown = self.menu.choices.iter().map(|(_, shown, why)| {
            width::cells(shown) + why.as_ref().map_or(0, |why| width::cells(why) + 2)
        });
        let longest = shown.max().unwrap_or(0).max(width::cells(&self.menu.title));
        let wanted = sheet::Wanted {
            width: (longest + 9).clamp(24, 100) as u16,
            height: (self.menu.choices.len() + 2).clamp(3, 30) as u16,
        };
        let title = look.safe(&self.menu.title).into_owned();
        let inner = sheet::draw(frame, area, (&title, wanted), look);
        let rows = Rows {
            area: inner,
            length: self.menu.choices.len(),
            lines: 1,
            choice: Choice::Active,
            first_target: 0,
        };
        let choices = &self.menu.choices;
        self.list.draw((frame, look), rows, |nth, cells, look| {
            let spans = choices.get(nth).map(|choice| row(nth, choice, look));
            vec![text::cut(spans.unwrap_or_default(), cells)]
        });
    }
}
