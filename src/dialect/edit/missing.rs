//! A fact where the text states none: in the place that is kept for it, else in the form in which the log states it, else
//! in that of the file's own dialect. Knows nothing of what the fact means.

use crate::{
    dialect::{field::Key, habits::Form, markup::Markup, stated},
    domain::adr::Dialect,
};

use super::{
    CannotWrite,
    field::{self, Dress},
    settings::{self, ListForm},
    splice::Splice,
    writing::Writing,
};

/// Inserts a fact.
///
/// # Errors
/// When no form of the file can hold it.
pub(super) fn insert(
    writing: &Writing<'_, '_>,
    key: Key,
    items: &[String],
) -> Result<Vec<Splice>, CannotWrite> {
    let text = items.join(", ");
    if let Some(entry) = writing
        .entries_of(key)
        .find(|entry| entry.values.is_empty())
    {
        let source = writing.slice(entry.source.clone()).trim();
        return Ok(vec![if source.starts_with('[') {
            settings::with_list(writing, entry, items)?
        } else {
            settings::with_text(writing, entry, &text)
        }]);
    }
    if let Some(field) = field::empty(writing, key) {
        return Ok(vec![field::with_value(writing, field.value, &text)?]);
    }
    if let Some(splice) = in_empty_section(writing, key, &text) {
        return Ok(vec![splice]);
    }
    let form = form(writing, key);
    in_form(writing, key, items, &form)
}

fn in_form(
    writing: &Writing<'_, '_>,
    key: Key,
    items: &[String],
    form: &Form,
) -> Result<Vec<Splice>, CannotWrite> {
    let text = items.join(", ");
    let splice = match form {
        Form::Settings { key: name, list } => {
            let list = if key == Key::Status || key == Key::Date || key == Key::ReviewBy {
                ListForm::Scalar
            } else {
                *list
            };
            refuse_comma(items, list)?;
            settings::inserted(writing, name, items, list)
        }
        Form::Field(dress) => {
            let found = field::inserted(writing, key, (dress.name(), &text), Some(dress))?;
            found.ok_or_else(|| {
                CannotWrite::new("the table of the file has no room for one more fact")
            })?
        }
        Form::Section { heading } => section(writing, heading, &text),
    };
    Ok(vec![splice])
}

fn refuse_comma(items: &[String], list: ListForm) -> Result<(), CannotWrite> {
    let wrong = items
        .iter()
        .find(|item| list == ListForm::Scalar && item.contains(',') && items.len() > 1);
    match wrong {
        Some(item) => Err(CannotWrite::new(format!(
            "`{item}` holds a comma, which parts the entries of a line"
        ))),
        None => Ok(()),
    }
}

/// A heading that waits for its text.
fn in_empty_section(writing: &Writing<'_, '_>, key: Key, text: &str) -> Option<Splice> {
    let page = &writing.reader.page;
    let index = match key {
        Key::Status => stated::status_heading(page, writing.reader.heading)?,
        Key::Tags | Key::ReviewBy => return None,
        _ => writing.reader.heading_named(key)?,
    };
    let under = page.under(index);
    let has_words = page
        .lines(under.clone())
        .any(|line| !page.slice(line).trim().is_empty());
    let end = writing.line_break;
    let is_last = under.end == writing.text().len();
    let at = writing.line(under.start).end;
    let next = writing.next_line(at);
    let gap = if !is_last && !writing.is_blank(next) {
        end
    } else {
        ""
    };
    (!has_words).then(|| Splice::at(at, format!("{end}{end}{text}{gap}")))
}

/// The form in which a fact is stated from now on.
pub(super) fn form(writing: &Writing<'_, '_>, key: Key) -> Form {
    let has_fields = !field::siblings(writing).is_empty();
    let has_settings = !writing.reader.front.whole.is_empty();
    let usual = writing.habits.form(key).cloned();
    let fits = |form: &Form| match form {
        Form::Settings { .. } => {
            writing.markup() == Markup::Markdown
                && (has_settings || !has_fields || key == Key::Status)
        }
        // A row without its table is no row.
        Form::Field(dress) => has_fields || !dress.is_cell(),
        Form::Section { .. } => true,
    };
    usual.filter(fits).unwrap_or_else(|| own_form(writing, key))
}

/// The form of the file's own dialect.
fn own_form(writing: &Writing<'_, '_>, key: Key) -> Form {
    let siblings = field::siblings(writing);
    let name = name_of(key);
    let bullet = |mark: &str| Form::Field(Dress::plain(mark, name, ": "));
    let settings = || Form::Settings {
        key: settings_key(writing, key),
        list: if key == Key::Tags {
            ListForm::Flow
        } else {
            ListForm::Scalar
        },
    };
    let section = || Form::Section {
        heading: name.to_owned(),
    };
    let has_sections = !writing.reader.sections.is_empty();
    let flows = siblings.first().is_some_and(|first| first.dress.flows());
    match (writing.reader.dialect(), siblings.first()) {
        (Dialect::Madr3 | Dialect::Markdown | Dialect::Nygard, None) if has_settings(writing) => {
            settings()
        }
        (Dialect::Madr3, None) => settings(),
        (Dialect::Nygard | Dialect::Markdown, None) if key == Key::Status && has_sections => {
            section()
        }
        (Dialect::Nygard | Dialect::Markdown, Some(_))
            if key == Key::Status && has_sections && flows =>
        {
            section()
        }
        (Dialect::Asciidoc | Dialect::Rst, None) if key == Key::Status && has_sections => section(),
        (_, Some(first)) => Form::Field(first.dress.clone().called(name)),
        (Dialect::Madr2, None) => bullet("* "),
        (Dialect::Log4brains, None) => bullet("- "),
        (Dialect::Asciidoc, None) => Form::Field(Dress::plain(":", &attribute(key), ": ")),
        (Dialect::Rst, None) => Form::Field(Dress::plain(":", name, ": ")),
        (Dialect::Nygard | Dialect::Markdown | Dialect::Plain, None) => bullet(""),
    }
}

fn has_settings(writing: &Writing<'_, '_>) -> bool {
    !writing.reader.front.whole.is_empty()
}

/// Whether the place in which a status is inserted is one for words with a capital.
pub(super) fn has_capitals(writing: &Writing<'_, '_>) -> bool {
    match form(writing, Key::Status) {
        Form::Section { .. } => true,
        Form::Settings { .. } => false,
        Form::Field(dress) => dress.name().starts_with(char::is_uppercase) && !dress.is_bullet(),
    }
}

/// The name of a field.
pub(super) const fn name_of(key: Key) -> &'static str {
    match key {
        Key::Status => "Status",
        Key::Date => "Date",
        Key::Created => "Created",
        Key::Updated => "Updated",
        Key::ReviewBy => "Review by",
        Key::Deciders => "Deciders",
        Key::Consulted => "Consulted",
        Key::Informed => "Informed",
        Key::Authors => "Authors",
        Key::Tags => "Tags",
        Key::Title => "Title",
        Key::Relation => "Related",
    }
}

/// The name of an attribute of AsciiDoc, which has one of its own for the date.
fn attribute(key: Key) -> String {
    if key == Key::Date {
        return "revdate".to_owned();
    }
    name_of(key).to_lowercase().replace(' ', "-")
}

/// The key of a fact among the settings, in the joint of the others.
fn settings_key(writing: &Writing<'_, '_>, key: Key) -> String {
    let keys = || {
        writing
            .reader
            .front
            .entries
            .iter()
            .map(|entry| entry.key.as_str())
    };
    let joint = if keys().any(|key| key.contains('_')) {
        "_"
    } else {
        "-"
    };
    let is_camel = keys().any(|key| {
        key.starts_with(char::is_lowercase) && key.contains(|c: char| c.is_ascii_uppercase())
    });
    match key {
        Key::ReviewBy if is_camel => "reviewBy".to_owned(),
        Key::ReviewBy => format!("review{joint}by"),
        Key::Deciders if is_camel || joint == "_" => "deciders".to_owned(),
        Key::Deciders => "decision-makers".to_owned(),
        other => name_of(other).to_lowercase(),
    }
}

/// A section of one line before the first section of the file.
fn section(writing: &Writing<'_, '_>, heading: &str, text: &str) -> Splice {
    let end = writing.line_break;
    let page = &writing.reader.page;
    let first = writing.reader.heading.map_or(0, |index| index + 1);
    let Some(next) = page.headings.get(first) else {
        let heading = heading_like(writing, None, heading);
        return at_end(writing, &format!("{heading}{end}{end}{text}"));
    };
    let heading = heading_like(writing, Some(first), heading);
    let at = above_marks(writing, writing.line(next.whole.start).start);
    let above = at
        .checked_sub(1)
        .is_none_or(|above| writing.is_blank(above));
    let gap = if above { "" } else { end };
    Splice::at(at, format!("{gap}{heading}{end}{end}{text}{end}{end}"))
}

/// Comments and marks right above a heading belong to it.
fn above_marks(writing: &Writing<'_, '_>, start: usize) -> usize {
    let mut at = start;
    while let Some(above) = at.checked_sub(1).map(|above| writing.line(above)) {
        let content = writing.slice(above.clone()).trim();
        let belongs = content.starts_with("<!--") && content.ends_with("-->")
            || writing.reader.page.markup.is_mark_alone(content) && content.starts_with(['[', '.']);
        if !belongs || above.start < writing.reader.page.body {
            break;
        }
        at = above.start;
    }
    at
}

/// Text behind the last line, apart from it; the file ends with a line break afterwards if it did before.
pub(super) fn at_end(writing: &Writing<'_, '_>, text: &str) -> Splice {
    let end = writing.line_break;
    let whole = writing.text();
    let at = whole.len();
    if !whole.ends_with('\n') {
        return Splice::at(at, format!("{end}{end}{text}"));
    }
    let gap = if writing.is_blank(at.saturating_sub(1)) {
        ""
    } else {
        end
    };
    Splice::at(at, format!("{gap}{text}{end}"))
}

/// A heading in the marks of another section of the file.
pub(super) fn heading_like(writing: &Writing<'_, '_>, model: Option<usize>, words: &str) -> String {
    let page = &writing.reader.page;
    let model = model.and_then(|index| page.headings.get(index));
    let row = |mark: &str| {
        format!(
            "{words}{}{}",
            writing.line_break,
            mark.repeat(words.chars().count())
        )
    };
    match (writing.markup(), model) {
        (_, Some(model)) if model.whole.end > writing.line(model.text.end).end => {
            let below = writing.slice(writing.line(model.whole.end));
            row(below.get(..1).unwrap_or("-"))
        }
        (_, Some(model)) => {
            let before = page.slice(model.whole.start..model.text.start);
            let after = page.slice(model.text.end..model.whole.end);
            let closed = if after.trim().chars().all(|c| matches!(c, '#' | '=')) {
                after
            } else {
                ""
            };
            format!("{before}{words}{closed}")
        }
        (Markup::Markdown, None) => format!("## {words}"),
        (Markup::Asciidoc, None) => format!("== {words}"),
        (Markup::Rst, None) => row("-"),
    }
}
