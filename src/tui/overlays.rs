//! What lies over a screen: the palette, help, the jump, menus, messages, themes, a question. An overlay decides with what it was
//! given when it was opened and says what it wishes; the shell grants it.

mod choices;
mod confirm;
mod conflict;
mod export;
mod form;
mod help;
mod jump;
mod messages;
mod palette;
mod report;
mod sheet;
mod themes;

use ratatui::{Frame, layout::Rect};

pub use self::{
    choices::Choices, confirm::Confirm, conflict::answer as conflicting_answer, conflict::conflict,
    export::Export, form::FormSheet, help::Help, jump::Jump, messages::Messages, palette::Palette,
    report::ReportSheet, themes::Themes,
};
pub(super) use self::{messages::mark, sheet::paper};
use crate::{
    ops::{change::Change, exchange::export::ExportPlan, view::JumpView},
    tui::{
        action::Action,
        effect::Problem,
        look::Look,
        screen::{Filled, Place, Scope, Typed},
    },
};

/// What an overlay wants of the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To be gone.
    Close,
    /// An action on the screen below.
    Act(Action),
    /// To go somewhere.
    Go(Place),
    /// The matches of these words.
    Ask(String),
    /// To go straight to the record these words name.
    JumpTo(String),
    /// This choice of the screen's menu.
    Choose(String),
    /// A log imported from here.
    Import(String),
    /// These files written into the folders of their logs.
    Export(Box<ExportPlan>),
    /// This theme, for a look.
    Wear(String),
    /// This theme, to stay.
    Keep(String),
    /// To say that something does not work.
    Refuse(Problem),
    /// To say why something has no effect now.
    Note(String),
    /// What was filled into the form of this word, to be saved.
    Submit(&'static str, Filled),
    /// To be asked whether what was typed may be lost.
    AskToLeave,
    /// To save an edit that came too late, made anew.
    Save(Change),
    /// To leave the program.
    Quit,
}

/// Something over a screen that has all the keys.
pub trait Overlay {
    /// Whether a text field has the focus.
    fn is_typing(&self) -> bool {
        false
    }

    /// The scopes its keys are looked up in, innermost first, `Global` left out.
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::List]
    }

    /// Whether digits choose, whatever they are bound to elsewhere.
    fn takes_digits(&self) -> bool {
        false
    }

    /// An action a key stands for in a list.
    fn update(&mut self, action: Action) -> Vec<Wish>;

    /// An editing key or pasted text for the field.
    fn type_into(&mut self, _typed: &Typed) -> Vec<Wish> {
        Vec::new()
    }

    /// A click on a row.
    fn click(&mut self, _nth: usize, _twice: bool) -> Vec<Wish> {
        Vec::new()
    }

    /// The matches that were asked for.
    fn receive(&mut self, _view: &JumpView) {}

    /// Whether this is the question about leaving.
    fn asks_to_quit(&self) -> bool {
        false
    }

    /// What would be lost by closing it now: its name.
    fn unsaved(&self) -> Option<String> {
        None
    }

    /// What was filled in is being saved: it takes no more until that has come to its end.
    fn wait(&mut self) {}

    /// What is wrong with one of its fields, named by its word.
    fn object(&mut self, _field: &str, _why: &str) {}

    /// What was filled in was not saved, and why.
    fn refuse(&mut self, _problem: &Problem) {}

    /// The keys shown in the status line meanwhile.
    fn hints(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    /// Draws itself into the body.
    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>);
}

/// Whether an action takes an overlay away.
const fn closes(action: Action) -> bool {
    matches!(action, Action::Back | Action::Close)
}
