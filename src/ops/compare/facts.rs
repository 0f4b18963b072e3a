//! The facts of two states in one table, in the order of a record's head. It must not know where a state came from.

use crate::{
    domain::{
        adr::{Adr, Facts, SourcedDate},
        link::LinkKind,
    },
    ops::view::FactRow,
};

/// The name and the words of one fact.
type Told = (&'static str, String);

/// The names of the facts, but for the links, in their order.
const NAMES: [&str; 9] = [
    "title",
    "status",
    "date",
    "review by",
    "deciders",
    "consulted",
    "informed",
    "authors",
    "tags",
];
/// The name of the place of the file; it is a fact only where the two states differ in it.
const PATH: &str = "path";

/// Every fact that either state states; a state that is not there states none.
pub(crate) fn rows(before: Option<&Adr>, after: Option<&Adr>) -> Vec<FactRow> {
    let (left, right) = (told(before), told(after));
    let links = LinkKind::ALL.map(LinkKind::phrase);
    let names = NAMES.into_iter().chain(links).chain([PATH]);
    names
        .filter_map(|name| row(name, &left, &right))
        .filter(|row| row.name != PATH || row.differs())
        .collect()
}

fn row(name: &'static str, left: &[Told], right: &[Told]) -> Option<FactRow> {
    let (before, after) = (said(name, left), said(name, right));
    let is_stated = before.is_some() || after.is_some();
    is_stated.then(|| FactRow {
        name: name.to_owned(),
        before,
        after,
    })
}

fn said(name: &str, told: &[Told]) -> Option<String> {
    let found = told.iter().find(|(known, _)| *known == name);
    found.map(|(_, words)| words.clone())
}

fn told(adr: Option<&Adr>) -> Vec<Told> {
    let Some(adr) = adr else { return Vec::new() };
    let facts = &adr.facts;
    let people = &facts.people;
    let mut told = vec![
        ("title", facts.title.clone()),
        ("status", status(facts)),
        ("date", date(facts)),
        ("review by", day(facts.dates.review_by)),
        ("deciders", people.deciders.join(", ")),
        ("consulted", people.consulted.join(", ")),
        ("informed", people.informed.join(", ")),
        ("authors", people.authors.join(", ")),
        ("tags", facts.tags.join(", ")),
    ];
    told.extend(LinkKind::ALL.map(|kind| (kind.phrase(), links(facts, kind))));
    told.push((PATH, adr.path.clone()));
    told.retain(|(_, words)| !words.is_empty());
    told
}

/// The word of the status and what is noted beside it; a link noted there is a fact of its own.
fn status(facts: &Facts) -> String {
    let word = facts.status.word();
    let note = facts
        .stated
        .as_ref()
        .and_then(|stated| stated.note.as_deref());
    let lines = note.unwrap_or_default().lines().map(str::trim);
    let lines: Vec<_> = lines
        .filter(|line| !line.is_empty() && !line.contains("]("))
        .collect();
    let note = Some(lines.join(" ")).filter(|note| !note.is_empty());
    match note {
        Some(note) => format!("{word} ({note})"),
        None => word.to_owned(),
    }
}

/// The date of the decision; one that nobody could read is given as written, and that is said.
fn date(facts: &Facts) -> String {
    match (&facts.dates.decided, &facts.dates.not_understood) {
        (None, Some(written)) => format!("{written}, not understood"),
        (decided, _) => day(*decided),
    }
}

fn day(date: Option<SourcedDate>) -> String {
    date.map(|date| date.date.to_string()).unwrap_or_default()
}

fn links(facts: &Facts, kind: LinkKind) -> String {
    let of_kind = facts.links.iter().filter(|link| link.kind == kind);
    let targets: Vec<_> = of_kind
        .map(|link| {
            let part = if link.partial { "partly " } else { "" };
            format!("{part}{}", link.target)
        })
        .collect();
    targets.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dialect,
        domain::{digest::Digest, ids::RecordId},
    };

    fn adr(path: &str, text: &str) -> Adr {
        let parsed = dialect::read(path, text.as_bytes()).remove(0);
        Adr {
            id: RecordId(uuid::Uuid::nil()),
            log: RecordId(uuid::Uuid::nil()),
            path: path.to_owned(),
            anchor: None,
            facts: parsed.facts,
            source: Digest::of(text.as_bytes()),
            imported: None,
        }
    }

    const BEFORE: &str = "---\nstatus: proposed\ndate: 2026-03-01\ndecision-makers: [Mina, Lee]\n---\n# Use one queue\n\n## Context and Problem Statement\n\nTwo.\n";
    const AFTER: &str = "---\nstatus: accepted\ndate: 2026-03-01\ntags: [queue]\n---\n# Use one queue\n\n## Context and Problem Statement\n\nTwo.\n\nSupersedes [ADR-1](0001-two.md)\n";

    #[test]
    fn what_either_states_is_a_row_and_the_path_only_where_it_differs() {
        let (before, after) = (adr("0002-a.md", BEFORE), adr("0002-a.md", AFTER));
        let rows = rows(Some(&before), Some(&after));
        let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(
            names.get(..5),
            Some(["title", "status", "date", "deciders", "tags"].as_slice()),
            "{names:?}"
        );
        assert!(!names.contains(&PATH));
        let said = |name: &str| {
            let row = rows.iter().find(|row| row.name == name).unwrap();
            (row.before.as_deref(), row.after.as_deref(), row.differs())
        };
        assert_eq!(said("status"), (Some("proposed"), Some("accepted"), true));
        assert_eq!(said("deciders"), (Some("Mina, Lee"), None, true));
        assert_eq!(said("tags"), (None, Some("queue"), true));
        assert!(!said("title").2);
    }

    #[test]
    fn another_place_of_the_file_is_a_fact() {
        let (before, after) = (adr("0002-a.md", BEFORE), adr("old/0002-a.md", BEFORE));
        let rows = rows(Some(&before), Some(&after));
        let differing: Vec<_> = rows.iter().filter(|row| row.differs()).collect();
        assert_eq!(differing.len(), 1);
        assert_eq!(differing[0].name, PATH);
    }

    #[test]
    fn a_state_that_is_not_there_states_nothing() {
        let there = adr("0002-a.md", BEFORE);
        assert!(
            rows(None, Some(&there))
                .iter()
                .all(|row| row.before.is_none())
        );
        assert!(rows(None, None).is_empty());
    }
}
