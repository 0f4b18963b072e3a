//! The library: packs, rubrics, patterns, templates and what the linter finds, in one list with everything about one of them
//! beside it. It must not know how any of these are read or held against the rules.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    domain::{ids::RecordId, system::Pattern, tone::Tone},
    ops::{
        query::Query,
        view::{LibraryView, View},
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen},
        screens::{facts, packets::act::make, question::Question},
        widgets::text,
    },
};

pub(in crate::tui::screens) mod browse;
mod entries;
mod pattern;

use browse::Browse;

/// The screen.
pub(super) struct Library {
    view: Option<Box<LibraryView>>,
    /// Why it could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    browse: Browse,
    /// The pattern a form is about.
    editing: Option<RecordId>,
}

impl Library {
    /// The screen before anything is known.
    pub(super) fn new() -> Self {
        Self {
            view: None,
            failed: None,
            question: Question::of(Slot::Library),
            browse: Browse::default(),
            editing: None,
        }
    }

    fn show(&mut self, view: Box<LibraryView>) {
        self.browse.show(entries::of(&view));
        self.failed = None;
        self.view = Some(view);
    }

    /// The pattern under the cursor.
    fn pattern(&self) -> Option<&Pattern> {
        let row = self.browse.row()?;
        let patterns = &self.view.as_ref()?.patterns;
        let found = patterns
            .iter()
            .find(|(pattern, _)| pattern.label == row.word);
        found.map(|(pattern, _)| pattern)
    }

    fn open(&mut self) -> Vec<Outcome> {
        if let Some(place) = self.browse.row().and_then(|row| row.goes.clone()) {
            return vec![Outcome::Go(place)];
        }
        self.browse.read();
        Vec::new()
    }

    fn note(&self) -> String {
        match &self.view {
            Some(view) if view.findings.is_empty() => "no findings".to_owned(),
            Some(view) => facts::counted(view.findings.len() as u64, "finding", "findings"),
            None => String::new(),
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

impl Screen for Library {
    fn place(&self) -> Place {
        Place::Library
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Library".to_owned()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Library, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::AddPattern => when(self.view.is_some(), "the library is not there yet"),
            Action::EditPattern => when(
                self.pattern().is_some(),
                "there is no pattern under the cursor",
            ),
            Action::Back | Action::Left if self.browse.is_reading() => Availability::Ready,
            Action::Open
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
            | Action::Bottom => when(self.browse.row().is_some(), "the library is not there yet"),
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.browse.is_reading() {
            return vec![Action::Back, Action::Down];
        }
        let mut hints = vec![Action::Open, Action::AddPattern];
        if self.pattern().is_some() {
            hints.push(Action::EditPattern);
        }
        hints
    }

    fn status(&self) -> String {
        match (&self.view, self.browse.place()) {
            (Some(_), (nth, all)) => facts::placed(nth, all, ("entry", "entries")),
            (None, _) => "loading…".to_owned(),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        vec![self.question.ask(Query::Library, context)]
    }

    fn update(&mut self, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        match action {
            Action::Open | Action::Right => return self.open(),
            Action::Back | Action::Left => self.browse.leave(),
            Action::FocusNext | Action::FocusPrevious => self.browse.turn_focus(),
            Action::AddPattern => {
                self.editing = None;
                let packs = self.view.as_ref().map(|view| view.packs.as_slice());
                return vec![Outcome::Form(pattern::form(
                    None,
                    packs.unwrap_or_default(),
                ))];
            }
            Action::EditPattern => {
                let packs = self.view.as_ref().map(|view| view.packs.as_slice());
                let form = self.pattern().map(|known| {
                    (
                        known.id,
                        pattern::form(Some(known), packs.unwrap_or_default()),
                    )
                });
                if let Some((id, form)) = form {
                    self.editing = Some(id);
                    return vec![Outcome::Form(form)];
                }
            }
            _ => self.browse.moved(action),
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Library(view)) => self.show(view),
            Ok(_) => {}
            Err(problem) => {
                self.failed = Some(problem.message.clone());
                return vec![Outcome::Warn(problem)];
            }
        }
        Vec::new()
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        if form != pattern::FORM {
            return Ok(Vec::new());
        }
        let patterns = self.view.iter().flat_map(|view| &view.patterns);
        let known = patterns
            .map(|(pattern, _)| pattern)
            .find(|pattern| Some(pattern.id) == self.editing);
        Ok(vec![make(pattern::change(known, filled)?, context)])
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.browse.click(target);
        if twice { self.open() } else { Vec::new() }
    }

    fn roll(&mut self, pane: usize, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.browse.roll(pane, action);
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        if self.view.is_none() {
            let said = self.failed.as_deref().unwrap_or("loading…");
            let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
            text::put(frame, text::inset(area, 2), &line);
            return;
        }
        let note = self.note();
        self.browse.draw((frame, look), area, ("LIBRARY", &note));
    }
}

#[cfg(test)]
mod tests;
