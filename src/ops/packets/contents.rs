//! What a packet shows, taken from the store as it is now: each decision with its revision, its links as references, and what
//! changed since the packet before. The same state of the store gives the same contents.

use std::collections::BTreeSet;

use crate::{
    domain::{
        adr::{Adr, Dialect},
        digest::Digest,
        ids::RecordId,
        link::LinkKind,
        packet::{Packet, RestedOn},
        text,
    },
    ops::{
        error::OpsError,
        reference::LogNames,
        view::LinkLine,
        workbench::{Workbench, kept_text},
    },
    packet::{Contents, Decision, Head, Relation},
    store::ResolvedLink,
};

/// What stands before the title of a packet that is not frozen, so that nobody takes it for one that is.
const DRAFT: &str = "DRAFT, not frozen: ";

/// A packet with what it shows, and what stands in the way of freezing it.
pub(super) struct Assembled {
    pub(super) contents: Contents,
    /// What the verdict of its system rests on, where it is of one.
    pub(super) rested_on: Option<RestedOn>,
    pub(super) obstacles: Vec<String>,
}

/// A decision of a packet as it is now.
pub(super) struct Shown {
    pub(super) adr: Adr,
    pub(super) digest: Digest,
    pub(super) reference: String,
}

impl Workbench {
    /// What a packet shows as long as it is not frozen; its title says so.
    pub(super) fn draft_contents(&mut self, packet: &Packet) -> Result<Assembled, OpsError> {
        let mut assembled = self.contents(packet)?;
        assembled.contents.title.insert_str(0, DRAFT);
        Ok(assembled)
    }

    /// What a packet shows, at the state the store is in.
    pub(super) fn contents(&mut self, packet: &Packet) -> Result<Assembled, OpsError> {
        let names = self.log_names()?;
        let head = self.packet_head()?;
        let (mut shown, mut obstacles) = (Vec::new(), Vec::new());
        for id in &packet.decisions {
            match self.shown(*id, &names)? {
                Some(decision) => shown.push(decision),
                None => obstacles.push(format!(
                    "{} is not in the store any more",
                    self.last_called(*id, &names)?
                )),
            }
        }
        if shown.is_empty() && packet.system.is_none() {
            obstacles.push("it shows no decision".to_owned());
        }
        let (readiness, rested_on) = self.readiness_of(packet)?.unzip();
        let contents = Contents {
            readiness,
            id: packet.id,
            label: packet.label.clone(),
            title: packet.title.clone(),
            ask: packet.ask.clone(),
            recommendation: packet.recommendation.clone(),
            as_of: packet.as_of,
            relations: self.relations(&shown, &names)?,
            changes: self.changes_since(packet.previous, (&shown, &names))?,
            decisions: shown
                .into_iter()
                .map(|shown| self.decision(shown, &names))
                .collect::<Result<_, _>>()?,
            head,
        };
        Ok(Assembled {
            contents,
            rested_on,
            obstacles,
        })
    }

    /// The state of the log of changes.
    pub(super) fn packet_head(&self) -> Result<Head, OpsError> {
        let (seq, hash) = self.store.head()?;
        Ok(Head {
            replica: self.store.replica()?,
            seq,
            hash,
        })
    }

    fn shown(&self, id: RecordId, names: &LogNames) -> Result<Option<Shown>, OpsError> {
        if self.store.adr_row(id)?.is_none() {
            return Ok(None);
        }
        let (adr, digest) = self.adr_with_digest(id)?;
        let reference = names.printed(adr.log, &adr.label());
        Ok(Some(Shown {
            adr,
            digest,
            reference,
        }))
    }

    /// How a decision is printed, or was when it was still there.
    pub(super) fn last_called(&self, id: RecordId, names: &LogNames) -> Result<String, OpsError> {
        let known = self
            .store
            .history(id)?
            .into_iter()
            .rev()
            .find_map(|stored| {
                let adr: Option<Adr> = serde_json::from_value(stored.event.value).ok();
                adr.map(|adr| names.printed(adr.log, &adr.label()))
            });
        Ok(known.unwrap_or_else(|| format!("decision {id}")))
    }

    fn decision(&self, shown: Shown, names: &LogNames) -> Result<Decision, OpsError> {
        let Shown {
            adr,
            digest,
            reference,
        } = shown;
        let open = self.store.comments(adr.id)?.into_iter();
        let open = open.filter(|comment| !comment.settled).count();
        let bytes = kept_text(&self.store, adr.source)?;
        let links = self.links(&adr, names)?;
        let facts = adr.facts;
        Ok(Decision {
            id: adr.id,
            reference,
            revision: digest,
            title: facts.title,
            status: facts.status,
            decided: facts.dates.decided.map(|stated| stated.date),
            review_by: facts.dates.review_by.map(|stated| stated.date),
            deciders: facts.people.deciders,
            consulted: facts.people.consulted,
            informed: facts.people.informed,
            tags: facts.tags,
            links: links
                .iter()
                .filter(|link| is_said(link))
                .map(told)
                .collect(),
            open_comments: u32::try_from(open).unwrap_or(u32::MAX),
            is_markdown: is_markdown(facts.dialect),
            text: text::decode(&bytes).text,
        })
    }

    /// What is said between the decisions and of others, each once; that one mentions another is not said here.
    fn relations(&self, shown: &[Shown], names: &LogNames) -> Result<Vec<Relation>, OpsError> {
        let mut relations = BTreeSet::new();
        for decision in shown {
            for link in self.store.links(decision.adr.id)? {
                let Some((kind, other)) = stated(&link) else {
                    continue;
                };
                let Some(row) = self.store.adr_row(other)? else {
                    continue;
                };
                let there = names.printed(row.log, &row.label);
                relations.insert(one_way(&decision.reference, kind, there));
            }
        }
        Ok(relations.into_iter().collect())
    }
}

/// A link that says something and found the other decision.
fn stated(link: &ResolvedLink) -> Option<(LinkKind, RecordId)> {
    let kind = link.kind.filter(|kind| *kind != LinkKind::Reference)?;
    Some((kind, link.other?))
}

/// A link told from the one of its two sides that acts, so that what both state is one.
fn one_way(here: &str, kind: LinkKind, there: String) -> Relation {
    let inverse = kind.inverse().unwrap_or(kind);
    let turned = inverse < kind || (inverse == kind && there.as_str() < here);
    let here = here.to_owned();
    let (from, kind, to) = if turned {
        (there, inverse, here)
    } else {
        (here, kind, there)
    };
    Relation { from, kind, to }
}

/// Whether a link says something about this decision; that another one mentions it does not.
fn is_said(link: &LinkLine) -> bool {
    link.stated_here || link.kind != LinkKind::Reference
}

/// A link in words: what it says, the other's reference, its title.
fn told(link: &LinkLine) -> (String, String, String) {
    let part = if link.partial { " in part" } else { "" };
    let waits = if link.pending { ", once accepted" } else { "" };
    let words = format!("{}{part}{waits}", link.kind.phrase());
    match &link.target {
        Some(target) => (words, target.reference.clone(), target.title.clone()),
        None => (words, link.written.clone(), "(not in the store)".to_owned()),
    }
}

const fn is_markdown(dialect: Dialect) -> bool {
    match dialect {
        Dialect::Nygard
        | Dialect::Madr2
        | Dialect::Madr3
        | Dialect::Log4brains
        | Dialect::Markdown => true,
        Dialect::Asciidoc | Dialect::Rst | Dialect::Plain => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_sides_state_is_one_relation() {
        let new = one_way("shop/3", LinkKind::Supersedes, "shop/1".to_owned());
        let old = one_way("shop/1", LinkKind::SupersededBy, "shop/3".to_owned());
        assert_eq!(new, old);
        assert_eq!(
            (new.from.as_str(), new.kind),
            ("shop/3", LinkKind::Supersedes)
        );
        let one = one_way("shop/3", LinkKind::RelatesTo, "shop/1".to_owned());
        let other = one_way("shop/1", LinkKind::RelatesTo, "shop/3".to_owned());
        assert_eq!(one, other);
    }
}
