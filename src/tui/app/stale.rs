//! An edit that came too late: what became of the record meanwhile is asked, and both versions are laid over the screen to be
//! decided. What was typed is never lost on the way.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::App;
use crate::{
    domain::{digest::Digest, ids::RecordId},
    ops::{
        assessments::AssessChange,
        change::{Change, Done},
        query::Query,
        view::View,
    },
    tui::{
        effect::{Answer, Effect, Problem, Slot, Ticket},
        overlays::{self, Overlay},
    },
};

/// Edits on their way, and the one that came back.
#[derive(Debug, Default)]
pub(super) struct Late {
    /// Edits that were sent and not answered.
    sent: BTreeMap<Ticket, Change>,
    /// The edit that was refused, while it is asked whether it came too late.
    refused: Option<Refused>,
    /// The edit an open choice between versions waits for.
    pub(super) settling: Option<Ticket>,
    /// The file the text of that edit is kept in.
    draft: Option<PathBuf>,
}

#[derive(Debug)]
struct Refused {
    question: Ticket,
    ticket: Ticket,
    change: Change,
    problem: Problem,
}

impl Late {
    /// Keeps a change that is made from a state of a record.
    pub(super) fn remember(&mut self, effect: &Effect) {
        if let Effect::Do { ticket, change } = effect
            && what_became(change).is_some()
        {
            self.sent.insert(*ticket, change.clone());
        }
    }
}

impl App {
    /// Takes the outcome of a change in; of an edit that was refused it is asked first whether somebody was faster.
    pub(super) fn look_into(
        &mut self,
        ticket: Ticket,
        outcome: Result<Done, Problem>,
    ) -> Vec<Effect> {
        let sent = self.late.sent.remove(&ticket);
        let settled = self.late.settling.take_if(|waited| *waited == ticket);
        match (outcome, sent) {
            (Err(problem), Some(change)) => self.ask_what_became(ticket, change, problem),
            (outcome, _) => {
                if settled.is_some() && outcome.is_ok() {
                    self.overlay = None;
                }
                self.done(ticket, outcome)
            }
        }
    }

    fn ask_what_became(&mut self, ticket: Ticket, change: Change, problem: Problem) -> Vec<Effect> {
        let Some(query) = what_became(&change) else {
            return self.done(ticket, Err(problem));
        };
        let (question, effect) = self.ask(Slot::Conflict, query);
        let refused = Refused {
            question,
            ticket,
            change,
            problem,
        };
        let mut effects = vec![effect];
        if let Some(earlier) = self.late.refused.replace(refused) {
            effects.extend(self.done(earlier.ticket, Err(earlier.problem)));
        }
        effects
    }

    /// Lays both versions over the screen, or says why the edit was refused where nobody was faster.
    pub(super) fn conflicted(&mut self, answer: Answer) -> Vec<Effect> {
        let asked = |refused: &mut Refused| refused.question == answer.ticket;
        let Some(refused) = self.late.refused.take_if(asked) else {
            return Vec::new();
        };
        let draft = self.edits.get(&refused.ticket).map(PathBuf::as_path);
        let Some(overlay) = versions(answer.view, &refused.change, draft) else {
            return self.done(refused.ticket, Err(refused.problem));
        };
        self.waiting.done(refused.ticket);
        self.late.draft = self.edits.remove(&refused.ticket);
        (self.covered, self.saving) = (None, None);
        self.overlay = Some(overlay);
        self.refresh()
    }

    /// Saves an edit made anew from the state of now; the choice stays until it is known that it was saved.
    pub(super) fn save_late(&mut self, change: Change) -> Vec<Effect> {
        if self.late.settling.is_some() {
            return Vec::new();
        }
        let effects = self.change(change);
        if let Some(Effect::Do { ticket, .. }) = effects.first() {
            self.late.settling = Some(*ticket);
            let draft = self.late.draft.clone();
            self.edits.extend(draft.map(|draft| (*ticket, draft)));
        }
        effects
    }
}

/// Both versions, where somebody was faster.
fn versions(
    view: Result<View, Problem>,
    change: &Change,
    draft: Option<&Path>,
) -> Option<Box<dyn Overlay>> {
    match (view, change) {
        (Ok(View::Conflict(view)), change) => {
            base_of(change).filter(|(_, base)| view.now != *base)?;
            overlays::conflict(*view, change.clone(), draft)
        }
        (Ok(View::Assessment(view)), Change::Assess(AssessChange::Answer(edit))) => {
            overlays::conflicting_answer(&view, edit.clone())
        }
        _ => None,
    }
}

/// What is asked to learn whether somebody was faster; nothing of a change that is made from no state.
fn what_became(change: &Change) -> Option<Query> {
    if let Change::Assess(AssessChange::Answer(edit)) = change {
        edit.seen?;
        return Some(Query::Assessment(edit.assessment));
    }
    let (record, base) = base_of(change)?;
    let text = match change {
        Change::EditText(edit) => Some(edit.bytes.clone()),
        _ => None,
    };
    Some(Query::Conflict { record, base, text })
}

/// The record an edit is of, and the state it was made from.
const fn base_of(change: &Change) -> Option<(RecordId, Digest)> {
    match change {
        Change::Facts(edit) => Some((edit.record, edit.base)),
        Change::EditText(edit) => Some((edit.record, edit.base)),
        _ => None,
    }
}
