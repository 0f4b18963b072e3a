//! What a panic leaves behind: a terminal as it was found, the message readable on it, and where the log is. Installed once,
//! however often the terminal is lent and taken back.

use std::{
    io::{self, Write as _},
    panic,
    path::PathBuf,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

/// Whether a panic has given the terminal back already: then nobody draws any more.
static BROKEN: AtomicBool = AtomicBool::new(false);
static INSTALLED: Once = Once::new();

/// Whether a part of the program panicked.
pub fn is_broken() -> bool {
    BROKEN.load(Ordering::SeqCst)
}

/// Makes every panic, of any thread, restore the terminal first and speak after.
pub fn restore_on_panic(log: Option<PathBuf>) {
    INSTALLED.call_once(move || {
        panic::set_hook(Box::new(move |panicked| {
            BROKEN.store(true, Ordering::SeqCst);
            super::restore();
            let mut out = io::stderr().lock();
            let _ = writeln!(
                out,
                "archdeck stopped because of a mistake in it: {panicked}"
            );
            if let Some(log) = &log {
                let _ = writeln!(out, "The log is {}.", log.display());
            }
            let _ = writeln!(
                out,
                "What was saved is on disk; nothing half-done was kept."
            );
        }));
    });
}
