//! What a new decision shall say, as a reader will part it: names at commas, tags at spaces. What cannot be said in one line
//! is refused here.

use crate::{
    dialect,
    domain::{life_cycle, status::Status},
    ops::{change::NewAdr, error::OpsError, rewriting::line},
};

/// What a new decision shall say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) title: String,
    pub(super) status: Status,
    pub(super) deciders: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) template: Option<String>,
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
