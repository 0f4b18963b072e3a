//! Keys and values of the settings at the top: replaced in their own quotes and list marks, inserted in their order,
//! taken away with all their lines. Knows YAML and TOML, not what a key means.

use std::ops::Range;

use crate::dialect::{
    front_matter::Entry,
    page::{lines_of, trimmed},
};

use super::{CannotWrite, splice::Splice, writing::Writing};

/// How a value of several texts is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(in crate::dialect) enum ListForm {
    /// `A, B`
    #[default]
    Scalar,
    /// `[A, B]`
    Flow,
    /// One to a line behind `- `.
    Block,
}

/// The order in which keys stand; others come last.
const ORDER: &[&[&str]] = &[
    &[
        "schemaversion",
        "id",
        "adr_id",
        "number",
        "title",
        "slug",
        "type",
    ],
    &["status", "statut", "state", "stage", "adr_status"],
    &[
        "date",
        "decided",
        "decision_date",
        "adr_date",
        "created",
        "updated",
    ],
    &["review_by", "reviewby", "review_date", "next_review"],
    &["deciders", "decision_makers", "décideurs", "decision_maker"],
    &["consulted", "consultés"],
    &["informed", "informés"],
    &["author", "authors", "owner"],
    &["tags", "categories"],
];

fn rank(key: &str) -> usize {
    let key = key.to_lowercase().replace('-', "_");
    ORDER
        .iter()
        .position(|keys| keys.contains(&key.as_str()))
        .unwrap_or(ORDER.len())
}

fn is_toml(writing: &Writing<'_, '_>) -> bool {
    let front = writing.reader.front.whole.clone();
    writing.slice(front).trim_start().starts_with("+++")
}

/// How the list of an entry is written.
pub(in crate::dialect) fn list_form(source: &str) -> ListForm {
    let source = source.trim();
    if source.starts_with('[') {
        ListForm::Flow
    } else if source.starts_with("- ") {
        ListForm::Block
    } else {
        ListForm::Scalar
    }
}

/// Puts a text in the place of the value of an entry, in the quotes of the old one.
pub(super) fn with_text(writing: &Writing<'_, '_>, entry: &Entry, text: &str) -> Splice {
    let place = trimmed(writing.text(), entry.source.clone());
    let source = writing.slice(place.clone());
    let quoted = |quote: char| closing(source, quote).map(|end| place.start..place.start + end);
    match source.chars().next() {
        None | Some('#') => {
            let value = in_quotes_of(writing, text);
            Splice::at(entry.source.start, format!(" {value}"))
        }
        Some(quote @ ('"' | '\'')) if quoted(quote).is_some() => {
            let place = quoted(quote).unwrap_or(place);
            Splice::over(place, quoted_by(quote, text))
        }
        Some('|' | '>') if source.contains('\n') => {
            let start = place.start + source.find('\n').map_or(0, |at| at + 1);
            Splice::over(trimmed(writing.text(), start..place.end), text)
        }
        Some(_) => Splice::over(entry.place.clone(), in_quotes_of(writing, text)),
    }
}

/// The byte behind the closing quote of a text that begins with one.
fn closing(source: &str, quote: char) -> Option<usize> {
    let mut letters = source.char_indices().skip(1).peekable();
    while let Some((at, c)) = letters.next() {
        if quote == '"' && c == '\\' {
            letters.next();
        } else if c == quote {
            let is_doubled = quote == '\'' && letters.peek().is_some_and(|next| next.1 == quote);
            if !is_doubled {
                return Some(at + c.len_utf8());
            }
            letters.next();
        }
    }
    None
}

/// The text as the language needs it where no quotes stand.
fn in_quotes_of(writing: &Writing<'_, '_>, text: &str) -> String {
    if is_toml(writing) {
        quoted_by('"', text)
    } else {
        plain(text)
    }
}

/// A text without quotes where YAML allows it.
pub(super) fn plain(text: &str) -> String {
    let begins_wrong = text.starts_with([
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@',
        '`',
    ]);
    let holds_marks = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    let is_other_kind = matches!(
        text.to_lowercase().as_str(),
        "" | "~" | "null" | "true" | "false" | "yes" | "no" | "on" | "off"
    ) || text.parse::<f64>().is_ok();
    if begins_wrong || holds_marks || is_other_kind || text.trim() != text {
        quoted_by('"', text)
    } else {
        text.to_owned()
    }
}

fn quoted_by(quote: char, text: &str) -> String {
    if quote == '\'' {
        return format!("'{}'", text.replace('\'', "''"));
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An item of a list between brackets.
fn flow_item(text: &str) -> String {
    if text.contains([',', '[', ']', '{', '}']) {
        quoted_by('"', text)
    } else {
        plain(text)
    }
}

/// Puts a list in the place of the value of an entry; what was in the old list stays as it is written there.
///
/// # Errors
/// When the form of the list cannot hold a text.
pub(super) fn with_list(
    writing: &Writing<'_, '_>,
    entry: &Entry,
    items: &[String],
) -> Result<Splice, CannotWrite> {
    let place = trimmed(writing.text(), entry.source.clone());
    let source = writing.slice(place.clone());
    match list_form(source) {
        ListForm::Flow => {
            let end = source.rfind(']').map_or(source.len(), |at| at + 1);
            let old = source.get(..end).unwrap_or(source);
            let list = flow_list(writing, old, items);
            Ok(Splice::over(place.start..place.start + end, list))
        }
        ListForm::Block => Ok(block_list(writing, place, items)),
        ListForm::Scalar => {
            if let Some(item) = items.iter().find(|item| item.contains(',')) {
                return Err(writing.refusal(
                    entry.whole.start,
                    format!(
                        "`{item}` holds a comma, which parts the entries of `{}`",
                        entry.key
                    ),
                ));
            }
            let joint = if source.contains('\n') {
                format!(",{}{}", writing.line_break, indent_of_second(source))
            } else {
                ", ".to_owned()
            };
            Ok(with_text(writing, entry, &items.join(&joint)))
        }
    }
}

fn indent_of_second(source: &str) -> String {
    let second = source.lines().nth(1).unwrap_or_default();
    second
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .collect()
}

fn flow_list(writing: &Writing<'_, '_>, old: &str, items: &[String]) -> String {
    let inner = old.trim_start_matches('[').trim_end_matches(']');
    let raw: Vec<&str> = flow_items(inner);
    let quote = raw.first().and_then(|item| item.chars().next());
    let quote = quote
        .filter(|c| matches!(c, '"' | '\''))
        .or(is_toml(writing).then_some('"'));
    let bare = |item: &str| item.trim_matches(['"', '\'']).to_owned();
    let written: Vec<String> = items
        .iter()
        .map(
            |item| match (raw.iter().find(|raw| bare(raw) == *item), quote) {
                (Some(raw), _) => (*raw).to_owned(),
                (None, Some(quote)) => quoted_by(quote, item),
                (None, None) => flow_item(item),
            },
        )
        .collect();
    let pad = if inner.starts_with(' ') && !inner.trim().is_empty() {
        " "
    } else {
        ""
    };
    format!("[{pad}{}{pad}]", written.join(", "))
}

/// The items of a list between brackets, as written.
fn flow_items(inner: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, ',') => {
                items.push(inner.get(start..at).unwrap_or_default().trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(inner.get(start..).unwrap_or_default().trim());
    items.retain(|item| !item.is_empty());
    items
}

/// `place` begins at the first `-`. Lines of items that stay are kept as they are.
fn block_list(writing: &Writing<'_, '_>, place: Range<usize>, items: &[String]) -> Splice {
    let start = writing.line(place.start).start;
    let indent = writing.slice(start..place.start);
    let lines: Vec<&str> = lines_of(writing.text(), start..place.end)
        .map(|line| writing.slice(line))
        .collect();
    let item_of = |line: &str| -> String {
        let value = line.trim_start().trim_start_matches('-').trim();
        let value = value.split(" #").next().unwrap_or(value).trim();
        value.trim_matches(['"', '\'']).to_owned()
    };
    let quote = lines
        .first()
        .and_then(|line| line.trim_start().trim_start_matches("- ").chars().next())
        .filter(|c| matches!(c, '"' | '\''));
    let written: Vec<String> = items
        .iter()
        .map(|item| {
            let old = lines.iter().find(|line| item_of(line) == *item);
            let new = || match quote {
                Some(quote) => quoted_by(quote, item),
                None => plain(item),
            };
            old.map_or_else(|| format!("{indent}- {}", new()), |line| (*line).to_owned())
        })
        .collect();
    Splice::over(start..place.end, written.join(writing.line_break))
}

/// Takes an entry away with all its lines.
pub(super) fn without(entry: &Entry, writing: &Writing<'_, '_>) -> Splice {
    let end = writing.next_line(entry.whole.end);
    Splice::over(writing.line(entry.whole.start).start..end, "")
}

/// A key and its value as new lines of the settings, in the usual order; the block is made where there is none.
pub(super) fn inserted(
    writing: &Writing<'_, '_>,
    key: &str,
    items: &[String],
    form: ListForm,
) -> Splice {
    let front = &writing.reader.front;
    let lines = lines(writing, key, items, form);
    let end = writing.line_break;
    if front.whole.is_empty() {
        return Splice::at(0, format!("---{end}{lines}{end}---{end}{end}"));
    }
    let before = front
        .entries
        .iter()
        .filter(|entry| rank(&entry.key) <= rank(key))
        .max_by_key(|entry| (rank(&entry.key), entry.whole.start));
    let at = before.map_or(front.inner.start, |entry| {
        writing.next_line(entry.whole.end)
    });
    Splice::at(at, format!("{lines}{end}"))
}

fn lines(writing: &Writing<'_, '_>, key: &str, items: &[String], form: ListForm) -> String {
    let is_toml = is_toml(writing);
    let colon = if is_toml { " =" } else { ":" };
    let is_date =
        |text: &str| text.len() == 10 && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let one = |text: &str| {
        if is_toml && !is_date(text) {
            quoted_by('"', text)
        } else if is_date(text) {
            text.to_owned()
        } else {
            plain(text)
        }
    };
    match form {
        ListForm::Scalar if !is_toml || items.len() == 1 => {
            format!("{key}{colon} {}", one(&items.join(", ")))
        }
        ListForm::Block if !is_toml => {
            let items = items
                .iter()
                .map(|item| format!("{}  - {}", writing.line_break, plain(item)));
            format!("{key}{colon}{}", items.collect::<String>())
        }
        ListForm::Scalar | ListForm::Flow | ListForm::Block => {
            let item = |item: &String| {
                if is_toml {
                    quoted_by('"', item)
                } else {
                    flow_item(item)
                }
            };
            let items: Vec<String> = items.iter().map(item).collect();
            format!("{key}{colon} [{}]", items.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_where_yaml_needs_them() {
        for (text, expected) in [
            ("accepted", "accepted"),
            ("2024-01-02", "2024-01-02"),
            ("Ann Oak", "Ann Oak"),
            ("@ann", "\"@ann\""),
            ("a: b", "\"a: b\""),
            ("say \"x\" # now", "\"say \\\"x\\\" # now\""),
            ("no", "\"no\""),
            ("1984", "\"1984\""),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn the_end_of_a_quoted_text_is_found() {
        assert_eq!(closing("\"a \\\" b\" # c", '"'), Some(8));
        assert_eq!(closing("'it''s' x", '\''), Some(7));
        assert_eq!(closing("\"open", '"'), None);
    }
}
