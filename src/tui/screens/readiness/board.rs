//! Which items stand below a gate, and in which order: what stands in the way comes first. It must not know how a row is drawn.

use std::cmp::Reverse;

use crate::domain::{
    gate::Gate,
    readiness::{GateResult, GateState, ItemState, Readiness, Verdict},
};

/// The items of a gate, the worst first; those that are equally bad stay in the order of their packs.
pub(super) fn items_of(computed: &Readiness, gate: Gate) -> Vec<&ItemState> {
    let mut items: Vec<_> = computed
        .items
        .iter()
        .filter(|item| item.gate == gate)
        .collect();
    items.sort_by_key(|item| (Reverse(badness(item.contribution)), Reverse(item.force)));
    items
}

/// Of the items with this name, which several packs may ask, the one that stands most in the way.
pub(super) fn worst_called<'a>(
    items: impl IntoIterator<Item = &'a ItemState>,
    named: &str,
) -> Option<&'a ItemState> {
    let called = items.into_iter().filter(|item| item.item == named);
    // The first of equals: of several that are equally bad, the last would win otherwise.
    called.reduce(|worst, item| {
        if badness(item.contribution) > badness(worst.contribution) {
            item
        } else {
            worst
        }
    })
}

const fn badness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Go => 0,
        Verdict::Conditional => 1,
        Verdict::Hold => 2,
        Verdict::NoGo => 3,
    }
}

/// How many items make a gate what it is: those that failed, lack an answer, are let stand, or all of them.
pub(super) const fn count(gate: &GateState) -> Option<u32> {
    match gate.result {
        GateResult::Na => None,
        GateResult::Pass => Some(gate.items),
        GateResult::Conditional => Some(gate.waived + gate.failed),
        GateResult::Incomplete => Some(gate.incomplete),
        GateResult::Fail => Some(gate.failed),
    }
}
