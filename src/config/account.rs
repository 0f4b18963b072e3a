//! Who acts: the name that stands in the history. It is what the machine's user claims, not a proof.

use std::{env, fs};

use thiserror::Error;

use crate::domain::text::{Line, TextRefused};

/// The name given in `ARCHDECK_USER` cannot stand in the history.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ActorRefused {
    /// It is no line of text.
    #[error("ARCHDECK_USER: {0}")]
    Text(#[from] TextRefused),
    /// It is no text at all.
    #[error("ARCHDECK_USER is not UTF-8")]
    NotUtf8,
}

/// The name for the history: `ARCHDECK_USER`, else the one of the settings, else the account's.
///
/// # Errors
/// When `ARCHDECK_USER` is set to something that is no line of text.
pub fn actor(me: Option<&Line>) -> Result<String, ActorRefused> {
    let given = env::var_os("ARCHDECK_USER").filter(|name| !name.is_empty());
    let given = given.map(|name| name.into_string().map_err(|_| ActorRefused::NotUtf8));
    chosen(given.transpose()?, me)
}

fn chosen(given: Option<String>, me: Option<&Line>) -> Result<String, ActorRefused> {
    if let Some(given) = given {
        return Ok(Line::parse(&given)?.to_string());
    }
    Ok(me.map_or_else(account, ToString::to_string))
}

/// The name of the account, or `unknown` where the system gives none that is a line of text.
fn account() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|variable| env::var(variable).ok())
        .find_map(|name| Line::parse(&name).ok());
    named
        .or_else(listed)
        .map_or_else(|| "unknown".to_owned(), |name| name.to_string())
}

/// The account's name in the system's list, for a session without `USER` such as a container or a job.
#[cfg(unix)]
fn listed() -> Option<Line> {
    let id = rustix::process::getuid().as_raw().to_string();
    let list = fs::read_to_string("/etc/passwd").ok()?;
    list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == id).then(|| Line::parse(name).ok())?
    })
}

#[cfg(not(unix))]
fn listed() -> Option<Line> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_goes_before_the_settings() {
        let me = Line::parse("Mina").unwrap();
        assert_eq!(chosen(Some("Lee".into()), Some(&me)), Ok("Lee".into()));
        assert_eq!(chosen(None, Some(&me)), Ok("Mina".into()));
        assert!(!chosen(None, None).unwrap().is_empty());
    }

    #[test]
    fn a_name_with_a_line_break_is_refused_not_mended() {
        let refused = chosen(Some("a\nb".into()), None).unwrap_err();
        assert!(refused.to_string().contains("ARCHDECK_USER"));
    }
}
