//! A form as rows for a spreadsheet: two lines that say what it is of and who filled it in, the names of the columns, one row an
//! item. Read back with whatever separator and quotes the spreadsheet program writes.

use csv::{ReaderBuilder, StringRecord, Writer};

use super::{
    markdown::asks_for_value,
    row::{Form, Row, plain, seen},
};
use crate::{
    domain::assessment::Response,
    markdown::safe,
    ops::assessments::{AssessmentView, WalkItem},
};

/// What the first line begins with.
const MARK: &str = "archdeck form";
const FILLED_IN_BY: &str = "Filled in by";

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
    let cell = plain(&safe::line(cell));
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
        seen(walk.seen),
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

/// Reads rows.
///
/// # Errors
/// When they are no form, with the line where that shows.
pub(super) fn read(text: &str) -> Result<Form, (usize, String)> {
    let mut form = Form::default();
    let mut columns: Option<StringRecord> = None;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|error| (line_of(error.position()), error.to_string()))?;
        let line = line_of(record.position());
        let cell = |nth: usize| unguarded(record.get(nth).unwrap_or_default());
        match (&columns, cell(0)) {
            (None, MARK) => (form.assessment, form.pack) = (cell(1).to_owned(), cell(2).to_owned()),
            (None, FILLED_IN_BY) => form.by = plain(cell(1)),
            (None, "item") => columns = Some(record),
            (None, _) | (Some(_), "") => {}
            (Some(names), _) => form.rows.push(row(names, &record, line)),
        }
    }
    if form.assessment.is_empty() {
        return Err((1, format!("it is no form: no row begins with `{MARK}`")));
    }
    if columns.is_none() {
        return Err((
            1,
            "the row with the names of the columns is missing".to_owned(),
        ));
    }
    Ok(form)
}

fn line_of(position: Option<&csv::Position>) -> usize {
    position.map_or(1, |position| usize::try_from(position.line()).unwrap_or(1))
}

/// The separator of the first line: some programs write semicolons or tabs.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|separator| first.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',')
}

fn row(names: &StringRecord, record: &StringRecord, line: usize) -> Row {
    let cell = |name: &str| {
        let place = names.iter().position(|column| column.trim() == name);
        let cell = place
            .and_then(|place| record.get(place))
            .unwrap_or_default();
        plain(unguarded(cell))
    };
    let given = |name: &str| Some(cell(name)).filter(|text| !text.is_empty());
    Row {
        line,
        item: cell("item"),
        rev: cell("rev"),
        seen: cell("seen"),
        ask: cell("question"),
        marked: given("answer").into_iter().collect(),
        value: cell("value"),
        unit: cell("unit"),
        note: cell("note"),
        owner: cell("owner"),
        due: cell("due"),
        evidence: given("evidence").into_iter().collect(),
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
    fn other_rows_are_no_form() {
        assert!(read("a,b\n1,2\n").unwrap_err().1.contains("no form"));
        let (_, why) = read("archdeck form,ASM-0042,orr@1.0.0\n").unwrap_err();
        assert!(why.contains("names of the columns"));
    }
}
