//! A form as Markdown: one heading an item, check boxes for the answers, a line for each field. Written so that a person who
//! only has a text editor can fill it in, and read back however much they leave out.

use std::fmt::Write as _;

use super::row::{Form, Row, plain, seen};
use crate::{
    domain::{assessment::Response, pack::Scale, text::LINE_LIMIT},
    markdown::safe,
    ops::assessments::{AssessmentView, WalkItem},
};

/// How the line begins that says what the form is of.
const MARK: &str = "<!-- archdeck form ";
/// The names of the fields as they stand in the form.
const FILLED_IN_BY: &str = "Filled in by";

/// Writes an assessment as a form.
pub(super) fn write(view: &AssessmentView) -> String {
    let line = &view.line;
    let (_, label, name) = &line.system;
    let mut out = format!(
        "# {}: {} {}\n\n",
        safe::line(&line.title),
        safe::line(label),
        safe::line(name)
    );
    let _ = writeln!(
        out,
        "{MARK}{} {}@{} -->\n",
        line.label, line.pack, line.version
    );
    let _ = writeln!(out, "{FILLED_IN_BY}:\n");
    out.push_str(
        "Mark one box of each item with an x. What you leave empty stays as it is. Leave headings and questions as they \
         are: they say which item an answer belongs to. Days are written like 2026-12-05, evidence like \
         `link https://board/42 2026-10-01`.\n",
    );
    for section in &view.sections {
        let _ = write!(out, "\n## {}\n", safe::line(&section.title));
        for item in &section.items {
            write_item(&mut out, item);
        }
    }
    out
}

fn write_item(out: &mut String, walk: &WalkItem) {
    let item = &walk.item;
    let _ = write!(
        out,
        "\n### {} (rev {}, seen {})\n\n> {}\n\n",
        item.id,
        item.rev,
        seen(walk.seen),
        plain(&safe::line(&item.ask))
    );
    for (name, text) in [("Why", &item.why), ("Verify", &item.verify)] {
        if !text.is_empty() {
            let _ = writeln!(out, "{name}: {}  ", plain(&safe::line(text)));
        }
    }
    let _ = writeln!(out, "Counts as: {}\n", walk.state.force);
    let given = walk.answer.as_ref();
    let is = given.map_or(Response::Unanswered, |answer| answer.response);
    for response in [
        Response::Met,
        Response::Partial,
        Response::Unmet,
        Response::Na,
    ] {
        if response == Response::Na && item.na.as_ref().is_none_or(|rule| !rule.allowed) {
            continue;
        }
        let mark = if is == response { 'x' } else { ' ' };
        let _ = writeln!(out, "- [{mark}] {}", response.word());
    }
    out.push('\n');
    if let Some(unit) = asks_for_value(walk) {
        let value = given
            .and_then(|answer| answer.value)
            .map(|value| value.to_string());
        field(out, &format!("Value ({unit})"), value.as_deref());
    }
    field(out, "Note", given.and_then(|answer| answer.note.as_deref()));
    field(
        out,
        "Owner",
        given.and_then(|answer| answer.owner.as_deref()),
    );
    let due = given
        .and_then(|answer| answer.due)
        .map(|due| due.to_string());
    field(out, "Due", due.as_deref());
    let pieces = given
        .map(|answer| answer.evidence.as_slice())
        .unwrap_or_default();
    for piece in pieces {
        let told = format!(
            "{} {} {}",
            piece.kind.word(),
            piece.locator,
            piece.collected_on
        );
        field(out, "Evidence", Some(&told));
    }
    field(out, "Evidence", None);
}

fn field(out: &mut String, name: &str, value: Option<&str>) {
    let value = plain(&safe::line(value.unwrap_or_default()));
    let _ = writeln!(out, "{}", format!("{name}: {value}").trim_end());
}

/// What stands in the place of the unit, where an item asks for a value.
pub(super) fn asks_for_value(walk: &WalkItem) -> Option<String> {
    match walk.item.scale {
        Scale::Tri | Scale::YesNo => None,
        Scale::Coverage => Some("0, 25, 50 or 100".to_owned()),
        Scale::Automation => Some("0, 50 or 100".to_owned()),
        Scale::OneToFive => Some("1 to 5".to_owned()),
        Scale::Number => Some(walk.item.unit.clone().unwrap_or_default()),
    }
}

/// Reads a form.
///
/// # Errors
/// When it is none, with the line where that shows.
pub(super) fn read(text: &str) -> Result<Form, (usize, String)> {
    let mut form = Form::default();
    let mut row: Option<Row> = None;
    for (at, line) in (1..).zip(text.lines()) {
        let line = line.trim_end();
        if line.len() > LINE_LIMIT {
            return Err((at, format!("the line has more than {LINE_LIMIT} bytes")));
        }
        if let Some(about) = line.strip_prefix(MARK) {
            (form.assessment, form.pack) = named(about).ok_or_else(|| {
                (
                    at,
                    "the line that says what the form is of cannot be read".to_owned(),
                )
            })?;
        } else if let Some(heading) = line.strip_prefix("### ") {
            form.rows.extend(row.take());
            row = Some(begun(at, heading));
        } else if line.starts_with('#') {
            form.rows.extend(row.take());
        } else {
            match &mut row {
                Some(row) => take(row, line),
                None => filled_in_by(&mut form, line),
            }
        }
    }
    form.rows.extend(row);
    if form.assessment.is_empty() {
        return Err((1, format!("it is no form: no line begins with `{MARK}`")));
    }
    Ok(form)
}

fn filled_in_by(form: &mut Form, line: &str) {
    if let Some(by) = line
        .strip_prefix(FILLED_IN_BY)
        .and_then(|rest| rest.trim_start().strip_prefix(':'))
    {
        form.by = plain(by);
    }
}

/// `ASM-0042 orr.ml-service@1.0.0 -->`
fn named(about: &str) -> Option<(String, String)> {
    let (assessment, pack) = about.strip_suffix("-->")?.trim().split_once(' ')?;
    Some((assessment.to_owned(), pack.trim().to_owned()))
}

/// `ORR-19 (rev 2, seen 9f2c1a0b44de)`; what is missing is told when the row is held against its item.
fn begun(line: usize, heading: &str) -> Row {
    let (item, about) = heading.split_once('(').unwrap_or((heading, ""));
    let about = about.trim_end().trim_end_matches(')');
    let of = |name: &str| {
        about
            .split(',')
            .find_map(|part| part.trim().strip_prefix(name))
            .map(|value| value.trim().to_owned())
            .unwrap_or_default()
    };
    Row {
        line,
        item: item.trim().to_owned(),
        rev: of("rev "),
        seen: of("seen "),
        ..Row::default()
    }
}

fn take(row: &mut Row, line: &str) {
    if let Some(ask) = line.strip_prefix("> ") {
        if !row.ask.is_empty() {
            row.ask.push(' ');
        }
        row.ask.push_str(ask);
    } else if let Some((is_marked, answer)) = checkbox(line) {
        if is_marked {
            row.marked.push(answer.to_owned());
        }
    } else if let Some((name, value)) = line.split_once(':') {
        put(row, name.trim(), value.trim());
    } else if !line.trim().is_empty() && !row.note.is_empty() {
        // A note that goes on on the next line.
        row.note.push(' ');
        row.note.push_str(line.trim());
    }
}

/// `- [x] met`, as editors write it: with `*`, a capital X, spaces inside.
fn checkbox(line: &str) -> Option<(bool, &str)> {
    let rest = line
        .trim_start()
        .strip_prefix(['-', '*', '+'])?
        .trim_start();
    let (inside, answer) = rest.strip_prefix('[')?.split_once(']')?;
    // What stands in brackets behind the word is a remark of the form.
    let word = answer.split('(').next().unwrap_or_default().trim();
    Some((inside.trim().eq_ignore_ascii_case("x"), word))
}

fn put(row: &mut Row, name: &str, value: &str) {
    let (name, inside) = match name.split_once('(') {
        Some((name, inside)) => (name.trim(), inside.trim_end_matches(')').trim()),
        None => (name, ""),
    };
    match name {
        "Note" => value.clone_into(&mut row.note),
        "Owner" => value.clone_into(&mut row.owner),
        "Due" => value.clone_into(&mut row.due),
        "Value" => {
            value.clone_into(&mut row.value);
            inside.clone_into(&mut row.unit);
        }
        "Evidence" if !value.is_empty() => row.evidence.push(value.to_owned()),
        "Evidence" | "Why" | "Verify" | "Counts as" => {}
        // No field: a note that holds a colon goes on.
        _ if !row.note.is_empty() => {
            let _ = write!(row.note, " {name}: {value}");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILLED: &str = "# Serving: SYS-0007 rag\n\n<!-- archdeck form ASM-0042 orr@1.2.0 -->\n\n\
        Filled in by: Ana Silva\n\n## Monitoring\n\n### ORR-19 (rev 2, seen none)\n\n> Are monitors\n> live?\n\n\
        Why: because\n\n- [ ] met\n* [X] partial\n- [ ] unmet\n\nValue (ms): 150\nNote: data quality live,\n\
        decay missing: see board\nOwner: platform\nDue: 2026-12-05\nEvidence: link https://b/1 2026-10-01\nEvidence:\n";

    #[test]
    fn a_form_filled_in_by_hand_is_read() {
        let form = read(FILLED).unwrap();
        assert_eq!(
            (form.assessment.as_str(), form.pack.as_str()),
            ("ASM-0042", "orr@1.2.0")
        );
        assert_eq!(form.by, "Ana Silva");
        let row = form.rows.first().unwrap();
        assert_eq!(
            (row.item.as_str(), row.rev.as_str(), row.seen.as_str()),
            ("ORR-19", "2", "none")
        );
        assert_eq!(row.line, 9);
        assert_eq!(row.ask, "Are monitors live?");
        assert_eq!(row.marked, ["partial"]);
        assert_eq!((row.value.as_str(), row.unit.as_str()), ("150", "ms"));
        assert_eq!(row.note, "data quality live, decay missing: see board");
        assert_eq!(row.evidence, ["link https://b/1 2026-10-01"]);
    }

    #[test]
    fn any_other_text_is_no_form() {
        let (line, why) = read("# Shopping\n\n- [x] milk\n").unwrap_err();
        assert_eq!(line, 1);
        assert!(why.contains("no form"));
    }
}
