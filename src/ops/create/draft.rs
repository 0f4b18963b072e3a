//! The text of a new decision: the template filled in, and read again to see that it says what was asked for.

use std::path::Path;

use crate::{
    dialect::{
        self, Parsed,
        form::{self, Form},
        naming::{Naming, ToName},
    },
    domain::{
        adr::Facts,
        life_cycle,
        log::{DecisionLog, FileKind},
        status::Status,
    },
    ops::{
        change::NewAdr,
        create::{
            style::{Markup, Style},
            templates,
        },
        error::OpsError,
        rewriting::line,
        workbench::Workbench,
    },
    template::{self, Head, Shelf, Values},
};

/// What a new decision shall say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    title: String,
    status: Status,
    deciders: Vec<String>,
    tags: Vec<String>,
    template: Option<String>,
}

/// A new decision as it is written and read.
pub(super) struct Draft {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) facts: Facts,
}

impl Asked {
    /// What was asked for, as it will be read.
    pub(super) fn of(new: &NewAdr) -> Result<Self, OpsError> {
        let title = line("title", &new.title)?;
        let status = new.status.unwrap_or(Status::Draft);
        if !matches!(status, Status::Draft | Status::Proposed) {
            let next: Vec<&str> = life_cycle::steps(Status::Proposed)
                .into_iter()
                .map(Status::word)
                .collect();
            return Err(OpsError::Refused {
                what: format!("a new decision begins as draft or proposed, not as {status}"),
                hint: format!(
                    "Begin it as proposed; from there it goes on to {}.",
                    next.join(", ")
                ),
            });
        }
        Ok(Self {
            title,
            status,
            deciders: people(&new.deciders)?,
            tags: tags(&new.tags)?,
            template: new.template.clone(),
        })
    }

    /// What is said of the event.
    pub(super) const fn verb(&self) -> &'static str {
        match self.status {
            Status::Proposed => "adr.proposed",
            _ => "adr.drafted",
        }
    }

    /// What was done.
    pub(super) const fn done(&self) -> &'static str {
        match self.status {
            Status::Proposed => "proposed",
            _ => "drafted",
        }
    }
}

/// The people as a reader parts them: `Ann, Ben` are two.
fn people(typed: &[String]) -> Result<Vec<String>, OpsError> {
    let mut people = Vec::new();
    for typed in typed {
        for name in dialect::people_named(&line("name", typed)?) {
            if !people.contains(&name) {
                people.push(name);
            }
        }
    }
    Ok(people)
}

fn tags(typed: &[String]) -> Result<Vec<String>, OpsError> {
    let mut tags = Vec::new();
    for typed in typed {
        let typed = line("tag", typed)?;
        for tag in typed
            .split([',', ';'])
            .map(str::trim)
            .filter(|tag| !tag.is_empty())
        {
            if tag.contains(char::is_whitespace) {
                let joined: Vec<&str> = tag.split_whitespace().collect();
                return Err(OpsError::Refused {
                    what: format!("the tag `{tag}` would be read as several"),
                    hint: format!("Write it as one word: `{}`.", joined.join("-")),
                });
            }
            let tag = tag.to_lowercase();
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    Ok(tags)
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
            title: asked.title.clone(),
            heading: form.heading(number, &asked.title),
            status: form.status(asked.status),
            date: bench.env.today().to_string(),
            deciders: asked.deciders.clone(),
            tags: asked.tags.clone(),
            log: log.name.clone(),
            author: bench.env.actor.clone(),
            ..Values::default()
        };
        let text = template::fill(&shelf, &name, (&head(&form), &values)).map_err(|wrong| {
            OpsError::Refused {
                what: format!("{wrong}; nothing was saved"),
                hint: format!("Known are {}.", template::known()),
            }
        })?;
        let bytes = form.with_its_line_ends(text).into_bytes();
        let own = shelf.get(&name).is_some_and(|one| one.file.is_some());
        let expected = Expected {
            asked,
            number: is_numbered.then_some(number),
            template: own.then_some(name.as_str()),
        };
        let facts = expected.facts_of(&path, &bytes)?;
        Ok(Self { path, bytes, facts })
    }
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

/// What the reader shall see.
struct Expected<'a> {
    asked: &'a Asked,
    number: Option<u32>,
    /// The template, where it is the user's own.
    template: Option<&'a str>,
}

impl Expected<'_> {
    /// What the reader sees of a text.
    fn facts_of(&self, path: &str, bytes: &[u8]) -> Result<Facts, OpsError> {
        let parsed = dialect::read(path, bytes);
        let one = parsed.into_iter().next().filter(|one| one.anchor.is_none());
        let Some(parsed) = one else {
            return Err(self.misread("as several records".to_owned()));
        };
        match self.difference(&parsed) {
            Some(seen) => Err(self.misread(seen)),
            None => Ok(parsed.facts),
        }
    }

    /// How what is read differs from what was asked for.
    fn difference(&self, parsed: &Parsed) -> Option<String> {
        let Parsed { kind, facts, .. } = parsed;
        let Asked {
            title,
            status,
            deciders,
            tags,
            ..
        } = self.asked;
        if *kind != FileKind::Record {
            return Some(format!("as no decision record ({})", kind.word()));
        }
        if facts.title_from_name {
            return Some("without a title".to_owned());
        }
        if facts.title != *title {
            return Some(format!("with the title `{}`", facts.title));
        }
        if facts.status != *status {
            return Some(format!("with the status {}, not {status}", facts.status));
        }
        if self
            .number
            .is_some_and(|number| facts.number != Some(number))
        {
            let read = facts.number.map_or("no number".to_owned(), |number| {
                format!("the number {number}")
            });
            return Some(format!("with {read}"));
        }
        if facts.people.deciders != *deciders {
            return Some(format!("as decided by {}", listed(&facts.people.deciders)));
        }
        (facts.tags != *tags).then(|| format!("with the tags {}", listed(&facts.tags)))
    }

    fn misread(&self, seen: String) -> OpsError {
        match self.template {
            Some(template) => OpsError::Refused {
                what: format!("what the template `{template}` makes is read {seen}; nothing was saved"),
                hint: "`{% include \"head\" %}` at its top writes title, status, date, people and tags as the log does."
                    .to_owned(),
            },
            None => OpsError::Refused {
                what: format!(
                    "`{}` would be read {seen}; nothing was saved",
                    self.asked.title
                ),
                hint: "Put the title, the names or the tags in other words.".to_owned(),
            },
        }
    }
}

fn listed(words: &[String]) -> String {
    if words.is_empty() {
        return "(none)".to_owned();
    }
    words.join(", ")
}
