//! What the reader shall see of a new text, and what it sees: where the two differ the text is refused.

use crate::{
    dialect::{self, Parsed},
    domain::{adr::Facts, log::FileKind},
    ops::{create::asked::Asked, error::OpsError},
};

/// What the reader shall see.
pub(super) struct Expected<'a> {
    pub(super) asked: &'a Asked,
    pub(super) number: Option<u32>,
    /// The template, where it is the user's own.
    pub(super) template: Option<&'a str>,
}

impl Expected<'_> {
    /// What the reader sees of a text.
    pub(super) fn facts_of(&self, path: &str, bytes: &[u8]) -> Result<Facts, OpsError> {
        let parsed = dialect::read(path, bytes);
        let one = parsed.into_iter().next().filter(|one| one.anchor.is_none());
        let Some(parsed) = one else {
            return Err(self.misread("as several records"));
        };
        match self.difference(&parsed) {
            Some(seen) => Err(self.misread(&seen)),
            None => Ok(parsed.facts),
        }
    }

    /// How what is read differs from what was asked for.
    fn difference(&self, parsed: &Parsed) -> Option<String> {
        let Parsed { kind, facts, .. } = parsed;
        let Asked {
            title,
            status,
            deciders,
            tags,
            ..
        } = self.asked;
        if *kind != FileKind::Record {
            return Some(format!("as no decision record ({})", kind.word()));
        }
        if facts.title_from_name {
            return Some("without a title".to_owned());
        }
        if facts.title != *title {
            return Some(format!("with the title `{}`", facts.title));
        }
        if facts.status != *status {
            return Some(format!("with the status {}, not {status}", facts.status));
        }
        if self
            .number
            .is_some_and(|number| facts.number != Some(number))
        {
            let read = facts.number.map_or("no number".to_owned(), |number| {
                format!("the number {number}")
            });
            return Some(format!("with {read}"));
        }
        if facts.people.deciders != *deciders {
            return Some(format!("as decided by {}", listed(&facts.people.deciders)));
        }
        (facts.tags != *tags).then(|| format!("with the tags {}", listed(&facts.tags)))
    }

    fn misread(&self, seen: &str) -> OpsError {
        match self.template {
            Some(template) => OpsError::Refused {
                what: format!("what the template `{template}` makes is read {seen}; nothing was saved"),
                hint: "`{% include \"head\" %}` at its top writes title, status, date, people and tags as the log does."
                    .to_owned(),
            },
            None => OpsError::Refused {
                what: format!(
                    "`{}` would be read {seen}; nothing was saved",
                    self.asked.title
                ),
                hint: "Put the title, the names or the tags in other words.".to_owned(),
            },
        }
    }
}

fn listed(words: &[String]) -> String {
    if words.is_empty() {
        return "(none)".to_owned();
    }
    words.join(", ")
}
