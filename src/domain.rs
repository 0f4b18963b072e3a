//! What the words of architecture governance mean: pure types and rules.
//!
//! Nothing here reads a file, a clock, a database or a terminal; a value that cannot be known is a value of its own.

pub mod adr;
pub mod assessment;
pub mod comment;
pub mod condition;
pub(crate) mod day;
pub mod digest;
pub mod event;
pub mod evidence;
pub mod fact;
pub mod finding;
pub mod gate;
pub mod ids;
pub mod life_cycle;
pub mod link;
pub mod log;
pub mod matrix;
pub mod measure;
pub mod pack;
pub mod packet;
pub mod person;
pub mod readiness;
pub mod register;
pub mod rubric;
pub mod score;
pub mod sign_off;
pub mod status;
pub mod system;
pub mod text;
pub mod tier;
pub mod tiering;
pub mod time;
pub mod tone;
pub mod waiver;
