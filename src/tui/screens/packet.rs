//! One packet, section by section, as the board will read it; and what verifying and comparing it came to. It must not know
//! what stands in a section.

use std::sync::Arc;

use crossterm::event::KeyCode;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    markdown::Rendered,
    ops::{
        change::Change,
        query::{PacketPart, PacketSource, Query},
        view::{PacketDiffView, PacketView, VerifyView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen, Typed},
        screens::{
            packets::act::{self, Chosen, make},
            question::Question,
        },
        widgets::{document::Document, field::Field, list::List},
    },
};

mod draw;
mod told;

/// Where the keys act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Text,
    Sections,
    Find,
}

/// What is read.
enum Page {
    /// A section of the packet, by its place.
    Section(usize),
    /// What verifying came to.
    Verified(Box<VerifyView>),
    /// How it differs from the packet before.
    Compared(Box<PacketDiffView>),
}

/// The screen.
pub(super) struct Packet {
    id: RecordId,
    view: Option<Box<PacketView>>,
    /// Why it could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    /// What verifying or comparing comes to.
    finding: Question,
    page: Page,
    /// What the document shows: a page, laid out for a width.
    document: Document,
    list: List,
    focus: Focus,
    field: Field,
    size: (u16, u16),
    ascii: bool,
}

impl Packet {
    /// The packet with this identity.
    pub(super) fn new(id: RecordId) -> Self {
        Self {
            id,
            view: None,
            failed: None,
            question: Question::of(Slot::Packet),
            finding: Question::of(Slot::Verify),
            page: Page::Section(0),
            document: Document::default(),
            list: List::default(),
            focus: Focus::Text,
            field: Field::default(),
            size: (0, 0),
            ascii: false,
        }
    }

    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.sections.len())
    }

    fn is_frozen(&self) -> bool {
        self.view
            .as_ref()
            .is_some_and(|view| view.packet.frozen.is_some())
    }

    fn chosen(&self) -> Option<Chosen> {
        self.view.as_ref().map(|view| Chosen {
            id: self.id,
            label: view.packet.label.clone(),
            title: view.packet.title.clone(),
            decisions: view.packet.decisions.len() as u64,
        })
    }

    /// The page that is read, laid out.
    fn body(&self) -> Arc<Rendered> {
        let page = (draw::text_width(self.size.0), self.ascii);
        match &self.page {
            Page::Section(nth) => self
                .view
                .as_ref()
                .and_then(|view| view.sections.get(*nth))
                .map(|section| Arc::clone(&section.body))
                .unwrap_or_default(),
            Page::Verified(view) => told::verified(view, page),
            Page::Compared(view) => told::compared(view, page),
        }
    }

    /// Turns to another page, from its beginning.
    fn turn_to(&mut self, page: Page) {
        if let Page::Section(nth) = page {
            self.list.put(nth);
        }
        self.page = page;
        self.document.open(self.body());
        if !self.field.value().is_empty() {
            self.document.find(self.field.value());
        }
    }

    /// Lays the page that is read out anew: the size or the packet changed.
    fn lay_out_anew(&mut self) {
        self.document.lay_out(self.body());
    }

    fn show(&mut self, view: Box<PacketView>) {
        let is_first = self.view.is_none();
        let last = view.sections.len().saturating_sub(1);
        self.failed = None;
        self.view = Some(view);
        if let Page::Section(nth) = self.page {
            self.page = Page::Section(nth.min(last));
        }
        if is_first {
            self.turn_to(Page::Section(self.list.cursor().min(last)));
        } else {
            self.lay_out_anew();
        }
    }

    /// Turns to the section behind or before the one that is read.
    fn step_section(&mut self, action: Action) {
        let nth = match (&self.page, action) {
            (Page::Section(nth), Action::Right) => nth.saturating_add(1),
            (Page::Section(nth), _) => nth.saturating_sub(1),
            _ => self.list.cursor(),
        };
        if nth < self.length() {
            self.turn_to(Page::Section(nth));
        }
    }

    fn move_sections(&mut self, action: Action) {
        if self.list.moved(action, self.length()) {
            self.turn_to(Page::Section(self.list.cursor()));
        }
    }

    fn verify(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let query = Query::Verify(PacketSource::Kept(self.id));
        vec![self.finding.ask(query, context)]
    }

    fn compare(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        let before = self.view.as_ref().and_then(|view| view.previous.as_ref());
        let Some((before, _)) = before else {
            return Vec::new();
        };
        let query = Query::DiffPackets {
            from: PacketSource::Kept(*before),
            to: PacketSource::Kept(self.id),
        };
        vec![self.finding.ask(query, context)]
    }

    /// One step back: out of the field, the sections, the selected link, a page that is no section.
    fn back(&mut self) {
        match self.focus {
            Focus::Sections => self.focus = Focus::Text,
            Focus::Text if self.document.link().is_some() => self.document.leave_link(),
            Focus::Find => self.forget_search(),
            Focus::Text if !self.field.value().is_empty() => self.forget_search(),
            Focus::Text => {
                let here = self.list.cursor();
                self.turn_to(Page::Section(here));
            }
        }
    }

    fn forget_search(&mut self) {
        self.focus = Focus::Text;
        self.field = Field::default();
        self.document.find("");
    }

    fn has_a_step_back(&self) -> bool {
        self.focus != Focus::Text
            || self.document.link().is_some()
            || !self.field.value().is_empty()
            || !matches!(self.page, Page::Section(_))
    }

    fn open(&mut self) -> Vec<Outcome> {
        self.focus = Focus::Text;
        Vec::new()
    }

    fn found_something(&self) -> bool {
        self.document.found().is_some_and(|(_, _, count)| count > 0)
    }

    /// What stands in the way of freezing it, or of throwing it away.
    fn while_open(&self) -> Availability {
        match &self.view {
            None => when(false, "the packet is not there yet"),
            Some(_) => when(
                !self.is_frozen(),
                "it is frozen: it stays as it was handed over",
            ),
        }
    }

    fn can_freeze(&self) -> Availability {
        let obstacle = self.view.as_ref().and_then(|view| view.obstacles.first());
        match obstacle {
            Some(obstacle) => when(false, obstacle),
            None => self.while_open(),
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

impl Screen for Packet {
    fn place(&self) -> Place {
        Place::Packet(self.id)
    }

    fn breadcrumb(&self) -> Vec<String> {
        let mut crumbs = vec!["Packets".to_owned()];
        crumbs.extend(self.view.as_ref().map(|view| view.packet.label.clone()));
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Packets, Scope::Document, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        let document = &self.document;
        match action {
            Action::FreezePacket => self.can_freeze(),
            Action::Discard => self.while_open(),
            Action::VerifyPacket => when(
                self.is_frozen(),
                "it is not frozen: there is nothing to verify yet",
            ),
            Action::Compare => when(
                self.view
                    .as_ref()
                    .is_some_and(|view| view.previous.is_some()),
                "no packet was frozen before this one",
            ),
            Action::NextLink | Action::PreviousLink => {
                when(document.has_links(), "the section has no links")
            }
            Action::NextHeading | Action::PreviousHeading => when(
                !document.outline().is_empty(),
                "the section has no headings",
            ),
            Action::NextMatch | Action::PreviousMatch => when(
                self.found_something(),
                "nothing is searched for; / searches the section",
            ),
            Action::Open => when(self.focus != Focus::Text, "the section is open"),
            Action::Back if self.has_a_step_back() => Availability::Ready,
            Action::Down
            | Action::Up
            | Action::Left
            | Action::Right
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
            | Action::Filter
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::Outline
            | Action::ExportPacket => when(self.view.is_some(), "the packet is not there yet"),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        match self.focus {
            Focus::Find => vec![Action::Open, Action::Back],
            _ if !matches!(self.page, Page::Section(_)) => {
                vec![Action::Back, Action::ExportPacket]
            }
            Focus::Sections | Focus::Text => {
                let mut hints = vec![Action::Right, Action::Outline];
                hints.push(if self.is_frozen() {
                    Action::VerifyPacket
                } else {
                    Action::FreezePacket
                });
                hints.push(Action::ExportPacket);
                if self
                    .view
                    .as_ref()
                    .is_some_and(|view| view.previous.is_some())
                {
                    hints.push(Action::Compare);
                }
                hints
            }
        }
    }

    fn status(&self) -> String {
        let said = match (self.document.found(), &self.page) {
            (Some((words, _, 0)), _) => format!("no `{words}`"),
            (Some((words, nth, count)), _) => format!("{nth} of {count}  /{words}"),
            (None, Page::Section(nth)) => match self.length() {
                0 => String::new(),
                length => format!("section {} of {length}", nth + 1),
            },
            (None, Page::Verified(_)) => "verified".to_owned(),
            (None, Page::Compared(_)) => "compared".to_owned(),
        };
        crate::markdown::safe::line(&said).into_owned()
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        if !matches!(self.page, Page::Section(_)) {
            self.lay_out_anew();
        }
        let query = Query::Packet {
            id: self.id,
            width: draw::text_width(self.size.0),
            part: PacketPart::Whole,
        };
        vec![self.question.ask(query, context)]
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.size = context.size;
        let about = |ask: fn(&Chosen) -> Outcome| self.chosen().as_ref().map(ask);
        match action {
            Action::FreezePacket => return about(Chosen::ask_to_freeze).into_iter().collect(),
            Action::Discard => return about(Chosen::ask_to_discard).into_iter().collect(),
            Action::ExportPacket => return about(Chosen::ask_to_export).into_iter().collect(),
            Action::VerifyPacket => return self.verify(context),
            Action::Compare => return self.compare(context),
            Action::Open => return self.open(),
            Action::Back => self.back(),
            Action::Filter => self.focus = Focus::Find,
            Action::Left | Action::Right => self.step_section(action),
            Action::Outline | Action::FocusNext | Action::FocusPrevious => {
                self.focus = if self.focus == Focus::Sections {
                    Focus::Text
                } else {
                    Focus::Sections
                };
            }
            Action::NextHeading
            | Action::PreviousHeading
            | Action::NextLink
            | Action::PreviousLink
            | Action::NextMatch
            | Action::PreviousMatch => {
                self.focus = Focus::Text;
                self.document.moved(action);
            }
            _ if self.focus == Focus::Sections => self.move_sections(action),
            _ => {
                self.document.moved(action);
            }
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        let is_packet = self.question.is_answered_by(&answer);
        let is_found = self.finding.is_answered_by(&answer);
        if !is_packet && !is_found {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Packet(view)) => self.show(view),
            Ok(View::Verify(view)) => self.turn_to(Page::Verified(view)),
            Ok(View::DiffPackets(view)) => self.turn_to(Page::Compared(view)),
            Ok(_) => {}
            Err(problem) => {
                if is_packet && self.view.is_none() {
                    self.failed = Some(problem.message.clone());
                }
                return vec![Outcome::Warn(problem)];
            }
        }
        self.focus = match self.focus {
            Focus::Sections if is_found => Focus::Text,
            focus => focus,
        };
        Vec::new()
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        let packet = self.id;
        match word {
            act::FREEZE => vec![make(Change::FreezePacket { packet }, context)],
            // What is thrown away cannot be read on.
            act::DISCARD => vec![
                make(Change::DiscardPacket { packet }, context),
                Outcome::Go(Place::Packets),
            ],
            _ => Vec::new(),
        }
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        match self.chosen() {
            Some(chosen) if form == act::EXPORT => Ok(vec![make(chosen.export(filled)?, context)]),
            _ => Ok(Vec::new()),
        }
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
            self.document.find(self.field.value());
        }
        Vec::new()
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.focus = if twice { Focus::Text } else { Focus::Sections };
        let last = self.length().saturating_sub(1);
        self.turn_to(Page::Section(target.min(last)));
        Vec::new()
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        if pane == draw::SECTIONS {
            self.move_sections(action);
        } else {
            self.document.moved(action);
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_packet(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
