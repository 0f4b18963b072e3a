//! What the linter finds in the library or in files beside it, told what the store knows: the waivers that are active and the
//! versions that were pinned.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use super::{LintLine, no_pack};
use crate::{
    catalog::{
        self, Added, Catalog, CatalogProblem,
        lint::{Finding, Inquiry},
    },
    domain::{
        digest::Digest,
        event::RecordKind,
        pack::{Pack, PinText, PinnedPack},
        waiver::{Now, Scope, Standing, Waiver},
    },
    ops::{
        error::OpsError,
        workbench::{Workbench, decoded, kept_text},
    },
};

/// What the linter is told besides the library, owned.
struct Told {
    active_waivers: BTreeSet<String>,
    pinned: BTreeMap<String, (Digest, Arc<Pack>)>,
}

impl Workbench {
    /// What the linter finds: in everything, or in the packs and files that are named. A file is held against the library as if
    /// it lay in the user's folder.
    ///
    /// # Errors
    /// When the library has nothing of a word, or the store cannot be read. A file that cannot be read is a finding.
    pub fn lint(&mut self, asked: &[String]) -> Result<Vec<LintLine>, OpsError> {
        let catalog = self.catalog();
        let told = self.told(&catalog)?;
        let inquiry = Inquiry {
            as_of: self.env.today(),
            active_waivers: &told.active_waivers,
            pinned: &told.pinned,
        };
        if asked.is_empty() {
            return Ok(catalog.lint(inquiry).into_iter().map(line).collect());
        }
        let mut findings = Vec::new();
        for typed in asked {
            findings.extend(found(&catalog, typed, inquiry)?);
        }
        Ok(findings.into_iter().map(line).collect())
    }

    fn told(&self, catalog: &Catalog) -> Result<Told, OpsError> {
        Ok(Told {
            active_waivers: self.active_waivers(catalog)?,
            pinned: self.last_pinned()?,
        })
    }

    fn active_waivers(&self, catalog: &Catalog) -> Result<BTreeSet<String>, OpsError> {
        let as_of = self.env.today();
        let mut active = BTreeSet::new();
        for current in self.store.current_of_kind(RecordKind::Waiver, None)? {
            let waiver: Waiver = decoded(&current)?;
            let now = Now {
                rev: revision(catalog, &waiver.scope),
                tier: None,
            };
            if waiver.standing(now, as_of) == Standing::Active {
                active.insert(waiver.label);
            }
        }
        Ok(active)
    }

    /// The highest version of each pack that was pinned.
    fn last_pinned(&self) -> Result<BTreeMap<String, (Digest, Arc<Pack>)>, OpsError> {
        let mut last: BTreeMap<String, PinText> = BTreeMap::new();
        for current in self.store.current_of_kind(RecordKind::Pack, None)? {
            let pin = decoded::<PinnedPack>(&current)?.pin;
            let is_newer = |known: &PinText| known.version < pin.version;
            if last.get(&pin.id).is_none_or(is_newer) {
                last.insert(pin.id.clone(), pin);
            }
        }
        let mut pinned = BTreeMap::new();
        for (id, pin) in last {
            let bytes = kept_text(&self.store, pin.digest)?;
            // A rubric is no pack, and what a newer program pinned may not read here.
            if let Ok(pack) = catalog::read_pack(&String::from_utf8_lossy(&bytes)) {
                pinned.insert(id, (pin.digest, Arc::new(pack)));
            }
        }
        Ok(pinned)
    }
}

fn revision(catalog: &Catalog, scope: &Scope) -> Option<u32> {
    let Scope::Item { item, .. } = scope else {
        return None;
    };
    let packs = catalog.packs.values();
    let mut found = packs.filter_map(|entry| entry.value.item(item));
    found.next().map(|item| item.rev)
}

fn found(catalog: &Catalog, typed: &str, inquiry: Inquiry<'_>) -> Result<Vec<Finding>, OpsError> {
    if let Some(findings) = of_word(catalog, typed, inquiry) {
        return Ok(findings);
    }
    if !is_file(typed) {
        return Err(no_pack(typed));
    }
    match catalog.with_file(Path::new(typed)) {
        Ok((catalog, added)) => Ok(of_added(&catalog, &added, inquiry)),
        Err(problem) => Ok(vec![Finding::of_problem(&problem)]),
    }
}

fn of_word(catalog: &Catalog, id: &str, inquiry: Inquiry<'_>) -> Option<Vec<Finding>> {
    if let Some(entry) = catalog.pack(id) {
        return Some(catalog.lint_pack(entry, inquiry));
    }
    if let Some(entry) = catalog.rubrics.get(id) {
        return Some(catalog.lint_rubric(entry, inquiry.as_of));
    }
    let register = catalog.register.as_ref();
    let register = register.filter(|entry| entry.value.head.id == id)?;
    Some(Catalog::lint_register(register, inquiry.as_of))
}

fn of_added(catalog: &Catalog, added: &Added, inquiry: Inquiry<'_>) -> Vec<Finding> {
    match added {
        Added::Pack(id) | Added::Rubric(id) => of_word(catalog, id, inquiry).unwrap_or_default(),
        Added::Register => {
            let register = catalog.register.iter();
            register
                .flat_map(|entry| Catalog::lint_register(entry, inquiry.as_of))
                .collect()
        }
        // Other facts may take the ground from under any condition.
        Added::Facts => catalog.lint(inquiry),
    }
}

/// Whether a typed word means a file: one that is there, or that looks like one.
pub(super) fn is_file(typed: &str) -> bool {
    let path = Path::new(typed);
    let is_toml = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    path.symlink_metadata().is_ok() || is_toml || typed.contains(['/', '\\'])
}

/// A file that is needed and cannot be read.
pub(super) fn unreadable(problem: &CatalogProblem) -> OpsError {
    let line = problem.line.map(|line| format!(":{line}"));
    OpsError::Refused {
        what: format!(
            "{}{}: {}",
            problem.file.display(),
            line.unwrap_or_default(),
            problem.what
        ),
        hint: "`archdeck pack lint FILE` says what is wrong with a file.".to_owned(),
    }
}

fn line(finding: Finding) -> LintLine {
    LintLine {
        rule: finding.rule.word().to_owned(),
        pack: finding.pack,
        item: finding.item,
        file: finding.file,
        line: finding.line,
        what: finding.what,
        remedy: finding.remedy,
    }
}
