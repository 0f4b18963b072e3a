//! The templates as they are listed and printed; no store is needed for either.

use std::path::Path;

use crate::{
    ops::{error::OpsError, view::TemplateLine},
    template::{Shelf, Template},
};

/// Every template, the shipped ones and those of the user's folder, by name.
pub fn template_lines(folder: Option<&Path>) -> Vec<TemplateLine> {
    lines(&Shelf::with(folder))
}

/// The text of a template as it is written.
///
/// # Errors
/// When there is none of this name, or its file cannot be read.
pub fn template_source(folder: Option<&Path>, name: &str) -> Result<String, OpsError> {
    let shelf = Shelf::with(folder);
    match shelf.source(name) {
        Ok(Some(source)) => Ok(source.to_owned()),
        Ok(None) => Err(not_there(&shelf, name)),
        Err(why) => Err(OpsError::Refused {
            what: format!("the template `{name}` cannot be used: {why}"),
            hint: "Mend the file, or take it away.".to_owned(),
        }),
    }
}

pub(super) fn lines(shelf: &Shelf) -> Vec<TemplateLine> {
    let line = |template: &Template| TemplateLine {
        name: template.name.clone(),
        about: template.about.clone(),
        file: template
            .file
            .as_ref()
            .map(|file| file.display().to_string()),
    };
    shelf.templates().map(line).collect()
}

/// There is no template of this name; those that are there are named.
pub(super) fn not_there(shelf: &Shelf, name: &str) -> OpsError {
    let names: Vec<&str> = shelf
        .templates()
        .map(|template| template.name.as_str())
        .collect();
    OpsError::NotFound {
        what: format!("there is no template `{name}`; nothing was saved"),
        hint: format!("There are {}.", names.join(", ")),
    }
}
