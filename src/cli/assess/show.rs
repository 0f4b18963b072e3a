//! `archdeck assess show`: an assessment by sections, or one item with everything that is said about it.

use super::{find, is_failing, list::waits_for, view};
use crate::{
    cli::{
        args::ShowAssessment,
        desk::Desk,
        output::{Printed, tell},
        problem::Problem,
        table::{Cell, Table},
    },
    domain::{
        assessment::{Answer, Numbers, Review},
        readiness::ItemResult,
        tone::Tone,
    },
    ops::assessments::{AssessmentView, WalkItem},
};

/// Prints an assessment.
pub fn run(desk: &mut Desk, show: &ShowAssessment) -> Printed {
    let (mut workbench, assessment) = find(desk, &show.assessment)?;
    let mut view = view(&mut workbench, &assessment)?;
    if let Some(id) = &show.item {
        return one(desk, &view, id);
    }
    let is_wanted = |item: &WalkItem| {
        let failing = show.failing && is_failing(item.state.result);
        let open = show.unanswered && item.state.result == ItemResult::Incomplete;
        failing || open || !(show.failing || show.unanswered)
    };
    for section in &mut view.sections {
        section.items.retain(is_wanted);
    }
    view.sections.retain(|section| !section.items.is_empty());
    if desk.out.is_json {
        return desk.out.json(&view);
    }
    head(desk, &view)?;
    for section in &view.sections {
        desk.out.line("")?;
        let title = format!("{} · {}", section.title, burn_down(&section.numbers));
        desk.out.pieces([(title.as_str(), Tone::Heading)])?;
        items(desk, &section.items)?;
    }
    milestones(desk, &view)?;
    desk.out.flush()?;
    if view.sections.is_empty() {
        tell("No item is like that.");
    }
    Ok(())
}

fn head(desk: &mut Desk, view: &AssessmentView) -> Printed {
    let line = &view.line;
    let subject = line.subject.as_ref();
    let about = subject.map_or_else(String::new, |subject| format!(" about {subject}"));
    desk.out.line(&format!(
        "{} {} {} of {} {}{about}",
        line.label, line.pack, line.version, line.system.1, line.system.2
    ))?;
    let tier = match (view.tier, view.lowered_to) {
        (None, _) => "no tier is recorded: counted as at T1".to_owned(),
        (Some(tier), None) => format!("counted at {tier}"),
        (Some(tier), Some(now)) => {
            format!("counted at {tier}; {now} counts from the next milestone or upgrade on")
        }
    };
    let waits = waits_for(line);
    let waits = if waits.is_empty() {
        waits
    } else {
        format!(" · {waits}")
    };
    desk.out.line(&format!(
        "{} · {} · as of {} · {tier}{waits}",
        line.score,
        burn_down(&line.numbers),
        view.as_of
    ))
}

/// What is left of some items.
fn burn_down(numbers: &Numbers) -> String {
    format!("{} of {} answered", numbers.answered, numbers.items)
}

fn items(desk: &mut Desk, items: &[WalkItem]) -> Printed {
    let mut table = Table::of_titles([
        "ITEM", "FORCE", "ANSWER", "COMES TO", "OWNER", "DUE", "ASKS",
    ]);
    for item in items {
        let answer = item.answer.as_ref();
        let due = item.state.due.map(|day| day.to_string());
        table.push([
            item.item.id.as_str().into(),
            item.state.force.word().into(),
            answer.map_or("", |answer| answer.response.word()).into(),
            Cell::toned(&comes_to(item), tone(item.state.result)),
            item.state.owner.clone().unwrap_or_default().into(),
            due.unwrap_or_default().into(),
            item.item.ask.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

fn comes_to(item: &WalkItem) -> String {
    let word = item.state.result.word();
    match (&item.state.waiver, &item.state.because) {
        (Some((label, until)), _) => format!("{word} by {label} until {until}"),
        (None, Some(because)) if because != word => format!("{word}: {because}"),
        _ => word.to_owned(),
    }
}

fn tone(result: ItemResult) -> Tone {
    match result {
        ItemResult::Pass => Tone::Good,
        ItemResult::Fail | ItemResult::Unevidenced => Tone::Danger,
        ItemResult::Waived | ItemResult::Incomplete => Tone::Caution,
        ItemResult::Na | ItemResult::Skipped => Tone::Muted,
    }
}

fn milestones(desk: &mut Desk, view: &AssessmentView) -> Printed {
    if view.milestones.is_empty() {
        return Ok(());
    }
    desk.out.line("")?;
    let mut table = Table::of_titles(["N", "DAY", "PROVED", "MILESTONE"]);
    for (number, (_, title, day, proved)) in (1..).zip(&view.milestones) {
        let proved = proved.map_or_else(|| "n/a".to_owned(), |bp| format!("{} %", bp / 100));
        let number: u32 = number;
        table.push([
            number.to_string().into(),
            day.to_string().into(),
            proved.into(),
            title.as_str().into(),
        ]);
    }
    table.print(&mut desk.out)
}

fn one(desk: &mut Desk, view: &AssessmentView, id: &str) -> Printed {
    let mut items = view.sections.iter().flat_map(|section| &section.items);
    let Some(item) = items.find(|item| item.item.id.eq_ignore_ascii_case(id)) else {
        return Err(Problem::failed(
            format!("{} does not ask an item `{id}` here", view.line.label),
            format!(
                "`archdeck assess show {}` lists those it asks.",
                view.line.label
            ),
        ));
    };
    if desk.out.is_json {
        return desk.out.json(item);
    }
    let asked = &item.item;
    desk.out.line(&format!("{} {}", asked.id, asked.ask))?;
    let why = [("why", &asked.why), ("verify", &asked.verify)];
    for (what, text) in why.iter().filter(|(_, text)| !text.is_empty()) {
        desk.out.line(&format!("{what}: {text}"))?;
    }
    desk.out.line(&format!(
        "{} · {} {} · {}",
        item.state.gate,
        item.state.force,
        asked.severity.map_or("", |severity| severity.word()),
        comes_to(item)
    ))?;
    if is_failing(item.state.result) {
        desk.out.line(&format!("to do: {}", item.state.action))?;
    }
    match &item.answer {
        Some(answer) => said(desk, (item, answer))?,
        None => desk.out.line("no answer yet")?,
    }
    for (number, (_, system, response)) in (1..).zip(&item.proposed) {
        let number: u32 = number;
        desk.out.line(&format!(
            "proposed {number}: {} by {system}",
            response.word()
        ))?;
    }
    for (earlier, response) in &item.earlier {
        desk.out.line(&format!(
            "it takes the place of {earlier}: {}",
            response.word()
        ))?;
    }
    if let Some(source) = &item.withdrawn_ref {
        desk.out.line(&format!("source: {source}"))?;
    }
    Ok(())
}

fn said(desk: &mut Desk, (item, answer): (&WalkItem, &Answer)) -> Printed {
    let shared = item.shared_from.as_ref();
    let shared = shared.map_or_else(String::new, |from| format!(", answered as {from}"));
    desk.out.line(&format!(
        "{} ({}, {}{shared})",
        answer.in_words(),
        answer.by,
        answer.on
    ))?;
    if let Some(note) = &answer.note {
        desk.out.line(&format!("note: {note}"))?;
    }
    if let Review::Disputed { reason, reply, .. } = &answer.review {
        desk.out.line(&format!("dispute: {reason}"))?;
        if let Some(reply) = reply {
            desk.out.line(&format!("reply: {reply}"))?;
        }
    }
    for (number, (piece, state)) in (1..).zip(answer.evidence.iter().zip(&item.evidence)) {
        let number: u32 = number;
        desk.out.line(&format!(
            "evidence {number}: {} {} ({}, {})",
            piece.kind.word(),
            piece.locator,
            piece.collected_on,
            state.word()
        ))?;
    }
    Ok(())
}
