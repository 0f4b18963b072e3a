//! The gate board of one system: the verdict with its first reason, the gates and their items, and beside them the shortest way
//! to GO, what was issued, who signed, which waivers count. It must not know how any of it is judged.

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{
        gate::Gate,
        ids::RecordId,
        readiness::{GateState, ItemState},
    },
    ops::{
        query::Query,
        view::{PeopleView, ReadinessView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Effect, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen},
        screens::{facts, question::Question},
        widgets::list::List,
    },
};

mod act;
mod board;
mod draw;
mod forms;
mod head;
mod way;

use way::Lead;

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    /// The gates.
    Gates,
    /// The items of the gate that was opened.
    Items,
    /// The way to GO and what stands below it.
    Way,
}

impl Focus {
    /// The number of the first row of this list when it is clicked.
    const fn first_target(self) -> usize {
        self as usize * 1_000_000
    }
}

/// The screen.
pub(super) struct Readiness {
    id: RecordId,
    view: Option<Box<ReadinessView>>,
    /// Why it could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    people: Option<PeopleView>,
    people_question: Question,
    /// Another day than today that is looked at.
    day: Option<NaiveDate>,
    /// The day it is really.
    today: Option<NaiveDate>,
    gates: List,
    items: List,
    way: List,
    /// The rows of the way as they were drawn last: where each leads, and whether the cursor stops there.
    stops: Vec<(Option<Lead>, way::Stop)>,
    focus: Focus,
    /// Whether the items of a gate are listed.
    opened: bool,
    /// What was looked at when a form was opened.
    seen: Option<act::Seen>,
    size: (u16, u16),
}

impl Readiness {
    /// The board of this system.
    pub(super) fn new(id: RecordId) -> Self {
        Self {
            id,
            view: None,
            failed: None,
            question: Question::of(Slot::Readiness),
            people: None,
            people_question: Question::of(Slot::People),
            day: None,
            today: None,
            gates: List::default(),
            items: List::default(),
            way: List::default(),
            stops: Vec::new(),
            focus: Focus::Gates,
            opened: false,
            seen: None,
            size: (0, 0),
        }
    }

    fn ask(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.today = Some(context.as_of);
        let query = Query::Readiness {
            system: self.id,
            as_of: self.day,
        };
        vec![self.question.ask(query, context)]
    }

    fn gate(&self) -> Option<&GateState> {
        self.view.as_ref()?.computed.gates.get(self.gates.cursor())
    }

    /// The items of the gate the cursor is on, the worst first.
    fn items(&self) -> Vec<&ItemState> {
        match (&self.view, self.gate()) {
            (Some(view), Some(gate)) => board::items_of(&view.computed, gate.gate),
            _ => Vec::new(),
        }
    }

    fn item(&self) -> Option<&ItemState> {
        self.items().get(self.items.cursor()).copied()
    }

    fn length(&self, focus: Focus) -> usize {
        match focus {
            Focus::Gates => self
                .view
                .as_ref()
                .map_or(0, |view| view.computed.gates.len()),
            Focus::Items => self.items().len(),
            Focus::Way => self.stops.len(),
        }
    }

    /// What came takes the place of what was; the cursor stays on its gate and item.
    fn show(&mut self, view: Box<ReadinessView>) {
        let gate = self.gate().map(|gate| gate.gate);
        let item = self.item().map(|item| item.item.clone());
        let is_first = self.view.is_none();
        self.failed = None;
        self.view = Some(view);
        match gate {
            Some(gate) if !is_first => self.put_on_gate(gate),
            _ => self.put_on_worst_gate(),
        }
        let at = item.and_then(|item| self.items().iter().position(|one| one.item == item));
        if let Some(at) = at {
            self.items.carry_to(at);
        }
    }

    fn put_on_gate(&mut self, gate: Gate) {
        let gates = self.view.iter().flat_map(|view| &view.computed.gates);
        if let Some(at) = gates.into_iter().position(|state| state.gate == gate) {
            self.gates.carry_to(at);
        }
    }

    /// One comes to see what stands in the way.
    fn put_on_worst_gate(&mut self) {
        let first = self.view.as_ref().and_then(|view| {
            let mut reasons = view.computed.reasons.iter();
            reasons.find_map(|reason| reason.gate)
        });
        if let Some(gate) = first {
            self.put_on_gate(gate);
        }
    }

    fn list(&mut self, focus: Focus) -> &mut List {
        match focus {
            Focus::Gates => &mut self.gates,
            Focus::Items => &mut self.items,
            Focus::Way => &mut self.way,
        }
    }

    fn move_list(&mut self, focus: Focus, action: Action) {
        if focus == Focus::Way {
            way::moved(&mut self.way, &self.stops, action);
            return;
        }
        let length = self.length(focus);
        let before = self.gates.cursor();
        self.list(focus).moved(action, length);
        if self.gates.cursor() != before {
            self.items = List::default();
        }
    }

    fn step_focus(&mut self) {
        self.focus = match self.focus {
            Focus::Way if self.opened => Focus::Items,
            Focus::Way => Focus::Gates,
            Focus::Gates | Focus::Items => Focus::Way,
        };
    }

    fn open(&mut self) -> Vec<Outcome> {
        match self.focus {
            Focus::Gates => {
                self.opened = true;
                self.focus = Focus::Items;
                Vec::new()
            }
            Focus::Items => self
                .item()
                .map(|item| self.go_to(item))
                .into_iter()
                .collect(),
            Focus::Way => self.follow(),
        }
    }

    /// To an item in its assessment; where its pack was not started, to where it can be.
    fn go_to(&self, item: &ItemState) -> Outcome {
        match item.assessment {
            Some(assessment) => Outcome::GoToItem {
                assessment,
                item: item.item.clone(),
            },
            None => Outcome::Go(Place::Checklists {
                system: Some(self.id),
            }),
        }
    }

    fn lead(&self) -> Option<&Lead> {
        self.stops.get(self.way.cursor())?.0.as_ref()
    }

    fn follow(&mut self) -> Vec<Outcome> {
        let outcome = match self.lead() {
            Some(Lead::Item(named)) => {
                let items = self.view.iter().flat_map(|view| &view.computed.items);
                let found = board::worst_called(items, named);
                found.map(|item| self.go_to(item))
            }
            Some(Lead::Place(place)) => Some(Outcome::Go(place.clone())),
            Some(Lead::Steps) => return self.step(),
            None => None,
        };
        outcome.into_iter().collect()
    }

    /// One step back: to today, out of the way, out of the items.
    fn back(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        if self.day.take().is_some() {
            return self.ask(context);
        }
        self.leave_list();
        Vec::new()
    }

    fn leave_list(&mut self) {
        if self.focus == Focus::Way {
            self.step_focus();
        } else {
            self.opened = false;
            self.focus = Focus::Gates;
        }
    }

    const fn has_a_step_back(&self) -> bool {
        !matches!(self.focus, Focus::Gates) || self.day.is_some()
    }

    /// Why nothing can be done about the verdict of another day.
    fn today_only(&self) -> Availability {
        match self.day {
            Some(day) => Availability::Disabled(format!("this is {day}; Esc comes back to today")),
            None => self.when_shown(),
        }
    }

    fn when_shown(&self) -> Availability {
        when(self.view.is_some(), "the board is not there yet")
    }

    fn can_open(&self) -> Availability {
        match self.focus {
            Focus::Gates => match self.gate() {
                Some(gate) if self.items().is_empty() => {
                    when(false, &format!("no item of {} applies here", gate.gate))
                }
                Some(_) => Availability::Ready,
                None => self.when_shown(),
            },
            Focus::Items => when(self.item().is_some(), "no item of this gate applies here"),
            Focus::Way => when(self.lead().is_some(), "this line leads nowhere"),
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

impl Screen for Readiness {
    fn place(&self) -> Place {
        Place::Readiness(self.id)
    }

    fn breadcrumb(&self) -> Vec<String> {
        let name = self.view.as_ref().map(|view| view.line.name.clone());
        let mut crumbs = vec!["Systems".to_owned()];
        crumbs.extend(name);
        crumbs.push("Readiness".to_owned());
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Readiness, Scope::List]
    }

    fn system(&self) -> Option<RecordId> {
        Some(self.id)
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::Open => self.can_open(),
            Action::Right if self.focus == Focus::Gates => self.can_open(),
            Action::Left if self.focus != Focus::Gates => Availability::Ready,
            Action::Back if self.has_a_step_back() => Availability::Ready,
            Action::ReadinessStep | Action::SystemPacket => self.today_only(),
            Action::CopyStatus | Action::Calendar | Action::FocusNext | Action::FocusPrevious => {
                self.when_shown()
            }
            Action::AsOf | Action::History => Availability::Ready,
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => when(self.length(self.focus) > 0, "the list is empty"),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        let mut hints = vec![Action::Open];
        if self.day.is_some() {
            hints.extend([Action::Back, Action::AsOf]);
        } else {
            hints.push(Action::ReadinessStep);
        }
        hints.extend([
            Action::FocusNext,
            Action::GoWaivers,
            Action::CopyStatus,
            Action::SystemPacket,
        ]);
        hints
    }

    fn status(&self) -> String {
        if self.view.is_none() {
            return "loading…".to_owned();
        }
        match (self.focus, self.gate()) {
            (Focus::Items, Some(gate)) => {
                let items = self.items().len();
                let placed = facts::placed(self.items.cursor(), items, ("item", "items"));
                format!("{} {placed}", gate.gate)
            }
            (Focus::Way, _) => self.status_of_way(),
            (Focus::Gates | Focus::Items, _) => facts::placed(
                self.gates.cursor(),
                self.length(Focus::Gates),
                ("gate", "gates"),
            ),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        let mut outcomes = self.ask(context);
        outcomes.push(self.people_question.ask(Query::People, context));
        outcomes
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::Open | Action::Right => self.open(),
            Action::Back => self.back(context),
            Action::Left => {
                self.leave_list();
                Vec::new()
            }
            Action::FocusNext | Action::FocusPrevious => {
                self.step_focus();
                Vec::new()
            }
            Action::ReadinessStep => self.step(),
            Action::SystemPacket => self.ask_for_packet(),
            Action::CopyStatus => self.copy_status(),
            Action::Calendar => self.ask_for_calendar(),
            Action::AsOf => vec![Outcome::Form(forms::another_day(self.day, context.as_of))],
            Action::History => vec![Outcome::Go(Place::Events {
                record: Some(self.id),
            })],
            _ => {
                self.move_list(self.focus, action);
                Vec::new()
            }
        }
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        let is_board = self.question.is_answered_by(&answer);
        let is_people = self.people_question.is_answered_by(&answer);
        match answer.view {
            Ok(View::Readiness(view)) if is_board => self.show(view),
            Ok(View::People(people)) if is_people => self.people = Some(people),
            Err(problem) if is_board => {
                self.failed = Some(problem.message.clone());
                return vec![Outcome::Warn(problem)];
            }
            // Who can sign is needed by a form only, and said there where it is missing.
            Ok(_) | Err(_) => {}
        }
        Vec::new()
    }

    fn choose(&mut self, word: &str, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.chosen(word)
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        if form == forms::AS_OF {
            let day = forms::day(filled)?.filter(|day| *day != context.as_of);
            self.day = day;
            return Ok(self.ask(context));
        }
        let Some(change) = self.change(form, filled)? else {
            return Ok(Vec::new());
        };
        Ok(vec![Outcome::Effect(Effect::Do {
            ticket: context.tickets.take(),
            change,
        })])
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        let clicked = [Focus::Way, Focus::Items, Focus::Gates]
            .into_iter()
            .find(|focus| focus.first_target() <= target)
            .unwrap_or(Focus::Gates);
        let last = self.length(clicked).saturating_sub(1);
        let row = (target - clicked.first_target()).min(last);
        if clicked == Focus::Gates && row != self.gates.cursor() {
            self.items = List::default();
        }
        self.list(clicked).put(row);
        self.focus = clicked;
        self.opened = clicked == Focus::Items || (self.opened && clicked == Focus::Way);
        if twice && self.can_open() == Availability::Ready {
            return self.open();
        }
        Vec::new()
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        let mut lists = [Focus::Gates, Focus::Items, Focus::Way].into_iter();
        let rolled = lists.find(|focus| *focus as usize == pane);
        self.move_list(rolled.unwrap_or(self.focus), action);
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_readiness(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
