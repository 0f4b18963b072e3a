//! A typed line that begins with a word taking an argument: `adr 12`, `import PATH`, `theme NAME`, `search WORDS`,
//! `filter status:proposed`. A bare number is a jump.

use ratatui::text::Span;

use super::super::Wish;
use crate::{
    domain::tone::Tone,
    ops::filter::Filter,
    tui::{look::Look, screen::Place},
};

/// What the line would do, or why it does nothing yet.
#[derive(Debug, Clone)]
pub struct Command {
    shown: String,
    wish: Result<Wish, String>,
}

impl Command {
    /// Reads a typed line; `None` where its first word takes no argument.
    pub fn read(typed: &str, themes: &[String]) -> Option<Self> {
        let (word, rest) = typed.split_once(' ').unwrap_or((typed, ""));
        let rest = rest.trim();
        let is_number = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
        Some(match word {
            _ if is_number => Self::jump(typed),
            "adr" => Self::jump(rest),
            "import" => Self::import(rest),
            "theme" => Self::theme(rest, themes),
            "search" => Self::search(rest),
            "filter" => Self::filter(rest),
            _ => return None,
        })
    }

    /// For a line no action answers to: it may still name a decision.
    pub fn decision(typed: &str) -> Option<Self> {
        let shown = format!("No action is called so; open the decision `{typed}`");
        (!typed.is_empty()).then(|| Self::ready(shown, Wish::JumpTo(typed.to_owned())))
    }

    fn jump(text: &str) -> Self {
        if text.is_empty() {
            return Self::unfinished("adr", "a number, LOG/NUMBER or words of a title");
        }
        Self::ready(
            format!("Open decision {text}"),
            Wish::JumpTo(text.to_owned()),
        )
    }

    fn import(path: &str) -> Self {
        if path.is_empty() {
            return Self::unfinished("import", "the folder or file to read decisions from");
        }
        Self::ready(
            format!("Import decisions from {path}"),
            Wish::Import(path.to_owned()),
        )
    }

    fn theme(name: &str, themes: &[String]) -> Self {
        let all = format!("one of {}", themes.join(", "));
        let mut meant = themes.iter().filter(|one| one.starts_with(name));
        match (meant.next(), meant.next()) {
            (Some(one), rest) if rest.is_none() || one == name => {
                Self::ready(format!("Theme {one}"), Wish::Keep(one.clone()))
            }
            _ => Self::unfinished("theme", &all),
        }
    }

    fn search(text: &str) -> Self {
        if text.is_empty() {
            return Self::unfinished("search", "the words to look for in all texts");
        }
        let text = text.to_owned();
        Self::ready(
            format!("Search all texts for {text}"),
            Wish::Go(Place::Search { text }),
        )
    }

    fn filter(line: &str) -> Self {
        match Filter::parse(line) {
            Ok(_) if line.is_empty() => Self::unfinished(
                "filter",
                "words, or status: log: tag: person: since: until:",
            ),
            Ok(filter) => {
                let filter = filter.line();
                Self::ready(
                    format!("Decisions with {filter}"),
                    Wish::Go(Place::Decisions { filter }),
                )
            }
            Err(why) => Self {
                shown: "filter".to_owned(),
                wish: Err(why),
            },
        }
    }

    const fn ready(shown: String, wish: Wish) -> Self {
        Self {
            shown,
            wish: Ok(wish),
        }
    }

    fn unfinished(word: &str, argument: &str) -> Self {
        Self {
            shown: word.to_owned(),
            wish: Err(format!("type {argument}")),
        }
    }

    /// What Enter does.
    pub fn wishes(&self) -> Vec<Wish> {
        match &self.wish {
            Ok(wish) => vec![Wish::Close, wish.clone()],
            Err(why) => vec![Wish::Note(why.clone())],
        }
    }

    /// Its row.
    pub fn spans(&self, look: &Look<'_>) -> Vec<Span<'static>> {
        let mut spans = vec![Span::raw(look.safe(&self.shown).into_owned())];
        if let Err(why) = &self.wish {
            let why = format!(": {}", look.safe(why));
            spans.push(Span::styled(why, look.style(Tone::Muted)));
        }
        spans
    }
}
