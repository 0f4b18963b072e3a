//! From TOML to packs, rubrics, the register and the facts.

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::{Catalog, CatalogProblem, Entry};
use crate::domain::{
    fact::{FactDefinition, FactKind, FactRegistry, ListedValue},
    pack::Pack,
    register::Register,
    rubric::Rubric,
};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/checklists");

/// The file of the facts.
const FACTS: &str = "facts.toml";

/// What is wrong with a text, and on which line.
pub type Wrong = (Option<usize>, String);

/// Reads a pack.
///
/// # Errors
/// Says what is wrong, and on which line.
pub fn read_pack(text: &str) -> Result<Pack, Wrong> {
    read(text)
}

/// Reads a rubric.
///
/// # Errors
/// Says what is wrong, and on which line.
pub fn read_rubric(text: &str) -> Result<Rubric, Wrong> {
    read(text)
}

/// Reads the table of a register.
///
/// # Errors
/// Says what is wrong, and on which line.
pub fn read_register(text: &str) -> Result<Register, Wrong> {
    read(text)
}

/// Reads the facts.
///
/// # Errors
/// Says what is wrong, and on which line.
pub fn read_facts(text: &str) -> Result<FactRegistry, Wrong> {
    let file: FactFile = read(text)?;
    let facts = file.facts.into_iter().map(|fact| FactDefinition {
        id: fact.id,
        title: fact.title,
        ask: fact.ask,
        kind: fact.kind,
        open: fact.open,
        values: fact.values,
    });
    Ok(FactRegistry {
        facts: facts.collect(),
    })
}

fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, Wrong> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| {
            let before = text.as_bytes().get(..span.start).unwrap_or_default();
            before.iter().filter(|byte| **byte == b'\n').count() + 1
        });
        (line, error.message().to_owned())
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactFile {
    #[expect(dead_code, reason = "read so that a file without it is refused")]
    schema: u32,
    #[serde(rename = "fact")]
    facts: Vec<FactEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactEntry {
    id: String,
    title: String,
    ask: String,
    kind: FactKind,
    #[serde(default)]
    open: bool,
    #[serde(default, rename = "value")]
    values: Vec<ListedValue>,
}

/// What comes with the program.
pub(super) fn shipped() -> Catalog {
    let mut catalog = Catalog::default();
    if let Some(Ok(facts)) = text_of(FACTS).map(read_facts) {
        catalog.registry = facts.into();
    }
    for file in SHIPPED
        .files()
        .chain(SHIPPED.get_dir("rubrics").into_iter().flat_map(Dir::files))
    {
        let Some(text) = file.contents_utf8() else {
            continue;
        };
        if file.path().as_os_str() == FACTS {
            continue;
        }
        if let Err((line, what)) = put(&mut catalog, text) {
            catalog.problems.push(CatalogProblem {
                file: file.path().to_owned(),
                line,
                what,
            });
        }
    }
    catalog
}

fn text_of(name: &str) -> Option<&'static str> {
    SHIPPED.get_file(name)?.contents_utf8()
}

/// Puts a file in its place by the table it opens with.
fn put(catalog: &mut Catalog, text: &str) -> Result<(), Wrong> {
    let opens = |table: &str| text.lines().any(|line| line.trim() == table);
    if opens("[rubric]") {
        let entry = Entry::new(read_rubric(text)?, text, None);
        catalog.rubrics.insert(entry.value.head.id.clone(), entry);
    } else if opens("[register]") {
        catalog.register = Some(Entry::new(read_register(text)?, text, None));
    } else {
        let entry = Entry::new(read_pack(text)?, text, None);
        catalog.packs.insert(entry.value.head.id.clone(), entry);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_ships_reads() {
        let catalog = shipped();
        assert_eq!(catalog.problems, []);
        assert!(catalog.registry.get("exposure").is_some());
        assert!(catalog.rubrics.contains_key("risk.ai-criticality") && catalog.register.is_some());
    }
}
