//! How long it takes to write a packet of a large board meeting, and to hold its file against its manifest: by itself, and out
//! of a store with all that is said of its decisions there.
#![allow(
    missing_docs,
    reason = "a measurement says what it measures by its name"
)]

use std::{fmt::Write as _, fs, hint::black_box};

use archdeck::{
    domain::{digest::Digest, ids::RecordId, link::LinkKind, status::Status},
    env::Env,
    ops::{
        change::{Change, ImportRequest, PacketRequest},
        filter::Filter,
        query::{PacketPart, PacketSource, Query},
        view::View,
        workbench::Workbench,
    },
    packet::{Contents, Decision, Head, Relation, render, verify},
};
use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use tempfile::TempDir;

/// How many decisions it shows, and how many bytes their texts have together.
const DECISIONS: u32 = 40;
const BYTES: usize = 600 * 1024;

/// A record as people write them: headings, links by reference, a table, code, a comment of the template.
fn text_of(bytes: usize) -> String {
    let mut text = String::from("---\nstatus: proposed\n---\n\n# One file beside the service\n\n");
    let mut section = 0;
    while text.len() < bytes {
        section += 1;
        let _ = write!(
            text,
            "## Option {section}\n\n<!-- what speaks for it? -->\n\nThe team needs **one place** that survives a *power \
             cut*; see [the spike][s{section}] and H<sub>2</sub>O at x < 3.\n\n- Good, because nothing is installed\n  - \
             and a copy is a backup\n- Bad, because a share breaks its promises[^{section}]\n\n| Measure | Before |\n\
             |:--|--:|\n| writes | 900 |\n\n```sql\nselect 1; -- # no heading\n```\n\n[s{section}]: spikes/{section}.md\n\
             [^{section}]: Measured in the review.\n\n"
        );
    }
    text
}

fn contents() -> Contents {
    let decisions: Vec<_> = (0..DECISIONS).map(decision).collect();
    let relations = decisions.windows(2).map(|pair| Relation {
        from: pair[1].reference.clone(),
        kind: LinkKind::DependsOn,
        to: pair[0].reference.clone(),
    });
    Contents {
        readiness: None,
        id: RecordId(uuid::Uuid::from_u128(1)),
        label: "PKT-2026-001".to_owned(),
        title: "Everything at once".to_owned(),
        ask: Some("Accept all of it.".to_owned()),
        recommendation: None,
        as_of: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default(),
        relations: relations.collect(),
        decisions,
        changes: None,
        head: Head {
            replica: "0".repeat(32),
            seq: 1,
            hash: Digest::of(b"event"),
        },
    }
}

fn decision(number: u32) -> Decision {
    Decision {
        id: RecordId(uuid::Uuid::from_u128(u128::from(number) + 2)),
        reference: format!("payments/{number}"),
        revision: Digest::of(&number.to_le_bytes()),
        title: format!("Decision {number} of a long list"),
        status: Status::Proposed,
        decided: None,
        review_by: None,
        deciders: vec!["Ana".to_owned()],
        consulted: Vec::new(),
        informed: Vec::new(),
        tags: Vec::new(),
        links: Vec::new(),
        open_comments: 0,
        is_markdown: true,
        text: text_of(BYTES / DECISIONS as usize),
    }
}

fn packet(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("packet");
    group.sample_size(20);
    let contents = contents();
    let file = render(&contents);
    let name = format!("{DECISIONS} decisions in {} bytes", file.bytes.len());
    group.bench_function(format!("write {name}"), |bench| {
        bench.iter(|| black_box(render(&contents)));
    });
    group.bench_function(format!("verify {name}"), |bench| {
        bench.iter(|| black_box(verify(&file.bytes)));
    });
    group.finish();
}

/// A workbench over a store with the decisions, and the packet of all of them.
fn built() -> (Workbench, RecordId) {
    let folder = TempDir::new().expect("a folder");
    for number in 1..=DECISIONS {
        let file = format!("meeting/docs/adr/{number:04}-decision.md");
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text_of(BYTES / DECISIONS as usize)).expect("written");
    }
    let now = "2026-11-22T09:00:00Z".parse().expect("a moment");
    let mut bench = Workbench::in_memory(Env::fixed(now, "bench")).expect("memory");
    let paths = vec![folder.path().join("meeting")];
    bench
        .import(&ImportRequest { paths, log: None }, &mut |_| {})
        .expect("imported");
    let request = PacketRequest {
        system: None,
        title: "Everything at once".to_owned(),
        ask: None,
        recommendation: None,
        decisions: decisions_of(&mut bench),
        as_of: None,
        previous: None,
    };
    let done = bench.apply(Change::BuildPacket(request)).expect("built");
    (bench, done.made.expect("a packet"))
}

fn decisions_of(bench: &mut Workbench) -> Vec<RecordId> {
    match bench.answer(Query::Decisions(Filter::default())) {
        Ok(View::Decisions(view)) => view.rows.iter().map(|row| row.id).collect(),
        _ => Vec::new(),
    }
}

fn out_of_a_store(criterion: &mut Criterion) {
    let (mut bench, id) = built();
    let mut group = criterion.benchmark_group("packet of a store");
    group.sample_size(20);
    group.bench_function("gather and write", |timed| {
        timed.iter(|| black_box(bench.packet_file(id).expect("a packet")));
    });
    for part in [PacketPart::Cover, PacketPart::Whole] {
        let query = Query::Packet {
            id,
            width: 80,
            part,
        };
        group.bench_function(format!("lay out {part:?}"), |timed| {
            timed.iter(|| bench.answer(query.clone()).expect("a packet"));
        });
    }
    bench
        .apply(Change::FreezePacket { packet: id })
        .expect("frozen");
    group.bench_function("verify", |timed| {
        timed.iter(|| {
            bench
                .answer(Query::Verify(PacketSource::Kept(id)))
                .expect("a verdict")
        });
    });
    group.finish();
}

criterion_group!(benches, packet, out_of_a_store);
criterion_main!(benches);
