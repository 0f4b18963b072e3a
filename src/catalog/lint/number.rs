//! Numeric items: a measured value needs a metric, a unit and a bar that can be met.

use super::{
    Rule,
    page::{At, Page},
};
use crate::domain::pack::{Comparison, Item, Pack, Scale};

/// PL20.
pub(super) fn measured(page: &mut Page<'_>, pack: &Pack) {
    for (_, item) in pack.items() {
        let what = if item.scale == Scale::Number {
            incomplete(item).or_else(|| crossed(item))
        } else {
            out_of_place(item)
        };
        if let Some(what) = what {
            page.tell(
                (Rule::PL20, At::ItemKey(&item.id, "scale")),
                what,
                "A number needs `metric`, `unit`, `op` and `target`; with `op = \"in\"` it needs `lo` and `hi` instead.",
            );
        }
    }
}

fn incomplete(item: &Item) -> Option<String> {
    let is_band = item.op == Some(Comparison::Within);
    let is_blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    let missing: Vec<&str> = [
        ("metric", is_blank(&item.metric)),
        ("unit", is_blank(&item.unit)),
        ("op", item.op.is_none()),
        ("target", !is_band && item.target.is_none()),
        ("lo", is_band && item.lo.is_none()),
        ("hi", is_band && item.hi.is_none()),
    ]
    .into_iter()
    .filter_map(|(word, is_missing)| is_missing.then_some(word))
    .collect();
    (!missing.is_empty()).then(|| {
        format!(
            "a number is asked for, and there is no {}",
            missing.join(", no ")
        )
    })
}

/// A bar nothing can meet, or a partial that is never reached.
fn crossed(item: &Item) -> Option<String> {
    if item.op == Some(Comparison::Within) && item.lo > item.hi {
        return Some("`lo` is above `hi`, so that no value lies between them".to_owned());
    }
    let (target, partial) = (item.target?, item.partial_at);
    let is_crossed = |partial| match item.op {
        Some(Comparison::AtMost) => partial < target,
        Some(Comparison::AtLeast) => partial > target,
        Some(Comparison::Within) | None => false,
    };
    if partial.is_some_and(is_crossed) {
        return Some(
            "`partial_at` lies on the good side of `target`, so that it is never reached"
                .to_owned(),
        );
    }
    None
}

fn out_of_place(item: &Item) -> Option<String> {
    let is_measured = item.op.is_some()
        || item.target.is_some()
        || item.partial_at.is_some()
        || item.lo.is_some()
        || item.hi.is_some();
    is_measured.then(|| "it has a target, and its `scale` is not `number`".to_owned())
}
