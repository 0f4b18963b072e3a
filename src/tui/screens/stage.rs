//! A stage for tests: a screen, a small believable store that answers its questions, and a picture of what is seen. It must
//! not know one screen from another.

use std::sync::Arc;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Terminal, backend::TestBackend, layout::Position, style::Modifier};

use crate::{
    ops::{query::Query, view::View},
    tui::{
        action::Action,
        effect::{Answer, Effect, Problem, Ticket},
        look::{Look, Target},
        screen::{Availability, Context, Filled, Outcome, Place, Screen, Tickets, Typed},
        theme::Theme,
    },
};

pub(super) mod checklists;
mod comments;
mod compare;
mod events;
mod governed;
mod home;
mod library;
mod matrices;
mod packets;
pub(super) mod readiness;
mod record;
pub(super) mod risk;
mod store;
mod systems;
mod waivers;

pub(in crate::tui) use checklists::assessment_view;
pub(super) use compare::changed;
pub(super) use events::{event, of_governance};
pub(super) use home::Governed;
pub(super) use matrices::matrix_id;
pub(super) use packets::packet_id;
pub(super) use record::record_view;
pub(super) use store::{Store, id};
pub(super) use systems::pattern_id;
pub(super) use waivers::{somebody, waived_system, waiver_id};

/// A screen in front of a store.
pub(super) struct Stage {
    pub(super) screen: Box<dyn Screen>,
    pub(super) store: Store,
    tickets: Tickets,
    pub(super) size: (u16, u16),
    /// What the screen wanted and the stage did not answer itself.
    pub(super) outcomes: Vec<Outcome>,
    /// Questions kept back while the store is asked to wait.
    pub(super) waiting: Vec<Answer>,
    pub(super) answers_wait: bool,
    pub(super) cursor: Option<Position>,
    pub(super) targets: Vec<Target>,
    pub(super) asked: Vec<Query>,
    ascii: bool,
}

impl Stage {
    /// The screen of a place in front of the usual store.
    pub(super) fn at(place: &Place, width: u16, height: u16) -> Self {
        Self::with(Store::usual(), place, (width, height))
    }

    /// The screen of a place in front of this store.
    pub(super) fn with(store: Store, place: &Place, size: (u16, u16)) -> Self {
        let mut stage = Self {
            screen: super::open(place),
            store,
            tickets: Tickets::default(),
            size,
            outcomes: Vec::new(),
            waiting: Vec::new(),
            answers_wait: false,
            cursor: None,
            targets: Vec::new(),
            asked: Vec::new(),
            ascii: false,
        };
        stage.refresh();
        stage
    }

    /// Draws with ASCII only.
    pub(super) fn in_ascii(mut self) -> Self {
        self.ascii = true;
        self.store.ascii = true;
        self.refresh();
        self
    }

    pub(super) fn refresh(&mut self) -> &mut Self {
        let outcomes = self.told(|screen, context| screen.refresh(context));
        self.answer(outcomes);
        self
    }

    pub(super) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.size = (width, height);
        self.refresh()
    }

    /// Does an action as the shell does: only when it is ready.
    pub(super) fn press(&mut self, action: Action) -> &mut Self {
        // A list learns its height when it is drawn, as it is before every key.
        self.picture();
        if self.screen.availability(action) == Availability::Ready {
            let outcomes = self.told(|screen, context| screen.update(action, context));
            self.answer(outcomes);
        }
        self
    }

    pub(super) fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.key(KeyCode::Char(letter));
        }
        self
    }

    pub(super) fn key(&mut self, code: KeyCode) -> &mut Self {
        assert!(self.screen.is_typing(), "no field has the focus");
        self.typed(Typed::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    pub(super) fn paste(&mut self, text: &str) -> &mut Self {
        self.typed(Typed::Paste(text.into()))
    }

    pub(super) fn typed(&mut self, typed: Typed) -> &mut Self {
        let outcomes = self.told(|screen, context| screen.type_into(typed, context));
        self.answer(outcomes);
        self
    }

    pub(super) fn choose(&mut self, word: &str) -> &mut Self {
        let outcomes = self.told(|screen, context| screen.choose(word, context));
        self.answer(outcomes);
        self
    }

    /// Fills the form the screen asked for; gives back what it objects to.
    pub(super) fn submit(
        &mut self,
        form: &'static str,
        filled: &[(&'static str, &str)],
    ) -> Result<&mut Self, (&'static str, String)> {
        let filled: Filled = filled
            .iter()
            .map(|(word, value)| (*word, (*value).to_owned()))
            .collect();
        let outcomes = self.told(|screen, context| screen.submit(form, &filled, context))?;
        self.answer(outcomes);
        Ok(self)
    }

    pub(super) fn click(&mut self, target: usize, twice: bool) -> &mut Self {
        let outcomes = self.told(|screen, context| screen.click(target, twice, context));
        self.answer(outcomes);
        self
    }

    /// Hands one of the answers kept back to the screen.
    pub(super) fn deliver(&mut self, nth: usize) -> &mut Self {
        let answer = self.waiting.remove(nth);
        let outcomes = self.told(|screen, context| screen.receive(answer, context));
        self.answer(outcomes);
        self
    }

    fn told<T>(&mut self, tell: impl FnOnce(&mut dyn Screen, &mut Context<'_>) -> T) -> T {
        let mut context = Context {
            tickets: &mut self.tickets,
            size: self.size,
            as_of: today(),
        };
        tell(self.screen.as_mut(), &mut context)
    }

    fn answer(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            let Outcome::Effect(Effect::Ask {
                ticket,
                slot,
                query,
            }) = outcome
            else {
                self.outcomes.push(outcome);
                continue;
            };
            self.asked.push(query.clone());
            let view = match &query {
                Query::People => Ok(self.people()),
                query => self.store.answer(query),
            };
            let answer = Answer { ticket, slot, view };
            if self.answers_wait {
                self.waiting.push(answer);
            } else {
                let further = self.told(|screen, context| screen.receive(answer, context));
                self.answer(further);
            }
        }
    }

    /// The persons the screen on the stage deals with.
    fn people(&self) -> View {
        match self.screen.place() {
            Place::Checklists { .. } | Place::Assessment(_) => View::People(checklists::people()),
            Place::Risk(_) | Place::Register { .. } => risk::people(),
            _ => View::People(readiness::people()),
        }
    }

    /// What is seen, one line of text for each row.
    pub(super) fn picture(&mut self) -> String {
        let theme = Theme::mono();
        let mut look = Look::new(&theme, self.ascii);
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal
            .draw(|frame| self.screen.draw(frame, frame.area(), &mut look))
            .unwrap();
        self.cursor = look.cursor;
        self.targets = look.targets.iter().map(|(_, target)| *target).collect();
        let buffer = terminal.backend().buffer();
        let rows = buffer.content.chunks(usize::from(self.size.0));
        let mut lines: Vec<String> = rows.map(line_of).collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines.join("\n")
    }

    /// What stands in cells with this look, piece by piece.
    pub(super) fn pieces_with(&mut self, modifier: Modifier) -> Vec<String> {
        let theme = Theme::mono();
        let mut look = Look::new(&theme, self.ascii);
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal
            .draw(|frame| self.screen.draw(frame, frame.area(), &mut look))
            .unwrap();
        let cells = &terminal.backend().buffer().content;
        cells
            .chunk_by(|a, b| a.modifier.contains(modifier) == b.modifier.contains(modifier))
            .filter(|run| {
                run.first()
                    .is_some_and(|cell| cell.modifier.contains(modifier))
            })
            .map(|run| run.iter().map(ratatui::buffer::Cell::symbol).collect())
            .collect()
    }

    /// The row the cursor stands on.
    pub(super) fn cursor_line(&mut self) -> String {
        let picture = self.picture();
        let row = self.cursor.map_or(usize::MAX, |at| usize::from(at.y));
        picture.lines().nth(row).unwrap_or_default().to_owned()
    }

    /// What the screen wants now, and forgets it.
    pub(super) fn wants(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.outcomes)
    }
}

fn line_of(cells: &[ratatui::buffer::Cell]) -> String {
    let mut line = String::new();
    let mut skip = 0;
    for cell in cells {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        line.push_str(cell.symbol());
        skip = crate::markdown::width::cells(cell.symbol()).saturating_sub(1);
    }
    line.trim_end().to_owned()
}

/// The day every test happens on.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// An answer nobody asked for.
pub(super) fn stale(view: View, slot: crate::tui::effect::Slot) -> Answer {
    Answer {
        ticket: Ticket(0),
        slot,
        view: Ok(view),
    }
}

/// A problem as the worker words it.
pub(super) fn problem(message: &str) -> Problem {
    Problem {
        message: message.into(),
        hint: None,
        ..Problem::default()
    }
}

/// Every place there is, as a stranger would come to it.
pub(super) fn places() -> Vec<Place> {
    vec![
        Place::Home,
        Place::Decisions {
            filter: String::new(),
        },
        Place::Decisions {
            filter: "status:proposed".into(),
        },
        Place::Record(id(12)),
        Place::Search {
            text: "latency".into(),
        },
        Place::Search {
            text: String::new(),
        },
        Place::Events { record: None },
        Place::Events {
            record: Some(id(12)),
        },
        Place::Packets,
        Place::Packet(packet_id(1)),
        Place::Packet(packet_id(2)),
        Place::Readiness(readiness::system_id(1)),
        Place::Readiness(readiness::system_id(2)),
        Place::Readiness(readiness::system_id(4)),
        Place::Library,
        Place::Pack("ra.online-scoring".into()),
        Place::Pack("risk.small".into()),
        Place::Pack("risk.table".into()),
        Place::Risk(risk::system_id(1)),
        Place::Risk(risk::fresh()),
        Place::Register { system: None },
        Place::Register {
            system: Some(risk::fresh()),
        },
        Place::Waivers { system: None },
        Place::Matrices,
        Place::Matrix(matrix_id(1)),
        Place::Matrix(matrix_id(2)),
        Place::Systems {
            filter: String::new(),
        },
        Place::System(readiness::system_id(1)),
        Place::System(readiness::system_id(2)),
        compare::changed(11),
        compare::of_two(11, 12),
        Place::Checklists { system: None },
        Place::Checklists {
            system: Some(checklists::system_id(1)),
        },
        Place::Assessment(checklists::assessment_id(checklists::USUAL)),
        Place::Assessment(checklists::assessment_id(checklists::FORTY)),
        Place::Assessment(checklists::assessment_id(checklists::EMPTY)),
    ]
}

#[test]
fn no_screen_panics_or_leaves_its_area_at_any_size() {
    let widths = [1, 2, 5, 14, 23, 39, 60, 99, 100, 118, 130];
    let heights = [1, 2, 4, 6, 9, 24, 45];
    let sizes = widths.iter().flat_map(|w| heights.iter().map(|h| (*w, *h)));
    for place in places() {
        let mut stage = Stage::with(Store::hostile(), &place, (80, 24));
        for (width, height) in sizes.clone() {
            stage.resize(width, height);
            for action in [
                Action::Down,
                Action::Filter,
                Action::Links,
                Action::FocusNext,
            ] {
                stage.press(action);
            }
            // Every key draws first, so what each of them led to was drawn.
            stage.press(Action::Back);
            if let Some(at) = stage.cursor {
                assert!(
                    at.x < width && at.y < height,
                    "{place:?} at {width}x{height}: {at:?}"
                );
            }
        }
    }
}

#[test]
fn an_empty_store_is_drawn_everywhere() {
    for place in places() {
        for size in [(1, 1), (40, 10), (80, 22), (200, 48)] {
            Stage::with(Store::default(), &place, size)
                .press(Action::Down)
                .picture();
        }
    }
}

#[test]
fn no_control_character_of_a_title_reaches_the_screen() {
    let mut places = places();
    places.push(Place::Pack("own.hostile".into()));
    for place in places {
        for size in [(80, 22), (120, 34), (200, 48)] {
            let picture = Stage::with(Store::hostile(), &place, size).picture();
            let odd =
                |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
            assert!(!picture.contains(odd), "{place:?}\n{picture}");
        }
    }
}

#[test]
fn nothing_but_ascii_is_drawn_when_that_is_asked_for() {
    for place in places() {
        for size in [(80, 22), (200, 48)] {
            let picture = Stage::with(Store::usual(), &place, size)
                .in_ascii()
                .picture();
            let odd: String = picture
                .chars()
                .filter(|c| !c.is_ascii() && *c != '…')
                .collect();
            assert_eq!(odd, "", "{place:?}\n{picture}");
        }
    }
}

#[test]
fn loading_is_said_once_and_old_content_stays() {
    let mut stage = Stage::at(&Place::Home, 80, 22);
    let shown = stage.picture();
    stage.answers_wait = true;
    assert_eq!(stage.refresh().picture(), shown);
    let rows = Arc::new(Vec::new());
    let empty = crate::ops::view::DecisionsView {
        rows,
        shown: Arc::default(),
        logs: Arc::default(),
        words: Vec::new(),
    };
    let late = stale(View::Decisions(empty), crate::tui::effect::Slot::Home);
    stage.waiting.push(late);
    assert_eq!(stage.deliver(1).picture(), shown);
}
