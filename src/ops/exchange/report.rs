//! What an import found and did, file by file and in totals: plain data to print.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    domain::{
        adr::{Dialect, Facts},
        finding::Finding,
        ids::GroupId,
        log::FileKind,
        status::Status,
    },
    ops::exchange::{classify::FileState, three_way::ThreeWay},
};

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Files are being read.
    Reading {
        /// Read so far.
        done: usize,
        /// To be read.
        total: usize,
    },
    /// Everything is being saved, whole or not at all.
    Saving {
        /// How many files are saved.
        files: usize,
    },
}

/// An import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The logs that were found.
    pub logs: Vec<LogReport>,
    /// The action that was saved; absent when nothing was new.
    pub group: Option<GroupId>,
}

/// One log of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogReport {
    /// Its name in the store.
    pub name: String,
    /// Where it was found.
    pub root: String,
    /// The folder of its records.
    pub folder: String,
    /// Whether the store did not know it.
    pub is_new: bool,
    /// Its files, sorted by path.
    pub files: Vec<FileReport>,
}

/// One file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The path below the log's folder.
    pub path: String,
    /// What became of it.
    pub state: FileState,
    /// What it is.
    pub kind: FileKind,
    /// Its number, for a record that has one.
    pub number: Option<u32>,
    /// Its title; empty where nothing could be read.
    pub title: String,
    /// Where the decision stands.
    pub status: Status,
    /// How it is written; absent where nothing could be read.
    pub dialect: Option<Dialect>,
    /// Which facts the file does not state or the reader did not understand.
    pub unknown: Vec<String>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Both sides, where it changed on both.
    pub both_sides: Option<ThreeWay>,
}

impl FileReport {
    /// A file that was read.
    pub fn read(path: &str, state: FileState, kind: FileKind, facts: &Facts) -> Self {
        Self {
            path: path.to_owned(),
            state,
            kind,
            number: facts.number.filter(|_| kind == FileKind::Record),
            title: facts.title.clone(),
            status: facts.status,
            dialect: Some(facts.dialect),
            unknown: if kind == FileKind::Record {
                unknown_of(facts)
            } else {
                Vec::new()
            },
            findings: facts.findings.clone(),
            both_sides: None,
        }
    }

    /// A file that could not be read, or is no longer there.
    pub fn bare(path: &str, state: FileState, findings: Vec<Finding>) -> Self {
        Self {
            path: path.to_owned(),
            state,
            kind: FileKind::Other,
            number: None,
            title: String::new(),
            status: Status::Unknown,
            dialect: None,
            unknown: Vec::new(),
            findings,
            both_sides: None,
        }
    }
}

fn unknown_of(facts: &Facts) -> Vec<String> {
    let missing = [
        (facts.status == Status::Unknown, "status"),
        (facts.dates.decided.is_none(), "date"),
        (facts.number.is_none(), "number"),
        (facts.title_from_name, "title"),
        (facts.people.deciders.is_empty(), "deciders"),
    ];
    missing
        .into_iter()
        .filter(|(is_missing, _)| *is_missing)
        .map(|(_, name)| name.to_owned())
        .collect()
}

impl ImportReport {
    /// How many files are in each state.
    pub fn by_state(&self) -> BTreeMap<FileState, usize> {
        count(self.files().map(|file| file.state))
    }

    /// How many records stand where.
    pub fn by_status(&self) -> BTreeMap<Status, usize> {
        count(self.records().map(|file| file.status))
    }

    /// How many records are written how.
    pub fn by_dialect(&self) -> BTreeMap<Dialect, usize> {
        count(self.records().filter_map(|file| file.dialect))
    }

    /// All files of all logs.
    pub fn files(&self) -> impl Iterator<Item = &FileReport> {
        self.logs.iter().flat_map(|log| &log.files)
    }

    /// The records among them.
    pub fn records(&self) -> impl Iterator<Item = &FileReport> {
        self.files().filter(|file| file.kind == FileKind::Record)
    }
}

fn count<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    keys.fold(BTreeMap::new(), |mut counts, key| {
        *counts.entry(key).or_default() += 1;
        counts
    })
}
