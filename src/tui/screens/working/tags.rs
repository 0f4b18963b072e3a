//! The form that puts tags on decisions and takes tags off them.

use std::collections::BTreeSet;

use super::{
    Target,
    fields::{self, field},
};
use crate::{
    ops::change::{Change, TagMany},
    tui::screen::{FieldKind, Filled, Form},
};

/// The word of the form.
pub(super) const FORM: &str = "work.tags";
const ADD: &str = "add";
const REMOVE: &str = "remove";

/// The form, with the tags the decisions carry told.
pub(super) fn form(targets: &[Target]) -> Form {
    let carried = carried(targets);
    let now = if carried.is_empty() {
        "no tags yet".to_owned()
    } else {
        format!("now {}", carried.into_iter().collect::<Vec<_>>().join(", "))
    };
    Form {
        word: FORM,
        title: format!("Tags of {}", fields::called(targets)),
        note: Some(format!("{}: {now}.", fields::meant(targets))),
        fields: vec![
            field(
                (ADD, "Put on"),
                FieldKind::Line,
                "With commas or spaces between them; a tag it carries already stays.",
            ),
            field(
                (REMOVE, "Take off"),
                FieldKind::Line,
                "With commas or spaces between them; each as it is written.",
            ),
        ],
    }
}

fn carried(targets: &[Target]) -> BTreeSet<&str> {
    let all = targets.iter().flat_map(|target| &target.tags);
    all.map(String::as_str).collect()
}

/// The change the filled form asks for.
///
/// # Errors
/// When nothing is to be put on or taken off, and when a tag is to be taken off that none of them carries.
pub(super) fn change(
    filled: &Filled,
    targets: &[Target],
) -> Result<Change, (&'static str, String)> {
    let add = fields::tags(fields::value(filled, ADD));
    let remove = fields::tags(fields::value(filled, REMOVE));
    if add.is_empty() && remove.is_empty() {
        let why = "type a tag to put on, or one to take off below";
        return Err((ADD, why.to_owned()));
    }
    let carried = carried(targets);
    if let Some(strange) = remove.iter().find(|tag| !carried.contains(tag.as_str())) {
        return Err((REMOVE, format!("nothing here carries the tag `{strange}`")));
    }
    if let Some(both) = add.iter().find(|tag| remove.contains(tag)) {
        return Err((REMOVE, format!("`{both}` is to be put on as well")));
    }
    Ok(Change::Tag(TagMany {
        records: targets.iter().map(|target| target.id).collect(),
        add,
        remove,
    }))
}
