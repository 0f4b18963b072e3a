//! What is done about a verdict: who signs, what is issued, what is taken back, what is written. Each says why it cannot be done
//! now; it must not know how it is saved.

use std::path::PathBuf;

use super::{Readiness, forms};
use crate::{
    domain::{digest::Digest, ids::RecordId, readiness::Verdict, sign_off::Decision},
    ops::{
        change::Change,
        readiness::{NewIssue, ReadinessChange, ReadinessView},
        view::PeopleView,
    },
    tui::{
        screen::{Filled, Menu, Outcome},
        screens::{facts, packets::build, reading},
    },
};

/// What was looked at when a form was opened: the store may change while it is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    digest: Digest,
    computed: Verdict,
}

impl Readiness {
    /// The menu of what can be done about the verdict.
    pub(super) fn step(&self) -> Vec<Outcome> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let people = self.people.as_ref();
        let computed = view.computed.verdict;
        let choice = |word: &str, text: String, why: Option<String>| (word.to_owned(), text, why);
        let choices = vec![
            choice(
                forms::SIGN,
                "Sign off in a role".to_owned(),
                why_not_sign(view, people),
            ),
            choice(
                forms::ISSUE,
                format!("Issue {computed}, or a stricter verdict"),
                why_not_issue(view, people),
            ),
            choice(
                forms::OVERRIDE,
                format!(
                    "Override: a laxer verdict for at most {} days",
                    forms::OVERRIDE_DAYS
                ),
                why_not_override(view, people),
            ),
            choice(
                forms::WITHDRAW,
                "Withdraw what was issued".to_owned(),
                why_not_withdraw(view, people),
            ),
        ];
        vec![Outcome::Menu(Menu {
            title: format!("{computed} of {}", view.line.label),
            choices,
        })]
    }

    /// The form of what was chosen.
    pub(super) fn chosen(&mut self, word: &str) -> Vec<Outcome> {
        let (Some(view), Some(people)) = (&self.view, &self.people) else {
            return Vec::new();
        };
        let form = match word {
            forms::SIGN => forms::sign(view, people),
            forms::ISSUE => forms::issue(view, people),
            forms::OVERRIDE => {
                forms::override_it(view, people, self.today.unwrap_or(view.computed.as_of))
            }
            forms::WITHDRAW => forms::withdraw(view, people),
            _ => return Vec::new(),
        };
        self.seen = Some(Seen {
            digest: view.digest,
            computed: view.computed.verdict,
        });
        vec![Outcome::Form(form)]
    }

    pub(super) fn ask_for_packet(&self) -> Vec<Outcome> {
        let view = self.view.iter();
        view.map(|view| Outcome::Form(forms::packet(view)))
            .collect()
    }

    pub(super) fn ask_for_calendar(&self) -> Vec<Outcome> {
        let view = self.view.iter();
        view.map(|view| Outcome::Form(forms::calendar(view)))
            .collect()
    }

    pub(super) fn copy_status(&self) -> Vec<Outcome> {
        let line = self.view.as_ref().map(|view| view.status_line.clone());
        line.map(reading::copy).unwrap_or_default()
    }

    /// Which step the cursor is on, in words.
    pub(super) fn status_of_way(&self) -> String {
        let steps = self
            .view
            .as_ref()
            .map_or(0, |view| view.computed.steps.len());
        match steps {
            0 => "nothing stands in the way".to_owned(),
            steps => format!("{} to GO", facts::counted(steps as u64, "step", "steps")),
        }
    }

    /// The change a filled form asks for.
    pub(super) fn change(
        &self,
        form: &'static str,
        filled: &Filled,
    ) -> Result<Option<Change>, (&'static str, String)> {
        let change = match form {
            forms::SIGN => self.signed(filled)?,
            forms::ISSUE => self.issued(filled)?,
            forms::OVERRIDE => self.overridden(filled)?,
            forms::WITHDRAW => ReadinessChange::Withdraw {
                system: self.id,
                by: person(filled)?,
                reason: needed(filled, forms::REASON)?,
            },
            forms::CALENDAR => self.calendar(filled)?,
            forms::PACKET => {
                if let Some(refused) = build::refused(filled) {
                    return Err(refused);
                }
                return Ok(Some(build::request_of_system(filled, self.id)));
            }
            _ => return Ok(None),
        };
        Ok(Some(Change::Readiness(change)))
    }

    fn signed(&self, filled: &Filled) -> Result<ReadinessChange, (&'static str, String)> {
        let decision = match build::value(filled, forms::DECISION) {
            "approve-with-comment" => Decision::ApproveWithComment,
            "decline" => Decision::Decline,
            "abstain" => Decision::Abstain,
            "withdrawn" => Decision::Withdrawn,
            _ => Decision::Approve,
        };
        let comment = forms::said(filled, forms::COMMENT)?;
        let asks_why = matches!(decision, Decision::ApproveWithComment | Decision::Decline);
        if asks_why && comment.is_none() {
            return Err((forms::COMMENT, "say what is to be said about it".to_owned()));
        }
        Ok(ReadinessChange::Sign {
            system: self.id,
            role: build::value(filled, forms::ROLE).to_owned(),
            person: person(filled)?,
            decision,
            comment,
            seen: self.seen.map(|seen| seen.digest),
        })
    }

    fn issued(&self, filled: &Filled) -> Result<ReadinessChange, (&'static str, String)> {
        let verdict = verdict(filled)?;
        let reason = forms::said(filled, forms::REASON)?;
        let is_computed = self.seen.is_none_or(|seen| seen.computed == verdict);
        if !is_computed && reason.is_none() {
            let why = "say why it is stricter than computed".to_owned();
            return Err((forms::REASON, why));
        }
        Ok(ReadinessChange::Issue(NewIssue {
            system: self.id,
            by: person(filled)?,
            verdict: (!is_computed).then_some(verdict),
            reason,
            override_until: None,
            seen: self.seen.map(|seen| seen.digest),
        }))
    }

    fn overridden(&self, filled: &Filled) -> Result<ReadinessChange, (&'static str, String)> {
        let until = forms::day(filled)?;
        if until.is_none() {
            return Err((
                forms::UNTIL,
                "an override ends: type its last day".to_owned(),
            ));
        }
        Ok(ReadinessChange::Issue(NewIssue {
            system: self.id,
            by: person(filled)?,
            verdict: Some(verdict(filled)?),
            reason: Some(needed(filled, forms::REASON)?),
            override_until: until,
            seen: self.seen.map(|seen| seen.digest),
        }))
    }

    fn calendar(&self, filled: &Filled) -> Result<ReadinessChange, (&'static str, String)> {
        let file = needed(filled, forms::FILE)?;
        if file.starts_with('~') {
            let why = "write the path in full: `~` is known to a shell only";
            return Err((forms::FILE, why.to_owned()));
        }
        Ok(ReadinessChange::WriteCalendar {
            system: Some(self.id),
            file: PathBuf::from(file),
            replaces: build::value(filled, forms::OTHER) == forms::REPLACE,
        })
    }
}

fn needed(filled: &Filled, word: &'static str) -> Result<String, (&'static str, String)> {
    forms::said(filled, word)?.ok_or_else(|| (word, "this must not stay empty".to_owned()))
}

fn person(filled: &Filled) -> Result<RecordId, (&'static str, String)> {
    let chosen = build::value(filled, forms::PERSON).parse();
    chosen.map_err(|_| (forms::PERSON, "choose a person".to_owned()))
}

fn verdict(filled: &Filled) -> Result<Verdict, (&'static str, String)> {
    let chosen = build::value(filled, forms::VERDICT).parse();
    chosen.map_err(|why| (forms::VERDICT, why))
}

/// Why nobody can be named, where nobody can.
fn why_nobody(people: Option<&PeopleView>) -> Option<String> {
    match people {
        None => Some("who is known here was not told yet".to_owned()),
        Some(people) if people.people.iter().all(|person| person.has_left) => {
            Some("nobody is known yet: `archdeck person add NAME` adds somebody".to_owned())
        }
        Some(_) => None,
    }
}

fn why_not_sign(view: &ReadinessView, people: Option<&PeopleView>) -> Option<String> {
    if view.sign_offs.roles.is_empty() {
        return Some("nobody needs to sign before a tier is recorded".to_owned());
    }
    why_nobody(people)
}

fn why_not_issue(view: &ReadinessView, people: Option<&PeopleView>) -> Option<String> {
    if view.computed.tier.is_none() {
        return Some("no tier is recorded".to_owned());
    }
    view.sign_offs
        .missing
        .first()
        .cloned()
        .or_else(|| why_nobody(people))
}

fn why_not_override(view: &ReadinessView, people: Option<&PeopleView>) -> Option<String> {
    let computed = view.computed.verdict;
    if forms::laxer(computed).next().is_none() {
        return Some(format!("nothing is laxer than {computed}"));
    }
    why_not_issue(view, people).or_else(|| {
        let may = |people: &PeopleView| people.people.iter().any(forms::may_override);
        (!people.is_some_and(may)).then(|| format!("nobody holds {}", forms::MAY_OVERRIDE))
    })
}

fn why_not_withdraw(view: &ReadinessView, people: Option<&PeopleView>) -> Option<String> {
    if view.issued.is_none() {
        return Some("nothing is issued".to_owned());
    }
    why_nobody(people)
}
