//! A program in a pseudo-terminal, what it shows parsed by vt100, and waiting that is for a screen and never for a time.

use std::{
    fs,
    io::{Read as _, Write as _},
    num::NonZeroU16,
    os::unix::fs::PermissionsExt as _,
    process::Command,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const BINARY: &str = env!("CARGO_BIN_EXE_archdeck");

/// How long a screen may take to come; a slow machine may set more.
fn patience() -> Duration {
    let seconds = std::env::var("ARCHDECK_PTY_SECONDS").ok();
    Duration::from_secs(seconds.and_then(|text| text.parse().ok()).unwrap_or(20))
}

/// A home folder of its own with a store.
pub struct Home {
    folder: tempfile::TempDir,
    store: String,
}

impl Home {
    /// With the store of the demonstration.
    pub fn with_demo() -> Self {
        Self::made(&[])
    }

    /// With so many decisions made up.
    pub fn with_made_up(count: &str) -> Self {
        Self::made(&["--adrs", count])
    }

    /// With a store that is there already.
    pub fn with_store(store: String) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            store,
        }
    }

    fn made(arguments: &[&str]) -> Self {
        let mut home = Self::with_store(String::new());
        home.store = home.file("demo.db");
        home.run("demo", &[&["--no-tui"], arguments].concat());
        home
    }

    /// A command over the store, to its end.
    pub fn run(&self, command: &str, arguments: &[&str]) {
        let done = Command::new(BINARY)
            .args([command, "--store", &self.store])
            .args(arguments)
            .envs(self.environment())
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    }

    /// The path of a file of this home.
    pub fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let folder = self.folder.path().display().to_string();
        vec![
            ("HOME", folder.clone()),
            ("XDG_CONFIG_HOME", format!("{folder}/config")),
            ("XDG_STATE_HOME", format!("{folder}/state")),
            ("XDG_DATA_HOME", format!("{folder}/data")),
            ("ARCHDECK_USER", "Mina Okafor".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
        ]
    }

    /// A script that can be run.
    pub fn script(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.display().to_string()
    }

    /// The workbench with arguments.
    pub fn start_with(&self, arguments: &[&str], (columns, rows): (u16, u16)) -> Session {
        let mut command = CommandBuilder::new(BINARY);
        command.args(["--store", &self.store]);
        command.args(arguments);
        self.prepare(&mut command);
        Session::of(command, columns, rows)
    }

    /// The workbench as the leader of its own session.
    pub fn start(&self, variables: &[(&str, &str)], columns: u16, rows: u16) -> Session {
        let mut command = CommandBuilder::new(BINARY);
        command.args(["--store", &self.store]);
        self.prepare(&mut command);
        for (name, value) in variables {
            command.env(name, value);
        }
        Session::of(command, columns, rows)
    }

    /// The workbench started by an interactive shell.
    pub fn start_in_shell(&self, columns: u16, rows: u16) -> Session {
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "--noprofile", "-i"]);
        self.prepare(&mut command);
        command.env("PS1", "$ ");
        let mut session = Session::of(command, columns, rows);
        session.wait_for("$");
        session.send(&format!("{BINARY} --store {}\r", self.store));
        session
    }

    fn prepare(&self, command: &mut CommandBuilder) {
        for name in [
            "NO_COLOR",
            "VISUAL",
            "EDITOR",
            "ARCHDECK_STORE",
            "ARCHDECK_LOG",
        ] {
            command.env_remove(name);
        }
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.cwd(self.folder.path());
    }
}

/// A running program and its screen.
pub struct Session {
    parser: Arc<Mutex<(vt100::Parser, u64)>>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn std::io::Write + Send>,
    child: Box<dyn Child + Send + Sync>,
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

impl Session {
    fn of(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let parser = Arc::new(Mutex::new((parser, 0)));
        let theirs = Arc::clone(&parser);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let mut parser = theirs.lock().unwrap();
                parser.0.process(&bytes[..count]);
                parser.1 += 1;
            }
        });
        Self {
            parser,
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
        }
    }

    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            ..PtySize::default()
        };
        let mut parser = self.parser.lock().unwrap();
        parser.0.set_size(cells(rows), cells(columns));
        drop(parser);
        self.master.resize(size).unwrap();
    }

    pub fn signal(&self, signal: rustix::process::Signal) {
        let id = self.child.process_id().unwrap() as i32;
        rustix::process::kill_process(rustix::process::Pid::from_raw(id).unwrap(), signal).unwrap();
    }

    pub fn screen(&self) -> vt100::Screen {
        self.parser.lock().unwrap().0.screen().clone()
    }

    pub fn picture(&self) -> String {
        let shown = self.screen().contents();
        let lines: Vec<_> = shown.lines().map(str::trim_end).collect();
        lines.join("\n")
    }

    pub fn wait_until(&self, shown: impl Fn(&vt100::Screen) -> bool) {
        let until = Instant::now() + patience();
        while !shown(&self.screen()) {
            assert!(
                Instant::now() < until,
                "it did not come; this is shown:\n{}",
                self.picture()
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn wait_for(&self, text: &str) {
        self.wait_until(|screen| screen.contents().contains(text));
    }

    /// Waits until nothing came for a while: only then may something be said to be absent.
    pub fn wait_stable(&self) {
        let mut seen = self.parser.lock().unwrap().1;
        let mut quiet = 0;
        while quiet < 15 {
            thread::sleep(Duration::from_millis(20));
            let now = self.parser.lock().unwrap().1;
            quiet = if now == seen { quiet + 1 } else { 0 };
            seen = now;
        }
    }

    /// Waits for the end and gives the exit code.
    pub fn wait_end(&mut self) -> u32 {
        let until = Instant::now() + patience();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                thread::sleep(Duration::from_millis(50)); // the last bytes are on their way
                return status.exit_code();
            }
            assert!(Instant::now() < until, "it runs on:\n{}", self.picture());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
