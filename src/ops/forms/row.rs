//! One row of a form, however it was written: which item it is about, what stands in it, where. What is not filled in leaves
//! what is there as it is.

use chrono::NaiveDate;

use crate::{
    domain::{
        assessment::{Answer, Response},
        evidence::{Classification, Method},
        measure::Decimal,
        pack::{EvidenceKind, Item, Scale},
    },
    markdown::safe,
    ops::{
        assessments::{AnswerStep, NewEvidence},
        reference::short,
    },
};

/// A form that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// The label of the assessment.
    pub(super) assessment: String,
    /// The pack and its version: `orr.ml-service@1.0.0`.
    pub(super) pack: String,
    /// Who filled it in.
    pub(super) by: String,
    /// Its rows.
    pub(super) rows: Vec<Row>,
}

/// One row of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The line it begins on, from 1.
    pub(super) line: usize,
    /// The item.
    pub(super) item: String,
    /// The revision of the item, as it is written in the form.
    pub(super) rev: String,
    /// The beginning of the digest of the answer the form was written with; `none`: there was none.
    pub(super) seen: String,
    /// The question as it stands in the form.
    pub(super) ask: String,
    /// The answers that are marked.
    pub(super) marked: Vec<String>,
    /// The measured value.
    pub(super) value: String,
    /// Its unit.
    pub(super) unit: String,
    /// What is said about it.
    pub(super) note: String,
    /// Who acts on it.
    pub(super) owner: String,
    /// By when.
    pub(super) due: String,
    /// New evidence: kind, where, the day it was collected.
    pub(super) evidence: Vec<String>,
    /// What stands in no field.
    pub(super) stray: Vec<String>,
}

/// The digest of an answer as a form names it.
pub(super) fn seen(digest: Option<crate::domain::digest::Digest>) -> String {
    digest.map_or_else(|| "none".to_owned(), |digest| digest.short())
}

/// Text as it is compared: spread over lines or not, it says the same.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as a form shows it.
pub(super) fn written(text: &str) -> String {
    plain(&safe::line(text))
}

impl Row {
    /// Whether nothing was filled in.
    pub(super) fn says_nothing(&self) -> bool {
        let texts = [&self.value, &self.note, &self.owner, &self.due];
        texts.into_iter().all(String::is_empty)
            && [&self.marked, &self.evidence, &self.stray]
                .into_iter()
                .all(Vec::is_empty)
    }

    /// Whether it is a line of separators alone.
    pub(super) fn is_empty(&self) -> bool {
        self.says_nothing() && self.item.is_empty()
    }

    /// What a row does to an answer: nothing for what it says already, nothing for what is left empty.
    ///
    /// # Errors
    /// Says what in the row cannot be read.
    pub(super) fn steps(
        &self,
        item: &Item,
        answer: Option<&Answer>,
    ) -> Result<Vec<AnswerStep>, String> {
        if let Some(stray) = self.stray.first() {
            return Err(format!(
                "“{stray}” stands in no field; write it as its note"
            ));
        }
        let mut steps = Vec::new();
        steps.extend(self.answered(item, answer)?);
        let of = |field: fn(&Answer) -> Option<&str>| answer.and_then(field).unwrap_or_default();
        if !self.note.is_empty()
            && plain(&self.note) != written(of(|answer| answer.note.as_deref()))
        {
            steps.push(AnswerStep::Note(plain(&self.note)));
        }
        if !self.owner.is_empty()
            && plain(&self.owner) != written(of(|answer| answer.owner.as_deref()))
        {
            steps.push(AnswerStep::Owner(self.owner.clone()));
        }
        if !self.due.is_empty() {
            let due = day("due date", &self.due)?;
            if answer.and_then(|answer| answer.due) != Some(due) {
                steps.push(AnswerStep::Due(Some(due)));
            }
        }
        for piece in &self.evidence {
            let piece = evidence(piece)?;
            if !answer.is_some_and(|answer| is_attached(answer, &piece)) {
                steps.push(AnswerStep::Attach(piece));
            }
        }
        Ok(steps)
    }

    fn answered(&self, item: &Item, answer: Option<&Answer>) -> Result<Option<AnswerStep>, String> {
        let marked = match self.marked.as_slice() {
            [] => None,
            [one] => Some(short(one).parse::<Response>()?),
            several => {
                return Err(format!(
                    "several answers are marked: {}",
                    several.join(", ")
                ));
            }
        };
        if !self.value.is_empty() {
            return self.measured(item, (marked, answer));
        }
        if item.scale == Scale::Number
            && matches!(
                marked,
                Some(Response::Met | Response::Partial | Response::Unmet)
            )
        {
            let has_value = answer.is_some_and(|answer| answer.value.is_some());
            let is_same = answer.map(|answer| answer.response) == marked;
            if !(has_value && is_same) {
                return Err("it is answered with a measured value; fill in the value".to_owned());
            }
        }
        Ok(marked
            .filter(|marked| *marked != Response::Unanswered)
            .filter(|marked| answer.map(|answer| answer.response) != Some(*marked))
            .map(AnswerStep::Respond))
    }

    fn measured(
        &self,
        item: &Item,
        (marked, answer): (Option<Response>, Option<&Answer>),
    ) -> Result<Option<AnswerStep>, String> {
        let value: Decimal = short(&self.value).parse()?;
        let follows = crate::domain::score::response_of(item, value)?;
        if marked.is_some_and(|marked| marked != follows && marked != Response::Unanswered) {
            return Err(format!(
                "the value {value} means {}, but {} is marked; leave one of them empty",
                follows.word(),
                self.marked.join(", ")
            ));
        }
        let is_there =
            answer.is_some_and(|answer| answer.value == Some(value) && answer.response == follows);
        // A scale of steps has no unit: in its place the form says which steps there are.
        let unit =
            Some(self.unit.clone()).filter(|unit| item.scale == Scale::Number && !unit.is_empty());
        Ok((!is_there).then_some(AnswerStep::Measure { value, unit }))
    }
}

/// A day as forms write it.
fn day(what: &str, typed: &str) -> Result<NaiveDate, String> {
    // Some spreadsheet programs write what they take for a day with other marks; year first, it means the same.
    NaiveDate::parse_from_str(&typed.replace('/', "-"), "%Y-%m-%d").map_err(|_| {
        format!(
            "the {what} `{}` is not a day that means one thing everywhere; write `2026-12-05`",
            short(typed)
        )
    })
}

/// `link https://grafana/board 2026-10-01`: the kind first, the day last where one is given.
fn evidence(typed: &str) -> Result<NewEvidence, String> {
    let (word, rest) = typed
        .trim()
        .split_once(char::is_whitespace)
        .unwrap_or((typed, ""));
    let kind = EvidenceKind::ALL
        .into_iter()
        .find(|kind| kind.word() == word);
    let kind = kind.ok_or_else(|| {
        let kinds: Vec<_> = EvidenceKind::ALL.iter().map(|kind| kind.word()).collect();
        format!(
            "`{}` is no kind of evidence; begin with one of {}",
            short(word),
            kinds.join(", ")
        )
    })?;
    let rest = rest.trim();
    let last = rest.rsplit_once(char::is_whitespace);
    let dated = last.and_then(|(locator, last)| {
        let day = NaiveDate::parse_from_str(last, "%Y-%m-%d").ok()?;
        Some((locator.trim(), day))
    });
    let (locator, collected_on) = match dated {
        Some((locator, day)) => (locator, Some(day)),
        None => (rest, None),
    };
    if locator.is_empty() {
        return Err(format!("the evidence `{typed}` does not say where it is"));
    }
    Ok(NewEvidence {
        kind,
        locator: locator.to_owned(),
        note: None,
        collected_on,
        expires_on: None,
        method: Method::default(),
        classification: Classification::default(),
    })
}

fn is_attached(answer: &Answer, new: &NewEvidence) -> bool {
    answer.evidence.iter().any(|piece| {
        piece.kind == new.kind
            && written(&piece.locator) == plain(&new.locator)
            && new.collected_on.is_none_or(|day| day == piece.collected_on)
    })
}

/// What a row would write, in words: what two forms are compared by.
pub(super) fn told(steps: &[AnswerStep]) -> String {
    let step = |step: &AnswerStep| match step {
        AnswerStep::Respond(response) => response.word().to_owned(),
        AnswerStep::Measure { value, unit } => {
            let unit = unit.as_deref().unwrap_or_default();
            format!("{value} {unit}").trim_end().to_owned()
        }
        AnswerStep::Note(note) => format!("note “{note}”"),
        AnswerStep::Owner(owner) => format!("owner {owner}"),
        AnswerStep::Due(Some(due)) => format!("due {due}"),
        AnswerStep::Attach(piece) => {
            let day = piece.collected_on.map(|day| format!(" {day}"));
            let (kind, locator) = (piece.kind.word(), &piece.locator);
            format!("evidence {kind} {locator}{}", day.unwrap_or_default())
        }
        _ => String::new(),
    };
    let told: Vec<_> = steps
        .iter()
        .map(step)
        .filter(|told| !told.is_empty())
        .collect();
    told.join(", ")
}

/// The answer before, in the same words.
pub(super) fn stood(answer: Option<&Answer>) -> String {
    let Some(answer) = answer else {
        return Response::Unanswered.word().to_owned();
    };
    let mut told = vec![match answer.value {
        Some(value) => format!("{} ({value})", answer.response.word()),
        None => answer.response.word().to_owned(),
    }];
    told.extend(answer.note.as_ref().map(|note| format!("note “{note}”")));
    told.extend(answer.owner.as_ref().map(|owner| format!("owner {owner}")));
    told.extend(answer.due.map(|due| format!("due {due}")));
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_begins_with_its_kind_and_may_end_with_its_day() {
        let piece = evidence("link https://boards/drift and more 2026-10-01").unwrap();
        assert_eq!(piece.locator, "https://boards/drift and more");
        assert_eq!(piece.collected_on, NaiveDate::from_ymd_opt(2026, 10, 1));
        assert_eq!(evidence("run nightly-17").unwrap().collected_on, None);
        assert!(
            evidence("photo x.png")
                .unwrap_err()
                .contains("begin with one of link")
        );
        assert!(evidence("link").unwrap_err().contains("where it is"));
    }

    #[test]
    fn a_day_that_a_spreadsheet_rewrote_is_refused() {
        assert!(
            day("due date", "05.12.2026")
                .unwrap_err()
                .contains("2026-12-05")
        );
        assert!(day("due date", "12/5/2026").is_err());
        assert_eq!(day("due date", "2026/12/05"), day("due date", "2026-12-05"));
        assert_eq!(
            day("due date", "2026-12-05"),
            Ok(NaiveDate::from_ymd_opt(2026, 12, 5).unwrap())
        );
    }
}
