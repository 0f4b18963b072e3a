//! The computed verdict: every item of every pack that applies, judged, weighed and said in words. The same inputs and day
//! always give the same verdict.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};

use super::{
    Action, Effort, GateResult, GateState, ItemResult, ItemState, NextStep, Readiness, Reason,
    Verdict, contribution,
};
use crate::domain::{
    assessment::{Answer, Assessment, Carry, Numbers, Response, Review},
    condition::{Known, Truth},
    evidence::EvidenceState,
    fact::{FactRegistry, Facts},
    gate::{Force, Gate},
    pack::{Item, Pack, PackStatus},
    score::{self, Counted, Judged},
    tier::Tier,
    waiver::{Now, Scope, Standing, Waiver},
};

/// What a verdict is computed from.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    /// What the facts mean.
    pub registry: &'a FactRegistry,
    /// The facts of the system.
    pub facts: &'a Facts,
    /// The tier, as far as it is known.
    pub tier: TierNow,
    /// The packs that were started, and those that apply and were not.
    pub packs: Vec<Assessed<'a>>,
    /// Every waiver of the system.
    pub waivers: &'a [Waiver],
    /// The day.
    pub as_of: NaiveDate,
}

/// The tier of a system on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierNow {
    /// The tier that was recorded last; `None`: none was.
    pub tier: Option<Tier>,
    /// Why it does not count any more, where it does not: `valid until 2026-09-30`, `data classes grew on 2026-10-02`.
    pub expired: Option<String>,
    /// Whether something was missing when it was recorded.
    pub provisional: bool,
    /// Whether a stop of the rubric holds for the facts as they are.
    pub stop: Truth,
    /// The last day it is valid.
    pub valid_until: Option<NaiveDate>,
}

impl TierNow {
    /// No tier at all.
    pub const NONE: Self = Self {
        tier: None,
        expired: None,
        provisional: true,
        stop: Truth::Unknown,
        valid_until: None,
    };

    /// The tier items are weighed at: the most critical one where none is known.
    pub fn weighed_at(&self) -> Tier {
        self.tier.unwrap_or(Tier::T1)
    }
}

/// A pack with its answers.
#[derive(Debug, Clone)]
pub struct Assessed<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The assessment; `None` where it applies and was not started.
    pub assessment: Option<&'a Assessment>,
    /// What it is about beside the system: the decision, as it is printed.
    pub subject: Option<&'a str>,
    /// The answers that count for its items, those given to the same control in another pack among them.
    pub answers: HashMap<&'a str, Given<'a>>,
}

impl Assessed<'_> {
    /// The tier its items are weighed at: a tier that was lowered counts from the next revision of the assessment on.
    pub fn weighed_at(&self, now: &TierNow) -> Tier {
        let now = now.weighed_at();
        self.assessment
            .map_or(now, |assessment| assessment.weighed_at(now))
    }
}

/// An answer that counts for an item.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// The item of another pack it was given to.
    pub shared_from: Option<&'a str>,
}

/// The verdict on a system (governance, section 6).
pub fn evaluate(inputs: &Inputs<'_>) -> Readiness {
    let mut items = Vec::new();
    let mut counted = Vec::new();
    for pack in &inputs.packs {
        for (state, count) in weighed(inputs, pack) {
            items.push(state);
            counted.push(count);
        }
    }
    let gates = gates(&items);
    let mut reasons = reasons_beside_items(inputs, &items);
    reasons.extend(
        items
            .iter()
            .filter(|item| item.contribution != Verdict::Go)
            .map(reason),
    );
    // A stable sort: the worst first, and within that in pack order.
    reasons.sort_by_key(|reason| std::cmp::Reverse(severity(reason.verdict)));
    let verdict = reasons
        .iter()
        .fold(Verdict::Go, |worst, reason| worst.worse(reason.verdict));
    Readiness {
        as_of: inputs.as_of,
        tier: inputs.tier.tier,
        verdict,
        gates,
        steps: steps(&items, &reasons),
        improvements: improvements(&items),
        numbers: score::numbers(counted),
        changes_on: changes_on(inputs),
        reasons,
        items,
    }
}

/// The items of one pack that are asked here, in order, and its numbers.
pub fn item_states(inputs: &Inputs<'_>, pack: &Assessed<'_>) -> (Vec<ItemState>, Numbers) {
    let (states, counted): (Vec<_>, Vec<_>) = weighed(inputs, pack).into_iter().unzip();
    (states, score::numbers(counted))
}

fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Go => 0,
        Verdict::Conditional => 1,
        Verdict::Hold => 2,
        Verdict::NoGo => 3,
    }
}

fn weighed(inputs: &Inputs<'_>, pack: &Assessed<'_>) -> Vec<(ItemState, Counted)> {
    let none = BTreeMap::new();
    let known = Known {
        registry: inputs.registry,
        facts: inputs.facts,
        factors: &none,
    };
    let tier = pack.weighed_at(&inputs.tier);
    pack.pack
        .items()
        .map(|(_, item)| item)
        .filter(|item| item.force(&pack.pack.head, tier) != Force::Off)
        .filter(|item| {
            item.visible_when
                .as_ref()
                .is_none_or(|when| when.holds(known).may_hold())
        })
        .map(|item| weigh(inputs, pack, item))
        .collect()
}

fn weigh(inputs: &Inputs<'_>, pack: &Assessed<'_>, item: &Item) -> (ItemState, Counted) {
    let head = &pack.pack.head;
    let tier = pack.weighed_at(&inputs.tier);
    let given = pack.answers.get(item.id.as_str());
    let answer = given.map(|given| given.answer);
    let judged = score::judge(item, answer, inputs.as_of);
    let gate = item.gate(head);
    let failed = matches!(judged.result, ItemResult::Fail | ItemResult::Unevidenced);
    let waiver = failed.then(|| waiver_for(inputs, item, gate)).flatten();
    let result = if waiver.is_some() {
        ItemResult::Waived
    } else {
        judged.result
    };
    // A draft or a preview is offered, and stands in nobody's way as long as it is not started.
    let force = match (pack.assessment, head.status) {
        (None, status) if status != PackStatus::Ga => Force::Advise.min(item.force(head, tier)),
        _ => item.force(head, tier),
    };
    let owner = answer.and_then(|answer| answer.owner.clone());
    let due = answer.and_then(|answer| answer.due);
    let action = if owner.is_some() && due.is_some() {
        Action::Owned
    } else {
        Action::Missing
    };
    let state = ItemState {
        pack: head.id.clone(),
        assessment: pack.assessment.map(|assessment| assessment.id),
        item: item.id.clone(),
        ask: item.ask.clone(),
        gate,
        force,
        result,
        contribution: contribution(force, result, action),
        action: score::action(item, answer, judged),
        waiver: waiver.map(|waiver| (waiver.label.clone(), waiver.expires_on)),
        because: because(item, given, judged, inputs.as_of),
        owner,
        due,
    };
    let counted = Counted {
        weight: item.weight(),
        force,
        judged,
        is_waived: result == ItemResult::Waived,
    };
    (state, counted)
}

/// The waiver that lets an item's failure stand on the day: one of the item itself first, then one of its gate.
fn waiver_for<'a>(inputs: &Inputs<'a>, item: &Item, gate: Gate) -> Option<&'a Waiver> {
    let tier = inputs.tier.weighed_at();
    if !item.is_waivable(tier) {
        return None;
    }
    let active = |waiver: &&Waiver, rev| {
        let now = Now {
            rev,
            tier: Some(tier),
        };
        waiver.standing(now, inputs.as_of) == Standing::Active
    };
    let of_item = inputs.waivers.iter().find(|waiver| {
        matches!(&waiver.scope, Scope::Item { item: waived, .. } if *waived == item.id)
            && active(waiver, Some(item.rev))
    });
    of_item.or_else(|| {
        inputs.waivers.iter().find(|waiver| {
            matches!(&waiver.scope, Scope::Gate { gate: waived } if *waived == gate)
                && active(waiver, None)
        })
    })
}

/// Why an item counts as it does, where its answer alone does not say it.
fn because(
    item: &Item,
    given: Option<&Given<'_>>,
    judged: Judged,
    as_of: NaiveDate,
) -> Option<String> {
    let given = given?;
    let answer = given.answer;
    if answer.carry == Carry::Reconfirm {
        return Some("to be confirmed: the item changed".to_owned());
    }
    if let Review::Disputed { by, response, .. } = &answer.review {
        return Some(format!("disputed by {by}, who says {}", response.word()));
    }
    if answer.response == Response::Na && judged.response == Response::Unanswered {
        return Some(not_agreed(item, answer));
    }
    if judged.result == ItemResult::Unevidenced {
        let max_age = item.evidence.as_ref().and_then(|rule| rule.max_age_days);
        let gone = answer
            .evidence
            .iter()
            .map(|piece| piece.state(max_age, as_of))
            .find(|state| *state != EvidenceState::Ok);
        return Some(gone.map_or_else(
            || "claimed, no evidence".to_owned(),
            |state| format!("evidence {}", state.word()),
        ));
    }
    given.shared_from.map(|from| format!("answered as {from}"))
}

fn not_agreed(item: &Item, answer: &Answer) -> String {
    match item.na.as_ref().filter(|rule| rule.allowed) {
        None => "n/a is not possible here".to_owned(),
        Some(rule) => {
            let given = answer
                .note
                .as_deref()
                .unwrap_or_default()
                .trim()
                .chars()
                .count();
            match &rule.concur {
                _ if (given as u64) < u64::from(rule.justify_min) => {
                    format!("n/a needs a reason of {} characters", rule.justify_min)
                }
                Some(role) => format!("n/a awaits {role}"),
                None => "n/a is not complete".to_owned(),
            }
        }
    }
}

fn reason(item: &ItemState) -> Reason {
    let what = item.because.as_deref().unwrap_or(item.result.word());
    let lacks = match (item.contribution, item.result) {
        (Verdict::Hold, ItemResult::Fail | ItemResult::Unevidenced) => {
            ", no action with owner and date"
        }
        _ => "",
    };
    let waived = item
        .waiver
        .as_ref()
        .map_or(String::new(), |(label, until)| {
            format!(" by {label} until {until}")
        });
    Reason {
        verdict: item.contribution,
        gate: Some(item.gate),
        item: Some(item.item.clone()),
        text: format!("{} {} ({what}{waived}{lacks})", item.item, item.ask),
    }
}

fn reasons_beside_items(inputs: &Inputs<'_>, items: &[ItemState]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut say = |verdict, text: String| {
        reasons.push(Reason {
            verdict,
            gate: None,
            item: None,
            text,
        });
    };
    match inputs.tier.stop {
        Truth::True => say(
            Verdict::NoGo,
            "a stop of the rubric holds: a practice that is not allowed".to_owned(),
        ),
        Truth::Unknown => say(
            Verdict::Hold,
            "triage incomplete: a stop of the rubric may hold".to_owned(),
        ),
        Truth::False => {}
    }
    match (&inputs.tier.tier, &inputs.tier.expired) {
        (None, _) => say(Verdict::Hold, "no tier is recorded".to_owned()),
        (Some(_), Some(why)) => say(Verdict::Hold, format!("tier expired: {why}")),
        (Some(_), None) => {}
    }
    for pack in inputs.packs.iter().filter(|pack| pack.assessment.is_none()) {
        let gates = items.iter().any(|item| {
            item.assessment.is_none() && item.pack == pack.pack.head.id && item.force.gates()
        });
        if gates {
            say(
                Verdict::Hold,
                format!("{} was not started", subject_of(pack)),
            );
        }
    }
    if !items
        .iter()
        .any(|item| item.force.gates() && item.result != ItemResult::Na)
    {
        say(
            Verdict::Hold,
            "no item that blocks or is required applies".to_owned(),
        );
    }
    reasons
}

fn subject_of(pack: &Assessed<'_>) -> String {
    match pack.subject {
        Some(subject) => format!("{} for {subject}", pack.pack.head.id),
        None => pack.pack.head.id.clone(),
    }
}

fn gates(items: &[ItemState]) -> Vec<GateState> {
    let of = |gate| {
        let mine: Vec<_> = items
            .iter()
            .filter(|item| item.gate == gate && item.force.gates())
            .collect();
        let count = |wanted: &[ItemResult]| {
            mine.iter()
                .filter(|item| wanted.contains(&item.result))
                .count() as u32
        };
        GateState {
            gate,
            force: mine
                .iter()
                .map(|item| item.force)
                .max()
                .unwrap_or(Force::Off),
            result: gate_result(&mine),
            items: mine.len() as u32,
            failed: count(&[ItemResult::Fail, ItemResult::Unevidenced]),
            incomplete: count(&[ItemResult::Incomplete]),
            waived: count(&[ItemResult::Waived]),
        }
    };
    Gate::ALL.into_iter().map(of).collect()
}

fn gate_result(items: &[&ItemState]) -> GateResult {
    if items.iter().all(|item| item.result == ItemResult::Na) {
        return GateResult::Na;
    }
    let worst = items
        .iter()
        .fold(Verdict::Go, |worst, item| worst.worse(item.contribution));
    let failed = items
        .iter()
        .any(|item| item.contribution == Verdict::Hold && item.result != ItemResult::Incomplete);
    match worst {
        Verdict::Go => GateResult::Pass,
        Verdict::Conditional => GateResult::Conditional,
        Verdict::NoGo => GateResult::Fail,
        Verdict::Hold if failed => GateResult::Fail,
        Verdict::Hold => GateResult::Incomplete,
    }
}

fn steps(items: &[ItemState], reasons: &[Reason]) -> Vec<NextStep> {
    let beside = reasons
        .iter()
        .filter(|reason| reason.item.is_none())
        .map(|reason| NextStep {
            item: None,
            action: reason.text.clone(),
            owner: None,
            due: None,
            effort: Effort::Other,
        });
    let of_items = items
        .iter()
        .filter(|item| item.contribution != Verdict::Go)
        .map(|item| NextStep {
            item: Some(item.item.clone()),
            action: item.action.clone(),
            owner: item.owner.clone(),
            due: item.due,
            effort: effort(item),
        });
    let mut steps: Vec<_> = of_items.chain(beside).collect();
    steps.sort_by_key(|step| step.effort);
    steps
}

fn effort(item: &ItemState) -> Effort {
    match item.result {
        ItemResult::Unevidenced => Effort::Evidence,
        ItemResult::Incomplete => Effort::Unanswered,
        _ => Effort::Unmet,
    }
}

fn improvements(items: &[ItemState]) -> Vec<String> {
    let failing = items.iter().filter(|item| {
        item.force == Force::Advise
            && matches!(item.result, ItemResult::Fail | ItemResult::Unevidenced)
    });
    failing
        .map(|item| format!("{} {}", item.item, item.action))
        .collect()
}

/// The next day on which the passing of time alone may change something.
fn changes_on(inputs: &Inputs<'_>) -> Option<NaiveDate> {
    let after = |day: NaiveDate| day.checked_add_days(Days::new(1));
    let waivers = inputs
        .waivers
        .iter()
        .flat_map(|waiver| [Some(waiver.effective_from), after(waiver.expires_on)]);
    let evidence = inputs.packs.iter().flat_map(|pack| {
        pack.answers.iter().flat_map(|(id, given)| {
            let rule = pack.pack.item(id).and_then(|item| item.evidence.as_ref());
            let max_age = rule.and_then(|rule| rule.max_age_days);
            given
                .answer
                .evidence
                .iter()
                .filter_map(move |piece| piece.last_day(max_age))
                .map(after)
        })
    });
    let tier = inputs.tier.valid_until.map(after);
    waivers
        .chain(evidence)
        .chain(tier)
        .flatten()
        .filter(|day| *day > inputs.as_of)
        .min()
}
