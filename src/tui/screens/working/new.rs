//! The form of a new decision, on its own or in the place of an older one.

use super::{
    Target,
    fields::{self, field, holding},
};
use crate::{
    domain::{ids::RecordId, link::LinkKind, status::Status},
    ops::{
        change::{Change, NewAdr},
        view::{NewFormView, NewInLog, TemplateLine},
    },
    tui::{
        effect::Problem,
        screen::{FieldKind, Filled, Form, FormField},
    },
};

/// The word of the form.
pub(super) const FORM: &str = "work.new";
const TITLE: &str = "title";
const LOG: &str = "log";
const TEMPLATE: &str = "template";
const STATUS: &str = "status";
const DECIDERS: &str = "deciders";
const TAGS: &str = "tags";

/// What the new decision is to an older one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Preset {
    /// Supersedes or amends.
    pub(super) kind: LinkKind,
    /// The older one.
    pub(super) old: Target,
}

impl Preset {
    fn note(&self) -> String {
        let Target {
            reference, title, ..
        } = &self.old;
        let follows = if self.kind == LinkKind::Supersedes {
            "becomes superseded when the new one is accepted"
        } else {
            "stays in force and points to the new one"
        };
        format!(
            "It {} {reference} \"{title}\", which {follows}.",
            self.kind.phrase()
        )
    }
}

/// The form, with the log of the cursor chosen already.
///
/// # Errors
/// When there is no log to write into.
pub(super) fn form(
    view: &NewFormView,
    log: Option<RecordId>,
    preset: Option<&Preset>,
) -> Result<Form, Problem> {
    if view.logs.is_empty() {
        return Err(Problem::new(
            "there is no log a decision could be written into",
            "Read one first: `:import PATH`.",
        ));
    }
    let title = match preset {
        Some(preset) => format!(
            "New decision that {} {}",
            preset.kind.phrase(),
            preset.old.reference
        ),
        None => "New decision".to_owned(),
    };
    Ok(Form {
        word: FORM,
        title,
        note: preset.map(Preset::note),
        fields: vec![
            field(
                (TITLE, "Title"),
                FieldKind::Needed,
                "What is decided, in a few words and without a number: `Use one store for features`.",
            ),
            log_field(&view.logs, log),
            template_field(view),
            field(
                (STATUS, "Status"),
                FieldKind::Choice(
                    [Status::Draft, Status::Proposed]
                        .map(|status| (status.word().to_owned(), status.word().to_owned()))
                        .to_vec(),
                ),
                "A draft can be thrown away; what is proposed waits for a decision.",
            ),
            field(
                (DECIDERS, "Deciders"),
                FieldKind::Line,
                "Who decides, with commas between the names; may stay empty.",
            ),
            field(
                (TAGS, "Tags"),
                FieldKind::Line,
                "With commas or spaces between them; may stay empty.",
            ),
        ],
    })
}

fn log_field(logs: &[NewInLog], log: Option<RecordId>) -> FormField {
    let choices = logs.iter().map(|one| {
        let shown = format!("{} as {}", one.name, one.next);
        (one.log.to_string(), shown)
    });
    let kind = FieldKind::Choice(choices.collect());
    let hint = "The log it is written into, and what it will be called there.";
    let chosen = log.map(|log| log.to_string()).unwrap_or_default();
    holding(chosen, field((LOG, "Log"), kind, hint))
}

fn template_field(view: &NewFormView) -> FormField {
    let usual = match view.logs.as_slice() {
        [only] => format!("as in {}: {}", only.name, only.template),
        _ => "as the other decisions of the log".to_owned(),
    };
    let mut choices = vec![(String::new(), usual)];
    choices.extend(
        view.templates
            .iter()
            .map(|one| (one.name.clone(), told(one))),
    );
    field(
        (TEMPLATE, "Template"),
        FieldKind::Choice(choices),
        "What it begins with; left, right or a first letter choose another one.",
    )
}

fn told(template: &TemplateLine) -> String {
    if template.about.is_empty() {
        return template.name.clone();
    }
    format!("{}: {}", template.name, template.about)
}

/// The change the filled form asks for.
pub(super) fn change(filled: &Filled, preset: Option<&Preset>) -> Change {
    let links = preset.map(|preset| (preset.kind, preset.old.id));
    Change::NewAdr(NewAdr {
        new_log: None,
        title: fields::value(filled, TITLE).to_owned(),
        log: fields::value(filled, LOG).parse().ok(),
        template: fields::stated(filled, TEMPLATE),
        status: fields::value(filled, STATUS).parse().ok(),
        deciders: fields::names(fields::value(filled, DECIDERS)),
        tags: fields::tags(fields::value(filled, TAGS)),
        links: links.into_iter().collect(),
        reason: None,
    })
}
