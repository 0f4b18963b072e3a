//! What may be typed to work on decisions: steps, links, comments, facts, tags.

use clap::{ArgAction, ArgGroup, Args};

use super::one_line;
use crate::domain::{digest::Digest, link::LinkKind, time::StatedDate};

/// Where decisions go, or where one stands.
#[derive(Debug, Args)]
#[command(
    override_usage = "archdeck adr status REF\n       archdeck adr status REF… STATUS [--reason TEXT] [--decider NAME]… [--on DATE]"
)]
pub struct StatusStep {
    /// The decisions, then the status they go to; with one decision alone, where it stands and which steps are possible
    #[arg(required = true, value_name = "REF… STATUS")]
    pub words: Vec<String>,
    /// Why; needed where nobody knew where a decision stands
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
    /// Who decided, once for each of them; written into the text in place of those named there
    #[arg(long, alias = "by", value_name = "NAME", value_parser = one_line)]
    pub decider: Vec<String>,
    /// The day it was decided; written into the text, which else keeps its date
    #[arg(long, value_name = "DATE")]
    pub on: Option<StatedDate>,
    /// Refuse unless the one decision still has this digest, as `adr show --json` prints it
    #[arg(long, value_name = "DIGEST")]
    pub base: Option<Digest>,
}

/// Which decision takes the place of which.
#[derive(Debug, Args)]
pub struct Supersede {
    /// The decision that gives way
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The decision that takes its place
    #[arg(long, value_name = "NEW")]
    pub by: String,
    /// Say so no longer
    #[arg(long)]
    pub remove: bool,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
}

/// Which decision changes part of which.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("amendment").required(true).args(["by", "title"]))]
pub struct Amend {
    /// The decision of which a part changes
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The decision that changes it
    #[arg(long, value_name = "NEW")]
    pub by: Option<String>,
    /// Write a new decision of this title that changes it
    #[arg(long, value_name = "TITLE", value_parser = one_line, conflicts_with = "remove")]
    pub title: Option<String>,
    /// Say so no longer
    #[arg(long)]
    pub remove: bool,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
}

/// What one decision is to another.
#[derive(Debug, Args)]
pub struct Relate {
    /// The decision that says it
    #[arg(value_name = "REF")]
    pub reference: String,
    /// The other one
    #[arg(value_name = "OTHER")]
    pub other: String,
    /// What it says: relates-to, depends-on, extends, refines, clarifies, enables, precedes, conflicts-with, complements …
    #[arg(long = "as", value_name = "KIND", default_value = "relates-to", value_parser = kind)]
    pub kind: LinkKind,
    /// Say so no longer
    #[arg(long)]
    pub remove: bool,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
}

/// Which decision needs which.
#[derive(Debug, Args)]
pub struct DependsOn {
    /// The decision that needs the other one
    #[arg(value_name = "REF")]
    pub reference: String,
    /// The decision it needs
    #[arg(value_name = "OTHER")]
    pub other: String,
    /// Say so no longer
    #[arg(long)]
    pub remove: bool,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
}

/// What is said about a decision.
#[derive(Debug, Args)]
pub struct Comment {
    /// The decision
    #[arg(value_name = "REF")]
    pub reference: String,
    /// What is said
    #[arg(required = true, value_name = "TEXT")]
    pub words: Vec<String>,
}

/// Which comment is settled.
#[derive(Debug, Args)]
#[command(
    override_usage = "archdeck adr settle REF N [--reopen]\n       archdeck adr settle COMMENT-ID [--reopen]"
)]
pub struct Settle {
    /// The decision, or the beginning of the comment's id
    #[arg(value_name = "REF")]
    pub of: String,
    /// The comment's number, as `adr comments REF` shows it
    #[arg(value_name = "N")]
    pub number: Option<usize>,
    /// Open it again
    #[arg(long)]
    pub reopen: bool,
}

/// Facts of a decision; an empty value takes a fact away.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Facts (an empty value takes one away)")]
pub struct Facts {
    /// Its title
    #[arg(long, value_parser = one_line)]
    pub title: Option<String>,
    /// The date of the decision
    #[arg(long, value_parser = date_or_none)]
    pub date: Option<DateOrNone>,
    /// By when it is to be looked at again
    #[arg(long, value_name = "DATE", value_parser = date_or_none)]
    pub review_by: Option<DateOrNone>,
    /// Who decides, in place of those named there; once for each of them
    #[arg(long = "decider", value_name = "NAME", action = ArgAction::Append)]
    pub deciders: Option<Vec<String>>,
    /// Who was asked; once for each of them
    #[arg(long, value_name = "NAME", action = ArgAction::Append)]
    pub consulted: Option<Vec<String>>,
    /// Who was told; once for each of them
    #[arg(long, value_name = "NAME", action = ArgAction::Append)]
    pub informed: Option<Vec<String>>,
    /// Its tags, in place of those it has; once for each of them
    #[arg(long = "tag", value_name = "TAG", action = ArgAction::Append)]
    pub tags: Option<Vec<String>>,
}

/// What is mended about a decision that was taken.
#[derive(Debug, Args)]
pub struct Correct {
    /// The decision
    #[arg(value_name = "REF")]
    pub reference: String,
    /// Why; needed where the decision was taken
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub reason: Option<String>,
    /// Refuse unless the record still has this digest, as `adr show --json` prints it
    #[arg(long, value_name = "DIGEST")]
    pub base: Option<Digest>,
    /// What is mended
    #[command(flatten)]
    pub facts: Facts,
}

/// Tags put on and taken off.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("tags").required(true).multiple(true).args(["add", "remove"]))]
pub struct Tag {
    /// The decisions
    #[arg(required = true, value_name = "REF")]
    pub references: Vec<String>,
    /// A tag they carry from now on; once for each of them
    #[arg(long, value_name = "TAG")]
    pub add: Vec<String>,
    /// A tag they carry no longer; once for each of them
    #[arg(long, value_name = "TAG")]
    pub remove: Vec<String>,
}

/// A draft that is thrown away.
#[derive(Debug, Args)]
pub struct Discard {
    /// The draft
    #[arg(value_name = "REF")]
    pub reference: String,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// A date, or that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateOrNone(pub Option<StatedDate>);

fn date_or_none(typed: &str) -> Result<DateOrNone, String> {
    if typed.trim().is_empty() {
        return Ok(DateOrNone(None));
    }
    typed.parse().map(|date| DateOrNone(Some(date)))
}

fn kind(typed: &str) -> Result<LinkKind, String> {
    let linking = |kind: &LinkKind| kind.inverse().is_some();
    LinkKind::from_word(&typed.to_lowercase())
        .filter(linking)
        .ok_or_else(|| {
            let words: Vec<_> = LinkKind::ALL
                .into_iter()
                .filter(linking)
                .map(LinkKind::word)
                .collect();
            format!("possible are {}", words.join(", "))
        })
}
