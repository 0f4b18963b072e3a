//! The mouse: the wheel moves, a click selects or presses a hint, a double click opens. What can be clicked was said while
//! drawing.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::App;
use crate::tui::{action::Action, effect::Effect, look::Target, overlays::Wish};

/// Rows the wheel moves.
const WHEEL: usize = 3;
/// Two clicks within this many milliseconds are one double click.
const TWICE_WITHIN: u64 = 400;

/// The last click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clicked {
    target: Target,
    at: u64,
}

impl App {
    pub(super) fn mouse(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        match mouse.kind {
            MouseEventKind::ScrollDown => self.roll(Action::Down),
            MouseEventKind::ScrollUp => self.roll(Action::Up),
            MouseEventKind::Down(MouseButton::Left) => {
                self.notices.dismiss();
                self.notices.forget_note();
                self.click(Position::new(mouse.column, mouse.row))
            }
            _ => Vec::new(),
        }
    }

    fn roll(&mut self, action: Action) -> Vec<Effect> {
        let known = self.is_known(action);
        let times = if known { WHEEL } else { 0 };
        (0..times).flat_map(|_| self.act(action)).collect()
    }

    fn click(&mut self, at: Position) -> Vec<Effect> {
        let hit = self
            .targets
            .iter()
            .rev()
            .find(|(area, _)| area.contains(at))
            .map(|(_, target)| *target);
        let Some(target) = hit else {
            // Beside an overlay means away with it.
            return if self.overlay.is_some() {
                self.act(Action::Back)
            } else {
                Vec::new()
            };
        };
        let twice = self
            .clicked
            .is_some_and(|before| before.target == target && self.now < before.at + TWICE_WITHIN);
        self.clicked = (!twice).then_some(Clicked {
            target,
            at: self.now,
        });
        self.hit(target, twice)
    }

    fn hit(&mut self, target: Target, twice: bool) -> Vec<Effect> {
        match (target, &mut self.overlay) {
            (Target::Action(action), Some(_)) => self.grant(vec![Wish::Close, Wish::Act(action)]),
            (Target::Action(action), None) => self.act(action),
            (Target::Screen(nth), Some(overlay)) => {
                let wishes = overlay.click(nth, twice);
                self.grant(wishes)
            }
            (Target::Screen(nth), None) => {
                let outcomes =
                    self.with_screen(|screen, context| screen.click(nth, twice, context));
                self.take(outcomes)
            }
        }
    }
}
