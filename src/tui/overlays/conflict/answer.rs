//! An answer that came too late: somebody answered the same item meanwhile. Theirs and mine stand beside each other; nothing is
//! saved without a key, and what was typed is kept until it is saved or left.

use chrono::NaiveDate;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use crate::{
    domain::{assessment::Answer, digest::Digest, tone::Tone},
    markdown::width,
    ops::{
        assessments::{AnswerEdit, AnswerStep, AssessChange, AssessmentView},
        change::Change,
    },
    tui::{
        action::Action,
        look::Look,
        overlays::{Overlay, Wish, closes, sheet},
        screen::Scope,
        widgets::text,
    },
};

/// The cells of the name of a field.
const NAME: usize = 12;
/// From so many cells on the versions stand beside each other.
const BESIDE: usize = 60;
/// The most lines of one version.
const MOST_LINES: usize = 10;

/// A field that is set by the edit: its name, theirs, mine.
type Row = (&'static str, String, String);

/// The choice.
struct Late {
    edit: AnswerEdit,
    /// The digest of the answer as it is now.
    now: Option<Digest>,
    /// Who answered meanwhile, and when.
    by: Option<(String, NaiveDate)>,
    rows: Vec<Row>,
}

/// The choice between an answer given meanwhile and the one that came too late; nothing where nobody was faster.
pub fn answer(view: &AssessmentView, edit: AnswerEdit) -> Option<Box<dyn Overlay>> {
    let items = view.sections.iter().flat_map(|section| &section.items);
    let mut items = items.filter(|item| item.item.id == edit.item);
    let found = items.next()?;
    if Some(found.seen) == edit.seen {
        return None;
    }
    let theirs = found.answer.as_ref().filter(|_| found.seen.is_some());
    let rows = edit.steps.iter().map(|step| row(step, theirs)).collect();
    Some(Box::new(Late {
        now: found.seen,
        by: theirs.map(|answer| (answer.by.clone(), answer.on)),
        rows,
        edit,
    }))
}

fn row(step: &AnswerStep, theirs: Option<&Answer>) -> Row {
    let was = |field: fn(&Answer) -> Option<String>| theirs.and_then(field).unwrap_or_default();
    let response = || was(|answer| Some(answered(answer)));
    let day = |day: &Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    match step {
        AnswerStep::Respond(mine) => ("answer", response(), mine.word().to_owned()),
        AnswerStep::Measure { value, unit } => {
            let unit = unit.as_deref().unwrap_or_default();
            let mine = format!("{value} {unit}");
            ("value", response(), mine.trim().to_owned())
        }
        AnswerStep::Note(mine) => ("note", was(|answer| answer.note.clone()), mine.clone()),
        AnswerStep::Owner(mine) => ("owner", was(|answer| answer.owner.clone()), mine.clone()),
        AnswerStep::Due(mine) => (
            "due",
            was(|answer| answer.due.map(|day| day.to_string())),
            day(mine),
        ),
        AnswerStep::PlannedBy(mine) => (
            "planned by",
            was(|answer| answer.planned_by.map(|day| day.to_string())),
            day(mine),
        ),
        AnswerStep::Attach(piece) => (
            "evidence",
            was(|answer| Some(pieces(answer))),
            format!("attach {} {}", piece.kind.word(), piece.locator),
        ),
        AnswerStep::Detach(nth) => (
            "evidence",
            was(|answer| Some(pieces(answer))),
            format!("take piece {} away", nth + 1),
        ),
        AnswerStep::Keep(nth) => (
            "evidence",
            was(|answer| Some(pieces(answer))),
            format!("keep a copy of piece {}", nth + 1),
        ),
        AnswerStep::Recheck => (
            "evidence",
            was(|answer| Some(pieces(answer))),
            "look at the files again".to_owned(),
        ),
        AnswerStep::Verify => ("review", response(), "verify".to_owned()),
        AnswerStep::Dispute {
            response: mine,
            reason,
        } => (
            "review",
            response(),
            format!("dispute, found {}: {reason}", mine.word()),
        ),
        AnswerStep::Reply(mine) => ("reply", response(), mine.clone()),
        AnswerStep::WithdrawReview => ("review", response(), "withdraw the review".to_owned()),
        AnswerStep::Concur { .. } => ("n/a", response(), "agree to it".to_owned()),
        AnswerStep::Confirm => ("answer", response(), "confirm what came over".to_owned()),
        AnswerStep::Take(_) => (
            "answer",
            response(),
            "take the answer of another system".to_owned(),
        ),
    }
}

fn answered(answer: &Answer) -> String {
    let word = answer.response.word();
    match &answer.value {
        Some(value) => format!("{word}, {value}"),
        None => word.to_owned(),
    }
}

fn pieces(answer: &Answer) -> String {
    let locators = answer.evidence.iter().map(|piece| piece.locator.as_str());
    locators.collect::<Vec<_>>().join(", ")
}

impl Late {
    fn save(&self) -> Vec<Wish> {
        vec![Wish::Save(Change::Assess(AssessChange::Answer(
            AnswerEdit {
                seen: Some(self.now),
                ..self.edit.clone()
            },
        )))]
    }

    fn leave(&self) -> Vec<Wish> {
        let mine = self
            .rows
            .iter()
            .map(|(name, _, mine)| format!("{name} {mine}"));
        let mine = mine.collect::<Vec<_>>().join(", ");
        let item = &self.edit.item;
        let said = format!("theirs stays on {item}; not saved was: {mine}");
        vec![Wish::Close, Wish::Note(said)]
    }

    fn lines(&self, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
        let item = look.safe(&self.edit.item).into_owned();
        let said = match &self.by {
            Some((by, on)) => format!(
                "{} answered {item} on {on} while it was answered here. Mine is not saved yet.",
                look.safe(by)
            ),
            None => format!(
                "The answer to {item} was taken away while it was answered here. Mine is not saved yet."
            ),
        };
        let mut lines: Vec<Line<'static>> = text::wrapped(&said, cells, 4)
            .into_iter()
            .map(Line::from)
            .collect();
        lines.push(Line::default());
        if cells >= BESIDE {
            let room = cells.saturating_sub(NAME) / 2;
            let head = format!("{}{}mine", " ".repeat(NAME), width::pad("theirs", room));
            lines.push(Line::styled(head, look.style(Tone::Muted)));
        }
        for row in &self.rows {
            lines.extend(versions(row, cells, look));
        }
        lines.push(Line::default());
        lines.push(Line::from(vec![
            Span::styled("Ctrl-S", look.style(Tone::Key)),
            Span::raw(" saves mine over theirs   "),
            Span::styled("Esc", look.style(Tone::Key)),
            Span::raw(" keeps theirs"),
        ]));
        lines
    }
}

fn versions((name, theirs, mine): &Row, cells: usize, look: &Look<'_>) -> Vec<Line<'static>> {
    let stated = |words: &str| match words {
        "" => "nothing".to_owned(),
        words => look.safe(words).into_owned(),
    };
    let (theirs, mine) = (stated(theirs), stated(mine));
    if cells < BESIDE {
        let mut lines = vec![Line::from(*name)];
        for (called, words) in [("theirs", theirs), ("mine", mine)] {
            let wrapped = text::wrapped(&words, cells.saturating_sub(9).max(1), MOST_LINES);
            lines.extend(wrapped.into_iter().enumerate().map(|(nth, line)| {
                let called = if nth == 0 { called } else { "" };
                Line::from(format!("  {called:<7}{line}"))
            }));
        }
        return lines;
    }
    let room = cells.saturating_sub(NAME) / 2;
    let [theirs, mine] = [theirs, mine].map(|words| text::wrapped(&words, room - 1, MOST_LINES));
    (0..theirs.len().max(mine.len()))
        .map(|nth| {
            let at = |lines: &[String]| lines.get(nth).cloned().unwrap_or_default();
            let name = if nth == 0 { name } else { "" };
            Line::from(vec![
                text::cell(name, NAME, look.style(Tone::Muted)),
                text::cell(&at(&theirs), room, look.style(Tone::Plain)),
                Span::styled(at(&mine), look.style(Tone::Strong)),
            ])
        })
        .collect()
}

impl Overlay for Late {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Form, Scope::List]
    }

    fn update(&mut self, action: Action) -> Vec<Wish> {
        match action {
            Action::Save => self.save(),
            action if closes(action) => self.leave(),
            _ => Vec::new(),
        }
    }

    fn unsaved(&self) -> Option<String> {
        Some(format!("the answer to {}", self.edit.item))
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Save, Action::Back]
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        let width = area.width.saturating_sub(4).clamp(20, 100);
        let cells = usize::from(width.saturating_sub(4));
        let lines = self.lines(cells, look);
        let wanted = sheet::Wanted {
            width,
            height: lines.len() as u16 + 2,
        };
        let title = format!("{}: theirs or mine", look.safe(&self.edit.item));
        let inner = sheet::draw(frame, area, (&title, wanted), look);
        text::put_all(frame, inner, &lines);
        look.put_cursor(Position::new(inner.x, inner.y), false);
    }
}
