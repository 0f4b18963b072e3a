//! What was asked and is not answered yet, and the word that says so after a moment. Old content stays meanwhile.

use std::collections::BTreeMap;

use crate::{
    domain::ids::RecordId,
    ops::{
        assessments::AssessChange, change::Change, matrices::MatrixChange, systems::SystemChange,
    },
    tui::{
        effect::{Effect, Slot, Ticket},
        screen::Place,
    },
};

/// How long an answer may take before a word is shown.
const WORD_AFTER: u64 = 150;

const UNDOING: &str = "undoing…";

/// What a change is for the shell: the word while it runs, and what is opened when it is done.
#[derive(Debug, Clone, Copy)]
struct Running {
    word: &'static str,
    opens: Option<fn(RecordId) -> Place>,
    since: u64,
}

/// A change that came to its end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ended(Option<Running>);

impl Ended {
    /// Whether it was an undo.
    pub fn is_undo(self) -> bool {
        self.0.is_some_and(|change| change.word == UNDOING)
    }

    /// Where what it made is looked at, where it made something of its own.
    pub fn place_of(self, made: RecordId) -> Option<Place> {
        let opens = self.0?.opens?;
        Some(opens(made))
    }
}

/// Open questions and changes.
#[derive(Debug, Default)]
pub struct Waiting {
    questions: BTreeMap<Slot, (Ticket, u64)>,
    changes: BTreeMap<Ticket, Running>,
}

impl Waiting {
    /// Takes note of an effect that will be answered.
    pub fn noticed(&mut self, effect: &Effect, now: u64) {
        match effect {
            Effect::Ask { ticket, slot, .. } => {
                self.questions.insert(*slot, (*ticket, now));
            }
            Effect::Do { ticket, change } => {
                self.changes.insert(*ticket, running(change, now));
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

    /// A change came to its end.
    pub fn done(&mut self, ticket: Ticket) -> Ended {
        Ended(self.changes.remove(&ticket))
    }

    /// Whether nothing is open.
    pub fn is_over(&self) -> bool {
        self.questions.is_empty() && self.changes.is_empty()
    }

    /// What is being done to the store; nothing when every change that was asked for is on disk.
    pub fn changing(&self) -> Option<&'static str> {
        self.changes.values().map(|change| change.word).next()
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
        let changes = self.changes.values();
        let changes = changes.map(|change| (change.word, change.since));
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

fn running(change: &Change, since: u64) -> Running {
    let word = match change {
        Change::Import(_) => "importing…",
        Change::Undo => UNDOING,
        Change::Redo => "redoing…",
        _ => "saving…",
    };
    let opens: Option<fn(RecordId) -> Place> = match change {
        Change::NewAdr(_) => Some(Place::Record),
        Change::BuildPacket(_) => Some(Place::Packet),
        Change::System(SystemChange::Register(_)) => Some(Place::System),
        Change::Assess(AssessChange::Start { .. }) => Some(Place::Assessment),
        Change::Matrix(MatrixChange::New(_)) => Some(Place::Matrix),
        _ => None,
    };
    Running { word, opens, since }
}
