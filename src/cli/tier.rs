//! `archdeck tier`: the rubric of a system scored, recorded, tried out and looked back at.

use std::fmt::Write as _;

use crate::{
    cli::{
        adr::unexpected,
        args::{FactIs, FactorIs, Tier, TierScore, TierWhatIf},
        desk::{Desk, Need},
        history::print_done,
        output::{Output, Printed, tell},
        table::{Cell, Table},
    },
    domain::{ids::RecordId, rubric::grouped, tone::Tone},
    ops::{
        change::Change,
        query::Query,
        systems::TierLine,
        tiers::{FactorScore, RiskView, TierChange, WhatIf, WhatIfView},
        view::View,
        workbench::Workbench,
    },
};

/// Does a verb of tiers.
pub fn run(desk: &mut Desk, tier: Tier) -> Printed {
    match tier {
        Tier::Show { system } => show(desk, &system),
        Tier::Score(score) => self::score(desk, score),
        Tier::Record { system, signed_by } => record(desk, &system, signed_by.as_deref()),
        Tier::Sign {
            system,
            cap,
            person,
        } => sign(desk, (&system, &person), cap),
        Tier::WhatIf(wished) => what_if(desk, wished),
        Tier::History { system } => history(desk, &system),
        Tier::Discard { system } => change(desk, &system, |system| TierChange::Discard { system }),
    }
}

fn change(desk: &mut Desk, typed: &str, change: impl FnOnce(RecordId) -> TierChange) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(typed)?;
    let done = workbench.apply(Change::Tier(change(system)))?;
    print_done(desk, &done)
}

fn score(desk: &mut Desk, score: TierScore) -> Printed {
    let note = score.note;
    let scores = score.scores.into_iter();
    let scores = scores.map(|FactorIs { factor, score }| FactorScore {
        factor,
        score,
        note: note.clone(),
    });
    let scores = scores.collect();
    change(desk, &score.system, |system| TierChange::Score {
        system,
        scores,
    })
}

fn record(desk: &mut Desk, typed: &str, signed_by: Option<&str>) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(typed)?;
    let signed_by = signed_by
        .map(|name| workbench.resolve_person(name))
        .transpose()?;
    let done = workbench.apply(Change::Tier(TierChange::Record { system, signed_by }))?;
    print_done(desk, &done)
}

fn sign(desk: &mut Desk, (system, person): (&str, &str), cap: String) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(system)?;
    let person = workbench.resolve_person(person)?;
    let done = workbench.apply(Change::Tier(TierChange::SignCap {
        system,
        cap,
        person,
    }))?;
    print_done(desk, &done)
}

fn view(workbench: &mut Workbench, typed: &str) -> Result<RiskView, crate::cli::problem::Problem> {
    let system = workbench.resolve_system(typed)?;
    match workbench.answer(Query::Risk(system))? {
        View::Risk(view) => Ok(*view),
        _ => Err(unexpected()),
    }
}

fn show(desk: &mut Desk, typed: &str) -> Printed {
    let view = view(&mut desk.open(Need::Existing)?, typed)?;
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    print_head(&mut desk.out, &view)?;
    print_factors(&mut desk.out, &view)?;
    print_foot(&mut desk.out, &view)?;
    desk.out.flush()?;
    if let Some(next) = next_step(&view) {
        tell(&next);
    }
    Ok(())
}

fn print_head(out: &mut Output, view: &RiskView) -> Printed {
    let (_, label, name) = &view.system;
    let (rubric, version) = &view.rubric;
    out.line(&format!("{label} {name}: {rubric} {version}"))?;
    let state = if view.is_open { ", not recorded" } else { "" };
    out.line(&format!(
        "{}, {}{state}",
        view.run.because(),
        view.run.score()
    ))?;
    if view.run.provisional {
        let missing = view.run.missing.len();
        out.pieces([(
            format!("provisional: {missing} of {} factors are not scored, or facts of a floor are not known", view.factors.len()).as_str(),
            Tone::Caution,
        )])?;
    }
    if view.recorded.tier.is_some() {
        out.line(&format!("recorded: {}", recorded(&view.recorded)))?;
    }
    out.line("")
}

fn print_factors(out: &mut Output, view: &RiskView) -> Printed {
    let mut table = Table::of_titles(["FACTOR", "WEIGHT", "SCORE", "MEANS"]);
    for line in &view.factors {
        let (score, means) = match line.score {
            None => (
                Cell::toned("-", Tone::Caution),
                format!("not scored (counts as {})", view.scale_max),
            ),
            Some(score) => {
                let anchor = line.factor.anchors.get(usize::from(score));
                (
                    score.to_string().into(),
                    anchor.cloned().unwrap_or_default(),
                )
            }
        };
        let note = line.note.as_ref().map(|note| format!(" — {note}"));
        table.push([
            line.factor.id.as_str().into(),
            line.factor.weight.to_string().into(),
            score,
            format!("{means}{}", note.unwrap_or_default()).into(),
        ]);
    }
    table.print(out)
}

fn print_foot(out: &mut Output, view: &RiskView) -> Printed {
    out.line("")?;
    for far in &view.distance {
        out.line(far)?;
    }
    for (cap, title, level) in &view.caps_to_sign {
        out.line(&format!("cap `{cap}` holds and awaits {level}: {title}"))?;
    }
    Ok(())
}

/// What to type next.
fn next_step(view: &RiskView) -> Option<String> {
    let label = &view.system.1;
    if view.not_recordable.is_none() {
        return Some(format!("`archdeck tier record {label}` records it."));
    }
    let missing = view.run.missing.first()?;
    Some(format!(
        "`archdeck tier score {label} {missing}=N` scores it; N is from 0 to {}.",
        view.scale_max
    ))
}

/// A recorded tier in one line.
fn recorded(line: &TierLine) -> String {
    let tier = line.tier.map_or("none", |tier| tier.word());
    let provisional = if line.provisional {
        " (provisional)"
    } else {
        ""
    };
    let mut said = format!("{tier}{provisional}");
    if let Some((on, by)) = &line.recorded {
        let _ = write!(said, " on {on} by {by}");
    }
    match (&line.expired, line.valid_until) {
        (Some(why), _) => {
            let _ = write!(said, ", expired: {why}");
        }
        (None, Some(last)) => {
            let _ = write!(said, ", valid until {last}");
        }
        (None, None) => {}
    }
    said
}

fn history(desk: &mut Desk, typed: &str) -> Printed {
    let view = view(&mut desk.open(Need::Existing)?, typed)?;
    if desk.out.is_json {
        return desk.out.json(&view.history);
    }
    let mut table = Table::of_titles(["RECORDED", "TIER", "SCORE", "BY", "VALID UNTIL", "WHY"]);
    for line in &view.history {
        let (on, by) = line.recorded.clone().unzip();
        let provisional = if line.provisional {
            " (provisional)"
        } else {
            ""
        };
        let tier = line.tier.map_or("none", |tier| tier.word());
        table.push([
            on.map_or_else(String::new, |day| day.to_string()).into(),
            format!("{tier}{provisional}").into(),
            score_range(line).into(),
            by.unwrap_or_default().into(),
            line.valid_until
                .map_or_else(String::new, |day| day.to_string())
                .into(),
            line.why.join(", ").into(),
        ]);
    }
    table.print(&mut desk.out)?;
    desk.out.flush()?;
    if view.history.is_empty() {
        tell(&format!(
            "No tier was recorded yet; `archdeck tier show {}` shows what is scored.",
            view.system.1
        ));
    }
    Ok(())
}

fn score_range(line: &TierLine) -> String {
    match line.score_bp {
        None => String::new(),
        Some((low, high)) if low == high => format!("{} bp", grouped(low)),
        Some((low, high)) => format!("{} to {} bp", grouped(low), grouped(high)),
    }
}

fn what_if(desk: &mut Desk, wished: TierWhatIf) -> Printed {
    let mut workbench = desk.open(Need::Existing)?;
    let system = workbench.resolve_system(&wished.system)?;
    let scores = wished.score.into_iter();
    let facts = wished.fact.into_iter();
    let what_if = WhatIf {
        scores: scores
            .map(|FactorIs { factor, score }| (factor, score))
            .collect(),
        facts: facts.map(|FactIs { fact, value }| (fact, value)).collect(),
    };
    let View::WhatIf(view) = workbench.answer(Query::WhatIf { system, what_if })? else {
        return Err(unexpected());
    };
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    print_what_if(&mut desk.out, &view)
}

fn print_what_if(out: &mut Output, view: &WhatIfView) -> Printed {
    out.line(&format!(
        "now:  {}, {}",
        view.now.because(),
        view.now.score()
    ))?;
    out.line(&format!(
        "then: {}, {}",
        view.then.because(),
        view.then.score()
    ))?;
    if view.changes.is_empty() {
        return out.line("nothing would change");
    }
    for change in &view.changes {
        out.line(&format!("- {change}"))?;
    }
    Ok(())
}
