//! A folder with a store, logs in every form, and the templates of a user.

use std::{fs, path::PathBuf};

use archdeck::{
    domain::{adr::Adr, ids::RecordId, link::LinkKind},
    env::Env,
    ops::{
        change::{Change, Done, ImportRequest, NewAdr},
        error::OpsError,
        filter::Filter,
        query::Query,
        view::{NewFormView, View},
        workbench::{Access, Settings, Workbench},
    },
};
use tempfile::TempDir;

/// A folder with a store, a log that was imported, and the templates of a user.
pub struct Stage {
    folder: TempDir,
    pub bench: Workbench,
}

impl Stage {
    /// A store with the log `parcels` of these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let mut stage = Self::empty();
        stage.import("parcels", files);
        stage
    }

    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let env = Env::fixed("2026-11-22T10:20:30Z".parse().unwrap(), "Mina Okafor");
        let settings = Settings {
            templates: Some(folder.path().join("templates")),
            ..Settings::default()
        };
        let store = folder.path().join("store.db");
        let bench = Workbench::open(&store, Access::ReadWrite, env, settings).unwrap();
        Self { folder, bench }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn import(&mut self, log: &str, files: &[(&str, &str)]) {
        for (name, text) in files {
            self.write(&format!("{log}/docs/adr/{name}"), text);
        }
        let request = ImportRequest {
            paths: vec![self.path(log)],
            log: Some(log.to_owned()),
        };
        self.bench.apply(Change::Import(request)).unwrap();
    }

    pub fn log(&self, name: &str) -> RecordId {
        let logs = self.bench.logs().unwrap();
        logs.into_iter().find(|log| log.name == name).unwrap().id
    }

    pub fn apply(&mut self, new: NewAdr) -> Result<Done, OpsError> {
        self.bench.apply(Change::NewAdr(new))
    }

    /// Writes a decision that must be written.
    pub fn written(&mut self, new: NewAdr) -> Written {
        let done = self.apply(new).unwrap();
        let adr = self
            .bench
            .record_without_text(done.made.unwrap())
            .unwrap()
            .adr;
        let text = String::from_utf8(self.bench.record_bytes(adr.id).unwrap()).unwrap();
        Written { done, adr, text }
    }

    pub fn titled(&mut self, title: &str) -> Written {
        self.written(titled(title))
    }

    /// Why a decision is not written, and what to do; nothing is saved.
    pub fn refused(&mut self, new: NewAdr) -> (String, String) {
        let before = self.events();
        let error = self.apply(new).unwrap_err();
        assert_eq!(self.events(), before, "nothing is saved");
        let folder = self.folder.path().display().to_string();
        let told = |text: String| text.replace(&folder, "[FOLDER]");
        (
            told(error.to_string()),
            told(error.hint().unwrap_or_default()),
        )
    }

    pub fn events(&mut self) -> u64 {
        let query = Query::Events {
            before: None,
            record: None,
            limit: 1,
        };
        let Ok(View::Events(view)) = self.bench.answer(query) else {
            panic!("events were asked for");
        };
        view.total
    }

    /// The records of a log.
    pub fn records(&mut self, log: RecordId) -> Vec<RecordId> {
        let Ok(View::Decisions(view)) = self.bench.answer(Query::Decisions(Filter::default()))
        else {
            panic!("the decisions were asked for");
        };
        let of_log = view.rows.iter().filter(|row| row.log == log);
        of_log.map(|row| row.id).collect()
    }

    /// What the text of a record says of others.
    pub fn said(&self, record: RecordId) -> Vec<(LinkKind, Option<RecordId>)> {
        let view = self.bench.record_without_text(record).unwrap();
        let own = view.links.into_iter().filter(|link| link.stated_here);
        own.map(|link| (link.kind, link.target.map(|target| target.id)))
            .collect()
    }

    pub fn form(&mut self) -> NewFormView {
        let Ok(View::NewForm(view)) = self.bench.answer(Query::NewForm) else {
            panic!("a form was asked for");
        };
        view
    }
}

pub struct Written {
    pub done: Done,
    pub adr: Adr,
    pub text: String,
}

pub fn titled(title: &str) -> NewAdr {
    NewAdr {
        title: title.to_owned(),
        ..NewAdr::default()
    }
}

pub fn made_of(template: &str, title: &str) -> NewAdr {
    NewAdr {
        template: Some(template.to_owned()),
        ..titled(title)
    }
}

pub const NYGARD: &str = "# 4. Track parcels\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nMany.\n\n## Decision\n\nOne table.\n\n## Consequences\n\nFew.\n";
pub const MADR_2: &str = "# Track parcels\n\n* Status: accepted\n* Date: 2026-01-02\n\n## Context and Problem Statement\n\nMany.\n\n## Decision Outcome\n\nOne table.\n";
pub const MADR_3: &str = "---\nstatus: accepted\ndate: 2026-01-02\n---\n\n# Track parcels\n\n## Context and Problem Statement\n\nMany.\n\n## Decision Outcome\n\nOne table.\n";
pub const LOG4BRAINS: &str = "# Track parcels\n\n- Status: accepted\n- Tags: tracking\n\n## Context and Problem Statement\n\nMany.\n\n## Decision Outcome\n\nOne table.\n";
pub const MARKDOWN: &str = "# ADR-004: Track parcels\n\n**Status:** Accepted  \n**Date:** 2026-01-02\n\n## Background\n\nMany.\n\n## Decision\n\nOne table.\n";

/// One record of each form of log.
pub const LOGS: [(&str, &str, &str); 5] = [
    ("nygard", "0004-track-parcels.md", NYGARD),
    ("madr-2", "0004-track-parcels.md", MADR_2),
    ("madr-3", "0004-track-parcels.md", MADR_3),
    ("log4brains", "20260102-track-parcels.md", LOG4BRAINS),
    ("markdown", "ADR-004-track-parcels.md", MARKDOWN),
];
