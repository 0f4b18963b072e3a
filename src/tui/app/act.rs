//! What the shell does itself, before a screen is asked: going somewhere, overlays, undo, leaving. And what an overlay may wish.

use std::path::PathBuf;

use super::{Access, App};
use crate::{
    domain::ids::RecordId,
    ops::{
        change::{Change, ImportRequest},
        query::Query,
    },
    tui::{
        action::Action,
        effect::{Effect, Problem, Slot},
        overlays::{self, Wish},
        screen::{Availability, Place},
    },
};

const READ_ONLY: &str = "the store is open for reading only";
/// How many matches a jump asks for.
const JUMP_LIMIT: usize = 100;

impl App {
    /// Whether an action can be done now: the shell's own first, then the screen's.
    pub fn availability(&self, action: Action) -> Availability {
        match action {
            action if self.is_read_only() && changes_the_store(action) => self.read_only(action),
            Action::GoPrevious if self.trail.is_empty() => {
                Availability::Disabled("this is the first place".to_owned())
            }
            Action::Back => self.back_availability(),
            action if is_of_the_shell(action) => Availability::Ready,
            action => self.screen.availability(action),
        }
    }

    /// Whether nothing can be changed.
    pub(in crate::tui) fn is_read_only(&self) -> bool {
        self.start.access == Access::ReadOnly
    }

    /// Why a change is not made where nothing can be changed; what has no meaning here has none then either.
    fn read_only(&self, action: Action) -> Availability {
        if !is_of_the_shell(action) && self.screen.availability(action) == Availability::Foreign {
            return Availability::Foreign;
        }
        Availability::Disabled(READ_ONLY.to_owned())
    }

    fn back_availability(&self) -> Availability {
        let own = self.screen.availability(Action::Back);
        if own == Availability::Ready || self.screen.place() != Place::Home {
            return Availability::Ready;
        }
        let quit = self.start.keymap.key_of(Action::Close);
        let quit = quit.map_or(String::new(), |key| format!("; {key} quits"));
        Availability::Disabled(format!("this is home{quit}"))
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return self.quit(),
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return self.redraw(),
            Action::Back if self.overlay.is_none() && self.waiting.stop_asking(self.now) => {
                return self.say_how_to_ask_again();
            }
            _ => {}
        }
        if let Some(overlay) = &mut self.overlay {
            let wishes = overlay.update(action);
            return self.grant(wishes);
        }
        match self.availability(action) {
            Availability::Foreign => Vec::new(),
            Availability::Disabled(why) => {
                self.notices.note(self.now, why);
                Vec::new()
            }
            Availability::Ready => self.act_here(action),
        }
    }

    fn redraw(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::Redraw];
        effects.extend(self.refresh());
        effects
    }

    fn say_how_to_ask_again(&mut self) -> Vec<Effect> {
        let key = self.start.keymap.key_of(Action::Redraw);
        let again = key.map_or(String::new(), |key| format!("; {key} asks again"));
        let said = format!("not waiting any longer{again}");
        self.notices.note(self.now, said);
        Vec::new()
    }

    fn act_here(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::GoHome => self.go(&Place::Home),
            Action::GoDecisions => self.go_to_kind(&Place::Decisions {
                filter: String::new(),
            }),
            Action::GoEvents => self.go_to_kind(&Place::Events { record: None }),
            Action::GoPackets => self.go_to_kind(&Place::Packets),
            Action::GoSystems => self.go_to_kind(&Place::Systems {
                filter: String::new(),
            }),
            Action::GoLibrary => self.go_to_kind(&Place::Library),
            Action::GoMatrices => self.go_to_kind(&Place::Matrices),
            Action::GoChecklists
            | Action::GoRisk
            | Action::GoRegister
            | Action::GoReadiness
            | Action::GoWaivers => {
                let place = of_system(action, self.screen.system());
                self.go_to_kind(&place)
            }
            Action::GoSearch => self.go_to_kind(&Place::Search {
                text: String::new(),
            }),
            Action::GoPrevious => self.go_back(),
            Action::Close => self.close(),
            Action::Back if self.screen.availability(action) != Availability::Ready => {
                self.step_back()
            }
            Action::Undo => self.change(Change::Undo),
            Action::Redo => self.change(Change::Redo),
            Action::Export => vec![self.ask(Slot::Export, Query::Export).1],
            Action::Mouse => self.turn_mouse(),
            action if self.show_overlay(action) => self.overlay_is_shown(action),
            action => {
                let outcomes = self.with_screen(|screen, context| screen.update(action, context));
                self.take(outcomes)
            }
        }
    }

    fn show_overlay(&mut self, action: Action) -> bool {
        let overlay: Box<dyn overlays::Overlay> = match action {
            Action::Palette => Box::new(overlays::Palette::new(self, "")),
            Action::Import => Box::new(overlays::Palette::new(self, "import ")),
            Action::Help => Box::new(overlays::Help::new(self)),
            Action::Messages => Box::new(overlays::Messages::new(self.notices.history())),
            Action::Theme => Box::new(overlays::Themes::new(&self.start.themes, &self.start.theme)),
            Action::GoJump => Box::new(overlays::Jump::default()),
            _ => return false,
        };
        self.overlay = Some(overlay);
        true
    }

    fn overlay_is_shown(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::GoJump {
            return self.ask_jump(String::new());
        }
        Vec::new()
    }

    fn ask_jump(&mut self, text: String) -> Vec<Effect> {
        let query = Query::Jump {
            text,
            limit: JUMP_LIMIT,
        };
        vec![self.ask(Slot::Jump, query).1]
    }

    /// Leaves; asks only where typed text would be lost, and the second time no more.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let asked = self
            .overlay
            .as_ref()
            .is_some_and(|shown| shown.asks_to_quit());
        match self.unsaved() {
            Some(what) if !asked => {
                self.cover(overlays::Confirm::to_quit(&what));
                Vec::new()
            }
            _ => vec![Effect::Quit],
        }
    }

    pub(super) fn change(&mut self, change: Change) -> Vec<Effect> {
        let effect = Effect::Do {
            ticket: self.tickets.take(),
            change,
        };
        self.waiting.noticed(&effect, self.now);
        self.late.remember(&effect);
        vec![effect]
    }

    fn turn_mouse(&mut self) -> Vec<Effect> {
        self.start.mouse = !self.start.mouse;
        let said = if self.start.mouse {
            "the mouse is ours again; Shift-drag selects text"
        } else {
            "the terminal has the mouse: drag selects text"
        };
        self.notices.success(self.now, said.to_owned(), None);
        vec![Effect::CaptureMouse(self.start.mouse)]
    }

    /// Does what an overlay wishes.
    pub(super) fn grant(&mut self, wishes: Vec<Wish>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for wish in wishes {
            effects.extend(self.grant_one(wish));
        }
        effects
    }

    fn grant_one(&mut self, wish: Wish) -> Vec<Effect> {
        match wish {
            Wish::Save(change) => self.save_late(change),
            Wish::Close => {
                self.late.settling = None;
                self.uncover();
                Vec::new()
            }
            Wish::Submit(form, filled) => self.submit(form, &filled),
            Wish::AskToLeave => {
                self.ask_to_leave();
                Vec::new()
            }
            Wish::Act(action) => self.act(action),
            Wish::Go(place) => self.go(&place),
            Wish::Ask(text) => self.ask_jump(text),
            Wish::JumpTo(text) => self.jump_to(text),
            Wish::Choose(word) => {
                let outcomes = self.with_screen(|screen, context| screen.choose(&word, context));
                self.take(outcomes)
            }
            Wish::Import(_) if self.is_read_only() => {
                self.notices.note(self.now, READ_ONLY.to_owned());
                Vec::new()
            }
            Wish::Import(path) => {
                let paths = vec![self.without_tilde(&path)];
                self.change(Change::Import(ImportRequest { paths, log: None }))
            }
            Wish::Export(plan) => self.change(Change::Export(*plan)),
            Wish::Wear(name) => {
                self.wear(&name);
                Vec::new()
            }
            Wish::Keep(name) => {
                self.wear(&name);
                self.say_how_to_keep(&name);
                Vec::new()
            }
            Wish::Refuse(problem) => {
                self.notices.problem(problem);
                Vec::new()
            }
            Wish::Note(why) => {
                self.notices.note(self.now, why);
                Vec::new()
            }
            Wish::Quit => vec![Effect::Quit],
        }
    }

    fn say_how_to_keep(&mut self, name: &str) {
        let said = if self.start.without_colour {
            format!("theme {name}; colours are off (NO_COLOR or --color=never)")
        } else {
            format!("theme {name}; `theme = \"{name}\"` in the config keeps it")
        };
        self.notices.success(self.now, said, None);
    }

    fn jump_to(&mut self, text: String) -> Vec<Effect> {
        let query = Query::Jump {
            text,
            limit: JUMP_LIMIT,
        };
        let (ticket, effect) = self.ask(Slot::Jump, query);
        self.straight = Some(ticket);
        vec![effect]
    }

    /// A path as a shell would read it.
    fn without_tilde(&self, typed: &str) -> PathBuf {
        match (typed.strip_prefix("~/"), &self.start.home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(typed),
        }
    }

    /// The menu a screen asked for.
    pub(super) fn show_menu(&mut self, menu: crate::tui::screen::Menu) {
        if menu.choices.is_empty() {
            self.notices.problem(Problem {
                message: format!("{}: there is nothing to choose", menu.title),
                hint: None,
                ..Problem::default()
            });
            return;
        }
        self.show(overlays::Choices::new(menu));
    }
}

const fn changes_the_store(action: Action) -> bool {
    matches!(
        action,
        Action::Import
            | Action::Export
            | Action::Undo
            | Action::Redo
            | Action::EditText
            | Action::Add
            | Action::Step
            | Action::EditFacts
            | Action::Tag
            | Action::Link
            | Action::Comment
            | Action::Settle
            | Action::Discard
            | Action::BuildPacket
            | Action::FreezePacket
            | Action::AddSystem
            | Action::EditSystem
            | Action::EnterStage
            | Action::LinkDecision
            | Action::BindPattern
            | Action::CloseSystem
            | Action::ImportSystems
            | Action::SystemPacket
            | Action::StartPack
            | Action::Met
            | Action::Partial
            | Action::Unmet
            | Action::NotApplicable
            | Action::Unanswer
            | Action::Measure
            | Action::Evidence
            | Action::EvidencePieces
            | Action::Owner
            | Action::Due
            | Action::Note
            | Action::Review
            | Action::Confirm
            | Action::AskWaiver
            | Action::Bulk
            | Action::Upgrade
            | Action::FormImport
            | Action::DiscardAssessment
            | Action::Zero
            | Action::One
            | Action::Two
            | Action::Three
            | Action::Four
            | Action::Five
            | Action::TierStep
            | Action::AddRisk
            | Action::EditRisk
            | Action::CloseRisk
            | Action::AcceptRisk
            | Action::ReadinessStep
            | Action::AddWaiver
            | Action::WaiverStep
            | Action::ExtendWaiver
            | Action::AddPattern
            | Action::EditPattern
            | Action::AddMatrix
            | Action::EditMatrix
            | Action::WriteMatrix
            | Action::DiscardMatrix
    )
}

/// Where a key leads that means one system or, where the screen is about none, all of them.
const fn of_system(action: Action, system: Option<RecordId>) -> Place {
    match (action, system) {
        (Action::GoRisk, Some(system)) => Place::Risk(system),
        (Action::GoReadiness, Some(system)) => Place::Readiness(system),
        (Action::GoReadiness, None) => Place::Systems {
            filter: String::new(),
        },
        (Action::GoChecklists, system) => Place::Checklists { system },
        (Action::GoWaivers, system) => Place::Waivers { system },
        (_, system) => Place::Register { system },
    }
}

const fn is_of_the_shell(action: Action) -> bool {
    matches!(
        action,
        Action::GoHome
            | Action::GoDecisions
            | Action::GoEvents
            | Action::GoPackets
            | Action::GoSystems
            | Action::GoChecklists
            | Action::GoRisk
            | Action::GoRegister
            | Action::GoReadiness
            | Action::GoWaivers
            | Action::GoLibrary
            | Action::GoMatrices
            | Action::GoSearch
            | Action::GoJump
            | Action::GoPrevious
            | Action::Palette
            | Action::Help
            | Action::Close
            | Action::Quit
            | Action::Suspend
            | Action::Redraw
            | Action::Messages
            | Action::Theme
            | Action::Mouse
            | Action::Import
            | Action::Export
            | Action::Undo
            | Action::Redo
    )
}
