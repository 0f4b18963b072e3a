//! The form of a decision's facts: an edit while it is open, a correction once it is decided. Only what was changed is sent;
//! where another changed the record meanwhile, the two are laid together, and what both changed is asked about once.

use super::fields::{self, field, holding};
use crate::{
    dialect::edit::{FactChange, PeopleRole},
    domain::{adr::Facts, digest::Digest, ids::RecordId, time::StatedDate},
    ops::{
        change::{Change, FactsEdit},
        view::RecordView,
    },
    tui::screen::{FieldKind, Filled, Form, FormField},
};

/// The word of the form.
pub(super) const FORM: &str = "work.facts";
const TITLE: &str = "title";
const DATE: &str = "date";
const REVIEW_BY: &str = "review-by";
const DECIDERS: &str = "deciders";
const CONSULTED: &str = "consulted";
const INFORMED: &str = "informed";
const TAGS: &str = "tags";
const REASON: &str = "reason";

/// What the form was filled from, and what became of it.
#[derive(Debug)]
pub(super) struct Correction {
    record: RecordId,
    reference: String,
    base: Digest,
    begun: Filled,
    /// The record as it is now, where it is another one.
    now: Option<(Digest, Filled)>,
}

/// The form of a record's facts.
pub(super) fn form(view: &RecordView) -> (Form, Correction) {
    let facts = &view.adr.facts;
    let is_open = facts.status.text_is_open();
    let begun = values(facts);
    let note = if is_open {
        "What you change is written into its text; all else stays as it is."
    } else {
        "It is decided: a correction is written into its text and told in its history."
    };
    let verb = if is_open { "Edit" } else { "Correct" };
    let mut shown: Vec<FormField> = described(facts)
        .into_iter()
        .map(|one| {
            let value = fields::value(&begun, one.word);
            holding(value, one)
        })
        .collect();
    shown.push(if is_open {
        field(
            (REASON, "Why"),
            FieldKind::Line,
            "For the history; may stay empty.",
        )
    } else {
        field(
            (REASON, "Why"),
            FieldKind::Needed,
            "What was wrong: a correction of a decided record is told in its history.",
        )
    });
    let form = Form {
        word: FORM,
        title: format!("{verb} {}", view.reference),
        note: Some(note.to_owned()),
        fields: shown,
    };
    let correction = Correction {
        record: view.adr.id,
        reference: view.reference.clone(),
        base: view.digest,
        begun,
        now: None,
    };
    (form, correction)
}

fn described(facts: &Facts) -> Vec<FormField> {
    let people =
        |about: &str| format!("{about}, with commas between the names; empty takes it away.");
    let date = |about: &str, unread: Option<&String>| match unread {
        Some(text) => format!("{about}. The text says `{text}`, which may mean two days."),
        None => format!("{about}: `2026-03-02` or `2026-03`; empty takes it away."),
    };
    let unread = facts.dates.not_understood.as_ref();
    vec![
        field((TITLE, "Title"), FieldKind::Needed, "Without its number."),
        field(
            (DATE, "Date"),
            FieldKind::Date,
            date("The day of the decision", unread),
        ),
        field(
            (REVIEW_BY, "Review by"),
            FieldKind::Date,
            date("When it is to be looked at again", None),
        ),
        field(
            (DECIDERS, "Deciders"),
            FieldKind::Line,
            people("Who decides"),
        ),
        field(
            (CONSULTED, "Consulted"),
            FieldKind::Line,
            people("Who was asked"),
        ),
        field(
            (INFORMED, "Informed"),
            FieldKind::Line,
            people("Who was told"),
        ),
        field(
            (TAGS, "Tags"),
            FieldKind::Line,
            "With commas between them; empty takes them away.",
        ),
    ]
}

/// What stands in the fields at first.
fn values(facts: &Facts) -> Filled {
    let date = |date: Option<crate::domain::adr::SourcedDate>| {
        date.map(|it| it.date.to_string()).unwrap_or_default()
    };
    let named = |names: &[String]| fields::one_line(&fields::joined(names));
    let people = &facts.people;
    vec![
        (TITLE, fields::one_line(&facts.title)),
        (DATE, date(facts.dates.decided)),
        (REVIEW_BY, date(facts.dates.review_by)),
        (DECIDERS, named(&people.deciders)),
        (CONSULTED, named(&people.consulted)),
        (INFORMED, named(&people.informed)),
        (TAGS, fields::one_line(&facts.tags.join(", "))),
    ]
}

impl Correction {
    /// The record.
    pub(super) const fn record(&self) -> RecordId {
        self.record
    }

    /// Takes note of what the record is now.
    pub(super) fn meet(&mut self, view: &RecordView) {
        if view.adr.id == self.record && view.digest != self.base {
            self.now = Some((view.digest, values(&view.adr.facts)));
        }
    }

    /// What to say where nothing was changed.
    pub(super) fn unchanged(&self) -> String {
        format!("{} is as it was: nothing was changed", self.reference)
    }

    /// The change the filled form asks for; `None` where no fact was changed.
    ///
    /// # Errors
    /// Where another changed the same fact meanwhile: saving again puts this in its place.
    pub(super) fn change(
        &mut self,
        filled: &Filled,
    ) -> Result<Option<Change>, (&'static str, String)> {
        if let Some((base, now)) = self.now.take() {
            self.base = base;
            self.both_changed(filled, &now)?;
        }
        let facts: Vec<_> = self
            .begun
            .iter()
            .filter_map(|(word, begun)| {
                let typed = fields::value(filled, word);
                (typed != begun).then(|| fact(word, typed))?
            })
            .collect();
        let reason = fields::stated(filled, REASON);
        Ok((!facts.is_empty()).then_some(Change::Facts(FactsEdit {
            record: self.record,
            base: self.base,
            facts,
            reason,
        })))
    }

    fn both_changed(&self, filled: &Filled, now: &Filled) -> Result<(), (&'static str, String)> {
        for (word, begun) in &self.begun {
            let (typed, theirs) = (fields::value(filled, word), fields::value(now, word));
            if typed != begun && theirs != begun && theirs != typed {
                return Err((
                    *word,
                    format!("meanwhile it became `{theirs}`; saving again puts yours in its place"),
                ));
            }
        }
        Ok(())
    }
}

fn fact(word: &str, typed: &str) -> Option<FactChange> {
    let date = || typed.parse::<StatedDate>().ok();
    Some(match word {
        TITLE => FactChange::Title(typed.to_owned()),
        DATE => FactChange::Date(date()),
        REVIEW_BY => FactChange::ReviewBy(date()),
        DECIDERS => FactChange::People(PeopleRole::Deciders, fields::names(typed)),
        CONSULTED => FactChange::People(PeopleRole::Consulted, fields::names(typed)),
        INFORMED => FactChange::People(PeopleRole::Informed, fields::names(typed)),
        TAGS => FactChange::Tags(fields::listed(typed)),
        _ => return None,
    })
}
