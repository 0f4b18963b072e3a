//! How two versions of a pack differ, item by item, and the least version the later one may have. What loosens is told apart
//! from what does not, since loosening needs a waiver where it is laid over a pack. It must not know files.

mod item;
mod rubric;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::domain::{
    gate::Force,
    pack::{Aggregate, Pack, PackHead, PackKind, PackStatus, Per, Version},
    tier::Tier,
};

pub use rubric::{compare_registers, compare_rubrics};

/// By how much a version must rise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// Nothing changed.
    None,
    /// Wording only.
    Patch,
    /// Items that do not block came, or something was relaxed.
    Minor,
    /// A blocking item came, an item went, a meaning or a bar changed, something was tightened.
    Major,
}

impl Bump {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The least version after another one.
    #[must_use]
    pub const fn after(self, version: Version) -> Version {
        let Version {
            major,
            minor,
            patch,
        } = version;
        match self {
            Self::None => version,
            Self::Patch => Version {
                major,
                minor,
                patch: patch.saturating_add(1),
            },
            Self::Minor => Version {
                major,
                minor: minor.saturating_add(1),
                patch: 0,
            },
            Self::Major => Version {
                major: major.saturating_add(1),
                minor: 0,
                patch: 0,
            },
        }
    }
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackChange {
    /// The item, factor or cell; `None` for the pack as a whole.
    pub item: Option<String>,
    /// By how much it alone would raise the version.
    pub bump: Bump,
    /// Whether it asks less than before: a weaker force, less evidence, a wider waivability, a lower bar.
    pub loosens: bool,
    /// What changed, in words.
    pub what: String,
}

/// How two versions differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackDiff {
    /// The earlier one: its word and version.
    pub from: (String, Version),
    /// The later one.
    pub to: (String, Version),
    /// The least bump.
    pub least: Bump,
    /// The least version the later one may have.
    pub least_version: Version,
    /// Whether its version is high enough.
    pub is_enough: bool,
    /// What changed, the pack as a whole first, then item by item.
    pub changes: Vec<PackChange>,
}

impl PackDiff {
    fn of(from: (String, Version), to: (String, Version), changes: Vec<PackChange>) -> Self {
        let least = changes.iter().map(|change| change.bump).max();
        let least = least.unwrap_or(Bump::None);
        let least_version = least.after(from.1);
        Self {
            is_enough: to.1 >= least_version,
            from,
            to,
            least,
            least_version,
            changes,
        }
    }
}

/// Two texts that say the same to the eye of a reader and differ in comments or order are another text all the same: one that
/// is pinned under a version never means another.
#[must_use]
pub fn with_other_bytes(mut diff: PackDiff) -> PackDiff {
    if diff.changes.is_empty() {
        let what = "only comments, spaces or the order of keys".to_owned();
        diff.changes.push(change(None, Bump::Patch, what));
    }
    PackDiff::of(diff.from, diff.to, diff.changes)
}

/// How two versions of a pack differ.
pub fn compare_packs(from: &Pack, to: &Pack) -> PackDiff {
    let mut changes = heads(&from.head, &to.head);
    changes.extend(sections_and_sources(from, to));
    for (_, item) in to.items() {
        match from.item(&item.id) {
            Some(before) => changes.extend(item::compare((before, &from.head), (item, &to.head))),
            None => changes.push(came(item, &to.head)),
        }
    }
    for (_, item) in from.items() {
        if to.item(&item.id).is_none() {
            changes.push(loosening(
                Some(&item.id),
                Bump::Major,
                format!("went: {}", item.ask),
            ));
        }
    }
    let named = |head: &PackHead| (head.id.clone(), head.version);
    PackDiff::of(named(&from.head), named(&to.head), changes)
}

fn came(item: &crate::domain::pack::Item, head: &PackHead) -> PackChange {
    let blocks = Tier::ALL
        .iter()
        .any(|tier| item.force(head, *tier) == Force::Block);
    let (bump, word) = if blocks {
        (Bump::Major, "a blocking item came")
    } else {
        (Bump::Minor, "came")
    };
    change(Some(&item.id), bump, format!("{word}: {}", item.ask))
}

fn heads(from: &PackHead, to: &PackHead) -> Vec<PackChange> {
    let mut changes = Vec::new();
    let mut told = |bump: Bump, is_changed: bool, what: String| {
        if is_changed {
            changes.push(change(None, bump, what));
        }
    };
    told(
        Bump::Patch,
        (&from.title, &from.about) != (&to.title, &to.about),
        "its title or what it says about itself".to_owned(),
    );
    told(
        Bump::Patch,
        from.review_by != to.review_by,
        "the day of its review".to_owned(),
    );
    told(
        Bump::Minor,
        from.status != to.status,
        format!(
            "status {} → {}",
            status_word(from.status),
            status_word(to.status)
        ),
    );
    told(
        Bump::Major,
        from.kind != to.kind,
        format!("kind {} → {}", kind_word(from.kind), kind_word(to.kind)),
    );
    told(
        Bump::Major,
        from.per != to.per,
        format!("answered {} → {}", per_word(from.per), per_word(to.per)),
    );
    told(
        Bump::Major,
        from.aggregate != to.aggregate,
        format!(
            "score {} → {}",
            aggregate_word(from.aggregate),
            aggregate_word(to.aggregate)
        ),
    );
    told(
        Bump::Minor,
        from.na_share_warn_bp != to.na_share_warn_bp,
        format!(
            "warning of N/A from {} → {} bp",
            from.na_share_warn_bp, to.na_share_warn_bp
        ),
    );
    if from.applies_when != to.applies_when {
        changes.push(PackChange {
            loosens: to.applies_when.is_some(),
            ..change(None, Bump::Major, "for which systems it is".to_owned())
        });
    }
    changes
}

fn sections_and_sources(from: &Pack, to: &Pack) -> Vec<PackChange> {
    let named = |pack: &Pack| -> Vec<(String, String)> {
        let sections = pack.sections.iter();
        sections
            .map(|section| (section.id.clone(), section.title.clone()))
            .collect()
    };
    let mut changes = Vec::new();
    if named(from) != named(to) {
        let what = "its sections: their titles or order".to_owned();
        changes.push(change(None, Bump::Patch, what));
    }
    if from.refs != to.refs {
        changes.push(change(None, Bump::Patch, "the sources it names".to_owned()));
    }
    changes
}

fn change(item: Option<&str>, bump: Bump, what: String) -> PackChange {
    PackChange {
        item: item.map(str::to_owned),
        bump,
        loosens: false,
        what,
    }
}

fn loosening(item: Option<&str>, bump: Bump, what: String) -> PackChange {
    PackChange {
        loosens: true,
        ..change(item, bump, what)
    }
}

/// The word of a kind.
pub const fn kind_word(kind: PackKind) -> &'static str {
    match kind {
        PackKind::Checklist => "checklist",
        PackKind::Readiness => "readiness",
        PackKind::Scorecard => "scorecard",
        PackKind::Triage => "triage",
    }
}

/// The word of a status.
pub const fn status_word(status: PackStatus) -> &'static str {
    match status {
        PackStatus::Draft => "draft",
        PackStatus::Preview => "preview",
        PackStatus::Ga => "ga",
        PackStatus::Deprecated => "deprecated",
    }
}

const fn per_word(per: Per) -> &'static str {
    match per {
        Per::System => "once for the system",
        Per::Decision => "once for each decision",
    }
}

const fn aggregate_word(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Weighted => "weighted",
        Aggregate::MinSection => "min-section",
        Aggregate::Ladder => "ladder",
    }
}
