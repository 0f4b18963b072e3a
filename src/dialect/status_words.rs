//! The words people use for a status, in the languages seen, and where one stands in a visible text.
//! Knows nothing of files or places in them.

use std::ops::Range;

use crate::domain::status::Status;

/// A status word found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// What it means.
    pub status: Status,
    /// Where it stands.
    pub range: Range<usize>,
}

/// Lower-case words and what they mean. A longer word is tried before a shorter one that begins alike.
const WORDS: &[(&str, Status)] = &[
    ("work in progress", Status::Draft),
    ("in progress", Status::Draft),
    ("in-progress", Status::Draft),
    ("draft", Status::Draft),
    ("wip", Status::Draft),
    ("idea", Status::Draft),
    ("entwurf", Status::Draft),
    ("brouillon", Status::Draft),
    ("borrador", Status::Draft),
    ("rascunho", Status::Draft),
    ("черновик", Status::Draft),
    ("草案", Status::Draft),
    ("request for comments", Status::Proposed),
    ("under discussion", Status::Proposed),
    ("under ongoing discussion", Status::Proposed),
    ("in discussion", Status::Proposed),
    ("being discussed", Status::Proposed),
    ("proposed", Status::Proposed),
    ("proposal", Status::Proposed),
    ("propose", Status::Proposed),
    ("proposée", Status::Proposed),
    ("proposé", Status::Proposed),
    ("proposto", Status::Proposed),
    ("proposta", Status::Proposed),
    ("propuesto", Status::Proposed),
    ("propuesta", Status::Proposed),
    ("vorgeschlagen", Status::Proposed),
    ("pending", Status::Proposed),
    ("open", Status::Proposed),
    ("rfc", Status::Proposed),
    ("предложено", Status::Proposed),
    ("پیشنهاد شده", Status::Proposed),
    ("önerildi", Status::Proposed),
    ("提议", Status::Proposed),
    ("提案", Status::Proposed),
    ("under review", Status::InReview),
    ("in review", Status::InReview),
    ("in-review", Status::InReview),
    ("reviewing", Status::InReview),
    ("reviewed", Status::InReview),
    ("review", Status::InReview),
    ("accepted", Status::Accepted),
    ("acceptée", Status::Accepted),
    ("accepté", Status::Accepted),
    ("accepte", Status::Accepted),
    ("accept", Status::Accepted),
    ("approved", Status::Accepted),
    ("adopted", Status::Accepted),
    ("decided", Status::Accepted),
    ("agreed", Status::Accepted),
    ("active", Status::Accepted),
    ("in effect", Status::Accepted),
    ("in force", Status::Accepted),
    ("done", Status::Accepted),
    ("implemented", Status::Accepted),
    ("final", Status::Accepted),
    ("ratified", Status::Accepted),
    ("signed", Status::Accepted),
    ("akzeptiert", Status::Accepted),
    ("angenommen", Status::Accepted),
    ("entschieden", Status::Accepted),
    ("approuvé", Status::Accepted),
    ("aceito", Status::Accepted),
    ("aceita", Status::Accepted),
    ("aceptado", Status::Accepted),
    ("aceptada", Status::Accepted),
    ("accettata", Status::Accepted),
    ("accettato", Status::Accepted),
    ("kabul edildi", Status::Accepted),
    ("принято", Status::Accepted),
    ("реализовано", Status::Accepted),
    ("پذیرفته شده", Status::Accepted),
    ("通过", Status::Accepted),
    ("已采纳", Status::Accepted),
    ("已接受", Status::Accepted),
    ("完成", Status::Accepted),
    ("採用", Status::Accepted),
    ("承認", Status::Accepted),
    ("not adopted", Status::Rejected),
    ("rejected", Status::Rejected),
    ("declined", Status::Rejected),
    ("abgelehnt", Status::Rejected),
    ("verworfen", Status::Rejected),
    ("rejetée", Status::Rejected),
    ("rejeté", Status::Rejected),
    ("rejeitado", Status::Rejected),
    ("rejeitada", Status::Rejected),
    ("rechazado", Status::Rejected),
    ("rechazada", Status::Rejected),
    ("rifiutata", Status::Rejected),
    ("отклонено", Status::Rejected),
    ("却下", Status::Rejected),
    ("拒绝", Status::Rejected),
    ("deferred", Status::Deferred),
    ("on hold", Status::Deferred),
    ("on-hold", Status::Deferred),
    ("postponed", Status::Deferred),
    ("parked", Status::Deferred),
    ("zurückgestellt", Status::Deferred),
    ("reporté", Status::Deferred),
    ("withdrawn", Status::Withdrawn),
    ("abandoned", Status::Withdrawn),
    ("cancelled", Status::Withdrawn),
    ("canceled", Status::Withdrawn),
    ("cancelado", Status::Withdrawn),
    ("zurückgezogen", Status::Withdrawn),
    ("no longer relevant", Status::Deprecated),
    ("deprecated", Status::Deprecated),
    ("depreciated", Status::Deprecated),
    ("obsolete", Status::Deprecated),
    ("retired", Status::Deprecated),
    ("archived", Status::Deprecated),
    ("migrated", Status::Deprecated),
    ("veraltet", Status::Deprecated),
    ("obsolète", Status::Deprecated),
    ("obsoleto", Status::Deprecated),
    ("déprécié", Status::Deprecated),
    ("deprecata", Status::Deprecated),
    ("устарело", Status::Deprecated),
    ("已弃用", Status::Deprecated),
    ("superseded", Status::Superseded),
    ("superceded", Status::Superseded),
    ("superseeded", Status::Superseded),
    ("supersededby", Status::Superseded),
    ("replaced", Status::Superseded),
    ("obsoleted", Status::Superseded),
    ("überholt", Status::Superseded),
    ("ersetzt", Status::Superseded),
    ("abgelöst", Status::Superseded),
    ("remplacée", Status::Superseded),
    ("remplacé", Status::Superseded),
    ("substituído", Status::Superseded),
    ("substituída", Status::Superseded),
    ("reemplazado", Status::Superseded),
    ("sostituita", Status::Superseded),
    ("заменено", Status::Superseded),
    ("已取代", Status::Superseded),
    ("置き換え", Status::Superseded),
];

/// Words that may stand before the status without changing it: `This decision has been accepted`.
const FILLERS: &[&str] = &[
    "a",
    "adr",
    "already",
    "as",
    "been",
    "conditionally",
    "current",
    "currently",
    "date",
    "decision",
    "document",
    "formally",
    "fully",
    "has",
    "have",
    "is",
    "it",
    "jep",
    "mostly",
    "now",
    "oep",
    "of",
    "officially",
    "partially",
    "partly",
    "proposal's",
    "record",
    "sdd",
    "state",
    "status",
    "teilweise",
    "the",
    "this",
    "was",
    "we",
];

/// The status word that stands exactly at `at`.
pub(super) fn word_at(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at..)?;
    WORDS
        .iter()
        .filter(|(word, _)| rest.starts_with(word) && ends_there(rest, word))
        .max_by_key(|(word, _)| word.len())
        .map(|(word, status)| Found {
            status: *status,
            range: at..at + word.len(),
        })
}

fn ends_there(rest: &str, word: &str) -> bool {
    let joins = word.chars().last().is_some_and(is_ideograph);
    let next = rest.get(word.len()..).and_then(|tail| tail.chars().next());
    joins || next.is_none_or(|c| !c.is_alphanumeric() || is_ideograph(c))
}

/// Chinese and Japanese words carry no space between them.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Every status word of a text, each at the start of a word.
pub(super) fn words_in(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for at in word_starts(text) {
        if found.last().is_some_and(|last| last.range.end > at) {
            continue;
        }
        found.extend(word_at(text, at));
    }
    found
}

fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut previous = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let starts = c.is_alphanumeric() && (!previous.is_alphanumeric() || is_ideograph(c));
        previous = c;
        starts.then_some(at)
    })
}

/// The status a line begins with: only marks, a date and words without weight may stand before it.
pub(super) fn leading_word(text: &str) -> Option<Found> {
    let mut words_before = 0;
    let mut skipped_until = 0;
    for at in word_starts(text) {
        if at < skipped_until {
            continue;
        }
        if let Some(found) = word_at(text, at) {
            let is_number_of_a_series = text.get(at..found.range.end) == Some("rfc")
                && text.get(found.range.end..).is_some_and(names_a_number);
            return (!is_number_of_a_series).then_some(found);
        }
        let word = word_from(text, at);
        let is_date_part = word.chars().all(|c| c.is_ascii_digit()) || is_month(word);
        if !is_date_part && !FILLERS.contains(&word) || words_before > 12 {
            return None;
        }
        words_before += 1;
        skipped_until = at + word.len();
    }
    None
}

fn names_a_number(rest: &str) -> bool {
    rest.trim_start_matches([' ', '-', '#', '\u{a0}'])
        .starts_with(|c: char| c.is_ascii_digit())
}

fn is_month(word: &str) -> bool {
    word.len() >= 3 && super::date::month_named(word).is_some()
}

fn word_from(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '\'')
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leading(text: &str) -> Option<Status> {
        leading_word(text).map(|found| found.status)
    }

    #[test]
    fn a_status_leads_its_line() {
        assert_eq!(
            leading("accepted (lazy consensus) & implemented"),
            Some(Status::Accepted)
        );
        assert_eq!(leading("✅ accepté"), Some(Status::Accepted));
        assert_eq!(
            leading("this decision has been accepted"),
            Some(Status::Accepted)
        );
        assert_eq!(leading("2024-01-02 accepted"), Some(Status::Accepted));
        assert_eq!(leading("採用（全員一致）"), Some(Status::Accepted));
    }

    #[test]
    fn prose_is_not_a_status() {
        assert_eq!(leading("we rely on the parser that was accepted"), None);
        assert_eq!(leading("not implemented yet"), None);
        assert_eq!(leading("acceptedness"), None);
        assert_eq!(leading("rfc 12 has the details"), None);
    }
}
