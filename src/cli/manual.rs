//! What the program says about itself: the keys, the completions for a shell, the manual page. All of it is made from the
//! definitions that are in force, never written by hand.

use std::io::Write as _;

use clap::{Arg, Command, CommandFactory as _};
use clap_complete::Shell;
use serde::Serialize;

use crate::cli::{args::Invocation, desk::Desk, output::Printed, table::Table};

/// An action and its keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyLine {
    /// Where the keys hold.
    pub scope: String,
    /// Its name in `keymap.toml`.
    pub action: String,
    /// The sequences, the one shown in hints first; none where it is only in the palette.
    pub keys: Vec<String>,
    /// What it does.
    pub about: String,
}

/// Prints the keys in force.
///
/// # Errors
/// When stdout takes no more.
pub fn print_keys(desk: &mut Desk, lines: &[KeyLine]) -> Printed {
    if desk.out.is_json {
        desk.out.json(&lines)?;
        return desk.out.flush();
    }
    let mut table = Table::new(["SCOPE", "KEYS", "ACTION", "WHAT IT DOES"]);
    for line in lines {
        table.push([
            line.scope.as_str().into(),
            line.keys.join(", ").into(),
            line.action.as_str().into(),
            line.about.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()
}

/// Prints the completions for a shell.
pub fn completions(desk: &mut Desk, shell: Shell) -> Printed {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Invocation::command(), "archdeck", &mut script);
    desk.out.raw(&script)
}

/// Prints the manual page: the program, then every command in a section of its own.
pub fn page(desk: &mut Desk) -> Printed {
    let mut command = Invocation::command();
    command.build();
    let man = clap_mangen::Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    page.extend_from_slice(b".SH COMMANDS\n");
    for sub in command.get_subcommands() {
        describe(sub, &mut Vec::new(), &mut page)?;
    }
    man.render_extra_section(&mut page)?;
    desk.out.raw(&page)
}

/// One command with its arguments, and the verbs below it.
fn describe(command: &Command, nouns: &mut Vec<String>, page: &mut Vec<u8>) -> Printed {
    if command.get_name() == "help" {
        return Ok(());
    }
    nouns.push(command.get_name().to_owned());
    if command.has_subcommands() {
        for sub in command.get_subcommands() {
            describe(sub, nouns, page)?;
        }
    } else {
        writeln!(page, ".SS \"archdeck {}\"", nouns.join(" "))?;
        writeln!(page, "{}", command.get_about().cloned().unwrap_or_default())?;
        for argument in command.get_arguments().filter(|argument| is_own(argument)) {
            writeln!(
                page,
                ".TP\n\\fB{}\\fR",
                spelled(argument).replace('-', "\\-")
            )?;
            writeln!(page, "{}", argument.get_help().cloned().unwrap_or_default())?;
        }
    }
    nouns.pop();
    Ok(())
}

/// What every command takes is told once, at the top.
fn is_own(argument: &Arg) -> bool {
    !argument.is_global_set() && !matches!(argument.get_id().as_str(), "help" | "version")
}

/// `--limit N` or `REF`.
fn spelled(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let values: Vec<_> = names.iter().map(ToString::to_string).collect();
    let values = if argument.get_action().takes_values() {
        values.join(" ")
    } else {
        String::new()
    };
    let flag = argument
        .get_long()
        .map(|long| format!("--{long} "))
        .unwrap_or_default();
    format!("{flag}{values}").trim_end().to_owned()
}
