//! The one way out: data to stdout, messages to stderr, every foreign text made safe, and a reader that goes away is no error.
//!
//! Knows what a terminal is, and nothing of what is printed.

use std::{
    borrow::Cow,
    env,
    fmt::Write as _,
    io::{self, BufWriter, IsTerminal as _, Stdout, Write as _},
};

use serde::Serialize;

use crate::{
    cli::{
        args::{Color, Globals},
        problem::Problem,
    },
    domain::tone::Tone,
    markdown::safe,
};

/// The width text is laid out for when nobody says how wide the screen is.
const WIDTH: u16 = 80;
/// Nothing is laid out narrower than this.
const NARROWEST: u16 = 20;

/// What is printed goes through here.
#[derive(Debug)]
pub struct Output {
    out: BufWriter<Stdout>,
    /// Whether JSON was asked for.
    pub is_json: bool,
    /// Whether stdout is a terminal.
    pub is_terminal: bool,
    /// How many cells a line has.
    pub width: u16,
    has_colour: bool,
}

/// Printing goes on, or it does not.
pub type Printed = Result<(), Problem>;

impl Output {
    /// The way out of this process.
    pub fn new(globals: &Globals) -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        let no_colour = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            out: BufWriter::new(stdout),
            is_json: globals.json,
            is_terminal,
            width: width(is_terminal),
            has_colour: match globals.color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => is_terminal && !no_colour,
            },
        }
    }

    /// One line of data.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn line(&mut self, text: &str) -> Printed {
        writeln!(self.out, "{}", safe::line(text))?;
        Ok(())
    }

    /// Several lines of data.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn block(&mut self, text: &str) -> Printed {
        let text = safe::block(text);
        let end = if text.ends_with('\n') { "" } else { "\n" };
        write!(self.out, "{text}{end}")?;
        Ok(())
    }

    /// A line of pieces, each with its meaning; shown as colour only where colour is wanted.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn pieces<'t>(&mut self, pieces: impl IntoIterator<Item = (&'t str, Tone)>) -> Printed {
        for (text, tone) in pieces {
            let text = safe::line(text);
            match self.sign(tone) {
                Some(sign) if !text.is_empty() => write!(self.out, "\x1b[{sign}m{text}\x1b[0m")?,
                _ => write!(self.out, "{text}")?,
            }
        }
        writeln!(self.out)?;
        Ok(())
    }

    fn sign(&self, tone: Tone) -> Option<&'static str> {
        let sign = match tone {
            Tone::Good | Tone::Added => "32",
            Tone::Removed => "31",
            Tone::Caution => "1;33",
            Tone::Danger => "1;31",
            Tone::Muted => "2",
            Tone::Heading | Tone::Strong => "1",
            Tone::Match => "1;4",
            _ => return None,
        };
        self.has_colour.then_some(sign)
    }

    /// A value as JSON, readable for people too.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn json(&mut self, value: &impl Serialize) -> Printed {
        let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
        writeln!(self.out, "{}", without_hidden(&text))?;
        Ok(())
    }

    /// A value as JSON in one line.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn json_line(&mut self, value: &impl Serialize) -> Printed {
        let text = serde_json::to_string(value).map_err(io::Error::from)?;
        writeln!(self.out, "{}", without_hidden(&text))?;
        Ok(())
    }

    /// Bytes as they are; only on a terminal they are made safe.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn bytes(&mut self, bytes: &[u8]) -> Printed {
        if self.is_terminal {
            return self.block(&String::from_utf8_lossy(bytes));
        }
        self.out.write_all(bytes)?;
        Ok(())
    }

    /// Bytes of our own making, such as a script for a shell.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn raw(&mut self, bytes: &[u8]) -> Printed {
        self.out.write_all(bytes)?;
        Ok(())
    }

    /// The only text of this process.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn last(&mut self, text: &str) -> Printed {
        self.block(text)?;
        self.flush()
    }

    /// Everything printed so far leaves the process.
    ///
    /// # Errors
    /// When stdout takes no more.
    pub fn flush(&mut self) -> Printed {
        self.out.flush()?;
        Ok(())
    }
}

/// A message for the person, beside the data. A stderr nobody reads is no reason to stop.
pub fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{}", safe::line(text));
}

/// Several lines of message.
pub fn tell_block(text: &str) {
    let _ = writeln!(io::stderr(), "{}", safe::block(text).trim_end());
}

/// Says what went wrong in one line, and what to do next in another.
pub fn report(problem: &Problem) {
    if let Some(what) = problem.what() {
        tell(&format!("error: {what}"));
    }
    if let Some(hint) = problem.hint() {
        tell(&format!("hint: {hint}"));
    }
}

/// Asks on the terminal; anything but `y` and `yes` is no.
///
/// # Errors
/// When nobody is there to answer; names the flag that answers.
pub fn agreed(question: &str, flag: &str) -> Result<bool, Problem> {
    if !io::stdin().is_terminal() {
        return Err(Problem::usage(
            format!("{question} Nobody is at the terminal to answer."),
            format!("Say yes with `{flag}`."),
        ));
    }
    let _ = write!(io::stderr(), "{} [y/N] ", safe::line(question));
    let _ = io::stderr().flush();
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(matches!(answer.as_str(), "y" | "yes"))
}

/// How many cells a line of stdout has: the terminal's, else `COLUMNS`, else 80.
fn width(is_terminal: bool) -> u16 {
    let told = || env::var("COLUMNS").ok()?.parse().ok();
    let seen = || {
        let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
        Some(size.ws_col).filter(|columns| *columns > 0)
    };
    let width: Option<u16> = if is_terminal { seen() } else { None };
    width.or_else(told).unwrap_or(WIDTH).max(NARROWEST)
}

/// JSON in which no control character, mark of direction or invisible space stands as itself. They can only stand inside
/// texts, where `\u` and four digits mean the same.
fn without_hidden(json: &str) -> Cow<'_, str> {
    let hides = |c: char| {
        matches!(c, '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    if !json.contains(hides) {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len() + 32);
    for c in json.chars() {
        if hides(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_hides_nothing_and_means_the_same() {
        let value = "a\u{1b}[2J\u{9b}\u{202e}b\u{e0041}c\u{7f}é";
        let text = serde_json::to_string(value).unwrap();
        let shown = without_hidden(&text);
        assert!(!shown.chars().any(char::is_control) && shown.contains('é'));
        assert!(shown.contains("\\u202e"));
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), value);
    }
}
