//! A system on a small rubric, run as the workbench runs it, and a register with a few risks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{problem, today};
use crate::{
    domain::{
        condition::{Condition, FactIs, Word},
        fact::{FactDefinition, FactKind, FactRegistry, Facts, ListedValue},
        gate::Gate,
        ids::RecordId,
        pack::{Level, PackStatus, Version},
        person::Person,
        register::{
            Level5, Register, RegisterHead, Risk, RiskBand, RiskFlag, Step, TableCell, Treatment,
        },
        rubric::{Band, Cap, Distance, Factor, Floor, Rubric, RubricHead, Run, RunInput, Stop},
        tier::Tier,
    },
    ops::{
        people::PeopleView,
        risks::{RegisterView, RiskLine},
        systems::TierLine,
        tiers::{FactorLine, RiskView, WhatIf, WhatIfView},
        view::View,
    },
    tui::effect::Problem,
};

/// The identity of the system with this number.
pub(in crate::tui::screens) fn system_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(7_000 + number))
}

/// The system whose scores are all missing and whose register is empty.
pub(in crate::tui::screens) fn fresh() -> RecordId {
    system_id(2)
}

/// The system about which hostile things are said.
pub(in crate::tui::screens) fn hostile() -> RecordId {
    system_id(3)
}

/// The identity of the risk with this number.
pub(in crate::tui::screens) fn risk_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(8_000 + number))
}

/// The identity of the person with this number.
pub(in crate::tui::screens) fn person_id(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(6_000 + number))
}

const VERSION: Version = Version {
    major: 1,
    minor: 0,
    patch: 0,
};

/// Word, name, weight, score.
const FACTORS: [(&str, &str, u32, Option<u8>); 12] = [
    ("harm", "Harm", 4, Some(2)),
    ("entitlement", "Entitlement", 3, Some(1)),
    ("users", "Users", 2, Some(3)),
    ("revenue", "Revenue", 2, Some(2)),
    ("independence", "Independence", 3, Some(1)),
    ("reversibility", "Reversibility", 3, None),
    ("sensitivity", "Sensitivity", 3, Some(3)),
    ("reach", "Reach", 2, Some(2)),
    ("novelty", "Novelty", 1, Some(4)),
    ("dependency", "Dependency", 2, Some(0)),
    ("recovery", "Recovery", 2, Some(1)),
    ("oversight", "Oversight", 3, Some(1)),
];

const ANCHORS: [&str; 5] = [
    "nothing that anybody would notice",
    "a small thing, mended by the team within a day",
    "a thing customers notice and write about",
    "a loss that is hard to make good again",
    "a loss that cannot be made good",
];

fn is(fact: &str, word: &str) -> Condition {
    Condition::Is(FactIs {
        fact: fact.to_owned(),
        is: vec![Word::Word(word.to_owned())],
    })
}

fn rubric() -> Rubric {
    let factor = |(id, title, weight, _): (&str, &str, u32, Option<u8>)| Factor {
        id: id.to_owned(),
        title: title.to_owned(),
        ask: format!("What is the worst that may follow from {id}?"),
        why: "An average hides the one case that hurts.".to_owned(),
        weight,
        anchors: ANCHORS.map(str::to_owned).to_vec(),
        refs: Vec::new(),
    };
    let floor = |(id, title): (&str, &str), tier, when| Floor {
        id: id.to_owned(),
        title: title.to_owned(),
        tier,
        when,
    };
    Rubric {
        schema: 1,
        head: RubricHead {
            id: "risk.ai-criticality".to_owned(),
            version: VERSION,
            title: "Criticality".to_owned(),
            about: String::new(),
            status: PackStatus::Ga,
            scale_max: 4,
            review_by: None,
        },
        refs: Vec::new(),
        factors: FACTORS.map(factor).to_vec(),
        bands: [(Tier::T3, 0), (Tier::T2, 3_000), (Tier::T1, 6_000)]
            .map(|(tier, from)| Band { tier, from })
            .to_vec(),
        floors: vec![
            floor(
                ("irreversible", "Acts and cannot take it back"),
                Tier::T1,
                is("autonomy", "acts-irreversibly"),
            ),
            floor(
                ("external", "Personal data or external"),
                Tier::T2,
                is("exposure", "external"),
            ),
        ],
        stops: vec![Stop {
            id: "prohibited".to_owned(),
            title: "A forbidden practice".to_owned(),
            when: is("regulated", "eu-prohibited"),
        }],
        caps: vec![Cap {
            id: "experiment".to_owned(),
            title: "An experiment without real work".to_owned(),
            tier: Tier::T3,
            sign_off: Level::L2,
            when: is("traffic", "none"),
        }],
    }
}

fn registry() -> FactRegistry {
    let fact = |(id, title): (&str, &str), kind, words: &[&str]| FactDefinition {
        id: id.to_owned(),
        title: title.to_owned(),
        ask: format!("Which {id} has it?"),
        kind,
        open: false,
        values: words
            .iter()
            .map(|word| ListedValue {
                word: (*word).to_owned(),
                about: format!("it is {word}"),
            })
            .collect(),
    };
    FactRegistry {
        facts: vec![
            fact(
                ("exposure", "Exposure"),
                FactKind::Ordered,
                &["none", "internal", "partner", "external"],
            ),
            fact(
                ("autonomy", "Autonomy"),
                FactKind::Ordered,
                &["suggests", "acts-reversibly", "acts-irreversibly"],
            ),
            fact(
                ("regulated", "Regulated"),
                FactKind::Set,
                &["none", "eu-prohibited"],
            ),
            fact(("traffic", "Traffic"), FactKind::Ordered, &["none", "low"]),
            fact(
                ("decides_about_person", "Decides about a person"),
                FactKind::Flag,
                &[],
            ),
        ],
    }
}

const STATED: [(&str, &str); 4] = [
    ("exposure", "external"),
    ("autonomy", "suggests"),
    ("regulated", "none"),
    ("traffic", "none"),
];

fn facts(others: &[(String, String)]) -> Result<Facts, Problem> {
    let registry = registry();
    let mut facts = Facts::default();
    let stated = STATED.map(|(fact, value)| (fact.to_owned(), value.to_owned()));
    for (fact, value) in stated.iter().chain(others) {
        let definition = registry.get(fact).ok_or_else(|| problem("no such fact"))?;
        match definition.parse(value) {
            Ok(value) => facts.0.insert(fact.clone(), value),
            Err(_) => facts.0.remove(fact),
        };
    }
    Ok(facts)
}

fn scores(system: RecordId) -> BTreeMap<String, u8> {
    let scored = FACTORS.iter().filter(|_| system != fresh());
    scored
        .filter_map(|(id, _, _, score)| Some(((*id).to_owned(), (*score)?)))
        .collect()
}

fn run(scores: &BTreeMap<String, u8>, facts: &Facts) -> Run {
    rubric().run(RunInput {
        registry: &registry(),
        facts,
        scores,
        signed_caps: &[],
    })
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn recorded(tier: Tier, on: &str, expired: Option<&str>) -> TierLine {
    TierLine {
        tier: Some(tier),
        provisional: false,
        recorded: Some((day(on), "Mina Okafor".to_owned())),
        score_bp: Some((6_200, 6_200)),
        why: vec!["band".to_owned()],
        valid_until: Some(day("2027-10-01")),
        expired: expired.map(str::to_owned),
    }
}

/// The rubric of a system with the live tier.
pub(super) fn shown(system: RecordId) -> Result<View, Problem> {
    let rubric = rubric();
    let scores = scores(system);
    let run = run(&scores, &facts(&[])?);
    let is_fresh = system == fresh();
    let factors = rubric.factors.iter().map(|factor| FactorLine {
        score: scores.get(&factor.id).copied(),
        note: match (factor.id.as_str(), system) {
            ("harm", it) if it == hostile() => Some("lost\u{1b}[31m\u{202e} for ever".to_owned()),
            ("harm", it) if it != fresh() => Some("money is lost for a week at most".to_owned()),
            _ => None,
        },
        factor: factor.clone(),
    });
    let history = if is_fresh {
        Vec::new()
    } else {
        vec![
            recorded(Tier::T1, "2026-10-01", None),
            recorded(Tier::T2, "2024-09-01", Some("valid until 2026-09-01")),
        ]
    };
    let none = TierLine {
        tier: None,
        provisional: true,
        recorded: None,
        score_bp: None,
        why: Vec::new(),
        valid_until: None,
        expired: None,
    };
    let distances = rubric.distances(&run);
    Ok(View::Risk(Box::new(RiskView {
        as_of: today(),
        system: (system, "SYS-0001".to_owned(), "rag-assistant".to_owned()),
        rubric: (rubric.head.id.clone(), VERSION),
        scale_max: rubric.head.scale_max,
        factors: factors.collect(),
        facts: registry()
            .facts
            .into_iter()
            .map(|fact| {
                let stated = STATED.iter().find(|(id, _)| *id == fact.id);
                let stated = stated.map(|(_, value)| (*value).to_owned());
                (fact, stated)
            })
            .collect(),
        why: run.why(),
        distance: distances.iter().map(Distance::words).collect(),
        bands: rubric
            .bands
            .iter()
            .map(|band| (band.tier, band.from))
            .collect(),
        gates: Tier::ALL
            .map(|tier| {
                (
                    tier,
                    Gate::ALL
                        .map(|gate| (gate, gate.forces().at(tier)))
                        .to_vec(),
                )
            })
            .to_vec(),
        recorded: history.first().cloned().unwrap_or(none),
        history,
        is_open: !is_fresh,
        not_recordable: is_fresh.then(|| "nothing was scored".to_owned()),
        caps_to_sign: vec![(
            "experiment".to_owned(),
            "An experiment without real work".to_owned(),
            "L2".to_owned(),
        )],
        run,
    })))
}

/// What would be if.
pub(super) fn tried(system: RecordId, what_if: &WhatIf) -> Result<View, Problem> {
    let mut other = scores(system);
    for (factor, score) in &what_if.scores {
        match score {
            Some(score) => other.insert(factor.clone(), *score),
            None => other.remove(factor),
        };
    }
    let now = run(&scores(system), &facts(&[])?);
    let then = run(&other, &facts(&what_if.facts)?);
    let mut changes = Vec::new();
    if now.score() != then.score() {
        changes.push(format!("score {} → {}", now.score(), then.score()));
    }
    if now.called() != then.called() {
        changes.push(format!("tier {} → {}", now.called(), then.called()));
    }
    Ok(View::WhatIf(Box::new(WhatIfView {
        gating: (if then.tier == now.tier { 14 } else { 9 }, 14),
        packs: (Vec::new(), Vec::new()),
        changes,
        now,
        then,
    })))
}

/// Two persons, one of whom holds L2.
pub(super) fn people() -> View {
    let person = |number, name: &str, roles: &[&str]| Person {
        id: person_id(number),
        name: name.to_owned(),
        aliases: Vec::new(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        acts_for: None,
        has_left: false,
    };
    View::People(PeopleView {
        people: vec![
            person(1, "Lee Brandt", &["sre"]),
            person(2, "Mina Okafor", &["L2"]),
        ],
        me: Some(person_id(1)),
        actor: "lee".to_owned(),
    })
}

fn table() -> Register {
    const BANDS: [(&str, &str); 5] = [
        ("very-low", "Very low"),
        ("low", "Low"),
        ("medium", "Medium"),
        ("high", "High"),
        ("very-high", "Very high"),
    ];
    const LIKELIHOODS: [&str; 5] = ["rare", "unlikely", "possible", "likely", "almost certain"];
    const IMPACTS: [&str; 5] = ["minor", "moderate", "serious", "severe", "extreme"];
    let steps = |words: [&str; 5]| {
        let steps = words.into_iter().zip(1_u8..).map(|(word, value)| Step {
            value,
            word: word.to_owned(),
            about: String::new(),
        });
        steps.collect::<Vec<_>>()
    };
    let band = |likelihood: u8, impact: u8| match likelihood * impact {
        0..3 => BANDS[0],
        3..6 => BANDS[1],
        6..11 => BANDS[2],
        11..17 => BANDS[3],
        _ => BANDS[4],
    };
    let cells = (1..=5).flat_map(|likelihood| {
        (1..=5).map(move |impact| TableCell {
            likelihood,
            impact,
            band: band(likelihood, impact).0.to_owned(),
        })
    });
    Register {
        schema: 1,
        head: RegisterHead {
            id: "risk.register-5x5".to_owned(),
            version: VERSION,
            title: "Risk register".to_owned(),
            about: String::new(),
            status: PackStatus::Ga,
            review_by: None,
        },
        refs: Vec::new(),
        likelihoods: steps(LIKELIHOODS),
        impacts: steps(IMPACTS),
        bands: BANDS
            .map(|(id, title)| RiskBand {
                id: id.to_owned(),
                title: title.to_owned(),
                act: format!("What is done about a {} risk.", title.to_lowercase()),
            })
            .to_vec(),
        cells: cells.collect(),
        flags: Vec::new(),
    }
}

fn line(number: u128, title: &str, levels: [&str; 3], flags: &[RiskFlag]) -> RiskLine {
    let [inherent, current, residual] = levels.map(|level| level.parse::<Level5>().unwrap());
    let table = table();
    let band = |level| table.band(level).map(|band| band.title.clone());
    let risk = Risk {
        id: risk_id(number),
        label: format!("RSK-{number:04}"),
        system: system_id(1),
        title: title.to_owned(),
        about: None,
        inherent,
        current,
        residual,
        controls: vec!["ORR-19 drift monitor".to_owned()],
        treatment: Treatment::Mitigate,
        owner: Some("Lee Brandt".to_owned()),
        review_by: Some(day("2026-11-01")),
        closed: None,
    };
    RiskLine {
        bands: [inherent, current, residual].map(|level| band(level).unwrap_or_default()),
        system: ("SYS-0001".to_owned(), "rag-assistant".to_owned()),
        flags: flags
            .iter()
            .map(|flag| (*flag, flag.title().to_owned()))
            .collect(),
        risk,
    }
}

/// The register of one system, or of all.
pub(super) fn register(system: Option<RecordId>) -> View {
    let mut risks = vec![
        line(
            3,
            "Answers quote a document the reader may not see",
            ["5x5", "4x4", "3x4"],
            &[RiskFlag::RC5],
        ),
        line(
            1,
            "Drift is not seen for a week",
            ["4x3", "3x3", "2x3"],
            &[],
        ),
        line(
            2,
            "The vendor ends the model early",
            ["3x3", "3x3", "2x3"],
            &[],
        ),
    ];
    if let Some(accepted) = risks.get_mut(2) {
        accepted.risk.treatment = Treatment::Accept;
        accepted.flags = vec![(RiskFlag::RC4, RiskFlag::RC4.title().to_owned())];
    }
    let mut closed = line(4, "The pilot leaks a prompt", ["3x3", "2x2", "1x1"], &[]);
    closed.risk.closed = Some((day("2026-10-30"), "the pilot ended".to_owned()));
    risks.push(closed);
    if system == Some(fresh()) {
        risks.clear();
    }
    if system == Some(hostile()) {
        for line in &mut risks {
            line.risk.title = "a\u{1b}[2J\u{202e}b\u{9b}".to_owned();
            line.risk.controls = vec!["c\u{7}d".to_owned()];
        }
    }
    View::Register(Box::new(RegisterView {
        as_of: today(),
        system: system.map(|id| (id, "SYS-0001".to_owned(), "rag-assistant".to_owned())),
        register: table(),
        heat: if risks.is_empty() {
            Vec::new()
        } else {
            vec![(2, 3, 2), (3, 4, 1)]
        },
        risks,
    }))
}
