//! What became of a record since an edit of it was begun: the value it was made from, the value of now, who changed it; and for
//! a text, both texts side by side and, where no line was changed twice, joined.

use similar::TextMerge;

use super::{
    side_by_side,
    state::{read_at, value_of},
};
use crate::{
    dialect::{self, Role},
    domain::{digest::Digest, event::value_digest, ids::RecordId, text},
    ops::{
        error::OpsError,
        view::{ConflictView, TextConflict},
        workbench::{Workbench, kept_text},
    },
};

/// The most bytes of a text that are joined: a join has no deadline.
const MOST_BYTES: usize = 256 * 1024;

impl Workbench {
    pub(crate) fn conflict(
        &mut self,
        record: RecordId,
        base: Digest,
        mine: Option<Vec<u8>>,
    ) -> Result<ConflictView, OpsError> {
        let (current, now) = self.adr_with_digest(record)?;
        let reference = self.called(record)?;
        let history = self.store.history(record)?;
        let begun = history
            .iter()
            .rfind(|stored| value_digest(&stored.event.value) == Some(base));
        let (Some(begun), Some(last)) = (begun, history.last()) else {
            return Err(OpsError::NotFound {
                what: format!(
                    "{reference} never was as the edit found it: {}",
                    base.short()
                ),
                hint: "`archdeck adr show REF --json` prints the digest it has now.".to_owned(),
            });
        };
        let begun = value_of(&begun.event)?;
        let before = kept_text(&self.store, begun.source)?;
        let theirs = kept_text(&self.store, current.source)?;
        let texts = match mine {
            Some(mine) => {
                let text = text::decode(&mine).text;
                let words = ("my text".to_owned(), None);
                let compared = side_by_side(
                    self.now(record, &history)?,
                    self.found(read_at(&current, &mine), text, words)?,
                );
                let joined = joined(&before, &mine, &theirs);
                Some(TextConflict { joined, compared })
            }
            None => None,
        };
        Ok(ConflictView {
            record,
            reference,
            now,
            actor: last.event.actor.clone(),
            at: last.event.at,
            text_differs: prose(&begun.path, &before) != prose(&current.path, &theirs),
            base: begun,
            current,
            texts,
        })
    }
}

/// What both sides made of a text, line by line; nothing where both changed the same lines, or where it is no sound text.
fn joined(before: &[u8], mine: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    let text = |bytes| {
        let text = std::str::from_utf8(bytes).ok();
        text.filter(|text| text.len() <= MOST_BYTES)
    };
    let merge = TextMerge::from_lines(text(before)?, text(mine)?, text(theirs)?);
    (!merge.is_conflicted()).then(|| merge.to_string().into_bytes())
}

/// What a text says besides its facts: its sections but for those that state facts, or where it has none, all of it but for
/// the places of its facts.
fn prose(path: &str, bytes: &[u8]) -> Vec<String> {
    let decoded = text::decode(bytes);
    let Some(parsed) = dialect::read(path, bytes).into_iter().next() else {
        return vec![decoded.text];
    };
    let states_facts = |role| {
        matches!(
            role,
            Role::Status | Role::Date | Role::People | Role::Metadata
        )
    };
    if parsed.sections.is_empty() {
        let spans = parsed.spans;
        let mut facts: Vec<_> = [
            spans.status,
            spans.date,
            spans.title,
            spans.front_matter,
            spans.deciders,
        ]
        .into_iter()
        .flatten()
        .collect();
        facts.sort_by_key(|span| span.start);
        let mut kept = Vec::new();
        let mut at = 0;
        for span in facts {
            kept.push(bytes.get(at..span.start).unwrap_or_default());
            at = at.max(span.end);
        }
        kept.push(bytes.get(at..).unwrap_or_default());
        return vec![String::from_utf8_lossy(&kept.concat()).into_owned()];
    }
    let told = parsed
        .sections
        .iter()
        .filter(|section| !states_facts(section.role));
    told.filter_map(|section| decoded.text.get(section.span.clone()))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_texts_join_where_no_line_was_changed_twice() {
        let before = b"a\nb\nc\nd\ne\n";
        let both = joined(before, b"A\nb\nc\nd\ne\n", b"a\nb\nc\nd\nE\n");
        assert_eq!(both.as_deref(), Some(b"A\nb\nc\nd\nE\n".as_slice()));
        assert_eq!(joined(before, b"a\nb\nC\nd\ne\n", b"a\nb\nX\nd\ne\n"), None);
        assert_eq!(joined(before, b"a\xff\n", before), None, "no sound text");
    }

    #[test]
    fn facts_are_told_from_the_text_besides_them() {
        let text = |status: &str, why: &str| {
            format!("# 1. One\n\n## Status\n\n{status}\n\n## Context\n\n{why}\n").into_bytes()
        };
        let told = |status, why| prose("0001-one.md", &text(status, why));
        assert_eq!(told("Proposed", "Rain."), told("Accepted", "Rain."));
        assert_ne!(told("Proposed", "Rain."), told("Proposed", "Snow."));
        let bare =
            |title: &str, rest: &str| prose("x.md", format!("# {title}\n\n{rest}\n").as_bytes());
        assert_ne!(bare("One", "Rain."), bare("One", "Snow."));
    }
}
