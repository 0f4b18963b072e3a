//! What is wrong with packs, rubrics and the register's table, though they read: each finding names the file, the line, the
//! item and what to do. It must not know systems, answers or the store; what it needs of them is handed in.

mod condition;
mod earlier;
mod number;
mod outcome;
mod page;
mod reference;
mod register;
mod rubric;
#[cfg(test)]
mod tests;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::{Catalog, CatalogProblem, Entry};
use crate::domain::{digest::Digest, pack::Pack, register::Register, rubric::Rubric};

use page::Page;

/// A rule of the linter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`about` says what each is")]
pub enum Rule {
    PL00,
    PL01,
    PL02,
    PL03,
    PL04,
    PL05,
    PL06,
    PL07,
    PL08,
    PL09,
    PL10,
    PL11,
    PL12,
    PL13,
    PL14,
    PL15,
    PL16,
    PL17,
    PL18,
    PL19,
    PL20,
    PL21,
    PL22,
    OV1,
}

impl Rule {
    /// Every rule in order.
    pub const ALL: [Self; 24] = [
        Self::PL00,
        Self::PL01,
        Self::PL02,
        Self::PL03,
        Self::PL04,
        Self::PL05,
        Self::PL06,
        Self::PL07,
        Self::PL08,
        Self::PL09,
        Self::PL10,
        Self::PL11,
        Self::PL12,
        Self::PL13,
        Self::PL14,
        Self::PL15,
        Self::PL16,
        Self::PL17,
        Self::PL18,
        Self::PL19,
        Self::PL20,
        Self::PL21,
        Self::PL22,
        Self::OV1,
    ];

    /// Its code and what it is about.
    const fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::PL00 => ("PL00", "the file cannot be read"),
            Self::PL01 => ("PL01", "an id stands twice"),
            Self::PL02 => ("PL02", "a source is not declared"),
            Self::PL03 => ("PL03", "severity, verify or why is missing"),
            Self::PL04 => ("PL04", "the question opens with a word nobody can verify"),
            Self::PL05 => (
                "PL05",
                "a condition names a fact, value or factor there is not",
            ),
            Self::PL06 => ("PL06", "the question is not one question"),
            Self::PL07 => ("PL07", "a condition can never hold"),
            Self::PL08 => ("PL08", "the item is asked at no tier"),
            Self::PL09 => ("PL09", "the item can change no outcome"),
            Self::PL10 => ("PL10", "more risk gives a less critical result"),
            Self::PL11 => ("PL11", "a blocker may be N/A though it may never be waived"),
            Self::PL12 => ("PL12", "a source is superseded or withdrawn"),
            Self::PL13 => ("PL13", "the day of its review has passed"),
            Self::PL14 => ("PL14", "a text is too long to be read in a walk"),
            Self::PL15 => ("PL15", "the text changed and the revision did not"),
            Self::PL16 => ("PL16", "a more critical tier is treated more mildly"),
            Self::PL17 => ("PL17", "bands overlap or leave a hole"),
            Self::PL18 => ("PL18", "nothing blocks at T1"),
            Self::PL19 => ("PL19", "there is nothing in it that counts"),
            Self::PL20 => ("PL20", "a number has no bar to be held against"),
            Self::PL21 => ("PL21", "the same control leads nowhere"),
            Self::PL22 => ("PL22", "the version did not rise enough"),
            Self::OV1 => ("OV1", "a pack is loosened without an active waiver"),
        }
    }

    /// Its code.
    pub const fn word(self) -> &'static str {
        self.told().0
    }

    /// What it is about.
    pub const fn about(self) -> &'static str {
        self.told().1
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The pack, rubric or table; empty where a file could not be read.
    pub pack: String,
    /// The item, where it is about one.
    pub item: Option<String>,
    /// The file.
    pub file: PathBuf,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// What the linter is told besides the library.
#[derive(Debug, Clone, Copy)]
pub struct Inquiry<'a> {
    /// The day it is held against.
    pub as_of: NaiveDate,
    /// The labels of the waivers that are active on it.
    pub active_waivers: &'a BTreeSet<String>,
    /// Earlier versions that were pinned, by the words of the packs.
    pub pinned: &'a BTreeMap<String, (Digest, Arc<Pack>)>,
}

impl Catalog {
    /// Everything the linter finds: files that cannot be read first, then packs, rubrics and the register's table.
    pub fn lint(&self, inquiry: Inquiry<'_>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.problems.iter().map(Finding::of_problem).collect();
        for entry in self.packs.values() {
            findings.extend(self.lint_pack(entry, inquiry));
        }
        for entry in self.rubrics.values() {
            findings.extend(self.lint_rubric(entry, inquiry.as_of));
        }
        if let Some(entry) = &self.register {
            findings.extend(Self::lint_register(entry, inquiry.as_of));
        }
        findings
    }

    /// What the linter finds in a pack.
    pub fn lint_pack(&self, entry: &Entry<Pack>, inquiry: Inquiry<'_>) -> Vec<Finding> {
        let mut page = Page::of_pack(self, entry);
        let pack: &Pack = &entry.value;
        reference::ids(&mut page, self, entry);
        reference::sources(&mut page, pack);
        reference::same_controls(&mut page, self, pack);
        page.review(pack.head.review_by, inquiry.as_of);
        words::read(&mut page, pack);
        condition::of_pack(&mut page, &self.registry, pack);
        outcome::weighed(&mut page, &self.registry, pack);
        number::measured(&mut page, pack);
        earlier::held_against(&mut page, (self, entry), inquiry);
        page.findings()
    }

    /// What the linter finds in a rubric.
    pub fn lint_rubric(&self, entry: &Entry<Rubric>, as_of: NaiveDate) -> Vec<Finding> {
        let mut page = Page::of_rubric(entry);
        let rubric: &Rubric = &entry.value;
        reference::of_rubric(&mut page, rubric);
        page.review(rubric.head.review_by, as_of);
        condition::of_rubric(&mut page, &self.registry, rubric);
        rubric::weighed(&mut page, &self.registry, rubric);
        page.findings()
    }

    /// What the linter finds in the register's table.
    pub fn lint_register(entry: &Entry<Register>, as_of: NaiveDate) -> Vec<Finding> {
        let mut page = Page::of_register(entry);
        reference::currency(&mut page, &entry.value.refs);
        page.review(entry.value.head.review_by, as_of);
        register::weighed(&mut page, &entry.value);
        page.findings()
    }
}

impl Finding {
    /// A file that cannot be read, as a finding.
    pub fn of_problem(problem: &CatalogProblem) -> Self {
        Self {
            rule: Rule::PL00,
            pack: String::new(),
            item: None,
            file: problem.file.clone(),
            line: problem.line,
            what: problem.what.clone(),
            remedy: "Mend the file or take it out of the folder; until then the library does without it.".to_owned(),
        }
    }
}
