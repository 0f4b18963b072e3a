//! What needs somebody this morning: decisions that wait, reviews whose day has passed, drafts; beside it how many decisions
//! stand where, the logs, and what happened last. It must not know how any of these are counted.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        query::Query,
        view::{HomeView, NeedLine, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Outcome, Place, Scope, Screen},
        screens::{events, facts, question::Question, reading},
        widgets::list::List,
    },
};

mod draw;

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

/// Why a record stands in the list of what needs me.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Waits,
    ReviewPassed,
    Draft,
}

/// The screen.
pub(super) struct Home {
    view: Option<HomeView>,
    focus: Focus,
    lists: [List; 3],
    /// The record the cursor is to be put on as soon as it is seen.
    wanted: Option<RecordId>,
    question: Question,
}

impl Home {
    /// The screen before anything is known.
    pub(super) fn new() -> Self {
        Self {
            view: None,
            focus: Focus::Needs,
            lists: Default::default(),
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
            Focus::Needs => view.stuck.len() + view.review_passed.len() + view.drafts.len(),
            Focus::Logs => view.logs.len(),
            Focus::Recent => view.recent.len(),
        }
    }

    fn needs(&self) -> impl Iterator<Item = (Need, &NeedLine)> {
        self.view.iter().flat_map(|view| {
            let waits = view.stuck.iter().map(|line| (Need::Waits, line));
            let passed = view
                .review_passed
                .iter()
                .map(|line| (Need::ReviewPassed, line));
            let drafts = view.drafts.iter().map(|line| (Need::Draft, line));
            waits.chain(passed).chain(drafts)
        })
    }

    fn need(&self) -> Option<&NeedLine> {
        let [needs, ..] = &self.lists;
        self.needs().nth(needs.cursor()).map(|(_, line)| line)
    }

    fn selected_place(&self) -> Option<Place> {
        let view = self.view.as_ref()?;
        match self.focus {
            Focus::Needs => self.need().map(|need| Place::Record(need.record.id)),
            Focus::Logs => view.logs.get(self.cursor()).map(|log| Place::Decisions {
                filter: format!("log:{}", log.name),
            }),
            Focus::Recent => view.recent.get(self.cursor()).and_then(events::place_of),
        }
    }

    fn open(&self) -> Vec<Outcome> {
        self.selected_place().map(Outcome::Go).into_iter().collect()
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
        let wanted = self.wanted;
        let is_it = |(_, line): (Need, &NeedLine)| Some(line.record.id) == wanted;
        let place = self.needs().position(is_it);
        if let Some(place) = place {
            let [needs, ..] = &mut self.lists;
            needs.carry_to(place);
            self.wanted = None;
        }
    }

    fn show(&mut self, view: HomeView) {
        let need = self.need().map(|need| need.record.id);
        self.wanted = self.wanted.or(need);
        self.view = Some(view);
        self.find_wanted();
        self.wanted = None;
        if self.length(self.focus) == 0 {
            self.step_focus(true);
        }
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
            Action::Open => when(self.selected_place().is_some(), "nothing is selected"),
            Action::CopyReference | Action::History => when(
                self.focus == Focus::Needs && self.need().is_some(),
                "choose a decision that needs somebody first",
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
            return vec![Action::Import, Action::Palette];
        }
        vec![
            Action::Open,
            Action::FocusNext,
            Action::GoDecisions,
            Action::GoSearch,
            Action::GoJump,
        ]
    }

    fn status(&self) -> String {
        match &self.view {
            None => "loading…".into(),
            Some(view) => {
                let decisions = facts::counted(view.total, "decision", "decisions");
                match self.length(Focus::Needs) {
                    0 => decisions,
                    1 => format!("{decisions}, 1 needs somebody"),
                    count => format!("{decisions}, {count} need somebody"),
                }
            }
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        vec![self.question.ask(Query::Home, context)]
    }

    fn update(&mut self, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        match action {
            Action::Open => return self.open(),
            Action::FocusNext | Action::FocusPrevious => {
                self.step_focus(action == Action::FocusNext);
            }
            Action::CopyReference => {
                let reference = self.need().map(|need| need.record.reference.clone());
                return reference.map(reading::copy).unwrap_or_default();
            }
            Action::History => {
                let record = self.need().map(|need| need.record.id);
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
        self.need().map(|need| need.record.id)
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.wanted = Some(record);
        self.find_wanted();
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        let list = Focus::ALL
            .iter()
            .rfind(|list| list.first_target() <= target);
        let list = list.copied().unwrap_or(Focus::Needs);
        self.focus = list;
        let row = target - list.first_target();
        let end = self.length(list).saturating_sub(1);
        self.list().put(row.min(end));
        if twice { self.open() } else { Vec::new() }
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
