//! What a sign-off and an issued verdict are bound to: a digest of everything the verdict was computed from, kept input by
//! input, so that what changed since is told and not only that something did.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    domain::{
        assessment::{Answer, Review},
        digest::Digest,
        event::canonical,
        pack::PackStatus,
        waiver::{Now, Scope, Standing, Waiver},
    },
    ops::{dossier::Dossier, exchange::plan},
};

/// The digests of the inputs, by what people call each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InputDigests(pub(crate) BTreeMap<String, Digest>);

impl InputDigests {
    /// The inputs of a system as they are now. The day only decides which waivers are in force.
    pub(crate) fn of(dossier: &Dossier, as_of: NaiveDate) -> Self {
        let mut digests = BTreeMap::from([("facts".to_owned(), of(&dossier.system.facts))]);
        for (assessment, _) in &dossier.assessments {
            let (label, pin) = (&assessment.value.label, &assessment.value.pack);
            digests.insert(format!("pack {} of {label}", pin.id), pin.digest);
        }
        for offer in dossier.offers() {
            if offer.pack.head.status == PackStatus::Ga {
                let digest = dossier
                    .catalog
                    .pack(&offer.pack.head.id)
                    .map(|entry| entry.digest);
                let subject = offer.subject.map(|(_, name)| format!(" for {name}"));
                let name = format!("{}{}", offer.pack.head.id, subject.unwrap_or_default());
                digests.extend(digest.map(|digest| (format!("pack {name}, not started,"), digest)));
            }
        }
        for answer in &dossier.answers {
            let answer = &answer.value;
            let name = answer_name(dossier, answer);
            digests.insert(name, of(&what_counts(answer)));
        }
        if let Some((tiering, _)) = dossier.recorded() {
            digests.insert("tier".to_owned(), of(tiering));
        }
        let triggers = &dossier.system.triggers;
        if !triggers.is_empty() {
            digests.insert("incidents and changes".to_owned(), of(triggers));
        }
        for waiver in in_force(dossier, as_of) {
            digests.insert(waiver.label.clone(), of(waiver));
        }
        for (_, name, digest) in &dossier.decisions {
            digests.insert(format!("decision {name}"), *digest);
        }
        Self(digests)
    }

    /// The digest of them all.
    pub(crate) fn digest(&self) -> Digest {
        Digest::of(&canonical(&plan::json(&self.0)))
    }

    /// What is not as it was, in words.
    pub(crate) fn changed_since(
        &self,
        before: &[(String, Digest)],
        dossier: &Dossier,
    ) -> Vec<String> {
        let before: BTreeMap<&str, Digest> = before
            .iter()
            .map(|(name, digest)| (name.as_str(), *digest))
            .collect();
        let names: BTreeSet<&str> = before
            .keys()
            .copied()
            .chain(self.0.keys().map(String::as_str))
            .collect();
        let told = |name: &str| {
            let (was, is) = (before.get(name), self.0.get(name));
            match (was, is) {
                (None, Some(_)) => Some(format!("{name} is new{}", answered(dossier, name))),
                (Some(_), None) => Some(format!("{name} does not count any more")),
                (Some(was), Some(is)) if was != is => {
                    Some(format!("{name} changed{}", answered(dossier, name)))
                }
                _ => None,
            }
        };
        names.into_iter().filter_map(told).collect()
    }
}

fn of(value: &impl serde::Serialize) -> Digest {
    Digest::of(&canonical(&plan::json(value)))
}

fn answer_name(dossier: &Dossier, answer: &Answer) -> String {
    let assessment = dossier
        .assessments
        .iter()
        .find(|(assessment, _)| assessment.value.id == answer.assessment);
    let label = assessment.map_or("a gone assessment", |(assessment, _)| {
        assessment.value.label.as_str()
    });
    format!("answer {} in {label}", answer.item)
}

/// What the answer of a name is now, by whom and when, in parentheses; nothing for another input.
fn answered(dossier: &Dossier, name: &str) -> String {
    let mut answers = dossier.answers.iter().map(|answer| &answer.value);
    let found = answers.find(|answer| answer_name(dossier, answer) == name);
    found.map_or_else(String::new, |answer| {
        let word = answer.response.word();
        format!(" ({word} by {} on {})", answer.by, answer.on)
    })
}

/// What a verdict depends on of an answer: not who looked at it and found it so, not what is planned, not what is said about a
/// dispute.
fn what_counts(answer: &Answer) -> Answer {
    let mut counts = answer.clone();
    counts.planned_by = None;
    match &mut counts.review {
        Review::Disputed { reply, .. } => *reply = None,
        review => *review = Review::None,
    }
    counts
}

/// The waivers that count on a day.
pub(crate) fn in_force(dossier: &Dossier, as_of: NaiveDate) -> impl Iterator<Item = &Waiver> {
    let tier = dossier.tier_now(as_of).weighed_at();
    let waivers = dossier.waivers.iter().map(|waiver| &waiver.value);
    waivers.filter(move |waiver| {
        let now = Now {
            rev: rev_of(dossier, &waiver.scope),
            tier: Some(tier),
        };
        waiver.standing(now, as_of) == Standing::Active
    })
}

/// The revision of the item a waiver is about, as the system's packs have it.
pub(crate) fn rev_of(dossier: &Dossier, scope: &Scope) -> Option<u32> {
    let Scope::Item { item, .. } = scope else {
        return None;
    };
    let mut packs = dossier.assessments.iter().map(|(_, pack)| pack);
    packs.find_map(|pack| Some(pack.item(item)?.rev))
}
