//! What an answer counts as, and the scores of a pack: integers in basis points, floor division, bounds while something is
//! unanswered. Scores inform; they never open a gate, and a waiver never changes one.

pub mod ladder;
pub mod section;
pub mod words;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::domain::{
    assessment::{Answer, Carry, Numbers, Response, Review},
    evidence,
    gate::Force,
    measure::Decimal,
    pack::{Claim, Comparison, Item, Scale},
    readiness::ItemResult,
};

/// What an answer to an item counts as on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// The response that counts: see [`effective`].
    pub response: Response,
    /// What it comes to before any waiver.
    pub result: ItemResult,
    /// What is claimed, from 0 to 100.
    pub claimed: u32,
    /// What is claimed and proved, from 0 to 100.
    pub proved: u32,
}

/// The response that counts (governance, section 3): a disputed one is the reviewer's; one to be confirmed, and an N/A without
/// permission, long enough reason or concurrence, is unanswered.
pub fn effective(item: &Item, answer: &Answer) -> Response {
    let response = match &answer.review {
        Review::Disputed { response, .. } => *response,
        Review::None | Review::Verified { .. } => answer.response,
    };
    if answer.carry == Carry::Reconfirm {
        return Response::Unanswered;
    }
    if response == Response::Na && !may_be_na(item, answer) {
        return Response::Unanswered;
    }
    response
}

fn may_be_na(item: &Item, answer: &Answer) -> bool {
    let Some(rule) = item.na.as_ref().filter(|rule| rule.allowed) else {
        return false;
    };
    let reason = answer.note.as_deref().unwrap_or_default().trim();
    let agreed = rule.concur.as_ref().is_none_or(|role| {
        answer
            .concurrence
            .as_ref()
            .is_some_and(|given| given.role == *role)
    });
    reason.chars().count() as u64 >= u64::from(rule.justify_min) && agreed
}

/// What an answer counts as on a day.
pub fn judge(item: &Item, answer: Option<&Answer>, as_of: NaiveDate) -> Judged {
    let response = answer.map_or(Response::Unanswered, |answer| effective(item, answer));
    let claimed = match response {
        Response::Unanswered | Response::Unmet | Response::Na => 0,
        Response::Met => 100,
        Response::Partial => partial_credit(item, answer),
    };
    let is_proved = answer.is_some_and(|answer| is_proved(item, response, answer, as_of));
    Judged {
        response,
        result: match response {
            Response::Unanswered => ItemResult::Incomplete,
            Response::Na => ItemResult::Na,
            Response::Met if is_proved => ItemResult::Pass,
            Response::Met => ItemResult::Unevidenced,
            Response::Partial | Response::Unmet => ItemResult::Fail,
        },
        claimed,
        proved: if is_proved { claimed } else { 0 },
    }
}

/// Whether a response has the evidence it needs, if it needs any.
fn is_proved(item: &Item, response: Response, answer: &Answer, as_of: NaiveDate) -> bool {
    let Some(rule) = &item.evidence else {
        return true;
    };
    let claim = match response {
        Response::Met => Claim::Met,
        Response::Partial => Claim::Partial,
        Response::Unanswered | Response::Unmet | Response::Na => return true,
    };
    !rule.answers.contains(&claim) || evidence::is_enough(rule, &answer.evidence, as_of)
}

/// The credit of a partial answer: half, but the step itself on a scale of steps. The step is the team's own: what a reviewer
/// found partial counts as half.
fn partial_credit(item: &Item, answer: Option<&Answer>) -> u32 {
    let own = answer.filter(|answer| !matches!(answer.review, Review::Disputed { .. }));
    let step = |credits: &[(&str, u32)]| {
        let value = own?.value?;
        let found = credits
            .iter()
            .find(|(typed, _)| typed.parse::<Decimal>().is_ok_and(|typed| typed == value));
        found.map(|(_, credit)| *credit)
    };
    let credit = match item.scale {
        Scale::Coverage => step(&[("0", 0), ("25", 25), ("50", 50), ("100", 100)]),
        Scale::OneToFive => step(&[("1", 0), ("2", 25), ("3", 50), ("4", 75), ("5", 100)]),
        Scale::Tri | Scale::YesNo | Scale::Automation | Scale::Number => None,
    };
    credit
        .filter(|credit| (1..100).contains(credit))
        .unwrap_or(50)
}

/// What to do about an item: refresh its evidence where only that does not count any more, else what its pack says.
pub fn action(item: &Item, answer: Option<&Answer>, judged: Judged) -> String {
    let is_refreshed = judged.result == ItemResult::Unevidenced
        && item
            .evidence
            .as_ref()
            .zip(answer)
            .is_some_and(|(rule, answer)| evidence::would_be_enough(rule, &answer.evidence));
    if is_refreshed {
        return format!(
            "Refresh the evidence of {}: attach what holds today",
            item.id
        );
    }
    if item.if_missing.is_empty() {
        item.ask.clone()
    } else {
        item.if_missing.clone()
    }
}

/// What a measured value or a step of a scale answers (governance, section 2: credits).
///
/// # Errors
/// Says which values the item takes.
pub fn response_of(item: &Item, value: Decimal) -> Result<Response, String> {
    let by_step = |steps: &[&str]| {
        let place = steps
            .iter()
            .position(|step| step.parse::<Decimal>().is_ok_and(|step| step == value));
        match place {
            Some(0) => Ok(Response::Unmet),
            Some(place) if place + 1 == steps.len() => Ok(Response::Met),
            Some(_) => Ok(Response::Partial),
            None => Err(format!("{} takes one of {}", item.id, steps.join(", "))),
        }
    };
    match item.scale {
        Scale::Coverage => by_step(&["0", "25", "50", "100"]),
        Scale::Automation => by_step(&["0", "50", "100"]),
        Scale::OneToFive => by_step(&["1", "2", "3", "4", "5"]),
        Scale::Number => measured(item, value),
        Scale::Tri | Scale::YesNo => Err(format!(
            "{} is answered in words, not with a number",
            item.id
        )),
    }
}

fn measured(item: &Item, value: Decimal) -> Result<Response, String> {
    let incomplete = || format!("{} does not say what its value is compared with", item.id);
    let reaches = |bar: Decimal| match item.op {
        Some(Comparison::AtLeast) => value >= bar,
        _ => value <= bar,
    };
    let is_met = match item.op.ok_or_else(incomplete)? {
        Comparison::AtMost | Comparison::AtLeast => reaches(item.target.ok_or_else(incomplete)?),
        Comparison::Within => {
            let (lo, hi) = item.lo.zip(item.hi).ok_or_else(incomplete)?;
            lo <= value && value <= hi
        }
    };
    let is_partial = item.op != Some(Comparison::Within) && item.partial_at.is_some_and(reaches);
    Ok(match (is_met, is_partial) {
        (true, _) => Response::Met,
        (false, true) => Response::Partial,
        (false, false) => Response::Unmet,
    })
}

/// One item on its way into the numbers of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Its weight.
    pub weight: u32,
    /// How strictly it counts; `Off` counts nowhere.
    pub force: Force,
    /// What its answer counts as.
    pub judged: Judged,
    /// Whether a waiver lets its failure stand.
    pub is_waived: bool,
}

/// The numbers of a pack over the items that are asked here (governance, section 3).
pub fn numbers(items: impl IntoIterator<Item = Counted>) -> Numbers {
    let (mut weight, mut claimed, mut proved, mut open, mut na) =
        (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    let mut numbers = Numbers::default();
    for item in items {
        if item.force == Force::Off || item.judged.result == ItemResult::Skipped {
            continue;
        }
        let w = u64::from(item.weight);
        numbers.items += 1;
        if item.judged.result == ItemResult::Na {
            na += w;
            numbers.not_applicable += 1;
            numbers.answered += 1;
            continue;
        }
        weight += w;
        claimed += w * u64::from(item.judged.claimed);
        proved += w * u64::from(item.judged.proved);
        count(&mut numbers, item);
        if item.judged.result == ItemResult::Incomplete {
            open += w * 100;
        }
    }
    let bp = |points: u64| (weight > 0).then(|| (10_000 * points / (100 * weight)) as u32);
    numbers.claimed_bp = bp(claimed);
    numbers.evidenced_bp = bp(proved);
    numbers.high_bp = bp(proved + open);
    numbers.na_share_bp = (10_000 * na).checked_div(weight + na).unwrap_or(0) as u32;
    numbers
}

fn count(numbers: &mut Numbers, item: Counted) {
    let place = match item.judged.result {
        ItemResult::Incomplete => return,
        ItemResult::Pass => &mut numbers.passed,
        ItemResult::Unevidenced | ItemResult::Fail | ItemResult::Waived if item.is_waived => {
            &mut numbers.waived
        }
        ItemResult::Unevidenced => &mut numbers.unevidenced,
        ItemResult::Fail | ItemResult::Waived | ItemResult::Na | ItemResult::Skipped => {
            &mut numbers.failed
        }
    };
    *place += 1;
    numbers.answered += 1;
}

/// The share people see, in percent: the floor, and 100 only when it is exact and nothing is unanswered.
pub fn percent(bp: u32, is_complete: bool) -> u32 {
    match bp / 100 {
        100 if !is_complete => 99,
        percent => percent,
    }
}
