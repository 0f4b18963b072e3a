//! Changing facts of records in their text: edits of open decisions, corrections of decided ones, tags for many.

use crate::{
    dialect::edit::{FactChange, PeopleRole},
    domain::{
        adr::{DateSource, Facts, SourcedDate},
        ids::RecordId,
        status::Status,
        text::counted,
    },
    ops::{
        change::{Done, FactsEdit, TagMany},
        error::OpsError,
        rewriting::{Rewriting, Told, line, reason},
        workbench::Workbench,
    },
};

impl Workbench {
    pub(crate) fn edit_facts(&mut self, edit: &FactsEdit) -> Result<Done, OpsError> {
        let why = reason(edit.reason.as_deref())?;
        let mut rewriting = Rewriting::of(self)?;
        rewriting.refuse_stale(edit.record, Some(edit.base))?;
        let before = rewriting.adr(edit.record)?.facts.clone();
        let mut facts = Vec::new();
        for fact in &edit.facts {
            facts.extend(news(fact, &before)?);
        }
        let named = rewriting.named(edit.record)?;
        if facts.is_empty() {
            return self.as_it_was(edit.record, &named);
        }
        let is_open = before.status.text_is_open();
        if !is_open && why.is_none() {
            return Err(needs_reason(&rewriting.called(edit.record)?, before.status));
        }
        let word = if is_open { "edited" } else { "corrected" };
        let told = Told {
            verb: format!("adr.{word}"),
            reason: why,
        };
        rewriting.write(edit.record, &facts, &told)?;
        let summary = format!("{word} {}", rewriting.named(edit.record)?);
        let rewritten = rewriting.finish();
        self.save_rewritten(rewritten, summary)
    }

    pub(crate) fn tag(&mut self, tags: &TagMany) -> Result<Done, OpsError> {
        let add = all_tags(&tags.add)?;
        let remove: Vec<_> = tags.remove.iter().map(|tag| spelled(tag)).collect();
        if add.is_empty() && remove.is_empty() {
            return Err(OpsError::Refused {
                what: "no tag was named".to_owned(),
                hint: "Name one to add or to remove.".to_owned(),
            });
        }
        let told = Told {
            verb: "adr.tagged".to_owned(),
            reason: None,
        };
        let mut rewriting = Rewriting::of(self)?;
        let mut first = None;
        for record in &tags.records {
            let before = &rewriting.adr(*record)?.facts.tags;
            let after = joined(before, &add, &remove);
            if after == *before {
                continue;
            }
            rewriting.write(*record, &[FactChange::Tags(after)], &told)?;
            first.get_or_insert(rewriting.named(*record)?);
        }
        let rewritten = rewriting.finish();
        let summary = tagged(first.as_deref(), rewritten.records(), (&add, &remove));
        self.save_rewritten(rewritten, summary)
    }

    fn as_it_was(&mut self, record: RecordId, named: &str) -> Result<Done, OpsError> {
        let refs = vec![self.called(record)?];
        Ok(super::rewriting::unchanged(
            format!("{named} is unchanged"),
            refs,
        ))
    }
}

/// A fact in the form it is kept in; `None` when the record states it so already.
fn news(fact: &FactChange, before: &Facts) -> Result<Option<FactChange>, OpsError> {
    // A date in the name of the file alone may still be written into the text.
    let date = |date: Option<SourcedDate>| {
        date.filter(|date| date.source != DateSource::FileName)
            .map(|date| date.date)
    };
    let (fact, is_new) = match fact {
        FactChange::Title(title) => {
            let title = line("title", title)?;
            let is_new = title != before.title;
            (FactChange::Title(title), is_new)
        }
        FactChange::Date(day) => (fact.clone(), *day != date(before.dates.decided)),
        FactChange::ReviewBy(day) => (fact.clone(), *day != date(before.dates.review_by)),
        FactChange::People(role, names) => {
            let names = people(names)?;
            let is_new = names != *of_role(before, *role);
            (FactChange::People(*role, names), is_new)
        }
        FactChange::Tags(tags) => {
            let tags: Vec<_> = tags.iter().map(|tag| spelled(tag)).collect();
            let is_known = |tag: &String| before.tags.contains(tag);
            let new: Vec<_> = tags.iter().filter(|tag| !is_known(tag)).cloned().collect();
            all_tags(&new)?;
            let tags = joined(&[], &tags, &[]);
            let is_new = tags != before.tags;
            (FactChange::Tags(tags), is_new)
        }
        FactChange::Status(_)
        | FactChange::Link(..)
        | FactChange::Unlink(..)
        | FactChange::Grid(_) => {
            return Err(OpsError::Refused {
                what: "a status, a link or a table is not edited like a fact".to_owned(),
                hint: "Take a step with `archdeck adr status`, link with `adr relate`.".to_owned(),
            });
        }
    };
    Ok(is_new.then_some(fact))
}

const fn of_role(facts: &Facts, role: PeopleRole) -> &Vec<String> {
    match role {
        PeopleRole::Deciders => &facts.people.deciders,
        PeopleRole::Consulted => &facts.people.consulted,
        PeopleRole::Informed => &facts.people.informed,
    }
}

fn needs_reason(reference: &str, status: Status) -> OpsError {
    OpsError::Refused {
        what: format!("{reference} is {status}; a correction of it needs a reason"),
        hint: format!(
            "Say why with `archdeck adr correct {reference} … --reason TEXT`; its text stays as it was decided."
        ),
    }
}

/// Names of people as they are kept, each once.
pub(crate) fn people(typed: &[String]) -> Result<Vec<String>, OpsError> {
    let mut names = Vec::new();
    for name in typed {
        let name = line("name", name)?;
        if is_several(&name) {
            return Err(OpsError::Refused {
                what: format!("`{name}` would be read as several names"),
                hint: "Name each person on their own, without a comma or a semicolon.".to_owned(),
            });
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

/// Whether a reader would part a name: at a comma or a semicolon outside of brackets.
fn is_several(name: &str) -> bool {
    let mut depth = 0_usize;
    name.chars().any(|c| {
        match c {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';' | '、')
    })
}

/// A tag as it is kept.
fn spelled(tag: &str) -> String {
    tag.trim().to_lowercase()
}

/// Tags that are new to a record: one word each, since a reader parts them at spaces and commas.
fn all_tags(typed: &[String]) -> Result<Vec<String>, OpsError> {
    typed
        .iter()
        .map(|tag| {
            let tag = spelled(&line("tag", tag)?);
            if tag.contains([' ', ',', ';']) {
                return Err(OpsError::Refused {
                    what: format!("`{tag}` is not one tag"),
                    hint: "A tag is one word: `data-quality`; name several tags one by one."
                        .to_owned(),
                });
            }
            Ok(tag)
        })
        .collect()
}

/// The tags of a record after some are added and others taken away; the order of the text stays.
fn joined(before: &[String], add: &[String], remove: &[String]) -> Vec<String> {
    let mut after: Vec<String> = Vec::new();
    for tag in before.iter().chain(add) {
        if !remove.contains(tag) && !after.contains(tag) {
            after.push(tag.clone());
        }
    }
    after
}

/// `tagged 12 decisions with x`, `tagged payments/3 Use X without y`.
fn tagged(first: Option<&str>, count: usize, (add, remove): (&[String], &[String])) -> String {
    let Some(first) = first else {
        return "nothing to change: the tags are so already".to_owned();
    };
    let what = if count == 1 {
        first.to_owned()
    } else {
        counted(count as u64, "decision", "decisions")
    };
    let part = |word: &str, tags: &[String]| {
        (!tags.is_empty()).then(|| format!("{word} {}", tags.join(", ")))
    };
    let how: Vec<_> = [part("with", add), part("without", remove)]
        .into_iter()
        .flatten()
        .collect();
    format!("tagged {what} {}", how.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_tag_is_one_word_in_lower_case() {
        assert_eq!(
            all_tags(&words(&[" Data-Quality "])).unwrap(),
            ["data-quality"]
        );
        for odd in ["two words", "a,b", "a;b", "", "a\u{1b}b"] {
            assert!(all_tags(&words(&[odd])).is_err(), "{odd}");
        }
    }

    #[test]
    fn tags_are_added_once_and_keep_their_order() {
        let before = words(&["b", "a"]);
        assert_eq!(
            joined(&before, &words(&["a", "c"]), &words(&["b"])),
            ["a", "c"]
        );
        assert_eq!(joined(&before, &[], &words(&["x"])), before);
    }

    #[test]
    fn what_was_tagged_is_counted() {
        let (add, none) = (words(&["x"]), Vec::new());
        assert_eq!(
            tagged(Some("a/1 T"), 12, (&add, &none)),
            "tagged 12 decisions with x"
        );
        assert_eq!(
            tagged(Some("a/1 T"), 1, (&add, &words(&["y"]))),
            "tagged a/1 T with x and without y"
        );
        assert_eq!(
            tagged(None, 0, (&add, &none)),
            "nothing to change: the tags are so already"
        );
    }

    #[test]
    fn a_name_is_one_person() {
        assert_eq!(
            people(&words(&["Ann Lee (chair, no vote)", "Ben", "Ben"])).unwrap(),
            ["Ann Lee (chair, no vote)", "Ben"]
        );
        assert!(people(&words(&["Ann, Ben"])).is_err());
        assert!(people(&words(&[" "])).is_err());
    }
}
