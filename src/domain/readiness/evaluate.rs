//! The computed verdict: every item of every pack that applies, judged, weighed and said in words. The same inputs and day
//! always give the same verdict.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Action, GateResult, GateState, ItemResult, ItemState, Readiness, Verdict, contribution,
    days::changes_on, reasons, steps,
};
use crate::domain::{
    assessment::{Answer, Assessment, Carry, Numbers, Response, Review},
    condition::{Known, Truth},
    evidence::{self, Evidence, EvidenceState},
    fact::{FactRegistry, Facts},
    gate::{Force, Gate},
    pack::{EvidenceRule, Item, Pack, PackStatus},
    score::{self, Counted, Judged},
    text::counted,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// An item on its way into the verdict.
pub(super) struct Weighed {
    pub(super) state: ItemState,
    pub(super) counted: Counted,
}

impl Weighed {
    /// Whether a gate waits for it or is held up by it.
    pub(super) fn stands_in_the_way(&self) -> bool {
        self.state.contribution != Verdict::Go
    }
}

/// The verdict on a system (governance, section 6).
pub fn evaluate(inputs: &Inputs<'_>) -> Readiness {
    let packs = inputs.packs.iter();
    let weighed: Vec<Weighed> = packs.flat_map(|pack| weighed(inputs, pack)).collect();
    let beside = reasons::beside(inputs, &weighed);
    let reasons = reasons::all(inputs, &beside, &weighed);
    let verdict = reasons
        .iter()
        .fold(Verdict::Go, |worst, reason| worst.worse(reason.verdict));
    Readiness {
        as_of: inputs.as_of,
        tier: inputs.tier.tier,
        verdict,
        gates: gates(&weighed),
        steps: steps::towards_go(inputs, &beside, &weighed),
        improvements: steps::improvements(&weighed),
        numbers: score::numbers(weighed.iter().map(|item| item.counted)),
        changes_on: changes_on(inputs),
        reasons,
        items: weighed.into_iter().map(|item| item.state).collect(),
    }
}

/// The items of one pack that are asked here, in order, and its numbers.
pub fn item_states(inputs: &Inputs<'_>, pack: &Assessed<'_>) -> (Vec<ItemState>, Numbers) {
    let items = weighed(inputs, pack).into_iter();
    let (states, counted): (Vec<_>, Vec<_>) = items.map(|item| (item.state, item.counted)).unzip();
    (states, score::numbers(counted))
}

/// How many answers to items that are asked here have evidence, and not enough of it counts any more on the day. An answer that
/// counts in several packs is one.
pub fn stale_evidence(inputs: &Inputs<'_>) -> u32 {
    let mut stale = HashSet::new();
    for pack in &inputs.packs {
        for item in asked(inputs, pack) {
            let given = pack.answers.get(item.id.as_str());
            let (Some(given), Some(rule)) = (given, &item.evidence) else {
                continue;
            };
            let pieces = &given.answer.evidence;
            let is_lost = |piece: &Evidence| {
                piece.state(rule.max_age_days, inputs.as_of) != EvidenceState::Ok
            };
            if pieces.iter().any(is_lost) && !evidence::is_enough(rule, pieces, inputs.as_of) {
                stale.insert(given.answer.id);
            }
        }
    }
    stale.len() as u32
}

/// The items of a pack that are asked of the system, in order.
pub(super) fn asked<'a>(
    inputs: &'a Inputs<'a>,
    pack: &'a Assessed<'a>,
) -> impl Iterator<Item = &'a Item> {
    let tier = pack.weighed_at(&inputs.tier);
    pack.pack
        .items()
        .map(|(_, item)| item)
        .filter(move |item| item.force(&pack.pack.head, tier) != Force::Off)
        .filter(|item| {
            let none = BTreeMap::new();
            let known = Known {
                registry: inputs.registry,
                facts: inputs.facts,
                factors: &none,
            };
            let visible = item.visible_when.as_ref();
            visible.is_none_or(|when| when.holds(known).may_hold())
        })
}

fn weighed(inputs: &Inputs<'_>, pack: &Assessed<'_>) -> Vec<Weighed> {
    let items = asked(inputs, pack);
    items.map(|item| weigh(inputs, pack, item)).collect()
}

fn weigh(inputs: &Inputs<'_>, pack: &Assessed<'_>, item: &Item) -> Weighed {
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
    Weighed { state, counted }
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
        let (theirs, ours) = (response.word(), answer.response.word());
        return Some(format!(
            "disputed by {by}, who says {theirs}; answered {ours}"
        ));
    }
    if answer.response == Response::Na && judged.response == Response::Unanswered {
        return Some(not_agreed(item, answer));
    }
    if judged.result == ItemResult::Unevidenced {
        return item
            .evidence
            .as_ref()
            .map(|rule| lacking(rule, answer, as_of));
    }
    given.shared_from.map(|from| format!("answered as {from}"))
}

/// What is wrong with the evidence of a claim that has not enough of it.
fn lacking(rule: &EvidenceRule, answer: &Answer, as_of: NaiveDate) -> String {
    let pieces = &answer.evidence;
    if pieces.is_empty() {
        return ItemResult::Unevidenced.word().to_owned();
    }
    let state = |piece: &&Evidence| piece.state(rule.max_age_days, as_of) != EvidenceState::Ok;
    let Some(lost) = pieces.iter().find(state) else {
        let needed = counted(rule.min.into(), "piece", "pieces");
        return format!("evidence of other kinds or too little: {needed} needed");
    };
    let word = lost.state(rule.max_age_days, as_of).word();
    let ended = lost.last_day(rule.max_age_days).filter(|_| !lost.is_broken);
    match ended.and_then(|last| last.succ_opt()) {
        Some(since) => format!("evidence {word} since {since}"),
        None => format!("evidence {word}"),
    }
}

fn not_agreed(item: &Item, answer: &Answer) -> String {
    let Some(rule) = item.na.as_ref().filter(|rule| rule.allowed) else {
        return "n/a is not possible here".to_owned();
    };
    let reason = answer.note.as_deref().unwrap_or_default().trim();
    let is_told = reason.chars().count() as u64 >= u64::from(rule.justify_min);
    match &rule.concur {
        Some(concurring) if is_told => format!("n/a awaits {concurring}"),
        _ => format!("n/a needs a reason of {} characters", rule.justify_min),
    }
}

fn gates(items: &[Weighed]) -> Vec<GateState> {
    let of = |gate| {
        let mine: Vec<_> = items
            .iter()
            .map(|item| &item.state)
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
