//! An edit that came too late: what the record was, what somebody made of it meanwhile and what the edit makes of it, to be
//! decided. Nothing is decided here without a key, and what was typed is named when it is left.

mod answer;
mod facts;
mod text;

use std::path::Path;

pub use self::answer::answer;
use self::{facts::Facts, text::Text};
use super::Overlay;
use crate::{
    ops::{change::Change, view::ConflictView},
    tui::look::Look,
};

/// The choice between the versions of an edit; nothing where the change is no edit. `draft` is the file a text is kept in.
pub fn conflict(
    view: ConflictView,
    change: Change,
    draft: Option<&Path>,
) -> Option<Box<dyn Overlay>> {
    match change {
        Change::Facts(edit) => Some(Box::new(Facts::new(view, edit))),
        Change::EditText(edit) => Some(Box::new(Text::new(view, edit, draft)?)),
        _ => None,
    }
}

/// Who was faster, and when.
fn said(view: &ConflictView, look: &Look<'_>) -> String {
    format!(
        "{} changed {} on {} while it was edited here. Nothing of mine is saved yet.",
        look.safe(&view.actor),
        look.safe(&view.reference),
        view.at.0.format("%Y-%m-%d %H:%M"),
    )
}

/// What changed besides that is not to be chosen: the status.
fn besides(view: &ConflictView) -> Option<String> {
    let (was, is) = (view.base.facts.status, view.current.facts.status);
    (was != is).then(|| format!("It was {was} and is {is} now."))
}
