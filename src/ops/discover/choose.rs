//! Which folders of a tree are decision logs: those a configuration file names, those with a conventional name, and those
//! whose files are named like records and read like decisions. Reads contents only to settle the last question.

use std::path::Path;

use crate::dialect::{self, discovery};

use super::{
    content,
    tree::{Entry, Tree, is_below, parent},
};

/// A folder that is a log, with its files.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder below the root.
    pub folder: String,
    /// The package whose log it is.
    pub package: Option<String>,
    /// Its files, sorted by path.
    pub files: Vec<Entry>,
}

/// A folder that is to be a log, and how much of what lies below belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Root {
    folder: String,
    package: Option<String>,
    reach: Reach,
}

impl Root {
    /// A folder with everything below it.
    fn whole(folder: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            package: None,
            reach: Reach::Everything,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Everything below.
    Everything,
    /// Its own files, and the folders below that hold records: the rest of a repository is not the log's.
    Records,
}

/// The logs of a tree, in the order of their folders.
pub(super) fn places(tree: &Tree) -> Vec<Place> {
    let mut roots = configured(tree);
    add_conventional(tree, &mut roots);
    add_by_names(tree, &mut roots);
    if roots.is_empty()
        && tree
            .files
            .iter()
            .any(|entry| reads_like_a_decision(tree, entry))
    {
        roots.push(Root::whole(""));
    }
    roots.sort_by(|a, b| a.folder.cmp(&b.folder));
    let all: Vec<Place> = roots.iter().map(|root| place(tree, root, &roots)).collect();
    all.into_iter()
        .filter(|place| !place.files.is_empty())
        .collect()
}

/// The files of a log: those below its folder that are not in a log of their own.
fn place(tree: &Tree, root: &Root, roots: &[Root]) -> Place {
    let inner: Vec<&str> = roots
        .iter()
        .map(|other| other.folder.as_str())
        .filter(|other| *other != root.folder && is_below(other, &root.folder))
        .collect();
    let holders = match root.reach {
        Reach::Everything => None,
        Reach::Records => Some(tree.record_folders()),
    };
    let belongs = |entry: &&Entry| {
        let folder = parent(&entry.path);
        let reached = holders.as_ref().is_none_or(|holders| {
            folder == root.folder || holders.contains(folder) || holders.contains(parent(folder))
        });
        reached && !inner.iter().any(|other| is_below(&entry.path, other))
    };
    Place {
        folder: root.folder.clone(),
        package: root.package.clone(),
        files: tree
            .files_below(&root.folder)
            .filter(belongs)
            .cloned()
            .collect(),
    }
}

/// The folders that configuration files below the root name, and those above it that name the root or a folder in it.
fn configured(tree: &Tree) -> Vec<Root> {
    let mut roots: Vec<Root> = Vec::new();
    for config in &tree.configs {
        let Some(content) = content::text(&tree.root.join(config)) else {
            continue;
        };
        for named in discovery::folders_named(config, &content) {
            if let Some(folder) = joined(parent(config), &named.folder) {
                let package = named.package;
                let root = Root {
                    package,
                    ..Root::whole(&folder)
                };
                add(tree, &mut roots, root);
            }
        }
    }
    for (folder, package) in named_from_above(&tree.root) {
        let root = Root {
            package,
            ..Root::whole(&folder)
        };
        add(tree, &mut roots, root);
    }
    roots
}

fn add(tree: &Tree, roots: &mut Vec<Root>, root: Root) {
    let exists = tree.folders.contains(&root.folder);
    let is_known = roots.iter().any(|known| known.folder == root.folder);
    if exists && !is_known && tree.files_below(&root.folder).next().is_some() {
        roots.push(root);
    }
}

/// `folder` seen from `base`; `None` where it leads out of the tree.
fn joined(base: &str, folder: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in folder
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
    {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

/// What configuration files between the root and the top of its repository say about the root and what is in it.
fn named_from_above(root: &Path) -> Vec<(String, Option<String>)> {
    let Ok(whole) = root.canonicalize() else {
        return Vec::new();
    };
    if whole.join(".git").exists() || !whole.ancestors().any(|folder| folder.join(".git").exists())
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    for above in whole.ancestors().skip(1) {
        let names = [
            ".adr-dir",
            "adrs.toml",
            ".log4brains.yml",
            "adr.config.json",
            ".adr.json",
            ".adr",
            ".adrpy.json",
            "catalog-info.yaml",
        ];
        for name in names {
            let Some(content) = content::text(&above.join(name)) else {
                continue;
            };
            for named in discovery::folders_named(name, &content) {
                let target = above.join(&named.folder);
                if let Ok(below) = target.strip_prefix(&whole) {
                    found.push((below.to_string_lossy().replace('\\', "/"), named.package));
                }
            }
        }
        if above.join(".git").exists() {
            break;
        }
    }
    found
}

/// The outermost folders with a conventional name.
fn add_conventional(tree: &Tree, roots: &mut Vec<Root>) {
    let mut outermost: Vec<&str> = Vec::new();
    for folder in tree
        .folders
        .iter()
        .filter(|folder| discovery::is_conventional(folder))
    {
        let is_inside = outermost.iter().any(|outer| is_below(folder, outer))
            || roots
                .iter()
                .any(|root| !root.folder.is_empty() && is_below(folder, &root.folder));
        if !is_inside {
            outermost.push(folder);
        }
    }
    for folder in outermost {
        add(tree, roots, Root::whole(folder));
    }
}

/// The outermost other folders whose files are named like records and of which at least one reads like a decision.
fn add_by_names(tree: &Tree, roots: &mut Vec<Root>) {
    let holders = tree.record_folders();
    let mut chosen: Vec<Root> = Vec::new();
    for folder in holders {
        let covers = |root: &Root| folder == root.folder || is_below(folder, &root.folder);
        if roots.iter().chain(&chosen).any(covers) {
            continue;
        }
        let own = tree
            .files_below(folder)
            .filter(|entry| parent(&entry.path) == folder || parent(parent(&entry.path)) == folder);
        if own
            .take(200)
            .any(|entry| reads_like_a_decision(tree, entry))
        {
            // Records at the top of a repository do not make all of it a log.
            let holds_more = !roots.is_empty() || tree.folders.len() > 1;
            let reach = if folder.is_empty() && holds_more {
                Reach::Records
            } else {
                Reach::Everything
            };
            chosen.push(Root {
                reach,
                ..Root::whole(folder)
            });
        }
    }
    roots.extend(chosen);
}

fn reads_like_a_decision(tree: &Tree, entry: &Entry) -> bool {
    tree.read(entry).is_ok_and(|bytes| {
        let path = entry.path.as_str();
        dialect::read(path, &bytes)
            .iter()
            .any(dialect::reads_like_a_decision)
    })
}
