//! What the workbench says in passing. A success goes after four seconds and never takes a key; a problem stays until a key;
//! both can be read again in the messages.

use crate::tui::effect::Problem;

const SHOWN_FOR: u64 = 4_000;
/// How many messages are kept.
const KEPT: usize = 200;

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something worked.
    Success,
    /// Something has no effect now, and why.
    Note,
    /// Something did not work.
    Problem,
}

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What about.
    pub kind: Kind,
    /// The words.
    pub text: String,
    /// What to do next, or the key that takes it back.
    pub hint: Option<String>,
}

/// What is said now and what was.
#[derive(Debug, Default)]
pub struct Notices {
    passing: Option<(Notice, u64)>,
    problems: Vec<Notice>,
    history: Vec<Notice>,
}

impl Notices {
    /// Says that something worked.
    pub fn success(&mut self, now: u64, text: String, hint: Option<String>) {
        let kind = Kind::Success;
        self.pass(now, Notice { kind, text, hint });
    }

    /// Says why something has no effect.
    pub fn note(&mut self, now: u64, text: String) {
        let (kind, hint) = (Kind::Note, None);
        self.pass(now, Notice { kind, text, hint });
    }

    fn pass(&mut self, now: u64, notice: Notice) {
        self.keep(notice.clone());
        self.passing = Some((notice, now + SHOWN_FOR));
    }

    /// Says that something did not work.
    pub fn problem(&mut self, problem: Problem) {
        let notice = Notice {
            kind: Kind::Problem,
            text: problem.message,
            hint: problem.hint,
        };
        self.keep(notice.clone());
        if !self.problems.contains(&notice) {
            self.problems.push(notice);
        }
    }

    /// Takes note of a problem that is shown elsewhere.
    pub fn remember(&mut self, problem: &Problem) {
        self.keep(Notice {
            kind: Kind::Problem,
            text: problem.message.clone(),
            hint: problem.hint.clone(),
        });
    }

    fn keep(&mut self, notice: Notice) {
        if self.history.len() == KEPT {
            self.history.remove(0);
        }
        self.history.push(notice);
    }

    /// Takes the problems off the screen; whether there were any.
    pub fn dismiss(&mut self) -> bool {
        let any = !self.problems.is_empty();
        self.problems.clear();
        any
    }

    /// Takes off why the last key had no effect: the next key makes that old.
    pub fn forget_note(&mut self) {
        self.passing
            .take_if(|(notice, _)| notice.kind == Kind::Note);
    }

    /// Takes off what was shown long enough.
    pub fn forget_old(&mut self, now: u64) {
        if self.until().is_some_and(|until| now >= until) {
            self.passing = None;
        }
    }

    /// Until when the passing notice is shown.
    pub fn until(&self) -> Option<u64> {
        self.passing.as_ref().map(|(_, until)| *until)
    }

    /// The passing notice.
    pub fn passing(&self) -> Option<&Notice> {
        self.passing.as_ref().map(|(notice, _)| notice)
    }

    /// The problems that wait for a key.
    pub fn problems(&self) -> &[Notice] {
        &self.problems
    }

    /// Everything said, oldest first.
    pub fn history(&self) -> &[Notice] {
        &self.history
    }
}
