//! The text of a new decision: the template that is wanted, filled in as the log writes its records.

use std::path::Path;

use crate::{
    dialect::{
        form::{self, Form},
        naming::{Naming, ToName},
    },
    domain::{adr::Facts, log::DecisionLog, text::FILE_LIMIT},
    ops::{
        create::{
            asked::Asked,
            expected::Expected,
            style::{Markup, Style},
            templates,
        },
        error::OpsError,
        workbench::Workbench,
    },
    template::{self, Head, Shelf, TemplateError, Values},
};

/// A new decision as it is written and read.
pub(super) struct Draft {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) facts: Facts,
}

impl Draft {
    /// Writes a decision for a log as it stands now.
    pub(super) fn write(
        bench: &Workbench,
        asked: &Asked,
        log: &DecisionLog,
    ) -> Result<Self, OpsError> {
        let shelf = bench.shelf();
        let style = Style::of(&bench.store, log.id)?;
        let name = asked
            .template
            .clone()
            .unwrap_or_else(|| style.template(&shelf));
        refuse_other_markup(
            &shelf,
            &name,
            (&style, log),
            bench.settings.templates.as_deref(),
        )?;
        let form = style.form(&bench.store, &name)?;
        let number = bench.store.highest_number(log.id)?.saturating_add(1);
        let path = free_path(bench, (&style.naming, log), (asked, number))?;
        let is_numbered = style.naming.is_numbered() || form.is_numbered();
        let values = Values {
            number: is_numbered.then_some(number),
            id: Naming::identifier(&path),
            heading: form.heading(number, &asked.title),
            status: form.status(asked.status),
            log: log.name.clone(),
            ..said(bench, asked)
        };
        let text = template::fill(&shelf, &name, (&head(&form), &values))
            .map_err(|wrong| unfillable(&wrong))?;
        let bytes = form.with_its_line_ends(text).into_bytes();
        refuse_too_long(&name, bytes.len())?;
        let is_own = shelf.get(&name).is_some_and(|one| one.file.is_some());
        let expected = Expected {
            asked,
            number: values.number,
            template: is_own.then_some(name.as_str()),
        };
        let facts = expected.facts_of(&path, &bytes)?;
        Ok(Self { path, bytes, facts })
    }
}

/// The values that are the same in every log.
fn said(bench: &Workbench, asked: &Asked) -> Values {
    Values {
        title: asked.title.clone(),
        date: bench.env.today().to_string(),
        deciders: asked.deciders.clone(),
        tags: asked.tags.clone(),
        author: bench.env.actor.clone(),
        ..Values::default()
    }
}

fn unfillable(wrong: &TemplateError) -> OpsError {
    OpsError::Refused {
        what: format!("{wrong}; nothing was saved"),
        hint: format!("Known are {}.", template::known()),
    }
}

/// A text that no import would read is not begun.
fn refuse_too_long(name: &str, bytes: usize) -> Result<(), OpsError> {
    if bytes as u64 <= FILE_LIMIT {
        return Ok(());
    }
    Err(OpsError::Refused {
        what: format!(
            "the template `{name}` makes more than {FILE_LIMIT} bytes (8 MiB); nothing was saved"
        ),
        hint: "Take another template, or mend this one.".to_owned(),
    })
}

/// The first path nothing of the log lies at.
fn free_path(
    bench: &Workbench,
    (naming, log): (&Naming, &DecisionLog),
    (asked, number): (&Asked, u32),
) -> Result<String, OpsError> {
    let new = ToName {
        title: &asked.title,
        number,
        at: bench.env.now(),
    };
    for path in naming.paths(&new) {
        if !bench.store.has_path(log.id, &path)? {
            return Ok(path);
        }
    }
    Err(OpsError::Refused {
        what: format!(
            "no name of the log `{}` is left for number {number}",
            log.name
        ),
        hint: "Put a file of another name into its folder and import it.".to_owned(),
    })
}

fn head(form: &Form) -> Head {
    match &form.head {
        form::Head::Section => Head::Section,
        form::Head::Settings { people_key } => Head::Settings {
            people_key: people_key.clone(),
        },
        form::Head::Fields { before, between } => {
            let is_bullet = ["- ", "* ", "+ "]
                .iter()
                .any(|bullet| before.trim_start().starts_with(bullet));
            Head::Fields {
                before: before.clone(),
                between: between.clone(),
                // Lines that are no bullets would run together.
                after: if is_bullet { "" } else { "  " }.to_owned(),
            }
        }
    }
}

/// Refuses a template that is not there, and one whose markup is not the log's: its readers would not know what to do with it.
fn refuse_other_markup(
    shelf: &Shelf,
    name: &str,
    (style, log): (&Style, &DecisionLog),
    folder: Option<&Path>,
) -> Result<(), OpsError> {
    let template = shelf
        .get(name)
        .ok_or_else(|| templates::not_there(shelf, name))?;
    let (theirs, ours) = (Markup::of(&template.ending), style.markup());
    if theirs == ours {
        return Ok(());
    }
    let place = folder.map_or_else(String::new, |folder| format!("{}/", folder.display()));
    let ending = style.naming.ending();
    Err(OpsError::Refused {
        what: format!(
            "`{}` is written in {}, the template `{name}` in {}; nothing was saved",
            log.name,
            ours.word(),
            theirs.word()
        ),
        hint: format!(
            "Write a template for it, {place}NAME.{ending}, and name it with `--template NAME`."
        ),
    })
}
