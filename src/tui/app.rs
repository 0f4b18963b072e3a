//! What the workbench is now, and what a message makes of it. Pure: no disk, no clock, no terminal; what shall be done comes
//! out as effects, and time comes in as messages.

mod act;
mod forms;
mod keys;
mod memory;
pub mod notices;
mod pointer;
mod replies;
mod stale;
mod travel;
mod waiting;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

pub use self::memory::Memory;
use self::{notices::Notices, pointer::Clicked, stale::Late, waiting::Waiting};
use crate::{
    ops::home::Overdue,
    tui::{
        effect::{EditRequest, Effect, Problem, Reply, Slot, Ticket},
        keymap::{Key, Keymap},
        look::Target,
        overlays::Overlay,
        screen::{Context, Place, Scope, Screen, Tickets},
        theme::{Named, Theme},
        worker::Desk,
    },
};

/// Rows the shell keeps for itself: the header and the status line.
pub const OWN_ROWS: u16 = 2;
/// Below this many columns and rows nothing useful can be shown.
pub const SMALLEST: (u16, u16) = (40, 10);

/// How long a prefix waits before the keys that can follow are shown.
const WHICH_KEY_AFTER: u64 = 300;

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// The clock: milliseconds since the start. Comes before every other message, and alone when a timer ends.
    Tick {
        /// Since the start.
        millis: u64,
    },
    /// A key.
    Key(KeyEvent),
    /// Pasted text.
    Paste(String),
    /// The mouse.
    Mouse(MouseEvent),
    /// The terminal has another size.
    Resize(u16, u16),
    /// The worker answers.
    Reply(Reply),
    /// The editor came back.
    Edited {
        /// What was edited.
        request: EditRequest,
        /// What it is now.
        outcome: Result<EditedText, Problem>,
    },
    /// There was no shell to go to.
    NoShell,
    /// Something the runtime could not do.
    Failed(Problem),
}

/// A text as the editor left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditedText {
    /// As it was, or the editor said no.
    Unchanged,
    /// Another text, kept in a draft until it is saved.
    Changed {
        /// The text.
        bytes: Vec<u8>,
        /// The file it stands in.
        draft: PathBuf,
    },
}

/// What can be done with the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It is read and changed.
    Full,
    /// It is open for reading only.
    ReadOnly,
}

impl Access {
    /// As a desk says it.
    pub fn of(desk: &dyn Desk) -> Self {
        if desk.is_read_only() {
            Self::ReadOnly
        } else {
            Self::Full
        }
    }
}

/// What becomes of web addresses in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hyperlinks {
    /// They are links of the terminal too (OSC 8).
    Sent,
    /// They are text: the terminal may not know better.
    Plain,
}

/// What the workbench starts with.
#[derive(Debug)]
pub struct Start {
    /// The name of the store, first in the breadcrumb.
    pub store_name: String,
    /// The keys.
    pub keymap: Keymap,
    /// The themes that can be chosen.
    pub themes: Vec<Named>,
    /// The theme, by name.
    pub theme: String,
    /// Whether colours are left out whatever the theme says.
    pub without_colour: bool,
    /// Whether only ASCII glyphs and borders are drawn.
    pub ascii: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// What becomes of web addresses in a text.
    pub hyperlinks: Hyperlinks,
    /// Whether the store can be changed.
    pub access: Access,
    /// The day everything is true for.
    pub as_of: NaiveDate,
    /// The size of the terminal.
    pub size: (u16, u16),
    /// Where to begin.
    pub memory: Memory,
    /// What `~` means in a typed path.
    pub home: Option<PathBuf>,
}

/// How a screen is made for a place.
pub type Open = fn(&Place) -> Box<dyn Screen>;

/// The workbench.
pub struct App {
    pub(super) start: Start,
    open: Open,
    pub(super) theme: Arc<Theme>,
    pub(super) size: (u16, u16),
    now: u64,
    tickets: Tickets,
    pub(super) screen: Box<dyn Screen>,
    trail: Vec<Box<dyn Screen>>,
    pub(super) overlay: Option<Box<dyn Overlay>>,
    /// The form below a question about leaving it.
    pub(super) covered: Option<Box<dyn Overlay>>,
    /// The change a form waits for.
    saving: Option<Ticket>,
    typed: Vec<Key>,
    typed_at: u64,
    pub(super) notices: Notices,
    pub(super) waiting: Waiting,
    edits: BTreeMap<Ticket, PathBuf>,
    late: Late,
    /// The ticket of a jump that goes straight to its record.
    straight: Option<Ticket>,
    clicked: Option<Clicked>,
    pub(super) targets: Vec<(Rect, Target)>,
    /// What should not be so any more.
    pub(super) overdue: Overdue,
}

impl std::fmt::Debug for App {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("App")
            .field("place", &self.screen.place())
            .finish_non_exhaustive()
    }
}

impl App {
    /// The workbench at its first place, and what it asks for there.
    pub fn new(open: Open, start: Start) -> (Self, Vec<Effect>) {
        let place = start.memory.place();
        let mut app = Self {
            open,
            theme: Arc::new(Theme::mono()),
            size: start.size,
            now: 0,
            tickets: Tickets::default(),
            screen: open(&place),
            trail: Vec::new(),
            overlay: None,
            covered: None,
            saving: None,
            typed: Vec::new(),
            typed_at: 0,
            notices: Notices::default(),
            waiting: Waiting::default(),
            edits: BTreeMap::new(),
            late: Late::default(),
            straight: None,
            clicked: None,
            targets: Vec::new(),
            overdue: Overdue::default(),
            start,
        };
        app.wear(&app.start.theme.clone());
        if let Some(record) = app.start.memory.cursor {
            app.screen.put_cursor_on(record);
        }
        if let Some(order) = &app.start.memory.order {
            app.screen.put_in_order(order);
        }
        let effects = app.refresh();
        (app, effects)
    }

    /// Takes a message in and says what shall be done.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Tick { millis } => self.tick(millis),
            Message::Key(key) => self.key(key),
            Message::Paste(text) => self.paste(text),
            Message::Mouse(mouse) => self.mouse(mouse),
            Message::Resize(width, height) => self.resize((width, height)),
            Message::Reply(reply) => self.reply(reply),
            Message::Edited { request, outcome } => self.edited(&request, outcome),
            Message::NoShell => {
                self.notices
                    .note(self.now, "there is no shell to return to".to_owned());
                Vec::new()
            }
            Message::Failed(problem) => {
                self.notices.problem(problem);
                Vec::new()
            }
        }
    }

    /// When the clock is wanted next, in milliseconds since the start; `None` while nothing waits for it.
    pub fn next_wake(&self) -> Option<u64> {
        let which_key = (!self.typed.is_empty()).then_some(self.typed_at + WHICH_KEY_AFTER);
        [which_key, self.notices.until(), self.waiting.word_at()]
            .into_iter()
            .flatten()
            .filter(|wake| *wake > self.now)
            .min()
    }

    /// Whether everything asked for is shown.
    pub fn is_settled(&self) -> bool {
        self.waiting.is_over()
    }

    /// What the next start comes back to.
    pub fn memory(&self) -> Memory {
        Memory::of(self.screen.as_ref())
    }

    /// A word about how the keymap, a theme or the settings were read.
    pub fn warn(&mut self, problem: Problem) {
        self.notices.problem(problem);
    }

    /// The keys typed so far and what can follow, once the pause is long enough to show it.
    pub(super) fn which_key(&self) -> Option<(String, Vec<(String, &'static str)>)> {
        if self.typed.is_empty() || self.now < self.typed_at + WHICH_KEY_AFTER {
            return None;
        }
        let next = self
            .start
            .keymap
            .continuations(&self.chain(), &self.typed)
            .into_iter()
            .filter(|(_, action)| self.is_known(*action))
            .map(|(key, action)| (key, action.about()));
        Some((Key::written(&self.typed), next.collect()))
    }

    /// The keys typed so far.
    pub(super) fn typed(&self) -> Option<String> {
        (!self.typed.is_empty()).then(|| Key::written(&self.typed))
    }

    /// The words that say the workbench is busy, once that takes long enough to be noticed.
    pub(super) fn busy(&self) -> Option<&'static str> {
        self.waiting.word(self.now)
    }

    fn tick(&mut self, millis: u64) -> Vec<Effect> {
        self.now = millis.max(self.now);
        self.notices.forget_old(self.now);
        Vec::new()
    }

    fn resize(&mut self, size: (u16, u16)) -> Vec<Effect> {
        if self.size == size {
            return Vec::new();
        }
        self.size = size;
        self.refresh()
    }

    fn refresh(&mut self) -> Vec<Effect> {
        let outcomes = self.with_screen(|screen, context| screen.refresh(context));
        let mut effects = self.take(outcomes);
        effects.extend(self.ask_what_is_overdue());
        effects
    }

    /// The scopes keys are looked up in now.
    pub(super) fn chain(&self) -> Vec<Scope> {
        let scopes = match &self.overlay {
            Some(overlay) => overlay.scopes(),
            None => self.screen.scopes(),
        };
        let mut chain = scopes.to_vec();
        chain.push(Scope::Global);
        chain
    }

    fn with_screen<T>(&mut self, tell: impl FnOnce(&mut dyn Screen, &mut Context<'_>) -> T) -> T {
        let (width, height) = self.size;
        let mut context = Context {
            tickets: &mut self.tickets,
            size: (width, height.saturating_sub(OWN_ROWS)),
            as_of: self.start.as_of,
        };
        tell(self.screen.as_mut(), &mut context)
    }

    /// Puts on a theme; where there is to be no colour, only its name is remembered.
    fn wear(&mut self, name: &str) {
        let known = self.start.themes.iter().find(|theme| theme.name == name);
        if let Some(named) = known {
            self.start.theme.clone_from(&named.name);
            if !self.start.without_colour {
                self.theme = Arc::clone(&named.theme);
            }
        }
    }

    fn ask(&mut self, slot: Slot, query: crate::ops::query::Query) -> (Ticket, Effect) {
        let ticket = self.tickets.take();
        let effect = Effect::Ask {
            ticket,
            slot,
            query,
        };
        self.waiting.noticed(&effect, self.now);
        (ticket, effect)
    }
}

#[cfg(test)]
mod tests;
