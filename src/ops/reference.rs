//! How a record is named by people: `12`, a native id, `LOG/12`, the name of its file, or eight and more digits of its id.

use crate::{
    domain::{
        adr::{self, AdrRow},
        ids::RecordId,
    },
    store::Reference,
};

/// How a record is printed: `payments/12` where several logs are open, `ADR-0012` or the native id where one is.
pub fn printed(log: &str, logs: usize, label: &str) -> String {
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

/// How a record is printed in a list of candidates: its log and the name of its file, which nothing else in the log has.
pub fn exact(log: &str, path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    format!("{log}/{stem}")
}

/// What a typed reference may mean, the likeliest first. `logs` are the names of the logs and their ids.
pub fn meant(typed: &str, logs: &[(String, RecordId)]) -> Vec<Reference> {
    let typed = typed.trim();
    let named = logs
        .iter()
        .filter_map(|(name, id)| Some((id, typed.strip_prefix(name.as_str())?.strip_prefix('/')?)))
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

/// A Markdown link to a record: `[ADR-0012: Title](path)`.
pub fn markdown_link(row: &adr::Adr) -> String {
    let name = match (row.facts.number, row.facts.native_id.as_deref()) {
        (Some(number), _) => format!("ADR-{number:04}: "),
        (None, Some(id)) => format!("{id}: "),
        (None, None) => String::new(),
    };
    let title: String = row
        .facts
        .title
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    let escaped = title
        .replace('\\', "\\\\")
        .replace('[', "\\[")
        .replace(']', "\\]");
    let path = row
        .path
        .replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29");
    format!("[{name}{escaped}]({path})")
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

    #[test]
    fn one_log_needs_no_name() {
        assert_eq!(printed("payments", 1, "12"), "ADR-0012");
        assert_eq!(printed("payments", 2, "12"), "payments/12");
        assert_eq!(printed("payments", 1, "20250102-use-x"), "20250102-use-x");
    }

    #[test]
    fn the_longest_log_name_wins() {
        let (short, long) = (RecordId(Uuid::from_u128(1)), RecordId(Uuid::from_u128(2)));
        let logs = [("shop".to_owned(), short), ("shop/web".to_owned(), long)];
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
    fn eight_digits_may_be_an_id() {
        assert!(meant("0195-abcd", &[]).contains(&Reference::IdPrefix("0195abcd".to_owned())));
        assert_eq!(
            meant("0195abc", &[]),
            [Reference::Name {
                log: None,
                name: "0195abc".to_owned()
            }]
        );
    }
}
