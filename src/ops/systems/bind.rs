//! What a system rests on: decisions and patterns, linked and taken away.

use crate::{
    domain::{
        ids::RecordId,
        system::{Pattern, PatternStatus, System},
    },
    ops::{change::Done, error::OpsError, rewriting::unchanged, workbench::Workbench},
};

impl Workbench {
    pub(super) fn link_decision(
        &mut self,
        system: RecordId,
        decision: RecordId,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (mut system, digest) = self.open_system(system)?;
        self.adr_with_digest(decision)?;
        let reference = self.called(decision)?;
        if system.decisions.contains(&decision) {
            return Ok(so_already(&system, &format!("rests on {reference}")));
        }
        system.decisions.push(decision);
        let summary = format!("{} {} rests on {reference}", system.label, system.name);
        self.save_system((seen, digest), (&system, "linked"), summary)
    }

    pub(super) fn unlink_decision(
        &mut self,
        system: RecordId,
        decision: RecordId,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (mut system, digest) = self.open_system(system)?;
        let reference = self.called(decision)?;
        if !system.decisions.contains(&decision) {
            return Ok(so_already(
                &system,
                &format!("does not rest on {reference}"),
            ));
        }
        system.decisions.retain(|linked| *linked != decision);
        let summary = format!(
            "{} {} does not rest on {reference} any more",
            system.label, system.name
        );
        self.save_system((seen, digest), (&system, "unlinked"), summary)
    }

    pub(super) fn bind_pattern(
        &mut self,
        system: RecordId,
        pattern: RecordId,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (mut system, digest) = self.open_system(system)?;
        let (pattern, _) = self.pattern_with_digest(pattern)?;
        if system.patterns.contains(&pattern.id) {
            return Ok(so_already(
                &system,
                &format!("follows {}", called(&pattern)),
            ));
        }
        if pattern.status == PatternStatus::Retired {
            return Err(OpsError::Refused {
                what: format!("{} is retired; nothing follows it anew", called(&pattern)),
                hint: "`archdeck pattern list` shows the others.".to_owned(),
            });
        }
        system.patterns.push(pattern.id);
        let warning = match pattern.status {
            PatternStatus::Approved => String::new(),
            other => format!("; it is {other}, not approved"),
        };
        let summary = format!(
            "{} {} follows {}{warning}",
            system.label,
            system.name,
            called(&pattern)
        );
        self.save_system((seen, digest), (&system, "bound"), summary)
    }

    pub(super) fn unbind_pattern(
        &mut self,
        system: RecordId,
        pattern: RecordId,
    ) -> Result<Done, OpsError> {
        let seen = self.store.last_seq()?;
        let (mut system, digest) = self.open_system(system)?;
        // A pattern that is gone can still be taken away.
        let known = self.pattern_with_digest(pattern).ok();
        let name = known.map_or_else(|| "that pattern".to_owned(), |(known, _)| called(&known));
        if !system.patterns.contains(&pattern) {
            return Ok(so_already(&system, &format!("does not follow {name}")));
        }
        system.patterns.retain(|bound| *bound != pattern);
        let summary = format!(
            "{} {} does not follow {name} any more",
            system.label, system.name
        );
        self.save_system((seen, digest), (&system, "unbound"), summary)
    }
}

fn called(pattern: &Pattern) -> String {
    format!("{} {}", pattern.label, pattern.name)
}

fn so_already(system: &System, what: &str) -> Done {
    let summary = format!("{} {} {what} already", system.label, system.name);
    unchanged(summary, vec![system.label.clone()])
}
