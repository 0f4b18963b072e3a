//! Processes that are killed while they save, and processes that save the same records at the same time.
//!
//! The short form runs with the other tests; `.ci/torture` runs the long one. Workers are this very program, started again
//! in a role; each prints a line when a save is acknowledged, and what was printed must be there afterwards.
#![allow(clippy::panic)]

#[path = "support/records.rs"]
mod records;

use std::{
    env,
    io::{BufRead as _, BufReader, Read, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use archdeck::{
    domain::{adr::Adr, ids::GroupId},
    store::{Access, Group, Outcome, Store, StoreError},
};
use records::*;
use tempfile::TempDir;

const ROLE: &str = "ARCHDECK_TORTURE_ROLE";
const PLACE: &str = "ARCHDECK_TORTURE_PLACE";
const SAVES: &str = "ARCHDECK_TORTURE_SAVES";
const KILLS: &str = "ARCHDECK_TORTURE_KILLS";

fn number(name: &str, short: u64) -> u64 {
    env::var(name).map_or(short, |text| text.parse().expect("a number"))
}

fn worker(role: &str, place: &Path) -> Child {
    Command::new(env::current_exe().expect("this program"))
        .args(["--exact", "a_worker", "--nocapture"])
        .env(ROLE, role)
        .env(PLACE, place)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process")
}

#[test]
fn a_worker() {
    let Ok(role) = env::var(ROLE) else { return };
    let place = env::var_os(PLACE).expect("a place");
    let mut store = Store::open(Path::new(&place), Access::ReadWrite).expect("opened");
    match role.as_str() {
        "saver" => loop {
            acknowledge(&mut store, one_edit);
        },
        "importer" => loop {
            acknowledge(&mut store, |_| Some(import(150).2));
        },
        "beginner" => {
            save(&mut store, vec![put_log(&log("payments"))]).expect("saved");
        }
        _ => {
            for _ in 0..number(SAVES, 15) {
                count_up(&mut store);
            }
        }
    }
}

/// Saves what `make` gives and says so once it is on the disk.
fn acknowledge(store: &mut Store, make: impl Fn(&Store) -> Option<Group>) {
    let Some(group) = make(store) else { return };
    let (id, size) = (group.id, group.puts.len());
    match store.save(group) {
        Ok(_) => say(&format!("saved {id} {size}")),
        Err(StoreError::Stale { .. }) => {}
        Err(other) => panic!("{other}"),
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").expect("somebody listens");
    out.flush().expect("somebody listens");
}

/// One more edit of one of the first records, its text changed as well.
fn one_edit(store: &Store) -> Option<Group> {
    let rows = store.adr_rows().expect("rows");
    let row = rows.get(random() as usize % rows.len().clamp(1, 5))?;
    let before = store.adr(row.id).expect("read")?;
    let (after, bytes) = edited(&before);
    let mut group = group(vec![from(&before, put_adr(&after))]);
    group.blobs.push(bytes);
    Some(group)
}

fn edited(before: &Adr) -> (Adr, Vec<u8>) {
    let mut after = before.clone();
    let count: u64 = before.facts.tags[0].parse().unwrap_or_default();
    after.facts.tags = vec![(count + 1).to_string()];
    with_text(after, &long_text(random() as u32))
}

/// Counts one record up, again and again until nobody was in between; says how often somebody was.
fn count_up(store: &mut Store) {
    loop {
        let begun = Instant::now();
        let group = one_edit(store).expect("a record");
        match store.save(group) {
            Ok(_) => return say(&format!("ok {}", begun.elapsed().as_micros())),
            Err(StoreError::Stale { .. }) => say("stale"),
            Err(other) => panic!("{other}"),
        }
    }
}

/// A number nobody can guess, good enough to choose a moment.
fn random() -> u64 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    let mut state = u64::from(now.subsec_nanos()) ^ (u64::from(std::process::id()) << 32);
    for _ in 0..3 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state ^= state >> 29;
    }
    state >> 8
}

/// Gathers the lines a process says until it ends; a line without its end was not said.
fn listen(out: impl Read + Send + 'static) -> JoinHandle<Vec<String>> {
    thread::spawn(move || {
        let mut lines = BufReader::new(out);
        let mut said = Vec::new();
        let mut line = String::new();
        while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
            if let Some(whole) = line.strip_suffix('\n') {
                said.push(whole.to_owned());
            }
            line.clear();
        }
        said
    })
}

fn begun(folder: &TempDir) -> std::path::PathBuf {
    let path = folder.path().join("store.db");
    let mut store = Store::open(&path, Access::ReadWrite).expect("begun");
    store.save(import(5).2).expect("saved");
    path
}

fn clean(store: &Store) {
    for check in store.verify() {
        assert_eq!(check.outcome, Outcome::Sound, "{check:?}");
    }
}

/// The groups a worker said were saved, with the number of their events.
fn acknowledged(said: &[String]) -> Vec<(GroupId, usize)> {
    said.iter().filter_map(|line| read_saved(line)).collect()
}

/// Reads `saved GROUP SIZE`; the test harness may have begun the line.
fn read_saved(line: &str) -> Option<(GroupId, usize)> {
    let (_, saved) = line.rsplit_once("saved ")?;
    let (group, size) = saved.split_once(' ')?;
    Some((group.parse().ok()?, size.parse().ok()?))
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let folder = TempDir::new().expect("a folder");
    let kills = number(KILLS, 20);
    let path = begun(&folder);
    let mut all = Vec::new();
    for kill in 0..kills {
        let role = if kill % 3 == 2 { "importer" } else { "saver" };
        let mut child = worker(role, &path);
        let said = listen(child.stdout.take().expect("a pipe"));
        thread::sleep(Duration::from_millis(5 + random() % 160));
        child.kill().expect("killed");
        child.wait().expect("gone");
        let new = acknowledged(&said.join().expect("listened"));
        let store = Store::open(&path, Access::ReadWrite).expect("opens after every kill");
        for (group, size) in &new {
            assert_eq!(
                store.group(*group).expect("read").len(),
                *size,
                "a lost save"
            );
        }
        all.extend(new);
        if kill % 50 == 49 {
            clean(&store);
        }
    }
    let store = Store::open(&path, Access::ReadWrite).expect("opened");
    for (group, size) in &all {
        assert_eq!(
            store.group(*group).expect("read").len(),
            *size,
            "a lost save"
        );
    }
    clean(&store);
    let count = all.len();
    println!("{kills} kills, {count} acknowledged saves, 0 of them lost");
}

#[test]
fn processes_that_save_the_same_records_lose_no_update() {
    let folder = TempDir::new().expect("a folder");
    let path = begun(&folder);
    let saves = number(SAVES, 15);
    let mut workers: Vec<_> = (0..4)
        .map(|_| {
            let mut child = worker("counter", &path);
            (listen(child.stdout.take().expect("a pipe")), child)
        })
        .collect();
    let mut said = Vec::new();
    for (lines, child) in &mut workers {
        let errors = child.stderr.take().map(|mut pipe| {
            let mut text = String::new();
            pipe.read_to_string(&mut text)
                .map(|_| text)
                .unwrap_or_default()
        });
        let ended = child.wait().expect("ended");
        assert!(ended.success(), "{}", errors.unwrap_or_default());
        let lines = std::mem::replace(lines, thread::spawn(Vec::new));
        said.extend(lines.join().expect("listened"));
    }
    let mut micros: Vec<u64> = said
        .iter()
        .filter_map(|line| line.rsplit_once("ok "))
        .filter_map(|(_, micros)| micros.parse().ok())
        .collect();
    let stale = said.iter().filter(|line| line.ends_with("stale")).count();
    assert_eq!(micros.len() as u64, 4 * saves, "every update was made once");

    let store = Store::open(&path, Access::ReadWrite).expect("opened");
    let counted: u64 = store
        .adr_rows()
        .expect("rows")
        .iter()
        .filter_map(|row| row.tags.parse::<u64>().ok())
        .sum();
    assert_eq!(counted, 4 * saves, "and none was written over");
    assert_eq!(store.event_count().expect("count"), 6 + 4 * saves);
    clean(&store);
    micros.sort_unstable();
    let at = |share: usize| micros[(micros.len() - 1) * share / 100] / 1_000;
    println!(
        "4 processes x {saves} saves on 5 records: {} saved, {stale} stale and made again, 0 busy; p50 {} ms, p99 {} ms, worst {} ms",
        micros.len(),
        at(50),
        at(99),
        at(100),
    );
}

#[test]
fn processes_that_begin_the_same_store_at_once_share_it() {
    for _ in 0..5 {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("deeper/store.db");
        let beginners: Vec<_> = (0..4).map(|_| worker("beginner", &path)).collect();
        for beginner in beginners {
            let output = beginner.wait_with_output().expect("ended");
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{told}");
        }
        let store = Store::open(&path, Access::ReadWrite).expect("opened");
        assert_eq!(store.logs().expect("logs").len(), 4);
        clean(&store);
    }
}
