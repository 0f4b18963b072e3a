//! The workbench on a terminal: keys become actions, `update` decides, the runtime does, screens draw from what they hold.
//! Nothing here reads the disk or knows the store; questions and changes go to the worker as values.

pub mod action;
pub mod app;
mod comparison;
pub mod effect;
pub mod frame;
pub mod input;
pub mod keymap;
pub mod look;
pub mod overlays;
pub mod runtime;
pub mod screen;
pub mod screens;
pub mod signals;
#[cfg(test)]
pub(crate) mod stage;
pub mod terminal;
pub mod theme;
pub mod warning;
pub mod widgets;
pub mod worker;
