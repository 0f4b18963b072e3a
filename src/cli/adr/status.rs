//! `archdeck adr status`: where a decision stands and which steps lead on, or one step for many decisions.

use serde::Serialize;

use super::{record, records};
use crate::{
    cli::{
        args::StatusStep,
        desk::Desk,
        history::print_done,
        output::{Printed, tell},
        problem::Problem,
        table::marked,
    },
    domain::{ids::RecordId, life_cycle, status::Status, tone::Tone},
    ops::change::{Change, Step},
};

/// Where a decision stands, as JSON.
#[derive(Debug, Serialize)]
struct Standing<'a> {
    reference: &'a str,
    id: RecordId,
    title: &'a str,
    status: Status,
    /// The statuses a step leads to.
    steps: Vec<Status>,
    /// Whether another decision may take its place.
    may_be_superseded: bool,
}

/// Takes decisions a step on, or says where one stands.
pub fn run(desk: &mut Desk, typed: &StatusStep) -> Printed {
    let Some((to, references)) = typed.words.split_last().filter(|(_, of)| !of.is_empty()) else {
        return stand(desk, typed);
    };
    let to: Status = to.parse().map_err(|wrong: String| {
        Problem::usage(wrong, "Name the decisions, then the status they go to.")
    })?;
    if typed.base.is_some() && references.len() > 1 {
        return Err(Problem::usage(
            "one digest cannot be that of several decisions",
            "Name one decision with `--base`.",
        ));
    }
    let (mut workbench, records) = records(desk, references)?;
    let records = records
        .into_iter()
        .map(|record| (record, typed.base))
        .collect();
    let done = workbench.apply(Change::Step(Step {
        records,
        to,
        reason: typed.reason.clone(),
        deciders: typed.decider.clone(),
        on: typed.on,
    }))?;
    print_done(desk, &done)
}

/// Says where one decision stands and what is possible.
fn stand(desk: &mut Desk, typed: &StatusStep) -> Printed {
    if typed.reason.is_some()
        || !typed.decider.is_empty()
        || typed.on.is_some()
        || typed.base.is_some()
    {
        return Err(Problem::usage(
            "no status was named to go to",
            "Name the decisions, then the status: `archdeck adr status 12 accepted`.",
        ));
    }
    let reference = typed.words.first().map_or("", String::as_str);
    let (_, record) = record(desk, reference)?;
    let status = record.adr.facts.status;
    let steps = life_cycle::steps(status);
    if desk.out.is_json {
        return desk.out.json(&Standing {
            reference: &record.reference,
            id: record.adr.id,
            title: &record.adr.facts.title,
            status,
            steps,
            may_be_superseded: life_cycle::may_be_superseded(status),
        });
    }
    let (word, tone) = marked(status, desk.config.ascii);
    let before = format!("{}  ", record.reference);
    let after = format!("  {}", record.adr.facts.title);
    desk.out.pieces([
        (before.as_str(), Tone::Plain),
        (word.as_str(), tone),
        (after.as_str(), Tone::Plain),
    ])?;
    desk.out.flush()?;
    tell(&possible(status, &steps));
    Ok(())
}

fn possible(status: Status, steps: &[Status]) -> String {
    let mut words: Vec<_> = steps.iter().map(|step| step.word()).collect();
    if life_cycle::may_be_superseded(status) {
        words.push("superseded by another decision");
    }
    if words.is_empty() {
        return format!("Nothing leads on from {status} but undo.");
    }
    format!("Possible: {}.", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_possible_is_told_for_every_status() {
        let told = |status| possible(status, &life_cycle::steps(status));
        assert_eq!(
            told(Status::Accepted),
            "Possible: deprecated, superseded by another decision."
        );
        assert_eq!(told(Status::Draft), "Possible: proposed, withdrawn.");
        assert_eq!(
            told(Status::Rejected),
            "Nothing leads on from rejected but undo."
        );
    }
}
