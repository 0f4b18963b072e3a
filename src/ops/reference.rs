//! How a record is named by people: `12`, a native id, `LOG/12`, the name of its file, or eight and more digits of its id.

use std::collections::HashMap;

use crate::{
    domain::{adr::AdrRow, ids::RecordId},
    ops::view::{LogLine, RecordLine},
    store::Reference,
};

/// The names of all logs of a store, read once for a question: what a record is called hangs on them.
#[derive(Debug, Clone, Default)]
pub struct LogNames(HashMap<RecordId, String>);

impl FromIterator<(RecordId, String)> for LogNames {
    fn from_iter<I: IntoIterator<Item = (RecordId, String)>>(names: I) -> Self {
        Self(names.into_iter().collect())
    }
}

impl From<&[LogLine]> for LogNames {
    fn from(logs: &[LogLine]) -> Self {
        logs.iter().map(|log| (log.id, log.name.clone())).collect()
    }
}

impl LogNames {
    /// The name of a log; `?` for one that is gone.
    pub fn of(&self, log: RecordId) -> &str {
        self.0.get(&log).map_or("?", String::as_str)
    }

    /// How a record of a log is printed, by its label inside the log; one whose log is gone has only that.
    pub fn printed(&self, log: RecordId, label: &str) -> String {
        let logs = if self.0.contains_key(&log) {
            self.0.len()
        } else {
            1
        };
        printed(self.of(log), logs, label)
    }

    /// A row named for people.
    pub fn line(&self, row: &AdrRow) -> RecordLine {
        RecordLine {
            id: row.id,
            reference: self.printed(row.log, &row.label),
            title: row.title.clone(),
            status: row.status,
        }
    }
}

/// How a record is printed: `payments/12` where several logs are open, `ADR-0012` or the native id where one is.
fn printed(log: &str, logs: usize, label: &str) -> String {
    if logs > 1 {
        return format!("{log}/{label}");
    }
    label
        .parse::<u32>()
        .map_or_else(|_| label.to_owned(), |number| format!("ADR-{number:04}"))
}

/// What was typed, as much of it as helps to recognise it.
pub fn short(typed: &str) -> String {
    const ENOUGH: usize = 120;
    let mut shown: String = typed.chars().take(ENOUGH).collect();
    if shown.len() < typed.len() {
        shown.push('…');
    }
    shown
}

/// How a record is printed in a list of candidates: its log and the path of its file, which nothing else in the log has.
pub fn exact(log: &str, path: &str) -> String {
    format!("{log}/{path}")
}

/// What a typed reference may mean, the likeliest first.
pub fn meant(typed: &str, logs: &LogNames) -> Vec<Reference> {
    let typed = typed.trim();
    let named = logs
        .0
        .iter()
        .filter_map(|(id, name)| Some((id, typed.strip_prefix(name.as_str())?.strip_prefix('/')?)))
        .min_by_key(|(_, rest)| rest.len());
    let (log, rest) = named.map_or((None, typed), |(id, rest)| (Some(*id), rest));
    let mut meant = Vec::new();
    if let Some(number) = number(rest) {
        meant.push(Reference::Number { log, number });
    }
    meant.push(Reference::Name {
        log,
        name: rest.to_owned(),
    });
    meant.extend(id_prefix(rest).map(Reference::IdPrefix));
    meant
}

/// The number of `12`, `#12`, `0012` and `ADR-0012`.
fn number(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let digits = lower.strip_prefix("adr").map_or(lower.as_str(), |rest| {
        rest.trim_start_matches(['-', ' ', '_'])
    });
    let digits = digits.trim_start_matches('#');
    (digits.len() < 8 && digits.chars().all(|c| c.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

fn id_prefix(rest: &str) -> Option<String> {
    let digits: String = rest
        .chars()
        .filter(|c| *c != '-')
        .collect::<String>()
        .to_lowercase();
    (digits.len() >= 8 && digits.chars().all(|c| c.is_ascii_hexdigit())).then_some(digits)
}

/// What fuzzy matching looks at: the label, then the title.
pub fn haystack(row: &AdrRow, into: &mut String) {
    into.clear();
    into.push_str(&row.label);
    into.push(' ');
    into.push_str(&row.title);
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::link;

    #[test]
    fn one_log_needs_no_name() {
        assert_eq!(printed("payments", 1, "12"), "ADR-0012");
        assert_eq!(printed("payments", 2, "12"), "payments/12");
        assert_eq!(printed("payments", 1, "20250102-use-x"), "20250102-use-x");
    }

    #[test]
    fn the_longest_log_name_wins() {
        let (short, long) = (RecordId(Uuid::from_u128(1)), RecordId(Uuid::from_u128(2)));
        let logs = [(short, "shop".to_owned()), (long, "shop/web".to_owned())];
        let logs = LogNames::from_iter(logs);
        let in_log = |typed| meant(typed, &logs).into_iter().next();
        assert_eq!(
            in_log("shop/web/3"),
            Some(Reference::Number {
                log: Some(long),
                number: 3
            })
        );
        assert_eq!(
            in_log("shop/ADR-0003"),
            Some(Reference::Number {
                log: Some(short),
                number: 3
            })
        );
        assert_eq!(
            in_log("7"),
            Some(Reference::Number {
                log: None,
                number: 7
            })
        );
    }

    #[test]
    fn a_candidate_finds_its_own_record() {
        let log = RecordId(Uuid::from_u128(1));
        let logs = LogNames::from_iter([(log, "shop".to_owned())]);
        for path in ["0001-a.md", "sub/0001-a.md", "0008-x/README.md", "a.b.rst"] {
            let names = link::names_of(path, None, None);
            let is_found = |reference: &Reference| {
                matches!(reference, Reference::Name { log: Some(found), name }
                if *found == log && names.contains(&format!("path:{}", name.to_lowercase())))
            };
            assert!(
                meant(&exact("shop", path), &logs).iter().any(is_found),
                "{path}"
            );
        }
    }

    #[test]
    fn eight_digits_may_be_an_id() {
        assert!(
            meant("0195-abcd", &LogNames::default())
                .contains(&Reference::IdPrefix("0195abcd".to_owned()))
        );
        assert_eq!(
            meant("0195abc", &LogNames::default()),
            [Reference::Name {
                log: None,
                name: "0195abc".to_owned()
            }]
        );
    }
}
