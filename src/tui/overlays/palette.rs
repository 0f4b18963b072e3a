//! Every action in one list, on `:` and Ctrl-P alike: found by its words, its name or its key, shown with the key, and where it
//! cannot be done now, with the reason. A first word such as `adr`, `import` or `theme` takes an argument.

mod command;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use self::command::Command;
use super::{Overlay, Wish, closes, sheet};
use crate::{
    domain::tone::Tone,
    fuzzy::Query,
    markdown::width,
    tui::{
        action::Action,
        app::App,
        look::Look,
        screen::{Availability, Typed},
        widgets::{
            field::Field,
            list::{Choice, List, Rows},
            text,
        },
    },
};

/// Columns the keys take.
const KEY_CELLS: usize = 15;
/// Columns the names of actions take, where there is room.
const ID_CELLS: usize = 23;
/// Columns the longest sentence about an action takes.
const ABOUT_CELLS: usize = 49;

/// An action as the list shows it.
#[derive(Debug, Clone)]
struct Entry {
    action: Action,
    keys: Vec<String>,
    /// Why it cannot be done now.
    disabled: Option<String>,
}

/// A row: what is typed as a command, or an action.
#[derive(Debug, Clone, Copy)]
enum Row {
    Command,
    Action(usize),
}

/// The palette.
#[derive(Debug)]
pub struct Palette {
    field: Field,
    entries: Vec<Entry>,
    themes: Vec<String>,
    command: Option<Command>,
    rows: Vec<Row>,
    list: List,
}

impl Palette {
    /// Every action there is on the screen of the app, with a text already typed.
    pub fn new(app: &App, typed: &str) -> Self {
        let mut palette = Self {
            field: Field::with(typed),
            entries: Action::ALL
                .iter()
                .filter(|action| !matches!(action, Action::Palette))
                .filter_map(|action| entry(app, *action))
                .collect(),
            themes: app
                .start
                .themes
                .iter()
                .map(|one| one.name.clone())
                .collect(),
            command: None,
            rows: Vec::new(),
            list: List::default(),
        };
        palette.find();
        palette
    }

    fn find(&mut self) {
        let typed = self.field.value().trim();
        self.command = Command::read(typed, &self.themes);
        let query = Query::new(typed);
        let mut found: Vec<(i64, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(nth, entry)| Some((score(entry, typed, &query)?, nth)))
            .collect();
        if !query.is_empty() {
            // What can be done now first, among equals in the order of the help.
            found.sort_by_key(|(score, nth)| (-score, *nth));
        }
        if found.is_empty() && self.command.is_none() {
            self.command = Command::decision(typed);
        }
        let command = self.command.iter().map(|_| Row::Command);
        let actions = found.into_iter().map(|(_, nth)| Row::Action(nth));
        self.rows = command.chain(actions).collect();
        self.list = List::default();
    }

    fn chosen(&self) -> Vec<Wish> {
        match self.rows.get(self.list.cursor()) {
            Some(Row::Command) => self
                .command
                .as_ref()
                .map(Command::wishes)
                .unwrap_or_default(),
            Some(Row::Action(nth)) => match self.entries.get(*nth) {
                Some(Entry {
                    disabled: Some(why),
                    ..
                }) => vec![Wish::Note(why.clone())],
                Some(entry) => vec![Wish::Close, Wish::Act(entry.action)],
                None => Vec::new(),
            },
            None => vec![Wish::Note("no action matches".to_owned())],
        }
    }

    fn line(&self, nth: usize, cells: usize, look: &Look<'_>) -> Line<'static> {
        match self.rows.get(nth) {
            Some(Row::Command) => self.command.as_ref().map_or_else(Line::default, |command| {
                text::cut(command.spans(look), cells)
            }),
            Some(Row::Action(nth)) => self.entries.get(*nth).map_or_else(Line::default, |entry| {
                entry.line(self.field.value(), cells, look)
            }),
            None => Line::default(),
        }
    }
}

fn entry(app: &App, action: Action) -> Option<Entry> {
    let disabled = match app.availability(action) {
        Availability::Ready => None,
        Availability::Disabled(why) => Some(why),
        Availability::Foreign => return None,
    };
    Some(Entry {
        action,
        keys: app.start.keymap.keys_in(&app.chain(), action),
        disabled,
    })
}

/// How well an entry answers; a key typed as it is written answers best.
fn score(entry: &Entry, typed: &str, query: &Query) -> Option<i64> {
    if entry.keys.iter().any(|key| key == typed) {
        return Some(i64::MAX);
    }
    let haystack = format!("{} {}", entry.action.about(), entry.action.id());
    let bonus = i64::from(entry.disabled.is_none());
    query.score(&haystack).map(|score| score * 2 + bonus)
}

impl Entry {
    fn line(&self, typed: &str, cells: usize, look: &Look<'_>) -> Line<'static> {
        let keys = self.keys.join("  ");
        let key_cells = KEY_CELLS.min(cells / 3);
        let id = self.action.id();
        // The name of an action is for the keymap; what it does, or why not now, is never cut for it.
        let fits = cells >= ABOUT_CELLS + ID_CELLS + key_cells + 2;
        let id_cells = if fits && self.disabled.is_none() {
            ID_CELLS
        } else {
            0
        };
        let about_cells = cells.saturating_sub(key_cells + id_cells + 2);
        let positions = Query::new(typed).positions(self.action.about());
        let mut spans = text::marked(
            self.action.about(),
            &positions.into_iter().collect(),
            about_cells,
            look.style(Tone::Match),
        );
        if let Some(why) = &self.disabled {
            let shown = format!("{} (not now: {why})", self.action.about());
            let shown = width::truncate(&shown, about_cells).into_owned();
            spans = vec![Span::styled(shown, look.style(Tone::Muted))];
        }
        let used: usize = spans.iter().map(|span| width::cells(&span.content)).sum();
        spans.push(Span::raw(" ".repeat(about_cells.saturating_sub(used) + 1)));
        spans.push(text::cell(id, id_cells, look.style(Tone::Muted)));
        spans.push(text::right_cell(
            &keys,
            key_cells + 1,
            look.style(Tone::Key),
        ));
        Line::from(spans)
    }
}

impl Overlay for Palette {
    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        match action {
            Action::Open => self.chosen(),
            Action::Palette => vec![Wish::Close],
            action if closes(action) => vec![Wish::Close],
            action => {
                self.list.moved(action, self.rows.len());
                Vec::new()
            }
        }
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        if self.field.take(typed) {
            self.find();
        }
        Vec::new()
    }

    fn click(&mut self, nth: usize, twice: bool) -> Vec<Wish> {
        self.list.put(nth);
        if twice { self.chosen() } else { Vec::new() }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let wanted = sheet::Wanted {
            width: 96,
            height: area.height.saturating_sub(2).min(22),
        };
        let inner = sheet::draw(frame, area, ("All actions", wanted), look);
        self.field.draw((frame, look), inner, (":", true));
        let cursor = look.cursor;
        let below = text::below(inner, 1);
        let rows = Rows {
            area: below,
            length: self.rows.len(),
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
        if self.rows.is_empty() {
            let none = Span::styled("no action matches", look.style(Tone::Muted));
            text::put(frame, below, &Line::from(none));
        }
    }
}
