//! Stories about the gate board.
use super::*;
