//! One decision matrix as a grid: options as rows, criteria as columns with their weights, digits score the cell of the cursor;
//! totals with bounds, the winner, and below it which weight would change that. It must not know how a total is made.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::ids::RecordId,
    ops::{
        change::Change,
        matrices::{MatrixChange, MatrixView},
        query::Query,
        view::View,
    },
    tui::{
        action::Action,
        effect::{Answer, Slot},
        look::Look,
        screen::{Availability, Context, Filled, Outcome, Place, Scope, Screen},
        screens::{matrices::ask_to_discard, packets::act::make, question::Question},
    },
};

mod draw;
pub(super) mod forms;

/// The screen.
pub(super) struct Matrix {
    id: RecordId,
    view: Option<MatrixView>,
    /// The row and the column of the cursor.
    at: (usize, usize),
    /// The first row and the first column that are seen.
    first: (usize, usize),
    /// How many rows are seen.
    page: usize,
    /// Why the matrix could not be shown, when that was the last answer.
    failed: Option<String>,
    question: Question,
    /// What a form was filled from: the matrix may change before it comes back.
    about: Option<MatrixView>,
}

impl Matrix {
    /// One matrix.
    pub(super) fn new(id: RecordId) -> Self {
        Self {
            id,
            view: None,
            at: (0, 0),
            first: (0, 0),
            page: 1,
            failed: None,
            question: Question::of(Slot::Matrix),
            about: None,
        }
    }

    /// How many options and criteria there are.
    fn size(&self) -> (usize, usize) {
        let matrix = self.view.as_ref().map(|view| &view.matrix);
        matrix.map_or((0, 0), |matrix| {
            (matrix.options.len(), matrix.criteria.len())
        })
    }

    fn keep_inside(&mut self) {
        let (rows, columns) = self.size();
        self.at.0 = self.at.0.min(rows.saturating_sub(1));
        self.at.1 = self.at.1.min(columns.saturating_sub(1));
    }

    fn moved(&mut self, action: Action) {
        let page = self.page.max(1);
        let row = &mut self.at.0;
        match action {
            Action::Down => *row += 1,
            Action::Up => *row = row.saturating_sub(1),
            Action::HalfPageDown => *row += page.div_ceil(2),
            Action::HalfPageUp => *row = row.saturating_sub(page.div_ceil(2)),
            Action::PageDown => *row += page,
            Action::PageUp => *row = row.saturating_sub(page),
            Action::Top => *row = 0,
            Action::Bottom => *row = usize::MAX,
            Action::Right => self.at.1 += 1,
            Action::Left => self.at.1 = self.at.1.saturating_sub(1),
            _ => {}
        }
        self.keep_inside();
    }

    /// Scores the cell of the cursor and goes on to the next criterion.
    fn score(&mut self, score: Option<u8>, context: &mut Context<'_>) -> Vec<Outcome> {
        let (row, column) = self.at;
        let Some(matrix) = self.view.as_ref().map(|view| &view.matrix) else {
            return Vec::new();
        };
        let cell = matrix.options.get(row).zip(matrix.criteria.get(column));
        let Some((option, criterion)) = cell else {
            return Vec::new();
        };
        let change = MatrixChange::Score {
            matrix: self.id,
            option: option.name.clone(),
            criterion: criterion.name.clone(),
            score,
        };
        if score.is_some() {
            self.next_cell();
        }
        vec![make(Change::Matrix(change), context)]
    }

    /// The next criterion of this option, then the first of the next one; the last cell stays.
    fn next_cell(&mut self) {
        let (rows, columns) = self.size();
        if self.at.1 + 1 < columns {
            self.at.1 += 1;
        } else if self.at.0 + 1 < rows {
            self.at = (self.at.0 + 1, 0);
        }
    }

    fn with_view(&mut self, outcome: impl FnOnce(&MatrixView) -> Outcome) -> Vec<Outcome> {
        self.about.clone_from(&self.view);
        self.about.as_ref().map(outcome).into_iter().collect()
    }

    fn availability_of_score(&self, score: u8) -> Availability {
        match &self.view {
            None => Availability::Disabled("the matrix is not there yet".to_owned()),
            Some(view) if score > view.matrix.scale_max => {
                Availability::Disabled(format!("scores are from 0 to {}", view.matrix.scale_max))
            }
            Some(_) => Availability::Ready,
        }
    }
}

/// The score a digit stands for.
const fn digit(action: Action) -> Option<u8> {
    Some(match action {
        Action::Zero => 0,
        Action::One => 1,
        Action::Two => 2,
        Action::Three => 3,
        Action::Four => 4,
        Action::Five => 5,
        _ => return None,
    })
}

impl Screen for Matrix {
    fn place(&self) -> Place {
        Place::Matrix(self.id)
    }

    fn breadcrumb(&self) -> Vec<String> {
        let label = self.view.as_ref().map(|view| view.matrix.label.clone());
        let mut crumbs = vec!["Matrices".to_owned()];
        crumbs.extend(label);
        crumbs
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Matrices, Scope::List]
    }

    fn availability(&self, action: Action) -> Availability {
        if let Some(score) = digit(action) {
            return self.availability_of_score(score);
        }
        match action {
            Action::Unanswer => {
                let (row, column) = self.at;
                let matrix = self.view.as_ref().map(|view| &view.matrix);
                let is_scored = matrix.is_some_and(|matrix| {
                    let cell = matrix.options.get(row).zip(matrix.criteria.get(column));
                    cell.is_some_and(|(option, criterion)| {
                        option.scores.contains_key(&criterion.name)
                    })
                });
                if is_scored {
                    Availability::Ready
                } else {
                    Availability::Disabled("this cell has no score".to_owned())
                }
            }
            Action::EditMatrix
            | Action::WriteMatrix
            | Action::DiscardMatrix
            | Action::Left
            | Action::Right
            | Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => match self.view {
                Some(_) => Availability::Ready,
                None => Availability::Disabled("the matrix is not there yet".to_owned()),
            },
            Action::AddMatrix => {
                Availability::Disabled("a matrix is begun in the list: g x".to_owned())
            }
            _ => Availability::Foreign,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.view.is_none() {
            return vec![Action::GoMatrices];
        }
        let mut hints = vec![Action::Zero, Action::Five];
        if self.availability(Action::Unanswer) == Availability::Ready {
            hints.push(Action::Unanswer);
        }
        hints.extend([
            Action::EditMatrix,
            Action::WriteMatrix,
            Action::DiscardMatrix,
        ]);
        hints
    }

    fn status(&self) -> String {
        let Some(view) = &self.view else {
            return "loading…".to_owned();
        };
        let (row, column) = self.at;
        let matrix = &view.matrix;
        let cell = matrix.options.get(row).zip(matrix.criteria.get(column));
        cell.map_or_else(String::new, |(option, criterion)| {
            format!(
                "{} · {} · 0 to {} scores it",
                option.name, criterion.name, matrix.scale_max
            )
        })
    }

    fn refresh(&mut self, context: &mut Context<'_>) -> Vec<Outcome> {
        vec![self.question.ask(Query::Matrix(self.id), context)]
    }

    fn update(&mut self, action: Action, context: &mut Context<'_>) -> Vec<Outcome> {
        if let Some(score) = digit(action) {
            return self.score(Some(score), context);
        }
        match action {
            Action::Unanswer => self.score(None, context),
            Action::EditMatrix => self.with_view(|view| Outcome::Form(forms::edit(view))),
            Action::WriteMatrix => self.with_view(|view| Outcome::Form(forms::write(view))),
            Action::DiscardMatrix => self.with_view(|view| ask_to_discard(&view.matrix)),
            _ => {
                self.moved(action);
                Vec::new()
            }
        }
    }

    fn receive(&mut self, answer: Answer, _context: &mut Context<'_>) -> Vec<Outcome> {
        if !self.question.is_answered_by(&answer) {
            return Vec::new();
        }
        match answer.view {
            Ok(View::Matrix(view)) => {
                self.failed = None;
                self.view = Some(*view);
                self.keep_inside();
            }
            Ok(_) => {}
            Err(problem) => {
                self.failed = Some(problem.message.clone());
                self.view = None;
                return vec![Outcome::Warn(problem)];
            }
        }
        Vec::new()
    }

    fn choose(&mut self, _word: &str, context: &mut Context<'_>) -> Vec<Outcome> {
        let matrix = self.id;
        let discard = Change::Matrix(MatrixChange::Discard { matrix });
        vec![make(discard, context), Outcome::Go(Place::Matrices)]
    }

    fn submit(
        &mut self,
        form: &'static str,
        filled: &Filled,
        context: &mut Context<'_>,
    ) -> Result<Vec<Outcome>, (&'static str, String)> {
        let Some(about) = &self.about else {
            return Ok(Vec::new());
        };
        let change = match form {
            forms::EDIT => forms::changed(about, filled)?,
            forms::WRITE => forms::written(self.id, filled)?,
            _ => return Ok(Vec::new()),
        };
        Ok(vec![make(change, context)])
    }

    fn cursor(&self) -> Option<RecordId> {
        Some(self.id)
    }

    fn click(&mut self, target: usize, _twice: bool, _context: &mut Context<'_>) -> Vec<Outcome> {
        let (_, columns) = self.size();
        if let (Some(row), Some(column)) =
            (target.checked_div(columns), target.checked_rem(columns))
        {
            self.at = (row, column);
            self.keep_inside();
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &mut Look<'_>) {
        self.draw_matrix(frame, area, look);
    }
}

#[cfg(test)]
mod tests;
