//! Circles of supersession: no decision takes the place of one that took its own, however long the way round. Only the
//! decisions on the way are read, so that a large log is asked as fast as a small one.

use std::collections::{HashMap, VecDeque};

use super::Statement;
use crate::{
    domain::{ids::RecordId, link::LinkKind},
    ops::{error::OpsError, rewriting::Rewriting},
    store::ResolvedLink,
};

impl Rewriting<'_> {
    /// Refuses a supersession that would lead back to where it began, and names the way round.
    pub(super) fn refuse_circle(&mut self, link: &Statement) -> Result<(), OpsError> {
        let older = |record: RecordId| -> Result<Vec<RecordId>, OpsError> {
            let links = self.bench.store.links(record)?;
            Ok(links.iter().filter_map(superseded).collect())
        };
        let Some(back) = way(older, link.to, link.from)? else {
            return Ok(());
        };
        let mut names = Vec::new();
        for record in std::iter::once(link.from).chain(back) {
            names.push(self.called(record)?);
        }
        Err(OpsError::Refused {
            what: format!(
                "the decisions would supersede each other in a circle: {}",
                names.join(" → ")
            ),
            hint: "Take one of these links away first: `archdeck adr supersede OLD --by NEW --remove`."
                .to_owned(),
        })
    }
}

/// The shortest way from one decision to another along what supersedes what, with both its ends. `older` tells the decisions
/// whose place one took.
fn way(
    older: impl Fn(RecordId) -> Result<Vec<RecordId>, OpsError>,
    from: RecordId,
    to: RecordId,
) -> Result<Option<Vec<RecordId>>, OpsError> {
    // Which decision led to each that was reached.
    let mut reached = HashMap::from([(from, from)]);
    let mut waiting = VecDeque::from([from]);
    while let Some(here) = waiting.pop_front() {
        if here == to {
            return Ok(Some(steps_to(to, &reached)));
        }
        for next in older(here)? {
            reached.entry(next).or_insert_with(|| {
                waiting.push_back(next);
                here
            });
        }
    }
    Ok(None)
}

/// The steps that led to a decision, first to last.
fn steps_to(to: RecordId, reached: &HashMap<RecordId, RecordId>) -> Vec<RecordId> {
    let before = |here: &RecordId| reached.get(here).copied().filter(|before| before != here);
    let mut steps: Vec<_> = std::iter::successors(Some(to), before).collect();
    steps.reverse();
    steps
}

/// The decision whose place is taken wholly, told by either of the two.
fn superseded(link: &ResolvedLink) -> Option<RecordId> {
    let is_whole = link.kind == Some(LinkKind::Supersedes) && !link.partial;
    link.other.filter(|_| is_whole)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::store::StatedBy;

    fn id(number: u128) -> RecordId {
        RecordId(Uuid::from_u128(number))
    }

    fn found(edges: &[(u128, u128)], from: u128, to: u128) -> Option<Vec<RecordId>> {
        let older = |record: RecordId| {
            let told = edges.iter().filter(|(newer, _)| id(*newer) == record);
            Ok(told.map(|(_, older)| id(*older)).collect())
        };
        way(older, id(from), id(to)).unwrap()
    }

    #[test]
    fn the_shortest_way_is_found_and_circles_lead_nowhere() {
        let edges = [(4, 3), (3, 2), (2, 1), (4, 2), (1, 2), (5, 5)];
        assert_eq!(found(&edges, 4, 1), Some(vec![id(4), id(2), id(1)]));
        assert_eq!(found(&edges, 1, 4), None);
        assert_eq!(found(&edges, 5, 1), None);
        assert_eq!(found(&edges, 9, 1), None);
    }

    #[test]
    fn only_a_whole_supersession_takes_a_place() {
        let link = |kind, partial| ResolvedLink {
            kind: Some(kind),
            partial,
            phrase: String::new(),
            target: String::new(),
            text: None,
            other: Some(id(1)),
            candidates: Vec::new(),
            stated_by: StatedBy::Other,
        };
        assert_eq!(superseded(&link(LinkKind::Supersedes, false)), Some(id(1)));
        assert_eq!(superseded(&link(LinkKind::Supersedes, true)), None);
        assert_eq!(superseded(&link(LinkKind::SupersededBy, false)), None);
    }
}
