//! What was asked and is not answered yet, and the word that says so after a moment. Old content stays meanwhile.

use std::collections::BTreeMap;

use crate::{
    ops::change::Change,
    tui::effect::{Effect, Slot, Ticket},
};

/// How long an answer may take before a word is shown.
const WORD_AFTER: u64 = 150;

const UNDOING: &str = "undoing…";

/// Open questions and changes.
#[derive(Debug, Default)]
pub struct Waiting {
    questions: BTreeMap<Slot, (Ticket, u64)>,
    changes: BTreeMap<Ticket, (&'static str, u64)>,
}

impl Waiting {
    /// Takes note of an effect that will be answered.
    pub fn noticed(&mut self, effect: &Effect, now: u64) {
        match effect {
            Effect::Ask { ticket, slot, .. } => {
                self.questions.insert(*slot, (*ticket, now));
            }
            Effect::Do { ticket, change } => {
                self.changes.insert(*ticket, (word(change), now));
            }
            _ => {}
        }
    }

    /// An answer came; whether it was still waited for.
    pub fn answered(&mut self, slot: Slot, ticket: Ticket) -> bool {
        let wanted = self.questions.get(&slot).is_some_and(|(t, _)| *t == ticket);
        if wanted {
            self.questions.remove(&slot);
        }
        wanted
    }

    /// Waits no longer for what has been asked long ago; whether there was any such question.
    pub fn stop_asking(&mut self, now: u64) -> bool {
        let before = self.questions.len();
        self.questions
            .retain(|slot, (_, since)| is_kept(*slot) || now < *since + WORD_AFTER);
        self.questions.len() < before
    }

    /// A change came to its end; whether it was an undo.
    pub fn done(&mut self, ticket: Ticket) -> bool {
        let done = self.changes.remove(&ticket);
        done.is_some_and(|(word, _)| word == UNDOING)
    }

    /// Whether nothing is open.
    pub fn is_over(&self) -> bool {
        self.questions.is_empty() && self.changes.is_empty()
    }

    /// What is being done to the store; nothing when every change that was asked for is on disk.
    pub fn changing(&self) -> Option<&'static str> {
        self.changes.values().map(|(word, _)| *word).next()
    }

    /// When the word would be shown.
    pub fn word_at(&self) -> Option<u64> {
        self.open().map(|(_, since)| since + WORD_AFTER).min()
    }

    /// The word, when it is time.
    pub fn word(&self, now: u64) -> Option<&'static str> {
        self.open()
            .find(|(_, since)| now >= since + WORD_AFTER)
            .map(|(word, _)| word)
    }

    fn open(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let changes = self.changes.values().copied();
        let questions = self
            .questions
            .iter()
            .filter(|(slot, _)| **slot != Slot::Header)
            .map(|(_, (_, since))| ("loading…", *since));
        changes.chain(questions)
    }
}

/// What is waited for whatever a key says: nobody sees it asked, and what was typed hangs on it.
const fn is_kept(slot: Slot) -> bool {
    matches!(slot, Slot::Header | Slot::Conflict)
}

const fn word(change: &Change) -> &'static str {
    match change {
        Change::Import(_) => "importing…",
        Change::Undo => UNDOING,
        Change::Redo => "redoing…",
        _ => "saving…",
    }
}
