//! `archdeck demo`: a store with decisions made up for it, apart from the user's own.

use crate::{
    cli::{
        Next,
        args::Demo,
        desk::Desk,
        output::tell,
        problem::{Exit, Problem},
    },
    ops::demo::{self, DemoRequest},
};
