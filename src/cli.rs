//! The command line: what is typed becomes the same questions and changes a key makes, and their answers become lines of text
//! or JSON. Knows no screen and no store; ends the process nowhere.

mod adr;
pub mod args;
mod assess;
mod care;
mod check;
mod demo;
mod desk;
mod evidence;
mod history;
mod home;
mod import;
mod log;
mod manual;
mod matrix;
pub mod output;
mod pack;
mod packet;
mod pattern;
mod person;
pub mod problem;
mod readiness;
mod risk;
mod search;
mod system;
mod table;
mod tier;
mod waiver;

use std::ffi::OsString;

use clap::{Parser as _, error::ErrorKind};

use self::{
    args::{Adr, Command, Invocation},
    output::{Output, Printed},
    problem::{Exit, Problem},
};
pub use self::{
    desk::{Desk, Launch},
    manual::{KeyLine, print_keys},
};
use crate::ops::{change::Change, reference::short};

/// What is left to do after a command.
#[derive(Debug)]
pub enum Next {
    /// Nothing.
    End(Exit),
    /// Open the workbench.
    Workbench(Box<Launch>),
    /// Print the keys, which only the workbench knows.
    Keys(Box<Desk>),
}

/// Reads what was typed. Help and version are printed here.
///
/// # Errors
/// When it is wrong usage, or when only help was asked for; both were said already.
pub fn parse(typed: impl IntoIterator<Item = OsString>) -> Result<Invocation, Problem> {
    Invocation::try_parse_from(typed).map_err(|answer| refused(&answer))
}

/// Help that was asked for is data; everything else is wrong usage, said in the form of all our errors.
fn refused(answer: &clap::Error) -> Problem {
    let text = answer.render().to_string();
    if answer.exit_code() == 0 {
        let printed = Output::new(&args::Globals::default()).last(&text);
        return printed.err().unwrap_or(Problem::Said(Exit::Fine));
    }
    if answer.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        output::tell_block(&text);
        return Problem::Said(Exit::WrongUsage);
    }
    let text = text.replace("\n       archdeck ", " or: archdeck ");
    let paragraphs: Vec<String> = text.split("\n\n").map(in_one_line).collect();
    let starting = |word: &str| {
        paragraphs
            .iter()
            .find(|paragraph| paragraph.starts_with(word))
    };
    let what = paragraphs
        .first()
        .map_or(text.as_str(), |first| first.trim_start_matches("error: "));
    let hint = starting("tip: ")
        .map(|tip| tip.trim_start_matches("tip: "))
        .or_else(|| starting("Usage: ").map(String::as_str));
    Problem::usage(what, hint.unwrap_or("`--help` tells what is possible."))
}

/// A paragraph on one line. A word without end, which only somebody can have typed, is cut.
fn in_one_line(paragraph: &str) -> String {
    let words: Vec<_> = paragraph.split_whitespace().map(short).collect();
    words.join(" ")
}

/// Does a command.
///
/// # Errors
/// When it cannot be done; says why and what to do next.
pub fn run(invocation: Invocation) -> Result<Next, Problem> {
    let mut desk = Desk::new(invocation.globals);
    let Some(command) = invocation.command else {
        return Ok(Next::Workbench(Box::new(desk.launch()?)));
    };
    desk.complain();
    match command {
        Command::Keys => return Ok(Next::Keys(Box::new(desk))),
        Command::Demo(demo) => return demo::run(desk, &demo),
        Command::Pack(pack) => return pack::run(&mut desk, pack).map(Next::End),
        Command::Packet(packet) => return packet::run(&mut desk, packet).map(Next::End),
        Command::Assess(assess) => return assess::run(&mut desk, assess).map(Next::End),
        Command::Evidence(evidence) => return evidence::run(&mut desk, evidence).map(Next::End),
        Command::Check(check) => return check::run(&mut desk, &check).map(Next::End),
        Command::Doctor => return care::doctor(&mut desk).map(Next::End),
        Command::Home => home::run(&mut desk),
        Command::Import(import) => import::run(&mut desk, import),
        Command::Adr(adr) => run_adr(&mut desk, adr),
        Command::Log(log) => log::run(&mut desk, log),
        Command::System(system) => system::run(&mut desk, system),
        Command::Pattern(pattern) => pattern::run(&mut desk, pattern),
        Command::Person(person) => person::run(&mut desk, person),
        Command::Tier(tier) => tier::run(&mut desk, tier),
        Command::Readiness(readiness) => readiness::run(&mut desk, readiness),
        Command::Risk(risk) => risk::run(&mut desk, risk),
        Command::Waiver(waiver) => waiver::run(&mut desk, waiver),
        Command::Matrix(matrix) => matrix::run(&mut desk, matrix),
        Command::Search(search) => search::run(&mut desk, &search),
        Command::History(history) => history::run(&mut desk, &history),
        Command::Undo => history::turn(&mut desk, Change::Undo),
        Command::Redo => history::turn(&mut desk, Change::Redo),
        Command::Rebuild => care::rebuild(&mut desk),
        Command::Backup { file } => care::backup(&mut desk, &file),
        Command::Dump => care::dump(&mut desk),
        Command::Where => desk.print_paths(),
        Command::Completions { shell } => manual::completions(&mut desk, shell),
        Command::Man => manual::page(&mut desk),
    }?;
    desk.out.flush()?;
    Ok(Next::End(Exit::Fine))
}

fn run_adr(desk: &mut Desk, adr: Adr) -> Printed {
    match adr {
        Adr::List(list) => adr::list::run(desk, list),
        Adr::Show(show) => adr::show::run(desk, &show),
        Adr::Edit(edit) => adr::edit::run(desk, &edit),
        Adr::New(new) => adr::new::run(desk, new),
        Adr::Templates(templates) => adr::templates::run(desk, templates),
        Adr::Status(status) => adr::status::run(desk, &status),
        Adr::Supersede(link) => adr::link::supersede(desk, link),
        Adr::Amend(link) => adr::link::amend(desk, link),
        Adr::Relate(link) => adr::link::relate(desk, link),
        Adr::DependsOn(link) => adr::link::depends_on(desk, link),
        Adr::Comment(comment) => adr::comment::say(desk, &comment),
        Adr::Comments { reference } => adr::comment::list(desk, &reference),
        Adr::Settle(settle) => adr::comment::settle(desk, &settle),
        Adr::Correct(correct) => adr::correct::run(desk, &correct),
        Adr::Tag(tag) => adr::tag::run(desk, tag),
        Adr::Discard(discard) => adr::discard::run(desk, &discard),
        Adr::Find { words, limit } => adr::find::run(desk, &words, limit),
        Adr::Links { reference } => adr::links::run(desk, &reference),
        Adr::History(history) => history::run(desk, &history),
        Adr::Diff(diff) => adr::diff::run(desk, &diff),
        Adr::Export(export) => adr::export::run(desk, &export),
    }
}
