//! What holds for every system: better input never worsens a verdict, a gate and the verdict never disagree, and nothing changes
//! before the day that is named.

use proptest::prelude::*;

use super::*;

/// An item with everything that may be said of it.
#[derive(Debug, Clone)]
struct Said {
    force: Force,
    needs_evidence: bool,
    response: Response,
    /// How many days ago its evidence was collected; the rule allows twenty.
    evidence: Option<u64>,
    expires_in: Option<i64>,
    is_broken: bool,
    is_owned: bool,
    /// In how many days its waiver begins and how many it lasts.
    waiver: Option<(i64, i64)>,
}

/// From worst to best; N/A is not on this ladder.
const LADDER: [Response; 4] = [
    Response::Unanswered,
    Response::Unmet,
    Response::Partial,
    Response::Met,
];

fn said() -> impl Strategy<Value = Said> {
    let force = prop::sample::select(vec![
        Force::Block,
        Force::Require,
        Force::Advise,
        Force::Score,
    ]);
    let response =
        prop::sample::select(LADDER.into_iter().chain([Response::Na]).collect::<Vec<_>>());
    let evidence = (
        prop::option::of(0..40_u64),
        prop::option::of(-5..20_i64),
        any::<bool>(),
    );
    let waiver = prop::option::of((-20..20_i64, 0..30_i64));
    (
        force,
        any::<bool>(),
        response,
        evidence,
        any::<bool>(),
        waiver,
    )
        .prop_map(
            |(
                force,
                needs_evidence,
                response,
                (evidence, expires_in, is_broken),
                is_owned,
                waiver,
            )| Said {
                force,
                needs_evidence,
                response,
                evidence,
                expires_in,
                is_broken,
                is_owned,
                waiver,
            },
        )
}

fn sayings() -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec(said(), 1..6)
}

fn in_days(days: i64) -> NaiveDate {
    today() + chrono::TimeDelta::days(days)
}

fn told(sayings: &[Said], tier_ends_in: i64) -> Story {
    let mut story = Story::of(Vec::new());
    for (at, said) in sayings.iter().enumerate() {
        let name = format!("I-{at}");
        let mut asked = optional(&name, said.force);
        if said.needs_evidence {
            asked.evidence = proved(&name, said.force, 20).evidence;
        }
        // Half of the items feed another gate.
        asked.gate = (at % 2 == 1).then_some(Gate::G3);
        story.packs[0].sections[0].items.push(asked);
        let mut given = answer(&name, said.response);
        if said.is_owned {
            given = owned(&name, said.response);
        }
        given.evidence = said.evidence.map(collected).into_iter().collect();
        for piece in &mut given.evidence {
            piece.is_broken = said.is_broken;
            piece.expires_on = said.expires_in.map(in_days);
        }
        story.answers.push(given);
        if let Some((from, lasts)) = said.waiver {
            let span = (in_days(from), in_days(from + lasts));
            story.waivers.push(waiver(&name, Tier::T2, span));
        }
    }
    story.tier.valid_until = Some(in_days(tier_ends_in));
    story
}

/// Every way in which what is said of one item can get better by a step.
fn better(said: &Said) -> Vec<Said> {
    let mut better = Vec::new();
    let mut with = |change: &dyn Fn(&mut Said)| {
        let mut changed = said.clone();
        change(&mut changed);
        better.push(changed);
    };
    if let Some(at) = LADDER.iter().position(|rung| *rung == said.response)
        && let Some(next) = LADDER.get(at + 1)
    {
        with(&|said| said.response = *next);
    }
    if said.response == Response::Unanswered {
        with(&|said| said.response = Response::Na);
    }
    with(&|said| said.evidence = Some(0));
    with(&|said| said.evidence = said.evidence.map(|days| days.saturating_sub(7)));
    with(&|said| said.is_broken = false);
    with(&|said| said.expires_in = None);
    with(&|said| said.is_owned = true);
    if said.waiver.is_none() {
        with(&|said| said.waiver = Some((0, 10)));
    }
    better
}

fn without_the_day(mut judged: Readiness) -> Readiness {
    judged.as_of = today();
    judged.changes_on = None;
    judged
}

proptest! {
    #[test]
    fn better_input_never_worsens_the_verdict(sayings in sayings(), which in any::<prop::sample::Index>()) {
        let before = told(&sayings, 30).verdict();
        let at = which.index(sayings.len());
        for changed in better(&sayings[at]) {
            let mut then = sayings.clone();
            then[at] = changed;
            let after = told(&then, 30).verdict();
            prop_assert!(after.rank() <= before.rank(), "{before} became {after} by {:?}", then[at]);
        }
    }

    #[test]
    fn a_gate_and_the_verdict_never_disagree(sayings in sayings()) {
        let judged = told(&sayings, 30).judged();
        let rank = |gate: &GateState| match gate.result {
            GateResult::Na | GateResult::Pass => 0,
            GateResult::Conditional => 1,
            GateResult::Incomplete | GateResult::Fail => 2,
        };
        let worst = judged.gates.iter().map(rank).max().unwrap_or(0);
        let beside = judged.reasons.iter().filter(|reason| reason.gate.is_none());
        let beside = beside.map(|reason| reason.verdict.rank()).max().unwrap_or(0);
        prop_assert_eq!(judged.verdict.rank(), worst.max(beside));
        for gate in &judged.gates {
            let mut mine = judged.items.iter().filter(|item| item.gate == gate.gate && item.force.gates());
            let over = mine.clone().map(|item| item.contribution.rank()).max().unwrap_or(0);
            prop_assert_eq!(rank(gate), over);
            prop_assert_eq!(gate.result == GateResult::Na, mine.all(|item| item.result == ItemResult::Na));
        }
        prop_assert_eq!(judged.over(&Gate::ALL), judged.verdict);
    }

    #[test]
    fn nothing_changes_before_the_day_that_is_named(sayings in sayings(), tier in -5..60_i64) {
        let mut story = told(&sayings, tier);
        let first = story.judged();
        let end = first.changes_on.unwrap_or_else(|| in_days(80));
        prop_assert!(end > today());
        while story.as_of < end.min(in_days(80)) {
            prop_assert_eq!(without_the_day(story.judged()), without_the_day(first.clone()), "{}", story.as_of);
            story.as_of = story.as_of + Days::new(1);
        }
    }

    #[test]
    fn the_same_is_computed_twice_and_every_reason_counts(sayings in sayings()) {
        let story = told(&sayings, 30);
        let judged = story.judged();
        prop_assert_eq!(&judged, &story.judged());
        let places: Vec<_> = judged.reasons.iter().map(|reason| reason.verdict.place()).collect();
        prop_assert!(places.windows(2).all(|pair| pair[0] >= pair[1]), "the worst comes first");
        prop_assert_eq!(judged.reasons.is_empty(), judged.verdict == Verdict::Go);
        prop_assert_eq!(judged.steps.is_empty(), judged.verdict == Verdict::Go);
    }

    #[test]
    fn the_na_of_one_item_changes_no_other(sayings in sayings(), which in any::<prop::sample::Index>()) {
        let at = which.index(sayings.len());
        let mut then = sayings.clone();
        then[at].response = Response::Na;
        let (mut before, mut after) = (told(&sayings, 30).judged().items, told(&then, 30).judged().items);
        before.remove(at);
        after.remove(at);
        prop_assert_eq!(before, after);
    }
}
