//! One key press in words: read from a keymap, made from a terminal event, printed in a hint. Keys a legacy terminal cannot
//! tell apart from others are refused here, so that no action hides behind one.

use std::{fmt, str::FromStr};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One press, without the differences terminals disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Names of keys that are not one character.
const NAMES: [(&str, KeyCode); 17] = [
    ("esc", KeyCode::Esc),
    ("enter", KeyCode::Enter),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("space", KeyCode::Char(' ')),
    ("menu", KeyCode::Menu),
];

/// Why a control key cannot be bound: what a legacy terminal sends in its place.
const TAKEN: [(char, &str); 5] = [
    ('i', "tab"),
    ('m', "enter"),
    ('[', "esc"),
    ('h', "backspace"),
    ('j', "enter"),
];

impl Key {
    /// A key that carries one character and no modifier.
    pub const fn character(letter: char) -> Self {
        Self {
            code: KeyCode::Char(letter),
            modifiers: KeyModifiers::NONE,
        }
    }

    /// The key of a terminal event. Terminals disagree about Shift beside a capital letter, so it is dropped there.
    pub const fn of(event: KeyEvent) -> Self {
        let kept = KeyModifiers::CONTROL.union(KeyModifiers::ALT);
        let (code, modifiers) = match event.code {
            KeyCode::Char(letter) => (KeyCode::Char(letter), event.modifiers.intersection(kept)),
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => {
                (KeyCode::BackTab, KeyModifiers::NONE)
            }
            KeyCode::BackTab => (KeyCode::BackTab, KeyModifiers::NONE),
            code => (code, event.modifiers.intersection(kept)),
        };
        Self { code, modifiers }
    }

    /// The event this key would arrive as.
    pub const fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// Reads a sequence: keys with spaces between.
    ///
    /// # Errors
    /// Says which key was not understood or cannot be bound, and why.
    pub fn sequence(text: &str) -> Result<Vec<Self>, String> {
        let keys: Vec<Self> = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err("a key is missing; the space bar is written `space`".to_owned());
        }
        Ok(keys)
    }

    /// A sequence as it is written and shown.
    pub fn written(keys: &[Self]) -> String {
        let words: Vec<_> = keys.iter().map(Self::to_string).collect();
        words.join(" ")
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plain = |code| Self {
            code,
            modifiers: KeyModifiers::NONE,
        };
        if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Ok(plain(*code));
        }
        if let Some(letter) = only_char(text) {
            return Ok(plain(KeyCode::Char(letter)));
        }
        if let Some(number) = text.strip_prefix('f').and_then(|n| n.parse().ok()) {
            return match number {
                1..=12 => Ok(plain(KeyCode::F(number))),
                _ => Err(format!("`{text}`: keyboards have f1 to f12")),
            };
        }
        match text.split_once('-') {
            Some(("ctrl", rest)) => control(text, rest),
            Some(("alt", _)) => Err(format!(
                "`{text}`: Alt is not bound, because terminals send Esc and the key for it"
            )),
            Some(("shift", rest)) if only_char(rest).is_some() => Err(format!(
                "`{text}`: write the capital letter or the sign itself"
            )),
            _ => Err(format!(
                "`{text}` is not a key; examples are `a`, `A`, `ctrl-p`, `f1`, `pgdn`, `shift-tab`, `g d`"
            )),
        }
    }
}

fn only_char(text: &str) -> Option<char> {
    let mut letters = text.chars();
    letters.next().filter(|_| letters.next().is_none())
}

fn control(text: &str, rest: &str) -> Result<Key, String> {
    if let Some((_, same)) = TAKEN
        .iter()
        .find(|(letter, _)| only_char(rest) == Some(*letter))
    {
        return Err(format!(
            "`{text}` is the same key as `{same}` to a terminal"
        ));
    }
    match only_char(rest) {
        Some(letter @ 'a'..='z') => Ok(Key {
            code: KeyCode::Char(letter),
            modifiers: KeyModifiers::CONTROL,
        }),
        Some('A'..='Z') => Err(format!(
            "`{text}`: terminals cannot tell Ctrl-Shift from Ctrl"
        )),
        _ => Err(format!(
            "`{text}`: only ctrl-a to ctrl-z reach a program from every terminal"
        )),
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            out.write_str("ctrl-")?;
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            out.write_str("alt-")?;
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return out.write_str(name);
        }
        match self.code {
            KeyCode::Char(letter) => write!(out, "{letter}"),
            KeyCode::F(number) => write!(out, "f{number}"),
            other => write!(out, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for text in [
            "a",
            "G",
            "?",
            "-",
            "space",
            "ctrl-p",
            "f12",
            "pgdn",
            "shift-tab",
            "g d",
            "[",
        ] {
            assert_eq!(Key::written(&Key::sequence(text).unwrap()), text);
        }
    }

    #[test]
    fn keys_a_legacy_terminal_cannot_send_are_refused() {
        for (text, why) in [
            ("ctrl-i", "same key as `tab`"),
            ("ctrl-m", "same key as `enter`"),
            ("ctrl-[", "same key as `esc`"),
            ("ctrl-h", "same key as `backspace`"),
            ("ctrl-X", "Ctrl-Shift"),
            ("ctrl-shift-x", "ctrl-a to ctrl-z"),
            ("ctrl-1", "ctrl-a to ctrl-z"),
            ("alt-x", "Alt is not bound"),
            ("shift-a", "capital letter"),
            ("f13", "f1 to f12"),
            ("cmd-x", "not a key"),
            ("", "a key is missing"),
        ] {
            let refused = Key::sequence(text).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }

    #[test]
    fn shift_beside_a_capital_is_dropped() {
        let with = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Key::of(with), Key::character('G'));
        let tab = KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(Key::of(tab).to_string(), "shift-tab");
    }
}
