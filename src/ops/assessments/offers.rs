//! The packs that apply to a system and were not started: why each is offered, how long it takes, how much of it gates.

use chrono::NaiveDate;

use crate::{
    domain::{
        condition::{Condition, Known, Truth, Word},
        fact::FactValue,
        gate::Force,
        ids::RecordId,
        pack::{Item, PackStatus},
        readiness::{Assessed, Inputs, TierNow},
        score::words::minutes,
    },
    ops::{
        assessments::OfferLine,
        dossier::{Dossier, Offer},
    },
};

impl Dossier {
    /// The system: identity, label and name.
    pub(crate) fn system_named(&self) -> (RecordId, String, String) {
        let system = &self.system;
        (system.id, system.label.clone(), system.name.clone())
    }

    /// What is offered to the system on a day, in the order of the packs' words.
    pub(crate) fn offer_lines(&self, as_of: NaiveDate) -> Vec<OfferLine> {
        let tier = self.tier_now(as_of);
        self.offers()
            .iter()
            .map(|offer| self.offer_line(offer, &tier))
            .collect()
    }

    fn offer_line(&self, offer: &Offer<'_>, tier: &TierNow) -> OfferLine {
        let head = &offer.pack.head;
        let weighed_at = tier.weighed_at();
        let items: Vec<&Item> = self.items_asked(offer, tier);
        let count =
            |fits: &dyn Fn(&Item) -> bool| items.iter().filter(|item| fits(item)).count() as u32;
        OfferLine {
            system: self.system_named(),
            pack: head.id.clone(),
            title: head.title.clone(),
            version: head.version,
            subject: offer.subject.map(|(id, name)| (id, name.to_owned())),
            why: self.why(head.applies_when.as_ref()),
            tier: weighed_at,
            items: items.len() as u32,
            gating: count(&|item| item.force(head, weighed_at).gates()),
            evidenced: count(&|item| item.evidence.is_some()),
            minutes: minutes(items.iter().copied()),
            is_asked_for: head.status == PackStatus::Ga,
        }
    }

    fn items_asked<'a>(&self, offer: &Offer<'a>, tier: &TierNow) -> Vec<&'a Item> {
        let none = std::collections::BTreeMap::new();
        let known = self.known(&none);
        let head = &offer.pack.head;
        let items = offer.pack.items().map(|(_, item)| item);
        items
            .filter(|item| item.force(head, tier.weighed_at()) != Force::Off)
            .filter(|item| {
                let when = item.visible_when.as_ref();
                when.is_none_or(|when| when.holds(known).may_hold())
            })
            .collect()
    }

    /// Why a condition holds or may hold here: `workload is rag`, `always`, `workload is unknown`.
    pub(crate) fn why(&self, condition: Option<&Condition>) -> String {
        let none = std::collections::BTreeMap::new();
        condition.map_or_else(|| "always".to_owned(), |when| why(when, self.known(&none)))
    }
}

fn why(condition: &Condition, known: Known<'_>) -> String {
    let unknown = |fact: &str| format!("{fact} is unknown");
    match condition {
        Condition::Is(asked) => match known.facts.get(&asked.fact) {
            None => unknown(&asked.fact),
            Some(value) => {
                let wanted: Vec<_> = asked.is.iter().map(Word::as_str).collect();
                let mut words = value.words();
                words.retain(|word| wanted.contains(word));
                let words = if words.is_empty() {
                    value.words()
                } else {
                    words
                };
                format!("{} is {}", asked.fact, words.join(", "))
            }
        },
        Condition::FactAtLeast(asked) => match known.facts.get(&asked.fact) {
            Some(FactValue::One(word)) => format!("{} is {word}", asked.fact),
            _ => unknown(&asked.fact),
        },
        Condition::FactorAtLeast(asked) => unknown(&asked.factor),
        Condition::All(all) => {
            let parts: Vec<_> = all.all.iter().map(|one| why(one, known)).collect();
            parts.join(" and ")
        }
        Condition::Any(any) => {
            let best = any.any.iter().map(|one| one.holds(known)).max();
            let parts: Vec<_> = any
                .any
                .iter()
                .filter(|one| Some(one.holds(known)) == best)
                .map(|one| why(one, known))
                .collect();
            let joint = if best == Some(Truth::True) {
                " and "
            } else {
                ", "
            };
            parts.join(joint)
        }
    }
}

/// A system's pack that was not started, as verdicts see it; used where only its items are wanted.
pub(crate) fn find_assessed<'i, 'a>(
    inputs: &'i Inputs<'a>,
    assessment: RecordId,
) -> Option<&'i Assessed<'a>> {
    inputs
        .packs
        .iter()
        .find(|pack| pack.assessment.is_some_and(|kept| kept.id == assessment))
}
