//! What the system tells a process: end, hang up, go on after a stop. On systems without signals nothing is ever told.

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// To leave.
    Leave,
    /// To take the terminal again: the process was stopped by somebody else and goes on.
    GoOn,
}

/// What became of going to the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The process was stopped and goes on.
    AndBack,
    /// There is no shell that could bring it back.
    NoShell,
}

#[cfg(unix)]
pub use self::unix::{has_shell, listen, stop, while_lent};

#[cfg(unix)]
mod unix {
    use std::{
        io,
        sync::atomic::{AtomicBool, AtomicU64, Ordering},
        thread,
        time::Duration,
    };

    use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
    };

    use super::{Asked, Stopped};

    static WENT_ON: AtomicU64 = AtomicU64::new(0);
    static LENT: AtomicBool = AtomicBool::new(false);

    /// While another program has the terminal, Ctrl-C there is meant for it, although we hear it too.
    pub fn while_lent<T>(work: impl FnOnce() -> T) -> T {
        LENT.store(true, Ordering::SeqCst);
        let done = work();
        LENT.store(false, Ordering::SeqCst);
        done
    }

    /// Listens from now on; `give` gets what is asked.
    ///
    /// # Errors
    /// When the handlers or the thread cannot be set up.
    pub fn listen(give: impl Fn(Asked) -> bool + Send + 'static) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGCONT])?;
        thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                for signal in &mut signals {
                    if signal == SIGINT && LENT.load(Ordering::SeqCst) {
                        continue;
                    }
                    let asked = if signal == SIGCONT {
                        WENT_ON.fetch_add(1, Ordering::SeqCst);
                        Asked::GoOn
                    } else {
                        Asked::Leave
                    };
                    if !give(asked) {
                        return;
                    }
                }
            })?;
        Ok(())
    }

    /// Whether a shell started us that can bring us back: the leader of a session has none.
    pub fn has_shell() -> bool {
        getsid(None).is_ok_and(|session| session != getpid())
    }

    /// Stops the process group as Ctrl-Z does, and returns when it goes on. The terminal must be given back before.
    pub fn stop() -> Stopped {
        let before = WENT_ON.load(Ordering::SeqCst);
        if kill_current_process_group(Signal::TSTP).is_err() {
            return Stopped::NoShell;
        }
        // The stop may reach the other threads a moment later; and a group nobody watches is not stopped at all.
        for _ in 0..50 {
            if WENT_ON.load(Ordering::SeqCst) != before {
                return Stopped::AndBack;
            }
            thread::sleep(Duration::from_millis(10));
        }
        Stopped::NoShell
    }
}

/// Nothing to listen to.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn listen(_give: impl Fn(Asked) -> bool + Send + 'static) -> std::io::Result<()> {
    Ok(())
}

/// Nothing is heard here anyway.
#[cfg(not(unix))]
pub fn while_lent<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// There is no going to the shell here.
#[cfg(not(unix))]
pub const fn has_shell() -> bool {
    false
}

/// There is no going to the shell here.
#[cfg(not(unix))]
pub const fn stop() -> Stopped {
    Stopped::NoShell
}
