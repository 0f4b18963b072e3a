//! What a command works with: the flags that hold everywhere, the paths, the settings, the way out, and the store once it is
//! needed. Starting it reads one small file and nothing else.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use tempfile::TempDir;

use crate::{
    cli::{
        args::{Color, Globals},
        output::{Output, Printed, tell},
        problem::Problem,
        table::Table,
    },
    config::{self, Complaint, Config, paths::Paths},
    domain::ids::RecordId,
    env::Env,
    ops::workbench::{Access, Settings, Workbench},
};

/// What a command works with.
#[derive(Debug)]
pub struct Desk {
    /// Where data goes.
    pub out: Output,
    /// The settings in force.
    pub config: Config,
    globals: Globals,
    paths: Option<Paths>,
    complaints: Vec<Complaint>,
}

/// Whether a command makes a store where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It reads what is there.
    Existing,
    /// It may begin a new one.
    Any,
}

/// All that the workbench is started with.
#[derive(Debug)]
pub struct Launch {
    /// The store.
    pub store: PathBuf,
    /// Whether nothing may be changed.
    pub access: Access,
    /// The clock, ids and the actor.
    pub env: Env,
    /// What the operations are told.
    pub settings: Settings,
    /// The settings of the user.
    pub config: Config,
    /// What was not understood in them.
    pub complaints: Vec<Complaint>,
    /// The paths of the platform, where there are any.
    pub paths: Option<Paths>,
    /// When colour is used.
    pub color: Color,
    /// The folder of a store that is gone when the workbench is closed.
    pub in_passing: Option<TempDir>,
}

impl Desk {
    /// A desk with the settings read.
    pub(super) fn new(globals: Globals) -> Self {
        let paths = Paths::of_platform();
        let file = globals
            .config
            .clone()
            .or_else(|| paths.as_ref().map(Paths::settings));
        let (config, complaints) = file
            .as_deref()
            .map_or_else(Default::default, |file| settings_of(file, &globals));
        Self {
            out: Output::new(&globals),
            config,
            globals,
            paths,
            complaints,
        }
    }

    /// Says what was not understood in the settings.
    pub(super) fn complain(&self) {
        for complaint in &self.complaints {
            tell(&format!("warning: {complaint}"));
        }
    }

    /// The file of the user's own keys.
    pub fn keymap(&self) -> Option<PathBuf> {
        self.paths.as_ref().map(Paths::keymap)
    }

    /// The folder of the user's own templates.
    pub fn templates(&self) -> Option<PathBuf> {
        self.paths.as_ref().map(Paths::templates)
    }

    /// The folder of the user's own packs, rubrics and facts.
    pub fn checklists(&self) -> Option<PathBuf> {
        self.paths.as_ref().map(Paths::checklists)
    }

    /// The store a command works on: `--store`, else `ARCHDECK_STORE`, else the platform's place.
    pub(super) fn store(&self) -> Result<PathBuf, Problem> {
        if let Some(named) = self.named_store() {
            return Ok(named);
        }
        self.platform().map(Paths::store)
    }

    /// The store somebody named.
    fn named_store(&self) -> Option<PathBuf> {
        let told = || env::var_os("ARCHDECK_STORE").filter(|path| !path.is_empty());
        self.flagged_store().or_else(|| told().map(PathBuf::from))
    }

    /// The store named on this very command line.
    pub(super) fn flagged_store(&self) -> Option<PathBuf> {
        self.globals.store.clone()
    }

    /// The paths of the platform.
    fn platform(&self) -> Result<&Paths, Problem> {
        self.paths.as_ref().ok_or_else(|| {
            Problem::failed(
                "this account has no home folder, so there is no place for a store",
                "Name one with `--store FILE`.",
            )
        })
    }

    /// Opens the store.
    pub(super) fn open(&self, need: Need) -> Result<Workbench, Problem> {
        let store = self.store()?;
        if need == Need::Existing {
            refuse_nothing(&store)?;
        }
        if need == Need::Any && self.access() == Access::ReadWrite && self.named_store().is_none() {
            self.make_data_folder()?;
        }
        let env = Env::system(self.actor()?);
        Ok(Workbench::open(
            &store,
            self.access(),
            env,
            self.settings(),
        )?)
    }

    /// Opens the store where there is one; where none is and none was named on this command line, a file can still be looked at.
    pub(super) fn open_if_there(&self) -> Result<Option<Workbench>, Problem> {
        let is_there = self.store().is_ok_and(|store| store.exists());
        if is_there || self.flagged_store().is_some() {
            return self.open(Need::Existing).map(Some);
        }
        Ok(None)
    }

    /// Opens the store and finds a record in it.
    pub(super) fn find(&self, reference: &str) -> Result<(Workbench, RecordId), Problem> {
        let workbench = self.open(Need::Existing)?;
        let record = workbench.resolve(reference)?;
        Ok((workbench, record))
    }

    /// All that the workbench is started with.
    pub(super) fn launch(self) -> Result<Launch, Problem> {
        let store = self.store()?;
        if self.named_store().is_none() && self.access() == Access::ReadWrite {
            self.make_data_folder()?;
        }
        self.launch_on(store)
    }

    /// The same for another store, in a folder that is there.
    pub(super) fn launch_on(self, store: PathBuf) -> Result<Launch, Problem> {
        Ok(Launch {
            store,
            access: self.access(),
            env: Env::system(self.actor()?),
            settings: self.settings(),
            config: self.config,
            complaints: self.complaints,
            paths: self.paths,
            color: self.globals.color,
            in_passing: None,
        })
    }

    /// Whether the store may be changed.
    pub(super) fn access(&self) -> Access {
        if self.globals.read_only {
            Access::ReadOnly
        } else {
            Access::ReadWrite
        }
    }

    /// What the operations are told.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            stuck_after_days: i64::from(self.config.stuck_after_days),
            ascii: self.config.ascii,
            templates: self.templates(),
            checklists: self.checklists(),
        }
    }

    /// Who acts.
    pub(super) fn actor(&self) -> Result<String, Problem> {
        Ok(config::actor(self.config.me.as_ref())?)
    }

    /// Makes the program's own folder for data, for this account only.
    fn make_data_folder(&self) -> Result<(), Problem> {
        make_private(&self.platform()?.data)
    }

    /// `archdeck where`: which files are used, and whether they are there.
    pub(super) fn print_paths(&mut self) -> Printed {
        let mut lines = vec![path_line("store", &self.store()?)];
        if let Some(paths) = &self.paths {
            let settings = self.globals.config.clone();
            lines.push(path_line(
                "settings",
                &settings.unwrap_or_else(|| paths.settings()),
            ));
            lines.push(path_line("keymap", &paths.keymap()));
            lines.push(path_line("themes", &paths.themes()));
            lines.push(path_line("templates", &paths.templates()));
            lines.push(path_line("checklists", &paths.checklists()));
            lines.push(path_line("log", &paths.log()));
            lines.push(path_line("place", &paths.place()));
        }
        if self.out.is_json {
            return self.out.json(&lines);
        }
        let mut table = Table::new(["WHAT", "IS", "PATH"]);
        for line in &lines {
            let there = if line.exists { "there" } else { "not there" };
            table.push([line.what.into(), there.into(), line.path.as_str().into()]);
        }
        table.print(&mut self.out)
    }
}

/// A path the program uses.
#[derive(Debug, Serialize)]
struct PathLine {
    what: &'static str,
    path: String,
    exists: bool,
}

fn path_line(what: &'static str, path: &Path) -> PathLine {
    PathLine {
        what,
        exists: path.exists(),
        path: path.display().to_string(),
    }
}

/// The settings of a file. One that was named on the command line must be there.
fn settings_of(file: &Path, globals: &Globals) -> (Config, Vec<Complaint>) {
    if globals.config.is_some() && !file.exists() {
        let complaint = Complaint {
            file: file.to_owned(),
            line: 0,
            message: "is not there; the defaults hold".to_owned(),
        };
        return (Config::default(), vec![complaint]);
    }
    config::read(file)
}

/// Looking makes no store: not where nothing is, and not out of an empty file.
fn refuse_nothing(store: &Path) -> Printed {
    let shown = store.display();
    let what = match fs::metadata(store) {
        Ok(about) if about.is_file() && about.len() == 0 => {
            format!("there is no store at {shown}, the file is empty")
        }
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => {
            format!("there is no store at {shown}")
        }
        _ => return Ok(()),
    };
    Err(Problem::failed(
        what,
        "`archdeck import PATH` begins one; `archdeck where` says which store is meant.",
    ))
}

fn make_private(folder: &Path) -> Result<(), Problem> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|cause| {
        Problem::failed(
            format!("the folder {} cannot be made: {cause}", folder.display()),
            "Name another place with `--store FILE`.",
        )
    })
}
