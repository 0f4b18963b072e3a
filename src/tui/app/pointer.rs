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
            MouseEventKind::ScrollDown => self.roll(Action::Down, at(mouse)),
            MouseEventKind::ScrollUp => self.roll(Action::Up, at(mouse)),
            MouseEventKind::Down(MouseButton::Left) => {
                self.notices.dismiss();
                self.notices.forget_note();
                self.click(at(mouse))
            }
            _ => Vec::new(),
        }
    }

    /// The part under the pointer moves, whatever has the focus; an overlay moves wherever the pointer is.
    fn roll(&mut self, action: Action, at: Position) -> Vec<Effect> {
        if let (Some(pane), None) = (self.pane_at(at), &self.overlay) {
            let mut outcomes = Vec::new();
            for _ in 0..WHEEL {
                let more = self.with_screen(|screen, context| screen.roll(pane, action, context));
                outcomes.extend(more);
            }
            return self.take(outcomes);
        }
        let known = self.is_known(action);
        let times = if known { WHEEL } else { 0 };
        (0..times).flat_map(|_| self.act(action)).collect()
    }

    fn pane_at(&self, at: Position) -> Option<usize> {
        let under = self.targets.iter().rev();
        let mut under = under.filter(|(area, _)| area.contains(at));
        under.find_map(|(_, target)| match target {
            Target::Pane(pane) => Some(*pane),
            Target::Screen(_) | Target::Action(_) => None,
        })
    }

    fn click(&mut self, at: Position) -> Vec<Effect> {
        let hit = self
            .targets
            .iter()
            .rev()
            .filter(|(_, target)| !matches!(target, Target::Pane(_)))
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
            (Target::Action(action), Some(overlay)) if overlay.hints().contains(&action) => {
                self.act(action)
            }
            (Target::Action(_), Some(overlay)) if overlay.unsaved().is_some() => {
                self.act(Action::Back)
            }
            (Target::Action(action), Some(_)) => self.grant(vec![Wish::Close, Wish::Act(action)]),
            (Target::Action(action), None) => self.act(action),
            (Target::Pane(_), _) => Vec::new(),
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

const fn at(mouse: MouseEvent) -> Position {
    Position {
        x: mouse.column,
        y: mouse.row,
    }
}
