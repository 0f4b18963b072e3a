//! The systems, filtered as one types, with what is known of the selected one beside them. It must not know how a filter is
//! applied or a verdict computed: it asks.

use chrono::NaiveDate;
use crossterm::event::KeyCode;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        query::Query,
        systems::{SystemLine, SystemView, SystemsView},
        view::View,
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen, Typed},
        screens::{facts, question::Question, reading},
        widgets::{field::Field, list::List},
    },
};

pub(in crate::tui::screens) mod act;
mod draw;
mod facets;
mod forms;
mod order;

use act::Working;
use order::Order;

/// Where the keys act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    List,
    Filter,
}

/// The screen.
pub(super) struct Systems {
    field: Field,
    /// Why the field is not understood as it stands.
    refused: Option<String>,
    order: Order,
    view: Option<SystemsView>,
    list: List,
    /// The system somebody chose; it is found again when the list has changed.
    chosen: Option<RecordId>,
    question: Question,
    /// The selected system, as far as it is known.
    summary: Option<Box<SystemView>>,
    summary_question: Question,
    /// The system that was asked for last.
    asked: Option<RecordId>,
    /// What is to be done with the selected system as soon as it is known.
    pending: Option<Action>,
    working: Working,
    focus: Focus,
    size: (u16, u16),
}

impl Systems {
    /// The list with a filter as it was typed.
    pub(super) fn new(filter: &str) -> Self {
        Self {
            field: Field::with(filter),
            refused: None,
            order: Order::default(),
            view: None,
            list: List::default(),
            chosen: None,
            question: Question::of(Slot::Systems),
            summary: None,
            summary_question: Question::of(Slot::System),
            asked: None,
            pending: None,
            working: Working::new(),
            focus: Focus::List,
            size: (0, 0),
        }
    }

    fn ask(&mut self, context: &mut Context<'_>) -> Outcome {
        let filter = self.field.value().trim().to_owned();
        self.question.ask(Query::Systems { filter }, context)
    }

    fn set_filter(&mut self, line: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        self.field = Field::with(line);
        vec![self.ask(context)]
    }

    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.lines.len())
    }

    fn total(&self) -> u64 {
        self.view.as_ref().map_or(0, |view| view.total)
    }

    fn is_empty(&self) -> bool {
        self.view.is_some() && self.total() == 0
    }

    fn selected(&self) -> Option<&SystemLine> {
        self.view.as_ref()?.lines.get(self.list.cursor())
    }

    /// What is known of the selected system, where that was told.
    fn summary_of_selected(&self) -> Option<&SystemView> {
        let id = self.selected()?.id;
        let summary = self.summary.as_deref();
        summary.filter(|summary| summary.system.id == id)
    }

    fn show(&mut self, mut view: SystemsView, context: &mut Context<'_>) -> Vec<Outcome> {
        self.order.put(&mut view.lines);
        let wanted = self.chosen.or_else(|| self.selected().map(|line| line.id));
        let place = view.lines.iter().position(|line| Some(line.id) == wanted);
        let last = view.lines.len().saturating_sub(1);
        self.list
            .carry_to(place.unwrap_or(self.list.cursor().min(last)));
        self.refused = None;
        self.view = Some(view);
        self.read_selected(context)
    }

    /// Asks for what is known of the selected system where there is room for it.
    fn read_selected(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let selected = self.selected().map(|line| line.id);
        let wanted = selected.filter(|_| draw::summary_width(self.size.0).is_some());
        let Some(id) = wanted.filter(|id| self.asked != Some(*id)) else {
            return Vec::new();
        };
        self.asked = Some(id);
        vec![self.summary_question.ask(Query::System(id), context)]
    }

    fn chose(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.chosen = self.selected().map(|line| line.id);
        self.read_selected(context)
    }

    fn move_list(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.moved(action, self.length());
        self.chose(context)
    }

    fn open(&mut self) -> Vec<Outcome> {
        if self.focus == Focus::Filter {
            self.focus = Focus::List;
            return Vec::new();
        }
        let place = self.selected().map(|line| Place::System(line.id));
        place.map(Outcome::Go).into_iter().collect()
    }

    /// One step back: out of the field, which empties it.
    fn back(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.focus = Focus::List;
        if self.field.value().is_empty() {
            return Vec::new();
        }
        self.refused = None;
        self.set_filter("", context)
    }

    /// Does something with the selected system; where it is not known yet, as soon as it is.
    fn work(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(id) = self.selected().map(|line| line.id) else {
            return Vec::new();
        };
        if self.summary_of_selected().is_some() && !self.summary_question.is_open() {
            return self.begin(action);
        }
        self.pending = Some(action);
        self.asked = Some(id);
        vec![self.summary_question.ask(Query::System(id), context)]
    }

    fn begin(&mut self, action: Action) -> Vec<Outcome> {
        match &self.summary {
            Some(view) => self.working.begin(action, view),
            None => Vec::new(),
        }
    }

    fn show_summary(&mut self, view: Box<SystemView>) -> Vec<Outcome> {
        let is_selected = self.selected().map(|line| line.id) == Some(view.system.id);
        self.summary = Some(view);
        match self.pending.take().filter(|_| is_selected) {
            Some(action) => self.begin(action),
            None => Vec::new(),
        }
    }

    fn closed_on(&self) -> Option<NaiveDate> {
        self.selected().and_then(|line| line.closed_on)
    }

    /// Why no system is selected, and what to do about it.
    fn no_row(&self) -> &'static str {
        match &self.view {
            None => "the list is still loading",
            Some(_) if self.is_empty() => "there are no systems yet; a registers one",
            Some(_) => "nothing matches the filter; esc shows all",
        }
    }

    fn next_order(&mut self) {
        self.order = self.order.next();
        let selected = self.selected().map(|line| line.id);
        if let Some(view) = &mut self.view {
            self.order.put(&mut view.lines);
            let place = view.lines.iter().position(|line| Some(line.id) == selected);
            self.list.carry_to(place.unwrap_or(0));
        }
    }
}

fn when(is_ready: bool, why: &str) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
}

impl Screen for Systems {
    fn place(&self) -> Place {
        Place::Systems {
            filter: self.field.value().trim().to_owned(),
        }
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Systems".to_owned()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Systems, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        let has_row = self.selected().is_some();
        match action {
            Action::AddSystem => when(self.view.is_some(), "the list is still loading"),
            Action::ImportSystems => Availability::Ready,
            Action::Filter | Action::Sort | Action::Facet => when(self.total() > 0, self.no_row()),
            Action::Back if self.focus == Focus::Filter || !self.field.value().is_empty() => {
                Availability::Ready
            }
            Action::Open => when(has_row || self.focus == Focus::Filter, self.no_row()),
            action if act::is_work(action) => {
                if has_row {
                    act::availability(action, self.closed_on())
                } else {
                    when(false, self.no_row())
                }
            }
            Action::Right
            | Action::History
            | Action::CopyReference
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => when(has_row, self.no_row()),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        match self.focus {
            Focus::Filter => vec![Action::Open, Action::Back],
            Focus::List if self.total() == 0 => vec![Action::AddSystem, Action::ImportSystems],
            Focus::List if self.field.value().is_empty() => vec![
                Action::Open,
                Action::AddSystem,
                Action::EditSystem,
                Action::Filter,
                Action::Facet,
                Action::EnterStage,
            ],
            Focus::List => vec![
                Action::Open,
                Action::Back,
                Action::Filter,
                Action::Facet,
                Action::EditSystem,
            ],
        }
    }

    fn status(&self) -> String {
        if self.view.is_none() {
            return "loading…".to_owned();
        }
        let words = if self.field.value().is_empty() {
            ("system", "systems")
        } else {
            ("match", "matches")
        };
        facts::placed(self.list.cursor(), self.length(), words)
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        self.asked = None;
        let mut outcomes = vec![self.ask(context)];
        outcomes.extend(self.read_selected(context));
        outcomes
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::Open | Action::Right => self.open(),
            Action::Back => self.back(context),
            Action::Filter => {
                self.focus = Focus::Filter;
                Vec::new()
            }
            Action::Sort => {
                self.next_order();
                self.chose(context)
            }
            Action::Facet => self.facet_menu(),
            Action::AddSystem => {
                let choices = self.view.as_ref().map(|view| view.choices.clone());
                self.working.register(&choices.unwrap_or_default())
            }
            Action::ImportSystems => Working::import(),
            Action::History => {
                let record = self.selected().map(|line| line.id);
                vec![Outcome::Go(Place::Events { record })]
            }
            Action::CopyReference => {
                let label = self.selected().map(|line| line.label.clone());
                label.map(reading::copy).unwrap_or_default()
            }
            action if act::is_work(action) => self.work(action, context),
            _ => self.move_list(action, context),
        }
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        if let Some(outcomes) = self.working.receive(&answer) {
            return outcomes;
        }
        let is_list = self.question.is_answered_by(&answer);
        let is_summary = self.summary_question.is_answered_by(&answer);
        match answer.view {
            Ok(View::Systems(view)) if is_list => self.show(*view, context),
            Ok(View::System(view)) if is_summary => self.show_summary(view),
            // A filter that is not understood yet keeps what is shown; why stands below the field.
            Err(problem) if is_list && !self.field.value().is_empty() => {
                self.refused = Some(problem.message);
                Vec::new()
            }
            Err(problem) if is_list || is_summary => {
                self.pending = None;
                vec![Outcome::Warn(problem)]
            }
            Ok(_) | Err(_) => Vec::new(),
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
        if self.field.take(&typed) {
            return vec![self.ask(context)];
        }
        Vec::new()
    }

    fn cursor(&self) -> Option<RecordId> {
        self.chosen.or_else(|| self.selected().map(|line| line.id))
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.chosen = Some(record);
    }

    fn order(&self) -> Option<&'static str> {
        (self.order != Order::default()).then(|| self.order.word())
    }

    fn put_in_order(&mut self, order: &str) {
        self.order = Order::of_word(order).unwrap_or(self.order);
    }

    fn system(&self) -> Option<RecordId> {
        self.selected().map(|line| line.id)
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
        self.working.submit(form, filled, context)
    }

    fn click(&mut self, target: usize, twice: bool, context: &mut Context<'_>) -> Vec<Outcome> {
        self.focus = Focus::List;
        self.list.put(target.min(self.length().saturating_sub(1)));
        let mut outcomes = self.chose(context);
        if twice {
            outcomes.extend(self.open());
        }
        outcomes
    }

    fn roll(&mut self, _pane: usize, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.move_list(action, context)
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_panes(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
