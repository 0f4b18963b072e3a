//! What a packet shows of its system: taken from the gate board of the day and the answers below it, in words.

use chrono::NaiveDate;

use crate::{
    domain::{
        assessment::{Answer, Review},
        evidence::Classification,
        fact::{FactDefinition, FactKind},
        ids::RecordId,
        pack::{Currency, Item, Pack},
        packet::{Packet, RestedOn},
        readiness::{ItemResult, ItemState},
        waiver::Standing,
    },
    ops::{
        dossier::Dossier, error::OpsError, readiness::ReadinessView, waivers::WaiverLine,
        workbench::Workbench,
    },
    packet::{Answered, PackAnswers, Proof, Readiness, Risk, Shortfall, SignOff, Step, Waiver},
};

/// What the board of a packet may see at most.
const SEEN_BY_THE_BOARD: Classification = Classification::Confidential;
/// What stands in the place of what may not be seen.
const WITHHELD: &str = "(withheld)";

impl Workbench {
    /// What a packet shows of its system, and what its verdict rests on; `None` where it is of none.
    pub(super) fn readiness_of(
        &mut self,
        packet: &Packet,
    ) -> Result<Option<(Readiness, RestedOn)>, OpsError> {
        let Some(system) = packet.system else {
            return Ok(None);
        };
        let board = self.readiness(system, Some(packet.as_of))?;
        let dossier = self.dossier(system)?;
        let rested_on = RestedOn {
            digest: board.digest,
            parts: board.inputs.clone(),
        };
        let risks = self.register(Some(system))?.risks;
        let mut shown = Readiness {
            label: dossier.system.label.clone(),
            name: dossier.system.name.clone(),
            about: dossier.system.about.clone(),
            people: people(&dossier),
            facts: facts(&dossier),
            tier: tier(&board),
            tier_why: board.tier.why.clone(),
            verdict: board.computed.verdict,
            digest: board.digest,
            reasons: board
                .computed
                .reasons
                .iter()
                .map(|reason| reason.text.clone())
                .collect(),
            issued: issued(&dossier, &board),
            overridden: overridden(&dossier, &board, packet.as_of),
            na_warnings: na_warnings(&dossier, &board),
            gates: board.computed.gates.clone(),
            steps: steps(&board),
            shortfalls: board
                .computed
                .items
                .iter()
                .filter(|item| falls_short(item))
                .map(shortfall)
                .collect(),
            improvements: board.computed.improvements.clone(),
            risks: risks
                .into_iter()
                .filter(|line| line.risk.closed.is_none())
                .map(risk)
                .collect(),
            waivers: Vec::new(),
            roles: board.sign_offs.roles.clone(),
            sign_offs: sign_offs(&board),
            missing: board.sign_offs.missing.clone(),
            changes: self.rested_on_since(packet, &rested_on)?,
            packs: packs(&dossier, &board),
            withheld: Vec::new(),
        };
        shown.waivers = self
            .waivers(Some(system))?
            .lines
            .into_iter()
            .map(waiver)
            .collect();
        withhold(&mut shown, &dossier);
        Ok(Some((shown, rested_on)))
    }

    /// What a verdict rests on that is another than in the packet before.
    fn rested_on_since(
        &self,
        packet: &Packet,
        now: &RestedOn,
    ) -> Result<Option<(String, Vec<String>)>, OpsError> {
        let Some(previous) = packet.previous else {
            return Ok(None);
        };
        let (before, _) = self.packet_with_digest(previous)?;
        let then = before.frozen.and_then(|frozen| frozen.rested_on);
        Ok(then.map(|then| (before.label, parts_changed(&then, now))))
    }
}

/// Which parts a verdict rests on came, went or changed, in words.
pub(super) fn parts_changed(then: &RestedOn, now: &RestedOn) -> Vec<String> {
    let digest = |of: &RestedOn, name: &str| {
        let found = of.parts.iter().find(|(part, _)| part == name);
        found.map(|(_, digest)| *digest)
    };
    let mut words = Vec::new();
    for (name, now) in &now.parts {
        match digest(then, name) {
            None => words.push(format!("{name}: new")),
            Some(then) if then != *now => words.push(format!("{name}: changed")),
            Some(_) => {}
        }
    }
    let gone = then
        .parts
        .iter()
        .filter(|(name, _)| digest(now, name).is_none());
    words.extend(gone.map(|(name, _)| format!("{name}: gone")));
    words
}

fn people(dossier: &Dossier) -> Vec<(String, Option<String>)> {
    let system = &dossier.system;
    let name = |id: Option<RecordId>| id.and_then(|id| dossier.people.name(id)).map(str::to_owned);
    vec![
        ("Owner".to_owned(), name(system.owner)),
        ("Deputy".to_owned(), name(system.deputy)),
        ("Team".to_owned(), system.team.clone()),
    ]
}

fn facts(dossier: &Dossier) -> Vec<(String, Option<String>)> {
    let value = |fact: &FactDefinition| {
        let value = dossier.system.facts.get(&fact.id)?;
        let words = value.words();
        Some(match (fact.kind, words.as_slice()) {
            (FactKind::Flag, ["true"]) => "yes".to_owned(),
            (FactKind::Flag, ["false"]) => "no".to_owned(),
            _ => words.join(", "),
        })
    };
    let facts = dossier.catalog.registry.facts.iter();
    facts
        .map(|fact| (fact.title.clone(), value(fact)))
        .collect()
}

fn tier(board: &ReadinessView) -> String {
    let tier = &board.tier;
    let mut words = match tier.tier {
        None => return "not recorded".to_owned(),
        Some(tier) => format!("{tier} {}", tier.about()),
    };
    if tier.provisional {
        words.push_str(" (provisional)");
    }
    if let Some(why) = &tier.expired {
        words = format!("{words}, expired: {why}");
    }
    words
}

fn issued(dossier: &Dossier, board: &ReadinessView) -> Option<String> {
    let issued = board.issued.as_ref()?;
    let by = dossier
        .people
        .name(issued.by)
        .unwrap_or("somebody who is gone");
    let stale = match board.changed_since.as_slice() {
        [] => String::new(),
        changes => format!(" It is stale: {}.", changes.join("; ")),
    };
    Some(format!(
        "{} was issued by {by} on {} for `{}`, valid until {}.{stale}",
        issued.verdict,
        issued.as_of,
        issued.digest.short(),
        issued.valid_until
    ))
}

fn overridden(dossier: &Dossier, board: &ReadinessView, as_of: NaiveDate) -> Option<String> {
    let issued = board.issued.as_ref()?;
    let by_hand = issued
        .overridden
        .as_ref()
        .filter(|given| as_of <= given.until)?;
    let name = dossier
        .people
        .name(by_hand.by)
        .unwrap_or("somebody who is gone");
    Some(format!(
        "{} instead of {} until {}, by {name}: {}",
        issued.verdict, issued.computed, by_hand.until, by_hand.reason
    ))
}

fn na_warnings(dossier: &Dossier, board: &ReadinessView) -> Vec<String> {
    let of_pack = |pack: &Pack| {
        let share = share_of_na(pack, &board.computed.items);
        (share > pack.head.na_share_warn_bp)
            .then(|| format!("{} % of {} is not applicable", share / 100, pack.head.id))
    };
    dossier
        .assessments
        .iter()
        .filter_map(|(_, pack)| of_pack(pack))
        .collect()
}

/// The share of N/A by weight, in basis points.
fn share_of_na(pack: &Pack, items: &[ItemState]) -> u32 {
    let of_pack = items.iter().filter(|state| state.pack == pack.head.id);
    let (mut all, mut na) = (0_u64, 0_u64);
    for state in of_pack {
        let weight = pack
            .item(&state.item)
            .map_or(0, |item| u64::from(item.weight()));
        all += weight;
        if state.result == ItemResult::Na {
            na += weight;
        }
    }
    let share = (10_000 * na).checked_div(all);
    share.unwrap_or_default() as u32
}

fn steps(board: &ReadinessView) -> Vec<Step> {
    let step = |step: &crate::domain::readiness::NextStep| Step {
        action: match &step.item {
            Some(item) => format!("{item}: {}", step.action),
            None => step.action.clone(),
        },
        owner: step.owner.clone(),
        due: step.due,
    };
    board.computed.steps.iter().map(step).collect()
}

fn falls_short(item: &ItemState) -> bool {
    item.force.gates()
        && matches!(
            item.result,
            ItemResult::Fail | ItemResult::Unevidenced | ItemResult::Waived
        )
}

fn shortfall(item: &ItemState) -> Shortfall {
    Shortfall {
        item: item.item.clone(),
        ask: item.ask.clone(),
        gate: item.gate,
        force: item.force,
        result: result(item),
        owner: item.owner.clone(),
        due: item.due,
    }
}

/// What an item comes to, with the reason where it is not plain.
fn result(item: &ItemState) -> String {
    let word = item.result.word();
    let waived = item.waiver.as_ref();
    let waived = waived.map_or(String::new(), |(label, until)| {
        format!(" by {label} until {until}")
    });
    match &item.because {
        Some(because) if because != word => format!("{word}{waived}: {because}"),
        _ => format!("{word}{waived}"),
    }
}

fn risk(line: crate::ops::risks::RiskLine) -> Risk {
    Risk {
        label: line.risk.label,
        title: line.risk.title,
        bands: line.bands,
        treatment: line.risk.treatment.word().to_owned(),
        owner: line.risk.owner,
        flags: line.flags.into_iter().map(|(_, text)| text).collect(),
    }
}

fn waiver(line: WaiverLine) -> Waiver {
    let standing = match line.standing {
        Standing::Proposed => "awaits a decision".to_owned(),
        standing => standing.word().to_owned(),
    };
    Waiver {
        label: line.waiver.label,
        scope: line.scope,
        standing,
        expires_on: line.waiver.expires_on,
        days_left: line.days_left,
        reason: line.waiver.reason,
        controls: line
            .waiver
            .controls
            .into_iter()
            .map(|control| control.text)
            .collect(),
        approver: line.decided_by,
    }
}

fn sign_offs(board: &ReadinessView) -> Vec<SignOff> {
    let given = board.sign_offs.all.iter();
    given
        .map(|(sign, name, is_for_this)| SignOff {
            name: name.clone(),
            role: sign.role.clone(),
            decision: sign.decision.word().to_owned(),
            on: sign.on,
            comment: sign.comment.clone(),
            is_for_this: *is_for_this,
        })
        .collect()
}

fn packs(dossier: &Dossier, board: &ReadinessView) -> Vec<PackAnswers> {
    let as_of = board.computed.as_of;
    let started = dossier.assessments.iter().map(|(assessment, pack)| {
        let assessment = &assessment.value;
        let given = dossier.given(assessment, pack);
        let states = board.computed.items.iter();
        let items = states
            .filter(|state| state.assessment == Some(assessment.id))
            .filter_map(|state| {
                let item = pack.item(&state.item)?;
                let answer = given.get(state.item.as_str()).map(|given| given.answer);
                Some(answered((state, item), answer, as_of))
            });
        let subject = assessment
            .subject
            .and_then(|id| dossier.decision_called(id));
        let subject = subject.map_or(String::new(), |name| format!(" for {name}"));
        PackAnswers {
            heading: format!(
                "{} {}{subject} ({})",
                pack.head.id, pack.head.version, assessment.label
            ),
            digest: Some(assessment.pack.digest),
            score: score(board, assessment.id),
            sources: sources(pack),
            items: items.collect(),
        }
    });
    let offered = dossier.offers().into_iter().map(|offer| PackAnswers {
        heading: format!(
            "{} {}, not started",
            offer.pack.head.id, offer.pack.head.version
        ),
        digest: None,
        score: "Applies and was not started.".to_owned(),
        sources: sources(offer.pack),
        items: Vec::new(),
    });
    started.chain(offered).collect()
}

/// How many items of an assessment pass, in words.
fn score(board: &ReadinessView, assessment: RecordId) -> String {
    let states: Vec<_> = board
        .computed
        .items
        .iter()
        .filter(|state| state.assessment == Some(assessment))
        .collect();
    let count = |wanted: ItemResult| states.iter().filter(|state| state.result == wanted).count();
    format!(
        "{} of {} pass, {} n/a, {} waived, {} fail, {} claimed without evidence, {} unanswered.",
        count(ItemResult::Pass),
        states.len(),
        count(ItemResult::Na),
        count(ItemResult::Waived),
        count(ItemResult::Fail),
        count(ItemResult::Unevidenced),
        count(ItemResult::Incomplete)
    )
}

/// The sources of a pack that are not current, in words.
fn sources(pack: &Pack) -> Vec<String> {
    let word = |currency| match currency {
        Currency::Current => None,
        Currency::Draft => Some("draft"),
        Currency::Superseded => Some("superseded"),
        Currency::Withdrawn => Some("withdrawn"),
    };
    let refs = pack.refs.iter();
    refs.filter_map(|source| {
        let word = word(source.status)?;
        Some(format!("{} ({word} as of {})", source.title, source.as_of))
    })
    .collect()
}

fn answered(
    (state, item): (&ItemState, &Item),
    answer: Option<&Answer>,
    as_of: NaiveDate,
) -> Answered {
    let max_age = item.evidence.as_ref().and_then(|rule| rule.max_age_days);
    let pieces = answer
        .map(|answer| answer.evidence.as_slice())
        .unwrap_or_default();
    let evidence = pieces.iter().map(|piece| Proof {
        kind: piece.kind.word().to_owned(),
        locator: if piece.classification > SEEN_BY_THE_BOARD {
            WITHHELD.to_owned()
        } else {
            piece.locator.clone()
        },
        digest: piece.digest,
        collected_on: piece.collected_on,
        state: piece.state(max_age, as_of).word().to_owned(),
    });
    Answered {
        item: state.item.clone(),
        ask: state.ask.clone(),
        force: state.force,
        answer: answer.map_or_else(|| "unanswered".to_owned(), said),
        result: result(state),
        note: answer.and_then(|answer| answer.note.clone()),
        dispute: answer.and_then(disputed),
        evidence: evidence.collect(),
    }
}

fn said(answer: &Answer) -> String {
    let value = answer
        .value
        .map_or(String::new(), |value| format!(" ({value})"));
    format!(
        "{}{value} by {} on {}",
        answer.response.word(),
        answer.by,
        answer.on
    )
}

fn disputed(answer: &Answer) -> Option<String> {
    let Review::Disputed {
        response,
        reason,
        by,
        reply,
        ..
    } = &answer.review
    else {
        return None;
    };
    let reply = reply
        .as_ref()
        .map_or(String::new(), |reply| format!("; the team: {reply}"));
    Some(format!("{by} says {}: {reason}{reply}", response.word()))
}

/// Says which evidence is withheld, by item.
fn withhold(shown: &mut Readiness, dossier: &Dossier) {
    let withheld = dossier.answers.iter().flat_map(|answer| {
        let answer = &answer.value;
        let pieces = answer.evidence.iter();
        pieces
            .filter(|piece| piece.classification > SEEN_BY_THE_BOARD)
            .map(move |piece| {
                format!(
                    "{}: a piece of evidence ({}) above what a board may see",
                    answer.item,
                    piece.kind.word()
                )
            })
    });
    shown.withheld = withheld.collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::digest::Digest;

    #[test]
    fn what_a_verdict_rests_on_is_told_part_by_part() {
        let of = |parts: &[(&str, &str)]| RestedOn {
            digest: Digest::of(b"all"),
            parts: parts
                .iter()
                .map(|(name, value)| ((*name).to_owned(), Digest::of(value.as_bytes())))
                .collect(),
        };
        let then = of(&[
            ("answer ORR-19", "met"),
            ("answer ORR-26", "unmet"),
            ("tier", "T2"),
        ]);
        let now = of(&[
            ("answer ORR-19", "met"),
            ("answer ORR-26", "met"),
            ("WVR-2026-001", "active"),
        ]);
        assert_eq!(
            parts_changed(&then, &now),
            ["answer ORR-26: changed", "WVR-2026-001: new", "tier: gone"]
        );
        assert!(parts_changed(&now, &now).is_empty());
    }
}
