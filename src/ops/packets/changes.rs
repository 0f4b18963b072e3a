//! What changed since the packet before, told from the values both packets name: which decisions came and went, and what is
//! another in those that stayed.

use crate::{
    dialect,
    domain::{
        adr::{Adr, SourcedDate},
        digest::Digest,
        event::value_digest,
        ids::RecordId,
        link::{Link, LinkKind},
        packet::{Frozen, Packet},
    },
    ops::{
        error::OpsError,
        packets::contents::Shown,
        reference::LogNames,
        workbench::{Workbench, kept_text},
    },
    packet::Changes,
};

impl Workbench {
    /// What changed since a frozen packet; `None` where there is none before this one.
    pub(super) fn changes_since(
        &self,
        previous: Option<RecordId>,
        (shown, names): (&[Shown], &LogNames),
    ) -> Result<Option<Changes>, OpsError> {
        let Some(previous) = previous else {
            return Ok(None);
        };
        let (before, _) = self.packet_with_digest(previous)?;
        let Some(frozen) = &before.frozen else {
            return Ok(None);
        };
        let mut changes = Changes {
            since: before.label.clone(),
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
        };
        for now in shown {
            match revision_in(&before, frozen, now.adr.id) {
                None => changes.added.push(now.reference.clone()),
                Some(then) if then == now.digest => {}
                Some(then) => changes
                    .changed
                    .push((now.reference.clone(), self.what_changed(then, now)?)),
            }
        }
        let is_shown = |id: &RecordId| shown.iter().any(|now| now.adr.id == *id);
        for gone in before.decisions.iter().filter(|id| !is_shown(id)) {
            let mut called = self.last_called(*gone, names)?;
            if self.store.adr_row(*gone)?.is_some() {
                let (adr, _) = self.adr_with_digest(*gone)?;
                called = format!("{called} {}", adr.facts.title);
            }
            changes.removed.push(called);
        }
        Ok(Some(changes))
    }

    /// What is another in a decision since one of its revisions, in words.
    fn what_changed(&self, then: Digest, now: &Shown) -> Result<Vec<String>, OpsError> {
        let Some(before) = self.revision(now.adr.id, then)? else {
            return Ok(vec![
                "everything: the earlier state is not known here".to_owned(),
            ]);
        };
        let mut words = facts_changed(&before, &now.adr);
        if self.prose(&before)? != self.prose(&now.adr)? {
            words.push("text".to_owned());
        }
        if words.is_empty() {
            words.push("how it is written".to_owned());
        }
        Ok(words)
    }

    /// The value a decision had when its digest was this one.
    fn revision(&self, id: RecordId, digest: Digest) -> Result<Option<Adr>, OpsError> {
        let events = self.store.history(id)?.into_iter().rev();
        let value = events
            .map(|stored| stored.event.value)
            .find(|value| value_digest(value) == Some(digest));
        Ok(value.and_then(|value| serde_json::from_value(value).ok()))
    }

    /// The text of a decision without the places that state its facts.
    fn prose(&self, adr: &Adr) -> Result<Vec<u8>, OpsError> {
        let bytes = kept_text(&self.store, adr.source)?;
        Ok(without_facts(&adr.path, bytes))
    }
}

/// The revision a frozen packet shows of a decision.
pub(super) fn revision_in(packet: &Packet, frozen: &Frozen, id: RecordId) -> Option<Digest> {
    let at = packet.decisions.iter().position(|shown| *shown == id)?;
    frozen.revisions.get(at).copied()
}

fn without_facts(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    let Some(parsed) = dialect::read(path, &bytes).into_iter().next() else {
        return bytes;
    };
    let spans = parsed.spans;
    let stated = [
        spans.front_matter,
        spans.title,
        spans.status_section,
        spans.status,
        spans.date,
        spans.deciders,
    ];
    let stated: Vec<_> = stated.into_iter().flatten().collect();
    let is_prose = |at: &usize| !stated.iter().any(|span| span.contains(at));
    let kept = bytes.iter().enumerate().filter(|(at, _)| is_prose(at));
    kept.map(|(_, byte)| *byte).collect()
}

/// The facts that are others, each in words: `status proposed → accepted`, `deciders`.
fn facts_changed(before: &Adr, after: &Adr) -> Vec<String> {
    let (old, new) = (&before.facts, &after.facts);
    let mut words = Vec::new();
    let mut say = |changed: bool, said: String| {
        if changed {
            words.push(said);
        }
    };
    say(
        old.status != new.status,
        format!("status {} → {}", old.status, new.status),
    );
    say(
        old.title != new.title,
        format!("title, was “{}”", old.title),
    );
    for (name, then, now) in [
        ("date", old.dates.decided, new.dates.decided),
        ("review by", old.dates.review_by, new.dates.review_by),
    ] {
        let said = format!("{name} {} → {}", day(then), day(now));
        say(day(then) != day(now), said);
    }
    for (name, then, now) in [
        ("deciders", &old.people.deciders, &new.people.deciders),
        ("consulted", &old.people.consulted, &new.people.consulted),
        ("informed", &old.people.informed, &new.people.informed),
        ("tags", &old.tags, &new.tags),
    ] {
        say(then != now, name.to_owned());
    }
    say(says(&old.links) != says(&new.links), "links".to_owned());
    say(
        before.path != after.path,
        format!("file {} → {}", before.path, after.path),
    );
    words
}

fn day(date: Option<SourcedDate>) -> String {
    date.map_or_else(|| "not stated".to_owned(), |stated| stated.date.to_string())
}

/// What links say of which targets; mere mentions are part of the text.
fn says(links: &[Link]) -> Vec<(LinkKind, &str)> {
    let said = links.iter().filter(|link| link.kind != LinkKind::Reference);
    said.map(|link| (link.kind, link.target.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_facts_are_no_part_of_the_text() {
        let text = |status: &str, said: &str| {
            let text = format!(
                "# 1. Use queues\n\nDate: 2026-03-02\n\n## Status\n\n{status}\n\n## Context\n\n{said}\n"
            );
            without_facts("0001-use-queues.md", text.into_bytes())
        };
        assert_eq!(
            text("Proposed", "Vans wait."),
            text("Accepted", "Vans wait.")
        );
        assert_ne!(text("Proposed", "Vans wait."), text("Proposed", "Vans go."));
    }
}
