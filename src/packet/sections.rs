//! What stands in each section, as Markdown. Every text ends with a line break, so that a blank line stands behind it.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{
    domain::{status::Status, text::counted},
    markdown::{anchors, embed, embed_literally},
    packet::{
        Changes, Contents, Decision, Role,
        escape::{inline, label, list, paragraph},
    },
};

/// What is said where a record states nothing.
const NOT_STATED: &str = "not stated";

/// All sections in the order in which they stand.
pub(super) fn all(contents: &Contents) -> Vec<(Role, String)> {
    let decisions = contents.decisions.iter();
    let decisions: Vec<_> = decisions.map(decision).collect();
    let mut rest = vec![(Role::Ask, ask(contents))];
    // Where a heading of the packet is found depends on the headings before it: those of the decisions count.
    let places = Places::of(contents, &decisions);
    rest.push((Role::Index, index(contents, &places)));
    rest.extend(decisions.into_iter().map(|text| (Role::Decision, text)));
    rest.push((Role::Relations, relations(contents)));
    rest.push((Role::Changes, changes(contents)));
    let mut all = vec![(Role::Cover, cover(contents, &places))];
    all.append(&mut rest);
    all
}

/// The fragments that lead to the headings of the packet.
struct Places {
    ask: String,
    index: String,
    decisions: Vec<String>,
    relations: String,
    changes: String,
}

impl Places {
    fn of(contents: &Contents, decisions: &[String]) -> Self {
        let mut text = format!(
            "{}\n{}\n## {}\n\n",
            title(contents),
            ask(contents),
            Role::Index.name()
        );
        for decision in decisions {
            text.push_str(decision);
            text.push('\n');
        }
        let _ = write!(
            text,
            "## {}\n\n## {}\n",
            Role::Relations.name(),
            since(contents)
        );
        let mut sections = anchors(&text, 2).into_iter();
        let mut next = || sections.next().unwrap_or_default();
        Self {
            ask: next(),
            index: next(),
            decisions: decisions.iter().map(|_| next()).collect(),
            relations: next(),
            changes: next(),
        }
    }
}

fn title(contents: &Contents) -> String {
    format!("# {}\n", inline(&contents.title))
}

/// What the last section is called.
fn since(contents: &Contents) -> String {
    match &contents.changes {
        Some(changes) => format!("Changes since {}", inline(&changes.since)),
        None => Role::Changes.name().to_owned(),
    }
}

fn cover(contents: &Contents, places: &Places) -> String {
    let mut out = title(contents);
    let count = contents.decisions.len() as u64;
    let _ = write!(
        out,
        "\n| Packet | {} |\n|:--|:--|\n| As of | {} |\n| Decisions | {count}{} |\n",
        inline(&contents.label),
        contents.as_of,
        by_status(contents)
    );
    let _ = writeln!(out, "| Open comments | {} |", open_comments(contents));
    if let Some(changes) = &contents.changes {
        let _ = writeln!(out, "| Packet before | {} |", inline(&changes.since));
    }
    let head = &contents.head;
    let _ = writeln!(
        out,
        "| Log of changes | event {} of {}, {} |\n",
        head.seq,
        inline(&head.replica),
        head.hash
    );
    let _ = writeln!(out, "- [{}](#{})", Role::Ask.name(), places.ask);
    let _ = writeln!(out, "- [{}](#{})", Role::Index.name(), places.index);
    for (decision, place) in contents.decisions.iter().zip(&places.decisions) {
        let _ = writeln!(out, "  - [{}](#{place})", named(decision));
    }
    let _ = writeln!(out, "- [{}](#{})", Role::Relations.name(), places.relations);
    let _ = writeln!(out, "- [{}](#{})", since(contents), places.changes);
    out
}

/// How many stand where, in the order of a decision's life: `: ✓ accepted 2, ? proposed 1`.
fn by_status(contents: &Contents) -> String {
    let count = |status| {
        let decisions = contents.decisions.iter();
        decisions
            .filter(|decision| decision.status == status)
            .count()
    };
    let counts: Vec<_> = Status::ALL
        .into_iter()
        .map(|status| (status, count(status)))
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| format!("{} {count}", standing(status)))
        .collect();
    if counts.is_empty() {
        return String::new();
    }
    format!(": {}", counts.join(", "))
}

fn standing(status: Status) -> String {
    let (mark, _) = status.mark();
    format!("{mark} {}", status.word())
}

fn open_comments(contents: &Contents) -> u64 {
    let counts = contents.decisions.iter();
    counts
        .map(|decision| u64::from(decision.open_comments))
        .sum()
}

fn ask(contents: &Contents) -> String {
    let asked = contents.ask.as_deref().map(paragraph);
    let asked = asked.unwrap_or_else(|| "Nothing is asked.".to_owned());
    let recommended = contents.recommendation.as_deref().map(paragraph);
    let recommended = recommended.unwrap_or_else(|| "Nothing is recommended.".to_owned());
    let comments = match open_comments(contents) {
        0 => "No comment on these decisions is open.".to_owned(),
        1 => "1 comment on these decisions is open.".to_owned(),
        many => format!("{many} comments on these decisions are open."),
    };
    let name = Role::Ask.name();
    format!(
        "## {name}\n\n{asked}\n\n### Recommendation\n\n{recommended}\n\n### Comments\n\n{comments}\n"
    )
}

fn index(contents: &Contents, places: &Places) -> String {
    let mut out = format!("## {}\n\n", Role::Index.name());
    if contents.decisions.is_empty() {
        out.push_str("This packet shows no decision.\n");
        return out;
    }
    out.push_str("| Reference | Status | Title | Decided | Deciders |\n|:--|:--|:--|:--|:--|\n");
    for (decision, place) in contents.decisions.iter().zip(&places.decisions) {
        let decided = decision.decided.map(|date| date.to_string());
        let _ = writeln!(
            out,
            "| [{}](#{place}) | {} | {} | {} | {} |",
            inline(&decision.reference),
            standing(decision.status),
            inline(&decision.title),
            decided.as_deref().unwrap_or(NOT_STATED),
            people(&decision.deciders),
        );
    }
    out
}

fn people(names: &[String]) -> String {
    if names.is_empty() {
        return NOT_STATED.to_owned();
    }
    list(names)
}

fn named(decision: &Decision) -> String {
    inline(&format!("{} {}", decision.reference, decision.title))
}

fn decision(decision: &Decision) -> String {
    let mut out = format!(
        "## {}\n\n**{}**",
        named(decision),
        standing(decision.status)
    );
    if let Some(decided) = decision.decided {
        let _ = write!(out, ", decided {decided}");
    }
    if let Some(review_by) = decision.review_by {
        let _ = write!(out, ", to be reviewed by {review_by}");
    }
    let _ = write!(out, "\n\n- Deciders: {}\n", people(&decision.deciders));
    for (name, values) in [
        ("Consulted", &decision.consulted),
        ("Informed", &decision.informed),
        ("Tags", &decision.tags),
    ] {
        if !values.is_empty() {
            let _ = writeln!(out, "- {name}: {}", list(values));
        }
    }
    for (phrase, reference, title) in &decision.links {
        let words = format!("{} {} {}", phrase.trim(), reference.trim(), title.trim());
        let _ = writeln!(out, "- Link: {}", inline(&words));
    }
    if decision.open_comments > 0 {
        let count = counted(
            decision.open_comments.into(),
            "open comment",
            "open comments",
        );
        let _ = writeln!(out, "- {count}");
    }
    let _ = write!(out, "- Revision: {}\n\n### Text\n\n", decision.revision);
    out.push_str(&body(decision));
    out.push('\n');
    out
}

fn body(decision: &Decision) -> String {
    if decision.text.trim().is_empty() {
        return "The record has no text.".to_owned();
    }
    if decision.is_markdown {
        embed(&decision.text)
    } else {
        embed_literally(&decision.text)
    }
}

fn relations(contents: &Contents) -> String {
    let mut out = format!("## {}\n\n", Role::Relations.name());
    if contents.relations.is_empty() {
        out.push_str("No decision of this packet states a link.\n");
        return out;
    }
    let decisions = contents.decisions.iter();
    let titles: BTreeMap<&str, &str> = decisions
        .map(|decision| (decision.reference.as_str(), decision.title.as_str()))
        .collect();
    let mut nodes: Vec<&str> = Vec::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for relation in &contents.relations {
        for reference in [relation.from.as_str(), relation.to.as_str()] {
            numbers.entry(reference).or_insert_with(|| {
                nodes.push(reference);
                nodes.len()
            });
        }
    }
    let called = |reference: &str| match titles.get(reference) {
        Some(title) => format!("{reference} {title}"),
        None => reference.to_owned(),
    };
    let number = |reference: &str| numbers.get(reference).copied().unwrap_or_default();
    out.push_str("```mermaid\ngraph LR\n");
    for (at, reference) in nodes.iter().enumerate() {
        let _ = writeln!(out, "  n{}[\"{}\"]", at + 1, label(&called(reference)));
    }
    for relation in &contents.relations {
        let (from, to) = (number(&relation.from), number(&relation.to));
        let _ = writeln!(out, "  n{from} -->|{}| n{to}", relation.kind.phrase());
    }
    out.push_str("```\n\n");
    for relation in &contents.relations {
        let (from, to) = (called(&relation.from), called(&relation.to));
        let phrase = relation.kind.phrase();
        let _ = writeln!(out, "- {} *{phrase}* {}", item(&from), inline(&to));
    }
    out
}

/// A text that begins an item, and could begin a list of its own.
fn item(text: &str) -> String {
    paragraph(text)
}

fn changes(contents: &Contents) -> String {
    let mut out = format!("## {}\n\n", since(contents));
    let Some(changes) = &contents.changes else {
        out.push_str("First packet: nothing to compare with.\n");
        return out;
    };
    let Changes {
        added,
        removed,
        changed,
        ..
    } = changes;
    if added.is_empty() && removed.is_empty() && changed.is_empty() {
        out.push_str("No decision was added, removed or changed.\n");
        return out;
    }
    for reference in added {
        let _ = writeln!(out, "- Added: {}", inline(reference));
    }
    for reference in removed {
        let _ = writeln!(out, "- Removed: {}", inline(reference));
    }
    for (reference, what) in changed {
        let _ = writeln!(out, "- Changed: {}: {}", inline(reference), list(what));
    }
    out
}
