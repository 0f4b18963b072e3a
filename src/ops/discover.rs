//! Finds the decision logs under a path and brings in their files. Walks the disk without following links and refuses what
//! is not an ordinary text file with a word of why. What the files mean is the business of `dialect`.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::{dialect::discovery, domain::finding::Finding};

mod choose;
pub(super) mod content;
mod tree;

use choose::Place;
use tree::Tree;

/// A decision log as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLog {
    /// A name, unique among the logs found together: the repository, with the package or folder where there are several.
    pub name: String,
    /// The place that was asked for.
    pub root: PathBuf,
    /// The folder of the records below `root`, with `/`; empty when they lie in `root` itself.
    pub folder: String,
    /// Its files, sorted by path.
    pub files: Vec<FoundFile>,
    /// Whether these are all of its files; a file that was named by itself says nothing of those beside it.
    pub is_whole: bool,
}

impl FoundLog {
    /// Takes in what was found of the same log another time.
    pub(crate) fn take(&mut self, other: Self) {
        self.files.extend(other.files);
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        self.files.dedup_by(|one, other| one.path == other.path);
        self.is_whole |= other.is_whole;
    }
}

/// A file of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path below the log's folder, with `/`.
    pub path: String,
    /// Its bytes, or why they were not read.
    pub content: Result<Vec<u8>, Finding>,
}

/// Why no log could be looked for or found.
#[derive(Debug, Error)]
pub enum DiscoverError {
    /// The path leads nowhere.
    #[error("{path} does not exist; check the path")]
    Missing {
        /// The path as given.
        path: String,
    },
    /// The path cannot be read.
    #[error("{path} cannot be read ({source}); check its permissions")]
    Unreadable {
        /// The path as given.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is nothing there that reads like a decision log.
    #[error("no decision log found under {path}; name the folder of the records")]
    NothingFound {
        /// The path as given.
        path: String,
    },
}

/// Finds the logs under a repository, a folder of records, or a single file.
///
/// # Errors
/// When the path does not exist, cannot be read, or holds no decision log.
pub fn discover(path: &Path) -> Result<Vec<FoundLog>, DiscoverError> {
    let shown = || path.display().to_string();
    let about = std::fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => DiscoverError::Missing { path: shown() },
        _ => DiscoverError::Unreadable {
            path: shown(),
            source,
        },
    })?;
    if !about.is_dir() {
        return Ok(vec![single_file(path)]);
    }
    std::fs::read_dir(path).map_err(|source| DiscoverError::Unreadable {
        path: shown(),
        source,
    })?;
    let tree = Tree::of(path);
    let places = choose::places(&tree);
    let logs: Vec<FoundLog> = named(path, places)
        .into_iter()
        .map(|(name, place)| log(&tree, name, &place))
        .collect();
    if logs.is_empty() {
        return Err(DiscoverError::NothingFound { path: shown() });
    }
    Ok(logs)
}

fn single_file(path: &Path) -> FoundLog {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let root = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    FoundLog {
        name: repository_of(root).0,
        root: root.to_owned(),
        folder: String::new(),
        files: vec![FoundFile {
            path: name,
            content: if path.file_name().is_some_and(|name| name.to_str().is_some()) {
                content::read(path)
            } else {
                Err(content::name_not_utf8())
            },
        }],
        is_whole: false,
    }
}

fn log(tree: &Tree, name: String, place: &Place) -> FoundLog {
    let files = place.files.iter().map(|entry| FoundFile {
        path: tree::below(&entry.path, &place.folder).to_owned(),
        content: tree.read(entry),
    });
    FoundLog {
        name,
        root: tree.root.clone(),
        folder: place.folder.clone(),
        files: files.collect(),
        is_whole: true,
    }
}

/// Gives each place a name of its own: the repository's, with the package or the telling part of the folder where the log is
/// not the repository's own.
fn named(path: &Path, places: Vec<Place>) -> Vec<(String, Place)> {
    let (repository, below) = repository_of(path);
    let mut taken: Vec<String> = Vec::new();
    let mut named = Vec::new();
    let is_alone = places.len() == 1 && below.is_empty();
    for place in places {
        let folder = joined(&below, &place.folder);
        let short = match (&place.package, telling_part(&folder)) {
            (Some(package), _) => format!("{repository}/{package}"),
            (None, "") => repository.clone(),
            (None, _) if is_alone => repository.clone(),
            (None, told) => format!("{repository}/{told}"),
        };
        let long = format!("{repository}/{folder}");
        let numbered = (2..).map(|count| format!("{long}-{count}"));
        let name = [short, long.clone()]
            .into_iter()
            .chain(numbered)
            .find(|name| !taken.contains(name));
        let name = name.unwrap_or(long);
        taken.push(name.clone());
        named.push((name, place));
    }
    named
}

fn joined(above: &str, below: &str) -> String {
    [above, below]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join("/")
}

/// A folder's path without the parts at its end that only say that decisions lie there: `services/web/docs/adr` tells
/// `services/web`, `docs/adr` tells nothing.
fn telling_part(folder: &str) -> &str {
    let mut told = folder;
    while !told.is_empty() {
        let (before, last) = told.rsplit_once('/').unwrap_or(("", told));
        if !says_little(last) {
            break;
        }
        told = before;
    }
    told
}

fn says_little(part: &str) -> bool {
    ["doc", "docs", "src", "architecture"].contains(&part) || discovery::is_conventional(part)
}

/// The name of the repository that holds the path, and the path below it. Without a repository the folder above the parts
/// that say little stands for it.
fn repository_of(path: &Path) -> (String, String) {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name_of = |folder: &Path| {
        folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let repository = whole
        .ancestors()
        .find(|folder| folder.join(".git").exists())
        .or_else(|| {
            whole
                .ancestors()
                .find(|folder| name_of(folder).is_some_and(|name| !says_little(&name)))
        })
        .unwrap_or(&whole);
    let below = whole.strip_prefix(repository).unwrap_or(Path::new(""));
    let below: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    (
        name_of(repository).unwrap_or_else(|| "decisions".to_owned()),
        below.join("/"),
    )
}
