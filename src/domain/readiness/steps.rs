//! What moves a system to GO: the steps that are left, the cheapest first, and what would only be better. It proposes nothing
//! that a pack or an answer does not say.

use std::cmp::Reverse;

use super::{
    Effort, ItemResult, NextStep, StepAt,
    evaluate::{Inputs, Weighed},
    reasons::{self, Beside},
};
use crate::domain::{assessment::Response, gate::Force};

/// From this many unanswered items on they are one step.
const MANY: usize = 4;

/// The steps to GO: evidence that is missing, then the rest of a partial, then what is unmet, then what is unanswered, then what
/// is no item; within each, what weighs most first.
pub(super) fn towards_go(
    inputs: &Inputs<'_>,
    beside: &[Beside],
    items: &[Weighed],
) -> Vec<NextStep> {
    let mut open: Vec<_> = items
        .iter()
        .filter(|item| item.stands_in_the_way() && item.state.assessment.is_some())
        .collect();
    open.sort_by_key(|item| (effort(item), Reverse(item.state.contribution.rank())));
    let (unanswered, answered): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|item| effort(item) == Effort::Unanswered);
    let mut steps: Vec<_> = answered.into_iter().map(of_item).collect();
    if unanswered.len() < MANY {
        steps.extend(unanswered.into_iter().map(of_item));
    } else {
        steps.push(folded(&unanswered));
    }
    steps.extend(other(inputs, beside, items));
    steps
}

fn of_item(weighed: &Weighed) -> NextStep {
    let item = &weighed.state;
    let action = match effort(weighed) {
        Effort::Evidence => match &item.because {
            Some(because) if because != item.result.word() => {
                format!("attach new evidence ({because})")
            }
            _ => "attach the evidence".to_owned(),
        },
        Effort::Unanswered => match &item.because {
            Some(because) => format!("answer it ({because})"),
            None => "answer it".to_owned(),
        },
        Effort::Partial => format!("do the rest: {}", item.action),
        Effort::Unmet | Effort::Other => item.action.clone(),
    };
    NextStep {
        item: Some(item.item.clone()),
        action,
        owner: item.owner.clone(),
        due: item.due,
        effort: effort(weighed),
        at: StepAt::Item,
    }
}

/// Many unanswered items as one step: its owner only where all have the same, its day the first of theirs.
fn folded(items: &[&Weighed]) -> NextStep {
    let first = items.first().and_then(|item| item.state.owner.clone());
    let same = items.iter().all(|item| item.state.owner == first);
    NextStep {
        item: None,
        action: format!("complete {} unanswered required items", items.len()),
        owner: first.filter(|_| same),
        due: items.iter().filter_map(|item| item.state.due).min(),
        effort: Effort::Unanswered,
        at: StepAt::Unanswered,
    }
}

fn other(inputs: &Inputs<'_>, beside: &[Beside], items: &[Weighed]) -> Vec<NextStep> {
    let step = |(at, action)| NextStep {
        item: None,
        action,
        owner: None,
        due: None,
        effort: Effort::Other,
        at,
    };
    let packs = reasons::waiting_packs(inputs, items);
    let starts = packs.into_iter().map(|(pack, gates)| {
        let waiting = reasons::gating(gates.values().sum());
        let action = format!("start {}: {waiting}", reasons::subject_of(pack));
        (StepAt::Pack, action)
    });
    beside.iter().map(remedy).chain(starts).map(step).collect()
}

fn remedy(beside: &Beside) -> (StepAt, String) {
    let (at, remedy) = match beside {
        Beside::Stopped => (
            StepAt::System,
            "end the practice a stop of the rubric forbids; nobody can waive it",
        ),
        Beside::MayBeStopped => (
            StepAt::System,
            "state the facts the stops of the rubric ask for",
        ),
        Beside::NoTier => (StepAt::Tier, "score the risk rubric and record the tier"),
        Beside::TierExpired(why) => {
            return (StepAt::Tier, format!("record the tier anew: {why}"));
        }
        Beside::NothingApplies => (
            StepAt::System,
            "state the facts of the system, so that a pack applies to it",
        ),
    };
    (at, remedy.to_owned())
}

fn effort(item: &Weighed) -> Effort {
    match (item.counted.judged.result, item.counted.judged.response) {
        (ItemResult::Unevidenced, _) => Effort::Evidence,
        (ItemResult::Incomplete, _) => Effort::Unanswered,
        (_, Response::Partial) => Effort::Partial,
        _ => Effort::Unmet,
    }
}

/// Advisory failures: what would be better and holds nothing up.
pub(super) fn improvements(items: &[Weighed]) -> Vec<String> {
    let failing = items.iter().map(|item| &item.state).filter(|item| {
        item.force == Force::Advise
            && matches!(item.result, ItemResult::Fail | ItemResult::Unevidenced)
    });
    failing
        .map(|item| format!("{} {}", item.item, item.action))
        .collect()
}
