//! The demo is played whole, and what its screens have to show is there: on this day and on another one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use chrono::{Duration, NaiveDate};

use crate::{
    domain::{
        assessment::{Answer, Carry, Response, Review},
        ids::RecordId,
        readiness::{ItemResult, Verdict},
        register::{RiskFlag, Treatment},
        system::PatternStatus,
        tier::Tier,
        time::Timestamp,
        waiver::Standing,
    },
    env::Env,
    ops::{
        assessments::WalkItem,
        demo,
        query::{PacketPart, PacketSource, Query},
        readiness::ReadinessView,
        systems::SystemLine,
        view::View,
        waivers::{WaiverLine, WaiverStep},
        workbench::Workbench,
    },
};

const TODAY: &str = "2026-11-22";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The demo, looked at on the day it was made.
fn played(today: NaiveDate) -> Workbench {
    let mut bench = Workbench::in_memory(Env::fixed(demo::beginning().unwrap(), "demo")).unwrap();
    let made = bench.play_demo_on(today).unwrap();
    assert!(made.decisions > 40 && made.systems == 15, "{made:?}");
    let noon = today.and_hms_opt(12, 0, 0).unwrap().and_utc();
    bench.env.stand_at(Timestamp::of(noon));
    "Mina Okafor".clone_into(&mut bench.env.actor);
    bench
}

/// The same for everybody who only looks.
fn shared() -> MutexGuard<'static, Workbench> {
    static PLAYED: LazyLock<Mutex<Workbench>> = LazyLock::new(|| Mutex::new(played(day(TODAY))));
    PLAYED.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lines(bench: &mut Workbench) -> Vec<SystemLine> {
    bench.standings().unwrap()
}

fn table(bench: &mut Workbench) -> BTreeMap<String, (Option<Tier>, String, bool)> {
    let of = |line: SystemLine| {
        let is_stale = line.issued.is_some_and(|issued| issued.is_stale);
        (line.name, (line.tier, line.verdict.to_string(), is_stale))
    };
    lines(bench).into_iter().map(of).collect()
}

fn boards(bench: &mut Workbench) -> Vec<ReadinessView> {
    let systems: Vec<RecordId> = lines(bench).iter().map(|line| line.id).collect();
    let board = |system| bench.readiness(system, None).unwrap();
    systems.into_iter().map(board).collect()
}

fn walked(bench: &mut Workbench) -> Vec<WalkItem> {
    let View::Checklists(list) = bench.answer(Query::Checklists(None)).unwrap() else {
        unreachable!("checklists answer checklists")
    };
    let ids: Vec<_> = list.assessments.iter().map(|line| line.id).collect();
    let items = |id| {
        let view = bench.assessment_view(id).unwrap();
        view.sections.into_iter().flat_map(|section| section.items)
    };
    ids.into_iter().flat_map(items).collect()
}

fn waivers(bench: &mut Workbench) -> Vec<WaiverLine> {
    let View::Waivers(view) = bench.answer(Query::Waivers(None)).unwrap() else {
        unreachable!("waivers answer waivers")
    };
    view.lines
}

#[test]
fn every_verdict_is_there_at_every_tier() {
    let mut bench = shared();
    let lines = lines(&mut bench);
    let of = |line: &SystemLine| (line.tier, line.verdict.to_string());
    let there: BTreeSet<_> = lines.iter().map(of).collect();
    let why = |line: &SystemLine| format!("{}: {:?}", line.name, line.first_reason);
    let why: Vec<_> = lines.iter().map(why).collect();
    let verdicts = [
        Verdict::Go,
        Verdict::Conditional,
        Verdict::Hold,
        Verdict::NoGo,
    ];
    for tier in Tier::ALL {
        for verdict in verdicts {
            let wanted = (Some(tier), verdict.to_string());
            assert!(there.contains(&wanted), "{wanted:?} in {there:?}; {why:#?}");
        }
    }
    assert!(there.contains(&(None, Verdict::Hold.to_string())));
}

#[test]
fn tiers_are_provisional_expired_forbidden_and_capped() {
    let mut bench = shared();
    let lines = lines(&mut bench);
    let expired: Vec<_> = lines
        .iter()
        .filter_map(|line| line.tier_expired.as_deref())
        .collect();
    assert_eq!(expired, ["valid until 2026-11-07", "new data class pii"]);
    assert!(lines.iter().any(|line| line.provisional));
    let stopped = |line: &&SystemLine| {
        let reason = line.first_reason.as_deref().unwrap_or_default();
        reason.contains("a practice that is not allowed")
    };
    assert_eq!(lines.iter().filter(stopped).count(), 1);
    let capped = |line: &SystemLine| {
        let dossier = bench.dossier(line.id).unwrap();
        let capped = dossier
            .recorded()
            .is_some_and(|(_, recorded)| !recorded.run.capped_by.is_empty());
        capped && line.tier == Some(Tier::T3)
    };
    assert_eq!(lines.into_iter().filter(capped).count(), 1);
}

#[test]
fn answers_and_evidence_are_in_every_state() {
    let mut bench = shared();
    let items = walked(&mut bench);
    let states: BTreeSet<_> = items
        .iter()
        .flat_map(|item| item.evidence.iter().map(|state| state.word()))
        .collect();
    assert_eq!(
        states.into_iter().collect::<Vec<_>>(),
        ["broken", "expired", "ok", "stale"]
    );
    let has = |is_it: &dyn Fn(&WalkItem, &Answer) -> bool| {
        let mut answered = items
            .iter()
            .filter_map(|item| Some((item, item.answer.as_ref()?)));
        answered.any(|(item, answer)| is_it(item, answer))
    };
    let is_na = |answer: &Answer| answer.response == Response::Na;
    assert!(has(
        &|item, answer| is_na(answer) && item.state.result == ItemResult::Na
    ));
    assert!(has(
        &|item, answer| is_na(answer) && item.state.result == ItemResult::Incomplete
    ));
    assert!(has(
        &|item, answer| answer.evidence.is_empty() && item.state.result == ItemResult::Unevidenced
    ));
    assert!(has(&|_, answer| matches!(
        &answer.review,
        Review::Disputed { reply: Some(_), .. }
    )));
    assert!(has(&|_, answer| matches!(
        &answer.review,
        Review::Disputed { reply: None, .. }
    )));
    assert!(has(&|_, answer| matches!(
        answer.review,
        Review::Verified { .. }
    )));
    assert!(has(&|_, answer| answer.carry == Carry::Reconfirm));
    assert!(has(&|_, answer| answer.planned_by.is_some()
        && answer.owner.is_some()
        && answer.due.is_some()));
    assert!(has(&|_, answer| {
        let mut pieces = answer.evidence.iter();
        pieces.any(|piece| piece.is_kept && !piece.is_broken)
    }));
}

#[test]
fn waivers_stand_in_every_way() {
    let mut bench = shared();
    let waivers = waivers(&mut bench);
    for standing in Standing::ALL {
        let mut all = waivers.iter();
        assert!(all.any(|line| line.standing == standing), "{standing:?}");
    }
    assert!(waivers.iter().any(|line| line.ends_within(14)));
    assert!(waivers.iter().any(|line| line.chain == 2));
    let decides = |line: &&WaiverLine| {
        line.standing == Standing::Proposed && line.refused(WaiverStep::Approve).is_none()
    };
    assert!(waivers.iter().any(|line| decides(&line)));
}

#[test]
fn verdicts_stand_are_stale_are_overridden_and_ended() {
    let mut bench = shared();
    let today = day(TODAY);
    let lines = lines(&mut bench);
    let issued = |verdict: Verdict, is_stale| {
        let mut all = lines.iter().filter_map(|line| line.issued.as_ref());
        all.any(|issued| issued.verdict == verdict && issued.is_stale == is_stale)
    };
    assert!(issued(Verdict::Go, false) && issued(Verdict::Go, true));
    assert!(issued(Verdict::Conditional, false));
    let overridden = |line: &&SystemLine| {
        let issued = line.issued.as_ref();
        issued.is_some_and(|issued| issued.overridden_until.is_some())
    };
    assert_eq!(lines.iter().filter(overridden).count(), 1);
    let boards = boards(&mut bench);
    let mut ended = 0;
    let (mut now, mut earlier) = (0, 0);
    for board in &boards {
        let dossier = bench.dossier(board.system).unwrap();
        for issued in &dossier.issued {
            let until = issued.value.overridden.as_ref().map(|laxer| laxer.until);
            ended += usize::from(until.is_some_and(|until| until < today));
        }
        for signed in &dossier.sign_offs {
            if signed.value.digest == board.digest {
                now += 1;
            } else {
                earlier += 1;
            }
        }
    }
    assert_eq!(ended, 1);
    assert!(now > 0 && earlier > 0, "{now} {earlier}");
    assert!(boards.iter().any(|board| !board.changed_since.is_empty()));
}

#[test]
fn risks_carry_every_flag_and_one_is_accepted_in_order() {
    let mut bench = shared();
    let View::Register(register) = bench.answer(Query::Register(None)).unwrap() else {
        unreachable!("the register answers the register")
    };
    for flag in RiskFlag::ALL {
        let mut flags = register.risks.iter().flat_map(|line| &line.flags);
        assert!(flags.any(|(found, _)| *found == flag), "{flag:?}");
    }
    let mut risks = register.risks.iter();
    assert!(
        risks.any(|line| line.risk.treatment == Treatment::Accept
            && line.flags.is_empty()
            && line.risk.closed.is_none()),
        "an acceptance counts"
    );
}

#[test]
fn a_frozen_packet_is_sound_and_its_verdict_rests_on_something_else_now() {
    let mut bench = shared();
    let View::Packets(list) = bench.answer(Query::Packets).unwrap() else {
        unreachable!("packets answer packets")
    };
    let mut packets = list.lines.iter();
    let dock = packets.find(|line| line.title.starts_with("Readiness of Dock"));
    let id = dock.unwrap().id;
    let source = PacketSource::Kept(id);
    let View::Verify(verified) = bench.answer(Query::Verify(source)).unwrap() else {
        unreachable!("verify answers verify")
    };
    assert!(verified.sound, "{:?}", verified.checks);
    let asked = Query::Packet {
        id,
        width: 100,
        part: PacketPart::Cover,
    };
    let View::Packet(packet) = bench.answer(asked).unwrap() else {
        unreachable!("a packet answers a packet")
    };
    assert!(
        packet
            .changed_since
            .iter()
            .any(|line| line.contains("RAG-15")),
        "{:?}",
        packet.changed_since
    );
}

#[test]
fn patterns_matrices_and_people_are_of_every_kind() {
    let mut bench = shared();
    let patterns = bench.patterns().unwrap();
    for status in [
        PatternStatus::Draft,
        PatternStatus::Approved,
        PatternStatus::Deprecated,
    ] {
        let mut all = patterns.iter();
        assert!(all.any(|(pattern, followers)| pattern.status == status && *followers > 0));
    }
    assert!(patterns.iter().any(|(pattern, _)| pattern.pack.is_some()));
    let people = bench.people().unwrap();
    assert!(people.0.iter().any(|person| person.has_left));
    assert!(people.0.iter().any(|person| person.acts_for.is_some()));
    let View::Matrices(matrices) = bench.answer(Query::Matrices).unwrap() else {
        unreachable!("matrices answer matrices")
    };
    assert_eq!(matrices.lines.len(), 2);
    let mut written = matrices.lines.iter();
    let (matrix, _) = written.find(|(it, _)| it.decision.is_some()).unwrap();
    let View::Source(source) = bench
        .answer(Query::Source {
            id: matrix.decision.unwrap(),
        })
        .unwrap()
    else {
        unreachable!("a source answers a source")
    };
    let text = String::from_utf8(source.bytes).unwrap();
    assert!(text.contains(&format!("Options matrix {}", matrix.label)));
}

#[test]
fn it_is_as_true_two_years_later() {
    let then = day(TODAY) + Duration::days(2 * 365 + 5);
    assert_eq!(table(&mut played(then)), table(&mut shared()));
}

#[test]
fn what_is_made_anew_from_the_history_is_the_same() {
    let mut bench = played(day(TODAY));
    let seen = |bench: &mut Workbench| {
        let seen = (table(bench), walked(bench), waivers(bench));
        (format!("{seen:?}"), format!("{:?}", bench.standings()))
    };
    let live = seen(&mut bench);
    bench.rebuild().unwrap();
    assert_eq!(seen(&mut bench), live);
    assert!(bench.doctor().iter().all(|check| check.advice.is_none()));
}
