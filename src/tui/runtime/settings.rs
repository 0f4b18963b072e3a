//! What the workbench is started with, and what becomes of the user's files: a line that is not understood is said, and the
//! program starts all the same.

use std::{collections::BTreeMap, env, fs, path::PathBuf, time::Instant};

use chrono::NaiveDate;

use crate::{
    config::small_text,
    tui::{
        app::{Access, Hyperlinks, Memory, Start},
        effect::Problem,
        keymap,
        theme::{self, Named, Theme},
        warning::Warning,
    },
};

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// Unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Never: attributes only.
    Never,
    /// Always.
    Always,
}

/// All the workbench is told by whoever starts it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The name of the store, first in the breadcrumb.
    pub store_name: String,
    /// The theme, by name or as the path of a file; dark where absent.
    pub theme: Option<String>,
    /// Whether only ASCII glyphs and borders are drawn.
    pub ascii: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Whether anything may move without a key.
    pub animation: bool,
    /// When colours are used.
    pub color: Color,
    /// The user's keymap file, where there may be one.
    pub keymap: Option<PathBuf>,
    /// The folder of the user's themes.
    pub themes: Option<PathBuf>,
    /// Where a line for each frame is written.
    pub trace: Option<PathBuf>,
    /// The log a panic points to.
    pub log: Option<PathBuf>,
    /// Where the last place is remembered.
    pub memory: Option<MemoryFile>,
    /// The editor's command line.
    pub editor: String,
    /// The day everything is true for.
    pub as_of: NaiveDate,
    /// When the process began, for the time of the first frame.
    pub started: Option<Instant>,
    /// What was not understood in other files of the user's, said once the workbench is open.
    pub complaints: Vec<String>,
}

impl Settings {
    /// The settings nobody changed.
    pub fn new(store_name: impl Into<String>, as_of: NaiveDate) -> Self {
        Self {
            store_name: store_name.into(),
            theme: None,
            ascii: false,
            mouse: true,
            animation: true,
            color: Color::Auto,
            keymap: None,
            themes: None,
            trace: None,
            log: None,
            memory: None,
            editor: crate::env::editor::command(),
            as_of,
            started: None,
            complaints: Vec::new(),
        }
    }

    pub(super) fn start(&self, size: (u16, u16)) -> (Start, Vec<Problem>) {
        let (keymap, of_keymap) = self.read_keymap();
        let (themes, of_themes) = self.read_themes();
        let mut problems: Vec<_> = self.complaints.iter().map(plain).collect();
        problems.extend(of_keymap.iter().map(plain));
        problems.extend(of_themes.iter().map(plain));
        let theme = self.theme.as_deref().unwrap_or("dark");
        let theme = theme_name(theme);
        if !themes.iter().any(|named| named.name == theme) {
            problems.push(unknown_theme(&theme, &themes));
        }
        let start = Start {
            store_name: self.store_name.clone(),
            keymap,
            theme,
            themes,
            without_colour: self.is_without_colour(),
            ascii: self.ascii,
            mouse: self.mouse,
            hyperlinks: hyperlinks(),
            access: Access::Full,
            as_of: self.as_of,
            size,
            memory: self
                .memory
                .as_ref()
                .map(MemoryFile::read)
                .unwrap_or_default(),
            home: env::home_dir(),
        };
        (start, problems)
    }

    fn is_without_colour(&self) -> bool {
        match self.color {
            Color::Always => false,
            Color::Never => true,
            Color::Auto => env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        }
    }

    /// The keys in force, and what of the user's file was left aside.
    fn read_keymap(&self) -> (keymap::Keymap, Vec<String>) {
        let file = self.keymap.as_deref();
        let (text, unread) = match file.map_or(Ok(None), small_text) {
            Ok(text) => (text, None),
            Err(why) => (None, Some(why)),
        };
        let (keymap, warnings) = keymap::effective(file.zip(text.as_deref()));
        let shown = file
            .map(|file| file.display().to_string())
            .unwrap_or_default();
        let unread =
            unread.map(|why| format!("{shown}: cannot be read ({why}); the default keys hold"));
        let said = unread
            .into_iter()
            .chain(warnings.iter().map(ToString::to_string));
        (keymap, said.collect())
    }

    /// The shipped themes, those of the user's folder, and the file the settings name.
    fn read_themes(&self) -> (Vec<Named>, Vec<Warning>) {
        let folder = self
            .themes
            .as_ref()
            .and_then(|folder| fs::read_dir(folder).ok());
        let mut files: Vec<PathBuf> = folder
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .collect();
        files.sort();
        files.extend(
            self.theme
                .as_ref()
                .map(PathBuf::from)
                .filter(|p| p.is_file()),
        );
        let mut themes = theme::shipped();
        let mut warnings = Vec::new();
        for file in files {
            let Ok(text) = fs::read_to_string(&file) else {
                continue;
            };
            let name = theme_name(&file.to_string_lossy());
            let (theme, of_file) = Theme::read(&file.display().to_string(), &text);
            warnings.extend(of_file);
            themes.retain(|known| known.name != name);
            themes.push(Named {
                name,
                theme: theme.into(),
            });
        }
        (themes, warnings)
    }
}

/// What a theme is called: the stem of its file.
fn theme_name(named: &str) -> String {
    let path = std::path::Path::new(named);
    path.file_stem().map_or_else(
        || named.to_owned(),
        |stem| stem.to_string_lossy().into_owned(),
    )
}

/// The console of Linux and terminals that say nothing of themselves may print what they do not know.
fn hyperlinks() -> Hyperlinks {
    match env::var("TERM").as_deref() {
        Ok("linux" | "dumb" | "") | Err(_) => Hyperlinks::Plain,
        Ok(_) => Hyperlinks::Sent,
    }
}

fn plain(said: &impl ToString) -> Problem {
    Problem {
        message: said.to_string(),
        hint: None,
        ..Problem::default()
    }
}

fn unknown_theme(theme: &str, themes: &[Named]) -> Problem {
    let names: Vec<_> = themes.iter().map(|named| named.name.as_str()).collect();
    Problem::new(
        format!("there is no theme `{theme}`; the dark one is used"),
        format!("There are {}.", names.join(", ")),
    )
}

/// A small file with the last place of every store.
#[derive(Debug, Clone)]
pub struct MemoryFile {
    /// The file.
    pub file: PathBuf,
    /// What this store is called in it: its path.
    pub store: String,
}

impl MemoryFile {
    fn all(&self) -> BTreeMap<String, Memory> {
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        toml::from_str(&text).unwrap_or_default()
    }

    fn read(&self) -> Memory {
        self.all().remove(&self.store).unwrap_or_default()
    }

    /// Writes the place down. A place that cannot be remembered is no reason to complain on the way out.
    pub(super) fn write(&self, memory: &Memory) {
        let mut all = self.all();
        all.insert(self.store.clone(), memory.clone());
        let Ok(text) = toml::to_string(&all) else {
            return;
        };
        if let Some(folder) = self.file.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let fresh = self.file.with_extension("new");
        if fs::write(&fresh, text).is_ok() {
            let _ = fs::rename(&fresh, &self.file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::{action::Action, screen::Place};

    fn settings(folder: &std::path::Path) -> Settings {
        Settings {
            keymap: Some(folder.join("keymap.toml")),
            themes: Some(folder.join("themes")),
            memory: Some(MemoryFile {
                file: folder.join("state/place.toml"),
                store: "/home/mina/a.db".to_owned(),
            }),
            ..Settings::new(
                "payments",
                NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day"),
            )
        }
    }

    #[test]
    fn without_files_it_starts_with_what_is_shipped() {
        let folder = tempfile::tempdir().unwrap();
        let (start, problems) = settings(folder.path()).start((80, 24));
        assert_eq!(problems, []);
        assert_eq!(start.theme, "dark");
        assert_eq!(start.memory.place(), Place::Home);
    }

    #[test]
    fn what_is_wrong_in_the_users_files_is_said_and_it_starts_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("themes")).unwrap();
        fs::write(
            folder.path().join("keymap.toml"),
            "[list]\n\"list.down\" = [\"z\"]\n\"list.open\" = [\"ctrl-i\"]\n",
        )
        .unwrap();
        fs::write(
            folder.path().join("themes/sea.toml"),
            "[tones]\nlink = { fg = \"wet\" }\n",
        )
        .unwrap();
        let settings = Settings {
            theme: Some("forest".to_owned()),
            ..settings(folder.path())
        };
        let (start, problems) = settings.start((80, 24));
        assert_eq!(start.keymap.keys_of(Action::Down), ["z"]);
        assert_eq!(start.keymap.keys_of(Action::Open), ["enter"]);
        let said: Vec<_> = problems.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].contains("keymap.toml:3: `ctrl-i`"), "{said:?}");
        assert!(said[1].contains("sea.toml:2: `wet`"), "{said:?}");
        assert!(said[2].contains("no theme `forest`"), "{said:?}");
        assert!(start.themes.iter().any(|named| named.name == "sea"));
    }

    #[test]
    fn each_store_remembers_its_own_place() {
        let folder = tempfile::tempdir().unwrap();
        let one = settings(folder.path()).memory.unwrap();
        let other = MemoryFile {
            store: "/home/mina/b.db".to_owned(),
            ..one.clone()
        };
        one.write(&Memory::at(Place::Events { record: None }));
        other.write(&Memory::at(Place::Search {
            text: "vector".to_owned(),
        }));
        assert_eq!(one.read().place(), Place::Events { record: None });
        assert_ne!(other.read(), one.read());
        fs::write(&one.file, "not a file of ours [").unwrap();
        assert_eq!(one.read(), Memory::default());
    }
}
