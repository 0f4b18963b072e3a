//! The steps on one answer and the rules of each: who may review, what an item may be answered with, what an N/A needs.

use chrono::NaiveDate;

use super::{
    answering::{Given, Sheet, Spot},
    pieces,
    show::may_be_taken,
};
use crate::{
    domain::{
        assessment::{Answer, Carry, Concurrence, Response, Review},
        ids::RecordId,
        measure::Decimal,
        pack::{Item, Scale},
        person::People,
        score,
    },
    ops::{
        assessments::AnswerStep,
        error::OpsError,
        rewriting::line,
        workbench::{Workbench, decoded},
    },
};

/// What steps are taken with.
struct Hand<'a> {
    bench: &'a Workbench,
    item: &'a Item,
    /// The revision of the item the answer is kept for.
    rev: u32,
    people: &'a People,
    by: &'a str,
    today: NaiveDate,
    answer: Answer,
    blobs: Vec<Vec<u8>>,
}

/// Takes the steps of an edit on an answer, all or none: the answer after them, and the bytes it names.
pub(super) fn take(
    bench: &Workbench,
    (sheet, spot): (&Sheet, &Spot),
    (answer, given): (Answer, &Given),
) -> Result<(Answer, Vec<Vec<u8>>), OpsError> {
    let was_na = answer.response == Response::Na;
    let mut hand = Hand {
        bench,
        item: &spot.item,
        rev: spot.rev,
        people: &sheet.dossier.people,
        by: &given.by,
        today: sheet.today,
        answer,
        blobs: Vec::new(),
    };
    for step in &given.edit.steps {
        hand.take(step)?;
    }
    if hand.answer.response == Response::Na && (!was_na || given.edit.steps.iter().any(says)) {
        hand.check_reason()?;
    }
    Ok((hand.answer, hand.blobs))
}

/// Whether a step says why an item does not apply.
fn says(step: &AnswerStep) -> bool {
    matches!(
        step,
        AnswerStep::Respond(_) | AnswerStep::Note(_) | AnswerStep::Take(_)
    )
}

/// What happens to the answer, as its event says it.
pub(super) fn verb(steps: &[AnswerStep]) -> &'static str {
    told(steps).0
}

/// The same in the summary.
pub(super) fn done(steps: &[AnswerStep]) -> &'static str {
    told(steps).1
}

fn told(steps: &[AnswerStep]) -> (&'static str, &'static str) {
    let gives = |step: &&AnswerStep| {
        matches!(
            step,
            AnswerStep::Respond(_) | AnswerStep::Measure { .. } | AnswerStep::Take(_)
        )
    };
    match steps.iter().find(gives).or(steps.first()) {
        Some(AnswerStep::Respond(_) | AnswerStep::Measure { .. }) => ("answered", "answered"),
        Some(AnswerStep::Take(_)) => ("taken", "took an earlier answer for"),
        Some(AnswerStep::Attach(_)) => ("evidence-attached", "attached evidence to"),
        Some(AnswerStep::Detach(_)) => ("evidence-removed", "took evidence away from"),
        Some(AnswerStep::Keep(_)) => ("evidence-kept", "kept the evidence of"),
        Some(AnswerStep::Recheck) => ("evidence-checked", "looked again at the evidence of"),
        Some(AnswerStep::Verify) => ("verified", "verified"),
        Some(AnswerStep::Dispute { .. }) => ("disputed", "disputed"),
        Some(AnswerStep::Reply(_)) => ("replied", "replied to the dispute of"),
        Some(AnswerStep::WithdrawReview) => ("review-withdrawn", "took the review back of"),
        Some(AnswerStep::Concur { .. }) => ("concurred", "recorded the agreement to"),
        Some(AnswerStep::Confirm) => ("confirmed", "confirmed"),
        Some(
            AnswerStep::Note(_)
            | AnswerStep::Owner(_)
            | AnswerStep::Due(_)
            | AnswerStep::PlannedBy(_),
        )
        | None => ("edited", "changed"),
    }
}

/// What steps were meant to say, in words: shown beside the answer that was there first.
pub(super) fn meant(steps: &[AnswerStep]) -> String {
    let words: Vec<String> = steps
        .iter()
        .map(|step| match step {
            AnswerStep::Respond(response) => response.word().to_owned(),
            AnswerStep::Measure { value, unit } => {
                format!("{value} {}", unit.as_deref().unwrap_or_default())
                    .trim()
                    .to_owned()
            }
            AnswerStep::Note(note) => format!("note “{note}”"),
            AnswerStep::Owner(owner) => format!("owner {owner}"),
            AnswerStep::Due(Some(day)) => format!("due {day}"),
            AnswerStep::PlannedBy(Some(day)) => format!("planned by {day}"),
            AnswerStep::Dispute { response, reason } => {
                format!("disputed as {}: {reason}", response.word())
            }
            AnswerStep::Reply(text) => format!("reply “{text}”"),
            AnswerStep::Attach(piece) => format!("{} {}", piece.kind.word(), piece.locator),
            other => verb(std::slice::from_ref(other)).replace('-', " "),
        })
        .collect();
    words.join(", ")
}

impl Hand<'_> {
    fn take(&mut self, step: &AnswerStep) -> Result<(), OpsError> {
        match step {
            AnswerStep::Respond(response) => self.respond(*response)?,
            AnswerStep::Measure { value, unit } => self.measure(*value, unit.as_deref())?,
            AnswerStep::Note(text) => self.note(text)?,
            AnswerStep::Owner(name) => self.answer.owner = self.owner(name)?,
            AnswerStep::Due(day) => self.answer.due = *day,
            AnswerStep::PlannedBy(day) => self.answer.planned_by = *day,
            AnswerStep::Attach(piece) => {
                let piece = pieces::made(self.bench, (self.people, self.today), piece)?;
                self.answer.evidence.push(piece);
            }
            AnswerStep::Detach(at) => self.detach(*at)?,
            AnswerStep::Keep(at) => {
                let blob = pieces::keep(self.piece(*at)?)?;
                self.blobs.extend(blob);
            }
            AnswerStep::Recheck => self.answer.evidence.iter_mut().for_each(pieces::look_again),
            AnswerStep::Verify => self.verify()?,
            AnswerStep::Dispute { response, reason } => self.dispute(*response, reason)?,
            AnswerStep::Reply(text) => self.reply(text)?,
            AnswerStep::WithdrawReview => self.withdraw_review()?,
            AnswerStep::Concur { person } => self.concur(*person)?,
            AnswerStep::Confirm => self.confirm()?,
            AnswerStep::Take(answer) => self.take_from(*answer)?,
        }
        Ok(())
    }

    fn refused(&self, what: &str, hint: impl Into<String>) -> OpsError {
        OpsError::Refused {
            what: format!("{} {what}", self.item.id),
            hint: hint.into(),
        }
    }

    /// An answer given anew: it ends a dispute, a verification, and the wait for a confirmation.
    fn given(&mut self, response: Response) {
        let answer = &mut self.answer;
        if answer.response != response {
            answer.concurrence = None;
        }
        answer.response = response;
        answer.item_rev = self.rev;
        answer.review = Review::None;
        answer.carry = Carry::None;
        by_on(answer, (self.by, self.today));
    }

    fn respond(&mut self, response: Response) -> Result<(), OpsError> {
        self.check_scale(response)?;
        let value = self.answer.value.filter(|value| {
            score::response_of(self.item, *value).is_ok_and(|said| said == response)
        });
        if self.item.scale == Scale::Number && value.is_none() {
            self.check_measured(response)?;
        }
        self.answer.value = value;
        self.given(response);
        Ok(())
    }

    /// What an item may be answered with in words.
    fn check_scale(&self, response: Response) -> Result<(), OpsError> {
        if response == Response::Partial && self.item.scale == Scale::YesNo {
            return Err(self.refused(
                "is met or unmet; there is no part of it",
                "Answer met, unmet, n/a or unanswered.",
            ));
        }
        let may_be_na = self.item.na.as_ref().is_some_and(|rule| rule.allowed);
        if response == Response::Na && !may_be_na {
            return Err(self.refused(
                "cannot be n/a: its pack does not allow it",
                "Answer met, partial or unmet; a waiver can let a failure stand for a while.",
            ));
        }
        Ok(())
    }

    fn check_measured(&self, response: Response) -> Result<(), OpsError> {
        if !matches!(response, Response::Met | Response::Partial) {
            return Ok(());
        }
        let unit = self.item.unit.as_deref().unwrap_or("its unit");
        Err(self.refused(
            "is answered with a measured value",
            format!("Give the value and its unit: `--value N --unit {unit}`; unmet and unanswered need none."),
        ))
    }

    fn measure(&mut self, value: Decimal, unit: Option<&str>) -> Result<(), OpsError> {
        self.check_unit(unit.map(str::trim).filter(|unit| !unit.is_empty()))?;
        let response = score::response_of(self.item, value).map_err(|what| OpsError::Refused {
            what,
            hint: "Nothing was changed.".to_owned(),
        })?;
        self.answer.value = Some(value);
        self.given(response);
        Ok(())
    }

    fn check_unit(&self, unit: Option<&str>) -> Result<(), OpsError> {
        let wanted = match self.item.scale {
            Scale::Number => self.item.unit.as_deref(),
            // A share may be told in percent.
            Scale::Coverage if unit == Some("%") => return Ok(()),
            _ => None,
        };
        match (wanted, unit) {
            (Some(wanted), None) => Err(self.refused(
                &format!("is measured in {wanted}; the value came without its unit"),
                format!("Add `--unit {wanted}`."),
            )),
            (Some(wanted), Some(unit)) if wanted != unit => Err(self.refused(
                &format!("is measured in {wanted}, not in {unit}"),
                format!("Give the value in {wanted}; nothing is converted."),
            )),
            (None, Some(unit)) => Err(self.refused(
                &format!("has no unit, and `{unit}` was given"),
                "Give the value alone.",
            )),
            _ => Ok(()),
        }
    }

    fn note(&mut self, text: &str) -> Result<(), OpsError> {
        let note = pieces::stated("note", text)?;
        if note != self.answer.note {
            // Who agreed to an N/A agreed to the reason that was there.
            self.answer.concurrence = None;
        }
        self.answer.note = note;
        Ok(())
    }

    /// An owner as people call them.
    fn owner(&self, name: &str) -> Result<Option<String>, OpsError> {
        let name = pieces::stated("owner", name)?;
        Ok(name.map(|name| match self.people.called(&name) {
            Some(person) => person.name.clone(),
            None => name,
        }))
    }

    fn check_reason(&self) -> Result<(), OpsError> {
        let least = self.item.na.as_ref().map_or(0, |rule| rule.justify_min);
        let note = self.answer.note.as_deref().unwrap_or_default().trim();
        let found = note.chars().count();
        if found as u64 >= u64::from(least) {
            return Ok(());
        }
        Err(self.refused(
            &format!("is n/a only with a reason of {least} characters; {found} were given"),
            "Say in the note why it does not apply here.",
        ))
    }

    fn piece(&mut self, at: usize) -> Result<&mut crate::domain::evidence::Evidence, OpsError> {
        let count = self.answer.evidence.len();
        let refused = self.no_piece(at, count);
        self.answer.evidence.get_mut(at).ok_or(refused)
    }

    fn no_piece(&self, at: usize, count: usize) -> OpsError {
        let pieces =
            crate::domain::text::counted(count as u64, "piece of evidence", "pieces of evidence");
        self.refused(
            &format!("has {pieces}; there is no number {}", at + 1),
            "`archdeck evidence list` shows them with their numbers.",
        )
    }

    fn detach(&mut self, at: usize) -> Result<(), OpsError> {
        self.piece(at)?;
        self.answer.evidence.remove(at);
        // What was verified was verified with it.
        if matches!(self.answer.review, Review::Verified { .. }) {
            self.answer.review = Review::None;
        }
        Ok(())
    }

    /// Refuses a reviewer who gave the answer, and a review of nothing.
    fn check_reviewer(&self) -> Result<(), OpsError> {
        if self.answer.response == Response::Unanswered {
            return Err(self.refused(
                "has no answer to review",
                "A review is about an answer; give one first.",
            ));
        }
        if is_one(self.people, (self.by, &self.answer.by)) {
            return Err(self.refused(
                &format!(
                    "was answered by {}; another person reviews it",
                    self.answer.by
                ),
                "Ask somebody else to look at it.",
            ));
        }
        Ok(())
    }

    fn verify(&mut self) -> Result<(), OpsError> {
        self.check_reviewer()?;
        self.answer.review = Review::Verified {
            by: self.by.to_owned(),
            on: self.today,
        };
        Ok(())
    }

    fn dispute(&mut self, response: Response, reason: &str) -> Result<(), OpsError> {
        self.check_reviewer()?;
        self.check_scale(response)?;
        if response == self.answer.response {
            return Err(self.refused(
                &format!("was answered {} already", response.word()),
                "Verify it, or say what you found instead.",
            ));
        }
        self.answer.review = Review::Disputed {
            response,
            reason: line("reason", &pieces::unbroken(reason))?,
            by: self.by.to_owned(),
            on: self.today,
            reply: None,
        };
        Ok(())
    }

    fn reply(&mut self, text: &str) -> Result<(), OpsError> {
        let said = line("reply", &pieces::unbroken(text))?;
        match &mut self.answer.review {
            Review::Disputed { reply, .. } => {
                *reply = Some(said);
                Ok(())
            }
            Review::None | Review::Verified { .. } => {
                Err(self.refused("is not disputed", "A reply answers a dispute."))
            }
        }
    }

    fn withdraw_review(&mut self) -> Result<(), OpsError> {
        let (Review::Verified { by, .. } | Review::Disputed { by, .. }) = &self.answer.review
        else {
            return Err(self.refused("was not reviewed", "There is nothing to take back."));
        };
        if !is_one(self.people, (self.by, by)) {
            return Err(self.refused(
                &format!("was reviewed by {by}, who alone takes that back"),
                "Reply to the dispute, or give the answer anew.",
            ));
        }
        self.answer.review = Review::None;
        Ok(())
    }

    fn concur(&mut self, person: RecordId) -> Result<(), OpsError> {
        let allowed = self.item.na.as_ref().filter(|rule| rule.allowed);
        let Some(role) = allowed.and_then(|rule| rule.concur.as_ref()) else {
            return Err(self.refused("needs nobody's agreement", "Nothing was changed."));
        };
        let is_na = match &self.answer.review {
            Review::Disputed { response, .. } => *response == Response::Na,
            Review::None | Review::Verified { .. } => self.answer.response == Response::Na,
        };
        if !is_na {
            return Err(self.refused(
                "is not n/a",
                "Somebody agrees to an n/a once it is answered so.",
            ));
        }
        let Some(who) = self.people.get(person) else {
            return Err(self.refused(
                "cannot be agreed to by somebody who is not known",
                "`archdeck person list` shows who is.",
            ));
        };
        if who.has_left || !who.roles.contains(role) {
            return Err(self.refused(
                &format!(
                    "is n/a with the agreement of {role}; {} does not speak for {role}",
                    who.name
                ),
                format!(
                    "Somebody with the role {role} agrees; `archdeck person list` shows who has it."
                ),
            ));
        }
        if self.people.is_named(person, &self.answer.by) {
            return Err(self.refused(
                &format!(
                    "was answered by {}; another person agrees to it",
                    self.answer.by
                ),
                format!("Ask somebody else with the role {role}."),
            ));
        }
        self.answer.concurrence = Some(Concurrence {
            by: person,
            role: role.clone(),
            on: self.today,
        });
        Ok(())
    }

    fn confirm(&mut self) -> Result<(), OpsError> {
        if self.answer.carry != Carry::Reconfirm {
            return Err(self.refused(
                "awaits no confirmation",
                "Only answers whose item changed with an upgrade are confirmed.",
            ));
        }
        self.answer.carry = Carry::None;
        self.answer.item_rev = self.rev;
        // It was verified for what the item meant before; a dispute stands until it is settled.
        if matches!(self.answer.review, Review::Verified { .. }) {
            self.answer.review = Review::None;
        }
        by_on(&mut self.answer, (self.by, self.today));
        Ok(())
    }

    /// Takes response, value and note of another system's answer; what proved it there proves nothing here.
    fn take_from(&mut self, answer: RecordId) -> Result<(), OpsError> {
        let nothing = || {
            self.refused(
                "cannot take that answer: it is gone",
                "Nothing was changed.",
            )
        };
        let current = self.bench.store.current(answer)?;
        let current = current.filter(|kept| kept.kind == crate::domain::event::RecordKind::Answer);
        let earlier: Answer = decoded(&current.ok_or_else(nothing)?)?;
        let is_same = earlier.item == self.item.id && earlier.item_rev == self.item.rev;
        if !is_same || !may_be_taken(&earlier) || earlier.id == self.answer.id {
            return Err(self.refused(
                &format!(
                    "cannot take the answer to {} of another meaning",
                    earlier.item
                ),
                "Answer it anew.",
            ));
        }
        self.check_scale(earlier.response)?;
        self.answer.value = earlier.value;
        self.answer.note = earlier.note;
        self.answer.concurrence = None;
        self.given(earlier.response);
        Ok(())
    }
}

fn by_on(answer: &mut Answer, (by, on): (&str, NaiveDate)) {
    by.clone_into(&mut answer.by);
    answer.on = on;
}

/// Whether two names are of one person: persons are compared where they are known, else the names as they are written.
fn is_one(people: &People, (one, other): (&str, &str)) -> bool {
    match (people.called(one), people.called(other)) {
        (Some(one), Some(other)) => people.are_one(one.id, other.id),
        _ => one.trim().to_lowercase() == other.trim().to_lowercase(),
    }
}
