//! The library: packs, rubrics, patterns and templates, what the linter finds in them, and how two versions differ.

mod diff;
mod item;
mod lint;
mod pin;

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use serde::Serialize;

use crate::{
    catalog::Entry,
    domain::{
        assessment::Assessment,
        event::RecordKind,
        fact::FactRegistry,
        ids::RecordId,
        pack::{Pack, PackKind, PackStatus, Version},
        register::Register,
        rubric::Rubric,
        system::{Pattern, System},
        tiering::Tiering,
    },
    env::Env,
    ops::{
        create,
        error::OpsError,
        reference::short,
        view::TemplateLine,
        workbench::{Settings, Workbench, decoded},
    },
};

pub use self::item::{ItemFacts, condition, rules_of};
pub use crate::catalog::compare::{Bump, PackChange, PackDiff, kind_word, status_word};

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
    /// A workbench without a store, for the library alone.
    ///
    /// # Errors
    /// When SQLite cannot give memory.
    pub fn of_library(env: Env, settings: Settings) -> Result<Self, OpsError> {
        let mut bench = Self::in_memory(env)?;
        bench.settings = settings;
        Ok(bench)
    }

    /// What the facts mean.
    pub fn fact_registry(&mut self) -> Arc<FactRegistry> {
        Arc::clone(&self.catalog().registry)
    }

    /// Everything in the library. The user's folder is read anew: somebody may have mended a file meanwhile.
    pub(crate) fn library(&mut self) -> Result<LibraryView, OpsError> {
        if self.settings.checklists.is_some() {
            self.catalog = None;
        }
        let findings = self.lint(&[])?;
        let used = self.used()?;
        let catalog = self.catalog();
        let counted = |line: PackLine| line.counted(&findings, &used);
        let rubrics = catalog.rubrics.values().map(PackLine::of_rubric);
        let register = catalog.register.iter().map(PackLine::of_register);
        Ok(LibraryView {
            packs: catalog
                .packs
                .values()
                .map(|entry| counted(PackLine::of_pack(entry)))
                .collect(),
            rubrics: rubrics.chain(register).map(counted).collect(),
            patterns: self.patterns_followed()?,
            templates: create::template_lines(self.settings.templates.as_deref()),
            findings,
        })
    }

    pub(crate) fn pack_view(&mut self, id: &str) -> Result<PackView, OpsError> {
        let findings = self.lint(&[id.to_owned()])?;
        let used = self.used()?;
        let catalog = self.catalog();
        let register = catalog.register.as_ref();
        let (line, body) = if let Some(entry) = catalog.pack(id) {
            let body = PackBody::Pack(Box::new((*entry.value).clone()));
            (PackLine::of_pack(entry), body)
        } else if let Some(entry) = catalog.rubrics.get(id) {
            let body = PackBody::Rubric(Box::new((*entry.value).clone()));
            (PackLine::of_rubric(entry), body)
        } else if let Some(entry) = register.filter(|entry| entry.value.head.id == id) {
            let body = PackBody::Register(Box::new((*entry.value).clone()));
            (PackLine::of_register(entry), body)
        } else {
            return Err(no_pack(id));
        };
        Ok(PackView {
            line: line.counted(&findings, &used),
            body,
            findings,
        })
    }

    /// The versions that are worked with: those of the assessments and of the last run of each system's rubric, while the
    /// system is in use.
    fn used(&self) -> Result<HashMap<String, Vec<Version>>, OpsError> {
        let closed = self.closed_systems()?;
        let mut used: HashMap<String, Vec<Version>> = HashMap::new();
        for current in self.store.current_of_kind(RecordKind::Assessment, None)? {
            let assessment: Assessment = decoded(&current)?;
            if !closed.contains(&assessment.system) {
                let versions = used.entry(assessment.pack.id).or_default();
                versions.push(assessment.pack.version);
            }
        }
        let mut last: HashMap<RecordId, Tiering> = HashMap::new();
        for current in self.store.current_of_kind(RecordKind::Tiering, None)? {
            let tiering: Tiering = decoded(&current)?;
            let before = last.get(&tiering.system);
            if before.is_none_or(|before| before.id < tiering.id) {
                last.insert(tiering.system, tiering);
            }
        }
        for tiering in last.into_values().filter(|it| !closed.contains(&it.system)) {
            let versions = used.entry(tiering.rubric.id).or_default();
            versions.push(tiering.rubric.version);
        }
        Ok(used)
    }

    fn closed_systems(&self) -> Result<Vec<RecordId>, OpsError> {
        let systems = self.systems_kept()?;
        let closed = systems.iter().filter(|system| system.closed_on.is_some());
        Ok(closed.map(|system| system.id).collect())
    }

    fn systems_kept(&self) -> Result<Vec<System>, OpsError> {
        let kept = self.store.current_of_kind(RecordKind::System, None)?;
        kept.iter().map(decoded).collect()
    }

    fn patterns_followed(&self) -> Result<Vec<(Pattern, u64)>, OpsError> {
        let systems = self.systems_kept()?;
        let kept = self.store.current_of_kind(RecordKind::Pattern, None)?;
        let patterns: Result<Vec<Pattern>, OpsError> = kept.iter().map(decoded).collect();
        let mut patterns = patterns?;
        patterns.sort_by(|one, other| one.label.cmp(&other.label));
        let followed = |pattern: Pattern| {
            let follows = |system: &&System| {
                system.closed_on.is_none() && system.patterns.contains(&pattern.id)
            };
            let count = systems.iter().filter(follows).count() as u64;
            (pattern, count)
        };
        Ok(patterns.into_iter().map(followed).collect())
    }
}

impl PackLine {
    fn of_pack(entry: &Entry<Pack>) -> Self {
        let head = &entry.value.head;
        Self {
            id: head.id.clone(),
            title: head.title.clone(),
            about: head.about.clone(),
            version: head.version,
            kind: Some(head.kind),
            status: head.status,
            items: entry.value.items().count() as u32,
            file: entry.file.clone(),
            findings: 0,
            in_use: (0, 0),
        }
    }

    fn of_rubric(entry: &Entry<Rubric>) -> Self {
        let head = &entry.value.head;
        Self {
            id: head.id.clone(),
            title: head.title.clone(),
            about: head.about.clone(),
            version: head.version,
            kind: None,
            status: head.status,
            items: entry.value.factors.len() as u32,
            file: entry.file.clone(),
            findings: 0,
            in_use: (0, 0),
        }
    }

    fn of_register(entry: &Entry<Register>) -> Self {
        let head = &entry.value.head;
        Self {
            id: head.id.clone(),
            title: head.title.clone(),
            about: head.about.clone(),
            version: head.version,
            kind: None,
            status: head.status,
            items: entry.value.cells.len() as u32,
            file: entry.file.clone(),
            findings: 0,
            in_use: (0, 0),
        }
    }

    fn counted(self, findings: &[LintLine], used: &HashMap<String, Vec<Version>>) -> Self {
        let own = findings.iter().filter(|finding| finding.pack == self.id);
        let versions = used.get(&self.id).map_or(&[][..], Vec::as_slice);
        let others = versions.iter().filter(|version| **version != self.version);
        Self {
            findings: own.count() as u32,
            in_use: (versions.len() as u64, others.count() as u64),
            ..self
        }
    }
}

pub(crate) fn no_pack(id: &str) -> OpsError {
    OpsError::NotFound {
        what: format!("the library has no pack or rubric `{}`", short(id)),
        hint: "`archdeck pack list` shows those it has.".to_owned(),
    }
}

#[cfg(test)]
mod tests;
