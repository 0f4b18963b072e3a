//! From TOML to packs, rubrics, the register and the facts.

use include_dir::{Dir, include_dir};
use serde::{Deserialize, de::DeserializeOwned};

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
/// The shape of files this program reads.
const SCHEMA: u32 = 1;

/// What is wrong with a text, and on which line.
pub type Wrong = (Option<usize>, String);

/// What a text says, by the table it holds.
pub(super) enum Said {
    Pack(Pack),
    Rubric(Rubric),
    Register(Register),
    Facts(FactRegistry),
    Overlay(super::overlay::OverlayFile),
}

/// Reads whatever a text is.
pub(super) fn read_any(text: &str) -> Result<Said, Wrong> {
    let tables: toml::Table = read(text)?;
    let has = |table: &str| tables.contains_key(table);
    Ok(match () {
        () if has("overlay") => Said::Overlay(of_schema(text)?),
        () if has("rubric") => Said::Rubric(of_schema(text)?),
        () if has("register") => Said::Register(of_schema(text)?),
        () if has("fact") => Said::Facts(read_facts(text)?),
        () if has("pack") => Said::Pack(of_schema(text)?),
        () => {
            let what = "it is nothing the library knows: it has none of [pack], [rubric], [register], [overlay] and [[fact]]";
            return Err((None, what.to_owned()));
        }
    })
}

/// Reads a pack.
///
/// # Errors
/// Says what is wrong, and on which line.
pub fn read_pack(text: &str) -> Result<Pack, Wrong> {
    of_schema(text)
}

/// Reads a rubric.
///
/// # Errors
/// Says what is wrong, and on which line.
pub fn read_rubric(text: &str) -> Result<Rubric, Wrong> {
    of_schema(text)
}

/// Reads the table of a register.
///
/// # Errors
/// Says what is wrong, and on which line.
pub fn read_register(text: &str) -> Result<Register, Wrong> {
    of_schema(text)
}

/// Reads the facts.
///
/// # Errors
/// Says what is wrong, and on which line.
pub fn read_facts(text: &str) -> Result<FactRegistry, Wrong> {
    let file: FactFile = of_schema(text)?;
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

/// Reads a text of the shape this program knows; another shape is told before anything else about it.
fn of_schema<T: DeserializeOwned>(text: &str) -> Result<T, Wrong> {
    let tables: toml::Table = read(text)?;
    match tables.get("schema").and_then(toml::Value::as_integer) {
        Some(schema) if schema > i64::from(SCHEMA) => Err((
            super::place::line_of_key(text, "schema"),
            format!(
                "it is of schema {schema}; this program reads {SCHEMA}, a newer one may read it"
            ),
        )),
        Some(schema) if schema < i64::from(SCHEMA) => Err((
            super::place::line_of_key(text, "schema"),
            format!("there is no schema {schema}; write `schema = {SCHEMA}`"),
        )),
        _ => read(text),
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Wrong> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| {
            let before = text.get(..span.start).unwrap_or_default();
            before.matches('\n').count() + 1
        });
        (line, error.message().replace('\n', ": "))
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

/// Puts a shipped file in its place.
fn put(catalog: &mut Catalog, text: &str) -> Result<(), Wrong> {
    match read_any(text)? {
        Said::Rubric(rubric) => {
            let entry = Entry::new(rubric, text, None);
            catalog.rubrics.insert(entry.value.head.id.clone(), entry);
        }
        Said::Register(register) => catalog.register = Some(Entry::new(register, text, None)),
        Said::Pack(pack) => {
            let entry = Entry::new(pack, text, None);
            catalog.packs.insert(entry.value.head.id.clone(), entry);
        }
        Said::Facts(_) | Said::Overlay(_) => {}
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

    #[test]
    fn a_shipped_file_is_called_as_what_it_holds() {
        let catalog = shipped();
        for id in catalog.packs.keys() {
            assert!(text_of(&format!("{id}.toml")).is_some(), "{id}");
        }
        let register = catalog.register.iter().map(|entry| &entry.value.head.id);
        for id in catalog.rubrics.keys().chain(register) {
            assert!(text_of(&format!("rubrics/{id}.toml")).is_some(), "{id}");
        }
    }

    #[test]
    fn a_newer_shape_is_told_as_such_and_not_as_a_wrong_key() {
        let (line, what) = read_pack("# ours\nschema = 2\n[pack]\ncolour = 1\n").unwrap_err();
        assert_eq!(line, Some(2));
        assert!(
            what.contains("schema 2") && what.contains("newer"),
            "{what}"
        );
        assert!(
            read_pack("schema = 0\n[pack]\n")
                .unwrap_err()
                .1
                .contains("schema = 1")
        );
    }
}
