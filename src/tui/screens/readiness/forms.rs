//! The forms of the gate board and what is read out of them: sign-off, issue, override, withdrawal, calendar, another day. It
//! must not know when each may be asked for.

use chrono::{Days, NaiveDate};

use crate::{
    domain::{person::Person, readiness::Verdict, text::Line},
    ops::view::{PeopleView, ReadinessView},
    tui::{
        screen::{FieldKind, Filled, Form, FormField},
        screens::packets::build,
    },
};

pub(super) const SIGN: &str = "readiness.sign";
pub(super) const ISSUE: &str = "readiness.issue";
pub(super) const OVERRIDE: &str = "readiness.override";
pub(super) const WITHDRAW: &str = "readiness.withdraw";
pub(super) const CALENDAR: &str = "readiness.calendar";
pub(super) const AS_OF: &str = "readiness.as-of";
pub(super) const PACKET: &str = "readiness.packet";

pub(super) const ROLE: &str = "role";
pub(super) const PERSON: &str = "person";
pub(super) const DECISION: &str = "decision";
pub(super) const COMMENT: &str = "comment";
pub(super) const VERDICT: &str = "verdict";
pub(super) const REASON: &str = "reason";
pub(super) const UNTIL: &str = "until";
pub(super) const FILE: &str = "file";
pub(super) const OTHER: &str = "other";
pub(super) const DAY: &str = "day";

/// The longest an override may last, in days.
pub(super) const OVERRIDE_DAYS: u64 = 30;
/// The role of who may override.
pub(super) const MAY_OVERRIDE: &str = "L3";
pub(super) const REPLACE: &str = "replace";
const KEEP: &str = "keep";

/// Who may be named in a form: everybody who has not left, whoever acts here first chosen.
fn person(people: &PeopleView, label: &'static str, may: impl Fn(&Person) -> bool) -> FormField {
    let choices: Vec<_> = people
        .people
        .iter()
        .filter(|person| !person.has_left && may(person))
        .map(|person| (person.id.to_string(), named(person)))
        .collect();
    let me = people.me.map(|me| me.to_string());
    let me = me.filter(|me| choices.iter().any(|(word, _)| word == me));
    let first = choices.first().map(|(word, _)| word.clone());
    FormField {
        word: PERSON,
        label,
        value: me.or(first).unwrap_or_default(),
        kind: FieldKind::Choice(choices),
        hint: "A person is compared, never a name; whoever acts for somebody counts as them."
            .to_owned(),
    }
}

/// The name with what the person may speak for.
fn named(person: &Person) -> String {
    let roles: Vec<_> = person.roles.iter().map(String::as_str).collect();
    if roles.is_empty() {
        return person.name.clone();
    }
    format!("{} ({})", person.name, roles.join(", "))
}

fn choice(
    (word, label): (&'static str, &'static str),
    choices: Vec<(String, String)>,
    hint: &str,
) -> FormField {
    FormField {
        word,
        label,
        value: choices
            .first()
            .map(|(word, _)| word.clone())
            .unwrap_or_default(),
        kind: FieldKind::Choice(choices),
        hint: hint.to_owned(),
    }
}

fn line((word, label): (&'static str, &'static str), kind: FieldKind, hint: &str) -> FormField {
    FormField {
        word,
        label,
        value: String::new(),
        kind,
        hint: hint.to_owned(),
    }
}

fn bound(view: &ReadinessView) -> String {
    format!(
        "{} as of {}; bound to {}: when anything it rests on changes, it does not count any more.",
        view.computed.verdict,
        view.computed.as_of,
        view.digest.short()
    )
}

/// A person's word on the verdict as it is; the first role is one nobody signed in yet.
pub(super) fn sign(view: &ReadinessView, people: &PeopleView) -> Form {
    let mut roles: Vec<_> = view.sign_offs.roles.iter().collect();
    roles.sort_by_key(|(_, name)| name.is_some());
    let roles = roles.into_iter().map(|(role, name)| {
        let who = name.as_deref().unwrap_or("nobody yet");
        (role.clone(), format!("{role}: {who}"))
    });
    let decisions = [
        ("approve", "approve"),
        ("approve-with-comment", "approve, with a comment"),
        ("decline", "decline"),
        ("abstain", "abstain"),
        ("withdrawn", "take my word back"),
    ];
    let decisions = decisions.map(|(word, text)| (word.to_owned(), text.to_owned()));
    Form {
        word: SIGN,
        title: format!("Sign off {}", view.line.label),
        note: Some(bound(view)),
        fields: vec![
            choice(
                (ROLE, "Role"),
                roles.collect(),
                "The roles that are needed at this tier.",
            ),
            person(people, "Who", |_| true),
            choice((DECISION, "Decision"), decisions.to_vec(), ""),
            line(
                (COMMENT, "Comment"),
                FieldKind::Line,
                "Needed where you decline or approve with a comment.",
            ),
        ],
    }
}

/// The verdict as computed, or a stricter one.
pub(super) fn issue(view: &ReadinessView, people: &PeopleView) -> Form {
    let computed = view.computed.verdict;
    let choices = Verdict::ALL
        .into_iter()
        .filter(|one| one.worse(computed) == *one);
    let choices = choices.map(|one| {
        let how = if one == computed {
            "as computed"
        } else {
            "stricter"
        };
        (one.word().to_owned(), format!("{one}, {how}"))
    });
    Form {
        word: ISSUE,
        title: format!("Issue a verdict on {}", view.line.label),
        note: Some(bound(view)),
        fields: vec![
            choice(
                (VERDICT, "Verdict"),
                choices.collect(),
                "Laxer than computed only by an override.",
            ),
            line(
                (REASON, "Reason"),
                FieldKind::Line,
                "Needed where it is stricter than computed.",
            ),
            person(people, "Issued by", |_| true),
        ],
    }
}

/// Whether somebody may override.
pub(super) fn may_override(person: &Person) -> bool {
    !person.has_left && person.roles.contains(MAY_OVERRIDE)
}

/// The verdicts that would be laxer than another.
pub(super) fn laxer(computed: Verdict) -> impl Iterator<Item = Verdict> {
    let laxer = Verdict::ALL.into_iter();
    laxer.filter(move |one| one.rank() < computed.rank()).rev()
}

/// A laxer verdict for a while, on somebody's name.
pub(super) fn override_it(view: &ReadinessView, people: &PeopleView, today: NaiveDate) -> Form {
    let computed = view.computed.verdict;
    let choices = laxer(computed).map(|one| (one.word().to_owned(), one.to_string()));
    let last = today.checked_add_days(Days::new(OVERRIDE_DAYS));
    Form {
        word: OVERRIDE,
        title: format!("Override {computed} of {}", view.line.label),
        note: Some(
            "It stands first on the board and in every packet, and ends by itself; then what is computed stands again."
                .to_owned(),
        ),
        fields: vec![
            choice((VERDICT, "Verdict"), choices.collect(), ""),
            FormField {
                value: last.map(|day| day.to_string()).unwrap_or_default(),
                ..line((UNTIL, "Last day"), FieldKind::Needed, "At most 30 days on.")
            },
            line((REASON, "Reason"), FieldKind::Needed, "Why it may go although it may not."),
            person(people, "On the name of", may_override),
        ],
    }
}

/// An issued verdict is taken back.
pub(super) fn withdraw(view: &ReadinessView, people: &PeopleView) -> Form {
    Form {
        word: WITHDRAW,
        title: format!("Withdraw what was issued on {}", view.line.label),
        note: None,
        fields: vec![
            line(
                (REASON, "Reason"),
                FieldKind::Needed,
                "Why it does not hold any more.",
            ),
            person(people, "By", |_| true),
        ],
    }
}

/// Where the calendar is to be written.
pub(super) fn calendar(view: &ReadinessView) -> Form {
    let others = vec![
        (KEEP.to_owned(), "is kept".to_owned()),
        (REPLACE.to_owned(), "is written over".to_owned()),
    ];
    Form {
        word: CALENDAR,
        title: format!("Write the days of {} to a calendar file", view.line.label),
        note: Some("An iCalendar file, for the calendar of your choice.".to_owned()),
        fields: vec![
            FormField {
                value: format!("{}.ics", view.line.label),
                ..line(
                    (FILE, "File"),
                    FieldKind::Needed,
                    "A path, seen from the folder Archdeck was started in.",
                )
            },
            choice(
                (OTHER, "Another file there"),
                others,
                "What becomes of a file of that name that is there already.",
            ),
        ],
    }
}

/// The day the board is to be looked at for.
pub(super) fn another_day(shown: Option<NaiveDate>, today: NaiveDate) -> Form {
    Form {
        word: AS_OF,
        title: "Look at another day".to_owned(),
        note: Some(format!(
            "With everything as it is known now: what expires until then, or counted on a day before. Today is {today}."
        )),
        fields: vec![FormField {
            value: shown.map(|day| day.to_string()).unwrap_or_default(),
            ..line((DAY, "Day"), FieldKind::Line, "2026-03-02; empty is today.")
        }],
    }
}

/// A packet that shows the readiness of the system.
pub(super) fn packet(view: &ReadinessView) -> Form {
    let mut fields = build::fields();
    if let Some(title) = fields.iter_mut().find(|field| field.word == build::TITLE) {
        title.value = format!("Readiness of {}", view.line.name);
    }
    Form {
        word: PACKET,
        title: format!("Build the readiness packet of {}", view.line.label),
        note: Some(build::UNTIL_FROZEN.to_owned()),
        fields,
    }
}

/// The day that was typed; empty is none.
pub(super) fn day(filled: &Filled) -> Result<Option<NaiveDate>, (&'static str, String)> {
    let word = if filled.iter().any(|(word, _)| *word == UNTIL) {
        UNTIL
    } else {
        DAY
    };
    let typed = build::value(filled, word);
    if typed.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d");
    day.map(Some)
        .map_err(|_| (word, format!("`{typed}` is no day; type it as 2026-03-02")))
}

/// A text that was typed; empty is none.
pub(super) fn said(
    filled: &Filled,
    word: &'static str,
) -> Result<Option<String>, (&'static str, String)> {
    match build::value(filled, word) {
        "" => Ok(None),
        typed => Line::parse(typed)
            .map(|line| Some(line.to_string()))
            .map_err(|why| (word, why.to_string())),
    }
}
