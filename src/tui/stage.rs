//! A stage for tests: the whole workbench without a terminal, a desk that answers at once, keys in words, and the picture of
//! what is seen. A second picture tells which tone drew each cell.

use std::collections::VecDeque;

use chrono::NaiveDate;
use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{Terminal, backend::TestBackend, layout::Position};

use crate::{
    domain::tone::Tone,
    tui::{
        app::{Access, App, Hyperlinks, Memory, Message, Open, Start},
        effect::{Answer, Effect, Problem, Reply},
        frame,
        keymap::{Key, Keymap},
        screen::Place,
        theme::{self, Named, Theme},
        worker::Desk,
    },
};

/// One letter for each tone, in the order of [`Tone::ALL`]; a point is plain.
const LETTERS: &str = ".magwdhlcubBsexqkCKSNFTy+-";

/// The workbench on a stage.
pub struct Stage {
    pub app: App,
    desk: Box<dyn Desk>,
    terminal: Terminal<TestBackend>,
    now: u64,
    /// What was asked of the runtime and not answered by the desk.
    pub effects: Vec<Effect>,
    /// Whether questions wait until [`Stage::answer_all`].
    pub is_slow: bool,
    waiting: VecDeque<Effect>,
    pub cursor: Option<Position>,
    pub cursor_is_shown: bool,
}

impl Stage {
    /// The real screens at a place, in front of a desk.
    pub fn at(desk: Box<dyn Desk>, place: Place, size: (u16, u16)) -> Self {
        Self::with(crate::tui::screens::open, desk, (place, size))
    }

    /// Other screens, for tests of the shell alone.
    pub fn with(open: Open, desk: Box<dyn Desk>, (place, size): (Place, (u16, u16))) -> Self {
        let mut themes = theme::shipped();
        themes.push(Named {
            name: "telling".to_owned(),
            theme: Theme::telling().into(),
        });
        let start = Start {
            store_name: "payments".to_owned(),
            keymap: Keymap::default(),
            themes,
            theme: "telling".to_owned(),
            without_colour: false,
            ascii: false,
            mouse: true,
            hyperlinks: Hyperlinks::Plain,
            access: Access::of(desk.as_ref()),
            as_of: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
            size,
            memory: Memory::at(place),
            home: Some("/home/mina".into()),
        };
        let (app, effects) = App::new(open, start);
        let mut stage = Self {
            app,
            desk,
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
            now: 0,
            effects: Vec::new(),
            is_slow: false,
            waiting: VecDeque::new(),
            cursor: None,
            cursor_is_shown: false,
        };
        stage.perform(effects);
        stage.draw();
        stage
    }

    /// Presses keys, with spaces between them.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in Key::sequence(keys).unwrap() {
            self.tell(Message::Key(key.event()));
        }
        self
    }

    /// Types a text, letter by letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.tell(Message::Key(KeyEvent::from(
                crossterm::event::KeyCode::Char(letter),
            )));
        }
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Message::Paste(text.to_owned()))
    }

    /// Clicks where a text stands.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let picture = self.picture();
        let row = picture.lines().position(|line| line.contains(text));
        let row = row.unwrap_or_else(|| unreachable!("`{text}` is not seen:\n{picture}"));
        let line = picture.lines().nth(row).unwrap();
        let before = line.split(text).next().unwrap();
        let mouse = MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: crate::markdown::width::cells(before) as u16,
            row: row as u16,
            modifiers: crossterm::event::KeyModifiers::NONE,
        };
        self.tell(Message::Mouse(mouse))
    }

    /// Turns the wheel down.
    pub fn roll_down(&mut self) -> &mut Self {
        self.roll_down_at(5, 5)
    }

    /// Turns the wheel down over a cell.
    pub fn roll_down_at(&mut self, column: u16, row: u16) -> &mut Self {
        self.tell(Message::Mouse(MouseEvent {
            kind: MouseEventKind::ScrollDown,
            column,
            row,
            modifiers: crossterm::event::KeyModifiers::NONE,
        }))
    }

    /// Lets time pass.
    pub fn wait(&mut self, millis: u64) -> &mut Self {
        self.now += millis;
        let now = self.now;
        self.tell(Message::Tick { millis: now })
    }

    /// Another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.tell(Message::Resize(width, height))
    }

    /// A message as the runtime sends it, answered at once, and a frame.
    pub fn tell(&mut self, message: Message) -> &mut Self {
        let effects = self.app.update(message);
        self.perform(effects);
        self.draw();
        self
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask { .. } | Effect::Do { .. } => self.waiting.push_back(effect),
                other => self.effects.push(other),
            }
        }
        if !self.is_slow {
            self.answer_all();
        }
    }

    /// Answers what was asked while the desk was slow.
    pub fn answer_all(&mut self) -> &mut Self {
        while let Some(effect) = self.waiting.pop_front() {
            let reply = match effect {
                Effect::Ask {
                    ticket,
                    slot,
                    query,
                } => Reply::View(Answer {
                    ticket,
                    slot,
                    view: self.desk.answer(query),
                }),
                Effect::Do { ticket, change } => Reply::Done {
                    ticket,
                    outcome: self.desk.apply(change),
                },
                _ => continue,
            };
            let further = self.app.update(Message::Reply(reply));
            self.perform(further);
        }
        self.draw();
        self
    }

    fn draw(&mut self) {
        let app = &mut self.app;
        let mut cursor = (None, false);
        self.terminal
            .draw(|frame| cursor = frame::draw(app, frame))
            .unwrap();
        (self.cursor, self.cursor_is_shown) = cursor;
    }

    /// What is seen.
    pub fn picture(&self) -> String {
        self.grid(|cell| cell.symbol().to_owned())
    }

    /// Which tone drew each cell.
    pub fn tones(&self) -> String {
        self.grid(|cell| {
            let tone = Theme::told(cell.style());
            let nth = Tone::ALL.iter().position(|one| *one == tone);
            let letter = nth.and_then(|nth| LETTERS.chars().nth(nth));
            letter.unwrap().to_string()
        })
    }

    fn grid(&self, letter: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width).max(1);
        let mut lines = Vec::new();
        for row in buffer.content.chunks(width) {
            let mut line = String::new();
            let mut skip = 0;
            for cell in row {
                if skip == 0 {
                    line.push_str(&letter(cell));
                    skip = crate::markdown::width::cells(cell.symbol()).max(1);
                }
                skip -= 1;
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }
}

/// A problem as a desk words it.
pub fn no(what: &str) -> Problem {
    Problem {
        message: what.to_owned(),
        hint: None,
        ..Problem::default()
    }
}
