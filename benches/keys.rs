//! A thousand keys through the real program: moving, filtering, jumping and opening, in a pseudo-terminal. Reads the trace the
//! program wrote and prints what a key costs.
//!
//! `ARCHDECK_BENCH_STORE` names a store; without it one with `ARCHDECK_BENCH_ADRS` (10,000) made-up decisions is made.

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

use std::{env, fs, path::Path, thread, time::Duration};

use harness::Home;

const KEYS: usize = 1_000;

fn main() {
    // `cargo test` runs benches too; it is not asked to measure.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let home = match env::var("ARCHDECK_BENCH_STORE") {
        Ok(store) => Home::with_store(store),
        Err(_) => Home::with_made_up(&adrs()),
    };
    let trace = home.file("frames.jsonl");
    let mut session = home.start_with(&["--trace", &trace], (200, 48));
    session.wait_for("Home");
    session.wait_stable();
    session.send("gd");
    session.wait_for("Decisions");
    session.wait_stable();
    for key in keys().into_iter().take(KEYS) {
        session.send(key);
        thread::sleep(Duration::from_millis(12));
    }
    session.wait_stable();
    session.send("\x03");
    session.wait_end();
    report(Path::new(&trace));
}

fn adrs() -> String {
    env::var("ARCHDECK_BENCH_ADRS").unwrap_or_else(|_| "10000".to_owned())
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

fn report(trace: &Path) {
    let text = fs::read_to_string(trace).unwrap();
    let frames: Vec<serde_json::Value> = text
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let first = |name: &str| frames.iter().find_map(|frame| frame[name].as_u64());
    let of_keys: Vec<_> = frames
        .iter()
        .filter(|frame| {
            frame["cause"]
                .as_str()
                .is_some_and(|cause| cause.starts_with("key "))
        })
        .collect();
    let cpu = |frame: &serde_json::Value, part: &str| frame["cpu_us"][part].as_u64().unwrap();
    let own: Vec<u64> = of_keys
        .iter()
        .map(|frame| cpu(frame, "update") + cpu(frame, "draw"))
        .collect();
    let wall: Vec<u64> = of_keys
        .iter()
        .map(|frame| frame["wall_us"].as_u64().unwrap())
        .collect();
    println!(
        "frames {}, of them {} after a key",
        frames.len(),
        of_keys.len()
    );
    println!(
        "first frame {} ms, complete {} ms",
        first("first_frame_ms").unwrap_or_default(),
        first("first_complete_frame_ms").unwrap_or_default()
    );
    println!(
        "update + draw, CPU: p50 {} us, p99 {} us",
        percentile(&own, 50),
        percentile(&own, 99)
    );
    println!("cause to screen, wall: p99 {} us", percentile(&wall, 99));
}

fn percentile(values: &[u64], percent: usize) -> u64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let nth = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(nth).copied().unwrap_or_default()
}
