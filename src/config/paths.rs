//! Where things lie on this machine, by the rules of the platform: the store among the data, settings in the configuration,
//! the log file and the remembered place in the state. Only names paths; makes nothing.

use std::path::PathBuf;

use directories::ProjectDirs;

/// The paths the program uses unless it is told otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The folder of the store.
    pub data: PathBuf,
    /// The folder of the settings, the keys, the themes and the templates.
    pub config: PathBuf,
    /// The folder of the log file and the remembered place.
    pub state: PathBuf,
}

impl Paths {
    /// The paths of the platform; `None` where the account has no home folder.
    pub fn of_platform() -> Option<Self> {
        let folders = ProjectDirs::from("", "", "archdeck")?;
        Some(Self {
            data: folders.data_dir().to_owned(),
            config: folders.config_dir().to_owned(),
            // Only Linux knows a folder for state; elsewhere it lies beside the data.
            state: folders
                .state_dir()
                .unwrap_or_else(|| folders.data_local_dir())
                .to_owned(),
        })
    }

    /// The store.
    pub fn store(&self) -> PathBuf {
        self.data.join("archdeck.db")
    }

    /// The settings.
    pub fn settings(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The user's own keys.
    pub fn keymap(&self) -> PathBuf {
        self.config.join("keymap.toml")
    }

    /// The user's own themes.
    pub fn themes(&self) -> PathBuf {
        self.config.join("themes")
    }

    /// The user's own packs, rubrics and facts.
    pub fn checklists(&self) -> PathBuf {
        self.config.join("checklists")
    }

    /// The user's own templates for new decisions.
    pub fn templates(&self) -> PathBuf {
        self.config.join("templates")
    }

    /// The log file, written only when it is asked for.
    pub fn log(&self) -> PathBuf {
        self.state.join("archdeck.log")
    }

    /// Where the workbench remembers the last screen.
    pub fn place(&self) -> PathBuf {
        self.state.join("place.toml")
    }
}
