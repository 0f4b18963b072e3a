//! The list of decisions, filtered as one types, with the text of the selected one beside it. It must not know how a filter
//! is applied: it asks, and shows the rows it has until the answer comes.

use std::sync::Arc;

use chrono::NaiveDate;
use crossterm::event::KeyCode;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{adr::AdrRow, ids::RecordId},
    ops::{
        filter::{Filter, Sort},
        query::Query,
        reference::LogNames,
        view::{DecisionsView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen, Typed},
        screens::{
            compare,
            editing::Editing,
            facts,
            question::Question,
            reading::{self, Reading},
            working::{self, Working},
        },
        widgets::{field::Field, list::List},
    },
};

mod available;
mod draw;
mod facets;
mod marks;
mod rows;

/// Where the keys act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    List,
    Filter,
    Text,
}

/// The screen.
pub(super) struct Decisions {
    field: Field,
    /// What the field meant when it was last understood.
    filter: Filter,
    /// Why the field is not understood as it stands.
    refused: Option<String>,
    sort: Sort,
    view: Option<DecisionsView>,
    /// The cells of the longest label.
    label_cells: usize,
    list: List,
    /// The record somebody chose; it is found again when the list has changed.
    chosen: Option<RecordId>,
    question: Question,
    editing: Editing,
    working: Working,
    marks: marks::Marks,
    reading: Reading,
    focus: Focus,
    size: (u16, u16),
    as_of: Option<NaiveDate>,
}

impl Decisions {
    /// The list with a filter as it was typed.
    pub(super) fn new(filter: &str) -> Self {
        let mut screen = Self {
            field: Field::with(filter),
            filter: Filter::default(),
            refused: None,
            sort: Sort::default(),
            view: None,
            label_cells: 0,
            list: List::default(),
            chosen: None,
            question: Question::of(Slot::Decisions),
            editing: Editing::new(),
            working: Working::new(),
            marks: marks::Marks::default(),
            reading: Reading::of(Slot::Preview),
            focus: Focus::List,
            size: (0, 0),
            as_of: None,
        };
        screen.understand();
        screen
    }

    /// Reads the field. A word that is not understood is left out, and what is possible is said.
    fn understand(&mut self) {
        let (filter, refused) = facets::understood(self.field.value());
        self.filter = filter;
        self.refused = refused;
    }

    fn ask(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let filter = Filter {
            sort: self.sort,
            descending: matches!(self.sort, Sort::Date | Sort::Changed),
            ..self.filter.clone()
        };
        vec![self.question.ask(Query::Decisions(filter), context)]
    }

    fn set_filter(&mut self, line: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        self.field = Field::with(line);
        self.understand();
        self.ask(context)
    }

    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.shown.len())
    }

    fn total(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.rows.len())
    }

    fn row(&self, nth: usize) -> Option<&AdrRow> {
        let view = self.view.as_ref()?;
        view.rows.get(*view.shown.get(nth)? as usize)
    }

    fn selected(&self) -> Option<&AdrRow> {
        self.row(self.list.cursor())
    }

    fn place_of(&self, id: RecordId) -> Option<usize> {
        (0..self.length()).find(|nth| self.row(*nth).is_some_and(|row| row.id == id))
    }

    fn reference(&self, row: &AdrRow) -> String {
        let logs = self.view.as_ref().map(|view| view.logs.as_slice());
        LogNames::from(logs.unwrap_or_default()).printed(row.log, &row.label)
    }

    fn log_name(&self, row: &AdrRow) -> Option<String> {
        let logs = &self.view.as_ref()?.logs;
        let log = logs.iter().find(|log| log.id == row.log);
        log.map(|log| log.name.clone())
    }

    /// Asks for the text beside the list, where there is room for one.
    fn read_selected(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(pane) = draw::widths(self.size.0, self.has_logs()).text else {
            return Vec::new();
        };
        let Some(id) = self.selected().map(|row| row.id) else {
            self.reading.want_none();
            return Vec::new();
        };
        let wanted = self.reading.want(id, pane.saturating_sub(2), context);
        wanted.into_iter().collect()
    }

    fn has_logs(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.logs.len() > 1)
    }

    fn chose(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.chosen = self.selected().map(|row| row.id);
        self.read_selected(context)
    }

    fn show(&mut self, view: DecisionsView, context: &mut Context<'_>) -> Vec<Outcome> {
        let same_rows = self
            .view
            .as_ref()
            .is_some_and(|old| Arc::ptr_eq(&old.rows, &view.rows));
        if !same_rows {
            self.label_cells = rows::label_cells(&view.rows);
        }
        let last = view.shown.len().saturating_sub(1);
        self.view = Some(view);
        if !same_rows {
            self.prune_marks();
        }
        self.count_marks();
        let place = self.chosen.and_then(|id| self.place_of(id));
        self.list
            .carry_to(place.unwrap_or(self.list.cursor().min(last)));
        self.chosen = self.chosen.or(self.selected().map(|row| row.id));
        self.read_selected(context)
    }

    /// From the last to the first row and the other way: in a filtered list every row is a match.
    fn step_match(&mut self, forward: bool) {
        let count = self.length().max(1);
        let by = if forward { 1 } else { count - 1 };
        self.list.put((self.list.cursor() + by) % count);
    }

    fn open_selected(&mut self) -> Vec<Outcome> {
        self.chosen = self.selected().map(|row| row.id).or(self.chosen);
        match self.focus {
            Focus::Filter => {
                self.focus = Focus::List;
                Vec::new()
            }
            Focus::Text if self.reading.document.link().is_some() => self.reading.follow(),
            Focus::List | Focus::Text => {
                let id = self.selected().map(|row| row.id);
                id.map(|id| Outcome::Go(Place::Record(id)))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// One step back: out of the text, out of the filter, out of the marks.
    fn back(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        if self.focus == Focus::Text {
            self.focus = Focus::List;
            self.reading.document.leave_link();
            return Vec::new();
        }
        let was_typing = self.focus == Focus::Filter;
        self.focus = Focus::List;
        if !self.field.value().is_empty() {
            return self.set_filter("", context);
        }
        if !was_typing {
            self.marks.clear();
        }
        Vec::new()
    }

    fn next_sort(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let place = Sort::ALL.iter().position(|sort| *sort == self.sort);
        let next = place.map_or(0, |place| (place + 1) % Sort::ALL.len());
        self.sort = Sort::ALL.get(next).copied().unwrap_or_default();
        self.ask(context)
    }

    fn move_list(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.moved(action, self.length());
        self.chose(context)
    }

    fn work(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        let mut working = std::mem::replace(&mut self.working, Working::new());
        let outcomes = working.begin(action, self.here(), context);
        self.working = working;
        outcomes
    }

    fn copy_reference(&self) -> Vec<Outcome> {
        if self.focus == Focus::Text {
            return self.reading.copy_reference();
        }
        let reference = self.selected().map(|row| self.reference(row));
        reference.map(reading::copy).unwrap_or_default()
    }

    /// Whether there is nothing to be listed, whatever the filter.
    fn is_empty(&self) -> bool {
        self.view.is_some() && self.total() == 0
    }

    /// Why no decision is selected, and what to do about it.
    fn no_row(&self) -> &'static str {
        match &self.view {
            None => "the list is still loading",
            Some(_) if self.is_empty() => "there are no decisions yet; `:import PATH` reads some",
            Some(_) => "nothing matches the filter; esc shows all",
        }
    }
}

impl Screen for Decisions {
    fn place(&self) -> Place {
        Place::Decisions {
            filter: self.filter.line(),
        }
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Decisions".into()]
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.focus {
            Focus::Text => &[Scope::Document, Scope::Record, Scope::List],
            Focus::List | Focus::Filter => &[Scope::Decisions, Scope::Record, Scope::List],
        }
    }

    fn availability(&self, action: Action) -> Availability {
        let in_text = matches!(
            action,
            Action::NextHeading
                | Action::PreviousHeading
                | Action::NextLink
                | Action::PreviousLink
                | Action::Left
        );
        if in_text && self.focus == Focus::Text {
            return Availability::Ready;
        }
        self.list_availability(action)
    }

    fn hints(&self) -> Vec<Action> {
        match self.focus {
            Focus::Filter => vec![Action::Open, Action::Back],
            Focus::Text => vec![
                Action::NextHeading,
                Action::NextLink,
                Action::Open,
                Action::Back,
            ],
            Focus::List if self.is_empty() => vec![Action::Add, Action::Palette],
            Focus::List if !self.marks.is_empty() => vec![
                Action::Step,
                Action::Tag,
                Action::BuildPacket,
                Action::Compare,
                Action::Mark,
                Action::Unmark,
            ],
            Focus::List if self.field.value().is_empty() => vec![
                Action::Open,
                Action::Filter,
                Action::Add,
                Action::Step,
                Action::EditFacts,
                Action::Link,
            ],
            Focus::List => vec![
                Action::Open,
                Action::Back,
                Action::Filter,
                Action::Facet,
                Action::Step,
                Action::EditFacts,
            ],
        }
    }

    fn status(&self) -> String {
        if self.view.is_none() {
            return "loading…".into();
        }
        let (one, many) = if self.filter.line().is_empty() {
            ("decision", "decisions")
        } else {
            ("match", "matches")
        };
        let placed = facts::placed(self.list.cursor(), self.length(), (one, many));
        match self.marks.told() {
            marked if marked.is_empty() => placed,
            marked => format!("{placed}, {marked}"),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        self.as_of = Some(context.as_of);
        self.reading.forget_question();
        let mut outcomes = self.ask(context);
        outcomes.extend(self.read_selected(context));
        outcomes.extend(self.working.refresh(context));
        outcomes
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::Open => self.open_selected(),
            Action::Back => self.back(context),
            Action::Filter => {
                self.focus = Focus::Filter;
                Vec::new()
            }
            Action::Sort => self.next_sort(context),
            Action::Facet => self.facet_menu(),
            Action::FocusNext | Action::FocusPrevious => {
                self.focus = if self.focus == Focus::Text {
                    Focus::List
                } else {
                    Focus::Text
                };
                Vec::new()
            }
            Action::Right => {
                self.focus = Focus::Text;
                Vec::new()
            }
            Action::Left => {
                self.focus = Focus::List;
                Vec::new()
            }
            Action::NextMatch | Action::PreviousMatch => {
                self.step_match(action == Action::NextMatch);
                self.chose(context)
            }
            Action::Mark => self.mark(context),
            Action::Unmark => {
                self.marks.clear();
                Vec::new()
            }
            Action::Compare => {
                let two = self.two_marked();
                two.map(|(a, b)| Outcome::Go(compare::of_two(a, b)))
                    .into_iter()
                    .collect()
            }
            action if working::is_work(action) => self.work(action, context),
            Action::CopyReference => self.copy_reference(),
            Action::CopyMarkdown => self.reading.copy_markdown(),
            Action::EditText => {
                let id = self.selected().map(|row| row.id);
                id.map(|id| self.editing.begin(id, context))
                    .into_iter()
                    .collect()
            }
            Action::History => {
                let record = self.selected().map(|row| row.id);
                vec![Outcome::Go(Place::Events { record })]
            }
            _ if self.focus == Focus::Text => {
                self.reading.document.moved(action);
                Vec::new()
            }
            _ => self.move_list(action, context),
        }
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        if let Some(outcomes) = self
            .reading
            .receive(&answer)
            .or_else(|| self.editing.receive(&answer))
            .or_else(|| self.working.receive(&answer))
        {
            return outcomes;
        }
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Decisions(view)) => self.show(view, context),
            Ok(_) => Vec::new(),
            Err(problem) => vec![Outcome::Warn(problem)],
        }
    }

    fn is_typing(&self) -> bool {
        self.focus == Focus::Filter
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
        let before = self.filter.clone();
        if self.field.take(&typed) {
            self.understand();
        }
        if self.filter == before {
            return Vec::new();
        }
        self.ask(context)
    }

    fn cursor(&self) -> Option<RecordId> {
        self.chosen
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.chosen = Some(record);
        self.list
            .put(self.place_of(record).unwrap_or(self.list.cursor()));
    }

    fn order(&self) -> Option<&'static str> {
        (self.sort != Sort::default()).then(|| self.sort.word())
    }

    fn put_in_order(&mut self, order: &str) {
        self.sort = order.parse().unwrap_or(self.sort);
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        match self.working.choose(word, context) {
            Some(outcomes) => outcomes,
            None => self.choose_facet(word, context),
        }
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        let done = self.working.submit(form, filled, context);
        done.unwrap_or_else(|| Ok(Vec::new()))
    }

    fn click(&mut self, target: usize, twice: bool, context: &mut Context<'_>) -> Vec<Outcome> {
        self.focus = Focus::List;
        self.list.put(target.min(self.length().saturating_sub(1)));
        let mut outcomes = self.chose(context);
        if twice {
            outcomes.extend(self.open_selected());
        }
        outcomes
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
        self.draw_panes(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
