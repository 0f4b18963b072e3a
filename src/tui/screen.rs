//! What every screen offers the shell: a name, the actions that apply, answers taken in, a picture. A screen decides and
//! draws; it never does.

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{ids::RecordId, tone::Tone},
    ops::query::Revision,
    tui::{
        action::Action,
        effect::{Answer, Effect, Problem, Ticket},
        look::Look,
    },
};

/// The part of `keymap.toml` a key is looked up in; the innermost scope of a screen comes first, `Global` last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere.
    Global,
    /// Wherever something scrolls or a row is chosen.
    List,
    /// The list of decisions.
    Decisions,
    /// A record, in the preview or opened.
    Record,
    /// Laid-out text.
    Document,
    /// The packets and one packet.
    Packets,
    /// The systems and one system.
    Systems,
    /// The checklists and the walk through one.
    Checklists,
    /// The rubric.
    Risk,
    /// The risk register.
    Register,
    /// The gate board.
    Readiness,
    /// The waivers.
    Waivers,
    /// The library.
    Library,
    /// The decision matrices.
    Matrices,
    /// A form over a screen.
    Form,
}

/// Whether an action can be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// It can.
    Ready,
    /// It exists here, but not now: why.
    Disabled(String),
    /// It has no meaning on this screen.
    Foreign,
}

/// Where to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// What needs me.
    Home,
    /// The list of decisions, with the line of its filter.
    Decisions {
        /// The line as typed after `/`.
        filter: String,
    },
    /// An opened record.
    Record(RecordId),
    /// Full-text search, with what was typed.
    Search {
        /// The words.
        text: String,
    },
    /// The log of changes, of all or of one record.
    Events {
        /// Only about this record.
        record: Option<RecordId>,
    },
    /// Two states of decisions side by side.
    Compare {
        /// The earlier or left one.
        from: Revision,
        /// The later or right one.
        to: Revision,
    },
    /// The packets.
    Packets,
    /// One packet, by sections.
    Packet(RecordId),
    /// The systems, with the line of their filter.
    Systems {
        /// The line as typed after `/`.
        filter: String,
    },
    /// One system: facts, tier, packs, waivers, decisions.
    System(RecordId),
    /// The assessments and what is offered, of one system or of all.
    Checklists {
        /// Only of this system.
        system: Option<RecordId>,
    },
    /// One assessment, item by item.
    Assessment(RecordId),
    /// The rubric with the live tier of a system.
    Risk(RecordId),
    /// The risk register, of one system or of all.
    Register {
        /// Only of this system.
        system: Option<RecordId>,
    },
    /// The gate board and verdict of a system.
    Readiness(RecordId),
    /// The waivers, and what awaits whom.
    Waivers {
        /// Only of this system.
        system: Option<RecordId>,
    },
    /// Packs, rubrics, patterns and templates.
    Library,
    /// One pack or rubric, by its word.
    Pack(String),
    /// The decision matrices.
    Matrices,
    /// One decision matrix.
    Matrix(RecordId),
}

/// What a screen wants after an update, besides effects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Something for the runtime.
    Effect(Effect),
    /// Another place; the shell keeps the way back.
    Go(Place),
    /// An item of an assessment; the shell keeps the way back.
    GoToItem {
        /// The assessment.
        assessment: RecordId,
        /// The item.
        item: String,
    },
    /// A short word of success, shown for four seconds.
    Tell(String),
    /// Something that did not work; stays until a key.
    Warn(Problem),
    /// A menu of choices; the chosen one comes back through [`Screen::choose`].
    Menu(Menu),
    /// A form to be filled; what was filled in comes back through [`Screen::submit`].
    Form(Form),
    /// A question before something that is not to happen by accident; a yes comes back through [`Screen::choose`].
    Ask(Question),
    /// Something longer to be read, and a yes to it where there is one to be said.
    Report(Report),
}

/// A sheet that is read and scrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it is about.
    pub title: String,
    /// Its paragraphs, each in one tone.
    pub lines: Vec<(Tone, String)>,
    /// What a yes does, in a word, and the word [`Screen::choose`] gets then; `None` where there is nothing to agree to.
    pub yes: Option<(&'static str, String)>,
}

/// A form over a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its word for the program: which form it is.
    pub word: &'static str,
    /// What it is about.
    pub title: String,
    /// A line below the title that says what will happen.
    pub note: Option<String>,
    /// Its fields, from above.
    pub fields: Vec<FormField>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    /// Its word for the program.
    pub word: &'static str,
    /// What is asked for.
    pub label: &'static str,
    /// What stands in it at first.
    pub value: String,
    /// What it takes.
    pub kind: FieldKind,
    /// What may be typed, shown while it has the focus.
    pub hint: String,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text; it may stay empty.
    Line,
    /// A line of text; it must not stay empty.
    Needed,
    /// A line of text of at least so many characters; what is missing is counted down while one types.
    AtLeast(u32),
    /// A date, `2026-03-02` or `2026-03`; it may stay empty.
    Date,
    /// One of these: the word for the program and the text shown.
    Choice(Vec<(String, String)>),
    /// A decision, found by number or words of its title; the value is the id of the one chosen. Where a log is named, only
    /// those of that log are found.
    Decision(Option<String>),
}

/// What was filled in: the word of each field and its value, trimmed.
pub type Filled = Vec<(&'static str, String)>;

/// A question that is answered with yes or no; no is the usual answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is about to happen.
    pub title: String,
    /// To what, and what follows from it.
    pub question: String,
    /// The word [`Screen::choose`] gets on a yes.
    pub word: String,
}

/// A menu over a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// What is chosen.
    pub title: String,
    /// The choices: a word for the program, the text shown, and why it cannot be chosen now, where it cannot.
    pub choices: Vec<(String, String, Option<String>)>,
}

/// What an update may use.
pub struct Context<'a> {
    /// The next ticket.
    pub tickets: &'a mut Tickets,
    /// The size of the body in cells: width and height.
    pub size: (u16, u16),
    /// The day the screen is true for.
    pub as_of: NaiveDate,
}

/// Gives out tickets.
#[derive(Debug, Default)]
pub struct Tickets(u64);

impl Tickets {
    /// A ticket nobody had before.
    pub fn take(&mut self) -> Ticket {
        self.0 += 1;
        Ticket(self.0)
    }
}

/// A screen of the workbench.
pub trait Screen {
    /// Where it can be found again: what Ctrl-O and the next start come back to.
    fn place(&self) -> Place;

    /// The words of the breadcrumb after the store's name.
    fn breadcrumb(&self) -> Vec<String>;

    /// The scopes its keys are looked up in, innermost first, `Global` left out.
    fn scopes(&self) -> &'static [Scope];

    /// Whether an action can be done now.
    fn availability(&self, action: Action) -> Availability;

    /// The actions shown in the status line, the most useful first.
    fn hints(&self) -> Vec<Action>;

    /// What stands on the left of the status line: `12 of 214`, a filter.
    fn status(&self) -> String;

    /// Asks for what it shows; called when it is entered, when the store changed and when the size changed.
    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome>;

    /// Does an action that is [`Availability::Ready`].
    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome>;

    /// Takes an answer in. The shell has not checked the ticket: a stale one is dropped here.
    fn receive(&mut self, answer: Answer, context: &mut Context<'_>) -> Vec<Outcome>;

    /// Whether a text field has the focus: then characters, editing keys and pastes go to [`Screen::type_into`].
    fn is_typing(&self) -> bool {
        false
    }

    /// An editing key or pasted text for the focused field.
    fn type_into(&mut self, _input: Typed, _context: &mut Context<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    /// The record the cursor is on: remembered beside the place, so that the next start finds the row again.
    fn cursor(&self) -> Option<RecordId> {
        None
    }

    /// Puts the cursor on a record as soon as it is seen.
    fn put_cursor_on(&mut self, _record: RecordId) {}

    /// Puts the cursor on an item of its checklist as soon as it is seen.
    fn put_cursor_on_item(&mut self, _item: &str) {}

    /// The order its rows stand in, in a word, where it is not the usual one: remembered beside the place.
    fn order(&self) -> Option<&'static str> {
        None
    }

    /// Puts the rows in a remembered order; a word that means none is left alone.
    fn put_in_order(&mut self, _order: &str) {}

    /// The system it is about: where `g c`, `g r`, `g o` and `g w` lead then.
    fn system(&self) -> Option<RecordId> {
        None
    }

    /// What would be lost by leaving now: the name of a text that was typed and not saved.
    fn unsaved(&self) -> Option<String> {
        None
    }

    /// The choice made in a [`Menu`] this screen asked for.
    fn choose(&mut self, _word: &str, _context: &mut Context<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    /// A form this screen asked for, filled in.
    ///
    /// # Errors
    /// What is wrong with a field is given back with its word and shown beside it; the form stays open then.
    fn submit(
        &mut self,
        _form: &'static str,
        _filled: &Filled,
        _context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        Ok(Vec::new())
    }

    /// A click on something that was registered while drawing, by its number there; `twice` for a double click.
    fn click(&mut self, _target: usize, _twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    /// The wheel over a part that was registered while drawing, one row down or up; the focus stays where it is.
    fn roll(&mut self, _pane: usize, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        self.update(action, context)
    }

    /// Draws the body and says through `look` where the real cursor stands and what can be clicked.
    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>);
}

/// Something typed into a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A key the field understands: a character, Backspace, Delete, Left, Right, Home, End, Ctrl-W, Ctrl-U.
    Key(crossterm::event::KeyEvent),
    /// Pasted text; line breaks are text, never commands.
    Paste(String),
}
