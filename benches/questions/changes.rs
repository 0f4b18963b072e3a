//! What working on decisions costs the worker: each kind of change, what a screen asks right after it, and the questions that
//! look at two states or at files outside.

use std::{fs, path::Path};

use archdeck::{
    dialect::edit::{FactChange, PeopleRole},
    domain::{ids::RecordId, link::LinkKind, status::Status},
    ops::{
        change::{
            Change, Done, FactsEdit, ImportRequest, LinkChange, NewAdr, Step, TagMany, TextEdit,
        },
        exchange::export::{ExportRequest, ExportTo},
        filter::Filter,
        query::{Query, Revision, State},
        view::View,
        workbench::Workbench,
    },
};

use crate::{Took, say, timed};

/// How often each change is made.
const TIMES: usize = 50;
/// How many decisions lie in files outside, each of them changed here.
const OUTSIDE: usize = 60;
/// How many are tagged at once.
const MARKED: usize = 100;

/// Measures all of it and prints it.
pub fn measure(bench: &mut Workbench, (count, ids): (usize, &[RecordId]), folder: &Path) {
    let mut say = |what: &str, mut took: Vec<Took>| say(what, count, &mut took);
    let ids: Vec<_> = ids.iter().copied().take(TIMES + 1).collect();
    let two = |pair: &[RecordId]| (pair[0], pair[1]);
    let pairs: Vec<_> = ids.windows(2).map(two).collect();

    let steps = |id: &RecordId| step(*id, Status::Withdrawn);
    say("status step", applied(bench, ids.iter().map(steps)));
    let undone = ids.iter().map(|_| Change::Undo);
    say("step undone", applied(bench, undone));
    let facts: Vec<_> = ids.iter().map(|id| facts(bench, *id)).collect();
    say("facts edit", applied(bench, facts));
    let related = pairs.iter().map(|(a, b)| link(*a, LinkKind::RelatesTo, *b));
    say("link", applied(bench, related));
    let in_force = in_force(bench);
    let superseding = ids.iter().zip(in_force);
    let superseding = superseding.map(|(new, old)| link(*new, LinkKind::Supersedes, old));
    say("link that supersedes", applied(bench, superseding));
    let comments = ids.iter().map(|id| Change::Comment {
        record: *id,
        text: "Is it measured?".to_owned(),
    });
    say("comment", applied(bench, comments));

    let questions = (0..10).map(|_| timed(|| bench.answer(Query::NewForm).unwrap()).1);
    say("form of a new decision", questions.collect());
    let log = log_of(bench, ids[0]);
    let mut made = Vec::new();
    let new = (0..TIMES).map(|nth| {
        let change = new(log, nth);
        let (done, took) = timed(|| bench.apply(change).unwrap());
        made.extend(done.made);
        took
    });
    say("new decision", new.collect());
    let gone = made.iter().map(|id| Change::Discard {
        record: *id,
        base: None,
    });
    say("discard", applied(bench, gone));
    let again = (0..10).map(|nth| timed(|| bench.apply(new_after(log, nth)).unwrap()).1);
    say("new, after discarding", again.collect());

    let marked = Filter::parse("status:accepted").unwrap();
    let marked: Vec<_> = listed(bench, marked).into_iter().take(MARKED).collect();
    let tags = (0..5).map(|nth| {
        Change::Tag(TagMany {
            records: marked.clone(),
            add: vec![format!("tag-{nth}")],
            remove: Vec::new(),
        })
    });
    say("tag of a hundred", applied(bench, tags));
    let comment = |bench: &mut Workbench| {
        let text = "Once more".to_owned();
        let record = ids[0];
        bench.apply(Change::Comment { record, text }).unwrap();
        timed(|| listed(bench, Filter::default())).1
    };
    say(
        "list after a change",
        (0..10).map(|_| comment(bench)).collect(),
    );

    let compared = ids.iter().map(|id| compare(bench, *id));
    say("compare", compared.collect());
    let conflicts: Vec<_> = ids.iter().map(|id| conflict(bench, *id)).collect();
    say("conflict", conflicts);
    let (written, other) = long_lines();
    let saved = [written, other].map(|bytes| edited(bench, ids[0], bytes));
    say("save of a line of 4 MiB", saved.into());
    say("compare of lines of 4 MiB", vec![compare(bench, ids[0])]);

    outside(bench, folder, &mut say);
}

/// What looks at files outside.
fn outside(bench: &mut Workbench, folder: &Path, say: &mut impl FnMut(&str, Vec<Took>)) {
    beside_files(bench, folder);
    let homes = (0..10).map(|_| timed(|| bench.answer(Query::Home).unwrap()).1);
    say("home, 60 changed outside too", homes.collect());
    let looks = (0..5).map(|_| timed(|| looked_at(bench)).1);
    say("export looked at", looks.collect());
    let to = folder.join("written");
    export(bench, &to, say);
}

fn applied(bench: &mut Workbench, changes: impl IntoIterator<Item = Change>) -> Vec<Took> {
    let mut apply = |change| -> (Done, Took) { timed(|| bench.apply(change).unwrap()) };
    changes.into_iter().map(|change| apply(change).1).collect()
}

fn listed(bench: &mut Workbench, filter: Filter) -> Vec<RecordId> {
    let View::Decisions(view) = bench.answer(Query::Decisions(filter)).unwrap() else {
        unreachable!()
    };
    let rows = view
        .shown
        .iter()
        .filter_map(|at| view.rows.get(*at as usize));
    rows.map(|row| row.id).collect()
}

/// Decisions in force that nothing in the store says anything of, from all over the list.
fn in_force(bench: &mut Workbench) -> Vec<RecordId> {
    let all = listed(bench, Filter::parse("status:accepted").unwrap());
    let step = (all.len() / (TIMES + 1)).max(1);
    all.into_iter().step_by(step).collect()
}

fn step(record: RecordId, to: Status) -> Change {
    Change::Step(Step {
        records: vec![(record, None)],
        to,
        reason: Some("no longer needed".to_owned()),
        deciders: Vec::new(),
        on: None,
    })
}

fn facts(bench: &mut Workbench, record: RecordId) -> Change {
    let view = bench.record_without_text(record).unwrap();
    Change::Facts(FactsEdit {
        record,
        base: view.digest,
        facts: vec![
            FactChange::Title(format!("{} for now", view.adr.facts.title)),
            FactChange::People(PeopleRole::Deciders, vec!["Mina Okafor".to_owned()]),
        ],
        reason: None,
    })
}

fn link(from: RecordId, kind: LinkKind, to: RecordId) -> Change {
    Change::Link(LinkChange {
        from,
        kind,
        to,
        stated: true,
        reason: None,
    })
}

fn log_of(bench: &mut Workbench, record: RecordId) -> RecordId {
    bench.record_without_text(record).unwrap().adr.log
}

fn new(log: RecordId, nth: usize) -> Change {
    Change::NewAdr(NewAdr {
        title: format!("Use store {nth} for features"),
        log: Some(log),
        ..NewAdr::default()
    })
}

fn new_after(log: RecordId, nth: usize) -> Change {
    new(log, nth + 10 * TIMES)
}

fn compare(bench: &mut Workbench, record: RecordId) -> Took {
    let last = bench.record_without_text(record).unwrap().history;
    let before = State::Before(last.first().unwrap().seq);
    let at = |state| Revision { record, state };
    let query = Query::Compare {
        from: at(before),
        to: at(State::Now),
    };
    timed(|| bench.answer(query).unwrap()).1
}

fn conflict(bench: &mut Workbench, record: RecordId) -> Took {
    let base = bench.record_without_text(record).unwrap().digest;
    let before = bench.record_bytes(record).unwrap();
    edited(bench, record, [&before, b"\nTheirs.\n".as_slice()].concat());
    let query = Query::Conflict {
        record,
        base,
        text: Some([b"# Mine\n\n".as_slice(), &before].concat()),
    };
    timed(|| bench.answer(query).unwrap()).1
}

fn edited(bench: &mut Workbench, record: RecordId, bytes: Vec<u8>) -> Took {
    let edit = TextEdit {
        record,
        base: bench.record_without_text(record).unwrap().digest,
        bytes,
        reason: None,
    };
    timed(|| bench.apply(Change::EditText(edit)).unwrap()).1
}

/// Two texts of a few lines, one of them of four MiB, that differ in the middle of it.
fn long_lines() -> (Vec<u8>, Vec<u8>) {
    let long = "store of features ".repeat(4 << 20 >> 4);
    let text = |word: &str| {
        let half = long.get(..2 << 20).unwrap();
        format!("# 1. A long line\n\n## Status\n\nProposed\n\n## Context\n\n{half}{word}{half}\n")
    };
    (text("here").into_bytes(), text("there").into_bytes())
}

/// Decisions in files of their own, changed in the files and here.
fn beside_files(bench: &mut Workbench, folder: &Path) {
    let root = folder.join("desk");
    let place = root.join("docs/adr");
    fs::create_dir_all(&place).unwrap();
    let write = |more: &str| {
        for number in 1..=OUTSIDE {
            let text = format!(
                "# {number}. Choice {number}\n\n## Status\n\nProposed\n\n## Context\n\n{}{more}",
                "It is needed.\n".repeat(200)
            );
            fs::write(place.join(format!("{number:04}-choice.md")), text).unwrap();
        }
    };
    write("");
    let request = ImportRequest {
        paths: vec![root.clone()],
        log: None,
    };
    bench.import(&request, &mut |_| {}).unwrap();
    let desk = Filter::parse("log:desk").unwrap();
    let ids = listed(bench, desk);
    assert_eq!(ids.len(), OUTSIDE);
    applied(bench, ids.iter().map(|id| step(*id, Status::Withdrawn)));
    write("Outside too.\n");
}

/// What the screen of an export asks: the files that differ, and how.
fn looked_at(bench: &mut Workbench) {
    let request = ExportRequest {
        to: ExportTo::Source,
        log: Some("desk".to_owned()),
        only: Vec::new(),
    };
    let plan = bench.plan_export(&request).unwrap();
    assert_eq!(plan.files.len(), OUTSIDE);
    for file in &plan.files {
        bench.difference(file).unwrap();
    }
}

/// The plan of an export into a folder that has every file already.
fn export(bench: &mut Workbench, to: &Path, say: &mut impl FnMut(&str, Vec<Took>)) {
    let request = ExportRequest {
        to: ExportTo::Folder(to.to_owned()),
        log: None,
        only: Vec::new(),
    };
    let (plan, took) = timed(|| bench.plan_export(&request).unwrap());
    say("export planned, all new", vec![took]);
    let targets = plan.files.iter().map(|file| &file.target);
    for (target, id) in targets.zip(by_path(bench)) {
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bench.record_bytes(id).unwrap()).unwrap();
    }
    let (plan, took) = timed(|| bench.plan_export(&request).unwrap());
    assert!(plan.due().next().is_none() && plan.diverged().next().is_none());
    say("export planned, none new", vec![took]);
}

/// The decisions in the order in which an export has them: log by log as the store has them, by path.
fn by_path(bench: &mut Workbench) -> Vec<RecordId> {
    let mut ids = listed(bench, Filter::default());
    let mut place = |id: &RecordId| {
        let view = bench.record_without_text(*id).unwrap();
        (view.log.name, view.adr.path)
    };
    ids.sort_by_cached_key(&mut place);
    ids
}
