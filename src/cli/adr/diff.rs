//! `archdeck adr diff`: two states of a decision, or two decisions, as a table of facts and as lines of text with `-` and `+`.

use super::unexpected;
use crate::{
    cli::{
        args::{Diff, StateWord},
        desk::Desk,
        output::Printed,
        problem::{Exit, Problem},
        table::{Cell, Table},
    },
    domain::{ids::RecordId, text::counted, tone::Tone},
    ops::{
        query::{Query, Revision, State},
        view::{CompareView, FactRow, Piece, RevisionLine, TextRow, View},
        workbench::Workbench,
    },
};

/// Prints how two states differ.
pub fn run(desk: &mut Desk, diff: &Diff) -> Printed {
    let (mut workbench, id) = desk.find(&diff.reference)?;
    let (from, to) = match &diff.other {
        Some(other) => {
            let other = workbench.resolve(other)?;
            (
                revision(id, diff.from.map_or(State::Now, state)),
                revision(other, diff.to.map_or(State::Now, state)),
            )
        }
        None => of_one(&mut workbench, id, (diff.from, diff.to))?,
    };
    let View::Compare(view) = workbench.answer(Query::Compare { from, to })? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    print(desk, &view)
}

/// The states of one decision: what is not said is its last change, or what led to the state that is said.
fn of_one(
    workbench: &mut Workbench,
    id: RecordId,
    (from, to): (Option<StateWord>, Option<StateWord>),
) -> Result<(Revision, Revision), Problem> {
    let from = match (from, to) {
        (Some(from), _) => state(from),
        (None, None | Some(StateWord::Now)) => State::Before(last_event(workbench, id)?),
        (None, Some(StateWord::Event(seq))) => State::Before(seq),
        (None, Some(StateWord::Outside | StateWord::Imported)) => State::Now,
    };
    let to = to.map_or(State::Now, state);
    Ok((revision(id, from), revision(id, to)))
}

fn last_event(workbench: &mut Workbench, id: RecordId) -> Result<u64, Problem> {
    let query = Query::Events {
        before: None,
        record: Some(id),
        limit: 1,
    };
    let View::Events(events) = workbench.answer(query)? else {
        return Err(unexpected());
    };
    let last = events.lines.first().ok_or_else(|| Problem::Told {
        what: "nothing has happened to this decision yet".to_owned(),
        hint: None,
        exit: Exit::Failed,
    })?;
    Ok(last.seq)
}

const fn revision(record: RecordId, state: State) -> Revision {
    Revision { record, state }
}

const fn state(word: StateWord) -> State {
    match word {
        StateWord::Now => State::Now,
        StateWord::Imported => State::Imported,
        StateWord::Outside => State::Outside,
        StateWord::Event(seq) => State::At(seq),
    }
}

fn print(desk: &mut Desk, view: &CompareView) -> Printed {
    print_state(desk, ("--- ", Tone::Removed), &view.from)?;
    print_state(desk, ("+++ ", Tone::Added), &view.to)?;
    if view.is_same() {
        return desk.out.line("Both states are the same.");
    }
    if view.facts.iter().any(FactRow::differs) {
        desk.out.line("")?;
        print_facts(desk, &view.facts)?;
    }
    if view.text.iter().any(TextRow::differs) {
        desk.out.line("")?;
        print_text(desk, &view.text)?;
    }
    Ok(())
}

fn print_state(desk: &mut Desk, (mark, tone): (&str, Tone), line: &RevisionLine) -> Printed {
    let who = line.actor.as_ref().map(|actor| format!(" by {actor}"));
    let when = line
        .at
        .map(|at| at.0.format(", %Y-%m-%d %H:%MZ").to_string());
    let state = format!(
        " {}{}{}  ",
        line.state,
        when.unwrap_or_default(),
        who.unwrap_or_default()
    );
    desk.out.pieces([
        (mark, tone),
        (line.reference.as_str(), Tone::Heading),
        (state.as_str(), Tone::Muted),
        (line.title.as_str(), Tone::Plain),
    ])
}

/// The facts that differ, and how many do not.
pub(super) fn print_facts(desk: &mut Desk, facts: &[FactRow]) -> Printed {
    let mut table = Table::new(["FACT", "BEFORE", "AFTER"]);
    let said = |fact: &Option<String>, tone| match fact {
        Some(words) => Cell::toned(words, tone),
        None => Cell::toned("not stated", Tone::Muted),
    };
    for row in facts.iter().filter(|row| row.differs()) {
        table.push([
            row.name.as_str().into(),
            said(&row.before, Tone::Removed),
            said(&row.after, Tone::Added),
        ]);
    }
    table.print(&mut desk.out)?;
    match facts.iter().filter(|row| !row.differs()).count() as u64 {
        0 => Ok(()),
        same => {
            let same = format!("{} the same", counted(same, "fact is", "facts are"));
            desk.out.pieces([(same.as_str(), Tone::Muted)])
        }
    }
}

/// The rows; of lines that differ in a stretch those of the left text come first, as in every unified difference.
fn print_text(desk: &mut Desk, rows: &[TextRow]) -> Printed {
    for stretch in rows.chunk_by(|one, next| one.differs() && next.differs()) {
        for row in stretch {
            print_left(desk, row)?;
        }
        for row in stretch {
            print_right(desk, row)?;
        }
    }
    Ok(())
}

fn print_left(desk: &mut Desk, row: &TextRow) -> Printed {
    match row {
        TextRow::Same { text, .. } => desk.out.line(&format!(" {text}")),
        TextRow::Differs {
            left: Some((_, pieces)),
            ..
        } => print_line(desk, "-", Tone::Removed, pieces),
        TextRow::LeftOut(count) => {
            let lines = counted(u64::from(*count), "line is", "lines are");
            let said = format!("@@ {lines} the same @@");
            desk.out.pieces([(said.as_str(), Tone::Muted)])
        }
        TextRow::NotCompared { left, right } => {
            let said =
                format!("@@ too much differs: {left} and {right} further lines are not shown @@");
            desk.out.pieces([(said.as_str(), Tone::Caution)])
        }
        TextRow::Differs { left: None, .. } => Ok(()),
    }
}

fn print_right(desk: &mut Desk, row: &TextRow) -> Printed {
    match row {
        TextRow::Differs {
            right: Some((_, pieces)),
            ..
        } => print_line(desk, "+", Tone::Added, pieces),
        _ => Ok(()),
    }
}

fn print_line(desk: &mut Desk, mark: &str, tone: Tone, pieces: &[Piece]) -> Printed {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    desk.out.pieces([(format!("{mark}{text}").as_str(), tone)])
}
