//! The facts that stand as `:name: value` on a line of their own: attributes of AsciiDoc, fields of reStructuredText.
//! Logs put the name of their series before the key (`:adr_status:`); other programs put theirs, and mean other things.

use std::ops::Range;

use super::{
    field::{Field, Key, key_named},
    page::{Page, trimmed},
};

/// The words that stand for a record before a key.
const SERIES: [&str; 20] = [
    "ad", "adl", "adr", "decision", "dr", "edr", "ep", "jep", "kep", "ladr", "lep", "madr", "oep",
    "pep", "record", "rfc", "rfd", "sdd", "tdr", "tep",
];
/// Programs and things with states of their own.
const OTHERS: [&str; 16] = [
    "antora",
    "app",
    "article",
    "asciidoctor",
    "blog",
    "build",
    "ci",
    "doc",
    "docs",
    "document",
    "jbake",
    "page",
    "product",
    "project",
    "release",
    "site",
];

/// Whether a word stands for the record before a key.
pub(super) fn is_series_word(word: &str) -> bool {
    SERIES.contains(&word)
}

/// The name and the value of such a line.
fn parts(page: &Page<'_>, line: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let inner = page.slice(line.clone()).strip_prefix(':')?;
    let end = super::plain::near(inner, 80).find(':')?;
    let rest = inner.get(end + 1..)?;
    let value = rest.trim_end().trim_end_matches('\\');
    let is_apart = rest.is_empty() || rest.starts_with([' ', '\t']);
    let start = line.end - rest.len();
    (is_apart && end > 0).then(|| {
        (
            line.start + 1..line.start + 1 + end,
            trimmed(page.text, start..start + value.len()),
        )
    })
}

/// The fact that a line states so.
pub(super) fn field(page: &Page<'_>, line: Range<usize>) -> Option<Field> {
    let field = named(page, line)?;
    (!is_empty(page, &field)).then_some(field)
}

/// The fact that a line names, whether it says anything about it or not.
pub(super) fn named(page: &Page<'_>, line: Range<usize>) -> Option<Field> {
    let (name, value) = parts(page, line)?;
    let key = key_of(page, page.slice(name.clone()))?;
    Some(Field { key, name, value })
}

/// Whether a field says nothing.
pub(super) fn is_empty(page: &Page<'_>, field: &Field) -> bool {
    matches!(page.slice(field.value.clone()), "" | "-" | "--" | "n/a")
}

/// What the attribute of a name is set to.
pub(super) fn value_of(page: &Page<'_>, name: &str) -> Option<Range<usize>> {
    page.lines(page.body..page.text.len())
        .take(500)
        .filter_map(|line| parts(page, line))
        .find(|(found, value)| page.slice(found.clone()) == name && !value.is_empty())
        .map(|(_, value)| value)
        .filter(|value| !page.slice(value.clone()).contains('{'))
}

fn key_of(page: &Page<'_>, name: &str) -> Option<Key> {
    let lower = name.to_lowercase();
    if let Some(key) = key_named(&lower.replace(['_', '-'], " ")) {
        return Some(key);
    }
    let at = lower.find(['_', '-'])?;
    let prefix = lower.get(..at)?;
    let key = after_prefix(&lower, prefix)?;
    let is_joined = lower.get(at..)?.starts_with('_');
    (SERIES.contains(&prefix) || is_joined && is_series(page, prefix)).then_some(key)
}

/// The owner of a record is who answers for the decision; that of anything else is nobody here.
fn after_prefix(name: &str, prefix: &str) -> Option<Key> {
    let rest = name.strip_prefix(prefix)?.strip_prefix(['_', '-'])?;
    if rest == "owner" {
        return Some(Key::Deciders);
    }
    key_named(&rest.replace(['_', '-'], " "))
}

/// A word that stands before two keys of a record or more is the name of its series.
fn is_series(page: &Page<'_>, prefix: &str) -> bool {
    let is_word =
        (2..=10).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_lowercase());
    if !is_word || OTHERS.contains(&prefix) {
        return false;
    }
    let mut keys: Vec<Key> = Vec::new();
    for line in page.lines(page.body..page.text.len()).take(200) {
        let name = parts(page, line).map(|(name, _)| page.slice(name).to_lowercase());
        let key = name.and_then(|name| after_prefix(&name, prefix));
        if let Some(key) = key.filter(|key| !keys.contains(key)) {
            keys.push(key);
        }
    }
    keys.contains(&Key::Status) && keys.len() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::markup::Markup;

    fn read(text: &str) -> Vec<(Key, &str)> {
        let page = Page::of(text, Markup::Asciidoc, 0);
        page.lines(0..text.len())
            .filter_map(|line| field(&page, line))
            .map(|field| (field.key, text.get(field.value).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn the_name_of_the_series_may_stand_before_the_key() {
        for (text, key, value) in [
            (":status: draft\n", Key::Status, "draft"),
            (":adr_status:   draft \n", Key::Status, "draft"),
            (":adr-status: draft\n", Key::Status, "draft"),
            (":revdate: 2024-01-02\n", Key::Date, "2024-01-02"),
            (":Status: Accepted\n", Key::Status, "Accepted"),
            (":adr_owner: Ann", Key::Deciders, "Ann"),
            (":oep_superseded_by: 12\n", Key::Relation, "12"),
        ] {
            assert_eq!(read(text), [(key, value)], "{text}");
        }
        assert_eq!(
            read(":blue_status: draft\n:blue_date: 2024-01-02\n"),
            [(Key::Status, "draft"), (Key::Date, "2024-01-02")]
        );
    }

    #[test]
    fn the_states_of_other_things_are_not_the_record_s() {
        for text in [
            ":jbake-status: published\n",
            ":page-status: draft\n",
            ":build_status: accepted\n",
            ":jbake_status: published\n:jbake_date: 2024-01-02\n",
            ":blue-status: draft\n:blue-date: 2024-01-02\n",
            ":adr_status: -\n",
            ":adr_status:\n",
            ":status:draft\n",
            ":doc:`status`: x\n",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
