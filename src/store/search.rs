//! Full-text search over titles and texts: every word must occur, the last one may be unfinished, titles weigh more.
//!
//! What a person types is never handed to FTS5 as it is: it is cut into words and each word is quoted.

use rusqlite::{Connection, Row, named_params};
use serde::Serialize;
use std::ops::Range;

use crate::{
    domain::{digest::Digest, ids::RecordId, text},
    store::{blob, error::StoreError, rows, snippet},
};

/// The most words of a query that are looked at.
const WORDS: usize = 32;

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SearchQuery {
    /// The words as typed.
    pub text: String,
    /// The log to look in; all where none is given.
    pub log: Option<RecordId>,
    /// The most hits that are wanted.
    pub limit: usize,
}

/// A record that holds every word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchHit {
    /// The record.
    pub record: RecordId,
    /// Its title.
    pub title: String,
    /// Where in the title words of the query stand, in bytes.
    pub title_matches: Vec<Range<usize>>,
    /// The part of its text where most words stand, on one line; empty when they stand only in the title.
    pub snippet: String,
    /// Where in the snippet words of the query stand, in bytes.
    pub matches: Vec<Range<usize>>,
    /// How well it fits; smaller is better.
    pub rank: f64,
}

/// A row of the index before its text is looked at.
struct Found {
    record: RecordId,
    title: String,
    source: Digest,
    rank: f64,
}

/// Looks for records; nothing is found where nothing is asked.
pub(super) fn search(db: &Connection, query: &SearchQuery) -> Result<Vec<SearchHit>, StoreError> {
    let words = words_of(&query.text);
    let mut found = Vec::new();
    for expression in expressions(&words) {
        found = ranked(db, query, &expression)?;
        if !found.is_empty() {
            break;
        }
    }
    found
        .into_iter()
        .map(|found| hit(db, &words, found))
        .collect()
}

fn ranked(
    db: &Connection,
    query: &SearchQuery,
    expression: &str,
) -> Result<Vec<Found>, StoreError> {
    let sql = match query.log {
        None => {
            "SELECT a.id, a.title, a.source, t.rank FROM
               (SELECT rowid, bm25(adr_text, 8.0, 1.0) AS rank FROM adr_text
                WHERE adr_text MATCH :words ORDER BY rank LIMIT :limit) t
             JOIN adr_row a ON a.pk = t.rowid WHERE :log IS NULL ORDER BY t.rank, a.pk"
        }
        Some(_) => {
            "SELECT a.id, a.title, a.source, bm25(adr_text, 8.0, 1.0) AS rank
             FROM adr_text JOIN adr_row a ON a.pk = adr_text.rowid
             WHERE adr_text MATCH :words AND a.log = :log ORDER BY rank, a.pk LIMIT :limit"
        }
    };
    let found = db
        .prepare_cached(sql)?
        .query_map(
            named_params! {
                ":words": expression,
                ":log": query.log.map(|log| *log.0.as_bytes()),
                ":limit": i64::try_from(query.limit).unwrap_or(i64::MAX),
            },
            read,
        )?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        record: rows::id(row, 0)?,
        title: row.get(1)?,
        source: Digest(row.get(2)?),
        rank: row.get(3)?,
    })
}

fn hit(db: &Connection, words: &[String], found: Found) -> Result<SearchHit, StoreError> {
    let bytes = blob::read(db, found.source)?.unwrap_or_default();
    let (snippet, matches) = snippet::best(&text::decode(&bytes).text, words);
    Ok(SearchHit {
        record: found.record,
        title_matches: snippet::matches(&found.title, words),
        title: found.title,
        snippet,
        matches,
        rank: found.rank,
    })
}

/// The words of a query: what stands between spaces and control characters, folded as the index folds it.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(snippet::folded)
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .collect()
}

/// The shortest beginning that is looked for behind other words: one or two letters begin half of all words, and looking
/// them all up is what a search would wait for.
const BEGINNING: usize = 3;

/// The words as FTS5 reads them, one way after the other until something is found: each quoted, the last one the beginning
/// of a word. A last word of one or two letters is taken for a whole word, and then for one that is still being typed.
fn expressions(words: &[String]) -> Vec<String> {
    let Some((last, others)) = words.split_last() else {
        return Vec::new();
    };
    if !others.is_empty() && last.chars().count() < BEGINNING {
        return vec![quoted(words), quoted(others)];
    }
    vec![format!("{}*", quoted(words))]
}

fn quoted(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(" ")
}

/// Compares the index with itself and says whether it is sound. Finding it stale is not an error.
pub(super) fn index_is_sound(db: &Connection) -> rusqlite::Result<bool> {
    let checked = db.execute(
        "INSERT INTO adr_text(adr_text, rank) VALUES ('integrity-check', 1)",
        [],
    );
    match checked {
        Ok(_) => Ok(true),
        Err(error) if super::error::is_stale_index(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_cut_into_quoted_words() {
        let words = words_of("feature-store \"OR\" NEAR(Caf\u{e9} \0 *");
        assert_eq!(words, ["feature", "store", "or", "near", "cafe"]);
        assert_eq!(
            expressions(&words).first().map(String::as_str),
            Some(r#""feature" "store" "or" "near" "cafe"*"#)
        );
        assert!(expressions(&words_of("-- * \" \0")).is_empty());
    }

    #[test]
    fn a_short_last_word_is_whole_or_still_being_typed() {
        let ways = expressions(&words_of("model ml"));
        assert_eq!(ways, [r#""model" "ml""#, r#""model""#]);
        assert_eq!(expressions(&words_of("ml")), [r#""ml"*"#]);
    }
}
