//! The workbench: one open store, the clock and the user, and what was made of the store's state last. Both faces hold one
//! of it and ask it the same questions.

use std::path::Path;

use crate::{
    domain::{
        digest::Digest,
        ids::{GroupId, RecordId},
        log::DecisionLog,
    },
    env::Env,
    ops::{
        change::{Change, Done},
        error::OpsError,
        exchange::report::ImportReport,
        listing::Listing,
        query::Query,
        reference,
        text_cache::TextCache,
        view::{LogLine, RecordLine, View},
    },
    store::{Current, Group, Put, Store},
};

pub use crate::store::Access;

/// What the user may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// After how many days a proposed decision counts as stuck.
    pub stuck_after_days: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            stuck_after_days: 30,
        }
    }
}

/// Every use case over one store.
#[derive(Debug)]
pub struct Workbench {
    pub(crate) store: Store,
    pub(crate) env: Env,
    pub(crate) settings: Settings,
    pub(crate) texts: TextCache,
    listing: Option<Listing>,
    seen_version: i64,
}

impl Workbench {
    /// Opens the store at `path`, making it where there is none and writing is wanted.
    ///
    /// # Errors
    /// When the store cannot be opened; the message says what to do.
    pub fn open(
        path: &Path,
        access: Access,
        env: Env,
        settings: Settings,
    ) -> Result<Self, OpsError> {
        Self::over(Store::open(path, access)?, env, settings)
    }

    /// A workbench over a store in memory, for tests.
    ///
    /// # Errors
    /// When SQLite cannot give one.
    pub fn in_memory(env: Env) -> Result<Self, OpsError> {
        Self::over(Store::in_memory()?, env, Settings::default())
    }

    fn over(store: Store, env: Env, settings: Settings) -> Result<Self, OpsError> {
        let seen_version = store.data_version()?;
        Ok(Self {
            store,
            env,
            settings,
            texts: TextCache::default(),
            listing: None,
            seen_version,
        })
    }

    /// Whether nothing can be saved: the store lies where this user may only read.
    pub fn is_read_only(&self) -> bool {
        self.store.is_read_only()
    }

    /// Whether another process changed the store since this was asked last.
    pub fn has_changed_outside(&mut self) -> bool {
        let Ok(version) = self.store.data_version() else {
            return false;
        };
        let changed = version != self.seen_version;
        self.seen_version = version;
        if changed {
            self.listing = None;
        }
        changed
    }

    /// Answers a question.
    ///
    /// # Errors
    /// When the record is not there or the store cannot be read.
    pub fn answer(&mut self, query: Query) -> Result<View, OpsError> {
        Ok(match query {
            Query::Home => View::Home(self.home()?),
            Query::Decisions(filter) => View::Decisions(self.listing()?.decisions(&filter)),
            Query::Record { id, width } => View::Record(Box::new(self.record(id, width)?)),
            Query::Source { id } => View::Source(self.source(id)?),
            Query::Jump { text, limit } => View::Jump(self.jump(text, limit)?),
            Query::Search { text, limit } => View::Search(self.search(text, limit)?),
            Query::Events {
                before,
                record,
                limit,
            } => View::Events(self.events(before, record, limit)?),
        })
    }

    /// Does a change.
    ///
    /// # Errors
    /// When a rule refuses it, the state is stale, or the store cannot save. Nothing is half-done.
    pub fn apply(&mut self, change: Change) -> Result<Done, OpsError> {
        match change {
            Change::Import(request) => self
                .import(&request, &mut |_| {})
                .map(|report| imported(&report)),
            Change::EditText(edit) => self.edit_text(edit),
            Change::RemoveLog { name } => self.remove_log(&name),
            Change::Undo => self.undo(),
            Change::Redo => self.redo(),
        }
    }

    /// Finds the record a typed reference means.
    ///
    /// # Errors
    /// When none or more than one answers; the candidates are named.
    pub fn resolve(&self, typed: &str) -> Result<RecordId, OpsError> {
        let names: Vec<_> = self
            .store
            .logs()?
            .into_iter()
            .map(|log| (log.name, log.id))
            .collect();
        let mut found = Vec::new();
        for reference in reference::meant(typed, &names) {
            found = self.store.find(&reference)?;
            if !found.is_empty() {
                break;
            }
        }
        match found.as_slice() {
            [] => Err(OpsError::NotFound {
                what: format!("no decision answers to `{}`", reference::short(typed)),
                hint: "`archdeck adr list` shows them all, `archdeck adr find WORDS` looks for a title.".to_owned(),
            }),
            [one] => Ok(*one),
            many => Err(OpsError::Ambiguous { asked: typed.to_owned(), candidates: self.candidates(many)? }),
        }
    }

    fn candidates(&self, ids: &[RecordId]) -> Result<Vec<String>, OpsError> {
        let logs = self.store.logs()?;
        let mut named = Vec::new();
        for id in ids.iter().take(20) {
            if let Some(adr) = self.store.adr(*id)? {
                let log = logs
                    .iter()
                    .find(|log| log.id == adr.log)
                    .map_or("?", |log| log.name.as_str());
                named.push(reference::exact(log, &adr.path));
            }
        }
        Ok(named)
    }

    /// The logs with their counts, sorted by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn logs(&self) -> Result<Vec<LogLine>, OpsError> {
        let counts = self.store.counts()?;
        let line = |log: DecisionLog| LogLine {
            decisions: counts.of_log(log.id),
            id: log.id,
            name: log.name,
            root: log.root,
            folder: log.folder,
        };
        let mut logs: Vec<_> = self.store.logs()?.into_iter().map(line).collect();
        logs.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(logs)
    }

    /// The list of all decisions, loaded once for a state of the store.
    pub(crate) fn listing(&mut self) -> Result<&mut Listing, OpsError> {
        let listing = match self.listing.take() {
            Some(listing) => listing,
            None => Listing::new(self.store.adr_rows()?, self.logs()?),
        };
        Ok(self.listing.insert(listing))
    }

    /// Saves puts as one action of this user.
    pub(crate) fn save(
        &mut self,
        puts: Vec<Put>,
        blobs: Vec<Vec<u8>>,
    ) -> Result<GroupId, OpsError> {
        self.save_turn(None, puts, blobs)
    }

    /// Saves puts as one action of this user, if nothing was saved since the event `seen`.
    pub(crate) fn save_upon(
        &mut self,
        seen: u64,
        puts: Vec<Put>,
        blobs: Vec<Vec<u8>>,
    ) -> Result<GroupId, OpsError> {
        let group = self.group(None, puts, blobs);
        let id = group.id;
        self.store.save_upon(seen, group)?;
        self.listing = None;
        Ok(id)
    }

    /// Saves puts as one action; `undoes` names the action it takes back.
    pub(crate) fn save_turn(
        &mut self,
        undoes: Option<GroupId>,
        puts: Vec<Put>,
        blobs: Vec<Vec<u8>>,
    ) -> Result<GroupId, OpsError> {
        let group = self.group(undoes, puts, blobs);
        let id = group.id;
        self.store.save(group)?;
        self.listing = None;
        Ok(id)
    }

    fn group(&mut self, undoes: Option<GroupId>, puts: Vec<Put>, blobs: Vec<Vec<u8>>) -> Group {
        Group {
            id: self.env.group_id(),
            at: self.env.now(),
            actor: self.env.actor.clone(),
            undoes,
            puts,
            blobs,
        }
    }

    /// The bytes of a digest.
    pub(crate) fn blob(&self, digest: Digest) -> Result<Vec<u8>, OpsError> {
        self.store.blob(digest)?.ok_or_else(|| OpsError::Refused {
            what: format!("the store has lost the text {}", digest.short()),
            hint: "Run `archdeck doctor`; a backup or the original file still has it.".to_owned(),
        })
    }

    /// A record named for people.
    pub(crate) fn record_line(&self, id: RecordId) -> Result<Option<RecordLine>, OpsError> {
        let logs = self.store.logs()?;
        Ok(self.store.adr(id)?.map(|adr| {
            let log = logs
                .iter()
                .find(|log| log.id == adr.log)
                .map_or("?", |log| log.name.as_str());
            let reference = reference::printed(log, logs.len(), &adr.label());
            RecordLine {
                id,
                reference,
                title: adr.facts.title,
                status: adr.facts.status,
            }
        }))
    }
}

fn imported(report: &ImportReport) -> Done {
    let saved = report.group.is_some();
    let logs: Vec<_> = report.logs.iter().map(|log| log.name.as_str()).collect();
    let word = if saved { "imported" } else { "nothing new in" };
    Done {
        group: report.group,
        summary: format!("{word} {}: {}", logs.join(", "), totals(report)),
        refs: Vec::new(),
        can_undo: saved && report.files().count() <= super::history::UNDO_LIMIT,
    }
}

fn totals(report: &ImportReport) -> String {
    let counts: Vec<_> = report
        .by_state()
        .iter()
        .map(|(state, count)| format!("{count} {}", state.word()))
        .collect();
    counts.join(", ")
}

/// A current value as the type it was saved from.
pub(crate) fn decoded<T: serde::de::DeserializeOwned>(current: &Current) -> Result<T, OpsError> {
    serde_json::from_value(current.value.clone()).map_err(|wrong| OpsError::Refused {
        what: format!("record {} cannot be read: {wrong}", current.id),
        hint: "It may come from a newer version; upgrade, or run `archdeck doctor`.".to_owned(),
    })
}
