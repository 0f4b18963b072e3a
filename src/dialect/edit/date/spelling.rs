//! A date written as another one is written: the same order, joints, width and language. Where that cannot be, or would
//! mean two days, year-month-day. Knows nothing of where a date stands.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};

use crate::{dialect::date, domain::time::StatedDate};

/// The months in the languages whose names are read, in the order of the year.
const MONTHS: [[&str; 12]; 6] = [
    [
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
    ],
    [
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
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
    ],
    [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
];

/// The date `to` in the way `old` is written.
pub(super) fn like(old: &str, to: StatedDate) -> String {
    let iso = to.to_string();
    let written = match to {
        StatedDate::Day(day) => day_like(old, day),
        StatedDate::Month { year, month } => month_like(old, year, month),
    };
    written
        .filter(|text| date::read(&text.to_lowercase()) == date::Reading::Date(to, 0..text.len()))
        .unwrap_or(iso)
}

fn day_like(old: &str, day: NaiveDate) -> Option<String> {
    let pieces = pieces(old);
    let figures: Vec<&str> = pieces
        .iter()
        .copied()
        .filter(|piece| is_figures(piece))
        .collect();
    let has_word = pieces
        .iter()
        .any(|piece| piece.starts_with(char::is_alphabetic));
    if has_word {
        return with_name(&pieces, Some(day.day()), day.month(), day.year());
    }
    let [a, b, c] = figures.as_slice() else {
        return None;
    };
    let number = |figures: &str| figures.parse::<u32>().unwrap_or(0);
    let order = match (a.len(), c.len()) {
        (4, _) => [day.year() as u32, day.month(), day.day()],
        (_, 4) if number(a) > 12 || old.contains('.') => {
            [day.day(), day.month(), day.year() as u32]
        }
        (_, 4) if number(b) > 12 => [day.month(), day.day(), day.year() as u32],
        _ => return None,
    };
    // A figure alone where two would fit says that the log writes no zeros.
    let is_padded = [a, b, c].iter().all(|figures| figures.len() >= 2);
    let mut next = order.iter();
    let written = pieces.iter().map(|piece| {
        if !is_figures(piece) {
            return (*piece).to_owned();
        }
        let value = next.next().copied().unwrap_or_default();
        if is_padded {
            format!("{value:02}")
        } else {
            value.to_string()
        }
    });
    Some(written.collect())
}

fn month_like(old: &str, year: i32, month: u32) -> Option<String> {
    let pieces = pieces(old);
    let figures = pieces.iter().filter(|piece| is_figures(piece)).count();
    let has_word = pieces
        .iter()
        .any(|piece| piece.starts_with(char::is_alphabetic));
    (has_word && figures == 1).then(|| with_name(&pieces, None, month, year))?
}

/// `12th January 2016`, `Jan 3, 2021`.
fn with_name(pieces: &[&str], day: Option<u32>, month: u32, year: i32) -> Option<String> {
    let mut written = String::new();
    for piece in pieces {
        if is_figures(piece) && piece.len() == 4 {
            written.push_str(&year.to_string());
        } else if is_figures(piece) {
            let day = day?;
            let is_padded = piece.starts_with('0');
            let width = if is_padded { 2 } else { 1 };
            let _ = write!(written, "{day:0width$}");
        } else if matches!(*piece, "st" | "nd" | "rd" | "th") {
            written.push_str(ordinal(day?));
        } else if piece.chars().count() > 2 && piece.starts_with(char::is_alphabetic) {
            written.push_str(&month_named_like(piece, month)?);
        } else {
            written.push_str(piece);
        }
    }
    Some(written)
}

const fn ordinal(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

fn month_named_like(old: &str, month: u32) -> Option<String> {
    let lower = old.to_lowercase();
    let was = date::month_named(&lower)? as usize - 1;
    let names = MONTHS
        .iter()
        .find(|names| names.get(was) == Some(&lower.as_str()));
    let index = month as usize - 1;
    let new = if let Some(names) = names {
        (*names.get(index)?).to_owned()
    } else {
        let english = MONTHS.first()?;
        let is_short = english.get(was)?.get(..3) == Some(lower.as_str());
        english
            .get(index)?
            .get(..3)
            .filter(|_| is_short)?
            .to_owned()
    };
    let is_upper = old.chars().all(char::is_uppercase);
    let is_capital = old.starts_with(char::is_uppercase);
    let mut letters = new.chars();
    Some(if is_upper {
        new.to_uppercase()
    } else if is_capital {
        let first = letters.next()?;
        first.to_uppercase().chain(letters).collect()
    } else {
        new
    })
}

fn is_figures(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
}

/// Runs of figures, runs of letters, and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let ends = letters
            .peek()
            .is_none_or(|(_, next)| kind(*next) != kind(c));
        if ends {
            let end = at + c.len_utf8();
            pieces.push(text.get(start..end).unwrap_or_default());
            start = end;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_the_one_before_it() {
        for (old, to, expected) in [
            ("2024-01-02", "2025-11-30", "2025-11-30"),
            ("2024/1/2", "2025-11-03", "2025/11/3"),
            ("2024.01.02", "2025-01-03", "2025.01.03"),
            ("2.1.2024", "2025-03-04", "4.3.2025"),
            ("17/02/2024", "2025-03-25", "25/03/2025"),
            ("02/17/2024", "2025-03-25", "03/25/2025"),
            ("17/02/2024", "2025-03-04", "2025-03-04"),
            ("03/12/2024", "2025-03-25", "2025-03-25"),
            ("12/03/2024", "2025-03-25", "2025-03-25"),
            ("12 January 2024", "2025-03-04", "4 March 2025"),
            ("January 12, 2024", "2025-03-04", "March 4, 2025"),
            ("12th January 2016", "2025-03-01", "1st March 2025"),
            ("1st January 2016", "2025-03-22", "22nd March 2025"),
            ("2nd January 2016", "2025-03-03", "3rd March 2025"),
            ("3rd January 2016", "2025-03-13", "13th March 2025"),
            ("26-Jan-2021", "2025-03-01", "1-Mar-2025"),
            ("03 Jan 2021", "2025-03-01", "01 Mar 2025"),
            ("3. Mai 2021", "2025-10-01", "1. Oktober 2025"),
            ("3 février 2021", "2025-08-01", "1 août 2025"),
            ("2022-11", "2025-08-01", "2025-08-01"),
            ("2022-11-01", "2025-08", "2025-08"),
            ("Jan 2016", "2025-08", "Aug 2025"),
        ] {
            let date: StatedDate = to.parse().expect("a date");
            assert_eq!(like(old, date), expected, "{old} {to}");
        }
    }
}
