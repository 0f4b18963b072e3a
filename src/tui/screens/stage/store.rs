//! Two decision logs as a company might have them, and the answers to every question about them.

use std::sync::Arc;

use chrono::{NaiveDate, TimeZone as _, Utc};
use uuid::Uuid;

use super::{packets, problem, today};
use crate::{
    domain::{
        adr::{AdrRow, DateSource, SourcedDate},
        digest::Digest,
        ids::RecordId,
        link::LinkKind,
        packet::Packet,
        status::Status,
        time::{StatedDate, Timestamp},
    },
    ops::{
        filter::{Filter, Sort},
        query::Query,
        view::{
            DecisionsView, EventLine, EventsView, HitLine, HomeView, LinkLine, LogLine, NeedLine,
            RecordLine, RecordView, SearchView, SourceView, View,
        },
    },
    tui::effect::Problem,
};

pub(super) const PAYMENTS: u128 = 1_000;
const ASSISTANT: u128 = 2_000;

/// The identity of the decision with this number of the usual store.
pub(in crate::tui::screens) fn id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(number))
}

/// What the questions are answered from.
#[derive(Clone, Default)]
pub(in crate::tui::screens) struct Store {
    pub(in crate::tui::screens) rows: Arc<Vec<AdrRow>>,
    pub(in crate::tui::screens) logs: Arc<Vec<LogLine>>,
    pub(in crate::tui::screens) events: Vec<EventLine>,
    pub(in crate::tui::screens) protected: Option<String>,
    pub(in crate::tui::screens) ascii: bool,
    /// Decisions that changed on both sides.
    pub(in crate::tui::screens) changed_outside: Vec<AdrRow>,
    pub(in crate::tui::screens) not_exported: u64,
    /// What home is told of systems.
    pub(in crate::tui::screens) governed: super::home::Governed,
    /// The packets, newest first.
    pub(in crate::tui::screens) packets: Vec<Packet>,
}

/// Log, number, status, date, title, tags, people.
type Told = (
    u128,
    u32,
    Status,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

pub(super) const TOLD: [Told; 12] = [
    (
        PAYMENTS,
        9,
        Status::Accepted,
        "2025-06-11",
        "Feature store: Feast",
        "features",
        "Mina Okafor",
    ),
    (
        PAYMENTS,
        10,
        Status::Superseded,
        "2025-09-02",
        "Batch scoring through Spark",
        "scoring",
        "Lee Brandt",
    ),
    (
        PAYMENTS,
        11,
        Status::Proposed,
        "2026-10-11",
        "Canary by traffic share",
        "release",
        "Ana Ruiz",
    ),
    (
        PAYMENTS,
        12,
        Status::Accepted,
        "2026-03-02",
        "Serve fraud scores from the online store",
        "fraud\nserving",
        "Mina Okafor\nLee Brandt",
    ),
    (
        PAYMENTS,
        13,
        Status::Draft,
        "",
        "Vendor for vector search",
        "vector",
        "Sam Idowu",
    ),
    (
        PAYMENTS,
        14,
        Status::Rejected,
        "2026-05-19",
        "Score in the payment gateway itself",
        "scoring",
        "Mina Okafor",
    ),
    (
        PAYMENTS,
        15,
        Status::InReview,
        "2026-11-02",
        "Drift alarms page the owning team",
        "monitoring",
        "Lee Brandt",
    ),
    (
        ASSISTANT,
        1,
        Status::Accepted,
        "2025-01-20",
        "Record architecture decisions",
        "",
        "Ana Ruiz",
    ),
    (
        ASSISTANT,
        2,
        Status::Accepted,
        "2025-02-14",
        "Retrieve with hybrid search and a re-ranker",
        "rag\nsearch",
        "Ana Ruiz",
    ),
    (
        ASSISTANT,
        3,
        Status::Deprecated,
        "2025-03",
        "One prompt file for each tool",
        "prompts",
        "Sam Idowu",
    ),
    (
        ASSISTANT,
        4,
        Status::Proposed,
        "2026-09-30",
        "Keep embeddings beside the documents they were made from, in one table with a version column",
        "rag\nvector",
        "Sam Idowu",
    ),
    (
        ASSISTANT,
        5,
        Status::Unknown,
        "",
        "Guardrails for tool calls",
        "safety",
        "",
    ),
];

pub(super) fn when(text: &str) -> Timestamp {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap_or_else(|_| today());
    Timestamp(Utc.from_utc_datetime(&day.and_hms_opt(10, 42, 0).unwrap()))
}

fn row_id(log: u128, number: u32) -> RecordId {
    id(if log == PAYMENTS { 0 } else { log } + u128::from(number))
}

pub(super) fn row(told: &Told) -> AdrRow {
    let (log, number, status, date, title, tags, people) = *told;
    AdrRow {
        id: row_id(log, number),
        log: id(log),
        number: Some(number),
        label: number.to_string(),
        title: title.into(),
        status,
        decided: date.parse().ok(),
        review_by: None,
        status_since: when(date),
        changed_at: when(date),
        tags: tags.into(),
        people: people.into(),
        findings: 0,
    }
}

fn log_line(log: u128, name: &str, root: &str, decisions: u64) -> LogLine {
    LogLine {
        id: id(log),
        name: name.into(),
        root: root.into(),
        folder: "docs/adr".into(),
        decisions,
    }
}

impl Store {
    /// Twelve decisions of two logs.
    pub(in crate::tui::screens) fn usual() -> Self {
        Self {
            rows: Arc::new(TOLD.iter().map(row).collect()),
            logs: Arc::new(vec![
                log_line(ASSISTANT, "assistant", "/home/mina/work/assistant", 5),
                log_line(PAYMENTS, "payments", "/home/mina/work/payments", 7),
            ]),
            events: super::events::usual(),
            protected: None,
            ascii: false,
            changed_outside: vec![row(&TOLD[2])],
            not_exported: 2,
            governed: super::home::Governed::default(),
            packets: super::packets::usual(),
        }
    }

    /// So many decisions of one log.
    pub(in crate::tui::screens) fn of(count: u32) -> Self {
        let one = |number| {
            row(&(
                PAYMENTS,
                number,
                Status::Accepted,
                "2026-01-01",
                "Use the platform",
                "",
                "",
            ))
        };
        Self {
            rows: Arc::new((1..=count).map(one).collect()),
            logs: Arc::new(vec![log_line(
                PAYMENTS,
                "payments",
                "/srv/payments",
                u64::from(count),
            )]),
            ..Self::default()
        }
    }

    /// The usual store with titles and names nobody should trust.
    pub(in crate::tui::screens) fn hostile() -> Self {
        let titles = [
            "\u{1b}[2J\u{1b}]0;owned\u{7}gone".to_owned(),
            "abc\u{202e}fed\u{2066}".to_owned(),
            "x".repeat(4_000),
            "設計書設計書設計書設計書設計書設計書設計書設計書設計書設計書".to_owned(),
            "tabs\tand\nlines\r\nof text".to_owned(),
            "e\u{301}".repeat(80),
        ];
        let mut store = Self::usual();
        let rows = store.rows.iter().zip(titles.iter().cycle());
        store.rows = Arc::new(
            rows.map(|(row, title)| AdrRow {
                title: title.clone(),
                label: title.chars().take(9).collect(),
                tags: title.clone(),
                ..row.clone()
            })
            .collect(),
        );
        store.governed = super::home::Governed::hostile(&titles);
        for (packet, title) in store.packets.iter_mut().zip(titles.iter()) {
            packet.title.clone_from(title);
            packet.label.clone_from(title);
            packet.ask = Some(title.clone());
        }
        for (event, title) in store.events.iter_mut().zip(titles.iter().cycle()) {
            event.title.clone_from(title);
            event.actor.clone_from(title);
            event.verb = format!("adr.{title}");
        }
        store
    }

    pub(in crate::tui::screens) fn answer(&self, query: &Query) -> Result<View, Problem> {
        Ok(match query {
            Query::Home => View::Home(self.home()),
            Query::Decisions(filter) => View::Decisions(self.decisions(filter)),
            Query::Record { id, width } => View::Record(Box::new(self.record(*id, *width)?)),
            Query::Source { id } => View::Source(self.source(*id)),
            Query::Search { text, .. } => View::Search(self.search(text)),
            Query::Events {
                before,
                record,
                limit,
            } => View::Events(self.page(*before, *record, *limit)),
            Query::Packets => View::Packets(packets::list(&self.packets)),
            Query::Packet { id, width, part } => View::Packet(Box::new(packets::shown(
                &self.packets,
                (*id, *width, *part),
                self.ascii,
            )?)),
            Query::Verify(source) => View::Verify(Box::new(packets::verified(source))),
            Query::DiffPackets { .. } => View::DiffPackets(Box::new(packets::compared())),
            Query::Jump { .. } => return Err(problem("no screen jumps")),
            Query::Compare { from, to } => View::Compare(Box::new(self.compare(*from, *to)?)),
            Query::NewForm | Query::Export | Query::Conflict { .. } => {
                return Err(problem("the stage does not know this yet"));
            }
            of_governance => return super::governed::answer(of_governance),
        })
    }

    pub(in crate::tui::screens) fn line(&self, row: &AdrRow) -> RecordLine {
        let log = self
            .logs
            .iter()
            .find(|log| log.id == row.log)
            .map_or("", |log| &log.name);
        RecordLine {
            id: row.id,
            reference: format!("{log}/{}", row.label),
            title: row.title.clone(),
            status: row.status,
        }
    }

    fn need(&self, row: &AdrRow, days: i64) -> NeedLine {
        NeedLine {
            record: self.line(row),
            days,
            date: row.decided,
            open_comments: 0,
        }
    }

    fn commented(&self) -> Vec<NeedLine> {
        let mut commented: Vec<NeedLine> = Vec::new();
        for row in self.rows.iter() {
            let mut comments = super::comments::on(row.id);
            comments.retain(|comment| !comment.settled);
            if let Some(oldest) = comments.first() {
                let days = (today() - oldest.at.day()).num_days();
                commented.push(NeedLine {
                    open_comments: comments.len() as u64,
                    ..self.need(row, days)
                });
            }
        }
        commented.sort_by_key(|line| std::cmp::Reverse(line.open_comments));
        commented
    }

    fn home(&self) -> HomeView {
        let count = |status| self.rows.iter().filter(|row| row.status == status).count() as u64;
        let counts = Status::ALL
            .into_iter()
            .map(|status| (status, count(status)));
        let stuck = self
            .rows
            .iter()
            .filter_map(|row| Some((row, row.days_waiting(today())?)));
        let mut stuck: Vec<_> = stuck.map(|(row, days)| self.need(row, days)).collect();
        stuck.sort_by_key(|need| -need.days);
        let old = self
            .rows
            .iter()
            .filter(|row| row.status == Status::Accepted)
            .take(2);
        let drafts = self.rows.iter().filter(|row| row.status == Status::Draft);
        HomeView {
            as_of: today(),
            counts: counts.filter(|(_, count)| *count > 0).collect(),
            total: self.rows.len() as u64,
            logs: self.logs.to_vec(),
            stuck,
            review_passed: old.map(|row| self.need(row, 163)).collect(),
            drafts: drafts.map(|row| self.need(row, 4)).collect(),
            commented: self.commented(),
            diverged: self
                .changed_outside
                .iter()
                .map(|row| self.need(row, 0))
                .collect(),
            not_exported: self.not_exported,
            duties: self.governed.duties.clone(),
            systems: self.governed.systems,
            assessments: self.governed.systems * 2,
            heat: self.governed.heat.clone(),
            recent: grouped(&self.events),
        }
    }

    fn decisions(&self, filter: &Filter) -> DecisionsView {
        let query = crate::fuzzy::Query::new(&filter.words.join(" "));
        let passes = |row: &AdrRow| {
            let log = self.line(row).reference;
            (filter.statuses.is_empty() || filter.statuses.contains(&row.status))
                && filter
                    .log
                    .as_ref()
                    .is_none_or(|name| log.starts_with(name.as_str()))
                && filter
                    .tags
                    .iter()
                    .all(|tag| row.tags.contains(tag.as_str()))
                && query
                    .score(&format!("{} {}", row.label, row.title))
                    .is_some()
        };
        let all = self.rows.iter().zip(0..);
        let mut shown: Vec<u32> = all
            .filter(|(row, _)| passes(row))
            .map(|(_, at)| at)
            .collect();
        match filter.sort {
            Sort::Title => shown.sort_by_key(|at| self.rows[*at as usize].title.clone()),
            Sort::Status => shown.sort_by_key(|at| self.rows[*at as usize].status),
            Sort::Date | Sort::Changed => {
                shown.sort_by_key(|at| std::cmp::Reverse(self.rows[*at as usize].changed_at));
            }
            Sort::Number => {}
        }
        DecisionsView {
            rows: Arc::clone(&self.rows),
            shown: Arc::new(shown),
            logs: Arc::clone(&self.logs),
            words: filter.words.clone(),
        }
    }

    fn record(&self, wanted: RecordId, width: u16) -> Result<RecordView, Problem> {
        let row = self.rows.iter().find(|row| row.id == wanted);
        let row = row.ok_or_else(|| problem("this record is not in the store any more"))?;
        let mut view = super::record::record_view(row.number.unwrap_or(1).into(), width);
        view.adr.id = row.id;
        view.digest = Digest::of(row.title.as_bytes());
        view.adr.log = row.log;
        view.adr.facts.title.clone_from(&row.title);
        view.adr.facts.status = row.status;
        view.adr.facts.stated = None;
        view.body = super::record::body(&row.title, width, self.ascii);
        view.adr.facts.number = row.number;
        view.adr.facts.dates.decided = row.decided.map(stated);
        view.adr.facts.people.deciders = row.people.lines().map(str::to_owned).collect();
        view.adr.facts.tags = row.tags.lines().map(str::to_owned).collect();
        view.reference = self.line(row).reference;
        view.comments = super::comments::on(wanted);
        view.log.name = view
            .reference
            .split('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        view.history = self
            .events
            .iter()
            .filter(|event| event.record == wanted)
            .cloned()
            .collect();
        let other = |at: usize| self.rows.get(at).map(|row| self.line(row));
        let link = |kind, at: usize, written: &str, stated_here| LinkLine {
            kind,
            partial: false,
            stated_here,
            pending: false,
            target: other(at),
            written: written.into(),
        };
        view.links = vec![
            link(LinkKind::Supersedes, 1, "0010-batch-scoring.md", true),
            link(LinkKind::Reference, 0, "0009-feature-store.md", true),
            link(LinkKind::RequiredBy, 6, "0012-serve-fraud-scores.md", false),
            LinkLine {
                target: None,
                ..link(
                    LinkKind::RelatesTo,
                    99,
                    "../platform/0003-latency-budget.md",
                    true,
                )
            },
        ];
        Ok(view)
    }

    fn source(&self, id: RecordId) -> SourceView {
        SourceView {
            id,
            reference: "payments/11".into(),
            file_name: "0011-canary.md".into(),
            base: Digest::of(b"0011"),
            bytes: b"# Canary by traffic share\n".to_vec(),
            protected: self.protected.clone(),
        }
    }

    fn search(&self, text: &str) -> SearchView {
        let hit = |row: &AdrRow| HitLine {
            record: self.line(row),
            snippet: vec![
                (
                    "… the authorisation window closes after 300 ms, so the ".into(),
                    false,
                ),
                (text.to_owned(), true),
                (
                    " budget of a score is 40 ms at the 99th percentile …".into(),
                    false,
                ),
            ],
        };
        let hits = if text.contains("kafka") {
            Vec::new()
        } else {
            self.rows.iter().skip(1).step_by(2).map(hit).collect()
        };
        SearchView {
            text: text.into(),
            hits,
            more: false,
        }
    }

    fn page(&self, before: Option<u64>, record: Option<RecordId>, limit: usize) -> EventsView {
        let older = |event: &&EventLine| before.is_none_or(|seq| event.seq < seq);
        let about = |event: &&EventLine| record.is_none_or(|id| event.record == id);
        let mut lines = self.events.iter().filter(older).filter(about);
        let page: Vec<EventLine> = lines.by_ref().take(limit).cloned().collect();
        let next = lines.next().and(page.last()).map(|last| last.seq);
        EventsView {
            lines: page,
            next,
            total: self.events.len() as u64,
        }
    }
}

/// One event for each action, as home is told them.
fn grouped(events: &[EventLine]) -> Vec<EventLine> {
    let mut groups: Vec<EventLine> = Vec::new();
    for event in events {
        if groups.last().is_none_or(|last| last.group != event.group) {
            groups.push(event.clone());
        }
    }
    groups
}

pub(super) fn stated(date: StatedDate) -> SourcedDate {
    SourcedDate {
        date,
        source: DateSource::Field,
    }
}
