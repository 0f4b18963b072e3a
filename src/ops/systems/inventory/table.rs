//! From the bytes of a file to rows of cells by column, each with its line. It knows the columns and nothing of what is stored.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;
use toml::{Spanned, Value};

use crate::{
    domain::{
        fact::{FactKind, FactRegistry},
        text::line_at,
    },
    ops::{
        error::OpsError,
        reference::short,
        spreadsheet::{Lines, separator},
        systems::stated::fact_words,
    },
};

/// The columns beside those of the facts.
pub(super) const COLUMNS: [&str; 5] = ["name", "about", "owner", "deputy", "team"];

/// One row: its cells by column, empty ones left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) values: Vec<(String, String)>,
    /// Why the row cannot be read, where it cannot.
    pub(super) wrong: Option<String>,
}

impl Row {
    /// The cell of a column; `None` where it is empty.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        let found = self.values.iter().find(|(named, _)| named == column);
        found.map(|(_, cell)| cell.as_str())
    }
}

/// The rows of a file: TOML where its name ends so, else CSV.
pub(super) fn rows(
    file: &Path,
    bytes: &[u8],
    registry: &FactRegistry,
) -> Result<Vec<Row>, OpsError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| OpsError::Refused {
        what: format!(
            "{} is not UTF-8: line {} holds other bytes",
            file.display(),
            line_at(bytes, error.valid_up_to())
        ),
        hint: "Save it as UTF-8 (in a spreadsheet: CSV UTF-8) and read it again.".to_owned(),
    })?;
    let is_toml = file
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let read = if is_toml {
        from_toml(text, registry)
    } else {
        from_csv(text, registry)
    };
    read.map_err(|what| OpsError::Refused {
        what: format!("{}: {what}", file.display()),
        hint: format!(
            "Columns are {}, {}; only `name` is needed.",
            COLUMNS.join(", "),
            fact_words(registry)
        ),
    })
}

/// The column a head means.
fn column(head: &str, registry: &FactRegistry) -> Option<String> {
    let word = head.trim().to_lowercase().replace(['-', ' '], "_");
    let is_known = COLUMNS.contains(&word.as_str()) || registry.get(&word).is_some();
    is_known.then_some(word)
}

fn from_csv(text: &str, registry: &FactRegistry) -> Result<Vec<Row>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|error| error.to_string())?.clone();
    let columns = columns(&heads, registry)?;
    let mut rows = Vec::new();
    let mut lines = Lines::of_text(text);
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = lines.of(record.position());
        rows.push(row(&record, (&columns, line), registry));
    }
    Ok(rows)
}

fn columns(heads: &csv::StringRecord, registry: &FactRegistry) -> Result<Vec<String>, String> {
    let mut columns: Vec<String> = Vec::new();
    for head in heads {
        let column = column(head, registry)
            .ok_or_else(|| format!("`{}` is no column of an inventory", short(head)))?;
        if columns.contains(&column) {
            return Err(format!("the column `{column}` stands there twice"));
        }
        columns.push(column);
    }
    if !columns.iter().any(|column| column == "name") {
        return Err("there is no column `name`".to_owned());
    }
    Ok(columns)
}

fn row(
    record: &csv::StringRecord,
    (columns, line): (&[String], usize),
    registry: &FactRegistry,
) -> Row {
    let more = record
        .iter()
        .skip(columns.len())
        .any(|cell| !cell.is_empty());
    let wrong = more.then(|| {
        format!(
            "it has {} cells and the first line {}; a text with a comma in it stands in quotes",
            record.len(),
            columns.len()
        )
    });
    let cells = columns.iter().zip(record);
    let cells = cells.filter(|(_, cell)| !cell.is_empty());
    Row {
        line,
        values: cells
            .map(|(column, cell)| (column.clone(), one_line(column, cell, registry)))
            .collect(),
        wrong,
    }
}

/// A cell on one line: a quoted line break is a space, and the values of a set may stand with `;` or `|` between them.
fn one_line(column: &str, cell: &str, registry: &FactRegistry) -> String {
    let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_set = registry
        .get(column)
        .is_some_and(|fact| fact.kind == FactKind::Set);
    if is_set {
        cell.replace([';', '|'], ",")
    } else {
        cell
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    system: Vec<Spanned<BTreeMap<String, Value>>>,
}

fn from_toml(text: &str, registry: &FactRegistry) -> Result<Vec<Row>, String> {
    let line = |at: usize| line_at(text.as_bytes(), at) as usize;
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(1, |span| line(span.start));
        format!("line {at}: {}", error.message())
    })?;
    let rows = file.system.into_iter().map(|system| {
        let at = line(system.span().start);
        let mut row = Row {
            line: at,
            values: Vec::new(),
            wrong: None,
        };
        for (head, value) in system.into_inner() {
            match (column(&head, registry), typed(&value)) {
                (None, _) => {
                    row.wrong = Some(format!("`{}` is no column of an inventory", short(&head)));
                }
                (_, None) => {
                    row.wrong = Some(format!("{head} is neither a text nor a list of texts"));
                }
                (Some(_), Some(typed)) if typed.trim().is_empty() => {}
                (Some(column), Some(typed)) => {
                    let typed = one_line(&column, &typed, registry);
                    row.values.push((column, typed));
                }
            }
        }
        row
    });
    Ok(rows.collect())
}

/// A value as it would be typed.
fn typed(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Boolean(true) => Some("yes".to_owned()),
        Value::Boolean(false) => Some("no".to_owned()),
        Value::Array(values) => {
            let words: Option<Vec<_>> = values.iter().map(Value::as_str).collect();
            Some(words?.join(","))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::Catalog;

    fn read(name: &str, bytes: &[u8]) -> Result<Vec<Row>, OpsError> {
        rows(Path::new(name), bytes, &Catalog::with(None).registry)
    }

    fn cells(row: &Row) -> Vec<(&str, &str)> {
        let cells = row.values.iter();
        cells
            .map(|(column, cell)| (column.as_str(), cell.as_str()))
            .collect()
    }

    #[test]
    fn a_table_with_a_mark_crlf_semicolons_and_quoted_breaks_is_read_as_meant() {
        let bytes = b"\xef\xbb\xbfName;Workload;Decides about person;about\r\nRanking;rag,online;yes;\"one\r\ntwo\"\r\n;;;\r\nTags;;;\r\n";
        let rows = read("systems.csv", bytes).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(
            cells(&rows[0]),
            [
                ("name", "Ranking"),
                ("workload", "rag,online"),
                ("decides_about_person", "yes"),
                ("about", "one two")
            ]
        );
        assert_eq!((rows[0].line, rows[1].line), (2, 5));
        assert_eq!(cells(&rows[1]), [("name", "Tags")]);
    }

    #[test]
    fn the_values_of_a_set_may_be_parted_by_other_marks() {
        let rows = read("a.csv", b"name,workload,about\nA,rag|online,a|b\n").unwrap();
        assert_eq!(
            cells(&rows[0]),
            [("name", "A"), ("workload", "rag,online"), ("about", "a|b")]
        );
    }

    #[test]
    fn a_row_with_too_many_cells_is_refused_and_the_others_are_read() {
        let rows = read("a.csv", b"name,team\nA,b,c\nB\n").unwrap();
        assert!(rows[0].wrong.as_ref().unwrap().contains("3 cells"));
        assert_eq!(rows[1].wrong, None);
    }

    #[test]
    fn what_is_no_inventory_is_told_with_the_line() {
        for (name, bytes, told) in [
            (
                "a.csv",
                &b"name,colour\nA,red\n"[..],
                "`colour` is no column",
            ),
            ("a.csv", b"team\nA\n", "no column `name`"),
            ("a.csv", b"", "no column `name`"),
            ("a.csv", b"name,Name\nA,B\n", "twice"),
            ("a.csv", b"name\nA\nB\xe9\n", "line 3"),
            ("a.toml", b"[[system]]\nname = \n", "line 2"),
            ("a.toml", b"[[systems]]\nname = 'A'\n", "systems"),
        ] {
            let why = read(name, bytes).unwrap_err().to_string();
            assert!(why.contains(told), "{why}");
        }
    }

    #[test]
    fn toml_says_the_same_with_lists_and_flags() {
        let text = b"[[system]]\nname = 'A'\nworkload = ['rag', 'online']\none_way_door = true\n\n[[system]]\nname = 7\n";
        let rows = read("a.toml", text).unwrap();
        assert_eq!(
            cells(&rows[0]),
            [
                ("name", "A"),
                ("one_way_door", "yes"),
                ("workload", "rag,online")
            ]
        );
        assert_eq!(rows[0].line, 1);
        assert!(rows[1].wrong.as_ref().unwrap().contains("neither a text"));
    }

    proptest! {
        /// Whatever the bytes: rows or one clear error, and no row without a line.
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut csv = b"name,team\n".to_vec();
            csv.extend(&bytes);
            for file in ["a.csv", "a.toml"] {
                if let Ok(rows) = read(file, &csv) {
                    prop_assert!(rows.iter().all(|row| row.line > 0));
                }
                let _ = read(file, &bytes);
            }
        }
    }
}
