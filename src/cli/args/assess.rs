//! What may be typed after `archdeck assess`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueHint};

use super::{DayOrNone, day, day_or_none, one_line};
use crate::{
    domain::{assessment::Response, digest::Digest, measure::Decimal},
    ops::forms::FormFormat,
};

/// The verbs of assessments.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "ASM is a label (`ASM-0042`), its number (`42`), `SYSTEM/PACK` (`SYS-0007/ra.rag-llm`), or eight and more \
                  characters of its id. SYSTEM is a label (`SYS-0007`), its number, or a name."
)]
pub enum Assess {
    /// List the assessments, of one system or of all
    List {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: Option<String>,
    },
    /// The packs that apply to a system and were not started: why, how many items, how long
    Offers {
        /// The system
        #[arg(value_name = "SYSTEM")]
        system: String,
    },
    /// Start a pack for a system; it stays with the version of today until it is upgraded
    Start(StartAssessment),
    /// Show an assessment by sections, or one of its items
    Show(ShowAssessment),
    /// Answer an item, or change what is said about it
    Answer(Box<AnswerWords>),
    /// Say as a reviewer that you found something else; yours counts until it is settled
    Dispute(Dispute),
    /// Say as a reviewer that you looked and found it so
    Verify {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The item
        #[arg(value_name = "ITEM")]
        item: String,
    },
    /// Say something to a dispute
    Reply {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The item
        #[arg(value_name = "ITEM")]
        item: String,
        /// What is said
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
    /// Take your own dispute or verification back
    Withdraw {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The item
        #[arg(value_name = "ITEM")]
        item: String,
    },
    /// Write an assessment as a form for people who do not run the program
    Export(ExportForm),
    /// Take in forms that came back; shows what changes before it is saved
    Import(ImportForms),
    /// Record that a person agrees to an n/a in the role the item asks for
    Concur {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The item
        #[arg(value_name = "ITEM")]
        item: String,
        /// Who agrees, else you
        #[arg(long, value_name = "PERSON")]
        person: Option<String>,
    },
    /// Say that answers still hold after their items changed with an upgrade
    Confirm {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The items
        #[arg(required = true, value_name = "ITEM")]
        items: Vec<String>,
    },
    /// Take the answer another system gave to the same item; its evidence stays there
    Take {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The item
        #[arg(value_name = "ITEM")]
        item: String,
        /// Which of the proposed answers, as `assess show ASM --item ITEM` numbers them
        #[arg(value_name = "N", default_value_t = 1)]
        number: usize,
    },
    /// Owner and dates for many items at once
    Bulk(Bulk),
    /// Take a copy of all answers that never changes
    Milestone {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// Why it is taken
        #[arg(long, value_name = "TEXT", value_parser = one_line)]
        title: String,
    },
    /// How an assessment differs from one of its milestones, or one milestone from another
    Compare {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// The earlier milestone: its number, as `assess show` lists them, the last is 1
        #[arg(long, value_name = "N", default_value_t = 1)]
        from: usize,
        /// The later one; else now
        #[arg(long, value_name = "N")]
        to: Option<usize>,
    },
    /// Bring an assessment to the version of its pack the library has; a milestone is taken before
    Upgrade {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
        /// Only say what would become of the answers
        #[arg(long)]
        dry_run: bool,
    },
    /// Record results of automation from a file
    Record(Record),
    /// Throw an assessment away with its answers; the history keeps them
    Discard {
        /// The assessment
        #[arg(value_name = "ASM")]
        assessment: String,
    },
}

/// Which pack to start.
#[derive(Debug, Args)]
pub struct StartAssessment {
    /// The system
    #[arg(value_name = "SYSTEM")]
    pub system: String,
    /// The pack's word, as `assess offers` prints it
    #[arg(value_name = "PACK")]
    pub pack: String,
    /// The decision it is about, for a pack that is answered once for each
    #[arg(long, value_name = "REF")]
    pub decision: Option<String>,
}

/// What to show.
#[derive(Debug, Args)]
pub struct ShowAssessment {
    /// The assessment
    #[arg(value_name = "ASM")]
    pub assessment: String,
    /// Only this item, with everything that is said about it
    #[arg(long, value_name = "ID", conflicts_with_all = ["failing", "unanswered"])]
    pub item: Option<String>,
    /// Only items that fail or lack evidence
    #[arg(long)]
    pub failing: bool,
    /// Only items without an answer that counts
    #[arg(long)]
    pub unanswered: bool,
}

/// An answer.
#[derive(Debug, Args)]
pub struct AnswerWords {
    /// The assessment
    #[arg(value_name = "ASM")]
    pub assessment: String,
    /// The item
    #[arg(value_name = "ITEM")]
    pub item: String,
    /// met, partial, unmet, n/a or unanswered; left out with `--value`, or where only what is said about it changes
    #[arg(value_name = "ANSWER", conflicts_with = "value")]
    pub response: Option<Response>,
    /// The measured value, or the step of a scale
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub value: Option<Decimal>,
    /// The unit of the value, as the item names it
    #[arg(long, value_name = "UNIT", requires = "value")]
    pub unit: Option<String>,
    /// What is to be said about it; of an n/a its reason; an empty text takes it away
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Who acts on it; an empty text takes it away
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// By when what is missing is done; `none` takes it away
    #[arg(long, value_name = "DATE", value_parser = day_or_none)]
    pub due: Option<DayOrNone>,
    /// By when it is planned to be met; `none` takes it away
    #[arg(long, value_name = "DATE", value_parser = day_or_none)]
    pub planned_by: Option<DayOrNone>,
    /// Refuse unless the answer still has this digest, as `assess show --item ID --json` prints it; `none`: unless there is none
    #[arg(long, value_name = "DIGEST", value_parser = base)]
    pub base: Option<Base>,
}

/// The answer that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base(pub Option<Digest>);

fn base(typed: &str) -> Result<Base, String> {
    if typed.eq_ignore_ascii_case("none") {
        return Ok(Base(None));
    }
    typed.parse().map(|digest| Base(Some(digest)))
}

/// What a reviewer found.
#[derive(Debug, Args)]
pub struct Dispute {
    /// The assessment
    #[arg(value_name = "ASM")]
    pub assessment: String,
    /// The item
    #[arg(value_name = "ITEM")]
    pub item: String,
    /// What you found: met, partial, unmet, n/a or unanswered
    #[arg(value_name = "ANSWER")]
    pub response: Response,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: String,
}

/// What changes about many items.
#[derive(Debug, Args)]
pub struct Bulk {
    /// The assessment
    #[arg(value_name = "ASM")]
    pub assessment: String,
    /// The items; else all that fail or have no answer
    #[arg(value_name = "ITEM")]
    pub items: Vec<String>,
    /// Who acts on them
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// By when what is missing is done
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub due: Option<NaiveDate>,
    /// By when they are planned to be met
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub planned_by: Option<NaiveDate>,
}

/// Where a form goes, and as what.
#[derive(Debug, Args)]
pub struct ExportForm {
    /// The assessment
    #[arg(value_name = "ASM")]
    pub assessment: String,
    /// The file to write, else standard output
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// md with check boxes, or csv for a spreadsheet; else by the ending of the file
    #[arg(long)]
    pub format: Option<FormFormat>,
    /// Write over another file
    #[arg(long)]
    pub force: bool,
}

/// Forms that came back.
#[derive(Debug, Args)]
#[command(
    after_help = "All forms are of one assessment. Rows that are stale or foreign are told by file and line and not taken, what two \
                  people answer differently is taken of nobody; the other rows are. Exit code 3 when something was not taken."
)]
pub struct ImportForms {
    /// The forms
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Only say what would change
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// Results of automation.
#[derive(Debug, Args)]
#[command(
    after_help = "The file is a JSON list. `item` and one of `response` and `value` are needed; nothing else is known:\n\
                  \x20 [ { \"item\": \"RTI-07\", \"response\": \"met\", \"note\": \"drill passed\",\n\
                  \x20     \"run\": \"https://ci.example.org/runs/812\", \"collected_on\": \"2026-11-20\" },\n\
                  \x20   { \"item\": \"RTI-02\", \"value\": 149.9, \"unit\": \"ms\", \"pack\": \"ra.realtime-inference\" } ]\n\
                  `run` becomes evidence. Every result is told; all are taken or, without `--skip-refused`, none."
)]
pub struct Record {
    /// The system
    #[arg(value_name = "SYSTEM")]
    pub system: String,
    /// The file with the results, `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from: PathBuf,
    /// Who or what ran it, else you
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub by: Option<String>,
    /// Take the results that can be taken, and leave the others
    #[arg(long)]
    pub skip_refused: bool,
    /// Only say what each result would do
    #[arg(long)]
    pub dry_run: bool,
}
