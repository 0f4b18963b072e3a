//! What needs somebody this morning, the most urgent first; beside it how many systems and decisions stand where, the logs, and
//! what happened last. It must not know how any of these are counted.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        home::{Reason, Waiting},
        query::Query,
        view::{Duty, DutyLine, HomeView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Effect, Slot},
        look::Look,
        screen::{Availability, Context, Outcome, Place, Scope, Screen},
        screens::{events, facts, question::Question, reading},
        widgets::list::List,
    },
};

mod draw;
mod heat;
mod needs;

use needs::{Row, Unfolded};

/// The lists of the screen, in the order Tab goes through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Needs,
    Logs,
    Recent,
}

impl Focus {
    const ALL: [Self; 3] = [Self::Needs, Self::Logs, Self::Recent];

    /// The number of the first row of this list when it is clicked.
    const fn first_target(self) -> usize {
        self as usize * 1_000_000
    }
}

/// The screen.
pub(super) struct Home {
    view: Option<HomeView>,
    focus: Focus,
    lists: [List; 3],
    /// The reasons of which every line is shown.
    unfolded: Unfolded,
    /// The record the cursor is to be put on as soon as it is seen, and why it stood there.
    wanted: Option<(Option<Reason>, RecordId)>,
    question: Question,
}

impl Home {
    /// The screen before anything is known.
    pub(super) fn new() -> Self {
        Self {
            view: None,
            focus: Focus::Needs,
            lists: Default::default(),
            unfolded: Unfolded::default(),
            wanted: None,
            question: Question::of(Slot::Home),
        }
    }

    fn list(&mut self) -> &mut List {
        let [needs, logs, recent] = &mut self.lists;
        match self.focus {
            Focus::Needs => needs,
            Focus::Logs => logs,
            Focus::Recent => recent,
        }
    }

    fn cursor(&self) -> usize {
        let [needs, logs, recent] = &self.lists;
        match self.focus {
            Focus::Needs => needs.cursor(),
            Focus::Logs => logs.cursor(),
            Focus::Recent => recent.cursor(),
        }
    }

    fn length(&self, list: Focus) -> usize {
        let Some(view) = &self.view else { return 0 };
        match list {
            Focus::Needs => self.rows().len(),
            Focus::Logs => view.logs.len(),
            Focus::Recent => view.recent.len(),
        }
    }

    /// What stands in the list of what needs somebody.
    fn rows(&self) -> Vec<Row<'_>> {
        self.view
            .as_ref()
            .map(|view| needs::rows(view, &self.unfolded))
            .unwrap_or_default()
    }

    fn row(&self) -> Option<Row<'_>> {
        let [needs, ..] = &self.lists;
        self.rows().into_iter().nth(needs.cursor())
    }

    fn waiting(&self) -> Option<Waiting<'_>> {
        match self.row()? {
            Row::Waiting(waiting) => Some(waiting),
            Row::More { .. } | Row::NotExported(_) => None,
        }
    }

    fn selected_place(&self) -> Option<Place> {
        let view = self.view.as_ref()?;
        match self.focus {
            Focus::Needs => match self.row()? {
                Row::Waiting(Waiting::Decision(_, line)) => Some(Place::Record(line.record.id)),
                Row::Waiting(Waiting::Governed(line)) => Some(place_of(line)),
                Row::More { reason, .. } => reason.filter().map(|filter| Place::Decisions {
                    filter: filter.to_owned(),
                }),
                Row::NotExported(_) => None,
            },
            Focus::Logs => view.logs.get(self.cursor()).map(|log| Place::Decisions {
                filter: format!("log:{}", log.name),
            }),
            Focus::Recent => None,
        }
    }

    fn open(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        if let Some(place) = self.selected_place() {
            return vec![Outcome::Go(place)];
        }
        if let Some(outcome) = self.happened() {
            return vec![outcome];
        }
        match self.row().filter(|_| self.focus == Focus::Needs) {
            Some(Row::More { reason, .. }) => self.unfolded.insert(reason),
            Some(Row::NotExported(_)) => {
                return vec![Outcome::Effect(Effect::Ask {
                    ticket: context.tickets.take(),
                    slot: Slot::Export,
                    query: Query::Export,
                })];
            }
            Some(Row::Waiting(_)) | None => false,
        };
        Vec::new()
    }

    /// Where the event leads that the cursor is on.
    fn happened(&self) -> Option<Outcome> {
        let view = self.view.as_ref().filter(|_| self.focus == Focus::Recent)?;
        view.recent.get(self.cursor()).and_then(events::leads_to)
    }

    fn can_open(&self) -> bool {
        self.selected_place().is_some()
            || self.happened().is_some()
            || (self.focus == Focus::Needs && self.row().is_some())
    }

    /// The next list that has something in it.
    fn step_focus(&mut self, forward: bool) {
        let count = Focus::ALL.len();
        let by = if forward { 1 } else { count - 1 };
        for _ in 0..count {
            let next = (self.focus as usize + by) % count;
            self.focus = Focus::ALL.get(next).copied().unwrap_or(Focus::Needs);
            if self.length(self.focus) > 0 {
                return;
            }
        }
    }

    fn find_wanted(&mut self) {
        let Some((why, wanted)) = self.wanted else {
            return;
        };
        let rows = self.rows();
        let stands = |is_it: &dyn Fn(Reason, RecordId) -> bool| {
            rows.iter()
                .position(|row| matches!(row, Row::Waiting(it) if is_it(it.reason(), it.record())))
        };
        let place = stands(&|reason, id| why == Some(reason) && id == wanted)
            .or_else(|| stands(&|_, id| id == wanted));
        if let Some(place) = place {
            let [needs, ..] = &mut self.lists;
            needs.carry_to(place);
            self.wanted = None;
        }
    }

    fn show(&mut self, view: HomeView) {
        let here = self.waiting();
        let here = here.map(|waiting| (Some(waiting.reason()), waiting.record()));
        self.wanted = self.wanted.or(here);
        self.view = Some(view);
        self.find_wanted();
        self.wanted = None;
        if self.length(self.focus) == 0 {
            self.step_focus(true);
        }
    }
}

/// Where something of governance that needs somebody is done.
const fn place_of(line: &DutyLine) -> Place {
    let system = Some(line.system);
    match line.duty {
        Duty::VerdictStale | Duty::VerdictEnds => Place::Readiness(line.system),
        Duty::WaiverOver | Duty::WaiverAwaits | Duty::WaiverEnds => Place::Waivers { system },
        Duty::TierExpired => Place::Risk(line.system),
        Duty::RiskReview => Place::Register { system },
        Duty::ToConfirm | Duty::EvidenceStale => Place::Checklists { system },
    }
}

impl Screen for Home {
    fn place(&self) -> Place {
        Place::Home
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Home".into()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Record, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        let when = |ready: bool, why: &str| {
            if ready {
                Availability::Ready
            } else {
                Availability::Disabled(why.into())
            }
        };
        match action {
            Action::Open => when(self.can_open(), "nothing is selected"),
            Action::CopyReference | Action::History => when(
                self.focus == Focus::Needs && self.waiting().is_some(),
                "choose something that needs somebody first",
            ),
            Action::CopyMarkdown => when(false, reading::MARKDOWN_WHEN_OPEN),
            Action::FocusNext | Action::FocusPrevious => when(
                Focus::ALL
                    .iter()
                    .filter(|list| self.length(**list) > 0)
                    .count()
                    > 1,
                "there is one list",
            ),
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
        if self.view.as_ref().is_some_and(HomeView::is_empty) {
            return vec![Action::Import, Action::GoSystems, Action::Palette];
        }
        let mut hints = vec![Action::Open, Action::FocusNext, Action::GoDecisions];
        if self.view.as_ref().is_some_and(|view| view.systems > 0) {
            hints.push(Action::GoSystems);
        }
        hints.extend([Action::GoSearch, Action::GoJump]);
        hints
    }

    fn status(&self) -> String {
        match &self.view {
            None => "loading…".into(),
            Some(view) => {
                let mut said = vec![facts::counted(view.total, "decision", "decisions")];
                if view.systems > 0 {
                    said.push(facts::counted(view.systems, "system", "systems"));
                }
                match needs::count(view) {
                    0 => {}
                    1 => said.push("1 needs somebody".to_owned()),
                    count => said.push(format!("{count} need somebody")),
                }
                said.join(", ")
            }
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        vec![self.question.ask(Query::Home, context)]
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        match action {
            Action::Open => return self.open(context),
            Action::FocusNext | Action::FocusPrevious => {
                self.step_focus(action == Action::FocusNext);
            }
            Action::CopyReference => {
                let reference = self.waiting().map(|it| it.reference().to_owned());
                return reference.map(reading::copy).unwrap_or_default();
            }
            Action::History => {
                let record = self.waiting().map(Waiting::record);
                return vec![Outcome::Go(Place::Events { record })];
            }
            _ => {
                let length = self.length(self.focus);
                self.list().moved(action, length);
            }
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Home(view)) => self.show(view),
            Ok(_) => {}
            Err(problem) => return vec![Outcome::Warn(problem)],
        }
        Vec::new()
    }

    fn cursor(&self) -> Option<RecordId> {
        self.waiting().map(Waiting::record)
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.wanted = Some((None, record));
        self.find_wanted();
    }

    fn click(&mut self, target: usize, twice: bool, context: &mut Context<'_>) -> Vec<Outcome> {
        let list = Focus::ALL
            .iter()
            .rfind(|list| list.first_target() <= target);
        let list = list.copied().unwrap_or(Focus::Needs);
        self.focus = list;
        let row = target - list.first_target();
        let end = self.length(list).saturating_sub(1);
        self.list().put(row.min(end));
        if twice {
            return self.open(context);
        }
        Vec::new()
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        let list = Focus::ALL.get(pane).copied().unwrap_or(self.focus);
        let length = self.length(list);
        if let Some(list) = self.lists.get_mut(list as usize) {
            list.moved(action, length);
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_home(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
