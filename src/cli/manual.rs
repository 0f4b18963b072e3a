//! What the program says about itself: the keys, the completions for a shell, the manual page. All of it is made from the
//! definitions that are in force, never written by hand.

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use serde::Serialize;

use crate::cli::{
    args::Invocation,
    desk::Desk,
    output::Printed,
    table::Table,
};

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
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    page.extend_from_slice(b".SH COMMANDS\n");
    for sub in command.get_subcommands() {
        describe(sub, &mut Vec::new(), &mut page)?;
    }
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
        page.extend_from_slice(format!(".SS \"archdeck {}\"\n", nouns.join(" ")).as_bytes());
        let man = clap_mangen::Man::new(command.clone());
        let mut body = Vec::new();
        man.render_description_section(&mut body)?;
        man.render_options_section(&mut body)?;
        page.extend_from_slice(&as_subsection(&body));
    }
    nouns.pop();
    Ok(())
}

/// The same text one level down: sections become paragraphs in bold.
fn as_subsection(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let mut lines = String::with_capacity(text.len());
    for line in text.lines() {
        match line.strip_prefix(".SH ") {
            Some("DESCRIPTION") => {}
            Some(name) => lines.push_str(&format!(".PP\n\\fB{name}\\fR\n")),
            None => {
                lines.push_str(line);
                lines.push('\n');
            }
        }
    }
    lines.into_bytes()
}
