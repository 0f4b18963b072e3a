//! What may be typed after `archdeck person`.

use clap::{Args, Subcommand};

use super::one_line;

/// The verbs of persons.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "PERSON is a name or an alias, without regard to case, or eight and more characters of an id. A name means \
                  one person."
)]
pub enum Person {
    /// Everybody who is known, and who acts here
    List,
    /// Who a person is: other names, roles, systems
    Show {
        /// The person
        #[arg(value_name = "PERSON")]
        person: String,
    },
    /// Add a person
    Add(AddPerson),
    /// Change what is known of a person; what is not typed stays
    Edit(EditPerson),
}

/// A new person.
#[derive(Debug, Args)]
pub struct AddPerson {
    /// The name
    #[arg(value_name = "NAME", value_parser = one_line)]
    pub name: String,
    /// Another name: an account, an address, a former name; once for each
    #[arg(long, value_name = "NAME")]
    pub alias: Vec<String>,
    /// What the person may speak for: sre, security, privacy, product, architect, data, L2, L3 …
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    pub role: Vec<String>,
    /// Whom the person acts for
    #[arg(long, value_name = "PERSON")]
    pub acts_for: Option<String>,
}

/// What is known of a person, anew.
#[derive(Debug, Args)]
pub struct EditPerson {
    /// The person
    #[arg(value_name = "PERSON")]
    pub person: String,
    /// Another name to go by
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    pub name: Option<String>,
    /// All other names, once for each; an empty one takes them away
    #[arg(long, value_name = "NAME")]
    pub alias: Option<Vec<String>>,
    /// All roles, with a comma between them; an empty one takes them away
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    pub role: Option<Vec<String>>,
    /// Whom the person acts for; `none`: nobody any more
    #[arg(long, value_name = "PERSON")]
    pub acts_for: Option<String>,
    /// The person has left
    #[arg(long, conflicts_with = "back")]
    pub left: bool,
    /// The person is back
    #[arg(long)]
    pub back: bool,
}
