//! The second round: what somebody does with decisions, flow by flow. Each flow ends where it began, so that it can be done
//! again and again.

use std::fs;

use serde_json::Value;

use super::{Trace, press};
use crate::harness::{Home, Session};

/// How often each flow is done.
const ROUNDS: usize = 5;
/// How many decisions lie in files of their own, so that an export has somewhere to go.
const OUTSIDE: usize = 40;
/// Those decisions, as they are filtered for.
const FILTER: &str = "log:desk status:proposed,in-review";

/// What the facts beside the list say of the decision under the cursor, when the answer is there.
const PROPOSED: &str = "status     ? proposed";
const IN_REVIEW: &str = "status     ◎ in-review";

/// A part of a flow.
enum Part {
    /// Keys, one after the other.
    Press(&'static [&'static str]),
    /// Letters, one after the other.
    Type(&'static str),
    /// Waits until it is on the screen.
    See(&'static str),
    /// Waits until it is not on the screen any more.
    Gone(&'static str),
}
use Part::{Gone, Press, See, Type};

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const SAVE: &str = "\x13";
const TAB: &str = "\t";
const HALF_DOWN: &str = "\x04";
const HALF_UP: &str = "\x15";
/// In a field: takes everything away that was typed.
const CLEAR: &str = HALF_UP;

/// Leaves a form that was typed into.
const LEAVE: [Part; 4] = [
    Press(&[ESC]),
    See("is not saved"),
    Press(&["y"]),
    Gone("is not saved"),
];

const FLOWS: [(&str, &[Part]); 14] = [
    ("marks", &[Press(&[" ", " ", " ", " ", " ", "U", "g", "g"])]),
    (
        "new decision, left",
        &[
            Press(&["a"]),
            See("New decision"),
            Type("Use one store for features"),
            Press(&[TAB, TAB, "\x1b[C", TAB, TAB]),
            Type("Mina, Lee"),
        ],
    ),
    (
        "step, left",
        &[
            Press(&["s"]),
            See("Next step"),
            Press(&["j", "k", "1"]),
            See("Put in review"),
            Type("the board meets"),
        ],
    ),
    (
        "facts, left",
        &[
            Press(&["e"]),
            See("Edit desk/"),
            Type(" and more"),
            Press(&[TAB, TAB]),
            Type("2027-03-01"),
        ],
    ),
    (
        "tags, left",
        &[Press(&["t"]), See("Put on"), Type("cost, gpu")],
    ),
    (
        "link, left",
        &[
            Press(&["L"]),
            See("The other"),
            Press(&[TAB]),
            Type("service"),
            See("desk/2"),
            Press(&["\x1b[B", "\x1b[B", "\x1b[A", ENTER]),
        ],
    ),
    (
        "comment, left",
        &[Press(&["c"]), See("Comment on"), Type("Is it measured?")],
    ),
    (
        "step, done and undone",
        &[
            Press(&["s"]),
            See("Next step"),
            Press(&["1"]),
            See("Put in review"),
            Press(&[SAVE]),
            See("✓ opened the review"),
            See(IN_REVIEW),
            Press(&["u"]),
            See("✓ undone"),
            See(PROPOSED),
            Press(&["j", "k"]),
        ],
    ),
    (
        "record and its panes",
        &[
            Press(&[ENTER]),
            See("▸ desk/"),
            Press(&["C", "j", "k", "H", "j", "k", "o", "j", "j", ENTER]),
            Press(&["i", "j", HALF_DOWN, ESC, ESC]),
            See("▸ DECISIONS"),
        ],
    ),
    (
        "comparison",
        &[
            Press(&[ENTER]),
            See("▸ desk/"),
            Press(&["="]),
            See("Compare desk/"),
            Press(&["1"]),
            See("COMPARE"),
            Press(&[
                "j", "j", "j", HALF_DOWN, HALF_UP, "n", "n", "N", "G", "g", "g",
            ]),
            Press(&[ESC]),
            Gone("COMPARE"),
            Press(&[ESC]),
            See("▸ DECISIONS"),
        ],
    ),
    (
        "packet of marks",
        &[
            Press(&[" ", " ", " ", " ", " ", " ", " ", " ", "P"]),
            See("Build a packet"),
            Type("Autumn review"),
            Press(&[SAVE]),
            See("✓ built"),
            See("▸ Packets ▸ PKT-"),
            Press(&[
                "j", "j", HALF_DOWN, HALF_UP, TAB, "j", "j", "j", "j", "k", TAB, "]", "[",
            ]),
            Press(&["D"]),
            See("Throw PKT-"),
            Press(&["y"]),
            See("✓ threw"),
            Press(&["g", "d"]),
            See("▸ DECISIONS"),
            Press(&["U", "g", "g"]),
        ],
    ),
    (
        "packets",
        &[
            Press(&["g", "p"]),
            See("▸ PACKETS"),
            Press(&["j", "k", "G", "g", "g", ENTER]),
            See("▸ Packets ▸ PKT-"),
            Press(&["j", HALF_DOWN, ESC, "g", "d"]),
            See("▸ DECISIONS"),
        ],
    ),
    (
        "home",
        &[
            Press(&["g", "h"]),
            See("NEEDS ME"),
            Press(&["j", "j", TAB, "j", "g", "d"]),
            See("▸ DECISIONS"),
        ],
    ),
    (
        "export, left",
        &[
            Press(&["s"]),
            See("Next step"),
            Press(&["1"]),
            See("Put in review"),
            Press(&[SAVE]),
            See("✓ opened the review"),
            See(IN_REVIEW),
            Press(&[":"]),
            Type("export"),
            Press(&[ENTER]),
            See("Export into the folders"),
            Press(&["j", "k", HALF_DOWN, HALF_UP, ESC, "u"]),
            See("✓ undone"),
            See(PROPOSED),
            Press(&["j", "k"]),
        ],
    ),
];

/// Lays a small log with files of its own beside what is there, and a packet of some of it.
pub fn prepare(home: &Home) {
    let folder = home.file("desk/docs/adr");
    fs::create_dir_all(&folder).unwrap();
    for number in 1..=OUTSIDE {
        let file = format!("{folder}/{number:04}-choice.md");
        fs::write(file, record(number)).unwrap();
    }
    home.run("import", &[&home.file("desk")]);
    home.run(
        "packet",
        &["build", "desk/1", "desk/2", "--title", "Before"],
    );
}

fn record(number: usize) -> String {
    let point = |point: u32| {
        format!(
            "- Point {point} of {number} holds at {} requests.\n",
            point * 13
        )
    };
    let points = (1..=60).map(point).collect::<Vec<_>>().concat();
    format!(
        "# {number}. Cache the answers of service {number}\n\nDate: 2026-10-0{}\n\n## Status\n\nProposed\n\n\
         ## Context\n\n{points}\n## Decision\n\n{points}",
        1 + number % 9
    )
}

/// Does every flow several times over; gives the frames of each.
pub fn done(session: &mut Session, trace: &Trace) -> Vec<(&'static str, Vec<Value>)> {
    let outside = format!("{OUTSIDE} matches");
    let begin = [ESC, ESC, ESC, "g", "d", "/", CLEAR, FILTER, ENTER];
    for key in begin {
        press(session, key);
    }
    session.wait_for(&outside);
    let mut frames = Vec::new();
    for (name, parts) in FLOWS {
        session.wait_stable();
        let before = trace.frames().len();
        for _ in 0..ROUNDS {
            play(session, parts);
            if name.ends_with("left") && !name.starts_with("export") {
                play(session, &LEAVE);
            }
        }
        session.wait_stable();
        frames.push((name, trace.frames().split_off(before)));
    }
    frames
}

fn play(session: &mut Session, parts: &[Part]) {
    for part in parts {
        match part {
            Press(keys) => {
                for key in *keys {
                    press(session, key);
                }
            }
            Type(text) => {
                for letter in text.chars() {
                    press(session, &letter.to_string());
                }
            }
            See(words) => session.wait_for(words),
            Gone(words) => session.wait_until(|screen| !screen.contents().contains(words)),
        }
    }
}
