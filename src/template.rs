//! Templates for new decisions: the shipped ones and the user's, filled in with values. The only place that names its
//! library; knows no log, no store and nothing of how a filled-in text is read.

mod filters;
mod shelf;

use std::{error::Error as _, fmt, sync::Arc};

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, escape_formatter,
    syntax::SyntaxConfig,
    value::{Serde, Value},
};
use serde::Serialize;

pub use shelf::{Shelf, Template};

/// The name under which a template takes in the head of the log.
const HEAD: &str = "head";

/// How many steps a template may take: a thousand times what the largest of ours needs, and no time at all.
const STEPS: u64 = 1_000_000;

/// The values a template may ask for, as they are named in it.
const KNOWN: [&str; 12] = [
    "number",
    "id",
    "title",
    "heading",
    "status",
    "date",
    "deciders",
    "consulted",
    "informed",
    "tags",
    "log",
    "author",
];

/// What a template is filled in with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Values {
    /// The number, where the log numbers its decisions.
    pub number: Option<u32>,
    /// The identifier in the log's own form: `0012`, `ADR-012`.
    pub id: String,
    /// The title.
    pub title: String,
    /// The title with the number in the log's own form: `12. Use X`.
    pub heading: String,
    /// The status in the log's own word.
    pub status: String,
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Who decides.
    pub deciders: Vec<String>,
    /// Who was asked.
    pub consulted: Vec<String>,
    /// Who was told.
    pub informed: Vec<String>,
    /// The tags.
    pub tags: Vec<String>,
    /// The name of the log.
    pub log: String,
    /// Who writes it.
    pub author: String,
}

/// How the head of a decision is written: the heading, the status, the date, the people, the tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// A line for the date and a section for the status.
    Section,
    /// A line for each fact.
    Fields {
        /// What stands before the name of a fact: `- **`.
        before: String,
        /// What stands between the name and the value: `:**`.
        between: String,
        /// What ends the line.
        after: String,
    },
    /// Settings at the top.
    Settings {
        /// The key for those who decide.
        people_key: String,
    },
}

impl Head {
    const fn file(&self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Fields { .. } => "fields",
            Self::Settings { .. } => "settings",
        }
    }
}

/// All that the templates see: the values, and what only the heads ask for.
#[derive(Serialize)]
struct Seen<'a> {
    #[serde(flatten)]
    values: &'a Values,
    field: Field<'a>,
    people_key: &'a str,
}

#[derive(Default, Serialize)]
struct Field<'a> {
    before: &'a str,
    between: &'a str,
    after: &'a str,
}

impl<'a> Seen<'a> {
    fn of(head: &'a Head, values: &'a Values) -> Self {
        let (field, people_key) = match head {
            Head::Section => (Field::default(), ""),
            Head::Settings { people_key } => (Field::default(), people_key.as_str()),
            Head::Fields {
                before,
                between,
                after,
            } => {
                let field = Field {
                    before,
                    between,
                    after,
                };
                (field, "")
            }
        };
        Self {
            values,
            field,
            people_key,
        }
    }
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The template in which it went wrong, or its file.
    pub place: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What went wrong.
    pub what: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}, line {line}: {}", self.place, self.what),
            None => write!(out, "{}: {}", self.place, self.what),
        }
    }
}

impl std::error::Error for TemplateError {}

/// The values a template may ask for, in words.
pub fn known() -> String {
    KNOWN.join(", ")
}

/// A template of the shelf filled in; `{% include "head" %}` in it takes in the head that is given.
///
/// # Errors
/// When the template is not there, cannot be read or asks for what is not known.
pub fn fill(
    shelf: &Arc<Shelf>,
    name: &str,
    (head, values): (&Head, &Values),
) -> Result<String, TemplateError> {
    shelf.source(name).map_err(|what| TemplateError {
        place: format!("the template `{name}`"),
        line: None,
        what,
    })?;
    let environment = environment(Arc::clone(shelf), head)?;
    let filled = environment
        .get_template(name)
        .and_then(|template| template.render(Serde(Seen::of(head, values))))
        .map_err(|error| told(shelf, &error))?;
    Ok(format!("{}\n", filled.trim_matches(['\n', '\r'])))
}

fn environment(shelf: Arc<Shelf>, head: &Head) -> Result<Environment<'static>, TemplateError> {
    let broken = |error: &Error| told(&shelf, error);
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .map_err(|error| broken(&error))?;
    environment.set_syntax(syntax);
    environment.set_fuel(Some(STEPS));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    // A fault is told with the words that are to blame, and only this remembers where they stand.
    environment.set_debug(true);
    environment.set_formatter(|out, state, value| {
        let shown = if value.is_none() {
            Value::from("")
        } else {
            value.clone()
        };
        escape_formatter(out, state, &shown)
    });
    filters::add_to(&mut environment);
    let head = shelf::head(head.file());
    environment.set_loader(move |name| {
        if name == HEAD {
            return Ok(Some(head.to_owned()));
        }
        shelf
            .source(name)
            .map(|source| source.map(str::to_owned))
            .map_err(|wrong| Error::new(ErrorKind::InvalidOperation, wrong))
    });
    Ok(environment)
}

/// A fault in the words of the person who wrote the template.
fn told(shelf: &Shelf, error: &Error) -> TemplateError {
    let error = innermost(error);
    let name = error.name().unwrap_or_default();
    let file = shelf.get(name).and_then(|template| template.file.as_ref());
    TemplateError {
        place: match file {
            Some(file) => file.display().to_string(),
            None if name.is_empty() => "the template".to_owned(),
            None => format!("the template `{name}`"),
        },
        line: error.line(),
        what: what(error),
    }
}

/// The fault of an included template is the cause of the one that includes it.
fn innermost(error: &Error) -> &Error {
    let mut at = error;
    while let Some(cause) = at.source().and_then(|cause| cause.downcast_ref::<Error>()) {
        at = cause;
    }
    at
}

fn what(error: &Error) -> String {
    let blamed = error
        .range()
        .and_then(|range| error.template_source()?.get(range));
    match (error.kind(), blamed, error.detail()) {
        (ErrorKind::UndefinedError, Some(words), _) => format!("`{}` is not known", words.trim()),
        (ErrorKind::OutOfFuel, ..) => "it comes to no end".to_owned(),
        (_, _, Some(detail)) => detail.to_owned(),
        (kind, _, None) => kind.to_string(),
    }
}

#[cfg(test)]
mod tests;
