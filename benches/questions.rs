//! What a question costs the worker: search as it is typed, filters, jumps, opened records, saves; and what every change costs
//! it. Prints percentiles of time on the wall and of processor time with the number of decisions; `ARCHDECK_BENCH_ADRS` (10,000)
//! says how many there are.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement says it by failing, and prints"
)]

#[path = "questions/changes.rs"]
mod changes;

use std::{
    env,
    time::{Duration, Instant},
};

use archdeck::{
    domain::ids::RecordId,
    env::Env,
    ops::{
        change::{Change, TextEdit},
        demo,
        filter::Filter,
        query::Query,
        view::View,
        workbench::{Access, Settings, Workbench},
    },
};

/// Words as they are typed into the search, from the third letter on.
const SEARCHED: [&str; 8] = [
    "drift monitor",
    "canary",
    "evaluation gate",
    "secret",
    "feature store budget",
    "requests",
    "warehouse",
    "zebra",
];
/// Words as they are typed into a filter, letter by letter.
const FILTERED: [&str; 6] = [
    "store",
    "status:proposed vector",
    "cache region",
    "person:okafor split",
    "xyz",
    "since:2024 gate",
];

fn main() {
    // `cargo test` runs benches too; it is not asked to measure.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let count = env::var("ARCHDECK_BENCH_ADRS").map_or(10_000, |count| count.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let made = Env::fixed(demo::beginning().unwrap(), "bench");
    Workbench::open(&path, Access::ReadWrite, made, Settings::default())
        .unwrap()
        .write_synthetic(count)
        .unwrap();

    let bytes = std::fs::metadata(&path).unwrap().len();
    println!("a store of {count} decisions, {} MB", bytes / 1_000_000);
    let env = Env::system("bench".to_owned());
    let open = || Workbench::open(&path, Access::ReadWrite, env, Settings::default()).unwrap();
    let (mut bench, took) = timed(open);
    say("open", count, &mut [took]);
    let ask = |bench: &mut Workbench, query: Query| timed(|| bench.answer(query).unwrap());
    say("home, first", count, &mut [ask(&mut bench, Query::Home).1]);
    say(
        "decisions, first",
        count,
        &mut [ask(&mut bench, Query::Decisions(Filter::default())).1],
    );
    say("filter, a letter typed", count, &mut filters(&mut bench));
    say(
        "search, from three letters",
        count,
        &mut searches(&mut bench),
    );
    say("jump, a letter typed", count, &mut jumps(&mut bench));
    let ids = ids(&mut bench);
    let opened = ids
        .iter()
        .map(|id| ask(&mut bench, Query::Record { id: *id, width: 80 }).1);
    say("record opened", count, &mut opened.collect::<Vec<_>>());
    say("save acknowledged", count, &mut saves(&mut bench, &ids));
    changes::measure(&mut bench, (count, &ids), folder.path());
}

/// How long something took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Took {
    wall: Duration,
    /// Of this thread's processor.
    cpu: Duration,
}

fn timed<T>(ask: impl FnOnce() -> T) -> (T, Took) {
    let (started, cpu) = (Instant::now(), processor());
    let answer = ask();
    let took = Took {
        wall: started.elapsed(),
        cpu: processor().saturating_sub(cpu),
    };
    (answer, took)
}

#[cfg(unix)]
fn processor() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn processor() -> Duration {
    Duration::ZERO
}

fn filters(bench: &mut Workbench) -> Vec<Took> {
    let typed = FILTERED
        .iter()
        .flat_map(|text| (1..=text.len()).map(|end| text.get(..end).unwrap()));
    let filters = typed.filter_map(|text| Filter::parse(text).ok());
    filters
        .map(|filter| timed(|| bench.answer(Query::Decisions(filter)).unwrap()).1)
        .collect()
}

/// Five rounds: the first reads what the others find in memory.
fn searches(bench: &mut Workbench) -> Vec<Took> {
    let typed = SEARCHED
        .iter()
        .flat_map(|text| (3..=text.len()).map(|end| text.get(..end).unwrap()));
    let typed: Vec<_> = typed.collect();
    let ask = |text: &&str| {
        let query = Query::Search {
            text: (*text).to_owned(),
            limit: 50,
        };
        timed(|| bench.answer(query).unwrap()).1
    };
    std::iter::repeat_n(&typed, 5).flatten().map(ask).collect()
}

fn jumps(bench: &mut Workbench) -> Vec<Took> {
    let typed = FILTERED
        .iter()
        .flat_map(|text| (1..=text.len()).map(|end| text.get(..end).unwrap().to_owned()));
    typed
        .map(|text| timed(|| bench.answer(Query::Jump { text, limit: 50 }).unwrap()).1)
        .collect()
}

/// Two hundred open records from all over the list.
fn ids(bench: &mut Workbench) -> Vec<RecordId> {
    let filter = Filter::parse("status:proposed,draft").unwrap();
    let View::Decisions(view) = bench.answer(Query::Decisions(filter)).unwrap() else {
        unreachable!()
    };
    let step = (view.shown.len() / 200).max(1);
    view.shown
        .iter()
        .step_by(step)
        .take(200)
        .filter_map(|at| Some(view.rows.get(*at as usize)?.id))
        .collect()
}

fn saves(bench: &mut Workbench, ids: &[RecordId]) -> Vec<Took> {
    let mut took = Vec::new();
    for id in ids {
        let View::Source(source) = bench.answer(Query::Source { id: *id }).unwrap() else {
            unreachable!()
        };
        let bytes = [source.bytes.as_slice(), b"\nOne line more.\n"].concat();
        let edit = TextEdit {
            record: *id,
            base: source.base,
            bytes,
            reason: None,
        };
        took.push(timed(|| bench.apply(Change::EditText(edit)).unwrap()).1);
    }
    took
}

fn say(what: &str, count: usize, took: &mut [Took]) {
    let of = |part: fn(&Took) -> Duration| {
        let mut times: Vec<_> = took.iter().map(part).collect();
        times.sort_unstable();
        let at = |share: usize| {
            let nth = (times.len() * share / 100).min(times.len() - 1);
            times[nth].as_secs_f64() * 1e3
        };
        let (p50, p99, most) = (at(50), at(99), at(100));
        format!("p50 {p50:8.2}  p99 {p99:8.2}  max {most:8.2}")
    };
    println!(
        "{what:29} {count:7} decisions  n {:4}  wall ms {}  CPU ms {}",
        took.len(),
        of(|took| took.wall),
        of(|took| took.cpu)
    );
}
