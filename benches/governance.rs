//! How long a portfolio takes: the list of five hundred systems as it is kept and computed anew, and the verdict on one system
//! with all its packs answered.
#![allow(
    missing_docs,
    reason = "a measurement says what it measures by its name"
)]

use std::hint::black_box;

use archdeck::{
    domain::ids::RecordId,
    env::Env,
    ops::{
        query::Query,
        view::View,
        workbench::{Access, Settings, Workbench},
    },
};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use tempfile::TempDir;

/// How many systems the portfolio has.
const SYSTEMS: usize = 500;

fn env() -> Env {
    let now = "2026-11-22T09:00:00Z".parse().expect("a moment");
    Env::fixed(now, "bench")
}

fn opened(folder: &TempDir, access: Access) -> Workbench {
    let path = folder.path().join("store.db");
    Workbench::open(&path, access, env(), Settings::default()).expect("opened")
}

fn written() -> (TempDir, Vec<RecordId>) {
    let folder = TempDir::new().expect("a folder");
    let systems = opened(&folder, Access::ReadWrite)
        .write_synthetic_portfolio(SYSTEMS)
        .expect("written");
    (folder, systems)
}

fn list(bench: &mut Workbench) -> View {
    let filter = String::new();
    bench.answer(Query::Systems { filter }).expect("a list")
}

fn portfolio(criterion: &mut Criterion) {
    let (folder, systems) = written();
    let mut group = criterion.benchmark_group("governance");
    group.sample_size(10);
    // A store that cannot be written keeps nothing: each list is computed from the start.
    group.bench_function(format!("compute how {SYSTEMS} systems stand"), |timed| {
        timed.iter_batched(
            || opened(&folder, Access::ReadOnly),
            |mut bench| black_box(list(&mut bench)),
            BatchSize::PerIteration,
        );
    });
    list(&mut opened(&folder, Access::ReadWrite));
    group.bench_function(format!("list {SYSTEMS} systems that are kept"), |timed| {
        timed.iter_batched(
            || opened(&folder, Access::ReadWrite),
            |mut bench| black_box(list(&mut bench)),
            BatchSize::PerIteration,
        );
    });
    let mut bench = opened(&folder, Access::ReadWrite);
    let first = *systems.first().expect("a system");
    group.bench_function(
        "the verdict on a system with every item answered",
        |timed| {
            timed.iter(|| black_box(bench.verdict(first).expect("a verdict")));
        },
    );
    group.bench_function("the gate board of that system", |timed| {
        let query = Query::Readiness {
            system: first,
            as_of: None,
        };
        timed.iter(|| black_box(bench.answer(query.clone()).expect("a board")));
    });
    group.finish();
}

criterion_group!(benches, portfolio);
criterion_main!(benches);
