//! Patterns: the reference architectures systems follow. They live forwards: draft, approved, deprecated, retired.

use crate::{
    domain::{
        digest::Digest,
        event::RecordKind,
        ids::RecordId,
        system::{Pattern, PatternStatus, System},
        text::counted,
    },
    ops::{
        change::Done,
        error::OpsError,
        putting::put,
        rewriting::{line, unchanged},
        systems::{PatternFacts, PatternView},
        workbench::{Workbench, decoded},
    },
};

/// What every label of a pattern begins with, and how many digits follow.
const LABEL: (&str, usize) = ("PAT-", 4);
/// The most systems that are named of those that follow a pattern.
const NAMED: usize = 10;

impl Workbench {
    pub(super) fn new_pattern(&mut self, facts: &PatternFacts) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        if facts.status != PatternStatus::Draft {
            return Err(OpsError::Refused {
                what: format!("a new pattern is a draft, not {}", facts.status),
                hint:
                    "Add it as a draft; `archdeck pattern edit PAT --status approved` approves it."
                        .to_owned(),
            });
        }
        let id = self.env.record_id();
        let label = self.next_label(LABEL.0, LABEL.1)?;
        let pattern = self.stated_pattern((id, label), facts)?;
        let put = put((RecordKind::Pattern, id), ("added", None), &pattern);
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!("added {} {} as a draft", pattern.label, pattern.name),
            refs: vec![pattern.label],
            made: Some(id),
            can_undo: true,
        })
    }

    pub(super) fn edit_pattern(
        &mut self,
        id: RecordId,
        facts: &PatternFacts,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (before, base) = self.pattern_with_digest(id)?;
        let after = self.stated_pattern((id, before.label.clone()), facts)?;
        if after == before {
            let summary = format!("{} {} is so already", before.label, before.name);
            return Ok(unchanged(summary, vec![before.label]));
        }
        let verb = if after.status == before.status {
            "edited"
        } else {
            refuse_step(&before, after.status)?;
            after.status.word()
        };
        let summary = self.told_of(&before, &after)?;
        let put = put((RecordKind::Pattern, id), (verb, Some(base)), &after);
        let group = self.save_upon(seen, vec![put], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary,
            refs: vec![after.label],
            made: None,
            can_undo: true,
        })
    }

    /// What happened to a pattern, and which systems follow one that is not approved any more.
    fn told_of(&self, before: &Pattern, after: &Pattern) -> Result<String, OpsError> {
        let (label, name) = (&after.label, &after.name);
        if before.status == after.status {
            return Ok(format!("edited {label} {name}"));
        }
        let followers = self.followers(after.id)?;
        let told = format!("{label} {name} is {} from now on", after.status);
        if followers.is_empty() || after.status == PatternStatus::Approved {
            return Ok(told);
        }
        let count = counted(followers.len() as u64, "system follows", "systems follow");
        let named: Vec<_> = followers
            .iter()
            .take(NAMED)
            .map(|system| system.label.as_str())
            .collect();
        let more = if followers.len() > NAMED { " …" } else { "" };
        Ok(format!("{told}; {count} it: {}{more}", named.join(", ")))
    }

    /// The systems that follow a pattern and are not closed, by label.
    pub(crate) fn followers(&self, pattern: RecordId) -> Result<Vec<System>, OpsError> {
        let mut systems = self.all::<System>(RecordKind::System)?;
        systems.retain(|system| system.closed_on.is_none() && system.patterns.contains(&pattern));
        Ok(systems)
    }

    /// The patterns by label, each with how many systems follow it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn patterns(&self) -> Result<Vec<(Pattern, u64)>, OpsError> {
        let systems = self.all::<System>(RecordKind::System)?;
        let followers = |pattern: &Pattern| {
            let follows = |system: &&System| {
                system.closed_on.is_none() && system.patterns.contains(&pattern.id)
            };
            systems.iter().filter(follows).count() as u64
        };
        let patterns = self.all::<Pattern>(RecordKind::Pattern)?.into_iter();
        let counted = patterns.map(|pattern| {
            let count = followers(&pattern);
            (pattern, count)
        });
        Ok(counted.collect())
    }

    /// One pattern and what hangs on it.
    ///
    /// # Errors
    /// When the pattern is gone or the store cannot be read.
    pub fn pattern_view(&self, id: RecordId) -> Result<PatternView, OpsError> {
        let (pattern, _) = self.pattern_with_digest(id)?;
        let people = self.people()?;
        let owner = pattern.owner.and_then(|owner| people.name(owner));
        let mut decisions = Vec::new();
        for decision in &pattern.decisions {
            decisions.push(self.called(*decision)?);
        }
        let followers = self.followers(id)?.into_iter();
        Ok(PatternView {
            owner: owner.map(str::to_owned),
            decisions,
            followers: followers
                .map(|system| format!("{} {}", system.label, system.name))
                .collect(),
            pattern,
        })
    }

    /// A pattern and the digest of its value.
    pub(crate) fn pattern_with_digest(&self, id: RecordId) -> Result<(Pattern, Digest), OpsError> {
        let current = self.store.current(id)?;
        let current = current
            .filter(|current| current.kind == RecordKind::Pattern)
            .ok_or_else(|| OpsError::NotFound {
                what: "the pattern is not in the store any more".to_owned(),
                hint: "`archdeck pattern list` shows those that are.".to_owned(),
            })?;
        Ok((decoded(&current)?, current.digest))
    }

    fn stated_pattern(
        &mut self,
        (id, label): (RecordId, String),
        facts: &PatternFacts,
    ) -> Result<Pattern, OpsError> {
        let name = line("name of a pattern", &facts.name)?;
        self.refuse_taken_pattern((id, &name))?;
        if let Some(owner) = facts.owner {
            self.person_with_digest(owner)?;
        }
        let mut decisions = Vec::new();
        for decision in &facts.decisions {
            self.adr_with_digest(*decision)?;
            if !decisions.contains(decision) {
                decisions.push(*decision);
            }
        }
        Ok(Pattern {
            id,
            label,
            name,
            about: stated("description", facts.about.as_deref())?,
            version: line("version", &facts.version)?,
            status: facts.status,
            pack: self.known_pack(facts.pack.as_deref())?,
            owner: facts.owner,
            decisions,
        })
    }

    fn known_pack(&mut self, typed: Option<&str>) -> Result<Option<String>, OpsError> {
        let Some(pack) = stated("pack", typed)? else {
            return Ok(None);
        };
        let catalog = self.catalog();
        if catalog.pack(&pack).is_some() {
            return Ok(Some(pack));
        }
        let words: Vec<_> = catalog.packs.keys().map(String::as_str).collect();
        Err(OpsError::Refused {
            what: format!("there is no pack `{pack}` in the library"),
            hint: format!("There are {}.", words.join(", ")),
        })
    }

    fn refuse_taken_pattern(&self, (id, name): (RecordId, &str)) -> Result<(), OpsError> {
        let patterns = self.all::<Pattern>(RecordKind::Pattern)?;
        let wanted = name.to_lowercase();
        let other = patterns
            .iter()
            .find(|other| other.id != id && other.name.to_lowercase() == wanted);
        match other {
            None => Ok(()),
            Some(other) => Err(OpsError::Refused {
                what: format!("{} is called {} already", other.label, other.name),
                hint: "A name means one pattern: choose another, or give that one a new version."
                    .to_owned(),
            }),
        }
    }
}

fn stated(what: &str, typed: Option<&str>) -> Result<Option<String>, OpsError> {
    typed
        .filter(|typed| !typed.trim().is_empty())
        .map(|typed| line(what, typed))
        .transpose()
}

fn refuse_step(before: &Pattern, to: PatternStatus) -> Result<(), OpsError> {
    let possible = before.status.next();
    if possible.contains(&to) {
        return Ok(());
    }
    let words: Vec<_> = possible.iter().map(|status| status.word()).collect();
    let hint = if words.is_empty() {
        "A retired pattern stays as it is; add a new one.".to_owned()
    } else {
        format!("From here it can be {}.", words.join(" or "))
    };
    Err(OpsError::Refused {
        what: format!(
            "{} {} is {} and cannot become {to}",
            before.label, before.name, before.status
        ),
        hint,
    })
}
