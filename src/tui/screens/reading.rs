//! A record that is being read: asked for at a width, shown until the next one has come. It must not know whether it is a
//! preview or the whole screen.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{
    domain::ids::RecordId,
    ops::{
        query::Query,
        view::{RecordView, View},
    },
    tui::{
        effect::{Answer, Effect, Problem, Slot},
        screen::{Context, Outcome, Place},
        screens::{facts, question::Question},
        widgets::document::Document,
    },
};

/// The most cells a line of text is laid out for: longer ones are hard to read.
const WIDEST: u16 = 100;
/// Why a decision that is only a row cannot be copied as a link.
pub(super) const MARKDOWN_WHEN_OPEN: &str = "open the decision first: its file is not known here";
/// The fewest.
const NARROWEST: u16 = 10;

/// A record, its text, and the question for it.
#[derive(Debug)]
pub(super) struct Reading {
    question: Question,
    asked: Option<(RecordId, u16)>,
    view: Option<Box<RecordView>>,
    /// Its text.
    pub(super) document: Document,
    /// Why it could not be shown, when that was the last answer.
    pub(super) failed: Option<String>,
    /// The day it is read.
    pub(super) as_of: Option<NaiveDate>,
}

impl Reading {
    /// Nothing asked for yet.
    pub(super) fn of(slot: Slot) -> Self {
        Self {
            question: Question::of(slot),
            asked: None,
            view: None,
            document: Document::default(),
            failed: None,
            as_of: None,
        }
    }

    /// Asks for a record laid out for a pane, unless that was asked for already.
    pub(super) fn want(
        &mut self,
        id: RecordId,
        pane: u16,
        context: &mut Context<'_>,
    ) -> Option<Outcome> {
        let width = pane.clamp(NARROWEST, WIDEST);
        (self.asked != Some((id, width))).then(|| {
            self.asked = Some((id, width));
            self.as_of = Some(context.as_of);
            self.question.ask(Query::Record { id, width }, context)
        })
    }

    /// What was asked for may have changed: the next wish asks again. What is shown stays.
    pub(super) fn forget_question(&mut self) {
        self.asked = None;
    }

    /// No record is wanted, and an answer on its way is not either.
    pub(super) fn want_none(&mut self) {
        self.question.drop_it();
        self.asked = None;
        self.view = None;
    }

    /// The record shown.
    pub(super) fn view(&self) -> Option<&RecordView> {
        self.view.as_deref()
    }

    /// The record shown, when it is this one.
    pub(super) fn view_of(&self, id: RecordId) -> Option<&RecordView> {
        self.view().filter(|view| view.adr.id == id)
    }

    /// Takes the answer in; whether it was the one waited for.
    pub(super) fn receive(&mut self, answer: &Answer) -> Option<Vec<Outcome>> {
        if !self.question.is_answered_by(answer) {
            return None;
        }
        match &answer.view {
            Ok(View::Record(view)) => self.show(view.clone()),
            Ok(_) => {}
            Err(problem) => {
                self.asked = None;
                self.failed = Some(problem.message.clone());
                return Some(vec![Outcome::Warn(problem.clone())]);
            }
        }
        Some(Vec::new())
    }

    fn show(&mut self, view: Box<RecordView>) {
        if self.view_of(view.adr.id).is_some() {
            self.document.lay_out(Arc::clone(&view.body));
        } else {
            self.document.open(Arc::clone(&view.body));
        }
        self.document.begin_behind(&view.adr.facts.title);
        self.view = Some(view);
    }

    /// Goes where the selected link leads: down the text, to another record, or says why not.
    pub(super) fn follow(&mut self) -> Vec<Outcome> {
        let Some(link) = self.document.link().cloned() else {
            return Vec::new();
        };
        if let Some(line) = link.lands {
            self.document.go_to_line(line);
            return Vec::new();
        }
        if let Some(id) = self.record_behind(&link.target) {
            return vec![Outcome::Go(Place::Record(id))];
        }
        if link.target.contains("://") {
            return vec![Outcome::Tell(format!("{} — y copies it", link.target))];
        }
        vec![Outcome::Warn(Problem {
            message: format!("`{}` is not a record of this store", link.target),
            hint: Some("Import the log it belongs to, or press y to copy it.".into()),
            ..Problem::default()
        })]
    }

    /// The record a target means: written the same, or the same but for the place inside the file.
    fn record_behind(&self, target: &str) -> Option<RecordId> {
        let file = |written: &str| {
            let bare = written.split('#').next().unwrap_or_default();
            bare.trim_start_matches("./").to_owned()
        };
        let links = &self.view()?.links;
        let same = links.iter().find(|link| link.written == target);
        let alike = || {
            let wanted = file(target);
            links
                .iter()
                .find(|link| !wanted.is_empty() && file(&link.written) == wanted)
        };
        same.or_else(alike)?.target.as_ref().map(|target| target.id)
    }

    /// Copies the selected link, else the reference.
    pub(super) fn copy_reference(&self) -> Vec<Outcome> {
        let link = self.document.link().map(|link| link.target.clone());
        let copied = link.or_else(|| self.view().map(|view| view.reference.clone()));
        copied.map(copy).unwrap_or_default()
    }

    /// Copies `[ADR-0012: Title](path)`.
    pub(super) fn copy_markdown(&self) -> Vec<Outcome> {
        self.view().map(markdown_link).map(copy).unwrap_or_default()
    }
}

/// Puts a text on the clipboard and says so.
pub(super) fn copy(text: String) -> Vec<Outcome> {
    let said = format!("Copied {text}");
    vec![Outcome::Effect(Effect::Copy(text)), Outcome::Tell(said)]
}

/// The link that leads to a record from the root of its repository.
fn markdown_link(view: &RecordView) -> String {
    let name = match view.adr.facts.number {
        Some(number) => format!("ADR-{number:04}"),
        None => view.adr.label(),
    };
    let title = view.adr.facts.title.replace('[', "\\[").replace(']', "\\]");
    let path = facts::path_in_repository(view);
    let path = if path.contains([' ', '(', ')']) {
        format!("<{path}>")
    } else {
        path
    };
    format!("[{name}: {title}]({path})")
}
