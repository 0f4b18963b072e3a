//! What becomes of answers when an assessment is brought to another version of its pack: a pure function of both packs and the
//! answers. An answer is never given to an item it was not given to.

use std::collections::HashSet;

use super::{Answer, Carry, Response, UpgradeReport};
use crate::domain::{
    pack::{Item, Pack},
    text::counted,
};

/// What becomes of the items and answers of an assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpgradePlan {
    /// New items that take the place of none.
    pub added: Vec<String>,
    /// Items whose answers stay.
    pub carried: Vec<String>,
    /// Items whose answers count again once somebody confirms them: their meaning or their bar changed.
    pub reconfirm: Vec<String>,
    /// Items that are gone.
    pub retired: Vec<String>,
    /// New items with the earlier ones they take the place of.
    pub mapped: Vec<(String, Vec<String>)>,
}

/// What an upgrade does to the answers of an assessment.
pub fn plan<'a>(
    from: &Pack,
    to: &Pack,
    answers: impl IntoIterator<Item = &'a Answer>,
) -> UpgradePlan {
    let earlier: HashSet<&str> = from.items().map(|(_, item)| item.id.as_str()).collect();
    let mut plan = UpgradePlan::default();
    let new = to
        .items()
        .map(|(_, item)| item)
        .filter(|item| !earlier.contains(item.id.as_str()));
    for item in new {
        let is_known = |id: &&String| earlier.contains(id.as_str());
        let replaces: Vec<String> = item.supersedes.iter().filter(is_known).cloned().collect();
        if replaces.is_empty() {
            plan.added.push(item.id.clone());
        } else {
            plan.mapped.push((item.id.clone(), replaces));
        }
    }
    let gone = from.items().map(|(_, item)| &item.id);
    plan.retired = gone.filter(|id| to.item(id).is_none()).cloned().collect();
    let given: Vec<_> = answers.into_iter().collect();
    for (_, item) in to.items() {
        let carry = given
            .iter()
            .find(|answer| answer.item == item.id)
            .map(|answer| carry(answer, item));
        match carry {
            Some(Carry::Carried) => plan.carried.push(item.id.clone()),
            Some(Carry::Reconfirm) => plan.reconfirm.push(item.id.clone()),
            Some(Carry::None) | None => {}
        }
    }
    plan
}

/// An answer as it stands after the upgrade; `None` where its item is gone.
pub fn carried_over(answer: &Answer, to: &Pack) -> Option<Answer> {
    let item = to.item(&answer.item)?;
    Some(Answer {
        carry: carry(answer, item),
        ..answer.clone()
    })
}

fn carry(answer: &Answer, item: &Item) -> Carry {
    if answer.response == Response::Unanswered {
        return Carry::None;
    }
    if answer.carry == Carry::Reconfirm || answer.item_rev != item.rev {
        return Carry::Reconfirm;
    }
    Carry::Carried
}

impl UpgradeReport {
    /// Why the proved share is lower than before, where it is: `82 % before, 64 % after, due to 3 new items and 2 answers to be
    /// confirmed`.
    pub fn drop_in_words(&self) -> Option<String> {
        let (before, after) = (self.before.evidenced_bp?, self.after.evidenced_bp?);
        if after >= before {
            return None;
        }
        let new = (self.added.len() + self.mapped.len()) as u64;
        let open = self.reconfirm.len() as u64;
        let reasons: Vec<String> = [
            (new > 0).then(|| counted(new, "new item", "new items")),
            (open > 0).then(|| counted(open, "answer to be confirmed", "answers to be confirmed")),
        ]
        .into_iter()
        .flatten()
        .collect();
        let due_to = if reasons.is_empty() {
            String::new()
        } else {
            format!(", due to {}", reasons.join(" and "))
        };
        Some(format!(
            "{} % before, {} % after{due_to}",
            before / 100,
            after / 100
        ))
    }
}
