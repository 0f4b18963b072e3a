//! The `archdeck` binary: reads what was typed, chooses the face, says what went wrong and what to do next, and ends the
//! process with the exit code that says it to a script. Nothing else ends it.

use std::{
    env,
    fs::{self, File},
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, atomic::AtomicBool},
    time::Instant,
};

use archdeck::{
    cli::{
        self, Desk, KeyLine, Launch, Next,
        args::Color,
        output,
        problem::{Exit, Problem},
    },
    config::{paths::Paths, small_text},
    ops::workbench::Workbench,
    tui::{keymap, runtime},
};
use tracing_subscriber::EnvFilter;

fn main() {
    let exit = start().unwrap_or_else(|problem| {
        output::report(&problem);
        problem.exit()
    });
    std::process::exit(exit as i32);
}

/// What is known before anything is opened.
struct Began {
    at: Instant,
    trace: Option<PathBuf>,
}

fn start() -> Result<Exit, Problem> {
    let at = Instant::now();
    fail_at_a_size_limit();
    let invocation = cli::parse(env::args_os())?;
    log_when_asked();
    let began = Began {
        at,
        trace: invocation.globals.trace.clone(),
    };
    match cli::run(invocation)? {
        Next::End(exit) => Ok(exit),
        Next::Workbench(launch) => open_workbench(*launch, began),
        Next::Keys(mut desk) => print_keys(&mut desk).map(|()| Exit::Fine),
    }
}

/// A write past a limit on the size of files is to fail like any other, with a sentence, not to end the process.
fn fail_at_a_size_limit() {
    #[cfg(unix)]
    {
        let noted = Arc::new(AtomicBool::new(false));
        // Where the signal cannot be taken the process ends as it would have.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, noted);
    }
}

/// Prints the keys in force. They belong to the workbench, the printing to the command line.
fn print_keys(desk: &mut Desk) -> Result<(), Problem> {
    let file = desk.keymap();
    let text = file
        .as_deref()
        .map_or(Ok(None), small_text)
        .unwrap_or_else(|why| {
            let shown = file.as_deref().unwrap_or(Path::new("")).display();
            output::tell(&format!(
                "warning: {shown}: cannot be read ({why}); the default keys hold"
            ));
            None
        });
    let user = file.as_deref().zip(text.as_deref());
    let (keymap, warnings) = keymap::effective(user);
    for warning in warnings {
        output::tell(&format!("warning: {warning}"));
    }
    let lines: Vec<_> = keymap
        .rows()
        .into_iter()
        .map(|row| KeyLine {
            scope: row.scope.to_owned(),
            action: row.action.id().to_owned(),
            keys: row.keys,
            about: row.action.about().to_owned(),
        })
        .collect();
    cli::print_keys(desk, &lines)
}

/// Starts the workbench on this terminal, if it is one.
fn open_workbench(launch: Launch, began: Began) -> Result<Exit, Problem> {
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if !is_terminal || env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(Problem::usage(
            "the workbench needs a terminal, and this is none",
            "Everything it can do is a command too: `archdeck --help` lists them.",
        ));
    }
    let settings = settings_of(&launch, began);
    let workbench = Workbench::open(&launch.store, launch.access, launch.env, launch.settings)?;
    runtime::run(Box::new(workbench), settings).map_err(|error| {
        Problem::failed(
            format!("{error:#}"),
            "`archdeck --help` lists the commands.",
        )
    })?;
    Ok(Exit::Fine)
}

/// What the workbench is told of the user's settings and of the paths of the platform.
fn settings_of(launch: &Launch, began: Began) -> runtime::Settings {
    let store = fs::canonicalize(&launch.store).unwrap_or_else(|_| launch.store.clone());
    let name = store
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let paths = launch.paths.as_ref();
    runtime::Settings {
        theme: launch.config.theme.clone(),
        ascii: launch.config.ascii,
        mouse: launch.config.mouse,
        animation: launch.config.animation,
        color: match launch.color {
            Color::Auto => runtime::Color::Auto,
            Color::Always => runtime::Color::Always,
            Color::Never => runtime::Color::Never,
        },
        keymap: paths.map(Paths::keymap),
        themes: paths.map(Paths::themes),
        trace: began.trace,
        log: paths.map(Paths::log).filter(|log| log.exists()),
        memory: paths
            .filter(|_| launch.in_passing.is_none())
            .map(|paths| runtime::MemoryFile {
                file: paths.place(),
                store: store.display().to_string(),
            }),
        started: Some(began.at),
        complaints: launch.complaints.iter().map(ToString::to_string).collect(),
        ..runtime::Settings::new(name, launch.env.today())
    }
}

/// Writes what the workbench is asked and does to the log file, only when `ARCHDECK_LOG` says how much of it: `info` for
/// stores, changes and faults, `debug` for every question. A file that cannot be written is said and is no reason to stop.
fn log_when_asked() {
    let wanted = env::var("ARCHDECK_LOG").ok();
    let Some(levels) = wanted.filter(|levels| !levels.is_empty()) else {
        return;
    };
    let filter = match EnvFilter::try_new(&levels) {
        Ok(filter) => filter,
        Err(wrong) => {
            output::tell(&format!(
                "warning: ARCHDECK_LOG=`{levels}`: {wrong}; try `info` or `debug`"
            ));
            return;
        }
    };
    let Some(path) = Paths::of_platform().map(|paths| paths.log()) else {
        return;
    };
    match log_file(&path) {
        Ok(file) => tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(false)
            .with_writer(Mutex::new(file))
            .init(),
        Err(cause) => output::tell(&format!(
            "warning: {} cannot be written: {cause}",
            path.display()
        )),
    }
}

/// The log file, for this account only, written on at its end.
fn log_file(path: &PathBuf) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut open = File::options();
    open.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // A pipe in its place is refused instead of waited for.
        let flags = rustix::fs::OFlags::NONBLOCK.bits() as i32;
        open.mode(0o600).custom_flags(flags);
    }
    open.open(path)
}
