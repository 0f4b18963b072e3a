//! Several at once, signals, and readers and writers that go away.

use std::{
    fs, io::Read as _, os::unix::process::ExitStatusExt as _, process::Stdio, thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    desk::{Desk, answer},
    ends, goes_on, record,
};

/// A log of so many records.
fn many(desk: &Desk, count: u32) {
    for number in 1..=count {
        let text =
            record(number, &format!("Number {number}")) + &"Vans wait at the gate.\n".repeat(40);
        desk.write(&format!("many/docs/adr/{number:04}-n.md"), text);
    }
}

#[test]
fn two_imports_of_one_folder_make_one_log() {
    for _ in 0..3 {
        let desk = Desk::new();
        many(&desk, 40);
        let begin = || {
            let mut command = desk.command(&["import", "many"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().expect("it starts")
        };
        let importers = [begin(), begin(), begin()];
        for importer in importers {
            answer(&importer.wait_with_output().expect("it ends")).fine();
        }
        let logs = desk.run(&["log", "list", "--json"]).json();
        assert_eq!(logs.as_array().map(Vec::len), Some(1), "{logs}");
        let rows = desk.run(&["adr", "list", "--json"]).json();
        assert_eq!(rows.as_array().map(Vec::len), Some(40));
        desk.run(&["doctor"]).fine();
    }
}

#[test]
fn a_signal_during_an_import_saves_all_of_it_or_nothing() {
    let desk = Desk::new();
    many(&desk, 200);
    for (signal, wait) in [(Signal::INT, 40), (Signal::TERM, 120), (Signal::HUP, 200)] {
        let mut child = desk
            .command(&["import", "many"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_millis(wait));
        let id = Pid::from_child(&child);
        // One that was faster than the signal is fine too.
        let _ = kill_process(id, signal);
        let ended = child.wait().expect("it ends");
        let mut said = String::new();
        child
            .stderr
            .take()
            .expect("stderr")
            .read_to_string(&mut said)
            .expect("text");
        assert!(!said.contains("panicked"), "{said}");
        let is_ours = ended.signal() == Some(signal.as_raw()) || ended.success();
        assert!(is_ours, "{ended:?}: {said}");
        if !desk.path("store.db").exists()
            || fs::metadata(desk.path("store.db")).expect("there").len() == 0
        {
            continue;
        }
        let rows = desk.run(&["adr", "list", "--json"]).json();
        let count = rows.as_array().map_or(0, Vec::len);
        assert!([0, 200].contains(&count), "{count} of 200 were saved");
    }
    goes_on(&desk);
}

#[test]
fn a_reader_that_goes_away_is_no_error_for_any_command() {
    let desk = Desk::with_parcels();
    for arguments in [
        &["adr", "list"][..],
        &["adr", "list", "--json"],
        &["adr", "show", "2"],
        &["adr", "show", "2", "--raw"],
        &["adr", "show", "2", "--json"],
        &["adr", "links", "3"],
        &["adr", "find", "depot"],
        &["adr", "history", "2"],
        &["history"],
        &["search", "depot"],
        &["log", "list"],
        &["doctor"],
        &["dump"],
        &["keys"],
        &["where"],
        &["man"],
        &["completions", "fish"],
        &["--help"],
        &["import", "parcels"],
        &["import", "parcels", "--dry-run"],
        &["adr", "export", "out"],
    ] {
        let mut child = desk
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let told = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert_eq!(told.status.code(), Some(0), "{arguments:?}: {said}");
        assert!(
            !said.contains("error") && !said.contains("panicked"),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn an_output_that_takes_nothing_is_a_failure_that_is_said() {
    let desk = Desk::with_parcels();
    for arguments in [
        &["adr", "list"][..],
        &["dump"],
        &["adr", "show", "2", "--raw"],
        &["keys"],
        &["man"],
        &["--help"],
    ] {
        let full = fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a full device");
        let told = desk
            .command(arguments)
            .stdout(full)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert_eq!(told.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains("No space left"), "{arguments:?}: {said}");
    }
    ends(desk.command(&["adr", "list"])).fine();
}

#[test]
fn of_two_who_save_one_state_of_a_decision_one_is_told_of_the_other() {
    for round in 0..5 {
        let desk = Desk::with_parcels();
        let digest = desk.run(&["adr", "show", "2", "--json"]).json()["digest"].clone();
        let digest = digest.as_str().expect("a digest").to_owned();
        let begin = |who: &str| {
            let new = desk.run(&["adr", "show", "2", "--raw"]).fine() + who + "\n";
            desk.write(&format!("{who}.md"), new);
            let file = format!("{who}.md");
            let mut command =
                desk.command(&["adr", "edit", "2", "--file", &file, "--base", &digest]);
            command.env("ARCHDECK_USER", who);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command
        };
        let editors =
            [begin("Mina"), begin("Lee")].map(|mut command| command.spawn().expect("it starts"));
        let [mina, lee] =
            editors.map(|editor| answer(&editor.wait_with_output().expect("it ends")));
        let (saved, refused, who) = match (mina.code, lee.code) {
            (0, 1) => ("Mina", lee, "Mina"),
            (1, 0) => ("Lee", mina, "Lee"),
            codes => unreachable!("round {round}: {codes:?}: {}{}", mina.err, lee.err),
        };
        assert!(
            refused.err.contains("changed meanwhile") && refused.err.contains(who),
            "{}",
            refused.err
        );
        let text = desk.run(&["adr", "show", "2", "--raw"]).fine();
        assert!(text.ends_with(&format!("{saved}\n")), "{text}");
        desk.run(&["doctor"]).fine();
    }
}

#[test]
fn of_two_who_take_one_step_one_is_told_that_it_is_taken() {
    let desk = Desk::with_parcels();
    let begin = || {
        let mut command = desk.command(&["adr", "status", "2", "rejected"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("it starts")
    };
    let both = [begin(), begin()].map(|step| answer(&step.wait_with_output().expect("it ends")));
    let codes: Vec<_> = both.iter().map(|told| told.code).collect();
    assert!(codes == [0, 1] || codes == [1, 0], "{codes:?}");
    let events = desk.run(&["adr", "history", "2", "--json"]).json();
    assert_eq!(
        events["lines"].as_array().map(Vec::len),
        Some(2),
        "{events}"
    );
}
