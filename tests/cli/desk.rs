//! A folder with a home, a store and small decision logs in it, and the binary run against them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A place to work in.
pub struct Desk {
    folder: TempDir,
    /// Who acts.
    pub user: &'static str,
}

/// What a command came to.
pub struct Answer {
    /// What it printed.
    pub out: String,
    /// What it said beside.
    pub err: String,
    /// Its exit code.
    pub code: i32,
}

impl Answer {
    /// The answer of a command that must go well.
    pub fn fine(self) -> String {
        assert_eq!(self.code, 0, "stdout: {}\nstderr: {}", self.out, self.err);
        self.out
    }

    /// The printed JSON of a command that must go well.
    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.fine()).expect("stdout is JSON")
    }
}

impl Desk {
    /// An empty place.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        fs::create_dir(folder.path().join("home")).expect("a home");
        Self {
            folder,
            user: "Mina Okafor",
        }
    }

    /// A place where the log `parcels` is imported.
    pub fn with_parcels() -> Self {
        let desk = Self::new();
        parcels(&desk.path("parcels"));
        desk.run(&["import", "parcels"]).fine();
        desk
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command, to be run with other wishes.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_archdeck"));
        for variable in [
            "NO_COLOR",
            "VISUAL",
            "EDITOR",
            "ARCHDECK_LOG",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "COLUMNS",
        ] {
            command.env_remove(variable);
        }
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.path("home"))
            .env("ARCHDECK_STORE", self.path("store.db"))
            .env("ARCHDECK_USER", self.user)
            .env("TMPDIR", self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command.
    pub fn run(&self, arguments: &[&str]) -> Answer {
        answer(&self.command(arguments).output().expect("the binary starts"))
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        write(&self.path(name), text);
    }
}

/// What a process printed and said.
pub fn answer(output: &Output) -> Answer {
    Answer {
        out: String::from_utf8(output.stdout.clone()).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr.clone()).expect("stderr is UTF-8"),
        code: output.status.code().expect("no signal"),
    }
}

/// Writes a file, with the folders above it.
pub fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
    fs::write(path, text).expect("the file");
}

/// A small log in two dialects, with an index beside the records.
pub fn parcels(root: &Path) {
    let folder = root.join("docs/adr");
    for (name, text) in PARCELS {
        write(&folder.join(name), text);
    }
}

/// The files of the log `parcels`.
pub const PARCELS: [(&str, &str); 5] = [
    (
        "0001-track-parcels-in-one-table.md",
        include_str!("fixtures/0001-track-parcels-in-one-table.md"),
    ),
    (
        "0002-cache-depot-distances.md",
        include_str!("fixtures/0002-cache-depot-distances.md"),
    ),
    (
        "0003-split-tracking-by-region.md",
        include_str!("fixtures/0003-split-tracking-by-region.md"),
    ),
    (
        "0004-score-late-parcels-overnight.md",
        include_str!("fixtures/0004-score-late-parcels-overnight.md"),
    ),
    ("README.md", include_str!("fixtures/README.md")),
];

/// Compares with the stored picture; ids, digests, times and the temporary folder are told by their kind alone.
pub fn picture(desk: &Desk, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    let real = fs::canonicalize(desk.folder.path()).expect("the folder");
    settings.add_filter(&real.display().to_string(), "[FOLDER]");
    settings.add_filter(&desk.folder.path().display().to_string(), "[FOLDER]");
    settings.add_filter(
        "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
        "[ID]",
    );
    settings.add_filter("sha256:[0-9a-f]{64}", "[DIGEST]");
    settings.add_filter("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "[MOMENT]");
    settings.add_filter(
        "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{5}Z",
        "[MINUTE]          ",
    );
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
