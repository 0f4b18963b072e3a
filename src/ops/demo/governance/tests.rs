use chrono::NaiveDate;

use crate::{
    domain::{readiness::Verdict, tier::Tier},
    env::Env,
    ops::{demo, workbench::Workbench},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn played(today: NaiveDate) -> Workbench {
    let mut bench = Workbench::in_memory(Env::fixed(demo::beginning().unwrap(), "demo")).unwrap();
    let made = bench.play_demo_on(today).unwrap();
    assert_eq!(made.systems, 15);
    let noon = today.and_hms_opt(12, 0, 0).unwrap().and_utc();
    bench.env.stand_at(crate::domain::time::Timestamp::of(noon));
    "Mina Okafor".clone_into(&mut bench.env.actor);
    bench
}

#[test]
fn look() {
    let mut bench = played(day("2026-11-22"));
    for line in bench.standings().unwrap() {
        println!(
            "{} {:?} {:?} {:?} issued {:?} {:?} {:?}",
            line.name,
            line.tier,
            line.verdict,
            line.first_reason,
            line.issued,
            line.tier_expired,
            (line.stale_evidence, line.reconfirm)
        );
    }
    panic!();
}
