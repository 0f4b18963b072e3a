//! How long it takes to write a packet of a large board meeting, and to hold its file against its manifest.

use std::fmt::Write as _;
use std::hint::black_box;

use archdeck::{
    domain::{digest::Digest, ids::RecordId, link::LinkKind, status::Status},
    packet::{Contents, Decision, Head, Relation, render, verify},
};
use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};

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

criterion_group!(benches, packet);
criterion_main!(benches);
