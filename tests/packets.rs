//! Packets from their building to the day an auditor holds the file against the store: what stays, what is told, and what is
//! refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a story that cannot go on fails its test"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use archdeck::{
    domain::{ids::RecordId, time::Timestamp},
    env::Env,
    ops::{
        change::{
            Change, Done, ImportRequest, PacketExport, PacketFormat, PacketRequest, TextEdit,
        },
        error::OpsError,
        query::{PacketPart, PacketSource, Query},
        view::{PacketDiffView, PacketView, PacketsView, VerifyView, View},
        workbench::{Access, Settings, Workbench},
    },
};
use tempfile::TempDir;

const FIRST: &str = "# 1. Keep parcels in one table\n\nDate: 2026-01-12\n\n## Status\n\nProposed\n\n## Context\n\nOne depot.\n";
const SECOND: &str = "# 2. Split by region\n\nDate: 2026-02-03\n\n## Status\n\nProposed\n\nSupersedes [1. Keep parcels in one table](0001-one-table.md)\n\n## Context\n\nNine depots, see [the map](map.svg).\n";
const THIRD: &str = "= Score late parcels\n\nStatus:: proposed\n\n== Context\n\nEvery night.\n";

/// A folder with a decision log, and a workbench over a store in it.
struct Story {
    folder: TempDir,
    bench: Workbench,
}

fn env(actor: &str) -> Env {
    env_at("2026-11-22T09:00:00Z", actor)
}

fn env_at(moment: &str, actor: &str) -> Env {
    let now: Timestamp = moment.parse().unwrap();
    Env::fixed(now, actor)
}

/// A workbench over a store that was copied, later and perhaps by somebody else.
fn open(store: &Path, env: Env) -> Workbench {
    Workbench::open(store, Access::ReadWrite, env, Settings::default()).unwrap()
}

impl Story {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("parcels/docs/adr");
        fs::create_dir_all(&log).unwrap();
        for (name, text) in [
            ("0001-one-table.md", FIRST),
            ("0002-split-by-region.md", SECOND),
            ("0003-score-late-parcels.adoc", THIRD),
        ] {
            fs::write(log.join(name), text).unwrap();
        }
        let mut bench = Workbench::in_memory(env("mina")).unwrap();
        let paths = vec![folder.path().join("parcels")];
        bench
            .import(&ImportRequest { paths, log: None }, &mut |_| {})
            .unwrap();
        Self { folder, bench }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn ids(&self, references: &[&str]) -> Vec<RecordId> {
        let ids = references.iter().map(|typed| self.bench.resolve(typed));
        ids.collect::<Result<_, _>>().unwrap()
    }

    fn request(&self, references: &[&str]) -> PacketRequest {
        PacketRequest {
            system: None,
            title: "Autumn review".to_owned(),
            ask: Some("Approve the split.".to_owned()),
            recommendation: None,
            decisions: self.ids(references),
            as_of: None,
            previous: None,
        }
    }

    fn build(&mut self, references: &[&str]) -> RecordId {
        let request = self.request(references);
        let done = self.bench.apply(Change::BuildPacket(request)).unwrap();
        done.made.unwrap()
    }

    fn freeze(&mut self, packet: RecordId) -> Done {
        self.bench.apply(Change::FreezePacket { packet }).unwrap()
    }

    fn frozen(&mut self, references: &[&str]) -> RecordId {
        let packet = self.build(references);
        self.freeze(packet);
        packet
    }

    fn list(&mut self) -> PacketsView {
        match self.bench.answer(Query::Packets).unwrap() {
            View::Packets(view) => view,
            other => panic!("{other:?}"),
        }
    }

    fn labels(&mut self) -> Vec<String> {
        self.list()
            .lines
            .into_iter()
            .map(|line| line.label)
            .collect()
    }

    fn view(&mut self, id: RecordId) -> PacketView {
        let (width, part) = (80, PacketPart::Whole);
        match self
            .bench
            .answer(Query::Packet { id, width, part })
            .unwrap()
        {
            View::Packet(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn text(&mut self, id: RecordId) -> String {
        String::from_utf8(self.bench.packet_file(id).unwrap().bytes).unwrap()
    }

    fn section(&mut self, id: RecordId, name: &str) -> String {
        let file = self.bench.packet_file(id).unwrap();
        let section = file
            .sections
            .into_iter()
            .find(|section| section.name == name);
        section.unwrap().markdown
    }

    fn edit(&mut self, reference: &str, text: &str) {
        let record = self.bench.resolve(reference).unwrap();
        let View::Source(source) = self.bench.answer(Query::Source { id: record }).unwrap() else {
            panic!("a source");
        };
        let edit = TextEdit {
            record,
            base: source.base,
            bytes: text.into(),
            reason: None,
        };
        self.bench.apply(Change::EditText(edit)).unwrap();
    }

    fn verify(&mut self, source: PacketSource) -> VerifyView {
        match self.bench.answer(Query::Verify(source)).unwrap() {
            View::Verify(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn verify_bytes(&mut self, bytes: &[u8]) -> VerifyView {
        let file = self.path("held.md");
        fs::write(&file, bytes).unwrap();
        self.verify(PacketSource::File(file))
    }

    fn diff(&mut self, from: RecordId, to: RecordId) -> PacketDiffView {
        let (from, to) = (PacketSource::Kept(from), PacketSource::Kept(to));
        match self.bench.answer(Query::DiffPackets { from, to }).unwrap() {
            View::DiffPackets(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn export(
        &mut self,
        packet: RecordId,
        file: &str,
        format: PacketFormat,
    ) -> Result<Done, OpsError> {
        self.bench.apply(Change::ExportPacket(PacketExport {
            packet,
            file: self.path(file),
            format,
            replaces: false,
        }))
    }
}

fn refused(outcome: Result<Done, OpsError>) -> String {
    let error = outcome.unwrap_err();
    assert!(error.hint().is_some(), "{error}");
    error.to_string()
}

fn found<'v>(view: &'v VerifyView, section: &str) -> (bool, &'v str) {
    let check = view.checks.iter().find(|check| check.section == section);
    let check = check.unwrap_or_else(|| panic!("no `{section}` in {:#?}", view.checks));
    (check.holds, check.found.as_str())
}

#[test]
fn a_packet_shows_what_was_asked_for_in_its_order_and_nothing_twice() {
    let mut story = Story::new();
    let packet = story.build(&["3", "1", "3"]);
    let view = story.view(packet);
    let names: Vec<_> = view
        .sections
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Cover",
            "What is asked",
            "Decisions",
            "ADR-0003",
            "ADR-0001",
            "Relations",
            "Changes"
        ]
    );
    assert_eq!(view.packet.label, "PKT-2026-001");
    assert!(view.obstacles.is_empty() && view.packet.frozen.is_none());
    let asciidoc = story.section(packet, "ADR-0003");
    assert!(asciidoc.contains("= Score late parcels"), "{asciidoc}");
}

#[test]
fn a_draft_says_that_it_is_one_and_what_is_frozen_does_not() {
    let mut story = Story::new();
    let packet = story.build(&["1"]);
    assert!(story.section(packet, "Cover").contains("DRAFT, not frozen"));
    story.freeze(packet);
    assert!(!story.text(packet).contains("DRAFT"));
}

#[test]
fn a_label_is_never_given_twice() {
    let mut story = Story::new();
    let first = story.build(&["1"]);
    story
        .bench
        .apply(Change::DiscardPacket { packet: first })
        .unwrap();
    story.build(&["1"]);
    assert_eq!(story.labels(), ["PKT-2026-002"]);
    story.bench.apply(Change::Undo).unwrap();
    story.build(&["1"]);
    assert_eq!(story.labels(), ["PKT-2026-003"]);
    let earlier = PacketRequest {
        system: None,
        as_of: "2025-03-02".parse().ok(),
        ..story.request(&["1"])
    };
    story.bench.apply(Change::BuildPacket(earlier)).unwrap();
    assert_eq!(story.labels(), ["PKT-2026-003", "PKT-2025-001"]);
    story.bench.rebuild().unwrap();
    story.build(&["1"]);
    assert_eq!(story.labels().first().unwrap(), "PKT-2026-004");
}

#[test]
fn what_cannot_be_built_says_why() {
    let mut story = Story::new();
    let gone = PacketRequest {
        decisions: vec![RecordId(uuid_of(7))],
        ..story.request(&[])
    };
    let control = PacketRequest {
        title: "a\u{1b}[2J".to_owned(),
        ..story.request(&["1"])
    };
    let draft = story.build(&["1"]);
    let since_a_draft = PacketRequest {
        system: None,
        previous: Some(draft),
        ..story.request(&["1"])
    };
    for (request, why) in [
        (story.request(&[]), "at least one decision"),
        (gone, "not in the store"),
        (control, "U+001B"),
        (since_a_draft, "PKT-2026-001 is not frozen"),
    ] {
        let said = refused(story.bench.apply(Change::BuildPacket(request)));
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(story.labels(), ["PKT-2026-001"]);
}

fn uuid_of(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

#[test]
fn the_same_state_of_a_store_freezes_to_the_same_bytes() {
    let mut story = Story::new();
    story.build(&["1", "2", "3"]);
    let frozen = |name: &str, env: Env| {
        let copy = story.path(name);
        story.bench.backup(&copy).unwrap();
        let mut bench = open(&copy, env);
        let packet = bench.resolve_packet("last").unwrap();
        bench.apply(Change::FreezePacket { packet }).unwrap();
        bench.packet_file(packet).unwrap().bytes
    };
    let one = frozen("one.db", env_at("2026-11-22T10:00:00Z", "mina"));
    let other = frozen("other.db", env_at("2026-12-01T11:30:00Z", "lee"));
    assert_eq!(one, other);
}

#[test]
fn a_frozen_packet_stays_whatever_becomes_of_its_decisions() {
    let mut story = Story::new();
    let packet = story.frozen(&["1", "2"]);
    let handed_over = story.text(packet);
    story.edit("1", &FIRST.replace("One depot.", "Two depots."));
    let name = "parcels".to_owned();
    story.bench.apply(Change::RemoveLog { name }).unwrap();
    assert_eq!(story.text(packet), handed_over);
    assert_eq!(story.view(packet).sections.len(), 7);
}

#[test]
fn freezing_is_not_taken_back_and_done_once() {
    let mut story = Story::new();
    let packet = story.build(&["1"]);
    let done = story.freeze(packet);
    assert!(
        !done.can_undo && done.summary.contains("sha256:"),
        "{}",
        done.summary
    );
    for change in [
        Change::Undo,
        Change::DiscardPacket { packet },
        Change::FreezePacket { packet },
    ] {
        let said = refused(story.bench.apply(change));
        assert!(said.contains("PKT-2026-001 is frozen"), "{said}");
    }
    assert!(story.list().lines[0].frozen.is_some());
}

#[test]
fn building_and_throwing_away_are_taken_back() {
    let mut story = Story::new();
    let packet = story.build(&["1"]);
    let undone = story.bench.apply(Change::Undo).unwrap();
    assert!(
        undone.summary.contains("PKT-2026-001"),
        "{}",
        undone.summary
    );
    assert!(story.labels().is_empty());
    story.bench.apply(Change::Redo).unwrap();
    story.bench.apply(Change::DiscardPacket { packet }).unwrap();
    assert!(story.labels().is_empty());
    story.bench.apply(Change::Undo).unwrap();
    assert_eq!(story.labels(), ["PKT-2026-001"]);
}

#[test]
fn a_packet_whose_decision_is_gone_is_shown_and_not_frozen() {
    let mut story = Story::new();
    let packet = story.build(&["2"]);
    let name = "parcels".to_owned();
    story.bench.apply(Change::RemoveLog { name }).unwrap();
    let obstacles = story.view(packet).obstacles;
    assert!(
        obstacles[0].contains("not in the store any more"),
        "{obstacles:?}"
    );
    let said = refused(story.bench.apply(Change::FreezePacket { packet }));
    assert!(
        said.contains("cannot be frozen") && said.contains('2'),
        "{said}"
    );
}

#[test]
fn verifying_tells_what_became_of_a_decision_since() {
    let mut story = Story::new();
    let packet = story.frozen(&["1", "2"]);
    let fresh = story.verify(PacketSource::Kept(packet));
    assert!(fresh.sound, "{:#?}", fresh.checks);
    assert_eq!(
        found(&fresh, "ADR-0001 in the store"),
        (true, "still stands as it is shown")
    );
    story.edit("1", &FIRST.replace("One depot.", "Two depots."));
    let later = story.verify(PacketSource::Kept(packet));
    assert!(later.sound, "a change since is no fault of the packet");
    let (holds, said) = found(&later, "ADR-0001 in the store");
    assert!(
        holds && said.contains("changed since, by mina on 2026-11-22"),
        "{said}"
    );
    assert!(
        later
            .unknown
            .iter()
            .any(|said| said.contains("rewrite of the whole store"))
    );
}

#[test]
fn an_exported_packet_is_sound_with_and_without_its_store() {
    let mut story = Story::new();
    let packet = story.frozen(&["1", "2", "3"]);
    let done = story
        .export(packet, "out/packet.md", PacketFormat::Markdown)
        .unwrap();
    assert!(
        done.summary.contains("frozen") && done.group.is_none(),
        "{}",
        done.summary
    );
    let file = story.path("out/packet.md");
    let view = story.verify(PacketSource::File(file.clone()));
    assert!(view.sound, "{:#?}", view.checks);
    let alone = archdeck::ops::packets::verify_file(&file).unwrap();
    assert!(alone.sound && alone.label.as_deref() == Some("PKT-2026-001"));
    assert!(alone.unknown[0].contains("not held against a store"));
}

#[test]
fn one_changed_byte_is_named() {
    let mut story = Story::new();
    let packet = story.frozen(&["1", "2"]);
    let text = story.text(packet);
    let mended = text.replacen("One depot.", "Two depot.", 1);
    let view = story.verify_bytes(mended.as_bytes());
    assert!(!view.sound);
    assert!(!found(&view, "ADR-0001").0 && found(&view, "ADR-0002").0);
    let (holds, said) = found(&view, "frozen packet in the store");
    assert!(
        !holds && said.contains("other bytes than were frozen here"),
        "{said}"
    );
    let (cut, _) = text.split_at(text.len() / 2);
    assert!(!story.verify_bytes(cut.as_bytes()).sound);
    for nothing in ["", "# A text\n", "\u{0}\u{1}"] {
        let view = story.verify_bytes(nothing.as_bytes());
        assert!(!view.sound && view.label.is_none(), "{nothing:?}");
    }
}

#[test]
fn a_draft_that_was_handed_on_is_told_from_a_frozen_packet() {
    let mut story = Story::new();
    let packet = story.build(&["1"]);
    let draft = story.text(packet);
    let view = story.verify_bytes(draft.as_bytes());
    assert!(!view.sound);
    assert!(
        found(&view, "frozen packet in the store")
            .1
            .contains("this is a draft")
    );
    let asked = story
        .bench
        .answer(Query::Verify(PacketSource::Kept(packet)));
    assert!(asked.unwrap_err().to_string().contains("not frozen"));
}

#[test]
fn a_log_that_was_cut_off_or_is_another_is_told() {
    let mut story = Story::new();
    story.build(&["1"]);
    let (cut, whole) = (story.path("cut.db"), story.path("whole.db"));
    for copy in [&cut, &whole] {
        story.bench.backup(copy).unwrap();
    }
    let mut later = open(&whole, env_at("2026-11-22T10:00:00Z", "mina"));
    let ids = story.ids(&["1"]);
    let request = PacketRequest {
        decisions: ids,
        ..story.request(&[])
    };
    let packet = later
        .apply(Change::BuildPacket(request))
        .unwrap()
        .made
        .unwrap();
    later.apply(Change::FreezePacket { packet }).unwrap();
    let bytes = later.packet_file(packet).unwrap().bytes;
    fs::write(story.path("held.md"), bytes).unwrap();
    let held = PacketSource::File(story.path("held.md"));
    let mut earlier = open(&cut, env_at("2026-11-22T10:00:00Z", "mina"));
    let View::Verify(view) = earlier.answer(Query::Verify(held.clone())).unwrap() else {
        panic!("a verdict");
    };
    assert!(!view.sound);
    let (holds, said) = found(&view, "log of changes in the store");
    assert!(
        !holds && said.contains("was cut or is another store"),
        "{said}"
    );
    let mut stranger = Story::new();
    let view = stranger.verify(held);
    assert!(view.sound, "nothing of it is known to be wrong");
    assert!(
        view.unknown
            .iter()
            .any(|said| said.contains("another store"))
    );
}

#[test]
fn the_next_packet_tells_what_changed_and_a_comparison_says_the_same() {
    let mut story = Story::new();
    let first = story.frozen(&["1", "2"]);
    story.edit("1", &FIRST.replace("2026-01-12", "2026-01-13"));
    story.edit(
        "2",
        &SECOND
            .replace("Nine depots", "Ten depots")
            .replace("Proposed", "Deferred"),
    );
    let second = story.build(&["2", "3"]);
    let changes = story.section(second, "Changes");
    for said in [
        "PKT-2026-001",
        "Added: [ADR-0003 Score late parcels]",
        "Removed: ADR-0001",
        "proposed → deferred",
        "text",
    ] {
        assert!(changes.contains(said), "`{said}`: {changes}");
    }
    let difference = story.diff(first, second);
    assert_eq!(difference.added, ["ADR-0003 Score late parcels"]);
    assert_eq!(difference.removed, ["ADR-0001 Keep parcels in one table"]);
    assert_eq!(difference.changed, ["ADR-0002 Split by region"]);
    assert_eq!(story.view(second).previous.unwrap().1, "PKT-2026-001");
}

#[test]
fn a_fact_that_changed_is_told_apart_from_the_text() {
    let mut story = Story::new();
    story.frozen(&["1"]);
    story.edit("1", &FIRST.replace("2026-01-12", "2026-01-13"));
    let second = story.build(&["1"]);
    let changes = story.section(second, "Changes");
    assert!(changes.contains("2026-01-12 → 2026-01-13"), "{changes}");
    assert!(!changes.contains("text"), "{changes}");
}

#[test]
fn a_file_in_the_way_is_left_alone() {
    let mut story = Story::new();
    let packet = story.frozen(&["1"]);
    fs::write(story.path("mine.md"), "mine").unwrap();
    fs::create_dir(story.path("folder.md")).unwrap();
    for (file, why) in [
        ("mine.md", "holds something else"),
        ("folder.md", "is a folder"),
    ] {
        let said = refused(story.export(packet, file, PacketFormat::Markdown));
        assert!(
            said.contains(why) && said.contains("nothing was written"),
            "{said}"
        );
    }
    assert_eq!(fs::read_to_string(story.path("mine.md")).unwrap(), "mine");
    story
        .export(packet, "new.md", PacketFormat::Markdown)
        .unwrap();
    let again = story
        .export(packet, "new.md", PacketFormat::Markdown)
        .unwrap();
    assert!(again.summary.contains("already holds"), "{}", again.summary);
    let file = story.path("mine.md");
    let replacing = PacketExport {
        packet,
        file: file.clone(),
        format: PacketFormat::Markdown,
        replaces: true,
    };
    story.bench.apply(Change::ExportPacket(replacing)).unwrap();
    assert_eq!(
        fs::read(file).unwrap(),
        story.bench.packet_file(packet).unwrap().bytes
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_not_written_through() {
    let mut story = Story::new();
    let packet = story.frozen(&["1"]);
    fs::write(story.path("target.md"), "mine").unwrap();
    std::os::unix::fs::symlink(story.path("target.md"), story.path("link.md")).unwrap();
    let said = refused(story.export(packet, "link.md", PacketFormat::Markdown));
    assert!(said.contains("is a link"), "{said}");
    assert_eq!(fs::read_to_string(story.path("target.md")).unwrap(), "mine");
}

#[test]
fn a_page_and_json_are_made_of_the_same_packet() {
    let mut story = Story::new();
    let packet = story.frozen(&["1"]);
    for (file, format) in [
        ("x.html", PacketFormat::Html),
        ("x.json", PacketFormat::Json),
    ] {
        story.export(packet, file, format).unwrap();
        let text = fs::read_to_string(story.path(file)).unwrap();
        assert!(
            text.contains("PKT-2026-001") && text.contains("One depot."),
            "{file}"
        );
    }
}

#[test]
fn a_packet_nobody_knows_is_answered_with_those_there_are() {
    let mut story = Story::new();
    let none = story.bench.resolve_packet("001").unwrap_err();
    assert!(none.hint().unwrap().contains("packet build"));
    story.build(&["1"]);
    story.build(&["1"]);
    let unknown = story.bench.resolve_packet("009").unwrap_err();
    assert!(
        unknown
            .hint()
            .unwrap()
            .contains("PKT-2026-002, PKT-2026-001")
    );
    let several = story.bench.resolve_packet("2026").unwrap_err();
    assert!(several.to_string().contains("PKT-2026-001"), "{several}");
    let last = story.bench.resolve_packet("last").unwrap();
    assert_eq!(last, story.list().lines[0].id);
}
