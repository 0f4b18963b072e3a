//! Keys through the real program, in a pseudo-terminal. A first round of a thousand moves, filters, jumps and opens; a second one
//! works: it marks, fills forms in, takes steps and takes them back, compares, builds packets, looks at an export. Reads the
//! trace the program wrote and prints what a key costs, each round for itself.
//!
//! `ARCHDECK_BENCH_STORE` names a store, which the work changes; without it one with `ARCHDECK_BENCH_ADRS` (10,000) made-up
//! decisions is made.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a measurement says it by failing, and prints"
)]

#[path = "../tests/pty/harness.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod harness;
#[path = "keys/work.rs"]
mod work;

use std::{env, fs, thread, time::Duration};

use harness::{Home, Session};
use serde_json::Value;

const KEYS: usize = 1_000;
/// Between two keys, so that each has a frame of its own.
const PAUSE: Duration = Duration::from_millis(12);

fn main() {
    // `cargo test` runs benches too; it is not asked to measure.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let home = match env::var("ARCHDECK_BENCH_STORE") {
        Ok(store) => Home::with_store(store),
        Err(_) => Home::with_made_up(&adrs()),
    };
    work::prepare(&home);
    let trace = Trace(home.file("frames.jsonl"));
    let mut session = home.start_with(&["--trace", &trace.0], (200, 48));
    session.wait_for("Home");
    session.wait_stable();
    session.send("gd");
    session.wait_for("Decisions");
    session.wait_stable();
    for key in keys() {
        press(&mut session, key);
    }
    session.wait_stable();
    let read = trace.frames();
    let worked = work::done(&mut session, &trace);
    session.send("\x03");
    session.wait_end();
    report(&read, &worked);
}

fn adrs() -> String {
    env::var("ARCHDECK_BENCH_ADRS").unwrap_or_else(|_| "10000".to_owned())
}

fn press(session: &mut Session, key: &str) {
    session.send(key);
    thread::sleep(PAUSE);
}

/// What somebody presses: down a list, a filter typed and taken back, a jump, a record read.
fn keys() -> Vec<&'static str> {
    let mut round = vec!["j"; 20];
    round.extend(["\x04", "\x15", "G", "g", "g", "\x1b[6~", "\x1b[5~"]);
    round.extend(["/", "s", "t", "o", "r", "\r", "j", "k", "n", "\x1b"]);
    round.extend([
        "\x06", "c", "a", "c", "h", "e", "\r", "j", "j", "\x04", "]", ")", "\x1b", "\x1b",
    ]);
    round.into_iter().cycle().take(KEYS).collect()
}

/// Where the program writes down what each frame cost.
struct Trace(String);

impl Trace {
    /// The frames so far.
    fn frames(&self) -> Vec<Value> {
        let text = fs::read_to_string(&self.0).unwrap();
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let lines = whole.lines().filter(|line| line.starts_with('{'));
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// What the frames after a key cost, in microseconds.
struct Cost {
    own: Vec<u64>,
    wall: Vec<u64>,
    /// The frame of the most work: what caused it.
    worst: (u64, String),
    /// The most work of a frame after anything else, such as an answer, and what caused it.
    other: (u64, String),
}

impl Cost {
    fn of(frames: &[Value]) -> Self {
        let own = |frame: &Value| {
            let part = |name: &str| frame["cpu_us"][name].as_u64().unwrap();
            part("update") + part("draw")
        };
        let cause = |frame: &Value| frame["cause"].as_str().unwrap_or_default().to_owned();
        let is_key = |frame: &&Value| cause(frame).starts_with("key ");
        let most = |frames: &[&Value]| {
            let costs = frames.iter().map(|frame| (own(frame), cause(frame)));
            costs.max().unwrap_or_default()
        };
        let (keys, others): (Vec<_>, Vec<_>) = frames.iter().partition(is_key);
        Self {
            own: keys.iter().map(|frame| own(frame)).collect(),
            wall: keys
                .iter()
                .map(|frame| frame["wall_us"].as_u64().unwrap())
                .collect(),
            worst: most(&keys),
            other: most(&others),
        }
    }

    fn say(&self, what: &str) {
        println!(
            "{what:24} keys {:5}  CPU p50 {:5} us  p99 {:5} us  most {:5} us ({})  wall p99 {:6} us  other frames most {:5} us ({})",
            self.own.len(),
            percentile(&self.own, 50),
            percentile(&self.own, 99),
            self.worst.0,
            self.worst.1,
            percentile(&self.wall, 99),
            self.other.0,
            self.other.1,
        );
    }
}

fn report(read: &[Value], worked: &[(&'static str, Vec<Value>)]) {
    let first = |name: &str| read.iter().find_map(|frame| frame[name].as_u64());
    println!(
        "first frame {} ms, complete {} ms",
        first("first_frame_ms").unwrap_or_default(),
        first("first_complete_frame_ms").unwrap_or_default()
    );
    println!("CPU is that of update and draw; wall is from the key to the screen");
    Cost::of(read).say("reading");
    let mut all = Vec::new();
    for (flow, frames) in worked {
        Cost::of(frames).say(flow);
        all.extend(frames.iter().cloned());
    }
    Cost::of(&all).say("working, in all");
}

fn percentile(values: &[u64], percent: usize) -> u64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let nth = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(nth).copied().unwrap_or_default()
}
