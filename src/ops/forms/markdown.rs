//! A form as Markdown: one heading an item, check boxes for the answers, a line for each field. Written so that a person who
//! only has a text editor can fill it in, and read back however much they leave out.

use std::fmt::Write as _;

use super::row::{Form, Row, plain, seen, written};
use crate::{
    domain::{assessment::Response, pack::Scale},
    markdown::safe,
    ops::{
        assessments::{AssessmentView, WalkItem},
        reference::short,
    },
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
        written(&item.ask)
    );
    for (name, text) in [("Why", &item.why), ("Verify", &item.verify)] {
        if !text.is_empty() {
            let _ = writeln!(out, "{name}: {}  ", written(text));
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
        let is_possible = match response {
            Response::Na => item.na.as_ref().is_some_and(|rule| rule.allowed),
            Response::Partial => item.scale != Scale::YesNo,
            _ => true,
        };
        if !is_possible {
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
    let value = written(value.unwrap_or_default());
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
    let mut reading: Option<Reading> = None;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for (at, line) in (1..).zip(text.lines()) {
        let line = line.trim_end();
        if let Some(about) = line.strip_prefix(MARK) {
            let why = "the line that says what the form is of cannot be read";
            (form.assessment, form.pack) = named(about).ok_or_else(|| (at, why.to_owned()))?;
        } else if let Some(heading) = line.strip_prefix("### ") {
            form.rows.extend(reading.take().map(|reading| reading.row));
            reading = Some(Reading::begun(at, heading));
        } else if line.starts_with("## ") || line.starts_with("# ") {
            form.rows.extend(reading.take().map(|reading| reading.row));
        } else {
            match &mut reading {
                Some(reading) => reading.take(line),
                None => between(&mut form, line),
            }
        }
    }
    form.rows.extend(reading.map(|reading| reading.row));
    if form.assessment.is_empty() {
        return Err((1, format!("it is no form: no line begins with `{MARK}`")));
    }
    Ok(form)
}

/// A line of no item: who filled the form in, or text behind a heading of somebody's own, which belongs to the item before.
fn between(form: &mut Form, line: &str) {
    let by = line.split_once(':');
    let by = by.filter(|(name, _)| name.trim().eq_ignore_ascii_case(FILLED_IN_BY));
    match (by, form.rows.last_mut()) {
        (Some((_, by)), _) => form.by = plain(by),
        (None, Some(row)) if !line.is_empty() => row.stray.push(short(line)),
        _ => {}
    }
}

/// `ASM-0042 orr.ml-service@1.0.0 -->`
fn named(about: &str) -> Option<(String, String)> {
    let (assessment, pack) = about.strip_suffix("-->")?.trim().split_once(' ')?;
    Some((assessment.to_owned(), pack.trim().to_owned()))
}

/// Where in an item a line stands: what text without a name goes on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind nothing that goes on.
    Between,
    Ask,
    /// Behind what the form says of the item.
    About,
    Note,
    Owner,
    Due,
    Value,
    Evidence,
}

/// An item while its lines are read.
struct Reading {
    row: Row,
    place: Place,
}

impl Reading {
    /// `ORR-19 (rev 2, seen 9f2c1a0b44de)`; what is missing is told when the row is held against its item.
    fn begun(line: usize, heading: &str) -> Self {
        let (item, about) = heading.split_once('(').unwrap_or((heading, ""));
        let about = about.trim_end().trim_end_matches(')');
        let of = |name: &str| {
            about
                .split(',')
                .find_map(|part| part.trim().strip_prefix(name))
                .map(|value| value.trim().to_owned())
                .unwrap_or_default()
        };
        let row = Row {
            line,
            item: item.trim().to_owned(),
            rev: of("rev "),
            seen: of("seen "),
            ..Row::default()
        };
        Self {
            row,
            place: Place::Between,
        }
    }

    fn take(&mut self, line: &str) {
        if line.trim().is_empty() {
            if matches!(self.place, Place::Ask | Place::About) {
                self.place = Place::Between;
            }
        } else if let Some((mark, word)) = checkbox(line).filter(|_| self.place != Place::Note) {
            self.place = Place::Between;
            match mark {
                "" => {}
                "x" | "X" => self.row.marked.push(word.to_owned()),
                _ => self.row.stray.push(short(line)),
            }
        } else if let Some((place, inside, value)) = named_field(line) {
            self.begin(place, (inside, value));
        } else if let Some(ask) = line.strip_prefix('>').filter(|_| self.place != Place::Note) {
            self.place = Place::Ask;
            self.go_on(ask);
        } else {
            self.go_on(line);
        }
    }

    /// A line with the name of a field.
    fn begin(&mut self, place: Place, (inside, value): (&str, &str)) {
        self.place = place;
        if place == Place::Value && self.row.unit.is_empty() {
            inside.clone_into(&mut self.row.unit);
        }
        if place == Place::Evidence && !value.is_empty() {
            self.row.evidence.push(value.to_owned());
        } else if !value.is_empty() {
            self.go_on(value);
        }
    }

    /// Text of the field it stands behind. A field of one line takes one; what is more is not lost.
    fn go_on(&mut self, line: &str) {
        let text = line.trim();
        let row = &mut self.row;
        let slot = match self.place {
            Place::About => return,
            Place::Ask => return joined(&mut row.ask, text),
            Place::Note => return joined(&mut row.note, text),
            Place::Owner => &mut row.owner,
            Place::Due => &mut row.due,
            Place::Value => &mut row.value,
            Place::Evidence => {
                // The field was left empty, and filled in on the next line.
                self.place = Place::Between;
                return row.evidence.push(text.to_owned());
            }
            Place::Between => return row.stray.push(short(text)),
        };
        if slot.is_empty() {
            text.clone_into(slot);
        } else {
            row.stray.push(short(text));
        }
    }
}

fn joined(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// `- [x] met`, as editors write it: with `*`, a capital X, spaces inside. What stands in the box, and the word behind it.
fn checkbox(line: &str) -> Option<(&str, &str)> {
    let rest = line
        .trim_start()
        .strip_prefix(['-', '*', '+'])?
        .trim_start();
    let (inside, answer) = rest.strip_prefix('[')?.split_once(']')?;
    // What stands in brackets behind the word is a remark of the form.
    let word = answer.split('(').next().unwrap_or_default().trim();
    Some((inside.trim(), word))
}

/// A line with the name of a field: which, what stands in brackets behind the name, the value.
fn named_field(line: &str) -> Option<(Place, &str, &str)> {
    let (name, value) = line.split_once(':')?;
    let (name, inside) = match name.split_once('(') {
        Some((name, inside)) => (name, inside.trim().trim_end_matches(')').trim()),
        None => (name, ""),
    };
    let place = match name.trim().to_lowercase().as_str() {
        "note" => Place::Note,
        "owner" => Place::Owner,
        "due" => Place::Due,
        "value" => Place::Value,
        "evidence" => Place::Evidence,
        "why" | "verify" | "counts as" => Place::About,
        _ => return None,
    };
    Some((place, inside, value.trim()))
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
        assert!(row.stray.is_empty(), "{row:?}");
    }

    /// The first item of a form, with these lines in the place of its fields.
    fn item(fields: &str) -> Row {
        let (head, _) = FILLED.split_once("- [ ] met").unwrap();
        read(&format!("{head}{fields}")).unwrap().rows.remove(0)
    }

    #[test]
    fn a_note_below_its_name_is_read_whole() {
        let row = item(
            "Note:\n\nsee https://b/1 at 10:30\n#1 of the list\n> as Ana said\n- [x] done\nOwner: platform\n",
        );
        assert_eq!(
            row.note,
            "see https://b/1 at 10:30 #1 of the list > as Ana said - [x] done"
        );
        assert_eq!(row.owner, "platform");
        let row = item("note: one\nDUE:\n2026-12-05\nEvidence:\nrun nightly-17\n");
        assert_eq!((row.note.as_str(), row.due.as_str()), ("one", "2026-12-05"));
        assert_eq!(row.evidence, ["run nightly-17"]);
        assert!(row.stray.is_empty() && row.marked.is_empty());
    }

    #[test]
    fn what_stands_in_no_field_is_told_not_dropped() {
        for (fields, stray) in [
            ("- [x] met\nwe did that in May\n", "we did that in May"),
            ("- [v] met\n", "- [v] met"),
            ("Owner: platform\nand Ana\n", "and Ana"),
            ("Owner: platform\nOwner: Ana\n", "Ana"),
            ("Note: x\n## Remarks\nall good\n", "all good"),
        ] {
            assert_eq!(item(fields).stray, [stray]);
        }
    }

    #[test]
    fn lines_may_end_as_they_did_on_old_machines() {
        for end in ["\r\n", "\r"] {
            assert_eq!(read(&FILLED.replace('\n', end)), read(FILLED));
        }
    }

    #[test]
    fn any_other_text_is_no_form() {
        let (line, why) = read("# Shopping\n\n- [x] milk\n").unwrap_err();
        assert_eq!(line, 1);
        assert!(why.contains("no form"));
    }
}
