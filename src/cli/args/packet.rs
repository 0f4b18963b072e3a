//! What may be typed after `archdeck packet`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueHint};

use super::{day, one_line};
use crate::{domain::status::Status, ops::change::PacketFormat};

/// The verbs of packets.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "PKT is a label (`PKT-2026-001`), a part of one that no other has (`001`), `last`, or eight and more \
                  characters of its id."
)]
pub enum Packet {
    /// Put decisions together for a review
    Build(Build),
    /// List the packets
    List,
    /// Print a packet, or one section of it, as Markdown
    Show {
        /// The packet
        #[arg(value_name = "PKT")]
        packet: String,
        /// Only this section: `cover`, `What is asked`, `payments/12`
        #[arg(long, value_name = "SECTION")]
        section: Option<String>,
    },
    /// Freeze a packet: its bytes are kept and never change again
    Freeze {
        /// The packet
        #[arg(value_name = "PKT")]
        packet: String,
    },
    /// Check that a packet is what was handed over; exit code 3 when it is not
    Verify {
        /// A packet's file, or a frozen packet of the store; a file needs no store
        #[arg(value_name = "FILE|PKT", value_hint = ValueHint::FilePath)]
        packet: String,
    },
    /// How two packets differ, decision by decision
    Diff {
        /// The earlier one: a file or a packet of the store
        #[arg(value_name = "FILE|PKT", value_hint = ValueHint::FilePath)]
        from: String,
        /// The later one
        #[arg(value_name = "FILE|PKT", value_hint = ValueHint::FilePath)]
        to: String,
    },
    /// Write a packet to a file
    Export(ExportPacket),
    /// Throw a packet away that is not frozen; the history keeps it
    Discard {
        /// The packet
        #[arg(value_name = "PKT")]
        packet: String,
    },
}

/// What a packet is made of.
#[derive(Debug, Args)]
pub struct Build {
    /// The decisions, in the order in which they are to stand
    #[arg(value_name = "REF")]
    pub references: Vec<String>,
    /// The system whose readiness it shows; where no decision is named, with those the system rests on
    #[arg(long, value_name = "SYSTEM")]
    pub system: Option<String>,
    /// Its title; of a readiness packet the name of the system where it is left out
    #[arg(long, value_name = "TEXT", value_parser = one_line, required_unless_present = "system")]
    pub title: Option<String>,
    /// What the board is asked; else the packet says that nothing is
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub ask: Option<String>,
    /// What you recommend; else the packet says that nothing is
    #[arg(long, value_name = "TEXT", value_parser = one_line)]
    pub recommend: Option<String>,
    /// Also the decisions of this log; once for each of several
    #[arg(long, value_name = "NAME")]
    pub log: Vec<String>,
    /// Also the decisions with one of these statuses, with a comma between them; with `--log` only those of the logs
    #[arg(long, value_delimiter = ',')]
    pub status: Vec<Status>,
    /// The day it is true for, else today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// The frozen packet it tells the changes since, else the one frozen last
    #[arg(long, value_name = "PKT")]
    pub since: Option<String>,
}

/// Where a packet is written, and how.
#[derive(Debug, Args)]
pub struct ExportPacket {
    /// The packet
    #[arg(value_name = "PKT")]
    pub packet: String,
    /// The file to write
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// md, html or json; else by the ending of the file, md where it has none
    #[arg(long)]
    pub format: Option<PacketFormat>,
    /// Write over another file
    #[arg(long)]
    pub force: bool,
}
