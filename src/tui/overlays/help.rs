//! The keys of this screen first, then those that work everywhere; generated from the one table, filtered with `/`.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Overlay, Wish, closes, sheet};
use crate::{
    domain::tone::Tone,
    fuzzy::Query,
    markdown::width,
    tui::{
        action::Action,
        app::App,
        look::Look,
        screen::{Availability, Scope, Typed},
        widgets::{
            field::Field,
            list::{Choice, List, Rows},
            text,
        },
    },
};

/// Columns the keys take.
const KEY_CELLS: usize = 18;

/// What the palette takes besides actions.
const ARGUMENTS: [(&str, &str); 5] = [
    ("12", "Open decision 12; also `adr LOG/12`, `adr WORDS`"),
    ("import PATH", "Import a decision log from a folder"),
    ("search WORDS", "Search the text of all decisions"),
    (
        "filter LINE",
        "Decisions with status: log: tag: person: or words",
    ),
    ("theme NAME", "Wear a theme"),
];

/// What the mouse does.
const MOUSE: [(&str, &str); 4] = [
    ("click", "Select a row, press a hint of the last line"),
    ("double click", "Open"),
    ("wheel", "Three rows, where the pointer is"),
    ("shift-drag", "Select text: the terminal's own selection"),
];

#[derive(Debug, Clone)]
enum Entry {
    Heading(String),
    Action {
        keys: String,
        about: String,
        disabled: Option<String>,
    },
}

/// The help.
#[derive(Debug)]
pub struct Help {
    title: String,
    entries: Vec<Entry>,
    shown: Vec<usize>,
    list: List,
    field: Option<Field>,
    typing: bool,
}

impl Help {
    /// For the screen of the app.
    pub fn new(app: &App) -> Self {
        let screen = app.screen.breadcrumb().join(" ▸ ");
        let mut entries = vec![Entry::Heading(screen.clone())];
        let scopes = app.screen.scopes();
        entries.extend(of_scopes(app, scopes));
        entries.push(Entry::Heading("Everywhere".to_owned()));
        entries.extend(of_scopes(app, &[Scope::Global]));
        entries.push(Entry::Heading("Without a key, in the palette".to_owned()));
        entries.extend(
            Action::ALL
                .iter()
                .filter(|action| app.start.keymap.keys_in(&app.chain(), **action).is_empty())
                .filter_map(|action| of_action(app, *action, String::new())),
        );
        entries.push(Entry::Heading(
            "In the palette, with an argument".to_owned(),
        ));
        entries.extend(rows(&ARGUMENTS));
        entries.push(Entry::Heading("Mouse".to_owned()));
        entries.extend(rows(&MOUSE));
        let mut help = Self {
            title: format!("Help: {screen}"),
            entries,
            shown: Vec::new(),
            list: List::default(),
            field: None,
            typing: false,
        };
        help.find();
        help
    }

    fn find(&mut self) {
        let typed = self.field.as_ref().map_or("", Field::value);
        let query = Query::new(typed);
        self.shown = (0..self.entries.len())
            .filter(|nth| {
                self.entries.get(*nth).is_some_and(|entry| match entry {
                    Entry::Heading(_) => query.is_empty(),
                    Entry::Action { keys, about, .. } => {
                        keys.split("  ").any(|key| key == typed)
                            || query.score(&format!("{about} {keys}")).is_some()
                    }
                })
            })
            .collect();
        self.list = List::default();
    }

    fn line(&self, nth: usize, cells: usize, look: &Look<'_>) -> Line<'static> {
        let entry = self.shown.get(nth).and_then(|at| self.entries.get(*at));
        match entry {
            Some(Entry::Heading(text)) => {
                Line::from(Span::styled(text.clone(), look.style(Tone::Heading)))
            }
            Some(Entry::Action {
                keys,
                about,
                disabled,
            }) => {
                let mut spans = vec![
                    text::right_cell(keys, KEY_CELLS, look.style(Tone::Key)),
                    Span::raw("  "),
                    Span::raw(about.clone()),
                ];
                if let Some(why) = disabled {
                    let why = format!(" (not now: {why})");
                    spans.push(Span::styled(why, look.style(Tone::Muted)));
                }
                text::cut(spans, cells)
            }
            None => Line::default(),
        }
    }

    /// The whole reason why the chosen key does nothing now, where its row has no room for it.
    fn why_cut(&self, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
        let chosen = self.shown.get(self.list.cursor());
        let entry = chosen.and_then(|at| self.entries.get(*at));
        let Some(Entry::Action {
            disabled: Some(why),
            ..
        }) = entry
        else {
            return Vec::new();
        };
        if entry.is_some_and(|entry| entry.cells() < cells) {
            return Vec::new();
        }
        text::wrapped(&format!("Not now: {why}"), cells, 2)
            .into_iter()
            .map(|line| Line::styled(line, look.style(Tone::Caution)))
            .collect()
    }

    fn leave_field(&mut self) {
        self.typing = false;
        if self
            .field
            .as_ref()
            .is_some_and(|field| field.value().is_empty())
        {
            self.field = None;
        }
    }
}

fn of_scopes(app: &App, scopes: &[Scope]) -> Vec<Entry> {
    let bound = Action::ALL.iter().filter_map(|action| {
        let keys = app.start.keymap.keys_in(scopes, *action);
        (!keys.is_empty()).then(|| of_action(app, *action, keys.join("  ")))
    });
    bound.flatten().collect()
}

fn of_action(app: &App, action: Action, keys: String) -> Option<Entry> {
    let disabled = match app.availability(action) {
        Availability::Ready => None,
        Availability::Disabled(why) => Some(why),
        Availability::Foreign => return None,
    };
    Some(Entry::Action {
        keys,
        about: action.about().to_owned(),
        disabled,
    })
}

fn rows(of: &[(&str, &str)]) -> Vec<Entry> {
    of.iter()
        .map(|(keys, about)| Entry::Action {
            keys: (*keys).to_owned(),
            about: (*about).to_owned(),
            disabled: None,
        })
        .collect()
}

impl Overlay for Help {
    fn is_typing(&self) -> bool {
        self.typing
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        match action {
            Action::Filter => {
                self.field.get_or_insert_default();
                self.typing = true;
            }
            Action::Open if self.typing => self.leave_field(),
            Action::Back if self.field.is_some() => {
                self.field = None;
                self.typing = false;
                self.find();
            }
            Action::Help => return vec![Wish::Close],
            action if closes(action) => return vec![Wish::Close],
            action => {
                self.list.moved(action, self.shown.len());
            }
        }
        Vec::new()
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        if self.field.as_mut().is_some_and(|field| field.take(typed)) {
            self.find();
        }
        Vec::new()
    }

    fn click(&mut self, nth: usize, _twice: bool) -> Vec<Wish> {
        self.list.put(nth);
        Vec::new()
    }

    fn hints(&self) -> Vec<Action> {
        if self.typing {
            vec![Action::Open, Action::Back]
        } else {
            vec![Action::Down, Action::Up, Action::Filter, Action::Back]
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let longest = self.entries.iter().map(Entry::cells).max().unwrap_or(0);
        let wanted = sheet::Wanted {
            width: (longest + 6).clamp(50, 96) as u16,
            height: area.height,
        };
        let mut inner = sheet::draw(frame, area, (&self.title, wanted), look);
        let mut cursor = None;
        if let Some(field) = &self.field {
            field.draw((frame, look), inner, ("/ ", self.typing));
            cursor = look.cursor.filter(|_| self.typing);
            inner = text::below(inner, 1);
        }
        if self.shown.is_empty() {
            let said = ["Nothing here is called so.", "Esc shows every key again."];
            text::nothing_yet(frame, inner, &said, look);
        }
        let why = self.why_cut(usize::from(inner.width), look);
        let above = inner.height.saturating_sub(why.len() as u16);
        text::put_all(frame, text::below(inner, above), &why);
        inner.height = above;
        let rows = Rows {
            area: inner,
            length: self.shown.len(),
            lines: 1,
            choice: Choice::Active,
            first_target: 0,
        };
        let mut list = std::mem::take(&mut self.list);
        list.draw((frame, look), rows, |nth, cells, look| {
            vec![self.line(nth, cells, look)]
        });
        self.list = list;
        if let Some(at) = cursor {
            look.put_cursor(at, true);
        }
    }
}

impl Entry {
    fn cells(&self) -> usize {
        match self {
            Self::Heading(text) => width::cells(text),
            Self::Action {
                about, disabled, ..
            } => {
                let why = disabled.as_ref().map_or(0, |why| width::cells(why) + 12);
                KEY_CELLS + 3 + width::cells(about) + why
            }
        }
    }
}
