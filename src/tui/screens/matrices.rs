//! The decision matrices: what is chosen, between how many options, and who wins. Here a matrix is begun.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::{ids::RecordId, matrix::Matrix, tone::Tone},
    ops::{
        change::Change,
        matrices::{MatricesView, MatrixChange},
        query::Query,
        view::View,
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::{Look, Target},
        screen::{Availability, Context, Filled, Outcome, Place, Question as Ask, Scope, Screen},
        screens::{facts, matrix::forms, packets::act::make, question::Question},
        widgets::{
            list::{Choice, List, Rows},
            pane::Pane,
            text,
        },
    },
};

/// The word of a yes to throwing away.
const DISCARD: &str = "discard";

/// What stands where there is no matrix yet.
const NOTHING: [&str; 3] = [
    "No decision matrices yet.",
    "A matrix holds options against weighted criteria, says who wins whatever is missing, and which weight would change that.",
    "Press a to begin one; it can be written into a decision as a table.",
];

/// The screen.
pub(super) struct Matrices {
    view: Option<MatricesView>,
    list: List,
    /// The matrix the cursor is to be put on as soon as it is seen.
    wanted: Option<RecordId>,
    /// Why the matrices could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    /// The matrix a question was about when it was asked.
    about: Option<RecordId>,
}

impl Matrices {
    /// The list.
    pub(super) fn new() -> Self {
        Self {
            view: None,
            list: List::default(),
            wanted: None,
            failed: None,
            question: Question::of(Slot::Matrices),
            about: None,
        }
    }

    fn length(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.lines.len())
    }

    fn selected(&self) -> Option<&Matrix> {
        let line = self.view.as_ref()?.lines.get(self.list.cursor())?;
        Some(&line.0)
    }

    fn show(&mut self, view: MatricesView) {
        let wanted = self.wanted.take().or_else(|| self.cursor());
        let is_it = |(matrix, _): &(Matrix, Option<String>)| Some(matrix.id) == wanted;
        self.list
            .put(view.lines.iter().position(is_it).unwrap_or(0));
        self.failed = None;
        self.view = Some(view);
    }

    fn open(&self) -> Vec<Outcome> {
        let place = self.selected().map(|matrix| Place::Matrix(matrix.id));
        place.map(Outcome::Go).into_iter().collect()
    }

    fn ask_to_discard(&mut self) -> Vec<Outcome> {
        let Some(matrix) = self.selected() else {
            return Vec::new();
        };
        let asked = ask_to_discard(matrix);
        self.about = Some(matrix.id);
        vec![asked]
    }
}

/// Asks before a matrix is thrown away.
pub(super) fn ask_to_discard(matrix: &Matrix) -> Outcome {
    Outcome::Ask(Ask {
        title: format!("Throw {} away", matrix.label),
        question: format!(
            "{} goes; a table that was written into a decision stays there. Undo brings it back.",
            matrix.title
        ),
        word: DISCARD.to_owned(),
    })
}

impl Screen for Matrices {
    fn place(&self) -> Place {
        Place::Matrices
    }

    fn breadcrumb(&self) -> Vec<String> {
        vec!["Matrices".to_owned()]
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Matrices, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::AddMatrix => Availability::Ready,
            Action::EditMatrix | Action::WriteMatrix => {
                Availability::Disabled("open the matrix first: Enter".to_owned())
            }
            Action::DiscardMatrix
            | Action::Open
            | Action::Right
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => {
                if self.length() > 0 {
                    Availability::Ready
                } else {
                    Availability::Disabled("there are no matrices yet".to_owned())
                }
            }
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.length() == 0 {
            return vec![Action::AddMatrix];
        }
        vec![Action::Open, Action::AddMatrix, Action::DiscardMatrix]
    }

    fn status(&self) -> String {
        match &self.view {
            Some(view) => {
                facts::placed(self.list.cursor(), view.lines.len(), ("matrix", "matrices"))
            }
            None => "loading…".to_owned(),
        }
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        vec![self.question.ask(Query::Matrices, context)]
    }

    fn update(&mut self, action: Action, _context: &mut Context<'_>) -> Vec<Outcome> {
        match action {
            Action::Open | Action::Right => return self.open(),
            Action::AddMatrix => return vec![Outcome::Form(forms::new())],
            Action::DiscardMatrix => return self.ask_to_discard(),
            _ => {
                self.list.moved(action, self.length());
            }
        }
        Vec::new()
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Matrices(view)) => self.show(*view),
            Ok(_) => {}
            Err(problem) => {
                self.failed = Some(problem.message.clone());
                return vec![Outcome::Warn(problem)];
            }
        }
        Vec::new()
    }

    fn choose(&mut self, word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        match self.about.take() {
            Some(matrix) if word == DISCARD => {
                vec![make(
                    Change::Matrix(MatrixChange::Discard { matrix }),
                    context,
                )]
            }
            _ => Vec::new(),
        }
    }

    fn submit(
        &mut self,
        _form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        Ok(vec![make(forms::begun(filled)?, context)])
    }

    fn cursor(&self) -> Option<RecordId> {
        self.selected().map(|matrix| matrix.id)
    }

    fn put_cursor_on(&mut self, record: RecordId) {
        self.wanted = Some(record);
    }

    fn click(&mut self, target: usize, twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        self.list.put(target.min(self.length().saturating_sub(1)));
        if twice { self.open() } else { Vec::new() }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        look.register(area, Target::Pane(0));
        let note = match &self.view {
            Some(view) => facts::counted(view.lines.len() as u64, "matrix", "matrices"),
            None => String::new(),
        };
        let pane = Pane {
            title: "MATRICES",
            note: &note,
            focused: true,
        };
        let inner = pane.draw(frame, area, look);
        match &self.view {
            None => {
                let said = self.failed.as_deref().unwrap_or("loading…");
                let line = Line::styled(look.safe(said).into_owned(), look.style(Tone::Muted));
                text::put(frame, text::inset(inner, 2), &line);
            }
            Some(view) if view.lines.is_empty() => text::nothing_yet(frame, inner, &NOTHING, look),
            Some(view) => {
                let rows = Rows {
                    area: inner,
                    length: view.lines.len(),
                    lines: 2,
                    choice: Choice::Active,
                    first_target: 0,
                };
                self.list.draw((frame, look), rows, |nth, cells, look| {
                    let line = view.lines.get(nth);
                    line.map(|line| row(line, cells, look)).unwrap_or_default()
                });
            }
        }
    }
}

/// Label and title, and below them the options, the criteria and the winner.
fn row(
    (matrix, winner): &(Matrix, Option<String>),
    cells: usize,
    look: &Look<'_>,
) -> Vec<Line<'static>> {
    let name = vec![
        Span::styled(
            format!("{}  ", look.safe(&matrix.label)),
            look.style(Tone::Accent),
        ),
        Span::raw(look.safe(&matrix.title).into_owned()),
    ];
    let options = facts::counted(matrix.options.len() as u64, "option", "options");
    let criteria = facts::counted(matrix.criteria.len() as u64, "criterion", "criteria");
    let won = match winner {
        Some(winner) => Span::styled(
            format!("{} {} wins", look.glyph("✓", "v"), look.safe(winner)),
            look.style(Tone::Good),
        ),
        None => Span::styled("no winner", look.style(Tone::Caution)),
    };
    let about = vec![
        Span::styled(format!("  {options}"), look.style(Tone::Muted)),
        facts::dot(look),
        Span::styled(criteria, look.style(Tone::Muted)),
        facts::dot(look),
        won,
    ];
    vec![text::cut(name, cells), text::cut(about, cells)]
}

#[cfg(test)]
mod tests;
