//! What a user lays over a pack without copying it: a file in which each key wins over the same key of the pack. Both together
//! are written as one text, and that text is what gets pinned.
//!
//! ```toml
//! schema = 1
//!
//! [overlay]
//! of = "ra.rag-llm"              # the pack it is laid over
//! waiver = "WVR-2026-001"        # only where something of the pack as a whole is loosened
//!
//! [pack]                         # keys of the pack's head; a version of its own, as `pack diff` computes it
//! version = "2.0.0"
//!
//! [[ref]]                        # by id: a new source, or keys of one there is
//! id = "our-policy"
//!
//! [[section]]                    # by id: a new section at the end, or another title
//! id = "ours"
//!
//! [[item]]                       # by id: keys of an item there is …
//! id = "RAG-04"
//! waiver = "WVR-2026-001"        # the waiver that lets this item be loosened
//! evidence = { min = 2 }         # `force`, `evidence` and `na` are merged key by key, everything else is replaced
//!
//! [[item]]                       # … or a new item, in the section it names
//! id = "OUR-01"
//! section = "ours"
//! ```

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, de::DeserializeOwned};
use toml::{Table, Value};

use super::{
    Entry,
    place::{line_of_id, line_of_key},
    read::{Wrong, read_pack},
};
use crate::domain::pack::{Item, Pack, PackHead, Source};

/// The tables of an item that are merged key by key; a condition is replaced, since half of two conditions is none.
const MERGED: [&str; 3] = ["force", "evidence", "na"];

/// A file that is laid over a pack.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverlayFile {
    #[expect(dead_code, reason = "read so that a file without it is refused")]
    schema: u32,
    overlay: OverlayHead,
    #[serde(default)]
    pack: Table,
    #[serde(default, rename = "ref")]
    refs: Vec<Table>,
    #[serde(default, rename = "section")]
    sections: Vec<NewSection>,
    #[serde(default, rename = "item")]
    items: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayHead {
    of: String,
    #[serde(default)]
    waiver: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewSection {
    id: String,
    title: String,
}

/// What was laid over a pack: the file, and the waivers it names.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The file.
    pub file: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// The waiver for the pack as a whole.
    pub waiver: Option<String>,
    /// The waivers of single items.
    pub waivers: BTreeMap<String, String>,
}

impl Overlay {
    pub(super) fn of(overlay: OverlayFile, file: &Path, text: &str) -> Self {
        let named = |item: &Table| {
            let word = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
            Some((word("id")?, word("waiver")?))
        };
        Self {
            file: file.to_owned(),
            text: text.into(),
            waivers: overlay.items.iter().filter_map(named).collect(),
            waiver: overlay.overlay.waiver,
        }
    }
}

impl OverlayFile {
    /// The word of the pack it is laid over.
    pub(super) fn of(&self) -> &str {
        &self.overlay.of
    }

    /// The pack with this laid over it, as one text with its keys in order.
    pub(super) fn over(
        &self,
        base: &Entry<Pack>,
        (file, text): (&Path, &str),
    ) -> Result<Entry<Pack>, Wrong> {
        let mut whole: Table = toml::from_str(&base.text).map_err(|_| unreadable())?;
        self.lay_head(&mut whole, text)?;
        self.lay_refs(&mut whole, text)?;
        self.lay_sections(&mut whole);
        for item in &self.items {
            lay_item(&mut whole, item, text)?;
        }
        let written = toml::to_string(&whole).map_err(|error| (None, error.to_string()))?;
        let pack = read_pack(&written).map_err(|(_, what)| (None, what))?;
        Ok(Entry::new(pack, &written, Some(file.to_owned())))
    }

    fn lay_head(&self, whole: &mut Table, text: &str) -> Result<(), Wrong> {
        if self.pack.contains_key("id") {
            let what = "an overlay cannot give the pack another id; leave `id` out of [pack]";
            return Err((line_of_key(text, "id"), what.to_owned()));
        }
        let Some(Value::Table(head)) = whole.get_mut("pack") else {
            return Err(unreadable());
        };
        for (key, value) in &self.pack {
            head.insert(key.clone(), value.clone());
        }
        reads::<PackHead>(head)
            .map_err(|what| (line_of_key(text, "[pack]"), format!("[pack]: {what}")))
    }

    fn lay_refs(&self, whole: &mut Table, text: &str) -> Result<(), Wrong> {
        for source in &self.refs {
            let id = id_of(source, "[[ref]]")?;
            let laid = by_id(tables(whole, "ref"), id);
            for (key, value) in source {
                laid.insert(key.clone(), value.clone());
            }
            reads::<Source>(laid)
                .map_err(|what| (line_of_id(text, id, 0), format!("{id}: {what}")))?;
        }
        Ok(())
    }

    fn lay_sections(&self, whole: &mut Table) {
        for section in &self.sections {
            let laid = by_id(tables(whole, "section"), &section.id);
            laid.insert("title".to_owned(), Value::String(section.title.clone()));
        }
    }
}

fn lay_item(whole: &mut Table, item: &Table, text: &str) -> Result<(), Wrong> {
    let id = id_of(item, "[[item]]")?;
    let line = line_of_id(text, id, 0);
    let section = item
        .get("section")
        .map(|section| section.as_str().unwrap_or_default());
    let sections = tables(whole, "section");
    let held_by = sections.iter().position(|section| holds(section, id));
    let wanted = match (section, held_by) {
        (Some(word), _) => sections
            .iter()
            .position(|section| is_called(section, word))
            .ok_or_else(|| (line, format!("{id}: the pack has no section `{word}`")))?,
        (None, Some(at)) => at,
        (None, None) => {
            let what =
                format!("{id} is no item of the pack; name its `section` if it is a new one");
            return Err((line, what));
        }
    };
    let mut laid = held_by
        .and_then(|at| taken(sections.get_mut(at)?, id, at == wanted))
        .unwrap_or_default();
    lay_keys(&mut laid, item);
    reads::<Item>(&laid).map_err(|what| (line, format!("{id}: {what}")))?;
    let Some(Value::Table(section)) = sections.get_mut(wanted) else {
        return Err(unreadable());
    };
    *by_id(tables(section, "item"), id) = laid;
    Ok(())
}

/// The keys of an item of a section; where it does not stay there, it is taken out.
fn taken(section: &mut Value, id: &str, stays: bool) -> Option<Table> {
    let items = section.get_mut("item")?.as_array_mut()?;
    let at = items.iter().position(|item| is_called(item, id))?;
    if stays {
        return items.get(at)?.as_table().cloned();
    }
    match items.remove(at) {
        Value::Table(item) => Some(item),
        _ => None,
    }
}

fn lay_keys(item: &mut Table, over: &Table) {
    for (key, value) in over {
        if key == "section" || key == "waiver" {
            continue;
        }
        match (item.get_mut(key), value) {
            (Some(Value::Table(below)), Value::Table(above)) if MERGED.contains(&key.as_str()) => {
                below.extend(above.clone());
            }
            _ => {
                item.insert(key.clone(), value.clone());
            }
        }
    }
}

/// The tables of an array, made where there is none.
fn tables<'a>(table: &'a mut Table, key: &str) -> &'a mut Vec<Value> {
    let slot = table.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    if !slot.is_array() {
        *slot = Value::Array(Vec::new());
    }
    match slot {
        Value::Array(tables) => tables,
        _ => unreachable!("it was made an array above"),
    }
}

/// The table of an id among others, a new one at the end where there is none.
fn by_id<'a>(tables: &'a mut Vec<Value>, id: &str) -> &'a mut Table {
    let at = tables
        .iter()
        .position(|table| is_called(table, id))
        .unwrap_or_else(|| {
            let mut new = Table::new();
            new.insert("id".to_owned(), Value::String(id.to_owned()));
            tables.push(Value::Table(new));
            tables.len() - 1
        });
    match tables.get_mut(at) {
        Some(Value::Table(table)) => table,
        _ => unreachable!("only a table is called by an id"),
    }
}

fn is_called(table: &Value, id: &str) -> bool {
    table.get("id").and_then(Value::as_str) == Some(id)
}

fn holds(section: &Value, id: &str) -> bool {
    let items = section.get("item").and_then(Value::as_array);
    items.is_some_and(|items| items.iter().any(|item| is_called(item, id)))
}

fn id_of<'a>(table: &'a Table, of: &str) -> Result<&'a str, Wrong> {
    let id = table.get("id").and_then(Value::as_str);
    id.ok_or_else(|| (None, format!("every {of} of an overlay needs an `id`")))
}

fn reads<T: DeserializeOwned>(table: &Table) -> Result<(), String> {
    let read: Result<T, _> = Value::Table(table.clone()).try_into();
    read.map(|_| ())
        .map_err(|error: toml::de::Error| error.message().replace('\n', ": "))
}

fn unreadable() -> Wrong {
    (
        None,
        "the pack below it cannot be read as tables".to_owned(),
    )
}
