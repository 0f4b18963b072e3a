//! How long the store takes: lists, search, a save, an import. The names carry the number of records.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/records.rs"]
mod records;

use std::{hint::black_box, time::Duration};

use archdeck::store::{Access, Reference, RowOrder, SearchQuery, Store};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tempfile::TempDir;

struct Filled {
    _folder: TempDir,
    store: Store,
    adrs: Vec<archdeck::domain::adr::Adr>,
}

fn filled(count: u32) -> Filled {
    let folder = TempDir::new().expect("a folder");
    let mut store =
        Store::open(&folder.path().join("store.db"), Access::ReadWrite).expect("a store");
    let (_, adrs, group) = records::import(count);
    store.save(group).expect("saved");
    Filled {
        _folder: folder,
        store,
        adrs,
    }
}

fn reads(criterion: &mut Criterion) {
    for count in [1_000, 10_000, 100_000] {
        let filled = filled(count);
        let store = &filled.store;
        let mut group = criterion.benchmark_group("store");
        group.sample_size(20);
        group.throughput(Throughput::Elements(u64::from(count)));
        group.bench_function(format!("adr_rows/{count}"), |timed| {
            timed.iter(|| black_box(store.adr_rows().expect("rows")));
        });
        group.bench_function(format!("adr_rows_page_60/{count}"), |timed| {
            timed.iter(|| store.adr_rows_page(RowOrder::Number, 60).expect("rows"));
        });
        group.bench_function(format!("counts/{count}"), |timed| {
            timed.iter(|| store.counts().expect("counts"));
        });
        group.bench_function(format!("open/{count}"), |timed| {
            timed.iter(|| Store::open(store.path(), Access::ReadWrite).expect("a store"));
        });
        for text in ["latency", "term4", "fraud queue term12"] {
            let query = SearchQuery {
                text: text.to_owned(),
                log: None,
                limit: 50,
            };
            group.bench_function(format!("search/{text}/{count}"), |timed| {
                timed.iter(|| store.search(&query).expect("hits"));
            });
        }
        let middle = filled.adrs[filled.adrs.len() / 2].id;
        group.bench_function(format!("links/{count}"), |timed| {
            timed.iter(|| store.links(middle).expect("links"));
        });
        group.bench_function(format!("find/{count}"), |timed| {
            let reference = Reference::Number {
                log: None,
                number: 17,
            };
            timed.iter(|| store.find(&reference).expect("found"));
        });
        group.finish();
    }
}

fn writes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("store");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(8));
    for count in [1_000, 10_000] {
        let mut filled = filled(count);
        let mut adr = filled.adrs[7].clone();
        group.bench_function(format!("save_one/{count}"), |timed| {
            timed.iter(|| {
                let mut next = adr.clone();
                next.facts.title.push('x');
                next.facts.title.truncate(40);
                next.facts.tags = vec![fresh_number().to_string()];
                let put = records::from(&adr, records::put_adr(&next));
                records::save(&mut filled.store, vec![put]).expect("saved");
                adr = next;
            });
        });
    }
    group.bench_function("import/10000", |timed| {
        timed.iter_batched(
            || {
                let folder = TempDir::new().expect("a folder");
                let store = Store::open(&folder.path().join("store.db"), Access::ReadWrite);
                (folder, store.expect("a store"), records::import(10_000).2)
            },
            |(folder, mut store, import)| {
                store.save(import).expect("saved");
                (folder, store)
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("verify/10000", |timed| {
        let filled = filled(10_000);
        timed.iter(|| filled.store.verify());
    });
    group.finish();
}

/// A number nobody had before, so that every save changes something.
fn fresh_number() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

criterion_group!(store, reads, writes);
criterion_main!(store);
