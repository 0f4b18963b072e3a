//! What may be typed after `archdeck`: every noun, verb and flag with the sentence its help shows. No command is done here.

mod assess;
mod create;
mod decide;
mod evidence;
mod matrix;
mod pack;
mod packet;
mod pattern;
mod person;
mod readiness;
mod risk;
mod system;
mod tier;
mod waiver;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::{
    domain::{
        digest::Digest,
        status::Status,
        text::{Line, TextRefused},
        time::StatedDate,
    },
    ops::filter::{Filter, Sort},
};

pub use self::assess::{
    AnswerWords, Assess, Bulk, Dispute, ExportForm, ImportForms, Record, ShowAssessment,
    StartAssessment,
};
pub use self::create::{New, Templates};
pub use self::decide::{
    Amend, Comment, Correct, DateOrNone, DependsOn, Discard, Facts, Relate, Settle, StatusStep,
    Supersede, Tag,
};
pub use self::evidence::{AddEvidence, Evidence};
pub use self::matrix::{EditMatrix, Matrix, NewMatrix};
pub use self::pack::{Pack, ShowPack};
pub use self::packet::{Build, ExportPacket, Packet};
pub use self::pattern::{AddPattern, EditPattern, Pattern, Said as PatternSaid};
pub use self::person::{AddPerson, EditPerson, Person};
pub use self::readiness::{Check, Format, Issue, Readiness, Sign};
pub use self::risk::{AddRisk, EditRisk, Risk};
pub use self::system::{AddSystem, EditSystem, ImportSystems, System};
pub use self::tier::{FactIs, FactorIs, Score as TierScore, Tier, WhatIf as TierWhatIf};
pub use self::waiver::{Ended, Extend, Propose, ScopeAsked, Waiver};

/// A terminal workbench for architecture governance over one local file: decisions, systems, checklists, readiness.
#[derive(Debug, Parser)]
#[command(
    name = "archdeck",
    version,
    after_help = "Without a command the workbench opens. REF is a number (`12`), the record's own id, `LOG/12`, or eight \
                  and more characters of its id; a system goes by its label (`SYS-0007`) or name.\nExit codes: 0 fine, 1 failed, 2 wrong usage, 3 a check did not pass.\n\
                  With `ARCHDECK_LOG=info` a log file is written; `archdeck where` says where."
)]
pub struct Invocation {
    /// What holds for every command.
    #[command(flatten)]
    pub globals: Globals,
    /// The command; none opens the workbench.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Globals {
    /// The store to work on, else the one `ARCHDECK_STORE` names
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub store: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Use colour: auto, always or never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub color: Color,
    /// Change nothing
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Write a line for every frame of the workbench to a file
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub trace: Option<PathBuf>,
    /// Read the settings from this file
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The nouns, and the verbs that need none.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What needs me: reviews, verdicts, waivers, waiting decisions, drafts; how systems stand; what happened last
    Home,
    /// Read decision logs from repositories, folders or files
    Import(Import),
    /// Decision records: list, show, edit, find, follow, export
    #[command(subcommand)]
    Adr(Adr),
    /// Decision logs
    #[command(subcommand)]
    Log(Log),
    /// The library of packs and rubrics: list, show, lint, compare
    #[command(subcommand)]
    Pack(Pack),
    /// Review packets: build, show, freeze, verify, compare, export
    #[command(subcommand)]
    Packet(Packet),
    /// Systems: register, describe by facts, list, take through their stages, import
    #[command(subcommand)]
    System(System),
    /// Patterns: the reference architectures systems follow
    #[command(subcommand)]
    Pattern(Pattern),
    /// Persons: who owns, asks, approves and signs
    #[command(subcommand)]
    Person(Person),
    /// Risk tiers: score the rubric of a system, record its tier, try out what would change
    #[command(subcommand)]
    Tier(Tier),
    /// The risk register: add, edit and close risks, the heat map
    #[command(subcommand)]
    Risk(Risk),
    /// Checklists: start, answer, review, compare, upgrade, record results
    #[command(subcommand)]
    Assess(Assess),
    /// What proves answers: add, list, keep, check
    #[command(subcommand)]
    Evidence(Evidence),
    /// Waivers and risk acceptances: ask for, decide, extend, end
    #[command(subcommand)]
    Waiver(Waiver),
    /// Decision matrices: begin, score, show, write into a decision
    #[command(subcommand)]
    Matrix(Matrix),
    /// Search the text of all records
    Search(Search),
    /// What was changed, when and by whom
    History(History),
    /// Take back my last change
    Undo,
    /// Do again what was undone last
    Redo,
    /// Verdicts: show, sign, issue, take back, put on a calendar or into a file
    #[command(subcommand)]
    Readiness(Readiness),
    /// Whether a system may go, for a pipeline; exit code 3 when it may not
    Check(Check),
    /// Check the store
    Doctor,
    /// Make everything that is derived anew from the history
    Rebuild,
    /// Write a copy of the store
    Backup {
        /// The file to write; it must not be there yet
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Print everything the store holds, one JSON value a line
    Dump,
    /// Where the store, the settings and the log file lie
    Where,
    /// Which key does what
    Keys,
    /// Try the workbench with decisions made up for it
    Demo(Demo),
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What to read.
#[derive(Debug, Args)]
pub struct Import {
    /// Repositories, folders of records, or single files
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// The log's name, where one log is found
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub log: Option<String>,
    /// Only say what would be understood; needs and makes no store
    #[arg(long)]
    pub dry_run: bool,
}

/// The verbs of decision records.
#[derive(Debug, Subcommand)]
pub enum Adr {
    /// List decisions
    List(List),
    /// Show one decision
    Show(Show),
    /// Edit a decision: its facts by flags, its text in `$EDITOR` or from a file
    Edit(Edit),
    /// Write a new decision from a template, as its log writes them
    New(New),
    /// The templates for new decisions, or the text of one
    Templates(Templates),
    /// Where a decision stands, or take decisions a step on: proposed, accepted, rejected …
    Status(StatusStep),
    /// Say that one decision takes the place of another
    Supersede(Supersede),
    /// Say that one decision changes part of another
    Amend(Amend),
    /// Say what one decision is to another
    Relate(Relate),
    /// Say that one decision needs another
    DependsOn(DependsOn),
    /// Say something about a decision
    Comment(Comment),
    /// What was said about a decision
    Comments {
        /// The decision
        #[arg(value_name = "REF")]
        reference: String,
    },
    /// Settle a comment
    Settle(Settle),
    /// Mend title, date, people or tags of a decision that was taken
    Correct(Correct),
    /// Put tags on decisions and take tags off them
    Tag(Tag),
    /// Throw a draft away; history keeps it
    Discard(Discard),
    /// Find decisions by their number and title, as the jump of the workbench does
    Find {
        /// What to look for
        #[arg(required = true)]
        words: Vec<String>,
        /// Print at most so many
        #[arg(long, default_value_t = 20, value_name = "N")]
        limit: usize,
    },
    /// The links of a decision, both ways
    Links {
        /// The decision
        #[arg(value_name = "REF")]
        reference: String,
    },
    /// What was changed about a decision
    History(History),
    /// Compare two states of a decision, or two decisions
    Diff(Diff),
    /// Write the records back as files, byte for byte; on a terminal shows the difference and asks
    Export(Export),
}

/// Which decisions, in which order.
#[derive(Debug, Args)]
pub struct List {
    /// Words that number and title must hold; `status:accepted`, `tag:data` and the like work here too
    pub words: Vec<String>,
    /// Only of this log
    #[arg(long, value_name = "NAME")]
    pub log: Option<String>,
    /// Only with one of these statuses
    #[arg(long, value_delimiter = ',')]
    pub status: Vec<Status>,
    /// Only with all of these tags
    #[arg(long)]
    pub tag: Vec<String>,
    /// Only where a person's name holds this
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Only decided on or after this date
    #[arg(long, value_name = "DATE")]
    pub since: Option<StatedDate>,
    /// Only decided on or before this date
    #[arg(long, value_name = "DATE")]
    pub until: Option<StatedDate>,
    /// By number, title, status, date or changed
    #[arg(long, value_name = "ORDER", default_value = "number")]
    pub sort: Sort,
    /// In the opposite order
    #[arg(long)]
    pub reverse: bool,
}

impl List {
    /// The filter these flags and words ask for: the same value the line after `/` makes in the workbench.
    ///
    /// # Errors
    /// Names the facet that was not understood.
    pub fn filter(self) -> Result<Filter, String> {
        let mut filter = Filter::parse(&self.words.join(" "))?;
        filter.log = self.log.or(filter.log);
        filter.statuses.extend(self.status);
        filter
            .tags
            .extend(self.tag.iter().map(|tag| tag.to_lowercase()));
        filter.person = self.person.or(filter.person);
        filter.since = self.since.or(filter.since);
        filter.until = self.until.or(filter.until);
        filter.sort = self.sort;
        filter.descending = self.reverse;
        Ok(filter)
    }
}

/// Which decision to show, and how.
#[derive(Debug, Args)]
pub struct Show {
    /// The decision
    #[arg(value_name = "REF")]
    pub reference: String,
    /// The bytes of the record as they are kept
    #[arg(long, conflicts_with = "json")]
    pub raw: bool,
}

/// Which decision to edit, and where the new text comes from.
#[derive(Debug, Args)]
pub struct Edit {
    /// The decision
    #[arg(value_name = "REF")]
    pub reference: String,
    /// Take the new text from this file, `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// Refuse unless the record still has this digest, as `adr show --json` prints it
    #[arg(long, value_name = "DIGEST")]
    pub base: Option<Digest>,
    /// Why it is changed
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
    /// Facts to be written instead of a whole text
    #[command(flatten)]
    pub facts: Facts,
}

/// Which states to compare. Without any it is the last change of the decision.
#[derive(Debug, Args)]
pub struct Diff {
    /// The decision
    #[arg(value_name = "REF")]
    pub reference: String,
    /// Another decision to compare it with; without it and without states, what the last change changed
    #[arg(value_name = "OTHER")]
    pub other: Option<String>,
    /// The earlier state: `now`, `imported`, `outside`, or after the event SEQ of its history
    #[arg(long, value_name = "SEQ|STATE", value_parser = state_word)]
    pub from: Option<StateWord>,
    /// The later state, in the same words, else `now`
    #[arg(long, value_name = "SEQ|STATE", value_parser = state_word)]
    pub to: Option<StateWord>,
}

/// A state of a decision as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateWord {
    /// As it is.
    Now,
    /// As its file was when it was imported last.
    Imported,
    /// As its file is in its folder.
    Outside,
    /// As it was after this place in the history.
    Event(u64),
}

fn state_word(typed: &str) -> Result<StateWord, String> {
    match typed {
        "now" => Ok(StateWord::Now),
        "imported" => Ok(StateWord::Imported),
        "outside" => Ok(StateWord::Outside),
        seq => seq.parse().map(StateWord::Event).map_err(|_| {
            "a state is `now`, `imported`, `outside` or the SEQ of an event that `archdeck history` lists".to_owned()
        }),
    }
}

/// Where to write records, and which.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags are there or not, and each means something of its own"
)]
pub struct Export {
    /// The folder to write into; made when it is missing
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, required_unless_present = "to_source")]
    pub directory: Option<PathBuf>,
    /// Only these decisions
    #[arg(value_name = "REF")]
    pub references: Vec<String>,
    /// Write what was changed here into the folders the logs came from, instead of DIR
    #[arg(long)]
    pub to_source: bool,
    /// Only this log
    #[arg(long, value_name = "NAME")]
    pub log: Option<String>,
    /// Only say what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// Show how each file differs from what is there
    #[arg(long)]
    pub diff: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// The verbs of decision logs.
#[derive(Debug, Subcommand)]
pub enum Log {
    /// List the logs
    List,
    /// Take a log and its records out of the store; the history keeps them
    Remove {
        /// The log
        name: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// A typed text that is kept: one line, and nothing in it that could not be shown as it is.
fn one_line(typed: &str) -> Result<String, TextRefused> {
    Line::parse(typed).map(|line| line.to_string())
}

/// A day of the calendar.
fn day(typed: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(typed, "%Y-%m-%d")
        .map_err(|_| format!("`{typed}` is not a day; write `2026-03-02`"))
}

/// A day of the calendar, or `none`.
fn day_or_none(typed: &str) -> Result<DayOrNone, String> {
    if typed.eq_ignore_ascii_case("none") {
        return Ok(DayOrNone(None));
    }
    day(typed).map(|day| DayOrNone(Some(day)))
}

/// A day, or that there is none any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOrNone(pub Option<NaiveDate>);

/// What to search for.
#[derive(Debug, Args)]
pub struct Search {
    /// Words the text must hold
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Print at most so many
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
}

/// Which events.
#[derive(Debug, Args)]
pub struct History {
    /// Only about this decision
    #[arg(value_name = "REF")]
    pub reference: Option<String>,
    /// Print at most so many
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: usize,
    /// Only those before this place in the history
    #[arg(long, value_name = "SEQ")]
    pub before: Option<u64>,
}

/// What the demonstration holds.
#[derive(Debug, Args)]
pub struct Demo {
    /// Only make the store that `--store` names, do not open the workbench
    #[arg(long)]
    pub no_tui: bool,
    /// Write so many synthetic decisions to measure with, into the store that `--store` names
    #[arg(long, value_name = "N", value_parser = at_most_a_million)]
    pub adrs: Option<usize>,
}

/// More decisions than anybody has are more than a measurement needs, and than a machine can hold.
fn at_most_a_million(typed: &str) -> Result<usize, String> {
    let wanted = "a number up to 1000000".to_owned();
    let number = typed.parse().map_err(|_| wanted.clone())?;
    if number > 1_000_000 {
        Err(wanted)
    } else {
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Invocation::command().debug_assert();
    }

    #[test]
    fn flags_and_typed_facets_make_one_filter() {
        let typed = [
            "archdeck",
            "adr",
            "list",
            "vector",
            "tag:RAG",
            "--status",
            "draft,proposed",
            "--since",
            "2026-01",
            "--sort",
            "date",
            "--reverse",
        ];
        let Some(Command::Adr(Adr::List(list))) = Invocation::parse_from(typed).command else {
            unreachable!("a list was asked for");
        };
        let filter = list.filter().unwrap();
        assert_eq!(
            filter.line(),
            "status:draft,proposed tag:rag since:2026-01 vector"
        );
        assert!(filter.descending && filter.sort == Sort::Date);
    }

    #[test]
    fn a_wrong_status_is_wrong_usage() {
        let refused = Invocation::try_parse_from(["archdeck", "adr", "list", "--status", "agreed"]);
        assert_eq!(refused.unwrap_err().exit_code(), 2);
    }
}
