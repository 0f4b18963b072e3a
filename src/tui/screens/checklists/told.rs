//! Reports in words: what an upgrade would do, how two milestones differ, what forms that came back would change. It must not
//! know which screen shows them.

use crate::{
    domain::{
        assessment::{Numbers, UpgradeReport},
        score,
        text::counted,
        tone::Tone,
    },
    ops::{assessments::MilestoneDiff, forms::FormPlan},
    tui::{
        screen::Report,
        screens::checklists::act::{TAKE_FORMS, UPGRADE},
    },
};

/// A share as people see it.
pub(in crate::tui::screens) fn share(numbers: &Numbers, bp: Option<u32>) -> String {
    let is_complete = numbers.answered == numbers.items;
    match bp {
        Some(bp) => format!("{} %", score::percent(bp, is_complete)),
        None => "n/a".to_owned(),
    }
}

/// What is proved, with the most that is still possible: `54–83 %`, `71 %`, `n/a`.
pub(in crate::tui::screens) fn evidenced(numbers: &Numbers, dash: &str) -> String {
    let (low, high) = (numbers.evidenced_bp, numbers.high_bp);
    match low.zip(high) {
        Some((low, high)) if low != high => {
            let is_complete = numbers.answered == numbers.items;
            let low = score::percent(low, is_complete);
            format!("{low}{dash}{} %", score::percent(high, true))
        }
        _ => share(numbers, low),
    }
}

fn numbers((before, after): (&Numbers, &Numbers)) -> Vec<(Tone, String)> {
    vec![
        (
            Tone::Plain,
            format!(
                "evidenced {} then {}",
                evidenced(before, " to "),
                evidenced(after, " to ")
            ),
        ),
        (
            Tone::Plain,
            format!(
                "claimed {} then {}",
                share(before, before.claimed_bp),
                share(after, after.claimed_bp)
            ),
        ),
        (
            Tone::Plain,
            format!(
                "answered {} of {} then {} of {}",
                before.answered, before.items, after.answered, after.items
            ),
        ),
    ]
}

fn list(lines: &mut Vec<(Tone, String)>, head: (&str, Tone), items: &[String]) {
    if items.is_empty() {
        return;
    }
    let (head, tone) = head;
    lines.push((Tone::Plain, String::new()));
    let count = counted(items.len() as u64, "item", "items");
    lines.push((Tone::Heading, format!("{count} {head}")));
    lines.extend(items.iter().map(|item| (tone, format!("  {item}"))));
}

/// What an upgrade would do, with the question whether it shall.
pub(in crate::tui::screens) fn upgrade(label: &str, report: &UpgradeReport) -> Report {
    let mut lines = vec![(
        Tone::Muted,
        "A milestone is taken before; no answer is lost.".to_owned(),
    )];
    lines.extend(numbers((&report.before, &report.after)));
    if report.after.evidenced_bp < report.before.evidenced_bp && !report.added.is_empty() {
        let why = "The score drops due to new items, which are unanswered.";
        lines.push((Tone::Caution, why.to_owned()));
    }
    list(&mut lines, ("new, unanswered", Tone::Added), &report.added);
    list(
        &mut lines,
        ("to be confirmed (the meaning changed)", Tone::Caution),
        &report.reconfirm,
    );
    let mapped: Vec<_> = report
        .mapped
        .iter()
        .map(|(item, earlier)| format!("{item} takes the place of {}", earlier.join(", ")))
        .collect();
    list(
        &mut lines,
        ("in the place of earlier ones", Tone::Plain),
        &mapped,
    );
    list(
        &mut lines,
        ("gone (the answers stay in the milestone)", Tone::Removed),
        &report.retired,
    );
    let carried = counted(report.carried.len() as u64, "answer stays", "answers stay");
    lines.push((Tone::Plain, String::new()));
    lines.push((Tone::Plain, format!("{carried} as they are.")));
    Report {
        title: format!("{label}: from {} to {}", report.from, report.to),
        lines,
        yes: Some(("upgrade", UPGRADE.to_owned())),
    }
}

/// How two milestones differ, or one and now.
pub(in crate::tui::screens) fn difference(label: &str, diff: &MilestoneDiff) -> Report {
    let (from, to) = (&diff.from, &diff.to);
    let mut lines = vec![(
        Tone::Muted,
        format!("{} ({}) and {} ({})", from.0, from.1, to.0, to.1),
    )];
    lines.extend(numbers((&diff.numbers.0, &diff.numbers.1)));
    lines.push((Tone::Plain, String::new()));
    if diff.rows.is_empty() {
        lines.push((Tone::Muted, "No answer differs.".to_owned()));
    }
    for (item, before, after) in &diff.rows {
        lines.push((Tone::Heading, item.clone()));
        lines.push((Tone::Removed, format!("- {before}")));
        lines.push((Tone::Added, format!("+ {after}")));
    }
    Report {
        title: format!("{label}: what changed"),
        lines,
        yes: None,
    }
}

/// What forms that came back would change; a yes where they change something.
pub(in crate::tui::screens) fn forms(plan: &FormPlan) -> Report {
    let mut lines = Vec::new();
    let changes = counted(plan.rows.len() as u64, "answer changes", "answers change");
    let same = counted(plan.unchanged.into(), "row says", "rows say");
    lines.push((
        Tone::Strong,
        format!("{changes}; {same} what is there already."),
    ));
    for row in &plan.rows {
        let by = if row.by.is_empty() {
            "no name is given"
        } else {
            &row.by
        };
        lines.push((Tone::Plain, String::new()));
        lines.push((Tone::Heading, format!("{} by {by}", row.item)));
        lines.push((Tone::Removed, format!("- {}", row.before)));
        lines.push((Tone::Added, format!("+ {}", row.after)));
    }
    if !plan.clashes.is_empty() {
        lines.push((Tone::Plain, String::new()));
        let said = "Answered differently by two forms; nothing of these is taken:";
        lines.push((Tone::Caution, said.to_owned()));
        for clash in &plan.clashes {
            lines.push((Tone::Heading, clash.item.clone()));
            lines.extend(clash.answers.iter().map(|(file, line, by, said)| {
                let file = file.display();
                (Tone::Plain, format!("  {file} line {line}, {by}: {said}"))
            }));
        }
    }
    if !plan.refused.is_empty() {
        lines.push((Tone::Plain, String::new()));
        lines.push((Tone::Danger, "Cannot be taken:".to_owned()));
        lines.extend(plan.refused.iter().map(|(file, line, why)| {
            (
                Tone::Plain,
                format!("  {} line {line}: {why}", file.display()),
            )
        }));
    }
    let yes = (!plan.rows.is_empty()).then(|| ("save", TAKE_FORMS.to_owned()));
    Report {
        title: "Forms that came back".to_owned(),
        lines,
        yes,
    }
}
