//! Milestones and upgrades.

use super::*;
use crate::domain::{assessment::Carry, readiness::ItemResult};

/// The next version: SRV-02 means something else, SRV-04 is split, SRV-05 is gone, SRV-07 is new.
fn next() -> String {
    let text = SERVING.replace("1.0.0", "2.0.0");
    let text = text.replace("id = \"SRV-02\"", "id = \"SRV-02\"\nrev = 2");
    let text = text.replace(
        "id = \"SRV-04\"\nask = \"Is there an owner?\"\nseverity = \"critical\"\nscale = \"yesno\"\n",
        "id = \"SRV-08\"\nask = \"Is there an owner?\"\nseverity = \"critical\"\nsupersedes = [\"SRV-04\"]\n\n\
         [[section.item]]\nid = \"SRV-09\"\nask = \"Is there a deputy?\"\nseverity = \"low\"\nsupersedes = [\"SRV-04\"]\n",
    );
    text.replace(
        "id = \"SRV-05\"\nask = \"Are alarms routed to a person?\"\nseverity = \"low\"\nsame_as = [\"OPS-01\"]\n",
        "id = \"SRV-07\"\nask = \"Is there a way to turn it off?\"\nseverity = \"low\"\n",
    )
}

fn answered() -> (Desk, RecordId) {
    let (mut desk, assessment) = Desk::started();
    for (item, response) in [
        ("SRV-02", Response::Met),
        ("SRV-04", Response::Met),
        ("SRV-05", Response::Partial),
        ("SRV-06", Response::Met),
    ] {
        desk.respond((assessment, item), response);
    }
    (desk, assessment)
}

fn upgrade(desk: &mut Desk, assessment: RecordId) -> Result<Done, OpsError> {
    let change = AssessChange::Upgrade { assessment };
    desk.bench.apply(Change::Assess(change))
}

#[test]
fn e08_to_e11_an_upgrade_begins_with_a_milestone_and_credits_nothing_by_itself() {
    let (mut desk, assessment) = answered();
    let before = desk.view(assessment);
    library(&mut desk.bench, &[&next(), OPERATING]);
    let view = desk.view(assessment);
    // A new version in the library changes nothing of what is open.
    assert_eq!(view.line.numbers, before.line.numbers);
    assert_eq!(view.line.newer.unwrap().to_string(), "2.0.0");

    let report = desk.bench.upgrade_report(assessment).unwrap();
    assert_eq!(report.carried, ["SRV-06"]);
    assert_eq!(report.reconfirm, ["SRV-02"]);
    assert_eq!(report.added, ["SRV-07"]);
    assert_eq!(report.retired, ["SRV-04", "SRV-05"]);
    assert_eq!(report.mapped.len(), 2);
    assert_eq!(report.before, before.line.numbers);
    let drop = report.drop_in_words().unwrap();
    assert!(
        drop.contains("due to 3 new items and 1 answer to be confirmed"),
        "{drop}"
    );

    let done = upgrade(&mut desk, assessment).unwrap();
    assert!(
        done.summary.starts_with(
            "brought ASM-0001 from own.serving 1.0.0 to 2.0.0: 1 carried, 1 to be confirmed, 3 new, 2 retired"
        ),
        "{}",
        done.summary
    );
    let view = desk.view(assessment);
    assert_eq!(view.line.numbers, report.after);
    assert_eq!((view.line.reconfirm, view.line.newer), (1, None));
    assert_eq!(view.milestones[0].1, "Before own.serving 2.0.0");
    assert_eq!(view.milestones[0].3, before.line.numbers.evidenced_bp);
    // The parts of a split item are open, with what was answered to the whole beside them.
    let part = desk.walked(assessment, "SRV-08");
    assert!(part.answer.is_none());
    assert_eq!(part.earlier, [("SRV-04".to_owned(), Response::Met)]);

    let waiting = desk.walked(assessment, "SRV-02");
    assert_eq!(waiting.state.result, ItemResult::Incomplete);
    assert_eq!(waiting.answer.unwrap().response, Response::Met);
    desk.be("Lee Brandt");
    desk.edit((assessment, "SRV-02"), vec![AnswerStep::Confirm])
        .unwrap();
    let confirmed = desk.walked(assessment, "SRV-02");
    assert_eq!(confirmed.state.result, ItemResult::Pass);
    let answer = confirmed.answer.unwrap();
    assert_eq!(
        (answer.carry, answer.item_rev, answer.by.as_str()),
        (Carry::None, 2, "Lee Brandt")
    );
    assert!(
        desk.edit((assessment, "SRV-02"), vec![AnswerStep::Confirm])
            .is_err()
    );
}

#[test]
fn an_upgrade_is_one_action_and_is_taken_back_whole() {
    let (mut desk, assessment) = answered();
    let before = desk.view(assessment);
    library(&mut desk.bench, &[&next(), OPERATING]);
    upgrade(&mut desk, assessment).unwrap();
    desk.bench.apply(Change::Undo).unwrap();
    let after = desk.view(assessment);
    assert_eq!(after.line.numbers, before.line.numbers);
    assert!(after.milestones.is_empty());
}

#[test]
fn a_retired_answer_that_another_pack_shares_goes_on_there() {
    let (mut desk, assessment) = answered();
    let shared = OPERATING.replace(
        "severity = \"low\"",
        "severity = \"low\"\nsame_as = [\"SRV-05\"]",
    );
    library(&mut desk.bench, &[&next(), &shared]);
    let operating = desk.start("own.operating").unwrap().made.unwrap();
    assert_eq!(
        desk.walked(operating, "OPS-01").shared_from.as_deref(),
        Some("SRV-05")
    );
    upgrade(&mut desk, assessment).unwrap();
    let kept = desk.walked(operating, "OPS-01").answer.unwrap();
    assert_eq!(kept.response, Response::Partial);
}

#[test]
fn there_must_be_something_to_upgrade_to() {
    let (mut desk, assessment) = answered();
    let (what, hint) = refused(upgrade(&mut desk, assessment));
    assert!(
        what.contains("the library has 1.0.0") && hint.contains("nothing"),
        "{what}"
    );
    let older = SERVING.replace("1.0.0", "0.9.0");
    library(&mut desk.bench, &[&older]);
    assert!(upgrade(&mut desk, assessment).is_err());
    library(&mut desk.bench, &[OPERATING]);
    assert!(upgrade(&mut desk, assessment).is_err());
    // E13: the same version with another text.
    library(&mut desk.bench, &[&SERVING.replace("Running", "Going")]);
    let (what, _) = refused(upgrade(&mut desk, assessment));
    assert!(what.contains("another text"), "{what}");
}

#[test]
fn milestones_are_compared_with_each_other_and_with_now() {
    let (mut desk, assessment) = answered();
    let take = |desk: &mut Desk, title: &str| {
        let change = AssessChange::Milestone {
            assessment,
            title: title.to_owned(),
        };
        desk.bench.apply(Change::Assess(change))
    };
    assert!(take(&mut desk, "  ").is_err());
    let first = take(&mut desk, "Before the review").unwrap();
    assert_eq!(
        first.summary,
        "took the milestone “Before the review” of ASM-0001 with 4 answers"
    );
    desk.respond((assessment, "SRV-06"), Response::Unmet);
    desk.respond((assessment, "SRV-01"), Response::Partial);
    let second = take(&mut desk, "After it").unwrap().made.unwrap();
    let first = first.made.unwrap();
    let diff = desk.bench.milestone_diff(first, None).unwrap();
    let rows: Vec<_> = diff
        .rows
        .iter()
        .map(|(item, then, now)| (item.as_str(), then.as_str(), now.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("SRV-01", "unanswered", "partial"),
            ("SRV-06", "met", "unmet")
        ]
    );
    assert_eq!(diff.to.0, "now");
    let same = desk.bench.milestone_diff(second, None).unwrap();
    assert!(same.rows.is_empty() && same.numbers.0 == same.numbers.1);
    let titles: Vec<_> = desk
        .bench
        .milestones(assessment)
        .unwrap()
        .into_iter()
        .map(|one| one.title)
        .collect();
    assert_eq!(titles, ["Before the review", "After it"]);
}
