//! One decision with everything about it.

use std::sync::Arc;

use super::store::{PAYMENTS, id, stated};
use crate::{
    domain::{
        adr::{Adr, Dates, Dialect, Facts, People, StatedStatus},
        digest::Digest,
        finding::Finding,
        log::DecisionLog,
        status::Status,
    },
    markdown::RenderOptions,
    ops::view::RecordView,
};

/// The record with this number, laid out.
pub(in crate::tui::screens) fn record_view(number: u128, width: u16) -> RecordView {
    let title = "Serve fraud scores from the online store";
    let facts = Facts {
        dialect: Dialect::Madr3,
        native_id: None,
        number: u32::try_from(number).ok(),
        title: title.into(),
        title_from_name: false,
        status: Status::Accepted,
        stated: Some(StatedStatus {
            raw: "Accepted".into(),
            note: None,
            date: None,
        }),
        dates: Dates {
            decided: "2026-03-02".parse().ok().map(stated),
            review_by: "2027-03-02".parse().ok().map(stated),
            ..Dates::default()
        },
        people: People {
            deciders: vec!["Mina Okafor".into(), "Lee Brandt".into()],
            consulted: vec!["platform-team".into()],
            ..People::default()
        },
        tags: vec!["fraud".into(), "serving".into()],
        links: Vec::new(),
        findings: vec![
            Finding::new(
                "link-unresolved",
                "`../platform/0003-latency-budget.md` is not in this log",
            )
            .at_line(31),
        ],
    };
    RecordView {
        adr: Adr {
            id: id(number),
            log: id(PAYMENTS),
            path: format!("{number:04}-serve-fraud-scores.md"),
            anchor: None,
            facts,
            source: Digest::of(b"text"),
            imported: None,
        },
        digest: Digest::of(b"value"),
        log: DecisionLog {
            id: id(PAYMENTS),
            name: "payments".into(),
            root: "/home/mina/work/payments".into(),
            folder: "docs/adr".into(),
            remote: None,
        },
        reference: format!("payments/{number}"),
        body: body(title, width, false),
        width,
        links: Vec::new(),
        comments: Vec::new(),
        history: Vec::new(),
    }
}

pub(super) fn body(title: &str, width: u16, ascii: bool) -> Arc<crate::markdown::Rendered> {
    let title = title.lines().collect::<String>();
    let text = format!(
        "# 12. {title}

{TEXT}"
    );
    let options = RenderOptions {
        ascii,
        highlight: false,
        ..RenderOptions::default()
    };
    let drawn = crate::markdown::parse(&text).render(width, &options);
    Arc::new(drawn)
}

const TEXT: &str = "\
## Context and Problem Statement

Scores older than 200 ms miss the authorisation window. Today a Spark job writes them every night, see [ADR-0010](0010-batch-scoring.md), and the gateway reads yesterday's value.

How do we serve a score that is younger than the payment it judges?

## Decision Drivers

- latency: 40 ms at the 99th percentile
- one definition of a feature for training and serving
- the [latency budget](../platform/0003-latency-budget.md) of the platform

## Considered Options

- Serve from the online store of [Feast](0009-feature-store.md)
- Score in the payment gateway itself
- Keep the nightly batch and refresh it hourly

## Decision Outcome

Chosen option: serve from the online store, because it is the only one that keeps one definition of a feature and meets the latency budget with room to spare.

### Consequences

- Good, because training and serving read the same definition.
- Bad, because the online store is now in the path of every payment; its latency is watched at https://grafana.example.org/d/drift.

### Confirmation

A load test with twice the peak of last November, every quarter.

## More Information

Review when the latency at the 99th percentile has been above 35 ms for a week.
";
