//! The sections of a readiness packet: what is computed and why, gates, shortfalls, risks, waivers, sign-offs, and at the end
//! every answer with its evidence. All of it is text the renderer makes; nothing of a record stands in it unescaped.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::{
    domain::readiness::{GateResult, GateState, Verdict},
    packet::{
        PackAnswers, Readiness, Role,
        escape::{inline, list, paragraph},
    },
};

/// What is said where nobody or nothing is stated.
const NONE: &str = "not stated";

/// The sections that stand before the decisions, and those that stand behind them.
pub(super) fn before(of: &Readiness) -> Vec<(Role, String)> {
    vec![
        (Role::Verdict, verdict(of)),
        (Role::System, system(of)),
        (Role::Gates, gates(of)),
        (Role::Shortfalls, shortfalls(of)),
        (Role::Risks, risks(of)),
        (Role::Waivers, waivers(of)),
        (Role::Since, since(of)),
        (Role::SignOffs, sign_offs(of)),
    ]
}

/// See [`before`].
pub(super) fn behind(of: &Readiness) -> Vec<(Role, String)> {
    vec![
        (Role::Answers, answers(of)),
        (Role::Evidence, evidence(of)),
        (Role::Packs, packs(of)),
    ]
}

/// The rows a readiness packet adds to the table of its cover.
pub(super) fn cover(of: &Readiness) -> String {
    let name = format!("{} {}", of.label, of.name);
    format!(
        "| System | {} |\n| Tier | {} |\n| Verdict | **{}** |\n",
        inline(&name),
        inline(&of.tier),
        of.verdict
    )
}

/// The first line of a packet whose verdict was overridden.
pub(super) fn banner(of: &Readiness) -> Option<String> {
    let said = of.overridden.as_deref()?;
    Some(format!("> **OVERRIDE** {}\n", inline(said)))
}

fn head(role: Role) -> String {
    format!("## {}\n\n", role.name())
}

const fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Go => "✓",
        Verdict::Conditional => "◐",
        Verdict::Hold => "…",
        Verdict::NoGo => "✗",
    }
}

fn verdict(of: &Readiness) -> String {
    let mut out = head(Role::Verdict);
    let _ = writeln!(
        out,
        "**{} {}**, computed from `{}`.\n",
        mark(of.verdict),
        of.verdict,
        of.digest.short()
    );
    match &of.issued {
        Some(issued) => {
            let _ = writeln!(out, "{}\n", paragraph(issued));
        }
        None => out.push_str("No verdict is issued.\n\n"),
    }
    for warning in &of.na_warnings {
        let _ = writeln!(out, "- To be acknowledged: {}", inline(warning));
    }
    items(
        &mut out,
        "### Reasons",
        &of.reasons,
        "Nothing stands in the way.",
    );
    if !of.steps.is_empty() {
        out.push_str("\n### What moves it to GO\n\n| Step | Owner | Due |\n|:--|:--|:--|\n");
    }
    for step in &of.steps {
        let owner = step
            .owner
            .as_deref()
            .map_or_else(|| NONE.to_owned(), inline);
        let _ = writeln!(
            out,
            "| {} | {owner} | {} |",
            inline(&step.action),
            day(step.due)
        );
    }
    out
}

/// A heading with a list below it, or what is said where the list is empty.
fn items(out: &mut String, heading: &str, texts: &[String], nothing: &str) {
    let _ = write!(out, "{heading}\n\n");
    for text in texts {
        let _ = writeln!(out, "- {}", inline(text));
    }
    if texts.is_empty() {
        let _ = writeln!(out, "{nothing}");
    }
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| NONE.to_owned(), |day| day.to_string())
}

fn system(of: &Readiness) -> String {
    let mut out = head(Role::System);
    if let Some(about) = &of.about {
        let _ = writeln!(out, "{}\n", paragraph(about));
    }
    out.push_str("| Fact | Value |\n|:--|:--|\n");
    for (name, value) in &of.people {
        let value = value.as_deref().map_or_else(|| NONE.to_owned(), inline);
        let _ = writeln!(out, "| {} | {value} |", inline(name));
    }
    for (name, value) in &of.facts {
        let value = value
            .as_deref()
            .map_or_else(|| "unknown".to_owned(), inline);
        let _ = writeln!(out, "| {} | {value} |", inline(name));
    }
    let heading = format!("\n### Tier {}", inline(&of.tier));
    items(
        &mut out,
        &heading,
        &of.tier_why,
        "No run of the rubric is recorded.",
    );
    out
}

fn gates(of: &Readiness) -> String {
    let mut out = head(Role::Gates);
    out.push_str("| Gate | Looks at | Force | Result | Failed | Incomplete | Waived |\n|:--|:--|:--|:--|--:|--:|--:|\n");
    for gate in &of.gates {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} {} | {} | {} | {} |",
            gate.gate,
            gate.gate.title(),
            force_of(gate),
            glyph(gate.result),
            gate.result.word(),
            gate.failed,
            gate.incomplete,
            gate.waived
        );
    }
    out
}

fn force_of(gate: &GateState) -> &'static str {
    if gate.items == 0 {
        "-"
    } else {
        gate.force.word()
    }
}

const fn glyph(result: GateResult) -> &'static str {
    match result {
        GateResult::Na => "–",
        GateResult::Pass => "✓",
        GateResult::Conditional => "◐",
        GateResult::Incomplete => "…",
        GateResult::Fail => "✗",
    }
}

fn shortfalls(of: &Readiness) -> String {
    let mut out = head(Role::Shortfalls);
    if of.shortfalls.is_empty() {
        out.push_str("Nothing fails, is waived or lacks evidence.\n");
    } else {
        out.push_str("| Item | Question | Gate | Force | Result | Owner | Due |\n|:--|:--|:--|:--|:--|:--|:--|\n");
    }
    for item in &of.shortfalls {
        let owner = item
            .owner
            .as_deref()
            .map_or_else(|| NONE.to_owned(), inline);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {owner} | {} |",
            inline(&item.item),
            inline(&item.ask),
            item.gate,
            item.force,
            inline(&item.result),
            day(item.due)
        );
    }
    if !of.improvements.is_empty() {
        out.push('\n');
        items(&mut out, "### Improvement plan", &of.improvements, "");
    }
    out
}

fn risks(of: &Readiness) -> String {
    let mut out = head(Role::Risks);
    if of.risks.is_empty() {
        out.push_str("No risk is open in the register.\n");
        return out;
    }
    out.push_str("| Risk | What may happen | Inherent | Current | Residual | Treatment | Owner | To look at |\n|:--|:--|:--|:--|:--|:--|:--|:--|\n");
    for risk in &of.risks {
        let [inherent, current, residual] = risk.bands.each_ref().map(|band| inline(band));
        let owner = risk
            .owner
            .as_deref()
            .map_or_else(|| NONE.to_owned(), inline);
        let _ = writeln!(
            out,
            "| {} | {} | {inherent} | {current} | {residual} | {} | {owner} | {} |",
            inline(&risk.label),
            inline(&risk.title),
            inline(&risk.treatment),
            list(&risk.flags)
        );
    }
    out
}

fn waivers(of: &Readiness) -> String {
    let mut out = head(Role::Waivers);
    if of.waivers.is_empty() {
        out.push_str("There is no waiver.\n");
        return out;
    }
    out.push_str("| Waiver | Lets stand | Standing | Last day | Days left | Approver | Reason | Meanwhile |\n|:--|:--|:--|:--|--:|:--|:--|:--|\n");
    for waiver in &of.waivers {
        let approver = waiver
            .approver
            .as_deref()
            .map_or_else(|| NONE.to_owned(), inline);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {approver} | {} | {} |",
            inline(&waiver.label),
            inline(&waiver.scope),
            inline(&waiver.standing),
            waiver.expires_on,
            waiver.days_left,
            inline(&waiver.reason),
            list(&waiver.controls)
        );
    }
    out
}

fn since(of: &Readiness) -> String {
    let mut out = head(Role::Since);
    match &of.changes {
        None => out.push_str("No packet of this system was frozen before.\n"),
        Some((packet, changes)) => {
            let heading = format!("### Since {}", inline(packet));
            items(
                &mut out,
                &heading,
                changes,
                "Nothing the verdict rests on changed.",
            );
        }
    }
    out
}

fn sign_offs(of: &Readiness) -> String {
    let mut out = head(Role::SignOffs);
    let _ = writeln!(out, "Bound to `{}`.\n", of.digest);
    out.push_str("| Role | Signed by |\n|:--|:--|\n");
    for (role, name) in &of.roles {
        let name = name
            .as_deref()
            .map_or_else(|| "______________".replace('_', "\\_"), inline);
        let _ = writeln!(out, "| {} | {name} |", inline(role));
    }
    out.push('\n');
    items(&mut out, "### Missing", &of.missing, "Nothing is missing.");
    if !of.sign_offs.is_empty() {
        out.push_str("\n### Given\n\n| Who | As | What | On | For what is shown | Comment |\n|:--|:--|:--|:--|:--|:--|\n");
    }
    for sign in &of.sign_offs {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            inline(&sign.name),
            inline(&sign.role),
            inline(&sign.decision),
            sign.on,
            if sign.is_for_this {
                "yes"
            } else {
                "no, for an earlier state"
            },
            sign.comment.as_deref().map(inline).unwrap_or_default()
        );
    }
    out
}

fn answers(of: &Readiness) -> String {
    let mut out = head(Role::Answers);
    if of.packs.is_empty() {
        out.push_str("No checklist applies.\n");
    }
    for pack in &of.packs {
        answers_of(&mut out, pack);
    }
    out
}

fn answers_of(out: &mut String, pack: &PackAnswers) {
    let (heading, score) = (inline(&pack.heading), paragraph(&pack.score));
    let _ = write!(out, "### {heading}\n\n{score}\n\n");
    out.push_str(
        "| Item | Question | Force | Answer | Result | Note |\n|:--|:--|:--|:--|:--|:--|\n",
    );
    for item in &pack.items {
        let said: Vec<String> = [&item.note, &item.dispute]
            .into_iter()
            .filter_map(|text| text.as_deref().map(inline))
            .collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            inline(&item.item),
            inline(&item.ask),
            item.force,
            inline(&item.answer),
            inline(&item.result),
            said.join("; ")
        );
    }
    out.push('\n');
}

fn evidence(of: &Readiness) -> String {
    let mut out = head(Role::Evidence);
    let proofs: Vec<_> = of
        .packs
        .iter()
        .flat_map(|pack| &pack.items)
        .flat_map(|item| item.evidence.iter().map(move |proof| (&item.item, proof)))
        .collect();
    if proofs.is_empty() {
        out.push_str("No evidence is attached.\n");
    } else {
        out.push_str(
            "| Item | Kind | Where | Collected | State | SHA-256 |\n|:--|:--|:--|:--|:--|:--|\n",
        );
    }
    for (item, proof) in proofs {
        let digest = proof.digest.map(|digest| format!("`{}`", digest.hex()));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            inline(item),
            inline(&proof.kind),
            inline(&proof.locator),
            proof.collected_on,
            inline(&proof.state),
            digest.unwrap_or_default()
        );
    }
    if !of.withheld.is_empty() {
        out.push('\n');
        items(&mut out, "### Withheld", &of.withheld, "");
    }
    out
}

fn packs(of: &Readiness) -> String {
    let mut out = head(Role::Packs);
    out.push_str("| Pack | Text | Sources to look at |\n|:--|:--|:--|\n");
    for pack in &of.packs {
        let digest = pack.digest.map_or_else(
            || "not started".to_owned(),
            |digest| format!("`{}`", digest.hex()),
        );
        let sources = if pack.sources.is_empty() {
            "all current".to_owned()
        } else {
            list(&pack.sources)
        };
        let _ = writeln!(out, "| {} | {digest} | {sources} |", inline(&pack.heading));
    }
    out
}
