//! `archdeck matrix`: decision matrices, begun, scored, shown and written into decisions.

use crate::{
    cli::{
        adr::unexpected,
        args::{EditMatrix, Matrix, NewMatrix},
        desk::{Desk, Need},
        history::print_done,
        output::{Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{
        ids::RecordId,
        matrix::{Bounds, Matrix as Kept},
        tone::Tone,
    },
    ops::{
        change::Change,
        matrices::{MatrixChange, MatrixFacts, MatrixView},
        query::Query,
        view::View,
        workbench::Workbench,
    },
};

/// Does a verb of matrices.
pub fn run(desk: &mut Desk, matrix: Matrix) -> Printed {
    match matrix {
        Matrix::List => list(desk),
        Matrix::Show { matrix } => show(desk, &matrix),
        Matrix::New(new) => begin(desk, new),
        Matrix::Edit(edit) => self::edit(desk, edit),
        Matrix::Score {
            matrix,
            option,
            criterion,
            score,
        } => change(desk, &matrix, |_, matrix| {
            Ok(MatrixChange::Score {
                matrix,
                option,
                criterion,
                score: score.0,
            })
        }),
        Matrix::Write { matrix, reference } => change(desk, &matrix, |workbench, matrix| {
            let decision = workbench.resolve(&reference)?;
            Ok(MatrixChange::Write { matrix, decision })
        }),
        Matrix::Discard { matrix } => change(desk, &matrix, |_, matrix| {
            Ok(MatrixChange::Discard { matrix })
        }),
    }?;
    desk.out.flush()
}

fn change(
    desk: &mut Desk,
    typed: &str,
    change: impl FnOnce(&mut Workbench, RecordId) -> Result<MatrixChange, Problem>,
) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let matrix = workbench.resolve_matrix(typed)?;
    let change = change(&mut workbench, matrix)?;
    let done = workbench.apply(Change::Matrix(change))?;
    print_done(desk, &done)
}

fn begin(desk: &mut Desk, new: NewMatrix) -> Printed {
    let mut workbench = desk.open(Need::Any)?;
    let decision = new.decision.map(|typed| workbench.resolve(&typed));
    let system = new.system.map(|typed| workbench.resolve_system(&typed));
    let facts = MatrixFacts {
        decision: decision.transpose()?,
        system: system.transpose()?,
        ..MatrixFacts::typed(None, new.title, (new.criterion, new.option))
    };
    let done = workbench.apply(Change::Matrix(MatrixChange::New(facts)))?;
    print_done(desk, &done)
}

fn edit(desk: &mut Desk, edit: EditMatrix) -> Printed {
    change(desk, &edit.matrix, |workbench, matrix| {
        let seen = view(workbench, matrix)?;
        let before = &seen.matrix;
        let criteria = if edit.criterion.is_empty() {
            before.criteria.clone()
        } else {
            edit.criterion
        };
        let options = if edit.option.is_empty() {
            names(before)
        } else {
            edit.option
        };
        let title = edit.title.unwrap_or_else(|| before.title.clone());
        Ok(MatrixChange::Edit {
            matrix,
            base: Some(seen.digest),
            facts: MatrixFacts::typed(Some(before), title, (criteria, options)),
        })
    })
}

fn names(matrix: &Kept) -> Vec<String> {
    let options = matrix.options.iter();
    options.map(|option| option.name.clone()).collect()
}

fn view(workbench: &mut Workbench, matrix: RecordId) -> Result<MatrixView, Problem> {
    match workbench.answer(Query::Matrix(matrix))? {
        View::Matrix(view) => Ok(*view),
        _ => Err(unexpected()),
    }
}

fn list(desk: &mut Desk) -> Printed {
    let View::Matrices(view) = desk.open(Need::Existing)?.answer(Query::Matrices)? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&view.lines);
    }
    let mut table = Table::of_titles(["MATRIX", "OPTIONS", "CRITERIA", "WINNER", "TITLE"]);
    for (matrix, winner) in &view.lines {
        let winner = match winner {
            Some(winner) => Cell::toned(winner, Tone::Good),
            None => Cell::toned("none yet", Tone::Muted),
        };
        table.push([
            matrix.label.as_str().into(),
            matrix.options.len().to_string().into(),
            matrix.criteria.len().to_string().into(),
            winner,
            matrix.title.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if view.lines.is_empty() {
        tell("There are no matrices yet; `archdeck matrix new --title TITLE` begins one.");
    }
    Ok(())
}

fn show(desk: &mut Desk, typed: &str) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let matrix = workbench.resolve_matrix(typed)?;
    let view = view(&mut workbench, matrix)?;
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    let matrix = &view.matrix;
    let heading = format!("{}  {}", matrix.label, matrix.title);
    desk.out.pieces([(heading.as_str(), Tone::Heading)])?;
    for (what, name) in [("decision", &view.decision), ("system", &view.system)] {
        if let Some(name) = name {
            desk.out.line(&format!("for the {what} {name}"))?;
        }
    }
    desk.out.line("")?;
    // Scores stand below each other: there may be more criteria than a line has room for.
    let mut table = Table::new(["OPTION", "TOTAL", "CRITERION", "WEIGHT", "SCORE"]);
    for (option, (_, low, high)) in matrix.options.iter().zip(&view.scores) {
        let total = Bounds {
            low: *low,
            high: *high,
        };
        let mut named = [option.name.clone(), total.words()];
        for criterion in &matrix.criteria {
            let score = option.scores.get(&criterion.name);
            let [name, total] = std::mem::take(&mut named);
            table.push([
                name.into(),
                total.into(),
                criterion.name.as_str().into(),
                criterion.weight.to_string().into(),
                score.map_or("?".to_owned(), u8::to_string).into(),
            ]);
        }
    }
    table.print(&mut desk.out)?;
    desk.out.line("")?;
    desk.out.line(&view.sentence)?;
    for (criterion, now, then, what) in view.flips.iter().skip(1) {
        desk.out.line(&format!(
            "with a weight of {then} in place of {now} for {criterion}, {what}"
        ))?;
    }
    Ok(())
}
