//! The walk through an assessment: its items on the left, everything about one of them beside them, answered with single keys.
//! It shows what an answer comes to; it must not know how that is computed.

use std::collections::{BTreeMap, BTreeSet};

use crossterm::event::KeyCode;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{assessment::Response, ids::RecordId, person::Person},
    ops::{
        assessments::{AssessChange, AssessmentView, WalkItem},
        change::Change,
        query::Query,
        view::{FormPlan, PeopleView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot, Ticket},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen, Typed},
        screens::{
            checklists::act::{self, Chosen},
            question::Question,
        },
        widgets::{document::Document, field::Field, list::List},
    },
};

mod answer;
mod available;
mod detail;
mod draw;
mod fill;
mod filled;
pub(in crate::tui::screens) mod mark;
mod menus;
mod moves;
mod page;
mod rows;
mod whole;

use answer::{About, make};
use rows::{Row, Sieve, Way};

/// Where the keys act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    /// The items.
    List,
    /// What is told about one.
    Detail,
    /// The words of the filter.
    Filter,
}

/// The screen.
pub(super) struct Walk {
    id: RecordId,
    view: Option<Box<AssessmentView>>,
    people: Option<PeopleView>,
    /// Why it could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    asking_people: Question,
    looking: Question,
    list: List,
    rows: Vec<Row>,
    /// The item the cursor is to be put on as soon as it is seen.
    wanted: Option<String>,
    sieve: Sieve,
    field: Field,
    focus: Focus,
    marks: BTreeSet<String>,
    /// Answers on their way by item, with the ticket of the change: an older view does not know of them.
    expected: BTreeMap<String, (Response, Ticket)>,
    about: Option<About>,
    /// Forms that came back and were looked at.
    plan: Option<FormPlan>,
    detail: Document,
    /// What the detail was laid out of: item, width, ASCII, edition.
    laid: Option<(Row, u16, bool, u64)>,
    /// Grows with everything a detail is made of.
    edition: u64,
    size: (u16, u16),
}

impl Walk {
    /// The walk through an assessment.
    pub(super) fn new(id: RecordId) -> Self {
        Self {
            id,
            view: None,
            people: None,
            failed: None,
            question: Question::of(Slot::Assessment),
            asking_people: Question::of(Slot::People),
            looking: Question::of(Slot::Report),
            list: List::default(),
            rows: Vec::new(),
            wanted: None,
            sieve: Sieve::default(),
            field: Field::default(),
            focus: Focus::List,
            marks: BTreeSet::new(),
            expected: BTreeMap::new(),
            about: None,
            plan: None,
            detail: Document::default(),
            laid: None,
            edition: 0,
            size: (0, 0),
        }
    }

    fn row(&self) -> Option<Row> {
        self.rows.get(self.list.cursor()).copied()
    }

    /// The item the keys act on.
    fn item(&self) -> Option<&WalkItem> {
        rows::item(self.view.as_ref()?, self.row()?)
    }

    /// An item by its id, wherever the cursor is.
    fn found(&self, id: &str) -> Option<&WalkItem> {
        let sections = self.view.as_ref()?.sections.iter();
        let mut items = sections.flat_map(|section| &section.items);
        items.find(|item| item.item.id == id)
    }

    /// Everybody who is known.
    fn known(&self) -> &[Person] {
        self.people
            .as_ref()
            .map_or(&[], |people| people.people.as_slice())
    }

    fn chosen(&self) -> Option<Chosen> {
        self.view.as_ref().map(|view| Chosen::of(&view.line))
    }

    /// Remembers an answer that is on its way.
    fn expect(&mut self, item: String, answer: (Response, Ticket)) {
        self.expected.insert(item, answer);
        self.edition += 1;
    }

    fn show(&mut self, view: Box<AssessmentView>, ticket: Ticket) {
        let is_first = self.view.is_none();
        self.expected.retain(|_, (_, sent)| *sent > ticket);
        self.failed = None;
        let here = self.item().map(|item| item.item.id.clone());
        let known: BTreeSet<_> = ids(&view).collect();
        self.marks.retain(|id| known.contains(id.as_str()));
        drop(known);
        self.view = Some(view);
        self.edition += 1;
        self.sieve.kept = here.iter().cloned().collect();
        self.sift(here.as_deref());
        if is_first {
            self.begin();
        }
        self.find_wanted();
    }

    fn is_wide(&self) -> bool {
        self.size.0 >= draw::TWO_PANES
    }
}

fn ids(view: &AssessmentView) -> impl Iterator<Item = &str> {
    let items = view.sections.iter().flat_map(|section| &section.items);
    items.map(|item| item.item.id.as_str())
}

impl Screen for Walk {
    fn place(&self) -> Place {
        Place::Assessment(self.id)
    }

    fn breadcrumb(&self) -> Vec<String> {
        let mut crumbs = vec!["Checklists".to_owned()];
        crumbs.extend(self.view.iter().flat_map(|view| {
            let line = &view.line;
            [
                line.system.2.clone(),
                format!("{} {}", line.pack, line.version),
            ]
        }));
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Checklists, Scope::List]
    }

    fn put_cursor_on_item(&mut self, item: &str) {
        self.wanted = Some(item.to_owned());
        self.find_wanted();
    }

    fn system(&self) -> Option<RecordId> {
        self.view.as_ref().map(|view| view.line.system.0)
    }

    fn availability(&self, action: Action) -> Availability {
        self.can(action)
    }

    fn hints(&self) -> Vec<Action> {
        if self.focus == Focus::Filter {
            return vec![Action::Open, Action::Back];
        }
        let is_step = |action: &Action| self.item_availability(*action) == Availability::Ready;
        let first = [Action::One, Action::Measure].into_iter().find(is_step);
        let mut hints: Vec<Action> = first.into_iter().collect();
        hints.extend([
            Action::Met,
            Action::Partial,
            Action::Unmet,
            Action::NotApplicable,
            Action::Evidence,
            Action::NextUnanswered,
        ]);
        hints.extend([Action::NextFailing, Action::AskWaiver, Action::Facet]);
        hints
    }

    fn status(&self) -> String {
        let Some(view) = &self.view else {
            return self.failed.clone().unwrap_or_else(|| "loading…".to_owned());
        };
        let mut said = Vec::new();
        if !self.marks.is_empty() {
            said.push(format!("{} marked", self.marks.len()));
        }
        if let Some(Row::Item(section, _)) = self.row() {
            said.push(format!("section {}/{}", section + 1, view.sections.len()));
        }
        let numbers = &view.line.numbers;
        said.push(format!(
            "{} of {} answered",
            numbers.answered, numbers.items
        ));
        let at = (self.list.cursor(), Way::On);
        let failing = rows::next((view, &self.rows), at, mark::is_failing);
        let failing = failing.and_then(|at| rows::item(view, *self.rows.get(at)?));
        if let Some(failing) = failing {
            said.push(format!("next failing {}", failing.item.id));
        }
        said.join(" · ")
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        vec![
            self.question.ask(Query::Assessment(self.id), context),
            self.asking_people.ask(Query::People, context),
        ]
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            action if answer::is_about_an_item(action) => return self.answer(action, context),
            Action::Facet => return vec![Outcome::Menu(self.facets())],
            Action::Bulk => return self.ask_for_bulk(),
            Action::Back => self.back(),
            Action::Filter => self.focus = Focus::Filter,
            Action::Open => self.open(),
            Action::Right if self.focus == Focus::List => self.focus = Focus::Detail,
            Action::Left if self.is_wide() => self.focus = Focus::List,
            // Where only one item is seen, the next one is beside it.
            Action::Right => self.move_list(Action::Down),
            Action::Left => self.move_list(Action::Up),
            Action::FocusNext | Action::FocusPrevious => self.turn_focus(),
            Action::Mark => self.mark_item(),
            Action::Unmark => self.marks.clear(),
            Action::NextUnanswered => self.jump(Way::On, mark::is_unanswered),
            Action::PreviousUnanswered => self.jump(Way::Back, mark::is_unanswered),
            Action::NextFailing => self.jump(Way::On, mark::is_failing),
            Action::PreviousFailing => self.jump(Way::Back, mark::is_failing),
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => {
                if self.focus == Focus::Detail {
                    self.detail.moved(action);
                } else {
                    self.move_list(action);
                }
            }
            action => return self.act_on_all(action, context),
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        let is_walk = self.question.is_answered_by(&answer);
        let is_people = self.asking_people.is_answered_by(&answer);
        let is_report = self.looking.is_answered_by(&answer);
        match answer.view {
            Ok(View::Assessment(view)) if is_walk => self.show(view, answer.ticket),
            Ok(View::People(people)) if is_people => {
                self.people = Some(people);
                self.edition += 1;
            }
            Ok(view) if is_report => return self.looked_at(view),
            Err(problem) if is_walk || is_report => {
                if is_walk && self.view.is_none() {
                    self.failed = Some(problem.message.clone());
                }
                return vec![Outcome::Warn(problem)];
            }
            Ok(_) | Err(_) => {}
        }
        Vec::new()
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        match self.choose_of_all(word, context) {
            Some(outcomes) => outcomes,
            None => self.choose_about_item(word, context),
        }
    }

    fn submit(
        &mut self,
        form: &'static str,
        given: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        if form == act::IMPORT {
            let files = act::files(given)?;
            return Ok(vec![self.looking.ask(Query::Forms(files), context)]);
        }
        if form == fill::BULK {
            let items = self.many().map(|(_, items)| items).unwrap_or_default();
            let edit = filled::bulk_edit(self.id, items, given)?;
            let change = Change::Assess(AssessChange::Bulk(edit));
            return Ok(vec![make(change, context)]);
        }
        let whole = match self.chosen() {
            Some(chosen) => chosen.filled(form, given)?,
            None => None,
        };
        match whole {
            Some(change) => Ok(vec![make(change, context)]),
            None => self.submit_about_item(form, given, context),
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
                _ => None,
            };
            if let Some(action) = action {
                return self.update(action, context);
            }
        }
        if self.field.take(&typed) {
            self.sieve.say(self.field.value());
            self.sieve.kept.clear();
            self.sift(None);
            self.list.put(0);
            self.off_headings(Action::Down);
        }
        Vec::new()
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.focus = if twice { Focus::Detail } else { Focus::List };
        self.list.put(target.min(self.rows.len().saturating_sub(1)));
        self.off_headings(Action::Down);
        Vec::new()
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        if pane == draw::DETAIL {
            self.detail.moved(action);
        } else {
            self.move_list(action);
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_walk(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
