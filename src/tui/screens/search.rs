//! Full-text search over all decisions: a field, what was found with a piece of its text, and the record beside it. It must
//! not know how the texts are searched.

use crossterm::event::KeyCode;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        query::Query,
        view::{HitLine, SearchView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Outcome, Place, Scope, Screen, Typed},
        screens::{
            facts,
            question::Question,
            reading::{self, Reading},
        },
        widgets::{field::Field, list::List},
    },
};

mod draw;

/// Fewer letters find nearly everything.
const LETTERS_LEAST: usize = 3;
/// The most hits asked for.
const HITS_MOST: usize = 200;

/// The screen.
pub(super) struct Search {
    field: Field,
    typing: bool,
    view: Option<SearchView>,
    list: List,
    /// The record the cursor is to be put on as soon as it is found.
    wanted: Option<RecordId>,
    question: Question,
    reading: Reading,
    size: (u16, u16),
}

impl Search {
    /// The search for some words; with none the field waits for them.
    pub(super) fn new(text: &str) -> Self {
        Self {
            field: Field::with(text),
            typing: text.is_empty(),
            view: None,
            list: List::default(),
            wanted: None,
            question: Question::of(Slot::Search),
            reading: Reading::of(Slot::SearchPreview),
            size: (0, 0),
        }
    }

    fn text(&self) -> &str {
        self.field.value().trim()
    }

    fn is_long_enough(&self) -> bool {
        self.text().chars().count() >= LETTERS_LEAST
    }

    fn ask(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        if !self.is_long_enough() {
            self.question.drop_it();
            self.view = None;
            self.reading.want_none();
            return Vec::new();
        }
        let query = Query::Search {
            text: self.text().to_owned(),
            limit: HITS_MOST,
        };
        vec![self.question.ask(query, context)]
    }

    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.hits.len())
    }

    fn selected(&self) -> Option<&HitLine> {
        self.view.as_ref()?.hits.get(self.list.cursor())
    }

    fn read_selected(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(pane) = draw::text_width(self.size.0) else {
            return Vec::new();
        };
        let Some(id) = self.selected().map(|hit| hit.record.id) else {
            self.reading.want_none();
            return Vec::new();
        };
        let wanted = self.reading.want(id, pane, context);
        wanted.into_iter().collect()
    }

    fn show(&mut self, view: SearchView, context: &mut Context<'_>) -> Vec<Outcome> {
        let same_words = self.view.as_ref().is_some_and(|old| old.text == view.text);
        let kept = self.cursor().filter(|_| same_words);
        let wanted = self.wanted.take().or(kept);
        let is_it = |hit: &HitLine| Some(hit.record.id) == wanted;
        self.list.put(view.hits.iter().position(is_it).unwrap_or(0));
        self.view = Some(view);
        self.read_selected(context)
    }

    fn open(&self) -> Vec<Outcome> {
        let id = self.selected().map(|hit| hit.record.id);
        id.map(|id| Outcome::Go(Place::Record(id)))
            .into_iter()
            .collect()
    }

    fn move_list(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.moved(action, self.length());
        self.read_selected(context)
    }

    /// Marks in the text beside the list what was searched for and goes there.
    fn mark_words(&mut self) {
        let found = self.view.as_ref().map(|view| view.text.clone());
        let text = found.unwrap_or_default();
        self.reading.document.find(&text);
        let whole = self
            .reading
            .document
            .found()
            .is_some_and(|(_, _, count)| count > 0);
        if let (false, Some(first)) = (whole, text.split_whitespace().next()) {
            self.reading.document.find(first);
        }
    }
}

impl Screen for Search {
    fn place(&self) -> Place {
        Place::Search {
            text: self.text().to_owned(),
        }
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Search".into()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Record, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::Filter => Availability::Ready,
            Action::CopyMarkdown if self.length() > 0 => {
                let shown = self.cursor().and_then(|id| self.reading.view_of(id));
                shown.map_or_else(
                    || Availability::Disabled(reading::MARKDOWN_WHEN_OPEN.into()),
                    |_| Availability::Ready,
                )
            }
            Action::Back if self.typing && self.length() > 0 => Availability::Ready,
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
            | Action::NextMatch
            | Action::PreviousMatch
            | Action::CopyReference
            | Action::CopyMarkdown
            | Action::History
            | Action::Right
            | Action::Open => {
                if self.length() > 0 {
                    Availability::Ready
                } else {
                    Availability::Disabled("nothing is found yet".into())
                }
            }
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.typing {
            vec![Action::Open, Action::Down, Action::Back]
        } else {
            vec![Action::Open, Action::Filter, Action::CopyReference]
        }
    }

    fn status(&self) -> String {
        match &self.view {
            Some(view) => facts::placed(self.list.cursor(), view.hits.len(), ("hit", "hits")),
            None if self.question.is_open() => "searching…".into(),
            None => String::new(),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        self.reading.forget_question();
        let mut outcomes = self.ask(context);
        outcomes.extend(self.read_selected(context));
        outcomes
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::Open | Action::Right => return self.open(),
            Action::Filter => self.typing = true,
            Action::Back => self.typing = false,
            Action::NextMatch | Action::PreviousMatch => {
                let by = if action == Action::NextMatch {
                    Action::Down
                } else {
                    Action::Up
                };
                return self.move_list(by, context);
            }
            Action::CopyReference => {
                let reference = self.selected().map(|hit| hit.record.reference.clone());
                return reference.map(reading::copy).unwrap_or_default();
            }
            Action::CopyMarkdown => return self.reading.copy_markdown(),
            Action::History => {
                let record = self.cursor();
                return vec![Outcome::Go(Place::Events { record })];
            }
            _ => {
                self.typing = false;
                return self.move_list(action, context);
            }
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        if let Some(outcomes) = self.reading.receive(&answer) {
            self.mark_words();
            return outcomes;
        }
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Search(view)) => self.show(view, context),
            Ok(_) => Vec::new(),
            Err(problem) => vec![Outcome::Warn(problem)],
        }
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn type_into(&mut self, typed: Typed, context: &mut Context<'_>) -> Vec<Outcome> {
        if let Typed::Key(key) = &typed {
            let action = match key.code {
                KeyCode::Enter => Some(Action::Open),
                KeyCode::Esc => Some(Action::Back),
                KeyCode::Down => Some(Action::Down),
                KeyCode::Up => Some(Action::Up),
                _ => None,
            };
            if let Some(action) = action {
                return self.update(action, context);
            }
        }
        if self.field.take(&typed) {
            return self.ask(context);
        }
        Vec::new()
    }

    fn cursor(&self) -> Option<RecordId> {
        self.selected().map(|hit| hit.record.id)
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.wanted = Some(record);
    }

    fn click(&mut self, target: usize, twice: bool, context: &mut Context<'_>) -> Vec<Outcome> {
        self.typing = false;
        self.list.put(target.min(self.length().saturating_sub(1)));
        if twice {
            return self.open();
        }
        self.read_selected(context)
    }

    fn roll(&mut self, pane: usize, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        if pane == draw::TEXT {
            self.reading.document.moved(action);
            return Vec::new();
        }
        self.move_list(action, context)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_search(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
