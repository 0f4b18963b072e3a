//! The block of settings at the top of a file: YAML between `---` lines or TOML between `+++` lines. Each key is found
//! by line with its place; a parser reads what is more than one plain word. Knows nothing of what the keys mean.

use std::{collections::HashMap, ops::Range};

use serde::de::IgnoredAny;

use crate::domain::finding::Finding;

use super::page::lines_of;

/// A longer block is not read as settings.
const LIMIT: usize = 64 * 1024;

/// The settings of a file.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// The whole block with its fences and the last line break; empty where there is none.
    pub whole: Range<usize>,
    /// What stands between its fences.
    pub inner: Range<usize>,
    /// Its top-level keys in order.
    pub entries: Vec<Entry>,
    /// What was odd about it.
    pub findings: Vec<Finding>,
}

/// One top-level key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key as written.
    pub key: String,
    /// From the start of its line to the end of the last line of its value.
    pub whole: Range<usize>,
    /// Everything behind its colon.
    pub source: Range<usize>,
    /// Where its value stands, quotes and comments left out where the value is one line.
    pub place: Range<usize>,
    /// The value: one text, or the texts of a list.
    pub values: Vec<String>,
}

impl Entry {
    /// The value as one text.
    pub fn text(&self) -> String {
        self.values.join(", ")
    }

    /// Whether the key, in lower case and with `_` for `-`, is one of these.
    fn is_named(&self, keys: &[&str]) -> bool {
        keys.contains(&self.key.to_lowercase().replace('-', "_").as_str())
    }
}

impl FrontMatter {
    /// The first entry with a value whose key, in lower case, is one of these.
    pub fn find(&self, keys: &[&str]) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| !entry.values.is_empty() && entry.is_named(keys))
    }

    /// Every entry whose key is one of these.
    pub fn all<'a>(&'a self, keys: &'a [&str]) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(|entry| entry.is_named(keys))
    }
}

/// Reads the block at the start of `text`, if there is one.
pub(super) fn read(text: &str) -> FrontMatter {
    let Some((fence, inner, whole)) = block(text) else {
        return FrontMatter::default();
    };
    let mut read = FrontMatter {
        whole,
        inner: inner.clone(),
        ..FrontMatter::default()
    };
    if fence == "+++" {
        read.toml(text, inner);
    } else {
        read.yaml(text, inner);
    }
    read
}

/// The fence, the inside and the whole of the block.
fn block(text: &str) -> Option<(&'static str, Range<usize>, Range<usize>)> {
    let limit = super::plain::near(text, LIMIT).len();
    // An editor that left a blank line above the fence did not mean the settings to become prose.
    let is_ink = |line: &Range<usize>| {
        text.get(line.clone())
            .is_some_and(|content| !content.trim().is_empty())
    };
    let mut lines = lines_of(text, 0..limit).skip_while(|line| !is_ink(line));
    let first = lines.next()?;
    let fence = match text.get(first.clone())?.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return None,
    };
    let mut start = None;
    let mut has_key = false;
    let mut is_blank = true;
    for line in lines {
        let start = *start.get_or_insert(line.start);
        let content = text.get(line.clone())?;
        let trimmed = content.trim_end();
        if trimmed == fence || (fence == "---" && trimmed == "...") {
            let end = text
                .get(line.end..)?
                .find('\n')
                .map_or(text.len(), |at| line.end + at + 1);
            return (has_key || is_blank).then_some((fence, start..line.start, 0..end));
        }
        has_key |= key_of(content).is_some();
        is_blank &= trimmed.is_empty() || trimmed.starts_with('#');
    }
    None
}

/// The key a line begins with and the place of its value inside the line.
fn key_of(line: &str) -> Option<(&str, usize)> {
    let colon = line.find([':', '='])?;
    let key = line.get(..colon)?.trim_end();
    let bare = key.trim_matches(['"', '\'']);
    let is_key = !bare.is_empty()
        && !line.starts_with([' ', '\t', '-', '#', '['])
        && bare.chars().count() <= 60
        && bare
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/'));
    (is_key && !line.get(colon..)?.starts_with("://")).then_some((bare, colon + 1))
}

impl FrontMatter {
    fn yaml(&mut self, text: &str, inner: Range<usize>) {
        let source = text.get(inner.clone()).unwrap_or_default();
        let refused = serde_saphyr::from_str::<AnyMapping>(source).err();
        for (key, start, value) in self.keys(text, inner) {
            let values = yaml_values(text, value.clone());
            self.entries.push(Entry {
                key,
                whole: start..value.end,
                place: plain_place(text, value.clone()),
                source: value,
                values,
            });
        }
        let is_blank = self.entries.is_empty();
        let doubled = self
            .findings
            .iter()
            .any(|finding| finding.code == "front-matter-duplicate");
        if refused.is_some() && !is_blank && !doubled {
            self.findings.push(Finding::new("front-matter-broken",
                "the block at the top is not sound YAML; it was read line by line, correct it where a value looks wrong",
            ).at_line(1));
        }
    }

    fn toml(&mut self, text: &str, inner: Range<usize>) {
        let source = text.get(inner.clone()).unwrap_or_default();
        let table = toml::from_str::<toml::Table>(source);
        if table.is_err() {
            self.findings.push(Finding::new("front-matter-broken",
                "the block at the top is not sound TOML; it was read line by line, correct it where a value looks wrong",
            ).at_line(1));
        }
        for (key, start, value) in self.keys(text, inner) {
            let place = plain_place(text, value.clone());
            let values = match table.as_ref().ok().and_then(|table| table.get(&key)) {
                Some(value) => toml_values(value),
                None => text
                    .get(place.clone())
                    .map(str::to_owned)
                    .into_iter()
                    .collect(),
            };
            self.entries.push(Entry {
                key,
                whole: start..value.end,
                source: value,
                place,
                values,
            });
        }
    }

    /// Each key with the start of its line and everything that follows it up to the next key.
    fn keys(&mut self, text: &str, inner: Range<usize>) -> Vec<(String, usize, Range<usize>)> {
        let mut keys: Vec<(String, usize, Range<usize>)> = Vec::new();
        let mut end = inner.start;
        for (index, line) in lines_of(text, inner).enumerate() {
            let content = text.get(line.clone()).unwrap_or_default();
            if content.starts_with('#') {
                continue;
            }
            let Some((key, value)) = key_of(content) else {
                end = if content.trim().is_empty() {
                    end
                } else {
                    line.end
                };
                if let Some((_, _, range)) = keys.last_mut() {
                    range.end = range.end.max(end);
                }
                continue;
            };
            if keys.iter().any(|(known, ..)| known == key) {
                self.findings.push(
                    Finding::new(
                        "front-matter-duplicate",
                        format!("`{key}` stands twice in the block at the top; the first is read"),
                    )
                    .at_line(index as u32 + 2),
                );
            }
            keys.push((key.to_owned(), line.start, line.start + value..line.end));
        }
        keys
    }
}

/// Any mapping whatever; only whether it is sound is asked.
struct AnyMapping;

impl<'de> serde::Deserialize<'de> for AnyMapping {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Mapping;
        impl<'de> serde::de::Visitor<'de> for Mapping {
            type Value = AnyMapping;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a mapping")
            }

            fn visit_map<M: serde::de::MapAccess<'de>>(
                self,
                mut map: M,
            ) -> Result<AnyMapping, M::Error> {
                while map.next_entry::<String, IgnoredAny>()?.is_some() {}
                Ok(AnyMapping)
            }
        }
        deserializer.deserialize_map(Mapping)
    }
}

fn yaml_values(text: &str, value: Range<usize>) -> Vec<String> {
    let source = text.get(value.clone()).unwrap_or_default();
    let trimmed = source.trim();
    if is_plain(trimmed) {
        let plain = text.get(plain_place(text, value)).unwrap_or_default();
        return non_empty([plain.to_owned()]);
    }
    let document = format!("value:{source}\n");
    if let Ok(one) = serde_saphyr::from_str::<HashMap<String, String>>(&document) {
        return non_empty(one.into_values());
    }
    if let Ok(list) = serde_saphyr::from_str::<HashMap<String, Vec<String>>>(&document) {
        return non_empty(list.into_values().flatten());
    }
    non_empty(
        trimmed
            .lines()
            .map(|line| line.trim().trim_start_matches("- ").to_owned()),
    )
}

fn non_empty(values: impl IntoIterator<Item = String>) -> Vec<String> {
    let kept = values.into_iter().map(|value| value.trim().to_owned());
    kept.filter(|value| !value.is_empty() && value != "~" && value != "null")
        .collect()
}

/// Whether a value is one line of plain words that needs no parser; `0021` then stays `0021`.
fn is_plain(value: &str) -> bool {
    !value.contains('\n')
        && !value.starts_with("- ")
        && !value.starts_with(['"', '\'', '[', '>', '|', '&', '*', '!', '%', '@'])
}

/// The place of a value without the quotes around it and the comment behind it.
fn plain_place(text: &str, value: Range<usize>) -> Range<usize> {
    let place = super::page::trimmed(text, value);
    let source = text.get(place.clone()).unwrap_or_default();
    if source.contains('\n') {
        return place;
    }
    for quote in ['"', '\''] {
        if let Some(inner) = source.strip_prefix(quote)
            && let Some(end) = inner.find(quote)
        {
            return place.start + 1..place.start + 1 + end;
        }
    }
    let end = if source.starts_with('#') {
        0
    } else {
        source.find(" #").unwrap_or(source.len())
    };
    super::page::trimmed(text, place.start..place.start + end)
}

fn toml_values(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => non_empty([text.clone()]),
        toml::Value::Array(items) => items.iter().flat_map(toml_values).collect(),
        toml::Value::Table(_) => Vec::new(),
        other => non_empty([other.to_string()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, key: &str) -> Vec<String> {
        read(text)
            .find(&[key])
            .map(|entry| entry.values.clone())
            .unwrap_or_default()
    }

    #[test]
    fn plain_quoted_listed_and_folded_values() {
        let text = "---\n# a comment\nstatus: \"superseded by ADR-0002\" # why\ndate: 2024-01-03\nid: 0021\n\
                    deciders:\n  - Ann\n  - Ben\nconsulted: [Cleo, Dan]\ninformed: >-\n  Eve,\n  Fay\n---\n# Title\n";
        assert_eq!(values(text, "status"), ["superseded by ADR-0002"]);
        assert_eq!(values(text, "date"), ["2024-01-03"]);
        assert_eq!(values(text, "id"), ["0021"]);
        assert_eq!(values(text, "deciders"), ["Ann", "Ben"]);
        assert_eq!(values(text, "consulted"), ["Cleo", "Dan"]);
        assert_eq!(values(text, "informed"), ["Eve, Fay"]);
        assert!(read(text).findings.is_empty());
        let place = read(text).find(&["status"]).expect("stated").place.clone();
        assert_eq!(text.get(place), Some("superseded by ADR-0002"));
    }

    #[test]
    fn a_broken_block_is_read_by_lines_and_reported() {
        let text = "---\nstatus: {proposed\ntitle: a: b\n---\n";
        let block = read(text);
        assert_eq!(values(text, "status"), ["{proposed"]);
        assert_eq!(block.findings[0].code, "front-matter-broken");
    }

    #[test]
    fn a_key_that_stands_twice_is_reported_with_its_line() {
        let block = read("---\nstatus: accepted\nstatus: draft\n---\n");
        assert_eq!(block.entries[0].values, ["accepted"]);
        assert_eq!(block.findings.len(), 1);
        assert_eq!(block.findings[0].line, Some(3));
    }

    #[test]
    fn a_rule_between_paragraphs_is_no_block() {
        assert!(read("---\n\nSome words.\n\n---\n").whole.is_empty());
        assert!(read("---\nstatus: accepted\n").whole.is_empty());
        assert_eq!(read("\n\n---\nstatus: accepted\n---\n").entries.len(), 1);
        assert!(read("# T\n---\nstatus: accepted\n---\n").whole.is_empty());
    }

    #[test]
    fn toml_is_read_too() {
        let text = "+++\ntitle = \"Use X\"\ndate = 2024-01-03\ntags = [\"a\", \"b\"]\n+++\n";
        assert_eq!(values(text, "title"), ["Use X"]);
        assert_eq!(values(text, "date"), ["2024-01-03"]);
        assert_eq!(values(text, "tags"), ["a", "b"]);
    }
}
