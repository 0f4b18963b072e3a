//! What may be typed after `archdeck pack`.

use clap::{Args, Subcommand};

/// The verbs of the library.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "ID is the word of a pack, a rubric or the register (`ra.rag-llm`). Files of your own lie in the folder \
                  `checklists`; `archdeck where` says where that is."
)]
pub enum Pack {
    /// List packs, rubrics and the register, and how many findings each has
    List,
    /// Print what a pack asks, or everything about one item
    Show(ShowPack),
    /// Hold packs or files against the rules; exit code 3 when there are findings
    Lint {
        /// Files, packs or rubrics; without any the whole library
        #[arg(value_name = "FILE|ID")]
        packs: Vec<String>,
    },
    /// How two versions differ, and the least version the later may have; exit code 3 when its version is too low
    Diff {
        /// The earlier one: a file, an ID, or `ID@VERSION`
        #[arg(value_name = "OLD")]
        old: String,
        /// The later one
        #[arg(value_name = "NEW")]
        new: String,
    },
    /// The facts a condition may name, and their values
    Facts,
}

/// What is printed of a pack.
#[derive(Debug, Args)]
pub struct ShowPack {
    /// The pack, rubric or register
    #[arg(value_name = "ID")]
    pub pack: String,
    /// Only this item or factor, with everything about it
    #[arg(long, value_name = "ITEM")]
    pub item: Option<String>,
}
