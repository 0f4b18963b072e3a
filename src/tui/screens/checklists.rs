//! The checklists of a system or of all systems: what was started with its numbers, then what is offered with the reason and
//! how long it takes. It must not know how an item is answered.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        assessments::{AssessChange, AssessmentLine, ChecklistsView, OfferLine},
        change::Change,
        query::Query,
        view::{FormPlan, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Effect, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen},
        screens::question::Question,
        widgets::list::List,
    },
};

pub(in crate::tui::screens) mod act;
mod draw;
pub(in crate::tui::screens) mod told;

use act::Chosen;

const NOTHING: &str = "there is no checklist yet";
const NOT_STARTED: &str = "it was not started yet: a starts it";

/// What the cursor is on.
enum Selected<'a> {
    /// An assessment.
    Started(&'a AssessmentLine),
    /// The line between what was started and what is offered.
    Heading,
    /// A pack that is offered.
    Offered(&'a OfferLine),
}

/// What is found again after the rows changed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kept {
    Assessment(RecordId),
    Offer(RecordId, String, Option<RecordId>),
}

/// The screen.
pub(super) struct Checklists {
    system: Option<RecordId>,
    view: Option<Box<ChecklistsView>>,
    /// Why they could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    looking: Question,
    list: List,
    /// The assessment the cursor is to be put on as soon as it is seen.
    wanted: Option<RecordId>,
    /// The assessment a question or a form was about when it was asked.
    about: Option<Chosen>,
    /// Forms that came back and were looked at.
    plan: Option<FormPlan>,
}

impl Checklists {
    /// The checklists of a system, or of all.
    pub(super) fn new(system: Option<RecordId>) -> Self {
        Self {
            system,
            view: None,
            failed: None,
            question: Question::of(Slot::Checklists),
            looking: Question::of(Slot::Report),
            list: List::default(),
            wanted: None,
            about: None,
            plan: None,
        }
    }

    /// Assessments, a heading, offers; no heading where nothing is offered.
    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| {
            let offered = view.offered.len();
            view.assessments.len() + offered + usize::from(offered > 0)
        })
    }

    fn at(&self, row: usize) -> Option<Selected<'_>> {
        let view = self.view.as_ref()?;
        if let Some(line) = view.assessments.get(row) {
            return Some(Selected::Started(line));
        }
        match row.checked_sub(view.assessments.len() + 1) {
            Some(nth) => view.offered.get(nth).map(Selected::Offered),
            None => (!view.offered.is_empty()).then_some(Selected::Heading),
        }
    }

    fn selected(&self) -> Option<Selected<'_>> {
        self.at(self.list.cursor())
    }

    fn chosen(&self) -> Option<Chosen> {
        match self.selected()? {
            Selected::Started(line) => Some(Chosen::of(line)),
            Selected::Heading | Selected::Offered(_) => None,
        }
    }

    fn kept(&self, row: usize) -> Option<Kept> {
        match self.at(row)? {
            Selected::Started(line) => Some(Kept::Assessment(line.id)),
            Selected::Offered(offer) => {
                let subject = offer.subject.as_ref().map(|(id, _)| *id);
                Some(Kept::Offer(offer.system.0, offer.pack.clone(), subject))
            }
            Selected::Heading => None,
        }
    }

    fn show(&mut self, view: Box<ChecklistsView>) {
        let wanted = self.wanted.take().map(Kept::Assessment);
        let wanted = wanted.or_else(|| self.kept(self.list.cursor()));
        self.failed = None;
        self.view = Some(view);
        let found = (0..self.length()).find(|row| wanted.is_some() && self.kept(*row) == wanted);
        let last = self.length().saturating_sub(1);
        self.list.put(found.unwrap_or(self.list.cursor().min(last)));
        self.off_the_heading(Action::Down);
    }

    /// The heading takes no key: the cursor goes on in its direction.
    fn off_the_heading(&mut self, action: Action) {
        if !matches!(self.selected(), Some(Selected::Heading)) {
            return;
        }
        let at = self.list.cursor();
        let upwards = matches!(action, Action::Up | Action::HalfPageUp | Action::PageUp);
        self.list
            .put(if upwards && at > 0 { at - 1 } else { at + 1 });
    }

    fn move_list(&mut self, action: Action) {
        self.list.moved(action, self.length());
        self.off_the_heading(action);
    }

    fn open(&self) -> Vec<Outcome> {
        match self.selected() {
            Some(Selected::Started(line)) => vec![Outcome::Go(Place::Assessment(line.id))],
            Some(Selected::Heading | Selected::Offered(_)) | None => Vec::new(),
        }
    }

    /// Starts what is offered; the shell opens it when that is done.
    fn start(&self, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(Selected::Offered(offer)) = self.selected() else {
            return Vec::new();
        };
        let change = Change::Assess(AssessChange::Start {
            system: offer.system.0,
            pack: offer.pack.clone(),
            subject: offer.subject.as_ref().map(|(id, _)| *id),
        });
        vec![make(change, context)]
    }

    /// Asks about the selected assessment and remembers which one it is: the list may change before the answer.
    fn ask_about(&mut self, ask: impl Fn(&Chosen) -> Outcome) -> Vec<Outcome> {
        self.about = self.chosen();
        self.about.as_ref().map(ask).into_iter().collect()
    }

    fn upgrade(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.about = self.chosen();
        match &self.about {
            Some(chosen) => vec![self.looking.ask(Query::Upgrade(chosen.id), context)],
            None => Vec::new(),
        }
    }

    fn history(&self) -> Vec<Outcome> {
        let record = self.chosen().map(|chosen| chosen.id);
        let place = record.map(|id| Place::Events { record: Some(id) });
        place.map(Outcome::Go).into_iter().collect()
    }

    fn looked_at(&mut self, view: View) -> Vec<Outcome> {
        let report = match view {
            View::Upgrade(report) => {
                let label = self.about.as_ref().map(|chosen| chosen.label.as_str());
                told::upgrade(label.unwrap_or_default(), &report)
            }
            View::Forms(plan) => {
                let report = told::forms(&plan);
                self.plan = Some(*plan);
                report
            }
            _ => return Vec::new(),
        };
        vec![Outcome::Report(report)]
    }

    /// Whether something can be done with the selected assessment.
    fn with_started(&self) -> Availability {
        match self.selected() {
            Some(Selected::Started(_)) => Availability::Ready,
            Some(Selected::Heading | Selected::Offered(_)) => when(false, NOT_STARTED),
            None => when(false, NOTHING),
        }
    }
}

fn make(change: Change, context: &mut Context<'_>) -> Outcome {
    Outcome::Effect(Effect::Do {
        ticket: context.tickets.take(),
        change,
    })
}

fn when(is_ready: bool, why: &str) -> Availability {
    if is_ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
}

impl Screen for Checklists {
    fn place(&self) -> Place {
        Place::Checklists {
            system: self.system,
        }
    }

    fn breadcrumb(&self) -> Vec<String> {
        let mut crumbs = vec!["Checklists".to_owned()];
        let system = self.view.as_ref().and_then(|view| view.system.as_ref());
        crumbs.extend(system.map(|(_, _, name)| name.clone()));
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Checklists, Scope::List]
    }

    fn system(&self) -> Option<RecordId> {
        let selected = || match self.selected()? {
            Selected::Started(line) => Some(line.system.0),
            Selected::Offered(offer) => Some(offer.system.0),
            Selected::Heading => None,
        };
        self.system.or_else(selected)
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::StartPack => match self.selected() {
                Some(Selected::Offered(_)) => Availability::Ready,
                Some(Selected::Started(_)) => when(false, "it is started: Enter opens it"),
                Some(Selected::Heading) | None => when(false, "no pack is offered"),
            },
            Action::Upgrade => match self.selected() {
                Some(Selected::Started(line)) => when(
                    line.newer.is_some(),
                    "it has the newest version of its pack",
                ),
                _ => self.with_started(),
            },
            Action::FormImport => when(self.view.is_some(), "the checklists are not there yet"),
            Action::Open
            | Action::Right
            | Action::Milestone
            | Action::FormExport
            | Action::DiscardAssessment
            | Action::History => self.with_started(),
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => when(self.length() > 0, NOTHING),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        match self.selected() {
            Some(Selected::Started(_)) => vec![
                Action::Open,
                Action::Upgrade,
                Action::Milestone,
                Action::FormExport,
                Action::FormImport,
            ],
            Some(Selected::Heading | Selected::Offered(_)) => {
                vec![Action::StartPack, Action::FormImport]
            }
            None => vec![Action::GoSystems],
        }
    }

    fn status(&self) -> String {
        match &self.view {
            Some(view) => format!(
                "{} started, {} offered",
                view.assessments.len(),
                view.offered.len()
            ),
            None => self.failed.clone().unwrap_or_else(|| "loading…".to_owned()),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        vec![self.question.ask(Query::Checklists(self.system), context)]
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        match action {
            Action::Open | Action::Right => self.open(),
            Action::StartPack => self.start(context),
            Action::Upgrade => self.upgrade(context),
            Action::Milestone => self.ask_about(Chosen::ask_for_milestone),
            Action::FormExport => self.ask_about(Chosen::ask_to_write),
            Action::DiscardAssessment => self.ask_about(Chosen::ask_to_discard),
            Action::FormImport => vec![act::ask_for_forms()],
            Action::History => self.history(),
            _ => {
                self.move_list(action);
                Vec::new()
            }
        }
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        let is_list = self.question.is_answered_by(&answer);
        let is_report = self.looking.is_answered_by(&answer);
        match answer.view {
            Ok(View::Checklists(view)) if is_list => self.show(view),
            Ok(view) if is_report => return self.looked_at(view),
            Err(problem) if is_list || is_report => {
                if is_list && self.view.is_none() {
                    self.failed = Some(problem.message.clone());
                }
                return vec![Outcome::Warn(problem)];
            }
            Ok(_) | Err(_) => {}
        }
        Vec::new()
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        let assessment = self.about.as_ref().map(|chosen| chosen.id);
        let change = match (word, assessment) {
            (act::TAKE_FORMS, _) => self.plan.take().map(AssessChange::Forms),
            (act::UPGRADE, Some(assessment)) => Some(AssessChange::Upgrade { assessment }),
            (act::DISCARD, Some(assessment)) => Some(AssessChange::Discard { assessment }),
            _ => None,
        };
        let change = change.map(|change| make(Change::Assess(change), context));
        change.into_iter().collect()
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
        let change = match &self.about {
            Some(chosen) => chosen.filled(form, filled)?,
            None => None,
        };
        let change = change.map(|change| make(change, context));
        Ok(change.into_iter().collect())
    }

    fn cursor(&self) -> Option<RecordId> {
        self.chosen().map(|chosen| chosen.id)
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.wanted = Some(record);
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.put(target.min(self.length().saturating_sub(1)));
        self.off_the_heading(Action::Down);
        if twice { self.open() } else { Vec::new() }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_checklists(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
