//! Why a verdict is what it is, in words: what holds for the whole system first, then item by item. A pack nobody started is
//! one reason a gate, not one for each of its items.

use std::collections::BTreeMap;

use super::{
    ItemResult, Reason, Verdict,
    evaluate::{Assessed, Inputs, Weighed},
};
use crate::domain::{condition::Truth, gate::Gate, text::counted};

/// What holds for the whole system, whatever its items say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Beside {
    Stopped,
    MayBeStopped,
    NoTier,
    TierExpired(String),
    NothingApplies,
}

impl Beside {
    fn verdict(&self) -> Verdict {
        match self {
            Self::Stopped => Verdict::NoGo,
            Self::MayBeStopped | Self::NoTier | Self::TierExpired(_) | Self::NothingApplies => {
                Verdict::Hold
            }
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Stopped => {
                "a stop of the rubric holds: a practice that is not allowed".to_owned()
            }
            Self::MayBeStopped => {
                "triage incomplete: a stop of the rubric may hold as long as facts are unknown"
                    .to_owned()
            }
            Self::NoTier => "no tier is recorded".to_owned(),
            Self::TierExpired(why) => format!("tier expired: {why}"),
            Self::NothingApplies => "no item that blocks or is required applies".to_owned(),
        }
    }
}

pub(super) fn beside(inputs: &Inputs<'_>, items: &[Weighed]) -> Vec<Beside> {
    let stop = match inputs.tier.stop {
        Truth::True => Some(Beside::Stopped),
        Truth::Unknown => Some(Beside::MayBeStopped),
        Truth::False => None,
    };
    let tier = match (&inputs.tier.tier, &inputs.tier.expired) {
        (None, _) => Some(Beside::NoTier),
        (Some(_), Some(why)) => Some(Beside::TierExpired(why.clone())),
        (Some(_), None) => None,
    };
    let applies = items
        .iter()
        .any(|item| item.state.force.gates() && item.state.result != ItemResult::Na);
    let nothing = (!applies).then_some(Beside::NothingApplies);
    stop.into_iter().chain(tier).chain(nothing).collect()
}

/// Every reason, the worst first, in pack order.
pub(super) fn all(inputs: &Inputs<'_>, beside: &[Beside], items: &[Weighed]) -> Vec<Reason> {
    let of_system = beside.iter().map(|beside| Reason {
        verdict: beside.verdict(),
        gate: None,
        item: None,
        text: beside.text(),
    });
    let not_started = waiting_packs(inputs, items).into_iter();
    let not_started = not_started.flat_map(|(pack, gates)| {
        gates.into_iter().map(move |(gate, items)| Reason {
            verdict: Verdict::Hold,
            gate: Some(gate),
            item: None,
            text: format!(
                "{} {} waits: {} was not started, {}",
                gate,
                gate.title(),
                subject_of(pack),
                gating(items)
            ),
        })
    });
    let of_items = items
        .iter()
        .filter(|item| item.stands_in_the_way() && item.state.assessment.is_some())
        .map(of_item);
    let mut reasons: Vec<_> = of_system.chain(not_started).chain(of_items).collect();
    // A stable sort: the worst first, and within that in pack order.
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.verdict.place()));
    reasons
}

/// The packs the verdict waits for because nobody started them, with how many items of each gate wait.
pub(super) fn waiting_packs<'a>(
    inputs: &'a Inputs<'_>,
    items: &[Weighed],
) -> Vec<(&'a Assessed<'a>, BTreeMap<Gate, u64>)> {
    let packs = inputs.packs.iter().filter(|pack| pack.assessment.is_none());
    let waiting = packs.map(|pack| {
        let mine = items.iter().filter(|item| {
            item.stands_in_the_way()
                && item.state.assessment.is_none()
                && item.state.pack == pack.pack.head.id
        });
        let mut gates = BTreeMap::new();
        for item in mine {
            *gates.entry(item.state.gate).or_default() += 1;
        }
        (pack, gates)
    });
    waiting.filter(|(_, gates)| !gates.is_empty()).collect()
}

/// How many items a gate waits for, in words.
pub(super) fn gating(items: u64) -> String {
    counted(
        items,
        "item blocks or is required",
        "items block or are required",
    )
}

pub(super) fn subject_of(pack: &Assessed<'_>) -> String {
    match pack.subject {
        Some(subject) => format!("{} for {subject}", pack.pack.head.id),
        None => pack.pack.head.id.clone(),
    }
}

fn of_item(weighed: &Weighed) -> Reason {
    let item = &weighed.state;
    let does = match item.contribution {
        Verdict::NoGo => "blocks",
        Verdict::Hold => "waits",
        Verdict::Conditional | Verdict::Go => "is conditional",
    };
    Reason {
        verdict: item.contribution,
        gate: Some(item.gate),
        item: Some(item.item.clone()),
        text: format!(
            "{} {} {does}: {} {} ({})",
            item.gate,
            item.gate.title(),
            item.item,
            item.ask,
            why(weighed).join("; ")
        ),
    }
}

/// What stands in the parentheses: what it counts as, why, who lets it stand, and what is missing for that.
fn why(weighed: &Weighed) -> Vec<String> {
    let item = &weighed.state;
    let judged = weighed.counted.judged;
    let counts_as = match judged.result {
        ItemResult::Fail => Some(judged.response.word()),
        ItemResult::Incomplete if item.because.is_none() => Some("unanswered"),
        _ => None,
    };
    let waived = item.waiver.as_ref();
    let waived = waived.map(|(label, until)| format!("waived by {label} until {until}"));
    let failed = matches!(item.result, ItemResult::Fail | ItemResult::Unevidenced);
    let action = match (item.contribution, &item.owner, item.due) {
        (Verdict::Hold, ..) if failed => Some(format!(
            "no action for {}: it needs an owner and a due date",
            item.item
        )),
        (Verdict::Conditional, Some(owner), Some(due)) if failed => {
            Some(format!("{owner} by {due}"))
        }
        _ => None,
    };
    counts_as
        .map(str::to_owned)
        .into_iter()
        .chain(item.because.clone())
        .chain(waived)
        .chain(action)
        .collect()
}
