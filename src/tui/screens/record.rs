//! One decision, whole: its facts, its text to be read and searched, and beside it its links, its history, its outline or
//! what was said about it.
//! It must not know how a text is laid out or where a link is kept.

use crossterm::event::KeyCode;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{comment::Comment, ids::RecordId},
    ops::{change::Change, view::EventLine},
    tui::{
        action::Action,
        effect::{Answer, Effect, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen, Typed},
        screens::{
            compare,
            editing::{self, Editing},
            facts,
            reading::Reading,
            working::{self, Here, Reach, Target, Working},
        },
        widgets::{field::Field, list::List},
    },
};

mod comments;
mod draw;

/// Where the keys act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Text,
    Side,
    Find,
}

/// What stands beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Links,
    History,
    Outline,
    Comments,
}

/// The screen.
pub(super) struct Record {
    id: RecordId,
    reading: Reading,
    editing: Editing,
    working: Working,
    focus: Focus,
    side: Side,
    list: List,
    comments: comments::Comments,
    field: Field,
    size: (u16, u16),
}

impl Record {
    /// The record with this identity.
    pub(super) fn new(id: RecordId) -> Self {
        Self {
            id,
            reading: Reading::of(Slot::Record),
            editing: Editing::new(),
            working: Working::new(),
            focus: Focus::Text,
            side: Side::Links,
            list: List::default(),
            comments: comments::Comments::default(),
            field: Field::default(),
            size: (0, 0),
        }
    }

    fn reach(&self) -> Reach {
        match self.reading.view() {
            Some(view) => Reach::One(view.adr.facts.status),
            None => Reach::Nothing("the record is not there yet"),
        }
    }

    fn work(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        let view = self.reading.view();
        let here = Here {
            targets: view.map(Target::of).into_iter().collect(),
            log: view.map(|view| view.adr.log),
            view,
        };
        self.working.begin(action, here, context)
    }

    fn length(&self) -> usize {
        let view = self.reading.view();
        match self.side {
            Side::Links => view.map_or(0, |view| view.links.len()),
            Side::History => view.map_or(0, |view| view.history.len()),
            Side::Outline => self.reading.document.outline().len(),
            Side::Comments => view.map_or(0, |view| view.comments.len()),
        }
    }

    /// Opens a pane beside the text and goes there; the same key again leads back.
    fn toggle(&mut self, side: Side) {
        if self.focus == Focus::Side && self.side == side {
            self.focus = Focus::Text;
            return;
        }
        self.side = side;
        self.focus = Focus::Side;
        let here = self.reading.document.heading().unwrap_or(0);
        self.list = List::default();
        self.list.put(if side == Side::Outline { here } else { 0 });
    }

    fn open(&mut self) -> Vec<Outcome> {
        match (self.focus, self.side) {
            (Focus::Find, _) => self.focus = Focus::Text,
            (Focus::Text, _) => return self.reading.follow(),
            (Focus::Side, Side::Outline) => {
                self.reading.document.go_to_heading(self.list.cursor());
                self.focus = Focus::Text;
            }
            (Focus::Side, Side::Links) => return self.follow_link(),
            (Focus::Side, Side::History) => {
                let change = self.event().and_then(compare::of_event);
                return change.map(Outcome::Go).into_iter().collect();
            }
            // A comment is whole where it stands.
            (Focus::Side, Side::Comments) => {}
        }
        Vec::new()
    }

    /// The comment the keys act on.
    fn comment(&self) -> Option<&Comment> {
        let is_there = self.focus == Focus::Side && self.side == Side::Comments;
        let view = self.reading.view().filter(|_| is_there)?;
        comments::ordered(view).get(self.list.cursor()).copied()
    }

    /// Settles the chosen comment, or opens it again.
    fn settle(&self, context: &mut Context<'_>) -> Vec<Outcome> {
        let Some(comment) = self.comment() else {
            return Vec::new();
        };
        let change = Change::SettleComment {
            comment: comment.id,
            settled: !comment.settled,
        };
        vec![Outcome::Effect(Effect::Do {
            ticket: context.tickets.take(),
            change,
        })]
    }

    /// The event the cursor is on.
    fn event(&self) -> Option<&EventLine> {
        let history = self.reading.view().map(|view| view.history.as_slice());
        history?.get(self.list.cursor())
    }

    /// The history beside the text; from there, all of it on a screen of its own.
    fn show_history(&mut self) -> Vec<Outcome> {
        if self.focus == Focus::Side && self.side == Side::History {
            let record = Some(self.id);
            return vec![Outcome::Go(Place::Events { record })];
        }
        self.toggle(Side::History);
        Vec::new()
    }

    /// In the history with the state after the event, in the links with the other decision; else it is chosen with what.
    fn compare(&self) -> Vec<Outcome> {
        let Some(view) = self.reading.view() else {
            return Vec::new();
        };
        match (self.focus, self.side) {
            (Focus::Side, Side::History) => {
                let since = self.event().map(compare::since_event);
                since.map(Outcome::Go).into_iter().collect()
            }
            (Focus::Side, Side::Links) => {
                let link = view.links.get(self.list.cursor());
                let other = link.and_then(|link| link.target.as_ref());
                let place = other.map(|other| compare::of_two(self.id, other.id));
                place.map(Outcome::Go).into_iter().collect()
            }
            _ => vec![Outcome::Menu(compare::menu(view))],
        }
    }

    /// Whether there is something to compare with where the cursor is.
    fn can_compare(&self) -> Availability {
        let Some(view) = self.reading.view() else {
            return when(false, "the record is not there yet");
        };
        match (self.focus, self.side) {
            (Focus::Side, Side::History) => when(self.event().is_some(), "no event is selected"),
            (Focus::Side, Side::Links) => {
                let link = view.links.get(self.list.cursor());
                let is_known = link.is_some_and(|link| link.target.is_some());
                when(is_known, "the other decision is not in the store")
            }
            _ => Availability::Ready,
        }
    }

    fn follow_link(&self) -> Vec<Outcome> {
        let links = self.reading.view().map(|view| view.links.as_slice());
        let Some(link) = links.and_then(|links| links.get(self.list.cursor())) else {
            return Vec::new();
        };
        match &link.target {
            Some(target) => vec![Outcome::Go(Place::Record(target.id))],
            None => vec![Outcome::Warn(crate::tui::effect::Problem {
                message: format!("`{}` is not a record of this store", link.written),
                hint: Some("Import the log it belongs to.".into()),
                ..crate::tui::effect::Problem::default()
            })],
        }
    }

    /// One step back: out of the field, the pane, the selected link, the search.
    fn back(&mut self) {
        match self.focus {
            Focus::Side => self.focus = Focus::Text,
            Focus::Text if self.reading.document.link().is_some() => {
                self.reading.document.leave_link();
            }
            Focus::Find | Focus::Text => {
                self.focus = Focus::Text;
                self.field = Field::default();
                self.reading.document.find("");
            }
        }
    }

    fn move_side(&mut self, action: Action) {
        self.list.moved(action, self.length());
        if self.side == Side::Outline {
            self.reading.document.go_to_heading(self.list.cursor());
        }
    }

    fn has_a_step_back(&self) -> bool {
        self.focus != Focus::Text
            || self.reading.document.link().is_some()
            || !self.field.value().is_empty()
    }

    fn found_something(&self) -> bool {
        self.reading
            .document
            .found()
            .is_some_and(|(_, _, count)| count > 0)
    }
}

fn when(ready: bool, why: &str) -> Availability {
    if ready {
        Availability::Ready
    } else {
        Availability::Disabled(why.to_owned())
    }
}

impl Screen for Record {
    fn place(&self) -> Place {
        Place::Record(self.id)
    }

    fn breadcrumb(&self) -> Vec<String> {
        let mut crumbs = vec!["Decisions".to_owned()];
        let view = self.reading.view();
        crumbs.extend(view.map(|view| facts::short_reference(&view.reference)));
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Document, Scope::Record, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        if let Some(answer) = working::availability(action, self.reach()) {
            return answer;
        }
        let document = &self.reading.document;
        match action {
            Action::NextLink | Action::PreviousLink => {
                when(document.has_links(), "the text has no links")
            }
            Action::NextHeading | Action::PreviousHeading | Action::Outline => {
                when(!document.outline().is_empty(), "the text has no headings")
            }
            Action::NextMatch | Action::PreviousMatch => when(
                self.found_something(),
                "nothing is searched for; / searches the text",
            ),
            Action::Open if self.focus == Focus::Text && !document.has_links() => {
                when(false, "the text has no links")
            }
            Action::Open if self.focus == Focus::Text => when(
                document.link().is_some(),
                "no link is selected; ) selects the next",
            ),
            Action::Open if self.focus == Focus::Side && self.side == Side::Comments => {
                when(false, "a comment is whole where it stands")
            }
            Action::Open => when(
                self.focus == Focus::Find || self.length() > 0,
                "nothing is selected",
            ),
            Action::Settle => when(
                self.comment().is_some(),
                "choose a comment first; C shows them",
            ),
            Action::EditText => match self.reading.view() {
                Some(view) => editing::availability(view.adr.facts.status),
                None => when(false, "the record is not there yet"),
            },
            Action::Compare => self.can_compare(),
            Action::Back if self.has_a_step_back() => Availability::Ready,
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
            | Action::Filter
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::CopyReference
            | Action::CopyMarkdown
            | Action::Links
            | Action::Comments
            | Action::History => when(self.reading.view().is_some(), "the record is not there yet"),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        match self.focus {
            Focus::Find => vec![Action::Open, Action::Back],
            Focus::Side if self.side == Side::Comments => {
                vec![Action::Settle, Action::FocusNext, Action::Back]
            }
            Focus::Side if self.side == Side::History => vec![
                Action::Open,
                Action::Compare,
                Action::History,
                Action::FocusNext,
                Action::Back,
            ],
            Focus::Side => vec![Action::Open, Action::FocusNext, Action::Back],
            Focus::Text if self.reading.document.link().is_some() => {
                vec![
                    Action::Open,
                    Action::CopyReference,
                    Action::NextLink,
                    Action::Back,
                ]
            }
            Focus::Text if self.found_something() => {
                vec![
                    Action::NextMatch,
                    Action::PreviousMatch,
                    Action::Filter,
                    Action::Back,
                ]
            }
            Focus::Text => vec![
                Action::Step,
                Action::EditFacts,
                Action::EditText,
                Action::Comment,
                Action::Links,
                Action::History,
                Action::Compare,
            ],
        }
    }

    fn status(&self) -> String {
        let document = &self.reading.document;
        let said = match (document.link(), document.found()) {
            (Some(link), _) => format!("link {}", link.target),
            (None, Some((words, _, 0))) => format!("no `{words}`"),
            (None, Some((words, nth, count))) => format!("{nth} of {count}  /{words}"),
            // The header says which record it is; here stands how far one has read.
            (None, None) => document
                .heading()
                .and_then(|nth| document.outline().get(nth))
                .map(|heading| heading.text.clone())
                .or_else(|| self.reading.view().map(|view| view.reference.clone()))
                .unwrap_or_default(),
        };
        crate::markdown::safe::line(&said).into_owned()
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        self.reading.forget_question();
        let pane = draw::text_width(self.size.0);
        let wanted = self.reading.want(self.id, pane, context);
        wanted
            .into_iter()
            .chain(self.working.refresh(context))
            .collect()
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        match action {
            Action::Open => return self.open(),
            Action::Back => self.back(),
            Action::Filter => {
                self.focus = Focus::Find;
                self.reading.document.leave_link();
            }
            Action::FocusNext | Action::FocusPrevious => {
                self.focus = if self.focus == Focus::Side {
                    Focus::Text
                } else {
                    Focus::Side
                };
            }
            Action::Links => self.toggle(Side::Links),
            Action::Comments => self.toggle(Side::Comments),
            Action::Settle => return self.settle(context),
            Action::History => return self.show_history(),
            Action::Compare => return self.compare(),
            Action::Outline => self.toggle(Side::Outline),
            Action::CopyReference => return self.reading.copy_reference(),
            Action::CopyMarkdown => return self.reading.copy_markdown(),
            action if working::is_work(action) => return self.work(action, context),
            Action::EditText => return vec![self.editing.begin(self.id, context)],
            Action::NextHeading
            | Action::PreviousHeading
            | Action::NextLink
            | Action::PreviousLink
            | Action::NextMatch
            | Action::PreviousMatch => {
                self.focus = Focus::Text;
                self.reading.document.moved(action);
            }
            _ if self.focus == Focus::Side => self.move_side(action),
            _ => {
                self.reading.document.moved(action);
            }
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        let taken = self.reading.receive(&answer);
        taken
            .or_else(|| self.editing.receive(&answer))
            .or_else(|| self.working.receive(&answer))
            .unwrap_or_default()
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        if let Some(place) = compare::chosen(self.id, word) {
            return vec![Outcome::Go(place)];
        }
        self.working.choose(word, context).unwrap_or_default()
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

    fn is_typing(&self) -> bool {
        self.focus == Focus::Find
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
            self.reading.document.find(self.field.value());
        }
        Vec::new()
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.focus = Focus::Side;
        self.list.put(target.min(self.length().saturating_sub(1)));
        if twice || self.side == Side::Outline {
            return self.open();
        }
        Vec::new()
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        if pane == draw::SIDE {
            self.move_side(action);
        } else {
            self.reading.document.moved(action);
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_record(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
