//! The thread that reads the keyboard. It can be paused, and says so: while an editor has the terminal, every key is the
//! editor's.

use std::{
    io,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::Duration,
};

use crossterm::event::{self, Event};

/// How long a read waits before it looks whether it shall pause, where nothing can wake it.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Asked,
    Paused,
    Gone,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn set(&self, next: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = next;
        self.changed.notify_all();
    }

    /// Asks the thread to stop, and says whether it still runs to be asked.
    fn ask(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *state == State::Gone {
            return false;
        }
        *state = State::Asked;
        true
    }

    /// Waits while the state is one of these, and returns the one it became.
    fn wait_while(&self, these: &[State]) -> State {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *self
            .changed
            .wait_while(state, |state| these.contains(state))
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The running thread.
#[derive(Debug)]
pub struct Input {
    shared: Arc<Shared>,
}

/// Says that the thread has ended, however it ended.
struct Farewell(Arc<Shared>);

impl Drop for Farewell {
    fn drop(&mut self) {
        self.0.set(State::Gone);
    }
}

impl Input {
    /// Starts reading; `give` gets each event, and the error that ended it.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(give: impl Fn(io::Result<Event>) -> bool + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State::Reading),
            changed: Condvar::new(),
        });
        let farewell = Farewell(Arc::clone(&shared));
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || read_until_refused(&farewell.0, &give))?;
        Ok(Self { shared })
    }

    /// Stops reading; returns when the thread has its hands off the terminal.
    pub fn pause(&self) {
        if !self.shared.ask() {
            return;
        }
        wake();
        self.shared.wait_while(&[State::Asked]);
    }

    /// Reads again.
    pub fn resume(&self) {
        let mut state = self
            .shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if *state != State::Gone {
            *state = State::Reading;
        }
        drop(state);
        self.shared.changed.notify_all();
    }
}

/// A waiting read ends with a signal it already listens to: the one that says the window changed its size.
fn wake() {
    #[cfg(unix)]
    {
        use rustix::process::{Signal, getpid, kill_process};
        let _ = kill_process(getpid(), Signal::WINCH);
    }
}

fn read_until_refused(shared: &Shared, give: &impl Fn(io::Result<Event>) -> bool) {
    loop {
        let state = *shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state == State::Asked {
            shared.set(State::Paused);
            shared.wait_while(&[State::Paused]);
            continue;
        }
        let wanted = match event::poll(PATIENCE) {
            Ok(true) => give(event::read()),
            Ok(false) => true,
            Err(error) => {
                give(Err(error));
                false
            }
        };
        if !wanted {
            return;
        }
    }
}
