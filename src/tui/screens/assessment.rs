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
        screen::{Availability, Context, Filled, Menu, Outcome, Place, Scope, Screen, Typed},
        screens::{
            checklists::{
                act::{self, Chosen},
                told,
            },
            question::Question,
        },
        widgets::{document::Document, field::Field, list::List},
    },
};

mod answer;
mod detail;
mod draw;
mod fill;
pub(in crate::tui::screens) mod mark;
mod page;
mod rows;

use answer::{About, make};
use rows::{Facet, Row, Sieve, Way};

const NOT_THERE: &str = "the assessment is not there yet";
/// The words of the menu of milestones; behind the colon stands a place.
const TAKE_MILESTONE: &str = "milestone.take";
const COMPARE: &str = "compare:";
/// The words of the menu of facets; behind the colon stands a place.
const FACET: &str = "facet:";

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
        self.sift(here);
        if is_first {
            self.begin();
        }
    }

    /// Where nothing was looked at yet: the first item without an answer.
    fn begin(&mut self) {
        let open = self.view.as_ref().and_then(|view| {
            let from = self.rows.len().saturating_sub(1);
            rows::next((view, &self.rows), (from, Way::On), mark::is_unanswered)
        });
        self.list.put(open.unwrap_or(1));
        self.off_headings(Action::Down);
    }

    /// Makes the rows anew and puts the cursor on an item, which is seen whatever the filter says.
    fn sift(&mut self, here: Option<String>) {
        let Some(view) = &self.view else {
            return;
        };
        self.sieve.kept = here.iter().cloned().collect();
        self.rows = self.sieve.rows(view);
        let is_here = |row: &Row| {
            let item = rows::item(view, *row);
            item.is_some_and(|item| Some(&item.item.id) == here.as_ref())
        };
        match self.rows.iter().position(is_here) {
            Some(row) => self.list.carry_to(row),
            None => self.list.put(self.list.cursor().min(self.rows.len())),
        }
        self.off_headings(Action::Down);
    }

    /// A heading takes no key: the cursor goes on in its direction, and back where nothing follows.
    fn off_headings(&mut self, action: Action) {
        let last = self.rows.len().saturating_sub(1);
        let at = self.list.cursor().min(last);
        if !matches!(self.rows.get(at), Some(Row::Section(_))) {
            return;
        }
        let upwards = matches!(action, Action::Up | Action::HalfPageUp | Action::PageUp);
        let next = if upwards && at > 0 { at - 1 } else { at + 1 };
        self.list.put(next.min(last));
    }

    fn move_list(&mut self, action: Action) {
        self.list.moved(action, self.rows.len());
        self.off_headings(action);
    }

    fn jump(&mut self, way: Way, wanted: fn(&WalkItem) -> bool) {
        let found = self
            .view
            .as_ref()
            .and_then(|view| rows::next((view, &self.rows), (self.list.cursor(), way), wanted));
        if let Some(row) = found {
            self.list.put(row);
        }
    }

    fn has(&self, wanted: fn(&WalkItem) -> bool) -> bool {
        let Some(view) = &self.view else {
            return false;
        };
        let items = self.rows.iter().filter_map(|row| rows::item(view, *row));
        items.into_iter().any(wanted)
    }

    fn mark_item(&mut self) {
        let Some(id) = self.item().map(|item| item.item.id.clone()) else {
            return;
        };
        if !self.marks.remove(&id) {
            self.marks.insert(id);
        }
        self.move_list(Action::Down);
    }

    /// The items something is done with at once: the marked ones, else those of the section.
    fn many(&self) -> Option<(String, Vec<String>)> {
        if !self.marks.is_empty() {
            let count = self.marks.len() as u64;
            let said = crate::domain::text::counted(count, "marked item", "marked items");
            return Some((said, self.marks.iter().cloned().collect()));
        }
        let Row::Item(nth, _) = self.row()? else {
            return None;
        };
        let section = self.view.as_ref()?.sections.get(nth)?;
        let items = section.items.iter().map(|item| item.item.id.clone());
        Some((format!("section {}", section.title), items.collect()))
    }

    fn is_wide(&self) -> bool {
        self.size.0 >= draw::TWO_PANES
    }

    fn facets(&self) -> Menu {
        let items = || {
            let sections = self.view.iter().flat_map(|view| &view.sections);
            sections.flat_map(|section| &section.items)
        };
        let as_of = self.view.as_ref().map(|view| view.as_of);
        let choices = Facet::ALL.iter().enumerate().map(|(nth, facet)| {
            let taken = |item: &&WalkItem| as_of.is_some_and(|day| facet.takes(item, day));
            let count = items().filter(taken).count();
            let why = (count == 0).then(|| "there is none".to_owned());
            let said = format!("{} ({count})", facet.word());
            (format!("{FACET}{nth}"), said, why)
        });
        Menu {
            title: "Show".to_owned(),
            choices: choices.collect(),
        }
    }

    fn milestones(&self) -> Menu {
        let take = "Take one now…".to_owned();
        let mut choices = vec![(TAKE_MILESTONE.to_owned(), take, None)];
        let taken = self.view.iter().flat_map(|view| &view.milestones);
        choices.extend(taken.enumerate().map(|(nth, (_, title, day, share))| {
            let share = share.map_or("n/a".to_owned(), |bp| format!("{} %", bp / 100));
            let said = format!("Compare with now: {day} {title}, {share}");
            (format!("{COMPARE}{nth}"), said, None)
        }));
        Menu {
            title: "Milestones".to_owned(),
            choices,
        }
    }

    /// One step back: out of the field, the detail, the filter.
    fn back(&mut self) {
        match self.focus {
            Focus::Detail => self.focus = Focus::List,
            Focus::Filter | Focus::List => {
                self.focus = Focus::List;
                self.field = Field::default();
                self.sieve = Sieve::default();
                self.sift(self.item().map(|item| item.item.id.clone()));
            }
        }
    }

    fn has_a_step_back(&self) -> bool {
        self.focus != Focus::List || !self.sieve.is_open()
    }

    fn open(&mut self) {
        self.focus = match self.focus {
            Focus::Filter => Focus::List,
            Focus::List | Focus::Detail => Focus::Detail,
        };
    }

    fn turn_focus(&mut self) {
        self.focus = match self.focus {
            Focus::Detail => Focus::List,
            Focus::List | Focus::Filter => Focus::Detail,
        };
    }

    /// What is done with the whole assessment.
    fn act_on_all(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(chosen) = self.chosen() else {
            return Vec::new();
        };
        match action {
            Action::Upgrade => vec![self.looking.ask(Query::Upgrade(self.id), context)],
            Action::Milestone => vec![Outcome::Menu(self.milestones())],
            Action::FormExport => vec![chosen.ask_to_write()],
            Action::FormImport => vec![act::ask_for_forms()],
            Action::DiscardAssessment => vec![chosen.ask_to_discard()],
            Action::History => {
                let record = Some(self.id);
                vec![Outcome::Go(Place::Events { record })]
            }
            _ => Vec::new(),
        }
    }

    fn ask_for_bulk(&self) -> Vec<Outcome> {
        let what = self.many().map(|(said, _)| fill::bulk(&said));
        what.map(Outcome::Form).into_iter().collect()
    }

    /// What a menu of the whole assessment says.
    fn choose_of_all(&mut self, word: &str, context: &mut Context<'_>) -> Option<Vec<Outcome>> {
        let nth = |prefix: &str| word.strip_prefix(prefix)?.parse::<usize>().ok();
        if let Some(facet) = nth(FACET).and_then(|nth| Facet::ALL.get(nth)) {
            self.sieve.facet = *facet;
            self.sift(None);
            return Some(Vec::new());
        }
        if let Some(nth) = nth(COMPARE) {
            let (from, ..) = self.view.as_ref()?.milestones.get(nth)?;
            let query = Query::MilestoneDiff {
                from: *from,
                to: None,
            };
            return Some(vec![self.looking.ask(query, context)]);
        }
        let assessment = self.id;
        Some(match word {
            TAKE_MILESTONE => vec![self.chosen()?.ask_for_milestone()],
            act::UPGRADE => {
                let change = Change::Assess(AssessChange::Upgrade { assessment });
                vec![make(change, context)]
            }
            act::DISCARD => {
                let system = self.view.as_ref().map(|view| view.line.system.0);
                let change = Change::Assess(AssessChange::Discard { assessment });
                vec![
                    make(change, context),
                    Outcome::Go(Place::Checklists { system }),
                ]
            }
            act::TAKE_FORMS => {
                let change = Change::Assess(AssessChange::Forms(self.plan.take()?));
                vec![make(change, context)]
            }
            _ => return None,
        })
    }

    fn looked_at(&mut self, view: View) -> Vec<Outcome> {
        let label = self.chosen().map(|chosen| chosen.label).unwrap_or_default();
        let report = match view {
            View::Upgrade(report) => told::upgrade(&label, &report),
            View::MilestoneDiff(diff) => told::difference(&label, &diff),
            View::Forms(plan) => {
                let report = told::forms(&plan);
                self.plan = Some(*plan);
                report
            }
            _ => return Vec::new(),
        };
        vec![Outcome::Report(report)]
    }

    fn upgradable(&self) -> Availability {
        let newer = self
            .view
            .as_ref()
            .is_some_and(|view| view.line.newer.is_some());
        when(newer, "it has the newest version of its pack")
    }

    fn can_move(&self, action: Action) -> Availability {
        let (wanted, why): (fn(&WalkItem) -> bool, _) = match action {
            Action::NextFailing | Action::PreviousFailing => {
                (mark::is_failing, "nothing fails here")
            }
            _ => (mark::is_unanswered, "every item here has an answer"),
        };
        when(self.has(wanted), why)
    }

    fn item_availability(&self, action: Action) -> Availability {
        let tier = self.view.as_ref().and_then(|view| view.tier);
        match self.item() {
            Some(item) => answer::takes(item, tier, action),
            None => when(false, "no item is chosen"),
        }
    }
}

fn ids(view: &AssessmentView) -> impl Iterator<Item = &str> {
    let items = view.sections.iter().flat_map(|section| &section.items);
    items.map(|item| item.item.id.as_str())
}

fn when(is_ready: bool, why: &str) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
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

    fn system(&self) -> Option<RecordId> {
        self.view.as_ref().map(|view| view.line.system.0)
    }

    fn availability(&self, action: Action) -> Availability {
        if action == Action::Back {
            return if self.has_a_step_back() {
                Availability::Ready
            } else {
                Availability::Foreign
            };
        }
        let is_there = when(self.view.is_some(), NOT_THERE);
        match action {
            Action::StartPack => when(false, "the checklists offer what can be started: g c"),
            action if answer::is_about_an_item(action) && self.view.is_some() => {
                self.item_availability(action)
            }
            Action::Upgrade if self.view.is_some() => self.upgradable(),
            Action::NextUnanswered
            | Action::PreviousUnanswered
            | Action::NextFailing
            | Action::PreviousFailing
                if self.view.is_some() =>
            {
                self.can_move(action)
            }
            Action::Unmark => when(!self.marks.is_empty(), "nothing is marked"),
            Action::Bulk | Action::Mark if self.view.is_some() => {
                when(self.item().is_some(), "no item is chosen")
            }
            action if answer::is_about_an_item(action) => is_there,
            Action::Upgrade
            | Action::NextUnanswered
            | Action::PreviousUnanswered
            | Action::NextFailing
            | Action::PreviousFailing
            | Action::Bulk
            | Action::Mark
            | Action::Milestone
            | Action::FormExport
            | Action::FormImport
            | Action::DiscardAssessment
            | Action::History
            | Action::Facet
            | Action::Filter
            | Action::Open
            | Action::Left
            | Action::Right
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => is_there,
            _ => Availability::Foreign,
        }
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
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        if form == act::IMPORT {
            let files = act::files(filled)?;
            return Ok(vec![self.looking.ask(Query::Forms(files), context)]);
        }
        if form == fill::BULK {
            let items = self.many().map(|(_, items)| items).unwrap_or_default();
            let edit = fill::bulk_edit(self.id, items, filled)?;
            let change = Change::Assess(AssessChange::Bulk(edit));
            return Ok(vec![make(change, context)]);
        }
        let whole = match self.chosen() {
            Some(chosen) => chosen.filled(form, filled)?,
            None => None,
        };
        match whole {
            Some(change) => Ok(vec![make(change, context)]),
            None => self.submit_about_item(form, filled, context),
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
