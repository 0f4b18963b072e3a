//! What an item can change: whether it is ever asked, whether any answer to it makes a difference, and whether a more critical
//! tier is never treated more mildly.

use super::{
    Rule,
    condition::{Names, can_hold},
    page::{At, Page},
};
use crate::domain::{
    fact::FactRegistry,
    gate::Force,
    pack::{Aggregate, Item, Pack, PackHead},
    tier::Tier,
};

/// PL08, PL09, PL11, PL16, PL18 and PL19.
pub(super) fn weighed(page: &mut Page<'_>, registry: &FactRegistry, pack: &Pack) {
    empty(page, pack);
    let is_score_only = pack.items().all(|(_, item)| {
        let mut forces = forces(item, &pack.head);
        forces.all(|force| force == Force::Score)
    });
    for (_, item) in pack.items() {
        monotone(page, (item, &pack.head));
        blocker(page, (item, &pack.head));
        if is_score_only || is_reachable(page, registry, (item, &pack.head)) {
            idle(page, (item, pack));
        }
    }
    let mut blocking = pack
        .items()
        .filter(|(_, item)| item.force(&pack.head, Tier::T1) == Force::Block);
    let has_items = pack.items().next().is_some();
    if has_items && !is_score_only && blocking.next().is_none() {
        page.tell(
            (Rule::PL18, At::Head),
            "nothing in it blocks at T1, so it can never keep a customer-facing system back",
            "Let the item that matters most block at T1, or give every item the force `score`.",
        );
    }
}

fn forces(item: &Item, head: &PackHead) -> impl Iterator<Item = Force> {
    Tier::ALL.into_iter().map(|tier| item.force(head, tier))
}

/// PL19.
fn empty(page: &mut Page<'_>, pack: &Pack) {
    let weight: u64 = pack.items().map(|(_, item)| u64::from(item.weight())).sum();
    let has_items = pack.items().next().is_some();
    if !has_items {
        page.tell(
            (Rule::PL19, At::Head),
            "it has no items",
            "Add a [[section]] with a [[section.item]].",
        );
        return;
    }
    // An item without a severity has no weight, and is told as such.
    let is_stated = pack.items().all(|(_, item)| item.severity.is_some());
    if weight == 0 && is_stated {
        page.tell(
            (Rule::PL19, At::Head),
            "the weight of all its items together is 0, so that it has no score",
            "Leave `weight` out, or give it to the items that matter.",
        );
    }
    for section in pack
        .sections
        .iter()
        .filter(|section| section.items.is_empty())
    {
        page.tell(
            (Rule::PL19, At::Table(&section.id)),
            format!("the section `{}` has no items", section.id),
            "Add an item to it, or take the section away.",
        );
    }
}

/// PL16, and with it E34.
fn monotone(page: &mut Page<'_>, (item, head): (&Item, &PackHead)) {
    let forces: Vec<Force> = forces(item, head).collect();
    if forces.is_sorted_by(|before, after| before >= after) {
        return;
    }
    let told: Vec<String> = Tier::ALL
        .iter()
        .zip(&forces)
        .map(|(tier, force)| format!("{tier} {force}"))
        .collect();
    page.tell(
        (Rule::PL16, At::ItemKey(&item.id, "force")),
        format!(
            "a less critical tier is treated more strictly: {}",
            told.join(", ")
        ),
        "T1 is at least as strict as T2, and T2 as T3.",
    );
}

/// PL11.
fn blocker(page: &mut Page<'_>, (item, head): (&Item, &PackHead)) {
    let may_be_na = item.na.as_ref().is_some_and(|na| na.allowed);
    let blocks = forces(item, head).any(|force| force == Force::Block);
    let is_waivable = Tier::ALL.iter().any(|tier| item.is_waivable(*tier));
    if may_be_na && blocks && !is_waivable {
        page.tell(
            (Rule::PL11, At::ItemKey(&item.id, "na")),
            "it blocks and may never be waived, yet it may be said not to apply",
            "Take N/A away, or say with `visible_when` for which systems it is asked.",
        );
    }
}

/// PL08: whether it is asked anywhere.
fn is_reachable(
    page: &mut Page<'_>,
    registry: &FactRegistry,
    (item, head): (&Item, &PackHead),
) -> bool {
    if forces(item, head).all(|force| force == Force::Off) {
        page.tell(
            (Rule::PL08, At::ItemKey(&item.id, "force")),
            "it is off at every tier, so that nobody is ever asked",
            "Give it a force at T1 at least, or take it out.",
        );
        return false;
    }
    let (Some(applies), Some(visible)) = (&head.applies_when, &item.visible_when) else {
        return true;
    };
    let names = Names {
        registry,
        rubric: None,
    };
    let each_can_hold = can_hold(names, &[applies]) && can_hold(names, &[visible]);
    if each_can_hold && !can_hold(names, &[applies, visible]) {
        page.tell(
            (Rule::PL08, At::ItemKey(&item.id, "visible_when")),
            "it is asked only of systems the pack is not for",
            "Mend its `visible_when`, or move it to another pack.",
        );
        return false;
    }
    true
}

/// PL09: an item that no gate depends on and that weighs nothing.
fn idle(page: &mut Page<'_>, (item, pack): (&Item, &Pack)) {
    let gates = forces(item, &pack.head).any(Force::gates);
    // The score of sections and of levels does not weigh.
    let weighs = pack.head.aggregate != Aggregate::Weighted || item.weight() > 0;
    if !gates && !weighs && item.severity.is_some() {
        page.tell(
            (Rule::PL09, At::Item(&item.id)),
            "whatever is answered, no gate and no score changes: it weighs nothing and neither blocks nor requires",
            "Give it a weight or a force, or take it out.",
        );
    }
}
