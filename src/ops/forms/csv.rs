//! A form as rows for a spreadsheet: two lines that say what it is of and who filled it in, the names of the columns, one row an
//! item. Read back with whatever separator and quotes the spreadsheet program writes.

use csv::{ReaderBuilder, StringRecord, Writer};

use super::{
    markdown::asks_for_value,
    row::{Form, Row, plain, seen, written},
};
use crate::{
    domain::assessment::Response,
    ops::{
        assessments::{AssessmentView, WalkItem},
        reference::short,
        spreadsheet::{self, Lines},
    },
};

/// What the first line begins with.
const MARK: &str = "archdeck form";
const FILLED_IN_BY: &str = "Filled in by";

/// Stands before the digest of an answer: digits alone, or with an `e` among them, a spreadsheet program takes for a number.
const SEEN: char = '#';

/// The columns, in the order in which they are written; read by their names.
const COLUMNS: [&str; 15] = [
    "item",
    "rev",
    "seen",
    "section",
    "question",
    "verify",
    "counts as",
    "answer",
    "value",
    "unit",
    "note",
    "owner",
    "due",
    "evidence",
    "attached",
];

/// The columns without which a row cannot be held against its item.
const NEEDED: [&str; 5] = ["item", "rev", "seen", "question", "answer"];

/// Writes an assessment as rows.
pub(super) fn write(view: &AssessmentView) -> Result<String, String> {
    let mut out = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let line = &view.line;
    let pack = format!("{}@{}", line.pack, line.version);
    let system = format!("{} {}", line.system.1, line.system.2);
    let mut write = |cells: &[String]| write_row(&mut out, cells);
    write(&[MARK.to_owned(), line.label.clone(), pack, system])?;
    write(&[FILLED_IN_BY.to_owned(), String::new()])?;
    write(&COLUMNS.map(str::to_owned))?;
    for section in &view.sections {
        for item in &section.items {
            write(&cells(&section.title, item))?;
        }
    }
    let bytes = out.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn write_row(out: &mut Writer<Vec<u8>>, cells: &[String]) -> Result<(), String> {
    out.write_record(cells.iter().map(|cell| guarded(cell)))
        .map_err(|error| error.to_string())
}

/// A cell no spreadsheet program takes for a formula: an apostrophe before it makes it text.
fn guarded(cell: &str) -> String {
    let cell = written(cell);
    if cell.starts_with(['=', '+', '-', '@', '\'']) {
        return format!("'{cell}");
    }
    cell
}

fn unguarded(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\'']) => rest,
        _ => cell,
    }
}

fn seen_cell(walk: &WalkItem) -> String {
    let seen = seen(walk.seen);
    match walk.seen {
        Some(_) => format!("{SEEN}{seen}"),
        None => seen,
    }
}

fn cells(section: &str, walk: &WalkItem) -> Vec<String> {
    let item = &walk.item;
    let answer = walk.answer.as_ref();
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let given = answer.map_or(Response::Unanswered, |answer| answer.response);
    let said = match given {
        Response::Unanswered => "",
        given => given.word(),
    };
    let pieces = answer.map_or(0, |answer| answer.evidence.len());
    vec![
        item.id.clone(),
        item.rev.to_string(),
        seen_cell(walk),
        section.to_owned(),
        item.ask.clone(),
        item.verify.clone(),
        walk.state.force.word().to_owned(),
        said.to_owned(),
        answer
            .and_then(|answer| answer.value)
            .map(|value| value.to_string())
            .unwrap_or_default(),
        asks_for_value(walk).unwrap_or_default(),
        text(answer.and_then(|answer| answer.note.as_ref())),
        text(answer.and_then(|answer| answer.owner.as_ref())),
        answer
            .and_then(|answer| answer.due)
            .map(|due| due.to_string())
            .unwrap_or_default(),
        String::new(),
        pieces.to_string(),
    ]
}

/// Whether a text begins as rows of a form do.
pub(super) fn begins(text: &str) -> bool {
    text.trim_start().trim_start_matches('"').starts_with(MARK)
}

/// Reads rows, in whatever order they were sorted.
///
/// # Errors
/// When they are no form, with the line where that shows.
pub(super) fn read(text: &str) -> Result<Form, (usize, String)> {
    let mut form = Form::default();
    let mut names: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut lines = Lines::of_text(text);
    for record in reader.records() {
        let record = record.map_err(|error| (lines.of(error.position()), error.to_string()))?;
        let line = lines.of(record.position());
        let cell = |nth: usize| unguarded(record.get(nth).unwrap_or_default());
        match cell(0) {
            MARK => (form.assessment, form.pack) = (cell(1).to_owned(), cell(2).to_owned()),
            FILLED_IN_BY => form.by = plain(cell(1)),
            _ if names.is_none() && record.iter().any(|cell| cell.trim() == "item") => {
                names = Some(columns(&record).map_err(|why| (line, why))?);
            }
            _ => rows.push((line, record)),
        }
    }
    if form.assessment.is_empty() {
        return Err((1, format!("it is no form: no row begins with `{MARK}`")));
    }
    let names = names.ok_or_else(|| {
        let why = "the row with the names of the columns is missing";
        (1, why.to_owned())
    })?;
    let rows = rows.iter().map(|(line, record)| row(&names, record, *line));
    form.rows = rows.filter(|row| !row.is_empty()).collect();
    Ok(form)
}

/// The names of the columns; none of those that are needed is missing, none stands there twice.
fn columns(record: &StringRecord) -> Result<Vec<String>, String> {
    let names: Vec<String> = record
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let count = |wanted: &str| names.iter().filter(|name| *name == wanted).count();
    for column in COLUMNS {
        if count(column) > 1 {
            return Err(format!("the column `{column}` stands there twice"));
        }
    }
    match NEEDED.into_iter().find(|column| count(column) == 0) {
        Some(missing) => Err(format!("the column `{missing}` is missing")),
        None => Ok(names),
    }
}

/// What stands behind the mark on its line, else what is most often on the first line: some programs write semicolons or tabs.
fn separator(text: &str) -> u8 {
    let behind = text.split_once(MARK).map(|(_, rest)| rest);
    let behind = behind.and_then(|rest| rest.trim_start_matches('"').bytes().next());
    behind
        .filter(|byte| matches!(byte, b',' | b';' | b'\t'))
        .unwrap_or_else(|| spreadsheet::separator(text))
}

fn row(names: &[String], record: &StringRecord, line: usize) -> Row {
    let cell = |name: &str| {
        let place = names.iter().position(|column| column == name);
        let cell = place
            .and_then(|place| record.get(place))
            .unwrap_or_default();
        plain(unguarded(cell))
    };
    let given = |name: &str| Some(cell(name)).filter(|text| !text.is_empty());
    let stray = record.iter().enumerate().filter(|(place, cell)| {
        let name = names.get(*place).map_or("", String::as_str);
        !cell.trim().is_empty() && !COLUMNS.contains(&name)
    });
    Row {
        line,
        item: cell("item"),
        rev: cell("rev"),
        seen: cell("seen").trim_start_matches(SEEN).to_owned(),
        ask: cell("question"),
        marked: given("answer").into_iter().collect(),
        value: cell("value"),
        unit: cell("unit"),
        note: cell("note"),
        owner: cell("owner"),
        due: cell("due"),
        evidence: given("evidence").into_iter().collect(),
        stray: stray.map(|(_, cell)| short(cell.trim())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_spreadsheet_programs_write_them() {
        for separator in [",", ";", "\t"] {
            let text = "archdeck form{0}ASM-0042{0}orr@1.2.0{0}SYS-0007 rag\r\nFilled in by{0}Lee Brandt\r\n\
                 item{0}rev{0}seen{0}question{0}answer{0}note\r\n\
                 ORR-19{0}2{0}none{0}Are monitors live?{0}met{0}\"two\nlines\"\r\n\r\n{0}{0}{0}\r\n"
                .replace("{0}", separator);
            let form = read(&text).unwrap();
            assert_eq!(
                (form.assessment.as_str(), form.by.as_str()),
                ("ASM-0042", "Lee Brandt")
            );
            assert_eq!(form.rows.len(), 1, "{form:?}");
            assert_eq!(form.rows[0].note, "two lines");
            assert_eq!(form.rows[0].line, 4);
        }
    }

    #[test]
    fn no_cell_is_taken_for_a_formula_and_each_reads_back() {
        for text in ["=1+1", "-2", "@sum", "plain", "'quoted"] {
            let cell = guarded(text);
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
            assert_eq!(unguarded(&cell), text);
        }
    }

    #[test]
    fn a_name_with_other_marks_in_it_does_not_part_the_cells() {
        let text = "archdeck form,ASM-0042,orr@1.2.0,SYS-0007 a;b;c;d;e\nFilled in by,Lee Brandt\nitem,rev,seen,question,answer\n\
                    ORR-19,2,#12345e678901,Are they?,met\n";
        let form = read(text).unwrap();
        assert_eq!(form.rows[0].seen, "12345e678901");
        assert_eq!(form.rows[0].marked, ["met"]);
    }

    #[test]
    fn sorted_rows_are_read_and_what_stands_beside_the_columns_is_not_lost() {
        let text = "Filled in by,Lee Brandt\nORR-19,2,none,Are they?,met,,\nORR-20,2,none,Is it?,,ask Ana,\n,,,,,,and this\n\
                    archdeck form,ASM-0042,orr@1.2.0\nitem,rev,seen,question,answer,remark\n";
        let form = read(text).unwrap();
        let stray: Vec<_> = form
            .rows
            .iter()
            .map(|row| (row.line, row.stray.join(" ")))
            .collect();
        let told = [(2, ""), (3, "ask Ana"), (4, "and this")];
        assert_eq!(stray, told.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn columns_that_are_gone_or_doubled_are_told_by_their_line() {
        for (columns, told) in [
            ("item,rev,seen,question", "`answer` is missing"),
            ("item,rev,seen,question,answer,Answer", "twice"),
        ] {
            let (line, why) = read(&format!("archdeck form,ASM-1,p@1\n{columns}\n")).unwrap_err();
            assert!(line == 2 && why.contains(told), "{line}: {why}");
        }
    }

    #[test]
    fn other_rows_are_no_form() {
        assert!(read("a,b\n1,2\n").unwrap_err().1.contains("no form"));
        let (_, why) = read("archdeck form,ASM-0042,orr@1.0.0\n").unwrap_err();
        assert!(why.contains("names of the columns"));
    }
}
