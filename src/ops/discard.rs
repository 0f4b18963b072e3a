//! Throwing a draft away that was never anything else: it goes with its comments and the links others state to it on its
//! behalf. Whatever came from a file or was handed to a board is withdrawn instead.

use crate::{
    dialect::edit::FactChange,
    domain::{
        adr::Adr, digest::Digest, event::RecordKind, ids::RecordId, link::LinkKind, packet::Packet,
        status::Status,
    },
    ops::{
        change::Done,
        error::OpsError,
        exchange::plan::gone,
        rewriting::{Rewriting, Told},
        workbench::{Workbench, decoded},
    },
    store::Put,
};

/// How many decisions a refusal names.
const NAMED: usize = 3;

impl Workbench {
    pub(crate) fn discard(
        &mut self,
        record: RecordId,
        base: Option<Digest>,
    ) -> Result<Done, OpsError> {
        let mut rewriting = Rewriting::of(self)?;
        rewriting.refuse_stale(record, base)?;
        let named = rewriting.named(record)?;
        rewriting.refuse_kept(record)?;
        rewriting.take_links_away(record)?;
        rewriting.take_away(record, self.goes_with(record)?)?;
        let rewritten = rewriting.finish();
        self.save_rewritten(
            rewritten,
            format!("discarded {named}; the history keeps it"),
        )
    }

    /// The draft and its comments.
    fn goes_with(&self, record: RecordId) -> Result<Vec<Put>, OpsError> {
        let comments = self
            .store
            .current_of_kind(RecordKind::Comment, Some(record))?;
        let mut puts: Vec<_> = comments.iter().map(gone).collect();
        let draft = self.store.current(record)?;
        puts.extend(draft.iter().map(|draft| Put {
            verb: "adr.discarded".to_owned(),
            ..gone(draft)
        }));
        Ok(puts)
    }

    /// What people call the packet that shows a decision.
    fn packet_with(&self, record: RecordId) -> Result<Option<String>, OpsError> {
        for current in self.store.current_of_kind(RecordKind::Packet, None)? {
            let packet: Packet = decoded(&current)?;
            if packet.decisions.contains(&record) {
                return Ok(Some(packet.label));
            }
        }
        Ok(None)
    }
}

impl Rewriting<'_> {
    /// Refuses what is more than a draft of our own.
    fn refuse_kept(&mut self, record: RecordId) -> Result<(), OpsError> {
        let packet = self.bench.packet_with(record)?;
        let Some((why, hint)) = kept(self.adr(record)?, packet.as_deref()) else {
            return Ok(());
        };
        let reference = self.called(record)?;
        Err(OpsError::Refused {
            what: format!("{reference} {why}"),
            hint: hint.replace("REF", &reference),
        })
    }

    /// Takes away what others state of a draft because it states it of them; refuses where one says it of its own accord.
    fn take_links_away(&mut self, record: RecordId) -> Result<(), OpsError> {
        let told = Told {
            verb: "adr.unlinked".to_owned(),
            reason: None,
        };
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        for link in self.bench.store.links_to(record)? {
            let Some(other) = link.other.filter(|other| *other != record) else {
                continue;
            };
            let kind = link.kind.unwrap_or(LinkKind::Reference);
            if link.kind.is_some() && self.states(record, kind, other)? {
                ours.push((other, kind));
            } else if !theirs.contains(&other) {
                theirs.push(other);
            }
        }
        self.refuse_dangling(record, &theirs)?;
        for (other, kind) in ours {
            let kind = kind.inverse().unwrap_or(kind);
            let fact = FactChange::Unlink(kind, self.target(record)?);
            self.write(other, &[fact], &told)?;
        }
        Ok(())
    }

    fn refuse_dangling(&mut self, record: RecordId, others: &[RecordId]) -> Result<(), OpsError> {
        if others.is_empty() {
            return Ok(());
        }
        let mut names = Vec::new();
        for other in others.iter().take(NAMED) {
            names.push(self.called(*other)?);
        }
        let more = match others.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let reference = self.called(record)?;
        Err(OpsError::Refused {
            what: format!("{reference} is named by {}{more}", names.join(", ")),
            hint: format!(
                "Take those links away first, or withdraw it: `archdeck adr status {reference} withdrawn`."
            ),
        })
    }
}

/// Why a record is kept and what to do with it instead; `None` for a draft that may go.
fn kept(adr: &Adr, packet: Option<&str>) -> Option<(String, &'static str)> {
    const WITHDRAW: &str = "Withdraw it: `archdeck adr status REF withdrawn`.";
    let status = adr.facts.status;
    if status != Status::Draft {
        let hint = if status.text_is_open() {
            WITHDRAW
        } else {
            "A decision that was taken stays."
        };
        return Some((format!("is {status}; only a draft is discarded"), hint));
    }
    if adr.imported.is_some() {
        let why = "came from a file, which would bring it back".to_owned();
        return Some((why, WITHDRAW));
    }
    packet.map(|label| (format!("is shown in packet {label}"), WITHDRAW))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dialect,
        domain::log::DecisionLog,
        env::Env,
        ops::{change::Change, demo, exchange::plan::json},
    };

    /// A workbench with a log of our own: records by number, each with a status and further lines of its status section.
    fn bench(records: &[(u32, &str)]) -> Workbench {
        let mut bench =
            Workbench::in_memory(Env::fixed(demo::beginning().unwrap(), "mina")).unwrap();
        let log = DecisionLog {
            id: bench.env.record_id(),
            name: "belt".to_owned(),
            root: "/srv/belt".to_owned(),
            folder: String::new(),
            remote: None,
        };
        let mut puts = vec![put(RecordKind::Log, log.id, json(&log))];
        let mut texts = Vec::new();
        for (number, status) in records {
            let path = format!("{number:04}-x.md");
            let text = format!(
                "# {number}. Title {number}\n\n## Status\n\n{status}\n\n## Context\n\nWhy.\n"
            );
            let read = dialect::read(&path, text.as_bytes()).remove(0);
            let adr = Adr {
                id: bench.env.record_id(),
                log: log.id,
                path,
                anchor: None,
                facts: read.facts,
                source: Digest::of(text.as_bytes()),
                imported: None,
            };
            puts.push(put(RecordKind::Adr, adr.id, json(&adr)));
            texts.push(text.into_bytes());
        }
        bench.save(puts, texts).unwrap();
        bench
    }

    fn put(kind: RecordKind, record: RecordId, value: serde_json::Value) -> Put {
        Put {
            kind,
            record,
            verb: format!("{}.created", kind.word()),
            base: None,
            value,
            reason: None,
        }
    }

    fn discard(bench: &mut Workbench, reference: &str) -> Result<Done, OpsError> {
        let record = bench.resolve(reference).unwrap();
        bench.apply(Change::Discard { record, base: None })
    }

    #[test]
    fn a_draft_goes_with_its_comments_and_comes_back_with_them() {
        let mut bench = bench(&[(1, "Draft")]);
        let record = bench.resolve("1").unwrap();
        let text = "Is it needed?".to_owned();
        bench.apply(Change::Comment { record, text }).unwrap();
        let done = discard(&mut bench, "1").unwrap();
        assert_eq!(
            done.summary,
            "discarded ADR-0001 Title 1; the history keeps it"
        );
        assert_eq!(done.refs, ["ADR-0001"]);
        assert!(bench.resolve("1").is_err());
        assert!(bench.store.comments(record).unwrap().is_empty());
        let undone = bench.apply(Change::Undo).unwrap();
        assert_eq!(undone.summary, "undone: discarded Title 1");
        assert_eq!(bench.resolve("1").unwrap(), record);
        assert_eq!(bench.store.comments(record).unwrap().len(), 1);
        let redone = bench.apply(Change::Redo).unwrap();
        assert_eq!(redone.summary, "redone: discarded Title 1");
    }

    #[test]
    fn what_others_say_because_the_draft_says_it_goes_too() {
        let mut bench = bench(&[
            (1, "Accepted\n\nAmended by [2. Title 2](0002-x.md)"),
            (2, "Draft\n\nAmends [1. Title 1](0001-x.md)"),
        ]);
        let other = bench.resolve("1").unwrap();
        let before = bench.record_bytes(other).unwrap();
        let done = discard(&mut bench, "2").unwrap();
        assert_eq!(done.refs, ["ADR-0001", "ADR-0002"]);
        assert!(bench.store.links_from(other).unwrap().is_empty());
        bench.apply(Change::Undo).unwrap();
        assert_eq!(bench.record_bytes(other).unwrap(), before);
    }

    #[test]
    fn a_draft_others_count_on_stays() {
        let mut bench = bench(&[
            (1, "Proposed\n\nDepends on [2. Title 2](0002-x.md)"),
            (2, "Draft"),
        ]);
        let refused = discard(&mut bench, "2").unwrap_err();
        assert_eq!(refused.to_string(), "ADR-0002 is named by ADR-0001");
        assert!(refused.hint().unwrap().contains("ADR-0002 withdrawn"));
        assert!(bench.resolve("2").is_ok());
    }

    #[test]
    fn only_a_draft_of_our_own_is_discarded() {
        let mut bench = bench(&[(1, "Proposed"), (2, "Accepted")]);
        for reference in ["1", "2"] {
            let refused = discard(&mut bench, reference).unwrap_err();
            assert!(refused.to_string().contains("only a draft"), "{refused}");
        }
        let record = bench.resolve("1").unwrap();
        let mut adr = bench.adr_with_digest(record).unwrap().0;
        adr.facts.status = Status::Draft;
        assert_eq!(kept(&adr, None), None);
        assert!(kept(&adr, Some("PKT-2026-001")).is_some());
        adr.imported = Some(adr.source);
        assert!(kept(&adr, None).is_some());
    }
}
