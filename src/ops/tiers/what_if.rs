//! What would be if scores or facts were others: run on a copy, held against what is, and nothing is saved.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    WhatIf, WhatIfView,
    record::void_at,
    rubric::{Chosen, Ran},
    score::check,
};
use crate::{
    domain::{
        condition::Truth,
        fact::{FactRegistry, Facts},
        gate::Force,
        ids::RecordId,
        pack::{Pack, PackStatus},
        readiness::{TierNow, Verdict, evaluate},
        rubric::{Hit, Run, quoted},
    },
    ops::{dossier::Dossier, error::OpsError, reference::short, workbench::Workbench},
};

/// A system as it is or would be: the run of its rubric, and what follows from it.
struct Side {
    dossier: Dossier,
    run: Run,
    /// The packs that apply, or may: word and title.
    packs: BTreeMap<String, String>,
    blocking: u32,
    required: u32,
    verdict: Verdict,
}

impl Workbench {
    pub(crate) fn what_if(
        &mut self,
        system: RecordId,
        what_if: &WhatIf,
    ) -> Result<WhatIfView, OpsError> {
        let today = self.env.today();
        let dossier = self.dossier(system)?;
        let chosen = self.rubric_of(&dossier)?;
        let shown = dossier.shown_run().cloned();
        let scores = shown
            .as_ref()
            .map(|run| run.scores.clone())
            .unwrap_or_default();
        let mut other = dossier.clone();
        other.system.facts = with_facts(&dossier, &what_if.facts)?;
        let mut other_scores = scores.clone();
        for (factor, score) in &what_if.scores {
            check(&chosen.rubric, factor, *score)?;
            match score {
                Some(score) => other_scores.insert(factor.clone(), *score),
                None => other_scores.remove(factor),
            };
        }
        let side = |dossier: Dossier, scores: BTreeMap<String, u8>| {
            let signed = shown
                .as_ref()
                .filter(|run| run.rubric.digest == chosen.pin.digest);
            let signed = signed.map(|run| {
                let mut run = run.clone();
                run.scores.clone_from(&scores);
                run.signed_for(&dossier.system.facts)
            });
            Side::of(
                dossier,
                (&chosen, &scores, &signed.unwrap_or_default()),
                today,
            )
        };
        let now = side(dossier, scores);
        let then = side(other, other_scores);
        Ok(WhatIfView {
            packs: (missing_from(&now, &then), missing_from(&then, &now)),
            gating: (then.blocking + then.required, now.blocking + now.required),
            changes: changes(&now, &then, &chosen, today),
            now: now.run,
            then: then.run,
        })
    }
}

/// The facts of the system with others in their place.
fn with_facts(dossier: &Dossier, typed: &[(String, String)]) -> Result<Facts, OpsError> {
    let registry = &dossier.catalog.registry;
    let mut facts = dossier.system.facts.clone();
    for (fact, value) in typed {
        let definition = registry.get(fact).ok_or_else(|| no_fact(fact, registry))?;
        if value.trim().is_empty() {
            facts.0.remove(fact);
            continue;
        }
        let value = definition.parse(value).map_err(|what| OpsError::Refused {
            what,
            hint: format!("{} Leave the value out for unknown.", definition.ask),
        })?;
        facts.0.insert(fact.clone(), value);
    }
    Ok(facts)
}

fn no_fact(typed: &str, registry: &FactRegistry) -> OpsError {
    let known: Vec<_> = registry.facts.iter().map(|fact| fact.id.as_str()).collect();
    OpsError::Refused {
        what: format!("`{}` is no fact of a system", short(typed)),
        hint: format!("Facts are {}.", known.join(", ")),
    }
}

impl Side {
    fn of(
        dossier: Dossier,
        (chosen, scores, signed): (&Chosen, &BTreeMap<String, u8>, &[String]),
        today: NaiveDate,
    ) -> Self {
        let ran = Ran {
            facts: &dossier.system.facts,
            scores,
            signed,
        };
        let run = chosen.run(&dossier, ran);
        let packs = applying(&dossier);
        let tier = TierNow {
            tier: Some(run.tier),
            expired: None,
            provisional: run.provisional,
            stop: run.stopped(),
            valid_until: None,
        };
        let waivers = dossier.waiver_values();
        let readiness = evaluate(&dossier.inputs(&waivers, tier, today));
        let count = |force| {
            let items = readiness.items.iter();
            let counted =
                items.filter(|item| item.force == force && packs.contains_key(&item.pack));
            counted.count() as u32
        };
        Self {
            blocking: count(Force::Block),
            required: count(Force::Require),
            verdict: readiness.verdict,
            packs,
            run,
            dossier,
        }
    }
}

/// The packs that apply to a system or may: those that were started as they are pinned, the others as the library has them.
fn applying(dossier: &Dossier) -> BTreeMap<String, String> {
    let none = BTreeMap::new();
    let holds = |pack: &&Pack| {
        let when = pack.head.applies_when.as_ref();
        when.is_none_or(|when| when.holds(dossier.known(&none)).may_hold())
    };
    let started = dossier.assessments.iter().map(|(_, pack)| pack.as_ref());
    let known: BTreeSet<&str> = started.clone().map(|pack| pack.head.id.as_str()).collect();
    let library = dossier
        .catalog
        .packs
        .values()
        .map(|entry| entry.value.as_ref());
    let library = library
        .filter(|pack: &&Pack| pack.head.status != PackStatus::Deprecated)
        .filter(|pack| !known.contains(pack.head.id.as_str()));
    started
        .chain(library)
        .filter(holds)
        .map(|pack| (pack.head.id.clone(), pack.head.title.clone()))
        .collect()
}

/// The packs of one side that the other does not have.
fn missing_from(one: &Side, other: &Side) -> Vec<String> {
    let only = other
        .packs
        .iter()
        .filter(|(id, _)| !one.packs.contains_key(*id));
    only.map(|(id, title)| format!("{id} {title}")).collect()
}

fn changes(now: &Side, then: &Side, chosen: &Chosen, today: NaiveDate) -> Vec<String> {
    let mut said = Vec::new();
    let mut differs = |what: &str, before: String, after: String| {
        if before != after {
            said.push(format!("{what} {before} → {after}"));
        }
    };
    differs("tier", now.run.called(), then.run.called());
    differs("score", now.run.score(), then.run.score());
    for (kind, before, after) in [
        ("floor", &now.run.floors, &then.run.floors),
        ("stop", &now.run.stops, &then.run.stops),
        ("cap", &now.run.caps, &then.run.caps),
    ] {
        for (was, is) in before.iter().zip(after) {
            let what = format!("{kind} {}", quoted(&is.title));
            differs(&what, held(was).to_owned(), held(is).to_owned());
        }
    }
    let items = |side: &Side| format!("{} block, {} required", side.blocking, side.required);
    differs("items", items(now), items(then));
    differs("verdict", now.verdict.to_string(), then.verdict.to_string());
    said.extend(
        missing_from(now, then)
            .into_iter()
            .map(|pack| format!("comes: {pack}")),
    );
    said.extend(
        missing_from(then, now)
            .into_iter()
            .map(|pack| format!("goes: {pack}")),
    );
    said.extend(consequences(now, then, chosen, today));
    said
}

const fn held(hit: &Hit) -> &'static str {
    match hit.holds {
        Truth::True => "holds",
        Truth::False => "does not hold",
        Truth::Unknown => "nobody knows",
    }
}

/// What recording the run then would need and do.
fn consequences(now: &Side, then: &Side, chosen: &Chosen, today: NaiveDate) -> Vec<String> {
    let mut said = Vec::new();
    let open = then
        .run
        .caps
        .iter()
        .filter(|cap| cap.holds == Truth::True && !then.run.capped_by.contains(&cap.id));
    for cap in open.filter_map(|cap| chosen.rubric.cap(&cap.id)) {
        let (title, level) = (quoted(&cap.title), cap.sign_off.word());
        said.push(format!(
            "the cap {title} makes it {} once somebody with {level} signs",
            cap.tier
        ));
    }
    let Some((_, recorded)) = now.dossier.recorded() else {
        return said;
    };
    let was = recorded.run.tier;
    if then.run.tier > was {
        said.push(format!(
            "recorded is {was}: somebody with L2 must sign before it becomes {}",
            then.run.tier
        ));
    }
    if then.run.tier < was {
        let void = void_at(&now.dossier, (was, then.run.tier), today);
        said.extend(
            void.iter()
                .map(|waiver| format!("{} would be void", waiver.label)),
        );
    }
    said
}
