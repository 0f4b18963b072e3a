//! Comments on decisions: said, settled, opened again. They stand beside the text, so a decided record takes them too.

use crate::{
    domain::{comment::Comment, event::RecordKind, ids::RecordId},
    ops::{
        change::Done,
        error::OpsError,
        exchange::plan::json,
        reference::short,
        rewriting::{line, unchanged},
        workbench::{Workbench, decoded},
    },
    store::{Current, Put},
};

impl Workbench {
    pub(crate) fn comment(&mut self, record: RecordId, text: &str) -> Result<Done, OpsError> {
        let text = line("comment", text)?;
        let (adr, _) = self.adr_with_digest(record)?;
        let reference = self.called(record)?;
        let comment = Comment {
            id: self.env.record_id(),
            record,
            author: self.env.actor.clone(),
            at: self.env.now(),
            text,
            settled: false,
        };
        let group = self.save(vec![put(&comment, "added", None)], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary: format!("commented on {reference} {}", adr.facts.title),
            refs: vec![reference],
            made: Some(comment.id),
            can_undo: true,
        })
    }

    pub(crate) fn settle_comment(
        &mut self,
        comment: RecordId,
        settled: bool,
    ) -> Result<Done, OpsError> {
        let current = self.store.current(comment)?;
        let current = current
            .filter(|current| current.kind == RecordKind::Comment)
            .ok_or_else(no_comment)?;
        let before: Comment = decoded(&current)?;
        let reference = self.called(before.record)?;
        let (verb, word) = if settled {
            ("settled", "settled")
        } else {
            ("reopened", "open")
        };
        if before.settled == settled {
            let summary = format!("the comment on {reference} is {word} already");
            return Ok(unchanged(summary, vec![reference]));
        }
        let summary = format!("{verb} a comment on {reference}");
        let after = Comment { settled, ..before };
        let group = self.save(vec![put(&after, verb, Some(&current))], Vec::new())?;
        Ok(Done {
            group: Some(group),
            summary,
            refs: vec![reference],
            made: None,
            can_undo: true,
        })
    }

    /// Finds the comment whose id begins with what was typed.
    ///
    /// # Errors
    /// When none or more than one does.
    pub fn resolve_comment(&self, typed: &str) -> Result<RecordId, OpsError> {
        let digits = typed.trim().replace('-', "").to_lowercase();
        let all = self.store.current_of_kind(RecordKind::Comment, None)?;
        let mut found = all
            .iter()
            .map(|current| current.id)
            .filter(|id| !digits.is_empty() && id.to_string().starts_with(&digits));
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (Some(one), Some(other)) => Err(OpsError::Ambiguous {
                asked: short(typed),
                candidates: [one, other]
                    .into_iter()
                    .chain(found)
                    .take(20)
                    .map(|id| id.to_string())
                    .collect(),
            }),
            _ => Err(OpsError::NotFound {
                what: format!("no comment has an id that begins with `{}`", short(typed)),
                hint: "`archdeck adr comments REF` shows the comments; `adr settle REF N` takes one by its number there.".to_owned(),
            }),
        }
    }
}

fn put(comment: &Comment, verb: &str, before: Option<&Current>) -> Put {
    Put {
        kind: RecordKind::Comment,
        record: comment.id,
        verb: format!("comment.{verb}"),
        base: before.map(|before| before.digest),
        value: json(comment),
        reason: None,
    }
}

fn no_comment() -> OpsError {
    OpsError::NotFound {
        what: "the comment is not in the store any more".to_owned(),
        hint: "`archdeck adr comments REF` shows the comments of a decision.".to_owned(),
    }
}
