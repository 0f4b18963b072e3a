//! Circles of supersession: no decision takes the place of one that took its own, however long the way round.

use std::collections::HashMap;

use petgraph::{
    algo::astar,
    graph::{DiGraph, NodeIndex},
};

use super::Statement;
use crate::{
    domain::{ids::RecordId, link::LinkKind},
    ops::{error::OpsError, rewriting::Rewriting},
    store::Edge,
};

impl Rewriting<'_> {
    /// Refuses a supersession that would lead back to where it began, and names the way round.
    pub(super) fn refuse_circle(&mut self, link: &Statement) -> Result<(), OpsError> {
        let log = self.adr(link.from)?.log;
        let edges = self.bench.store.edges(Some(log))?;
        let Some(back) = way(&edges, link.to, link.from) else {
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

/// The shortest way from one decision to another along what supersedes what, with both its ends.
fn way(edges: &[Edge], from: RecordId, to: RecordId) -> Option<Vec<RecordId>> {
    let mut graph: DiGraph<RecordId, ()> = DiGraph::new();
    let mut places: HashMap<RecordId, NodeIndex> = HashMap::new();
    for (newer, older) in edges.iter().filter_map(supersession) {
        let [newer, older] = [newer, older].map(|record| {
            *places
                .entry(record)
                .or_insert_with(|| graph.add_node(record))
        });
        graph.update_edge(newer, older, ());
    }
    let (from, to) = (*places.get(&from)?, *places.get(&to)?);
    let (_, way) = astar(&graph, from, |place| place == to, |_| 1_u32, |_| 0)?;
    Some(
        way.into_iter()
            .filter_map(|place| graph.node_weight(place).copied())
            .collect(),
    )
}

/// Which decision takes the place of which, told by either of them.
fn supersession(edge: &Edge) -> Option<(RecordId, RecordId)> {
    match edge.kind {
        _ if edge.partial => None,
        LinkKind::Supersedes => Some((edge.from, edge.to)),
        LinkKind::SupersededBy => Some((edge.to, edge.from)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(number: u128) -> RecordId {
        RecordId(Uuid::from_u128(number))
    }

    fn edge(from: u128, kind: LinkKind, to: u128) -> Edge {
        Edge {
            from: id(from),
            to: id(to),
            kind,
            partial: false,
        }
    }

    #[test]
    fn the_shortest_way_is_found_whoever_tells_it() {
        let edges = [
            edge(4, LinkKind::Supersedes, 3),
            edge(2, LinkKind::SupersededBy, 3),
            edge(2, LinkKind::Supersedes, 1),
            edge(4, LinkKind::RelatesTo, 1),
        ];
        assert_eq!(
            way(&edges, id(4), id(1)),
            Some(vec![id(4), id(3), id(2), id(1)])
        );
        assert_eq!(way(&edges, id(1), id(4)), None);
        assert_eq!(way(&edges, id(9), id(1)), None);
    }

    #[test]
    fn a_part_that_is_superseded_leads_nowhere() {
        let edges = [Edge {
            partial: true,
            ..edge(2, LinkKind::Supersedes, 1)
        }];
        assert_eq!(way(&edges, id(2), id(1)), None);
    }
}
