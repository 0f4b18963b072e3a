//! What a pack names: ids that must be its own alone, sources it must declare and that must still hold, controls of other
//! packs that must be there.

use std::collections::BTreeSet;

use super::{
    Rule,
    page::{At, Page},
};
use crate::{
    catalog::{Catalog, Entry},
    domain::{
        pack::{Currency, Pack, Source},
        rubric::Rubric,
    },
};

/// PL01: ids of items, sections and sources, and items of two packs.
pub(super) fn ids(page: &mut Page<'_>, catalog: &Catalog, entry: &Entry<Pack>) {
    let pack: &Pack = &entry.value;
    for id in twice(pack.items().map(|(_, item)| item.id.as_str())) {
        page.tell(
            (Rule::PL01, At::SecondItem(id)),
            format!("{id} stands in it twice"),
            "Give one of them another id; an id is never used again.",
        );
    }
    let sections = twice(pack.sections.iter().map(|section| section.id.as_str()));
    let sources = twice(pack.refs.iter().map(|source| source.id.as_str()));
    for (kind, ids) in [("section", sections), ("source", sources)] {
        for id in ids {
            page.tell(
                (Rule::PL01, At::SecondTable(id)),
                format!("the {kind} `{id}` stands in it twice"),
                "Give one of them another id.",
            );
        }
    }
    for (other_id, other) in &catalog.packs {
        // Of two shipped packs the later one is told; of a shipped one and the user's own the user's own.
        let is_mine = entry.file.is_some() || (other.file.is_none() && *other_id < pack.head.id);
        if *other_id == pack.head.id || !is_mine {
            continue;
        }
        let shared = pack
            .items()
            .filter(|(_, item)| other.value.item(&item.id).is_some());
        for (_, item) in shared {
            page.tell(
                (Rule::PL01, At::Item(&item.id)),
                format!("{} is an item of {other_id} too", item.id),
                "Give it an id of its own, and `same_as` where it is the very same control.",
            );
        }
    }
}

/// PL01 and PL02 of a rubric, and whether its sources still hold.
pub(super) fn of_rubric(page: &mut Page<'_>, rubric: &Rubric) {
    for id in twice(rubric.factors.iter().map(|factor| factor.id.as_str())) {
        page.tell(
            (Rule::PL01, At::SecondItem(id)),
            format!("the factor `{id}` stands in it twice"),
            "Give one of them another id; each counts with its own weight.",
        );
    }
    let rules = rubric.floors.iter().map(|floor| floor.id.as_str());
    let rules = rules.chain(rubric.stops.iter().map(|stop| stop.id.as_str()));
    for id in twice(rules.chain(rubric.caps.iter().map(|cap| cap.id.as_str()))) {
        page.tell(
            (Rule::PL01, At::SecondTable(id)),
            format!("two floors, stops or caps are called `{id}`"),
            "Give one of them another id: a sign-off for a cap names it by its id.",
        );
    }
    for factor in &rubric.factors {
        undeclared(page, &factor.id, (&factor.refs, &rubric.refs));
    }
    currency(page, &rubric.refs);
}

/// PL02 and PL12 of a pack.
pub(super) fn sources(page: &mut Page<'_>, pack: &Pack) {
    for (_, item) in pack.items() {
        undeclared(page, &item.id, (&item.refs, &pack.refs));
    }
    currency(page, &pack.refs);
}

fn undeclared(page: &mut Page<'_>, item: &str, (named, declared): (&[String], &[Source])) {
    for reference in named {
        let source = reference.split(':').next().unwrap_or_default();
        if declared.iter().any(|declared| declared.id == source) {
            continue;
        }
        page.tell(
            (Rule::PL02, At::ItemKey(item, "refs")),
            format!("`{reference}` names the source `{source}`, which the file does not declare"),
            format!(
                "Declare it: a [[ref]] with `id = \"{source}\"`, its title, status and `as_of`."
            ),
        );
    }
}

/// PL12.
pub(super) fn currency(page: &mut Page<'_>, refs: &[Source]) {
    for source in refs {
        let word = match source.status {
            Currency::Superseded => "superseded",
            Currency::Withdrawn => "withdrawn",
            Currency::Current | Currency::Draft => continue,
        };
        page.tell(
            (Rule::PL12, At::TableKey(&source.id, "status")),
            format!("{} was {word}", source.title),
            "Name the source that took its place, and look at the items that rest on it.",
        );
    }
}

/// PL21: an item that is said to be the same control must be there. One of a family of ids that no pack here has may be of a
/// pack that is not installed.
pub(super) fn same_controls(page: &mut Page<'_>, catalog: &Catalog, pack: &Pack) {
    for (_, item) in pack.items() {
        for alias in &item.same_as {
            let what = if pack.item(alias).is_some() {
                format!("it is said to be the same as {alias}, an item of this very pack")
            } else if is_missing(catalog, alias) {
                format!("it is said to be the same as {alias}, and no pack has that item")
            } else {
                continue;
            };
            page.tell(
                (Rule::PL21, At::ItemKey(&item.id, "same_as")),
                what,
                "Name an item of another pack, or leave `same_as` out.",
            );
        }
    }
}

fn is_missing(catalog: &Catalog, alias: &str) -> bool {
    let items = || {
        let packs = catalog.packs.values();
        packs.flat_map(|entry| entry.value.items().map(|(_, item)| item.id.as_str()))
    };
    let is_of_a_family_here = items().any(|id| family(id) == family(alias));
    is_of_a_family_here && !items().any(|id| id == alias)
}

/// What stands before the number of an id: `RAG` of `RAG-04`.
fn family(id: &str) -> &str {
    id.rsplit_once('-').map_or(id, |(family, _)| family)
}

/// The ids that come more than once.
fn twice<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| !seen.insert(*id)).collect()
}
