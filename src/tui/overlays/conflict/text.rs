//! A text that was edited by two: both joined where that can be, compared, mine over theirs, or theirs. Mine stays in its
//! draft until it is saved.

use std::path::Path;

use crossterm::event::KeyCode;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{besides, said};
use crate::{
    domain::tone::Tone,
    ops::{
        change::{Change, TextEdit},
        view::ConflictView,
    },
    tui::{
        action::Action,
        comparison::Comparison,
        effect::Problem,
        look::Look,
        overlays::{Overlay, Wish, closes, sheet},
        screen::Typed,
        widgets::{
            list::{Choice, List, Rows},
            text,
        },
    },
};

/// What can be done with two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Join,
    Compare,
    Mine,
    Theirs,
}

/// The choice between two texts.
pub(super) struct Text {
    view: ConflictView,
    edit: TextEdit,
    /// Both texts in one, where that can be.
    joined: Option<Vec<u8>>,
    draft: Option<String>,
    comparison: Comparison,
    /// Whether both texts are looked at now.
    compares: bool,
    ways: Vec<Way>,
    list: List,
}

impl Text {
    /// The choice; nothing where only one text is known.
    pub(super) fn new(
        mut view: ConflictView,
        edit: TextEdit,
        draft: Option<&Path>,
    ) -> Option<Self> {
        let texts = view.texts.take()?;
        let mut comparison = Comparison::default();
        comparison.show(texts.compared);
        let mut ways = vec![Way::Compare, Way::Mine, Way::Theirs];
        if texts.joined.is_some() {
            ways.insert(0, Way::Join);
        }
        Some(Self {
            view,
            edit,
            joined: texts.joined,
            draft: draft.map(|path| path.display().to_string()),
            comparison,
            compares: false,
            ways,
            list: List::default(),
        })
    }

    fn shown(&self, way: Way) -> String {
        match way {
            Way::Join => "Join both and save: no line was changed by both".to_owned(),
            Way::Compare => format!("Compare mine with theirs: {}", self.comparison.status()),
            Way::Mine => "Save mine over theirs; history keeps theirs".to_owned(),
            Way::Theirs => "Take theirs; mine stays in its draft".to_owned(),
        }
    }

    /// Why a text cannot be saved now.
    fn why_not(&self, way: Way) -> Option<String> {
        let status = self.view.current.facts.status;
        let saves = matches!(way, Way::Join | Way::Mine);
        (saves && !status.text_is_open()).then(|| format!("it is {status} now, its text is kept"))
    }

    fn take(&mut self, nth: usize) -> Vec<Wish> {
        let Some(way) = self.ways.get(nth).copied() else {
            return Vec::new();
        };
        self.list.put(nth);
        if let Some(why) = self.why_not(way) {
            return vec![Wish::Note(why)];
        }
        match way {
            Way::Join => self.save(self.joined.clone().unwrap_or_default()),
            Way::Mine => self.save(self.edit.bytes.clone()),
            Way::Theirs => self.leave(),
            Way::Compare => {
                self.compares = true;
                Vec::new()
            }
        }
    }

    fn save(&self, bytes: Vec<u8>) -> Vec<Wish> {
        vec![Wish::Save(Change::EditText(TextEdit {
            base: self.view.now,
            bytes,
            ..self.edit.clone()
        }))]
    }

    /// Away without saving: where the text is kept stays on the screen until it was read.
    fn leave(&self) -> Vec<Wish> {
        let (reference, actor) = (&self.view.reference, &self.view.actor);
        let message = format!("nothing was saved: {reference} is as {actor} left it");
        let problem = match &self.draft {
            Some(draft) => Problem::new(
                message,
                format!(
                    "Your text is kept in {draft}; `archdeck adr edit {reference} --file FILE` saves it."
                ),
            ),
            None => Problem::new(message, "Your text was not kept in a file."),
        };
        vec![Wish::Close, Wish::Refuse(problem)]
    }

    fn draw_choice(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let width = area.width.saturating_sub(4).clamp(20, 90);
        let cells = usize::from(width.saturating_sub(4));
        let mut told = vec![said(&self.view, look)];
        told.extend(besides(&self.view));
        if let Some(draft) = &self.draft {
            told.push(format!("Mine is kept in {}.", look.safe(draft)));
        }
        let mut above: Vec<_> = text::wrapped(&told.join(" "), cells, 8)
            .into_iter()
            .map(Line::from)
            .collect();
        above.push(Line::default());
        let wanted = sheet::Wanted {
            width,
            height: (above.len() + self.ways.len() + 2) as u16,
        };
        let title = format!("{}: theirs or mine", look.safe(&self.view.reference));
        let inner = sheet::draw(frame, area, (&title, wanted), look);
        let rows = (self.ways.len() as u16).min(inner.height);
        let head = Rect {
            height: inner.height - rows,
            ..inner
        };
        text::put_all(frame, head, &above);
        let lines: Vec<_> = (0..self.ways.len())
            .map(|nth| self.row(nth, look))
            .collect();
        let rows = Rows {
            area: text::below(inner, head.height.min(above.len() as u16)),
            length: lines.len(),
            lines: 1,
            choice: Choice::Active,
            first_target: 0,
        };
        self.list.draw((frame, look), rows, |nth, cells, _| {
            vec![text::cut(
                lines.get(nth).cloned().unwrap_or_default(),
                cells,
            )]
        });
    }

    fn row(&self, nth: usize, look: &Look<'_>) -> Vec<Span<'static>> {
        let Some(way) = self.ways.get(nth).copied() else {
            return Vec::new();
        };
        let why = self.why_not(way);
        let tone = if why.is_some() {
            Tone::Muted
        } else {
            Tone::Plain
        };
        let why = why.map_or_else(String::new, |why| format!(" ({why})"));
        vec![
            Span::styled(format!("{} ", nth + 1), look.style(Tone::Key)),
            Span::styled(format!("{}{why}", self.shown(way)), look.style(tone)),
        ]
    }

    fn draw_comparison(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let wanted = sheet::Wanted {
            width: area.width,
            height: area.height,
        };
        let reference = look.safe(&self.view.reference);
        let title = format!("{reference}: theirs and mine, {}", self.comparison.status());
        let inner = sheet::draw(frame, area, (&title, wanted), look);
        self.comparison.draw((frame, look), inner, true);
    }
}

impl Overlay for Text {
    fn takes_digits(&self) -> bool {
        !self.compares
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        match action {
            action if self.compares && closes(action) => self.compares = false,
            action if self.compares => {
                self.comparison.moved(action);
            }
            action if closes(action) => return self.leave(),
            Action::Open => return self.take(self.list.cursor()),
            action => {
                self.list.moved(action, self.ways.len());
            }
        }
        Vec::new()
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        let Typed::Key(key) = typed else {
            return Vec::new();
        };
        match key.code {
            KeyCode::Char(digit @ '1'..='9') => self.take((digit as usize) - ('1' as usize)),
            _ => Vec::new(),
        }
    }

    fn click(&mut self, nth: usize, twice: bool) -> Vec<Wish> {
        if self.compares {
            return Vec::new();
        }
        self.list.put(nth.min(self.ways.len().saturating_sub(1)));
        if twice { self.take(nth) } else { Vec::new() }
    }

    fn hints(&self) -> Vec<Action> {
        if self.compares {
            return vec![Action::NextMatch, Action::PreviousMatch, Action::Back];
        }
        vec![Action::Open, Action::Back]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        if self.compares {
            self.draw_comparison(frame, area, look);
        } else {
            self.draw_choice(frame, area, look);
        }
    }
}
