//! The day on which time alone may change a verdict: nothing else happens, and yet evidence ages, a waiver ends, a tier expires.
//! Whoever keeps a verdict looks at nothing but this day to know whether it still holds.

use chrono::NaiveDate;

use super::evaluate::{Assessed, Inputs, asked};
use crate::domain::waiver::{Waiver, WaiverState};

/// The next day on which the passing of time alone may change something; `None`: never.
pub fn changes_on(inputs: &Inputs<'_>) -> Option<NaiveDate> {
    let waivers = inputs.waivers.iter().flat_map(turns);
    let evidence = inputs.packs.iter().flat_map(|pack| losses(inputs, pack));
    let tier = inputs.tier.valid_until.and_then(|last| last.succ_opt());
    waivers
        .chain(evidence)
        .chain(tier)
        .filter(|day| *day > inputs.as_of)
        .min()
}

/// The days on which a granted waiver begins and ends to count.
fn turns(waiver: &Waiver) -> impl Iterator<Item = NaiveDate> + use<> {
    let granted = matches!(waiver.state, WaiverState::Approved { .. });
    let days = [Some(waiver.effective_from), waiver.expires_on.succ_opt()];
    days.into_iter().flatten().filter(move |_| granted)
}

/// The days on which pieces of evidence cease to count for the items that are asked here.
fn losses(inputs: &Inputs<'_>, pack: &Assessed<'_>) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    for item in asked(inputs, pack) {
        let given = pack.answers.get(item.id.as_str());
        let (Some(given), Some(rule)) = (given, &item.evidence) else {
            continue;
        };
        let pieces = given.answer.evidence.iter();
        let last = pieces.filter_map(|piece| piece.last_day(rule.max_age_days));
        days.extend(last.filter_map(|day| day.succ_opt()));
    }
    days
}
