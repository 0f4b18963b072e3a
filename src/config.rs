//! The user's settings, read from `config.toml`: only differences from what the program does anyway stand there.
//!
//! A wrong key or value is said with its line and the program starts with the default for it. Nothing here opens a store or
//! draws, and nothing is ever written to the file.

mod account;
mod file;
pub mod paths;

use std::{fmt, path::Path, path::PathBuf};

use toml::{Spanned, de::DeTable, de::DeValue};

pub use account::{ActorRefused, actor};
pub use file::small_text;

use crate::domain::{adr::STUCK_AFTER_DAYS, text::Line};

/// So many things that were not understood are said one by one.
const COMPLAINTS: usize = 20;

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The person's name in the history, where the environment does not give one.
    pub me: Option<Line>,
    /// The name of the theme; the program's own choice where absent.
    pub theme: Option<String>,
    /// Whether borders and marks are drawn in plain ASCII.
    pub ascii: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Whether anything may move without a key.
    pub animation: bool,
    /// Days after which a proposed decision counts as stuck.
    pub stuck_after_days: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            me: None,
            theme: None,
            ascii: false,
            mouse: true,
            animation: true,
            stuck_after_days: STUCK_AFTER_DAYS,
        }
    }
}

/// Every key the file may hold.
pub const KEYS: [&str; 6] = [
    "me",
    "theme",
    "ascii",
    "mouse",
    "animation",
    "stuck_after_days",
];

/// Something in a file of the user's that was not understood; the default holds instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what is possible.
    pub message: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file.display())?;
        if self.line > 0 {
            write!(out, ":{}", self.line)?;
        }
        write!(out, ": {}", self.message)
    }
}

/// Reads the settings. A file that is not there is no complaint.
pub fn read(file: &Path) -> (Config, Vec<Complaint>) {
    match small_text(file) {
        Ok(Some(text)) => parse(&text, file),
        Ok(None) => Default::default(),
        Err(why) => {
            let complaint = Complaint {
                file: file.to_owned(),
                line: 0,
                message: format!("cannot be read ({why}); the defaults hold"),
            };
            (Config::default(), vec![complaint])
        }
    }
}

/// Reads the settings from the text of the file; `file` is named in complaints.
pub fn parse(text: &str, file: &Path) -> (Config, Vec<Complaint>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        breaks: text.match_indices('\n').map(|(at, _)| at).collect(),
        file,
        config: Config::default(),
        complaints: Vec::new(),
    };
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.complain(at, error.message().to_owned());
    }
    for (key, value) in table.get_ref() {
        if let Err((at, message)) = reader.take(key.get_ref(), key.span().start, value) {
            reader.complain(at, message);
        }
    }
    reader.complaints.sort_by_key(|complaint| complaint.line);
    let complaints = at_most(COMPLAINTS, reader.complaints, file);
    (reader.config, complaints)
}

/// The first complaints, and how many there are beside: a file that is no settings file at all has one on every line.
fn at_most(most: usize, mut complaints: Vec<Complaint>, file: &Path) -> Vec<Complaint> {
    let beside = complaints.len().saturating_sub(most);
    if beside > 0 {
        complaints.truncate(most);
        complaints.push(Complaint {
            file: file.to_owned(),
            line: 0,
            message: format!("{beside} more lines were not understood"),
        });
    }
    complaints
}

struct Reader<'a> {
    /// Where the lines end, counted once for however many complaints.
    breaks: Vec<usize>,
    file: &'a Path,
    config: Config,
    complaints: Vec<Complaint>,
}

/// A byte of the file and what is wrong there.
type Wrong = (usize, String);

impl Reader<'_> {
    fn complain(&mut self, at: usize, message: String) {
        self.complaints.push(Complaint {
            file: self.file.to_owned(),
            line: self.breaks.partition_point(|line_break| *line_break < at) + 1,
            message,
        });
    }

    fn take(&mut self, key: &str, at: usize, value: &Spanned<DeValue<'_>>) -> Result<(), Wrong> {
        let config = &mut self.config;
        match key {
            "me" => {
                let name = Line::parse(text_of(key, value)?);
                config.me = Some(name.map_err(|why| (value.span().start, format!("`me`: {why}")))?);
            }
            "theme" => config.theme = Some(text_of(key, value)?.to_owned()),
            "ascii" => config.ascii = switch_of(key, value)?,
            "mouse" => config.mouse = switch_of(key, value)?,
            "animation" => config.animation = switch_of(key, value)?,
            "stuck_after_days" => config.stuck_after_days = days_of(key, value)?,
            _ => {
                let message = format!("there is no setting `{key}`; there are {}", KEYS.join(", "));
                return Err((at, message));
            }
        }
        Ok(())
    }
}

fn text_of<'v>(key: &str, value: &'v Spanned<DeValue<'_>>) -> Result<&'v str, Wrong> {
    let wanted = "a text in quotes";
    value
        .get_ref()
        .as_str()
        .ok_or_else(|| wrong_type(key, wanted, value))
}

fn switch_of(key: &str, value: &Spanned<DeValue<'_>>) -> Result<bool, Wrong> {
    value
        .get_ref()
        .as_bool()
        .ok_or_else(|| wrong_type(key, "true or false", value))
}

fn days_of(key: &str, value: &Spanned<DeValue<'_>>) -> Result<u32, Wrong> {
    let number = value.get_ref().as_integer().and_then(|number| {
        let digits = number.as_str().replace('_', "");
        u32::from_str_radix(&digits, number.radix()).ok()
    });
    number.ok_or_else(|| wrong_type(key, "a number of days, 0 or more", value))
}

fn wrong_type(key: &str, wanted: &str, value: &Spanned<DeValue<'_>>) -> Wrong {
    let found = value.get_ref().type_str();
    let message = format!("`{key}` is {wanted}, not this {found}; its default holds");
    (value.span().start, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Config, Vec<String>) {
        let (config, complaints) = parse(text, Path::new("config.toml"));
        (config, complaints.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_key_is_read() {
        let text = "me = 'Mina Okafor'\ntheme = 'light'\nascii = true\nmouse = false\n\
                    animation = false\nstuck_after_days = 3_0\n";
        let (config, complaints) = parsed(text);
        assert_eq!(complaints, [""; 0]);
        assert_eq!(config.me.unwrap().as_str(), "Mina Okafor");
        assert_eq!(config.theme.as_deref(), Some("light"));
        assert!(config.ascii && !config.mouse && !config.animation);
        assert_eq!(config.stuck_after_days, 30);
        for key in KEYS {
            assert!(text.contains(key), "{key} is not tried");
        }
    }

    #[test]
    fn a_wrong_key_or_type_is_said_with_its_line_and_the_rest_holds() {
        let (config, complaints) =
            parsed("ascii = true\nmuose = true\n\nmouse = 'no'\nme = \"a\\u0007b\"\n");
        assert!(config.ascii && config.mouse && config.me.is_none());
        assert_eq!(complaints.len(), 3);
        assert!(complaints[0].starts_with("config.toml:2: there is no setting `muose`"));
        assert!(
            complaints[1].starts_with("config.toml:4: `mouse` is true or false, not this string")
        );
        assert!(complaints[2].contains(":5: `me`") && complaints[2].contains("U+0007"));
    }

    #[test]
    fn a_negative_number_of_days_is_refused() {
        let (config, complaints) = parsed("stuck_after_days = -1");
        assert_eq!(config.stuck_after_days, STUCK_AFTER_DAYS);
        assert!(complaints[0].contains("0 or more"));
    }

    #[test]
    fn a_file_that_is_no_toml_keeps_what_could_be_read() {
        let (config, complaints) = parsed("ascii = true\nthis is no toml\n");
        assert!(config.ascii);
        assert!(
            complaints
                .iter()
                .any(|line| line.starts_with("config.toml:2: ")),
            "{complaints:?}"
        );
    }

    #[test]
    fn no_file_is_no_complaint() {
        let nowhere = Path::new("/nonexistent/config.toml");
        assert_eq!(read(nowhere), (Config::default(), Vec::new()));
    }
}
