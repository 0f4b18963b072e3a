//! Choosing a theme by looking at it: the whole workbench wears the one under the cursor; Esc puts the old one on again.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{Overlay, Wish, closes, sheet};
use crate::tui::{
    action::Action,
    look::Look,
    theme::Named,
    widgets::list::{Choice, List, Rows},
};

/// The chooser.
#[derive(Debug)]
pub struct Themes {
    names: Vec<String>,
    worn: String,
    list: List,
}

impl Themes {
    /// All themes, and the one that is worn.
    pub fn new(themes: &[Named], worn: &str) -> Self {
        let names: Vec<_> = themes.iter().map(|theme| theme.name.clone()).collect();
        let mut list = List::default();
        list.put(names.iter().position(|name| name == worn).unwrap_or(0));
        Self {
            names,
            worn: worn.to_owned(),
            list,
        }
    }

    fn look_at_it(&self) -> Vec<Wish> {
        let name = self.names.get(self.list.cursor()).cloned();
        name.map(Wish::Wear).into_iter().collect()
    }
}

impl Overlay for Themes {
    fn update(&mut self, action: Action) -> Vec<Wish> {
        if action == Action::Open {
            let name = self.names.get(self.list.cursor()).cloned();
            return [Wish::Close]
                .into_iter()
                .chain(name.map(Wish::Keep))
                .collect();
        }
        if closes(action) {
            return vec![Wish::Wear(self.worn.clone()), Wish::Close];
        }
        self.list.moved(action, self.names.len());
        self.look_at_it()
    }

    fn click(&mut self, nth: usize, twice: bool) -> Vec<Wish> {
        self.list.put(nth);
        if twice {
            self.update(Action::Open)
        } else {
            self.look_at_it()
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let wanted = sheet::Wanted {
            width: 36,
            height: (self.names.len() + 2).clamp(3, 20) as u16,
        };
        let inner = sheet::draw(frame, area, ("Theme", wanted), look);
        let rows = Rows {
            area: inner,
            length: self.names.len(),
            lines: 1,
            choice: Choice::Active,
            first_target: 0,
        };
        let names = &self.names;
        self.list.draw((frame, look), rows, |nth, _, look| {
            let name = names.get(nth).map_or("", String::as_str);
            vec![Line::from(look.safe(name).into_owned())]
        });
    }
}
