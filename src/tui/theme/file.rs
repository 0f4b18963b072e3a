//! Reads a theme file: `[tones]` and `[code]`, each meaning with a colour and attributes. What is not understood becomes a
//! warning with its line.

use std::ops::Range;

use ratatui::style::{Color, Modifier, Style};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Theme;
use crate::{
    domain::tone::Tone,
    tui::warning::{Warning, line_of},
};

/// The names of tones in a file: table, name, tone.
const NAMES: [(&str, &str, Tone); Tone::ALL.len()] = [
    ("tones", "plain", Tone::Plain),
    ("tones", "muted", Tone::Muted),
    ("tones", "accent", Tone::Accent),
    ("tones", "good", Tone::Good),
    ("tones", "caution", Tone::Caution),
    ("tones", "danger", Tone::Danger),
    ("tones", "heading", Tone::Heading),
    ("tones", "link", Tone::Link),
    ("tones", "cursor", Tone::Cursor),
    ("tones", "match", Tone::Match),
    ("tones", "border", Tone::Border),
    ("tones", "border_focused", Tone::BorderFocused),
    ("tones", "strong", Tone::Strong),
    ("tones", "emphasis", Tone::Emphasis),
    ("tones", "struck", Tone::Struck),
    ("tones", "quote", Tone::Quote),
    ("tones", "key", Tone::Key),
    ("tones", "added", Tone::Added),
    ("tones", "removed", Tone::Removed),
    ("code", "code", Tone::Code),
    ("code", "comment", Tone::CodeComment),
    ("code", "keyword", Tone::CodeKeyword),
    ("code", "string", Tone::CodeString),
    ("code", "number", Tone::CodeNumber),
    ("code", "function", Tone::CodeFunction),
    ("code", "type", Tone::CodeType),
];

/// Colour names follow the terminal's own palette.
const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const ATTRIBUTES: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("struck", Modifier::CROSSED_OUT),
];

/// Reads a file over a base.
pub fn read(base: Theme, name: &str, text: &str) -> (Theme, Vec<Warning>) {
    let mut reading = Reading {
        name,
        text,
        theme: base,
        warnings: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(tables) => {
            for (table, tones) in tables.get_ref() {
                reading.table(table, tones);
            }
        }
        Err(error) => {
            let at = error.span().unwrap_or_default();
            reading.warn(
                &at,
                format!("{}; the dark theme is used", error.message().trim()),
            );
        }
    }
    reading.warnings.sort_by_key(|warning| warning.line);
    (reading.theme, reading.warnings)
}

/// The tones a file says nothing about.
#[cfg(test)]
pub fn missing(text: &str) -> Vec<Tone> {
    let tables: toml::Table = text.parse().unwrap();
    NAMES
        .iter()
        .filter(|(table, name, _)| tables.get(*table).and_then(|t| t.get(*name)).is_none())
        .map(|(_, _, tone)| *tone)
        .collect()
}

struct Reading<'a> {
    name: &'a str,
    text: &'a str,
    theme: Theme,
    warnings: Vec<Warning>,
}

impl Reading<'_> {
    fn warn(&mut self, at: &Range<usize>, message: String) {
        self.warnings.push(Warning {
            file: self.name.to_owned(),
            line: line_of(self.text, at.start),
            message,
        });
    }

    fn table(&mut self, name: &Spanned<impl AsRef<str>>, tones: &Spanned<DeValue<'_>>) {
        let word = name.get_ref().as_ref();
        let (true, DeValue::Table(tones)) = (["tones", "code"].contains(&word), tones.get_ref())
        else {
            let message = format!("there is no table `{word}`; there are `tones` and `code`");
            return self.warn(&name.span(), message);
        };
        for (tone, style) in tones {
            let known = NAMES
                .iter()
                .find(|(table, name, _)| *table == word && *name == tone.get_ref().as_ref());
            if let Some((_, _, tone)) = known {
                self.tone(*tone, style);
            } else {
                let message = format!("there is no tone `{}`", tone.get_ref());
                self.warn(&tone.span(), message);
            }
        }
    }

    fn tone(&mut self, tone: Tone, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(parts) = value.get_ref() else {
            let message = "a tone is written as { fg = \"cyan\", bold = true }".to_owned();
            return self.warn(&value.span(), message);
        };
        let mut style = Style::new();
        for (part, value) in parts {
            match with(style, part.get_ref(), value.get_ref()) {
                Ok(next) => style = next,
                Err(message) => {
                    self.warn(&part.span(), message);
                    style = self.theme.style(tone);
                }
            }
        }
        self.theme.set(tone, style);
    }
}

fn with(style: Style, part: &str, value: &DeValue<'_>) -> Result<Style, String> {
    if let Some((_, attribute)) = ATTRIBUTES.iter().find(|(name, _)| *name == part) {
        return match value.as_bool() {
            Some(true) => Ok(style.add_modifier(*attribute)),
            Some(false) => Ok(style),
            None => Err(format!("`{part}` is true or false")),
        };
    }
    match part {
        "fg" => Ok(style.fg(colour(value)?)),
        "bg" => Ok(style.bg(colour(value)?)),
        _ => Err(format!(
            "there is no attribute `{part}`; there are fg, bg, bold, dim, italic, underline, reverse and struck"
        )),
    }
}

fn colour(value: &DeValue<'_>) -> Result<Color, String> {
    let word = match value {
        DeValue::String(word) => word.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        _ => String::new(),
    };
    let named = word.replace("light-", "bright-");
    if let Some((_, colour)) = COLOURS.iter().find(|(name, _)| *name == named) {
        return Ok(*colour);
    }
    if let Ok(number) = word.parse() {
        return Ok(Color::Indexed(number));
    }
    hexadecimal(&word).ok_or_else(|| {
        format!(
            "`{word}` is not a colour; write a name such as `cyan` or `bright-blue`, 0 to 255, or `#rrggbb`"
        )
    })
}

fn hexadecimal(word: &str) -> Option<Color> {
    let digits = word.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some(Color::Rgb(red, green, blue))
}
