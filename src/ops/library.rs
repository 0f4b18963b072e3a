//! The library: packs, rubrics, patterns and templates, what the linter finds in them, and how two versions differ.

mod pin;

use std::path::PathBuf;

use serde::Serialize;

use crate::{
    domain::{
        pack::{Pack, PackKind, PackStatus, Version},
        register::Register,
        rubric::Rubric,
        system::Pattern,
    },
    ops::{error::OpsError, reference::short, view::TemplateLine, workbench::Workbench},
};

/// Everything in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LibraryView {
    /// The packs by their words.
    pub packs: Vec<PackLine>,
    /// Rubrics and the register's table.
    pub rubrics: Vec<PackLine>,
    /// The patterns, with how many systems follow each.
    pub patterns: Vec<(Pattern, u64)>,
    /// The templates of decisions.
    pub templates: Vec<TemplateLine>,
    /// What the linter finds, in all of them.
    pub findings: Vec<LintLine>,
}

/// A pack or rubric in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackLine {
    /// Its word.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What it looks at.
    pub about: String,
    /// Its version.
    pub version: Version,
    /// What it is; `None` for a rubric.
    pub kind: Option<PackKind>,
    /// How far it may be trusted.
    pub status: PackStatus,
    /// Items, factors or cells.
    pub items: u32,
    /// The user's own file, where it is one.
    pub file: Option<PathBuf>,
    /// Findings of the linter.
    pub findings: u32,
    /// Assessments that are open with it, and how many of them with another version.
    pub in_use: (u64, u64),
}

/// One finding of the linter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LintLine {
    /// The rule: `PL06`.
    pub rule: String,
    /// The pack.
    pub pack: String,
    /// The item, where it is about one.
    pub item: Option<String>,
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// One pack, rubric or table, to be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackView {
    /// The same as its line in the list.
    pub line: PackLine,
    /// What it says.
    pub body: PackBody,
    /// What the linter finds.
    pub findings: Vec<LintLine>,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackBody {
    /// A pack.
    Pack(Box<Pack>),
    /// A rubric.
    Rubric(Box<Rubric>),
    /// A register's table.
    Register(Box<Register>),
}

impl Workbench {
    pub(crate) fn library(&mut self) -> Result<LibraryView, OpsError> {
        Err(super::not_there_yet(&"library"))
    }

    pub(crate) fn pack_view(&mut self, id: &str) -> Result<PackView, OpsError> {
        Err(super::not_there_yet(&id))
    }
}

pub(crate) fn no_pack(id: &str) -> OpsError {
    OpsError::NotFound {
        what: format!("the library has no pack or rubric `{}`", short(id)),
        hint: "`archdeck pack list` shows those it has.".to_owned(),
    }
}
