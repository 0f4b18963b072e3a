//! How two versions of one item differ: what tightens, what loosens, what is only wording.

use std::cmp::Ordering;

use super::{Bump, PackChange, change, loosening};
use crate::domain::{
    pack::{Claim, Comparison, EvidenceKind, EvidenceRule, Item, NaRule, PackHead},
    tier::Tier,
};

/// What changed between two versions of an item, each with the head of its pack.
pub(super) fn compare(
    (from, from_head): (&Item, &PackHead),
    (to, to_head): (&Item, &PackHead),
) -> Vec<PackChange> {
    let mut changes = forces((from, from_head), (to, to_head));
    changes.extend(meaning((from, from_head), (to, to_head)));
    changes.extend(bars(from, to));
    changes.extend(evidence(from, to));
    changes.extend(na(from, to));
    changes.extend(waivers(from, to));
    changes.extend(wording(from, to));
    changes
}

/// Something that is either tightened or loosened: major or minor.
fn moved(item: &Item, direction: Ordering, what: &str) -> PackChange {
    match direction {
        Ordering::Less => loosening(Some(&item.id), Bump::Minor, format!("{what} (relaxed)")),
        _ => change(Some(&item.id), Bump::Major, format!("{what} (tightened)")),
    }
}

fn forces(
    (from, from_head): (&Item, &PackHead),
    (to, to_head): (&Item, &PackHead),
) -> Vec<PackChange> {
    let at = |tier: Tier| {
        let (before, after) = (from.force(from_head, tier), to.force(to_head, tier));
        let what = format!("force at {tier} {before} → {after}");
        (before != after).then(|| moved(to, after.cmp(&before), &what))
    };
    Tier::ALL.into_iter().filter_map(at).collect()
}

fn meaning(
    (from, from_head): (&Item, &PackHead),
    (to, to_head): (&Item, &PackHead),
) -> Vec<PackChange> {
    let id = Some(to.id.as_str());
    let mut changes = Vec::new();
    if from.rev != to.rev {
        let what = format!("revision {} → {}", from.rev, to.rev);
        changes.push(change(id, Bump::Major, what));
    }
    let (before, after) = (from.gate(from_head), to.gate(to_head));
    if before != after {
        changes.push(change(id, Bump::Major, format!("gate {before} → {after}")));
    }
    if from.visible_when != to.visible_when {
        changes.push(PackChange {
            loosens: to.visible_when.is_some(),
            ..change(id, Bump::Major, "for which systems it is asked".to_owned())
        });
    }
    if from.level != to.level {
        changes.push(change(id, Bump::Major, "its level".to_owned()));
    }
    if from.weight() != to.weight() {
        let what = format!("weight {} → {}", from.weight(), to.weight());
        changes.push(change(id, Bump::Minor, what));
    } else if from.severity != to.severity {
        changes.push(change(id, Bump::Minor, "its severity".to_owned()));
    }
    if (from.phase, &from.same_as, &from.supersedes) != (to.phase, &to.same_as, &to.supersedes) {
        let what = "its phase, or the items it is the same as or takes the place of".to_owned();
        changes.push(change(id, Bump::Minor, what));
    }
    changes
}

/// The scale and the threshold: any change is a new bar, and one that is easier to meet loosens.
fn bars(from: &Item, to: &Item) -> Option<PackChange> {
    let bar = |item: &Item| {
        (
            item.scale,
            item.op,
            item.target,
            item.partial_at,
            (item.lo, item.hi),
            (item.metric.clone(), item.unit.clone()),
        )
    };
    let what = "its scale or threshold".to_owned();
    (bar(from) != bar(to)).then(|| PackChange {
        loosens: is_lower(from, to),
        ..change(Some(&to.id), Bump::Major, what)
    })
}

/// Whether a value that was refused may be taken now. Where the two bars cannot be held against each other, it may be.
fn is_lower(from: &Item, to: &Item) -> bool {
    let is_comparable =
        (from.scale, from.op, &from.metric, &from.unit) == (to.scale, to.op, &to.metric, &to.unit);
    if !is_comparable {
        return true;
    }
    let targets = [(from.target, to.target), (from.partial_at, to.partial_at)];
    match from.op {
        Some(Comparison::AtMost) => targets.iter().any(|(before, after)| after > before),
        Some(Comparison::AtLeast) => targets
            .iter()
            .any(|(before, after)| after.is_some() && (before.is_none() || after < before)),
        Some(Comparison::Within) => to.lo < from.lo || to.hi > from.hi,
        None => true,
    }
}

fn evidence(from: &Item, to: &Item) -> Option<PackChange> {
    let what = |word: &str| format!("evidence {word}");
    match (&from.evidence, &to.evidence) {
        (before, after) if before == after => None,
        (None, Some(_)) => Some(moved(to, Ordering::Greater, &what("needed"))),
        (Some(_), None) => Some(moved(to, Ordering::Less, &what("not needed any more"))),
        (Some(before), Some(after)) => {
            let tightens = asks_less(after, before);
            let loosens = asks_less(before, after);
            let bump = if tightens { Bump::Major } else { Bump::Minor };
            let word = match (tightens, loosens) {
                (true, true) => "differs",
                (false, true) => "relaxed",
                (true, false) => "tightened",
                (false, false) => "in other words",
            };
            Some(PackChange {
                loosens,
                ..change(Some(&to.id), bump, what(word))
            })
        }
        (None, None) => None,
    }
}

/// Whether the later rule asks less than the earlier in any respect.
fn asks_less(from: &EvidenceRule, to: &EvidenceRule) -> bool {
    let dropped = |claim: &Claim| !to.answers.contains(claim);
    let takes = |rule: &EvidenceRule, kind| rule.kinds.is_empty() || rule.kinds.contains(&kind);
    let takes_more = EvidenceKind::ALL
        .into_iter()
        .any(|kind| takes(to, kind) && !takes(from, kind));
    from.answers.iter().any(dropped)
        || to.min < from.min
        || takes_more
        || is_longer(from.max_age_days, to.max_age_days)
}

/// Whether a limit in days was raised or taken away.
fn is_longer(from: Option<u32>, to: Option<u32>) -> bool {
    from.is_some_and(|from| to.is_none_or(|to| to > from))
}

fn na(from: &Item, to: &Item) -> Option<PackChange> {
    let rule = |item: &Item| item.na.clone().filter(|rule| rule.allowed);
    let what = "when it may be N/A";
    match (rule(from), rule(to)) {
        (before, after) if before == after => None,
        (None, _) => Some(moved(to, Ordering::Less, what)),
        (_, None) => Some(moved(to, Ordering::Greater, what)),
        (Some(before), Some(after)) => {
            let loosens = needs_less(&before, &after);
            let direction = if loosens {
                Ordering::Less
            } else {
                Ordering::Greater
            };
            Some(moved(to, direction, what))
        }
    }
}

fn needs_less(from: &NaRule, to: &NaRule) -> bool {
    to.justify_min < from.justify_min || (from.concur.is_some() && to.concur != from.concur)
}

fn waivers(from: &Item, to: &Item) -> Vec<PackChange> {
    let mut changes = Vec::new();
    for tier in Tier::ALL {
        let (before, after) = (from.is_waivable(tier), to.is_waivable(tier));
        if before != after {
            let direction = before.cmp(&after);
            let what = format!("whether it may be waived at {tier}");
            changes.push(moved(to, direction, &what));
        }
    }
    if from.waiver_max_days != to.waiver_max_days {
        let direction = if is_longer(from.waiver_max_days, to.waiver_max_days) {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        changes.push(moved(to, direction, "how long a waiver may last"));
    }
    if from.waiver_level != to.waiver_level {
        let direction = to.waiver_level.cmp(&from.waiver_level);
        changes.push(moved(to, direction, "who may waive it"));
    }
    changes
}

fn wording(from: &Item, to: &Item) -> Option<PackChange> {
    let words = |item: &Item| {
        (
            [&item.ask, &item.why, &item.verify, &item.if_missing].map(Clone::clone),
            item.refs.clone(),
            item.tags.clone(),
            item.wording_only,
        )
    };
    let what = || "wording, references or tags".to_owned();
    (words(from) != words(to)).then(|| change(Some(&to.id), Bump::Patch, what()))
}
