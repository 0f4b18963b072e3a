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
