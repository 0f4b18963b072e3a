//! Stories of forms: an assessment leaves as Markdown or as rows, is filled in by people who do not run the program, and comes
//! back whole, stale, foreign or broken.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    reason = "a story that cannot go on fails its test"
)]

#[path = "cli/desk.rs"]
#[allow(dead_code, reason = "shared with the stories of the command line")]
mod desk;

use std::fs;

use desk::{Answer, Desk};

const PACK: &str = r#"
schema = 1

[pack]
id = "own.serving"
version = "1.0.0"
kind = "checklist"
title = "Serving"
about = "Whether a service can be run."
status = "ga"
gate = "G2"
review_by = 2099-01-01

[[section]]
id = "run"
title = "Running"

[[section.item]]
id = "SRV-01"
ask = "Is the way back rehearsed at full load?"
why = "A way back nobody went is none."
verify = "Open the record of the last drill; its day is within 180 days."
severity = "high"
evidence = { for = ["met"], max_age_days = 180 }
if_missing = "Rehearse the way back"

[[section.item]]
id = "SRV-02"
ask = "How slow is the slowest twentieth?"
why = "Slow answers come too late."
verify = "Open the dashboard of the last week; the value is there."
severity = "medium"
scale = "number"
metric = "latency_p95"
unit = "ms"
op = "<="
target = 150
partial_at = 180
if_missing = "Make it faster"

[[section.item]]
id = "SRV-03"
ask = "Which share of requests is traced?"
why = "What is not traced is not found."
verify = "Count the traces of a day against its requests."
severity = "medium"
scale = "coverage"
if_missing = "Trace the rest"

[[section.item]]
id = "SRV-04"
ask = "Does a second team know the service?"
why = "One team goes on holiday."
verify = "Ask somebody of the second team."
severity = "medium"
scale = "yesno"
na = { allowed = true, justify_min = 10 }
if_missing = "Teach a second team"
"#;

/// An assessment of four items that is started.
fn started() -> Desk {
    let desk = Desk::new();
    pack(&desk, PACK);
    for (name, role) in [("Mina Okafor", "architect"), ("Lee Brandt", "sre")] {
        desk.run(&["person", "add", name, "--role", role]).fine();
    }
    desk.run(&["system", "add", "Fraud scores"]).fine();
    desk.run(&["assess", "start", "1", "own.serving"]).fine();
    desk
}

fn pack(desk: &Desk, text: &str) {
    desk.write("home/.config/archdeck/checklists/own.serving.toml", text);
}

/// The form of the assessment as a file, and its text.
fn exported(desk: &Desk, file: &str) -> String {
    desk.run(&["assess", "export", "1", file, "--force"]).fine();
    fs::read_to_string(desk.path(file)).unwrap()
}

fn taken(desk: &Desk, files: &[&str]) -> Answer {
    desk.run(&[&["assess", "import", "--yes"][..], files].concat())
}

/// The answers as JSON, by item: response, value, note, owner, due, the places of its evidence.
fn answers(desk: &Desk) -> Vec<String> {
    let shown = desk.run(&["assess", "show", "1", "--json"]).json();
    let sections = shown["sections"].as_array().unwrap();
    let items = sections
        .iter()
        .flat_map(|section| section["items"].as_array().unwrap());
    items
        .map(|walk| {
            let answer = &walk["answer"];
            let said =
                ["response", "value", "note", "owner", "due", "by"].map(|key| match &answer[key] {
                    serde_json::Value::String(text) => text.clone(),
                    _ => String::new(),
                });
            let evidence = answer["evidence"].as_array();
            let places = evidence.into_iter().flatten();
            let places: Vec<_> = places
                .map(|piece| piece["locator"].as_str().unwrap())
                .collect();
            format!("{}|{}", said.join("|"), places.join(" "))
        })
        .collect()
}

/// Puts these lines under the heading of an item, in the place of its fields and boxes.
fn filled(form: &str, by: &str, rows: &[(&str, &str)]) -> String {
    let mut text = form.replace("Filled in by:\n", &format!("Filled in by: {by}\n"));
    for (item, fields) in rows {
        let (before, rest) = text.split_once(&format!("### {item} ")).unwrap();
        let (head, rest) = rest.split_once("- [").unwrap();
        let end = rest.find("\n### ").unwrap_or(rest.len());
        text = format!(
            "{before}### {item} {head}{fields}\n{}",
            rest.get(end..).unwrap_or_default()
        );
    }
    text
}

/// Sets cells of a row by the names of their columns.
fn set(csv: &str, by: &str, rows: &[(&str, &[(&str, &str)])]) -> String {
    let mut reader = csv_reader(csv);
    let mut records: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    by.clone_into(&mut records[1][1]);
    let names = records[2].clone();
    for (item, cells) in rows {
        let row = records.iter_mut().find(|row| row[0] == *item).unwrap();
        for (name, value) in *cells {
            let place = names.iter().position(|column| column == name).unwrap();
            (*value).clone_into(&mut row[place]);
        }
    }
    written(&records, b',')
}

fn csv_reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn written(records: &[Vec<String>], separator: u8) -> String {
    let mut out = csv::WriterBuilder::new()
        .flexible(true)
        .delimiter(separator)
        .from_writer(Vec::new());
    for record in records {
        out.write_record(record).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

const FILLED: [&str; 4] = [
    "met||drill passed: see https://b/1|platform|2026-12-05|Lee Brandt|https://b/1",
    "partial|160||||Lee Brandt|",
    "partial|50||||Lee Brandt|",
    "na||one team by law, see the contract|||Lee Brandt|",
];

fn by_hand(form: &str) -> String {
    filled(
        form,
        "lee brandt",
        &[
            (
                "SRV-01",
                "* [X] met\n- [ ] partial\n\nNote:\ndrill passed: see https://b/1\nOwner: platform\nDue: 2026-12-05\n\
                 Evidence: link https://b/1 2026-10-01\nEvidence:",
            ),
            ("SRV-02", "Value (ms): 160"),
            ("SRV-03", "- [ ] met\n\nValue (0, 25, 50 or 100): 50"),
            (
                "SRV-04",
                "- [x] n/a\n\nNote: one team by law,\nsee the contract",
            ),
        ],
    )
}

/// The same in a spreadsheet.
fn in_cells(csv: &str) -> String {
    set(
        csv,
        "Lee Brandt",
        &[
            (
                "SRV-01",
                &[
                    ("answer", "met"),
                    ("note", "drill passed: see https://b/1"),
                    ("owner", "platform"),
                    ("due", "2026-12-05"),
                    ("evidence", "link https://b/1 2026-10-01"),
                ],
            ),
            ("SRV-02", &[("value", "160")]),
            ("SRV-03", &[("value", "50"), ("answer", "partial")]),
            (
                "SRV-04",
                &[
                    ("answer", "n/a"),
                    ("note", "one team by law,\nsee the contract"),
                ],
            ),
        ],
    )
}

#[test]
fn a_form_filled_in_by_hand_and_one_of_a_spreadsheet_say_the_same() {
    for (file, fill) in [
        ("form.md", by_hand as fn(&str) -> String),
        ("form.csv", in_cells),
    ] {
        let desk = started();
        let text = fill(&exported(&desk, file));
        desk.write(file, &text);
        let told = taken(&desk, &[file]);
        assert_eq!(told.code, 0, "{file}: {}{}", told.out, told.err);
        assert_eq!(answers(&desk), FILLED, "{file}");
        // What comes back a second time, or as it left, changes nothing.
        for again in [text, exported(&desk, file)] {
            desk.write(file, again);
            let told = taken(&desk, &[file]);
            assert_eq!(told.code, 0, "{file}: {}{}", told.out, told.err);
            assert!(told.err.contains("Nothing to save."), "{}", told.err);
        }
        assert!(desk.run(&["undo"]).fine().starts_with("undone: "));
        assert!(answers(&desk).iter().all(|answer| answer.starts_with("||")));
    }
}

#[test]
fn rows_come_back_however_a_spreadsheet_program_wrote_them() {
    let desk = started();
    let text = in_cells(&exported(&desk, "form.csv"));
    let records: Vec<Vec<String>> = csv_reader(&text)
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let semicolons = written(&records, b';').replace('\n', "\r\n");
    let tabs: Vec<u8> = written(&records, b'\t')
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (file, bytes) in [
        (
            "semicolons.csv",
            ["\u{feff}".as_bytes(), semicolons.as_bytes()].concat(),
        ),
        ("returns.csv", text.replace('\n', "\r").into_bytes()),
        ("unicode.txt", [&[0xff, 0xfe][..], &tabs].concat()),
    ] {
        desk.write(file, bytes);
        let told = taken(&desk, &[file]);
        assert_eq!(told.code, 0, "{file}: {}{}", told.out, told.err);
        assert_eq!(answers(&desk), FILLED, "{file}");
        desk.run(&["undo"]).fine();
    }
}

#[test]
fn two_people_fill_in_what_they_know_and_what_both_say_differently_waits() {
    let desk = started();
    let form = exported(&desk, "form.md");
    let note = "- [ ] met\n\nNote: drilled in May";
    desk.write(
        "lee.md",
        filled(
            &form,
            "Lee Brandt",
            &[
                ("SRV-01", note),
                ("SRV-02", "Value (ms): 140"),
                ("SRV-03", "Value: 50"),
            ],
        ),
    );
    let csv = exported(&desk, "form.csv");
    let rows: [(&str, &[(&str, &str)]); 3] = [
        ("SRV-02", &[("value", "140")]),
        ("SRV-03", &[("value", "100")]),
        ("SRV-04", &[("answer", "met")]),
    ];
    desk.write("ana.csv", set(&csv, "Ana Silva", &rows));
    let told = taken(&desk, &["lee.md", "ana.csv"]);
    assert_eq!(told.code, 3, "{}{}", told.out, told.err);
    let clash = "SRV-03: not taken: Lee Brandt says 50 (lee.md:";
    assert!(told.err.contains(clash), "{}", told.err);
    assert!(
        told.err.contains("Ana Silva says 100 (ana.csv:6)"),
        "{}",
        told.err
    );
    let now = answers(&desk);
    assert_eq!(now[0], "unanswered||drilled in May|||Lee Brandt|");
    assert_eq!(now[1], "met|140||||Lee Brandt|");
    assert_eq!(now[2], "||||||");
    assert_eq!(now[3], "met|||||Ana Silva|");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one row after the other")]
fn rows_that_cannot_be_taken_are_told_by_their_line_and_hold_up_no_others() {
    let desk = started();
    let form = exported(&desk, "form.md");
    let foreign = "\n### SRV-99 (rev 1, seen none)\n\n> Is it?\n\n- [x] met\n";
    let line = |text: &str, item: &str| {
        let mut lines = text.lines();
        lines
            .position(|line| line.starts_with(&format!("### {item} ")))
            .unwrap()
            + 1
    };
    for (item, fields, why) in [
        (
            "SRV-04",
            "- [x] n/a",
            "n/a only with a reason of 10 characters; 0 were given",
        ),
        (
            "SRV-04",
            "- [x] partial",
            "is met or unmet; there is no part of it",
        ),
        (
            "SRV-01",
            "- [x] n/a\nNote: because I say so",
            "cannot be n/a: its pack does not allow it",
        ),
        (
            "SRV-01",
            "- [x] met\n- [x] unmet",
            "several answers are marked: met, unmet",
        ),
        ("SRV-01", "- [v] met", "“- [v] met” stands in no field"),
        (
            "SRV-01",
            "- [x] met\nwe are sure",
            "“we are sure” stands in no field",
        ),
        ("SRV-01", "- [x] met\nDue: 5.12.2026", "write `2026-12-05`"),
        ("SRV-01", "Evidence: photo x.png", "begin with one of link"),
        (
            "SRV-01",
            "Evidence: file gone.pdf",
            "the evidence cannot be read",
        ),
        (
            "SRV-01",
            "Evidence: link https://b/1 2999-01-01",
            "after today",
        ),
        ("SRV-01", "Note: a\u{1b}[2Jb", "U+001B"),
        ("SRV-02", "- [x] met", "fill in the value"),
        ("SRV-02", "Value (ms): NaN", "`NaN` is not a number"),
        ("SRV-02", "Value (ms): 149,9", "`149,9` is not a number"),
        ("SRV-02", "Value: 140", "the value came without its unit"),
        ("SRV-02", "Value (s): 140", "is measured in ms, not in s"),
        (
            "SRV-02",
            "- [x] unmet\nValue (ms): 140",
            "the value 140 means met, but unmet is marked",
        ),
        ("SRV-03", "Value: 60", "takes one of 0, 25, 50, 100"),
    ] {
        let good = ("SRV-04", "- [x] met");
        let other = ("SRV-03", "Value: 100");
        let good = if item == "SRV-04" { other } else { good };
        let text = filled(&form, "Lee Brandt", &[(item, fields), good]) + foreign;
        desk.write("form.md", &text);
        let told = taken(&desk, &["form.md"]);
        assert_eq!(told.code, 3, "{fields}: {}{}", told.out, told.err);
        let place = format!("form.md:{}: not taken: {item}: ", line(&text, item));
        assert!(
            told.err.contains(&place) && told.err.contains(why),
            "{fields}: {}",
            told.err
        );
        assert!(!told.err.contains('\u{1b}'), "{}", told.err);
        let place = format!("form.md:{}: not taken: SRV-99: ", line(&text, "SRV-99"));
        assert!(told.err.contains(&place), "{fields}: {}", told.err);
        let given = answers(&desk);
        let given = given.iter().filter(|answer| answer.starts_with("met"));
        assert_eq!(given.count(), 1, "{fields}");
        desk.run(&["undo"]).fine();
    }
}

#[test]
fn a_form_that_was_overtaken_is_told_by_whom() {
    let desk = started();
    let form = exported(&desk, "form.md");
    let rows = [("SRV-01", "- [x] unmet"), ("SRV-04", "- [x] met")];
    desk.write("form.md", filled(&form, "Lee Brandt", &rows));
    desk.run(&["assess", "answer", "1", "SRV-01", "met"]).fine();
    let told = taken(&desk, &["form.md"]);
    assert_eq!(told.code, 3, "{}", told.err);
    let why = "SRV-01: answered since this form was written, by Mina Okafor on ";
    assert!(told.err.contains(why), "{}", told.err);
    let now = answers(&desk);
    assert!(
        now[0].starts_with("met|") && now[3].starts_with("met|"),
        "{now:?}"
    );

    // Whoever cuts off which answer was seen does not get round it.
    let rows = filled(&form, "Lee Brandt", &[("SRV-01", "- [x] unmet")]);
    desk.write("cut.md", rows.replacen(", seen none", "", 1));
    let told = taken(&desk, &["cut.md"]);
    assert!(
        told.err.contains("which answer it was written with"),
        "{}",
        told.err
    );
    assert!(answers(&desk)[0].starts_with("met|"));
}

#[test]
fn a_form_of_an_earlier_version_of_the_pack_is_refused_where_the_item_changed() {
    let desk = started();
    let form = exported(&desk, "form.md");
    let asked = r#"ask = "Is the way back rehearsed at full load?""#;
    let now = "rev = 2\nask = \"Is the way back rehearsed each month?\"";
    pack(
        &desk,
        &PACK
            .replace("version = \"1.0.0\"", "version = \"2.0.0\"")
            .replace(asked, now),
    );
    desk.run(&["assess", "upgrade", "1"]).fine();
    let rows = [("SRV-01", "- [x] met"), ("SRV-04", "- [x] met")];
    desk.write("form.md", filled(&form, "Lee Brandt", &rows));
    let told = taken(&desk, &["form.md"]);
    assert_eq!(told.code, 3, "{}", told.err);
    let why = "SRV-01: the form asks revision 1, the checklist revision 2 now";
    assert!(told.err.contains(why), "{}", told.err);
    assert_eq!(answers(&desk)[0], "||||||");
    assert!(answers(&desk)[3].starts_with("met|"));

    let changed = exported(&desk, "form.md").replace("a second team know", "no team know");
    desk.write(
        "form.md",
        filled(&changed, "Lee Brandt", &[("SRV-04", "- [x] unmet")]),
    );
    let told = taken(&desk, &["form.md"]);
    assert!(
        told.err
            .contains("SRV-04: the text of the question was changed"),
        "{}",
        told.err
    );
}

#[test]
fn nothing_is_saved_before_somebody_says_yes() {
    let desk = started();
    let form = exported(&desk, "form.md");
    desk.write(
        "form.md",
        filled(&form, "Lee Brandt", &[("SRV-04", "- [x] met")]),
    );
    for words in [&[][..], &["--json"]] {
        let told = desk.run(&[&["assess", "import", "form.md"][..], words].concat());
        assert_eq!(told.code, 2, "{}", told.err);
        assert!(
            told.err.contains("--yes") && told.out.contains("SRV-04"),
            "{}",
            told.err
        );
        let looked = desk.run(&[&["assess", "import", "form.md", "--dry-run"][..], words].concat());
        assert_eq!(looked.code, 0, "{}", looked.err);
        assert_eq!(answers(&desk)[3], "||||||");
    }
    let plan = desk
        .run(&["assess", "import", "form.md", "--json", "--yes"])
        .json();
    assert_eq!(plan["rows"][0]["after"], "met");
    assert!(answers(&desk)[3].starts_with("met|"));
}

#[test]
fn nobody_and_somebody_strange_fill_in_nothing() {
    let desk = started();
    let form = exported(&desk, "form.md");
    for (by, why) in [
        ("", "does not say who filled it in"),
        ("Lee\u{1b}[2J", "U+001B"),
        (&"x".repeat(4_001), "at most 4000"),
    ] {
        desk.write("form.md", filled(&form, by, &[("SRV-04", "- [x] met")]));
        let told = taken(&desk, &["form.md"]);
        assert_eq!(told.code, 3, "{}", told.err);
        assert!(
            told.err.contains(why) && told.err.contains("Nothing to save."),
            "{}",
            told.err
        );
    }
    desk.run(&["system", "add", "Another"]).fine();
    desk.run(&["assess", "start", "2", "own.serving"]).fine();
    desk.run(&["assess", "export", "2", "other.md"]).fine();
    let told = taken(&desk, &["form.md", "other.md"]);
    assert_eq!(told.code, 1);
    assert!(
        told.err
            .contains("form.md is of ASM-0001, and other.md is of ASM-0002"),
        "{}",
        told.err
    );
    desk.write("form.md", form.replace("form ASM-0001", "form ASM-0077"));
    let told = taken(&desk, &["form.md"]);
    assert!(
        told.code == 1 && told.err.contains("ASM-0077"),
        "{}",
        told.err
    );
    assert!(answers(&desk).iter().all(|answer| answer == "||||||"));
}

#[test]
fn a_note_of_a_stranger_is_no_formula_no_field_and_no_colour() {
    let desk = started();
    let mut notes = vec![
        "=1+1".to_owned(),
        "-- [x] unmet".to_owned(),
        "@sum(A1)".to_owned(),
        "'=quoted".to_owned(),
        "### SRV-02 (rev 1, seen none)".to_owned(),
        "a | b; c, \"d\" <b>e</b> `f`".to_owned(),
        "right \u{202e} left \u{200b}x".to_owned(),
        "two\nlines  and   spaces".to_owned(),
    ];
    notes.push("é".repeat(4_000));
    for note in notes {
        desk.run(&[
            "assess",
            "answer",
            "1",
            "SRV-01",
            "met",
            &format!("--note={note}"),
        ])
        .fine();
        for file in ["form.md", "form.csv"] {
            let form = exported(&desk, file);
            assert!(!form.contains('\u{202e}'), "{form}");
            if file == "form.csv" {
                let cells = csv_reader(&form).into_records().flat_map(|row| {
                    let row = row.unwrap();
                    row.iter().map(str::to_owned).collect::<Vec<_>>()
                });
                let formula = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert_eq!(cells.into_iter().find(formula), None, "{note}");
            }
            let told = taken(&desk, &[file]);
            assert!(
                told.err.contains("Nothing to save."),
                "{note}: {}{}",
                told.out,
                told.err
            );
            assert_eq!(told.code, 0, "{note}: {}", told.err);
        }
    }
    // A cell somebody typed as a formula comes in as its text.
    let csv = exported(&desk, "form.csv");
    desk.write(
        "form.csv",
        set(
            &csv,
            "Lee Brandt",
            &[("SRV-04", &[("note", "=1+1"), ("answer", "met")])],
        ),
    );
    assert_eq!(taken(&desk, &["form.csv"]).code, 0);
    assert_eq!(answers(&desk)[3], "met||=1+1|||Lee Brandt|");
}

#[test]
fn what_is_no_form_is_told_in_one_sentence_and_nothing_waits_for_it() {
    let desk = started();
    let form = exported(&desk, "form.md");
    let csv = exported(&desk, "form.csv");
    fs::create_dir(desk.path("folder.md")).unwrap();
    let (kind, mode) = (rustix::fs::FileType::Fifo, 0o600.into());
    rustix::fs::mknodat(rustix::fs::CWD, desk.path("pipe.md"), kind, mode, 0).unwrap();
    desk.write("large.csv", vec![b'a'; 9 << 20]);
    desk.write(
        "binary.csv",
        [b"PK\x03\x04".as_slice(), &[0xfe; 64]].concat(),
    );
    desk.write(
        "latin.csv",
        [csv.as_bytes(), b"SRV-01,1,none,,Gr\xfc\xdfe\n"].concat(),
    );
    desk.write("empty.md", "");
    desk.write("list.md", "# Shopping\n\n- [x] milk\n");
    desk.write("half.csv", csv.replace(",answer,", ",Antwort,"));
    desk.write("twice.csv", csv.replace(",value,", ",note,"));
    desk.write("mark.md", form.replace("own.serving@1.0.0 -->", ""));
    for (file, why) in [
        ("gone.md", "cannot be read"),
        ("folder.md", "a folder"),
        ("pipe.md", "pipe"),
        ("large.csv", "8 MiB"),
        (
            "binary.csv",
            "binary.csv:1: it holds bytes that are no UTF-8",
        ),
        ("latin.csv", "no UTF-8"),
        ("empty.md", "it is no form"),
        ("list.md", "it is no form"),
        ("half.csv", "half.csv:3: the column `answer` is missing"),
        (
            "twice.csv",
            "twice.csv:3: the column `note` stands there twice",
        ),
        ("mark.md", "mark.md:3: "),
    ] {
        let told = taken(&desk, &["form.md", file]);
        assert_eq!(told.code, 1, "{file}: {}", told.err);
        assert!(told.err.contains(why), "{file}: {}", told.err);
        assert!(told.err.contains("\nhint: "), "{file}: {}", told.err);
    }
    assert!(answers(&desk).iter().all(|answer| answer == "||||||"));
}
