//! From what a person writes to the decision records it may mean. Whether one of several is the right one is not decided here.

use rusqlite::Connection;

use crate::{domain::ids::RecordId, store::rows};

/// The most candidates that are named.
const CANDIDATES: i64 = 50;

/// A way to speak of a decision record, of one log or of any.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reference {
    /// `12`, `payments/12`.
    Number {
        /// The log, where it is said.
        log: Option<RecordId>,
        /// The number.
        number: u32,
    },
    /// `20240103-use-x`, `payments/use-x`: the native id, else the file's name without ending, else its path.
    Name {
        /// The log, where it is said.
        log: Option<RecordId>,
        /// The name, in upper or lower case.
        name: String,
    },
    /// Eight or more hexadecimal digits of the identity, from its start.
    IdPrefix(String),
}

/// The records a reference may mean; at most fifty.
pub(super) fn find(db: &Connection, reference: &Reference) -> rusqlite::Result<Vec<RecordId>> {
    match reference {
        Reference::Number { log, number } => {
            let mut name = String::from("number:");
            name.push_str(&number.to_string());
            named(db, *log, &name)
        }
        Reference::Name { log, name } => {
            let name = name.to_lowercase();
            for kind in ["id:", "file:", "path:"] {
                let found = named(db, *log, &[kind, &name].concat())?;
                if !found.is_empty() {
                    return Ok(found);
                }
            }
            Ok(Vec::new())
        }
        Reference::IdPrefix(digits) => starting_with(db, digits),
    }
}

fn named(db: &Connection, log: Option<RecordId>, name: &str) -> rusqlite::Result<Vec<RecordId>> {
    let log = log.map(|log| *log.0.as_bytes());
    db.prepare_cached(
        "SELECT adr_row.id FROM adr_name JOIN adr_row ON adr_row.pk = adr_name.adr
         WHERE adr_name.name = ?1 AND (?2 IS NULL OR adr_name.log = ?2)
         ORDER BY adr_row.pk LIMIT ?3",
    )?
    .query_map((name, log, CANDIDATES), |row| rows::id(row, 0))?
    .collect()
}

fn starting_with(db: &Connection, digits: &str) -> rusqlite::Result<Vec<RecordId>> {
    let Some((first, last)) = span_of(digits) else {
        return Ok(Vec::new());
    };
    db.prepare_cached(
        "SELECT id FROM current WHERE id BETWEEN ?1 AND ?2 AND kind = 'adr' ORDER BY pk LIMIT ?3",
    )?
    .query_map((first, last, CANDIDATES), |row| rows::id(row, 0))?
    .collect()
}

/// The first and the last identity that begin with these digits; dashes are passed over.
fn span_of(digits: &str) -> Option<([u8; 16], [u8; 16])> {
    let digits: String = digits.chars().filter(|c| *c != '-').collect();
    let sound = digits.chars().all(|c| c.is_ascii_hexdigit()) && (8..=32).contains(&digits.len());
    if !sound {
        return None;
    }
    let filled = |filler: char| {
        let full: String = digits
            .chars()
            .chain(std::iter::repeat(filler))
            .take(32)
            .collect();
        u128::from_str_radix(&full, 16).map(u128::to_be_bytes).ok()
    };
    Some((filled('0')?, filled('f')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_spans_what_begins_with_it() {
        let (first, last) = span_of("0190-abcd-e").expect("nine digits");
        assert_eq!(first[..5], [0x01, 0x90, 0xab, 0xcd, 0xe0]);
        assert_eq!(last[..5], [0x01, 0x90, 0xab, 0xcd, 0xef]);
    }

    #[test]
    fn too_few_digits_and_other_letters_find_nothing() {
        assert_eq!(span_of("0190abc"), None);
        assert_eq!(span_of("0190abcg"), None);
        assert_eq!(span_of(&"0".repeat(33)), None);
    }
}
