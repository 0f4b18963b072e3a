//! What the name of a file says: an identifier, a number, a date, whether it is an index or a template.
//! Knows nothing of what is inside the file.

use chrono::NaiveDate;

use crate::domain::time::StatedDate;

/// What a name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The name that speaks for the file without its ending: of `0008-x/README.md` the folder's.
    pub stem: String,
    /// The identifier as written: `0007`, `ADR-007`, a dated name whole, a slug.
    pub id: String,
    /// The number; a date is none.
    pub number: Option<u32>,
    /// The date the name begins with.
    pub date: Option<StatedDate>,
    /// The words of the name as a title.
    pub words: String,
    /// Whether the folder speaks for the file.
    pub is_folder: bool,
}

/// Reads the path of a file below its log's folder.
pub(super) fn read(path: &str) -> Name {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let own = stem(file);
    let folder = parts.next().filter(|_| stands_for_folder(&own));
    let stem = folder.map_or(own, str::to_owned);
    let dated = date_at_start(&stem);
    let (number, id_end, slug_start) = match dated {
        Some((_, end)) => number_after_date(&stem, end),
        None => number_at_start(&stem),
    };
    let id = match id_end {
        Some(end) => stem.get(..end).unwrap_or(&stem).to_owned(),
        None => stem.clone(),
    };
    Name {
        words: words_of(stem.get(slug_start..).unwrap_or_default(), &stem),
        id,
        number,
        date: dated.map(|(date, _)| date),
        is_folder: folder.is_some(),
        stem,
    }
}

/// The name without its ending; `.ja` before the ending is a language, not a part of the name.
fn stem(file: &str) -> String {
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    match name.rsplit_once('.') {
        Some((name, language))
            if !name.is_empty()
                && language.len() == 2
                && language.chars().all(|c| c.is_ascii_lowercase()) =>
        {
            name.to_owned()
        }
        _ => name.to_owned(),
    }
}

fn stands_for_folder(stem: &str) -> bool {
    matches!(stem.to_lowercase().as_str(), "readme" | "index" | "_index")
}

/// `20240103-`, `20240103101500-`, `2024-01-03-`, `2024_01_03_`, and the place behind it.
fn date_at_start(stem: &str) -> Option<(StatedDate, usize)> {
    let digits: usize = stem.bytes().take_while(u8::is_ascii_digit).count();
    let (year, month, day, end) = match digits {
        8 | 12 | 14 => (stem.get(..4)?, stem.get(4..6)?, stem.get(6..8)?, digits),
        4 => {
            let separator = stem.get(4..5).filter(|c| matches!(*c, "-" | "_"))?;
            let closes = stem.get(7..8)? == separator;
            let rest = stem.get(10..11);
            let day_ends = rest.is_none_or(|c| matches!(c, "-" | "_" | " "));
            (closes && day_ends).then_some(())?;
            (stem.get(..4)?, stem.get(5..7)?, stem.get(8..10)?, 10)
        }
        _ => return None,
    };
    let year: i32 = year.parse().ok()?;
    let date = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?;
    (1970..2100)
        .contains(&year)
        .then_some((StatedDate::Day(date), end))
}

/// The number of `2022-04-13_018-x`; of other dated names there is none and the whole name is the identifier.
fn number_after_date(stem: &str, end: usize) -> (Option<u32>, Option<usize>, usize) {
    let rest = stem.get(end..).unwrap_or_default();
    let inner = rest.trim_start_matches(['-', '_', ' ']);
    let start = stem.len() - inner.len();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (2..=5).contains(&digits)
        && inner
            .get(digits..)
            .is_some_and(|tail| tail.starts_with(['-', '_']));
    if rest.starts_with('_') && is_number {
        let number = inner.get(..digits).and_then(|figures| figures.parse().ok());
        return (number, Some(start + digits), start + digits);
    }
    (None, None, start)
}

/// The number of `0007-x`, `ADR-007-x`, `adr7`, `scs-0001-v1-x`.
fn number_at_start(stem: &str) -> (Option<u32>, Option<usize>, usize) {
    let prefix = stem.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(0);
    let after = stem.get(prefix..).unwrap_or_default();
    let figures = after.trim_start_matches(['-', '_', ' ', '#']);
    let start = stem.len() - figures.len();
    let digits = figures.bytes().take_while(u8::is_ascii_digit).count();
    let tail = figures.get(digits..).unwrap_or_default();
    let is_joined = prefix == 0 && start > 0;
    let too_long_a_word =
        prefix > 10 || (prefix > 0 && start == prefix && !stem.to_lowercase().starts_with("ad"));
    if digits == 0
        || digits > 6
        || is_joined
        || too_long_a_word
        || tail.starts_with('.')
            && tail.len() > 1
            && tail.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
    {
        return (None, None, 0);
    }
    if tail.starts_with(|c: char| c.is_ascii_lowercase()) && prefix == 0 {
        return (None, None, 0);
    }
    let number = figures
        .get(..digits)
        .and_then(|figures| figures.parse().ok());
    (number, Some(start + digits), start + digits)
}

fn words_of(slug: &str, stem: &str) -> String {
    let bare = slug.trim_matches(['-', '_', ' ', '.']);
    let words = if bare.is_empty() { stem } else { bare };
    let spaced: Vec<&str> = words
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    let text = spaced.join(" ");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_identifier_number_and_date() {
        for (path, id, number, date) in [
            ("0007-use-x.md", "0007", Some(7), None),
            ("ADR-017-x.md", "ADR-017", Some(17), None),
            ("adr4.md", "adr4", Some(4), None),
            ("sub/001-x.md", "001", Some(1), None),
            ("020_add.adoc", "020", Some(20), None),
            ("20240101-x.md", "20240101-x", None, Some("2024-01-01")),
            (
                "20240603162604-x.md",
                "20240603162604-x",
                None,
                Some("2024-06-03"),
            ),
            ("2021_07_05_x.md", "2021_07_05_x", None, Some("2021-07-05")),
            (
                "2022-04-13_018-x.md",
                "2022-04-13_018",
                Some(18),
                Some("2022-04-13"),
            ),
            ("0001-x/README.md", "0001", Some(1), None),
            (
                "2022-02-07-x/README.md",
                "2022-02-07-x",
                None,
                Some("2022-02-07"),
            ),
            ("0016-x.ja.md", "0016", Some(16), None),
            ("scs-0001-v1-x.md", "scs-0001", Some(1), None),
            ("use-postgres.md", "use-postgres", None, None),
            ("0278-env.md", "0278", Some(278), None),
        ] {
            let name = read(path);
            let stated = name.date.map(|date| date.to_string());
            assert_eq!(
                (name.id.as_str(), name.number, stated.as_deref()),
                (id, number, date),
                "{path}"
            );
        }
    }

    #[test]
    fn words_make_a_title() {
        assert_eq!(read("0007-use_our-own.md").words, "Use our own");
        assert_eq!(read("adr4.md").words, "Adr4");
    }
}
