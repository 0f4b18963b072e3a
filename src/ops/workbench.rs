//! The workbench: one open store, the clock and the user, and what was made of the store's state last. Both faces hold one
//! of it and ask it the same questions.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;
use tracing::{debug, error, info, warn};

use crate::{
    catalog::Catalog,
    domain::{
        adr::STUCK_AFTER_DAYS,
        digest::Digest,
        ids::{GroupId, RecordId},
        log::DecisionLog,
        pack::Pack,
        text::counted,
    },
    env::Env,
    ops::{
        change::{Change, Done},
        error::OpsError,
        exchange::report::ImportReport,
        listing::Listing,
        query::Query,
        reference::{self, LogNames},
        text_cache::TextCache,
        view::{LogLine, View},
    },
    store::{Current, Group, Put, Standing, Store},
};

pub use crate::store::Access;

/// An answer that took longer is worth a line in the log: a person has noticed it.
const SLOW: Duration = Duration::from_millis(100);
/// The most records that are named where a reference means several.
const CANDIDATES_NAMED: usize = 20;

/// What the user may set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// After how many days a proposed decision counts as stuck.
    pub stuck_after_days: i64,
    /// Whether texts are laid out with ASCII marks and borders only.
    pub ascii: bool,
    /// The folder of the user's own templates, where there is one.
    pub templates: Option<PathBuf>,
    /// The folder of the user's own packs, rubrics and facts, where there is one.
    pub checklists: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            stuck_after_days: STUCK_AFTER_DAYS.into(),
            ascii: false,
            templates: None,
            checklists: None,
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
    pub(crate) catalog: Option<Arc<Catalog>>,
    pub(crate) pinned: HashMap<Digest, Arc<Pack>>,
    /// Lines of systems the store cannot keep, and the last event they were computed after.
    pub(crate) standing_in_memory: (u64, Vec<Standing>),
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
        let began = Instant::now();
        let store = Store::open(path, access).inspect_err(|error| {
            error!(path = %path.display(), %error, "the store cannot be opened");
        })?;
        let took = began.elapsed();
        info!(path = %path.display(), read_only = store.is_read_only(), ?took, "opened the store");
        Self::over(store, env, settings)
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
            texts: TextCache::new(settings.ascii),
            settings,
            catalog: None,
            pinned: HashMap::new(),
            standing_in_memory: (0, Vec::new()),
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
        // Asked again and again while nothing happens: a fault is told by the next question, and here only logged.
        let version = match self.store.data_version() {
            Ok(version) => version,
            Err(error) => {
                warn!(%error, "cannot see whether the store changed");
                return false;
            }
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
        let (name, began) = (query.name(), Instant::now());
        let answer = self.view(query);
        let took = began.elapsed();
        match &answer {
            Err(error) => warn!(question = name, ?took, %error, "no answer"),
            Ok(_) if took > SLOW => warn!(question = name, ?took, "a slow answer"),
            Ok(_) => debug!(question = name, ?took, "answered"),
        }
        answer
    }

    fn view(&mut self, query: Query) -> Result<View, OpsError> {
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
            Query::NewForm => View::NewForm(self.new_form()?),
            Query::Compare { from, to } => View::Compare(Box::new(self.compare(from, to)?)),
            Query::Conflict { record, base, text } => {
                View::Conflict(Box::new(self.conflict(record, base, text)?))
            }
            Query::Packets => View::Packets(self.packets()?),
            Query::Packet { id, width, part } => {
                View::Packet(Box::new(self.packet(id, (width, part))?))
            }
            Query::Verify(source) => View::Verify(Box::new(self.verify_packet(&source)?)),
            Query::Export => View::Export(Box::new(self.export_view()?)),
            Query::DiffPackets { from, to } => {
                View::DiffPackets(Box::new(self.diff_packets(&from, &to)?))
            }
            Query::People => View::People(self.people_view()?),
            Query::Systems { filter } => View::Systems(Box::new(self.systems(&filter)?)),
            Query::System(system) => View::System(Box::new(self.system_view(system)?)),
            Query::Inventory { file, unknown } => {
                View::Inventory(Box::new(self.read_inventory(&file, unknown)?))
            }
            Query::Checklists(system) => View::Checklists(Box::new(self.checklists(system)?)),
            Query::Assessment(id) => View::Assessment(Box::new(self.assessment_view(id)?)),
            Query::MilestoneDiff { from, to } => {
                View::MilestoneDiff(Box::new(self.milestone_diff(from, to)?))
            }
            Query::Upgrade(id) => View::Upgrade(Box::new(self.upgrade_report(id)?)),
            Query::Forms(files) => View::Forms(Box::new(self.read_forms(&files)?)),
            Query::Risk(system) => View::Risk(Box::new(self.risk_view(system)?)),
            Query::WhatIf { system, what_if } => {
                View::WhatIf(Box::new(self.what_if(system, &what_if)?))
            }
            Query::Register(system) => View::Register(Box::new(self.register(system)?)),
            Query::Waivers(system) => View::Waivers(Box::new(self.waivers(system)?)),
            Query::Readiness { system, as_of } => {
                View::Readiness(Box::new(self.readiness(system, as_of)?))
            }
            Query::Library => View::Library(Box::new(self.library()?)),
            Query::Pack(id) => View::Pack(Box::new(self.pack_view(&id)?)),
            Query::Matrices => View::Matrices(Box::new(self.matrices()?)),
            Query::Matrix(id) => View::Matrix(Box::new(self.matrix_view(id)?)),
        })
    }

    /// Does a change.
    ///
    /// # Errors
    /// When a rule refuses it, the state is stale, or the store cannot save. Nothing is half-done.
    pub fn apply(&mut self, change: Change) -> Result<Done, OpsError> {
        self.done(change)
            .inspect_err(|error| warn!(%error, "a change was refused"))
    }

    fn done(&mut self, change: Change) -> Result<Done, OpsError> {
        match change {
            Change::Import(request) => {
                let report = self.import(&request, &mut |_| {})?;
                let can_undo = self.can_take_back(report.group)?;
                Ok(imported(&report, can_undo))
            }
            Change::EditText(edit) => self.edit_text(edit),
            Change::NewAdr(new) => self.new_adr(&new),
            Change::Step(step) => self.step(&step),
            Change::Facts(edit) => self.edit_facts(&edit),
            Change::Tag(tags) => self.tag(&tags),
            Change::Link(link) => self.link(&link),
            Change::Comment { record, text } => self.comment(record, &text),
            Change::SettleComment { comment, settled } => self.settle_comment(comment, settled),
            Change::Discard { record, base } => self.discard(record, base),
            Change::BuildPacket(request) => self.build_packet(&request),
            Change::FreezePacket { packet } => self.freeze_packet(packet),
            Change::DiscardPacket { packet } => self.discard_packet(packet),
            Change::ExportPacket(export) => self.export_packet(&export),
            Change::Export(plan) => self.exported(&plan),
            Change::RemoveLog { name } => self.remove_log(&name),
            Change::Person(change) => self.person_change(&change),
            Change::System(change) => self.system_change(&change),
            Change::Assess(change) => self.assess(change),
            Change::Tier(change) => self.tier_change(change),
            Change::Risk(change) => self.risk_change(change),
            Change::Waiver(change) => self.waiver_change(change),
            Change::Readiness(change) => self.readiness_change(change),
            Change::Matrix(change) => self.matrix_change(change),
            Change::Undo => self.undo(),
            Change::Redo => self.redo(),
        }
    }

    /// Finds the record a typed reference means.
    ///
    /// # Errors
    /// When none or more than one answers; the candidates are named.
    pub fn resolve(&self, typed: &str) -> Result<RecordId, OpsError> {
        let names = self.log_names()?;
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
            many => Err(OpsError::Ambiguous {
                asked: typed.to_owned(),
                candidates: self.candidates(many, &names)?,
            }),
        }
    }

    fn candidates(&self, ids: &[RecordId], names: &LogNames) -> Result<Vec<String>, OpsError> {
        let mut candidates = Vec::new();
        for id in ids.iter().take(CANDIDATES_NAMED) {
            let Some(adr) = self.store.adr(*id)? else {
                continue;
            };
            let short = names.printed(adr.log, &adr.label());
            let is_enough = reference::meant(&short, names)
                .iter()
                .map(|meant| self.store.find(meant))
                .find(|found| found.as_ref().is_ok_and(|found| !found.is_empty()));
            candidates.push(match is_enough {
                Some(Ok(found)) if found == [*id] => short,
                _ => reference::exact(names.of(adr.log), &adr.path),
            });
        }
        Ok(candidates)
    }

    /// The names of the logs as they are now.
    pub(crate) fn log_names(&self) -> Result<LogNames, OpsError> {
        let logs = self.store.logs()?;
        Ok(logs.into_iter().map(|log| (log.id, log.name)).collect())
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
        let began = Instant::now();
        let saved = self.store.save(group)?;
        let took = began.elapsed();
        info!(group = %id, events = saved.events(), ?took, "saved an action");
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

    /// How a record is printed; its id when it is gone.
    pub(crate) fn called(&self, id: RecordId) -> Result<String, OpsError> {
        let row = self.store.adr_row(id)?;
        let Some(row) = row else {
            return Ok(id.to_string());
        };
        Ok(self.log_names()?.printed(row.log, &row.label))
    }
}

fn imported(report: &ImportReport, can_undo: bool) -> Done {
    let (totals, logs) = (totals(report), logs_of(report));
    let summary = match report.group {
        Some(_) => format!("imported {totals} of {logs}"),
        None => format!("nothing new in {logs}: {totals}"),
    };
    Done {
        group: report.group,
        summary,
        refs: Vec::new(),
        made: None,
        can_undo,
    }
}

/// The first log by its name, the others by their number.
fn logs_of(report: &ImportReport) -> String {
    let first = report
        .logs
        .first()
        .map_or("no log", |log| log.name.as_str());
    match report.logs.len().saturating_sub(1) as u64 {
        0 => first.to_owned(),
        others => format!("{first} and {}", counted(others, "other log", "other logs")),
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
pub(crate) fn decoded<T: DeserializeOwned>(current: &Current) -> Result<T, OpsError> {
    T::deserialize(&current.value).map_err(|wrong| OpsError::Refused {
        what: format!("record {} cannot be read: {wrong}", current.id),
        hint: "It may come from a newer version; upgrade, or run `archdeck doctor`.".to_owned(),
    })
}

/// The bytes of a digest.
pub(crate) fn kept_text(store: &Store, digest: Digest) -> Result<Vec<u8>, OpsError> {
    store.blob(digest)?.ok_or_else(|| OpsError::Refused {
        what: format!("the store has lost the text {}", digest.short()),
        hint: "Run `archdeck doctor`; a backup or the original file still has it.".to_owned(),
    })
}
