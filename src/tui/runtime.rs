//! The loop: an event comes, `update` decides, the effects are done, a frame is drawn. The only place of the workbench that
//! touches the terminal, the threads and the clock; a frame is drawn after an event and never without one.

mod edit;
mod settings;
mod trace;

use std::{
    io,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use crossterm::event::{Event, KeyEventKind};

pub use self::settings::{Color, MemoryFile, Settings};
use self::trace::Trace;
use crate::tui::{
    app::{Access, App, Message, Open},
    effect::{Effect, Problem, Reply},
    frame,
    input::Input,
    keymap::Key,
    screens,
    signals::{self, Asked, Stopped},
    terminal::{self, Terminal},
    worker::{Desk, Worker},
};

/// The most events taken in before a frame is drawn, so that a held key cannot keep the screen from moving.
const MOST_AT_ONCE: usize = 64;

/// What comes to the loop from the threads.
#[derive(Debug)]
enum Incoming {
    Input(io::Result<Event>),
    Reply(Box<Reply>),
    Signal(Asked),
    /// A thread that should not end has ended.
    Gone(&'static str),
}

/// Says that a thread has ended, however it ended.
struct Farewell(Sender<Incoming>, &'static str);

impl Drop for Farewell {
    fn drop(&mut self) {
        let _ = self.0.send(Incoming::Gone(self.1));
    }
}

/// Opens the workbench on this terminal and returns when it is left; the terminal is as it was then.
///
/// # Errors
/// When this is no terminal, or it cannot be taken, or a part of the program failed.
pub fn run(desk: Box<dyn Desk>, settings: Settings) -> anyhow::Result<()> {
    run_with(screens::open, desk, settings)
}

fn run_with(open: Open, desk: Box<dyn Desk>, settings: Settings) -> anyhow::Result<()> {
    terminal::check()?;
    let began = settings.started.unwrap_or_else(Instant::now);
    let mut trace = Trace::to(settings.trace.as_deref(), began)?;
    terminal::restore_on_panic(settings.log.clone());
    let size = crossterm::terminal::size().context("the size of the terminal cannot be read")?;
    let (mut start, warnings) = settings.start(size);
    start.access = Access::of(desk.as_ref());
    let terminal = Terminal::take(settings.mouse)?;
    let (app, effects) = App::new(open, start);
    let mut running = Running::begin(desk, (app, terminal), settings, began)?;
    for warning in warnings {
        running.app.warn(warning);
    }
    running.perform(effects)?;
    let outcome = running.until_left(&mut trace);
    running.remember();
    outcome
}

struct Running {
    app: App,
    terminal: Terminal,
    worker: Worker,
    input: Input,
    incoming: Receiver<Incoming>,
    settings: Settings,
    began: Instant,
    is_over: bool,
    /// When we went on after our own stop: the signal that told us is not another one.
    resumed: Option<Instant>,
}

impl Running {
    fn begin(
        desk: Box<dyn Desk>,
        (app, terminal): (App, Terminal),
        settings: Settings,
        began: Instant,
    ) -> anyhow::Result<Self> {
        let (give, incoming) = channel();
        let (keys, asked) = (give.clone(), give.clone());
        let farewell = Farewell(give.clone(), "the worker");
        let worker = Worker::start(desk, move |reply| {
            let _ = farewell.0.send(Incoming::Reply(Box::new(reply)));
        })?;
        signals::listen(move |what| asked.send(Incoming::Signal(what)).is_ok())?;
        let farewell = Farewell(give, "the reader of keys");
        let input = Input::start(move |event| {
            let _ = &farewell;
            keys.send(Incoming::Input(event)).is_ok()
        })?;
        Ok(Self {
            app,
            terminal,
            worker,
            input,
            incoming,
            settings,
            began,
            is_over: false,
            resumed: None,
        })
    }

    fn until_left(&mut self, trace: &mut Trace) -> anyhow::Result<()> {
        trace.caused("start");
        self.draw(trace)?;
        while !self.is_over {
            let first = self.wait()?;
            trace.woken();
            self.take_all(first, trace)?;
            if !self.is_over {
                self.draw(trace)?;
            }
        }
        Ok(())
    }

    /// Takes in what woke the loop and what came meanwhile: one frame shows it all.
    fn take_all(&mut self, first: Option<Incoming>, trace: &mut Trace) -> anyhow::Result<()> {
        let Some(mut next) = first else {
            trace.caused("timer");
            return self.tell(self.clock(), trace);
        };
        for _ in 0..MOST_AT_ONCE {
            trace.caused(&cause(&next));
            self.take(next, trace)?;
            match self.incoming.try_recv() {
                Ok(more) if !self.is_over => next = more,
                _ => break,
            }
        }
        Ok(())
    }

    /// The next thing that happens; `None` when a timer ended first.
    fn wait(&self) -> anyhow::Result<Option<Incoming>> {
        let Some(wake) = self.app.next_wake() else {
            return Ok(Some(self.incoming.recv().context("every thread ended")?));
        };
        let left = Duration::from_millis(wake).saturating_sub(self.began.elapsed());
        match self.incoming.recv_timeout(left + Duration::from_millis(1)) {
            Ok(incoming) => Ok(Some(incoming)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => bail!("every thread ended"),
        }
    }

    fn clock(&self) -> Message {
        Message::Tick {
            millis: self.began.elapsed().as_millis() as u64,
        }
    }

    fn take(&mut self, incoming: Incoming, trace: &mut Trace) -> anyhow::Result<()> {
        let message = match incoming {
            Incoming::Input(event) => {
                let event = event.context("the keyboard cannot be read any more")?;
                panic_if_asked(&event);
                match message_of(event) {
                    Some(message) => message,
                    None => return Ok(()),
                }
            }
            Incoming::Reply(reply) => Message::Reply(*reply),
            Incoming::Signal(Asked::Leave) => {
                self.is_over = true;
                return Ok(());
            }
            Incoming::Signal(Asked::GoOn) => return self.went_on(),
            Incoming::Gone(who) => bail!("{who} stopped; what was saved is on disk"),
        };
        self.tell(self.clock(), trace)?;
        self.tell(message, trace)
    }

    fn tell(&mut self, message: Message, trace: &mut Trace) -> anyhow::Result<()> {
        let effects = trace.updating(|| self.app.update(message));
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> anyhow::Result<()> {
        for effect in effects {
            let further = self.perform_one(effect)?;
            self.perform(further)?;
        }
        Ok(())
    }

    fn perform_one(&mut self, effect: Effect) -> anyhow::Result<Vec<Effect>> {
        match effect {
            Effect::Ask {
                ticket,
                slot,
                query,
            } => self.worker.ask(ticket, slot, query),
            Effect::Do { ticket, change } => self.worker.change(ticket, change),
            Effect::Copy(text) => {
                if self.terminal.copy(&text).is_err() {
                    let problem =
                        Problem::new("the text could not be copied", "Select it instead.");
                    return Ok(self.app.update(Message::Failed(problem)));
                }
            }
            Effect::Edit(request) => return self.edit(request),
            Effect::DropDraft(draft) => crate::env::editor::discard(&draft),
            Effect::Suspend => return self.suspend(),
            Effect::CaptureMouse(capture) => self.terminal.capture_mouse(capture)?,
            Effect::Redraw => self.terminal.forget()?,
            Effect::Quit => self.is_over = true,
        }
        Ok(Vec::new())
    }

    fn suspend(&mut self) -> anyhow::Result<Vec<Effect>> {
        if !signals::has_shell() {
            return Ok(self.app.update(Message::NoShell));
        }
        self.input.pause();
        let stopped = self.terminal.lend(signals::stop)?;
        self.resumed = Some(Instant::now());
        self.input.resume();
        let mut effects = self.measured()?;
        if stopped == Stopped::NoShell {
            effects.extend(self.app.update(Message::NoShell));
        }
        Ok(effects)
    }

    /// The window may have changed its size while somebody else had the terminal.
    fn measured(&mut self) -> anyhow::Result<Vec<Effect>> {
        let (width, height) = crossterm::terminal::size()?;
        Ok(self.app.update(Message::Resize(width, height)))
    }

    /// Somebody else stopped the process and it goes on: the shell has had the terminal meanwhile.
    fn went_on(&mut self) -> anyhow::Result<()> {
        let ours = |at: Instant| at.elapsed() < Duration::from_secs(1);
        if self.resumed.take().is_some_and(ours) {
            return Ok(());
        }
        self.terminal.retake()?;
        let effects = self.measured()?;
        self.perform(effects)
    }

    fn draw(&mut self, trace: &mut Trace) -> anyhow::Result<()> {
        if terminal::is_broken() {
            bail!("a part of the program failed; what was saved is on disk");
        }
        let (app, terminal) = (&mut self.app, &mut self.terminal);
        trace.drawing(|| terminal.draw(|frame| frame::draw(app, frame)))?;
        trace.flushing(|| terminal.send())?;
        trace.frame_done(self.app.is_settled());
        Ok(())
    }

    fn remember(&self) {
        if let Some(file) = &self.settings.memory {
            file.write(&self.app.memory());
        }
    }
}

fn message_of(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => Some(Message::Key(key)),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Mouse(mouse) => Some(Message::Mouse(mouse)),
        Event::Resize(width, height) => Some(Message::Resize(width, height)),
        Event::FocusGained | Event::FocusLost => None,
    }
}

/// What made a frame, for the trace.
fn cause(incoming: &Incoming) -> String {
    match incoming {
        Incoming::Input(Ok(Event::Key(key))) => format!("key {}", Key::of(*key)),
        Incoming::Input(Ok(Event::Paste(_))) => "paste".to_owned(),
        Incoming::Input(Ok(Event::Mouse(_))) => "mouse".to_owned(),
        Incoming::Input(Ok(Event::Resize(..))) => "resize".to_owned(),
        Incoming::Input(_) => "input".to_owned(),
        Incoming::Reply(reply) => match &**reply {
            Reply::View(answer) => format!("answer {:?}", answer.slot),
            Reply::Done { .. } => "done".to_owned(),
            Reply::StoreChanged => "store".to_owned(),
        },
        Incoming::Signal(_) => "signal".to_owned(),
        Incoming::Gone(_) => "gone".to_owned(),
    }
}

/// For the test that a panic restores the terminal: in debug builds a key named by the environment panics.
#[cfg(debug_assertions)]
#[allow(clippy::panic, reason = "a test asks for it")]
fn panic_if_asked(event: &Event) {
    if let (Event::Key(key), Ok(name)) = (event, std::env::var("ARCHDECK_TEST_PANIC_ON")) {
        assert!(Key::of(*key).to_string() != name, "asked for by a test");
    }
}

#[cfg(not(debug_assertions))]
const fn panic_if_asked(_event: &Event) {}
