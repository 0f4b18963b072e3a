//! What stands in each section, as Markdown. Every text ends with a line break, so that a blank line stands behind it.

mod between;
mod readiness;

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{
    domain::status::Status,
    markdown::{anchors, embed, embed_literally},
    packet::{
        Contents, Decision, Role,
        escape::{inline, list, paragraph},
    },
};

/// What is said where a record states nothing.
const NOT_STATED: &str = "not stated";

/// All sections in the order in which they stand.
pub(super) fn all(contents: &Contents) -> Vec<(Role, String)> {
    let decisions = contents.decisions.iter();
    let bodies: Vec<_> = decisions.map(body).collect();
    // Where a heading of the packet is found depends on the headings before it: those of the decisions count.
    let places = Places::of(contents, &bodies);
    let mut all = vec![
        (Role::Cover, cover(contents, &places)),
        (Role::Ask, ask(contents)),
    ];
    all.extend(before(contents));
    all.push((Role::Index, index(contents, &places)));
    let texts = contents.decisions.iter().zip(&bodies);
    all.extend(texts.map(|(of, body)| (Role::Decision, decision(of, body, &places))));
    all.push((Role::Relations, between::relations(contents, &places)));
    all.push((Role::Changes, between::changes(contents, &places)));
    all.extend(contents.readiness.iter().flat_map(readiness::behind));
    all
}

/// The sections of a readiness packet that stand before its decisions.
fn before(contents: &Contents) -> Vec<(Role, String)> {
    contents
        .readiness
        .iter()
        .flat_map(readiness::before)
        .collect()
}

/// The fragments that lead to the headings of the packet.
struct Places<'a> {
    ask: String,
    /// The sections of a readiness packet that stand before its decisions.
    before: Vec<(Role, String)>,
    index: String,
    decisions: Vec<String>,
    relations: String,
    changes: String,
    /// The decisions by their references: each with its title and where it stands, nowhere where only another one names it.
    known: BTreeMap<&'a str, (&'a str, Option<String>)>,
}

impl<'a> Places<'a> {
    fn of(contents: &'a Contents, bodies: &[String]) -> Self {
        let mut text = format!("{}\n{}\n", title(contents), ask(contents));
        let before = before(contents);
        for (_, section) in &before {
            let _ = write!(text, "{section}\n\n");
        }
        let _ = write!(text, "## {}\n\n", Role::Index.name());
        for (decision, body) in contents.decisions.iter().zip(bodies) {
            let _ = write!(text, "{}{body}\n\n", heading(decision));
        }
        let _ = write!(
            text,
            "## {}\n\n## {}\n",
            Role::Relations.name(),
            between::since(contents)
        );
        let mut sections = anchors(&text, 2).into_iter();
        let mut next = || sections.next().unwrap_or_default();
        let mut places = Self {
            ask: next(),
            before: before.iter().map(|(role, _)| (*role, next())).collect(),
            index: next(),
            decisions: contents.decisions.iter().map(|_| next()).collect(),
            relations: next(),
            changes: next(),
            known: BTreeMap::new(),
        };
        places.learn(contents);
        places
    }

    fn learn(&mut self, contents: &'a Contents) {
        let linked = contents
            .decisions
            .iter()
            .flat_map(|decision| &decision.links);
        for (_, reference, title) in linked {
            self.known.insert(reference, (title, None));
        }
        for (decision, place) in contents.decisions.iter().zip(&self.decisions) {
            let known = (decision.title.as_str(), Some(place.clone()));
            self.known.insert(&decision.reference, known);
        }
    }

    /// A decision by its reference, with its title where it is known, and as a link where it stands in the packet.
    fn called(&self, reference: &str) -> String {
        match self.known.get(reference) {
            Some((title, place)) => linked(&format!("{reference} {title}"), place.as_deref()),
            None => linked(reference, None),
        }
    }
}

fn linked(text: &str, place: Option<&str>) -> String {
    let text = paragraph(text);
    match place {
        Some(place) => format!("[{text}](#{place})"),
        None => text,
    }
}

fn title(contents: &Contents) -> String {
    format!("# {}\n", inline(&contents.title))
}

fn cover(contents: &Contents, places: &Places<'_>) -> String {
    let mut out = title(contents);
    if let Some(banner) = contents.readiness.as_ref().and_then(readiness::banner) {
        let _ = write!(out, "\n{banner}");
    }
    let count = contents.decisions.len() as u64;
    let _ = write!(
        out,
        "\n| Packet | {} |\n|:--|:--|\n| As of | {} |\n{}| Decisions | {count}{} |\n",
        inline(&contents.label),
        contents.as_of,
        contents
            .readiness
            .as_ref()
            .map(readiness::cover)
            .unwrap_or_default(),
        by_status(contents)
    );
    let _ = writeln!(out, "| Open comments | {} |", open_comments(contents));
    if let Some(changes) = &contents.changes {
        let (before, told) = (inline(&changes.since), between::counts(changes));
        let _ = writeln!(out, "| Packet before | {before}: {told} |");
    }
    let head = &contents.head;
    let _ = writeln!(
        out,
        "| Log of changes | up to event {}, `{}` |\n",
        head.seq,
        head.hash.short()
    );
    let before = places.before.iter();
    let before = before.map(|(role, place)| (role.name(), place));
    for (name, place) in [(Role::Ask.name(), &places.ask)]
        .into_iter()
        .chain(before)
        .chain([
            (Role::Index.name(), &places.index),
            (Role::Relations.name(), &places.relations),
        ])
    {
        let _ = writeln!(out, "- [{name}](#{place})");
    }
    let _ = writeln!(out, "- [{}](#{})", between::since(contents), places.changes);
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
        1 => format!("1 comment is open: {}.", commented(contents)),
        many => format!("{many} comments are open: {}.", commented(contents)),
    };
    let name = Role::Ask.name();
    format!(
        "## {name}\n\n{asked}\n\n### Recommendation\n\n{recommended}\n\n### Comments\n\n{comments}\n"
    )
}

/// On which decisions comments are open: `payments/12 (2), payments/14 (1)`.
fn commented(contents: &Contents) -> String {
    let decisions = contents.decisions.iter();
    let commented: Vec<_> = decisions
        .filter(|decision| decision.open_comments > 0)
        .map(|decision| {
            format!(
                "{} ({})",
                inline(&decision.reference),
                decision.open_comments
            )
        })
        .collect();
    commented.join(", ")
}

fn index(contents: &Contents, places: &Places<'_>) -> String {
    let mut out = format!("## {}\n\n", Role::Index.name());
    if contents.decisions.is_empty() {
        out.push_str("This packet shows no decision.\n");
        return out;
    }
    out.push_str("| Reference | Status | Title | Date | Deciders |\n|:--|:--|:--|:--|:--|\n");
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

fn heading(decision: &Decision) -> String {
    let named = format!("{} {}", decision.reference, decision.title);
    format!("## {}\n\n", inline(&named))
}

fn decision(decision: &Decision, body: &str, places: &Places<'_>) -> String {
    let mut out = format!("{}**{}**", heading(decision), standing(decision.status));
    if let Some(date) = decision.decided {
        let _ = write!(out, ", {} {date}", dated(decision.status));
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
        let place = places.known.get(reference.as_str());
        let place = place.and_then(|(_, place)| place.as_deref());
        let other = linked(&format!("{} {}", reference.trim(), title.trim()), place);
        let _ = writeln!(out, "- {}: {other}", paragraph(&capital(phrase.trim())));
    }
    if decision.open_comments > 0 {
        let _ = writeln!(out, "- Open comments: {}", decision.open_comments);
    }
    let _ = write!(
        out,
        "- Revision: `{}`\n\n{body}\n",
        decision.revision.short()
    );
    out
}

/// What the date of a record is; only where it was decided it is the day of that.
const fn dated(status: Status) -> &'static str {
    match status {
        Status::Accepted | Status::Rejected => "decided",
        _ => "dated",
    }
}

fn capital(phrase: &str) -> String {
    let mut rest = phrase.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + rest.as_str()
}

fn body(decision: &Decision) -> String {
    let text = if decision.text.trim().is_empty() {
        "The record has no text.".to_owned()
    } else if decision.is_markdown {
        embed(&decision.text)
    } else {
        embed_literally(&decision.text)
    };
    format!("### Text\n\n{text}")
}
