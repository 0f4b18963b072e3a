//! Which items of a walk are seen, in which order, and which of them comes next: by words, by facet, unanswered, failing. It
//! must not know how a row is drawn.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::mark;
use crate::{
    domain::pack::Phase,
    ops::assessments::{AssessmentView, WalkItem},
};

/// One row: the heading of a section, or an item by its section and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// The heading of a section.
    Section(usize),
    /// An item: its section, its place there.
    Item(usize, usize),
}

/// Which items are seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Facet {
    /// All of them.
    #[default]
    All,
    /// Without an answer that counts.
    Unanswered,
    /// Failed, or claimed without evidence.
    Failing,
    /// With evidence missing or old.
    NeedsEvidence,
    /// Answers that came over and must be confirmed.
    ToConfirm,
    /// Disputed by a reviewer.
    Disputed,
    /// Of one phase.
    Phase(Phase),
}

impl Facet {
    /// Every facet, in the order of the menu.
    pub(super) const ALL: [Self; 10] = [
        Self::All,
        Self::Unanswered,
        Self::Failing,
        Self::NeedsEvidence,
        Self::ToConfirm,
        Self::Disputed,
        Self::Phase(Phase::Design),
        Self::Phase(Phase::PreProd),
        Self::Phase(Phase::Operate),
        Self::Phase(Phase::Retire),
    ];

    /// The word for it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unanswered => "unanswered",
            Self::Failing => "failing",
            Self::NeedsEvidence => "needs evidence",
            Self::ToConfirm => "to confirm",
            Self::Disputed => "disputed",
            Self::Phase(phase) => mark::phase(phase),
        }
    }

    /// Whether it lets an item through.
    pub(super) fn takes(self, item: &WalkItem, as_of: NaiveDate) -> bool {
        match self {
            Self::All => true,
            Self::Unanswered => mark::is_unanswered(item),
            Self::Failing => mark::is_failing(item),
            Self::NeedsEvidence => mark::needs_evidence(item, as_of),
            Self::ToConfirm => mark::must_be_confirmed(item),
            Self::Disputed => mark::is_disputed(item),
            Self::Phase(phase) => item.item.phase == phase,
        }
    }
}

/// What lets an item through: a facet and words.
#[derive(Debug, Clone, Default)]
pub(super) struct Sieve {
    /// The facet.
    pub(super) facet: Facet,
    /// Words in lower case, all of which stand in id, question, tags, note, owner or section.
    pub(super) words: Vec<String>,
    /// Items that are seen whatever the sieve says: the one the keys act on.
    pub(super) kept: BTreeSet<String>,
}

impl Sieve {
    /// The words of a typed line.
    pub(super) fn say(&mut self, typed: &str) {
        self.words = typed.split_whitespace().map(str::to_lowercase).collect();
    }

    /// Whether it lets everything through.
    pub(super) fn is_open(&self) -> bool {
        self.facet == Facet::All && self.words.is_empty()
    }

    fn takes(&self, item: &WalkItem, section: &str, as_of: NaiveDate) -> bool {
        if self.kept.contains(&item.item.id) {
            return true;
        }
        if !self.facet.takes(item, as_of) {
            return false;
        }
        if self.words.is_empty() {
            return true;
        }
        let answer = item.answer.as_ref();
        let note = answer.and_then(|answer| answer.note.as_deref());
        let owner = answer.and_then(|answer| answer.owner.as_deref());
        let mut said = format!("{} {} {section}", item.item.id, item.item.ask);
        for part in [note, owner].into_iter().flatten() {
            said.push(' ');
            said.push_str(part);
        }
        for tag in &item.item.tags {
            said.push(' ');
            said.push_str(tag);
        }
        let said = said.to_lowercase();
        self.words.iter().all(|word| said.contains(word.as_str()))
    }

    /// The rows that are seen; a section none of whose items is seen has no heading.
    pub(super) fn rows(&self, view: &AssessmentView) -> Vec<Row> {
        let mut rows = Vec::new();
        for (nth, section) in view.sections.iter().enumerate() {
            let items = section.items.iter().enumerate();
            let seen = items.filter(|(_, item)| self.takes(item, &section.title, view.as_of));
            let mut seen = seen.map(|(at, _)| Row::Item(nth, at)).peekable();
            if seen.peek().is_some() {
                rows.push(Row::Section(nth));
                rows.extend(seen);
            }
        }
        rows
    }
}

/// The item of a row.
pub(super) fn item(view: &AssessmentView, row: Row) -> Option<&WalkItem> {
    match row {
        Row::Section(_) => None,
        Row::Item(section, at) => view.sections.get(section)?.items.get(at),
    }
}

/// Which way a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To the end, and on from the beginning.
    On,
    /// To the beginning, and on from the end.
    Back,
}

/// The next row that is an item of a kind, round the end; the row one stands on comes last.
pub(super) fn next(
    (view, rows): (&AssessmentView, &[Row]),
    (from, way): (usize, Way),
    wanted: fn(&WalkItem) -> bool,
) -> Option<usize> {
    let count = rows.len();
    let steps = 1..=count;
    let mut others = steps.map(|by| match way {
        Way::On => (from + by) % count,
        Way::Back => (from + count - by) % count,
    });
    others.find(|at| {
        let row = rows.get(*at).and_then(|row| item(view, *row));
        row.is_some_and(wanted)
    })
}
