//! The way to the editor: the text is asked for, and either handed over or the reason said why it is kept.

use crate::{
    domain::{ids::RecordId, status::Status},
    ops::{
        query::Query,
        view::{SourceView, View},
    },
    tui::{
        effect::{Answer, EditRequest, Effect, Problem, Slot},
        screen::{Availability, Context, Outcome},
        screens::question::Question,
    },
};

/// The question for a text to be edited.
#[derive(Debug)]
pub(super) struct Editing(Question);

impl Editing {
    /// Nothing asked for yet.
    pub(super) const fn new() -> Self {
        Self(Question::of(Slot::Source))
    }

    /// Asks for the text of a record.
    pub(super) fn begin(&mut self, id: RecordId, context: &mut Context<'_>) -> Outcome {
        self.0.ask(Query::Source { id }, context)
    }

    /// Hands the text to the editor; `None` when the answer is to something else.
    pub(super) fn receive(&mut self, answer: &Answer) -> Option<Vec<Outcome>> {
        if !self.0.is_answered_by(answer) {
            return None;
        }
        Some(match &answer.view {
            Ok(View::Source(source)) => vec![edit(source)],
            Ok(_) => Vec::new(),
            Err(problem) => vec![Outcome::Warn(problem.clone())],
        })
    }
}

/// Whether the text of a decision that stands there is edited at all.
pub(super) fn availability(status: Status) -> Availability {
    if status.text_is_open() {
        return Availability::Ready;
    }
    let instead = match status {
        Status::Accepted => "s supersedes or amends it, e corrects its facts",
        _ => "e corrects its facts, a writes a new decision",
    };
    Availability::Disabled(format!("{status}: the text is kept; {instead}"))
}

fn edit(source: &SourceView) -> Outcome {
    if let Some(reason) = &source.protected {
        return Outcome::Warn(Problem {
            message: format!(
                "The text of {} is kept as it is: {reason}",
                source.reference
            ),
            hint: Some("Record a new decision that amends or supersedes it.".into()),
            ..Problem::default()
        });
    }
    Outcome::Effect(Effect::Edit(EditRequest {
        record: source.id,
        reference: source.reference.clone(),
        file_name: source.file_name.clone(),
        base: source.base,
        bytes: source.bytes.clone(),
    }))
}
