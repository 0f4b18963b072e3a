//! Facts that were edited by two, field by field: what stood there, theirs, mine. Where only one changed a field, that one is
//! chosen at first; where both did, nobody is.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
};

use super::{besides, said};
use crate::{
    dialect::edit::{FactChange, PeopleRole},
    domain::{adr::Adr, tone::Tone},
    markdown::width,
    ops::{
        change::{Change, FactsEdit},
        view::ConflictView,
    },
    tui::{
        action::Action,
        look::{Look, Target},
        overlays::{Overlay, Wish, closes, sheet},
        screen::Scope,
        widgets::text,
    },
};

/// From so many cells on the versions stand beside each other.
const BESIDE: usize = 64;
/// The cells of the name of a field.
const NAME: usize = 11;
/// The most lines of one version.
const MOST_LINES: usize = 12;

/// Whose version a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Theirs,
    Mine,
}

/// A field that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Date,
    ReviewBy,
    Deciders,
    Consulted,
    Informed,
    Tags,
}

impl Field {
    const ALL: [Self; 7] = [
        Self::Title,
        Self::Date,
        Self::ReviewBy,
        Self::Deciders,
        Self::Consulted,
        Self::Informed,
        Self::Tags,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Date => "date",
            Self::ReviewBy => "review by",
            Self::Deciders => "deciders",
            Self::Consulted => "consulted",
            Self::Informed => "informed",
            Self::Tags => "tags",
        }
    }

    /// The field as a record states it.
    fn of(self, adr: &Adr) -> FactChange {
        let facts = &adr.facts;
        let people = &facts.people;
        match self {
            Self::Title => FactChange::Title(facts.title.clone()),
            Self::Date => FactChange::Date(facts.dates.decided.map(|date| date.date)),
            Self::ReviewBy => FactChange::ReviewBy(facts.dates.review_by.map(|date| date.date)),
            Self::Deciders => FactChange::People(PeopleRole::Deciders, people.deciders.clone()),
            Self::Consulted => FactChange::People(PeopleRole::Consulted, people.consulted.clone()),
            Self::Informed => FactChange::People(PeopleRole::Informed, people.informed.clone()),
            Self::Tags => FactChange::Tags(facts.tags.clone()),
        }
    }

    /// Whether a change is one of this field.
    const fn is_of(self, change: &FactChange) -> bool {
        matches!(
            (self, change),
            (Self::Title, FactChange::Title(_))
                | (Self::Date, FactChange::Date(_))
                | (Self::ReviewBy, FactChange::ReviewBy(_))
                | (Self::Deciders, FactChange::People(PeopleRole::Deciders, _))
                | (
                    Self::Consulted,
                    FactChange::People(PeopleRole::Consulted, _)
                )
                | (Self::Informed, FactChange::People(PeopleRole::Informed, _))
                | (Self::Tags, FactChange::Tags(_))
        )
    }
}

/// The words of a field; none where it is not stated.
fn words(fact: &FactChange) -> String {
    match fact {
        FactChange::Title(title) => title.clone(),
        FactChange::Date(date) | FactChange::ReviewBy(date) => {
            date.map(|date| date.to_string()).unwrap_or_default()
        }
        FactChange::People(_, names) => names.join(", "),
        FactChange::Tags(tags) => tags.join(", "),
        FactChange::Status(_) | FactChange::Link(..) | FactChange::Unlink(..) => String::new(),
    }
}

/// One field that one of the two changed.
struct Row {
    name: &'static str,
    was: String,
    theirs: FactChange,
    mine: FactChange,
    chosen: Option<Whose>,
}

impl Row {
    /// The field in its three versions; nothing where nobody changed it.
    fn of(field: Field, view: &ConflictView, edit: &FactsEdit) -> Option<Self> {
        let (was, theirs) = (field.of(&view.base), field.of(&view.current));
        let edited = edit.facts.iter().rfind(|change| field.is_of(change));
        let mine = edited.unwrap_or(&was).clone();
        let chosen = match (mine == was, theirs == was) {
            (true, true) => return None,
            (false, true) => Some(Whose::Mine),
            (true, false) => Some(Whose::Theirs),
            (false, false) => (mine == theirs).then_some(Whose::Theirs),
        };
        Some(Self {
            name: field.name(),
            was: words(&was),
            theirs,
            mine,
            chosen,
        })
    }
}

/// The choice, field by field.
pub(super) struct Facts {
    view: ConflictView,
    edit: FactsEdit,
    rows: Vec<Row>,
    cursor: usize,
}

impl Facts {
    pub(super) fn new(view: ConflictView, edit: FactsEdit) -> Self {
        let rows: Vec<_> = Field::ALL
            .into_iter()
            .filter_map(|field| Row::of(field, &view, &edit))
            .collect();
        let open = rows.iter().position(|row| row.chosen.is_none());
        Self {
            view,
            edit,
            rows,
            cursor: open.unwrap_or(0),
        }
    }

    fn choose(&mut self, chosen: impl Fn(Option<Whose>) -> Whose) {
        if let Some(row) = self.rows.get_mut(self.cursor) {
            row.chosen = Some(chosen(row.chosen));
        }
    }

    fn save(&mut self) -> Vec<Wish> {
        if let Some(open) = self.rows.iter().position(|row| row.chosen.is_none()) {
            self.cursor = open;
            let name = self.rows.get(open).map_or("", |row| row.name);
            return vec![Wish::Note(format!(
                "both changed the {name}: choose theirs or mine before it is saved"
            ))];
        }
        let mine = self
            .rows
            .iter()
            .filter(|row| row.chosen == Some(Whose::Mine));
        let facts: Vec<_> = mine
            .filter(|row| row.mine != row.theirs)
            .map(|row| row.mine.clone())
            .collect();
        if facts.is_empty() {
            let said = format!(
                "theirs was taken; nothing was left to save of {}",
                self.view.reference
            );
            return vec![Wish::Close, Wish::Note(said)];
        }
        vec![Wish::Save(Change::Facts(FactsEdit {
            base: self.view.now,
            facts,
            ..self.edit.clone()
        }))]
    }

    fn leave(&self) -> Vec<Wish> {
        let said = format!(
            "nothing was saved: {} is as {} left it",
            self.view.reference, self.view.actor
        );
        vec![Wish::Close, Wish::Note(said)]
    }

    /// The lines above and below the rows.
    fn around(&self, cells: usize, look: &Look<'_>) -> (Vec<Line<'static>>, Vec<Line<'static>>) {
        let mut told = vec![said(&self.view, look)];
        told.extend(besides(&self.view));
        if self.view.text_differs {
            told.push(
                "The text besides these facts was changed too and stays as it is now.".to_owned(),
            );
        }
        let wrapped = |said: &str, tone: Tone| -> Vec<Line<'static>> {
            let lines = text::wrapped(said, cells, 4);
            lines
                .into_iter()
                .map(|line| Line::styled(line, look.style(tone)))
                .collect()
        };
        let mut above = wrapped(&told.join(" "), Tone::Plain);
        above.push(Line::default());
        let open = self.rows.iter().filter(|row| row.chosen.is_none()).count();
        let arrows = if look.ascii {
            "<- theirs   -> mine"
        } else {
            "← theirs   → mine"
        };
        let (left, tone) = match open {
            0 => ("every field is decided".to_owned(), Tone::Muted),
            1 => ("1 field is open".to_owned(), Tone::Caution),
            open => (format!("{open} fields are open"), Tone::Caution),
        };
        let mut below = vec![Line::default()];
        below.extend(wrapped(&format!("{arrows}   {left}"), tone));
        (above, below)
    }

    /// The lines of a row: the versions beside each other where there is room, else one below the other.
    fn lines(&self, nth: usize, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
        let Some(row) = self.rows.get(nth) else {
            return Vec::new();
        };
        let marker = if nth == self.cursor {
            look.glyph("▌", ">")
        } else {
            " "
        };
        let marker = Span::styled(marker, look.style(Tone::Accent));
        let parts = parts(row, look);
        let lines = if cells >= BESIDE {
            beside(row.name, &parts, cells - 1)
        } else {
            below_each_other(row.name, &parts, cells.saturating_sub(1))
        };
        lines
            .into_iter()
            .map(|mut spans| {
                spans.insert(0, marker.clone());
                Line::from(spans)
            })
            .collect()
    }

    fn draw_rows(&self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let cells = usize::from(area.width);
        let rows: Vec<_> = (0..self.rows.len())
            .map(|nth| self.lines(nth, cells, look))
            .collect();
        // The row of the cursor is seen whole, as long as it fits.
        let before = |nth: usize| rows.iter().take(nth).map(Vec::len).sum::<usize>();
        let ends = before(self.cursor + 1);
        let skipped = ends
            .saturating_sub(usize::from(area.height))
            .min(before(self.cursor));
        let mut places = area.rows();
        let lines = rows
            .iter()
            .enumerate()
            .flat_map(|(nth, lines)| lines.iter().map(move |line| (nth, line)));
        let mut seen = false;
        for ((nth, line), place) in lines.skip(skipped).zip(&mut places) {
            text::put(frame, place, line);
            look.register(place, Target::Screen(nth));
            if nth == self.cursor && !seen {
                look.put_cursor(Position::new(place.x, place.y), false);
                seen = true;
            }
        }
    }
}

/// A version: what it is called, its mark, its words and their style.
struct Part {
    called: &'static str,
    mark: &'static str,
    words: String,
    style: Style,
}

fn parts(row: &Row, look: &Look<'_>) -> [Part; 3] {
    let part = |called, mark, words: &str, tone| Part {
        called,
        mark,
        words: if words.is_empty() {
            "not stated".to_owned()
        } else {
            look.safe(words).into_owned()
        },
        style: look.style(if words.is_empty() { Tone::Muted } else { tone }),
    };
    let version = |called, whose, fact: &FactChange| {
        let is_chosen = row.chosen == Some(whose);
        let (mark, tone) = if is_chosen {
            (look.glyph("● ", "* "), Tone::Strong)
        } else {
            (look.glyph("○ ", "o "), Tone::Plain)
        };
        part(called, mark, &words(fact), tone)
    };
    [
        part("was", "  ", &row.was, Tone::Muted),
        version("theirs", Whose::Theirs, &row.theirs),
        version("mine", Whose::Mine, &row.mine),
    ]
}

fn beside(name: &str, parts: &[Part; 3], cells: usize) -> Vec<Vec<Span<'static>>> {
    let room = cells.saturating_sub(NAME) / 3;
    let wrapped = parts
        .each_ref()
        .map(|part| text::wrapped(&part.words, room.saturating_sub(3).max(1), MOST_LINES));
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1);
    (0..height)
        .map(|nth| {
            let name = if nth == 0 { name } else { "" };
            let mut spans = vec![Span::raw(width::pad(name, NAME))];
            for (part, lines) in parts.iter().zip(&wrapped) {
                let mark = if nth == 0 { part.mark } else { "  " };
                let words = lines.get(nth).map_or("", String::as_str);
                spans.push(text::cell(&format!("{mark}{words}"), room, part.style));
            }
            spans
        })
        .collect()
}

fn below_each_other(name: &str, parts: &[Part; 3], cells: usize) -> Vec<Vec<Span<'static>>> {
    let mut lines = vec![vec![Span::raw(name.to_owned())]];
    for part in parts {
        let head = format!("{}{:<7}", part.mark, part.called);
        let room = cells.saturating_sub(width::cells(&head)).max(1);
        for (nth, words) in text::wrapped(&part.words, room, MOST_LINES)
            .into_iter()
            .enumerate()
        {
            let head = if nth == 0 { head.as_str() } else { "" };
            lines.push(vec![
                text::cell(head, 9, part.style),
                Span::styled(words, part.style),
            ]);
        }
    }
    lines
}

impl Overlay for Facts {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::Decisions, Scope::List]
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        let last = self.rows.len().saturating_sub(1);
        match action {
            Action::Save => return self.save(),
            action if closes(action) => return self.leave(),
            Action::Left => self.choose(|_| Whose::Theirs),
            Action::Right => self.choose(|_| Whose::Mine),
            Action::Mark | Action::Open => self.choose(|chosen| match chosen {
                Some(Whose::Theirs) => Whose::Mine,
                Some(Whose::Mine) | None => Whose::Theirs,
            }),
            Action::Down | Action::FocusNext => self.cursor = (self.cursor + 1).min(last),
            Action::Up | Action::FocusPrevious => self.cursor = self.cursor.saturating_sub(1),
            Action::Top => self.cursor = 0,
            Action::Bottom => self.cursor = last,
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, nth: usize, twice: bool) -> Vec<Wish> {
        self.cursor = nth.min(self.rows.len().saturating_sub(1));
        if twice {
            return self.update(Action::Open);
        }
        Vec::new()
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Save, Action::Mark, Action::Back]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let title = format!("{}: theirs or mine", look.safe(&self.view.reference));
        let width = area.width.saturating_sub(4).clamp(20, 120);
        let cells = usize::from(width.saturating_sub(4));
        let (above, below) = self.around(cells, look);
        let head = Line::styled(
            if cells >= BESIDE {
                head(cells - 1)
            } else {
                String::new()
            },
            look.style(Tone::Muted),
        );
        let rows: usize = (0..self.rows.len())
            .map(|nth| self.lines(nth, cells, look).len())
            .sum();
        let wanted = sheet::Wanted {
            width,
            height: (above.len() + rows + below.len() + 3) as u16,
        };
        let inner = sheet::draw(frame, area, (&title, wanted), look);
        let drawn = text::put_all(frame, inner, &above);
        let mut inner = text::below(inner, drawn);
        text::put(frame, inner, &head);
        inner = text::below(inner, 1);
        let kept = (below.len() as u16).min(inner.height / 2);
        let rows = Rect {
            height: inner.height - kept,
            ..inner
        };
        self.draw_rows(frame, rows, look);
        text::put_all(frame, text::below(inner, rows.height), &below);
    }
}

fn head(cells: usize) -> String {
    let room = cells.saturating_sub(NAME) / 3;
    let names = ["  WAS", "  THEIRS", "  MINE"].map(|name| width::pad(name, room));
    format!(" {}{}", width::pad("FIELD", NAME), names.concat())
}
