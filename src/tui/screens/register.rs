//! The risk register, of one system or of all: a heat map over the risks, the worst residual first, and one of them in full. It must
//! not know how a level becomes a band.

mod act;
mod draw;

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        people::PeopleView,
        query::Query,
        risks::{RegisterView, RiskLine},
        systems::SystemsView,
        view::View,
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen},
        screens::{facts, question::Question},
        widgets::list::List,
    },
};

/// The screen.
pub(super) struct Register {
    /// Only of this system.
    of: Option<RecordId>,
    view: Option<RegisterView>,
    people: Option<PeopleView>,
    systems: Option<SystemsView>,
    list: List,
    /// The risk the cursor is to be put on as soon as it is seen.
    wanted: Option<RecordId>,
    /// Whether one risk stands in the place of the list, where there is no room for both.
    opened: bool,
    /// The risk a form was about when it was asked.
    about: Option<RecordId>,
    /// Why the register could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    people_question: Question,
    systems_question: Question,
    size: (u16, u16),
}

impl Register {
    /// The register of a system, or of all.
    pub(super) fn new(of: Option<RecordId>) -> Self {
        Self {
            of,
            view: None,
            people: None,
            systems: None,
            list: List::default(),
            wanted: None,
            opened: false,
            about: None,
            failed: None,
            question: Question::of(Slot::Register),
            people_question: Question::of(Slot::People),
            systems_question: Question::of(Slot::Systems),
            size: (0, 0),
        }
    }

    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.risks.len())
    }

    fn selected(&self) -> Option<&RiskLine> {
        self.view.as_ref()?.risks.get(self.list.cursor())
    }

    fn show(&mut self, view: RegisterView) {
        let wanted = self.wanted.take().or_else(|| self.cursor());
        let is_it = |line: &RiskLine| Some(line.risk.id) == wanted;
        let at = view.risks.iter().position(is_it);
        self.list
            .put(at.unwrap_or_else(|| self.list.cursor().min(view.risks.len().saturating_sub(1))));
        self.failed = None;
        self.view = Some(view);
    }

    /// Whether one risk is seen and the list is not.
    fn covers(&self) -> bool {
        self.opened && self.length() > 0 && !draw::has_room_for_both(self.size.0)
    }

    fn open_risk(&self) -> Availability {
        match self.selected() {
            None => Availability::Disabled("there are no risks yet".to_owned()),
            Some(line) => match &line.risk.closed {
                None => Availability::Ready,
                Some((day, _)) => Availability::Disabled(format!("it was closed on {day}")),
            },
        }
    }

    fn add_availability(&self) -> Availability {
        let known = self.systems.as_ref().map_or(0, |view| view.lines.len());
        when(
            self.of.is_some() || known > 0,
            "a risk is of a system, and there is none yet: g s, then a",
        )
    }
}

fn when(is_ready: bool, why: &str) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
}

impl Screen for Register {
    fn place(&self) -> Place {
        Place::Register { system: self.of }
    }

    fn breadcrumb(&self) -> Vec<String> {
        let system = self.view.as_ref().and_then(|view| view.system.as_ref());
        match system {
            Some((_, _, name)) => vec!["Systems".to_owned(), name.clone(), "Register".to_owned()],
            None => vec!["Register".to_owned()],
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Register, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        let has_risks = self.length() > 0;
        match action {
            Action::Back if self.covers() => Availability::Ready,
            Action::AddRisk => self.add_availability(),
            Action::EditRisk | Action::CloseRisk | Action::AcceptRisk => self.open_risk(),
            Action::Open | Action::Right if draw::has_room_for_both(self.size.0) => {
                when(false, "the risk stands beside the list")
            }
            Action::Left => when(self.covers(), "the list is shown"),
            Action::History
            | Action::Open
            | Action::Right
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => when(has_risks, "there are no risks yet"),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.length() == 0 {
            return vec![Action::AddRisk, Action::GoSystems];
        }
        let mut hints = Vec::new();
        if self.covers() {
            hints.push(Action::Back);
        } else if !draw::has_room_for_both(self.size.0) {
            hints.push(Action::Open);
        }
        hints.push(Action::AddRisk);
        if self.open_risk() == Availability::Ready {
            hints.extend([Action::EditRisk, Action::AcceptRisk, Action::CloseRisk]);
        }
        hints.push(Action::History);
        hints
    }

    fn status(&self) -> String {
        match &self.view {
            Some(view) => facts::placed(self.list.cursor(), view.risks.len(), ("risk", "risks")),
            None => "loading…".to_owned(),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        let mut asked = vec![
            self.question.ask(Query::Register(self.of), context),
            self.people_question.ask(Query::People, context),
        ];
        if self.of.is_none() {
            let filter = String::new();
            asked.push(
                self.systems_question
                    .ask(Query::Systems { filter }, context),
            );
        }
        asked
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::AddRisk => return self.ask_to_add(),
            Action::EditRisk => return self.ask_to_edit(),
            Action::CloseRisk => return self.ask_to_close(),
            Action::AcceptRisk => return self.ask_to_accept(context.as_of),
            Action::History => {
                let record = self.cursor();
                return vec![Outcome::Go(Place::Events { record })];
            }
            Action::Open | Action::Right => self.opened = true,
            Action::Back | Action::Left => self.opened = false,
            _ => {
                self.list.moved(action, self.length());
            }
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        let is_register = self.question.is_answered_by(&answer);
        let is_people = self.people_question.is_answered_by(&answer);
        let is_systems = self.systems_question.is_answered_by(&answer);
        match answer.view {
            Ok(View::Register(view)) if is_register => self.show(*view),
            Ok(View::People(view)) if is_people => self.people = Some(view),
            Ok(View::Systems(view)) if is_systems => self.systems = Some(*view),
            Err(problem) if is_register => {
                self.failed = Some(problem.message.clone());
                return vec![Outcome::Warn(problem)];
            }
            // Without persons and systems the register is shown; what needs them says so.
            Ok(_) | Err(_) => {}
        }
        Vec::new()
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        self.filled(form, filled, context)
    }

    fn cursor(&self) -> Option<RecordId> {
        self.selected().map(|line| line.risk.id)
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.wanted = Some(record);
    }

    fn system(&self) -> Option<RecordId> {
        self.of
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.put(target.min(self.length().saturating_sub(1)));
        self.opened = twice;
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_register(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
