//! A folder of small logs, a workbench over them, and words for what is done in a story.

use std::{fs, path::Path};

use archdeck::{
    dialect,
    domain::{
        adr::Adr, ids::RecordId, link::LinkKind, log::FileKind, status::Status, time::Timestamp,
    },
    env::Env,
    ops::{
        change::{Change, Done, ImportRequest, LinkChange, Step},
        error::OpsError,
        view::{LinkLine, RecordView},
        workbench::{Access, Settings, Workbench},
    },
};
use tempfile::TempDir;

/// A workbench over imported logs.
pub struct Desk {
    _folder: TempDir,
    pub bench: Workbench,
}

/// A log as a folder: its name and its files.
pub type Log<'a> = (&'a str, &'a [(&'a str, String)]);

/// One that acts at a fixed moment.
pub fn env(actor: &str) -> Env {
    let now: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
    Env::fixed(now, actor)
}

/// A record in the Nygard form.
pub fn nygard(number: u32, title: &str, status: &str) -> String {
    format!(
        "# {number}. {title}\n\nDate: 2026-01-{number:02}\n\n## Status\n\n{status}\n\n## Context\n\nThe belt stops twice a day.\n\n## Decision\n\nWe {}.\n\n## Consequences\n\nFewer stops.\n",
        title.to_lowercase()
    )
}

/// A record in the form of MADR 3.
pub fn madr(title: &str, status: &str) -> String {
    format!(
        "---\nstatus: {status}\ndate: 2026-02-03\ndecision-makers: [Ann Lee]\ntags: [belt]\n---\n\n# {title}\n\n## Context and Problem Statement\n\nWho sorts the parcels at night?\n\n## Considered Options\n\n* Robots\n* People\n\n## Decision Outcome\n\nChosen option: \"Robots\", because nights are long.\n"
    )
}

/// A record in the form of log4brains.
pub fn log4brains(title: &str, status: &str) -> String {
    format!(
        "# {title}\n\n- Status: {status}\n- Deciders: Ann Lee, Ben Ray\n- Date: 2026-03-04\n- Tags: belt, night\n\n## Context and Problem Statement\n\nThe scanner is slow.\n\n## Decision Outcome\n\nChosen option: \"Buy two\", because one is slow.\n"
    )
}

/// A file of a log: `(name, text)`.
pub fn file(name: &'static str, text: String) -> (&'static str, String) {
    (name, text)
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

impl Desk {
    /// A workbench in memory with one log called `belt`.
    pub fn of(files: &[(&str, String)]) -> Self {
        Self::with(&[("belt", files)])
    }

    /// The same for files that are no sound text.
    pub fn of_bytes(files: &[(&str, Vec<u8>)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Workbench::in_memory(env("mina")).unwrap();
        for (name, bytes) in files {
            write(&folder.path().join("belt/docs/adr").join(name), bytes);
        }
        import(&mut bench, folder.path(), "belt");
        Self {
            _folder: folder,
            bench,
        }
    }

    /// A workbench in memory with several logs.
    pub fn with(logs: &[Log<'_>]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Workbench::in_memory(env("mina")).unwrap();
        import_all(&mut bench, folder.path(), logs);
        Self {
            _folder: folder,
            bench,
        }
    }

    /// A workbench over a store file, and another one of another person over the same file.
    pub fn shared(files: &[(&str, String)]) -> (Self, Workbench) {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store.db");
        let open = |actor| {
            Workbench::open(&store, Access::ReadWrite, env(actor), Settings::default()).unwrap()
        };
        let mut bench = open("mina");
        import_all(&mut bench, folder.path(), &[("belt", files)]);
        let other = open("lee");
        (
            Self {
                _folder: folder,
                bench,
            },
            other,
        )
    }

    pub fn id(&self, reference: &str) -> RecordId {
        self.bench.resolve(reference).unwrap()
    }

    pub fn record(&self, reference: &str) -> RecordView {
        self.bench.record_without_text(self.id(reference)).unwrap()
    }

    pub fn adr(&self, reference: &str) -> Adr {
        self.record(reference).adr
    }

    pub fn status(&self, reference: &str) -> Status {
        self.adr(reference).facts.status
    }

    pub fn text(&self, reference: &str) -> String {
        let bytes = self.bench.record_bytes(self.id(reference)).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// The verbs of the newest events of a record, newest first.
    pub fn verbs(&self, reference: &str) -> Vec<String> {
        let history = self.record(reference).history;
        history.into_iter().map(|event| event.verb).collect()
    }

    /// The link of a record to another one that says this.
    pub fn link(&self, from: &str, kind: LinkKind, to: &str) -> Option<LinkLine> {
        let to = self.id(to);
        self.record(from)
            .links
            .into_iter()
            .find(|link| link.kind == kind && link.target.as_ref().is_some_and(|t| t.id == to))
    }

    pub fn step(&mut self, references: &[&str], to: Status) -> Result<Done, OpsError> {
        let step = self.step_of(references, to);
        self.bench.apply(Change::Step(step))
    }

    pub fn step_of(&self, references: &[&str], to: Status) -> Step {
        Step {
            records: references
                .iter()
                .map(|reference| (self.id(reference), None))
                .collect(),
            to,
            reason: None,
            deciders: Vec::new(),
            on: None,
        }
    }

    pub fn relate(&mut self, from: &str, kind: LinkKind, to: &str) -> Result<Done, OpsError> {
        self.change_link((from, kind, to), true)
    }

    pub fn unrelate(&mut self, from: &str, kind: LinkKind, to: &str) -> Result<Done, OpsError> {
        self.change_link((from, kind, to), false)
    }

    fn change_link(
        &mut self,
        (from, kind, to): (&str, LinkKind, &str),
        stated: bool,
    ) -> Result<Done, OpsError> {
        let change = LinkChange {
            from: self.id(from),
            kind,
            to: self.id(to),
            stated,
            reason: None,
        };
        self.bench.apply(Change::Link(change))
    }

    pub fn undo(&mut self) -> Done {
        self.bench.apply(Change::Undo).unwrap()
    }

    pub fn redo(&mut self) -> Done {
        self.bench.apply(Change::Redo).unwrap()
    }

    /// Fails where what is known of a record is not what its text says.
    pub fn knows_what_is_written(&self, references: &[&str]) {
        for reference in references {
            let adr = self.adr(reference);
            let bytes = self.bench.record_bytes(adr.id).unwrap();
            let read = dialect::read(&adr.path, &bytes)
                .into_iter()
                .find(|read| read.kind == FileKind::Record)
                .unwrap();
            assert_eq!(adr.facts, read.facts, "{reference}");
        }
    }
}

/// What a refusal says, and what it says to do.
pub fn refused(answer: Result<Done, OpsError>) -> (String, String) {
    let error = answer.unwrap_err();
    (error.to_string(), error.hint().unwrap_or_default())
}

fn import_all(bench: &mut Workbench, root: &Path, logs: &[Log<'_>]) {
    for (log, files) in logs {
        for (name, text) in *files {
            let path = root.join(log).join("docs/adr").join(name);
            write(&path, text.as_bytes());
        }
        import(bench, root, log);
    }
}

fn import(bench: &mut Workbench, root: &Path, log: &str) {
    let request = ImportRequest {
        paths: vec![root.join(log)],
        log: Some(log.to_owned()),
    };
    bench.import(&request, &mut |_| {}).unwrap();
}
