//! The fuzzy jump: type parts of a label or title, Enter opens. The old matches stay until the new ones come.

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
    ops::view::{JumpView, RecordLine},
    tui::{
        action::Action,
        look::Look,
        screen::{Place, Typed},
        widgets::{
            field::Field,
            list::{Choice, List, Rows},
            text,
        },
    },
};

/// The jump.
#[derive(Debug, Default)]
pub struct Jump {
    field: Field,
    view: Option<JumpView>,
    list: List,
}

impl Jump {
    /// A jump with its first matches.
    pub fn with(view: JumpView) -> Self {
        Self {
            field: Field::with(&view.text),
            view: Some(view),
            list: List::default(),
        }
    }

    fn lines(&self) -> &[RecordLine] {
        self.view.as_ref().map_or(&[], |view| &view.lines)
    }

    fn chosen(&self) -> Vec<Wish> {
        match self.lines().get(self.list.cursor()) {
            Some(line) => vec![Wish::Close, Wish::Go(Place::Record(line.id))],
            None => vec![Wish::Note("no decision matches".to_owned())],
        }
    }

    fn row(&self, nth: usize, cells: usize, look: &Look<'_>) -> Line<'static> {
        let Some(line) = self.lines().get(nth) else {
            return Line::default();
        };
        let label_cells = self
            .lines()
            .iter()
            .map(|one| width::cells(&one.reference))
            .max();
        let label_cells = label_cells.unwrap_or(0).min(cells / 3);
        let (glyph, style) = look.mark(line.status);
        let title = look.safe(&line.title);
        let positions = Query::new(self.field.value()).positions(&title);
        let rest = cells.saturating_sub(label_cells + 4);
        let mut spans = vec![
            text::right_cell(
                &look.safe(&line.reference),
                label_cells,
                look.style(Tone::Muted),
            ),
            Span::raw(" "),
            Span::styled(glyph, style),
            Span::raw(" "),
        ];
        spans.extend(text::marked(
            &title,
            &positions.into_iter().collect(),
            rest,
            look.style(Tone::Match),
        ));
        text::cut(spans, cells)
    }
}

impl Overlay for Jump {
    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        match action {
            Action::Open => self.chosen(),
            Action::GoJump => vec![Wish::Close],
            action if closes(action) => vec![Wish::Close],
            action => {
                self.list.moved(action, self.lines().len());
                Vec::new()
            }
        }
    }

    fn type_into(&mut self, typed: &Typed) -> Vec<Wish> {
        if !self.field.take(typed) {
            return Vec::new();
        }
        self.list = List::default();
        vec![Wish::Ask(self.field.value().to_owned())]
    }

    fn click(&mut self, nth: usize, twice: bool) -> Vec<Wish> {
        self.list.put(nth);
        if twice { self.chosen() } else { Vec::new() }
    }

    fn receive(&mut self, view: &JumpView) {
        self.view = Some(view.clone());
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let wanted = sheet::Wanted {
            width: 92,
            height: area.height.saturating_sub(2).min(18),
        };
        let counted = match &self.view {
            Some(view) if view.total == 1 => "Jump to a decision: 1 match".to_owned(),
            Some(view) => format!("Jump to a decision: {} matches", view.total),
            None => "Jump to a decision".to_owned(),
        };
        let inner = sheet::draw(frame, area, (&counted, wanted), look);
        self.field.draw((frame, look), inner, ("> ", true));
        let cursor = look.cursor;
        let below = text::below(inner, 1);
        let rows = Rows {
            area: below,
            length: self.lines().len(),
            lines: 1,
            choice: Choice::Active,
            first_target: 0,
        };
        let mut list = std::mem::take(&mut self.list);
        list.draw((frame, look), rows, |nth, cells, look| {
            vec![self.row(nth, cells, look)]
        });
        self.list = list;
        if let Some(at) = cursor {
            look.put_cursor(at, true);
        }
        if self.view.is_some() && self.lines().is_empty() {
            let none = Span::styled("no decision matches", look.style(Tone::Muted));
            text::put(frame, below, &Line::from(none));
        }
    }
}
