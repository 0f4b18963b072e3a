//! Editing a record's text as a whole: the new bytes are read again, so that what is known of a record is always what its
//! text says. A decided text is not edited, and no edit decides: a status that is typed into a text is held against the life of
//! a decision.

use crate::{
    dialect,
    domain::{
        adr::Adr, digest::Digest, event::RecordKind, ids::RecordId, life_cycle, log::FileKind,
        status::Status, text::FILE_LIMIT,
    },
    ops::{
        change::{Done, TextEdit},
        error::OpsError,
        exchange::plan::json,
        workbench::Workbench,
    },
    store::Put,
};

/// What a person may do where a decided text is not edited.
pub const WHAT_INSTEAD: &str = "A decided text is kept as it was decided: `archdeck adr amend` writes a decision that changes part of it, `adr supersede` names one that takes its place, `adr correct` mends title, date, people and tags.";

impl Workbench {
    pub(crate) fn edit_text(&mut self, edit: TextEdit) -> Result<Done, OpsError> {
        let (adr, current) = self.adr_with_digest(edit.record)?;
        let reference = self.called(edit.record)?;
        if current != edit.base {
            return Err(self.stale(edit.record, reference));
        }
        if Digest::of(&edit.bytes) == adr.source {
            return Ok(Done {
                group: None,
                summary: format!("{reference} is unchanged"),
                refs: vec![reference],
                made: None,
                can_undo: false,
            });
        }
        if !adr.facts.status.text_is_open() {
            return Err(OpsError::Refused {
                what: protection(&reference, adr.facts.status),
                hint: WHAT_INSTEAD.to_owned(),
            });
        }
        refuse_unfit(&reference, &edit.bytes)?;
        let edited = read_again(&adr, &edit.bytes).ok_or_else(|| OpsError::Refused {
            what: format!("the new text of {reference} is no decision record any more"),
            hint: "Keep its title and sections; nothing was saved.".to_owned(),
        })?;
        refuse_deciding(&reference, adr.facts.status, edited.facts.status)?;
        let put = Put {
            kind: RecordKind::Adr,
            record: edit.record,
            verb: "adr.edited".to_owned(),
            base: Some(edit.base),
            value: json(&edited),
            reason: edit.reason,
        };
        let saved = self.save(vec![put], vec![edit.bytes]);
        let group = saved.map_err(|error| self.overtaken(error))?;
        let summary = format!("edited {reference} {}", edited.facts.title);
        Ok(Done {
            group: Some(group),
            summary,
            refs: vec![reference],
            made: None,
            can_undo: true,
        })
    }

    /// A record that was changed since it was seen, and by whom.
    pub(crate) fn stale(&self, record: RecordId, reference: String) -> OpsError {
        let last = self
            .events(None, Some(record), 1)
            .ok()
            .and_then(|view| view.lines.into_iter().next());
        OpsError::Stale {
            actor: last.map_or_else(|| "somebody".to_owned(), |event| event.actor),
            hint: format!(
                "See what changed with `archdeck history {reference}`, then do it again."
            ),
            reference,
        }
    }
}

/// Refuses what no file of a log could be: nothing at all, or more than is ever read.
fn refuse_unfit(reference: &str, bytes: &[u8]) -> Result<(), OpsError> {
    let refused = |what: String| {
        let hint = "The text is as it was; nothing was saved.".to_owned();
        Err(OpsError::Refused { what, hint })
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return refused(format!("the new text of {reference} is empty"));
    }
    if bytes.len() as u64 > FILE_LIMIT {
        return refused(format!(
            "the new text of {reference} has more than {FILE_LIMIT} bytes (8 MiB)"
        ));
    }
    Ok(())
}

/// Refuses a status in the new text that no edit leads to. What follows from a decision (who took it, why, what it supersedes)
/// is not said by a word in a text, so a status that closes the text is left to the step of its own.
fn refuse_deciding(reference: &str, from: Status, to: Status) -> Result<(), OpsError> {
    let refused = |what, hint| Err(OpsError::Refused { what, hint });
    if from == to {
        return Ok(());
    }
    if to == Status::Unknown {
        return refused(
            format!("the new text of {reference} states no status that is known; it was {from}"),
            format!(
                "Leave the status as it was; `archdeck adr status {reference} NEW` takes the decision a step on."
            ),
        );
    }
    if to == Status::Superseded {
        return refused(
            format!(
                "no edit makes {reference} superseded: only a decision that takes its place does"
            ),
            format!(
                "Leave the status as it was ({from}); `archdeck adr supersede {reference} --by NEW` names the other decision."
            ),
        );
    }
    if !to.text_is_open() {
        return refused(
            format!("no edit makes {reference} {to}: that is decided by a step of its own"),
            format!(
                "Leave the status as it was ({from}), save, then `archdeck adr status {reference} {to}`: it takes the reason and who decided."
            ),
        );
    }
    // Where nobody knew where a decision stands, its author may say so in its text.
    if from == Status::Unknown {
        return Ok(());
    }
    match life_cycle::step(from, to, None) {
        Ok(()) => Ok(()),
        Err(why) => refused(format!("{reference} cannot become {to}: {why}"), why.hint()),
    }
}

/// Why a decided text is not edited.
pub(crate) fn protection(reference: &str, status: Status) -> String {
    format!("{reference} is {status}; its text is protected")
}

/// The record that other bytes of its file state; `None` when they state none.
pub(crate) fn read_again(adr: &Adr, bytes: &[u8]) -> Option<Adr> {
    let parsed = dialect::read(&adr.path, bytes)
        .into_iter()
        .find(|parsed| parsed.kind == FileKind::Record && parsed.anchor == adr.anchor)?;
    Some(Adr {
        facts: parsed.facts,
        source: Digest::of(bytes),
        ..adr.clone()
    })
}
