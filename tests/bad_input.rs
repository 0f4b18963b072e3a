//! Stories of input that is broken, hostile or in the way: each ends in a clear sentence and the right exit code, nothing is
//! lost, nothing is half-written, and nothing waits for ever.
#![cfg(unix)]
#![allow(
    clippy::print_stdout,
    reason = "a story this machine cannot tell says why it was skipped"
)]

#[path = "bad_input/arguments.rs"]
mod arguments;
#[path = "bad_input/decisions.rs"]
mod decisions;
#[path = "cli/desk.rs"]
#[allow(dead_code, reason = "the stories of the command line use the rest")]
mod desk;
#[path = "bad_input/editing.rs"]
mod editing;
#[path = "bad_input/exports.rs"]
mod exports;
#[path = "bad_input/files.rs"]
mod files;
#[path = "bad_input/governed.rs"]
mod governed;
#[path = "bad_input/packets.rs"]
mod packets;
#[path = "bad_input/room.rs"]
mod room;
#[path = "bad_input/settings.rs"]
mod settings;
#[path = "bad_input/stores.rs"]
mod stores;
#[path = "bad_input/together.rs"]
mod together;

use std::{
    os::unix::process::ExitStatusExt as _,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use desk::{Answer, Desk};

/// A small record with a number.
fn record(number: u32, title: &str) -> String {
    format!(
        "# {number}. {title}\n\n## Status\n\nProposed\n\n## Context\n\nVans wait at the gate.\n"
    )
}

/// What a command says that must end by itself within ten seconds, and in an exit code of ours.
fn ends(mut command: Command) -> Answer {
    let output = within(&mut command, Duration::from_secs(10));
    let told = Answer {
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        code: output.status.code().unwrap_or_default(),
    };
    let signal = output.status.signal();
    assert_eq!(signal, None, "{command:?}: {}", told.err);
    assert!((0..=3).contains(&told.code), "{command:?}: {}", told.err);
    for word in ["panicked", "backtrace"] {
        assert!(!told.err.contains(word), "{command:?}: {}", told.err);
    }
    told
}

fn within(command: &mut Command, patience: Duration) -> Output {
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    let out = thread::spawn(move || all_of(out.as_mut()));
    let err = thread::spawn(move || all_of(err.as_mut()));
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if begun.elapsed() > patience {
            child.kill().expect("killed");
            child.wait().expect("gone");
            unreachable!("{command:?} does not end");
        }
        thread::sleep(Duration::from_millis(5));
    };
    Output {
        status,
        stdout: out.join().expect("read"),
        stderr: err.join().expect("read"),
    }
}

fn all_of(pipe: Option<&mut impl std::io::Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        pipe.read_to_end(&mut bytes).expect("a pipe");
    }
    bytes
}

/// A command that must be refused with a cause and a hint, and says these words.
fn refused(command: Command, code: i32, words: &[&str]) -> Answer {
    let shown = format!("{command:?}");
    let told = ends(command);
    assert_eq!(told.code, code, "{shown}: {}{}", told.out, told.err);
    assert!(told.err.starts_with("error: "), "{shown}: {}", told.err);
    assert!(told.err.contains("\nhint: "), "{shown}: {}", told.err);
    for word in words {
        assert!(told.err.contains(word), "{shown}: `{word}`: {}", told.err);
    }
    told
}

/// The same command under a limit on the size of files, in blocks of 1,024 bytes.
fn limited(desk: &Desk, blocks: u32, arguments: &[&str]) -> Command {
    let mut limited = Command::new("bash");
    let plain = desk.command(arguments);
    limited
        .args(["-c", &format!("ulimit -f {blocks}; exec \"$@\""), "bash"])
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(plain.get_current_dir().expect("a folder"))
        .stdin(Stdio::null());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
}

fn fifo(path: &Path) {
    let (kind, mode) = (rustix::fs::FileType::Fifo, 0o600.into());
    rustix::fs::mknodat(rustix::fs::CWD, path, kind, mode, 0).expect("a pipe");
}

/// Nothing of ours is left lying about in a folder or below it.
fn no_leftovers(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(!name.starts_with(".archdeck-"), "{name} is left behind");
        if entry.path().is_dir() {
            no_leftovers(&entry.path());
        }
    }
}

/// The store opens, is sound, and takes the next save.
fn goes_on(desk: &Desk) {
    desk.write("next/docs/adr/0001-next.md", record(1, "Go on"));
    desk.run(&["import", "next"]).fine();
    let checks = desk.run(&["doctor"]);
    assert!(!checks.fine().contains("damaged"));
}
