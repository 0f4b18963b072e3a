//! Evidence: attached, kept, found broken, mended, out of date.

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::domain::readiness::ItemResult;

fn attach(kind: EvidenceKind, locator: &str) -> Vec<AnswerStep> {
    vec![AnswerStep::Attach(piece(kind, locator))]
}

/// The assessment with SRV-01 met and proved by a file.
fn with_a_file() -> (Desk, RecordId, TempDir) {
    let (mut desk, assessment) = Desk::started();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("drill.txt");
    fs::write(&file, "back in four minutes").unwrap();
    desk.respond((assessment, "SRV-01"), Response::Met);
    desk.edit(
        (assessment, "SRV-01"),
        attach(EvidenceKind::File, file.to_str().unwrap()),
    )
    .unwrap();
    (desk, assessment, folder)
}

fn result(desk: &mut Desk, assessment: RecordId) -> ItemResult {
    desk.walked(assessment, "SRV-01").state.result
}

fn recheck(desk: &mut Desk) -> Done {
    let change = AssessChange::Recheck {
        system: Some(desk.system),
    };
    desk.bench.apply(Change::Assess(change)).unwrap()
}

#[test]
fn e22_a_file_that_was_replaced_proves_nothing_until_it_is_as_it_was() {
    let (mut desk, assessment, folder) = with_a_file();
    let file = folder.path().join("drill.txt");
    assert_eq!(result(&mut desk, assessment), ItemResult::Pass);
    let kept = desk.walked(assessment, "SRV-01").answer.unwrap().evidence;
    assert_eq!(kept[0].bytes, Some(20));
    assert_eq!(kept[0].digest, Some(Digest::of(b"back in four minutes")));
    assert_eq!(
        recheck(&mut desk).summary,
        "looked at 1 file again; all are as they were"
    );

    fs::write(&file, "back in an hour").unwrap();
    assert_eq!(
        recheck(&mut desk).summary,
        "looked at 1 file again; changed 1 item"
    );
    assert_eq!(result(&mut desk, assessment), ItemResult::Unevidenced);
    assert_eq!(desk.view(assessment).line.stale_evidence, 1);
    let view = desk.bench.evidence(Some(desk.system)).unwrap();
    assert_eq!(
        (view.lines[0].state, view.lines[0].number),
        (EvidenceState::Broken, 1)
    );

    fs::write(&file, "back in four minutes").unwrap();
    recheck(&mut desk);
    assert_eq!(result(&mut desk, assessment), ItemResult::Pass);
    fs::remove_file(&file).unwrap();
    recheck(&mut desk);
    assert_eq!(result(&mut desk, assessment), ItemResult::Unevidenced);
}

#[test]
fn what_is_kept_outlives_its_file() {
    let (mut desk, assessment, folder) = with_a_file();
    let place = (assessment, "SRV-01");
    desk.edit(place, vec![AnswerStep::Keep(0)]).unwrap();
    let digest = Digest::of(b"back in four minutes");
    assert_eq!(
        desk.bench.store.blob(digest).unwrap().unwrap(),
        b"back in four minutes"
    );
    fs::remove_file(folder.path().join("drill.txt")).unwrap();
    recheck(&mut desk);
    assert_eq!(result(&mut desk, assessment), ItemResult::Pass);
    // Twice is once.
    let again = desk.edit(place, vec![AnswerStep::Keep(0)]).unwrap();
    assert!(again.group.is_none());
}

#[test]
fn a_file_that_changed_or_is_too_large_is_not_kept() {
    let (mut desk, assessment, folder) = with_a_file();
    let place = (assessment, "SRV-01");
    fs::write(folder.path().join("drill.txt"), "something else").unwrap();
    let (what, _) = refused(desk.edit(place, vec![AnswerStep::Keep(0)]));
    assert!(what.contains("other bytes"), "{what}");
    let large = folder.path().join("large");
    fs::File::create(&large)
        .unwrap()
        .set_len(8 * 1024 * 1024 + 1)
        .unwrap();
    desk.edit(place, attach(EvidenceKind::File, large.to_str().unwrap()))
        .unwrap();
    let (what, _) = refused(desk.edit(place, vec![AnswerStep::Keep(1)]));
    assert!(what.contains("at most 8 MiB"), "{what}");
    let (what, _) = refused(desk.edit(place, vec![AnswerStep::Keep(7)]));
    assert!(what.contains("no number 8"), "{what}");
}

#[test]
fn what_is_no_evidence_is_refused_and_nothing_is_saved() {
    let (mut desk, assessment) = Desk::started();
    let folder = TempDir::new().unwrap();
    let place = (assessment, "SRV-01");
    let before = desk.events();
    for (kind, locator, said) in [
        (EvidenceKind::Link, "example.org", "no address"),
        (EvidenceKind::Link, "javascript:alert(1)", "no address"),
        (EvidenceKind::File, "/nowhere/at/all", "cannot be read"),
        (
            EvidenceKind::File,
            folder.path().to_str().unwrap(),
            "cannot be read",
        ),
        (EvidenceKind::Attestation, "Nobody Known", "names a person"),
        (EvidenceKind::Adr, "999", "no decision answers"),
        (EvidenceKind::Run, " ", "empty"),
        (EvidenceKind::Run, "a\u{7}b", "control character"),
    ] {
        let (what, _) = refused(desk.edit(place, attach(kind, locator)));
        assert!(what.contains(said), "{locator}: {what}");
    }
    let later = NewEvidence {
        collected_on: Some(day("2999-01-01")),
        ..piece(EvidenceKind::Run, "drill 7")
    };
    assert!(desk.edit(place, vec![AnswerStep::Attach(later)]).is_err());
    let backwards = NewEvidence {
        collected_on: Some(day("2020-02-02")),
        expires_on: Some(day("2020-02-01")),
        ..piece(EvidenceKind::Run, "drill 7")
    };
    assert!(
        desk.edit(place, vec![AnswerStep::Attach(backwards)])
            .is_err()
    );
    assert_eq!(desk.events(), before);
    desk.edit(place, attach(EvidenceKind::Attestation, "lee brandt"))
        .unwrap();
    let answer = desk.walked(assessment, "SRV-01").answer.unwrap();
    assert_eq!(answer.evidence[0].locator, "Lee Brandt");
}

#[test]
fn e23_evidence_grows_old_by_itself_and_asks_to_be_refreshed() {
    let (mut desk, assessment) = Desk::started();
    let today = desk.bench.env.today();
    let old = |days: i64| NewEvidence {
        collected_on: Some(today - chrono::TimeDelta::days(days)),
        ..piece(EvidenceKind::Run, "drill 7")
    };
    let steps = vec![
        AnswerStep::Respond(Response::Met),
        AnswerStep::Attach(old(180)),
    ];
    desk.edit((assessment, "SRV-01"), steps).unwrap();
    assert_eq!(result(&mut desk, assessment), ItemResult::Pass);
    let steps = vec![AnswerStep::Detach(0), AnswerStep::Attach(old(181))];
    desk.edit((assessment, "SRV-01"), steps).unwrap();
    let walked = desk.walked(assessment, "SRV-01");
    assert_eq!(walked.state.result, ItemResult::Unevidenced);
    assert_eq!(walked.evidence, [EvidenceState::Stale]);
    assert!(
        walked.state.action.starts_with("Refresh the evidence"),
        "{}",
        walked.state.action
    );
    assert_eq!(desk.view(assessment).line.stale_evidence, 1);
}

#[test]
fn evidence_taken_away_takes_a_verification_with_it() {
    let (mut desk, assessment, _folder) = with_a_file();
    let place = (assessment, "SRV-01");
    desk.be("Lee Brandt");
    desk.edit(place, vec![AnswerStep::Verify]).unwrap();
    desk.edit(place, vec![AnswerStep::Detach(0)]).unwrap();
    let answer = desk.walked(assessment, "SRV-01").answer.unwrap();
    assert_eq!(answer.review, crate::domain::assessment::Review::None);
}
