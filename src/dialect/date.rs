//! The dates people write: to the day or to the month, in figures or with the month's name. What may mean two days
//! is said to be ambiguous and never guessed. Knows nothing of files.

use std::ops::Range;

use chrono::NaiveDate;

use crate::domain::time::StatedDate;

/// What a text says about a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// A date, and where it stands.
    Date(StatedDate, Range<usize>),
    /// Figures that may mean two days, or none that exists.
    NotUnderstood {
        /// What is wrong with it, in words.
        why: &'static str,
        /// Where it stands.
        range: Range<usize>,
    },
    /// Nothing that looks like a date.
    None,
}

const AMBIGUOUS: &str = "may mean two days; write it as year-month-day";
const IMPOSSIBLE: &str = "is no day of the calendar; write it as year-month-day";
const UNCLEAR: &str = "is not understood as a date; write it as year-month-day";

/// The months by the beginnings of their names in English, German, French, Spanish, Portuguese and Italian.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz"],
    &["apr", "avr", "abr"],
    &["may", "mai", "maggio", "mayo"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "août", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "out", "ott"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

/// The month, 1 to 12, that a lower-case word names.
pub(super) fn month_named(word: &str) -> Option<u32> {
    let known_ending = word.chars().count() <= 10 && word.chars().all(char::is_alphabetic);
    let index = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.starts_with(name)))?;
    (known_ending && is_month_word(word)).then_some(index as u32 + 1)
}

/// Guards against words such as `decided` and `mark` that only begin like a month.
fn is_month_word(word: &str) -> bool {
    const FULL: [&str; 62] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "januar",
        "jänner",
        "februar",
        "märz",
        "mai",
        "juni",
        "juli",
        "oktober",
        "dezember",
        "janvier",
        "février",
        "mars",
        "avril",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
        "janeiro",
        "fevereiro",
        "março",
        "maio",
        "junho",
        "julho",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
        "gennaio",
        "febbraio",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "settembre",
        "ottobre",
    ];
    word.chars().count() <= 4 || FULL.contains(&word) || matches!(word, "dicembre" | "sept")
}

/// The first piece of a date's text: figures, a word, or what stands between.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'t> {
    Figures(&'t str, usize),
    Word(&'t str, usize),
}

impl Token<'_> {
    fn start(&self) -> usize {
        match self {
            Self::Figures(_, at) | Self::Word(_, at) => *at,
        }
    }

    fn end(&self) -> usize {
        match self {
            Self::Figures(text, at) | Self::Word(text, at) => at + text.len(),
        }
    }
}

/// The first date of a text, whatever stands around it; what is not understood is passed over.
pub(super) fn first_in(text: &str) -> Option<(StatedDate, Range<usize>)> {
    match read(text) {
        Reading::Date(date, range) => Some((date, range)),
        Reading::NotUnderstood { .. } | Reading::None => None,
    }
}

/// Reads the first date of a lower-case text.
pub(super) fn read(text: &str) -> Reading {
    let tokens = tokens(super::plain::near(text, 400));
    let mut unclear = Reading::None;
    for at in 0..tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        match date_from(text, rest) {
            Reading::None => {}
            found @ Reading::Date(..) => return found,
            wrong @ Reading::NotUnderstood { .. } => {
                if unclear == Reading::None {
                    unclear = wrong;
                }
            }
        }
    }
    unclear
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let belongs: fn(char) -> bool = if c.is_ascii_digit() {
            |c| c.is_ascii_digit()
        } else if c.is_alphabetic() {
            char::is_alphabetic
        } else {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        let end = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        tokens.push(if c.is_ascii_digit() {
            Token::Figures(word, at)
        } else {
            Token::Word(word, at)
        });
        rest = tail;
    }
    tokens
}

fn date_from(text: &str, tokens: &[Token<'_>]) -> Reading {
    match tokens {
        [
            Token::Figures(a, _),
            Token::Figures(b, _),
            Token::Figures(c, _),
            ..,
        ] if joined(text, &tokens[0..3]) => {
            in_figures(text, [a, b, c], tokens[0].start()..tokens[2].end())
        }
        [Token::Figures(year, _), Token::Figures(month, _), ..]
            if year.len() == 4 && joined(text, &tokens[0..2]) =>
        {
            month_of(year, month, tokens[0].start()..tokens[1].end())
        }
        [Token::Figures(..) | Token::Word(..), ..] => with_month_name(text, tokens),
        [] => Reading::None,
    }
}

/// Whether one and the same of `-`, `/`, `.`, `_` stands between all of them.
fn joined(text: &str, tokens: &[Token<'_>]) -> bool {
    let between = |pair: &[Token<'_>]| match pair {
        [left, right] => text
            .get(left.end()..right.start())
            .unwrap_or_default()
            .to_owned(),
        _ => String::new(),
    };
    let mut separators = tokens.windows(2).map(between);
    let Some(first) = separators.next() else {
        return false;
    };
    matches!(first.as_str(), "-" | "/" | "." | "_" | "‑" | "–")
        && separators.all(|other| other == first)
}

fn in_figures(text: &str, [a, b, c]: [&str; 3], range: Range<usize>) -> Reading {
    let number = |figures: &str| figures.parse::<u32>().unwrap_or(u32::MAX);
    let separator = text
        .get(range.start + a.len()..)
        .and_then(|rest| rest.chars().next());
    match (a.len(), b.len(), c.len()) {
        (4, 1..=2, 1..=2) => day(number(a), number(b), number(c), range),
        (1..=2, 1..=2, 4) if separator == Some('.') => day(number(c), number(b), number(a), range),
        (1..=2, 1..=2, 4) => day_and_month(number(a), number(b), number(c), range),
        (1..=2, 1..=2, 2) if separator == Some('/') => wrong(AMBIGUOUS, range),
        (a, b, c) if a + b + c >= 7 && separator != Some('.') => wrong(UNCLEAR, range),
        _ => Reading::None,
    }
}

fn day_and_month(first: u32, second: u32, year: u32, range: Range<usize>) -> Reading {
    match (first > 12, second > 12) {
        (true, _) => day(year, second, first, range),
        (false, true) => day(year, first, second, range),
        (false, false) if first == second => day(year, first, second, range),
        (false, false) => wrong(AMBIGUOUS, range),
    }
}

fn day(year: u32, month: u32, day: u32, range: Range<usize>) -> Reading {
    match NaiveDate::from_ymd_opt(year as i32, month, day) {
        Some(date) => Reading::Date(StatedDate::Day(date), range),
        None => wrong(IMPOSSIBLE, range),
    }
}

fn wrong(why: &'static str, range: Range<usize>) -> Reading {
    Reading::NotUnderstood { why, range }
}

fn month_of(year: &str, month: &str, range: Range<usize>) -> Reading {
    let year: i32 = year.parse().unwrap_or_default();
    match month.parse() {
        Ok(month @ 1..=12) if (1970..2100).contains(&year) && range.len() == 7 => {
            Reading::Date(StatedDate::Month { year, month }, range)
        }
        _ => Reading::None,
    }
}

/// `3 Jan 2021`, `12th January 2016`, `January 12, 2016`, `26-Jan-2021`, `Jan 2016`.
fn with_month_name(text: &str, tokens: &[Token<'_>]) -> Reading {
    let ordinal = |word: &str| {
        matches!(
            word,
            "st" | "nd" | "rd" | "th" | "of" | "de" | "er" | "o" | "do"
        )
    };
    let parts: Vec<Token<'_>> = tokens
        .iter()
        .take(6)
        .filter(|token| !matches!(token, Token::Word(word, _) if ordinal(word)))
        .copied()
        .collect();
    let named = |word: &str| month_named(word);
    let year = |figures: &str| {
        (figures.len() == 4)
            .then(|| figures.parse::<u32>().ok())
            .flatten()
    };
    let small = |figures: &str| {
        (figures.len() <= 2)
            .then(|| figures.parse::<u32>().ok())
            .flatten()
    };
    let start = tokens.first().map_or(0, Token::start);
    match parts.as_slice() {
        [
            Token::Figures(d, _),
            Token::Word(m, _),
            last @ Token::Figures(y, _),
            ..,
        ]
        | [
            Token::Word(m, _),
            Token::Figures(d, _),
            last @ Token::Figures(y, _),
            ..,
        ] if is_close(text, start, last.end()) => match (small(d), named(m), year(y)) {
            (Some(d), Some(m), Some(y)) => day(y, m, d, start..last.end()),
            _ => Reading::None,
        },
        [Token::Word(m, _), last @ Token::Figures(y, _), ..]
            if is_close(text, start, last.end()) =>
        {
            match (named(m), year(y)) {
                (Some(month), Some(year)) if (1970..2100).contains(&year) => {
                    let date = StatedDate::Month {
                        year: year as i32,
                        month,
                    };
                    Reading::Date(date, start..last.end())
                }
                _ => Reading::None,
            }
        }
        _ => Reading::None,
    }
}

/// Whether only spaces, commas, dots and dashes join the words between the two places.
fn is_close(text: &str, start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|part| {
        part.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '/' | '\u{a0}'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<String> {
        first_in(&text.to_lowercase()).map(|(date, _)| date.to_string())
    }

    #[test]
    fn the_forms_people_write() {
        for (written, meant) in [
            ("2024-01-03", "2024-01-03"),
            ("[2023-9-5]", "2023-09-05"),
            ("2024/01/03", "2024-01-03"),
            ("2024-01-03T10:00:00Z", "2024-01-03"),
            ("2022-11", "2022-11"),
            ("26-Jan-2021", "2021-01-26"),
            ("12th January 2016", "2016-01-12"),
            ("July 15, 2021", "2021-07-15"),
            ("March 2020", "2020-03"),
            ("26.07.2019", "2019-07-26"),
            ("13/02/2020", "2020-02-13"),
            ("02/13/2020", "2020-02-13"),
            ("Mon, 3. März 2025", "2025-03-03"),
        ] {
            assert_eq!(date(written).as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn what_may_mean_two_days_is_not_guessed() {
        let why = |text: &str| match read(text) {
            Reading::NotUnderstood { why, .. } => Some(why),
            Reading::Date(..) | Reading::None => None,
        };
        assert_eq!(why("03/02/2024"), Some(AMBIGUOUS));
        assert_eq!(why("3/2/22"), Some(AMBIGUOUS));
        assert_eq!(why("2023-02-30"), Some(IMPOSSIBLE));
        assert_eq!(why("20233-02-03"), Some(UNCLEAR));
    }

    #[test]
    fn figures_that_are_no_date_stay_unread() {
        for text in [
            "version 1.2.3",
            "adr-0012",
            "yyyy-mm-dd",
            "decided in 2019 or so",
            "20-30 people",
            "",
        ] {
            assert_eq!(read(text), Reading::None, "{text}");
        }
    }
}
