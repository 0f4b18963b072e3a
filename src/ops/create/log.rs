//! The log a new decision belongs to: the one that is meant, or one that begins with it.

use std::path::{Path, absolute};

use crate::{
    domain::{event::RecordKind, log::DecisionLog, text::Line},
    ops::{
        change::{NewAdr, NewLog},
        error::OpsError,
        exchange::plan::json,
        workbench::Workbench,
    },
    store::Put,
};

impl Workbench {
    /// The log of a new decision, and what is to be saved with it where the log begins now.
    pub(super) fn log_for_new(
        &mut self,
        new: &NewAdr,
    ) -> Result<(DecisionLog, Option<Put>), OpsError> {
        let logs = self.store.logs()?;
        if let Some(wanted) = &new.new_log {
            let log = self.begun(wanted, &logs)?;
            let put = Put {
                kind: RecordKind::Log,
                record: log.id,
                verb: "log.added".to_owned(),
                base: None,
                value: json(&log),
                reason: None,
            };
            return Ok((log, Some(put)));
        }
        // What it is linked to lies in its own log, so that log needs no name.
        let linked = match new.links.first() {
            Some((_, other)) => self.store.adr_row(*other)?.map(|row| row.log),
            None => None,
        };
        let meant = match new.log.or(linked) {
            Some(id) => logs.into_iter().find(|log| log.id == id),
            None => the_only(logs)?,
        };
        let log = meant.ok_or_else(|| OpsError::NotFound {
            what: "the log is not in the store any more".to_owned(),
            hint: "`archdeck log list` shows the logs.".to_owned(),
        })?;
        Ok((log, None))
    }

    fn begun(&mut self, wanted: &NewLog, logs: &[DecisionLog]) -> Result<DecisionLog, OpsError> {
        let name = Line::parse(&wanted.name).map_err(|why| OpsError::Refused {
            what: format!("a log cannot have this name: {why}"),
            hint: "Name it in one line.".to_owned(),
        })?;
        let root = place(&wanted.folder)?;
        if let Some(log) = logs.iter().find(|log| log.name == name.as_str()) {
            return Err(OpsError::Refused {
                what: format!("there is a log `{name}` already, it lies in {}", log.root),
                hint: "Leave `--in` out to write into it, or give the new log another name."
                    .to_owned(),
            });
        }
        let lies_there =
            |log: &&DecisionLog| Path::new(&log.root).join(&log.folder) == Path::new(&root);
        if let Some(log) = logs.iter().find(lies_there) {
            return Err(OpsError::Refused {
                what: format!("the log `{}` lies in {root} already", log.name),
                hint: format!("Write into it with `--log {}`.", log.name),
            });
        }
        Ok(DecisionLog {
            id: self.env.record_id(),
            name: name.to_string(),
            root,
            folder: String::new(),
            remote: None,
        })
    }
}

/// The one log of the store.
fn the_only(mut logs: Vec<DecisionLog>) -> Result<Option<DecisionLog>, OpsError> {
    match logs.len() {
        0 => Err(OpsError::NotFound {
            what: "there is no log to write into".to_owned(),
            hint: "`archdeck import PATH` reads one, `archdeck adr new TITLE --log NAME --in DIR` begins one."
                .to_owned(),
        }),
        1 => Ok(logs.pop()),
        _ => {
            let names: Vec<&str> = logs.iter().map(|log| log.name.as_str()).collect();
            Err(OpsError::Refused {
                what: "the store holds several logs, and none was named".to_owned(),
                hint: format!("Name one of {} with `--log NAME`.", names.join(", ")),
            })
        }
    }
}

/// A folder as the system names it; it need not be there yet.
fn place(folder: &Path) -> Result<String, OpsError> {
    let whole = folder
        .canonicalize()
        .or_else(|_| absolute(folder))
        .map_err(|cause| OpsError::File {
            what: "cannot place the log".to_owned(),
            path: folder.display().to_string(),
            cause: cause.to_string(),
        })?;
    if whole.metadata().is_ok_and(|about| !about.is_dir()) {
        return Err(OpsError::Refused {
            what: format!("{} is no folder", whole.display()),
            hint: "Name the folder in which the records of the log shall lie.".to_owned(),
        });
    }
    Ok(whole.display().to_string())
}
