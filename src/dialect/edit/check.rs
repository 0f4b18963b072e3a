//! What was written is read again: it must state what was asked, and everything else as before. Knows nothing of how it was
//! written.

use crate::{
    dialect::{Parsed, Role, Section, people, status_value},
    domain::{
        adr::{DateSource, Facts},
        link::{Link, LinkKind},
        status::Status,
    },
};

use super::{CannotWrite, FactChange, PeopleRole, target};

/// Compares what the text states now with what it stated and what was asked.
///
/// # Errors
/// When the text does not state what was asked, or something else changed too.
pub(super) fn check(
    path: &str,
    before: &[Parsed],
    written: &[u8],
    changes: &[FactChange],
) -> Result<(), CannotWrite> {
    let after = crate::dialect::read(path, written);
    if before.len() != after.len() {
        return Err(differs("number of records"));
    }
    for (before, after) in before.iter().zip(&after) {
        let asked = Asked {
            path,
            changes,
            before: &before.facts,
            after: &after.facts,
        };
        asked.compare()?;
        if before.kind != after.kind {
            return Err(differs("kind of the file"));
        }
        asked.sections(before, after)?;
    }
    Ok(())
}

/// Whether a change may take a whole section away with its fact.
fn takes_away(change: &FactChange) -> bool {
    match change {
        FactChange::Date(date) | FactChange::ReviewBy(date) => date.is_none(),
        FactChange::People(_, names) | FactChange::Tags(names) => names.is_empty(),
        FactChange::Unlink(..) => true,
        FactChange::Status(_)
        | FactChange::Title(_)
        | FactChange::Link(..)
        | FactChange::Grid(_) => false,
    }
}

fn differs(what: &str) -> CannotWrite {
    CannotWrite::new(format!(
        "the text cannot be changed by this alone: its {what} would read differently from what is asked"
    ))
}

/// What was asked of one record.
struct Asked<'a> {
    path: &'a str,
    changes: &'a [FactChange],
    before: &'a Facts,
    after: &'a Facts,
}

fn is_title(change: &FactChange) -> bool {
    matches!(change, FactChange::Title(_))
}

impl Asked<'_> {
    fn is(&self, asked: fn(&FactChange) -> bool) -> bool {
        self.changes.iter().any(asked)
    }

    fn compare(&self) -> Result<(), CannotWrite> {
        self.title()?;
        self.status()?;
        self.dates()?;
        self.people()?;
        self.tags()?;
        self.links()
    }

    /// No section is lost but the one whose heading or content is what was asked to change.
    fn sections(&self, before: &Parsed, after: &Parsed) -> Result<(), CannotWrite> {
        let is_kept = |section: &&Section| {
            let mut kept = after.sections.iter();
            kept.any(|other| other.heading == section.heading)
        };
        let may_go = |section: &&Section| {
            section.role == Role::Status
                && self.is(|change| matches!(change, FactChange::Status(_)))
        };
        let may_any_go = self.is(takes_away) || self.is(is_title);
        let mut lost = before.sections.iter();
        match lost.find(|section| !is_kept(section) && !may_go(section)) {
            Some(lost) if !may_any_go => Err(differs(&format!("section `{}`", lost.heading))),
            _ => Ok(()),
        }
    }

    fn title(&self) -> Result<(), CannotWrite> {
        let asked = self.changes.iter().find_map(|change| match change {
            FactChange::Title(title) => Some(title),
            _ => None,
        });
        let expected = asked.unwrap_or(&self.before.title);
        same(expected, &self.after.title, "title")?;
        same(&self.before.number, &self.after.number, "number")?;
        same(&self.before.native_id, &self.after.native_id, "identifier")
    }

    fn status(&self) -> Result<(), CannotWrite> {
        let asked = self.changes.iter().find_map(|change| match change {
            FactChange::Status(status) => Some(*status),
            _ => None,
        });
        let expected = asked.unwrap_or(self.before.status);
        same(&expected, &self.after.status, "status")?;
        let date = |facts: &Facts| facts.stated.as_ref().and_then(|stated| stated.date);
        if self.is(|change| matches!(change, FactChange::Date(_))) {
            return Ok(());
        }
        same(&date(self.before), &date(self.after), "date of the status")
    }

    fn dates(&self) -> Result<(), CannotWrite> {
        let (before, after) = (&self.before.dates, &self.after.dates);
        let mut is_decided_asked = false;
        let mut is_review_asked = false;
        for change in self.changes {
            match change {
                FactChange::Date(asked) => {
                    is_decided_asked = true;
                    let stated = after
                        .decided
                        .filter(|date| asked.is_some() || date.source != DateSource::FileName);
                    same(asked, &stated.map(|stated| stated.date), "date")?;
                }
                FactChange::ReviewBy(asked) => {
                    is_review_asked = true;
                    let stated = after.review_by.map(|stated| stated.date);
                    same(asked, &stated, "day of the next review")?;
                }
                _ => {}
            }
        }
        if !is_decided_asked {
            same(&before.decided, &after.decided, "date")?;
        }
        if !is_review_asked {
            same(
                &before.review_by,
                &after.review_by,
                "day of the next review",
            )?;
        }
        if !is_decided_asked && !is_review_asked {
            same(&before.not_understood, &after.not_understood, "date")?;
        }
        same(&before.created, &after.created, "day of creation")?;
        same(&before.updated, &after.updated, "day of the last change")
    }

    fn people(&self) -> Result<(), CannotWrite> {
        let mut expected = self.before.people.clone();
        for change in self.changes {
            let FactChange::People(role, names) = change else {
                continue;
            };
            match role {
                PeopleRole::Deciders => expected.deciders.clone_from(names),
                PeopleRole::Consulted => expected.consulted.clone_from(names),
                PeopleRole::Informed => expected.informed.clone_from(names),
            }
            if people::names(&names.join("\n")) != *names {
                return Err(CannotWrite::new(
                    "a name among these would be read as several names, as another one or as nobody",
                )
                .hint("Write each name on its own, without commas, semicolons or list marks."));
            }
        }
        same(&expected, &self.after.people, "people")
    }

    fn tags(&self) -> Result<(), CannotWrite> {
        let asked = self.changes.iter().find_map(|change| match change {
            FactChange::Tags(tags) => Some(tags),
            _ => None,
        });
        let is_in_tags = self.is(|change| matches!(change, FactChange::Status(_)))
            && self.before.tags != self.after.tags
            && self.status_is_a_tag();
        if is_in_tags {
            return Ok(());
        }
        let lower = |tags: &Vec<String>| tags.iter().map(|tag| tag.to_lowercase()).collect();
        let expected: Vec<String> = asked.map_or_else(|| self.before.tags.clone(), lower);
        same(&expected, &self.after.tags, "list of tags")
    }

    /// Whether only the tag that is the status changed.
    fn status_is_a_tag(&self) -> bool {
        let word = |status: Status| status.word().replace('-', " ");
        let others = |facts: &Facts, of: Status| -> Vec<String> {
            let is_other = |tag: &&String| **tag != word(of);
            facts.tags.iter().filter(is_other).cloned().collect()
        };
        let kept = others(self.after, self.after.status);
        self.before.tags.len() == self.after.tags.len()
            && kept.len() + 1 == self.after.tags.len()
            && kept.iter().all(|tag| self.before.tags.contains(tag))
    }

    fn links(&self) -> Result<(), CannotWrite> {
        for change in self.changes {
            match change {
                FactChange::Link(kind, to) if !self.states(*kind, to) => {
                    return Err(differs("links"));
                }
                FactChange::Unlink(kind, to) if self.states(*kind, to) => {
                    return Err(differs("links"));
                }
                _ => {}
            }
        }
        let lost = missing(&self.before.links, &self.after.links);
        let gained = missing(&self.after.links, &self.before.links);
        let lost = lost.into_iter().find(|link| !self.may_go(link));
        let gained = gained.into_iter().find(|link| !self.may_come(link));
        match lost.or(gained) {
            Some(link) => Err(differs(&format!("link to `{}`", link.target))),
            None => Ok(()),
        }
    }

    fn states(&self, kind: LinkKind, to: &super::LinkTarget) -> bool {
        let mut links = self.after.links.iter();
        links.any(|link| link.kind == kind && target::is_meant(self.path, &link.target, to))
    }

    /// A statement takes the place of a mention; a record that is superseded no longer has no successor in its prose.
    fn may_go(&self, link: &Link) -> bool {
        let asks = |change: &FactChange| match change {
            FactChange::Unlink(kind, to) => self.is_this(link, *kind, to),
            _ => false,
        };
        self.changes.iter().any(asks) || self.may_differ(link)
    }

    fn may_come(&self, link: &Link) -> bool {
        let asks = |change: &FactChange| match change {
            FactChange::Link(kind, to) => self.is_this(link, *kind, to),
            _ => false,
        };
        self.changes.iter().any(asks) || self.may_differ(link)
    }

    fn is_this(&self, link: &Link, kind: LinkKind, to: &super::LinkTarget) -> bool {
        kind == link.kind && target::is_meant(self.path, &link.target, to)
    }

    fn may_differ(&self, link: &Link) -> bool {
        let crosses = self.before.status != self.after.status
            && (seeks_successor(self.before) || seeks_successor(self.after));
        let moves_mentions = |change: &FactChange| {
            matches!(
                change,
                FactChange::Link(..) | FactChange::Unlink(..) | FactChange::Title(_)
            )
        };
        match link.kind {
            LinkKind::Reference => crosses || self.is(moves_mentions),
            LinkKind::SupersededBy => crosses,
            _ => false,
        }
    }
}

/// Whether the reader looks for the successor in the whole text.
fn seeks_successor(facts: &Facts) -> bool {
    let says_partly = |raw: &str| status_value::read(raw, 0).is_partly_superseded;
    facts.status == Status::Superseded
        || facts
            .stated
            .as_ref()
            .is_some_and(|stated| says_partly(&stated.raw))
}

/// The links of the first list that the second does not hold.
fn missing<'l>(all: &'l [Link], held: &[Link]) -> Vec<&'l Link> {
    let is_held = |link: &&Link| {
        !held.iter().any(|other| {
            (other.kind, other.partial, &other.target) == (link.kind, link.partial, &link.target)
        })
    };
    all.iter().filter(is_held).collect()
}

fn same<T: PartialEq>(expected: &T, found: &T, what: &str) -> Result<(), CannotWrite> {
    if expected == found {
        return Ok(());
    }
    Err(differs(what))
}
