//! The files and folders under one root as they lie on the disk: one walk, no link followed, no content read.
//! Knows nothing of which folders are logs.

use std::{
    collections::BTreeSet,
    fs::FileType,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use crate::{dialect::discovery, domain::finding::Finding};

use super::content;

/// Folders deeper than this below the root are not entered.
const DEPTH: usize = 16;

/// What lies under a root.
#[derive(Debug)]
pub(super) struct Tree {
    /// The root as given.
    pub root: PathBuf,
    /// Everything named like a text file, sorted by path.
    pub files: Vec<Entry>,
    /// Every folder below the root, the root itself as the empty path, sorted.
    pub folders: Vec<String>,
    /// Configuration files below the root.
    pub configs: Vec<String>,
}

/// Something named like a text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path below the root, with `/`; what is not UTF-8 in it is replaced.
    pub path: String,
    /// Why it is not to be read, where that is known from its name and type.
    pub refused: Option<Finding>,
}

impl Tree {
    /// Walks everything under `root`.
    pub fn of(root: &Path) -> Self {
        let mut tree = Self {
            root: root.to_owned(),
            files: Vec::new(),
            folders: vec![String::new()],
            configs: Vec::new(),
        };
        let walk = WalkDir::new(root)
            .follow_links(false)
            .follow_root_links(true)
            .max_depth(DEPTH)
            .min_depth(1);
        let entered = |entry: &walkdir::DirEntry| {
            !(entry.file_type().is_dir()
                && discovery::is_skipped(&entry.file_name().to_string_lossy()))
        };
        for entry in walk.into_iter().filter_entry(entered) {
            match entry {
                Ok(entry) => tree.add(entry.path(), entry.file_type()),
                Err(error) => tree.add_unreadable(&error),
            }
        }
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        tree.folders.sort();
        tree.configs.sort();
        tree
    }

    fn add(&mut self, path: &Path, kind: FileType) {
        let Some((shown, is_sound)) = self.shown(path) else {
            return;
        };
        if kind.is_dir() {
            self.folders.push(shown.clone());
        }
        if kind.is_file() && discovery::is_config(&shown) {
            self.configs.push(shown.clone());
        }
        if discovery::is_text_file(&shown) {
            self.files.push(Entry {
                path: shown,
                refused: refused(kind, is_sound),
            });
        }
    }

    fn add_unreadable(&mut self, error: &walkdir::Error) {
        let shown = error.path().and_then(|path| self.shown(path));
        let Some((path, _)) = shown.filter(|(path, _)| !path.is_empty()) else {
            return;
        };
        let refused = error.io_error().map_or_else(
            || {
                Finding::new(
                    "unreadable",
                    "the folder leads back into itself; it was left out",
                )
            },
            |error| {
                Finding::new(
                    "unreadable",
                    format!("the folder cannot be read ({error}); check its permissions"),
                )
            },
        );
        self.files.push(Entry {
            path,
            refused: Some(refused),
        });
    }

    /// The path below the root, and whether all of it is UTF-8.
    fn shown(&self, path: &Path) -> Option<(String, bool)> {
        let below = path.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        Some((parts.join("/"), below.to_str().is_some()))
    }

    /// The bytes of a file, or why they are not read.
    pub fn read(&self, entry: &Entry) -> Result<Vec<u8>, Finding> {
        match &entry.refused {
            Some(why) => Err(why.clone()),
            None => content::read(&self.root.join(&entry.path)),
        }
    }

    /// The files in a folder and below it. They stand together, as all are sorted by path.
    pub fn files_below(&self, folder: &str) -> impl Iterator<Item = &Entry> + use<'_> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let first = self
            .files
            .partition_point(|entry| entry.path.as_str() < prefix.as_str());
        self.files
            .iter()
            .skip(first)
            .take_while(move |entry| entry.path.starts_with(&prefix))
    }

    /// The folders that directly hold a file named like a record, or a folder that stands for one.
    pub fn record_folders(&self) -> BTreeSet<&str> {
        let named = self.files.iter().filter(|entry| {
            entry.refused.is_none() && discovery::is_named_like_a_record(&entry.path)
        });
        named
            .map(|entry| {
                let folder = parent(&entry.path);
                let is_folder_record = !discovery::is_named_like_a_record(tail(&entry.path));
                if is_folder_record {
                    parent(folder)
                } else {
                    folder
                }
            })
            .collect()
    }
}

fn refused(kind: FileType, is_sound: bool) -> Option<Finding> {
    if kind.is_symlink() {
        return Some(content::symbolic_link());
    }
    if kind.is_dir() {
        return Some(content::not_ordinary("a folder named like a file"));
    }
    if !kind.is_file() {
        return Some(content::not_ordinary("a device, pipe or socket"));
    }
    (!is_sound).then(content::name_not_utf8)
}

/// Whether a path lies in a folder or below it.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// The path as seen from the folder.
pub(super) fn below<'a>(path: &'a str, folder: &str) -> &'a str {
    path.strip_prefix(folder)
        .unwrap_or(path)
        .trim_start_matches('/')
}

/// The folder of a path; empty for the root.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn tail(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_below_a_folder_are_those_and_no_neighbours() {
        let entry = |path: &str| Entry {
            path: path.to_owned(),
            refused: None,
        };
        let mut files = [
            "a.md",
            "adr!.md",
            "adr.md",
            "adr/1.md",
            "adr/x/2.md",
            "adr0/3.md",
            "adr-b/4.md",
        ]
        .map(entry);
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let tree = Tree {
            root: PathBuf::new(),
            files: files.to_vec(),
            folders: Vec::new(),
            configs: Vec::new(),
        };
        let below = |folder| {
            tree.files_below(folder)
                .map(|entry| entry.path.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(below("adr"), ["adr/1.md", "adr/x/2.md"]);
        assert_eq!(below("adr/x"), ["adr/x/2.md"]);
        assert_eq!(below("elsewhere"), [""; 0]);
        assert_eq!(below("").len(), 7);
    }
}
