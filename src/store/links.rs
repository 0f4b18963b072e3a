//! Links between decisions, resolved when they are read: a link finds its target no matter which of the two came first,
//! and one without a target stays visible as such.

use rusqlite::{Connection, Params, Row};
use serde::Serialize;

use crate::{
    domain::{ids::RecordId, link::LinkKind},
    store::{error::StoreError, rows},
};

/// Which of the two records states a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatedBy {
    /// The record that was asked about.
    This,
    /// The other one.
    Other,
    /// Both say the same, each in its own direction.
    Both,
}

/// A link of a record, seen from that record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResolvedLink {
    /// What it says from here to there; `None` where the other record only mentions this one.
    pub kind: Option<LinkKind>,
    /// Whether only a part of the decision is meant.
    pub partial: bool,
    /// The words of the file that states it.
    pub phrase: String,
    /// The target as written in that file.
    pub target: String,
    /// The text shown for the target in that file.
    pub text: Option<String>,
    /// The record at the other end; `None` when no record, or more than one, answers to the target.
    pub other: Option<RecordId>,
    /// The records that answer to the target when more than one does.
    pub candidates: Vec<RecordId>,
    /// Who states it.
    pub stated_by: StatedBy,
}

/// A link that found its target, for drawing the links of a log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Edge {
    /// The record that states it.
    pub from: RecordId,
    /// Its target.
    pub to: RecordId,
    /// What it says.
    pub kind: LinkKind,
    /// Whether only a part of the decision is meant.
    pub partial: bool,
}

/// A link as stated, with every record that answers to its target under the best name that anybody answers to.
struct Stated {
    from: RecordId,
    position: i64,
    kind: LinkKind,
    partial: bool,
    phrase: String,
    target: String,
    text: Option<String>,
    rank: Option<i64>,
    answering: Vec<RecordId>,
}

/// The links a record states, in the order of its file.
pub(super) fn from(db: &Connection, record: RecordId) -> Result<Vec<ResolvedLink>, StoreError> {
    let stated = stated(
        db,
        "SELECT stating.id, l.position, l.kind, l.partial, l.phrase, l.target, l.text, m.rank, meant.id
         FROM adr_row stating
         JOIN adr_link l ON l.adr = stating.pk
         LEFT JOIN adr_link_name m ON m.adr = l.adr AND m.position = l.position
         LEFT JOIN adr_name n ON n.name = m.name AND n.log = m.log
         LEFT JOIN adr_row meant ON meant.pk = n.adr
         WHERE stating.pk = (SELECT pk FROM current WHERE id = ?1)
         ORDER BY l.position, m.rank, meant.pk",
        [record.0.as_bytes()],
    )?;
    Ok(stated.into_iter().map(outgoing).collect())
}

/// The links other records state to a record, told from this record's side.
pub(super) fn to(db: &Connection, record: RecordId) -> Result<Vec<ResolvedLink>, StoreError> {
    let stated = stated(
        db,
        "SELECT stating.id, l.position, l.kind, l.partial, l.phrase, l.target, l.text, m.rank, meant.id
         FROM (SELECT DISTINCT m.adr, m.position FROM adr_name n
               JOIN adr_link_name m ON m.name = n.name AND m.log = n.log
               WHERE n.adr = (SELECT pk FROM current WHERE id = ?1)) found
         JOIN adr_link l ON l.adr = found.adr AND l.position = found.position
         JOIN adr_row stating ON stating.pk = l.adr
         JOIN adr_link_name m ON m.adr = l.adr AND m.position = l.position
         LEFT JOIN adr_name n ON n.name = m.name AND n.log = m.log
         LEFT JOIN adr_row meant ON meant.pk = n.adr
         ORDER BY stating.pk, l.position, m.rank, meant.pk",
        [record.0.as_bytes()],
    )?;
    let reaches = |link: &Stated| link.answering == [record];
    Ok(stated.into_iter().filter(reaches).map(incoming).collect())
}

/// The links of a record from both sides; what both state is one link.
pub(super) fn both(db: &Connection, record: RecordId) -> Result<Vec<ResolvedLink>, StoreError> {
    let mut links = from(db, record)?;
    for theirs in to(db, record)? {
        let same = links.iter_mut().find(|ours| {
            ours.other == theirs.other
                && ours.kind == theirs.kind
                && ours.stated_by != StatedBy::Other
        });
        match same {
            Some(ours) => ours.stated_by = StatedBy::Both,
            None if theirs.other == Some(record) => {} // a record that names itself was told already
            None => links.push(theirs),
        }
    }
    Ok(links)
}

/// The links that found their target, each as stated, of one log or of all.
pub(super) fn edges(db: &Connection, log: Option<RecordId>) -> Result<Vec<Edge>, StoreError> {
    let stated = stated(
        db,
        "SELECT stating.id, l.position, l.kind, l.partial, l.phrase, l.target, l.text, m.rank, meant.id
         FROM adr_link l
         JOIN adr_row stating ON stating.pk = l.adr
         JOIN adr_link_name m ON m.adr = l.adr AND m.position = l.position
         JOIN adr_name n ON n.name = m.name AND n.log = m.log
         JOIN adr_row meant ON meant.pk = n.adr
         WHERE ?1 IS NULL OR l.log = ?1
         ORDER BY l.adr, l.position, m.rank, meant.pk",
        [log.map(|log| *log.0.as_bytes())],
    )?;
    Ok(stated.iter().filter_map(edge).collect())
}

/// Folds rows of (link, name it may mean, record that answers) into links.
fn stated(db: &Connection, sql: &str, params: impl Params) -> Result<Vec<Stated>, StoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut links: Vec<Stated> = Vec::new();
    while let Some(row) = rows.next()? {
        let (from, position) = (rows::id(row, 0)?, row.get::<_, i64>(1)?);
        let known = links
            .last()
            .is_some_and(|link| link.from == from && link.position == position);
        if !known {
            links.push(begin(row)?);
        }
        if let Some(link) = links.last_mut() {
            answer(link, row)?;
        }
    }
    Ok(links)
}

fn begin(row: &Row<'_>) -> rusqlite::Result<Stated> {
    let kind = LinkKind::from_word(row.get_ref(2)?.as_str()?)
        .ok_or_else(|| rows::unreadable(2, "no kind of link has this word"))?;
    Ok(Stated {
        from: rows::id(row, 0)?,
        position: row.get(1)?,
        kind,
        partial: row.get(3)?,
        phrase: row.get(4)?,
        target: row.get(5)?,
        text: row.get(6)?,
        rank: None,
        answering: Vec::new(),
    })
}

/// Notes who answers, but only to the best name that anybody answers to.
fn answer(link: &mut Stated, row: &Row<'_>) -> rusqlite::Result<()> {
    let answering: Option<[u8; 16]> = row.get(8)?;
    let (Some(bytes), rank) = (answering, row.get(7)?) else {
        return Ok(());
    };
    if link.answering.is_empty() {
        link.rank = rank;
    }
    if link.rank == rank {
        link.answering.push(RecordId(uuid::Uuid::from_bytes(bytes)));
    }
    Ok(())
}

fn outgoing(link: Stated) -> ResolvedLink {
    let (other, candidates) = match link.answering.as_slice() {
        [only] => (Some(*only), Vec::new()),
        _ => (None, link.answering),
    };
    ResolvedLink {
        kind: Some(link.kind),
        partial: link.partial,
        phrase: link.phrase,
        target: link.target,
        text: link.text,
        other,
        candidates,
        stated_by: StatedBy::This,
    }
}

fn incoming(link: Stated) -> ResolvedLink {
    ResolvedLink {
        kind: link.kind.inverse(),
        partial: link.partial,
        phrase: link.phrase,
        target: link.target,
        text: link.text,
        other: Some(link.from),
        candidates: Vec::new(),
        stated_by: StatedBy::Other,
    }
}

fn edge(link: &Stated) -> Option<Edge> {
    let [to] = link.answering.as_slice() else {
        return None;
    };
    Some(Edge {
        from: link.from,
        to: *to,
        kind: link.kind,
        partial: link.partial,
    })
}
