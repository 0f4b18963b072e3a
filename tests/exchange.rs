//! Decision logs in and out of a store: what happens to files that change here, outside, on both sides, or are odd.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::format_push_string,
    reason = "a story that cannot go on fails its test"
)]

use std::{fs, path::Path};

use archdeck::{
    domain::{ids::RecordId, time::Timestamp},
    env::Env,
    ops::{
        change::{Change, ImportRequest, TextEdit},
        error::OpsError,
        exchange::{
            classify::FileState,
            export::{ExportReport, ExportRequest, ExportTo, TargetState},
            report::{FileReport, ImportReport},
        },
        query::Query,
        view::{SourceView, View},
        workbench::Workbench,
    },
};
use proptest::prelude::*;
use tempfile::TempDir;

const FIRST: &str = "# 1. Keep parcels in one table\n\nDate: 2026-01-12\n\n## Status\n\nProposed\n\n## Context\n\nOne depot.\n";
const SECOND: &str = "# 2. Split by region\n\nDate: 2026-02-03\n\n## Status\n\nAccepted\n\nSupersedes [1. Keep parcels in one table](0001-one-table.md)\n\n## Context\n\nNine depots.\n";

/// A folder with a decision log, and a workbench in memory.
struct Story {
    folder: TempDir,
    bench: Workbench,
}

impl Story {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            write(&folder.path().join("docs/adr").join(path), bytes);
        }
        let now: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        Self {
            folder,
            bench: Workbench::in_memory(Env::fixed(now, "mina")).unwrap(),
        }
    }

    fn with_many(count: usize) -> Self {
        let story = Self::with(&[]);
        for n in 1..=count {
            let text = format!("# {n}. Title {n}\n\n## Status\n\nDraft\n");
            write(&story.outside(&format!("{n:04}-x.md")), text.as_bytes());
        }
        story
    }

    fn two_records() -> Self {
        Self::with(&[
            ("0001-one-table.md", FIRST.as_bytes()),
            ("0002-split-by-region.md", SECOND.as_bytes()),
        ])
    }

    fn outside(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join("docs/adr").join(path)
    }

    fn import(&mut self) -> ImportReport {
        let request = ImportRequest {
            paths: vec![self.folder.path().to_owned()],
            log: None,
        };
        self.bench.import(&request, &mut |_| {}).unwrap()
    }

    fn source(&mut self, reference: &str) -> SourceView {
        let id: RecordId = self.bench.resolve(reference).unwrap();
        let View::Source(source) = self.bench.answer(Query::Source { id }).unwrap() else {
            unreachable!()
        };
        source
    }

    fn edit(&mut self, reference: &str, text: &str) {
        let source = self.source(reference);
        let edit = TextEdit {
            record: source.id,
            base: source.base,
            bytes: text.into(),
            reason: None,
        };
        self.bench.apply(Change::EditText(edit)).unwrap();
    }

    fn export(&mut self) -> TempDir {
        let directory = tempfile::tempdir().unwrap();
        self.export_into(directory.path()).unwrap();
        directory
    }

    fn export_into(&mut self, directory: &Path) -> Result<ExportReport, OpsError> {
        self.export_to(ExportTo::Folder(directory.to_owned()))
    }

    fn export_to(&mut self, to: ExportTo) -> Result<ExportReport, OpsError> {
        let request = ExportRequest {
            to,
            log: None,
            only: Vec::new(),
        };
        let plan = self.bench.plan_export(&request)?;
        self.bench.export(&plan)
    }
}

impl Story {
    fn events(&mut self) -> u64 {
        let query = Query::Events {
            before: None,
            record: None,
            limit: 1,
        };
        let View::Events(events) = self.bench.answer(query).unwrap() else {
            unreachable!()
        };
        events.total
    }

    /// The titles of what changed on both sides, and how many others no file says yet.
    fn home(&mut self) -> (Vec<String>, u64) {
        let View::Home(home) = self.bench.answer(Query::Home).unwrap() else {
            unreachable!()
        };
        let titles = home.diverged.into_iter().map(|line| line.record.title);
        (titles.collect(), home.not_exported)
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn file<'a>(report: &'a ImportReport, path: &str) -> &'a FileReport {
    report
        .files()
        .find(|file| file.path == path)
        .unwrap_or_else(|| panic!("{path} is not in the report"))
}

#[test]
fn importing_the_same_files_again_saves_nothing() {
    let mut story = Story::two_records();
    assert!(story.import().group.is_some());
    let again = story.import();
    assert_eq!(again.group, None);
    assert!(again.files().all(|file| file.state == FileState::Unchanged));
}

#[test]
fn the_folder_of_a_log_is_the_log_of_its_repository() {
    let mut story = Story::two_records();
    story.import();
    let request = ImportRequest {
        paths: vec![story.folder.path().join("docs/adr")],
        log: None,
    };
    let again = story.bench.import(&request, &mut |_| {}).unwrap();
    assert_eq!(again.group, None);
    assert_eq!(story.bench.logs().unwrap().len(), 1);
}

#[test]
fn a_repository_and_its_folder_named_together_are_one_log() {
    let mut story = Story::two_records();
    let root = story.folder.path().to_owned();
    let request = ImportRequest {
        paths: vec![root.join("docs/adr"), root],
        log: None,
    };
    let report = story.bench.import(&request, &mut |_| {}).unwrap();
    assert_eq!((report.logs.len(), report.files().count()), (1, 2));
    assert_eq!(story.bench.logs().unwrap().len(), 1);
}

#[test]
fn a_file_named_by_itself_says_nothing_of_the_others() {
    let mut story = Story::two_records();
    story.import();
    write(
        &story.outside("0001-one-table.md"),
        b"# 1. Another\n\n## Status\n\nDraft\n",
    );
    let request = ImportRequest {
        paths: vec![story.outside("0001-one-table.md")],
        log: None,
    };
    let report = story.bench.import(&request, &mut |_| {}).unwrap();
    let states: Vec<_> = report.files().map(|file| file.state).collect();
    assert_eq!(states, [FileState::UpdatedOutside]);
    assert_eq!(story.bench.logs().unwrap().len(), 1);
}

#[test]
fn an_import_says_whether_it_can_be_taken_back() {
    let mut story = Story::with_many(1_000);
    let request = ImportRequest {
        paths: vec![story.folder.path().to_owned()],
        log: None,
    };
    let done = story.bench.apply(Change::Import(request.clone())).unwrap();
    assert!(!done.can_undo, "the log makes it 1,001 changes");
    assert!(story.bench.apply(Change::Undo).is_err());
    write(
        &story.outside("0007-x.md"),
        b"# 7. Other\n\n## Status\n\nDraft\n",
    );
    let done = story.bench.apply(Change::Import(request)).unwrap();
    assert!(done.can_undo && story.bench.apply(Change::Undo).is_ok());
}

#[test]
fn an_export_does_not_go_through_a_linked_folder() {
    let mut story = Story::with(&[("sub/0001-one-table.md", FIRST.as_bytes())]);
    story.import();
    let (target, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), target.path().join("sub")).unwrap();
    let refused = story.export_into(target.path()).unwrap_err().to_string();
    assert!(refused.contains("is no folder"), "{refused}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn a_file_that_changed_outside_is_taken_and_keeps_its_identity() {
    let mut story = Story::two_records();
    story.import();
    let before = story.source("1").id;
    write(
        &story.outside("0001-one-table.md"),
        FIRST.replace("One depot", "Two depots").as_bytes(),
    );
    assert_eq!(
        file(&story.import(), "0001-one-table.md").state,
        FileState::UpdatedOutside
    );
    let after = story.source("1");
    assert_eq!(after.id, before);
    assert!(
        String::from_utf8(after.bytes)
            .unwrap()
            .contains("Two depots")
    );
}

#[test]
fn a_file_that_changed_on_both_sides_is_shown_and_neither_side_is_lost() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    write(
        &story.outside("0001-one-table.md"),
        FIRST.replace("One depot", "Their depot").as_bytes(),
    );
    let report = story.import();
    let diverged = file(&report, "0001-one-table.md");
    assert_eq!((diverged.state, report.group), (FileState::Diverged, None));
    let sides = diverged.both_sides.as_ref().unwrap();
    assert!(sides.here.contains("+Our depot") && sides.outside.contains("+Their depot"));
    assert!(
        String::from_utf8(story.source("1").bytes)
            .unwrap()
            .contains("Our depot")
    );
}

#[test]
fn a_file_that_changed_here_stays_as_it_is_here() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    assert_eq!(
        file(&story.import(), "0001-one-table.md").state,
        FileState::EditedHere
    );
    let exported = story.export();
    assert!(
        fs::read_to_string(exported.path().join("0001-one-table.md"))
            .unwrap()
            .contains("Our depot")
    );
}

#[test]
fn a_renamed_file_is_the_same_record() {
    let mut story = Story::two_records();
    story.import();
    let before = story.source("1").id;
    fs::rename(
        story.outside("0001-one-table.md"),
        story.outside("0001-parcels-in-one-table.md"),
    )
    .unwrap();
    let report = story.import();
    assert_eq!(
        file(&report, "0001-parcels-in-one-table.md").state,
        FileState::Renamed
    );
    assert_eq!(story.source("1").id, before);
}

#[test]
fn a_file_that_is_gone_outside_is_kept_here_and_said() {
    let mut story = Story::two_records();
    story.import();
    fs::remove_file(story.outside("0002-split-by-region.md")).unwrap();
    assert_eq!(
        file(&story.import(), "0002-split-by-region.md").state,
        FileState::Gone
    );
    assert_eq!(story.source("2").file_name, "0002-split-by-region.md");
}

#[test]
fn two_files_with_one_number_are_both_kept_and_said() {
    let mut story = Story::with(&[
        ("0007-a.md", FIRST.replace("# 1.", "# 7.").as_bytes()),
        ("0007-b.md", b"# 7. Another\n\n## Status\n\nDraft\n"),
    ]);
    let report = story.import();
    assert!(
        file(&report, "0007-a.md")
            .findings
            .iter()
            .any(|finding| finding.message.contains("0007-b.md"))
    );
    let ambiguous = story.bench.resolve("7").unwrap_err().to_string();
    assert!(
        ambiguous.contains("0007-a") && ambiguous.contains("0007-b"),
        "{ambiguous}"
    );
    let (one, two) = (
        story.bench.resolve("0007-a").unwrap(),
        story.bench.resolve("0007-b").unwrap(),
    );
    assert_ne!(one, two);
}

#[test]
fn an_undone_import_is_gone_and_a_redone_one_is_back() {
    let mut story = Story::two_records();
    story.import();
    story.bench.apply(Change::Undo).unwrap();
    assert!(story.bench.resolve("1").is_err() && story.bench.logs().unwrap().is_empty());
    let done = story.bench.apply(Change::Redo).unwrap();
    assert!(done.summary.starts_with("redone") && story.bench.resolve("1").is_ok());
    story.bench.apply(Change::Undo).unwrap();
    assert!(story.bench.resolve("1").is_err());
}

#[test]
fn an_import_of_more_than_a_thousand_records_is_taken_back_by_removing_its_log() {
    let mut story = Story::with_many(1_001);
    let name = story.import().logs[0].name.clone();
    let refused = story.bench.apply(Change::Undo).unwrap_err();
    assert!(refused.hint().unwrap().contains("log remove"));
    story.bench.apply(Change::RemoveLog { name }).unwrap();
    assert!(story.bench.logs().unwrap().is_empty());
}

#[test]
fn an_edit_made_from_an_old_state_is_refused() {
    let mut story = Story::two_records();
    story.import();
    let old = story.source("1");
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    let late = TextEdit {
        record: old.id,
        base: old.base,
        bytes: b"# 1. Late\n".to_vec(),
        reason: None,
    };
    let refused = story.bench.apply(Change::EditText(late)).unwrap_err();
    assert!(
        refused.to_string().contains("changed meanwhile by mina"),
        "{refused}"
    );
    assert!(
        String::from_utf8(story.source("1").bytes)
            .unwrap()
            .contains("Our depot")
    );
}

#[test]
fn an_export_over_a_link_or_a_changed_file_writes_nothing_at_all() {
    let mut story = Story::two_records();
    story.import();
    let target = tempfile::tempdir().unwrap();
    write(
        &target.path().join("0002-split-by-region.md"),
        b"something else\n",
    );
    let refused = story.export_into(target.path()).unwrap_err().to_string();
    assert!(
        refused.contains("0002-split-by-region.md changed since"),
        "{refused}"
    );
    assert!(!target.path().join("0001-one-table.md").exists());
    fs::remove_file(target.path().join("0002-split-by-region.md")).unwrap();
    std::os::unix::fs::symlink(
        "/etc/hostname",
        target.path().join("0002-split-by-region.md"),
    )
    .unwrap();
    assert!(story.export_into(target.path()).is_err());
}

#[test]
fn what_was_changed_here_is_written_into_its_own_folder_and_noted() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    let report = story.export_to(ExportTo::Source).unwrap();
    assert_eq!((report.written.len(), report.unchanged), (1, 0));
    assert!(report.group.is_some());
    let outside = fs::read_to_string(story.outside("0001-one-table.md")).unwrap();
    assert!(outside.contains("Our depot"));
    assert_eq!(
        story.export_to(ExportTo::Source).unwrap(),
        ExportReport::default()
    );
    write(
        &story.outside("0001-one-table.md"),
        FIRST.replace("One depot", "Their depot").as_bytes(),
    );
    assert_eq!(
        file(&story.import(), "0001-one-table.md").state,
        FileState::UpdatedOutside,
        "what changes outside after an export is no divergence"
    );
}

#[test]
fn what_an_export_wrote_is_not_undone() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    story.export_to(ExportTo::Source).unwrap();
    let refused = story.bench.apply(Change::Undo).unwrap_err();
    assert!(
        refused.to_string().contains("files are not undone"),
        "{refused}"
    );
    assert!(refused.hint().is_some());
}

#[test]
fn a_copy_leaves_the_store_alone_and_may_be_brought_up_to_date() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Two depots"));
    let copy = tempfile::tempdir().unwrap();
    let events = story.events();
    story.export_into(copy.path()).unwrap();
    assert_eq!(story.events(), events);
    story.edit("1", &FIRST.replace("One depot", "Three depots"));
    let report = story.export_into(copy.path()).unwrap();
    assert_eq!((report.written.len(), report.unchanged), (1, 1));
    let text = fs::read_to_string(copy.path().join("0001-one-table.md")).unwrap();
    assert!(text.contains("Three depots"));
}

#[test]
fn an_export_into_the_folder_of_the_log_by_its_name_is_noted_too() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    let own = story.folder.path().join("docs/../docs/adr");
    let report = story.export_into(&own).unwrap();
    assert!(report.group.is_some());
    assert_eq!((report.written.len(), report.unchanged), (1, 1));
}

#[test]
fn both_sides_of_what_stands_in_the_way_are_shown() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    write(
        &story.outside("0001-one-table.md"),
        FIRST.replace("One depot", "Their depot").as_bytes(),
    );
    let request = ExportRequest {
        to: ExportTo::Source,
        log: None,
        only: Vec::new(),
    };
    let plan = story.bench.plan_export(&request).unwrap();
    let diverged: Vec<_> = plan.diverged().collect();
    assert_eq!(diverged.len(), 1);
    let sides = story
        .bench
        .difference(diverged[0])
        .unwrap()
        .both_sides
        .unwrap();
    assert!(sides.here.contains("+Our depot") && sides.outside.contains("+Their depot"));
    let refused = story.bench.export(&plan).unwrap_err();
    assert!(refused.hint().unwrap().contains("adr edit"), "{refused}");
    let outside = fs::read_to_string(story.outside("0001-one-table.md")).unwrap();
    assert!(outside.contains("Their depot"));
}

#[test]
fn only_the_decisions_that_are_named_are_written() {
    let mut story = Story::two_records();
    story.import();
    let copy = tempfile::tempdir().unwrap();
    let request = ExportRequest {
        to: ExportTo::Folder(copy.path().to_owned()),
        log: None,
        only: vec![story.bench.resolve("2").unwrap()],
    };
    let plan = story.bench.plan_export(&request).unwrap();
    let states: Vec<_> = plan.files.iter().map(|file| file.state).collect();
    assert_eq!(states, [TargetState::New]);
    story.bench.export(&plan).unwrap();
    assert!(!copy.path().join("0001-one-table.md").exists());
    assert!(copy.path().join("0002-split-by-region.md").exists());
}

#[test]
fn a_file_that_changes_while_the_plan_is_read_ends_the_export() {
    let mut story = Story::two_records();
    story.import();
    let copy = tempfile::tempdir().unwrap();
    let request = ExportRequest {
        to: ExportTo::Folder(copy.path().to_owned()),
        log: None,
        only: Vec::new(),
    };
    let plan = story.bench.plan_export(&request).unwrap();
    write(&copy.path().join("0002-split-by-region.md"), b"mine\n");
    let refused = story.bench.export(&plan).unwrap_err();
    assert!(
        refused.to_string().contains("changed meanwhile"),
        "{refused}"
    );
    assert!(
        refused
            .hint()
            .unwrap()
            .starts_with("1 of 2 files were written")
    );
    let mine = fs::read(copy.path().join("0002-split-by-region.md")).unwrap();
    assert_eq!(mine, b"mine\n");
}

#[test]
fn a_log_whose_folder_is_gone_is_not_written_anew() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    fs::rename(
        story.folder.path().join("docs"),
        story.folder.path().join("moved"),
    )
    .unwrap();
    let refused = story.export_to(ExportTo::Source).unwrap_err();
    assert!(refused.to_string().contains("is not there"), "{refused}");
    assert!(!story.folder.path().join("docs").exists());
}

#[test]
fn home_names_what_changed_on_both_sides_and_counts_what_is_not_exported() {
    let mut story = Story::two_records();
    write(
        &story.outside("0003-quiet.md"),
        b"# 3. Quiet\n\n## Status\n\nDraft\n",
    );
    write(
        &story.outside("0004-loud.md"),
        b"# 4. Loud\n\n## Status\n\nDraft\n",
    );
    story.import();
    assert_eq!(story.home(), (Vec::new(), 0));
    story.edit("1", &FIRST.replace("One depot", "Our depot"));
    story.edit("3", "# 3. Quiet\n\n## Status\n\nDraft\n\nHere.\n");
    story.edit("4", "# 4. Loud\n\n## Status\n\nDraft\n\nHere.\n");
    write(
        &story.outside("0001-one-table.md"),
        FIRST.replace("One depot", "Their depot").as_bytes(),
    );
    fs::remove_file(story.outside("0004-loud.md")).unwrap();
    assert_eq!(
        story.home(),
        (vec!["Keep parcels in one table".to_owned()], 2)
    );
    write(
        &story.outside("0003-quiet.md"),
        b"# 3. Quiet\n\n## Status\n\nDraft\n\nHere.\n",
    );
    assert_eq!(
        story.home().1,
        1,
        "a file that was copied by hand is as it is here"
    );
}

#[test]
fn our_own_decisions_are_read_whole() {
    let mut bench = Workbench::in_memory(Env::system("test".to_owned())).unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/adr");
    let report = bench
        .import(
            &ImportRequest {
                paths: vec![own],
                log: None,
            },
            &mut |_| {},
        )
        .unwrap();
    assert!(report.records().count() >= 7);
    for record in report.records() {
        assert!(
            record.unknown.iter().all(|fact| fact == "deciders"),
            "{}: {:?}",
            record.path,
            record.unknown
        );
        assert!(
            record.findings.is_empty(),
            "{}: {:?}",
            record.path,
            record.findings
        );
    }
}

/// Pieces of files as they are found in the wild, and worse.
fn odd_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"# 3. A title\n".to_vec()),
        Just(b"\r\n## Status\r\n\r\nAccepted\r\n".to_vec()),
        Just(b"---\nstatus: {proposed}\n---\n".to_vec()),
        Just(b"\xEF\xBB\xBF".to_vec()),
        Just(b"\xFF\xFEa\0".to_vec()),
        Just(b"\x1b]0;x\x07\0".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..40),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the bytes are, an export gives back the bytes of the import.
    #[test]
    fn any_bytes_come_back_as_they_came(one in odd_bytes(), two in odd_bytes()) {
        let mut story = Story::with(&[("0001-one.md", &one), ("0002-two.md", &two), ("sub/0003-x.md", FIRST.as_bytes())]);
        story.import();
        let exported = story.export();
        prop_assert_eq!(fs::read(exported.path().join("0001-one.md")).unwrap(), one);
        prop_assert_eq!(fs::read(exported.path().join("0002-two.md")).unwrap(), two);
        prop_assert_eq!(fs::read(exported.path().join("sub/0003-x.md")).unwrap(), FIRST.as_bytes());
    }
}

#[test]
fn what_was_written_back_and_read_again_is_not_diverged_when_it_changes_outside_later() {
    let mut story = Story::two_records();
    story.import();
    story.edit("1", &FIRST.replace("One depot", "Two depots"));
    let written = story.export_to(ExportTo::Source).unwrap().written;
    assert_eq!(written.len(), 1);
    let again = story.import();
    assert_eq!(
        file(&again, "0001-one-table.md").state,
        FileState::Unchanged
    );

    let changed = FIRST.replace("One depot", "Three depots");
    write(&story.outside("0001-one-table.md"), changed.as_bytes());
    let later = story.import();
    assert_eq!(
        file(&later, "0001-one-table.md").state,
        FileState::UpdatedOutside
    );
    assert_eq!(story.source("1").bytes, changed.as_bytes());
}
